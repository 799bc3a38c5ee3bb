//! The number of requests at the same time: few to one host, because it is somebody's server, and not many in all.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, PoisonError};

/// Requests to one host at the same time.
const A_HOST: usize = 4;
/// Requests at the same time.
pub const IN_ALL: usize = 8;

/// Hands out turns.
#[derive(Default)]
pub struct Turns {
    /// The turns that are taken, by host.
    taken: Mutex<BTreeMap<String, usize>>,
    freed: Condvar,
}

impl Turns {
    /// Waits for a turn to connect to `host`. Dropping the turn ends it.
    pub fn take(&self, host: &str) -> Turn<'_> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        while taken.values().sum::<usize>() >= IN_ALL || taken.get(host).is_some_and(|n| *n >= A_HOST) {
            taken = self.freed.wait(taken).unwrap_or_else(PoisonError::into_inner);
        }
        *taken.entry(host.to_owned()).or_default() += 1;
        Turn { turns: self, host: host.to_owned() }
    }
}

/// A turn that is taken.
pub struct Turn<'a> {
    turns: &'a Turns,
    host: String,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut taken = self.turns.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(n) = taken.get_mut(&self.host) {
            *n -= 1;
        }
        taken.retain(|_, n| *n > 0);
        self.turns.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn few_ask_one_host_and_not_many_ask_at_all() {
        let turns = Turns::default();
        let (all, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let hosts: [AtomicUsize; 4] = Default::default();
        let most_a_host = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for n in 0..48 {
                let (turns, all, most, hosts, most_a_host) = (&turns, &all, &most, &hosts, &most_a_host);
                scope.spawn(move || {
                    let host = if n % 2 == 0 { 0 } else { n % 4 };
                    let _turn = turns.take(&format!("h{host}"));
                    most_a_host.fetch_max(hosts[host].fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    most.fetch_max(all.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::sleep(std::time::Duration::from_millis(5));
                    all.fetch_sub(1, Ordering::SeqCst);
                    hosts[host].fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        assert_eq!((most.into_inner(), most_a_host.into_inner()), (IN_ALL, A_HOST));
    }
}
