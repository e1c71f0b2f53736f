//! Reading a workbook in a process of its own: what a hostile or damaged one makes its reader do (a panic, endless memory,
//! an endless loop) ends that process, and the import says that the file cannot be read.

use crate::cli::{Exit, Problem};
use crate::io::csv::Line;
use crate::io::refused::NotAList;
use crate::io::workbook::{self, Sheet};
use rustix::process::{Resource, Rlimit, setrlimit};
use serde::{Deserialize, Serialize};
use std::io::{BufRead as _, BufReader, Read as _, Write};
use std::process::{Child, Command, Stdio};

/// The call that [`answer`]s; nobody types it.
pub const CALL: &str = "read-workbook";
/// What the process may use: address space in bytes, seconds of processor.
const LIMITS: [(Resource, u64); 3] = [(Resource::As, 2 << 30), (Resource::Cpu, 60), (Resource::Core, 0)];
/// The most text of a sheet that is taken over.
const MOST_TEXT: u64 = 512 << 20;

/// The last line of the answer. Without it the answer is not whole.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Last {
    Sheet(Sheet),
    Empty,
    TooLarge,
    TooManyCells,
    Locked,
    Workbook,
}

/// The first sheet of these bytes, read by the other process.
///
/// # Errors
/// The process cannot be started.
pub(super) fn sheet(bytes: &[u8]) -> std::io::Result<Result<Sheet, NotAList>> {
    let program = std::env::current_exe()?;
    let mut call = Command::new(program);
    // It opens no database; a folder is named so that it need not look for a home, which a timer's run has not.
    call.args([CALL, "--data", "/"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = call.spawn()?;
    if let Some(mut to) = child.stdin.take() {
        // It reads everything before it answers; one that has ended is seen by its answer.
        let _ = to.write_all(bytes);
    }
    let heard = heard(&mut child);
    // Still there if more came than is taken.
    let _ = child.kill();
    child.wait()?;
    Ok(heard)
}

fn heard(child: &mut Child) -> Result<Sheet, NotAList> {
    let from = child.stdout.take().ok_or(NotAList::Workbook)?;
    let mut rows = Vec::new();
    let mut lines = BufReader::new(from.take(MOST_TEXT));
    let mut line = Vec::new();
    loop {
        line.clear();
        lines.read_until(b'\n', &mut line).map_err(|_| NotAList::Workbook)?;
        if let Ok((number, cells)) = serde_json::from_slice(&line) {
            rows.push(Line { number, cells });
            continue;
        }
        return match serde_json::from_slice(&line) {
            Ok(Last::Sheet(sheet)) => Ok(Sheet { rows, ..sheet }),
            Ok(Last::Empty) => Err(NotAList::Empty),
            Ok(Last::TooLarge) => Err(NotAList::TooLarge),
            Ok(Last::TooManyCells) => Err(NotAList::TooManyCells),
            Ok(Last::Locked) => Err(NotAList::Locked),
            Err(_) if lines.get_ref().limit() == 0 => Err(NotAList::TooManyCells),
            Ok(Last::Workbook) | Err(_) => Err(NotAList::Workbook),
        };
    }
}

/// The other process: a workbook on standard input, its rows as JSON on standard output.
pub(in crate::cli) fn answer(out: &mut dyn Write) -> Result<Exit, Problem> {
    for (what, most) in LIMITS {
        setrlimit(what, Rlimit { current: Some(most), maximum: Some(most) }).map_err(std::io::Error::from)?;
    }
    let mut bytes = Vec::new();
    std::io::stdin().take(workbook::MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    let mut out = std::io::BufWriter::new(out);
    let last = match workbook::read(&bytes) {
        Ok(sheet) => {
            for row in &sheet.rows {
                serde_json::to_writer(&mut out, &(row.number, &row.cells))?;
                out.write_all(b"\n")?;
            }
            Last::Sheet(sheet)
        }
        Err(NotAList::Empty) => Last::Empty,
        Err(NotAList::TooLarge) => Last::TooLarge,
        Err(NotAList::TooManyCells) => Last::TooManyCells,
        Err(NotAList::Locked) => Last::Locked,
        Err(_) => Last::Workbook,
    };
    serde_json::to_writer(&mut out, &last)?;
    out.flush()?;
    Ok(Exit::Done)
}
