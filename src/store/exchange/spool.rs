//! Errands of the exchange room: a file for every site into `out`, and what lies in `in` looked through or read.

use super::super::Fault;
use super::super::open::Store;
use super::send::Sealing;
use super::{Reading, Received, Stop};
use crate::base::clock::Moment;
use crate::desk::change::Actor;
use crate::desk::sites::exchange::{Finding, Trouble};
use crate::desk::sites::spool::{Outcome, Waiting, Written};
use crate::exchange::file;
use crate::exchange::format::{self, Parcel, SEALED, Trust};
use crate::exchange::spool::{Spool, put_away};
use std::path::{Path, PathBuf};

fn disk(folder: &Path) -> impl Fn(std::io::Error) -> Fault {
    move |e| match e.kind() {
        std::io::ErrorKind::StorageFull => Fault::Full,
        _ => Fault::Folder { path: folder.display().to_string(), why: e.to_string() },
    }
}

/// How what lies there is gone through.
#[derive(Debug, Clone, Copy)]
struct How {
    /// Count and check, but change nothing.
    dry_run: bool,
    /// Bring back what is ours, give way to the hub's line.
    recover: bool,
}

impl Store {
    /// Writes one file, reads it back, and only then remembers it; where it stands.
    ///
    /// # Errors
    /// The disk refuses; no file of that name is left then.
    pub fn write_file(
        &mut self,
        parcel: &Parcel,
        sealing: Option<&Sealing>,
        folder: &Path,
        who: &Actor,
        at: Moment,
    ) -> Result<PathBuf, Fault> {
        let number = self.bundle_number(at)?;
        let stamp = at.local().format("%Y%m%d-%H%M%S");
        let name = format!("{}-{}-{stamp}-{number:04}.qtb", parcel.header.from, parcel.header.to.join("+"));
        let mut bytes = Vec::new();
        parcel.write_as(&mut bytes, sealing.map(Sealing::seal).as_ref()).map_err(disk(folder))?;
        let path = file::put_checked(folder, &name, &bytes).map_err(disk(&folder.join(&name)))?;
        let stands = std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        self.bundle_stands(parcel, &stands.display().to_string(), who, at)?;
        Ok(path)
    }

    /// Writes a file for every site that lacks something, into `out` of the spool `folder`.
    ///
    /// # Errors
    /// A fault of the disk or the database; what had been written before it stands.
    pub fn write_spool(&mut self, folder: &Path, who: &Actor, at: Moment) -> Result<Outcome, Fault> {
        // Files for everybody are only for those who can seal them.
        let Some(sealing) = self.sealing()? else { return Ok(Outcome::Refused(Finding::of(Trouble::NoRoster))) };
        let partners = self.exchange_partners()?;
        if partners.is_empty() {
            return Ok(Outcome::Refused(Finding::of(Trouble::NoPeer)));
        }
        let spool = Spool::make(folder).map_err(disk(folder))?;
        let mut files = Vec::new();
        for to in partners {
            for parcel in self.pack(&to, false, false, at)? {
                self.write_file(&parcel, Some(&sealing), &spool.out, who, at)?;
                let sealed = parcel.header.suite == SEALED;
                files.push(Written { to: to.clone(), operations: parcel.manifest.ops, sealed });
            }
        }
        Ok(Outcome::Written { folder: spool.out.display().to_string(), files })
    }

    /// Looks through what lies in `in` of the spool `folder`, or reads it and puts it away.
    ///
    /// # Errors
    /// A fault of the disk or the database; files read before it are read.
    pub fn read_spool(
        &mut self,
        folder: &Path,
        dry_run: bool,
        who: &Actor,
        at: Moment,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Outcome, Fault> {
        self.through_spool(folder, How { dry_run, recover: false }, who, at, progress)
    }

    /// Reads what lies in `in` after a restore or a copied machine: see [`Store::realign`].
    ///
    /// # Errors
    /// As [`Store::read_spool`].
    pub fn recover_spool(
        &mut self,
        folder: &Path,
        who: &Actor,
        at: Moment,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Outcome, Fault> {
        self.through_spool(folder, How { dry_run: false, recover: true }, who, at, progress)
    }

    fn through_spool(
        &mut self,
        folder: &Path,
        how: How,
        who: &Actor,
        at: Moment,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Outcome, Fault> {
        let dry_run = how.dry_run;
        let spool = Spool::make(folder).map_err(disk(folder))?;
        let mut all = Vec::new();
        for path in spool.arrived().map_err(disk(&spool.inbox))? {
            let got = self.read_one(&path, how, who, at, progress)?;
            if !dry_run {
                let to = if got.is_ok() { &spool.done } else { &spool.refused };
                put_away(&path, to).map_err(disk(&path))?;
            }
            all.push(waiting(&path, got));
        }
        Ok(if dry_run { Outcome::Arrived(all) } else { Outcome::Read(all) })
    }

    fn read_one(
        &mut self,
        path: &Path,
        how: How,
        who: &Actor,
        at: Moment,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Result<Received, Finding>, Fault> {
        let sealing = self.sealing()?;
        let trust = sealing.as_ref().map_or(Trust::Plain, Sealing::trust);
        let mut opened = match file::open(path).and_then(|file| format::open_as(file, &trust)) {
            Ok(opened) => opened,
            Err(finding) => return Ok(Err(finding)),
        };
        if how.recover {
            match self.realign(&mut opened, at) {
                Ok(_) => {}
                Err(Stop::Refused(finding)) => return Ok(Err(finding)),
                Err(Stop::Fault(fault)) => return Err(fault),
            }
        }
        match self.read_bundle(&mut opened, Reading { who, at, dry_run: how.dry_run, progress }) {
            Ok(received) => Ok(Ok(received)),
            Err(Stop::Refused(finding)) => Ok(Err(finding)),
            Err(Stop::Fault(fault)) => Err(fault),
        }
    }
}

fn waiting(path: &Path, got: Result<Received, Finding>) -> Waiting {
    let file = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let none = Waiting { file, from: String::new(), new: 0, known: 0, left_out: 0, records: 0, clashes: 0, findings: Vec::new() };
    match got {
        Ok(r) => Waiting {
            from: r.from,
            new: r.new,
            known: r.known,
            left_out: r.left_out,
            records: r.records,
            clashes: r.clashes,
            findings: r.findings,
            ..none
        },
        Err(finding) => Waiting { findings: vec![finding], ..none },
    }
}
