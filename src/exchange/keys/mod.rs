//! Keys and the documents around them (SYNC.md section 12): the site's own key, its card, the hub's roster.
//! Pure over bytes, except [`ring`]'s one file.
//!
//! * A site has one secret of 32 random bytes a key number; both its signing key (Ed25519) and its reading key
//!   (X25519, an age identity) are derived from it, so one sheet of 24 words brings both back.
//! * What a key signs always begins with a line that names its purpose, so no signature serves twice.
//! * Trust begins with the hub's key, pinned after its digits were compared on the telephone, and goes on from
//!   there by signed rosters whose version only rises.

mod card;
mod check;
mod ring;
mod roster;
mod secret;
mod sheet;

pub use card::{Card, Digits};
pub use check::Standing;
pub use ring::{KEY_FILE, KeyFault, KeyRing};
pub use roster::{Ended, Member, Roster, Unsigned, Why};
pub use secret::SiteKey;
pub use sheet::Sheet;

use super::op::hex;
use sha2::{Digest, Sha256};

/// A public signing key, or any other 32 bytes.
pub type Bytes32 = [u8; 32];
/// A signature.
pub type Bytes64 = [u8; 64];

/// Lower-case hex back to exactly `N` bytes; nothing else is taken.
pub fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |b: u8| match b {
        b'0'..=b'9' => Some(b - b'0'),
        b'a'..=b'f' => Some(b - b'a' + 10),
        _ => None,
    };
    let text = text.as_bytes();
    let mut out = [0u8; N];
    if text.len() != N * 2 {
        return None;
    }
    for (to, pair) in out.iter_mut().zip(text.chunks_exact(2)) {
        *to = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(out)
}

/// SHA-256 over parts, each behind its length, so that no two lists of parts give the same bytes.
fn hash_of(purpose: &str, parts: &[&[u8]]) -> Bytes32 {
    let mut hash = Sha256::new();
    for part in std::iter::once(purpose.as_bytes()).chain(parts.iter().copied()) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// What is signed of a checkpoint: the author's stream is whole up to `seq`, whose chained hash is `hash`.
fn checkpoint_message(site: &str, epoch: i64, stream: &str, seq: i64, hash: &[u8]) -> Vec<u8> {
    let parts = [site.as_bytes(), &epoch.to_be_bytes(), stream.as_bytes(), &seq.to_be_bytes(), hash];
    [b"desk checkpoint 1\n".as_slice(), &hash_of("checkpoint", &parts)].concat()
}

/// What is signed of a file: the SHA-512 of everything before its signature.
fn file_message(sha512: &Bytes64) -> Vec<u8> {
    [b"desk file 1\n".as_slice(), sha512].concat()
}

/// Is this `age1…`?
fn is_recipient(text: &str) -> bool {
    text.len() < 100 && text.parse::<age::x25519::Recipient>().is_ok()
}

/// Is this a signing key that a signature can be held against? Weak points are none.
fn is_sign_key(text: &str) -> Option<ed25519_dalek::VerifyingKey> {
    let key = ed25519_dalek::VerifyingKey::from_bytes(&unhex::<32>(text)?).ok()?;
    (!key.is_weak()).then_some(key)
}

/// The first eight hex digits of a key, to tell two apart in a list.
pub fn short(sign: &str) -> String {
    hex(&hash_of("short", &[sign.as_bytes()])[..4])
}

#[cfg(test)]
mod tests;
