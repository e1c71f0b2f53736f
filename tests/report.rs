//! The figures of a desk, from commands to the sheet and the exported file.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use serde_json::{Value, json};
use support::{Counter, at, counter};

fn seeded() -> Counter {
    let mut desk = counter();
    for order in desk::desk::seed::orders().unwrap() {
        desk.store.execute(&order.into(), &desk.who, desk.now).unwrap();
    }
    desk
}

fn open(desk: &mut Counter, service: &str) -> String {
    let line = json!({"cmd": "request.open", "service": service, "summary": "事由", "accept": true});
    desk.ok(&line.to_string())["number"].as_str().unwrap().to_owned()
}

fn report(desk: &Counter, words: &[(&str, &str)]) -> Value {
    desk.show("report", words)
}

#[test]
fn a_months_figures_are_what_was_done_in_it() {
    let mut desk = seeded();
    let services = desk.show("services", &[]);
    let quick = services
        .as_array()
        .unwrap()
        .iter()
        .find(|s| s["unit"] == "workday" && s["promised"].is_i64() && s["aid"] == false)
        .unwrap();
    let code = quick["code"].as_str().unwrap().to_owned();
    // Registered in February, settled in March; two of March, one of them late.
    desk.now = at("2026-02-27T10:00");
    let old = open(&mut desk, &code);
    desk.now = at("2026-03-02T09:00");
    desk.ok(&json!({"cmd": "request.finish", "request": old, "result": "好", "override": {"reason": "试"}}).to_string());
    desk.ok(&json!({"cmd": "request.rate", "request": old, "score": 5}).to_string());
    let (late, open_one) = (open(&mut desk, &code), open(&mut desk, &code));
    desk.now = at("2026-03-31T16:00");
    desk.ok(&json!({"cmd": "request.finish", "request": late, "result": "好", "override": {"reason": "试"}}).to_string());
    // Three tickets: called after 12 minutes, called after 2, gone.
    desk.now = at("2026-03-30T09:00");
    for _ in 0..3 {
        desk.ok(r#"{"cmd":"ticket.draw","prefix":"A"}"#);
    }
    desk.now = at("2026-03-30T09:02");
    desk.ok(r#"{"cmd":"ticket.call","window":"1"}"#);
    desk.now = at("2026-03-30T09:12");
    desk.ok(r#"{"cmd":"ticket.call","window":"1"}"#);
    desk.ok(r#"{"cmd":"ticket.leave","ticket":"A003"}"#);
    desk.ok(r#"{"cmd":"resident.add","name":"张晓明"}"#);
    desk.now = at("2026-04-01T08:00");

    let march = report(&desk, &[("period", "month"), ("from", "2026-03-10")]);
    let f = &march["figures"];
    assert_eq!((march["from"].as_str(), march["until"].as_str()), (Some("2026-03-01"), Some("2026-03-31")));
    assert_eq!((f["opened"].as_i64(), f["finished"].as_i64()), (Some(2), Some(2)), "{f}");
    assert_eq!((f["on_time"].as_i64(), f["late"].as_i64(), f["no_limit"].as_i64()), (Some(1), Some(1), Some(0)));
    assert_eq!((f["days_median"].as_i64(), f["days_p90"].as_i64()), (Some(3), Some(29)));
    assert_eq!((f["open_now"].as_i64(), f["overdue_now"].as_i64()), (Some(1), Some(1)), "{open_one} is late now");
    assert_eq!(f["ratings"], json!([0, 0, 0, 0, 1]));
    assert_eq!((f["tickets"].as_i64(), f["served"].as_i64(), f["left"].as_i64()), (Some(3), Some(2), Some(1)));
    assert_eq!((f["wait_median"].as_i64(), f["wait_p90"].as_i64()), (Some(2), Some(12)));
    assert_eq!(march["states"], json!({"accepted": 1, "finished": 1}));
    assert_eq!(march["services"][0]["opened"], 2);
    assert!(march["sites"].as_array().unwrap().is_empty(), "a desk reports on itself alone");

    let february = report(&desk, &[("from", "2026-02-01"), ("until", "2026-02-28")]);
    assert_eq!((february["figures"]["opened"].as_i64(), february["figures"]["finished"].as_i64()), (Some(1), Some(0)));
    let year = report(&desk, &[("period", "year")]);
    assert_eq!((year["figures"]["opened"].as_i64(), year["figures"]["residents"].as_i64()), (Some(3), Some(1)));
    desk.sound();
}

#[test]
fn a_day_that_is_none_and_a_decade_are_refused() {
    let desk = counter();
    let ask = |k: &str, v: &str| {
        // A day that there is not is refused with the words of the question already.
        let query = desk::desk::query::Query::from_words("report", &[(k.into(), v.into())]).map_err(|bad| bad.to_string())?;
        desk.store.ask(&query, desk.now).map(|_| ()).map_err(|fault| fault.to_string())
    };
    assert!(ask("from", "2026-02-30").is_err() && ask("from", "2000-01-01").is_err() && ask("period", "decade").is_err());
    assert!(ask("from", "2026-02-28").is_ok());
}

/// Every question of a report is a range of an index: its cost follows the period.
#[test]
fn no_report_reads_a_whole_table() {
    let desk = seeded();
    for name in [
        "requests_opened",
        "requests_finished",
        "requests_now",
        "tickets",
        "guidance",
        "referred_out",
        "loans",
        "bookings",
        "residents",
        "visits",
    ] {
        let path = format!("{}/db/queries/report/{name}.sql", env!("CARGO_MANIFEST_DIR"));
        let plan = explain(&std::fs::read_to_string(&path).unwrap());
        let scanned: Vec<_> = plan.iter().filter(|l| l.starts_with("SCAN ") && !l.contains("CONSTANT ROW")).collect();
        assert!(scanned.is_empty(), "{name}: {plan:?}");
    }
    desk.sound();
}

/// SQLite's plan of a query against the newest schema.
fn explain(sql: &str) -> Vec<String> {
    let conn = rusqlite::Connection::open_in_memory().unwrap();
    let mut steps: Vec<_> =
        std::fs::read_dir(format!("{}/db/migrations", env!("CARGO_MANIFEST_DIR"))).unwrap().map(|e| e.unwrap().path()).collect();
    steps.sort();
    for step in steps {
        conn.execute_batch(&std::fs::read_to_string(step).unwrap()).unwrap();
    }
    let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let nothing = vec![rusqlite::types::Null; statement.parameter_count()];
    let rows = statement.query_map(rusqlite::params_from_iter(nothing), |r| r.get::<_, String>(3)).unwrap();
    rows.map(Result::unwrap).collect()
}
