//! What stands over a room: a form, the palette, the help, a stop message.

use crate::form::Form;

/// A form over the room that opened it.
#[derive(Debug)]
pub struct OpenForm {
    /// `request.register`: also the name of its draft.
    pub name: &'static str,
    pub title: String,
    pub form: Form,
}

#[derive(Debug)]
pub enum Layer {
    /// With the index of the panel that opened it.
    Form(usize, OpenForm),
    /// The command palette: what was typed and which entry is chosen.
    Palette {
        typed: crate::text::line::TextLine,
        chosen: usize,
    },
    Help {
        top: usize,
    },
    /// The search over everything; what was typed and found stands in Today.
    Search,
}

impl Layer {
    /// Does this verb, which holds everywhere, put the layer away and go to work? A form says itself what it lets through.
    pub fn lets_through(&self, verb: &str) -> bool {
        let own = match self {
            Layer::Form(..) => return false,
            Layer::Palette { .. } => "palette",
            Layer::Help { .. } => "help",
            Layer::Search => "search",
        };
        let everywhere = ["undo", "help", "palette", "search", "ticket.call", "request.register", "quit"];
        verb != own && (verb.starts_with("room.") || everywhere.contains(&verb))
    }
}
