//! Many articles: a fixed number of workers takes one job after the other, so that memory is bounded by the jobs at
//! work and not by the batch.
//!
//! The workers are threads of our own and not tasks of rayon's pool: back ends use that pool inside (deflate), and a
//! task that waits there would take up another article meanwhile, and another, each with its pages in memory. Threads
//! also get a deep stack, which the nesting of hostile articles needs.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};

use super::fault::Fault;
use super::job::Outcome;

/// The stack of a worker. It is address space until it is used.
const STACK: usize = 256 << 20;

/// The number of articles that are worked on at the same time.
pub fn workers(asked: Option<NonZeroUsize>, jobs: usize) -> usize {
    // Asking for the number of processors makes the standard library read several files.
    if jobs <= 1 {
        return 1;
    }
    let all = asked.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    all.min(jobs).max(1)
}

/// Runs `work` on the jobs in parallel and hands each result to `done` as it is ready, with the job's number. `done`
/// returns false to stop. Fewer threads than asked for are enough; no thread at all is a fault. The next job is taken
/// from the iterator only when a worker is free for it.
pub fn as_ready<J: Send, T: Send>(
    jobs: impl Iterator<Item = J> + Send,
    workers: usize,
    work: impl Fn(J) -> T + Sync,
    mut done: impl FnMut(usize, T) -> bool,
) -> Result<(), Fault> {
    let jobs = Mutex::new(jobs.enumerate());
    let stop = AtomicBool::new(false);
    let (send, receive) = mpsc::sync_channel::<(usize, T)>(workers * 2);
    let worker = |send: mpsc::SyncSender<(usize, T)>| {
        while !stop.load(Ordering::Relaxed) {
            // The lock is released before the work begins.
            let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((n, job)) = job else { break };
            if send.send((n, work(job))).is_err() {
                break;
            }
        }
    };
    std::thread::scope(|scope| {
        let started = (0..workers).filter(|_| spawn(scope, &worker, send.clone())).count();
        drop(send);
        if started == 0 {
            let fault = Fault::new("Nothing was converted, because the system lets this program start no thread.");
            return Err(fault.hint("Raise the limit on processes (ulimit -u) or on memory (ulimit -v)."));
        }
        for (n, result) in receive {
            if !stop.load(Ordering::Relaxed) && !done(n, result) {
                stop.store(true, Ordering::Relaxed);
            }
        }
        Ok(())
    })
}

/// The same, but `done` sees the results in the order of the jobs; `arrived` sees each as soon as it is ready.
pub fn in_order<J: Send, T: Send>(
    jobs: impl Iterator<Item = J> + Send,
    workers: usize,
    work: impl Fn(J) -> T + Sync,
    mut arrived: impl FnMut(&mut T),
    mut done: impl FnMut(T) -> bool,
) -> Result<(), Fault> {
    let (mut waiting, mut turn) = (BTreeMap::new(), 0);
    as_ready(jobs, workers, work, |n, mut result| {
        arrived(&mut result);
        waiting.insert(n, result);
        while let Some(result) = waiting.remove(&turn) {
            turn += 1;
            if !done(result) {
                return false;
            }
        }
        true
    })
}

/// Starts a worker with the deepest stack that the system grants; returns true if it granted any.
fn spawn<'scope, S: Send + Clone + 'scope>(
    scope: &'scope std::thread::Scope<'scope, '_>,
    worker: &'scope (impl Fn(S) + Sync),
    argument: S,
) -> bool {
    for stack in [STACK, STACK / 8, 8 << 20] {
        let argument = argument.clone();
        let work = move || worker(argument);
        if std::thread::Builder::new().stack_size(stack).spawn_scoped(scope, work).is_ok() {
            return true;
        }
    }
    false
}

/// The totals of a run.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_jobs_and_stop_when_told() {
        let mut seen = Vec::new();
        let slow_first = |n: usize| {
            std::thread::sleep(std::time::Duration::from_millis(if n == 0 { 20 } else { 0 }));
            n
        };
        let mut arrived = 0;
        let count = |_: &mut usize| arrived += 1;
        let done = |n| {
            seen.push(n);
            n < 9
        };
        in_order(0..100, 4, slow_first, count, done).unwrap();
        assert!(arrived >= 10);
        assert_eq!(seen, (0..10).collect::<Vec<_>>());
    }
}
