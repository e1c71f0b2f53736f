//! Rules of agreements between sites: pure.

mod settle;

pub use settle::{Matter, SETTLED, Sides, settle};
