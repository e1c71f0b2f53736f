//! Commands of the catalogue and of the refuse-list.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

body! {
    /// `request.guide`.
    Guide {
        /// Code or name on the refuse-list.
        certificate: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resident: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
    }
}

body! {
    /// `service.set`. A figure of 0 means "none set".
    ServiceSet {
        code: String,
        /// A short number for the number pad.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        materials: Option<Vec<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stages: Option<Vec<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        promised: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ceiling: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        extended: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        return_hours: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        aid: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sealed: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        handled_by: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        legal_basis: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unconfirmed: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retired: Option<bool>,
    }
}

body! {
    /// `certificate.set`.
    CertificateSet {
        code: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Who issues it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        office: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retired: Option<bool>,
    }
}
