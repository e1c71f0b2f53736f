//! Files on their way, as a person at the counter sees them: written for all, arrived and waiting, read.

use super::exchange::{Finding, Trouble};

/// What may be done with files from the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    /// Write a file for every site that lacks something.
    Write,
    /// Look through what lies in the folder `in`, without changing anything.
    Look,
    /// Read what lies there.
    Read,
    /// The same after a restore or a copied machine: what is ours comes back, the hub's line stands.
    Recover,
}

/// A file that lies in the folder `in`, and what reading it would do (or did).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The file's name, for people only.
    pub file: String,
    pub from: String,
    pub new: u64,
    pub known: u64,
    pub left_out: u64,
    /// Records that would look different.
    pub records: u64,
    /// Clashes that somebody would have to settle.
    pub clashes: u64,
    /// What is wrong with the file, or with a part of it.
    pub findings: Vec<Finding>,
}

impl Waiting {
    /// Would it be read by [`Errand::Recover`] and not otherwise: our own later records, or two histories?
    pub fn wants_recovery(&self) -> bool {
        self.findings.iter().any(|f| matches!(f.code, Trouble::SelfAhead | Trouble::Fork))
    }
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub to: String,
    pub operations: u64,
    /// Sealed for its reader; a plain one leaves names and numbers out.
    pub sealed: bool,
}

/// How an errand went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// On its way: operations done and in all.
    Moving {
        errand: Errand,
        done: u64,
        total: u64,
    },
    /// Every file stands whole in this folder.
    Written {
        folder: String,
        files: Vec<Written>,
    },
    Arrived(Vec<Waiting>),
    Read(Vec<Waiting>),
    /// Nothing was done, for this reason.
    Refused(Finding),
    /// The disk or the database failed under it; what is said is in the clerk's words.
    Failed(String),
}
