//! The clap tree.

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// The front desk of a community service centre, in a terminal.
#[derive(Debug, Parser)]
#[command(name = "desk", version, about)]
pub struct Args {
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
    #[arg(long, global = true, default_value = "zh", value_parser = ["zh", "en"])]
    pub lang: String,
    /// The time this run states, RFC 3339
    #[arg(long, global = true, value_name = "TIME")]
    pub now: Option<String>,
    /// Answer in JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Borders and marks: box, ascii or mono
    #[arg(long, global = true, value_parser = ["box", "ascii", "mono"])]
    pub skin: Option<String>,
    /// Keys: default, numpad, vim, or a TOML file
    #[arg(long, global = true, default_value = "default")]
    pub keys: String,
    /// A throw-away database with a believable community
    #[arg(long)]
    pub demo: bool,
    #[command(subcommand)]
    pub call: Option<Call>,
}

impl Args {
    /// Fills from the environment what was not given: `DESK_DATA`, `DESK_CLERK`, `DESK_WINDOW`.
    pub fn with_environment(mut self) -> Args {
        let read = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
        self.data = self.data.or_else(|| read("DESK_DATA").map(PathBuf::from));
        self.clerk = self.clerk.or_else(|| read("DESK_CLERK"));
        self.window = self.window.or_else(|| read("DESK_WINDOW"));
        self
    }
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

/// `desk export`.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// What is listed
    #[arg(value_enum)]
    pub kind: ExportKind,
    /// The new file, ending in .csv
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// What it is for; needed for lists of people, kept in the audit log
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Names and numbers whole; kept in the audit log
    #[arg(long, requires = "reason")]
    pub unmasked: bool,
    /// A report's first day
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// A report's last day
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// A report's length: day, week, month, quarter, year
    #[arg(long)]
    pub period: Option<String>,
    /// A report's rows: site or service
    #[arg(long, default_value = "site", value_parser = ["site", "service"])]
    pub by: String,
}

/// What `desk export` lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ExportKind {
    /// The figures of a period; at the hub a row a community
    Report,
    Residents,
    /// Unfinished requests of this site
    Requests,
    /// Open loans
    Loans,
    /// Titles of all reading rooms
    Titles,
}

/// `desk hub`.
#[derive(Debug, Subcommand)]
pub enum Hub {
    /// Every site: last file, what it lacks, gaps, forks, program
    Status,
    /// The log as a psql script: `desk hub stream | psql`
    Stream(Stream),
}

/// `desk hub stream`.
#[derive(Debug, clap::Args)]
pub struct Stream {
    /// The token of the last run; without it everything
    #[arg(long, value_name = "TOKEN")]
    pub since: Option<String>,
    /// A file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// `desk bundle`.
#[derive(Debug, Subcommand)]
pub enum Bundle {
    /// A file with what another site lacks
    Write(BundleWrite),
    /// Read files from other sites
    Read(BundleRead),
    /// What a file holds; changes nothing
    Inspect {
        /// The file
        file: PathBuf,
    },
    /// Other sites, what each has, gaps, files written and read
    Status,
    /// A spool folder: reads what arrives in in/, keeps it in done/, tidies out/
    Watch(BundleWatch),
}

/// `desk bundle write`.
#[derive(Debug, clap::Args)]
pub struct BundleWrite {
    /// Code of the site it is for; the file goes to standard output
    #[arg(value_name = "SITE", required_unless_present_any = ["all", "to"], conflicts_with_all = ["all", "to"])]
    pub site: Option<String>,
    /// Code of the site it is for; the file goes into a folder
    #[arg(long, value_name = "SITE")]
    pub to: Option<String>,
    /// A file for every site that files are exchanged with; needs a roster
    #[arg(long, conflicts_with = "to")]
    pub all: bool,
    /// From the beginning, whatever the other site says it has
    #[arg(long)]
    pub full: bool,
    /// The site is the subdistrict's hub (needed once without a roster; afterwards its own files say so)
    #[arg(long, conflicts_with = "all")]
    pub hub: bool,
    /// Folder for the file (default: out/ in the data folder); `-`: standard output
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
}

/// `desk bundle read`.
#[derive(Debug, clap::Args)]
pub struct BundleRead {
    /// Files, in any order; without one, or for `-`, standard input
    pub files: Vec<PathBuf>,
    /// Count and check, but change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// After a restore or a copied machine: bring back our own lost records, give way to the hub's line
    #[arg(long, conflicts_with = "dry_run")]
    pub recover: bool,
    /// Do not ask after the preview
    #[arg(long, short = 'y')]
    pub yes: bool,
}

/// `desk bundle watch`.
#[derive(Debug, clap::Args)]
pub struct BundleWatch {
    /// Holds in/, out/ and done/; they are made
    pub folder: PathBuf,
    /// Read what is there and end
    #[arg(long)]
    pub once: bool,
}

/// `desk site`.
#[derive(Debug, Subcommand)]
pub enum Site {
    /// Write this site's card and show its check number
    Card {
        /// Folder for the file (default: out/ in the data folder)
        #[arg(long, value_name = "FOLDER")]
        out: Option<PathBuf>,
    },
    /// At the hub: take a site's card into the roster
    Add {
        /// The card file
        card: PathBuf,
        /// The 24 digits as the site read them out
        #[arg(long)]
        digits: Option<String>,
    },
    /// Write the roster as a file, for a site that joins
    Roster {
        /// Folder for the file
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
    },
    /// At a site: take the hub's roster and trust that hub
    Join {
        /// The roster file
        file: PathBuf,
        /// The hub's 24 digits as it read them out
        #[arg(long)]
        digits: Option<String>,
    },
    /// Who is in the roster
    List,
    /// Make this site's next key
    Rotate {
        /// Folder for the new card (default: out/ in the data folder)
        #[arg(long, value_name = "FOLDER")]
        out: Option<PathBuf>,
    },
    /// At the hub: withdraw the key of a stolen or lost machine
    Revoke {
        /// Code of the site
        site: String,
    },
    /// Begin a new epoch: the machine was changed, or an old file was copied back
    Moved,
    /// Try files of a site again that was frozen for two histories
    Unfreeze {
        /// Code of the site
        site: String,
    },
    /// The recovery sheet to print and seal: this site's key in 24 characters
    Sheet {
        /// A file instead of standard output
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Bring the key back from a recovery sheet
    Recover {
        /// The sheet as a text file
        file: PathBuf,
    },
}

/// `desk init`.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// Name of the site
    #[arg(long)]
    pub site: String,
    /// Its code: two to eight capital letters and digits
    #[arg(long)]
    pub code: String,
    /// This is the subdistrict's hub
    #[arg(long)]
    pub hub: bool,
    /// The machine replaces a lost one: the epoch that the hub's answer names
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub epoch: i64,
}

/// `desk do`.
#[derive(Debug, clap::Args)]
pub struct Do {
    /// File of commands; standard input without it
    pub file: Option<PathBuf>,
    /// All or nothing
    #[arg(long, conflicts_with = "keep_going")]
    pub atomic: bool,
    /// Go on after a refusal
    #[arg(long)]
    pub keep_going: bool,
    /// Print the JSON Schema of every command
    #[arg(long)]
    pub schema: bool,
}

/// `desk import`.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// What the file holds
    #[arg(value_enum)]
    pub kind: ImportKind,
    /// A list (CSV), a catalogue (JSON) or MARC records
    pub file: PathBuf,
    /// Count and check, but change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// What `desk import` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ImportKind {
    /// Holidays and worked weekends
    Calendar,
    /// The service catalogue
    Services,
    Residents,
    /// Titles and their copies: MARC21, CNMARC or a list
    Titles,
}

/// `desk demo-data`.
#[derive(Debug, clap::Args)]
pub struct DemoData {
    /// How many residents
    #[arg(long, value_name = "N")]
    pub size: u64,
    /// The same number makes the same community
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
}

/// `desk show`.
#[derive(Debug, clap::Args)]
pub struct Show {
    /// Which list or card
    pub view: String,
    /// Its words: key=value
    pub words: Vec<String>,
}

/// `desk check`.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// What is checked
    pub kind: String,
    /// The numbers
    pub values: Vec<String>,
}
