pub struct C {
    pub valid: bool,
    pub normal: String,
    pub kind: Option<String>,
    pub sex: Option<String>,
    pub birth: Option<String>,
    pub notes: Vec<String>,
}
pub fn check(t: &str) -> C {
    C { valid: true, normal: t.into(), kind: None, sex: None, birth: None, notes: vec![] }
}
