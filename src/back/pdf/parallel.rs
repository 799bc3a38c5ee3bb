//! Work in parallel, if there is enough of it.
//!
//! The first use of rayon starts its pool of threads. For an article of ten pages, starting and waking the threads
//! costs a tenth of the processor time and makes nothing ready sooner. In a batch every processor already works on an
//! article.

/// Number of pages from which threads are worth their cost.
pub(super) const PAGES: usize = 40;
/// Number of bytes to deflate or scan from which threads are worth their cost.
pub(super) const BYTES: usize = 2 << 20;

/// Applies `work` to each item and keeps the order; on all processors if that is `worth` it and the feature `parallel` is on.
pub(super) fn each<T: Sync, R: Send>(items: &[T], worth: bool, work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    #[cfg(feature = "parallel")]
    if worth {
        use rayon::prelude::*;
        return items.par_iter().map(work).collect();
    }
    let _ = worth;
    items.iter().map(work).collect()
}
