//! A site's secret, and what it does: sign, open.

use super::super::op::hex;
use super::{Bytes32, Bytes64, checkpoint_message, file_message, hash_of};
use crate::base::ids::Ids;
use ed25519_dalek::{Signer as _, SigningKey};
use zeroize::Zeroizing;

/// One key of this site. Its bytes are wiped when it is dropped, and never shown.
#[derive(Clone)]
pub struct SiteKey {
    /// 1, 2, 3 … at each change.
    pub number: u32,
    seed: Zeroizing<Bytes32>,
}

impl std::fmt::Debug for SiteKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "SiteKey {}", self.number)
    }
}

impl SiteKey {
    /// A new key from the source of random bytes: the system's, except in tests.
    pub fn generate(number: u32, ids: &Ids) -> SiteKey {
        SiteKey { number, seed: Zeroizing::new(ids.bytes()) }
    }

    /// The key of a secret that was kept.
    pub fn from_seed(number: u32, seed: Bytes32) -> SiteKey {
        SiteKey { number, seed: Zeroizing::new(seed) }
    }

    /// The secret itself, for the key file and the sheet.
    pub(super) fn seed(&self) -> &Bytes32 {
        &self.seed
    }

    fn signing(&self) -> SigningKey {
        SigningKey::from_bytes(&Zeroizing::new(hash_of("desk site sign 1", &[self.seed.as_slice()])))
    }

    /// The public signing key, 64 hex digits.
    pub fn sign_key(&self) -> String {
        hex(self.signing().verifying_key().as_bytes())
    }

    /// What opens files for this site.
    ///
    /// # Panics
    /// Never: 32 bytes always make an identity; a test holds it.
    pub fn identity(&self) -> age::x25519::Identity {
        let secret = Zeroizing::new(hash_of("desk site read 1", &[self.seed.as_slice()]));
        let prefix = bech32::Hrp::parse_unchecked("age-secret-key-");
        let text = bech32::encode_upper::<bech32::Bech32>(prefix, secret.as_slice()).map(Zeroizing::new);
        let made = text.ok().and_then(|text| text.parse().ok());
        made.unwrap_or_else(|| unreachable!("32 bytes are an age secret"))
    }

    /// Whom others encrypt to, `age1…`.
    pub fn recipient(&self) -> String {
        self.identity().to_public().to_string()
    }

    /// Signs bytes that begin with their purpose.
    pub(super) fn sign(&self, message: &[u8]) -> Bytes64 {
        self.signing().sign(message).to_bytes()
    }

    /// Signs that a stream of `site` is whole up to `seq`, whose chained hash is `hash`.
    pub fn sign_checkpoint(&self, site: &str, epoch: i64, stream: &str, seq: i64, hash: &[u8]) -> Bytes64 {
        self.sign(&checkpoint_message(site, epoch, stream, seq, hash))
    }

    /// Signs a file by the SHA-512 of everything before the signature.
    pub fn sign_file(&self, sha512: &Bytes64) -> Bytes64 {
        self.sign(&file_message(sha512))
    }
}
