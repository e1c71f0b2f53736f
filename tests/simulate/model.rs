//! A second reading of the log, written for this test alone: what every record must show, told from the operations by the rules
//! of SYNC.md section 4 and nothing of the program's own merge.

use rusqlite::Connection;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// An operation as it lies in the log.
struct Op {
    id: String,
    order: (i64, String, i64, i64),
    ent: String,
    base: BTreeMap<String, Vec<String>>,
    fields: BTreeMap<String, Value>,
}

/// Record and field, with the values of its heads, the shown one first.
pub type Heads = BTreeMap<(String, String), Vec<Value>>;

/// What the log says, and what is wrong with the log itself.
pub fn read(db: &Connection) -> (Heads, Vec<String>) {
    let ops = ops(db);
    let mut wrong = Vec::new();
    // An operation sees operations of its own record and no others. After a careless restore a site goes on under numbers
    // it has used before, and where one of its streams stands as it was written before and another as after, a name may
    // by now be that of another record's operation, which nobody claims to have seen.
    let clocks: BTreeMap<(&str, &str), i64> = ops.iter().map(|op| ((op.ent.as_str(), op.id.as_str()), op.order.0)).collect();
    let mut replaced: BTreeSet<(&str, &str, &str)> = BTreeSet::new();
    for op in &ops {
        for (field, seen) in &op.base {
            for id in seen {
                replaced.insert((&op.ent, field, id));
                if clocks.get(&(op.ent.as_str(), id.as_str())).is_some_and(|clock| *clock >= op.order.0) {
                    wrong.push(format!("{} saw {id} and is not later", op.id));
                }
            }
        }
    }
    let mut heads: BTreeMap<(String, String), Vec<(&Op, &Value)>> = BTreeMap::new();
    for op in &ops {
        let stands = |field: &str| !replaced.contains(&(op.ent.as_str(), field, op.id.as_str()));
        for (field, value) in op.fields.iter().filter(|(field, _)| stands(field)) {
            heads.entry((op.ent.clone(), field.clone())).or_default().push((op, value));
        }
    }
    for ((ent, field), found) in &mut heads {
        found.sort_by(|a, b| b.0.order.cmp(&a.0.order));
        let hands: BTreeSet<_> = found.iter().map(|(op, _)| (&op.order.1, op.order.2)).collect();
        if hands.len() < found.len() {
            wrong.push(format!("{ent} {field}: one site wrote twice and did not see its own value"));
        }
    }
    let values = |found: Vec<(&Op, &Value)>| found.into_iter().map(|(_, value)| value.clone()).collect();
    (heads.into_iter().map(|(at, found)| (at, values(found))).collect(), wrong)
}

fn ops(db: &Connection) -> Vec<Op> {
    let sql = "SELECT site, epoch, stream, seq, header, body FROM op o WHERE NOT EXISTS
               (SELECT 1 FROM held h WHERE h.site = o.site AND h.epoch = o.epoch AND h.stream = o.stream AND h.seq = o.seq)";
    let mut statement = db.prepare(sql).unwrap();
    let rows = statement
        .query_map([], |r| {
            let key: (String, i64, String, i64) = (r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?);
            Ok((key, r.get::<_, Vec<u8>>(4)?, r.get::<_, Option<Vec<u8>>>(5)?))
        })
        .unwrap();
    rows.map(|row| {
        let ((site, epoch, stream, seq), header, body) = row.unwrap();
        let header: Value = serde_json::from_slice(&header).unwrap();
        let body: Value = body.map_or(Value::Null, |b| serde_json::from_slice(&b).unwrap());
        let part = |value: &Value| serde_json::from_value(value.clone()).unwrap_or_default();
        Op {
            id: format!("{site}.{epoch}.{stream}.{seq}"),
            order: (header["t"].as_i64().unwrap(), site, epoch, seq),
            ent: header["ent"].as_str().unwrap().to_owned(),
            base: serde_json::from_value(header["base"].clone()).unwrap_or_default(),
            fields: part(&body["f"]),
        }
    })
    .collect()
}

/// Rows of the tables that do not show what the log says.
pub fn odd_rows(db: &Connection, heads: &Heads) -> Vec<String> {
    let mut odd = Vec::new();
    for kind in desk::desk::kind::all() {
        let name = kind.name;
        for field in kind.fields {
            let Ok(mut statement) = db.prepare(&format!(r#"SELECT id, "{}" FROM "{name}""#, field.name)) else { continue };
            let rows = statement.query_map([], |r| Ok((r.get::<_, String>(0)?, r.get::<_, rusqlite::types::Value>(1)?))).unwrap();
            for (id, shown) in rows.map(Result::unwrap) {
                let Some(told) = heads.get(&(id.clone(), field.name.to_owned())).and_then(|h| h.first()) else { continue };
                let same = match (told, &shown) {
                    (Value::String(a), rusqlite::types::Value::Text(b)) => a == b,
                    (Value::Number(a), rusqlite::types::Value::Integer(b)) => a.as_i64() == Some(*b),
                    _ => true,
                };
                if !same {
                    odd.push(format!("{id} shows {} {shown:?}, the log says {told}", field.name));
                }
            }
        }
    }
    odd
}
