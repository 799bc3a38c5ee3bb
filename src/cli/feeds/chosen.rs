//! An entry of a feed that an edition takes.

use std::sync::Arc;

use offprint::front::feed::{Entry, Feed};

use super::spec::Full;

/// An entry that becomes an article.
pub struct Chosen {
    pub feed: Arc<Feed>,
    pub at: usize,
    /// The address of the feed, if a person or a list named one.
    pub named: Option<String>,
    pub full: Full,
    /// True if its page may be fetched.
    pub online: bool,
}

impl Chosen {
    /// The entry itself.
    pub fn entry(&self) -> Option<&Entry> {
        self.feed.entries.get(self.at)
    }
}
