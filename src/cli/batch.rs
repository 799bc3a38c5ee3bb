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

/// The stack of a worker, and what is tried if the system does not grant it. It is address space until it is used.
const STACKS: [usize; 3] = [256 << 20, 32 << 20, 8 << 20];

/// The number of articles that are worked on at the same time.
pub fn workers(asked: Option<NonZeroUsize>, jobs: usize) -> usize {
    // Asking for the number of processors makes the standard library read several files.
    if jobs <= 1 {
        return 1;
    }
    let all = asked.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    all.min(jobs).max(1)
}

/// The threads that wait for the disk in a batch of so many jobs. A disk brings several files home in nearly the time
/// of one.
pub fn waiting(jobs: usize) -> usize {
    const MOST: usize = 8;
    jobs.saturating_sub(1).min(MOST)
}

/// Runs `work` on the jobs in parallel, then `settle` on each result, and hands it to `done` with the job's number.
/// `done` returns false to stop. Fewer threads than asked for are enough; no thread for work at all is a fault. The
/// next job is taken from the iterator only when a worker is free for it.
///
/// `settle` waits for the disk. `waiting` threads do that, so that the workers go on; without any the workers do.
pub fn as_ready<J: Send, T: Send>(
    jobs: impl Iterator<Item = J> + Send,
    workers: usize,
    waiting: usize,
    work: impl Fn(J) -> T + Sync,
    settle: impl Fn(&mut T) + Sync,
    mut done: impl FnMut(usize, T) -> bool,
) -> Result<(), Fault> {
    let jobs = Mutex::new(jobs.enumerate());
    let stop = AtomicBool::new(false);
    let (send, receive) = mpsc::sync_channel::<(usize, T)>(workers * 2);
    let (leave, left) = mpsc::sync_channel::<(usize, T)>(workers * 2);
    let left = Mutex::new(left);
    let is_helped = AtomicBool::new(false);
    let worker = |(send, leave): (mpsc::SyncSender<_>, mpsc::SyncSender<_>)| {
        while !stop.load(Ordering::Relaxed) {
            // The lock is released before the work begins.
            let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((n, job)) = job else { break };
            let mut result = work(job);
            let sent = if is_helped.load(Ordering::Relaxed) {
                leave.send((n, result))
            } else {
                settle(&mut result);
                send.send((n, result))
            };
            if sent.is_err() {
                break;
            }
        }
    };
    let helper = |send: mpsc::SyncSender<_>| {
        loop {
            let next = left.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok((n, mut result)) = next else { break };
            settle(&mut result);
            if send.send((n, result)).is_err() {
                break;
            }
        }
    };
    std::thread::scope(|scope| {
        // The workers come first, because the system may grant few threads.
        let started = (0..workers).filter(|_| spawn(scope, &worker, (send.clone(), leave.clone()), &STACKS)).count();
        let helpers = (0..waiting).filter(|_| spawn(scope, &helper, send.clone(), &[1 << 20])).count();
        is_helped.store(helpers > 0, Ordering::Relaxed);
        drop((send, leave));
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

/// The same, but `done` sees the results in the order of the jobs.
pub fn in_order<J: Send, T: Send>(
    jobs: impl Iterator<Item = J> + Send,
    workers: usize,
    waiting: usize,
    work: impl Fn(J) -> T + Sync,
    settle: impl Fn(&mut T) + Sync,
    mut done: impl FnMut(T) -> bool,
) -> Result<(), Fault> {
    let (mut early, mut turn) = (BTreeMap::new(), 0);
    as_ready(jobs, workers, waiting, work, settle, |n, result| {
        early.insert(n, result);
        while let Some(result) = early.remove(&turn) {
            turn += 1;
            if !done(result) {
                return false;
            }
        }
        true
    })
}

/// Starts a thread with the first of these stacks that the system grants; returns true if it granted any.
fn spawn<'scope, S: Send + Clone + 'scope>(
    scope: &'scope std::thread::Scope<'scope, '_>,
    run: &'scope (impl Fn(S) + Sync),
    argument: S,
    stacks: &[usize],
) -> bool {
    stacks.iter().any(|stack| {
        let argument = argument.clone();
        std::thread::Builder::new().stack_size(*stack).spawn_scoped(scope, move || run(argument)).is_ok()
    })
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
    use std::sync::Condvar;
    use std::sync::atomic::AtomicUsize;

    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_jobs_and_stop_when_told() {
        let mut seen = Vec::new();
        let slow_first = |n: usize| {
            std::thread::sleep(std::time::Duration::from_millis(if n == 0 { 20 } else { 0 }));
            n
        };
        let done = |n| {
            seen.push(n);
            n < 9
        };
        in_order(0..100, 4, 0, slow_first, |_| (), done).unwrap();
        assert_eq!(seen, (0..10).collect::<Vec<_>>());
    }

    #[test]
    fn who_waits_for_the_disk_is_not_at_work() {
        let (working, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |n: usize| {
            most.fetch_max(working.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            std::thread::sleep(std::time::Duration::from_millis(5));
            working.fetch_sub(1, Ordering::SeqCst);
            n
        };
        // The first two results wait for work that begins after them.
        let begun = (Mutex::new(0), Condvar::new());
        let count = |n: usize| {
            *begun.0.lock().unwrap() += 1;
            begun.1.notify_all();
            work(n)
        };
        let settle = |_: &mut usize| {
            let guard = begun.0.lock().unwrap();
            drop(begun.1.wait_while(guard, |begun| *begun < 4).unwrap());
        };
        as_ready(0..8, 2, 2, count, settle, |_, _| true).unwrap();
        assert_eq!(most.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn as_many_work_as_have_something_to_do() {
        let asked = |asked: usize, jobs| workers(NonZeroUsize::new(asked), jobs);
        assert_eq!([asked(4, 0), asked(4, 1), asked(4, 2), asked(4, 9), asked(1, 9)], [1, 1, 2, 4, 1]);
        assert_eq!(workers(None, 1), 1);
        assert_eq!([0, 1, 2, 8, 9, 10].map(waiting), [0, 0, 1, 7, 8, 8]);
    }

    #[test]
    fn without_a_helper_the_workers_settle() {
        let mut seen = Vec::new();
        as_ready(
            0..20,
            3,
            0,
            |n| (n, false),
            |(_, settled)| *settled = true,
            |_, (n, settled)| {
                seen.push(n);
                settled
            },
        )
        .unwrap();
        seen.sort();
        assert_eq!(seen, (0..20).collect::<Vec<_>>());
    }
}
