//! The one door: commands in, replies or reasons out.

use super::db::Db;
use super::journal::{Journal, Span};
use super::open::{Site, Store};
use super::{Fault, accord, loans, report, residents, seen, sites, sql, studio, trust, undo, walkin};
use crate::base::clock::{Clock, Moment};
use crate::base::ids::Ids;
use crate::desk::change::{Actor, Change, Ctx, Fields, Plan, Removal, Verdict};
use crate::desk::command::{Command, Order};
use crate::desk::query::{Answer, Query};
use crate::desk::reason::{Common, Reason};
use rusqlite::named_params;

/// A command that was done. When it is returned, it is on the disk.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    pub cmd: &'static str,
    /// The journal entry, `entry:…`.
    pub entry: String,
    pub result: Fields,
    pub warnings: Vec<Reason>,
    /// Nothing had to be written: everything was so already.
    pub unchanged: bool,
}

/// A command that was not done; nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("refused by a rule")]
    Rule(Vec<Reason>),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// How far a stated time may run ahead of the machine's clock (COMMANDS.md, `--now`).
const AHEAD_MS: i64 = 24 * 3600 * 1000;

impl Store {
    /// Does one command: one immediate transaction, pure rule, journal entry.
    ///
    /// # Errors
    /// [`Refusal::Rule`] with all reasons together, or [`Refusal::Fault`]; nothing was written then.
    pub fn execute(&mut self, order: &Order, who: &Actor, at: Moment) -> Result<Reply, Refusal> {
        self.batch(|batch| batch.execute(order, who, at))
    }

    /// Several commands in one transaction: all that `work` did is kept if it returns `Ok`, nothing otherwise.
    ///
    /// # Errors
    /// What `work` returns, or a fault of the database.
    pub fn batch<T, E: From<Fault>>(&mut self, work: impl FnOnce(&mut Batch<'_>) -> Result<T, E>) -> Result<T, E> {
        self.db.writable()?;
        let begin = |e: rusqlite::Error| E::from(self.db.told(e));
        // `Db` keeps the connection, so the transaction is opened unchecked and closed here, in one place.
        let transaction = self.db.begin().map_err(begin)?;
        self.db.late.begin();
        let done = self.work(work);
        self.db.late.end();
        match done {
            Ok(done) => {
                transaction.commit().map_err(begin)?;
                self.db.queue.wrote();
                accord::scrub(&self.db)?;
                Ok(done)
            }
            Err(error) => {
                // What was read within the transaction is no longer so.
                self.db.days.forget();
                Err(error)
            }
        }
    }

    fn work<T, E: From<Fault>>(&self, work: impl FnOnce(&mut Batch<'_>) -> Result<T, E>) -> Result<T, E> {
        let journal = Journal::begin(&self.db, &self.site, &self.ids)?;
        let mut batch = Batch { db: &self.db, site: &self.site, ids: &self.ids, journal, store: self };
        let done = work(&mut batch)?;
        batch.journal.end()?;
        self.db.write_keys()?;
        Ok(done)
    }

    /// Lets `look` ask as much as it likes of one state of the database, whatever others write meanwhile: what stands
    /// together on the screen agrees, and the database is locked and looked for once instead of for each question.
    pub fn at_one_moment<T>(&self, look: impl FnOnce() -> T) -> T {
        // Where the disk does not let us begin, the questions themselves are told so.
        let moment = self.db.conn.unchecked_transaction().ok();
        let seen = look();
        // Nothing was written: how it ends makes no difference.
        let _ = moment.map(rusqlite::Transaction::commit);
        seen
    }

    /// Answers a question.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn ask(&self, query: &Query, at: Moment) -> Result<Answer, Fault> {
        let db = &self.db;
        Ok(match query {
            Query::Residents(q) => residents::answer(db, q, at)?.into(),
            Query::Loans(q) => loans::answer(db, q, at)?.into(),
            Query::Sites(q) => sites::answer(db, q, at)?.into(),
            Query::Trust(q) => trust::answer(db, q, at)?.into(),
            Query::Walkin(q) => walkin::answer(db, q, at)?.into(),
            Query::Studio(q) => studio::answer(db, q, at)?.into(),
            Query::Report(q) => report::answer(db, q, at)?.into(),
            Query::Accord(q) => accord::answer(db, q, at)?.into(),
        })
    }
}

/// Commands within one transaction.
#[derive(Debug)]
pub struct Batch<'a> {
    db: &'a Db,
    site: &'a Site,
    ids: &'a Ids,
    journal: Journal<'a>,
    store: &'a Store,
}

impl Batch<'_> {
    /// The code of this site.
    pub fn site(&self) -> &str {
        &self.site.code
    }

    /// Answers a question, with what the batch has done so far.
    ///
    /// # Errors
    /// As [`Store::ask`].
    pub fn ask(&self, query: &Query, at: Moment) -> Result<Answer, Fault> {
        self.store.ask(query, at)
    }

    /// Does one command of the batch. A refusal leaves the batch usable: rules decide before anything is written.
    ///
    /// # Errors
    /// As [`Store::execute`]. After a fault the batch must be given up.
    pub fn execute(&mut self, order: &Order, who: &Actor, at: Moment) -> Result<Reply, Refusal> {
        self.check_time(at)?;
        let ctx = Ctx { at, site: &self.site.code, hub: self.site.hub, who, ids: self.ids, over: order.over.as_deref() };
        let entry = self.ids.next("entry");
        if let Some(undo) = undo::wanted(&order.command) {
            let found = undo::plan(self.db, self.site, undo, &ctx)?.map_err(Refusal::Rule)?;
            let span = self.write(&found.changes, &[], &who.clerk, &entry, at)?;
            self.enter(&entry, order, who, at, &span, Some(&found.entry))?;
            self.db.run(sql!("core/entry_undone"), named_params! {":clerk": who.clerk, ":id": found.entry, ":by": entry})?;
            if let Some(first) = &found.opens {
                self.db
                    .run(sql!("core/entry_undone"), named_params! {":clerk": who.clerk, ":id": first, ":by": None::<String>})?;
            }
            let mut result = Fields::new();
            let done = if found.opens.is_some() { "redone" } else { "undone" };
            result.insert(done.into(), found.command.into());
            if let Some(record) = found.record {
                result.insert("record".into(), record.into());
            }
            if let Some(of) = found.of {
                result.insert("of".into(), of.into());
            }
            return Ok(Reply { cmd: order.command.name(), entry, result, warnings: found.warnings, unchanged: false });
        }
        let plan = self.plan(&order.command, &ctx)?.map_err(Refusal::Rule)?;
        let unread = order.unread(&plan.warnings);
        if !unread.is_empty() {
            return Err(Refusal::Rule(unread));
        }
        let overtaken = seen::overtaken(self.db, order, &plan)?;
        if !overtaken.is_empty() {
            return Err(Refusal::Rule(overtaken));
        }
        let reply = self.apply(plan, order, who, at, entry)?;
        if let Command::Trust(_) = order.command {
            trust::follow(self.db, self.site, at)?;
        }
        Ok(reply)
    }

    fn apply(&mut self, plan: Plan, order: &Order, who: &Actor, at: Moment, entry: String) -> Result<Reply, Refusal> {
        let long = plan.changes.iter().find_map(|change| crate::exchange::op::too_long(&change.fields));
        if let Some((field, given, limit)) = long {
            let reason = Reason::of(Common::TooLong).fact("field", field).fact("given", given).fact("limit", limit);
            return Err(Refusal::Rule(vec![reason]));
        }
        let span = self.write(&plan.changes, &plan.removals, &who.clerk, &entry, at)?;
        let unchanged = span.is_empty();
        if !unchanged {
            self.enter(&entry, order, who, at, &span, None)?;
        }
        Ok(Reply { cmd: order.command.name(), entry, result: plan.result, warnings: plan.warnings, unchanged })
    }

    /// Writes what this site may write, and what follows from it between sites.
    fn write(&mut self, changes: &[Change], gone: &[Removal], clerk: &str, entry: &str, at: Moment) -> Result<Span, Refusal> {
        let reasons = accord::check(self.db, self.site, changes)?;
        if !reasons.is_empty() {
            return Err(Refusal::Rule(reasons));
        }
        let mut span = self.journal.write(changes, clerk, entry, at)?;
        self.journal.remove(gone, clerk, entry, at, &mut span)?;
        let removed = gone.iter().map(Removal::ent);
        accord::after(self.db, changes.iter().map(|c| c.ent.as_str()).chain(removed), accord::Source::Here)?;
        Ok(span)
    }

    fn plan(&self, command: &Command, ctx: &Ctx<'_>) -> Result<Verdict, Fault> {
        match command {
            Command::Residents(c) => residents::plan(self.db, c, ctx),
            Command::Loans(c) => loans::plan(self.db, c, ctx),
            Command::Sites(c) => sites::plan(self.db, c, ctx),
            Command::Trust(c) => trust::plan(self.db, c, ctx),
            Command::Walkin(c) => walkin::plan(self.db, c, ctx),
            Command::Studio(c) => studio::plan(self.db, c, ctx),
            Command::Accord(c) => accord::plan(self.db, c, ctx),
        }
    }

    fn enter(&self, entry: &str, order: &Order, who: &Actor, at: Moment, span: &Span, undoes: Option<&str>) -> Result<(), Fault> {
        let ops = serde_json::to_string(span)?;
        self.db.run(
            sql!("core/entry_add"),
            named_params! {":id": entry, ":clerk": who.clerk, ":stated": at.0, ":real": Clock::real().0,
            ":cmd": order.command.name(), ":epoch": self.journal.epoch(), ":ops": ops, ":undoes": undoes, ":over": order.over},
        )?;
        Ok(())
    }

    fn check_time(&self, at: Moment) -> Result<(), Refusal> {
        let real = Clock::real();
        if !self.site.for_play && at.0 > real.0 + AHEAD_MS {
            let reason = Reason::of(Common::TooFarAhead).fact("stated", at.rfc3339()).fact("real", real.rfc3339());
            return Err(Refusal::Rule(vec![reason]));
        }
        Ok(())
    }
}

/// Used by undo to hand back what it found.
#[derive(Debug)]
pub(super) struct Inverse {
    /// The entry that is taken back.
    pub entry: String,
    pub command: String,
    /// The number that people know its first record by: a request's, a ticket's, a booking's; none for records without.
    pub of: Option<String>,
    /// The id of its first record: where a clerk looks next.
    pub record: Option<String>,
    pub changes: Vec<Change>,
    /// Redo: the entry whose undo is taken back, so that it can be undone again.
    pub opens: Option<String>,
    /// Done, but say it.
    pub warnings: Vec<Reason>,
}
