//! Numbers in dates and times: Arabic, or Chinese up to 99.

/// A number at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number<'a> {
    pub value: u32,
    /// How many Arabic digits; 0 if written in Chinese.
    pub digits: usize,
    pub leading_zero: bool,
    pub after: &'a str,
}

/// Arabic digits (at most 8), or a Chinese number.
pub(super) fn any(text: &str) -> Option<Number<'_>> {
    arabic(text).or_else(|| chinese(text))
}

pub(super) fn arabic(text: &str) -> Option<Number<'_>> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (head, after) = text.split_at(digits);
    let value = head.parse().ok().filter(|_| digits <= 8)?;
    Some(Number { value, digits, leading_zero: head.starts_with('0'), after })
}

/// 三, 十二, 二十, 二十三, 两, 零.
fn chinese(text: &str) -> Option<Number<'_>> {
    let (tens, rest) = match unit(text) {
        Some((tens, rest)) => match rest.strip_prefix('十') {
            Some(rest) => (tens, rest),
            None => return Some(han(tens, rest)),
        },
        None => (1, text.strip_prefix('十')?),
    };
    let (units, rest) = unit(rest).unwrap_or((0, rest));
    Some(han(tens * 10 + units, rest))
}

fn han(value: u32, after: &str) -> Number<'_> {
    Number { value, digits: 0, leading_zero: false, after }
}

fn unit(text: &str) -> Option<(u32, &str)> {
    let first = text.chars().next()?;
    let value = "零一二三四五六七八九".chars().position(|c| c == first).or(match first {
        '〇' => Some(0),
        '两' => Some(2),
        _ => None,
    })?;
    Some((value as u32, &text[first.len_utf8()..]))
}

/// A length of time that is the whole text: `90分钟`, `1.5小时`, `半小时`, `一个半小时`. In minutes.
pub(super) fn minutes(text: &str) -> Option<i64> {
    if matches!(text, "半小时" | "半个小时") {
        return Some(30);
    }
    let whole = any(text).filter(|n| n.digits <= 3)?;
    let value = i64::from(whole.value);
    match whole.after {
        "分钟" | "分" => Some(value),
        "小时" | "个小时" | "钟头" | "个钟头" => Some(value * 60),
        "个半小时" | "个半钟头" => Some(value * 60 + 30),
        ".5小时" | ".5个小时" => Some(value * 60 + 30),
        _ => None,
    }
}
