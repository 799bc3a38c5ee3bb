//! Deflating: rows of samples, and the streams of PDF.

use std::cell::RefCell;

use flate2::{Compress, Compression, FlushCompress, Status};

/// The level of compression, of 9. At 4 a file is a hundredth smaller at most, and an article of ten pages takes a
/// sixteenth longer.
const LEVEL: u32 = 3;

/// A zlib stream.
pub(crate) fn deflate(bytes: &[u8]) -> Vec<u8> {
    thread_local! {
        // Half a mebibyte that a deflater clears for every stream, although most streams are far smaller.
        static PRESS: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(LEVEL), true));
    }
    PRESS.with_borrow_mut(|press| {
        press.reset();
        let mut out = Vec::with_capacity(bytes.len() / 2 + 64);
        loop {
            let rest = bytes.get(press.total_in() as usize..).unwrap_or_default();
            // Compressing into memory cannot fail.
            match press.compress_vec(rest, &mut out, FlushCompress::Finish) {
                Ok(Status::StreamEnd) | Err(_) => return out,
                Ok(Status::Ok | Status::BufError) => out.reserve(out.capacity() / 2 + 64),
            }
        }
    })
}
