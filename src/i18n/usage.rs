//! Words for wrong usage of the command line: ours, and those that clap's findings are told in.

use super::{Lang, fill, storage};
use std::io::ErrorKind;
use std::num::IntErrorKind;

/// Templates; what stands in braces is filled by whoever finds the fault.
#[derive(Debug, Clone, Copy)]
pub struct Usage {
    pub not_a_time: &'static str,
    pub no_home: &'static str,
    pub no_terminal: &'static str,
    pub for_sshd: &'static str,
    pub name_a_file: &'static str,
    pub to_terminal: &'static str,
    pub ending: &'static str,
    pub what_for: &'static str,
    pub exists: &'static str,
    pub bad_code: &'static str,
    pub site_there: &'static str,
    pub size: &'static str,
    pub has_residents: &'static str,
    pub not_hub: &'static str,
    pub since: &'static str,
    pub key_value: &'static str,
    pub no_day: &'static str,
    pub no_period: &'static str,
    pub too_wide: &'static str,
    pub no_view: &'static str,
    pub no_command: &'static str,
    pub not_json: &'static str,
    pub not_text: &'static str,
    pub no_cmd: &'static str,
    pub no_reason: &'static str,
    pub near: &'static str,
    pub no_field: &'static str,
    pub missing_field: &'static str,
    pub wrong_type: &'static str,
    /// Before what is wrong with a field. `{field}`.
    pub at_field: &'static str,
    pub wanted_number: &'static str,
    pub wanted_less: &'static str,
    pub not_number: &'static str,
    pub not_word: &'static str,
    pub check_give: &'static str,
    pub check_kind: &'static str,
    pub check_due: &'static str,
    pub check_rrule: &'static str,
    pub check_no: &'static str,
    /// Findings of clap.
    pub no_option: &'static str,
    pub no_call: &'static str,
    pub needs: &'static str,
    pub needs_call: &'static str,
    pub needs_value: &'static str,
    pub not_one_of: &'static str,
    pub bad_value: &'static str,
    pub too_many: &'static str,
    pub not_with: &'static str,
    pub see_help: &'static str,
}

pub const ZH: Usage = Usage {
    not_a_time: "--now {given}：不是 RFC 3339 时间，写法如 2026-03-02T09:00:00+08:00",
    no_home: "找不到主目录，请用 --data 目录 指定",
    no_terminal: "标准输入和输出须为终端；desk --help 列出各项调用",
    for_sshd: "desk login 由 sshd 运行，不能直接使用",
    name_a_file: "请写文件名，或从标准输入送入",
    to_terminal: "标准输出是终端：请转存到文件，或写 --out 目录",
    ending: "--out {file}：文件名须以 .{ending} 结尾",
    what_for: "导出人员名单须用 --reason 写明用途",
    exists: "{file}：已有此文件，没有写入",
    bad_code: "--code {code}：须为两到八位大写字母或数字",
    site_there: "{folder}：已经有站点，没有改动",
    size: "--size {given}：可写 1 至 {most}",
    has_residents: "{folder}：本站已有居民，没有改动",
    not_hub: "{site} 不是街道中心",
    since: "--since：不是上次输出的标记（{why}）",
    key_value: "{word}：请写成 名称=值",
    no_day: "{given}：没有这一天，请写成 2026-03-02",
    no_period: "没有「{given}」这种期间，可写：{known}",
    too_wide: "起止日期须前后有序，最长 {most} 天",
    no_view: "没有「{given}」这种列表{near}。可看：{known}。各自可写的项见 desk show --help",
    no_command: "没有「{given}」这条命令{near}",
    not_text: "不是 UTF-8 文字，请另存为 UTF-8",
    not_json: "不是一行 JSON 对象：{why}",
    no_reason: "override 须写明理由（reason）",
    no_cmd: "缺少「cmd」一项",
    near: "，是不是 {near}？",
    no_field: "没有「{field}」这一项，可写：{known}",
    missing_field: "缺少「{field}」一项",
    wrong_type: "{at}给的是{given}，应为{wanted}",
    at_field: "「{field}」一项",
    wanted_number: "应为整数",
    wanted_less: "数过大或过小",
    not_number: "{at}应为整数，不是「{given}」",
    not_word: "{at}应为文字或数",
    check_give: "check {kind}：请写 {what}",
    check_kind: "check {kind}：没有这一种{near}（{known}）",
    check_due: "check due：请写 起始日 数 单位，如 2025-09-26 3 workday（单位：workday day day_roll）",
    check_rrule: "check rrule：请写 规则 起始日，如 FREQ=MONTHLY;BYMONTHDAY=5 2026-03-02 holidays=next count=12 until=2026-12-31（holidays 可为 skip next keep）",
    check_no: "check rrule：没有 {key}={near}",
    no_option: "没有「{given}」这个选项{near}",
    no_call: "没有「{given}」这项调用{near}",
    needs: "缺少：{given}",
    needs_call: "请写明做什么：{known}",
    needs_value: "「{arg}」后面要写值",
    not_one_of: "「{arg}」不能是「{given}」，可写：{known}",
    bad_value: "「{arg}」不能是「{given}」：{why}",
    too_many: "多出「{given}」",
    not_with: "「{arg}」不能与「{other}」同时使用，也不能写两次",
    see_help: "用法见 desk --help",
};

pub const EN: Usage = Usage {
    not_a_time: "--now {given}: not RFC 3339, as in 2026-03-02T09:00:00+08:00",
    no_home: "no home folder; give --data DIR",
    no_terminal: "standard input and output must be a terminal; desk --help lists the calls",
    for_sshd: "desk login is for sshd",
    name_a_file: "name a file, or give one on standard input",
    to_terminal: "standard output is a terminal: send it into a file, or give --out FOLDER",
    ending: "--out {file}: a name ending in .{ending}",
    what_for: "--reason: what a list of people is for",
    exists: "{file}: exists; nothing was written",
    bad_code: "--code {code}: two to eight capital letters and digits",
    site_there: "{folder}: there is a site already; nothing was changed",
    size: "--size {given}: 1 to {most}",
    has_residents: "{folder}: this site has residents; nothing was changed",
    not_hub: "{site} is not the subdistrict's hub",
    since: "--since: not the token of the last run ({why})",
    key_value: "{word}: write key=value",
    no_day: "{given}: no such day; write it as 2026-03-02",
    no_period: "no period {given}; there are {known}",
    too_wide: "the last day follows the first, by {most} days at most",
    no_view: "unknown view {given}{near}. There are {known}. Their words: desk show --help",
    no_command: "unknown command {given}{near}",
    not_text: "not UTF-8 text; save the file as UTF-8",
    not_json: "not a JSON object: {why}",
    no_reason: "override needs a reason",
    no_cmd: "no field \"cmd\"",
    near: "; did you mean {near}?",
    no_field: "no field {field}; there are {known}",
    missing_field: "the field {field} is missing",
    wrong_type: "{at}{given} is of the wrong type, wanted is {wanted}",
    at_field: "field {field}: ",
    wanted_number: "a whole number is wanted",
    wanted_less: "the number is too large or too small",
    not_number: "{at}{given} is not a whole number",
    not_word: "{at}a word or a number is wanted",
    check_give: "check {kind}: give {what}",
    check_kind: "check {kind}: no such kind{near} ({known})",
    check_due: "check due: give START N UNIT, as in 2025-09-26 3 workday (units: workday, day, day_roll)",
    check_rrule: "check rrule: give RULE START, as in FREQ=MONTHLY;BYMONTHDAY=5 2026-03-02 holidays=next (skip, next, keep) count=12 until=2026-12-31",
    check_no: "check rrule: no {key}={near}",
    no_option: "no option {given}{near}",
    no_call: "no call {given}{near}",
    needs: "missing: {given}",
    needs_call: "say what to do: {known}",
    needs_value: "{arg} wants a value",
    not_one_of: "{arg} cannot be {given}; there are {known}",
    bad_value: "{arg} cannot be {given}: {why}",
    too_many: "{given} is too many",
    not_with: "{arg} goes neither with {other} nor twice",
    see_help: "see desk --help",
};

/// The words of a language.
pub fn words(lang: Lang) -> &'static Usage {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// `，是不是 isbn？`, or nothing.
pub fn near(found: Option<&str>, lang: Lang) -> String {
    found.map(|near| fill(words(lang).near, [("near", near)].into_iter())).unwrap_or_default()
}

/// What the system says of a file.
pub fn io(error: &std::io::Error, lang: Lang) -> String {
    let zh = match error.kind() {
        ErrorKind::NotFound => "没有这个文件或目录",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已经存在",
        ErrorKind::IsADirectory => "这是目录，不是文件",
        ErrorKind::NotADirectory => "这不是目录",
        ErrorKind::StorageFull => "磁盘已满",
        ErrorKind::ReadOnlyFilesystem => "磁盘只读",
        ErrorKind::InvalidData => "不是 UTF-8 文本",
        ErrorKind::InvalidFilename => "文件名无效或过长",
        _ => match error.raw_os_error() {
            Some(n) if lang == Lang::Zh => {
                return fill(storage::words(lang).system, [("n", n.to_string().as_str())].into_iter());
            }
            _ => return error.to_string(),
        },
    };
    if lang == Lang::Zh { zh.to_owned() } else { error.to_string() }
}

/// Why a word is no whole number.
pub fn number(why: &IntErrorKind, lang: Lang) -> &'static str {
    match why {
        IntErrorKind::PosOverflow | IntErrorKind::NegOverflow => words(lang).wanted_less,
        _ => words(lang).wanted_number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_of_a_file_is_told_in_the_language() {
        assert_eq!(io(&ErrorKind::NotFound.into(), Lang::Zh), "没有这个文件或目录");
    }
}
