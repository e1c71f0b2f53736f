//! Words of the loans room.

use super::{Lang, Say};
use crate::desk::loans::Refusal;

/// Templates of [`Refusal`].
pub fn reason(code: Refusal, lang: Lang) -> Say {
    match (code, lang) {
        (Refusal::CopyOnLoan, Lang::Zh) => Say { why: "此书已借出给{reader}，{due} 前归还。", next: "可预约。" },
        (Refusal::CopyOnLoan, Lang::En) => Say { why: "Lent to {reader} until {due}.", next: "Place a hold." },
    }
}
