use super::*;
use crate::base::clock::{Clock, Moment};
use crate::base::ids::Ids;
use crate::desk::change::Actor;

fn with<T>(site: &str, hub: bool, over: Option<&str>, work: impl FnOnce(&Ctx<'_>) -> T) -> T {
    let ids = Ids::seeded(Clock::Fixed(Moment(0)), 1);
    let who = Actor { clerk: "c".into() };
    work(&Ctx { at: Moment(7), site, hub, who: &who, ids: &ids, over })
}

fn card(code: &str, sign: &str) -> Offered {
    Offered { code: code.into(), sign: sign.into(), digits: "1 2".into(), number: 1, ..Default::default() }
}

fn key(code: &str, sign: &str, ended: bool) -> Known {
    Known { id: sitekey_id(code, sign), code: code.into(), sign: sign.into(), ended, rotated: false }
}

fn codes(verdict: &Verdict) -> Vec<&'static str> {
    verdict.as_ref().err().into_iter().flatten().map(|r| r.code.name()).collect()
}

#[test]
fn a_card_is_taken_by_digits_or_by_the_key_before_and_only_at_the_hub() {
    let typed = |right| Some(("x".to_owned(), right));
    let good = Offered { typed: typed(true), ..card("A1", "aa") };
    for (name, offered, keys, hub, refused) in [
        ("digits right", Some(good.clone()), vec![], true, vec![]),
        ("no card", None, vec![], true, vec!["site.bad_card"]),
        ("at a desk", Some(good.clone()), vec![], false, vec!["desk.hub_only"]),
        ("not compared", Some(card("A1", "aa")), vec![], true, vec!["site.digits_missing"]),
        ("other digits", Some(Offered { typed: typed(false), ..card("A1", "aa") }), vec![], true, vec!["site.digits_differ"]),
        ("vouched for", Some(Offered { follows: true, ..card("A1", "aa") }), vec![key("A1", "bb", false)], true, vec![]),
        ("own", Some(Offered { own: true, hub: true, ..card("HUB", "aa") }), vec![], true, vec![]),
        ("says it is us", Some(Offered { typed: typed(true), ..card("HUB", "aa") }), vec![], true, vec!["site.own_key"]),
        ("a second hub", Some(Offered { hub: true, ..good.clone() }), vec![], true, vec!["site.second_hub"]),
        ("withdrawn before", Some(good.clone()), vec![key("A1", "aa", true)], true, vec!["site.key_used"]),
        ("another's key", Some(good.clone()), vec![key("B1", "aa", false)], true, vec!["site.key_used"]),
        (
            "all at once",
            Some(card("A1", "aa")),
            vec![key("B1", "aa", false)],
            false,
            vec!["desk.hub_only", "site.key_used", "site.digits_missing"],
        ),
    ] {
        let state = AddState { offered, keys, have: "{}".into() };
        for over in [None, Some("no reason sets trust aside")] {
            let said = with("HUB", hub, over, |ctx| add(&state, ctx));
            assert_eq!(codes(&said), refused, "{name}");
        }
    }
}

#[test]
fn the_key_before_ends_as_changed_or_as_replaced_and_the_same_again_changes_nothing() {
    let before = vec![key("A1", "bb", false), key("A1", "cc", true), key("B1", "dd", false)];
    let right = Some(("x".to_owned(), true));
    for (offered, why) in
        [(Offered { follows: true, ..card("A1", "aa") }, "rotated"), (Offered { typed: right, ..card("A1", "aa") }, "replaced")]
    {
        let state = AddState { offered: Some(offered), keys: before.clone(), have: r#"{"A1.0.pub":3}"#.into() };
        let plan = with("HUB", true, None, |ctx| add(&state, ctx)).unwrap();
        let ended: Vec<_> = plan.changes.iter().filter(|c| c.fields.contains_key("ended")).collect();
        assert_eq!((plan.changes.len(), ended.len(), ended[0].ent.as_str()), (2, 1, "sitekey:k/A1/bb"));
        assert_eq!((&ended[0].fields["why"], &ended[0].fields["after"]), (&why.into(), &r#"{"A1.0.pub":3}"#.into()));
    }
    let state = AddState { offered: Some(card("A1", "bb")), keys: before, have: String::new() };
    assert!(with("HUB", true, None, |ctx| add(&state, ctx)).unwrap().changes.is_empty());
}

#[test]
fn a_key_is_withdrawn_at_the_hub_and_not_its_own() {
    let state =
        |code: &str, key: Option<Known>| RevokeState { code: code.into(), keys: key.into_iter().collect(), have: "{}".into() };
    for (state, hub, refused) in [
        (state("A1", Some(key("A1", "aa", false))), true, vec![]),
        (state("A1", None), true, vec!["site.no_key"]),
        (state("HUB", Some(key("HUB", "aa", false))), true, vec!["site.own_key"]),
        (state("A1", Some(key("A1", "aa", false))), false, vec!["desk.hub_only"]),
    ] {
        assert_eq!(codes(&with("HUB", hub, None, |ctx| revoke(&state, ctx))), refused);
    }
}

#[test]
fn with_a_key_go_those_that_lie_in_the_same_file() {
    let rotated = |sign| Known { rotated: true, ..key("A1", sign, true) };
    let keys = vec![key("A1", "bb", false), rotated("cc"), key("A1", "dd", true), key("B1", "ee", false)];
    let ended = |verdict: Verdict, why: &str| {
        let plan = verdict.unwrap();
        let ended = plan.changes.into_iter().filter(|c| c.fields.get("why").is_some_and(|w| w == why));
        ended.map(|c| c.ent.rsplit('/').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let revoke_it = RevokeState { code: "A1".into(), keys: keys.clone(), have: "{}".into() };
    assert_eq!(ended(with("HUB", true, None, |ctx| revoke(&revoke_it, ctx)), "revoked"), ["bb", "cc"]);
    let right = Some(("x".to_owned(), true));
    for (offered, why, gone) in [
        (Offered { typed: right, ..card("A1", "aa") }, "replaced", vec!["bb", "cc"]),
        (Offered { follows: true, ..card("A1", "aa") }, "rotated", vec!["bb"]),
    ] {
        let state = AddState { offered: Some(offered), keys: keys.clone(), have: "{}".into() };
        assert_eq!(ended(with("HUB", true, None, |ctx| add(&state, ctx)), why), gone);
    }
}
