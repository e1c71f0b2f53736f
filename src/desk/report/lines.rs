//! The lines of a report, in the order of the screen and of the exported file.

use super::figures::Figures;

/// One line: a figure or a few that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Opened,
    Finished,
    OnTime,
    Days,
    Open,
    Ratings,
    Referred,
    Guidance,
    Aid,
    Tickets,
    Waits,
    Bookings,
    Loans,
    LoansNow,
    Visits,
    Residents,
}

impl Line {
    pub const ALL: [Line; 16] = [
        Line::Opened,
        Line::Finished,
        Line::OnTime,
        Line::Days,
        Line::Open,
        Line::Ratings,
        Line::Referred,
        Line::Guidance,
        Line::Aid,
        Line::Tickets,
        Line::Waits,
        Line::Bookings,
        Line::Loans,
        Line::LoansNow,
        Line::Visits,
        Line::Residents,
    ];

    /// Does it call for somebody?
    pub fn alarms(self, f: &Figures) -> bool {
        match self {
            Line::Open => f.overdue_now > 0,
            Line::LoansNow => f.loans_overdue_now > 0,
            _ => false,
        }
    }
}

/// Per mille as `98.2%`; nothing to count is `-`.
pub fn percent(permille: Option<i64>) -> String {
    permille.map_or_else(|| "-".into(), |p| format!("{}.{}%", p / 10, p % 10))
}

/// Every figure as text, by the name that templates use.
pub fn facts(f: &Figures) -> Vec<(&'static str, String)> {
    let n = |n: i64| n.to_string();
    let maybe = |n: Option<i64>| n.map_or_else(|| "-".into(), |n| n.to_string());
    let [r1, r2, r3, r4, r5] = f.ratings;
    vec![
        ("opened", n(f.opened)),
        ("finished", n(f.finished)),
        ("on_time", n(f.on_time)),
        ("late", n(f.late)),
        ("no_limit", n(f.no_limit)),
        ("on_time_rate", percent(f.on_time_permille())),
        ("days_median", maybe(f.days_median)),
        ("days_p90", maybe(f.days_p90)),
        ("open_now", n(f.open_now)),
        ("overdue_now", n(f.overdue_now)),
        ("rated", n(f.rated())),
        ("satisfied", percent(f.satisfied_permille())),
        ("r1", n(r1)),
        ("r2", n(r2)),
        ("r3", n(r3)),
        ("r4", n(r4)),
        ("r5", n(r5)),
        ("guidance", n(f.guidance)),
        ("aid", n(f.aid)),
        ("aid_yuan", crate::desk::walkin::rules::request::yuan(f.aid_fen)),
        ("referred_out", n(f.referred_out)),
        ("referred_in", n(f.referred_in)),
        ("tickets", n(f.tickets)),
        ("served", n(f.served)),
        ("left", n(f.left)),
        ("wait_median", maybe(f.wait_median)),
        ("wait_p90", maybe(f.wait_p90)),
        ("bookings", n(f.bookings)),
        ("attended", n(f.attended)),
        ("no_show", n(f.no_show)),
        ("cancelled", n(f.cancelled_client + f.cancelled_us)),
        ("no_outcome", n(f.no_outcome)),
        ("loans", n(f.loans)),
        ("returns", n(f.returns)),
        ("returned_late", n(f.returned_late)),
        ("loans_now", n(f.loans_now)),
        ("loans_overdue_now", n(f.loans_overdue_now)),
        ("visits", n(f.visits)),
        ("residents", n(f.residents)),
    ]
}
