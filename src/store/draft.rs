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
    /// Keeps a form as it stands; the last one of that form in this window.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn keep_draft(&self, clerk: &str, draft: &Draft) -> Result<(), Fault> {
        let params = named_params! {":clerk": clerk, ":form": draft.form, ":holder": self.holder(), ":at": draft.at.0,
        ":body": draft.body};
        self.db.run(sql!("core/draft_put"), params).map(|_| ())
    }

    /// Forgets this window's draft of a form: it was saved, or thrown away.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn drop_draft(&self, clerk: &str, form: &str) -> Result<(), Fault> {
        let params = named_params! {":clerk": clerk, ":form": form, ":holder": self.holder()};
        self.db.run(sql!("core/draft_drop"), params).map(|_| ())
    }

    /// The clerk's drafts that no other open window holds, newest first.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn drafts(&self, clerk: &str) -> Result<Vec<Draft>, Fault> {
        let all = self.kept(clerk)?;
        let folder = if all.is_empty() { None } else { self.folder() };
        let free = all.into_iter().filter(|(_, holder)| !self.window.is_held(folder.as_deref(), holder));
        Ok(free.map(|(draft, _)| draft).collect())
    }

    /// Makes a draft this window's own. False: another window was quicker.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn take_draft(&self, clerk: &str, draft: &Draft) -> Result<bool, Fault> {
        let transaction = self.db.begin()?;
        let (mine, folder) = (self.holder(), self.folder());
        let all = self.kept(clerk)?;
        let found = all.iter().find(|(d, holder)| d == draft && !self.window.is_held(folder.as_deref(), holder));
        let Some((_, from)) = found else { return Ok(false) };
        if from != mine {
            let give = |from: &str, to: &str| {
                let params = named_params! {":clerk": clerk, ":form": draft.form, ":holder": from, ":to": to};
                self.db.run(sql!("core/draft_give"), params)
            };
            // What this window has put down of the same form is kept beside it, for the next start.
            give(mine, &format!("{mine}-{}", draft.at.0))?;
            give(from, mine)?;
        }
        transaction.commit()?;
        Ok(true)
    }

    /// Every draft of the clerk with the window that it belongs to, newest first.
    fn kept(&self, clerk: &str) -> Result<Vec<(Draft, String)>, Fault> {
        let mut all = self.db.rows(sql!("core/drafts"), named_params! {":clerk": clerk}, |r| {
            Ok((Draft { form: r.get(0)?, at: Moment(r.get(1)?), body: r.get(2)? }, r.get::<_, String>(3)?))
        })?;
        all.sort_by_key(|(draft, _)| std::cmp::Reverse(draft.at));
        Ok(all)
    }

    fn holder(&self) -> &str {
        self.window.name(self.folder().as_deref())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Clock;
    use crate::base::ids::Ids;
    use crate::store::Site;
    use std::path::Path;

    const FORM: &str = "walkin/request.register";

    fn typed(text: &str, at: i64) -> Draft {
        Draft { form: FORM.into(), at: Moment(at), body: text.into() }
    }

    fn window(folder: &Path) -> Store {
        Store::open(folder, Ids::seeded(Clock::Fixed(Moment(1_790_000_000_000)), 1)).unwrap()
    }

    fn site(folder: &Path) -> Store {
        let site = Site { code: "QLQ".into(), name: "q".into(), hub: false, epoch: 0, for_play: true, studio: None };
        Store::create(folder, &site, Ids::seeded(Clock::Fixed(Moment(1_790_000_000_000)), 1)).unwrap()
    }

    fn offered(store: &Store) -> Vec<String> {
        store.drafts("wf").unwrap().into_iter().map(|d| d.body).collect()
    }

    #[test]
    fn two_windows_of_a_clerk_keep_two_drafts_and_a_third_is_offered_neither() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (site(&folder.path().join("d")), window(&folder.path().join("d")));
        one.keep_draft("wf", &typed("one", 1)).unwrap();
        two.keep_draft("wf", &typed("two", 2)).unwrap();
        one.keep_draft("wf", &typed("one more", 3)).unwrap();
        let third = window(&folder.path().join("d"));
        assert!(offered(&third).is_empty());
        // Saved in one window: the other's is untouched.
        two.drop_draft("wf", FORM).unwrap();
        drop(two);
        assert!(offered(&third).is_empty());
        drop(one);
        assert_eq!(offered(&third), ["one more"]);
    }

    #[test]
    fn a_draft_is_taken_up_by_one_window() {
        let folder = tempfile::tempdir().unwrap();
        let first = site(&folder.path().join("d"));
        first.keep_draft("wf", &typed("left", 1)).unwrap();
        drop(first);
        let (one, two) = (window(&folder.path().join("d")), window(&folder.path().join("d")));
        assert_eq!((offered(&one), offered(&two)), (vec!["left".to_owned()], vec!["left".to_owned()]));
        assert!(one.take_draft("wf", &typed("left", 1)).unwrap());
        assert!(!two.take_draft("wf", &typed("left", 1)).unwrap());
        assert!(offered(&two).is_empty());
        // What is typed on goes to the same draft; saved, nothing is left.
        one.keep_draft("wf", &typed("left and right", 5)).unwrap();
        one.drop_draft("wf", FORM).unwrap();
        drop(one);
        assert!(offered(&two).is_empty());
    }

    #[test]
    fn a_draft_taken_up_does_not_write_over_one_that_was_put_down_here() {
        let folder = tempfile::tempdir().unwrap();
        let first = site(&folder.path().join("d"));
        first.keep_draft("wf", &typed("left", 1)).unwrap();
        drop(first);
        let one = window(&folder.path().join("d"));
        one.keep_draft("wf", &typed("put down", 2)).unwrap();
        assert!(one.take_draft("wf", &typed("left", 1)).unwrap());
        one.keep_draft("wf", &typed("left and right", 3)).unwrap();
        drop(one);
        assert_eq!(offered(&window(&folder.path().join("d"))), ["left and right", "put down"]);
    }
}
