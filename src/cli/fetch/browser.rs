//! `--browser PATH`: a page as a browser of the person's own shows it, for pages that are empty without their scripts.
//!
//! The browser runs without a window, with a profile that is deleted afterwards, and not for longer than a minute. It
//! is the person's program: this program's policy does not apply to its requests.

use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Fetched;
use super::address::Address;
use super::client::{Failure, Kind};

/// The longest time for a page with all its scripts.
const LONGEST: Duration = Duration::from_secs(60);
/// The time given to scripts, by the browser's own clock, in milliseconds.
const SCRIPTS: &str = "--virtual-time-budget=15000";

/// The page in the browser after its scripts have run.
pub fn page(browser: &Path, address: &Address, limit: u64) -> Result<Fetched, Failure> {
    let cannot = |why: &str| Failure::new(Kind::Passing, format!("the browser {} {why}", browser.display()));
    let profile = tempfile::tempdir().map_err(|_| cannot("has no room for its profile"))?;
    let mut data = std::ffi::OsString::from("--user-data-dir=");
    data.push(profile.path());
    #[allow(clippy::disallowed_methods, reason = "the person names the program in this call")]
    let mut child = Command::new(browser)
        .args(["--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--mute-audio", SCRIPTS])
        .arg(data)
        .args(["--dump-dom", address.as_str()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| cannot("cannot be started"))?;
    let Some(out) = child.stdout.take() else { return Err(cannot("gives nothing")) };
    let reader = std::thread::Builder::new().spawn(move || {
        let mut bytes = Vec::new();
        let read = out.take(limit.saturating_add(1)).read_to_end(&mut bytes);
        read.map(|_| bytes)
    });
    let reader = reader.map_err(|_| cannot("cannot be heard, because the system starts no thread"))?;
    let ended = wait(&mut child, &reader);
    if !ended {
        let _ = child.kill();
        let _ = child.wait();
        return Err(cannot(&format!("did not have it after {} seconds", LONGEST.as_secs())));
    }
    let body = reader.join().ok().and_then(Result::ok).unwrap_or_default();
    if body.len() as u64 > limit {
        return Err(Failure::new(Kind::Large, format!("it is larger than the limit of {limit} bytes")));
    }
    if body.iter().all(u8::is_ascii_whitespace) {
        return Err(cannot("gave nothing; as root, Chromium wants a script around it that adds --no-sandbox"));
    }
    Ok(Fetched { address: address.clone(), kind: Some("text/html; charset=utf-8".into()), body })
}

/// Waits until the browser has written all its output and ended; `false` if that takes too long.
fn wait<T>(child: &mut Child, reader: &std::thread::JoinHandle<T>) -> bool {
    #[allow(clippy::disallowed_methods, reason = "a time limit; no output depends on it")]
    let begun = Instant::now();
    while begun.elapsed() < LONGEST {
        if reader.is_finished() && !matches!(child.try_wait(), Ok(None)) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    false
}
