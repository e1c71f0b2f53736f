//! What clashes between sites, who decides, and how it is settled: real databases and real files, in several orders.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use desk::desk::change::Actor;
use desk::exchange::format;
use std::io::Cursor;
use support::net::Net;

/// A studio with one room and advisor; the other desks know of both.
fn studio() -> Net {
    let mut net = Net::of(&["HUB", "S01", "S02", "S03"]);
    net.ok("S01", r#"{"cmd":"advisor.add","name":"刘老师"}"#);
    for day in 1..=5 {
        net.ok("S01", &format!(r#"{{"cmd":"advisor.hours","advisor":"刘老师","weekday":{day},"from":"08:30","to":"17:30"}}"#));
    }
    net.ok("S01", r#"{"cmd":"place.add","name":"工作室","capacity":6}"#);
    net.all();
    net
}

fn book(net: &mut Net, site: &str, time: &str, client: &str) -> String {
    let line = format!(
        r#"{{"cmd":"booking.make","kind":"重点指导","advisor":"刘","place":"工作室","start":"2026-03-05T{time}","client":"{client}","phone":"13800005678"}}"#
    );
    net.id(site, &line)
}

fn card(net: &Net, site: &str, id: &str) -> serde_json::Value {
    net.show(site, "conflict", &[("id", id)])
}

fn state(net: &Net, site: &str, booking: &str) -> String {
    net.show(site, "booking", &[("id", booking)])["state"].as_str().unwrap().to_owned()
}

#[test]
fn a_booking_that_two_desks_change_at_once_is_settled_once_and_is_settled_everywhere() {
    let mut net = studio();
    let booking = book(&mut net, "S02", "09:00", "张晓明");
    assert_eq!(state(&net, "S02", &booking), "requested", "the studio's room is the studio's to give");
    net.all();
    // The studio confirms while the desk that asked calls it off.
    net.ok("S01", &format!(r#"{{"cmd":"booking.confirm","booking":"{booking}"}}"#));
    net.ok("S02", &format!(r#"{{"cmd":"booking.cancel","booking":"{booking}","by":"client"}}"#));
    net.all();
    let found = net.clashes("HUB");
    assert_eq!(found.iter().map(|(kind, _)| kind.as_str()).collect::<Vec<_>>(), ["two_values"], "{found:?}");
    for site in ["S01", "S02", "S03"] {
        assert_eq!(net.clashes(site), found, "{site}");
    }
    let told = card(&net, "S03", &found[0].1);
    assert_eq!((&told["about"]["field"], &told["ours"]), (&"state".into(), &false.into()), "{told}");
    assert_eq!(told["sides"].as_array().unwrap().iter().map(|s| s["site"].as_str().unwrap()).collect::<Vec<_>>(), ["S01", "S02"]);
    let keep = told["sides"][1]["id"].as_str().unwrap().to_owned();
    let line = format!(r#"{{"cmd":"conflict.settle","conflict":"{}","keep":"{keep}"}}"#, found[0].1);
    net.refused("S03", &line, &["conflict.not_yours"]);
    net.refused("S01", &line.replace(&keep, "booking:1"), &["conflict.no_side"]);
    net.ok("S01", &line);
    net.refused("S01", &line, &["conflict.none"]);
    net.all();
    for site in ["HUB", "S01", "S02", "S03"] {
        assert_eq!((net.clashes(site), state(&net, site, &booking)), (vec![], "cancelled_client".into()), "{site}");
        assert_eq!(net.show(site, "settlements", &[])[0]["conflict"], found[0].1.as_str());
    }
    net.sound();
}

#[test]
fn what_another_desk_is_known_to_have_used_is_not_taken_away() {
    let mut net = Net::of(&["HUB", "S01", "S02"]);
    net.id("S01", r#"{"cmd":"title.add","name":"红楼梦"}"#);
    net.all();
    net.ok("S02", r#"{"cmd":"copy.add","title":"红楼梦","barcode":"418"}"#);
    net.all();
    net.refused("S01", r#"{"cmd":"undo"}"#, &["undo.in_use"]);
    // Once that desk has taken it back, and the file says so, it goes.
    net.ok("S02", r#"{"cmd":"undo"}"#);
    net.all();
    net.ok("S01", r#"{"cmd":"undo"}"#);
    net.sound();
}

#[test]
fn a_delete_against_an_edit_stays_visible_until_somebody_decides() {
    let mut net = Net::of(&["HUB", "S01", "S02"]);
    let title = net.id("S01", r#"{"cmd":"title.add","name":"红楼梦"}"#);
    let copy = net.id("S01", r#"{"cmd":"copy.add","title":"红楼梦","barcode":"418"}"#);
    net.all();
    // S02 lends the book at its counter while S01 takes the copy out of its list.
    net.ok("S01", r#"{"cmd":"undo"}"#);
    net.ok("S02", r#"{"cmd":"reader.add","name":"王某","card":"31"}"#);
    net.refused("S02", r#"{"cmd":"copy.damaged","copy":"S0100418"}"#, &["owner.not_yours"]);
    net.ok("S02", r#"{"cmd":"loan.checkout","reader":"31","copy":"S0100418"}"#);
    net.all();
    for site in ["HUB", "S01", "S02"] {
        let found = net.clashes(site);
        assert_eq!(found, net.clashes("HUB"), "{site}");
        assert!(found.iter().any(|(kind, _)| kind == "delete_edit"), "{found:?}");
        assert_eq!(net.show(site, "copy", &[("id", &copy)])["id"], copy.as_str(), "{site}: still to be seen");
    }
    net.sound();
    let (_, id) = net.clashes("S01").into_iter().find(|(kind, _)| kind == "delete_edit").unwrap();
    net.ok("S01", &format!(r#"{{"cmd":"conflict.settle","conflict":"{id}","keep":"delete"}}"#));
    net.all();
    for site in ["HUB", "S01", "S02"] {
        assert!(!net.clashes(site).iter().any(|(kind, _)| kind == "delete_edit"), "{site}");
        assert!(net.show(site, "copy", &[("id", &copy)]).is_null(), "{site}");
    }
    assert!(title.starts_with("title:"));
    net.sound();
}

/// The studio takes a grant back on the telephone and gives the hour to somebody else; the far desk fills it all the same.
fn double_booked(net: &mut Net) -> (String, String) {
    let grant = net.id(
        "S01",
        r#"{"cmd":"grant.give","advisor":"刘","place":"工作室","start":"2026-03-05T09:00","minutes":60,"to":"S02","until":"2026-03-04T12:00"}"#,
    );
    net.all();
    let take = format!(r#"{{"cmd":"grant.take_back","grant":"{grant}"}}"#);
    net.refused("S01", &take, &["grant.not_heard_yet"]);
    net.refused(
        "S01",
        r#"{"cmd":"booking.make","kind":"重点指导","advisor":"刘","place":"工作室","start":"2026-03-05T09:00","minutes":60,"client":"王某"}"#,
        &["studio.granted"],
    );
    net.ok("S01", &format!(r#"{{"cmd":"grant.take_back","grant":"{grant}","override":{{"reason":"电话确认未用"}}}}"#));
    let a = net.id(
        "S01",
        r#"{"cmd":"booking.make","kind":"重点指导","advisor":"刘","place":"工作室","start":"2026-03-05T09:00","minutes":60,"client":"王某"}"#,
    );
    let b = net.ok(
        "S02",
        r#"{"cmd":"booking.make","kind":"重点指导","advisor":"刘","place":"工作室","start":"2026-03-05T09:00","minutes":60,"client":"张晓明","phone":"13800005678"}"#,
    );
    assert_eq!(b["state"], "booked", "the grant lets the far desk say yes at once");
    (a, b["id"].as_str().unwrap().to_owned())
}

#[test]
fn a_preview_counts_the_clashes_that_reading_would_bring_and_brings_none() {
    let mut net = studio();
    double_booked(&mut net);
    let files = net.pack("S02", "S01");
    let (now, who) = (net.now, Actor { clerk: "reader".into() });
    let mut opened = format::open(Cursor::new(files[0].clone())).unwrap();
    let Ok(before) = net.at("S01").receive(&mut opened, &who, now, true) else { panic!("the file is sound") };
    assert_eq!((before.clashes, net.clashes("S01").len()), (1, 0));
    assert_eq!((net.read("S01", &files).clashes, net.clashes("S01").len()), (1, 1));
    assert_eq!(net.read("S01", &files).clashes, 0, "it stands already");
}

#[test]
fn how_many_a_kind_of_session_takes_closes_and_opens_the_clashes_of_its_bookings() {
    let mut net = studio();
    double_booked(&mut net);
    net.all();
    let stood = net.clashes("HUB");
    assert_eq!(stood.len(), 1);
    for (capacity, clashes) in [(6, Vec::new()), (1, stood)] {
        net.ok("S01", &format!(r#"{{"cmd":"kind.add","name":"重点指导","minutes":60,"capacity":{capacity}}}"#));
        net.all();
        for site in ["HUB", "S01", "S02", "S03"] {
            assert_eq!(net.clashes(site), clashes, "{site} with {capacity}");
        }
        net.sound();
    }
}

#[test]
fn two_confirmed_bookings_of_one_hour_have_one_id_everywhere_and_the_loser_is_called_by_its_own_desk() {
    // The same facts, heard in three orders.
    let mut ids = Vec::new();
    for order in [["S01", "S02", "S03"], ["S02", "S03", "S01"], ["S03", "S01", "S02"]] {
        let mut net = studio();
        let (a, b) = double_booked(&mut net);
        let files: Vec<_> =
            order.iter().flat_map(|from| ["HUB", "S03", "S02", "S01"].map(|to| (*from, to))).filter(|(f, t)| f != t).collect();
        for (from, to) in files {
            net.send(from, to);
        }
        net.all();
        let found = net.clashes("HUB");
        assert_eq!(found.iter().map(|(kind, _)| kind.as_str()).collect::<Vec<_>>(), ["double_booking"]);
        for site in ["S01", "S02", "S03"] {
            assert_eq!(net.clashes(site), found, "{site}");
        }
        net.sound();
        let told = card(&net, "S01", &found[0].1);
        assert_eq!(
            (&told["ours"], &told["about"]["place"], &told["about"]["from"]),
            (&true.into(), &"工作室".into(), &"2026-03-05T09:00".into())
        );
        let line = format!(r#"{{"cmd":"conflict.settle","conflict":"{}","keep":"{a}","reason":"先约先得"}}"#, found[0].1);
        net.refused("S02", &line, &["conflict.not_yours"]);
        net.ok("S01", &line);
        net.all();
        for site in ["HUB", "S01", "S02", "S03"] {
            assert_eq!(
                (net.clashes(site), state(&net, site, &b), state(&net, site, &a)),
                (vec![], "to_move".into(), "booked".into())
            );
        }
        let calls = net.show("S02", "callbacks", &[]);
        assert_eq!((calls.as_array().unwrap().len(), calls[0]["id"].as_str()), (1, Some(b.as_str())), "{calls}");
        assert_eq!(net.show("S02", "walkin", &[])["callbacks"], 1);
        assert_eq!(net.show("S02", "booking", &[("id", &b)])["phone"], "13800005678", "its own desk has the number");
        assert_eq!(net.show("S03", "booking", &[("id", &b)])["phone"], "");
        for site in ["HUB", "S01", "S03"] {
            assert!(net.show(site, "callbacks", &[]).as_array().unwrap().is_empty(), "{site}: not its call");
        }
        // Another time is asked for, and the call is done.
        net.ok("S02", &format!(r#"{{"cmd":"booking.move","booking":"{b}","start":"2026-03-06T09:00"}}"#));
        assert!(net.show("S02", "callbacks", &[]).as_array().unwrap().is_empty());
        net.all();
        assert_eq!(state(&net, "S01", &b), "requested");
        net.sound();
        ids.push(found[0].1.clone());
    }
    assert_eq!(ids.len(), 3);
}

#[test]
fn a_grant_says_yes_offline_and_is_free_again_only_when_its_end_was_heard_of() {
    let mut net = studio();
    let give = |from: &str, until: &str| {
        format!(r#"{{"cmd":"grant.give","advisor":"刘","start":"2026-03-05T{from}","minutes":60,"to":"S02","until":"{until}"}}"#)
    };
    net.refused("S03", &give("09:00", "2026-03-04T12:00"), &["conflict.not_yours"]);
    net.refused("S01", &give("09:00", "2026-03-05T10:00"), &["grant.bad_until"]);
    let first = net.id("S01", &give("09:00", "2026-03-04T12:00"));
    let second = net.id("S01", &give("10:00", "2026-03-04T12:00"));
    net.refused("S01", &give("10:30", "2026-03-04T12:00"), &["studio.granted"]);
    // Before the grant has come, and at an hour without one, the far desk asks.
    let line = |from: &str| {
        format!(
            r#"{{"cmd":"booking.make","kind":"重点指导","advisor":"刘","start":"2026-03-05T{from}","minutes":60,"client":"张晓明"}}"#
        )
    };
    assert_eq!(net.ok("S02", &line("14:00"))["state"], "requested");
    net.all();
    let made = net.ok("S02", &line("09:00"));
    assert_eq!(made["state"], "booked");
    net.refused("S03", &line("09:00"), &["studio.granted"]);
    net.all();
    net.sound();
    let states = |net: &Net, site: &str| -> Vec<String> {
        let rows = net.show(site, "grants", &[("from", "2026-03-01")]);
        rows.as_array().unwrap().iter().map(|g| g["state"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(states(&net, "S01"), ["used", "open"]);
    assert!(net.clashes("S01").is_empty() && net.clashes("HUB").is_empty(), "a grant is a yes that everybody accepts");
    net.refused("S01", &format!(r#"{{"cmd":"grant.take_back","grant":"{first}"}}"#), &["grant.used", "grant.not_heard_yet"]);
    // Its end passes, and nobody has heard of S02 since: the hour stays taken.
    net.now = desk::base::clock::Moment::parse("2026-03-04T13:00").unwrap();
    assert_eq!(states(&net, "S01"), ["used", "unheard"]);
    net.refused("S01", &line("10:00"), &["studio.granted"]);
    assert_eq!(net.ok("S02", &line("10:00"))["state"], "requested", "it ran out at the far desk too");
    net.all();
    assert_eq!(states(&net, "S01"), ["used", "ended"]);
    assert!(second.starts_with("grant:"));
    net.ok("S01", &format!(r#"{{"cmd":"grant.take_back","grant":"{second}"}}"#));
    net.all();
    assert_eq!(states(&net, "S03"), ["used", "taken"]);
    net.sound();
}

#[test]
fn a_grant_that_is_undone_after_the_far_desk_used_it_leaves_the_booking_standing_everywhere() {
    let mut net = studio();
    let give =
        r#"{"cmd":"grant.give","advisor":"刘","start":"2026-03-05T09:00","minutes":60,"to":"S02","until":"2026-03-04T12:00"}"#;
    net.ok("S01", give);
    net.send("S01", "S02");
    let make =
        r#"{"cmd":"booking.make","kind":"重点指导","advisor":"刘","start":"2026-03-05T09:00","minutes":60,"client":"张晓明"}"#;
    let made = net.ok("S02", make);
    assert_eq!(made["state"], "booked");
    let booking = made["id"].as_str().unwrap().to_owned();
    // The studio has not heard of it and thinks again: as with taking back, that desk must be asked.
    net.refused("S01", r#"{"cmd":"undo"}"#, &["grant.not_heard_yet"]);
    // They were asked, and erred; the others learn of the grant when it is gone.
    net.ok("S01", r#"{"cmd":"undo","override":{"reason":"电话确认未用"}}"#);
    net.send("S01", "S03");
    net.all();
    for site in ["HUB", "S01", "S02", "S03"] {
        assert_eq!((state(&net, site, &booking).as_str(), net.clashes(site)), ("booked", vec![]), "{site}");
    }
    net.sound();
}

#[test]
fn undoing_the_giving_or_taking_back_of_a_grant_goes_by_the_rules_of_both() {
    let mut net = studio();
    let give =
        r#"{"cmd":"grant.give","advisor":"刘","start":"2026-03-05T09:00","minutes":60,"to":"S02","until":"2026-03-04T12:00"}"#;
    let grant = net.id("S01", give);
    net.all();
    let line =
        r#"{"cmd":"booking.make","kind":"重点指导","advisor":"刘","start":"2026-03-05T09:00","minutes":60,"client":"王某"}"#;
    // Used, and heard of: neither way takes it back.
    net.ok("S02", line);
    net.all();
    net.refused("S01", &format!(r#"{{"cmd":"grant.take_back","grant":"{grant}"}}"#), &["grant.used", "grant.not_heard_yet"]);
    net.refused("S01", r#"{"cmd":"undo","override":{"reason":"弄错了"}}"#, &["grant.used"]);
    // Taken back on the telephone and given to somebody: it is not in force again by an undo.
    let give = give.replace("T09:00\"", "T10:00\"");
    let other = net.id("S01", &give);
    net.ok("S01", &format!(r#"{{"cmd":"grant.take_back","grant":"{other}","override":{{"reason":"电话确认未用"}}}}"#));
    net.as_clerk("S01", "孙", &line.replace("T09:00", "T10:00"));
    net.refused("S01", r#"{"cmd":"undo"}"#, &["studio.advisor_busy"]);
    net.sound();
}

#[test]
fn one_copy_lent_at_two_desks_is_told_to_who_can_see_it_and_settled_as_a_fact() {
    let mut net = Net::of(&["HUB", "S01", "S02"]);
    net.ok("S01", r#"{"cmd":"title.add","name":"红楼梦"}"#);
    let copy = net.id("S01", r#"{"cmd":"copy.add","title":"红楼梦","barcode":"418"}"#);
    for site in ["S01", "S02"] {
        net.ok(site, r#"{"cmd":"reader.add","name":"王某","card":"31"}"#);
    }
    net.all();
    let first = net.id("S01", r#"{"cmd":"loan.checkout","reader":"31","copy":"418"}"#);
    let second = net.id("S02", r#"{"cmd":"loan.checkout","reader":"31","copy":"S0100418"}"#);
    net.all();
    let kinds = |net: &Net, site: &str| net.clashes(site).into_iter().map(|(k, _)| k).collect::<Vec<_>>();
    assert_eq!(kinds(&net, "HUB"), ["custody", "double_loan"]);
    assert_eq!(kinds(&net, "S01"), ["custody"]);
    let (_, loans) = net.clashes("HUB").into_iter().find(|(k, _)| k == "double_loan").unwrap();
    net.sound();
    net.ok("HUB", &format!(r#"{{"cmd":"conflict.settle","conflict":"{loans}","keep":"{second}"}}"#));
    net.all();
    assert_eq!(net.clashes("HUB").iter().filter(|(k, _)| k == "double_loan").count(), 0);
    // The fact reaches the desk that had lent it first; the loan stays in its history.
    assert!(net.show("S01", "loans", &[]).as_array().unwrap().is_empty(), "closed at its own desk too");
    assert_eq!(net.show("S02", "loans", &[]).as_array().unwrap().len(), 1);
    for (kind, id) in net.clashes("S02") {
        assert_eq!(kind, "custody");
        net.ok("S02", &format!(r#"{{"cmd":"conflict.settle","conflict":"{id}","keep":"S02"}}"#));
    }
    net.all();
    for site in ["HUB", "S01", "S02"] {
        assert_eq!(net.clashes(site), [], "{site}");
        assert_eq!(net.show(site, "copy", &[("id", &copy)])["site"], "S02");
    }
    assert!(first.starts_with("loan:"));
    net.sound();
}

#[test]
fn clashes_about_a_copy_end_with_the_loan_that_raised_them_though_it_names_no_copy_any_more() {
    let mut net = Net::of(&["HUB", "S01", "S02"]);
    net.ok("S01", r#"{"cmd":"title.add","name":"红楼梦"}"#);
    for copy in ["418", "419"] {
        net.ok("S01", &format!(r#"{{"cmd":"copy.add","title":"红楼梦","barcode":"{copy}"}}"#));
    }
    for site in ["S01", "S02"] {
        net.ok(site, r#"{"cmd":"reader.add","name":"王某","card":"31"}"#);
    }
    net.all();
    for copy in ["418", "419"] {
        net.ok("S01", &format!(r#"{{"cmd":"loan.checkout","reader":"31","copy":"{copy}"}}"#));
        net.ok("S02", &format!(r#"{{"cmd":"loan.checkout","reader":"31","copy":"S0100{copy}"}}"#));
    }
    let kinds = |net: &mut Net| {
        net.send("S01", "HUB");
        net.send("S02", "HUB");
        net.sound();
        net.clashes("HUB").into_iter().map(|(k, _)| k).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&mut net), ["custody", "custody", "double_loan", "double_loan"]);
    // An undone loan has no row; only its clashes know the copy.
    net.ok("S02", r#"{"cmd":"undo"}"#);
    assert_eq!(kinds(&mut net), ["custody", "custody", "double_loan"]);
    net.ok("S01", r#"{"cmd":"undo"}"#);
    assert_eq!(kinds(&mut net), ["custody", "double_loan"]);
}

#[test]
fn what_is_handed_over_is_judged_by_the_hand_over_whenever_it_comes() {
    let mut net = studio();
    let advisor = net.show("S01", "advisors", &[])[0]["id"].as_str().unwrap().to_owned();
    net.refused("S02", &format!(r#"{{"cmd":"owner.hand_over","record":"{advisor}","to":"S02"}}"#), &["conflict.not_yours"]);
    net.refused("S02", &format!(r#"{{"cmd":"advisor.set","advisor":"{advisor}","buffer":10}}"#), &["owner.not_yours"]);
    net.ok("S01", &format!(r#"{{"cmd":"owner.hand_over","record":"{advisor}","to":"S02"}}"#));
    net.send("S01", "S02");
    net.ok("S02", &format!(r#"{{"cmd":"advisor.set","advisor":"{advisor}","buffer":10}}"#));
    net.refused("S01", &format!(r#"{{"cmd":"advisor.set","advisor":"{advisor}","buffer":5}}"#), &["owner.not_yours"]);
    // Nor is the hand-over his to undo: what the new owner has written rests on it.
    net.refused("S01", r#"{"cmd":"undo"}"#, &["owner.not_yours"]);
    // S03 hears the new owner before it hears of the hand-over: kept without effect, and told.
    let file = net.pack("S02", "S03");
    let told = net.read("S03", &file);
    let buffer = |net: &Net, site: &str| net.show(site, "advisors", &[])[0]["buffer"].clone();
    if told.held.contains_key("breach") {
        assert_eq!((buffer(&net, "S03"), net.clashes("S03")[0].0.as_str()), (0.into(), "owner_breach"));
    }
    net.sound();
    net.all();
    for site in ["HUB", "S01", "S02", "S03"] {
        assert_eq!((buffer(&net, site), net.clashes(site)), (10.into(), vec![]), "{site}");
    }
    net.sound();
}
