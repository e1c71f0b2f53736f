//! `desk bundle`, `desk site`, `desk hub`: files between sites, keys, the network.

use clap::Subcommand;
use std::path::PathBuf;

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
