//! Kinds of identity documents: what people and lists call them, and which numbers each can have.

use super::fold::fold;
use super::idcard::IdCheck;

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// The identity card, of 18 digits or (until 1999) 15.
    Citizen,
    /// The residence permit of people from Hong Kong and Macau (81, 82), from Taiwan (83), or either.
    Residence(&'static [&'static str]),
    /// The travel permits; the number says of which of them it is.
    Permit(&'static [&'static str]),
    Foreign,
    Passport,
    Other,
}

/// The words that the forms offer and a command takes.
pub const WORDS: &[&str] =
    &["id_card", "resident18", "resident15", "hk_permit", "mo_permit", "tw_permit", "foreign_resident", "passport", "other"];

/// The document of a word: one of [`WORDS`], or as a list calls it.
pub fn of(word: &str) -> Option<Document> {
    Some(match fold(word.trim()).as_str() {
        "id_card" | "resident18" | "resident15" | "身份证" | "居民身份证" | "二代身份证" | "公民身份证" => {
            Document::Citizen
        }
        "港澳居民居住证" => Document::Residence(&["81", "82"]),
        "台湾居民居住证" => Document::Residence(&["83"]),
        "港澳台居民居住证" | "居住证" => Document::Residence(&["81", "82", "83"]),
        "hk_permit" => Document::Permit(&["hk_permit"]),
        "mo_permit" => Document::Permit(&["mo_permit"]),
        "港澳居民来往内地通行证" | "港澳居民通行证" | "港澳通行证" | "回乡证" => {
            Document::Permit(&["hk_permit", "mo_permit"])
        }
        "tw_permit" | "台湾居民来往大陆通行证" | "台湾居民通行证" | "台胞证" => {
            Document::Permit(&["tw_permit"])
        }
        "foreign_resident" | "外国人永久居留身份证" | "外国人永久居留证" | "永久居留证" => {
            Document::Foreign
        }
        "passport" | "护照" | "中国护照" | "外国护照" => Document::Passport,
        "other" | "其他" | "其他证件" | "其它" | "其它证件" => Document::Other,
        _ => return None,
    })
}

impl Document {
    /// Can this document have the number? `number` as it is kept, `checked` what its form and its digits tell.
    pub fn fits(self, number: &str, checked: &IdCheck) -> bool {
        let kind = checked.kind.as_deref().unwrap_or_default();
        match self {
            // The card of 2023 for foreigners is an identity card by its name and its number.
            Document::Citizen => checked.valid && ["resident18", "resident15", "foreign_resident"].contains(&kind),
            Document::Residence(regions) => {
                checked.valid && kind == "resident18" && regions.iter().any(|r| checked.normal.starts_with(r))
            }
            Document::Permit(kinds) => checked.valid && kinds.contains(&kind),
            Document::Foreign => checked.valid && kind == "foreign_resident",
            // Every country numbers its own way; digits are in all of them, and none is as long as an identity number.
            Document::Passport => {
                let digits = number.bytes().filter(u8::is_ascii_digit).count();
                (5..=14).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_alphanumeric()) && digits >= 4
            }
            Document::Other => true,
        }
    }

    /// The word that a card keeps. Where the number tells what it is, the same number has the same word whatever was said.
    pub fn kept(self, checked: &IdCheck) -> String {
        match self {
            Document::Passport => "passport".to_owned(),
            Document::Other => "other".to_owned(),
            _ => checked.kind.clone().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::idcard::{check, check_digit};
    use rstest::rstest;

    #[rstest]
    #[case("身份证", "11010519491231002X", true)]
    #[case("居民身份证", "110105194912310021", false)]
    #[case("resident18", "110105194902310021", false)]
    #[case("resident15", "110105491231002", true)]
    #[case("id_card", "E12345678", false)]
    #[case("护照", "E12345678", true)]
    #[case("passport", "123456789", true)]
    #[case("passport", "ABC", false)]
    #[case("passport", "11010519491231002X", false)]
    #[case("回乡证", "H1234567800", true)]
    #[case("hk_permit", "M12345678", false)]
    #[case("台胞证", "12345678", true)]
    #[case("other", "军字第123号", true)]
    fn numbers_of_documents(#[case] word: &str, #[case] number: &str, #[case] fits: bool) {
        assert_eq!(of(word).unwrap().fits(number, &check(number)), fits);
    }

    #[test]
    fn residence_permits_by_their_region() {
        let number = |region: &str| {
            let body = format!("{region}000019900101001");
            format!("{body}{}", check_digit(body.as_bytes()))
        };
        let fits = |word: &str, region: &str| of(word).unwrap().fits(&number(region), &check(&number(region)));
        assert!(fits("港澳居民居住证", "81") && fits("港澳居民居住证", "82") && fits("台湾居民居住证", "83"));
        assert!(!fits("港澳居民居住证", "83") && !fits("台湾居民居住证", "11") && fits("居住证", "83"));
    }

    #[test]
    fn words_that_name_no_document() {
        assert!(["whatever", "ABC", "", "会员卡"].iter().all(|w| of(w).is_none()));
        assert!(WORDS.iter().all(|w| of(w).is_some()));
    }
}
