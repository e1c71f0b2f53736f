//! The one door: what is acknowledged is there, what is refused changed nothing, undo gives back, verify agrees.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use desk::base::clock::Clock;
use desk::base::ids::Ids;
use desk::desk::change::Actor;
use desk::desk::command::Order;
use desk::desk::query::Answer;
use desk::desk::residents;
use desk::store::{Refusal, Site, Store};
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
    desk.refused(
        r#"{"cmd":"resident.add","name":"５６７８１","id_number":"12","phone":"abc"}"#,
        &["resident.no_letter", "resident.bad_id_number", "resident.bad_phone"],
    );
    assert!(desk.names("").is_empty());
    for kind in ["resident18", "whatever", "ABC"] {
        let line = format!(r#"{{"cmd":"resident.add","name":"王五","id_type":"{kind}","id_number":"110105194912310021"}}"#);
        let code = if kind == "resident18" { "resident.bad_id_number" } else { "resident.bad_id_type" };
        desk.refused(&line, &[code]);
    }
    let four = desk.ok(r#"{"cmd":"resident.add","name":"单四"}"#)["id"].as_str().unwrap().to_owned();
    desk.refused(&format!(r#"{{"cmd":"resident.update","resident":"{four}","name":"138-0000"}}"#), &["resident.no_letter"]);
    desk.refused(
        &format!(r#"{{"cmd":"resident.update","resident":"{four}","name":"、。","phone":"abc"}}"#),
        &["resident.no_letter", "resident.bad_phone"],
    );
    desk.ok(r#"{"cmd":"undo"}"#);
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

/// Search keys wait for the end of a batch: what is asked within it sees them all the same.
#[test]
fn a_batch_finds_what_it_has_just_written_and_a_broken_one_leaves_no_keys() {
    let mut desk = counter();
    let who = desk.who.clone();
    let now = desk.now;
    let add = |name: &str| Order::parse(&format!(r#"{{"cmd":"resident.add","name":"{name}"}}"#)).unwrap();
    let find = |batch: &desk::store::Batch<'_>, typed: &str| {
        let page = residents::Page { find: typed.into(), ..Default::default() };
        match batch.ask(&residents::Query::Page(page).into(), now).unwrap() {
            Answer::Residents(residents::Answer::Page(rows)) => rows.into_iter().map(|(_, r)| r.name).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    let broken: Result<(), Refusal> = desk.store.batch(|batch| {
        batch.execute(&add("张晓明"), &who, now)?;
        assert_eq!(find(batch, "zxm"), ["张晓明"]);
        batch.execute(&add("单四"), &who, now)?;
        batch.execute(&add(""), &who, now)?;
        Ok(())
    });
    assert!(broken.is_err());
    assert!(desk.names("").is_empty() && desk.names("ss").is_empty());
    desk.sound();
    let whole: Result<(), Refusal> = desk.store.batch(|batch| {
        let id = batch.execute(&add("张晓明"), &who, now)?.result["id"].as_str().unwrap().to_owned();
        let rename = format!(r#"{{"cmd":"resident.update","resident":"{id}","name":"张小明"}}"#);
        batch.execute(&Order::parse(&rename).unwrap(), &who, now)?;
        batch.execute(&add("李四"), &who, now)?;
        Ok(())
    });
    whole.unwrap();
    assert_eq!(desk.names(""), ["李四", "张小明"]);
    assert_eq!(desk.names("张小"), ["张小明"]);
    assert!(desk.names("张晓").is_empty());
    desk.sound();
}

/// Both directions meet the same rows, from either end, whatever was typed.
#[test]
fn pages_forwards_and_backwards_are_the_same_list() {
    let mut desk = counter();
    for n in 0..45 {
        let number = check(&format!("11010518801231{:03}", n * 2 + 1));
        desk.ok(&format!(r#"{{"cmd":"resident.add","name":"赵{}","phone":"1380000{n:04}","id_number":"{number}"}}"#, n % 7));
    }
    for (find, count) in [("", 45), ("赵", 45), ("zhao", 45), ("赵3", 6), ("110105188012", 45), ("1101051880123100", 5), ("7", 4)]
    {
        let turn = |from: Option<(String, String)>, back: bool| {
            let query = residents::Query::Page(residents::Page { find: find.into(), from, back, rows: 4 });
            match desk.store.ask(&query.into(), desk.now).unwrap() {
                Answer::Residents(residents::Answer::Page(rows)) => rows.into_iter().map(|(k, r)| (k, r.id)).collect::<Vec<_>>(),
                other => panic!("{other:?}"),
            }
        };
        let (mut down, mut up): (Vec<_>, Vec<_>) = (turn(None, false), turn(None, true));
        while let page @ [_, ..] = &turn(down.last().cloned(), false)[..] {
            down.extend_from_slice(page);
        }
        while let page @ [_, ..] = &turn(up.first().cloned(), true)[..] {
            up.splice(0..0, page.iter().cloned());
        }
        assert_eq!(down.len(), count, "{find}");
        assert_eq!(down, up, "{find}");
    }
}

fn check(body: &str) -> String {
    format!("{body}{}", desk::text::idcard::check_digit(body.as_bytes()))
}

/// The working-day table is kept between requests: a day that is set, taken back, or set by another session counts at once.
#[test]
fn a_day_that_is_set_counts_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let site = Site { code: "QLQ".into(), name: "青龙桥".into(), hub: false, epoch: 0, for_play: true, studio: None };
    let ids = |seed| Ids::seeded(Clock::Fixed(at("2026-03-02T09:00")), seed);
    let mut ours = Store::create(&folder.path().join("data"), &site, ids(1)).unwrap();
    let mut theirs = Store::open(&folder.path().join("data"), ids(2)).unwrap();
    let who = Actor { clerk: "王".into() };
    let tuesday = at("2026-03-03T09:00").date();
    let run = |store: &mut Store, line: &str| {
        store.execute(&Order::parse(line).unwrap(), &who, at("2026-03-02T09:00")).unwrap();
    };
    assert!(ours.workdays().unwrap().works(tuesday));
    run(&mut ours, r#"{"cmd":"calendar.set","date":"2026-03-03","kind":"holiday","name":"停电"}"#);
    assert!(!ours.workdays().unwrap().works(tuesday));
    run(&mut ours, r#"{"cmd":"undo"}"#);
    assert!(ours.workdays().unwrap().works(tuesday));
    run(&mut theirs, r#"{"cmd":"calendar.set","date":"2026-03-03","kind":"holiday","name":"停电"}"#);
    assert!(!ours.workdays().unwrap().works(tuesday));
}

/// What another clerk does at the same desk.
fn other(desk: &mut support::Counter, line: &str) -> desk::desk::change::Fields {
    let who = std::mem::replace(&mut desk.who.clerk, "孙".into());
    let done = desk.ok(line);
    desk.who.clerk = who;
    done
}

#[test]
fn undo_takes_no_record_away_that_another_one_names() {
    let mut desk = counter();
    desk.ok(r#"{"cmd":"title.add","name":"红楼梦"}"#);
    other(&mut desk, r#"{"cmd":"copy.add","title":"红楼梦","barcode":"418"}"#);
    desk.refused(r#"{"cmd":"undo"}"#, &["undo.in_use"]);
    desk.ok(r#"{"cmd":"reader.add","name":"王某","card":"31"}"#);
    other(&mut desk, r#"{"cmd":"loan.checkout","reader":"31","copy":"418"}"#);
    desk.refused(r#"{"cmd":"undo"}"#, &["undo.in_use"]);
    desk.ok(r#"{"cmd":"advisor.add","name":"刘老师"}"#);
    other(&mut desk, r#"{"cmd":"hours.set","of":"刘老师","week":"1-5 0830-1130"}"#);
    desk.refused(r#"{"cmd":"undo"}"#, &["undo.in_use"]);
    // Once what names it is gone, it goes too.
    let who = std::mem::replace(&mut desk.who.clerk, "孙".into());
    desk.ok(r#"{"cmd":"undo"}"#);
    desk.who.clerk = who;
    desk.ok(r#"{"cmd":"undo"}"#);
    desk.sound();
}
