//! `desk hub stream`: the log as a script for psql (SYNC.md section 13), so that reports and replicas may live on
//! PostgreSQL while no database driver and no network code enters this program.

use super::args::Stream;
use super::{Exit, Problem, World};
use crate::exchange::format::Have;
use crate::store::{LogOp, LogPart};
use serde_json::json;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;

const BEGIN: &str = include_str!("../../db/stream/begin.sql");
const BARE: &str = include_str!("../../db/stream/bare.sql");
const END: &str = include_str!("../../db/stream/end.sql");

pub(super) fn run(call: &Stream, world: &World, out: &mut dyn Write) -> Result<Exit, Problem> {
    let t = crate::i18n::usage::words(world.lang);
    let since = since(call.since.as_deref(), t.since)?;
    let mut store = world.store()?;
    if !store.site().hub {
        return Err(Problem::Usage(super::told(t.not_hub, &[("site", &store.site().code)])));
    }
    // The script holds names and numbers in the clear.
    let noted = json!({"out": call.out, "since": call.since.is_some()});
    store.audit("stream", "log", &noted, &world.who, world.now())?;
    let Some(path) = &call.out else {
        let mut to = BufWriter::with_capacity(1 << 16, out);
        script(&store, &since, &mut to)?;
        to.flush()?;
        return Ok(Exit::Done);
    };
    if path.exists() {
        return Err(Problem::Data(super::told(t.exists, &[("file", &path.display().to_string())])));
    }
    let part = path.with_extension("part");
    let file = File::options().write(true).create(true).truncate(true).mode(0o600).open(&part)?;
    let mut to = BufWriter::with_capacity(1 << 16, file);
    let written = script(&store, &since, &mut to).and_then(|ops| {
        to.flush()?;
        to.get_ref().sync_all()?;
        fs::rename(&part, path)?;
        Ok(ops)
    });
    if written.is_err() {
        // Half a script is no script; its ending says so if it cannot be removed.
        let _ = fs::remove_file(&part);
    }
    writeln!(out, "{}", json!({"ok": true, "file": path, "operations": written?}))?;
    Ok(Exit::Done)
}

/// The token of the last run, or a file that holds it (`@FILE`).
fn since(given: Option<&str>, wrong: &str) -> Result<Have, Problem> {
    let Some(given) = given else { return Ok(Have::new()) };
    let text = match given.strip_prefix('@') {
        Some(path) => fs::read_to_string(path)?,
        None => given.to_owned(),
    };
    // An empty table answers with nothing.
    if text.trim().is_empty() {
        return Ok(Have::new());
    }
    serde_json::from_str(text.trim()).map_err(|e| Problem::Usage(super::told(wrong, &[("why", &e.to_string())])))
}

/// Writes the script; how many operations it holds.
fn script(store: &crate::store::Store, since: &Have, to: &mut impl Write) -> Result<u64, Problem> {
    to.write_all(BEGIN.as_bytes())?;
    let (mut count, mut bare) = (0, false);
    let token = store.log_since::<Problem>(since, |part| {
        match part {
            LogPart::Op(op) => {
                count += 1;
                line(&op, to)?;
            }
            LogPart::Bare { site, epoch, stream, seq } => {
                if !std::mem::replace(&mut bare, true) {
                    to.write_all(b"\\.\n")?;
                    to.write_all(BARE.as_bytes())?;
                }
                text(site, to)?;
                write!(to, "\t{epoch}\t")?;
                text(stream, to)?;
                writeln!(to, "\t{seq}")?;
            }
        }
        Ok(())
    })?;
    to.write_all(b"\\.\n")?;
    to.write_all(END.as_bytes())?;
    // The last line of a script that was read to its end.
    writeln!(to, "-- operations {count}\n\\echo desk-token '{}'", serde_json::to_string(&token)?.replace('\'', "''"))?;
    Ok(count)
}

/// A row of COPY's text form.
fn line(op: &LogOp<'_>, to: &mut impl Write) -> io::Result<()> {
    text(op.site, to)?;
    write!(to, "\t{}\t", op.epoch)?;
    text(op.stream, to)?;
    write!(to, "\t{}\t{}\t", op.seq, op.hlc)?;
    text(op.ent, to)?;
    to.write_all(b"\t")?;
    bytes(Some(op.header), to)?;
    to.write_all(b"\t")?;
    bytes(op.body, to)?;
    to.write_all(b"\t")?;
    bytes(Some(op.body_hash), to)?;
    to.write_all(b"\t")?;
    bytes(Some(op.hash), to)?;
    to.write_all(b"\t")?;
    match op.via {
        Some(via) => text(via, to)?,
        None => to.write_all(b"\\N")?,
    }
    to.write_all(b"\n")
}

fn text(value: &str, to: &mut impl Write) -> io::Result<()> {
    for byte in value.bytes() {
        match byte {
            b'\\' => to.write_all(b"\\\\")?,
            b'\t' => to.write_all(b"\\t")?,
            b'\n' => to.write_all(b"\\n")?,
            b'\r' => to.write_all(b"\\r")?,
            // PostgreSQL keeps no NUL in text; the mark of something that cannot be shown.
            0 => to.write_all("\u{fffd}".as_bytes())?,
            other => to.write_all(&[other])?,
        }
    }
    Ok(())
}

fn bytes(value: Option<&[u8]>, to: &mut impl Write) -> io::Result<()> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let Some(value) = value else { return to.write_all(b"\\N") };
    to.write_all(b"\\\\x")?;
    for byte in value {
        to.write_all(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_keeps_its_bytes_and_its_columns() {
        let op = LogOp {
            site: "A1",
            epoch: 0,
            stream: "to:B1",
            seq: 7,
            hlc: 9,
            ent: "copy:a\\b\tc\nd",
            header: b"{}\t\n\\",
            body: None,
            body_hash: &[0, 255],
            hash: &[1],
            via: None,
        };
        let mut out = Vec::new();
        line(&op, &mut out).unwrap();
        let row = "A1\t0\tto:B1\t7\t9\tcopy:a\\\\b\\tc\\nd\t\\\\x7b7d090a5c\t\\N\t\\\\x00ff\t\\\\x01\t\\N\n";
        assert_eq!(String::from_utf8(out).unwrap(), row);
    }

    #[test]
    fn a_token_is_read_and_nonsense_refused() {
        assert_eq!(since(Some(r#"{"A1.0.pub":7}"#), "").unwrap()["A1.0.pub"], 7);
        assert!(since(Some(""), "").unwrap().is_empty() && since(None, "").unwrap().is_empty());
        assert!(since(Some("seven"), "").is_err());
    }
}
