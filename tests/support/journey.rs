//! A clerk at the keys: the real model, the real store, the real drawing, no terminal and no sleep.

use super::{Counter, counter};
use desk::app::effect::Effect;
use desk::app::{Model, Msg, update};
use desk::command::key::{Code, Key};
use desk::command::load;
use desk::desk::sites::spool::{Errand, Outcome};
use desk::i18n::Lang;
use desk::ui::{self, Skin};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::collections::VecDeque;

/// A session at 80x24.
pub struct Journey {
    pub desk: Counter,
    pub model: Model,
    /// Keys pressed since the last [`Journey::count`]; text typed or scanned does not count.
    keys: usize,
    pub quit: bool,
    /// Drafts kept, by form name.
    pub drafts: Vec<(String, Option<String>)>,
    /// Errands with files that were asked for.
    pub errands: Vec<Errand>,
    /// Called after each message, as the loop draws then.
    pub after: Option<Frame>,
}

/// What looks at the model after each message.
pub type Frame = Box<dyn FnMut(&mut Model)>;

impl Journey {
    /// A session on a fresh desk.
    pub fn new() -> Journey {
        Journey::at(counter())
    }

    /// A session on this desk.
    pub fn at(desk: Counter) -> Journey {
        let keymap = load::embedded("default").unwrap();
        let site = desk.store.site().clone();
        let model = Model::new(Lang::Zh, (&site.code, &site.name), &desk.who.clerk, desk.now, keymap);
        let mut journey = Journey { desk, model, keys: 0, quit: false, drafts: Vec::new(), errands: Vec::new(), after: None };
        let mut effects = Vec::new();
        journey.model.go(0, &mut effects);
        journey.work(effects);
        journey
    }

    /// An errand with files has come so far.
    pub fn files(&mut self, outcome: Outcome) {
        self.send(Msg::Files(outcome));
    }

    fn send(&mut self, msg: Msg) {
        let effects = self.update(msg);
        self.work(effects);
    }

    fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let effects = update(&mut self.model, msg);
        if let Some(after) = &mut self.after {
            after(&mut self.model);
        }
        effects
    }

    fn work(&mut self, effects: Vec<Effect>) {
        let mut queue: VecDeque<Effect> = effects.into();
        while let Some(effect) = queue.pop_front() {
            let msg = match effect {
                Effect::Ask(ticket, query) => Msg::Answer(ticket, self.desk.store.ask(&query, self.desk.now)),
                Effect::Do(ticket, order) => {
                    let outcome = self.desk.store.execute(&order, &self.desk.who, self.desk.now);
                    Msg::Done(ticket, Box::new(order), outcome)
                }
                Effect::Seat { clerk, window } => {
                    self.desk.store.keep_seat("wf", "xterm", &clerk, &window).unwrap();
                    self.desk.who.clerk = clerk;
                    continue;
                }
                Effect::Terminal(_) => continue,
                Effect::Reveal(ent) => {
                    let (who, now) = (self.desk.who.clone(), self.desk.now);
                    self.desk.store.audit("reveal", &ent, &serde_json::json!({}), &who, now).unwrap();
                    Msg::Revealed(ent)
                }
                Effect::Draft { form, body } => {
                    self.drafts.push((form, body));
                    continue;
                }
                Effect::TakeUp(draft) => Msg::Taken(Some(draft)),
                Effect::Throw(draft) => {
                    self.drafts.push((draft.form, None));
                    continue;
                }
                // Files need a folder; what comes of an errand is told to the journey by the test.
                Effect::Send(errand) => {
                    self.errands.push(errand);
                    continue;
                }
                Effect::Quit => {
                    self.quit = true;
                    continue;
                }
            };
            let more = self.update(msg);
            queue.extend(more);
        }
    }

    /// Presses keys by name, parted by spaces: `F5`, `Enter`, `Esc`, `Tab`, `Up`, `Ctrl-S`, `n`. Each counts.
    pub fn keys(&mut self, names: &str) -> &mut Journey {
        for name in names.split_whitespace() {
            self.keys += 1;
            self.send(Msg::Key(key(name)));
        }
        self
    }

    /// Holds a key down: so many presses that came before anything was drawn.
    pub fn held(&mut self, name: &str, times: usize) -> &mut Journey {
        self.send(Msg::Held(key(name), times));
        self
    }

    /// Types text character by character: content, not counted as keys.
    pub fn text(&mut self, text: &str) -> &mut Journey {
        for c in text.chars() {
            self.send(Msg::Key(Key::char(c)));
        }
        self
    }

    /// The same text as one paste, as some terminals hand over what an input method commits.
    pub fn paste(&mut self, text: &str) -> &mut Journey {
        self.send(Msg::Paste(text.into()));
        self
    }

    /// A scan: characters and Enter within a blink.
    pub fn scan(&mut self, text: &str) -> &mut Journey {
        self.send(Msg::Scan(text.into()));
        self
    }

    /// Another window has written: what the runtime says when the file has changed.
    pub fn changed(&mut self) -> &mut Journey {
        self.send(Msg::Changed);
        self
    }

    /// Drafts of an earlier session are found.
    pub fn drafts(&mut self, drafts: Vec<desk::store::Draft>) -> &mut Journey {
        self.send(Msg::Drafts(drafts));
        self
    }

    /// How many keys were pressed since the last call.
    pub fn count(&mut self) -> usize {
        std::mem::take(&mut self.keys)
    }

    /// The screen as lines, a wide glyph as one character, trailing blanks cut.
    pub fn screen(&self) -> String {
        dump(&self.buffer(80, 24).0)
    }

    /// The cells, and where the hardware cursor stands.
    pub fn buffer(&self, width: u16, height: u16) -> (Buffer, Option<Position>) {
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        let cursor = ui::view(&self.model, Skin::Ascii, area, &mut buffer);
        (buffer, cursor)
    }

    /// Fails with the whole screen if `text` is not on it.
    pub fn sees(&mut self, text: &str) -> &mut Journey {
        assert!(self.screen().contains(text), "no {text:?} on\n{}", self.screen());
        self
    }

    /// Fails with the whole screen if `text` is on it.
    pub fn lacks(&mut self, text: &str) -> &mut Journey {
        assert!(!self.screen().contains(text), "{text:?} is on\n{}", self.screen());
        self
    }
}

/// A buffer as lines: the cell after a wide glyph is skipped.
pub fn dump(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(desk::text::width::cells(symbol)).unwrap().max(1);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// A key by name.
pub fn key(name: &str) -> Key {
    let code = match name {
        "Enter" => Code::Enter,
        "Esc" => Code::Esc,
        "Tab" => Code::Tab,
        "BackTab" => Code::BackTab,
        "Backspace" => Code::Backspace,
        "Delete" => Code::Delete,
        "Up" => Code::Up,
        "Down" => Code::Down,
        "Left" => Code::Left,
        "Right" => Code::Right,
        "Home" => Code::Home,
        "End" => Code::End,
        "PageUp" => Code::PageUp,
        "PageDown" => Code::PageDown,
        "Space" => Code::Char(' '),
        _ => match (name.strip_prefix("Ctrl-"), name.strip_prefix('F').and_then(|n| n.parse().ok())) {
            (Some(letter), _) => return Key::ctrl(letter.to_lowercase().chars().next().unwrap()),
            (None, Some(n)) => Code::F(n),
            (None, None) => {
                let mut chars = name.chars();
                let c = chars.next().unwrap();
                assert!(chars.next().is_none(), "no key {name}");
                Code::Char(c)
            }
        },
    };
    Key::plain(code)
}
