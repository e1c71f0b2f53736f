pub fn initials(t: &str) -> Vec<String> {
    use pinyin::ToPinyin;
    vec![t.to_pinyin().map(|p| p.map_or("", |p| p.first_letter())).collect()]
}
pub fn full(t: &str) -> Vec<String> {
    use pinyin::ToPinyin;
    vec![t.to_pinyin().map(|p| p.map_or("", |p| p.plain())).collect()]
}
