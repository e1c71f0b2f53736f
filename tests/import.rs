//! `desk import`: exact counts, refused rows by line, nothing doubled, nothing by halves.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use desk::base::clock::{Clock, Moment};
use desk::base::ids::Ids;
use desk::cli::args::{Args, Call};
use desk::cli::{self, Exit, World};
use desk::desk::change::Actor;
use desk::i18n::Lang;
use desk::store::{Site, Store};
use serde_json::Value;
use std::path::PathBuf;

/// A site in a folder of its own.
struct Desk {
    folder: tempfile::TempDir,
    world: World,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::Fixed(Moment::parse("2026-03-02T09:00").unwrap());
    let world = World {
        folder: folder.path().join("data"),
        clock,
        ids: Ids::seeded(clock, 1),
        who: Actor { clerk: "王".into() },
        lang: Lang::Zh,
        json: true,
        stated: true,
    };
    let site = Site { code: "QLQ".into(), name: "青龙桥".into(), hub: false, epoch: 0, for_play: true, studio: None };
    drop(Store::create(&world.folder, &site, world.ids.clone()).unwrap());
    Desk { folder, world }
}

impl Desk {
    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn call(&self, words: &[&str]) -> (Exit, String, String) {
        use clap::Parser as _;
        let args = Args::parse_from([&["desk"], words].concat());
        let call: Call = args.call.unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit = cli::run(call, &self.world, &mut out, &mut err);
        (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    /// An import's report.
    fn import(&self, kind: &str, bytes: &[u8], more: &[&str]) -> Value {
        let path = self.file("list", bytes);
        let (exit, out, err) = self.call(&[&["import", kind, path.to_str().unwrap()], more].concat());
        let report: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{exit:?} {out} {err}"));
        assert_eq!(exit, if report["refused"] == serde_json::json!([]) { Exit::Done } else { Exit::Refused });
        assert_eq!(out.lines().count(), 1, "nothing but the answer on standard output");
        report
    }

    fn show(&self, words: &[&str]) -> Value {
        let (_, out, err) = self.call(&[&["show"], words].concat());
        serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"))
    }

    fn sound(&self) {
        let store = Store::open(&self.world.folder, self.world.ids.clone()).unwrap();
        assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new());
    }
}

/// rows, new, same, changed, refused lines.
fn counts(report: &Value) -> (u64, u64, u64, u64, Vec<u64>) {
    let n = |key: &str| report[key].as_u64().unwrap();
    let lines = report["refused"].as_array().unwrap().iter().map(|r| r["line"].as_u64().unwrap()).collect();
    (n("rows"), n("new"), n("same"), n("changed"), lines)
}

const RESIDENTS: &str =
    "姓名,身份证号,电话,地址\n张明,371402188001010013,5342612345,北院1号\n李四,3.71402E+17,,\n王五,,12,\n赵六,,,南院2号\n";

#[test]
fn a_calendar_comes_in_once_and_a_new_notice_changes_it() {
    let desk = desk();
    let seed = include_bytes!("../db/seed/calendar.csv");
    assert_eq!(counts(&desk.import("calendar", seed, &["--dry-run"])), (108, 108, 0, 0, vec![]));
    assert_eq!(desk.show(&["calendar", "year=2026"]), serde_json::json!([]), "a dry run writes nothing");
    assert_eq!(counts(&desk.import("calendar", seed, &[])), (108, 108, 0, 0, vec![]));
    assert_eq!(counts(&desk.import("calendar", seed, &[])), (108, 0, 108, 0, vec![]));
    let later = "日期,类型,名称\n2026/10/1,放假,国庆\n2027-10-01,放假,国庆节\n2027-02-30,休,错\n";
    assert_eq!(counts(&desk.import("calendar", later.as_bytes(), &[])), (3, 1, 0, 1, vec![4]));
    let store = Store::open(&desk.world.folder, desk.world.ids.clone()).unwrap();
    let years: Vec<i32> = store.workdays().unwrap().years().collect();
    assert_eq!(years, [2024, 2025, 2026, 2027]);
    desk.sound();
}

#[test]
fn residents_new_same_changed_refused() {
    let desk = desk();
    let first = desk.import("residents", RESIDENTS.as_bytes(), &[]);
    assert_eq!(counts(&first), (4, 2, 0, 0, vec![3, 4]));
    let codes: Vec<&Value> = first["refused"].as_array().unwrap().iter().map(|r| &r["reasons"][0]["code"]).collect();
    assert_eq!(codes, ["row.digits_lost", "resident.bad_phone"]);
    assert_eq!(first["repaired"][0]["after"], "05342612345");
    assert_eq!(counts(&desk.import("residents", RESIDENTS.as_bytes(), &[])), (4, 0, 2, 0, vec![3, 4]));
    let moved = "姓名,身份证号,地址\n张明,371402188001010013,三区\n赵六,,南院2号\n";
    assert_eq!(counts(&desk.import("residents", moved.as_bytes(), &[])), (2, 0, 1, 1, vec![]));
    assert_eq!(counts(&desk.import("residents", moved.as_bytes(), &[])), (2, 0, 2, 0, vec![]));
    desk.sound();
}

#[test]
fn the_same_list_from_an_old_program_in_gbk_and_semicolons() {
    let desk = desk();
    let (gbk, _, _) = encoding_rs::GBK.encode("姓名;联系电话\r\n张明;13800000000\r\n");
    assert_eq!(counts(&desk.import("residents", &gbk, &[])), (1, 1, 0, 0, vec![]));
    assert_eq!(counts(&desk.import("residents", "name,phone\n张明,138 0000 0000\n".as_bytes(), &[])), (1, 0, 1, 0, vec![]));
}

#[test]
fn a_file_that_is_not_a_list_changes_nothing() {
    let desk = desk();
    for (name, bytes, kind) in [("workbook", b"PK\x03\x04....".as_slice(), "residents"), ("empty", b"", "calendar")] {
        let path = desk.file(name, bytes);
        let (exit, out, err) = desk.call(&["import", kind, path.to_str().unwrap()]);
        assert_eq!((exit, out.as_str()), (Exit::Data, ""));
        assert!(err.contains(name), "{err}");
    }
    let (exit, _, _) = desk.call(&["import", "residents", "/nowhere/list.csv"]);
    assert_eq!(exit, Exit::Usage);
    assert_eq!(desk.show(&["journal"]), serde_json::json!([]));
}

#[test]
fn people_read_lines_with_the_reason() {
    let mut desk = desk();
    desk.world.json = false;
    let path = desk.file("list", RESIDENTS.as_bytes());
    let (exit, out, _) = desk.call(&["import", "residents", path.to_str().unwrap(), "--dry-run"]);
    assert_eq!(exit, Exit::Refused);
    assert!(out.contains("第3行") && out.contains("未导入 2") && out.contains("试运行"), "{out}");
}

#[test]
fn the_catalogue_comes_in_once_and_a_new_one_changes_it() {
    let desk = desk();
    let seed = include_bytes!("../db/seed/services.json");
    assert_eq!(counts(&desk.import("services", seed, &[])), (38, 38, 0, 0, vec![]));
    assert_eq!(counts(&desk.import("services", seed, &[])), (38, 0, 38, 0, vec![]));
    let list = "编码,事项名称,期限单位,承诺期限\n21,失业登记,workday,1\n99,新事项,instant,\n22,坏,fortnight,\n";
    assert_eq!(counts(&desk.import("services", list.as_bytes(), &[])), (3, 1, 0, 1, vec![4]));
    let shown = desk.show(&["services", "find=shiye"]);
    assert!(shown.as_array().unwrap().iter().any(|s| s["code"] == "shiye" && s["promised"] == 1), "{shown}");
    desk.sound();
}

#[test]
fn importing_what_the_seed_has_entered_changes_nothing() {
    let desk = desk();
    let mut store = Store::open(&desk.world.folder, desk.world.ids.clone()).unwrap();
    for command in desk::desk::walkin::seed::orders().unwrap() {
        store.execute(&desk::desk::command::Command::from(command).into(), &desk.world.who, desk.world.now()).unwrap();
    }
    drop(store);
    let seed = include_bytes!("../db/seed/services.json");
    assert_eq!(counts(&desk.import("services", seed, &[])), (38, 0, 38, 0, vec![]));
}

const TITLES: &str = "题名,责任者,出版社,出版年,ISBN,索书号,条码\n红楼梦,曹雪芹,人民文学出版社,1996,9787020002207,I242.4/12,00101 00102\n西游记,吴承恩,,,,I242.4/13,00103\n旧书,无名,,,7020002208,,00104\n,无名,,,,,00105\n另一本,某人,,,,,00103\n";

#[test]
fn titles_with_their_copies() {
    let desk = desk();
    let first = desk.import("titles", TITLES.as_bytes(), &[]);
    assert_eq!(counts(&first), (5, 3, 0, 0, vec![5, 6]), "{first}");
    assert_eq!(first["refused"][1]["reasons"][0]["code"], "copy.same_barcode");
    assert_eq!(counts(&desk.import("titles", TITLES.as_bytes(), &[])), (5, 0, 3, 0, vec![5, 6]));
    let more = "书名,作者,ISBN,条码号\n红楼梦,曹雪芹,978-7-02-000220-7,00101;00106\n";
    assert_eq!(counts(&desk.import("titles", more.as_bytes(), &[])), (1, 0, 0, 1, vec![]));
    let card = desk.show(&["title", "id=9787020002207"]);
    assert_eq!(card["copies"].as_array().unwrap().len(), 3, "{card}");
    assert_eq!(desk.show(&["titles"]).as_array().unwrap().len(), 3);
    desk.sound();
}

/// A well-formed ISO 2709 record; `^` stands for the subfield mark.
fn marc(fields: &[(&str, &str)]) -> Vec<u8> {
    let (mut directory, mut data) = (String::new(), Vec::new());
    for (tag, text) in fields {
        let body = [text.replace('^', "\u{1f}").into_bytes(), vec![0x1e]].concat();
        directory.push_str(&format!("{tag}{:04}{:05}", body.len(), data.len()));
        data.extend(body);
    }
    let base = 24 + directory.len() + 1;
    let leader = format!("{:05}nam a22{base:05} a 4500", base + data.len() + 1);
    [leader.into_bytes(), directory.into_bytes(), vec![0x1e], data, vec![0x1d]].concat()
}

#[test]
fn cnmarc_records_one_bad_among_them() {
    let desk = desk();
    let good = marc(&[
        ("010", "  ^a978-7-02-000220-7"),
        ("200", "1 ^a红楼梦^f曹雪芹著"),
        ("210", "  ^c人民文学出版社^d1996"),
        ("905", "  ^aQLQ^b00201^dI242.4^e12"),
    ]);
    let mut bad = good.clone();
    bad[24 + 7..24 + 12].copy_from_slice(b"99999");
    let plain = marc(&[("200", "1 ^a呐喊^f鲁迅著")]);
    let file = [&good[..], &bad, &plain, &good[..40]].concat();
    let report = desk.import("titles", &file, &[]);
    assert_eq!(counts(&report), (4, 2, 0, 0, vec![2, 4]), "{report}");
    assert_eq!(report["refused"][0]["reasons"][0]["code"], "row.bad_record");
    assert_eq!(counts(&desk.import("titles", &file, &[])), (4, 0, 2, 0, vec![2, 4]));
    assert_eq!(desk.show(&["title", "id=9787020002207"])["call_number"], "I242.4/12");
    desk.sound();
}
