//! Words for settings, calendar and undo.

use super::{Lang, Say};
use crate::desk::sites::Refusal;

/// Templates of [`Refusal`].
pub fn reason(code: Refusal, lang: Lang) -> Say {
    match (code, lang) {
        (Refusal::BadDate, Lang::Zh) => Say { why: "不是日期：{given}。", next: "请按 2026-03-02 填写。" },
        (Refusal::BadDate, Lang::En) => Say { why: "Not a date: {given}.", next: "Write it as 2026-03-02." },
        (Refusal::NoSetting, Lang::Zh) => Say { why: "没有设置项 {key}。", next: "相近的是 {near}。" },
        (Refusal::NoSetting, Lang::En) => Say { why: "There is no setting {key}.", next: "The nearest is {near}." },
        (Refusal::BadSetting, Lang::Zh) => Say { why: "{key} 不接受「{given}」。", next: "可填：{takes}。" },
        (Refusal::BadSetting, Lang::En) => Say { why: "{key} does not take \"{given}\".", next: "It takes: {takes}." },
        (Refusal::BadKey, Lang::Zh) => {
            Say { why: "不是公钥。", next: "请给出 .pub 文件，以 ssh-ed25519 开头的一行。" }
        }
        (Refusal::BadKey, Lang::En) => {
            Say { why: "Not a public key.", next: "Give the .pub file, the line that begins with ssh-ed25519." }
        }
        (Refusal::KeyTaken, Lang::Zh) => {
            Say { why: "此密钥已登记为 {name}。", next: "先执行 desk clerk drop {key}。" }
        }
        (Refusal::KeyTaken, Lang::En) => Say { why: "This key is {name}'s already.", next: "First desk clerk drop {key}." },
        (Refusal::UndoChanged, Lang::Zh) => {
            Say { why: "此后已有人改动同一内容，不能撤销。", next: "数据未变，请直接修改。" }
        }
        (Refusal::UndoChanged, Lang::En) => {
            Say { why: "The same fields were changed since; it cannot be undone.", next: "Nothing was changed; edit the record." }
        }
    }
}
