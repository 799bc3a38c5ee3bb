//! Where fetched bytes wait until they are needed: one file without a name, so that a thousand pictures cost no memory
//! and nothing is left behind, however the program ends.

use std::fs::File;
use std::io::{Read as _, Result, Seek as _, SeekFrom, Write as _};
use std::sync::{Mutex, PoisonError};

/// A file that holds one thing after the other.
#[derive(Default)]
pub struct Spool(Mutex<Option<File>>);

/// A place in the file.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    start: u64,
    length: usize,
}

impl Spool {
    /// Puts bytes at the end.
    pub fn put(&self, bytes: &[u8]) -> Result<Place> {
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let file = match &mut *slot {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        let start = file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)?;
        Ok(Place { start, length: bytes.len() })
    }

    /// The bytes that were put there.
    pub fn get(&self, place: Place) -> Result<Vec<u8>> {
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = vec![0; place.length];
        if let Some(file) = &mut *slot {
            file.seek(SeekFrom::Start(place.start))?;
            file.read_exact(&mut bytes)?;
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_comes_back() {
        let spool = Spool::default();
        let (a, b) = (spool.put(b"one").unwrap(), spool.put(b"second").unwrap());
        assert_eq!((spool.get(b).unwrap(), spool.get(a).unwrap()), (b"second".to_vec(), b"one".to_vec()));
    }
}
