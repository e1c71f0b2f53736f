//! What moves in a list, and what is then needed.

/// A motion in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
}

impl Move {
    /// The motion of a verb.
    pub fn of(verb: &str) -> Option<Move> {
        Some(match verb {
            "up" => Move::Up,
            "down" => Move::Down,
            "page_up" => Move::PageUp,
            "page_down" => Move::PageDown,
            "home" => Move::Home,
            "end" => Move::End,
            _ => return None,
        })
    }

    /// Whether it goes towards the end.
    pub fn forward(self) -> bool {
        matches!(self, Move::Down | Move::PageDown | Move::End)
    }
}

/// Rows that have to be asked for, in the list's order whichever way they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Nothing: the motion stayed within the page.
    Nothing,
    /// The page after the last row.
    After,
    /// The page before the first row.
    Before,
    First,
    Last,
}
