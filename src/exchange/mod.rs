//! Exchange between sites by file (SYNC.md sections 7-9 and 12): the container, keys and roster, the merge plan, the file
//! itself. No SQL here; the store packs and receives. A site that is in no roster writes plain files (suite 0), without
//! the bodies of personal operations; their headers and hashes are in it, so that the chain verifies.
//!
//! May import: `base`, `text`, `i18n`, `desk`. Imported by: `store`, `cli`.

mod ahead;
pub mod file;
pub mod format;
pub mod keys;
pub mod op;
mod open;
mod pack;
pub mod plan;
pub mod spool;
