pub fn clean(t: &str) -> String {
    t.chars().filter(|c| !c.is_control()).collect()
}
