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

/// A type of document beside the number does not make a wrong number right.
#[test]
fn numbers_are_checked_by_their_document() {
    let desk = desk();
    let list = "姓名,证件类型,身份证号\n王五,身份证,110105194912310021\n赵六,居民身份证,110105194902310021\n钱七,身份证,11010519491231002X\n孙八,会员卡,A1234567\n周九,护照,E12345678\n吴十,resident18,371402188001010014\n";
    let report = desk.import("residents", list.as_bytes(), &[]);
    assert_eq!(counts(&report), (6, 2, 0, 0, vec![2, 3, 5, 7]), "{report}");
    let codes: Vec<&Value> = report["refused"].as_array().unwrap().iter().map(|r| &r["reasons"][0]["code"]).collect();
    assert_eq!(codes, ["resident.bad_id_number", "resident.bad_id_number", "resident.bad_id_type", "resident.bad_id_number"]);
    assert_eq!(counts(&desk.import("residents", list.as_bytes(), &[])), (6, 0, 2, 0, vec![2, 3, 5, 7]));
    let bare = "姓名,身份证号\n钱七,11010519491231002X\n";
    assert_eq!(counts(&desk.import("residents", bare.as_bytes(), &[])), (1, 0, 1, 0, vec![]), "one number, one word");
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
    let path = desk.file("empty", b"");
    let (exit, out, err) = desk.call(&["import", "calendar", path.to_str().unwrap()]);
    assert_eq!((exit, out.as_str()), (Exit::Data, ""));
    assert!(err.contains("empty"), "{err}");
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
    let bad_phone = out.lines().find(|l| l.starts_with("第4行")).unwrap();
    assert!(bad_phone.matches('。').count() > 1, "why, and what to do: {bad_phone}");
    // A file of records has no lines.
    let path = desk.file("list", &[&marc(&[("200", "1 ^a呐喊")])[..], &marc(&[("001", "7")])].concat());
    let (_, out, _) = desk.call(&["import", "titles", path.to_str().unwrap(), "--dry-run"]);
    assert!(out.contains("第2条") && !out.contains("第2行"), "{out}");
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

/// The catalogue as it is handed round has no numbers: an item keeps the one it has, a new one is typed by its lasting name.
#[test]
fn a_catalogue_without_numbers_keeps_them() {
    let desk = desk();
    desk.import("services", include_bytes!("../db/seed/services.json"), &[]);
    let given = r#"{"items":[{"id":"dibao","name":"最低生活保障审核确认","category":"社会救助","materials":["书面申请"],
        "limit":{"unit":"workday","promised":null,"ceiling":30,"ceiling_confidence":"M"},"local_variants":{}},
        {"id":"xin","name":"新事项","limit":{"unit":"none"}},{"name":"无名目"}]}"#;
    assert_eq!(counts(&desk.import("services", given.as_bytes(), &[])), (3, 1, 0, 1, vec![3]));
    let shown = desk.show(&["services"]);
    let item = |code: &str| shown.as_array().unwrap().iter().find(|s| s["code"] == code).unwrap().clone();
    assert_eq!((&item("dibao")["number"], &item("dibao")["unconfirmed"]), (&"01".into(), &true.into()));
    assert_eq!(item("xin")["number"], "xin");
    desk.sound();
}

/// The catalogue as another hand writes it: half-width brackets, arrows, no marks on stages, notes on where it was read.
fn in_another_hand() -> Value {
    let mut all: Value = serde_json::from_slice(include_bytes!("../db/seed/services.json")).unwrap();
    for item in all["items"].as_array_mut().unwrap() {
        item.as_object_mut().unwrap().remove("code");
        item["limit"].as_object_mut().unwrap().remove("confidence");
        let told = |text: &Value| text.as_str().unwrap().replace('（', "(").replace('）', ")").replace(" > ", " → ");
        item["name"] = told(&item["name"]).into();
        item["handled_by"] = told(&item["handled_by"]).into();
        item["legal_basis"] = format!("{}(P: 原文)", told(&item["legal_basis"])).into();
        item["confidence"] = format!("{} for steps, M for days", item["confidence"].as_str().unwrap()).into();
        for stage in item["stages"].as_array_mut().unwrap() {
            *stage = told(stage).split(" #").next().unwrap().replace("(10个工作日)", "(10)").replace("不少于", "≥").into();
        }
    }
    all
}

#[test]
fn a_catalogue_in_another_hand_changes_nothing_and_what_is_different_is_listed() {
    let desk = desk();
    desk.import("services", include_bytes!("../db/seed/services.json"), &[]);
    let before = desk.show(&["services"]);
    let mut all = in_another_hand();
    let report = desk.import("services", all.to_string().as_bytes(), &[]);
    assert_eq!(counts(&report), (38, 0, 38, 0, vec![]), "{report}");
    assert_eq!(desk.show(&["services"]), before);
    // A real difference is one, and the marks of the stages that are named alike stay.
    let item = &mut all["items"][0];
    item["stages"][2] = "入户调查(三人)".into();
    item["legal_basis"] = "社会救助暂行办法第9至14条(P)".into();
    item["limit"]["ceiling"] = 20.into();
    let report = desk.import("services", all.to_string().as_bytes(), &["--dry-run"]);
    assert_eq!(counts(&report), (38, 0, 37, 1, vec![]), "{report}");
    let fields = report["altered"][0]["fields"].as_array().unwrap();
    let told: Vec<_> = fields.iter().map(|f| (f["column"].as_str().unwrap(), f["after"].as_str().unwrap())).collect();
    assert_eq!(told, [("legal_basis", "社会救助暂行办法第9至14条"), ("ceiling", "20"), ("stages", "入户调查（三人） #2p")]);
    assert_eq!(desk.show(&["services"]), before);
    desk.import("services", all.to_string().as_bytes(), &[]);
    let shown = desk.show(&["services"]);
    let dibao = shown.as_array().unwrap().iter().find(|s| s["code"] == "dibao").unwrap();
    let stages = dibao["stages"].as_str().unwrap();
    assert!(stages.contains("入户调查（三人） #2p\n") && stages.contains("公示7天（自然日） #7d"), "{stages}");
    desk.sound();
}

/// Lines of a file that was handed round: a place as a remark, another unit's "the same", articles told loosely.
#[test]
fn loose_lines_of_a_catalogue_are_the_items_own() {
    let desk = desk();
    desk.import("services", include_bytes!("../db/seed/services.json"), &[]);
    let before = desk.show(&["services"]);
    let given = r#"{"items":[
        {"id":"cj_shenghuo","name":"困难残疾人生活补贴","category":"残疾人","handled_by":"街道受理初审 → 区残联审核 → 区民政审定",
         "stages":["受理","初审(10)","公示≥7天","残联审核(10)","民政审定","发放"],"limit":{"unit":"workday","promised":20}},
        {"id":"cj_huli","name":"重度残疾人护理补贴","handled_by":"同上","limit":{"unit":"workday","promised":20}},
        {"id":"dangyuan","name":"党员服务（组织关系转接、流动党员）","legal_basis":"党内规定；多页称介绍信一般≤3个月(S)",
         "limit":{"unit":"natural_day"}},
        {"id":"gongzhu","name":"","legal_basis":"seed","confidence":"seed","limit":{"unit":"none"}}]}"#;
    let shown = |code: &str| before.as_array().unwrap().iter().find(|s| s["code"] == code).unwrap().clone();
    let mut given: Value = serde_json::from_str(given).unwrap();
    for item in given["items"].as_array_mut().unwrap() {
        let there = shown(item["id"].as_str().unwrap());
        (item["name"], item["category"]) = (there["name"].clone(), there["category"].clone());
        item["limit"]["unit"] = there["unit"].clone();
    }
    let report = desk.import("services", given.to_string().as_bytes(), &[]);
    assert_eq!(counts(&report), (4, 0, 4, 0, vec![]), "{report}");
    assert_eq!(desk.show(&["services"]), before);
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

/// Volumes of a set often carry one ISBN: each is a title of its own, and stays the one it was.
#[test]
fn books_that_share_an_isbn_stay_apart() {
    let desk = desk();
    let list = "题名,责任者,ISBN,条码\n平凡的世界 上,路遥,9787020002207,00101\n平凡的世界 下,路遥,9787020002207,00102\n平凡的世界　下,路遥 著,9787020002207,00103\n";
    let first = desk.import("titles", list.as_bytes(), &[]);
    assert_eq!(counts(&first), (3, 2, 0, 1, vec![]), "{first}");
    let of = |copy: &str| desk.show(&["copy", &format!("id={copy}")])["title_name"].clone();
    assert_eq!([of("00101"), of("00102"), of("00103")], ["平凡的世界 上", "平凡的世界 下", "平凡的世界 下"]);
    assert_eq!(counts(&desk.import("titles", list.as_bytes(), &[])), (3, 0, 3, 0, vec![]));
    // Without labels the name tells, too; and what is in the catalogue stays where it is.
    let bare = "题名,责任者,ISBN\n平凡的世界 下,路遥,9787020002207\n平凡的世界 上,路遥,9787020002207\n平凡的世界 中,路遥,9787020002207\n";
    assert_eq!(counts(&desk.import("titles", bare.as_bytes(), &[])), (3, 1, 2, 0, vec![]));
    assert_eq!(counts(&desk.import("titles", bare.as_bytes(), &[])), (3, 0, 3, 0, vec![]));
    desk.sound();
}

#[test]
fn a_report_is_silent_on_nothing() {
    let desk = desk();
    let list = "题名,ISBN,条码\n红楼梦,9787020002208,419,多余\n西游记,9787020002207,QLQ00420\n";
    let report = desk.import("titles", list.as_bytes(), &[]);
    assert_eq!(counts(&report), (2, 2, 0, 0, vec![]), "{report}");
    let told: Vec<_> = report["repaired"].as_array().unwrap().iter().map(|r| (&r["line"], &r["after"])).collect();
    assert_eq!(told, [(&2.into(), &"9787020002208".into()), (&2.into(), &"QLQ00419".into())]);
    assert_eq!(report["unused"], serde_json::json!([{"column": "#4", "rows": 1}]));
    let records = [&marc(&[("200", "1 ^a呐喊")])[..], b"rubbish between", &marc(&[("200", "1 ^a彷徨")])].concat();
    assert_eq!(counts(&desk.import("titles", &records, &[])), (3, 2, 0, 0, vec![2]));
}

#[test]
fn cards_are_tied_to_residents_and_come_in_once() {
    let desk = desk();
    let people = "姓名,身份证号,电话\n张明,371402188001010013,\n李四,,13800000001\n李四,,13800000002\n赵六,,13800000003\n赵六甲,,13800000003\n";
    assert_eq!(counts(&desk.import("residents", people.as_bytes(), &[])), (5, 5, 0, 0, vec![]));
    let cards = "证号,姓名,类型,身份证号,手机,有效期\n31,张明,少儿,371402188001010013,,2027-01-01\n32,李四,,,138 0000 0002,\n33,王五,成人,,,\n\
        34,别人,,371402188001010013,,\n35,无此人,,,13900000000,\n36,,,,13800000003,\n37,钱七,老年,,,\n31,张明,,,,\n38,张明,,371402188001010013,,\n39,,,,,\n";
    let first = desk.import("readers", cards.as_bytes(), &["--dry-run"]);
    assert_eq!(counts(&first), (10, 3, 0, 0, vec![5, 6, 7, 8, 9, 10, 11]), "{first}");
    let codes: Vec<&Value> = first["refused"].as_array().unwrap().iter().map(|r| &r["reasons"][0]["code"]).collect();
    let whys = "reader.other_name desk.not_found desk.ambiguous desk.bad_value row.repeated reader.has_card desk.bad_value";
    assert_eq!(codes, whys.split(' ').collect::<Vec<_>>());
    assert!(!first.to_string().contains("371402188001010013"), "numbers are masked: {first}");
    assert_eq!(desk.show(&["readers"]), serde_json::json!([]), "a dry run writes nothing");
    assert_eq!(counts(&desk.import("readers", cards.as_bytes(), &[])).1, 3);
    assert_eq!(counts(&desk.import("readers", cards.as_bytes(), &[])), (10, 0, 3, 0, vec![5, 6, 7, 8, 9, 10, 11]));
    let card = |number: &str| desk.show(&["reader", &format!("id={number}")]);
    assert_eq!((&card("31")["kind"], &card("31")["until"]), (&"child".into(), &"2027-01-01".into()));
    assert_eq!(card("33")["resident"], Value::Null);
    // What a later list knows more is filled in; a card does not change hands.
    desk.import("residents", "姓名,电话\n王五,13800000009\n".as_bytes(), &[]);
    let later = "证号,姓名,类型,手机\n33,王五,社区工作者,13800000009\nQLQ-D-0032,张明,,\n32,,,13800000001\n";
    let told = desk.import("readers", later.as_bytes(), &[]);
    assert_eq!(counts(&told), (3, 0, 0, 1, vec![3, 4]), "{told}");
    assert_eq!(told["refused"][0]["reasons"][0]["code"], "reader.same_card");
    assert!(card("33")["resident"].as_str().unwrap().starts_with("resident:"));
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

/// A file that must be refused as a whole: exit, what is said, and nothing written.
fn not_taken(kind: &str, bytes: &[u8], words: &str) {
    let desk = desk();
    let path = desk.file("list", bytes);
    let (exit, out, err) = desk.call(&["import", kind, path.to_str().unwrap()]);
    assert_eq!((exit, out.as_str()), (Exit::Data, ""), "{kind}: {err}");
    assert!(err.contains("list") && err.contains(words), "{kind}: {err}");
    assert_eq!(desk.show(&["journal"]), serde_json::json!([]), "{kind}");
    desk.sound();
}

/// A file of which some rows are taken: how many, and the refused ones by line and code.
fn partly(kind: &str, bytes: &[u8], new: u64, same: u64, refused: &[(u64, &str)]) -> Value {
    let desk = desk();
    let report = desk.import(kind, bytes, &[]);
    let lines = report["refused"].as_array().unwrap().iter();
    let lines: Vec<(u64, &str)> =
        lines.map(|r| (r["line"].as_u64().unwrap(), r["reasons"][0]["code"].as_str().unwrap())).collect();
    assert_eq!(
        (report["new"].as_u64(), report["same"].as_u64(), lines.as_slice()),
        (Some(new), Some(same), refused),
        "{kind}: {report}"
    );
    assert!(report["refused"].as_array().unwrap().iter().all(|r| !r["reasons"][0]["why"].as_str().unwrap().is_empty()));
    assert_eq!(report["ok"], refused.is_empty());
    desk.sound();
    report
}

/// Bytes of no file anybody means, the same on every run.
fn garbage(len: usize) -> Vec<u8> {
    let mut rng = fastrand::Rng::with_seed(7);
    std::iter::repeat_with(|| rng.u8(..)).take(len).collect()
}

#[test]
fn bad_calendars() {
    not_taken("calendar", "日期,名称\n2027-10-01,国庆节\n".as_bytes(), "类型");
    not_taken("calendar", &garbage(4096), "list");
    not_taken("calendar", b"[{\"date\": \"2027-10-01\"}]", "类型");
    let json = r#"[{"date":"2027-10-01","kind":"holiday","name":"国庆节","notice_year":2027},{"date":"x","kind":"holiday"}]"#;
    partly("calendar", json.as_bytes(), 1, 0, &[(2, "row.bad_value")]);
    let cut = "日期,类型,名称\n2027-10-01,放假,国庆节\n2027-10-0";
    partly("calendar", cut.as_bytes(), 1, 0, &[(3, "row.bad_value")]);
    let doubled = "日期,类型,名称\n2027-10-01,放假,国庆节\n2027-10-01,上班,国庆节\n";
    partly("calendar", doubled.as_bytes(), 1, 0, &[(3, "row.repeated")]);
    let huge = format!("日期,类型,名称\n2027-10-01,放假,{}\n2027-10-02,放假,国庆节\n", "长".repeat(100_000));
    partly("calendar", huge.as_bytes(), 1, 0, &[(2, "row.too_long")]);
    let mut wrong = "日期,类型,名称\n2027-10-01,放假,国庆节\n2027-10-02,".as_bytes().to_vec();
    wrong.extend([0xff, b'\n']);
    partly("calendar", &wrong, 1, 0, &[(3, "row.bad_value")]);
}

#[test]
fn bad_lists_of_residents() {
    partly("residents", "姓名,电话\n张明,13800000000\n１３８００００５６７８,\n".as_bytes(), 1, 0, &[(3, "resident.no_letter")]);
    not_taken("residents", "电话,地址\n13800000000,南院\n".as_bytes(), "名称");
    not_taken("residents", "电话,地址\n13800000000,南院\n".as_bytes(), "没有写入任何数据");
    let open = partly("residents", "姓名,电话,住址\n张明,13800000000,甲\n李四,13800000001,\"顺城小区".as_bytes(), 2, 0, &[]);
    assert_eq!(open["open_quotes"], serde_json::json!([3]), "a file cut inside a value is told");
    not_taken("residents", &garbage(4096), "list");
    let doubled = "姓名,电话\n张明,13800000000\n张明,13800000000\n";
    partly("residents", doubled.as_bytes(), 1, 0, &[(3, "row.repeated")]);
    let cut = "姓名,身份证号\n张明,371402188001010013\n李四,37140218800101001";
    partly("residents", cut.as_bytes(), 1, 0, &[(3, "resident.bad_id_number")]);
    let huge = format!("姓名,电话\n{},13800000000\n李四,13800000001\n", "长".repeat(100_000));
    partly("residents", huge.as_bytes(), 1, 0, &[(2, "row.too_long")]);
    let report = partly("residents", "姓名,血型,政治面貌\n张明,A,党员\n李四,,群众\n".as_bytes(), 2, 0, &[]);
    assert_eq!(report["unused"], serde_json::json!([{"column": "血型", "rows": 1}, {"column": "政治面貌", "rows": 2}]));
}

#[test]
fn bad_catalogues_of_services() {
    not_taken("services", "期限单位,承诺期限\nworkday,1\n".as_bytes(), "list");
    not_taken("services", &garbage(4096), "list");
    not_taken("services", &include_bytes!("../db/seed/services.json")[..2000], "list");
    let doubled = "编码,事项名称,期限单位,承诺期限\n91,甲事项,workday,1\n91,乙事项,workday,1\n";
    partly("services", doubled.as_bytes(), 1, 0, &[(3, "row.repeated")]);
    let huge = format!("编码,事项名称,期限单位,承诺期限\n91,{},workday,1\n92,乙事项,workday,1\n", "长".repeat(100_000));
    partly("services", huge.as_bytes(), 1, 0, &[(2, "row.too_long")]);
}

#[test]
fn bad_lists_and_records_of_titles() {
    not_taken("titles", "作者,条码\n鲁迅,00101\n".as_bytes(), "题名");
    not_taken("titles", &garbage(4096), "list");
    let doubled = "书名,条码\n呐喊,00101\n呐喊,00101\n";
    partly("titles", doubled.as_bytes(), 1, 1, &[]);
    let huge = format!("书名,条码\n{},00101\n彷徨,00102\n", "长".repeat(100_000));
    partly("titles", huge.as_bytes(), 1, 0, &[(2, "row.too_long")]);
    let good = marc(&[("200", "1 ^a呐喊^f鲁迅著"), ("215", "  ^a200页"), ("999", "  ^x自有字段")]);
    let mut escaped = marc(&[("200", "1 ^aMARC-8")]);
    let at = escaped.iter().position(|b| *b == 0x1f).unwrap() + 2;
    escaped[at] = 0x1b;
    let no_title = marc(&[("001", "7")]);
    let file = [&good[..], &escaped, &no_title, &good, &good[..50]].concat();
    partly("titles", &file, 1, 1, &[(2, "row.bad_record"), (3, "row.bad_record"), (5, "row.bad_record")]);
}

#[test]
fn nothing_of_a_record_is_lost_unseen() {
    let desk = desk();
    let long = "长".repeat(2000);
    let file = [
        &marc(&[
            ("010", "  ^a9787020002207"),
            ("200", "1 ^a红楼梦^f曹雪芹著"),
            ("215", "  ^a1605页"),
            ("225", "2 ^a丛书"),
            ("999", "  ^x自有字段"),
        ])[..],
        &marc(&[("200", "1 ^a长摘要"), ("330", &format!("  ^a{long}"))]),
    ]
    .concat();
    let report = desk.import("titles", &file, &[]);
    let cut: Vec<(&Value, &Value)> = report["repaired"].as_array().unwrap().iter().map(|r| (&r["line"], &r["column"])).collect();
    assert_eq!(cut, [(&2.into(), &"summary".into()), (&2.into(), &"record".into())], "{report}");
    let card = desk.show(&["title", "id=9787020002207"]);
    assert_eq!((&card["pages"], &card["series"]), (&"1605页".into(), &"丛书".into()));
    assert!(card["record"].as_str().unwrap().contains("999 $x自有字段"), "{card}");
    // A list that knows more fills what was empty, once.
    let list = "书名,ISBN,摘要,价格\n红楼梦,9787020002207,一部大书,59.70\n";
    let report = desk.import("titles", list.as_bytes(), &[]);
    assert_eq!((counts(&report), &report["unused"][0]["column"]), ((1, 0, 0, 1, vec![]), &"价格".into()));
    assert_eq!(counts(&desk.import("titles", list.as_bytes(), &[])), (1, 0, 1, 0, vec![]));
    assert_eq!(desk.show(&["title", "id=9787020002207"])["summary"], "一部大书");
    desk.sound();
}

/// `desk do` on these lines: exit and replies.
fn done(desk: &Desk, lines: &str, more: &[&str]) -> (Exit, Vec<Value>) {
    let path = desk.file("lines", lines.as_bytes());
    let (exit, out, err) = desk.call(&[&["do", path.to_str().unwrap()], more].concat());
    assert_eq!(err, "");
    (exit, out.lines().map(|l| serde_json::from_str(l).unwrap()).collect())
}

#[test]
fn bad_lines_are_answered_each_by_what_is_wrong_and_change_nothing() {
    let desk = desk();
    let why = |line: &str| {
        let (exit, replies) = done(&desk, line, &[]);
        assert_eq!((replies.len(), &replies[0]["ok"]), (1, &false.into()), "{line}");
        (exit, replies[0]["reasons"][0]["why"].as_str().unwrap().to_owned())
    };
    for (line, words) in [
        ("{\"cmd\":", "不是一行 JSON 对象"),
        ("[1]", "不是一行 JSON 对象"),
        ("{}", "缺少「cmd」一项"),
        (r#"{"cmd":"loan.chekout"}"#, "是不是 loan.checkout？"),
        (r#"{"cmd":"loan.checkout","reader":"31"}"#, "缺少「copy」一项"),
        (r#"{"cmd":"loan.return","copy":"1","colour":"red"}"#, "没有「colour」这一项，可写：copy on"),
        (r#"{"cmd":"visit.count","count":"many"}"#, "「count」一项给的是文字「many」，应为整数"),
        (r#"{"cmd":"loan.return","copy":"1","override":{}}"#, "须写明理由"),
    ] {
        let (exit, said) = why(line);
        assert_eq!(exit, Exit::Usage, "{line}");
        assert!(said.contains(words), "{line}: {said}");
    }
    let (exit, said) = why(r#"{"cmd":"loan.return","copy":"418"}"#);
    assert_eq!(exit, Exit::Refused);
    assert!(said.contains("418"), "{said}");
    assert_eq!(desk.show(&["journal"]), serde_json::json!([]));
    // All or nothing; and on with the rest where that is asked for.
    let lines = "{\"cmd\":\"title.add\",\"name\":\"甲\"}\n{\"cmd\":\"title.ad\"}\n{\"cmd\":\"title.add\",\"name\":\"乙\"}\n";
    let (exit, replies) = done(&desk, lines, &["--atomic"]);
    assert_eq!((exit, replies.len(), desk.show(&["titles"]).as_array().unwrap().len()), (Exit::Usage, 1, 0));
    assert_eq!(replies[0]["taken_back"], 1, "the line before it");
    let (exit, replies) = done(&desk, lines, &["--keep-going"]);
    assert_eq!((exit, replies.len(), desk.show(&["titles"]).as_array().unwrap().len()), (Exit::Usage, 3, 2));
    desk.sound();
}

/// A line that is no text is one line; Notepad's mark before the first is none of it; a reply names what was tried.
#[test]
fn bytes_that_are_no_text_are_one_line_that_was_not_read() {
    let desk = desk();
    let lines = b"\xef\xbb\xbf{\"cmd\":\"title.add\",\"name\":\"A\"}\n\xff\xfe\n{\"cmd\":\"title.add\",\"colour\":1}\r\n{\"cmd\":\"title.add\",\"name\":\"B\"}\n";
    let path = desk.file("lines", lines);
    let run = |more: &[&str]| {
        let (exit, out, err) = desk.call(&[&["do", path.to_str().unwrap()], more].concat());
        assert_eq!(err, "");
        (exit, out.lines().map(|l| serde_json::from_str::<Value>(l).unwrap()).collect::<Vec<_>>())
    };
    let (exit, replies) = run(&["--atomic"]);
    assert_eq!((exit, replies.len(), &replies[0]["taken_back"]), (Exit::Usage, 1, &1.into()));
    let (exit, replies) = run(&[]);
    assert_eq!((exit, replies.len(), &replies[0]["ok"]), (Exit::Usage, 2, &true.into()));
    assert!(replies[1]["reasons"][0]["why"].as_str().unwrap().contains("UTF-8"), "{}", replies[1]);
    let (_, replies) = run(&["--keep-going"]);
    let told: Vec<_> = replies.iter().map(|r| (r["ok"].as_bool().unwrap(), r["cmd"].as_str())).collect();
    assert_eq!(told, [(true, Some("title.add")), (false, None), (false, Some("title.add")), (true, Some("title.add"))]);
}

/// Standard output that does not take the answer.
struct Gone(std::io::ErrorKind);

impl std::io::Write for Gone {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_call_says_in_its_language_what_is_missing_and_an_answer_that_nobody_reads_is_no_fault() {
    let mut desk = desk();
    for (kind, exit, told) in
        [(std::io::ErrorKind::BrokenPipe, Exit::Done, ""), (std::io::ErrorKind::StorageFull, Exit::Data, "输出没有写完")]
    {
        use clap::Parser as _;
        let call = Args::parse_from(["desk", "check", "phone", "13800005678"]).call.unwrap();
        let mut err = Vec::new();
        assert_eq!(cli::run(call, &desk.world, &mut Gone(kind), &mut err), exit);
        let err = String::from_utf8(err).unwrap();
        assert!(err.contains(told) && err.is_empty() == told.is_empty(), "{err}");
    }
    desk.world.folder = desk.folder.path().join("none");
    for (lang, words) in [(Lang::Zh, "还没有站点数据"), (Lang::En, "No site here yet")] {
        desk.world.lang = lang;
        let (exit, out, err) = desk.call(&["show", "loans"]);
        assert!(exit == Exit::Data && out.is_empty() && err.contains(words), "{err}");
    }
}

#[test]
fn recurring_days_are_told_on_the_command_line() {
    let desk = desk();
    let (exit, out, _) = desk.call(&["check", "rrule", "FREQ=MONTHLY;BYMONTHDAY=5;COUNT=3", "2026-09-01", "holidays=next"]);
    let answer: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((exit, &answer["dates"]), (Exit::Done, &serde_json::json!(["2026-09-07", "2026-10-08", "2026-11-05"])));
    for (words, said) in [
        (vec!["check", "rrule", "FREQ=HOURLY", "2026-09-01"], "FREQ=HOURLY"),
        (vec!["check", "rrule", "FREQ=WEEKLY;BYDYA=MO", "2026-09-01"], "BYDAY"),
        (vec!["check", "rrule", "FREQ=WEEKLY"], "规则 起始日"),
        (vec!["check", "rule", "FREQ=WEEKLY", "2026-09-01"], "rrule"),
    ] {
        let (exit, out, err) = desk.call(&words);
        assert_eq!((exit, out.as_str()), (Exit::Usage, ""), "{words:?}");
        assert!(err.contains(said), "{words:?}: {err}");
    }
}
