//! Entity kinds: which fields a record has, who may read each, and what two sites' edits of it mean.

use crate::base::older;
use crate::desk::{accord, loans, residents, sites, studio, trust, walkin};

/// Who may read a field (SYNC.md section 1). Each class of an entity is written as an operation of
/// its own, so that everyone who may read a field holds the same operations about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// All sites. Never personal.
    Pub,
    /// This site and the hub. Not personal: numbers, states, dates, references.
    Hub,
    /// This site and the hub, personal: names, numbers, phones, addresses, free text.
    Person,
    /// The studio's desk, this site and the hub, personal: who comes to a booking.
    Client,
    /// The two desks between which a request is handed over, and the hub. Not personal.
    Desks,
    /// The same, personal: who it is about and why.
    DesksPerson,
    /// Written by the hub, read by all; a site's own override stays at the site and the hub.
    Sys,
}

impl Class {
    /// Is it left out of a file that is not encrypted?
    pub fn personal(self) -> bool {
        matches!(self, Class::Person | Class::Client | Class::DesksPerson)
    }
}

/// One field of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub class: Class,
    /// Two sites' concurrent values are shown as a choice; otherwise the later one stands.
    pub ask: bool,
}

/// A field whose later value stands.
pub const fn field(name: &'static str, class: Class) -> Field {
    Field { name, class, ask: false }
}

/// A field whose concurrent values a person must choose between.
pub const fn ask(name: &'static str, class: Class) -> Field {
    Field { name, class, ask: true }
}

/// A kind of entity.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The part of an id before the colon.
    pub name: &'static str,
    pub fields: &'static [Field],
}

impl Kind {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|f| f.name == name && !older::hides(self.name, Some(name)))
    }
}

/// Every kind of every room.
pub fn all() -> impl Iterator<Item = &'static Kind> {
    [residents::KINDS, walkin::KINDS, studio::KINDS, loans::KINDS, sites::KINDS, trust::KINDS, accord::KINDS]
        .into_iter()
        .flatten()
}

/// The kind of this name.
pub fn find(name: &str) -> Option<&'static Kind> {
    all().find(|k| k.name == name && !older::hides(name, None))
}
