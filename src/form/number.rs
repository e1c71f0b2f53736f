//! Whole numbers as they are typed.

use crate::text::fold::half_width;

/// A whole number, full-width digits too: an input method is left on.
pub fn whole(text: &str) -> Option<i64> {
    half_width(text).trim().parse().ok()
}

/// As a check of a field.
pub fn is_whole(text: &str) -> bool {
    whole(text).is_some()
}
