//! What is told about exchange between sites by file: troubles with their facts, peers, files, counts.

use crate::codes;
use serde::Serialize;
use std::collections::BTreeMap;

codes! {
    /// Everything that can be wrong with a file from another site (SYNC.md section 9).
    pub enum Trouble {
        /// The path is no regular file, or cannot be read. Facts: `why`.
        NoFile = "E-FILE",
        NotBundle = "E-NOTBUNDLE",
        /// Made by a newer program. Facts: `format`.
        NewFormat = "E-NEWFORMAT",
        /// The file ends too early.
        Short = "E-SHORT",
        Header = "E-HEADER",
        /// Larger than a bundle may be. Facts: `limit`.
        Size = "E-SIZE",
        /// What closes the file does not fit what is before it: changed on the way. For a plain file it is a checksum.
        Seal = "E-SIG",
        /// Facts: `to`, `site`.
        Address = "E-ADDR",
        Corrupt = "E-CORRUPT",
        /// Manifest and content say different things. Facts: `what`.
        Mismatch = "E-MISMATCH",
        /// Facts: `what`, `limit`.
        Limit = "E-LIMIT",
        /// Facts: `site`, `stream`, `first`, `last`, `mine`.
        Gap = "E-GAP",
        /// Facts: `site`, `stream`, `first`.
        Fork = "E-FORK",
        /// The histories part before this file begins. Facts: `site`, `stream`, `first`.
        ForkEarlier = "E-FORK-EARLIER",
        /// Facts: `site`, `stream`, `first`, `last`.
        SelfAhead = "E-SELF-AHEAD",
        /// Facts: `site`, `stream`, `from`.
        Chain = "E-CHAIN",
        /// Facts: `count`, `from`.
        Clock = "E-CLOCK",
        /// Facts: `count`, `from`.
        Owner = "E-OWNER",
        /// Facts: `count`.
        Schema = "E-SCHEMA",
        /// `--all` and nobody has ever been written to or read from.
        NoPeer = "E-NOPEER",
        /// `--to` is no other site's code. Facts: `given`.
        BadPeer = "E-PEER",
        /// The sender is not in the roster. Facts: `site`.
        Sender = "E-SENDER",
        /// The key that signed was withdrawn. Facts: `site`, `day`.
        Revoked = "E-REVOKED",
        /// The file is for us, and none of our keys opens it.
        Key = "E-KEY",
        /// This site is in no roster yet.
        NoRoster = "E-NOROSTER",
        /// A roster that the pinned hub did not sign, or that is not one. Facts: `why`.
        Roster = "E-ROSTER",
        /// Facts: `version`, `ours`.
        RosterOld = "E-ROSTER-OLD",
        /// A plain file, and this site is in a roster. Facts: `site`.
        Plain = "E-PLAIN",
        /// Not a site's card.
        Card = "E-CARD",
        /// Not a recovery sheet, or a word of it is wrong. Facts: `why`.
        Sheet = "E-SHEET",
        /// The roster does not name this site's key. Facts: `site`.
        NotListed = "E-NOTLISTED",
        /// The digits were not confirmed. Facts: `site`, `digits`.
        NotCompared = "E-NOTCOMPARED",
        /// The roster closes the epoch that this machine writes in. Facts: `site`, `epoch`: the first that is open.
        Epoch = "E-EPOCH",
        /// The digits typed are not the card's. Facts: `site`, `given`.
        Digits = "E-DIGITS",
    }
}

/// A trouble with its facts; `i18n::exchange` has the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub code: Trouble,
    pub facts: BTreeMap<&'static str, String>,
}

impl Finding {
    /// A finding without facts.
    pub fn of(code: Trouble) -> Finding {
        Finding { code, facts: BTreeMap::new() }
    }

    /// The same with one more fact.
    pub fn fact(mut self, name: &'static str, value: impl ToString) -> Finding {
        self.facts.insert(name, value.to_string());
        self
    }
}

/// What a site has refused or lacks, as it tells the hub.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Told {
    pub code: String,
    pub site: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub stream: String,
    #[serde(default)]
    pub first: i64,
    #[serde(default)]
    pub last: i64,
    /// ms.
    pub at: i64,
}

/// Another site, as this one knows it from its files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Peer {
    pub site: String,
    pub name: String,
    pub hub: bool,
    /// When its last file was made, RFC 3339; empty: nothing has come from it yet.
    pub heard: String,
    /// When the last file for it was made; empty: never.
    pub written: String,
    /// What it says it holds: stream to highest number.
    pub have: BTreeMap<String, i64>,
    /// Operations it may read and has not said it has.
    pub lacks: i64,
}

/// A file that was written or read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bundle {
    pub id: String,
    /// `in` or `out`.
    pub way: String,
    pub peer: String,
    /// When it was read or written here, RFC 3339.
    pub at: String,
    pub clerk: String,
    /// Counts of a file read; what the peer has once it has read a file written.
    pub counts: serde_json::Value,
}

/// Something that stays open until a file heals it or a person decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Open {
    pub code: String,
    pub site: String,
    pub stream: String,
    pub first: i64,
    pub last: i64,
    /// The bundle that showed it.
    pub via: String,
}

/// The state of exchange in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub site: String,
    pub epoch: i64,
    pub hub: bool,
    pub peers: i64,
    pub written: i64,
    pub read: i64,
    /// Operations of other sites in the log, and those of them whose personal part was withheld.
    pub foreign: i64,
    pub withheld: i64,
    /// In the log, not in any list; by reason: `clock`, `owner`, `local`, `newer`, `shape`.
    pub held: BTreeMap<String, i64>,
    /// Records with something that only a newer program knows.
    pub newer: i64,
    pub have: BTreeMap<String, i64>,
    pub open: Vec<Open>,
}
