//! What every site begins with, as commands a person could have typed: the official calendar, the catalogue of
//! services, the rules of lending. Doing it twice changes nothing.

use super::command::Command;
use super::{loans, sites, walkin};

/// Every command of the seed, in an order in which each finds what it needs.
///
/// # Errors
/// A seed file that came with the program cannot be read: a fault of the build.
pub fn orders() -> Result<Vec<Command>, serde_json::Error> {
    let mut all = sites::seed::orders();
    all.extend(walkin::seed::orders()?.into_iter().map(Command::from));
    all.extend(loans::seed::orders().into_iter().map(Command::from));
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_brings_the_notices_the_catalogue_and_the_rules() {
        let count = |name: &str| orders().unwrap().iter().filter(|c| c.name() == name).count();
        assert_eq!((count("calendar.set"), count("service.set")), (108, 38));
        assert!(count("rule.set") > 0);
    }
}
