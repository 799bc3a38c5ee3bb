//! `--snapshot DIR`: all answers that a call fetched, so that the same call makes the same bytes again without the
//! network.
//!
//! `fetched.json` lists for each address its final address, its type, the file with its bytes, their hash and the time.
//! A failed address is listed with the reason, so that an edition without a picture is made again without it. An
//! address in the list is not fetched again: delete the folder to fetch everything afresh.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::super::clock;
use super::super::fault::{Advice as _, Fault};
use super::super::{display, output};
use super::Fetched;
use super::address::Address;
use super::client::{Failure, Kind};

/// The list's name in the folder.
const LIST: &str = "fetched.json";

/// The folder of `--snapshot`.
pub struct Snapshot {
    folder: PathBuf,
    entries: Mutex<BTreeMap<String, Entry>>,
}

/// One line of the list.
#[derive(Clone, Serialize, Deserialize)]
struct Entry {
    address: String,
    #[serde(rename = "final", skip_serializing_if = "Option::is_none")]
    found_at: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failed: Option<Failure>,
    time: String,
}

impl Snapshot {
    /// The snapshot in a folder, which is made if it is missing.
    pub fn open(folder: &Path) -> Result<Self, Fault> {
        let shown = display::path(folder);
        std::fs::create_dir_all(folder)
            .with_context(|| format!("The folder {shown} could not be made"))
            .advise("Choose another folder with --snapshot.")?;
        let list = match std::fs::File::open(folder.join(LIST)) {
            Ok(file) => serde_json::from_reader::<_, Vec<Entry>>(std::io::BufReader::new(file))
                .with_context(|| format!("The list {shown}/{LIST} cannot be read"))
                .advise("Delete the folder to fetch everything anew.")?,
            Err(_) => Vec::new(),
        };
        let entries = list.into_iter().map(|entry| (entry.address.clone(), entry)).collect();
        Ok(Snapshot { folder: folder.to_path_buf(), entries: Mutex::new(entries) })
    }

    /// The snapshot's answer for an address.
    pub fn find(&self, address: &Address) -> Option<Result<Fetched, Failure>> {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = entries.get(address.as_str())?.clone();
        drop(entries);
        Some(self.read(&entry))
    }

    fn read(&self, entry: &Entry) -> Result<Fetched, Failure> {
        if let Some(failure) = &entry.failed {
            return Err(failure.clone());
        }
        let changed = || Failure::new(Kind::Offline, "the snapshot does not have it as it was fetched");
        let file = entry.file.as_deref().filter(|file| !file.contains(['/', '\\'])).ok_or_else(changed)?;
        #[allow(clippy::disallowed_methods, reason = "cli reads files")]
        let body = std::fs::read(self.folder.join(file)).map_err(|_| changed())?;
        let address = entry.found_at.as_deref().and_then(Address::parse).ok_or_else(changed)?;
        if entry.sha256.as_deref() != Some(&hash(&body)) {
            return Err(changed());
        }
        Ok(Fetched { address, kind: entry.kind.clone(), body })
    }

    /// Keeps the answer for an address.
    pub fn keep(&self, address: &Address, found: &Result<Fetched, Failure>) -> Result<(), Fault> {
        let mut entry = Entry {
            address: address.as_str().to_owned(),
            found_at: None,
            kind: None,
            file: None,
            sha256: None,
            failed: None,
            time: clock::iso(clock::seconds()),
        };
        match found {
            Ok(fetched) => {
                let hash = hash(&fetched.body);
                let file = format!("{}.{}", hash.get(..24).unwrap_or(&hash), extension(fetched.kind.as_deref()));
                output::replace_own(&self.folder.join(&file), &fetched.body)?;
                entry.found_at = Some(fetched.address.as_str().to_owned());
                entry.kind.clone_from(&fetched.kind);
                entry.file = Some(file);
                entry.sha256 = Some(hash);
            }
            Err(failure) => entry.failed = Some(failure.clone()),
        }
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).insert(entry.address.clone(), entry);
        Ok(())
    }

    /// Writes the list.
    pub fn finish(&self) -> Result<(), Fault> {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let list: Vec<&Entry> = entries.values().collect();
        let text = serde_json::to_string_pretty(&list).context("The list of a snapshot could not be made")?;
        output::replace_own(&self.folder.join(LIST), format!("{text}\n").as_bytes())
    }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The file extension for bytes of that type, for people who look into the folder.
fn extension(kind: Option<&str>) -> &'static str {
    const ENDINGS: &[(&str, &str)] = &[
        ("text/html", "html"),
        ("application/xhtml+xml", "xhtml"),
        ("text/plain", "txt"),
        ("text/markdown", "md"),
        ("application/rss+xml", "xml"),
        ("application/atom+xml", "xml"),
        ("application/xml", "xml"),
        ("text/xml", "xml"),
        ("application/json", "json"),
        ("application/feed+json", "json"),
        ("image/jpeg", "jpg"),
        ("image/png", "png"),
        ("image/gif", "gif"),
        ("image/webp", "webp"),
        ("image/svg+xml", "svg"),
    ];
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or("").trim().to_ascii_lowercase();
    ENDINGS.iter().find(|(name, _)| *name == kind).map_or("bin", |(_, ending)| ending)
}
