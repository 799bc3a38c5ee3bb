//! Work shared between processors, where there is enough of it.
//!
//! A pool of threads is started by the first who asks for one. For an article of ten pages that, and waking its threads
//! again and again, costs a tenth of the processor's time and makes nothing ready sooner; and in a batch every processor
//! has an article of its own.

use rayon::prelude::*;

/// Pages that are a document worth the threads.
pub const PAGES: usize = 40;
/// Bytes to deflate or to look through that are.
pub const BYTES: usize = 2 << 20;

/// What `work` makes of each, in their order; on all processors if that is `worth` it.
pub fn each<T: Sync, R: Send>(items: &[T], worth: bool, work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    if worth { items.par_iter().map(work).collect() } else { items.iter().map(work).collect() }
}
