//! Words for files and databases that cannot be used: what happened, whether data is safe, the next step.

use super::{Lang, fill, usage};
use std::io::{Error, ErrorKind};

/// Templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Storage {
    /// `{file}` `{why}` `{next}`.
    pub file: &'static str,
    /// `{file}`.
    pub there: &'static str,
    /// `{file}` `{mode}`: others may read it.
    pub open_to_others: &'static str,
    /// `{found}` `{known}`.
    pub newer: &'static str,
    pub damaged: &'static str,
    pub no_database: &'static str,
    /// SQLite says so of a disk that does not read well, too.
    pub malformed: &'static str,
    pub not_regular: &'static str,
    pub not_text: &'static str,
    pub no_site: &'static str,
    /// Of the system, by its number. `{n}`.
    pub system: &'static str,
    /// `{detail}`: for whoever is called.
    pub detail: &'static str,
    pub check_path: &'static str,
    pub check_rights: &'static str,
    pub other_name: &'static str,
    pub make_room: &'static str,
    pub other_folder: &'static str,
    pub as_utf8: &'static str,
    pub again: &'static str,
}

const ZH: Storage = Storage {
    file: "{file}：{why}，数据未变。{next}。",
    there: "{file}：已有此文件，没有写入，数据未变。请换一个文件名。",
    open_to_others: "{file}：其他账号也能读取（权限 {mode}），没有打开，数据未变。请执行 chmod 600 {file} 后重试。",
    newer: "数据库由更新的程序建立（版本 {found}，本程序到 {known}），没有打开，数据未变。请换用新版程序。",
    damaged: "数据库无法使用：{why}，没有改动。请先用 desk verify 检查；确已损坏的，用 desk restore 恢复最近的备份。",
    no_database: "不是数据库文件",
    malformed: "文件已损坏，或磁盘读取出错",
    not_regular: "不是普通文件",
    not_text: "不是文本文件",
    no_site: "没有站点数据",
    system: "系统报错（代码 {n}）",
    detail: "程序出错，这一步没有完成，原有数据未变。请把下面一行告诉管理员：{detail}",
    check_path: "请核对文件名和路径",
    check_rights: "请核对权限，或请管理员处理",
    other_name: "请换一个文件名",
    make_room: "请清理磁盘后重试",
    other_folder: "请换一个可写的目录",
    as_utf8: "请另存为 UTF-8 后重试",
    again: "请核对后重试",
};

const EN: Storage = Storage {
    file: "{file}: {why}; nothing was changed. {next}.",
    there: "{file}: exists; nothing was written. Choose another name.",
    open_to_others: "{file}: mode {mode}, must be 600: others may read it. It was not opened; type chmod 600 {file} and try again.",
    newer: "The database is of version {found}, this program knows up to {known}. It was not opened; use the newer program.",
    damaged: "the database file is damaged: {why}. It was not touched; try desk verify, and desk restore with the last backup.",
    no_database: "file is not a database",
    malformed: "database disk image is malformed",
    not_regular: "not a regular file",
    not_text: "not text",
    no_site: "no site in it",
    system: "error {n} of the system",
    detail: "Something failed; this step was not done, earlier data is unchanged. For the administrator: {detail}",
    check_path: "Check the path",
    check_rights: "Check who may read and write it",
    other_name: "Choose another name",
    make_room: "Make room and try again",
    other_folder: "Choose a folder that takes writing",
    as_utf8: "Save it as UTF-8 and try again",
    again: "Check it and try again",
};

/// The words in this language.
pub fn words(lang: Lang) -> &'static Storage {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// A file that cannot be used, as the system says so.
pub fn file(path: &str, error: &Error, lang: Lang) -> String {
    told(path, &usage::io(error, lang), next(error.kind(), lang), lang)
}

/// The same from a fault, which keeps the system's sentence: its number tells the error in any language.
pub fn file_said(path: &str, sentence: &str, lang: Lang) -> String {
    let next = by_number(sentence).map_or(words(lang).again, |e| next(e.kind(), lang));
    told(path, &said(sentence, lang), next, lang)
}

fn told(path: &str, why: &str, next: &str, lang: Lang) -> String {
    fill(words(lang).file, [("file", path), ("why", why), ("next", next)].into_iter())
}

fn next(kind: ErrorKind, lang: Lang) -> &'static str {
    let w = words(lang);
    match kind {
        ErrorKind::NotFound | ErrorKind::IsADirectory | ErrorKind::NotADirectory => w.check_path,
        ErrorKind::PermissionDenied => w.check_rights,
        ErrorKind::AlreadyExists => w.other_name,
        ErrorKind::StorageFull => w.make_room,
        ErrorKind::ReadOnlyFilesystem => w.other_folder,
        ErrorKind::InvalidData => w.as_utf8,
        _ => w.again,
    }
}

/// What the system, SQLite or a reader said of a file, in the language where it is known.
pub fn said(sentence: &str, lang: Lang) -> String {
    let w = words(lang);
    if let Some(error) = by_number(sentence) {
        return usage::io(&error, lang);
    }
    let known = match sentence {
        "not a regular file" => w.not_regular,
        "not text" => w.not_text,
        "no site" => w.no_site,
        s if s.contains("file is not a database") => w.no_database,
        s if s.contains("malformed") => w.malformed,
        other => other,
    };
    known.to_owned()
}

/// `No such file or directory (os error 2)` is error 2.
fn by_number(sentence: &str) -> Option<Error> {
    let (_, number) = sentence.strip_suffix(')')?.rsplit_once("(os error ")?;
    number.parse().ok().map(Error::from_raw_os_error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_told_in_the_language_with_the_next_step() {
        let gone = Error::from_raw_os_error(2);
        let told = "备份/x：没有这个文件或目录，数据未变。请核对文件名和路径。";
        assert_eq!(file("备份/x", &gone, Lang::Zh), told);
        assert_eq!(file_said("备份/x", &gone.to_string(), Lang::Zh), told);
        assert_eq!(said("file is not a database", Lang::Zh), "不是数据库文件");
        assert_eq!(said("database disk image is malformed", Lang::Zh), "文件已损坏，或磁盘读取出错");
        assert_eq!(said(&Error::from_raw_os_error(110).to_string(), Lang::Zh), "系统报错（代码 110）");
        assert_eq!(said("check digit", Lang::Zh), "check digit", "what nobody knows stays");
    }
}
