//! Words of the studio room.

use super::{Lang, Say};
use crate::desk::studio::Refusal;

/// Templates of [`Refusal`].
pub fn reason(code: Refusal, lang: Lang) -> Say {
    match (code, lang) {
        (Refusal::NoName, Lang::Zh) => Say { why: "姓名不能为空。", next: "请填写姓名。" },
        (Refusal::NoName, Lang::En) => Say { why: "A name is needed.", next: "Fill it in." },
    }
}
