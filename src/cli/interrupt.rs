//! Ctrl-C leaves no files behind: temporary files are known here while they exist.
//!
//! While no file is being written, a signal ends the program at once, as it does any other. While files are being
//! written the signal is noted, and the next thread that finishes a file removes the others and ends the program. A
//! file is begun when all its bytes are ready, so that takes as long as writing them; a second signal does not wait for
//! a slow disk. No thread waits for signals, so that a short article need not pay for starting one.
//!
//! `SIGXFSZ` (a file grown past the size the shell allows) is caught so that writing fails with an error, like a full
//! disk, instead of ending the program. `SIGHUP` is left alone, because `nohup` relies on that.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A temporary file that exists; forgotten when dropped.
pub struct Unfinished(PathBuf);

impl Unfinished {
    /// Makes a temporary file and remembers it for as long as the value lives. No signal comes between the two.
    pub fn make<F>(
        make: impl FnOnce() -> std::io::Result<F>,
        path: impl FnOnce(&F) -> &Path,
    ) -> std::io::Result<(F, Self)> {
        let mut known = unfinished();
        signals::hold();
        match make() {
            Ok(file) => {
                let path = path(&file).to_path_buf();
                known.insert(path.clone());
                Ok((file, Unfinished(path)))
            }
            Err(error) => {
                settle(&known);
                Err(error)
            }
        }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let mut known = unfinished();
        known.remove(&self.0);
        settle(&known);
    }
}

/// Ends the program if a signal came meanwhile, with the unfinished files removed; without such files signals take
/// effect at once again. The caller has the lock, so that no further file is begun.
fn settle(known: &BTreeSet<PathBuf>) {
    if known.is_empty() {
        signals::let_through();
    }
    signals::obey(|| {
        for file in known {
            let _ = std::fs::remove_file(file);
        }
    });
}

#[cfg(unix)]
mod signals {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::{Arc, LazyLock};

    use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::{flag, low_level};

    /// The state that the signal handlers read and write.
    struct Watch {
        /// True if a signal ends the program at once. The first signal sets it, so that a second one ends the program.
        at_once: Arc<AtomicBool>,
        /// The signal that came; 0 without a signal.
        came: Arc<AtomicUsize>,
    }

    static WATCH: LazyLock<Watch> = LazyLock::new(|| {
        let watch = Watch { at_once: Arc::default(), came: Arc::default() };
        for signal in [SIGINT, SIGTERM] {
            // They run in this order. If one cannot be set, the system's default remains: the end at once.
            let _ = flag::register_conditional_default(signal, watch.at_once.clone())
                .and_then(|_| flag::register_usize(signal, watch.came.clone(), signal as usize))
                .and_then(|_| flag::register(signal, watch.at_once.clone()));
        }
        let _ = flag::register(SIGXFSZ, Arc::default());
        watch
    });

    /// Signals are only noted after this call.
    pub fn hold() {
        WATCH.at_once.store(false, Ordering::SeqCst);
    }

    /// From now on they end the program.
    pub fn let_through() {
        WATCH.at_once.store(true, Ordering::SeqCst);
    }

    /// Ends the program as the signal would have, after `tidying`.
    pub fn obey(tidying: impl FnOnce()) {
        let signal = WATCH.came.load(Ordering::SeqCst) as i32;
        if signal != 0 {
            tidying();
            let _ = low_level::emulate_default_handler(signal);
            std::process::exit(128 + signal);
        }
    }
}

#[cfg(not(unix))]
mod signals {
    pub fn hold() {}
    pub fn let_through() {}
    pub fn obey(_: impl FnOnce()) {}
}
