//! The report's room: a period by keys, what a figure means, and the hub's roll of communities.

use crate::support::journey::Journey;
use crate::support::{Counter, at, community, counter};
use desk::base::clock::Clock;
use desk::base::ids::Ids;
use desk::desk::change::Actor;
use desk::exchange::format;
use desk::i18n::Lang;
use desk::store::{Site, Store};
use std::io::Cursor;

#[test]
fn the_months_figures_are_two_keys_away_and_each_explains_itself() {
    let mut desk = counter();
    community(&mut desk);
    let mut j = Journey::at(desk);
    j.keys("Esc 7");
    assert_eq!(j.count(), 2);
    j.sees("[7 统计]").sees("< 2026-03 >").sees("登记").sees("按期").sees("在借");
    // The period by arrows and by its length; each letter has a twin that an input method lets through.
    j.keys("Left").sees("< 2026-02 >").keys("Right Right").sees("< 2026-04 >");
    for (letter, twin, seen) in [
        ("t", "Ctrl-T", "< 2026-03-02 >"),
        ("w", "Ctrl-W", "2026-03-02 - 2026-03-08"),
        ("m", "8", "< 2026-03 >"),
        ("k", "9", "< 2026 Q1 >"),
        ("y", "0", "< 2026 >"),
    ] {
        j.keys("Left").keys(letter).sees(seen);
        j.keys("Left").keys(twin).sees(seen);
    }
    // One key says how the chosen figure is counted, another goes back to the items.
    j.count();
    j.keys("Down Down e").sees("怎样计数: 按期").sees("到期日");
    j.keys("Down").sees("怎样计数: 用时").keys("F7").lacks("怎样计数: ");
    assert_eq!(j.count(), 5);
    j.keys("F6").sees("怎样计数: 用时").keys("Esc").lacks("怎样计数: ");
    j.desk.sound();
}

#[test]
fn the_report_is_drawn_at_any_size_in_both_languages() {
    let mut desk = counter();
    community(&mut desk);
    let mut j = Journey::at(desk);
    j.keys("Esc 7 y");
    for lang in [Lang::Zh, Lang::En] {
        j.model.lang = lang;
        for (width, height) in [(60, 16), (80, 24), (132, 43), (200, 60)] {
            for keys in ["", "End", "e", "e", "Home"] {
                j.keys(keys);
                j.buffer(width, height);
            }
        }
    }
}

fn site(code: &str, name: &str, hub: bool, seed: u64) -> Counter {
    let now = at("2026-03-02T09:00");
    let site = Site { code: code.into(), name: name.into(), hub, epoch: 0, for_play: true, studio: None };
    let store = Store::in_memory(&site, Ids::seeded(Clock::Fixed(now), seed)).unwrap();
    Counter { store, who: Actor { clerk: "王".into() }, now }
}

fn carry(from: &mut Counter, to: &mut Counter) {
    for parcel in from.store.pack(&to.store.site().code.clone(), false, to.store.site().hub, from.now).unwrap() {
        let mut bytes = Vec::new();
        parcel.write(&mut bytes).unwrap();
        let mut opened = format::open(Cursor::new(bytes)).unwrap();
        to.store.receive(&mut opened, &to.who.clone(), to.now, false).unwrap();
    }
}

/// A hub that two communities' files have come to, the second's five days ago.
pub fn hub() -> Counter {
    let mut hub = site("HUB", "新湖街道", true, 1);
    for (seed, code, name, tickets) in [(2, "QLQ", "青龙桥社区", 3), (3, "FH", "丰华社区", 1)] {
        let mut desk = site(code, name, false, seed);
        for _ in 0..tickets {
            desk.ok(r#"{"cmd":"ticket.draw","prefix":"A"}"#);
        }
        desk.ok(r#"{"cmd":"resident.add","name":"张晓明"}"#);
        carry(&mut desk, &mut hub);
    }
    hub.now = at("2026-03-07T16:40");
    let mut late = site("QLQ", "青龙桥社区", false, 2);
    late.now = hub.now;
    carry(&mut late, &mut hub);
    hub
}

#[test]
fn the_hub_sees_every_community_and_which_figures_are_old() {
    let mut j = Journey::at(hub());
    j.keys("Esc 7").sees("合计").sees("青龙桥社区").sees("丰华社区");
    j.sees("! 1 个社区的文件早于期末").sees("! 03-02 5天前").sees("03-07 今天");
    // A community's own figures in one key, back in one.
    j.keys("Down").count();
    j.keys("Enter").sees("丰华社区 FH").sees("1 号").keys("Left").sees("< 2026-02 >");
    j.keys("Right Esc").sees("合计");
    assert_eq!(j.count(), 4);
    j.keys("PageDown Enter").sees("QLQ").sees("3 号");
}
