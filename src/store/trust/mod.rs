//! Keys and trust in the database: the roster, the pinned hub, this site's key file beside it.

mod plan;

pub(super) use plan::{TABLES, answer, follow, plan};

use super::db::Db;
use super::execute::Refusal;
use super::open::Store;
use super::{Fault, sql};
use crate::base::clock::Moment;
use crate::base::ids::Ids;
use crate::desk::change::Actor;
use crate::desk::command::{Command, Order};
use crate::desk::sites::exchange::{Finding, Trouble};
use crate::desk::trust::{self, AddSite};
use crate::exchange::keys::{Bytes32, Card, KeyFault, KeyRing, Roster, SiteKey, unhex};
use rusqlite::named_params;
use std::path::{Path, PathBuf};

impl From<KeyFault> for Fault {
    fn from(fault: KeyFault) -> Fault {
        Fault::Folder { path: fault.path, why: fault.why }
    }
}

/// Makes a site's first key, before anything is signed or sealed with it.
pub(super) fn first_key(folder: &Path, site: &str, ids: &Ids) -> Result<KeyRing, Fault> {
    match KeyRing::load(folder)? {
        Some(ring) => Ok(ring),
        None => Ok(KeyRing::with(site, SiteKey::generate(1, ids)).save_first(folder)?),
    }
}

/// The folder of the database; none in memory.
fn folder(db: &Db) -> Option<PathBuf> {
    let path = db.conn.path().filter(|p| !p.is_empty())?;
    Path::new(path).parent().map(Path::to_owned)
}

/// The hub's signing key, pinned after its digits were compared.
pub(super) fn root(db: &Db) -> Result<Option<Bytes32>, Fault> {
    let found: Option<Option<String>> = db.one(sql!("core/site_state"), [], |r| r.get("root"))?;
    Ok(found.flatten().and_then(|hex| unhex(&hex)))
}

/// The newest roster, its signature held against the pinned hub.
pub(super) fn roster(db: &Db) -> Result<Option<Roster>, Fault> {
    let Some(root) = root(db)? else { return Ok(None) };
    let Some(text): Option<String> = db.one(sql!("trust/roster"), [], |r| r.get(0))? else { return Ok(None) };
    Roster::read(&text, &root).map(Some).map_err(|_| Fault::Damaged("roster".into()))
}

/// The site that hosts the studio, as the roster says.
pub(super) fn studio(db: &Db) -> Result<Option<String>, Fault> {
    Ok(roster(db)?.and_then(|r| r.studio.clone()))
}

/// Takes a roster that came in a file, within the transaction of the caller; `Ok(true)` if it is newer than ours.
/// The same roster again is no news.
///
/// # Errors
/// The inner one is E-NOROSTER (nothing pinned yet), E-ROSTER or E-ROSTER-OLD: the roster we have stays.
pub(super) fn take_roster(db: &Db, text: &str, via: &str, at: Moment) -> Result<Result<bool, Finding>, Fault> {
    let Some(root) = root(db)? else { return Ok(Err(Finding::of(Trouble::NoRoster))) };
    let new = match Roster::read(text, &root) {
        Ok(new) => new,
        Err(finding) => return Ok(Err(finding)),
    };
    if let Some(ours) = roster(db)? {
        match new.after(&ours) {
            Ok(true) => {}
            said => return Ok(said),
        }
    }
    add_roster(db, &new, via, at)?;
    Ok(Ok(true))
}

fn add_roster(db: &Db, new: &Roster, via: &str, at: Moment) -> Result<(), Fault> {
    let params = named_params! {":version": new.version, ":at": at.0, ":doc": new.text(), ":via": via};
    db.run(sql!("trust/roster_add"), params)?;
    Ok(())
}

impl Store {
    /// The folder of the database; none in memory.
    pub fn folder(&self) -> Option<PathBuf> {
        folder(&self.db)
    }

    /// At the hub: its own key is in the roster, and the roster follows from what was decided. Changes nothing the
    /// second time, nor at another site.
    ///
    /// # Errors
    /// A fault of the database or of the key file.
    pub fn enrol_hub(&mut self, who: &Actor, at: Moment) -> Result<(), Fault> {
        if !self.site.hub || self.folder().is_none() {
            return Ok(());
        }
        let ring = self.key_ring()?;
        let card = Card::of(&self.site.code, &self.site.name, true, ring.newest(), None).to_text();
        let order = Order::from(Command::from(trust::Command::AddSite(AddSite { card, digits: None })));
        match self.execute(&order, who, at) {
            Ok(_) => Ok(()),
            Err(Refusal::Fault(fault)) => Err(fault),
            Err(refusal) => Err(Fault::Other(refusal.to_string())),
        }
    }

    /// Makes the site's next key. A key that no roster names yet is not followed by another.
    ///
    /// # Errors
    /// The key file cannot be written; the old one stands then.
    pub fn rotate_key(&self) -> Result<(), Fault> {
        let folder = self.folder().ok_or_else(|| Fault::Other("a database in memory has no key file".into()))?;
        let mut ring = self.key_ring()?;
        let named = self.roster()?.and_then(|r| r.member(&self.site.code).map(|m| m.sign.clone()));
        let waiting = named.is_some_and(|sign| ring.key(&sign).is_some() && ring.newest().sign_key() != sign);
        if !waiting {
            ring.rotate(&self.ids);
            ring.save(&folder)?;
        }
        Ok(())
    }

    /// Drops keys that the roster replaced more than 90 days ago from the key file.
    ///
    /// # Errors
    /// The key file cannot be read or written.
    pub fn prune_keys(&self, at: Moment) -> Result<(), Fault> {
        let (Some(folder), Some(roster)) = (self.folder(), self.roster()?) else { return Ok(()) };
        let Some(mut ring) = KeyRing::load(&folder)? else { return Ok(()) };
        if ring.prune(&roster, at.0) {
            ring.save(&folder)?;
        }
        Ok(())
    }

    /// Puts a key from its sheet back into the key file; false if it is there.
    ///
    /// # Errors
    /// The key file cannot be written.
    pub fn recover_key(&self, key: SiteKey) -> Result<bool, Fault> {
        let folder = self.folder().ok_or_else(|| Fault::Other("a database in memory has no key file".into()))?;
        let mut ring = match KeyRing::load(&folder)? {
            Some(ring) => ring,
            None => return Ok(KeyRing::with(&self.site.code, key).save_first(&folder).map(|_| true)?),
        };
        let added = ring.add(key);
        if added {
            ring.save(&folder)?;
        }
        Ok(added)
    }

    /// This site's keys. A database of an earlier program gets its key now; if the roster knows a key of ours
    /// whose file was lost, the new one has the next number.
    ///
    /// # Errors
    /// The key file is readable by others, is none, or cannot be written; a database in memory has no folder.
    pub fn key_ring(&self) -> Result<KeyRing, Fault> {
        let folder = self.folder().ok_or_else(|| Fault::Other("a database in memory has no key file".into()))?;
        let ring = match KeyRing::load(&folder)? {
            Some(ring) => ring,
            None => {
                let known = roster(&self.db)?;
                let last = known.iter().flat_map(|r| r.keys_of(&self.site.code)).map(|m| m.number).max().unwrap_or(0);
                KeyRing::with(&self.site.code, SiteKey::generate(last.saturating_add(1), &self.ids)).save_first(&folder)?
            }
        };
        if ring.site != self.site.code {
            return Err(Fault::Folder { path: folder.display().to_string(), why: format!("key file of {}", ring.site) });
        }
        Ok(ring)
    }

    /// The newest roster; none before this site was enrolled.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn roster(&self) -> Result<Option<Roster>, Fault> {
        roster(&self.db)
    }

    /// The hub's signing key that this site trusts.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn pinned_root(&self) -> Result<Option<Bytes32>, Fault> {
        root(&self.db)
    }

    /// Takes a roster signed by the pinned hub, in a transaction of its own. `Ok(Ok(true))` if it is newer than ours.
    ///
    /// # Errors
    /// The inner one says why it was not taken.
    pub fn save_roster(&mut self, text: &str, via: &str, at: Moment) -> Result<Result<bool, Finding>, Fault> {
        let transaction = self.db.begin()?;
        let said = take_roster(&self.db, text, via, at)?;
        transaction.commit()?;
        Ok(said)
    }

    /// Pins the hub of this roster and takes it. Only after a person has compared the hub's digits. A hub with
    /// another key begins a new line of rosters.
    ///
    /// # Errors
    /// The inner one: E-ROSTER-OLD or E-ROSTER; nothing was pinned then.
    pub fn pin(&mut self, roster: &Roster, via: &str, at: Moment) -> Result<Result<bool, Finding>, Fault> {
        let transaction = self.db.begin()?;
        let Some(new) = roster.hub().map(|hub| hub.sign.clone()) else {
            return Ok(Err(Finding::of(Trouble::Roster).fact("why", "hub")));
        };
        if root(&self.db)? != roster.root() {
            // Rosters under another root are no predecessors; the log of operations still shows that they were.
            self.db.run(sql!("trust/roster_forget"), [])?;
            self.db.run(sql!("trust/root_set"), named_params! {":root": new})?;
        }
        let said = take_roster(&self.db, roster.text(), via, at)?;
        if said.is_ok() {
            transaction.commit()?;
        }
        Ok(said)
    }
}

#[cfg(test)]
mod tests;
