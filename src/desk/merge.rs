//! Merging the writes of one entity (SYNC.md section 4): pure, the same at every site.
//!
//! A write names as `base` the heads its writer saw. Heads = known writes minus all named bases.
//! The value shown is the head with the greatest (clock, site, epoch, seq). A delete names under [`SAW`] every value it
//! saw; a value it did not see stands against it, and the record stays visible until a person decides.

use crate::base::planted;
use crate::desk::change::{DELETED, Fields};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The key of `base` under which an operation names everything it saw, whatever the field: a delete the heads it
/// takes away, a redaction the operations whose text it removes.
pub const SAW: &str = "*";

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
    /// Hybrid clock of the write: ms << 16 | counter.
    pub hlc: i64,
}

/// What the log says of an entity.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Folded {
    /// Heads of each field, the shown one first.
    pub heads: BTreeMap<String, Vec<Head>>,
    /// Field and writer of the values that a delete did not see.
    pub unseen: Vec<(String, String)>,
}

impl Folded {
    /// The values shown.
    pub fn shown(&self) -> Fields {
        self.heads.iter().filter_map(|(name, heads)| Some((name.clone(), heads.first()?.value.clone()))).collect()
    }

    /// Is the entity out of every list? True when every delete stands alone and saw every value there is.
    pub fn deleted(&self) -> bool {
        let stands = |heads: &Vec<Head>| !heads.is_empty() && heads.iter().all(|h| h.value == true);
        self.unseen.is_empty() && self.heads.get(DELETED).is_some_and(stands)
    }

    /// What stands in its row: the values shown, or none if the entity is in no list.
    pub fn row(&self) -> Option<Fields> {
        (!self.heads.is_empty() && !self.deleted()).then(|| self.shown())
    }

    /// Is there a delete against an edit that knew nothing of it?
    pub fn delete_disputed(&self) -> bool {
        let heads = self.heads.get(DELETED).map(Vec::as_slice).unwrap_or_default();
        heads.iter().any(|h| h.value == true) && (!self.unseen.is_empty() || heads.iter().any(|h| h.value != true))
    }

    /// Fields (but the mark of deletion) with several heads that differ, the shown one first.
    pub fn disputed(&self) -> impl Iterator<Item = (&str, &[Head])> {
        let differ = |heads: &[Head]| heads.windows(2).any(|w| w[0].value != w[1].value);
        let named = self.heads.iter().filter(|(name, _)| *name != DELETED);
        named.filter(move |(_, heads)| differ(heads)).map(|(name, heads)| (name.as_str(), heads.as_slice()))
    }

    /// Every writer of a head, once: what an operation that sees all of it names under [`SAW`].
    pub fn seen(&self) -> Vec<String> {
        let all: BTreeSet<&String> = self.heads.values().flatten().map(|h| &h.id).collect();
        all.into_iter().cloned().collect()
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
    match planted::is(planted::Fault::NameWins) {
        false => newest_first.sort_by(|a, b| b.order.cmp(&a.order)),
        true => newest_first.sort_by(|a, b| b.id.cmp(&a.id)),
    }
    let mut folded = Folded::default();
    for write in newest_first {
        for (field, value) in &write.fields {
            if !replaced.contains(&(field.as_str(), write.id.as_str())) {
                let head = Head { id: write.id.clone(), value: value.clone(), hlc: write.order.0 };
                folded.heads.entry(field.clone()).or_default().push(head);
            }
        }
    }
    folded.unseen = unseen(&folded, writes);
    folded
}

/// The values no standing delete saw. A delete that names nothing (of a program before this one) saw what was
/// written before it.
fn unseen(folded: &Folded, writes: &[Write]) -> Vec<(String, String)> {
    let marks = folded.heads.get(DELETED).map(Vec::as_slice).unwrap_or_default();
    let deletes: Vec<&Write> =
        marks.iter().filter(|h| h.value == true).filter_map(|h| writes.iter().find(|w| w.id == h.id)).collect();
    if deletes.is_empty() {
        return Vec::new();
    }
    let saw = |delete: &Write, head: &Head| {
        head.id == delete.id
            || match delete.base.get(SAW) {
                Some(saw) => saw.contains(&head.id),
                None => writes.iter().find(|w| w.id == head.id).is_none_or(|w| w.order < delete.order),
            }
    };
    let others = folded.heads.iter().filter(|(name, _)| *name != DELETED);
    let heads = others.flat_map(|(name, heads)| heads.iter().map(move |h| (name, h)));
    heads.filter(|(_, h)| !deletes.iter().any(|d| saw(d, h))).map(|(name, h)| (name.clone(), h.id.clone())).collect()
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

    #[test]
    fn a_delete_that_did_not_see_an_edit_leaves_the_record_visible_until_somebody_decides() {
        let a = write("a", 1, &[], json!({"name": "n", "phone": "1"}));
        let edit = write("b", 2, &[("phone", &["a"])], json!({"phone": "2"}));
        let gone = write("c", 3, &[(SAW, &["a"])], json!({"_del": true}));
        let both = fold(&[gone.clone(), edit.clone(), a.clone()]);
        assert!(!both.deleted() && both.delete_disputed(), "the later delete does not hide the edit");
        assert_eq!(both.unseen, [("phone".to_owned(), "b".to_owned())]);
        // The same delete with the edit seen, and one that names nothing.
        let saw = write("c", 3, &[(SAW, &["a", "b"])], json!({"_del": true}));
        assert!(fold(&[a.clone(), edit.clone(), saw]).deleted());
        assert!(fold(&[a.clone(), edit.clone(), write("c", 3, &[], json!({"_del": true}))]).deleted());
        let later = write("d", 4, &[("phone", &["b"])], json!({"phone": "3"}));
        assert!(!fold(&[a.clone(), edit.clone(), write("c", 3, &[], json!({"_del": true})), later]).deleted());
        // Settled either way.
        let kept = write("e", 5, &[("_del", &["c"])], json!({"_del": null}));
        let settled = fold(&[a.clone(), edit.clone(), gone.clone(), kept]);
        assert!(!settled.deleted() && !settled.delete_disputed());
        let dropped = write("e", 5, &[("_del", &["c"]), (SAW, &["a", "b", "c"])], json!({"_del": true}));
        assert!(fold(&[a, edit, gone, dropped]).deleted());
    }

    #[test]
    fn equal_values_are_no_dispute_and_the_mark_of_deletion_is_not_a_value() {
        let a = write("a", 1, &[], json!({"phone": "1", "x": 1}));
        let b = write("b", 2, &[], json!({"phone": "1", "x": 2}));
        let c = write("c", 3, &[], json!({"_del": true}));
        let folded = fold(&[a, b, c]);
        assert_eq!(folded.disputed().map(|(f, heads)| (f, heads.len())).collect::<Vec<_>>(), [("x", 2)]);
        assert_eq!(folded.seen(), ["a", "b", "c"]);
    }
}
