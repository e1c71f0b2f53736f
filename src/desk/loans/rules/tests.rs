use super::*;
use crate::base::clock::{Clock, Moment};
use crate::base::ids::Ids;
use crate::calendar::loan_due::Opening;
use crate::desk::change::{Actor, Fields, Verdict};
use crate::desk::loans::state::*;
use crate::desk::loans::*;

/// Runs `f` at a local time of the site QLQ.
fn at<T>(text: &str, over: Option<&str>, f: impl FnOnce(&Ctx<'_>) -> T) -> T {
    let at = Moment::parse(text).unwrap();
    let (ids, who) = (Ids::seeded(Clock::Fixed(at), 3), Actor { clerk: "c1".into() });
    f(&Ctx { at, site: "QLQ", hub: false, who: &who, ids: &ids, over })
}

fn house() -> House {
    House { rules: vec![], opening: Opening::on("123456").unwrap(), settings: Settings::default() }
}

fn borrower(id: &str) -> Borrower {
    let reader = Reader { id: id.into(), name: "张晓明".into(), kind: "adult".into(), ..Reader::default() };
    Borrower { reader, ..Borrower::default() }
}

fn item(n: u8) -> Item {
    let copy = Copy {
        id: format!("copy:{n}"),
        barcode: format!("QLQ0000{n}"),
        kind: "book".into(),
        site: "QLQ".into(),
        state: "in".into(),
        ..Copy::default()
    };
    Item { copy, title: Title { id: "title:1".into(), name: "三体".into(), ..Title::default() }, free: 1, ..Item::default() }
}

fn lent(n: u8, to: &str, due: &str) -> Item {
    let mut item = item(n);
    item.copy.state = "lent".into();
    item.free = 0;
    let out = Moment::parse("2026-02-20T09:00").unwrap().0;
    let loan = Loan {
        id: format!("loan:{n}"),
        copy: item.copy.id.clone(),
        reader: Some(to.into()),
        reader_kind: "adult".into(),
        out_at: out,
        due: due.into(),
        ..Loan::default()
    };
    item.lent.push(Lent { loan, reader_name: "李四光".into() });
    item
}

fn hold(id: &str, reader: &str, state: &str, placed: i64) -> Waiting {
    let hold = Hold { id: id.into(), reader: reader.into(), state: state.into(), placed_at: placed, ..Hold::default() };
    Waiting { hold, reader_name: "王五".into() }
}

fn lend(reader: Borrower, item: Item, over: Option<&str>) -> Verdict {
    let state = CheckoutState { reader: Found::One(reader), copy: Found::One(item), house: house() };
    at("2026-03-02T09:00", over, |ctx| checkout(&state, &Checkout::default(), ctx))
}

fn back(item: Item, house: House, cmd: &Return) -> Verdict {
    let state = CopyInHand { copy: Found::One(item), house, blocked_until: None };
    at("2026-03-02T09:00", None, |ctx| take_back(&state, cmd, ctx))
}

fn codes(verdict: Verdict) -> Vec<&'static str> {
    verdict.unwrap_err().iter().map(|r| r.code.name()).collect()
}

fn of<'a>(plan: &'a Plan, ent: &str) -> &'a Fields {
    &plan.changes.iter().find(|c| c.ent.starts_with(ent)).unwrap_or_else(|| panic!("no change of {ent}")).fields
}

fn told(plan: &Plan) -> Vec<&'static str> {
    plan.warnings.iter().map(|r| r.code.name()).collect()
}

#[test]
fn every_field_a_rule_writes_is_declared() {
    let plans = [lend(borrower("reader:1"), item(1), None), back(lent(1, "reader:1", "2026-02-25"), house(), &Return::default())];
    for change in plans.into_iter().flat_map(|p| p.unwrap().changes) {
        let kind = crate::desk::kind::find(crate::base::ids::kind_of(&change.ent)).unwrap();
        assert!(change.fields.keys().all(|f| kind.field(f).is_some()), "{change:?}");
    }
}

#[test]
fn a_loan_says_its_due_date_and_the_rule() {
    let plan = lend(borrower("reader:1"), item(1), None).unwrap();
    assert_eq!(plan.result["due"], "2026-03-23");
    assert_eq!(plan.result["rule"], "* x *: 21");
    assert_eq!(plan.result["reader"], "张*明");
    assert_eq!(of(&plan, "copy:1")["state"], "lent");
    assert_eq!(of(&plan, "loan:")["reader"], "reader:1");
    assert!(plan.warnings.is_empty());
}

#[test]
fn all_reasons_come_together() {
    let mut reader = borrower("reader:1");
    reader.reader.until = Some("2026-02-28".into());
    reader.reader.blocked_until = Some("2026-03-02".into());
    reader.loans = (2..=6).map(|n| lent(n, "reader:1", if n == 2 { "2026-02-27" } else { "2026-03-09" })).collect();
    let mut held = item(1);
    held.copy.state = "held".into();
    held.copy.hold = Some("hold:1".into());
    held.queue = vec![hold("hold:1", "reader:9", "ready", 1)];
    let got = codes(lend(reader.clone(), held.clone(), None));
    let all = ["loan.card_expired", "loan.reader_suspended", "loan.reader_overdue", "loan.cap_reached", "loan.copy_held"];
    assert_eq!(got, all);
    let plan = lend(reader, held, Some("站长同意")).unwrap();
    assert_eq!(told(&plan).len(), 6, "five overridden reasons, and that the hold waits again");
    assert_eq!(of(&plan, "hold:1")["state"], "waiting");
}

#[test]
fn a_copy_that_somebody_has_is_lent_to_nobody_whatever_is_said() {
    let verdict = lend(borrower("reader:1"), lent(1, "reader:2", "2026-03-09"), Some("please"));
    let reason = &verdict.unwrap_err()[0];
    assert_eq!((reason.code.name(), reason.facts["due"].as_str()), ("loan.copy_on_loan", "2026-03-09"));
    assert_eq!(reason.facts["reader"], crate::text::mask::surname("李四光"), "never a whole name of another reader");
    assert_eq!(codes(lend(borrower("reader:1"), lent(1, "reader:1", "2026-03-09"), None)), ["loan.already_yours"]);
}

#[test]
fn a_free_copy_is_kept_for_those_who_came_first() {
    let mut wanted = item(1);
    wanted.queue = vec![hold("hold:1", "reader:9", "waiting", 1), hold("hold:2", "reader:1", "waiting", 2)];
    assert_eq!(codes(lend(borrower("reader:1"), wanted.clone(), None)), ["loan.title_waited"]);
    wanted.free = 2;
    let plan = lend(borrower("reader:1"), wanted, None).unwrap();
    assert_eq!(of(&plan, "hold:2")["state"], "done", "the second copy fulfils the second hold");
}

#[test]
fn a_hold_not_fetched_in_time_stands_in_nobodys_way() {
    let mut held = item(1);
    held.copy.state = "held".into();
    held.copy.hold = Some("hold:1".into());
    let mut late = hold("hold:1", "reader:9", "ready", 1);
    late.hold.until = Some("2026-03-01".into());
    held.queue = vec![late];
    let plan = lend(borrower("reader:1"), held, None).unwrap();
    assert_eq!(of(&plan, "hold:1")["state"], "expired");
}

#[test]
fn room_use_and_lost_and_unknown() {
    let mut h = house();
    h.rules.push(Rule { item_kind: "reference".into(), reader_kind: "*".into(), days: 0, cap: 9, ..Rule::default() });
    let mut it = item(1);
    it.copy.kind = "reference".into();
    it.copy.state = "lost".into();
    let state = CheckoutState { reader: Found::One(borrower("reader:1")), copy: Found::One(it), house: h.clone() };
    let got = at("2026-03-02T09:00", None, |ctx| checkout(&state, &Checkout::default(), ctx));
    assert_eq!(codes(got), ["loan.copy_lost", "loan.room_use_only"]);
    let nobody = CheckoutState { reader: Found::Nothing, copy: Found::Several(vec!["A".into(), "B".into()]), house: h };
    let got = at("2026-03-02T09:00", None, |ctx| checkout(&nobody, &Checkout::default(), ctx));
    assert_eq!(codes(got), ["desk.not_found", "desk.ambiguous"]);
}

#[test]
fn a_return_forgets_the_reader_and_serves_the_first_in_the_queue() {
    let mut it = lent(1, "reader:1", "2026-03-09");
    it.queue = vec![hold("hold:2", "reader:8", "waiting", 20), hold("hold:1", "reader:9", "waiting", 10)];
    let plan = back(it, house(), &Return::default()).unwrap();
    assert!(of(&plan, "loan:1")["reader"].is_null());
    assert_eq!(of(&plan, "copy:1")["hold"], "hold:1");
    assert_eq!(of(&plan, "hold:1")["until"], "2026-03-05");
    assert_eq!(told(&plan), ["loan.hold_ready"]);
    assert_eq!(plan.warnings[0].facts["reader"], "王*");
}

#[test]
fn a_late_return_is_said_and_may_suspend() {
    let mut h = house();
    h.settings.suspension_factor = 2;
    h.settings.keep_history = true;
    let plan = back(lent(1, "reader:1", "2026-02-27"), h.clone(), &Return::default()).unwrap();
    assert_eq!((&plan.result["late_days"], &of(&plan, "reader:1")["blocked_until"]), (&3.into(), &"2026-03-08".into()));
    assert!(of(&plan, "loan:1").get("reader").is_none());
    let boxed = Return { on: Some("2026-02-27".into()), ..Return::default() };
    let plan = back(lent(1, "reader:1", "2026-02-27"), h.clone(), &boxed).unwrap();
    assert_eq!(plan.result["late_days"], 0, "yesterday's box was in time");
    for on in ["2026-03-03", "2026-02-19"] {
        let cmd = Return { on: Some(on.into()), ..Return::default() };
        assert_eq!(codes(back(lent(1, "reader:1", "2026-02-27"), h.clone(), &cmd)), ["loan.bad_return_day"]);
    }
    assert_eq!(codes(back(item(1), h, &Return::default())), ["loan.not_on_loan"]);
}

#[test]
fn two_open_loans_of_one_copy_are_both_closed_and_said() {
    let mut it = lent(1, "reader:1", "2026-03-09");
    let other = lent(2, "reader:2", "2026-03-10").lent.remove(0);
    it.lent.push(other);
    it.copy.site = "FH".into();
    let plan = back(it, house(), &Return::default()).unwrap();
    assert_eq!(of(&plan, "loan:1")["ended"], "returned");
    assert_eq!(of(&plan, "loan:2")["ended"], "returned");
    assert_eq!(told(&plan), ["loan.double_loan", "loan.from_elsewhere"]);
    assert_eq!(of(&plan, "copy:1")["site"], "QLQ", "the scan is the proof");
}

fn renewed(item: Item, over: Option<&str>) -> Verdict {
    let state = RenewState { copy: Some(Found::One(item)), reader: Found::One(borrower("reader:1")), house: house() };
    at("2026-03-02T09:00", over, |ctx| renew(&state, &Renew { copy: Some("x".into()), ..Renew::default() }, ctx))
}

#[test]
fn a_renewal_runs_from_the_due_date_and_ends() {
    let plan = renewed(lent(1, "reader:1", "2026-03-09"), None).unwrap();
    assert_eq!(plan.result["due"], "2026-03-23");
    assert_eq!(of(&plan, "loan:1")["renewals"], 1);
    let mut twice = lent(1, "reader:1", "2026-03-01");
    twice.lent[0].loan.renewals = 1;
    twice.queue = vec![hold("hold:1", "reader:9", "waiting", 10)];
    assert_eq!(codes(renewed(twice.clone(), None)), ["loan.renewed_out", "loan.waited_for", "loan.overdue"]);
    let plan = renewed(twice, Some("病假")).unwrap();
    assert_eq!(plan.result["due"], "2026-03-16", "an overdue one from today");
    assert_eq!(codes(renewed(item(1), None)), ["loan.not_on_loan"]);
}

#[test]
fn renewing_all_renews_what_can_be_and_names_the_rest() {
    let mut reader = borrower("reader:1");
    let mut out = lent(2, "reader:1", "2026-03-09");
    out.lent[0].loan.renewals = 1;
    reader.loans = vec![lent(1, "reader:1", "2026-03-09"), out.clone()];
    let all = |reader| {
        let state = RenewState { copy: None, reader: Found::One(reader), house: house() };
        at("2026-03-02T09:00", None, |ctx| renew(&state, &Renew { reader: Some("31".into()), ..Renew::default() }, ctx))
    };
    let plan = all(reader.clone()).unwrap();
    assert_eq!((&plan.result["count"], told(&plan)), (&1.into(), vec!["loan.renewed_out"]));
    reader.loans = vec![out];
    assert_eq!(codes(all(reader.clone())), ["loan.renewed_out"]);
    reader.loans.clear();
    assert_eq!(codes(all(reader)), ["loan.not_on_loan"]);
}

fn place(reader: Borrower, wanted: Wanted) -> Verdict {
    let state = PlaceState { reader: Found::One(reader), title: Found::One(wanted), house: house() };
    at("2026-03-02T09:00", None, |ctx| place_hold(&state, &PlaceHold::default(), ctx))
}

#[test]
fn holds_queue_up_and_are_limited() {
    let title = Title { id: "title:1".into(), name: "三体".into(), ..Title::default() };
    let mut wanted = Wanted { title, copies: vec![item(1).copy], queue: vec![hold("hold:1", "reader:9", "waiting", 1)] };
    let plan = place(borrower("reader:1"), wanted.clone()).unwrap();
    assert_eq!((&plan.result["place"], told(&plan)), (&2.into(), vec!["hold.on_shelf"]));
    let mut busy = borrower("reader:9");
    busy.loans = vec![lent(1, "reader:9", "2026-03-09")];
    busy.holds = vec![Hold::default(), Hold::default(), Hold::default()];
    wanted.copies.clear();
    let all = ["hold.already_waiting", "hold.has_itself", "hold.no_copy", "hold.cap_reached"];
    assert_eq!(codes(place(busy, wanted)), all);
}

#[test]
fn a_cancelled_hold_gives_its_copy_to_the_next() {
    let mut it = item(1);
    it.copy.state = "held".into();
    it.copy.hold = Some("hold:1".into());
    it.queue = vec![hold("hold:1", "reader:1", "ready", 1), hold("hold:2", "reader:2", "waiting", 2)];
    let ready = it.queue[0].hold.clone();
    let mut state = CancelState { hold: Found::One(ready), title_name: "三体".into(), copy: Some(it), house: house() };
    let plan = at("2026-03-02T09:00", None, |ctx| cancel_hold(&state, &CancelHold::default(), ctx)).unwrap();
    assert_eq!(of(&plan, "hold:1")["state"], "cancelled");
    assert_eq!(of(&plan, "hold:2")["state"], "ready");
    assert_eq!(of(&plan, "copy:1")["hold"], "hold:2");
    state.hold = Found::One(Hold { state: "done".into(), ..Hold::default() });
    assert_eq!(codes(at("2026-03-02T09:00", None, |ctx| cancel_hold(&state, &CancelHold::default(), ctx))), ["hold.over"]);
}

#[test]
fn lost_damaged_found() {
    let state = |item| CopyInHand { copy: Found::One(item), house: house(), blocked_until: None };
    let run = |item, f: &dyn Fn(&CopyInHand, &Ctx<'_>) -> Verdict| at("2026-03-02T09:00", None, |ctx| f(&state(item), ctx));
    let plan = run(lent(1, "reader:1", "2026-03-09"), &|s, c| lost(s, &LoseCopy::default(), c)).unwrap();
    assert_eq!((&of(&plan, "loan:1")["ended"], &of(&plan, "copy:1")["state"]), (&"lost".into(), &"lost".into()));
    assert_eq!(codes(run(lent(1, "r", "2026-03-09"), &|s, c| damaged(s, &DamageCopy::default(), c))), ["loan.copy_on_loan"]);
    assert_eq!(codes(run(item(1), &|s, c| found(s, &FindCopy::default(), c))), ["copy.not_missing"]);
    let mut gone = item(1);
    gone.copy.state = "lost".into();
    gone.queue = vec![hold("hold:1", "reader:9", "waiting", 1)];
    assert_eq!(codes(run(gone.clone(), &|s, c| lost(s, &LoseCopy::default(), c))), ["copy.same_state"]);
    let plan = run(gone, &|s, c| found(s, &FindCopy::default(), c)).unwrap();
    assert_eq!(of(&plan, "copy:1")["state"], "held", "a found copy goes to whoever waits");
}

#[test]
fn the_catalogue_takes_what_is_right_and_says_what_is_wrong() {
    let wrong = AddTitle { name: " ".into(), isbn: Some("9787020002208".into()), ..AddTitle::default() };
    let verdict = at("2026-03-02T09:00", None, |ctx| add_title(&AddTitleState::default(), &wrong, ctx));
    assert_eq!(codes(verdict), ["desk.bad_value", "title.bad_isbn"]);
    let right = AddTitle { name: "红楼梦".into(), isbn: Some("7-02-000220-X".into()), ..AddTitle::default() };
    let plan = at("2026-03-02T09:00", None, |ctx| add_title(&AddTitleState::default(), &right, ctx)).unwrap();
    assert_eq!(of(&plan, "title:")["isbn"], "9787020002207");
    let cmd = AddReader { name: "甲".into(), card: "31".into(), until: Some("soon".into()), ..AddReader::default() };
    let verdict = at("2026-03-02T09:00", None, |ctx| add_reader(&AddReaderState::default(), &cmd, ctx));
    assert_eq!(codes(verdict), ["desk.bad_value"]);
    let cmd = AddReader { until: None, ..cmd };
    let plan = at("2026-03-02T09:00", None, |ctx| add_reader(&AddReaderState::default(), &cmd, ctx)).unwrap();
    assert_eq!(plan.result["card"], "QLQ-D-0031");
}

#[test]
fn a_rule_is_changed_in_place_and_takes_the_rest_from_the_one_that_decided() {
    let cmd = SetRule { reader_kind: Some("child".into()), days: Some(14), ..SetRule::default() };
    let mut h = house();
    let plan = at("2026-03-02T09:00", None, |ctx| set_rule(&h, &cmd, ctx)).unwrap();
    let made = of(&plan, "rule:");
    assert_eq!((&made["days"], &made["cap"], &made["item_kind"]), (&14.into(), &5.into(), &"*".into()));
    h.rules.push(Rule { id: "rule:7".into(), site: "QLQ".into(), reader_kind: "child".into(), cap: 2, ..terms::built_in() });
    let plan = at("2026-03-02T09:00", None, |ctx| set_rule(&h, &cmd, ctx)).unwrap();
    assert_eq!((&of(&plan, "rule:7")["cap"], &of(&plan, "rule:7")["renewal_days"]), (&2.into(), &14.into()));
    let cmd = SetRule { days: Some(-1), cap: Some(5000), ..SetRule::default() };
    assert_eq!(codes(at("2026-03-02T09:00", None, |ctx| set_rule(&h, &cmd, ctx))), ["desk.bad_value", "desk.bad_value"]);
}
