//! Never lost: every form that a verb opens is half filled, the program killed, and what was typed is offered again, whole
//! and over the same record. The walk goes by the table of verbs: a new one is either a form that comes back, or it is
//! said here why it leaves nothing.

use crate::support::journey::Journey;
use crate::support::{Counter, community, counter};
use desk::app::layer::Layer;
use desk::command::table::VERBS;
use desk::form::{Form, Kind};
use desk::store::Draft;
use std::collections::BTreeMap;

/// Verbs that open no form to be filled: they act at once, move about, or ask nothing but yes or no.
const NO_FORM: &[&str] = &[
    // Moving about, and the frame.
    "palette",
    "search",
    "reveal",
    "undo",
    "redo",
    "help",
    "quit",
    "studio.advisor",
    "studio.day",
    "studio.unfinished",
    "studio.prev_week",
    "studio.next_week",
    "studio.calendar",
    "loan.page",
    "loan.explain",
    "request.explain",
    // Done at once, with undo.
    "ticket.call",
    "ticket.call_this",
    "ticket.miss",
    "ticket.recall",
    "ticket.leave",
    "ticket.done",
    "request.resume",
    "request.take",
    "booking.attended",
    "booking.no_show",
    "booking.cancel_client",
    "booking.confirm",
    // Picks a booking up; Enter puts it down at another time.
    "booking.move",
    "booking.put_down",
    "loan.renew_all",
    "loan.bookdrop",
    "loan.renew",
    "hold.cancel",
    "exchange.write",
    "exchange.recover",
    "exchange.read",
    "conflict.first",
    "conflict.second",
    "conflict.neither",
    // Who sits here is asked again at the next start.
    "seat",
    // Counts, and one yes.
    "retention.run",
    // A menu.
    "studio.setup",
];

/// Forms that want more than the demo has; their own journeys (`cut`) cut the line in them.
const ELSEWHERE: &[(&str, &str)] = &[
    ("lecture.sign_up", "a lecture under the mark"),
    ("lecture.cancel", "a lecture under the mark"),
    ("title.update", "a title in sight"),
    ("reader.update", "a reader in hand"),
    ("grant.take_back", "a time granted to another desk: one choice, and nothing typed"),
];

/// The demo, with what it has none of.
fn desk_with_everything() -> Counter {
    let mut desk = counter();
    community(&mut desk);
    let who = desk.show("residents", &[("find", "")])[0]["id"].as_str().unwrap().to_owned();
    let advisor = desk.show("advisors", &[])[0]["id"].as_str().unwrap().to_owned();
    let mut open = |service: &str, summary: &str| {
        let line =
            format!(r#"{{"cmd":"request.open","service":"{service}","summary":"{summary}","resident":"{who}","accept":true}}"#);
        desk.ok(&line)["id"].as_str().unwrap().to_owned()
    };
    let (done, sent) = (open("weixiu", "三号楼路灯"), open("jzz", "办新证"));
    for line in [
        format!(r#"{{"cmd":"request.finish","request":"{done}","result":"已修好"}}"#),
        format!(r#"{{"cmd":"request.refer","request":"{sent}","to":"物业"}}"#),
        format!(r#"{{"cmd":"advisor.leave","advisor":"{advisor}","from":"2026-04-01","to":"2026-04-02"}}"#),
        r#"{"cmd":"series.add","name":"例会","rrule":"FREQ=MONTHLY;COUNT=3","start":"2026-03-20T15:00","advisor":"ADVISOR","minutes":60}"#.replace("ADVISOR", &advisor),
    ] {
        desk.ok(&line);
    }
    desk
}

/// Where verbs are tried, as keys from the first picture on.
fn places() -> Vec<String> {
    let walk = |room: &str, rows: usize| (0..rows).map(move |n| format!("{room} {}", "Down ".repeat(n))).collect::<Vec<_>>();
    [
        walk("F2", 30),
        walk("Esc 5", 2),
        walk("F3", 12),
        walk("F3 Right", 12),
        walk("F3 Right Right", 12),
        walk("F3 Right Right Right", 12),
        vec!["F4".into(), "Esc 6".into()],
    ]
    .concat()
}

fn top(j: &Journey) -> Option<(&'static str, String, &Form)> {
    match j.model.layers.last() {
        Some(Layer::Form(_, open)) => Some((open.name, open.title.clone(), &open.form)),
        _ => None,
    }
}

/// Does what the palette lists under this name.
fn by_palette(j: &mut Journey, verb: &str) {
    let at = j.model.palette("").iter().position(|entry| entry.verb == verb).unwrap();
    j.keys("Ctrl-P").keys(&"Down ".repeat(at)).keys("Enter");
}

/// Puts something into every field, and leaves the cursor in the middle of the form.
fn fill(j: &mut Journey) {
    let fields = top(j).unwrap().2.fields().len();
    for n in 0..fields {
        go_to(j, n);
        let field = &top(j).unwrap().2.fields()[n];
        match field.kind {
            Kind::Note => {}
            Kind::Choice => _ = j.keys("Right Right"),
            Kind::Checks => _ = j.keys("Space"),
            Kind::Date => _ = j.text("下周五"),
            Kind::Text => _ = j.text(&format!("写一半{n}，")),
            Kind::Pick => {
                // What can be chosen is chosen; else the text itself is what was typed.
                for typed in ["", "w", "z", "王", "写一半"] {
                    j.text(typed);
                    if !top(j).unwrap().2.fields()[n].candidates.is_empty() {
                        j.keys("Enter");
                        break;
                    }
                    if typed != "写一半" {
                        j.keys("Ctrl-U");
                    }
                }
            }
        }
        assert!(top(j).is_some(), "sent by field {n}\n{}", j.screen());
    }
    go_to(j, fields / 2);
}

/// Moves the cursor to a field, if it takes one.
fn go_to(j: &mut Journey, n: usize) {
    for _ in 0..20 {
        let form = top(j).unwrap().2;
        if form.focus() == n || form.fields().get(n).is_none_or(|f| f.kind == Kind::Note) {
            return;
        }
        j.keys("BackTab");
    }
}

/// Title; name, text and value of each field; where the cursor stands.
type Picture = (String, Vec<(String, String, String)>, String);

/// All that a clerk would miss.
fn picture(j: &Journey) -> Option<Picture> {
    let (_, title, form) = top(j)?;
    let field = |f: &desk::form::Field| (f.name.to_owned(), f.line.text().to_owned(), f.value().to_owned());
    let cursor = form.fields()[form.focus()].name.to_owned();
    Some((title, form.fields().iter().filter(|f| f.kind != Kind::Note).map(field).collect(), cursor))
}

/// The program is killed and started again; the draft is offered, and taken up.
fn killed(j: Journey) -> Journey {
    let (form, body) = j.drafts.last().cloned().unwrap_or_else(|| panic!("nothing was kept\n{}", j.screen()));
    let draft = Draft { form, at: j.desk.now, body: body.unwrap() };
    let mut next = Journey::at(j.desk);
    next.drafts(vec![draft]).sees("上次未保存").keys("Enter");
    next
}

#[test]
fn every_form_of_the_command_table_comes_back_whole_after_a_kill() {
    let mut desk = desk_with_everything();
    let mut missing: BTreeMap<&str, &str> = VERBS
        .iter()
        .filter(|v| !matches!(v.scope, "list" | "box" | "form" | "report") && !v.name.starts_with("room."))
        .map(|v| (v.name, v.scope))
        .collect();
    NO_FORM
        .iter()
        .chain(ELSEWHERE.iter().map(|(name, _)| name))
        .for_each(|name| assert!(missing.remove(name).is_some(), "{name}"));
    let mut wrong = Vec::new();
    for place in places() {
        let mut j = Journey::at(desk);
        j.keys(&place);
        let here: Vec<&str> = j.model.palette("").iter().map(|entry| entry.verb).filter(|v| missing.contains_key(v)).collect();
        desk = j.desk;
        for verb in here {
            let mut j = Journey::at(desk);
            j.keys(&place);
            by_palette(&mut j, verb);
            if top(&j).is_none() {
                desk = j.desk;
                continue;
            }
            fill(&mut j);
            let before = picture(&j).unwrap();
            assert!(before.1.iter().any(|(_, text, value)| !text.is_empty() || !value.is_empty()), "{verb}: {before:?}");
            let next = killed(j);
            if picture(&next).as_ref() != Some(&before) {
                wrong.push(format!("{verb}: {before:?}\ncame back as {:?}", picture(&next)));
            }
            missing.remove(verb);
            desk = next.desk;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(missing.is_empty(), "neither a form that came back nor one that is told: {missing:?}");
}

/// What is finished stands in no list after its day, and the room shows another record first: a note typed for one must
/// not be opened over the other.
#[test]
fn a_draft_never_opens_over_another_record_than_its_own() {
    let desk = desk_with_everything();
    let late = desk.show("requests", &[("which", "late")])[0]["short"].as_str().unwrap().to_owned();
    let done = desk.show("requests", &[("which", "settled")])[0]["short"].as_str().unwrap().to_owned();
    let mut j = Journey::at(desk);
    j.keys("F2 /").text(&done).keys("Enter b").sees(&format!("备注 {done}")).text("钥匙还在门卫");
    let mut drafts = j.drafts.clone();
    let mut desk = j.desk;
    desk.now = desk::base::clock::Moment(desk.now.0 + 3 * 86_400_000);
    let mut j = Journey::at(desk);
    // The room has been in use, and holds another one.
    j.keys("F2 /").text(&late).keys("Enter").sees(&late).keys("Esc F3");
    let (form, body) = drafts.pop().unwrap();
    let draft = Draft { form, at: j.desk.now, body: body.unwrap() };
    j.drafts(vec![draft]).keys("Enter").sees(&format!("备注 {done}")).sees("钥匙还在门卫").keys("Ctrl-S");
    let notes = |j: &Journey, id: &str| j.desk.show("request", &[("id", id)])["steps"].to_string();
    assert!(notes(&j, &done).contains("钥匙还在门卫") && !notes(&j, &late).contains("钥匙还在门卫"));
}

/// The card in hand is another one than the draft is about: a clerk's change in the middle of the day.
#[test]
fn a_correction_comes_back_over_its_own_card_though_another_is_open() {
    let mut desk = counter();
    for name in ["张晓明", "李秀英"] {
        desk.ok(&format!(r#"{{"cmd":"resident.add","name":"{name}"}}"#));
    }
    let mut j = Journey::at(desk);
    j.keys("Esc 5 /").text("zxm").keys("Enter e").sees("张晓明").keys("Tab Tab").text("13800005678");
    let (form, body) = j.drafts.last().cloned().unwrap();
    let draft = Draft { form, at: j.desk.now, body: body.unwrap() };
    let mut j = Journey::at(j.desk);
    j.keys("Esc 5 /")
        .text("lxy")
        .keys("Enter Enter")
        .sees("李*英")
        .drafts(vec![draft])
        .keys("Enter")
        .sees("13800005678")
        .keys("Ctrl-S");
    let phone = |j: &Journey, typed: &str| j.desk.show("residents", &[("find", typed)])[0]["phone"].clone();
    assert_eq!((phone(&j, "zxm"), phone(&j, "lxy")), ("13800005678".into(), "".into()), "{}", j.screen());
}

/// A record that is gone (a visitor who has left): it is said, and the draft stays.
#[test]
fn a_draft_about_what_is_no_longer_there_is_kept_and_said() {
    let mut desk = counter();
    desk.ok(r#"{"cmd":"ticket.draw","prefix":"A"}"#);
    let mut j = Journey::at(desk);
    j.keys("F2 t").text("3");
    let (form, body) = j.drafts.pop().unwrap();
    j.desk.ok(r#"{"cmd":"ticket.leave","ticket":"A001"}"#);
    let mut j = Journey::at(j.desk);
    let draft = Draft { form, at: j.desk.now, body: body.unwrap() };
    j.drafts(vec![draft]).keys("Enter").sees("草稿留着");
    assert!(j.drafts.is_empty(), "{:?}", j.drafts);
}

/// Three forms that were being filled when the line was cut: visitors of the reading room, a new resident, a booking.
fn three() -> (Counter, Vec<Draft>) {
    let mut desk = counter();
    desk.ok(r#"{"cmd":"advisor.add","name":"刘老师"}"#);
    desk.ok(r#"{"cmd":"hours.set","of":"刘老师","week":"1-5 0830-1130"}"#);
    let mut drafts = Vec::new();
    for (keys, text) in [("F4 Ctrl-G", "12"), ("Esc 5 n", "张晓明"), ("F3 n", "孙丽")] {
        let mut j = Journey::at(desk);
        j.keys(keys).text(text);
        let (form, body) = j.drafts.last().cloned().unwrap();
        drafts.push(Draft { form, at: j.desk.now, body: body.unwrap() });
        desk = j.desk;
    }
    (desk, drafts)
}

#[test]
fn the_next_draft_is_offered_as_soon_as_the_one_before_was_sent_or_put_down() {
    let (desk, drafts) = three();
    let mut j = Journey::at(desk);
    j.drafts(drafts).sees("上次未保存：到馆人次").keys("Enter").sees("人次").lacks("未保存");
    j.keys("Ctrl-S").sees("已保存：到馆人次").sees("还有未保存的：新居民").keys("Enter").sees("张晓明").lacks("还有未保存");
    j.keys("Esc").sees("已放下").sees("还有未保存的：预约");
    // Whoever is at work throws nothing away by a key that means something else there.
    let kept = j.drafts.len();
    j.keys("Delete").lacks("还有未保存");
    assert_eq!(j.drafts.len(), kept);
    j.desk.sound();
}

#[test]
fn the_next_draft_is_offered_over_nothing_that_is_typed_and_no_other_message_hides_it() {
    let (mut desk, drafts) = three();
    desk.ok(r#"{"cmd":"reader.add","name":"张晓明","card":"31"}"#);
    desk.ok(r#"{"cmd":"title.add","name":"红楼梦"}"#);
    desk.ok(r#"{"cmd":"copy.add","title":"红楼梦","barcode":"418"}"#);
    let mut j = Journey::at(desk);
    j.text("zx").drafts(drafts).lacks("未保存").keys("Ctrl-U").sees("上次未保存：到馆人次").keys("Enter Esc");
    // A scan goes its way; what it did is told, and the offer comes behind it.
    j.sees("还有未保存的：新居民").scan("QLQ-D-0031").scan("QLQ00418").sees("已保存：借出").sees("还有未保存的：新居民");
    j.keys("Enter").sees("张晓明");
    j.desk.sound();
}
