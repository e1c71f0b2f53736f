//! How the catalogue of items is written. One text comes in many hands: brackets and dashes of either width, arrows,
//! notes on where a sentence was found. What the house shows is one of them, and the others mean the same.

use super::fold::fold;

/// Stands for what the item before says.
pub const DITTO: &str = "同上";

/// The marks of trust: law, government page, secondary page, unconfirmed.
const MARKS: [&str; 4] = ["P", "G", "S", "M"];

/// As the house writes it: Chinese brackets in a Chinese sentence, and words for the signs that terminals draw in two
/// widths.
pub fn written(text: &str) -> String {
    let chinese = text.chars().any(is_han);
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '→' => out.push('>'),
            '–' => out.push('至'),
            '≥' => out.push_str("不少于"),
            '≤' => out.push_str("不超过"),
            '(' if chinese => out.push('（'),
            ')' if chinese => out.push('）'),
            c => out.push(c),
        }
    }
    out
}

/// Do both say the same, whatever width, case and spacing?
pub fn alike(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

fn key(text: &str) -> String {
    fold(&written(text)).chars().filter(|c| !c.is_whitespace()).collect()
}

/// Do both name one stage? A name with a remark in brackets and the name alone are one stage, and so are a count of days
/// with and without its unit; two different remarks are two.
pub fn same_stage(one: &str, other: &str) -> bool {
    let (one, other) = (key(one), key(other));
    let ((name, remark), (other_name, other_remark)) = (parted(&one), parted(&other));
    name == other_name && (remark.is_empty() || other_remark.is_empty() || counts_alike(remark, other_remark))
}

/// Have both one name, whatever is remarked behind it?
pub fn same_name(one: &str, other: &str) -> bool {
    let (one, other) = (key(one), key(other));
    parted(&one).0 == parted(&other).0
}

/// A name and the remark behind it, without its brackets.
fn parted(key: &str) -> (&str, &str) {
    key.strip_suffix(')').and_then(|k| k.rsplit_once('(')).unwrap_or((key, ""))
}

fn counts_alike(one: &str, other: &str) -> bool {
    let bare = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let within = |count: &str, text: &str| {
        bare(count) && text.strip_prefix(count).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    one == other || within(one, other) || within(other, one)
}

/// A legal basis without the notes on it: brackets that hold a mark of trust, and parts without a Chinese word. With
/// whether there were any.
pub fn without_notes(text: &str) -> (String, bool) {
    let mut plain = String::new();
    let mut noted = false;
    let mut rest = text;
    while let Some(open) = rest.find(['(', '（']) {
        let Some(close) = rest[open..].find([')', '）']).map(|at| open + at) else { break };
        let after = close + rest[close..].chars().next().map_or(0, char::len_utf8);
        let note = rest[open..close].split(|c: char| !c.is_alphanumeric()).any(|word| MARKS.contains(&word));
        noted |= note;
        plain.push_str(if note { &rest[..open] } else { &rest[..after] });
        rest = &rest[after..];
    }
    plain.push_str(rest);
    let parts: Vec<&str> = plain.split([';', '；']).map(str::trim).collect();
    let said = |p: &&str| p.is_empty() || p.chars().any(is_han);
    noted |= !parts.iter().all(said);
    (parts.into_iter().filter(|p| !p.is_empty() && said(p)).collect::<Vec<_>>().join("；"), noted)
}

/// Do both name the same articles and figures, in the same order?
pub fn same_figures(one: &str, other: &str) -> bool {
    let figures = |text: &str| -> Vec<String> {
        let half = key(text);
        half.split(|c: char| !c.is_ascii_digit()).filter(|f| !f.is_empty()).map(str::to_owned).collect()
    };
    figures(one) == figures(other)
}

/// Is it a mark of trust and no more (`P`, `G/S`), not a note about one?
pub fn is_mark(text: &str) -> bool {
    text.split('/').all(|part| MARKS.contains(&part.trim()))
}

/// The mark that a note begins with: `P` of `P for steps, M for days`.
pub fn mark_of(note: &str) -> &str {
    note.split(|c: char| !c.is_alphanumeric()).next().filter(|word| MARKS.contains(word)).unwrap_or("")
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("入户调查(两人)", "入户调查（两人）", true)]
    #[case("初审(10)", "初审（10个工作日）", true)]
    #[case("初审(10)", "初审（100个工作日）", false)]
    #[case("公示≥7天", "公示不少于7天", true)]
    #[case("签收或24小时内退单(安阳)", "签收或24小时内退单", true)]
    #[case("入户调查(三人)", "入户调查（两人）", false)]
    #[case("公示5天", "公示7天", false)]
    fn stages(#[case] given: &str, #[case] known: &str, #[case] same: bool) {
        assert_eq!((same_stage(given, known), same_stage(known, given)), (same, same));
        assert!(same_name(given, known) || given.starts_with("公示5"));
    }

    #[rstest]
    #[case(
        "社会救助暂行办法第9–13条(P)；民发〔2021〕57号(national 30/45 = M)",
        "社会救助暂行办法第9–13条；民发〔2021〕57号",
        true
    )]
    #[case("刚性支出困难家庭认定办法 (民政部 2024-10-24)(S)", "刚性支出困难家庭认定办法 (民政部 2024-10-24)", true)]
    #[case("seed；慈善法(2023修正)(P, frame)", "慈善法(2023修正)", true)]
    #[case("seed photo caption", "", true)]
    #[case("居民身份证法第12条", "居民身份证法第12条", false)]
    fn notes_on_a_legal_basis(#[case] given: &str, #[case] plain: &str, #[case] noted: bool) {
        assert_eq!(without_notes(given), (plain.to_owned(), noted));
    }

    #[test]
    fn marks_and_what_is_alike() {
        assert!(is_mark("P") && is_mark("G/S") && !is_mark("P for steps") && !is_mark("seed") && !is_mark(""));
        assert_eq!((mark_of("P for steps, M for days"), mark_of("seed")), ("P", ""));
        assert!(alike("街道 → 区民政(可下放)", "街道 > 区民政（可下放）") && !alike("街道", "区民政"));
        assert!(same_figures("第9–13条", "第9至13条") && !same_figures("第9–14条", "第9至13条"));
        assert_eq!(written("公示7天(自然日)"), "公示7天（自然日）");
    }
}
