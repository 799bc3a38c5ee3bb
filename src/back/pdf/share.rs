//! Work shared between processors, where there is enough of it.
//!
//! A pool of threads is started by the first who asks for one. For an article of ten pages that, and waking its threads
//! again and again, costs a tenth of the processor's time and makes nothing ready sooner; and in a batch every processor
//! has an article of its own.

/// Pages that are a document worth the threads.
pub const PAGES: usize = 40;
/// Bytes to deflate or to look through that are.
pub const BYTES: usize = 2 << 20;

/// What `work` makes of each, in their order; on all processors if that is `worth` it and the feature `parallel` is on.
pub fn each<T: Sync, R: Send>(items: &[T], worth: bool, work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    #[cfg(feature = "parallel")]
    if worth {
        use rayon::prelude::*;
        return items.par_iter().map(work).collect();
    }
    let _ = worth;
    items.iter().map(work).collect()
}
