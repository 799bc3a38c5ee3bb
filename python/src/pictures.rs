//! The pictures that a caller hands over with an article, by the names that the article uses.

use std::collections::HashMap;
use std::sync::Arc;

use offprint::context::{ResourceError, Resources};

/// Pictures by name. There is no folder and no network behind them.
#[derive(Default)]
pub(crate) struct Given(HashMap<String, Arc<[u8]>>);

impl From<HashMap<String, Vec<u8>>> for Given {
    fn from(pictures: HashMap<String, Vec<u8>>) -> Self {
        Given(pictures.into_iter().map(|(name, bytes)| (plain(&name), bytes.into())).collect())
    }
}

impl Resources for Given {
    fn load(&self, name: &str) -> Result<Arc<[u8]>, ResourceError> {
        match self.0.get(&plain(name)) {
            Some(bytes) => Ok(bytes.clone()),
            None if name.contains("://") => Err(ResourceError::Remote),
            None => Err(ResourceError::Missing),
        }
    }
}

/// A name without the parts in which spellings of the same file differ: percent signs, `./`.
fn plain(name: &str) -> String {
    let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
    name.trim_start_matches("./").to_owned()
}
