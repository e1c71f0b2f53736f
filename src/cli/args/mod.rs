//! The clap tree.

mod data;
mod exchange;
mod plain;

pub use data::*;
pub use exchange::*;

use super::{Exit, help, spoken};
use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;

/// The front desk of a community service centre, in a terminal.
#[derive(Debug, Parser)]
#[command(name = "desk", version, about)]
pub struct Args {
    #[command(flatten)]
    pub around: Around,
    #[command(subcommand)]
    pub call: Option<Call>,
}

/// What every call and every sitting may be told.
#[derive(Debug, PartialEq, Eq, clap::Args)]
pub struct Around {
    /// Folder of the site's database (default: the XDG data folder)
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Who stands at the counter (or `DESK_CLERK`)
    #[arg(long = "as", global = true, value_name = "CLERK")]
    pub clerk: Option<String>,
    /// The window of this sitting: `F5` calls to it (or `DESK_WINDOW`)
    #[arg(long, value_name = "N")]
    pub window: Option<String>,
    /// Language of the interface
    #[arg(long, global = true, default_value = "zh", value_parser = plain::LANGUAGES)]
    pub lang: String,
    /// The time this run states, RFC 3339
    #[arg(long, global = true, value_name = "TIME")]
    pub now: Option<String>,
    /// Answer in JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Borders and marks: box, ascii or mono
    #[arg(long, global = true, value_parser = plain::SKINS)]
    pub skin: Option<String>,
    /// Keys: default, numpad, vim, or a TOML file
    #[arg(long, global = true, default_value = "default")]
    pub keys: String,
    /// A throw-away database with a believable community
    #[arg(long)]
    pub demo: bool,
}

impl Args {
    /// The arguments of this run. Help, faults and calls are clap's; it ends the program where it has spoken.
    pub fn of_this_run() -> Args {
        let words: Vec<OsString> = std::env::args_os().skip(1).collect();
        match plain::sitting(&words) {
            Some(around) => Args { around, call: None },
            None => Args::try_parse().unwrap_or_else(|error| ended(&error, &words)),
        }
        .with_environment()
    }

    /// Fills from the environment what was not given: `DESK_DATA`, `DESK_CLERK`, `DESK_WINDOW`.
    fn with_environment(mut self) -> Args {
        let read = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
        let around = &mut self.around;
        around.data = around.data.take().or_else(|| read("DESK_DATA").map(PathBuf::from));
        around.clerk = around.clerk.take().or_else(|| read("DESK_CLERK"));
        around.window = around.window.take().or_else(|| read("DESK_WINDOW"));
        self
    }
}

/// Ends the program with what is wrong with the line, or with the help that was asked for.
fn ended(error: &clap::Error, words: &[OsString]) -> ! {
    if spoken::is_fault(error) {
        // Nothing can be done when even standard error is closed.
        let _ = writeln!(std::io::stderr(), "desk: {}", spoken::of_clap(error, spoken::language(words)));
        std::process::exit(Exit::Usage as i32)
    }
    let told = help::of_line(words, spoken::language(words));
    told.as_ref().unwrap_or(error).exit()
}

/// What to do beside opening the terminal program.
#[derive(Debug, Subcommand)]
pub enum Call {
    /// Make the site's database
    Init(Init),
    /// Commands as JSON Lines, one reply a line
    Do(Do),
    /// Any list or card that the panels show
    Show(Show),
    /// Enter a list or a file of records
    Import(Import),
    /// Calculators: id, phone, isbn, barcode, callnumber, due, rrule
    Check(Check),
    /// Exchange with other sites by file
    #[command(subcommand)]
    Bundle(Bundle),
    /// Cards, the roster and keys: who may exchange files
    #[command(subcommand)]
    Site(Site),
    /// A list for Excel or WPS (CSV)
    Export(Export),
    /// At the subdistrict's hub: the network, and the log for PostgreSQL
    #[command(subcommand)]
    Hub(Hub),
    /// Take out ID numbers and phones that are kept no longer (for a timer, or at the end of the day)
    Retention {
        /// Count, but change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Check file, journal and tables against each other
    Verify,
    /// Fill an empty site with an invented community
    DemoData(DemoData),
    /// Clerks whose key opens the desk over SSH
    #[command(subcommand)]
    Clerk(ClerkCall),
    /// What sshd runs for every login: who it is comes from the key
    Login {
        /// The name in the key's own line, as a cross-check
        name: Option<String>,
    },
    /// Put a backup in the place of the database; the old one is kept aside
    Restore {
        /// The file that desk backup made
        backup: PathBuf,
        /// Without asking
        #[arg(long)]
        yes: bool,
    },
    /// What an import runs to read a workbook: see `cli::import::workbook`
    #[command(hide = true)]
    ReadWorkbook,
    /// A script that completes calls and options, on standard output
    Completions {
        /// Of which command line
        #[arg(value_enum)]
        shell: Shell,
    },
    /// The manual page, on standard output
    Man {
        /// A page for each call, into this folder
        #[arg(long, value_name = "FOLDER")]
        out: Option<PathBuf>,
    },
    /// A copy of the whole database as one sound file
    Backup {
        /// The new file
        to: PathBuf,
    },
}

/// `desk clerk`.
#[derive(Debug, Subcommand)]
pub enum ClerkCall {
    /// Enter a clerk's public key
    Add(ClerkAdd),
    /// Names and fingerprints
    List,
    /// Take a clerk's keys out of the list
    Drop {
        /// A name, or one fingerprint SHA256:...
        clerk: String,
    },
}

/// `desk clerk add`.
#[derive(Debug, clap::Args)]
pub struct ClerkAdd {
    /// The name that stands in the journal
    pub name: String,
    /// File of the public key, such as id_ed25519.pub
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// The key only carries files for this site
    #[arg(long, value_name = "SITE")]
    pub transfer: Option<String>,
}
