//! Commands of a request, from the counter to the call-back.

use super::super::loose::{number, word, word_or_none};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

body! {
    /// `request.open`.
    Open {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resident: Option<String>,
        /// Code, number, id, whole name, or the initials of the whole name of a catalogue item.
        service: String,
        summary: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
        /// Accepted on the spot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        accept: Option<bool>,
    }
}

body! {
    /// `request.accept`.
    Accept {
        request: String,
        /// Papers promised for later (容缺受理).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        owed: Vec<String>,
        /// `YYYY-MM-DD`, needed with `owed`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<String>,
    }
}

body! {
    /// `request.tell`.
    Tell {
        request: String,
        /// All of it.
        missing: Vec<String>,
    }
}

body! {
    /// `request.stage`.
    Stage {
        request: String,
        /// Its number counted from 1, or its name.
        #[serde(deserialize_with = "word")]
        stage: String,
        /// Who did it; some stages need two people.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        by: Vec<String>,
        #[serde(default)]
        result: String,
    }
}

body! {
    /// `request.pause`.
    PauseRequest {
        request: String,
        /// `supplement`, `third_party`, `publicity`, `appraisal`.
        reason: String,
    }
}

body! {
    /// `request.resume`.
    Resume { request: String, }
}

body! {
    /// `request.extend`.
    Extend {
        request: String,
        /// Of the limit's own unit.
        #[serde(deserialize_with = "number")]
        days: i64,
        reason: String,
        /// Somebody else than the clerk who asks.
        approver: String,
    }
}

body! {
    /// `request.refer`.
    Refer {
        request: String,
        /// A street office, a co-building unit, a volunteer team, another community.
        to: String,
        /// Code of that community's desk, where its name alone does not say so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        site: Option<String>,
    }
}

body! {
    /// `request.take`.
    Take { request: String, }
}

body! {
    /// `request.send_back`.
    SendBack {
        request: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    }
}

body! {
    /// `request.finish`.
    Finish {
        request: String,
        result: String,
        /// Yuan paid, at most two decimals.
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "word_or_none")]
        amount: Option<String>,
        /// The settled request that this one repeats.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        repeat_of: Option<String>,
        /// The second person, needed with `repeat_of`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        second: Option<String>,
    }
}

body! {
    /// `request.reopen`.
    Reopen {
        request: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    }
}

body! {
    /// `request.merge`.
    Merge {
        request: String,
        into: String,
    }
}

body! {
    /// `request.note`.
    Note {
        request: String,
        text: String,
    }
}

body! {
    /// `request.rate`.
    Rate {
        request: String,
        /// 1 to 5: 1 is the worst (very dissatisfied), 5 the best (very satisfied).
        #[serde(deserialize_with = "number")]
        score: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    }
}

body! {
    /// `callback.done`.
    CallbackDone {
        callback: String,
        result: String,
    }
}
