//! What is said when a command of this room was done.

use crate::app::notice::Notice;
use crate::app::panel::{Cx, Wish};
use crate::desk::command::{Command, Order};
use crate::desk::walkin;
use crate::i18n::walkin::{hold, priority, score, words};
use crate::i18n::{Lang, fill};
use crate::store::Reply;
use serde_json::Value;

/// The sentence, from the facts of the reply; `None` = the frame's own words will do.
pub(super) fn told(order: &Order, reply: &Reply, lang: Lang) -> Option<String> {
    let w = words(lang);
    let fact = |name: &str| match reply.result.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    let (template, more): (&str, Vec<(&str, String)>) = match reply.cmd {
        "ticket.call" | "ticket.recall" => (w.called, vec![("why", priority(&fact("why"), lang))]),
        "ticket.miss" => (w.missed, vec![]),
        "ticket.leave" => (w.gone, vec![]),
        "ticket.done" => (w.served, vec![]),
        "ticket.hold" | "ticket.transfer" => match &order.command {
            Command::Walkin(walkin::Command::Transfer(c)) => (w.sent_on, vec![("window", c.window.clone())]),
            Command::Walkin(walkin::Command::HoldTicket(c)) => (w.held, vec![("why", hold(&c.kind, lang))]),
            _ => return None,
        },
        "ticket.draw" => (w.drawn, vec![("n", (fact("waiting").parse::<i64>().unwrap_or(1) - 1).to_string())]),
        "day.close" => (w.day_closed, vec![]),
        // A warning says that there is no limit, and who may set one.
        "request.open" if fact("due").is_empty() => (w.registered_without_limit, vec![]),
        "request.open" => (w.registered, vec![]),
        "request.guide" => (w.guided, vec![("name", fact("certificate"))]),
        "request.tell" => (w.has_told, vec![("n", fact("missing"))]),
        "request.stage" => (if fact("until").is_empty() { w.staged } else { w.published }, vec![]),
        "request.extend" => (w.extended, vec![]),
        "request.refer" if !fact("site").is_empty() => (w.referred_desk, vec![]),
        "request.refer" => (w.referred, vec![]),
        "request.finish" => (if fact("late") == "true" { w.finished_late } else { w.finished }, vec![]),
        "request.merge" => (w.merged, vec![]),
        "request.rate" => {
            let said = if fact("callback_due").is_empty() { w.rated } else { w.rated_bad };
            (said, vec![("score", score(fact("score").parse().unwrap_or(0), lang)), ("due", fact("callback_due"))])
        }
        "callback.done" => (w.called_back, vec![]),
        _ => return None,
    };
    let own = reply.result.keys().map(|k| (k.as_str(), fact(k)));
    let facts: Vec<(&str, String)> = more.into_iter().chain(own).collect();
    Some(fill(template, facts.iter().map(|(k, v)| (*k, v.as_str()))).trim_end().to_owned())
}

/// Says it, with what deserves a word besides.
pub(super) fn say(said: String, reply: &Reply, cx: &mut Cx<'_>) {
    if reply.warnings.is_empty() {
        return cx.say(said);
    }
    cx.wishes.push(Wish::Say(Notice::done_with(&said, &reply.warnings, cx.lang)));
}
