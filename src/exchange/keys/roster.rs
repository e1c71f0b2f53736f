//! The roster 名册: every site with its keys, signed by the hub.
//!
//! ```text
//! desk-roster 1
//! {"version":4,…}            the facts, one line
//! <128 hex digits>           Ed25519 of the hub over the two lines above
//! ```
//! The bytes that were signed are kept as they came, so nothing is ever written again to be checked.

use super::super::format::is_site;
use super::super::op::hex;
use super::card::NAME_MAX;
use super::{Bytes32, Card, SiteKey, is_recipient, is_sign_key, unhex};
use crate::desk::sites::exchange::{Finding, Trouble};
use crate::text::safe;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

const FIRST_LINE: &str = "desk-roster 1";
/// Largest roster, bytes: about 1,500 sites.
pub const ROSTER_MAX: usize = 512 * 1024;

/// Why a key ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// The site changed it; what it signed stands.
    Rotated,
    /// It was lost and replaced; what it signed stands up to what the hub held then.
    Replaced,
    /// The machine was stolen or is not to be trusted; likewise, and files signed by it are refused.
    Revoked,
}

/// The end of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ended {
    /// ms.
    pub at: i64,
    pub why: Why,
    /// `site.epoch.stream` to the last number that its signature covers; a stream that is not named: none.
    /// Does not count for `rotated`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub after: BTreeMap<String, i64>,
}

/// One key of one site. A site has at most one that has not ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    pub site: String,
    pub name: String,
    pub hub: bool,
    pub number: u32,
    /// Ed25519, hex.
    pub sign: String,
    /// `age1…`.
    pub read: String,
    /// Since when, ms.
    pub from: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
}

impl Member {
    /// The card this key came with, for its digits.
    pub fn card(&self) -> Card {
        Card::bare(&self.site, &self.name, self.hub, self.number, &self.sign, &self.read)
    }
}

/// The facts before they are signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unsigned {
    /// Rises by one at each change.
    pub version: i64,
    /// ms.
    pub at: i64,
    /// Code of the site that hosts the studio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub studio: Option<String>,
    /// By site, the newest key first.
    pub keys: Vec<Member>,
}

/// A roster whose signature holds. There is no other way to have one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    facts: Unsigned,
    text: String,
}

impl std::ops::Deref for Roster {
    type Target = Unsigned;
    fn deref(&self) -> &Unsigned {
        &self.facts
    }
}

fn bad(why: &str) -> Finding {
    Finding::of(Trouble::Roster).fact("why", why)
}

impl Unsigned {
    /// The key of a site that holds now.
    pub fn member(&self, site: &str) -> Option<&Member> {
        self.keys.iter().find(|m| m.site == site && m.ended.is_none())
    }

    /// Every key of a site, the newest first.
    pub fn keys_of<'a>(&'a self, site: &'a str) -> impl Iterator<Item = &'a Member> {
        self.keys.iter().filter(move |m| m.site == site)
    }

    /// Every site whose key holds now.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.keys.iter().filter(|m| m.ended.is_none())
    }

    /// The hub.
    pub fn hub(&self) -> Option<&Member> {
        self.members().find(|m| m.hub)
    }

    /// The lowest epoch that this site may write in: what was stolen is over.
    pub fn epoch_from(&self, site: &str) -> i64 {
        let revoked = self.keys_of(site).filter_map(|m| m.ended.as_ref()).filter(|e| e.why == Why::Revoked);
        let taken = revoked.flat_map(|e| e.after.keys()).filter_map(|k| k.split('.').nth(1)?.parse::<i64>().ok());
        taken.max().map_or(0, |epoch| epoch.saturating_add(1))
    }

    /// Whom a file for these sites is encrypted to.
    ///
    /// # Errors
    /// E-SENDER: a site that has no key in force.
    pub fn recipients(&self, sites: &[String]) -> Result<Vec<age::x25519::Recipient>, Finding> {
        let one = |site: &String| {
            let member = self.member(site).ok_or_else(|| Finding::of(Trouble::Sender).fact("site", site))?;
            member.read.parse().map_err(|_| bad("recipient"))
        };
        sites.iter().map(one).collect()
    }

    /// Signs it with the hub's key.
    ///
    /// # Errors
    /// E-ROSTER: it would not be taken by any site.
    pub fn sign(self, key: &SiteKey) -> Result<Roster, Finding> {
        let facts = serde_json::to_string(&self).map_err(|_| bad("form"))?;
        let head = format!("{FIRST_LINE}\n{facts}\n");
        let signature = hex(&key.sign(head.as_bytes()));
        let root = unhex(&key.sign_key()).ok_or_else(|| bad("root"))?;
        Roster::read(&format!("{head}{signature}\n"), &root)
    }

    fn check(&self) -> Result<(), Finding> {
        let (mut live, mut seen) = (BTreeSet::new(), BTreeSet::new());
        for m in &self.keys {
            let named = !m.name.is_empty() && m.name.chars().count() <= NAME_MAX && safe::clean(&m.name) == m.name;
            if !is_site(&m.site) || !named || m.number == 0 || is_sign_key(&m.sign).is_none() || !is_recipient(&m.read) {
                return Err(bad("member"));
            }
            // The same key twice would let an ended one live on under another name.
            if !seen.insert(&m.sign) || (m.ended.is_none() && !live.insert(&m.site)) {
                return Err(bad("twice"));
            }
        }
        match self.members().filter(|m| m.hub).count() {
            1 if self.version > 0 => Ok(()),
            _ => Err(bad("hub")),
        }
    }
}

impl Roster {
    /// Reads a roster and holds its signature against the hub's pinned key.
    ///
    /// # Errors
    /// E-ROSTER: form, content or signature wrong.
    pub fn read(text: &str, root: &Bytes32) -> Result<Roster, Finding> {
        let roster = Roster::first(text)?;
        if roster.root() != Some(*root) {
            return Err(bad("root"));
        }
        Ok(roster)
    }

    /// Reads a roster that says itself which hub it is of: good for nothing until a person has compared the
    /// hub's digits ([`Member::card`]), which then pins [`Roster::root`].
    ///
    /// # Errors
    /// E-ROSTER.
    pub fn first(text: &str) -> Result<Roster, Finding> {
        if text.len() > ROSTER_MAX {
            return Err(bad("length"));
        }
        let rest = text.strip_prefix(FIRST_LINE).and_then(|t| t.strip_prefix('\n')).ok_or_else(|| bad("form"))?;
        let (facts, signature) = rest.split_once('\n').ok_or_else(|| bad("form"))?;
        let signature = signature.strip_suffix('\n').and_then(unhex::<64>).ok_or_else(|| bad("form"))?;
        let signed = &text[..FIRST_LINE.len() + 1 + facts.len() + 1];
        let facts: Unsigned = serde_json::from_str(facts).map_err(|_| bad("form"))?;
        facts.check()?;
        let hub = facts.hub().and_then(|hub| is_sign_key(&hub.sign)).ok_or_else(|| bad("hub"))?;
        let signature = ed25519_dalek::Signature::from_bytes(&signature);
        hub.verify_strict(signed.as_bytes(), &signature).map_err(|_| bad("signature"))?;
        Ok(Roster { facts, text: text.to_owned() })
    }

    /// The file, byte for byte as it was signed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The hub's signing key: what is pinned.
    pub fn root(&self) -> Option<Bytes32> {
        self.hub().and_then(|hub| unhex(&hub.sign))
    }

    /// May this one stand in place of `ours`?
    ///
    /// # Errors
    /// E-ROSTER-OLD when it is older, E-ROSTER when it is another of the same version.
    pub fn after(&self, ours: &Roster) -> Result<bool, Finding> {
        if self.version < ours.version {
            return Err(Finding::of(Trouble::RosterOld).fact("version", self.version).fact("ours", ours.version));
        }
        match (self.version == ours.version, self.text == ours.text) {
            (true, true) => Ok(false),
            (true, false) => Err(bad("version")),
            _ => Ok(true),
        }
    }
}
