//! `--since FILE`: the entries of earlier editions, so that each story comes once.
//!
//! The file is read before the feeds are, and written whole when the edition is made. If that fails, new entries stay
//! new. Entries missing from all feeds for a year are forgotten.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use super::super::fault::{Advice as _, Fault};
use super::super::{clock, display, output};

/// The time for which an entry is remembered after it was last seen, in seconds.
const REMEMBERED: i64 = 366 * 86_400;
/// The largest file.
const LARGEST: u64 = 64 << 20;

/// The entries of earlier editions.
#[derive(Default)]
pub struct State {
    file: Option<PathBuf>,
    seen: BTreeMap<String, i64>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    /// The form of this file.
    offprint: u32,
    /// The time at which each entry was last taken, in seconds since 1970.
    seen: BTreeMap<String, i64>,
}

impl State {
    /// Reads the file; a missing file counts as empty.
    pub fn read(file: Option<&Path>) -> Result<Self, Fault> {
        let Some(path) = file else { return Ok(State::default()) };
        let shown = display::path(path);
        let mut text = String::new();
        match std::fs::File::open(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            opened => {
                use std::io::Read as _;
                opened
                    .and_then(|file| file.take(LARGEST).read_to_string(&mut text))
                    .with_context(|| format!("The file {shown} of --since could not be read"))
                    .advise("Name a file that --since made, or one that is not there yet.")?;
            }
        }
        if text.trim().is_empty() {
            return Ok(State { file: Some(path.into()), seen: BTreeMap::new() });
        }
        let stored: Stored = serde_json::from_str(&text)
            .map_err(|_| Fault::new(format!("{shown} is no file that --since made.")))
            .map_err(|fault| fault.hint("Name another; it is made when it is not there."))?;
        Ok(State { file: Some(path.into()), seen: stored.seen })
    }

    /// True if an earlier edition had the entry.
    pub fn has(&self, key: &str) -> bool {
        self.seen.contains_key(key)
    }

    /// True if there is a file.
    pub fn is_kept(&self) -> bool {
        self.file.is_some()
    }

    /// Writes the file with the entries that were taken now.
    pub fn write(mut self, taken: BTreeSet<String>) -> Result<(), Fault> {
        let Some(path) = self.file.take() else { return Ok(()) };
        let now = clock::seconds();
        self.seen.retain(|_, time| now - *time < REMEMBERED);
        self.seen.extend(taken.into_iter().map(|key| (key, now)));
        let text = serde_json::to_string_pretty(&Stored { offprint: 1, seen: self.seen })
            .context("The state could not be made")?;
        output::replace_own(&path, format!("{text}\n").as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_forgotten_after_a_year() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        let now = clock::seconds();
        let seen = [("old", now - REMEMBERED - 60), ("young", now - REMEMBERED + 3600)];
        let seen = seen.into_iter().map(|(key, time)| (key.to_owned(), time)).collect();
        assert!(State { file: Some(path.clone()), seen }.write(BTreeSet::from(["new".to_owned()])).is_ok());
        let read = State::read(Some(&path)).ok().unwrap();
        assert_eq!((read.has("old"), read.has("young"), read.has("new")), (false, true, true));
    }

    #[test]
    fn a_missing_file_is_empty_and_one_that_cannot_be_read_is_a_fault() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        let missing = State::read(Some(&path)).ok().unwrap();
        assert!(missing.is_kept() && missing.seen.is_empty());
        assert!(!State::read(None).ok().unwrap().is_kept());
        assert!(missing.write(BTreeSet::new()).is_ok() && path.is_file());
        assert!(State::read(Some(&path.join("below"))).is_err() && State::read(Some(folder.path())).is_err());
    }
}
