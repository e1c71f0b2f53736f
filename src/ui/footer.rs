//! The keys that work here and now, in the last two lines.

use super::look::Look;
use super::paint::put;
use crate::app::Model;
use crate::command::hints::Here;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the hints; what does not fit on the line is on the help page.
pub fn draw(model: &Model, look: &Look, area: Rect, buf: &mut Buffer) {
    let scopes = model.scopes();
    let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
    let available = |verb: &str| model.available(verb);
    let here = Here { map: &model.keymap, scopes: &scopes, lang: model.lang, available: &available };
    let line = here.footer(usize::from(area.width.saturating_sub(2)));
    put(buf, area, 1, area.height - 1, area.width - 2, &line, look.plain());
}
