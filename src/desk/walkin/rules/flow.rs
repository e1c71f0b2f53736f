//! The states of a request and what may follow what: one table.

use super::super::{Refusal, Request, State};
use crate::desk::reason::Reason;

/// What is done to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Accept,
    Tell,
    Stage,
    Pause,
    Resume,
    Extend,
    Refer,
    Take,
    SendBack,
    Finish,
    Reopen,
    Merge,
    Note,
    Rate,
}

impl Verb {
    /// Every verb.
    pub const ALL: [Verb; 14] = [
        Verb::Accept,
        Verb::Tell,
        Verb::Stage,
        Verb::Pause,
        Verb::Resume,
        Verb::Extend,
        Verb::Refer,
        Verb::Take,
        Verb::SendBack,
        Verb::Finish,
        Verb::Reopen,
        Verb::Merge,
        Verb::Note,
        Verb::Rate,
    ];
}

/// The state that follows, or `None` when the verb does not fit. `accepted`: the limit has begun.
pub fn next(verb: Verb, state: State, accepted: bool) -> Option<State> {
    use State::{Accepted, Finished, Merged, Open, Papers, Paused, Referred};
    match (verb, state) {
        (Verb::Accept, Open) => Some(Accepted),
        (Verb::Accept, Papers) if !accepted => Some(Accepted),
        (Verb::Tell, Open | Papers | Accepted) => Some(Papers),
        (Verb::Stage, Accepted) => Some(Accepted),
        (Verb::Pause, Accepted) => Some(Paused),
        (Verb::Resume, Paused) => Some(Accepted),
        (Verb::Resume, Papers) if accepted => Some(Accepted),
        (Verb::Extend, Accepted | Paused | Referred | Papers) if accepted => Some(state),
        (Verb::Refer, Open | Accepted) => Some(Referred),
        (Verb::Take, Referred) => Some(Accepted),
        (Verb::SendBack, Referred) => Some(if accepted { Accepted } else { Open }),
        (Verb::Finish, Accepted) => Some(Finished),
        (Verb::Reopen, Finished) => Some(Accepted),
        (Verb::Merge, Open | Papers | Accepted | Paused | Referred | Finished) => Some(Merged),
        (Verb::Note, Open | Papers | Accepted | Paused | Referred | Finished) => Some(state),
        (Verb::Rate, Finished) => Some(Finished),
        _ => None,
    }
}

/// The reason why `verb` does not fit, if it does not.
pub fn check(verb: Verb, request: &Request) -> Option<Reason> {
    match next(verb, request.state, request.accepted_at.is_some()) {
        Some(_) => None,
        None => Some(against(verb, request)),
    }
}

/// Why `verb` does not fit a request that it does not fit. One in hand is in nobody's way: what matters there is what
/// the verb needs.
fn against(verb: Verb, request: &Request) -> Reason {
    let code = match (verb, request.state) {
        (Verb::Accept, State::Accepted) => Refusal::AcceptedBefore,
        (Verb::Resume, State::Accepted) => Refusal::NotPaused,
        (Verb::Take | Verb::SendBack, State::Accepted) => Refusal::NotReferred,
        (Verb::Rate, State::Accepted) => Refusal::RatedLater,
        (Verb::Reopen, State::Accepted) => Refusal::StillOpen,
        _ => return standing(request),
    };
    Reason::of(code).fact("number", &request.number)
}

/// Where the request stands, as a reason.
pub fn standing(request: &Request) -> Reason {
    let of = |code| Reason::of(code).fact("number", &request.number);
    match request.state {
        State::Open => of(Refusal::NotAccepted),
        State::Accepted => of(Refusal::InHand),
        State::Papers => of(Refusal::WaitsPapers).fact("missing", list(request.missing.as_deref())),
        State::Paused => of(Refusal::IsPaused),
        State::Referred => of(Refusal::IsReferred).fact("to", request.referred_to.as_deref().unwrap_or("")),
        State::Finished => of(Refusal::IsFinished),
        State::Merged => of(Refusal::IsMerged).fact("into", request.merged_into.as_deref().unwrap_or("")),
    }
}

/// Lines joined for a sentence.
pub fn list(lines: Option<&str>) -> String {
    lines.unwrap_or("").lines().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One row a verb: for each state what follows before acceptance and after it, `.` = does not fit.
    /// Columns: open accepted papers paused referred finished merged.
    const TABLE: &str = "
        Accept    AA  ..  A.  ..  ..  ..  ..
        Tell      PP  PP  PP  ..  ..  ..  ..
        Stage     ..  AA  ..  ..  ..  ..  ..
        Pause     ..  SS  ..  ..  ..  ..  ..
        Resume    ..  ..  .A  AA  ..  ..  ..
        Extend    ..  .A  .P  .S  .R  ..  ..
        Refer     RR  RR  ..  ..  ..  ..  ..
        Take      ..  ..  ..  ..  AA  ..  ..
        SendBack  ..  ..  ..  ..  OA  ..  ..
        Finish    ..  FF  ..  ..  ..  ..  ..
        Reopen    ..  ..  ..  ..  ..  AA  ..
        Merge     MM  MM  MM  MM  MM  MM  ..
        Note      OO  AA  PP  SS  RR  FF  ..
        Rate      ..  ..  ..  ..  ..  FF  ..";

    fn letter(state: Option<State>) -> char {
        use State::*;
        match state {
            None => '.',
            Some(Open) => 'O',
            Some(Accepted) => 'A',
            Some(Papers) => 'P',
            Some(Paused) => 'S',
            Some(Referred) => 'R',
            Some(Finished) => 'F',
            Some(Merged) => 'M',
        }
    }

    #[test]
    fn what_a_request_in_hand_lacks_is_said_of_each_verb() {
        let request = super::super::sample::request(State::Accepted);
        let told = |verb| check(verb, &request).map(|r| r.code.name());
        let unfit = [Verb::Accept, Verb::Resume, Verb::Take, Verb::SendBack, Verb::Rate, Verb::Reopen].map(told);
        let codes = ["accepted_before", "not_paused", "not_referred", "not_referred", "rated_later", "still_open"];
        assert_eq!(unfit.map(|c| c.unwrap_or("fits").to_owned()), codes.map(|c| format!("request.{c}")));
        assert_eq!(told(Verb::Stage), None);
    }

    #[test]
    fn the_whole_table() {
        use State::*;
        let states = [Open, Accepted, Papers, Paused, Referred, Finished, Merged];
        let rows: Vec<Vec<&str>> =
            TABLE.lines().map(|l| l.split_whitespace().collect()).filter(|r: &Vec<_>| !r.is_empty()).collect();
        assert_eq!(rows.len(), Verb::ALL.len());
        for (row, verb) in rows.iter().zip(Verb::ALL) {
            assert_eq!(row[0], format!("{verb:?}"));
            for (told, state) in row[1..].iter().zip(states) {
                let given: String = [false, true].map(|a| letter(next(verb, state, a))).iter().collect();
                assert_eq!(&given, told, "{verb:?} {state:?}");
            }
        }
    }
}
