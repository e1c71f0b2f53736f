//! A new card that looks like one that is there: the two are shown side by side before anything is written.

use super::forms;
use super::{Residents, Row};
use crate::app::panel::{Cx, Wish};
use crate::desk::change::Fields;
use crate::desk::command::Order;
use crate::desk::residents::{self, Add, Command, Page, Resident, Update, keys};
use crate::i18n::residents::words;
use crate::text::{idcard, phone};

/// What was typed, and the card that it may be.
#[derive(Debug, Clone, Default)]
pub(super) struct Same {
    pub new: Add,
    pub known: Option<Resident>,
    /// Refused for the same ID number: a second card needs a reason.
    pub number: bool,
}

impl Residents {
    /// A new card: first those of the same name are looked at.
    pub(super) fn add(&mut self, new: Add, cx: &mut Cx<'_>) {
        let find = new.name.clone();
        self.same = Some(Same { new, ..Same::default() });
        cx.ask("same", residents::Query::Page(Page { find, rows: 50, ..Page::default() }));
    }

    /// Those of the same name have come: one that looks the same is offered, else the card is made.
    pub(super) fn compare(&mut self, rows: Vec<Row>, cx: &mut Cx<'_>) {
        let Some(same) = &self.same else { return };
        match rows.into_iter().map(|(_, card)| card).find(|card| alike(&same.new, card)) {
            Some(card) => self.offer_same(card, false, cx),
            None => cx.run(Command::Add(same.new.clone())),
        }
    }

    pub(super) fn offer_same(&mut self, known: Resident, number: bool, cx: &mut Cx<'_>) {
        let Some(same) = &mut self.same else { return };
        let open = forms::same(&same.new, &known, number, cx.lang);
        (same.known, same.number) = (Some(known), number);
        cx.open(open);
    }

    /// What the clerk decided.
    pub(super) fn decide(&mut self, values: &Fields, cx: &mut Cx<'_>) {
        let Some(same) = self.same.clone() else { return };
        let Some(known) = same.known else { return };
        match forms::text(values, "do").as_str() {
            "use" => {
                self.same = None;
                // Both forms go: the comparison, and the new card beneath it.
                cx.wishes.push(Wish::Close);
                cx.wishes.push(Wish::Close);
                self.show(known, cx);
            }
            "fill" => cx.run(Command::Update(lacking(&known, &same.new))),
            _ => {
                let over = Some(forms::text(values, "reason")).filter(|r| !r.is_empty());
                if same.number && over.is_none() {
                    return cx.say(words(cx.lang).same_reason);
                }
                cx.wishes.push(Wish::Do(Order {
                    over: over.filter(|_| same.number),
                    ..Order::from(crate::desk::command::Command::from(Command::Add(same.new)))
                }));
            }
        }
    }
}

/// The same name, and the same phone, number, birthday or address: as good as certainly one person.
fn alike(new: &Add, card: &Resident) -> bool {
    let given = |text: &Option<String>| text.clone().unwrap_or_default();
    let number = keys::id_number(&given(&new.id_number));
    let telephone = phone::check(&given(&new.phone)).normal;
    let birth = idcard::check(&number).birth.unwrap_or_default();
    let both = |mine: &str, theirs: &str| !mine.is_empty() && mine == theirs;
    // With nothing but a name a namesake is worth a look as well.
    let bare = number.is_empty() && telephone.is_empty() && given(&new.address).is_empty();
    let fits = both(&number, &card.id_number)
        || both(&telephone, &card.phone)
        || both(&birth, &card.birth)
        || both(given(&new.address).trim(), &card.address);
    new.name.trim() == card.name && (fits || bare)
}

/// What the known card lacks and the new one has; a telephone is taken as the newer one.
fn lacking(known: &Resident, new: &Add) -> Update {
    let missing = |mine: &Option<String>, theirs: &str| mine.clone().filter(|_| theirs.is_empty());
    Update {
        resident: known.id.clone(),
        id_number: missing(&new.id_number, &known.id_number),
        id_type: missing(&new.id_type, &known.id_type),
        phone: new.phone.clone(),
        address: missing(&new.address, &known.address),
        tags: missing(&new.tags, &known.tags),
        ..Update::default()
    }
}
