//! A window over an indexed query: never more than a page of rows in memory, pages turned at the edge.
//! Knows neither what a row is nor where it comes from. May be imported by `app`, `ui` and tests.

/// The rows that stand on the screen, and the cursor among them.
#[derive(Debug, Clone)]
pub struct Window<R> {
    rows: Vec<R>,
    cursor: usize,
    /// Where the cursor goes when the page that was asked for has come.
    landing: Landing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Landing {
    Stay,
    First,
    Last,
}

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
}

/// Rows that have to be asked for.
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

impl<R> Default for Window<R> {
    fn default() -> Window<R> {
        Window { rows: Vec::new(), cursor: 0, landing: Landing::Stay }
    }
}

impl<R> Window<R> {
    pub fn rows(&self) -> &[R] {
        &self.rows
    }

    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The row under the cursor.
    pub fn current(&self) -> Option<&R> {
        self.rows.get(self.cursor)
    }

    /// Moves within the page, or says which page is needed.
    pub fn go(&mut self, motion: Move) -> Need {
        let last = self.rows.len().saturating_sub(1);
        let (need, landing) = match motion {
            Move::Up if self.cursor > 0 => return self.put(self.cursor - 1),
            Move::Down if self.cursor < last => return self.put(self.cursor + 1),
            Move::Up => (Need::Before, Landing::Last),
            Move::Down => (Need::After, Landing::First),
            Move::PageUp => (Need::Before, Landing::Stay),
            Move::PageDown => (Need::After, Landing::Stay),
            Move::Home => (Need::First, Landing::First),
            Move::End => (Need::Last, Landing::Last),
        };
        self.landing = landing;
        if self.rows.is_empty() { Need::Nothing } else { need }
    }

    fn put(&mut self, cursor: usize) -> Need {
        self.cursor = cursor;
        Need::Nothing
    }

    /// A page that a motion asked for. An empty one means the edge of the list: what is shown stays.
    pub fn turned(&mut self, rows: Vec<R>) {
        if rows.is_empty() {
            return;
        }
        let last = rows.len() - 1;
        self.rows = rows;
        self.cursor = match self.landing {
            Landing::First => 0,
            Landing::Last => last,
            Landing::Stay => self.cursor.min(last),
        };
        self.landing = Landing::Stay;
    }

    /// The same place again, after data changed: the cursor stays on its row wherever that has gone, never jumps.
    pub fn reloaded<K: PartialEq>(&mut self, rows: Vec<R>, key: impl Fn(&R) -> K) {
        let here = self.current().map(&key);
        let found = here.and_then(|k| rows.iter().position(|r| key(r) == k));
        self.cursor = found.unwrap_or_else(|| self.cursor.min(rows.len().saturating_sub(1)));
        self.rows = rows;
    }

    /// Another list: the cursor at its top.
    pub fn reset(&mut self, rows: Vec<R>) {
        *self = Window { rows, ..Window::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_turn_at_the_edge_and_the_cursor_lands_where_the_motion_goes() {
        let mut window = Window::default();
        window.reset(vec![1, 2, 3]);
        assert_eq!(window.go(Move::Up), Need::Before);
        window.turned(vec![]);
        assert_eq!(window.current(), Some(&1));
        assert_eq!(
            (window.go(Move::Down), window.go(Move::Down), window.go(Move::Down)),
            (Need::Nothing, Need::Nothing, Need::After)
        );
        window.turned(vec![4, 5]);
        assert_eq!(window.current(), Some(&4));
        assert_eq!(window.go(Move::Up), Need::Before);
        window.turned(vec![1, 2, 3]);
        assert_eq!(window.current(), Some(&3));
    }

    #[test]
    fn the_cursor_stays_on_its_row_when_others_come_and_go() {
        let mut window = Window::default();
        window.reset(vec![1, 2, 3]);
        window.go(Move::Down);
        window.reloaded(vec![0, 1, 2, 3], |r| *r);
        assert_eq!(window.current(), Some(&2));
        window.reloaded(vec![0], |r| *r);
        assert_eq!(window.current(), Some(&0));
        window.reloaded(vec![], |r: &i32| *r);
        assert_eq!(window.current(), None);
        assert_eq!(window.go(Move::Down), Need::Nothing);
    }
}
