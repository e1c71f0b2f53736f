//! The forms of this room: what they ask, what they offer, which command each becomes.

use super::Walkin;
use crate::app::layer::OpenForm;
use crate::app::panel::Cx;
use crate::desk::change::Fields;
use crate::desk::residents::{Add, Command as People, Resident};
use crate::desk::walkin::{
    Command, Draw, Extend, Finish, Guide, Note, Offer, Open, PauseReason, PauseRequest, Priority, Rate, Refer, Stage, Tell,
};
use crate::form::{Candidate, Field, Form};
use crate::i18n::walkin::{Walkin as Words, priority, score, words};
use crate::i18n::{Lang, calendar};
use crate::text::{mask, width};
use serde_json::Value;

/// Cells for an item in the list of candidates, so that its date stands beside it at 80 columns.
const NAME: usize = 30;

/// Marks the value of a candidate that is a name to be registered.
const NEW: &str = "+";

/// An empty form of this name; `None` when it makes no sense here and now.
pub(super) fn blank(room: &Walkin, name: &'static str, lang: Lang) -> Option<OpenForm> {
    let w = words(lang);
    let verb = crate::command::table::verb(name).map_or(w.reason, |v| v.label(lang));
    let (title, fields) = match name {
        "request.register" => (
            w.register.to_owned(),
            vec![
                Field::pick("who", w.who).required(),
                Field::pick("service", w.service).required(),
                Field::text("summary", w.summary).required(),
            ],
        ),
        "ticket.draw" => {
            let groups = Priority::ALL.iter().map(|p| Candidate::of(p.name(), priority(p.name(), lang))).collect();
            (
                w.draw.to_owned(),
                vec![Field::pick("who", w.who), Field::choice("priority", w.priority, groups), Field::text("prefix", w.prefix)],
            )
        }
        "request.guide" => (w.guide.to_owned(), vec![Field::pick("certificate", w.certificate).required()]),
        "request.override" => (w.reason.to_owned(), vec![Field::text("reason", w.reason).required()]),
        other => (of_request(room, verb)?, fields_of_request(room, other, w, lang)?),
    };
    let mut form = Form::new(fields);
    if name == "ticket.draw" {
        form.fill("prefix", "A", "A");
    }
    if name == "request.stage"
        && let Some(next) = room.in_hand().and_then(|c| c.stages.iter().find(|s| s.n > c.request.stage))
    {
        form.fill("stage", &next.n.to_string(), &next.name);
        form.focus_on("by");
    }
    Some(OpenForm { name, title, form })
}

fn of_request(room: &Walkin, verb: &str) -> Option<String> {
    room.in_hand().map(|c| format!("{verb} {} {}", c.short, c.service_item.name))
}

fn fields_of_request(room: &Walkin, name: &str, w: &Words, lang: Lang) -> Option<Vec<Field>> {
    let card = room.in_hand()?;
    Some(match name {
        "request.stage" => {
            let stages = card.stages.iter().map(|s| {
                let people = if s.people > 1 { w.two } else { "" };
                Candidate::of(s.n.to_string(), s.name.clone()).detail(people)
            });
            vec![
                Field::choice("stage", w.stage, stages.collect()).required(),
                Field::text("by", w.by),
                Field::text("result", w.result),
            ]
        }
        "request.tell" => {
            let papers = card.service_item.materials().map(|m| Candidate::of(m, m)).collect();
            vec![Field::checks("missing", w.missing, papers), Field::text("other", w.other)]
        }
        "request.pause" => {
            let reasons = PauseReason::ALL.iter().map(|r| Candidate::of(r.name(), calendar::pause(r.name(), lang))).collect();
            vec![Field::choice("reason", w.pause, reasons).required()]
        }
        "request.refer" => vec![Field::text("to", w.refer_to).required()],
        "request.finish" => vec![Field::text("result", w.result).required(), Field::text("amount", w.amount)],
        "request.rate" => {
            let levels = (1..=5).rev().map(|n: i64| Candidate::of(n.to_string(), score(n, lang))).collect();
            vec![Field::choice("score", w.score, levels).required(), Field::text("text", w.note)]
        }
        "request.note" => vec![Field::text("text", w.note).required()],
        "request.extend" => vec![
            Field::text("days", w.days_field).required(),
            Field::text("reason", w.reason).required(),
            Field::text("approver", w.approver).required(),
        ],
        _ => return None,
    })
}

/// Residents to choose from, and at the end the name itself as a new one.
pub(super) fn people(cards: Vec<Resident>, typed: &str, new: bool, lang: Lang) -> Vec<Candidate> {
    let detail = |r: &Resident| {
        let year = r.birth.get(..4).unwrap_or("");
        format!("{year:<4}  {}  {}", mask::phone(&r.phone), r.address)
    };
    let mut all: Vec<_> = cards.iter().map(|r| Candidate::of(r.id.clone(), r.name.clone()).detail(detail(r))).collect();
    let han = !typed.is_empty() && typed.chars().all(|c| !c.is_ascii());
    if new && han {
        all.push(Candidate::of(format!("{NEW}{typed}"), typed).detail(words(lang).new_person));
    }
    all
}

/// An item to choose, with what its limit would be today.
pub(super) fn offered(offer: &Offer, lang: Lang) -> Candidate {
    let w = words(lang);
    let detail = match &offer.due {
        None => w.no_limit.to_owned(),
        Some(due) => {
            let basis = if offer.due_basis == "ceiling" { w.ceiling } else { w.promised };
            let doubt =
                [(offer.provisional, w.provisional), (offer.item.unconfirmed && offer.due_basis == "ceiling", w.unconfirmed)];
            let doubts: Vec<_> = doubt.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
            format!("{basis} {due} {}", doubts.join(" ")).trim_end().to_owned()
        }
    };
    let name = width::clip(&format!("{} {}", offer.item.number, offer.item.name), NAME);
    Candidate::of(offer.item.id.clone(), name).detail(detail)
}

/// Wishes for the command of a form that was sent.
pub(super) fn submit(room: &mut Walkin, form: &str, values: &Fields, cx: &mut Cx<'_>) {
    let text = |name: &str| values.get(name).and_then(Value::as_str).map(|t| t.trim().to_owned());
    let some = |name: &str| text(name).filter(|t| !t.is_empty());
    let plain = |name: &str| text(name).unwrap_or_default();
    match form {
        "request.register" => return register(room, plain("who"), plain("service"), plain("summary"), cx),
        "ticket.draw" => {
            return cx.run(Command::Draw(Draw { prefix: plain("prefix"), priority: some("priority"), resident: some("who") }));
        }
        "request.guide" => {
            let (ticket, certificate) = (room.served().map(|t| t.ticket.id.clone()), plain("certificate"));
            return cx.run(Command::Guide(Guide { certificate, resident: None, ticket }));
        }
        "request.override" => {
            if let Some(mut order) = room.refused.clone() {
                order.over = some("reason");
                cx.wishes.push(super::Wish::Do(order));
            }
            return;
        }
        _ => {}
    }
    let Some(request) = room.of_form.clone() else { return };
    let words = |t: String| t.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    cx.run(match form {
        "request.stage" => {
            Command::Stage(Stage { request, stage: plain("stage"), by: words(plain("by")), result: plain("result") })
        }
        "request.tell" => {
            let missing = plain("missing").lines().map(str::to_owned).chain(some("other")).collect();
            Command::Tell(Tell { request, missing })
        }
        "request.pause" => Command::PauseRequest(PauseRequest { request, reason: plain("reason") }),
        "request.refer" => Command::Refer(Refer { request, to: plain("to"), site: None }),
        "request.finish" => {
            let (result, amount) = (plain("result"), some("amount"));
            Command::Finish(Finish { request, result, amount, ..Finish::default() })
        }
        "request.rate" => Command::Rate(Rate { request, score: plain("score").parse().unwrap_or(0), text: some("text") }),
        "request.note" => Command::Note(Note { request, text: plain("text") }),
        "request.extend" => {
            // Full-width digits come from an input method that is left on.
            let days = crate::text::fold::half_width(&plain("days")).parse().unwrap_or(0);
            Command::Extend(Extend { request, days, reason: plain("reason"), approver: plain("approver") })
        }
        _ => return,
    });
}

/// A known resident: the request at once. A new name: the resident first, the request when that is done.
fn register(room: &mut Walkin, who: String, service: String, summary: String, cx: &mut Cx<'_>) {
    let ticket = room.served().map(|t| t.ticket.id.clone());
    let open = Open { resident: None, service, summary, ticket, accept: Some(true) };
    match who.strip_prefix(NEW) {
        Some(name) => {
            room.opening = Some(open);
            cx.run(People::Add(Add { name: name.to_owned(), ..Add::default() }));
        }
        None => cx.run(Command::Open(Open { resident: Some(who), ..open })),
    }
}
