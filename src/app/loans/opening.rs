//! Which form opens, and what stands in it: for a number that nobody knows, for what is in hand, under the mark.

use super::page::{Page, Row};
use super::{Loans, forms, sent};
use crate::app::layer::OpenForm;
use crate::app::panel::Cx;
use crate::desk::loans::{self, Scanned, Title};
use crate::i18n::Lang;

impl Loans {
    /// The form for a number that nobody knows: a reader for a card or an ID number, else a book.
    pub(super) fn enter_unknown(&mut self, text: &str, as_what: &str, cx: &mut Cx<'_>) {
        match as_what {
            "card" => self.open_reader(&loans::scan::whole_card(text, cx.site), cx),
            "id_number" => {
                // The card's owner is looked up; the form opens with him, or with nobody.
                self.entering = Some(text.to_owned());
                cx.ask("owner", crate::desk::residents::Query::One(crate::desk::residents::One { id: text.to_owned() }));
            }
            "isbn" => {
                let barcode = self.numbers.barcode.clone();
                self.open_book(text, None, &barcode, cx);
            }
            _ => self.open_book("", None, &loans::scan::whole_barcode(text, cx.site), cx),
        }
    }

    pub(super) fn open_book(&mut self, isbn: &str, title: Option<&Title>, barcode: &str, cx: &mut Cx<'_>) {
        self.about = sent::About::default();
        self.entering = self.session.reader.is_some().then(|| barcode.to_owned()).filter(|_| title.is_none());
        if let Some(open) = forms::enter(isbn, title, barcode, cx.lang) {
            cx.open(open);
        }
    }

    pub(super) fn open_reader(&mut self, card: &str, cx: &mut Cx<'_>) {
        self.entering = None;
        self.about = sent::About::default();
        let person = cx.person.as_ref().map(|p| (p.id.clone(), p.name.clone()));
        let person = person.as_ref().map(|(id, name)| (id.as_str(), name.as_str()));
        if let Some(open) = forms::new_reader(person, card, cx.lang) {
            cx.open(open);
        }
    }

    /// The title that is shown.
    fn shown(&self) -> Option<Title> {
        match &self.session.title {
            Some(Scanned::Title(card)) => Some(card.title.clone()),
            _ => None,
        }
    }

    /// The form that corrects the title that is shown.
    pub(super) fn about_title(&mut self, lang: Lang) -> Option<OpenForm> {
        let title = self.shown()?;
        self.about.id.clone_from(&title.id);
        forms::of_title(&title, lang)
    }

    /// The form that corrects the card of the reader in hand.
    pub(super) fn about_card(&mut self, lang: Lang) -> Option<OpenForm> {
        let card = self.session.reader.clone()?;
        self.about.id.clone_from(&card.reader.id);
        forms::of_reader(&card.reader, lang)
    }

    /// A form about what is in hand or under the mark.
    pub(super) fn form_here(&mut self, name: &str, cx: &mut Cx<'_>) -> bool {
        self.about = sent::About::default();
        let open = match name {
            forms::ENTER => {
                let shown = self.shown();
                let barcode = self.numbers.barcode.clone();
                self.open_book("", shown.as_ref(), &barcode, cx);
                return true;
            }
            forms::READER => {
                let card = self.numbers.card.clone();
                self.open_reader(&card, cx);
                return true;
            }
            forms::TITLE => self.about_title(cx.lang),
            forms::CARD => self.about_card(cx.lang),
            _ => forms::of_copy(name, cx.lang).or_else(|| forms::blank(name, cx.lang)),
        };
        let Some(mut open) = open else { return false };
        if let Some(Row::Loan(row)) = self.page.as_ref().and_then(Page::row) {
            self.about.loan = Some((row.barcode.clone(), row.loan.id.clone()));
            open.form.fill("copy", &row.barcode, &row.barcode);
            open.form.focus_on("state");
        }
        cx.open(open);
        true
    }

    /// A hold on the title that is shown for the reader in hand; a form asks for what is missing.
    pub(super) fn hold(&mut self, cx: &mut Cx<'_>) {
        let title = match &self.session.title {
            Some(Scanned::Title(card)) => Some((card.title.id.clone(), card.title.name.clone())),
            _ => None,
        };
        let reader = self.session.reader.as_ref().map(|r| (r.reader.id.clone(), r.masked.clone()));
        match (title, reader) {
            (Some((title, _)), Some((reader, _))) if !self.session.busy() => {
                let step = self.session.work(loans::Command::PlaceHold(loans::PlaceHold { reader, title }));
                self.go(Some(step), cx);
            }
            (title, reader) => {
                self.about = sent::About::default();
                cx.open(forms::hold(title, reader, cx.lang));
            }
        }
    }
}
