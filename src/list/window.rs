//! One page of rows and the cursor among them.

use super::marks::Marks;
use super::motion::{Move, Need};
use std::collections::VecDeque;

/// Motions kept while a page is awaited; equal ones are folded into one, so this is a lot.
const MOST_WAITING: usize = 16;

/// The rows that stand on the screen, and the cursor among them.
#[derive(Debug, Clone)]
pub struct Window<R> {
    rows: Vec<R>,
    cursor: usize,
    /// The page that was asked for, and where the cursor goes in it.
    awaited: Option<(Need, Landing)>,
    /// Motions that wait for it.
    waiting: VecDeque<(Move, usize)>,
    /// An edge that was met and need not be asked for again: before, after.
    edge: (bool, bool),
    /// Rows marked for an act on several.
    pub marks: Marks,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Landing {
    Stay,
    First,
    Last,
}

impl<R> Default for Window<R> {
    fn default() -> Window<R> {
        Window {
            rows: Vec::new(),
            cursor: 0,
            awaited: None,
            waiting: VecDeque::new(),
            edge: (false, false),
            marks: Marks::default(),
        }
    }
}

impl<R> Window<R> {
    pub fn rows(&self) -> &[R] {
        &self.rows
    }

    /// Index of the row under the cursor; 0 if there are none.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The row under the cursor.
    pub fn current(&self) -> Option<&R> {
        self.rows.get(self.cursor)
    }

    /// Moves within the page, or says which page is needed.
    pub fn go(&mut self, motion: Move) -> Need {
        self.move_by(motion, 1)
    }

    /// The same motion `n` times, as one: a held key is folded before anything is drawn. While a page is awaited the
    /// motions wait too, and the page is needed as before, in case it was not to be had.
    pub fn move_by(&mut self, motion: Move, n: usize) -> Need {
        let Some((need, _)) = self.awaited else { return self.run(motion, n) };
        let room = self.waiting.len() < MOST_WAITING;
        match self.waiting.back_mut() {
            Some((last, times)) if *last == motion => *times = times.saturating_add(n),
            _ if room => self.waiting.push_back((motion, n)),
            _ => {}
        }
        need
    }

    /// The page that a motion asked for, and what is needed next. An empty one means the edge of the list: what is shown
    /// stays. A page that nobody waits for is not taken.
    pub fn turned(&mut self, rows: Vec<R>) -> Need {
        let Some((need, landing)) = self.awaited.take() else { return Need::Nothing };
        if rows.is_empty() {
            self.meet(need);
            return self.go_on();
        }
        let old = std::mem::replace(&mut self.rows, rows);
        let end = self.last();
        if need == Need::Before {
            // The first page may be short: the rows that were shown follow it, so they fill the screen.
            let room = old.len().saturating_sub(self.rows.len());
            self.rows.extend(old.into_iter().take(room));
        }
        self.edge = (need == Need::First, need == Need::Last);
        self.cursor = match landing {
            Landing::First => 0,
            Landing::Last => end,
            Landing::Stay => self.cursor.min(self.last()),
        };
        self.go_on()
    }

    /// The same place again, after data changed: the cursor stays on its row wherever that has gone, never jumps.
    pub fn reloaded<K: PartialEq>(&mut self, rows: Vec<R>, key: impl Fn(&R) -> K) {
        let here = self.current().map(&key);
        let found = here.and_then(|k| rows.iter().position(|r| key(r) == k));
        self.rows = rows;
        self.cursor = found.unwrap_or(self.cursor).min(self.last());
        self.edge = (false, false);
    }

    /// Another list: the cursor at its top. Marks go with the old one.
    pub fn reset(&mut self, rows: Vec<R>) {
        *self = Window { rows, ..Window::default() };
    }

    fn run(&mut self, motion: Move, n: usize) -> Need {
        let last = self.last();
        if n == 0 || self.rows.is_empty() {
            return Need::Nothing;
        }
        match motion {
            Move::Down => self.walk(n, last - self.cursor, motion),
            Move::Up => self.walk(n, self.cursor, motion),
            Move::PageDown | Move::PageUp => self.leave(motion, Landing::Stay, n),
            Move::Home if self.edge.0 => self.put(0),
            Move::End if self.edge.1 => self.put(last),
            Move::Home => self.want(Need::First, Landing::First),
            Move::End => self.want(Need::Last, Landing::Last),
        }
    }

    /// Row by row: `room` rows on this page, the rest on the next.
    fn walk(&mut self, n: usize, room: usize, motion: Move) -> Need {
        let steps = n.min(room);
        self.cursor = if motion.forward() { self.cursor + steps } else { self.cursor - steps };
        let landing = if motion.forward() { Landing::First } else { Landing::Last };
        if n > steps { self.leave(motion, landing, n - steps) } else { Need::Nothing }
    }

    /// Over the edge of the page, `n` motions to go; at the edge of the list to its last row.
    fn leave(&mut self, motion: Move, landing: Landing, n: usize) -> Need {
        let (met, need) = if motion.forward() { (self.edge.1, Need::After) } else { (self.edge.0, Need::Before) };
        if met {
            return self.put(if motion.forward() { self.last() } else { 0 });
        }
        if n > 1 {
            self.waiting.push_front((motion, n - 1));
        }
        self.want(need, landing)
    }

    fn want(&mut self, need: Need, landing: Landing) -> Need {
        self.awaited = Some((need, landing));
        need
    }

    fn put(&mut self, cursor: usize) -> Need {
        self.cursor = cursor;
        Need::Nothing
    }

    /// Nothing is there: the edge of the list. The cursor goes to its last row.
    fn meet(&mut self, need: Need) {
        match need {
            Need::After => (self.edge.1, self.cursor) = (true, self.last()),
            Need::Before => (self.edge.0, self.cursor) = (true, 0),
            _ => {
                self.rows.clear();
                (self.edge, self.cursor) = ((true, true), 0);
            }
        }
    }

    /// The motions that waited.
    fn go_on(&mut self) -> Need {
        while let Some((motion, n)) = self.waiting.pop_front() {
            let need = self.run(motion, n);
            if need != Need::Nothing {
                return need;
            }
        }
        Need::Nothing
    }

    fn last(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }
}

#[cfg(test)]
mod tests;
