use super::super::*;
use super::*;
use crate::desk::reason::Rank;

const T0: Moment = Moment(1_772_415_660_000);

fn reader() -> Scanned {
    let reader = Reader { id: "reader:1".into(), name: "甲".into(), ..Reader::default() };
    Scanned::Reader(Box::new(ReaderCard { reader, ..ReaderCard::default() }))
}

fn copy(id: &str, state: &str) -> Scanned {
    let copy = Copy { id: id.into(), state: state.into(), ..Copy::default() };
    Scanned::Copy(Box::new(CopyCard { copy, ..CopyCard::default() }))
}

/// A session with a reader in hand.
fn at_desk() -> Session {
    let mut s = Session::default();
    s.scan("QLQ-D-0031", T0);
    assert!(matches!(s.next(T0), Some(Step::Ask(Query::Scan(_)))));
    assert_eq!(s.answered(reader(), T0), None);
    s
}

fn refusal() -> Vec<Reason> {
    vec![Reason::of(Refusal::CapReached).may_override(Rank::Clerk)]
}

/// A session stopped by a refusal.
fn stopped() -> Session {
    let mut s = at_desk();
    s.scan("QLQ00001", T0.plus_ms(10));
    s.next(T0).unwrap();
    assert!(matches!(s.answered(copy("copy:1", "in"), T0), Some(Step::Do(Command::Checkout(_)))));
    s.refused(refusal(), T0);
    s
}

fn types(s: &mut Session, text: &str, from: i64) -> i64 {
    let mut ms = from;
    for c in text.chars() {
        if c == '\n' {
            s.gathered_enter(T0.plus_ms(ms))
        } else {
            s.gather(c, T0.plus_ms(ms))
        }
        ms += 5;
    }
    ms
}

#[test]
fn a_copy_on_its_shelf_is_lent_and_a_lent_one_returned_without_a_key() {
    let mut s = at_desk();
    s.scan("QLQ00001", T0.plus_ms(10));
    s.scan("QLQ00002", T0.plus_ms(20));
    s.next(T0).unwrap();
    let step = s.answered(copy("copy:1", "in"), T0).unwrap();
    assert_eq!(step, Step::Do(Command::Checkout(Checkout { reader: "reader:1".into(), copy: "copy:1".into() })));
    assert_eq!(s.next(T0), None, "one at a time");
    assert!(matches!(s.done(&Fields::new(), &[], T0), Some(Step::Ask(Query::Reader(_)))));
    assert!(matches!(s.refreshed(None, T0), Some(Step::Ask(Query::Scan(_)))), "and on with the next scan");
    let step = s.answered(copy("copy:2", "lent"), T0).unwrap();
    assert_eq!(step, Step::Do(Command::Return(Return { copy: "copy:2".into(), on: None })));
    assert!(s.reader.is_some());
}

#[test]
fn a_stop_message_never_swallows_a_scan_nor_is_closed_by_one() {
    let mut s = stopped();
    types(&mut s, "QLQ00002\nQLQ00003\n\n", 100);
    assert!(s.stop.is_some());
    assert_eq!(s.waiting(), 2);
    assert_eq!(s.next(T0), None, "work rests until the message is read");
    // A barcode that begins with 1 is not the key 1.
    types(&mut s, "1", 1000);
    assert_eq!(s.quiet(T0.plus_ms(1100)), None);
    assert!(s.stop.is_some(), "not yet alone for long enough");
    types(&mut s, "0042\n", 1110);
    assert_eq!(s.waiting(), 3);
    types(&mut s, "1", 2000);
    s.quiet(T0.plus_ms(2000 + ALONE_MS));
    assert!(s.stop.is_none());
    assert!(matches!(s.next(T0), Some(Step::Ask(Query::Scan(Scan { text }))) if text == "QLQ00002"));
}

#[test]
fn a_scan_whose_end_is_late_is_kept_together() {
    let mut s = stopped();
    types(&mut s, "QLQ0", 100);
    assert_eq!(s.quiet(T0.plus_ms(5000)), None);
    types(&mut s, "0002\n", 5100);
    assert_eq!(s.queue, ["QLQ00002"]);
}

#[test]
fn other_keys_are_gathered_and_full_width_ones_count() {
    let mut s = stopped();
    types(&mut s, "x", 100);
    assert_eq!(s.quiet(T0.plus_ms(400)), None);
    assert_eq!(s.stop.as_ref().map(|s| s.gathered()), Some("x"));
    s.ungather();
    types(&mut s, "１", 500);
    s.quiet(T0.plus_ms(800));
    assert!(s.stop.is_none());
}

#[test]
fn insisting_sends_the_same_command_again_where_every_reason_allows_it() {
    let mut s = stopped();
    types(&mut s, "2", 100);
    assert!(matches!(s.quiet(T0.plus_ms(300)), Some(Answered::Insist(Command::Checkout(_), _))));
    let mut s = at_desk();
    s.work(Command::Return(Return::default()));
    s.refused(vec![Reason::of(Refusal::NotOnLoan)], T0);
    types(&mut s, "2", 100);
    assert_eq!(s.quiet(T0.plus_ms(300)), None);
    assert!(s.stop.is_some());
}

#[test]
fn a_scanner_that_reads_twice_does_not_return_what_was_just_lent() {
    let mut s = at_desk();
    s.scan("QLQ00001", T0.plus_ms(100));
    s.scan("QLQ00001", T0.plus_ms(700));
    assert_eq!((s.waiting(), s.twice.as_deref()), (1, Some("QLQ00001")));
    s.scan("QLQ00001", T0.plus_ms(9000));
    assert_eq!((s.waiting(), s.twice.as_deref()), (2, None));
}

#[test]
fn nobody_borrows_on_the_card_of_a_reader_who_has_gone() {
    let mut s = at_desk();
    s.scan("QLQ00001", T0.plus_ms(GONE_MS + 1));
    s.next(T0.plus_ms(GONE_MS + 1)).unwrap();
    assert_eq!(s.answered(copy("copy:1", "in"), T0), None);
    assert!(matches!(s.stop.as_ref().map(|s| &s.why), Some(Why::NoReader(_))));
}

#[test]
fn a_failure_keeps_the_scan() {
    let mut s = at_desk();
    s.scan("QLQ00001", T0.plus_ms(10));
    s.scan("QLQ00002", T0.plus_ms(20));
    s.next(T0).unwrap();
    s.failed("busy".into(), T0);
    assert_eq!(s.queue, ["QLQ00001", "QLQ00002"]);
}

#[test]
fn several_are_chosen_by_digit_and_looked_up_by_id() {
    let mut s = Session::default();
    s.scan("zxm", T0);
    s.next(T0).unwrap();
    let row = |id: &str| ReaderRow { reader: Reader { id: id.into(), ..Reader::default() }, key: String::new() };
    s.answered(Scanned::Several { readers: vec![row("reader:1"), row("reader:2")], copies: vec![], titles: vec![] }, T0);
    assert_eq!(s.next(T0), None);
    assert_eq!(s.choose(7), None);
    assert_eq!(s.choose(1), Some(Step::Ask(Query::Scan(Scan { text: "reader:2".into() }))));
}

#[test]
fn words_that_find_nothing_stop_nobody_and_an_unknown_label_may_be_entered() {
    let mut s = Session::default();
    s.scan("zxm", T0);
    s.next(T0).unwrap();
    s.answered(Scanned::Nothing { text: "zxm".into(), as_what: "words".into() }, T0);
    assert!(s.stop.is_none() && s.nothing.as_deref() == Some("zxm"));
    s.scan("QLQ99999", T0.plus_ms(10));
    assert_eq!(s.nothing, None);
    s.next(T0).unwrap();
    s.answered(Scanned::Nothing { text: "QLQ99999".into(), as_what: "barcode".into() }, T0);
    assert!(s.stop.as_ref().is_some_and(Stop::offers));
    types(&mut s, "2", 100);
    let entered = Answered::Enter { text: "QLQ99999".into(), as_what: "barcode".into() };
    assert_eq!((s.quiet(T0.plus_ms(300)), s.stop.is_none(), s.busy()), (Some(entered), true, false));
}

#[test]
fn a_copy_on_its_way_is_received_by_its_scan() {
    let mut s = Session::default();
    s.scan("QLQ00001", T0);
    s.next(T0).unwrap();
    assert!(matches!(s.answered(copy("copy:1", "moving"), T0), Some(Step::Do(Command::ReceiveCopy(_)))));
}
