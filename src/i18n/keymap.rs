//! What is wrong with a keymap file. `command::told` picks and fills the words.

use super::Lang;

/// The words of this room; `{file}`, `{line}`, `{wrong}`, `{name}`, `{near}`, `{key}`, `{scope}`, `{first}`, `{why}` are filled in.
#[derive(Debug, Clone, Copy)]
pub struct Keymap {
    pub fault: &'static str,
    pub toml: &'static str,
    pub scope: &'static str,
    pub verb: &'static str,
    pub key: &'static str,
    pub forbidden: &'static str,
    pub twice: &'static str,
    pub value: &'static str,
    pub base: &'static str,
    pub near: &'static str,
    /// Under all of them.
    pub next: &'static str,
    pub alt: &'static str,
    pub f1: &'static str,
    pub f10: &'static str,
    pub text: &'static str,
    pub same: &'static str,
    pub ctrl_h: &'static str,
    pub ctrl_i: &'static str,
    pub ctrl_j: &'static str,
    pub ctrl_z: &'static str,
    pub ctrl_bracket: &'static str,
    pub ctrl_space: &'static str,
    pub ctrl_other: &'static str,
}

pub const ZH: Keymap = Keymap {
    fault: "{file} 第{line}行：{wrong}",
    toml: "不是有效的 TOML（{name}）",
    scope: "没有 [{name}] 这个表{near}",
    verb: "没有「{name}」这条命令{near}",
    key: "没有「{name}」这个键（写法如 f5 ctrl-n enter pageup n 1）",
    forbidden: "「{key}」在此处不能设：{why}",
    twice: "「{key}」在 [{scope}] 里设了两次，第一次在第{first}行",
    value: "键的后面要写带引号的命令名；写 false 则取消这个键",
    base: "没有「{name}」这套键位{near}",
    near: "，是不是 {near}？",
    next: "键位没有采用，程序没有启动，数据未动。请改正后重试；不写 --keys 即用默认键位。",
    alt: "许多终端里 Alt 等于 Esc 加一键",
    f1: "F1 被终端用作自己的帮助",
    f10: "F10 以上被终端和桌面占用",
    text: "此处可打印的键都是文字，请用功能键、Enter 或 Ctrl 加字母",
    same: "加不加 Ctrl、Shift，终端发来的都一样",
    ctrl_h: "Ctrl-H 就是退格",
    ctrl_i: "Ctrl-I 就是 Tab",
    ctrl_j: "Ctrl-J 和 Ctrl-M 就是 Enter",
    ctrl_z: "Ctrl-Z 会挂起程序",
    ctrl_bracket: "Ctrl-[ 就是 Esc",
    ctrl_space: "Ctrl-空格用来切换输入法",
    ctrl_other: "终端只发送 Ctrl 加字母",
};

pub const EN: Keymap = Keymap {
    fault: "{file}:{line}: {wrong}",
    toml: "{name}",
    scope: "unknown table [{name}]{near}",
    verb: "unknown command \"{name}\"{near}",
    key: "unknown key \"{name}\" (as in f5, ctrl-n, enter, pageup, n, 1)",
    forbidden: "\"{key}\" cannot be bound here: {why}",
    twice: "\"{key}\" is bound twice in [{scope}], first in line {first}",
    value: "a key needs a command in quotes, or false to unbind it",
    base: "unknown base keymap \"{name}\"{near}",
    near: "; did you mean \"{near}\"?",
    next: "These keys were not taken and the program has not started; no data was touched. Correct the file, or leave --keys out for the default keys.",
    alt: "Alt is Esc and a key on many terminals",
    f1: "terminals keep F1 for their own help",
    f10: "terminals and desktops keep F10 and above",
    text: "printable keys are text here; use an F-key, Enter or Ctrl with a letter",
    same: "terminals send the same without Ctrl or Shift",
    ctrl_h: "Ctrl-H is Backspace",
    ctrl_i: "Ctrl-I is Tab",
    ctrl_j: "Ctrl-J and Ctrl-M are Enter",
    ctrl_z: "Ctrl-Z stops a program",
    ctrl_bracket: "Ctrl-[ is Esc",
    ctrl_space: "Ctrl-Space switches the input method",
    ctrl_other: "terminals send Ctrl with letters only",
};

/// The words of a language.
pub fn words(lang: Lang) -> &'static Keymap {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}
