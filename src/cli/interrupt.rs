//! Ctrl-C leaves nothing behind: temporary files are known here while they exist, and a thread that waits for
//! signals removes them before the program ends.
//!
//! `SIGXFSZ` (a file grown past the size the shell allows) is caught so that writing fails with an error, like a full
//! disk, instead of ending the program. `SIGHUP` is left alone, for `nohup` relies on that.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
static WATCH: Once = Once::new();

fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A temporary file that exists; forgotten when dropped.
pub struct Unfinished(PathBuf);

impl Unfinished {
    /// Makes a temporary file and remembers it for as long as the value lives. Nobody is interrupted between the two:
    /// who is to end the program waits for the lock.
    pub fn make<F>(
        make: impl FnOnce() -> std::io::Result<F>,
        path: impl FnOnce(&F) -> &Path,
    ) -> std::io::Result<(F, Self)> {
        watch();
        let mut known = unfinished();
        let file = make()?;
        let path = path(&file).to_path_buf();
        known.insert(path.clone());
        Ok((file, Unfinished(path)))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        unfinished().remove(&self.0);
    }
}

/// Starts to watch for signals; done once, before the first temporary file is made.
pub fn watch() {
    WATCH.call_once(|| {
        #[cfg(unix)]
        {
            use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};
            let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGXFSZ]) else { return };
            let wait = move || {
                if let Some(signal) = signals.forever().find(|s| *s != SIGXFSZ) {
                    // The lock is kept until the end, so that no further file is begun.
                    let files = unfinished();
                    for file in files.iter() {
                        let _ = std::fs::remove_file(file);
                    }
                    let _ = signal_hook::low_level::emulate_default_handler(signal);
                    std::process::exit(128 + signal);
                }
            };
            let _ = std::thread::Builder::new().name("signals".into()).spawn(wait);
        }
    });
}
