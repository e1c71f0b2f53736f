//! Exchange between sites by one plain file (SYNC.md sections 7-9): the container, the merge plan, the file itself.
//! No SQL here; the store packs and receives. Until encryption stands (suite 0) the bodies of personal
//! operations stay out of the file; their headers and hashes are in it, so that the chain verifies.
//!
//! May import: `base`, `text`, `i18n`, `desk`. Imported by: `store`, `cli`.

pub mod file;
pub mod format;
pub mod keys;
pub mod op;
pub mod plan;
