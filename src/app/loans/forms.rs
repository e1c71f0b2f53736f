//! The reading room's forms: a hold, a book and its copy, a reader's card, corrections, rules, visitors.
//!
//! What each asks and what it offers is here; which command a sent form becomes is in [`super::sent`].

use crate::app::layer::OpenForm;
use crate::desk::loans::scan::{Guess, recognise};
use crate::desk::loans::{self, Find, Query, Reader, Title, copy_state};
use crate::desk::query::Answer;
use crate::desk::residents;
use crate::form::number::is_whole;
use crate::form::{Candidate, Field, Form};
use crate::i18n::Lang;
use crate::i18n::fill;
use crate::i18n::loan_forms::Fields as Labels;
use crate::i18n::loans::Loans as Words;
use crate::text::mask;

/// Names of the forms, and of their drafts: the verbs that open them.
pub const HOLD: &str = "loan.hold";
pub const ENTER: &str = "copy.enter";
pub const TITLE: &str = "title.update";
pub const READER: &str = "reader.add";
pub const CARD: &str = "reader.update";
pub const COPY: &str = "copy.update";
pub const RULE: &str = "rule.set";
pub const VISITS: &str = "visit.count";
pub const STATE: &str = "copy.state";
pub const SEND: &str = "transfer.send";
pub const OVERRIDE: &str = "loan.override";

/// Marks the value of a candidate that is a name to be entered.
pub const NEW: &str = "+";

/// Kinds of readers and of items that the forms offer; a room's own words are set by `desk do`.
const READERS: [&str; 3] = ["adult", "child", "worker"];
const ITEMS: [&str; 4] = ["book", "magazine", "disc", "reference"];

/// The form with what is known.
pub fn hold(title: Option<(String, String)>, reader: Option<(String, String)>, lang: Lang) -> OpenForm {
    let w = Words::of(lang);
    let mut form = Form::new(vec![Field::pick("reader", w.reader).required(), Field::pick("title", w.title).required()]);
    let known = reader.is_some();
    for (field, value) in [("reader", reader), ("title", title)] {
        if let Some((id, label)) = value {
            form.fill(field, &id, &label);
        }
    }
    form.focus_on(if known { "title" } else { "reader" });
    OpenForm { name: HOLD, title: w.held.to_owned(), form }
}

fn choices(kinds: &[&str], w: &Words) -> Vec<Candidate> {
    kinds.iter().map(|k| Candidate::of(*k, w.kind(k))).collect()
}

/// A form by name, empty.
pub fn blank(name: &str, lang: Lang) -> Option<OpenForm> {
    let (w, l) = (Words::of(lang), Labels::of(lang));
    let label = |name: &str| crate::command::table::verb(name).map_or(l.reason, |v| v.label(lang)).to_owned();
    let (name, fields) = match name {
        HOLD => return Some(hold(None, None, lang)),
        ENTER => (ENTER, book(w, l)),
        TITLE => (TITLE, catalogue(w, l)),
        READER => (READER, card(w, l)),
        CARD => (CARD, changed_card(w, l)),
        COPY => (COPY, label_of_copy(w, l)),
        RULE => (RULE, rule(w, l)),
        VISITS => (VISITS, vec![Field::text("count", l.people).required(), Field::text("day", l.day)]),
        STATE => {
            let states = [copy_state::LOST, copy_state::DAMAGED, "found"];
            let states = states.into_iter().map(|s| Candidate::of(s, if s == "found" { w.found } else { w.state(s) }));
            let state = Field::choice("state", l.state, states.collect()).required();
            (STATE, vec![Field::text("copy", l.barcode).required(), state, Field::text("note", l.note)])
        }
        SEND => (SEND, vec![Field::text("copy", l.barcode).required(), Field::text("to", l.to).required()]),
        OVERRIDE => (OVERRIDE, vec![Field::text("reason", l.reason).required()]),
        _ => return None,
    };
    Some(OpenForm { name, title: label(name), form: Form::new(fields) })
}

/// A book that is entered at the desk: scan the ISBN, scan the label, next.
fn book(w: &Words, l: &Labels) -> Vec<Field> {
    vec![
        Field::text("isbn", "ISBN").check(isbn_or_none, l.bad_isbn),
        Field::pick("title", w.title).required(),
        Field::text("author", l.author),
        Field::text("publisher", l.publisher),
        Field::text("year", l.year),
        Field::text("call_number", l.call_number),
        Field::choice("kind", l.kind, choices(&ITEMS, w)),
        Field::text("barcode", l.barcode).required(),
    ]
}

/// A number of the length of an ISBN; a wrong check digit is for the rule, which a clerk may set aside.
fn isbn_or_none(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_alphanumeric).count();
    crate::text::fold::half_width(text).chars().filter(char::is_ascii_alphanumeric).count() >= 9 || digits == 0
}

fn catalogue(w: &Words, l: &Labels) -> Vec<Field> {
    vec![
        Field::text("name", w.title).required(),
        Field::text("author", l.author),
        Field::text("publisher", l.publisher),
        Field::text("year", l.year),
        Field::text("isbn", "ISBN"),
        Field::text("call_number", l.call_number),
        Field::text("class", l.class),
        Field::text("language", l.language),
        Field::text("pages", l.pages),
        Field::text("series", l.series),
        Field::text("subjects", l.subjects),
        Field::text("summary", l.summary),
        Field::text("notes", l.note),
    ]
}

fn card(w: &Words, l: &Labels) -> Vec<Field> {
    vec![
        Field::pick("who", w.reader).required(),
        Field::choice("kind", l.kind, choices(&READERS, w)),
        Field::text("until", l.until),
        Field::text("card", l.card).required(),
    ]
}

fn changed_card(w: &Words, l: &Labels) -> Vec<Field> {
    vec![
        Field::text("name", w.reader).required(),
        Field::text("card", l.card).required(),
        Field::choice("kind", l.kind, choices(&READERS, w)),
        Field::text("until", l.until),
    ]
}

fn label_of_copy(w: &Words, l: &Labels) -> Vec<Field> {
    vec![
        Field::text("copy", l.barcode).required(),
        Field::text("barcode", l.new_barcode),
        Field::text("call_number", l.call_number),
        Field::choice("kind", l.kind, choices(&ITEMS, w)),
    ]
}

fn rule(w: &Words, l: &Labels) -> Vec<Field> {
    let any = |kinds: &[&str]| choices(&[&["*"], kinds].concat(), w);
    let mut fields = vec![Field::choice("reader_kind", w.reader, any(&READERS)), Field::choice("item_kind", w.copy, any(&ITEMS))];
    for (name, label) in
        [("days", l.days), ("renewals", l.renewals), ("renewal_days", l.renewal_days), ("cap", l.cap), ("holds", l.holds)]
    {
        fields.push(Field::text(name, label).check(is_whole, l.a_number));
    }
    fields
}

/// The form of a new book: what stands in the box's message, the next label of the house, the title that is shown.
pub fn enter(isbn: &str, title: Option<&Title>, barcode: &str, lang: Lang) -> Option<OpenForm> {
    let mut open = blank(ENTER, lang)?;
    let form = &mut open.form;
    form.fill("isbn", isbn, isbn);
    form.propose("barcode", barcode);
    form.fill("kind", "book", Words::of(lang).kind("book"));
    match title {
        Some(title) => {
            form.fill("title", &title.id, &title.name);
            form.focus_on("barcode");
        }
        None => form.focus_on(if isbn.is_empty() { "isbn" } else { "title" }),
    }
    Some(open)
}

/// The form of a new card, for the resident in hand if there is one.
pub fn new_reader(person: Option<(&str, &str)>, card: &str, lang: Lang) -> Option<OpenForm> {
    let mut open = blank(READER, lang)?;
    open.form.propose("card", card);
    open.form.fill("kind", "adult", Words::of(lang).kind("adult"));
    if let Some((id, name)) = person {
        open.form.fill("who", id, name);
        open.form.focus_on("card");
    }
    Some(open)
}

/// What the catalogue says of a title, to be changed.
pub fn of_title(title: &Title, lang: Lang) -> Option<OpenForm> {
    let mut open = blank(TITLE, lang)?;
    let values = [
        ("name", &title.name),
        ("author", &title.author),
        ("publisher", &title.publisher),
        ("year", &title.year),
        ("isbn", &title.isbn),
        ("call_number", &title.call_number),
        ("class", &title.class),
        ("language", &title.language),
        ("pages", &title.pages),
        ("series", &title.series),
        ("subjects", &title.subjects),
        ("summary", &title.summary),
        ("notes", &title.notes),
    ];
    values.into_iter().for_each(|(field, value)| open.form.fill(field, value, value));
    Some(OpenForm { form: open.form.of_record(), ..open })
}

/// A reader's card, to be changed.
pub fn of_reader(reader: &Reader, lang: Lang) -> Option<OpenForm> {
    let mut open = blank(CARD, lang)?;
    let until = reader.until.clone().unwrap_or_default();
    for (field, value) in [("name", &reader.name), ("card", &reader.card), ("until", &until)] {
        open.form.fill(field, value, value);
    }
    open.form.fill("kind", &reader.kind, Words::of(lang).kind(&reader.kind));
    open.form.focus_on("card");
    Some(OpenForm { form: open.form.of_record(), ..open })
}

/// The form of a copy's state, opened by the verb that names it.
pub fn of_copy(verb: &str, lang: Lang) -> Option<OpenForm> {
    let state = match verb {
        "copy.lost" => copy_state::LOST,
        "copy.damaged" => copy_state::DAMAGED,
        "copy.found" => "found",
        _ => return None,
    };
    let mut open = blank(STATE, lang)?;
    let w = Words::of(lang);
    open.form.fill("state", state, if state == "found" { w.found } else { w.state(state) });
    Some(open)
}

/// Which field of the form a scanned number is: of a new book its own two numbers, else the label of the copy or the card.
pub fn field_of_scan(open: &OpenForm, text: &str, site: &str) -> Option<&'static str> {
    let fields = open.form.fields();
    let here = fields.get(open.form.focus()).map_or("", |f| f.name);
    let empty = |name: &str| fields.iter().any(|f| f.name == name && f.value().is_empty());
    let guesses = recognise(text, site);
    let says = |name: &str| fields.iter().any(|f| f.name == name && recognise(f.value(), site) == guesses);
    let isbn = guesses.iter().any(|g| matches!(g, Guess::Isbn(_)));
    let label = guesses.iter().any(|g| matches!(g, Guess::Barcode(_))) && !isbn;
    let own = label && guesses.len() == 1;
    match open.name {
        ENTER if isbn && (empty("isbn") || here == "isbn" || says("isbn")) => Some("isbn"),
        // Digits in the field of the book number may be one that was printed wrong.
        ENTER if own || (label && here != "isbn") => Some("barcode"),
        STATE | SEND if label => Some("copy"),
        HOLD if guesses.iter().any(|g| matches!(g, Guess::Card(_))) && !label => Some("reader"),
        _ => None,
    }
}

/// Readers by name or card, titles by any of their words, residents for a new card.
pub fn candidates_for(field: &str, typed: &str) -> Option<crate::desk::query::Query> {
    if typed.trim().is_empty() {
        return None;
    }
    let find = Find { find: typed.to_owned(), after: None, rows: Some("8".into()) };
    Some(match field {
        "who" => residents::Query::Page(residents::Page { find: typed.to_owned(), rows: 8, ..Default::default() }).into(),
        "reader" => Query::Readers(find).into(),
        _ => Query::Titles(find).into(),
    })
}

/// The clerk must tell people apart: names are whole here, and the card or the masked phone beside them. Where
/// something new may be entered (`typed`), it stands last as it was typed.
pub fn candidates(answer: Answer, typed: Option<&str>, lang: Lang) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = match answer {
        Answer::Loans(loans::Answer::Readers(rows)) => {
            rows.into_iter().map(|r| Candidate::of(r.reader.id, r.reader.name).detail(r.reader.card)).collect()
        }
        Answer::Loans(loans::Answer::Titles(rows)) => rows.into_iter().map(|t| title(t, lang)).collect(),
        Answer::Residents(residents::Answer::Page(rows)) => rows.into_iter().map(|(_, card)| resident(card)).collect(),
        _ => Vec::new(),
    };
    if let Some(typed) = typed.map(str::trim).filter(|t| !t.is_empty()) {
        found.push(Candidate::of(format!("{NEW}{typed}"), typed).detail(Labels::of(lang).as_new));
    }
    found
}

fn resident(card: residents::Resident) -> Candidate {
    let detail = format!("{} {} {}", card.birth.get(..4).unwrap_or(""), mask::phone(&card.phone), card.address);
    Candidate::of(card.id, card.name).detail(detail.trim().to_owned())
}

fn title(row: loans::TitleRow, lang: Lang) -> Candidate {
    let (count, free) = (row.copies.to_string(), row.free_here.to_string());
    let facts = [("count", count.as_str()), ("free", free.as_str())];
    let detail = fill(Words::of(lang).copies, facts.into_iter());
    Candidate::of(row.title.id, row.title.name).detail(format!("{}  {detail}", row.title.author))
}
