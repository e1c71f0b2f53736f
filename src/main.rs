//! Arguments, then either one call or the terminal program.

use clap::Parser as _;
use desk::cli::{self, World, args::Args};
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = Args::parse().with_environment();
    let world = match World::from_args(&args) {
        Ok(world) => world,
        Err(problem) => return usage(&problem),
    };
    let (mut out, mut err) = (std::io::stdout().lock(), std::io::stderr().lock());
    match args.call {
        Some(call) => ExitCode::from(cli::run(call, &world, &mut out, &mut err) as u8),
        None => usage("the terminal program is not built yet"),
    }
}

fn usage(problem: &str) -> ExitCode {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "desk: {problem}");
    ExitCode::from(2)
}
