pub fn half_width(t: &str) -> String {
    t.chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            c => c,
        })
        .collect()
}
pub fn fold(t: &str) -> String {
    half_width(t).to_lowercase()
}
