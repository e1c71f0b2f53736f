//! Arguments, then either one call or the terminal program.

use clap::Parser as _;
use desk::cli::{self, World, args::Args};
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = Args::parse().with_environment();
    let world = match World::from_args(&args) {
        Ok(world) => world,
        Err(problem) => return ended(2, &problem),
    };
    match args.call {
        Some(call) => {
            let (mut out, mut err) = (std::io::stdout().lock(), std::io::stderr().lock());
            ExitCode::from(cli::run(call, &world, &mut out, &mut err) as u8)
        }
        None => match cli::sitting::run(&args, &world) {
            Ok(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
            Err(problem) => ended(3, &problem.to_string()),
        },
    }
}

/// Says why, after the terminal has been given back.
fn ended(code: u8, problem: &str) -> ExitCode {
    // Nothing can be done when even standard error is closed.
    let _ = writeln!(std::io::stderr(), "desk: {problem}");
    ExitCode::from(code)
}
