//! A site's card 站点名片: what the hub must know of it, and the 24 digits that two people compare.

use super::super::format::is_site;
use super::super::op::hex;
use super::{Bytes64, SiteKey, hash_of, is_recipient, is_sign_key, unhex};
use crate::desk::sites::exchange::{Finding, Trouble};
use crate::text::fold::half_width;
use crate::text::safe;
use serde::{Deserialize, Serialize};

/// Largest card file, bytes.
pub const CARD_MAX: usize = 4096;
/// Longest name of a site, characters.
pub(super) const NAME_MAX: usize = 64;

/// The public part of a site's key. Everybody may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// `1`: the form of this file.
    pub desk_card: u32,
    pub site: String,
    pub name: String,
    pub hub: bool,
    /// Which key of the site it is.
    pub number: u32,
    /// Ed25519, hex.
    pub sign: String,
    /// `age1…`.
    pub read: String,
    /// At a change of keys: the key before signs for this one, hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

impl Card {
    /// The card of a key; `before` signs for it when keys are changed.
    pub fn of(site: &str, name: &str, hub: bool, key: &SiteKey, before: Option<&SiteKey>) -> Card {
        let name: String = safe::clean(name).trim().chars().take(NAME_MAX).collect();
        let (sign, read) = (key.sign_key(), key.recipient());
        let mut card = Card { desk_card: 1, site: site.into(), name, hub, number: key.number, sign, read, by: None };
        card.by = before.map(|before| hex(&before.sign(&card.succession())));
        card
    }

    /// A card from its facts, as the roster keeps them.
    pub(super) fn bare(site: &str, name: &str, hub: bool, number: u32, sign: &str, read: &str) -> Card {
        let (site, name, sign, read) = (site.into(), name.into(), sign.into(), read.into());
        Card { desk_card: 1, site, name, hub, number, sign, read, by: None }
    }

    fn digest(&self) -> [u8; 32] {
        let number = self.number.to_be_bytes();
        let parts: [&[u8]; 6] = [
            self.site.as_bytes(),
            self.name.as_bytes(),
            &[u8::from(self.hub)],
            &number,
            self.sign.as_bytes(),
            self.read.as_bytes(),
        ];
        hash_of("desk card 1", &parts)
    }

    fn succession(&self) -> Vec<u8> {
        [b"desk next key 1\n".as_slice(), &self.digest()].concat()
    }

    /// Did the holder of `sign` (the key before) sign for this card?
    pub fn follows(&self, sign: &str) -> bool {
        let given = self.by.as_deref().and_then(unhex::<64>);
        let (Some(key), Some(given)) = (is_sign_key(sign), given) else { return false };
        let given: Bytes64 = given;
        key.verify_strict(&self.succession(), &ed25519_dalek::Signature::from_bytes(&given)).is_ok()
    }

    /// The digits that two people compare on the telephone.
    ///
    /// 24 decimal digits are 79.7 bits of SHA-256 over all of the card's facts. The site's key is made before
    /// anybody knows its digits, so whoever wants to pass off another card must find a second one for given
    /// digits: about 2^79 keys to try, beyond anybody's means; there is no shortcut by collision, because the
    /// forger does not choose the first card.
    pub fn digits(&self) -> Digits {
        let mut high = [0u8; 16];
        high.copy_from_slice(&self.digest()[..16]);
        Digits(u128::from_be_bytes(high) % 10u128.pow(24))
    }

    /// The file: one line of JSON.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).map(|text| text + "\n").unwrap_or_default()
    }

    /// Reads a card file.
    ///
    /// # Errors
    /// E-CARD: it is none, or its keys are no keys.
    pub fn parse(text: &[u8]) -> Result<Card, Finding> {
        let bad = || Finding::of(Trouble::Card);
        if text.len() > CARD_MAX {
            return Err(bad());
        }
        let card: Card = serde_json::from_slice(text).map_err(|_| bad())?;
        let named = !card.name.is_empty() && card.name.chars().count() <= NAME_MAX && safe::clean(&card.name) == card.name;
        let keys = is_sign_key(&card.sign).is_some() && is_recipient(&card.read);
        (card.desk_card == 1 && is_site(&card.site) && named && keys && card.number > 0).then_some(card).ok_or_else(bad)
    }
}

/// A check number of 24 digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits(u128);

impl Digits {
    /// Reads what a person typed: digits with any spaces or hyphens between, half or full width. Nothing but 24.
    pub fn parse(text: &str) -> Option<Digits> {
        let plain: String = half_width(text).chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let right = plain.len() == 24 && plain.bytes().all(|b| b.is_ascii_digit());
        right.then(|| plain.parse().ok().map(Digits)).flatten()
    }
}

impl std::fmt::Display for Digits {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let all = format!("{:024}", self.0);
        let groups: Vec<&str> = (0..6).map(|n| &all[n * 4..n * 4 + 4]).collect();
        out.write_str(&groups.join(" "))
    }
}
