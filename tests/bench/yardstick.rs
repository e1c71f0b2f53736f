//! The bare list of `bare.rs` as a program that links nothing of the desk's: `desk_bench` builds and runs it.
#![allow(clippy::unwrap_used, reason = "a bench that cannot go on says where")]

#[allow(dead_code, reason = "desk_bench makes its database")]
mod bare;

fn main() {
    // `cargo bench` runs every bench: alone this one has nothing to say.
    if let Some(file) = std::env::var_os("DESK_BARE") {
        bare::run(std::path::Path::new(&file)).unwrap();
    }
}
