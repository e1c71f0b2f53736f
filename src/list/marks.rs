//! Rows marked for an act on several: by id, so that marks outlive paging.

use std::collections::BTreeSet;

/// The marked ids of one list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks(BTreeSet<String>);

impl Marks {
    /// Marks a row, or takes its mark away; says whether it is marked now.
    pub fn toggle(&mut self, id: &str) -> bool {
        if self.0.remove(id) {
            return false;
        }
        self.0.insert(id.to_owned())
    }

    pub fn has(&self, id: &str) -> bool {
        self.0.contains(id)
    }

    /// How many rows are marked, on this page or not.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The marked ids, in the order of ids.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }
}
