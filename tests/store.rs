//! The one door: what is acknowledged is there, what is refused changed nothing, undo gives back, verify agrees.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use desk::desk::command::Order;
use desk::store::Refusal;
use support::{at, counter};

#[test]
fn a_command_is_done_undone_and_done_again_and_the_log_agrees_with_the_tables() {
    let mut desk = counter();
    let made = desk.ok(r#"{"cmd":"resident.add","name":"张晓明","phone":"13800005678"}"#);
    let id = made["id"].as_str().unwrap().to_owned();
    assert_eq!(desk.names("zxm"), ["张晓明"]);
    desk.ok(&format!(r#"{{"cmd":"resident.update","resident":"{id}","name":"张小明"}}"#));
    assert_eq!(desk.names("张小"), ["张小明"]);
    assert!(desk.names("张晓").is_empty(), "the old name is no longer a key");
    desk.ok(r#"{"cmd":"undo"}"#);
    assert_eq!(desk.names("zxm"), ["张晓明"]);
    desk.ok(r#"{"cmd":"undo"}"#);
    assert!(desk.names("").is_empty());
    desk.ok(r#"{"cmd":"redo"}"#);
    assert_eq!(desk.names("zxm"), ["张晓明"]);
    desk.refused(r#"{"cmd":"redo"}"#, &["desk.nothing_to_undo"]);
    desk.sound();
}

#[test]
fn a_refusal_names_all_reasons_and_leaves_the_data_as_it_was() {
    let mut desk = counter();
    desk.refused(
        r#"{"cmd":"resident.add","name":" ","id_number":"12","phone":"abc"}"#,
        &["resident.no_name", "resident.bad_id_number", "resident.bad_phone"],
    );
    assert!(desk.names("").is_empty());
    desk.ok(r#"{"cmd":"resident.add","name":"单四","id_number":"110105188012310023"}"#);
    desk.refused(r#"{"cmd":"resident.add","name":"单五","id_number":"110105188012310023"}"#, &["resident.same_id_number"]);
    desk.ok(
        r#"{"cmd":"resident.add","name":"单五","id_number":"110105188012310023","override":{"reason":"二人同号，派出所已确认"}}"#,
    );
    desk.sound();
}

#[test]
fn a_batch_is_kept_whole_or_not_at_all() {
    let mut desk = counter();
    let good = Order::parse(r#"{"cmd":"resident.add","name":"甲"}"#).unwrap();
    let bad = Order::parse(r#"{"cmd":"resident.add","name":""}"#).unwrap();
    let who = desk.who.clone();
    let result: Result<(), Refusal> = desk.store.batch(|batch| {
        batch.execute(&good, &who, at("2026-03-02T09:00"))?;
        batch.execute(&bad, &who, at("2026-03-02T09:00"))?;
        Ok(())
    });
    assert!(matches!(result, Err(Refusal::Rule(_))));
    assert!(desk.names("").is_empty());
    desk.sound();
}

#[test]
fn the_same_again_writes_nothing() {
    let mut desk = counter();
    desk.ok(r#"{"cmd":"setting.set","key":"hold.shelf_days","value":"5"}"#);
    let before = desk.store.verify().unwrap().operations;
    desk.ok(r#"{"cmd":"setting.set","key":"hold.shelf_days","value":"5"}"#);
    assert_eq!(desk.store.verify().unwrap().operations, before);
    desk.refused(r#"{"cmd":"setting.set","key":"hold.shelf_day","value":"5"}"#, &["setting.unknown"]);
    desk.refused(r#"{"cmd":"setting.set","key":"hold.shelf_days","value":"0"}"#, &["setting.bad_value"]);
}

#[test]
fn undo_is_refused_when_another_clerk_has_changed_the_same_field() {
    let mut desk = counter();
    let id = desk.ok(r#"{"cmd":"resident.add","name":"甲"}"#)["id"].as_str().unwrap().to_owned();
    desk.who.clerk = "李".into();
    desk.ok(&format!(r#"{{"cmd":"resident.update","resident":"{id}","name":"乙"}}"#));
    desk.who.clerk = "王".into();
    desk.refused(r#"{"cmd":"undo"}"#, &["undo.changed_since"]);
    desk.who.clerk = "李".into();
    desk.ok(r#"{"cmd":"undo"}"#);
    assert_eq!(desk.names("甲"), ["甲"]);
    desk.sound();
}
