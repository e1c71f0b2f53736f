//! What serde says of lines and fields that cannot be read, in the words of the language.

use super::usage::words;
use super::{Lang, fill};

/// The end of what a field says that wants a whole number and was given another text.
pub const NOT_WHOLE: &str = " is not a whole number";

/// What serde says of fields that are not a command's or a question's; [`crate::desk::command`] says before it which
/// field it is about.
pub fn fields(said: &str, lang: Lang) -> String {
    let w = words(lang);
    let placed = said.strip_prefix("field `").and_then(|rest| rest.split_once("`: "));
    let (at, said) = match placed {
        Some((field, said)) => (fill(w.at_field, [("field", field)].into_iter()), said),
        None => (String::new(), said),
    };
    let told = |template, given: &str, wanted: &str| {
        fill(template, [("at", at.as_str()), ("given", given), ("wanted", wanted)].into_iter())
    };
    if let Some(given) = said.strip_suffix(NOT_WHOLE) {
        return told(w.not_number, given, "");
    }
    if said == "a whole number" || said.starts_with("data did not match any variant") {
        return told(if said == "a whole number" { w.wanted_number } else { w.not_word }, "", "");
    }
    let quoted = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let names = quoted(said);
    match names.split_first() {
        Some((field, known)) if said.starts_with("unknown field") => {
            let known = if known.is_empty() { "-".to_owned() } else { known.join(" ") };
            fill(w.no_field, [("field", field.as_str()), ("known", known.as_str())].into_iter())
        }
        Some((field, _)) if said.starts_with("missing field") => fill(w.missing_field, [("field", field.as_str())].into_iter()),
        _ => match said.split_once(": ").filter(|(what, _)| matches!(*what, "invalid type" | "invalid value")) {
            Some((_, rest)) => {
                let (given, wanted) = rest.split_once(", expected ").unwrap_or((rest, ""));
                told(w.wrong_type, &given_value(given, lang), &wanted_type(wanted, lang))
            }
            None => said.to_owned(),
        },
    }
}

/// serde's name of a value that was given.
fn given_value(given: &str, lang: Lang) -> String {
    if lang == Lang::En {
        return given.to_owned();
    }
    let inside = |from: &str| given.strip_prefix(from).map(|rest| rest.trim_matches(['`', '"']));
    match given {
        "sequence" => "列表".to_owned(),
        "map" => "对象".to_owned(),
        "null" | "unit value" | "Option value" => "空值".to_owned(),
        _ => match (inside("string "), inside("integer ").or_else(|| inside("floating point ")), inside("boolean ")) {
            (Some(text), ..) => format!("文字「{text}」"),
            (_, Some(n), _) => format!("数 {n}"),
            (_, _, Some(word)) => format!("真假值 {word}"),
            _ => given.to_owned(),
        },
    }
}

/// serde's name of what would have been right.
fn wanted_type(wanted: &str, lang: Lang) -> String {
    let is_number = |text: &str| text.strip_prefix(['i', 'u']).is_some_and(|n| n.parse::<u8>().is_ok() || n == "size");
    let zh = match wanted {
        "a string" | "string" => "文字（加双引号）",
        "a boolean" => "真假值（true 或 false）",
        "a sequence" => "列表（方括号）",
        "a map" => "对象（花括号）",
        "f64" | "f32" => "数",
        number if is_number(number) => "整数",
        made if made.starts_with("struct ") => "对象（花括号）",
        other => other,
    };
    if lang == Lang::Zh { zh.to_owned() } else { wanted.to_owned() }
}

/// What serde says of a line that is no JSON.
pub fn json(said: &str, lang: Lang) -> String {
    let (what, column) = said.rsplit_once(" at line 1 column ").unwrap_or((said, ""));
    if lang == Lang::En {
        return said.to_owned();
    }
    let zh = match what {
        "another kind of value" => return "应以花括号括起".to_owned(),
        "key must be a string" => "名称须加双引号",
        "expected `:`" => "名称后缺少冒号",
        "expected `,` or `}`" | "expected `,` or `]`" => "缺少逗号或右括号",
        "trailing comma" => "末尾多了逗号",
        "trailing characters" => "后面有多余的内容",
        "invalid number" => "数写得不对",
        "recursion limit exceeded" => "层次过深",
        eof if eof.starts_with("EOF") => "没有写完",
        escape if escape.contains("escape") || escape.contains("control character") => "含有须转义的字符",
        _ => "写法不对",
    };
    format!("第 {column} 个字节处{zh}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serde_says_is_told_in_the_language() {
        let said = "unknown field `frm`, expected one of `from`, `to`";
        assert_eq!(fields(said, Lang::Zh), "没有「frm」这一项，可写：from to");
        assert_eq!(fields("missing field `name`", Lang::Zh), "缺少「name」一项");
        assert_eq!(fields("invalid type: integer `3`, expected a string", Lang::Zh), "给的是数 3，应为文字（加双引号）");
        let said = "field `reader`: invalid type: sequence, expected a string";
        assert_eq!(fields(said, Lang::Zh), "「reader」一项给的是列表，应为文字（加双引号）");
        assert_eq!(fields("invalid type: string \"x\", expected i64", Lang::Zh), "给的是文字「x」，应为整数");
        assert_eq!(fields("x is not a whole number", Lang::Zh), "应为整数，不是「x」");
        assert_eq!(json("expected ident at line 1 column 2", Lang::Zh), "第 2 个字节处写法不对");
        assert_eq!(json("EOF while parsing an object at line 1 column 9", Lang::Zh), "第 9 个字节处没有写完");
        assert_eq!(fields("something else", Lang::En), "something else");
    }
}
