//! Calls that enter, show and list what the site holds.

use std::path::PathBuf;

/// `desk export`.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// What is listed
    #[arg(value_enum)]
    pub kind: ExportKind,
    /// The new file, ending in .csv (.ics for bookings)
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// What it is for; needed for lists of people, kept in the audit log
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Names and numbers whole; kept in the audit log
    #[arg(long, requires = "reason")]
    pub unmasked: bool,
    /// First day of a report or of bookings
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Last day of a report or of bookings
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
    /// Bookings as iCalendar, 90 days from today; names of clients only with --unmasked
    Ics,
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
    /// A list (xlsx, xls, ods or CSV), a catalogue (JSON) or MARC records
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
    /// Readers' cards, tied to residents by ID number or phone
    Readers,
}

/// Command lines whose completion is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
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
#[command(after_help = crate::cli::showing::VIEWS)]
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
