//! The pictures of the examples, as the command line passes them to the articles.

use std::path::Path;
use std::sync::Arc;

use offprint::context::{ResourceError, Resources};

/// The pictures in the examples' folder.
pub struct Pictures;

impl Resources for Pictures {
    fn load(&self, name: &str) -> Result<Arc<[u8]>, ResourceError> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
        std::fs::read(folder.join(name)).map(Arc::from).map_err(|_| ResourceError::Missing)
    }
}
