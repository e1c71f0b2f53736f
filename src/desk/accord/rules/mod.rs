//! Rules of agreements between sites: pure.

mod grant;
mod settle;

pub use grant::{GiveState, TakeBackState, give, hand_over, take_back};
pub use settle::{Matter, SETTLED, Sides, settle};
