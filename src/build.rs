//! How the program is linked.
//!
//! At a fixed address: else 50,000 pointers in constant tables (time zones, words, syllables) are written anew at each
//! start, 1.3 MB of pages that each session then holds for itself. The price, said plainly: the program's own code stands
//! at the same place in every run; heap and stacks still do not.
//!
//! With the C library within, where the machine that builds has it as an archive: a start loads no other file, and one
//! file runs on any Linux of the same processor, whatever its C library. `crt-static` would be cargo's word for it, but
//! cargo gives it to the compiler's own plug-ins too, which cannot be. The price: lookups of the system's users and names
//! by plug-ins (NSS) are not to be had; the program asks for neither.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The libraries that Rust's own asks for, and the archives that answer each.
const WITHIN: [(&str, &str); 7] = [
    ("gcc_s", "GROUP(libgcc_eh.a libgcc.a libc.a)"),
    ("c", "INPUT(libc.a)"),
    ("m", "INPUT(libm.a)"),
    ("pthread", "INPUT(libpthread.a)"),
    ("dl", "INPUT(libdl.a)"),
    ("rt", "INPUT(librt.a)"),
    ("util", "INPUT(libutil.a)"),
];

fn main() {
    println!("cargo:rerun-if-changed=src/build.rs");
    let target = |what: &str| env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") != "linux" || target("ENV") != "gnu" {
        return;
    }
    println!("cargo:rustc-link-arg-bins=-no-pie");
    if let Some(folder) = archives() {
        println!("cargo:rustc-link-arg-bins=-static");
        println!("cargo:rustc-link-arg-bins=-L{}", folder.display());
    }
}

/// A folder that leads the linker from each library to its archive, if this machine has them all.
fn archives() -> Option<PathBuf> {
    let here = env::var("HOST").ok()? == env::var("TARGET").ok()?;
    let folder = PathBuf::from(env::var_os("OUT_DIR")?).join("within");
    fs::create_dir_all(&folder).ok()?;
    for (library, answer) in WITHIN {
        fs::write(folder.join(format!("lib{library}.so")), format!("{answer}\n")).ok()?;
    }
    (here && links(&folder)).then_some(folder)
}

/// Does an empty program link so?
fn links(folder: &Path) -> bool {
    let (source, made) = (folder.join("empty.c"), folder.join("empty"));
    let asked = WITHIN.map(|(library, _)| format!("-l{library}"));
    fs::write(&source, "int main(void) { return 0; }\n").is_ok()
        && Command::new(env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into()))
            .args(["-static", "-no-pie", "-Wl,-Bdynamic", "-o"])
            .args([&made, &source])
            .args(asked)
            .arg(format!("-L{}", folder.display()))
            .output()
            .is_ok_and(|done| done.status.success())
}
