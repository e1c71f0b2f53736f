//! Rules of this room: pure.
//!
//! * [`queue`]   – who is called next, and why;
//! * [`ticket`]  – what may happen to a ticket; [`day`] – the close of the day;
//! * [`number`]  – request numbers, whole and short;
//! * [`stage`]   – the stages of an item;
//! * [`limit`]   – due dates;
//! * [`figures`] – the day's figures;
//! * [`flow`]    – the states of a request;
//! * [`request`], [`pause`], [`close`], [`after`] – the commands of a request, from opening to rating;
//! * [`referral`] – a request handed to another community's desk;
//! * [`catalogue`] – items and the refuse-list.

pub mod after;
pub mod catalogue;
pub mod close;
pub mod day;
pub mod figures;
pub mod flow;
pub mod limit;
pub mod number;
pub mod pause;
pub mod queue;
pub mod redate;
pub mod referral;
pub mod request;
pub mod stage;
pub mod ticket;

#[cfg(test)]
pub(crate) mod sample;

/// Trimmed text, or nothing when it is empty.
pub(crate) fn some(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|t| !t.is_empty())
}
