//! What the head of the centre sets, from any room by its name: limits of items, certificates that we must not issue,
//! days off, settings of the site; and what is kept no longer.

use super::submit::Said;
use super::{Walkin, Wish, forms};
use crate::app::layer::OpenForm;
use crate::app::panel::Cx;
use crate::desk::accord::{self, Due};
use crate::desk::query::{Answer, Query};
use crate::desk::sites::{self, Known, SETTINGS, Setting, Takes};
use crate::desk::walkin::{self, Certificate, CertificateSet, Find, ServiceSet};
use crate::form::number::is_whole;
use crate::form::{Candidate, Field, Form};
use crate::i18n::walkin::{Walkin as Words, words};
use crate::i18n::{Lang, fill, sites as site_words};
use crate::text::{fold, pinyin};

/// The forms, each named as its verb.
pub(super) const FORMS: &[&str] = &["service.set", "certificate.set", "calendar.set", "setting.set", RETENTION];

/// What is kept no longer, counted before it goes.
pub(super) const RETENTION: &str = "retention.run";

/// Marks a certificate that is not in the list yet.
const NEW: &str = "+";

/// What was found for these forms, to be filled in once it is chosen.
#[derive(Debug, Default)]
pub(super) struct House {
    settings: Vec<Setting>,
    certificates: Vec<Certificate>,
    /// Whose values stand in the form.
    shown: String,
}

/// The fields of a form of this name.
pub(super) fn fields(name: &str, w: &Words, today: chrono::NaiveDate) -> Option<Vec<Field>> {
    Some(match name {
        "service.set" => vec![Field::pick("service", w.service).required(), promised(w)],
        "calendar.set" => day(w, today),
        "setting.set" => setting(w, ""),
        "certificate.set" => {
            let stands = vec![Candidate::of("no", w.listed_yes), Candidate::of("yes", w.listed_no)];
            vec![
                Field::pick("listed", w.certificate).required(),
                Field::text("name", w.certificate_name),
                Field::text("office", w.certificate_office).required(),
                Field::choice("retired", w.listed, stands),
            ]
        }
        _ => return None,
    })
}

/// An empty one would take the promise away without a word, as would what is no number.
fn promised(w: &Words) -> Field {
    Field::text("promised", w.promised_days).required().check(is_whole, w.a_number).hint(w.promised_none)
}

fn setting(w: &Words, takes: &str) -> Vec<Field> {
    vec![Field::pick("key", w.setting).required(), Field::text("value", format!("{} {takes}", w.value).trim_end().to_owned())]
}

fn day(w: &Words, today: chrono::NaiveDate) -> Vec<Field> {
    let kinds = [("holiday", w.holiday), ("workday", w.workday), ("plain", w.plain)];
    vec![
        Field::date("date", w.day, forms::read_day, today, w.bad_day).required(),
        Field::choice("kind", w.day_kind, kinds.map(|(value, label)| Candidate::of(value, label)).into()).required(),
        Field::text("name", w.day_name),
    ]
}

/// The question behind a field: the lists are short and come whole.
pub(super) fn ask(field: &str) -> Option<Query> {
    match field {
        "key" => Some(sites::Query::Settings(sites::Nothing {}).into()),
        "listed" => Some(walkin::Query::Certificates(Find::default()).into()),
        _ => None,
    }
}

/// Does what was typed mean this: by a part of the name, by its initials?
fn meant(name: &str, typed: &str) -> bool {
    let typed = fold::fold(typed.trim());
    typed.is_empty() || fold::fold(name).contains(&typed) || pinyin::initials(name).iter().any(|i| i.starts_with(&typed))
}

/// Every setting there is, with its value.
pub(super) fn settings(room: &Walkin, all: Vec<Setting>, typed: &str, lang: Lang) -> Vec<Candidate> {
    let mut house = room.house.borrow_mut();
    house.settings = all;
    let value = |key: &str| house.settings.iter().find(|s| s.key == key).map(|s| s.value.clone()).unwrap_or_default();
    let fits = SETTINGS.iter().filter(|k| meant(site_words::setting(k.key, lang), typed) || k.key.starts_with(typed.trim()));
    fits.map(|k| Candidate::of(k.key, site_words::setting(k.key, lang)).detail(value(k.key))).collect()
}

/// Certificates of the refuse-list, and last the name itself as a new one.
pub(super) fn certificates(room: &Walkin, all: Vec<Certificate>, typed: &str, lang: Lang) -> Vec<Candidate> {
    let mut house = room.house.borrow_mut();
    house.certificates = all;
    let known = house.certificates.iter().filter(|c| meant(&c.name, typed));
    let mut found: Vec<_> = known.map(|c| Candidate::of(&c.code, &c.name).detail(&c.office)).collect();
    let name = typed.trim();
    if crate::text::name::is_written_out(name) && house.certificates.iter().all(|c| c.name != name) {
        found.push(Candidate::of(format!("{NEW}{name}"), name).detail(words(lang).certificate_new));
    }
    found
}

fn takes(known: &Known) -> String {
    match known.takes {
        Takes::Text => String::new(),
        Takes::Number(low, high) => format!("{low}-{high}"),
        Takes::Weekdays => "12345".into(),
        Takes::Dates => "YYYY-MM-DD".into(),
    }
}

/// Fills in what stands for the setting or certificate that was chosen; true = the form has changed.
pub(super) fn reshape(room: &Walkin, form: &str, of: &mut Form, lang: Lang) -> bool {
    let field = match form {
        "setting.set" => "key",
        "certificate.set" => "listed",
        _ => return false,
    };
    let picked = of.fields().iter().find(|f| f.name == field).map(|f| f.value().to_owned()).unwrap_or_default();
    let mut house = room.house.borrow_mut();
    if picked.is_empty() || house.shown == picked {
        return false;
    }
    house.shown.clone_from(&picked);
    if form == "setting.set" {
        let hint = SETTINGS.iter().find(|k| k.key == picked).map(takes).unwrap_or_default();
        of.set_fields(setting(words(lang), &hint));
        let value = house.settings.iter().find(|s| s.key == picked).map_or("", |s| &s.value);
        of.propose("value", value);
        return true;
    }
    let known = house.certificates.iter().find(|c| c.code == picked);
    let name = known.map_or(picked.trim_start_matches(NEW), |c| &c.name);
    of.propose("name", name);
    of.propose("office", known.map_or("", |c| &c.office));
    of.fill("retired", "no", words(lang).listed_yes);
    true
}

/// Opens one of the forms, whatever stood in it before.
pub(super) fn open(room: &Walkin, open: OpenForm, cx: &mut Cx<'_>) {
    room.house.borrow_mut().shown.clear();
    cx.open(open);
}

/// A form was sent.
pub(super) fn send(room: &Walkin, form: &str, said: &Said<'_>, cx: &mut Cx<'_>) {
    match form {
        "calendar.set" => {
            let (date, kind, name) = (said.text("date"), said.text("kind"), said.text("name"));
            cx.run(sites::Command::SetDay(sites::SetDay { date, kind, name }));
        }
        "service.set" => {
            let code = said.text("service").trim_start_matches("service:").to_owned();
            let promised = Some(said.number("promised"));
            cx.run(walkin::Command::SetService(Box::new(ServiceSet { code, promised, ..ServiceSet::default() })));
        }
        "setting.set" => {
            let value = said.figure("value").unwrap_or_default();
            cx.run(sites::Command::Set(sites::Set { key: said.text("key"), value }));
        }
        "certificate.set" => {
            let listed = said.text("listed");
            let code = match listed.strip_prefix(NEW) {
                Some(name) => new_code(&room.house.borrow().certificates, name),
                None => listed,
            };
            let retired = Some(said.text("retired") == "yes");
            let set = CertificateSet { code, name: said.some("name"), office: said.some("office"), retired };
            cx.run(walkin::Command::CertificateSet(set));
        }
        _ => cx.run(accord::Command::Retain(accord::Retain::default())),
    }
}

/// A code of the name's initials that no other certificate has.
fn new_code(known: &[Certificate], name: &str) -> String {
    let letters = pinyin::initials(name).into_iter().next().unwrap_or_default();
    let plain: String = letters.chars().filter(char::is_ascii_alphanumeric).take(24).collect();
    let plain = if plain.is_empty() { "item".to_owned() } else { plain };
    let taken = |code: &str| known.iter().any(|c| c.code == code);
    let more = (2..).map(|n: usize| format!("{plain}_{n}"));
    std::iter::once(plain.clone()).chain(more).find(|code| !taken(code)).unwrap_or_default()
}

/// How many records would lose which field: shown before they do.
pub(super) fn show_due(due: &[Due], cx: &mut Cx<'_>) {
    let w = words(cx.lang);
    let due: Vec<&Due> = due.iter().filter(|d| d.records > 0).collect();
    if due.is_empty() {
        return cx.say(w.nothing_due);
    }
    let line = |d: &&Due| {
        let n = d.records.to_string();
        let what = site_words::kept(&d.field, cx.lang);
        Field::note(fill(w.due_line, [("what", what), ("n", n.as_str())].into_iter()))
    };
    let mut fields: Vec<Field> = due.iter().map(line).collect();
    fields.push(Field::note(w.due_final));
    fields.push(Field::choice("go", w.due_go, vec![Candidate::of("yes", w.due_yes)]).required());
    let title = crate::command::table::verb(RETENTION).map_or("", |v| v.label(cx.lang)).to_owned();
    cx.wishes.push(Wish::Open(OpenForm { name: RETENTION, title, form: Form::new(fields) }));
}

/// What an answer offers a field of these forms; `None` = it is not for them.
pub(super) fn candidates(room: &Walkin, field: &str, answer: &Answer, typed: &str, lang: Lang) -> Option<Vec<Candidate>> {
    match (field, answer) {
        ("key", Answer::Sites(sites::Answer::Settings(all))) => Some(settings(room, all.clone(), typed, lang)),
        ("listed", Answer::Walkin(walkin::Answer::Certificates(all))) => Some(certificates(room, all.clone(), typed, lang)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_certificate_has_a_code_of_its_own() {
        let known = |code: &str| Certificate { code: code.into(), ..Certificate::default() };
        assert_eq!(new_code(&[], "同名证明"), "tmzm");
        assert_eq!(new_code(&[known("tmzm"), known("tmzm_2")], "同名证明"), "tmzm_3");
        assert_eq!(new_code(&[], "，。"), "item");
    }

    #[test]
    fn a_setting_is_found_by_its_name_and_by_initials() {
        assert!(meant("预约架保留天数", "yyj") && meant("预约架保留天数", "保留") && meant("x", " ") && !meant("预约架", "zz"));
    }
}
