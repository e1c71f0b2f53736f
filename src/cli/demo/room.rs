//! The reading room: titles and copies, readers, and the lending of the past months day by day. At the end some
//! copies are late and some readers wait for one.

use super::days::{Open, at};
use super::desk::{Desk, Filling, Stopped, one_of, percent};
use super::people::Known;
use crate::base::clock::Moment;
use crate::desk::loans::{AddCopy, AddReader, AddTitle, Checkout, Command, PlaceHold, Renew, Return};
use crate::io::seed::{self, Book};
use chrono::{Duration, NaiveDate};

/// A copy, and who has it until when.
struct Copy {
    title: usize,
    id: String,
    out: Option<Out>,
}

/// A loan that runs.
struct Out {
    reader: usize,
    renew: Option<NaiveDate>,
    /// `None`: it does not come back before now.
    back: Option<NaiveDate>,
}

/// A card; `has` copies are out on it.
struct Card {
    id: String,
    has: usize,
    /// Not lent to before this day, since something of theirs was late.
    late: bool,
}

/// Titles on the shelves and people who read them.
struct Room {
    titles: Vec<String>,
    copies: Vec<Copy>,
    cards: Vec<Card>,
}

/// Makes the reading room; how many copies and loans.
pub fn fill(filling: &mut Filling<'_>, known: &[Known], size: u64) -> Result<(u64, u64), Stopped> {
    let (now, open) = (filling.now, Open::new());
    let copies = usize::try_from((60 + size / 5).min(5000)).unwrap_or(60);
    let readers = (copies / 3).min(known.len());
    let weeks = if size < 2000 { 6 } else { 26 };
    let first = now.date() - Duration::weeks(weeks);
    filling.batch(|desk| {
        let made = at(open.before(first, 30), 540);
        let mut room = Room { titles: Vec::new(), copies: Vec::new(), cards: Vec::new() };
        room.shelve(desk, copies, made)?;
        room.enrol(desk, &known[..readers], made)?;
        let mut loans = 0;
        for day in open.between(first, now.date()) {
            loans += room.day(desk, day, now)?;
        }
        room.queue(desk, now)?;
        Ok((copies as u64, loans))
    })
}

impl Room {
    /// Half as many titles as copies: the books of the list in several editions.
    fn shelve(&mut self, desk: &mut Desk<'_, '_>, copies: usize, when: Moment) -> Result<(), Stopped> {
        let (books, publishers) = (seed::books(), seed::names("publishers"));
        for n in 0..copies.div_ceil(2) {
            let title = edition(desk.rng, &books[n % books.len()], n / books.len(), &publishers);
            self.titles.push(desk.make(Command::AddTitle(title), when)?);
        }
        for n in 0..copies {
            let title = n % self.titles.len();
            let copy = AddCopy { title: self.titles[title].clone(), barcode: (n + 1).to_string(), call_number: None, kind: None };
            let id = desk.make(Command::AddCopy(copy), when)?;
            self.copies.push(Copy { title, id, out: None });
        }
        Ok(())
    }

    fn enrol(&mut self, desk: &mut Desk<'_, '_>, people: &[Known], when: Moment) -> Result<(), Stopped> {
        for (n, person) in people.iter().enumerate() {
            let kind = percent(desk.rng, 20).then(|| "child".to_owned());
            let (name, resident) = (person.name.clone(), Some(person.id.clone()));
            let reader = AddReader { name, card: (n + 1).to_string(), kind, resident, until: None };
            let id = desk.make(Command::AddReader(reader), when)?;
            self.cards.push(Card { id, has: 0, late: false });
        }
        Ok(())
    }

    /// One open day: what comes back, what is renewed, what goes out; how many went out.
    fn day(&mut self, desk: &mut Desk<'_, '_>, day: NaiveDate, now: Moment) -> Result<u64, Stopped> {
        let time = |minute: i64| Some(at(day, minute)).filter(|t| *t <= now);
        for n in 0..self.copies.len() {
            let Copy { id, out: Some(out), .. } = &mut self.copies[n] else { continue };
            let copy = id.clone();
            if out.back.is_some_and(|back| back <= day) {
                let Some(when) = time(desk.rng.i64(510..600)) else { continue };
                let card = &mut self.cards[out.reader];
                (card.has, card.late) = (card.has - 1, card.late && card.has > 1);
                desk.go(Command::Return(Return { copy, on: None }), when)?;
                self.copies[n].out = None;
            } else if out.renew.is_some_and(|renew| renew <= day) {
                let Some(when) = time(desk.rng.i64(600..660)) else { continue };
                // After a long holiday it may be too late for that.
                if out.renew.take().is_some_and(|renew| day - renew > Duration::days(3)) {
                    continue;
                }
                desk.go(Command::Renew(Renew { copy: Some(copy), ..Renew::default() }), when)?;
            }
        }
        let mut lent = 0;
        for _ in 0..desk.rng.usize(1..=2 + self.copies.len() / 50) {
            let Some(when) = time(desk.rng.i64(840..1020)) else { continue };
            lent += u64::from(self.lend(desk, day, when)?);
        }
        Ok(lent)
    }

    /// Lends a copy that is in to a reader with nothing late; `false` if chance found none.
    fn lend(&mut self, desk: &mut Desk<'_, '_>, day: NaiveDate, when: Moment) -> Result<bool, Stopped> {
        if self.cards.is_empty() {
            return Ok(false);
        }
        let (copy, reader) = (desk.rng.usize(..self.copies.len()), desk.rng.usize(..self.cards.len()));
        let card = &mut self.cards[reader];
        // A reader whose copies are all on time may have a second one.
        if self.copies[copy].out.is_some() || card.late || card.has > 1 {
            return Ok(false);
        }
        let kept = |days: i64| Some(day + Duration::days(days));
        let (renew, back, late) = match desk.rng.u32(..100) {
            0..=84 => (None, kept(desk.rng.i64(3..=19)), false),
            85..=90 => (kept(desk.rng.i64(13..=15)), kept(desk.rng.i64(20..=27)), true),
            91..=96 => (None, kept(desk.rng.i64(25..=45)), true),
            _ => (None, None, true),
        };
        (card.has, card.late) = (card.has + 1, card.late || late);
        desk.go(Command::Checkout(Checkout { reader: card.id.clone(), copy: self.copies[copy].id.clone() }), when)?;
        self.copies[copy].out = Some(Out { reader, renew, back });
        Ok(true)
    }

    /// Holds on titles of which every copy is out, and one that has just come back and lies on the hold shelf.
    fn queue(&self, desk: &mut Desk<'_, '_>, now: Moment) -> Result<(), Stopped> {
        let out = |title: usize| self.copies.iter().filter(|c| c.title == title).all(|c| c.out.is_some());
        let wanted: Vec<usize> = (0..self.titles.len()).filter(|t| out(*t)).take(2 + self.copies.len() / 100).collect();
        let mut idle = self.cards.iter().filter(|c| c.has == 0);
        for (n, title) in wanted.iter().enumerate() {
            for reader in idle.by_ref().take(1 + n % 2) {
                let hold = PlaceHold { reader: reader.id.clone(), title: self.titles[*title].clone() };
                desk.go(Command::PlaceHold(hold), now)?;
            }
        }
        let back = wanted.first().and_then(|title| self.copies.iter().find(|c| c.title == *title));
        if let Some(copy) = back {
            desk.go(Command::Return(Return { copy: copy.id.clone(), on: None }), now)?;
        }
        Ok(())
    }
}

fn edition(rng: &mut fastrand::Rng, book: &Book, n: usize, publishers: &[&str]) -> AddTitle {
    AddTitle {
        name: book.title.to_owned(),
        author: Some(book.author.to_owned()),
        publisher: Some((*one_of(rng, publishers)).to_owned()),
        year: Some(rng.u32(1998..=2024).to_string()),
        isbn: None,
        call_number: Some(format!("{}/{}", book.class, n + 1)),
        class: Some(book.class.to_owned()),
        ..AddTitle::default()
    }
}
