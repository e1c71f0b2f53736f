use super::super::Candidate;
use super::*;
use crate::command::{keymap::Keymap, load};
use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use std::sync::OnceLock;

fn blank() -> Form {
    let options = vec![Candidate::of("a", "甲"), Candidate::of("b", "乙")];
    Form::new(vec![
        Field::pick("who", "来访人").required(),
        Field::choice("kind", "类别", options),
        Field::text("note", "内容").required(),
    ])
}

fn people() -> Vec<Candidate> {
    vec![Candidate::of("r1", "张晓明"), Candidate::of("r2", "赵秀梅")]
}

#[test]
fn a_digit_chooses_a_candidate_also_full_width_and_paste_equals_typing() {
    for digit in ["2", "２"] {
        let mut form = blank();
        assert_eq!(form.paste("zxm"), FormEvent::AskCandidates);
        form.offer("who", people());
        form.paste(digit);
        assert_eq!(form.values()["who"], "r2");
        assert_eq!(form.focus(), 1);
    }
    let (mut typed, mut pasted) = (blank(), blank());
    "zxm".chars().for_each(|c| {
        typed.paste(&c.to_string());
    });
    pasted.paste("zxm");
    assert_eq!(typed.to_draft(), pasted.to_draft());
}

/// A digit is all there is to say where the form asks one thing; a confirmation, and what stands chosen, want Enter.
#[test]
fn a_digit_sends_a_form_of_one_choice() {
    let options = |n: usize| (1..=n).map(|i| Candidate::of(format!("o{i}"), format!("option {i}"))).collect::<Vec<_>>();
    let one = |n| Form::new(vec![Field::note("told"), Field::choice("why", "why", options(n)).required()]);
    let sent = |event| matches!(event, FormEvent::Submit(values) if values["why"] == "o2");
    assert!(sent(one(3).paste("2")));
    assert!(sent(one(3).paste("２")));
    assert_eq!(one(3).paste("4"), FormEvent::Nothing);
    assert_eq!(one(3).paste(" "), FormEvent::Changed, "the space bar walks");
    assert_eq!(one(1).paste("1"), FormEvent::Changed, "a single option confirms");
    let mut filled = one(3);
    filled.fill("why", "o1", "option 1");
    assert_eq!(filled.paste("2"), FormEvent::Changed, "what stood there is changed in sight");
    let mut two = Form::new(vec![Field::choice("why", "why", options(3)), Field::text("note", "note")]);
    assert_eq!(two.paste("2"), FormEvent::Changed);
}

#[test]
fn digits_are_text_while_a_number_is_typed() {
    let mut form = blank();
    form.paste("5");
    form.offer("who", people());
    form.paste("1");
    assert_eq!(form.asking(), Some(("who", "51")));
    form.offer("who", people());
    form.verb("down");
    form.verb("next_field");
    assert_eq!(form.values()["who"], "r2");
}

#[test]
fn what_is_required_is_asked_for_before_sending() {
    let mut form = blank();
    assert_eq!(form.verb("save"), FormEvent::AskCandidates);
    assert!(form.complained && form.focus() == 0);
    form.paste("z");
    form.offer("who", people());
    form.verb("next_field");
    form.paste("2");
    form.paste("报修");
    let FormEvent::Submit(values) = form.verb("next_field") else { panic!("not sent") };
    assert_eq!((values["who"].as_str(), values["kind"].as_str(), values["note"].as_str()), (Some("r1"), Some("b"), Some("报修")));
}

#[test]
fn a_draft_brings_the_form_back() {
    let mut form = blank();
    form.paste("zxm");
    form.offer("who", people());
    form.paste("1");
    let mut again = blank();
    again.restore(&form.to_draft());
    assert_eq!(again.values(), form.values());
    assert_eq!(again.focus(), 1, "the cursor goes to what is still empty");
}

fn short(text: &str) -> bool {
    text.chars().count() <= 5
}

/// `3-9` in this year.
fn read_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(&format!("{}-{text}", today.year()), "%Y-%m-%d").ok()
}

/// Every kind of field.
fn large() -> Form {
    let today = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let papers = ["id", "book", "income"].map(|p| Candidate::of(p, p)).to_vec();
    Form::new(vec![
        Field::pick("who", "来访人").required(),
        Field::choice("kind", "类别", vec![Candidate::of("a", "甲"), Candidate::of("b", "乙")]),
        Field::date("day", "日期", read_day, today, "看不懂日期"),
        Field::checks("papers", "材料", papers),
        Field::text("note", "内容").check(short, "太长"),
    ])
}

/// Keys by name, as the keymap reads them; what is no key name is typed. Candidates come at once for "zxm" and "8".
fn press(form: &mut Form, keys: &str) -> FormEvent {
    static MAP: OnceLock<Keymap> = OnceLock::new();
    let map = MAP.get_or_init(|| load::embedded("default").unwrap());
    let mut event = FormEvent::Nothing;
    for name in keys.split_whitespace() {
        let keys = load::key(name).map_or_else(|| name.chars().map(Key::char).collect(), |key| vec![key]);
        for key in keys {
            event = match (key.text(), map.find(&["form"], key)) {
                (Some(c), _) => form.paste(&c.to_string()),
                (None, Some(verb)) => form.verb(verb),
                (None, None) => form.key(key),
            };
            if let (FormEvent::AskCandidates, Some((field, text))) = (&event, form.asking()) {
                let found = if text.starts_with("zxm") || text.starts_with(['8', '８']) { people() } else { vec![] };
                let field = field.to_owned();
                form.offer(&field, found);
            }
        }
    }
    event
}

#[test]
fn every_kind_of_field_is_filled_and_sent() {
    let mut form = large();
    let event = press(&mut form, "zxm 2 ２ 3-9 enter 1 right right space tab hello ctrl-s");
    let FormEvent::Submit(values) = event else { panic!("{event:?}") };
    let said: Vec<(&str, &str)> = values.iter().map(|(k, v)| (k.as_str(), v.as_str().unwrap())).collect();
    assert_eq!(said, [("day", "2026-03-09"), ("kind", "b"), ("note", "hello"), ("papers", "id\nincome"), ("who", "r2")]);
}

#[test]
fn what_chooses_and_what_is_text() {
    for (keys, who) in [
        ("zxm 1", Some("r1")),
        ("zxm ２", Some("r2")),
        ("zxm enter", Some("r1")),
        ("zxm down enter", Some("r2")),
        ("zxm 9", None),
        // The tail of a telephone number, full-width or not: digits go on with it.
        ("8 1", None),
        ("８ １", None),
        ("8 1 down enter", Some("r2")),
        // Changed after choosing: chosen anew.
        ("zxm 1 backtab backspace", None),
    ] {
        let mut form = large();
        press(&mut form, keys);
        assert_eq!(form.values().get("who").and_then(Value::as_str), who, "{keys}");
    }
    for (keys, kind, focus) in [
        ("2", Some("b"), 2),
        ("3", None, 1),
        ("right", Some("a"), 1),
        ("left", Some("b"), 1),
        ("right right right", Some("a"), 1),
        ("space space", Some("b"), 1),
        ("2 backtab backspace", None, 1),
        ("x", None, 1),
    ] {
        let mut form = large();
        press(&mut form, &format!("tab {keys}"));
        assert_eq!((form.values().get("kind").and_then(Value::as_str), form.focus()), (kind, focus), "{keys}");
    }
}

#[test]
fn enter_before_the_candidates_takes_only_a_single_one() {
    for (count, who, focus) in [(1, Some("r1"), 1), (2, None, 0), (0, None, 0)] {
        let mut form = large();
        assert_eq!(form.paste("371402188001010019"), FormEvent::AskCandidates);
        assert_eq!(form.verb("next_field"), FormEvent::Nothing);
        form.offer("who", people().into_iter().take(count).collect::<Vec<_>>());
        assert_eq!((form.values().get("who").and_then(Value::as_str), form.focus()), (who, focus), "{count} found");
    }
    let mut form = large();
    form.paste("wf");
    form.verb("next_field");
    form.verb("next_field");
    assert_eq!(form.focus(), 1, "an answer that never comes holds nobody");
}

#[test]
fn everything_wrong_is_said_together() {
    let mut form = large();
    press(&mut form, "nobody enter tab someday tab tab far-too-long ctrl-s");
    let wrong: Vec<_> = form.fields().iter().filter_map(|f| Some((f.name, f.wrong?))).collect();
    assert_eq!(wrong, [("day", "看不懂日期"), ("note", "太长")]);
    assert!(form.complained && form.fields()[0].missing() && form.focus() == 0, "typed, but nobody was chosen");
    press(&mut form, "ctrl-u zxm 1");
    assert_eq!(press(&mut form, "ctrl-s"), FormEvent::Changed);
    assert_eq!((form.focus(), form.complained), (2, false));
    press(&mut form, "ctrl-u 3-9");
    assert_eq!(form.fields()[2].wrong, None, "a change takes the words away");
}

#[test]
fn fields_are_checked_together() {
    let both: Whole =
        |v| if v.get("kind").is_some() && v.get("note").is_none() { vec![("note", "请填原因")] } else { vec![] };
    let mut form = large().with_check(both);
    press(&mut form, "zxm 1 1 ctrl-s");
    assert_eq!((form.focus(), form.fields()[4].wrong), (4, Some("请填原因")));
    assert!(matches!(press(&mut form, "ok ctrl-s"), FormEvent::Submit(_)));
}

#[test]
fn same_as_last_copies_one_field_and_goes_on() {
    let mut first = large();
    press(&mut first, "zxm 2 1 tab 1 3 tab old");
    let mut form = large().with_last(Some(first.to_draft()));
    assert_eq!(press(&mut form, "ctrl-d ctrl-d ctrl-d"), FormEvent::Nothing, "the last form had no date");
    assert_eq!(form.focus(), 2);
    press(&mut form, "tab ctrl-d");
    let values = form.values();
    assert_eq!(
        (values["who"].as_str(), values["kind"].as_str(), values["papers"].as_str()),
        (Some("r2"), Some("a"), Some("id\nincome"))
    );
    assert!(values.get("note").is_none());
    assert_eq!(press(&mut large(), "ctrl-d"), FormEvent::Nothing);
}

#[test]
fn other_fields_keep_what_is_said_and_old_drafts_do_no_harm() {
    let mut form = large();
    press(&mut form, "zxm 2 2");
    form.set_fields(vec![Field::text("household", "户主"), Field::pick("who", "来访人"), Field::text("day", "日期")]);
    assert_eq!((form.values()["who"].as_str(), form.focus()), (Some("r2"), 2));
    let mut form = large();
    form.restore(
        &serde_json::json!({"who": 5, "kind": {"picked": "gone", "text": "旧"}, "papers": {"picked": "id\ngone"}, "x": {}}),
    );
    assert_eq!(form.values(), serde_json::json!({"papers": "id"}).as_object().cloned().unwrap());
    let mut form = large();
    form.restore(&large().to_draft());
    assert!(!form.is_dirty());
}

proptest! {
    #[test]
    fn no_keys_can_break_it(keys in proptest::collection::vec((0u8..12, "\\PC{0,3}"), 0..60)) {
        let mut form = blank();
        for (what, text) in keys {
            match what {
                0 => form.verb("next_field"),
                1 => form.verb("prev_field"),
                2 => form.verb("up"),
                3 => form.verb("down"),
                4 => form.verb("save"),
                5 => form.key(Key::plain(Code::Backspace)),
                6 => form.key(Key::plain(Code::Left)),
                7 => { form.offer("who", people()); FormEvent::Nothing }
                8 => { form.offer("who", vec![]); FormEvent::Nothing }
                _ => form.paste(&text),
            };
            prop_assert!(form.focus() < form.fields().len());
            prop_assert!(form.fields().iter().all(|f| f.candidates.is_empty() || f.chosen < f.candidates.len()));
        }
    }

    /// Any keys, pastes, answers and changes of fields: no panic, the cursor on a field, drafts come back whole.
    #[test]
    fn a_form_takes_anything(acts in proptest::collection::vec((0u8..14, any::<String>(), any::<prop::sample::Index>()), 0..60)) {
        let names = "enter tab backtab up down left right home end backspace delete ctrl-s ctrl-d ctrl-u ctrl-k ctrl-w ctrl-h f5 1 2 9 ２ 张 space x";
        let names: Vec<&str> = names.split_whitespace().collect();
        let mut form = large().with_last(Some(large().to_draft()));
        for (what, text, which) in acts {
            match what {
                0 => { form.paste(&text); }
                1 => { form.offer("who", people()); }
                2 => { form.offer("who", people().into_iter().take(1).collect::<Vec<_>>()); }
                3 => { let keep = which.index(6); form.set_fields(large().fields().iter().take(keep).cloned().collect()); }
                _ => { press(&mut form, names[which.index(names.len())]); }
            }
            prop_assert!(form.focus() < form.fields().len().max(1));
            prop_assert!(form.fields().iter().all(|f| f.candidates.is_empty() || f.chosen < f.candidates.len()));
            let mut again = large();
            again.set_fields(form.fields().iter().map(|f| large().fields().iter().find(|l| l.name == f.name).unwrap().clone()).collect());
            again.restore(&form.to_draft());
            prop_assert_eq!(again.values(), form.values());
        }
    }
}

#[test]
fn a_proposal_gives_way_to_what_is_typed_or_scanned_and_stays_otherwise() {
    let made = || {
        let mut form = Form::new(vec![Field::text("code", "code"), Field::text("note", "note")]);
        form.propose("code", "QLQ00423");
        form
    };
    for typed in ["QLQ00999", "7"] {
        let mut form = made();
        form.paste(typed);
        assert_eq!(form.fields()[0].line.text(), typed);
        form.paste("1");
        assert_eq!(form.fields()[0].line.text(), format!("{typed}1"));
    }
    let mut form = made();
    form.key(Key::plain(Code::Backspace));
    form.paste("5");
    assert_eq!(form.fields()[0].line.text(), "QLQ00425");
    assert_eq!(made().values()["code"], "QLQ00423");
}
