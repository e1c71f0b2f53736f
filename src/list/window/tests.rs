use super::*;
use proptest::prelude::*;

/// What the store would answer for a window over `table` (sorted), `size` rows a page.
fn answer(window: &Window<u32>, table: &[u32], size: usize, need: Need) -> Vec<u32> {
    let (first, last) = (window.rows().first().copied(), window.rows().last().copied());
    let fits = |r: &&u32| match need {
        Need::After => Some(**r) > last,
        Need::Before => first.is_some_and(|f| **r < f),
        _ => true,
    };
    let rows: Vec<u32> = table.iter().filter(fits).copied().collect();
    let start = if matches!(need, Need::Before | Need::Last) { rows.len().saturating_sub(size) } else { 0 };
    rows.into_iter().skip(start).take(size).collect()
}

/// Answers until nothing is needed; gives the number of pages read.
fn settle(window: &mut Window<u32>, table: &[u32], size: usize, mut need: Need) -> usize {
    for pages in 0..1000 {
        if need == Need::Nothing {
            return pages;
        }
        need = window.turned(answer(window, table, size, need));
    }
    panic!("it never settles");
}

fn opened(table: &[u32], size: usize) -> Window<u32> {
    let mut window = Window::default();
    window.reset(table.iter().take(size).copied().collect());
    window
}

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

#[test]
fn pages_home_and_end() {
    let table: Vec<u32> = (0..10).collect();
    let mut w = opened(&table, 4);
    for (motion, rows, cursor) in [
        (Move::Down, vec![0, 1, 2, 3], 1),
        (Move::PageDown, vec![4, 5, 6, 7], 5),
        (Move::PageDown, vec![8, 9], 9),
        (Move::PageDown, vec![8, 9], 9),
        (Move::Down, vec![8, 9], 9),
        (Move::PageUp, vec![4, 5, 6, 7], 5),
        (Move::End, vec![6, 7, 8, 9], 9),
        (Move::End, vec![6, 7, 8, 9], 9),
        (Move::PageUp, vec![2, 3, 4, 5], 5),
        // The first page is short: rows that were shown fill it.
        (Move::PageUp, vec![0, 1, 2, 3], 3),
        (Move::PageUp, vec![0, 1, 2, 3], 0),
        (Move::Up, vec![0, 1, 2, 3], 0),
        (Move::End, vec![6, 7, 8, 9], 9),
        (Move::Home, vec![0, 1, 2, 3], 0),
    ] {
        let need = w.go(motion);
        settle(&mut w, &table, 4, need);
        assert_eq!((w.rows(), w.current()), (rows.as_slice(), Some(&cursor)), "{motion:?}");
    }
}

#[test]
fn an_edge_that_was_met_is_not_asked_for_again() {
    let mut w = opened(&[1, 2], 4);
    assert_eq!((w.go(Move::Up), w.turned(vec![]), w.go(Move::Up)), (Need::Before, Need::Nothing, Need::Nothing));
    assert_eq!((w.go(Move::PageDown), w.turned(vec![])), (Need::After, Need::Nothing));
    assert_eq!((w.go(Move::Down), w.go(Move::End), w.current()), (Need::Nothing, Need::Nothing, Some(&2)));
    w.reloaded(vec![1, 2, 3], |r| *r);
    assert_eq!(w.go(Move::PageDown), Need::After, "other desks may have written");
}

#[test]
fn a_held_key_is_folded_even_while_a_page_is_awaited() {
    let table: Vec<u32> = (0..100).collect();
    let mut w = opened(&table, 15);
    let need = w.move_by(Move::Down, 20);
    assert_eq!(need, Need::After);
    for _ in 0..40 {
        assert_eq!(w.go(Move::Down), Need::After, "the same page, should the first answer be lost");
    }
    let pages = settle(&mut w, &table, 15, need);
    assert_eq!((w.current(), pages), (Some(&60), 4));
}

#[test]
fn a_page_that_nobody_waits_for_is_not_taken() {
    let mut w = opened(&[1, 2, 3], 3);
    w.go(Move::PageDown);
    w.reset(vec![7, 8]);
    assert_eq!((w.turned(vec![4, 5]), w.rows()), (Need::Nothing, &[7, 8][..]));
}

#[test]
fn marks_outlive_pages() {
    let table: Vec<u32> = (0..10).collect();
    let mut w = opened(&table, 4);
    assert!(w.marks.toggle("loan:1") && w.marks.toggle("loan:2") && !w.marks.toggle("loan:1"));
    let need = w.go(Move::PageDown);
    settle(&mut w, &table, 4, need);
    assert_eq!((w.marks.count(), w.marks.has("loan:2"), w.marks.ids().collect::<Vec<_>>()), (1, true, vec!["loan:2"]));
    w.marks.clear();
    assert_eq!(w.marks.count(), 0);
}

#[derive(Debug, Clone)]
enum Act {
    Move(Move, usize),
    /// The awaited page comes.
    Answer,
    Reload,
    Reset,
    Add(u32),
    Remove(u32),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    use Move::{Down, End, Home, PageDown, PageUp, Up};
    let act = prop_oneof![
        4 => (prop::sample::select(vec![Up, Down, PageUp, PageDown, Home, End]), 0usize..50).prop_map(|(m, n)| Act::Move(m, n)),
        4 => Just(Act::Answer),
        1 => Just(Act::Reload),
        1 => Just(Act::Reset),
        2 => (0u32..60).prop_map(Act::Add),
        2 => (0u32..60).prop_map(Act::Remove),
    ];
    prop::collection::vec(act, 0..60)
}

proptest! {
    /// Whatever happens and whatever other desks write: the cursor is on a row, rows are in order, and it settles.
    #[test]
    fn the_cursor_is_in_range(acts in acts(), size in 1usize..9) {
        let mut table: Vec<u32> = (0..40).collect();
        let mut w = opened(&table, size);
        let mut need = Need::Nothing;
        for act in acts {
            match act {
                Act::Move(motion, n) => need = w.move_by(motion, n),
                Act::Answer => if need != Need::Nothing { need = w.turned(answer(&w, &table, size, need)) },
                Act::Reload => {
                    let first = w.rows().first().copied().unwrap_or(0);
                    w.reloaded(table.iter().filter(|r| **r >= first).take(size).copied().collect(), |r| *r);
                }
                Act::Reset => { w.reset(table.iter().take(size).copied().collect()); need = Need::Nothing; }
                Act::Add(n) => if let Err(at) = table.binary_search(&n) { table.insert(at, n) },
                Act::Remove(n) => table.retain(|r| *r != n),
            }
            prop_assert!(w.cursor() < w.rows().len().max(1));
            prop_assert!(w.rows().len() <= size && w.rows().windows(2).all(|two| two[0] < two[1]));
        }
        settle(&mut w, &table, size, need);
    }

    /// Rows are neither skipped nor met twice: the window stands where a plain index would.
    #[test]
    fn walking_is_counting(steps in prop::collection::vec((any::<bool>(), 0usize..30), 0..20), rows in 1u32..50, size in 1usize..9) {
        let table: Vec<u32> = (0..rows).collect();
        let mut w = opened(&table, size);
        let mut place = 0usize;
        for (down, n) in steps {
            let need = w.move_by(if down { Move::Down } else { Move::Up }, n);
            settle(&mut w, &table, size, need);
            place = if down { (place + n).min(rows as usize - 1) } else { place.saturating_sub(n) };
            prop_assert_eq!(w.current(), Some(&(place as u32)));
        }
    }
}
