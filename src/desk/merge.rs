//! Merging the writes of one entity (SYNC.md section 4): pure, the same at every site.
//!
//! A write names as `base` the heads its writer saw. Heads = known writes minus all named bases.
//! The value shown is the head with the greatest (clock, site, epoch, seq).

use crate::desk::change::Fields;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// One operation about the entity, as read from the log.
#[derive(Debug, Clone, PartialEq)]
pub struct Write {
    /// `site.epoch.stream.seq`.
    pub id: String,
    /// What decides between concurrent writes: clock, then the writer.
    pub order: (i64, String, i64, i64),
    /// The heads it replaces, by field.
    pub base: BTreeMap<String, Vec<String>>,
    /// Its values; empty when the body was withheld or erased.
    pub fields: Fields,
}

/// A write to a field that no known write has replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    pub id: String,
    pub value: Value,
}

/// What the log says of an entity.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Folded {
    /// Heads of each field, the shown one first.
    pub heads: BTreeMap<String, Vec<Head>>,
}

impl Folded {
    /// The values shown.
    pub fn shown(&self) -> Fields {
        self.heads.iter().filter_map(|(name, heads)| Some((name.clone(), heads.first()?.value.clone()))).collect()
    }

    /// Is the entity out of every list? True as soon as a delete is the shown head.
    pub fn deleted(&self) -> bool {
        self.heads.get(crate::desk::change::DELETED).and_then(|h| h.first()).is_some_and(|h| h.value == true)
    }

    /// The ids of a field's heads: the `base` of the next write to it.
    pub fn base(&self, field: &str) -> Vec<String> {
        self.heads.get(field).map(|heads| heads.iter().map(|h| h.id.clone()).collect()).unwrap_or_default()
    }
}

/// Folds every known write of one entity. The order of `writes` does not matter.
pub fn fold(writes: &[Write]) -> Folded {
    let mut replaced: BTreeSet<(&str, &str)> = BTreeSet::new();
    for write in writes {
        for (field, bases) in &write.base {
            replaced.extend(bases.iter().map(|id| (field.as_str(), id.as_str())));
        }
    }
    let mut newest_first: Vec<&Write> = writes.iter().collect();
    newest_first.sort_by(|a, b| b.order.cmp(&a.order));
    let mut folded = Folded::default();
    for write in newest_first {
        for (field, value) in &write.fields {
            if !replaced.contains(&(field.as_str(), write.id.as_str())) {
                let head = Head { id: write.id.clone(), value: value.clone() };
                folded.heads.entry(field.clone()).or_default().push(head);
            }
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn write(id: &str, at: i64, base: &[(&str, &[&str])], fields: Value) -> Write {
        let base = base.iter().map(|(f, ids)| ((*f).to_owned(), ids.iter().map(|i| (*i).to_owned()).collect())).collect();
        let Value::Object(fields) = fields else { panic!("fields") };
        Write { id: id.into(), order: (at, id.into(), 0, at), base, fields }
    }

    #[test]
    fn a_write_that_saw_another_replaces_it_and_one_that_did_not_stands_beside_it() {
        let a = write("a", 1, &[], json!({"phone": "1", "name": "n"}));
        let b = write("b", 2, &[("phone", &["a"])], json!({"phone": "2"}));
        let c = write("c", 3, &[("phone", &["a"])], json!({"phone": "3"}));
        let folded = fold(&[b.clone(), a.clone()]);
        assert_eq!(folded.shown()["phone"], "2");
        assert_eq!(folded.base("phone"), ["b"]);
        let both = fold(&[a.clone(), b.clone(), c.clone()]);
        assert_eq!(both.base("phone"), ["c", "b"], "the later one is shown, the other is not lost");
        assert_eq!(both, fold(&[c.clone(), a.clone(), b.clone()]));
        let settled = write("d", 4, &[("phone", &["b", "c"])], json!({"phone": "2"}));
        assert_eq!(fold(&[a, b, c, settled]).base("phone"), ["d"]);
    }

    #[test]
    fn a_delete_hides_the_entity_until_it_is_put_back() {
        let a = write("a", 1, &[], json!({"name": "n"}));
        let gone = write("b", 2, &[], json!({"_del": true}));
        assert!(fold(&[a.clone(), gone.clone()]).deleted());
        let back = write("c", 3, &[("_del", &["b"])], json!({"_del": null}));
        assert!(!fold(&[a, gone, back]).deleted());
    }
}
