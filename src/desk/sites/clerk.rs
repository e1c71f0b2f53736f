//! Clerks: whose key opens the desk over SSH (SAFETY.md 4.2). Held by their own site alone; who may come in is decided
//! by sshd's own file of keys, this list says who that is.

use super::Refusal;
use crate::desk::change::{Change, Ctx, DELETED, Plan, Verdict};
use crate::desk::kind::{Class, Kind, field};
use crate::desk::reason::{Common, Reason};
use crate::text::safe;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The kind of a clerk's key. Personal throughout, so that a hub's clerks never travel with its catalogue.
pub const CLERK: Kind = Kind {
    name: "clerk",
    fields: &[
        field("site", Class::Person),
        field("name", Class::Person),
        field("key", Class::Person),
        field("transfer", Class::Person),
    ],
};

/// A key and whose it is. A clerk with two keys is in the list twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clerk {
    pub id: String,
    /// As it stands in the journal.
    pub name: String,
    /// `SHA256:…`, as `ssh-keygen -l` and sshd's log show it.
    pub key: String,
    /// The site whose files this key carries; empty: a person at the counter.
    pub transfer: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddClerk {
    pub name: String,
    /// The line of a public key (`ssh-ed25519 AAAA…`), or its fingerprint `SHA256:…`.
    pub key: String,
    /// Code of the site that this key only carries files for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DropClerk {
    /// A name (all its keys), or one fingerprint.
    pub clerk: String,
}

/// The entity of a key at a site. The fingerprint's two signs that a path knows are replaced.
pub fn clerk_id(site: &str, fingerprint: &str) -> String {
    let key = fingerprint.trim_start_matches("SHA256:").replace('+', "-").replace('/', "_");
    format!("clerk:{site}/{key}")
}

/// The fingerprint of a public key's line, whatever options stand before the key; or the fingerprint itself.
pub fn fingerprint(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    if let [word] = words[..]
        && let Some(hash) = word.strip_prefix("SHA256:")
    {
        let whole = STANDARD_NO_PAD.decode(hash).is_ok_and(|bytes| bytes.len() == 32);
        return whole.then(|| word.to_owned());
    }
    words.windows(2).find_map(|pair| {
        let blob = STANDARD.decode(pair[1]).ok()?;
        // The blob begins with the length and name of its kind.
        let size = usize::try_from(u32::from_be_bytes(*blob.first_chunk()?)).ok()?;
        let kind = blob.get(4..)?.get(..size)?;
        (kind == pair[0].as_bytes()).then(|| format!("SHA256:{}", STANDARD_NO_PAD.encode(Sha256::digest(&blob))))
    })
}

/// Enters a key. `known`: who has it now.
pub fn add(known: Option<&Clerk>, cmd: &AddClerk, ctx: &Ctx<'_>) -> Verdict {
    let mut reasons = Vec::new();
    let name = safe::clean(&cmd.name).trim().to_owned();
    if name.is_empty() || name != cmd.name.trim() {
        reasons.push(Reason::of(Common::BadValue).fact("field", "name").fact("given", &name));
    }
    let transfer = cmd.transfer.clone().unwrap_or_default();
    let is_code = (2..=8).contains(&transfer.len()) && transfer.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    if !transfer.is_empty() && (!is_code || transfer == ctx.site) {
        reasons.push(Reason::of(Common::BadValue).fact("field", "transfer").fact("given", &transfer));
    }
    if let Some(other) = known.filter(|k| k.name != name || k.transfer != transfer) {
        reasons.push(Reason::of(Refusal::KeyTaken).fact("name", &other.name).fact("key", &other.key));
    }
    let Some(key) = fingerprint(&cmd.key) else {
        reasons.push(Refusal::BadKey.into());
        return Err(reasons);
    };
    if !reasons.is_empty() {
        return Err(reasons);
    }
    let change = Change::of(clerk_id(ctx.site, &key)).set("site", ctx.site).set("name", name).set("key", key.clone());
    Ok(Plan::one(change.set("transfer", transfer).set(DELETED, serde_json::Value::Null)).tell("key", key))
}

/// Takes keys out of the list.
pub fn drop(keys: &[Clerk], cmd: &DropClerk) -> Verdict {
    if keys.is_empty() {
        return Err(vec![Reason::of(Common::NotFound).fact("what", "clerk").fact("given", &cmd.clerk)]);
    }
    let plan = Plan::default().tell("keys", keys.len());
    Ok(keys.iter().fold(plan, |plan, key| plan.and(Change::of(&key.id).set(DELETED, true))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A public key that everybody knows (github.com's own), and what `ssh-keygen -lf` says of it.
    const LINE: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
    const PRINT: &str = "SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU";

    #[test]
    fn a_key_has_the_fingerprint_that_sshd_logs() {
        let with_options = format!("restrict,pty,command=\"/usr/local/bin/desk login c03\" {LINE} c03@counter");
        for line in [LINE, &format!("{LINE} c03"), &with_options, PRINT, &format!("  {PRINT}\n")] {
            assert_eq!(fingerprint(line).as_deref(), Some(PRINT), "{line}");
        }
        for line in
            ["", "ssh-ed25519", "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl", "SHA256:short"]
        {
            assert_eq!(fingerprint(line), None, "{line}");
        }
    }

    #[test]
    fn an_id_names_its_site_and_has_no_second_slash() {
        assert_eq!(clerk_id("QLQ", PRINT), "clerk:QLQ/-DiY3wvvV6TuJJhbpZisF_zLDA0zPMSvHdkr4UvCOqU");
    }

    proptest! {
        #[test]
        fn any_line_is_taken(line in "\\PC{0,80}") {
            fingerprint(&line);
        }

        #[test]
        fn any_blob_is_taken(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            fingerprint(&format!("ssh-ed25519 {}", STANDARD.encode(bytes)));
        }
    }
}
