//! A site on the disk and the real program on it.
#![allow(dead_code, reason = "each test file uses its own part")]

use desk::base::clock::{Clock, Moment};
use desk::base::ids::Ids;
use desk::desk::query::Query;
use desk::store::Store;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub const DESK: &str = env!("CARGO_BIN_EXE_desk");

/// A folder with a site's database in it.
pub struct Site {
    pub data: PathBuf,
    /// Goes with the test; `None`: the folder is somebody else's.
    _folder: Option<tempfile::TempDir>,
}

impl Site {
    pub fn make() -> Site {
        let folder = tempfile::tempdir().unwrap();
        Site { data: folder.path().join("data"), _folder: Some(folder) }.begun()
    }

    /// A site in a folder of one's own.
    pub fn at(folder: &Path) -> Site {
        Site { data: folder.join("data"), _folder: None }.begun()
    }

    fn begun(self) -> Site {
        let made = self.call(&["init", "--site", "青龙桥", "--code", "QLQ"]);
        assert!(made.status.success(), "{made:?}");
        self
    }

    /// The program with these words, to be run.
    pub fn command(&self, words: &[&str]) -> Command {
        self.under(&[], words)
    }

    /// The same under another program, such as `strace`.
    pub fn under(&self, wrapper: &[&str], words: &[&str]) -> Command {
        let mut all: Vec<&str> = wrapper.to_vec();
        all.push(DESK);
        all.extend(words);
        let mut command = Command::new(all[0]);
        command.args(&all[1..]).arg("--data").arg(&self.data).args(["--as", "wf"]).stdin(Stdio::null());
        command
    }

    pub fn call(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    /// Commands from a file, under another program.
    pub fn run(&self, wrapper: &[&str], lines: &[String]) -> Output {
        // Not in the site's folder: its disk may be full.
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), lines.join("\n")).unwrap();
        self.under(wrapper, &["do", file.path().to_str().unwrap()]).output().unwrap()
    }

    pub fn store(&self) -> Store {
        Store::open(&self.data, Ids::seeded(Clock::System, 1)).unwrap()
    }

    /// Any view, as JSON.
    pub fn show(&self, store: &Store, view: &str, words: &[(&str, &str)]) -> serde_json::Value {
        let words: Vec<_> = words.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let query = Query::from_words(view, &words).unwrap();
        serde_json::to_value(store.ask(&query, Moment(0)).unwrap()).unwrap()
    }

    /// The file is sound, and log and tables agree.
    pub fn sound(&self) {
        assert_eq!(self.store().verify().unwrap().wrong, Vec::<String>::new());
    }
}

/// Is this program on the path?
pub fn has(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]).any(|dir| dir.join(program).exists())
}
