//! Drafts and what is remembered of terminals: private to a clerk, not commands, never exchanged.

use super::open::Store;
use super::{Fault, sql};
use crate::base::clock::Moment;
use rusqlite::named_params;

/// A form that was left unfinished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub form: String,
    pub at: Moment,
    /// JSON of the form's fields.
    pub body: String,
}

impl Store {
    /// Keeps a form as it stands; the last one of that form.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn keep_draft(&self, clerk: &str, draft: &Draft) -> Result<(), Fault> {
        let params = named_params! {":clerk": clerk, ":form": draft.form, ":at": draft.at.0, ":body": draft.body};
        self.db.run(sql!("core/draft_put"), params).map(|_| ())
    }

    /// Forgets a form's draft: it was saved, or thrown away.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn drop_draft(&self, clerk: &str, form: &str) -> Result<(), Fault> {
        self.db.run(sql!("core/draft_drop"), named_params! {":clerk": clerk, ":form": form}).map(|_| ())
    }

    /// The clerk's drafts, newest first.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn drafts(&self, clerk: &str) -> Result<Vec<Draft>, Fault> {
        self.db.rows(sql!("core/drafts"), named_params! {":clerk": clerk}, |r| {
            Ok(Draft { form: r.get(0)?, at: Moment(r.get(1)?), body: r.get(2)? })
        })
    }

    /// What the probe once learnt of this terminal.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn terminal(&self, clerk: &str, term: &str) -> Result<Option<String>, Fault> {
        self.db.one(sql!("core/terminal_get"), named_params! {":clerk": clerk, ":term": term}, |r| r.get(0))
    }

    /// Who last sat under this login name, and at which window this terminal stands; `None` = never said.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn seat(&self, login: &str, term: &str) -> Result<(Option<String>, Option<String>), Fault> {
        let clerk = self.db.one(sql!("core/seat_clerk"), named_params! {":login": login}, |r| r.get(0))?;
        let window = self.db.one(sql!("core/seat_window"), named_params! {":term": term}, |r| r.get(0))?;
        Ok((clerk, window))
    }

    /// Remembers both.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn keep_seat(&self, login: &str, term: &str, clerk: &str, window: &str) -> Result<(), Fault> {
        self.db.run(sql!("core/seat_clerk_put"), named_params! {":login": login, ":clerk": clerk})?;
        self.db.run(sql!("core/seat_window_put"), named_params! {":term": term, ":window": window}).map(|_| ())
    }

    /// Remembers what the probe learnt.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn keep_terminal(&self, clerk: &str, term: &str, answer: &str) -> Result<(), Fault> {
        let params = named_params! {":clerk": clerk, ":term": term, ":answer": answer};
        self.db.run(sql!("core/terminal_put"), params).map(|_| ())
    }
}
