//! The shortest way to say where the cursor goes. VT100 moves only: every terminal has them.

use ratatui::layout::Position;
use std::io::Write;

/// Writes the move; without a known start it is absolute.
pub(super) fn go(from: Option<Position>, to: Position, out: &mut Vec<u8>) {
    let start = out.len();
    absolute(to, out);
    let Some(from) = from else { return };
    let mut step = [0_u8; 12];
    if let Some(len) = relative(from, to, &mut step)
        && len < out.len() - start
    {
        out.truncate(start);
        out.extend_from_slice(&step[..len]);
    }
}

fn absolute(to: Position, out: &mut Vec<u8>) {
    let (row, column) = (u32::from(to.y) + 1, u32::from(to.x) + 1);
    out.extend_from_slice(b"\x1b[");
    if (row, column) != (1, 1) {
        number(row, out);
    }
    if column > 1 {
        out.push(b';');
        number(column, out);
    }
    out.push(b'H');
}

/// Digits by hand: where widths are not trusted, a frame has a move for each Hanzi.
fn number(n: u32, out: &mut Vec<u8>) {
    if n > 9 {
        number(n / 10, out);
    }
    out.push(b'0' + (n % 10) as u8);
}

/// One step along a line or a column, if that is where the target lies.
fn relative(from: Position, to: Position, step: &mut [u8; 12]) -> Option<usize> {
    let (by, way) = match (from.x == to.x, from.y == to.y) {
        (false, true) if to.x > from.x => (to.x - from.x, 'C'),
        (false, true) => (from.x - to.x, 'D'),
        (true, false) if to.y > from.y => (to.y - from.y, 'B'),
        (true, false) => (from.y - to.y, 'A'),
        _ => return None,
    };
    let room = step.len();
    let mut left = &mut step[..];
    let said = if by == 1 { write!(left, "\x1b[{way}") } else { write!(left, "\x1b[{by}{way}") };
    said.ok().map(|()| room - left.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(None, (0, 0), "\x1b[H")]
    #[case(None, (0, 8), "\x1b[9H")]
    #[case(None, (79, 23), "\x1b[24;80H")]
    #[case(Some((3, 5)), (4, 5), "\x1b[C")]
    #[case(Some((30, 5)), (10, 5), "\x1b[20D")]
    #[case(Some((30, 5)), (0, 5), "\x1b[6H")]
    #[case(Some((30, 5)), (30, 6), "\x1b[B")]
    #[case(Some((30, 5)), (30, 2), "\x1b[3A")]
    #[case(Some((30, 5)), (31, 6), "\x1b[7;32H")]
    fn a_move_is_the_shortest_one(#[case] from: Option<(u16, u16)>, #[case] to: (u16, u16), #[case] bytes: &str) {
        let mut out = Vec::new();
        go(from.map(Position::from), to.into(), &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), bytes);
    }
}
