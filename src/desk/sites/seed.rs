//! What a new site starts with: the official calendar that ships with the program.

use super::{Command, SetDay};
use crate::calendar::official;

/// One `calendar.set` a day; doing them twice changes nothing.
pub fn orders() -> Vec<crate::desk::command::Command> {
    let set = |day: crate::calendar::workdays::SpecialDay| {
        Command::SetDay(SetDay { date: day.date.to_string(), kind: day.kind.name().into(), name: day.name })
    };
    official::rows().into_iter().map(|day| set(day).into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_day_is_a_command() {
        assert_eq!(orders().len(), 108);
    }
}
