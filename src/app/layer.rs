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
