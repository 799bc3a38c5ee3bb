//! Many articles: a fixed number of workers takes one job after the other, so that memory is bounded by the jobs at
//! work and not by the batch.
//!
//! The workers are threads of our own and not tasks of rayon's pool: back ends use that pool inside (deflate), and a
//! task that waits there would take up another article meanwhile, and another, each with its pages in memory. Threads
//! also get a deep stack, which the nesting of hostile articles needs.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use super::job::Outcome;

/// The stack of a worker. It is address space until it is used.
const STACK: usize = 256 << 20;

/// How many articles are worked on at the same time.
pub fn workers(asked: Option<NonZeroUsize>, jobs: usize) -> usize {
    let all = asked.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    all.min(jobs).max(1)
}

/// Runs `work` on numbers `0..jobs` in parallel and hands what comes out to `done`, in order. `done` says whether to go on.
pub fn in_order<T: Send>(
    jobs: usize,
    workers: usize,
    work: impl Fn(usize) -> T + Sync,
    mut done: impl FnMut(T) -> bool,
) {
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (send, receive) = mpsc::sync_channel::<(usize, T)>(workers * 2);
    let worker = |send: mpsc::SyncSender<(usize, T)>| {
        while !stop.load(Ordering::Relaxed) {
            let n = next.fetch_add(1, Ordering::Relaxed);
            if n >= jobs || send.send((n, work(n))).is_err() {
                break;
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..workers {
            spawn(scope, &worker, send.clone());
        }
        drop(send);
        let (mut waiting, mut turn) = (BTreeMap::new(), 0);
        for (n, result) in receive {
            waiting.insert(n, result);
            while let Some(result) = waiting.remove(&turn) {
                turn += 1;
                if !stop.load(Ordering::Relaxed) && !done(result) {
                    stop.store(true, Ordering::Relaxed);
                }
            }
        }
    });
}

/// Starts a worker with the deepest stack that the system grants.
fn spawn<'scope, S: Send + 'scope>(
    scope: &'scope std::thread::Scope<'scope, '_>,
    worker: &'scope (impl Fn(S) + Sync),
    argument: S,
) where
    S: Clone,
{
    for stack in [STACK, STACK / 8, 8 << 20] {
        let argument = argument.clone();
        if std::thread::Builder::new().stack_size(stack).spawn_scoped(scope, move || worker(argument)).is_ok() {
            return;
        }
    }
}

/// What a run came to.
#[derive(Default)]
pub struct Tally {
    pub made: usize,
    pub skipped: usize,
    pub failed: Vec<String>,
    pub articles: usize,
}

impl Tally {
    /// Counts one article.
    pub fn count(&mut self, outcome: &Outcome) {
        self.articles += 1;
        self.made += outcome.made.len();
        self.skipped += outcome.skipped;
        if outcome.failed() {
            self.failed.push(outcome.input.clone());
        }
    }
}
