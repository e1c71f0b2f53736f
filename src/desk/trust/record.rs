//! What the roster is signed from.

use crate::desk::kind::{Class, Kind, field};

/// Entity kinds of this room. Non-personal, written by the hub alone.
pub const KINDS: &[Kind] = &[Kind {
    name: "sitekey",
    fields: &[
        // Not `site`: a record that names its writer so counts as the writer's own, and this one never is.
        field("code", Class::Sys),
        field("name", Class::Sys),
        field("hub", Class::Sys),
        field("number", Class::Sys),
        field("sign", Class::Sys),
        field("read", Class::Sys),
        field("since", Class::Sys),
        field("ended", Class::Sys),
        field("why", Class::Sys),
        field("after", Class::Sys),
    ],
}];

/// The entity of a key: one a site and key, so that adding it twice changes nothing.
pub fn sitekey_id(code: &str, sign: &str) -> String {
    format!("sitekey:k/{code}/{}", sign.get(..16).unwrap_or(sign))
}
