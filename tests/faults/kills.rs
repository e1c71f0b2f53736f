//! `kill -9` at any moment: what was acknowledged is there, nothing is there by half.

use crate::line::Line;
use crate::site::{DESK, Site};
use portable_pty::CommandBuilder;
use rustix::process::Signal;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::Duration;

const WRITERS: usize = 3;

fn wanted(usual: usize) -> usize {
    std::env::var("DESK_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// `desk do`, fed for ever; what it acknowledges is gathered line by line.
struct Writer {
    child: Child,
    feeder: JoinHandle<()>,
    reader: JoinHandle<Vec<Value>>,
    first: Receiver<()>,
}

impl Writer {
    fn start(site: &Site, name: &str) -> Writer {
        let mut child = site.command(&["do"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut into = child.stdin.take().unwrap();
        let name = name.to_owned();
        let feeder = std::thread::spawn(move || {
            for n in 0.. {
                let add = format!(r#"{{"cmd":"resident.add","name":"{name}{n}","phone":"13800005678"}}"#);
                if writeln!(into, "{add}\n{{\"cmd\":\"ticket.draw\",\"prefix\":\"A\"}}").is_err() {
                    return;
                }
            }
        });
        let (tell, first) = channel();
        let from = BufReader::new(child.stdout.take().unwrap());
        let reader = std::thread::spawn(move || {
            let whole = |line: &String| serde_json::from_str(line).ok();
            let mut told = Vec::new();
            for line in from.lines().map_while(Result::ok) {
                // The last line may be cut: an answer that did not arrive whole is none.
                told.extend(whole(&line));
                let _ = tell.send(());
            }
            told
        });
        Writer { child, feeder, reader, first }
    }

    fn killed(mut self) -> Vec<Value> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.feeder.join().unwrap();
        self.reader.join().unwrap()
    }
}

#[test]
fn a_kill_loses_nothing_that_was_acknowledged() {
    let (kills, site, mut rng) = (wanted(200), Site::make(), fastrand::Rng::with_seed(11));
    let (mut done, mut told, mut busy, mut numbers) = (0, 0, 0, BTreeSet::new());
    while done < kills {
        let writers: Vec<Writer> = (0..WRITERS).map(|n| Writer::start(&site, &format!("甲{done}乙{n}丙"))).collect();
        let _ = writers[0].first.recv_timeout(Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(rng.u64(5..=60)));
        let replies: Vec<Value> = writers.into_iter().flat_map(Writer::killed).collect();
        let store = site.store();
        for reply in &replies {
            if reply["ok"] != true {
                // A writer that had to wait too long beside the others: told as such, and nothing of it is counted.
                assert_eq!(reply["reasons"][0]["code"], "E-BUSY", "{reply}");
                busy += 1;
                continue;
            }
            told += 1;
            let id = reply["result"]["id"].as_str().unwrap();
            match reply["cmd"].as_str().unwrap() {
                "resident.add" => assert_eq!(site.show(&store, "resident", &[("id", id)])["phone"], "13800005678", "{reply}"),
                _ => assert!(numbers.insert(number(&reply["result"]["number"])), "{reply}: given twice"),
            }
        }
        done += WRITERS;
        if done % (WRITERS * 40) == 0 {
            site.sound();
        }
    }
    site.sound();
    // The counter and the tickets are written together or not at all: no number is missing between the first and the last.
    let last = numbers.last().copied().unwrap();
    let drawn = tickets(&site);
    assert!(numbers.is_subset(&drawn));
    assert_eq!(drawn, (1..=drawn.last().copied().unwrap().max(last)).collect());
    println!("{done} kills, {told} acknowledged commands, 0 lost, {busy} told to try again");
}

fn number(text: &Value) -> u64 {
    text.as_str().unwrap().trim_start_matches('A').parse().unwrap()
}

/// Every ticket number in the journal of what was done.
fn tickets(site: &Site) -> BTreeSet<u64> {
    let (store, mut before, mut found) = (site.store(), String::from("0"), BTreeSet::new());
    loop {
        let page = site.show(&store, "journal", &[("before", &before), ("rows", "1000")]);
        let entries = page.as_array().unwrap();
        for entry in entries {
            let drawn = entry["changes"].as_array().unwrap().iter().filter(|c| c["field"] == "number");
            found.extend(drawn.map(|c| number(&c["new"])));
        }
        match entries.last() {
            Some(entry) => before = entry["n"].to_string(),
            None => return found,
        }
    }
}

/// A session that draws tickets by keys: the number shown is the acknowledgement.
#[test]
fn a_killed_session_has_kept_every_number_it_showed() {
    let (site, mut rng) = (Site::make(), fastrand::Rng::with_seed(5));
    let mut shown = 0;
    for _ in 0..wanted(200).div_ceil(20).min(200) {
        let mut command = CommandBuilder::new(DESK);
        command.args(["--data", site.data.to_str().unwrap(), "--as", "wf", "--skin", "ascii"]);
        command.env_remove("SSH_CONNECTION");
        let mut line = Line::run(command);
        line.until("F9");
        line.type_bytes(b"\x1bOQ");
        for _ in 0..4 {
            // The form of a ticket, and saved as it stands.
            line.type_bytes(b"0");
            std::thread::sleep(Duration::from_millis(80));
            line.type_bytes(b"\x13");
            std::thread::sleep(Duration::from_millis(40));
        }
        std::thread::sleep(Duration::from_millis(rng.u64(5..=60)));
        line.signal(Signal::KILL);
        line.ended();
        shown = shown.max(highest(&line.screen()));
        assert!(tickets(&site).last().copied().unwrap_or(0) >= shown, "A{shown:03} was shown");
    }
    assert!(shown > 0, "no ticket was ever drawn");
    site.sound();
}

/// The highest `A…` on what was written.
fn highest(text: &str) -> u64 {
    let digits = |part: &str| part.chars().take_while(char::is_ascii_digit).collect::<String>();
    text.split('A').skip(1).filter_map(|part| digits(part).parse().ok()).filter(|n| *n < 1000).max().unwrap_or(0)
}
