//! Rules of agreements between sites: pure.

mod erase;
mod grant;
mod settle;

pub use erase::{Held, erase_person, retain};
pub use grant::{GiveState, TakeBackState, give, hand_over, take_back};
pub use settle::{Matter, SETTLED, Sides, settle};
