//! Commands of the queue: a number from being drawn to the end of the day.

use super::super::loose::{word, word_or_none};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

body! {
    /// `ticket.draw`.
    Draw {
        /// One or two Latin letters, a line of business: `A`.
        prefix: String,
        /// `booked`, `age80`, `disabled`, `soldier_family`, `other`; told from the resident's card when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        priority: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resident: Option<String>,
    }
}

body! {
    /// `ticket.call`.
    Call {
        #[serde(deserialize_with = "word")]
        window: String,
        /// Out of turn: this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
    }
}

body! {
    /// `ticket.recall`. Without a ticket: the one this clerk called last.
    Recall {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "word_or_none")]
        window: Option<String>,
    }
}

body! {
    /// `ticket.miss`.
    Miss {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
    }
}

body! {
    /// `ticket.leave`.
    Leave {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
    }
}

body! {
    /// `ticket.done`.
    DoneTicket {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
    }
}

body! {
    /// `ticket.hold`.
    HoldTicket {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
        /// `papers`, `form` or `other`.
        kind: String,
    }
}

body! {
    /// `ticket.transfer`.
    Transfer {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
        /// The only window that may call it from now on.
        #[serde(deserialize_with = "word")]
        window: String,
    }
}

body! {
    /// `day.close`.
    CloseDay {
        /// Those still waiting keep their place on the next working day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        carry: Option<bool>,
    }
}
