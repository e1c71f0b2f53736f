//! A window over an indexed query: never more than a page of rows in memory, pages turned at the edge.
//! Knows neither what a row is nor where it comes from. May be imported by `app`, `ui` and tests.
//!
//! A motion moves the cursor within the page, or says which page is [`Need`]ed; [`Window::turned`] takes its rows and
//! says what the motions still need that came meanwhile. Turning instead of scrolling by one lets a held arrow over a
//! thin line end 5 times sooner (TERMINAL.md, Bytes).

mod marks;
mod motion;
mod window;

pub use marks::Marks;
pub use motion::{Move, Need};
pub use window::Window;
