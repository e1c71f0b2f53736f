//! What each verb does here, and when it would do something.

use super::{Selected, Walkin, Wish};
use crate::app::panel::{Cx, Person};
use crate::desk::walkin::{Accept, Command, Leave, Miss, Recall, Resume, SendBack, State, Take};
use crate::list::Move;

pub(super) fn run(room: &mut Walkin, verb: &str, cx: &mut Cx<'_>) -> bool {
    match verb {
        "accept" => room.boxed = false,
        "open" => return open(room, cx),
        "ticket.call" => room.call(cx),
        "ticket.miss" => cx.run(Command::Miss(Miss { ticket: room.served().map(|t| t.ticket.id.clone()) })),
        "ticket.recall" => {
            let ticket = match room.selected() {
                Some(Selected::Aside(t)) => Some(t.ticket.id.clone()),
                _ => room.served().map(|t| t.ticket.id.clone()),
            };
            cx.run(Command::Recall(Recall { ticket, window: Some(room.window.clone()) }));
        }
        "ticket.leave" => {
            let Some(Selected::Waiting(t) | Selected::Aside(t)) = room.selected() else { return false };
            cx.run(Command::Leave(Leave { ticket: Some(t.ticket.id.clone()) }));
        }
        "ticket.draw" => return room.open_form("ticket.draw", cx),
        "request.register" => return room.register(false, cx),
        "request.guide" => return room.open_form("request.guide", cx),
        "request.explain" => room.explaining = room.in_hand().is_some() && !room.explaining,
        "request.stage" => return next_step(room, cx),
        "request.resume" => {
            let Some(id) = id(room) else { return false };
            cx.run(Command::Resume(Resume { request: id }));
        }
        "request.take" => {
            let Some(id) = id(room) else { return false };
            cx.run(Command::Take(Take { request: id }));
        }
        "request.send_back" => {
            let Some(id) = id(room) else { return false };
            cx.run(Command::SendBack(SendBack { request: id, reason: None }));
        }
        "request.reopen" => {
            let Some(id) = id(room) else { return false };
            cx.run(Command::Reopen(crate::desk::walkin::Reopen { request: id, reason: None }));
        }
        "request.tell" => return room.open_form("request.tell", cx),
        "request.pause" => return room.open_form("request.pause", cx),
        "request.refer" => return room.open_form("request.refer", cx),
        "request.finish" => return room.open_form("request.finish", cx),
        "request.rate" => return room.open_form("request.rate", cx),
        "request.note" => return room.open_form("request.note", cx),
        "request.extend" => return room.open_form("request.extend", cx),
        _ => return false,
    }
    true
}

fn id(room: &Walkin) -> Option<String> {
    room.in_hand().map(|c| c.request.id.clone())
}

/// Enter: the person of the request is in hand, and stands in the residents' room.
fn open(room: &Walkin, cx: &mut Cx<'_>) -> bool {
    let Some(card) = room.in_hand() else { return false };
    let (Some(id), Some(name)) = (&card.request.resident, &card.name) else { return false };
    *cx.person = Some(Person { id: id.clone(), name: name.clone(), phone: card.phone.clone().unwrap_or_default() });
    cx.wishes.push(Wish::Go("residents"));
    true
}

/// The next step of any request: accept it, go on with it, or record its next stage.
fn next_step(room: &mut Walkin, cx: &mut Cx<'_>) -> bool {
    let Some(card) = room.in_hand() else { return false };
    let (id, begun) = (card.request.id.clone(), card.request.accepted_at.is_some());
    match card.request.state {
        State::Open => cx.run(Command::Accept(Accept { request: id, ..Accept::default() })),
        State::Papers if !begun => cx.run(Command::Accept(Accept { request: id, ..Accept::default() })),
        State::Papers | State::Paused => cx.run(Command::Resume(Resume { request: id })),
        State::Referred => cx.run(Command::Take(Take { request: id })),
        State::Accepted => return room.open_form("request.stage", cx),
        State::Finished | State::Merged => return false,
    }
    true
}

pub(super) fn available(room: &Walkin, verb: &str) -> bool {
    let state = room.in_hand().map(|c| c.request.state);
    let begun = room.in_hand().is_some_and(|c| c.request.accepted_at.is_some());
    let is = |states: &[State]| state.is_some_and(|s| states.contains(&s));
    match verb {
        "ticket.call" | "ticket.draw" | "request.register" | "request.guide" => true,
        "ticket.miss" => room.served().is_some(),
        "ticket.recall" => room.served().is_some() || matches!(room.selected(), Some(Selected::Aside(_))),
        "ticket.leave" => matches!(room.selected(), Some(Selected::Waiting(_) | Selected::Aside(_))),
        "open" => room.in_hand().is_some_and(|c| c.request.resident.is_some()),
        "request.stage" => is(&[State::Open, State::Accepted, State::Papers, State::Paused, State::Referred]),
        "request.tell" => is(&[State::Open, State::Accepted, State::Papers]),
        "request.pause" | "request.finish" => is(&[State::Accepted]),
        "request.resume" => is(&[State::Paused]) || is(&[State::Papers]) && begun,
        "request.refer" => is(&[State::Open, State::Accepted]),
        "request.take" | "request.send_back" => is(&[State::Referred]),
        "request.reopen" | "request.rate" => is(&[State::Finished]),
        "request.extend" => begun && is(&[State::Accepted, State::Paused, State::Papers, State::Referred]),
        "request.note" => state.is_some_and(|s| s != State::Merged),
        "request.explain" => room.in_hand().is_some_and(|c| !c.days.is_empty()),
        "accept" => room.boxed,
        "focus_box" | "search" => !room.boxed,
        "focus_list" => room.boxed,
        other => Move::of(other).is_some(),
    }
}
