//! Ids and random bytes, from one injected source.
//!
//! An id is `kind:` and a UUIDv7 (RFC 9562) in hex without hyphens: sorted by time of making, unique
//! over all sites without asking anybody, and it says what it names.

use crate::base::clock::Clock;
use std::sync::{Arc, Mutex};

/// The source of ids, salts and every other random byte. Cheap to clone; clones share their state.
#[derive(Debug, Clone)]
pub struct Ids(Arc<Mutex<Source>>);

#[derive(Debug)]
struct Source {
    clock: Clock,
    seeded: Option<fastrand::Rng>,
    last_ms: u64,
    counter: u16,
}

impl Ids {
    /// Ids from the operating system's randomness.
    pub fn system(clock: Clock) -> Ids {
        Ids::from_source(clock, None)
    }

    /// The same ids on every run: for tests and the demo.
    pub fn seeded(clock: Clock, seed: u64) -> Ids {
        Ids::from_source(clock, Some(fastrand::Rng::with_seed(seed)))
    }

    fn from_source(clock: Clock, seeded: Option<fastrand::Rng>) -> Ids {
        Ids(Arc::new(Mutex::new(Source { clock, seeded, last_ms: 0, counter: 0 })))
    }

    /// A new id of this kind, greater than every earlier one of this source.
    pub fn next(&self, kind: &str) -> String {
        let mut source = self.lock();
        let now = u64::try_from(source.clock.now().0).unwrap_or(0);
        if now > source.last_ms {
            source.last_ms = now;
            source.counter = 0;
        } else if source.counter == 0x0fff {
            source.last_ms += 1;
            source.counter = 0;
        } else {
            source.counter += 1;
        }
        let mut tail = [0u8; 10];
        source.fill(&mut tail);
        tail[..2].copy_from_slice(&source.counter.to_be_bytes());
        let id = uuid::Builder::from_unix_timestamp_millis(source.last_ms, &tail).into_uuid();
        format!("{kind}:{}", id.simple())
    }

    /// Random bytes, for salts.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0u8; N];
        self.lock().fill(&mut out);
        out
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Source> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

impl Source {
    fn fill(&mut self, out: &mut [u8]) {
        match &mut self.seeded {
            Some(rng) => rng.fill(out),
            // The kernel's randomness fails only before the machine has finished booting.
            None => getrandom::fill(out).unwrap_or_else(|e| panic!("no randomness from the system: {e}")),
        }
    }
}

/// An id that follows from others: the same parts give the same id at every site (UUIDv8 of their SHA-256).
pub fn derived(kind: &str, parts: &[&str]) -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(parts.join("\n").as_bytes());
    let mut half = [0u8; 16];
    half.copy_from_slice(&digest[..16]);
    format!("{kind}:{}", uuid::Builder::from_custom_bytes(half).into_uuid().simple())
}

/// The kind in front of an id's colon: `loan` of `loan:0199…`.
pub fn kind_of(id: &str) -> &str {
    id.split_once(':').map_or("", |(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Moment;

    #[test]
    fn ids_rise_within_a_millisecond_and_repeat_from_a_seed() {
        let clock = Clock::Fixed(Moment(1_772_415_660_000));
        let (a, b) = (Ids::seeded(clock, 7), Ids::seeded(clock, 7));
        let made: Vec<_> = (0..5000).map(|_| a.next("loan")).collect();
        assert!(made.windows(2).all(|w| w[0] < w[1]));
        assert_eq!(made[0], b.next("loan"));
        assert_eq!(kind_of(&made[0]), "loan");
        assert_eq!(&made[0][17..18], "7", "UUID version 7");
        assert_eq!(derived("booking", &["a", "b"]), derived("booking", &["a", "b"]));
        assert_ne!(derived("booking", &["a", "b"]), derived("booking", &["ab"]));
    }
}
