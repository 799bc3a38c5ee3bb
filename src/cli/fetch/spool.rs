//! A store for fetched bytes until they are needed: one file without a name, so that a thousand pictures cost no memory
//! and no file remains after the program ends, even by a crash.

use std::fs::File;
use std::io::{ErrorKind, Read as _, Result, Seek as _, SeekFrom, Write as _};
use std::sync::{Mutex, PoisonError};

/// A file that holds one item after the other, up to this many bytes.
pub struct Spool {
    file: Mutex<Option<File>>,
    most: u64,
}

/// A place in the file.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    start: u64,
    length: usize,
}

impl Spool {
    /// An empty store for up to `most` bytes.
    pub fn new(most: u64) -> Self {
        Spool { file: Mutex::default(), most }
    }

    /// Puts bytes at the end; too many bytes are refused like a full disk.
    pub fn put(&self, bytes: &[u8]) -> Result<Place> {
        let mut slot = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let file = match &mut *slot {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        let start = file.seek(SeekFrom::End(0))?;
        if start.saturating_add(bytes.len() as u64) > self.most {
            return Err(ErrorKind::QuotaExceeded.into());
        }
        file.write_all(bytes)?;
        Ok(Place { start, length: bytes.len() })
    }

    /// The bytes that were put there.
    pub fn get(&self, place: Place) -> Result<Vec<u8>> {
        let mut slot = self.file.lock().unwrap_or_else(PoisonError::into_inner);
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
        let spool = Spool::new(9);
        let (a, b) = (spool.put(b"one").unwrap(), spool.put(b"second").unwrap());
        assert_eq!(spool.put(b"x").map(|_| ()).unwrap_err().kind(), ErrorKind::QuotaExceeded);
        assert_eq!((spool.get(b).unwrap(), spool.get(a).unwrap()), (b"second".to_vec(), b"one".to_vec()));
    }
}
