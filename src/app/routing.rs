//! Where a scan belongs: a barcode or a card to the reading room, an ID number to the person. Never lost, whatever
//! room is shown.

use super::effect::Effect;
use super::layer::Layer;
use super::model::Model;
use crate::text::idcard;

/// Takes a scan that no form is waiting for. Help, palette and search go: somebody works with the scanner.
pub(super) fn scan(model: &mut Model, text: &str, fx: &mut Vec<Effect>) {
    while matches!(model.layers.last(), Some(Layer::Help { .. } | Layer::Palette { .. } | Layer::Search)) {
        model.layers.pop();
    }
    let person = is_id_number(text);
    match model.panels.get(model.room).scope() {
        "loans" => model.with_panel(model.room, fx, |panel, cx| panel.scan(text, cx)),
        // There the number opens the form that the person came for.
        "walkin" | "studio" | "residents" if person => model.with_panel(model.room, fx, |panel, cx| panel.scan(text, cx)),
        _ => {
            let Some(to) = model.panels.index(if person { "residents" } else { "loans" }) else { return };
            model.go(to, fx);
            model.with_panel(to, fx, |panel, cx| panel.scan(text, cx));
        }
    }
}

/// What a reader of ID cards types, and hardly anything else: 18 characters with the right last one.
pub(super) fn is_card(text: &str) -> bool {
    let found = idcard::check(text);
    found.valid && found.kind.as_deref() == Some("resident18")
}

/// A citizen's number as a reader of ID cards types it.
fn is_id_number(text: &str) -> bool {
    let found = idcard::check(text);
    found.valid && matches!(found.kind.as_deref(), Some("resident18" | "resident15"))
}
