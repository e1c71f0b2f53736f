//! Words for what the checks of numbers and of typed times find.

use super::{Lang, Say};
use crate::text::note::Note;
use crate::text::when::Why;

/// Labels of a check's answer, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    pub right: &'static str,
    pub wrong: &'static str,
}

pub const ZH: Check = Check { right: "正确", wrong: "有误" };
pub const EN: Check = Check { right: "right", wrong: "wrong" };

/// The labels in this language.
pub fn words(lang: Lang) -> &'static Check {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// What was found, as a short sentence without its full stop.
pub fn note(note: Note, lang: Lang) -> &'static str {
    let (zh, en) = match note {
        Note::WrongLength => ("位数不对", "too many or too few characters"),
        Note::WrongCharacter => ("含有不应有的字符", "a character that does not belong here"),
        Note::CheckDigit => ("校验位不符，有数字录错", "the check digit does not fit: a digit was misread"),
        Note::NoSuchDate => ("出生日期不存在", "the birth date is no date"),
        Note::BirthInFuture => ("出生日期晚于今天", "the birth date is after today"),
        Note::UnknownRegion => ("行政区划代码不存在", "no province has this code"),
        Note::OldForm => ("15 位旧号码，已换算为 18 位", "the 15-digit form, given here with 18"),
        Note::Centenarian => ("百岁老人专用顺序码，按 18 字头年份", "an order code of those born before 1900"),
        Note::ResidencePermit => ("港澳台居民居住证", "residence permit (Hong Kong, Macau, Taiwan)"),
        Note::RenewalDropped => ("末两位为换证次数，已略去", "the two digits of the renewal are left out"),
        Note::FormOnly => ("无校验位，只核对了格式", "no check digit: only the form was checked"),
        Note::UnknownForm => ("不是已知证件的号码", "no known document has such a number"),
        Note::NoAreaCode => ("没有区号", "no area code"),
        Note::CountryCodeDropped => ("已去掉国家代码 86", "the country code 86 is left out"),
        Note::TrunkZeroDropped => ("已去掉手机号前的 0", "the 0 before a mobile number is left out"),
        Note::NotABook => ("不以 978 或 979 开头，不是图书号", "not 978 or 979: no book"),
        Note::AddonDropped => ("条码附加码已略去", "the add-on code is left out"),
        Note::UnknownRange => ("出版者号段未知，未加连字符", "the publisher's range is not known: no hyphens"),
        Note::NoIsbn10 => ("979 开头的书号没有 10 位形式", "a 979 number has no 10-digit form"),
    };
    pick(lang, zh, en)
}

/// Codes as they stand in a fact (`check_digit, unknown_region`), in words. A code of a later version stays.
pub fn notes(codes: &str, lang: Lang) -> String {
    let word = |code| Note::of_code(code).map_or(code, |n| note(n, lang));
    codes.split(", ").map(word).collect::<Vec<_>>().join(pick(lang, "；", "; "))
}

/// What a number is, by the code in `kind`.
pub fn kind(code: &str, lang: Lang) -> &str {
    let (zh, en) = match code {
        "resident18" => ("居民身份证", "citizen number"),
        "resident15" => ("居民身份证（15 位）", "citizen number, 15 digits"),
        "hk_permit" => ("港澳居民来往内地通行证（香港）", "mainland travel permit, Hong Kong"),
        "mo_permit" => ("港澳居民来往内地通行证（澳门）", "mainland travel permit, Macau"),
        "tw_permit" => ("台湾居民来往大陆通行证", "mainland travel permit, Taiwan"),
        "passport" => ("护照", "passport"),
        "foreign_resident" => ("外国人永久居留身份证", "foreigner's permanent residence card"),
        "mobile" => ("手机", "mobile"),
        "landline" => ("固定电话", "landline"),
        "service" => ("服务号码", "service number"),
        "foreign" => ("境外号码", "number abroad"),
        "isbn" => ("书号", "ISBN"),
        "issn" => ("刊号", "ISSN"),
        "ean13" => ("商品条码", "EAN-13"),
        "library14" => ("馆藏条码（14 位）", "library label, 14 digits"),
        "plain" => ("馆藏或证件条码", "label of the house"),
        "male" => ("男", "male"),
        "female" => ("女", "female"),
        _ => return code,
    };
    pick(lang, zh, en)
}

/// Why a typed date or time cannot be meant; `{piece}` is the piece.
pub fn unclear(why: Why, lang: Lang) -> Say {
    let (zh, en) = match why {
        Why::NoSuchDate => {
            (("没有这个日期：{piece}。", "请改日期，如 明、周五、12.3。"), ("No such date: {piece}.", "Write 12.3 or +3."))
        }
        Why::NoSuchTime => {
            (("没有这个时间：{piece}。", "请改时间，如 930、下午3点。"), ("No such time: {piece}.", "Write 930 or 1400-1530."))
        }
        Why::EndBeforeStart => {
            (("结束不晚于开始：{piece}。", "请改起止时间。"), ("The end is not after the start: {piece}.", "Change the times."))
        }
        Why::TwoDates => (("有两个日期：{piece}。", "请只留一个。"), ("A second date: {piece}.", "Keep one.")),
        Why::TwoTimes => (
            ("有两个时间：{piece}。", "请只留一个，起止写作 9点-10点。"),
            ("A second time: {piece}.", "Keep one, or write 930-1030."),
        ),
    };
    let (why, next) = match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    Say { why, next }
}

fn pick(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_a_fact_become_words() {
        assert_eq!(notes("check_digit, unknown_region", Lang::Zh), "校验位不符，有数字录错；行政区划代码不存在");
        assert_eq!(notes("something_new", Lang::En), "something_new");
    }
}
