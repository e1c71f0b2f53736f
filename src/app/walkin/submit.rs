//! The command of a form that was sent.

use super::offers::{NEW, New};
use super::{Walkin, Wish, house};
use crate::app::panel::Cx;
use crate::desk::change::Fields;
use crate::desk::residents::{Add, Command as People};
use crate::desk::walkin::{
    Accept, CallbackDone, CloseDay, Command, Draw, Extend, Finish, Guide, HoldTicket, Merge, Note, Open, PauseRequest, Rate,
    Refer, Reopen, SendBack, Stage, Tell, Transfer,
};
use crate::text::fold::half_width;
use serde_json::Value;

/// What the fields say, trimmed.
pub(super) struct Said<'a>(&'a Fields);

impl Said<'_> {
    pub(super) fn some(&self, name: &str) -> Option<String> {
        self.0.get(name).and_then(Value::as_str).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
    }

    pub(super) fn text(&self, name: &str) -> String {
        self.some(name).unwrap_or_default()
    }

    fn lines(&self, name: &str) -> Vec<String> {
        self.text(name).lines().map(str::to_owned).collect()
    }

    /// Full-width digits come from an input method that is left on.
    pub(super) fn figure(&self, name: &str) -> Option<String> {
        self.some(name).map(|t| half_width(&t))
    }

    pub(super) fn number(&self, name: &str) -> i64 {
        self.figure(name).and_then(|t| t.parse().ok()).unwrap_or(0)
    }
}

/// Wishes for the command of a form that was sent.
pub(super) fn submit(room: &mut Walkin, form: &str, values: &Fields, cx: &mut Cx<'_>) {
    let said = Said(values);
    if form == "request.override" {
        if let Some((mut order, _)) = room.refused.clone() {
            order.over = said.some("reason");
            cx.wishes.push(Wish::Do(order));
        }
        return;
    }
    room.from_form = true;
    match form {
        "request.register" => register(room, &said, cx),
        name if house::FORMS.contains(&name) => house::send(room, name, &said, cx),
        _ => {
            if let Some(command) = without_subject(room, form, &said).or_else(|| of_subject(room, form, &said)) {
                cx.run(command);
            }
        }
    }
}

fn without_subject(room: &Walkin, form: &str, said: &Said<'_>) -> Option<Command> {
    Some(match form {
        "ticket.draw" => Command::Draw(Draw {
            prefix: half_width(&said.text("prefix")),
            priority: said.some("priority"),
            resident: said.some("who"),
        }),
        "day.close" => Command::CloseDay(CloseDay { carry: Some(said.text("carry") == "yes") }),
        "request.guide" => {
            let served = room.served().map(|t| &t.ticket);
            let (ticket, resident) = (served.map(|t| t.id.clone()), served.and_then(|t| t.resident.clone()));
            Command::Guide(Guide { certificate: said.text("certificate"), resident, ticket })
        }
        _ => return None,
    })
}

fn of_subject(room: &Walkin, form: &str, said: &Said<'_>) -> Option<Command> {
    let id = room.of_form.clone()?;
    let request = id.clone();
    Some(match form {
        "ticket.hold" => Command::HoldTicket(HoldTicket { ticket: Some(id), kind: said.text("kind") }),
        "ticket.transfer" => Command::Transfer(Transfer { ticket: Some(id), window: half_width(&said.text("window")) }),
        "callback.done" => Command::CallbackDone(CallbackDone { callback: id, result: said.text("result") }),
        "request.accept" => Command::Accept(Accept { request, owed: said.lines("owed"), until: said.some("until") }),
        "request.stage" => {
            let by = said.text("by").split_whitespace().map(str::to_owned).collect();
            Command::Stage(Stage { request, stage: said.text("stage"), by, result: said.text("result") })
        }
        "request.tell" => {
            let missing = said.lines("missing").into_iter().chain(said.some("other")).collect();
            Command::Tell(Tell { request, missing })
        }
        "request.pause" => Command::PauseRequest(PauseRequest { request, reason: said.text("reason") }),
        "request.refer" => Command::Refer(Refer { request, to: said.text("to"), site: None }),
        "request.send_back" => Command::SendBack(SendBack { request, reason: said.some("reason") }),
        "request.reopen" => Command::Reopen(Reopen { request, reason: said.some("reason") }),
        "request.merge" => Command::Merge(Merge { request, into: said.text("into") }),
        "request.finish" => {
            let (result, amount) = (said.text("result"), said.figure("amount"));
            Command::Finish(Finish { request, result, amount, repeat_of: said.some("repeat_of"), second: said.some("second") })
        }
        "request.rate" => Command::Rate(Rate { request, score: said.number("score"), text: said.some("text") }),
        "request.note" => Command::Note(Note { request, text: said.text("text") }),
        "request.extend" => Command::Extend(Extend {
            request,
            days: said.number("days"),
            reason: said.text("reason"),
            approver: said.text("approver"),
        }),
        _ => return None,
    })
}

/// A known resident: the request at once. A new name: the resident first, the request when that is done.
fn register(room: &mut Walkin, said: &Said<'_>, cx: &mut Cx<'_>) {
    let ticket = room.served().map(|t| t.ticket.id.clone());
    let accept = Some(said.text("how") != "open");
    let open = Open { resident: None, service: said.text("service"), summary: said.text("summary"), ticket, accept };
    let who = said.text("who");
    match who.strip_prefix(NEW) {
        Some(typed) => {
            room.opening = Some(open);
            let number = Some(typed.to_owned());
            let add = match New::of(typed) {
                Some(New::Phone) => Add { name: said.text("name"), phone: number, ..Add::default() },
                Some(New::IdNumber) => Add { name: said.text("name"), id_number: number, ..Add::default() },
                _ => Add { name: typed.to_owned(), ..Add::default() },
            };
            cx.run(People::Add(add));
        }
        None => cx.run(Command::Open(Open { resident: Some(who), ..open })),
    }
}
