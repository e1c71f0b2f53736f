//! Arguments, then either one call or the terminal program.

use desk::cli::args::{Args, Call};
use desk::cli::{self, World, login};
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = Args::of_this_run();
    let world = match World::from_args(&args) {
        Ok(world) => world,
        Err(problem) => return ended(2, &problem),
    };
    let lang = world.lang;
    let ended_so = match args.call {
        Some(Call::Login { ref name }) => login::run(name.clone(), &args, world),
        Some(call) => {
            let (mut out, mut err) = (std::io::stdout().lock(), std::io::stderr().lock());
            return ExitCode::from(cli::run(call, &world, &mut out, &mut err) as u8);
        }
        None => cli::sitting::run(&args, &world),
    };
    match ended_so {
        Ok(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        Err(problem) => ended(problem.exit() as u8, &problem.told(lang)),
    }
}

/// Says why, after the terminal has been given back.
fn ended(code: u8, problem: &str) -> ExitCode {
    // Nothing can be done when even standard error is closed.
    let _ = writeln!(std::io::stderr(), "desk: {problem}");
    ExitCode::from(code)
}
