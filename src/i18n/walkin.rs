//! Words of the walkin room.

use super::{Lang, Say};
use crate::desk::walkin::Refusal;

/// Templates of [`Refusal`].
pub fn reason(code: Refusal, lang: Lang) -> Say {
    match (code, lang) {
        (Refusal::BadPrefix, Lang::Zh) => Say { why: "没有号段 {prefix}。", next: "请核对。" },
        (Refusal::BadPrefix, Lang::En) => Say { why: "No such prefix: {prefix}.", next: "Check it." },
    }
}
