//! Holding signatures of files and checkpoints against the roster.

use super::super::format::stream_key;
use super::{Bytes64, Member, Unsigned, Why, checkpoint_message, file_message, is_sign_key};
use crate::base::clock::Moment;
use crate::desk::sites::exchange::{Finding, Trouble};
use ed25519_dalek::Signature;

/// How a file's signature stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// By the site's key in force.
    Current,
    /// By a key that the site has changed since; the file was on its way.
    Rotated,
}

fn signed(member: &Member, message: &[u8], signature: &Bytes64) -> bool {
    is_sign_key(&member.sign).is_some_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
}

impl Unsigned {
    /// Before anything is computed: is the sender in the roster, and has it a key in force?
    ///
    /// # Errors
    /// E-SENDER or E-REVOKED.
    pub fn sender(&self, site: &str) -> Result<(), Finding> {
        let mut keys = self.keys_of(site).peekable();
        let newest = keys.peek().copied().ok_or_else(|| Finding::of(Trouble::Sender).fact("site", site))?;
        if self.member(site).is_some() {
            return Ok(());
        }
        Err(revoked(newest))
    }

    /// Who signed this file? `sha512` is over everything before the signature.
    ///
    /// # Errors
    /// E-SENDER, E-REVOKED (the key was withdrawn), or E-SIG.
    pub fn check_file(&self, site: &str, sha512: &Bytes64, signature: &Bytes64) -> Result<Standing, Finding> {
        if self.keys_of(site).next().is_none() {
            return Err(Finding::of(Trouble::Sender).fact("site", site));
        }
        let message = file_message(sha512);
        let by = self.keys_of(site).find(|m| signed(m, &message, signature));
        match by.map(|m| (m, m.ended.as_ref().map(|e| e.why))) {
            None => Err(Finding::of(Trouble::Seal).fact("site", site)),
            Some((_, None)) => Ok(Standing::Current),
            Some((_, Some(Why::Rotated))) => Ok(Standing::Rotated),
            Some((member, Some(_))) => Err(revoked(member)),
        }
    }

    /// Did the author sign that its stream has this hash at `seq`? A key that was withdrawn counts up to what the
    /// hub held then, and not beyond.
    ///
    /// # Errors
    /// E-SENDER, E-REVOKED (a withdrawn key's later operation), or E-CHAIN.
    pub fn check_checkpoint(
        &self,
        (site, epoch, stream): (&str, i64, &str),
        seq: i64,
        hash: &[u8],
        signature: &Bytes64,
    ) -> Result<(), Finding> {
        if self.keys_of(site).next().is_none() {
            return Err(Finding::of(Trouble::Sender).fact("site", site));
        }
        let message = checkpoint_message(site, epoch, stream, seq, hash);
        let Some(by) = self.keys_of(site).find(|m| signed(m, &message, signature)) else {
            return Err(Finding::of(Trouble::Chain).fact("site", site).fact("stream", stream));
        };
        match &by.ended {
            Some(e) if e.why != Why::Rotated && e.after.get(&stream_key(site, epoch, stream)).is_none_or(|last| seq > *last) => {
                Err(revoked(by).fact("stream", stream))
            }
            _ => Ok(()),
        }
    }
}

fn revoked(member: &Member) -> Finding {
    let day = member.ended.as_ref().map(|e| Moment(e.at).date().to_string()).unwrap_or_default();
    Finding::of(Trouble::Revoked).fact("site", &member.site).fact("day", day)
}
