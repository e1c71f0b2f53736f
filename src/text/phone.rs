pub struct C {
    pub valid: bool,
    pub normal: String,
}
pub fn check(t: &str) -> C {
    C { valid: true, normal: t.into() }
}
