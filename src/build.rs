//! How the program is linked.
//!
//! At a fixed address: else 50,000 pointers in constant tables (time zones, words, syllables) are written anew at each
//! start, 1.3 MB of pages that each session then holds for itself. The price, said plainly: the program's own code stands
//! at the same place in every run; libraries, heap and stacks still do not.

fn main() {
    println!("cargo:rerun-if-changed=src/build.rs");
    let target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
