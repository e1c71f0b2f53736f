//! What happens in a history: days at the counters, sticks that get lost, clocks that go wrong.

use super::world::{File, Heard, World};

/// Lets `steps` things happen.
pub fn live(world: &mut World, steps: usize) {
    for _ in 0..steps {
        match world.dice.u32(..100) {
            0..45 => work(world),
            45..68 => send(world),
            68..92 => deliver(world),
            92..94 => clock(world),
            94 | 95 => {
                let n = world.dice.usize(1..5);
                world.back_up(n);
            }
            96 | 97 => {
                // The hub is the root of everything; its own restore is always with care and is tried elsewhere.
                let (n, careful) = (world.dice.usize(1..5), world.dice.bool());
                world.restore(n, careful);
                // The clerk goes on at once, under numbers that others may hold already.
                world.ask(n, r#"{"cmd":"title.add","name":"新书"}"#);
            }
            98..100 => {
                let hours = world.dice.i64(1..30);
                world.wait(hours);
            }
            _ => unreachable!("a hundred sides"),
        }
    }
}

/// A clerk somewhere does something.
fn work(world: &mut World) {
    let n = world.dice.usize(..world.sites.len());
    let (a, b) = (world.dice.u32(..4), world.dice.u32(..4));
    let hour = world.dice.u32(8..12);
    let day = world.dice.u32(10..13);
    let line = match world.dice.u32(..16) {
        0 | 1 => format!(r#"{{"cmd":"resident.add","name":"张{a}","phone":"1380000567{b}"}}"#),
        2 => return change_card(world, n),
        3..=6 => {
            format!(
                r#"{{"cmd":"booking.make","kind":"谈","place":"一号室","start":"2026-03-{day}T{hour:02}:00","client":"李{a}"}}"#
            )
        }
        7 | 8 => return change_booking(world, n),
        10 => return change_title(world, n),
        9 if b < 2 => format!(r#"{{"cmd":"title.add","name":"书{a}","author":"人"}}"#),
        9 => format!(r#"{{"cmd":"copy.add","title":"书{a}","barcode":"{}{b}"}}"#, 200 + n),
        11 => format!(r#"{{"cmd":"loan.checkout","reader":"3{b}","copy":"{}{a}"}}"#, 100 + n),
        12 => format!(r#"{{"cmd":"loan.return","copy":"{}{a}"}}"#, 100 + n),
        13 if n == 0 => format!(r#"{{"cmd":"calendar.set","date":"2026-10-0{}","kind":"holiday","name":"g{b}"}}"#, a + 1),
        13 => format!(r#"{{"cmd":"setting.set","key":"studio.horizon_days","value":"{}"}}"#, 30 + a),
        14 => r#"{"cmd":"undo"}"#.to_owned(),
        _ => r#"{"cmd":"redo"}"#.to_owned(),
    };
    world.ask(n, &line);
}

fn change_card(world: &mut World, n: usize) {
    let found = world.show(n, "residents", &[]);
    let Some(card) = pick(world, &found) else { return };
    let phone = world.dice.u32(1000..9999);
    let line = format!(r#"{{"cmd":"resident.update","resident":"{card}","phone":"1390000{phone}"}}"#);
    world.ask(n, &line);
}

fn change_booking(world: &mut World, n: usize) {
    let found = world.show(n, "bookings", &[("from", "2026-03-10"), ("to", "2026-03-13")]);
    let Some(booking) = pick(world, &found) else { return };
    let hour = world.dice.u32(8..12);
    let line = match world.dice.u32(..4) {
        // The studio says yes to a request, or lets a far desk say it.
        0 if n == 1 => format!(r#"{{"cmd":"booking.confirm","booking":"{booking}"}}"#),
        1 if n == 1 => format!(
            r#"{{"cmd":"grant.give","place":"一号室","start":"2026-03-1{}T{hour:02}:00","minutes":60,"to":"S0{}","until":"2026-03-09T12:00"}}"#,
            world.dice.u32(..3),
            world.dice.u32(2..5)
        ),
        0 | 1 => format!(r#"{{"cmd":"booking.cancel","booking":"{booking}","by":"client"}}"#),
        _ => {
            format!(r#"{{"cmd":"booking.move","booking":"{booking}","start":"2026-03-13T{:02}:00"}}"#, world.dice.u32(8..18))
        }
    };
    world.ask(n, &line);
}

/// Titles are anybody's to write: two sites may do it at once.
fn change_title(world: &mut World, n: usize) {
    let found = world.show(n, "titles", &[]);
    let Some(title) = pick(world, &found) else { return };
    let author = world.dice.u32(..1000);
    world.ask(n, &format!(r#"{{"cmd":"title.update","title":"{title}","author":"人{author}"}}"#));
}

/// The id of any row of an answer.
fn pick(world: &mut World, rows: &serde_json::Value) -> Option<String> {
    let rows = rows.as_array()?;
    let row = rows.get(world.dice.usize(..rows.len().max(1)))?;
    let row = row.get("title").filter(|t| t.is_object()).unwrap_or(row);
    row.get("id")?.as_str().map(str::to_owned)
}

fn send(world: &mut World) {
    let (from, to) = (world.dice.usize(..5), world.dice.usize(..5));
    if from == to {
        return;
    }
    let full = world.dice.u32(..10) == 0;
    let files = world.write(from, to, full);
    world.post.extend(files);
}

/// A stick arrives: one in five never does, some are cut, some come again, none in order.
fn deliver(world: &mut World) {
    if world.post.is_empty() {
        return;
    }
    let at = world.dice.usize(..world.post.len());
    let file = world.post.swap_remove(at);
    if world.dice.u32(..5) == 0 {
        return;
    }
    if world.dice.u32(..8) == 0 {
        let cut = world.dice.usize(..file.bytes.len());
        let half = File { to: file.to, bytes: file.bytes[..cut].to_vec() };
        assert_eq!(world.read(&half), Heard::Refused, "seed {}: a cut file", world.seed);
    }
    world.read(&file);
    if world.dice.u32(..3) == 0 {
        world.post.push(file);
    }
}

fn clock(world: &mut World) {
    let n = world.dice.usize(..5);
    world.sites[n].skew = world.dice.i64(-24..=24) * 3600 * 1000;
}

/// Everybody exchanges with everybody until nobody hears anything new.
pub fn settle(world: &mut World) {
    world.post.clear();
    // Whatever was held for a clock that ran ahead is let in by now.
    world.wait(72);
    for site in &mut world.sites {
        site.skew = 0;
    }
    for _ in 0..12 {
        let mut quiet = true;
        for from in 0..5 {
            for to in (0..5).filter(|to| *to != from) {
                world.wait(1);
                for file in world.write(from, to, false) {
                    quiet &= world.read(&file) != Heard::Changed;
                }
            }
        }
        for n in world.in_trouble() {
            quiet = false;
            world.recover(n);
        }
        world.thaw();
        if quiet {
            return;
        }
    }
    let open: Vec<_> = (0..5).map(|n| world.show(n, "exchange", &[])["open"].clone()).collect();
    panic!("seed {}: twelve rounds and still news; open: {open:?}", world.seed & 0xFFFF_FFFF);
}
