//! What a MARC record says of a title: field maps of MARC21 and of UNIMARC/CNMARC.
//!
//! MARC21 keeps Chinese beside a romanised field in 880, linked by `$6`; the Chinese one is preferred.
//! CNMARC: 010 ISBN, 200 title, 210 publisher, 215 extent, 225 series, 300 notes, 330 summary, 606 subjects,
//! 690 class, 701/711 authors, 905 the library's own copy (`$b` barcode, `$d` class, `$e` book number).

use crate::io::iso2709::{Field, Record};
use crate::io::plain;
use crate::io::refused::{Flaw, RecordFlaw, Repair, RepairKind};
use crate::io::titles::TitleRow;
use crate::io::vocabulary;
use crate::text::fold;

/// The title of a record, by the map of its own format.
pub fn title(record: &Record) -> Result<TitleRow, Flaw> {
    let mut row = if record.has("245") { marc21(record) } else { unimarc(record) };
    if row.title.is_empty() {
        return Err(Flaw::BadRecord(RecordFlaw::NoTitle));
    }
    row.line = record.number;
    if record.mended {
        let (before, after) = (String::new(), String::new());
        row.repairs.push(Repair { column: "directory", kind: RepairKind::Directory, before, after });
    }
    Ok(row)
}

fn marc21(record: &Record) -> TitleRow {
    let field = |tag| chinese(record, tag);
    let head = field("245");
    let imprint = field("264").or_else(|| field("260"));
    let fixed = record.fields("008").next().map_or("", |f| f.text.as_str());
    let local = record.fields("090").chain(record.fields("099")).next();
    TitleRow {
        title: head.map_or(String::new(), |f| whole_title(f, &['a', 'n', 'p', 'b'])),
        author: marc21_author(record, head),
        publisher: imprint.map_or(String::new(), |f| trimmed(f.first('b'))),
        year: imprint
            .and_then(|f| plain::year(f.first('c')))
            .or_else(|| fixed.get(7..11).and_then(plain::year))
            .unwrap_or_default(),
        isbn: isbn(record, "020"),
        call_number: local.map_or_else(|| shelved(record), |f| joined(f, &['a', 'b'], " ")),
        class: first(record, &[("084", 'a'), ("093", 'a'), ("690", 'a'), ("082", 'a')]),
        barcodes: barcodes(record, &[("952", 'p'), ("876", 'p'), ("852", 'p'), ("949", 'i')]),
        language: {
            let told = first(record, &[("041", 'a')]);
            if told.is_empty() { fixed.get(35..38).unwrap_or("").trim().to_owned() } else { told }
        },
        pages: field("300").map_or(String::new(), |f| trimmed(f.first('a'))),
        series: field("490").map_or(String::new(), |f| trimmed(f.first('a'))),
        subjects: list(record, &["650", "651", "600", "610"]),
        summary: field("520").map_or(String::new(), |f| f.first('a').to_owned()),
        notes: field("500").map_or(String::new(), |f| f.first('a').to_owned()),
        ..TitleRow::default()
    }
}

/// The person in Chinese if there is one, else who the title page names, else the romanised person.
fn marc21_author(record: &Record, head: Option<&Field>) -> String {
    let persons = ["100", "110", "700"].map(|tag| chinese(record, tag).map_or(String::new(), |f| trimmed(f.first('a'))));
    let stated = head.map_or("", |f| f.first('c'));
    let chinese_first = persons.iter().take(2).find(|p| plain::has_han(p)).cloned();
    chinese_first
        .or_else(|| Some(person(stated)).filter(|p| plain::has_han(p)))
        .or_else(|| persons.into_iter().find(|p| !p.is_empty()))
        .unwrap_or_else(|| person(stated))
}

fn unimarc(record: &Record) -> TitleRow {
    let one = |tag| record.fields(tag).next();
    let imprint = one("210");
    let copy = one("905");
    let class = first(record, &[("690", 'a'), ("905", 'd'), ("676", 'a')]);
    TitleRow {
        title: one("200").map_or(String::new(), |f| whole_title(f, &['a', 'h', 'i', 'e'])),
        author: unimarc_author(record),
        publisher: imprint.map_or(String::new(), |f| trimmed(f.first('c'))),
        year: imprint.and_then(|f| plain::year(f.first('d'))).or_else(|| year_of_100(record)).unwrap_or_default(),
        isbn: isbn(record, "010"),
        call_number: copy.map_or(String::new(), |f| call_number(f, &class)),
        class,
        barcodes: barcodes(record, &[("905", 'b'), ("952", 'p'), ("996", 'b')]),
        language: first(record, &[("101", 'a')]),
        pages: one("215").map_or(String::new(), |f| trimmed(f.first('a'))),
        series: one("225").map_or(String::new(), |f| trimmed(f.first('a'))),
        subjects: list(record, &["606", "600", "601", "607"]),
        summary: one("330").map_or(String::new(), |f| f.first('a').to_owned()),
        notes: one("300").map_or(String::new(), |f| f.first('a').to_owned()),
        ..TitleRow::default()
    }
}

/// As the title page has it in Chinese (200 `$f` without its role), else the person's entry.
fn unimarc_author(record: &Record) -> String {
    let stated = first(record, &[("200", 'f')]);
    let name = |f: &Field| trimmed(&format!("{}{}", f.first('a'), f.first('b')));
    let tags = ["701", "700", "711", "710"];
    let entry = tags.into_iter().find_map(|tag| record.fields(tag).map(name).find(|n| !n.is_empty()));
    match entry {
        Some(entry) if plain::has_han(&entry) || stated.is_empty() => entry,
        _ => person(&stated),
    }
}

/// 100 `$a`: characters 9 to 12 are the year.
fn year_of_100(record: &Record) -> Option<String> {
    record.fields("100").next().and_then(|f| f.first('a').get(9..13).and_then(plain::year))
}

/// `$d/$e`, or `$d` alone; `$s` is a whole call number in some systems.
fn call_number(copy: &Field, class: &str) -> String {
    let class = if copy.first('d').is_empty() { class } else { copy.first('d') };
    let book = [copy.first('e'), copy.first('f')].into_iter().find(|b| !b.is_empty());
    match (copy.first('s'), book) {
        (whole, _) if !whole.is_empty() => whole.to_owned(),
        (_, Some(book)) if !class.is_empty() => format!("{class}/{book}"),
        _ => copy.first('d').to_owned(),
    }
}

/// 852 `$h/$i` of MARC21.
fn shelved(record: &Record) -> String {
    record.fields("852").next().map_or(String::new(), |f| joined(f, &['h', 'i'], "/"))
}

/// The field of this tag, its 880 twin if that is in Chinese.
fn chinese<'a>(record: &'a Record, tag: &'a str) -> Option<&'a Field> {
    let twin = record.fields("880").find(|f| f.first('6').starts_with(tag) && f.subfields.iter().any(|(_, v)| plain::has_han(v)));
    twin.or_else(|| record.fields(tag).next())
}

fn first(record: &Record, places: &[(&str, char)]) -> String {
    let found = places.iter().find_map(|(tag, code)| record.fields(tag).map(|f| f.first(*code)).find(|v| !v.is_empty()));
    found.unwrap_or("").to_owned()
}

fn isbn(record: &Record, tag: &str) -> String {
    let number = |text: &str| -> String {
        let half = fold::half_width(text);
        half.chars()
            .take_while(|c| c.is_ascii_digit() || matches!(c, '-' | 'X' | 'x' | ' '))
            .collect::<String>()
            .trim()
            .to_owned()
    };
    let length = |n: &String| n.chars().filter(char::is_ascii_alphanumeric).count();
    let all: Vec<String> = record.fields(tag).flat_map(|f| f.all('a')).map(number).collect();
    let best = all.iter().find(|n| length(n) == 13).or_else(|| all.iter().find(|n| length(n) == 10)).or(all.first());
    best.cloned().unwrap_or_default()
}

fn barcodes(record: &Record, places: &[(&str, char)]) -> Vec<String> {
    for (tag, code) in places {
        let found: Vec<String> = record.fields(tag).flat_map(|f| f.all(*code)).flat_map(several).collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Barcodes that share a cell or a subfield.
pub fn several(text: &str) -> impl Iterator<Item = String> + '_ {
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '\u{3001}' | '\u{ff0c}' | '\u{ff1b}'));
    parts.filter(|p| !p.is_empty()).map(fold::half_width)
}

fn list(record: &Record, tags: &[&str]) -> String {
    let mut found: Vec<String> = Vec::new();
    for tag in tags {
        let own = record.fields(tag).chain(record.fields("880").filter(|f| f.first('6').starts_with(tag)));
        for subject in own.map(|f| trimmed(&joined(f, &['a', 'x', 'y', 'z'], "-"))) {
            if !subject.is_empty() && !found.contains(&subject) {
                found.push(subject);
            }
        }
    }
    found.join("; ")
}

/// The parts of a title: the proper title, then ` : ` what follows.
fn whole_title(field: &Field, codes: &[char]) -> String {
    let mut title = trimmed(field.first(codes[0]));
    for code in &codes[1..] {
        for part in field.all(*code).map(trimmed).filter(|p| !p.is_empty()) {
            title.push_str(if matches!(code, 'b' | 'e') { " : " } else { " " });
            title.push_str(&part);
        }
    }
    title
}

fn joined(field: &Field, codes: &[char], between: &str) -> String {
    let parts: Vec<&str> = codes.iter().map(|c| field.first(*c)).filter(|p| !p.is_empty()).collect();
    parts.join(between)
}

/// Without the punctuation that MARC21 writes at the end of a part, and square brackets around all of it.
fn trimmed(text: &str) -> String {
    let text = text.trim().trim_end_matches([' ', '/', ':', ';', ',', '=']);
    let abbreviated = text.rsplit([' ', '.']).nth(if text.ends_with('.') { 1 } else { 0 }).is_some_and(|w| w.len() <= 3);
    let text = if abbreviated { text } else { text.trim_end_matches('.') };
    text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text).trim().to_owned()
}

/// The first person of a statement of responsibility, without the role.
fn person(stated: &str) -> String {
    let first = stated.split([';', '\u{ff1b}']).next().unwrap_or("");
    let mut name = trimmed(first);
    let mut roles: Vec<&String> = vocabulary::words_of("author", "role").iter().collect();
    roles.sort_by_key(|r| std::cmp::Reverse(r.len()));
    if plain::has_han(&name)
        && let Some(role) = roles.into_iter().find(|r| name.ends_with(r.as_str()) && name.chars().count() > r.chars().count() + 1)
    {
        name.truncate(name.len() - role.len());
    }
    name.trim().trim_matches([',', '\u{ff0c}']).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::iso2709::{records, tests::made};
    use rstest::rstest;

    fn read(bytes: &[u8]) -> TitleRow {
        title(&records(bytes).next().unwrap().unwrap()).unwrap()
    }

    #[test]
    fn cnmarc() {
        let row = read(&made(&[
            ("010", "  ^a978-7-02-000220-7^dCNY59.70"),
            ("100", "  ^a20080115d1996    em y0chiy0110    ea"),
            ("101", "0 ^achi"),
            ("200", "1 ^a红楼梦^9hong lou meng^h上^e校注本^f(清)曹雪芹著^g无名氏续"),
            ("210", "  ^a北京^c人民文学出版社^d1996"),
            ("215", "  ^a3册(1605页)^d21cm"),
            ("225", "2 ^a中国古典文学读本丛书"),
            ("606", "0 ^a章回小说^y中国^z清代"),
            ("690", "  ^aI242.4^v4"),
            ("701", " 0^a曹雪芹^4著"),
            ("905", "  ^aXHQ^b0001234;0001235^dI242.4^e12"),
        ]));
        assert_eq!(row.title, "红楼梦 上 : 校注本");
        assert_eq!((row.author.as_str(), row.publisher.as_str(), row.year.as_str()), ("曹雪芹", "人民文学出版社", "1996"));
        assert_eq!(
            (row.isbn.as_str(), row.call_number.as_str(), row.class.as_str()),
            ("978-7-02-000220-7", "I242.4/12", "I242.4")
        );
        assert_eq!((row.barcodes, row.language.as_str()), (vec!["0001234".to_owned(), "0001235".into()], "chi"));
        assert_eq!((row.series.as_str(), row.subjects.as_str()), ("中国古典文学读本丛书", "章回小说-中国-清代"));
    }

    #[rstest]
    #[case("鲁迅著", "鲁迅")]
    #[case("王朝闻主编 ; 李四译", "王朝闻")]
    #[case("编写组编", "编写组")]
    #[case("Isaac Asimov", "Isaac Asimov")]
    #[case("丁著", "丁著")] // nothing would be left but one character: kept
    #[case("", "")]
    fn persons(#[case] stated: &str, #[case] expected: &str) {
        assert_eq!(person(stated), expected);
    }

    #[test]
    fn a_record_without_title_is_refused() {
        let record = records(&made(&[("001", "1")])).next().unwrap().unwrap();
        assert_eq!(title(&record), Err(Flaw::BadRecord(RecordFlaw::NoTitle)));
    }

    #[test]
    fn real_records_when_they_are_here() {
        let folder = std::path::Path::new("/work/shared/data/catalogue");
        let (Ok(marc21), Ok(unimarc)) =
            (std::fs::read(folder.join("marc21_chinese_880.mrc")), std::fs::read(folder.join("unimarc_one_record.dat")))
        else {
            println!("skipped: {} is not here", folder.display());
            return;
        };
        let row = read(&marc21);
        assert_eq!((row.title.as_str(), row.author.as_str()), ("乔布斯的秘密日记", "丹尼尔・莱昂斯"));
        assert_eq!((row.publisher.as_str(), row.year.as_str(), row.isbn.as_str()), ("中信出版社", "2010", "9787508617725"));
        assert_eq!((row.language.as_str(), row.pages.as_str()), ("chi", "xi, 274 p."));
        assert_eq!(records(&unimarc).count(), 1);
        let row = read(&unimarc);
        assert_eq!((row.title.as_str(), row.author.as_str()), ("L'altra faccia della spirale", "Isaac Asimov"));
        assert_eq!((row.publisher.as_str(), row.year.as_str(), row.isbn.as_str()), ("A. Mondadori", "1996", "88-04-40682-8"));
    }
}
