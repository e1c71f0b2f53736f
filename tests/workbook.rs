//! `desk import` of workbooks: counted as the same list in CSV, and a hostile one ends nothing but its own reader.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/book.rs"]
mod book;
#[path = "support/site.rs"]
mod site;

use book::Cell::{self, Day, Error, None as Blank, Number, Text};
use serde_json::Value;
use site::Site;

/// Imports bytes: exit, answer, what was said beside it.
fn import(site: &Site, kind: &str, bytes: &[u8], more: &[&str]) -> (i32, String, String) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let done = site.call(&[&["import", kind, file.path().to_str().unwrap()], more].concat());
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
}

fn report(site: &Site, kind: &str, bytes: &[u8]) -> Value {
    let (_, out, err) = import(site, kind, bytes, &["--json"]);
    serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"))
}

/// rows, new, same, changed, refused lines with their codes.
fn counts(report: &Value) -> (u64, u64, u64, u64, Vec<(u64, String)>) {
    let n = |key: &str| report[key].as_u64().unwrap();
    let refused = report["refused"].as_array().unwrap().iter();
    let refused = refused.map(|r| (r["line"].as_u64().unwrap(), r["reasons"][0]["code"].as_str().unwrap().to_owned()));
    (n("rows"), n("new"), n("same"), n("changed"), refused.collect())
}

const RESIDENTS: &[&[Cell<'static>]] = &[
    &[Text("青龙桥社区居民表")],
    &[Text("姓名"), Text("身份证号"), Text("联系电话"), Text("地址"), Text("血型")],
    &[Text("张明"), Text("371402188001010013"), Number("13865312345"), Text("北院1号"), Text("A")],
    &[Text("李四"), Number("3.71402188001010E+17"), Blank, Text("二区")],
    &[Blank],
    &[Text("王五"), Blank, Number("5342612345"), Text("三区")],
    &[Error("#N/A"), Blank, Blank, Text("四区")],
];

#[test]
fn a_sheet_is_counted_as_the_same_list_in_csv() {
    let site = Site::make();
    let lost = |line: u64| (line, "row.digits_lost".to_owned());
    let bytes = book::xlsx(&[("居民", RESIDENTS), ("说明", &[&[Text("姓名")]])]);
    let first = report(&site, "residents", &bytes);
    assert_eq!(counts(&first), (4, 2, 0, 0, vec![lost(4), (7, "row.bad_value".into())]), "{first}");
    assert!(first["refused"][0]["reasons"][0]["why"].as_str().unwrap().contains("末尾数字已丢失"), "{first}");
    assert_eq!(first["repaired"][0]["after"], "05342612345");
    assert_eq!(first["unused"], serde_json::json!([{"column": "血型", "rows": 1}]));
    assert_eq!(first["sheets"], serde_json::json!({"read": "居民", "others": ["说明"]}));
    let csv = "姓名,身份证号,电话,地址\n张明,371402188001010013,13865312345,北院1号\n王五,,05342612345,三区\n";
    assert_eq!(counts(&report(&site, "residents", csv.as_bytes())), (2, 0, 2, 0, vec![]), "the same cards by CSV");
    let (exit, out, _) = import(&site, "residents", &bytes, &["--dry-run"]);
    assert!(exit == 1 && out.contains("第4行") && out.contains("没有读：说明") && out.contains("相同 2"), "{out}");
    for old in [book::xls(RESIDENTS), ods_of_residents()] {
        let again = report(&site, "residents", &old);
        assert_eq!((counts(&again).2, counts(&again).4[0].clone()), (2, lost(4)), "{again}");
    }
    site.sound();
}

fn ods_of_residents() -> Vec<u8> {
    let text = |t: &str| format!("<table:table-cell office:value-type=\"string\"><text:p>{t}</text:p></table:table-cell>");
    let number = |n: &str| format!("<table:table-cell office:value-type=\"float\" office:value=\"{n}\"/>");
    let rows = [
        vec![text("居民表")],
        ["姓名", "身份证号", "电话", "地址"].map(text).to_vec(),
        vec![text("张明"), text("371402188001010013"), number("13865312345"), text("北院1号")],
        vec![text("李四"), number("371402188001010000"), number("1"), text("二区")],
        vec!["<table:table-cell/>".to_owned()],
        vec![text("王五"), "<table:table-cell/>".to_owned(), number("5342612345"), text("三区")],
    ];
    // Empty elements as LibreOffice writes them are read as a start and an end.
    book::ods(&rows.map(|cells| format!("<table:table-row>{}</table:table-row>", cells.concat())).concat())
}

#[test]
fn days_as_a_spreadsheet_stores_them_and_titles() {
    let site = Site::make();
    let days: &[&[Cell<'_>]] = &[
        &[Text("日期"), Text("类型"), Text("名称")],
        &[Day("46661"), Text("放假"), Text("国庆节")],
        &[Number("46662"), Text("放假"), Text("国庆节")],
        &[Text("2027-10-09"), Text("上班"), Text("国庆节")],
        &[Day("46661"), Text("放假"), Text("重")],
    ];
    let bytes = book::xlsx(&[("日历", days)]);
    assert_eq!(counts(&report(&site, "calendar", &bytes)), (4, 3, 0, 0, vec![(5, "row.repeated".into())]));
    let shown = site.show(&site.store(), "calendar", &[("year", "2027")]);
    assert_eq!((&shown[0]["day"], &shown[1]["day"]), (&"2027-10-01".into(), &"2027-10-02".into()), "{shown}");
    let titles: &[&[Cell<'_>]] = &[
        &[Text("题名"), Text("ISBN"), Text("条码"), Text("出版年")],
        &[Text("红楼梦"), Number("9787020002207"), Text("00101"), Number("1996")],
        &[Text("西游记"), Blank, Number("102"), Blank],
        &[Text("水浒传"), Blank, Text("00103"), Blank],
    ];
    let bytes = book::xlsx(&[("书", titles)]);
    let first = report(&site, "titles", &bytes);
    assert_eq!(counts(&first), (3, 3, 0, 0, vec![]), "{first}");
    let repaired = |to: &str| first["repaired"].as_array().unwrap().iter().any(|r| r["after"] == to);
    assert!(repaired("00102") && repaired("QLQ00102"), "{first}");
    assert_eq!(counts(&report(&site, "titles", &bytes)), (3, 0, 3, 0, vec![]));
    site.sound();
}

/// What a hostile file makes a reader do (measured on calamine 0.38): a panic, memory without end, a loop without end.
#[test]
fn a_hostile_workbook_is_refused_in_words_and_nothing_is_written() {
    let site = Site::make();
    let sheet = "<worksheet><sheetData/></worksheet>";
    let corner = |place: &str| {
        format!("<worksheet><sheetData><row><c r=\"{place}\" t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData></worksheet>")
    };
    let good = book::xlsx(&[("居民", RESIDENTS)]);
    let mut cut = good.clone();
    cut.truncate(good.len() / 2);
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("no workbook", b"PK\x03\x04rest".to_vec()),
        ("an old one cut", book::xls(RESIDENTS)[..900].to_vec()),
        ("cut", cut),
        ("strings without number", book::xlsx_of(&[("A", sheet)], "<sst uniqueCount=\"18446744073709551615\"></sst>")),
        ("more strings than memory", book::xlsx_of(&[("A", sheet)], "<sst uniqueCount=\"99999999999\"></sst>")),
        ("a sheet cut inside", book::xlsx_of(&[("A", "<worksheet><sheetData><row><c r=\"A1\"><v>1")], "<sst/>")),
        ("a million blanks", book::ods("<table:table-row><table:table-cell office:value-type=\"string\"><text:p><text:s text:c=\"9999999999999\"/></text:p></table:table-cell></table:table-row>")),
        ("rows without end", book::ods(&"<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16000\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>".repeat(3))),
        ("a loop", book::ods("</table:table-cell>")),
        ("empty", book::xlsx_of(&[("A", sheet)], "<sst/>")),
        ("a far corner", book::xlsx_of(&[("A", &corner("XFD1048576"))], "<sst/>")),
        ("beyond the corner", book::xlsx_of(&[("A", &corner("ZZZZ9999999999"))], "<sst/>")),
    ];
    for (name, bytes) in cases {
        let (exit, out, err) = import(&site, "residents", &bytes, &[]);
        assert_eq!((exit, out.as_str()), (3, ""), "{name}: {err}");
        assert!(err.contains("没有写入任何数据") && !err.contains("panicked"), "{name}: {err}");
    }
    assert_eq!(site.show(&site.store(), "residents", &[]), serde_json::json!([]));
    site.sound();
}

/// A timer's run has no home and names the folder; the process that reads the workbook needs neither.
#[test]
fn a_workbook_is_read_where_there_is_no_home() {
    let site = Site::make();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), book::xlsx(&[("居民", &[&[Text("姓名")], &[Text("张明")]])])).unwrap();
    let mut call = site.command(&["import", "residents", file.path().to_str().unwrap()]);
    let done = call.env_remove("HOME").env_remove("XDG_DATA_HOME").output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&done.stdout).into_owned(), String::from_utf8_lossy(&done.stderr).into_owned());
    assert!(done.status.success() && out.contains("新增 1"), "{out}{err}");
}
