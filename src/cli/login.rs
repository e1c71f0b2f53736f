//! `desk login`: the forced command of sshd (SAFETY.md 4.2). Who it is comes from the key that sshd has checked, never
//! from what the other side says; what the other side asks for is compared, never carried out.

use super::args::Args;
use super::{Exit, Problem, World, sitting};
use crate::desk::change::Actor;
use crate::desk::query::Answer;
use crate::desk::sites::{self, Clerk, fingerprint};
use crate::i18n::login::Refused;
use clap::Parser as _;
use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
use std::fs;
use std::io::{self, IsTerminal as _};

/// What a key may come for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Errand {
    /// A person, at the terminal.
    Sit,
    /// A file for the key's site, to standard output.
    Write,
    /// A file from standard input.
    Read,
    Status,
}

/// What sshd has left in the environment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Knock {
    /// The file of `ExposeAuthInfo`: how the other side has proved itself. `None`: sshd does not say.
    pub proof: Option<String>,
    /// `SSH_ORIGINAL_COMMAND`; not UTF-8 is told apart from absent.
    pub asked: Option<Result<String, ()>>,
    /// The name in the key's own line, for a cross-check.
    pub name: Option<String>,
}

impl Knock {
    /// Reads the environment.
    pub fn here(name: Option<String>) -> Knock {
        let proof = std::env::var_os("SSH_USER_AUTH").and_then(|path| fs::read_to_string(path).ok());
        let asked = std::env::var_os("SSH_ORIGINAL_COMMAND").map(|asked| asked.into_string().map_err(|_| ()));
        Knock { proof, asked, name }
    }

    /// Fingerprints of the keys that were proved.
    fn keys(&self) -> Vec<String> {
        let lines = self.proof.iter().flat_map(|text| text.lines());
        lines.filter_map(|line| line.strip_prefix("publickey ")).filter_map(fingerprint).collect()
    }

    /// Whose key it is, and what for.
    fn answer(&self, clerks: &[Clerk]) -> Result<(Clerk, Errand), Refused> {
        let keys = self.keys();
        let Some(shown) = keys.first() else { return Err(Refused::NoKey) };
        let found = clerks.iter().find(|clerk| keys.contains(&clerk.key));
        let Some(clerk) = found else { return Err(Refused::Unknown(shown.clone())) };
        if self.name.as_ref().is_some_and(|name| *name != clerk.name) {
            return Err(Refused::OtherName(shown.clone()));
        }
        let asked = match &self.asked {
            None => "",
            Some(Ok(asked)) => asked.as_str(),
            Some(Err(())) => return Err(Refused::NotThis),
        };
        let errand = match (clerk.transfer.as_str(), asked) {
            ("", "") => Errand::Sit,
            ("", _) => return Err(Refused::OnlySession),
            (site, asked) if asked == format!("bundle write {site}") => Errand::Write,
            (_, "bundle read") => Errand::Read,
            (_, "bundle status") => Errand::Status,
            _ => return Err(Refused::NotThis),
        };
        Ok((clerk.clone(), errand))
    }
}

/// Lets in whoever has the key, for what the key is for.
///
/// # Errors
/// Refused at the door, in one clear line; or whatever ends the sitting or the transfer.
pub fn run(name: Option<String>, args: &Args, mut world: World) -> Result<i32, Problem> {
    // Neither another session of the account nor a crash shows this one's memory.
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    let refused = |why: Refused| Problem::Refused(why.told(world.lang));
    let clerks = match world.store()?.ask(&sites::Query::Clerks(sites::Clerks::default()).into(), world.now())? {
        Answer::Sites(sites::Answer::Clerks(clerks)) => clerks,
        _ => Vec::new(),
    };
    let (clerk, errand) = Knock::here(name).answer(&clerks).map_err(refused)?;
    if errand == Errand::Sit && !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(refused(Refused::NoTerminal));
    }
    world.who = Actor { clerk: clerk.name };
    match errand {
        Errand::Sit => sitting::run(args, &world),
        Errand::Status => bundle(&["status"], &world),
        // Nobody is there to be asked after a preview.
        Errand::Read => bundle(&["read", "--yes"], &world),
        Errand::Write => bundle(&["write", &clerk.transfer], &world),
    }
}

/// `desk bundle …` with words of our own, from standard input and to standard output.
fn bundle(words: &[&str], world: &World) -> Result<i32, Problem> {
    let argv = ["desk", "bundle"].into_iter().chain(words.iter().copied());
    let call = Args::try_parse_from(argv).map_err(|e| Problem::Usage(e.to_string()))?.call;
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    Ok(call.map_or(Exit::Usage, |call| super::run(call, world, &mut out, &mut err)) as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const LINE: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

    fn knock(proof: &str, asked: Option<&str>, name: Option<&str>) -> Knock {
        let asked = asked.map(|a| Ok(a.to_owned()));
        Knock { proof: (!proof.is_empty()).then(|| proof.to_owned()), asked, name: name.map(str::to_owned) }
    }

    fn clerks(transfer: &str) -> Vec<Clerk> {
        let key = fingerprint(LINE).unwrap();
        vec![Clerk { id: "clerk:QLQ/1".into(), name: "c03".into(), key, transfer: transfer.into() }]
    }

    #[rstest]
    #[case::a_person("", None, None, Ok(Errand::Sit))]
    #[case::an_empty_command("", Some(""), Some("c03"), Ok(Errand::Sit))]
    #[case::another_name("", None, Some("c04"), Err("c03"))]
    #[case::a_person_asks_for_a_shell("", Some("sh -c id"), None, Err("only"))]
    #[case::a_person_asks_for_a_file("", Some("bundle status"), None, Err("only"))]
    #[case::a_file_out("HUB", Some("bundle write HUB"), None, Ok(Errand::Write))]
    #[case::a_file_for_another("HUB", Some("bundle write QTY"), None, Err("not"))]
    #[case::a_file_in("HUB", Some("bundle read"), None, Ok(Errand::Read))]
    #[case::a_status("HUB", Some("bundle status"), None, Ok(Errand::Status))]
    #[case::a_newline("HUB", Some("bundle status\nid"), None, Err("not"))]
    #[case::more_words("HUB", Some("bundle read --dry-run"), None, Err("not"))]
    #[case::blanks("HUB", Some(" bundle read"), None, Err("not"))]
    #[case::a_session("HUB", None, None, Err("not"))]
    fn a_key_opens_what_it_is_for(
        #[case] transfer: &str,
        #[case] asked: Option<&str>,
        #[case] name: Option<&str>,
        #[case] errand: Result<Errand, &str>,
    ) {
        let answered = knock(&format!("publickey {LINE}\n"), asked, name).answer(&clerks(transfer));
        assert_eq!(answered.clone().ok().map(|(_, errand)| errand), errand.ok(), "{answered:?}");
    }

    #[test]
    fn without_a_proved_key_nobody_is_let_in() {
        let not_utf8 = Knock { asked: Some(Err(())), ..knock(&format!("publickey {LINE}"), None, None) };
        for (knock, why) in [
            (knock("", None, Some("c03")), Refused::NoKey),
            (knock("password\n", None, Some("c03")), Refused::NoKey),
            (knock(&format!("hostbased {LINE}"), None, None), Refused::NoKey),
            (not_utf8, Refused::NotThis),
        ] {
            assert_eq!(knock.answer(&clerks("")), Err(why));
        }
        let unknown = knock(&format!("publickey {LINE}"), None, None).answer(&[]);
        assert!(matches!(unknown, Err(Refused::Unknown(key)) if key.starts_with("SHA256:")));
    }
}
