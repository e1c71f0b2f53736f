//! A ratatui backend that gathers a frame in memory and sends it in one `write`.
//!
//! It spends fewer bytes than the crossterm backend, and none when nothing changed:
//! * after a wide glyph the cursor is where we expect it (only where the terminal's widths are confirmed: `trust_width`);
//! * colours and modifiers stay in force across cells and frames ([`pen`]), blanks need neither;
//! * a blank rest of a line is one `ESC[K`.
//!
//! Where the cursor would travel it is hidden first and placed and shown last, so that the candidate window of an
//! input method stays with it. [`sweep`] is the last look at every cell.
//!
//! ```no_run
//! # use desk::runtime::backend::WireBackend;
//! # use ratatui::{Terminal, layout::Size};
//! # fn main() -> std::io::Result<()> {
//! let mut terminal = Terminal::new(WireBackend::new(Size::new(80, 24)))?;
//! terminal.draw(|frame| frame.render_widget("Today", frame.area()))?;
//! terminal.backend_mut().flush_frame(&mut std::io::sink())?;
//! # Ok(())
//! # }
//! ```

mod moves;
mod pen;
mod sweep;
#[cfg(test)]
mod tests;

use pen::Pen;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use std::io::{self, Write};

/// A run of blanks not yet sent; it may turn out to reach the end of its line.
#[derive(Debug)]
struct Blanks {
    x: u16,
    y: u16,
    len: u16,
    pen: Pen,
}

/// Gathers frames; see the module for what it saves.
#[derive(Debug)]
pub struct WireBackend {
    size: Size,
    trust_width: bool,
    wide_ambiguous: bool,
    mono: bool,
    out: Vec<u8>,
    /// Where the terminal's cursor is; `None` when we cannot know.
    at: Option<Position>,
    /// What the terminal draws with; `None` when we cannot know.
    pen: Option<Pen>,
    shown: bool,
    /// This frame draws something; the cursor leaves its place for it.
    drawn: bool,
    travelled: bool,
    want_shown: bool,
    want_at: Position,
    /// Per line, one past the last column that may show anything: right of it the screen is blank.
    ends: Vec<u16>,
    /// Cells in which a wide glyph begins on the screen, line after line.
    wide: Vec<bool>,
    /// The second half of a wide glyph whose first half was just drawn over: terminals differ in what it then shows.
    orphan: Option<Position>,
    blanks: Option<Blanks>,
}

impl WireBackend {
    /// A backend for a screen that is blank, with the cursor hidden (as [`super::guard`] leaves it).
    pub fn new(size: Size) -> WireBackend {
        WireBackend {
            size,
            trust_width: false,
            wide_ambiguous: false,
            mono: false,
            out: Vec::with_capacity(8192),
            at: None,
            pen: Some(Pen::default()),
            shown: false,
            drawn: false,
            travelled: false,
            want_shown: false,
            want_at: Position::ORIGIN,
            ends: vec![0; usize::from(size.height)],
            wide: vec![false; cells(size)],
            orphan: None,
            blanks: None,
        }
    }

    /// Whether the terminal draws each glyph as wide as we think (the probe has confirmed it).
    pub fn trust_width(&mut self, yes: bool) {
        self.trust_width = yes;
    }

    /// Whether it draws ambiguous glyphs (such as `±`) in two cells: after one of those the cursor is placed anew.
    pub fn wide_ambiguous(&mut self, yes: bool) {
        self.wide_ambiguous = yes;
    }

    /// Mono: no colour is ever sent (`NO_COLOR`), only bold, underline and reverse.
    pub fn mono(&mut self, yes: bool) {
        self.mono = yes;
    }

    /// The window has a new size in cells; the next draw repaints everything.
    pub fn set_size(&mut self, size: Size) {
        self.size = size;
        self.ends = vec![size.width; usize::from(size.height)];
        self.wide = vec![false; cells(size)];
        self.forget();
    }

    /// The size we draw for.
    pub fn window(&self) -> Size {
        self.size
    }

    /// Something else wrote to the terminal: take neither its cursor nor its colours for granted.
    pub fn forget(&mut self) {
        self.at = None;
        self.pen = None;
    }

    /// A line that shows nothing, for a question to the terminal that must not disturb the picture.
    pub fn blank_row(&self) -> Option<u16> {
        self.ends.iter().rposition(|end| *end == 0).and_then(|row| u16::try_from(row).ok())
    }

    /// Sends the frame in one write; returns its bytes, 0 when there was nothing to say.
    pub fn flush_frame(&mut self, line: &mut impl Write) -> io::Result<usize> {
        self.settle(None);
        if self.want_shown && self.at != Some(self.want_at) {
            self.go(self.want_at);
        }
        // A glyph typed at the cursor takes it along: nothing travels, nothing needs hiding.
        let hide = self.shown && (!self.want_shown || (self.drawn && self.travelled));
        if hide {
            self.out.splice(0..0, *b"\x1b[?25l");
        }
        if self.want_shown && (hide || !self.shown) {
            self.out.extend_from_slice(b"\x1b[?25h");
        }
        self.shown = self.want_shown;
        (self.drawn, self.travelled) = (false, false);
        if self.out.is_empty() {
            return Ok(0);
        }
        let sent = line.write_all(&self.out);
        let bytes = self.out.len();
        self.out.clear();
        sent.map(|()| bytes)
    }

    fn go(&mut self, to: Position) {
        let from = if self.trust_width { self.at } else { None };
        moves::go(from, to, &mut self.out);
        self.travelled = true;
        self.at = Some(to);
    }

    fn dip(&mut self, pen: Pen) {
        Pen::change(self.pen, pen, &mut self.out);
        self.pen = Some(pen);
    }

    fn wish(&self, cell: &Cell) -> Pen {
        let mut pen = Pen { fg: cell.fg, bg: cell.bg, marks: cell.modifier };
        if self.mono {
            pen.fg = ratatui::style::Color::Reset;
            pen.bg = ratatui::style::Color::Reset;
        }
        pen
    }

    fn end_of(&mut self, y: u16) -> Option<&mut u16> {
        self.ends.get_mut(usize::from(y))
    }

    fn put(&mut self, x: u16, y: u16, cell: &Cell) {
        if x >= self.size.width || y >= self.size.height {
            return;
        }
        let here = Position { x, y };
        let pen = self.wish(cell);
        let empty = cell.symbol() == " ";
        if empty && pen.leaves_blank() {
            return self.put_blank(here, pen);
        }
        self.settle(Some(here));
        self.drawn = true;
        if self.at != Some(here) {
            self.go(here);
        }
        self.dip(if empty { pen.for_blank(self.pen) } else { pen });
        let (width, plain) = sweep::glyph(cell.symbol(), self.size.width - x, &mut self.out);
        self.occupy(here, width);
        if let Some(start) = self.wide.get_mut(usize::from(y) * usize::from(self.size.width) + usize::from(x)) {
            *start = width > 1;
        }
        let past = x + width;
        // In the last column a terminal waits with the wrap; a glyph of doubtful width may have gone anywhere.
        let trusted = self.trust_width && !(self.wide_ambiguous && sweep::is_ambiguous(cell.symbol()));
        let known = past < self.size.width && (plain || trusted);
        self.at = known.then_some(Position { x: past, y });
        if let Some(end) = self.end_of(y) {
            *end = past.max(*end);
        }
    }

    /// Notes that `width` cells are drawn over, and what that leaves of a wide glyph at their end.
    fn occupy(&mut self, start: Position, width: u16) {
        let first = usize::from(start.y) * usize::from(self.size.width) + usize::from(start.x);
        let Some(covered) = self.wide.get_mut(first..first + usize::from(width)) else { return };
        let past = start.x + width;
        if covered.last() == Some(&true) && past < self.size.width {
            self.orphan = Some(Position { x: past, y: start.y });
        }
        covered.fill(false);
    }

    fn put_blank(&mut self, here: Position, pen: Pen) {
        match &mut self.blanks {
            Some(run) if run.y == here.y && run.x + run.len == here.x => run.len += 1,
            _ => {
                self.settle(Some(here));
                self.blanks = Some(Blanks { x: here.x, y: here.y, len: 1, pen });
            }
        }
    }

    /// Sends what waits: blanks, and half glyphs that the next cell (`next`) will not draw over.
    fn settle(&mut self, next: Option<Position>) {
        loop {
            if let Some(half) = self.orphan.take()
                && Some(half) != next
            {
                self.blanks = Some(Blanks { x: half.x, y: half.y, len: 1, pen: Pen::default() });
            }
            match self.blanks.take() {
                Some(run) => self.send_blanks(&run),
                None => return,
            }
        }
    }

    /// Sends blanks as nothing where the screen is blank already, as `ESC[K` to the end, or as spaces.
    fn send_blanks(&mut self, run: &Blanks) {
        let past = run.x + run.len;
        let end = self.ends.get(usize::from(run.y)).copied().unwrap_or(self.size.width);
        if self.trust_width && end <= run.x {
            return;
        }
        self.drawn = true;
        let start = Position { x: run.x, y: run.y };
        if self.at != Some(start) {
            self.go(start);
        }
        self.dip(run.pen.for_blank(self.pen));
        self.occupy(start, run.len);
        let to_the_end = end <= past;
        if to_the_end && let Some(end) = self.end_of(run.y) {
            *end = run.x;
        }
        if to_the_end && run.len > 3 {
            self.out.extend_from_slice(b"\x1b[K");
            self.orphan = None;
        } else {
            self.out.resize(self.out.len() + usize::from(run.len), b' ');
            self.at = (past < self.size.width).then_some(Position { x: past, y: run.y });
        }
    }
}

fn cells(size: Size) -> usize {
    usize::from(size.width) * usize::from(size.height)
}

impl Backend for WireBackend {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            self.put(x, y, cell);
        }
        self.settle(None);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.want_shown = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.want_shown = true;
        Ok(())
    }

    /// The cursor we asked for; the terminal itself is never asked.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.want_at)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        let last = |n: u16| n.saturating_sub(1);
        self.want_at = Position { x: x.min(last(self.size.width)), y: y.min(last(self.size.height)) };
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.settle(None);
        (self.drawn, self.travelled) = (true, true);
        self.dip(Pen::default());
        if region != ClearType::All && self.at != Some(self.want_at) {
            self.go(self.want_at);
        }
        let erase: &[u8] = match region {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[K",
        };
        self.out.extend_from_slice(erase);
        if region == ClearType::All {
            self.ends.fill(0);
            self.wide.fill(false);
        }
        Ok(())
    }

    /// The size we were told; no system call a frame.
    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    /// Nothing: a frame leaves with [`WireBackend::flush_frame`].
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
