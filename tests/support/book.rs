//! Small workbooks made by hand: what a spreadsheet writes, without one.
#![allow(dead_code, reason = "each test file uses its own part")]

/// A zip file of stored entries.
pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in entries {
        let at = file.len() as u32;
        let (size, sum, name) = (bytes.len() as u32, crc32(bytes), name.as_bytes());
        let mut facts: Vec<u8> = [20u16, 0, 0, 0, 0x21].iter().flat_map(|n| n.to_le_bytes()).collect();
        facts.extend([sum, size, size].iter().flat_map(|n| n.to_le_bytes()));
        facts.extend((name.len() as u16).to_le_bytes());
        facts.extend([0, 0]);
        file.extend([b"PK\x03\x04", &facts[..], name, bytes].concat());
        directory.extend([b"PK\x01\x02\x14\x00", &facts[..], &[0; 10], &at.to_le_bytes(), name].concat());
    }
    let (count, at) = (entries.len() as u16, file.len() as u32);
    file.extend(&directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend([count, count].iter().flat_map(|n| n.to_le_bytes()));
    file.extend([directory.len() as u32, at].iter().flat_map(|n| n.to_le_bytes()));
    file.extend([0, 0]);
    file
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |s, _| if s & 1 == 1 { s >> 1 ^ 0xedb8_8320 } else { s >> 1 })
    })
}

/// A cell of a sheet.
#[derive(Clone, Copy)]
pub enum Cell<'a> {
    Text(&'a str),
    /// As it stands in the file: `3.71402188001010E+17`.
    Number(&'a str),
    /// A day number shown as a date.
    Day(&'a str),
    /// `#N/A` and its kind.
    Error(&'a str),
    None,
}

/// An xlsx of these sheets.
pub fn xlsx(sheets: &[(&str, &[&[Cell<'_>]])]) -> Vec<u8> {
    let sheet = |rows: &[&[Cell<'_>]]| {
        let row = |(at, cells): (usize, &&[Cell<'_>])| {
            let cells: String = cells.iter().zip('A'..).map(|(cell, column)| xml(cell, &format!("{column}{}", at + 1))).collect();
            format!("<row r=\"{}\">{cells}</row>", at + 1)
        };
        let rows: String = rows.iter().enumerate().map(row).collect();
        format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
    };
    let bodies: Vec<String> = sheets.iter().map(|(_, rows)| sheet(rows)).collect();
    let bodies: Vec<(&str, &str)> = sheets.iter().zip(&bodies).map(|((name, _), body)| (*name, body.as_str())).collect();
    xlsx_of(&bodies, "<sst/>")
}

fn xml(cell: &Cell<'_>, place: &str) -> String {
    match cell {
        Cell::Text(text) => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        Cell::Number(number) => format!("<c r=\"{place}\"><v>{number}</v></c>"),
        Cell::Day(number) => format!("<c r=\"{place}\" s=\"1\"><v>{number}</v></c>"),
        Cell::Error(text) => format!("<c r=\"{place}\" t=\"e\"><v>{text}</v></c>"),
        Cell::None => String::new(),
    }
}

/// An xlsx whose sheets and strings are written out.
pub fn xlsx_of(sheets: &[(&str, &str)], strings: &str) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let numbered = || sheets.iter().zip(1..);
    let of_book: String =
        numbered().map(|((name, _), n)| format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>")).collect();
    let book = format!("<workbook xmlns:r=\"{OFFICE}\"><sheets>{of_book}</sheets></workbook>");
    let links: String = numbered()
        .map(|(_, n)| format!("<Relationship Id=\"rId{n}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"))
        .collect();
    let links = format!("<Relationships>{links}</Relationships>");
    let root = format!(
        "<Relationships><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let styles = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    let names: Vec<String> = numbered().map(|(_, n)| format!("xl/worksheets/sheet{n}.xml")).collect();
    let mut entries: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ];
    entries.extend(names.iter().zip(sheets).map(|(name, (_, body))| (name.as_str(), body.as_bytes())));
    zip(&entries)
}

/// An ods of one sheet, its rows written out.
pub fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"A\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let kind = b"application/vnd.oasis.opendocument.spreadsheet";
    let manifest = b"<manifest:manifest></manifest:manifest>";
    zip(&[("mimetype", kind), ("content.xml", content.as_bytes()), ("META-INF/manifest.xml", manifest)])
}

/// An xls (BIFF8 in a compound file) of one sheet of texts and numbers.
pub fn xls(rows: &[&[Cell<'_>]]) -> Vec<u8> {
    let record = |kind: u16, body: &[u8]| [&kind.to_le_bytes(), &(body.len() as u16).to_le_bytes(), body].concat();
    let begin = |kind: u16| record(0x0809, &[0x0600u16, kind, 0x0dbb, 0x07cc, 0, 0, 0, 0].map(u16::to_le_bytes).concat());
    let (globals, end) = (begin(5), record(0x000a, &[]));
    let bound = |at: u32| record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat());
    let at = (globals.len() + bound(0).len() + end.len()) as u32;
    let mut stream = [globals, bound(at), end.clone(), begin(0x10)].concat();
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let place = [row as u16, column as u16, 0].map(u16::to_le_bytes).concat();
            match cell {
                Cell::Text(text) => {
                    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
                    let length = (units.len() as u16 / 2).to_le_bytes();
                    stream.extend(record(0x0204, &[&place[..], &length, &[1], &units].concat()));
                }
                Cell::Number(number) | Cell::Day(number) => {
                    stream.extend(record(0x0203, &[&place[..], &number.parse::<f64>().unwrap().to_le_bytes()].concat()));
                }
                _ => {}
            }
        }
    }
    stream.extend(end);
    stream.resize(stream.len().next_multiple_of(512).max(4096), 0);
    compound(&stream)
}

/// A compound file with one stream, `Workbook`: sector 0 the table of sectors, sector 1 the directory, then the stream.
fn compound(stream: &[u8]) -> Vec<u8> {
    const END: u32 = 0xffff_fffe;
    const FREE: u32 = 0xffff_ffff;
    let sectors = stream.len() as u32 / 512;
    let mut table = vec![0xffff_fffd, END];
    table.extend((0..sectors).map(|n| if n + 1 == sectors { END } else { n + 3 }));
    table.resize(128, FREE);
    let mut head = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    head.resize(24, 0);
    head.extend([0x3eu16, 3, 0xfffe, 9, 6, 0, 0, 0].iter().flat_map(|n| n.to_le_bytes()));
    head.extend([0u32, 1, 1, 0, 4096, END, 0, END, 0, 0].iter().flat_map(|n| n.to_le_bytes()));
    head.resize(512, 0xff);
    let entry = |name: &str, kind: u8, child: u32, first: u32, size: u32| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = entry.len() as u16 + 2;
        entry.resize(64, 0);
        entry.extend(length.to_le_bytes());
        entry.extend([kind, 1]);
        entry.extend([FREE, FREE, child].iter().flat_map(|n| n.to_le_bytes()));
        entry.resize(116, 0);
        entry.extend([first, size, 0].iter().flat_map(|n| n.to_le_bytes()));
        entry
    };
    let mut directory = [entry("Root Entry", 5, 1, END, 0), entry("Workbook", 2, FREE, 2, stream.len() as u32)].concat();
    directory.resize(512, 0);
    [head, table.iter().flat_map(|n| n.to_le_bytes()).collect(), directory, stream.to_vec()].concat()
}
