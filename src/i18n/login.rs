//! What is said at the door of `desk login`.

use super::{Lang, fill};

/// Why a key is not let in, or not for this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// sshd does not tell which key was used.
    NoKey,
    /// The key is in sshd's file but in no clerk's name; its fingerprint.
    Unknown(String),
    /// The name in the key's line is not the one this key has here.
    OtherName(String),
    /// A clerk's key opens the desk and runs no command.
    OnlySession,
    /// A key that carries files does that alone, for its own site.
    NotThis,
    NoTerminal,
}

/// Words of the door.
#[derive(Debug)]
pub struct Login {
    pub no_key: &'static str,
    pub unknown: &'static str,
    pub other_name: &'static str,
    pub only_session: &'static str,
    pub not_this: &'static str,
    pub no_terminal: &'static str,
}

const ZH: Login = Login {
    no_key: "服务器没有说明所用密钥，不能登录。请管理员在 sshd 设置 ExposeAuthInfo yes。",
    unknown: "密钥 {key} 未登记姓名，不能登录。请管理员执行 desk clerk add。",
    other_name: "密钥 {key} 登记的是另一姓名，不能登录。请管理员核对。",
    only_session: "此密钥只能打开服务台，不执行命令。",
    not_this: "此密钥只能执行：bundle write 本密钥的站点、bundle read、bundle status。",
    no_terminal: "请用终端登录：ssh -t。",
};

const EN: Login = Login {
    no_key: "The server does not say which key was used; not let in. Set ExposeAuthInfo yes in sshd.",
    unknown: "Key {key} has no name here; not let in. Ask the administrator for desk clerk add.",
    other_name: "Key {key} has another name here; not let in. Ask the administrator.",
    only_session: "This key opens the desk and runs no command.",
    not_this: "This key does only: bundle write of its own site, bundle read, bundle status.",
    no_terminal: "Log in from a terminal: ssh -t.",
};

/// The words in a language.
pub fn words(lang: Lang) -> &'static Login {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

impl Refused {
    /// In words.
    pub fn told(&self, lang: Lang) -> String {
        let w = words(lang);
        let (template, key) = match self {
            Refused::NoKey => (w.no_key, ""),
            Refused::Unknown(key) => (w.unknown, key.as_str()),
            Refused::OtherName(key) => (w.other_name, key.as_str()),
            Refused::OnlySession => (w.only_session, ""),
            Refused::NotThis => (w.not_this, ""),
            Refused::NoTerminal => (w.no_terminal, ""),
        };
        fill(template, [("key", key)].into_iter())
    }
}
