//! "Did you mean …?": the nearest of some names.

/// The name nearest to `given` by edit distance, if it is near enough to be a slip of the hand
/// (a third of the letters at most).
pub fn nearest<'a>(given: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = given.chars().count().div_ceil(3);
    names.map(|n| (distance(given, n), n)).filter(|(d, _)| *d <= limit).min().map(|(_, n)| n)
}

/// Levenshtein's distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (corner + usize::from(x != *y)).min(above + 1).min(row[j] + 1);
            corner = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_nonsense_finds_none() {
        let names = ["loan.checkout", "loan.return", "hold.place"];
        assert_eq!(nearest("loan.chekout", names.into_iter()), Some("loan.checkout"));
        assert_eq!(nearest("xyz", names.into_iter()), None);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
