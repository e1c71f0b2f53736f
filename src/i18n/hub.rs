//! Words of the network: what has come from each site, and what is wrong.

use super::Lang;

/// Headings.
#[derive(Debug)]
pub struct Words {
    pub operations: &'static str,
    pub site: &'static str,
    pub heard: &'static str,
    pub written: &'static str,
    /// They have not said they have.
    pub lacks: &'static str,
    /// We do not have.
    pub missing: &'static str,
    pub gaps: &'static str,
    pub forks: &'static str,
    pub held: &'static str,
    pub program: &'static str,
    pub never: &'static str,
}

const ZH: Words = Words {
    operations: "操作",
    site: "站点",
    heard: "最近收到",
    written: "最近写出",
    lacks: "对方缺",
    missing: "本机缺",
    gaps: "缺号",
    forks: "分叉",
    held: "暂存",
    program: "程序",
    never: "从未",
};

const EN: Words = Words {
    operations: "operations",
    site: "Site",
    heard: "Heard",
    written: "Written",
    lacks: "They lack",
    missing: "We lack",
    gaps: "Gaps",
    forks: "Forks",
    held: "Held",
    program: "Program",
    never: "never",
};

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}
