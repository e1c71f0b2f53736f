//! What each verb does here, and when it would do something.

use super::{NARROW, Selected, Walkin, Wish, house};
use crate::app::panel::{Cx, Person};
use crate::desk::accord;
use crate::desk::walkin::{Accept, Card, Command, DoneTicket, Handed, Leave, Miss, Recall, Resume, State, Take};
use crate::list::Move;

pub(super) fn run(room: &mut Walkin, verb: &str, cx: &mut Cx<'_>) -> bool {
    match verb {
        "accept" => room.boxed = false,
        "back" => back(room, cx),
        "open" => return open(room, cx),
        "request.explain" => room.explaining = room.in_hand().is_some() && !room.explaining,
        "request.register" => return room.register(false, cx),
        "request.stage" => return next_step(room, cx),
        _ if verb.starts_with("ticket.") => return ticket(room, verb, cx),
        // Counted first; the form opens with the counts.
        house::RETENTION => cx.ask("retention", accord::Query::Retention(accord::All {})),
        "request.resume" | "request.take" => return at_once(room, verb, cx),
        _ => return form_of(verb).is_some_and(|name| room.open_form(name, cx)),
    }
    true
}

/// Verbs that open a form of their own name.
const FORMS: &[&str] = &[
    "ticket.draw",
    "ticket.hold",
    "ticket.transfer",
    "day.close",
    "request.accept",
    "request.stage",
    "request.tell",
    "request.pause",
    "request.extend",
    "request.refer",
    "request.send_back",
    "request.finish",
    "request.reopen",
    "request.merge",
    "request.note",
    "request.rate",
    "request.guide",
    "callback.done",
];

/// What is done with any request, and with none.
const ALWAYS: &[&str] = &["request.register", "request.guide", "request.note", "request.explain"];

pub(super) fn form_of(verb: &str) -> Option<&'static str> {
    FORMS.iter().chain(house::FORMS).copied().find(|name| *name == verb)
}

fn ticket(room: &mut Walkin, verb: &str, cx: &mut Cx<'_>) -> bool {
    let at_window = room.served().map(|t| t.ticket.id.clone());
    let selected = room.ticket().map(|t| t.ticket.id.clone());
    match verb {
        "ticket.call" => room.call(None, cx),
        "ticket.call_this" => room.call(selected, cx),
        "ticket.miss" => room.run(Command::Miss(Miss { ticket: at_window }), cx),
        "ticket.done" => room.run(Command::DoneTicket(DoneTicket { ticket: at_window }), cx),
        "ticket.leave" => room.run(Command::Leave(Leave { ticket: selected }), cx),
        "ticket.recall" => {
            let ticket = match room.selected() {
                Some(Selected::Aside(t)) => Some(t.ticket.id.clone()),
                _ => at_window,
            };
            room.run(Command::Recall(Recall { ticket, window: Some(room.window.clone()) }), cx);
        }
        _ => return form_of(verb).is_some_and(|name| room.open_form(name, cx)),
    }
    true
}

fn at_once(room: &mut Walkin, verb: &str, cx: &mut Cx<'_>) -> bool {
    let handed = room.handed().filter(|_| verb == "request.take").map(|h| h.id.clone());
    let Some(request) = handed.or_else(|| room.in_hand().map(|c| c.request.id.clone())) else { return false };
    let command = if verb == "request.take" { Command::Take(Take { request }) } else { Command::Resume(Resume { request }) };
    room.run(command, cx);
    true
}

/// Esc: out of the page, the explanation, the narrowed list.
fn back(room: &mut Walkin, cx: &mut Cx<'_>) {
    if room.explaining {
        room.explaining = false;
    } else if room.paged {
        room.paged = false;
    } else {
        room.line.clear();
        room.which.clear();
        room.ask_requests(cx);
    }
}

/// Enter: on a narrow screen the detail; else the person of the request stands in the residents' room.
fn open(room: &mut Walkin, cx: &mut Cx<'_>) -> bool {
    if cx.cells < NARROW && !room.paged {
        room.paged = room.selected().is_some();
        return true;
    }
    let Some(card) = room.in_hand() else { return false };
    let (Some(id), Some(name)) = (&card.request.resident, &card.name) else { return false };
    *cx.person = Some(Person { id: id.clone(), name: name.clone(), phone: card.phone.clone().unwrap_or_default() });
    cx.wishes.push(Wish::Lead("residents", id.clone()));
    true
}

/// The next step of any request: accept it, go on with it, or record its next stage.
fn next_step(room: &mut Walkin, cx: &mut Cx<'_>) -> bool {
    let Some(card) = room.in_hand() else { return false };
    let id = card.request.id.clone();
    let command = match card.request.state {
        State::Open => Command::Accept(Accept { request: id, ..Accept::default() }),
        State::Papers if unaccepted(card) => Command::Accept(Accept { request: id, ..Accept::default() }),
        State::Papers | State::Paused => Command::Resume(Resume { request: id }),
        State::Referred => Command::Take(Take { request: id }),
        State::Accepted => return room.open_form("request.stage", cx),
        State::Finished | State::Merged => return false,
    };
    room.run(command, cx);
    true
}

/// Registered, and its limit has not begun.
pub(super) fn unaccepted(card: &Card) -> bool {
    matches!(card.request.state, State::Open | State::Papers) && card.request.accepted_at.is_none()
}

/// Another desk has taken it, so that nothing is to be done with it here.
pub(super) fn taken_elsewhere(card: &Card) -> bool {
    let handed = card.handed.as_ref().filter(|h| h.request == card.request.id);
    handed.is_some_and(|h| matches!(h.state, Handed::Taken | Handed::Finished))
}

pub(super) fn available(room: &Walkin, verb: &str) -> bool {
    let gone = room.in_hand().is_some_and(taken_elsewhere);
    if gone && verb.starts_with("request.") && !ALWAYS.contains(&verb) {
        return false;
    }
    let state = room.in_hand().map(|c| c.request.state);
    let begun = room.in_hand().is_some_and(|c| c.request.accepted_at.is_some());
    let is = |states: &[State]| state.is_some_and(|s| states.contains(&s));
    let ticket = room.selected().and_then(Selected::ticket).is_some();
    match verb {
        "ticket.call" | "ticket.draw" | "request.register" | "request.guide" | "day.close" => true,
        set if house::FORMS.contains(&set) => true,
        "ticket.call_this" => matches!(room.selected(), Some(Selected::Waiting(_))),
        "ticket.miss" | "ticket.done" => room.served().is_some(),
        "ticket.recall" => room.served().is_some() || matches!(room.selected(), Some(Selected::Aside(_))),
        "ticket.leave" => ticket,
        "ticket.hold" => room.ticket().is_some_and(|_| !matches!(room.selected(), Some(Selected::Aside(_)))),
        "ticket.transfer" => room.ticket().is_some(),
        "callback.done" => matches!(room.selected(), Some(Selected::Callback(_))),
        "open" if room.narrow && !room.paged => room.selected().is_some(),
        "open" => room.in_hand().is_some_and(|c| c.request.resident.is_some()),
        "request.accept" => room.in_hand().is_some_and(unaccepted),
        "request.stage" => is(&[State::Open, State::Accepted, State::Papers, State::Paused, State::Referred]),
        "request.tell" => is(&[State::Open, State::Accepted, State::Papers]),
        "request.pause" | "request.finish" => is(&[State::Accepted]),
        "request.resume" => is(&[State::Paused]) || is(&[State::Papers]) && begun,
        "request.refer" => is(&[State::Open, State::Accepted]),
        "request.take" | "request.send_back" => is(&[State::Referred]) || room.handed().is_some(),
        "request.reopen" => is(&[State::Finished]),
        "request.rate" => is(&[State::Finished]) && room.in_hand().is_some_and(|c| c.request.score.is_none()),
        "request.merge" => state.is_some_and(|s| s != State::Merged),
        "request.extend" => begun && is(&[State::Accepted, State::Paused, State::Papers, State::Referred]),
        "request.note" => state.is_some_and(|s| s != State::Merged),
        "request.explain" => room.in_hand().is_some_and(|c| !c.days.is_empty()),
        "back" => room.explaining || room.paged || !room.line.is_empty() || !room.which.is_empty(),
        "accept" | "focus_list" => room.boxed,
        "focus_box" => !room.boxed,
        other => Move::of(other).is_some(),
    }
}
