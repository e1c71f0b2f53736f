//! The records of this room.

use crate::desk::kind::{Class, Kind, field};

/// Entity kinds of this room.
pub const KINDS: &[Kind] = &[Kind { name: "title", fields: &[field("name", Class::Pub)] }];
