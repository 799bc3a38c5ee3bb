//! The cache of answers, by HTTP's own rules (RFC 9111, as the crate `http-cache-semantics` reads them): how long an
//! answer stays fresh, and how to ask a server whether it is still valid.
//!
//! Answers lie in the user's folder for caches, a file each: a line of JSON, then the bytes. An answer to a request
//! with cookies is private and is not kept.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use http_cache_semantics::{AfterResponse, BeforeRequest, CacheOptions, CachePolicy};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use ureq::http::header::{CONTENT_TYPE, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use ureq::http::{HeaderMap, Response, StatusCode};

use super::super::clock;
use super::Fetched;
use super::client::{self, Answer, Ask, Client, Failure};

/// Most bytes that the folder holds when a run ends.
const MOST: u64 = 256 << 20;

/// The folder of the cache.
pub struct Cache {
    folder: PathBuf,
    grew: AtomicBool,
}

/// The first line of a file.
#[derive(Serialize, Deserialize)]
struct Head {
    address: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    policy: CachePolicy,
}

impl Cache {
    /// The user's own; `None` if the environment names no folder for caches.
    #[allow(clippy::disallowed_methods, reason = "cli reads the environment")]
    pub fn of_user() -> Option<Self> {
        let of = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
        let home = |rest: &str| of("HOME").map(|home| home.join(rest));
        let folder = if cfg!(windows) {
            of("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            home("Library/Caches")
        } else {
            of("XDG_CACHE_HOME").filter(|path| path.is_absolute()).or_else(|| home(".cache"))
        };
        folder.map(|folder| Cache { folder: folder.join("offprint").join("web"), grew: AtomicBool::new(false) })
    }

    /// The answer to a request: from the folder while it is fresh, otherwise from the network.
    pub fn get(&self, ask: &Ask, client: &Client) -> Result<Fetched, Failure> {
        if client.has_cookies_for(ask.address) {
            return client.get(ask, &HeaderMap::new()).map(Fetched::from);
        }
        let path = self.path(ask);
        let request = client::request(ask);
        let Some((head, body)) = read(&path, ask) else {
            let answer = client.get(ask, &HeaderMap::new())?;
            self.keep(&path, ask, &answer, None);
            return Ok(answer.into());
        };
        let kept = |head: &Head, body: Vec<u8>| Fetched { address: ask.address.clone(), kind: head.kind.clone(), body };
        let conditions = match head.policy.before_request(&request, clock::now()) {
            BeforeRequest::Fresh(_) => return Ok(kept(&head, body)),
            BeforeRequest::Stale { request, matches } => {
                let mut conditions = HeaderMap::new();
                for name in [IF_NONE_MATCH, IF_MODIFIED_SINCE].into_iter().filter(|_| matches) {
                    if let Some(value) = request.headers.get(&name) {
                        conditions.insert(name, value.clone());
                    }
                }
                conditions
            }
        };
        let answer = client.get(ask, &conditions)?;
        if answer.status == StatusCode::NOT_MODIFIED.as_u16() {
            let (AfterResponse::NotModified(policy, _) | AfterResponse::Modified(policy, _)) =
                head.policy.after_response(&request, &response(&answer), clock::now());
            let head = Head { policy, ..head };
            self.write(&path, &head, &body);
            return Ok(kept(&head, body));
        }
        self.keep(&path, ask, &answer, Some(()));
        Ok(answer.into())
    }

    /// Keeps an answer, if it may be kept; otherwise drops the old answer for the address.
    fn keep(&self, path: &Path, ask: &Ask, answer: &Answer, before: Option<()>) {
        let options = CacheOptions { shared: false, ..CacheOptions::default() };
        let policy = CachePolicy::new_options(&client::request(ask), &response(answer), clock::now(), options);
        // An answer after a redirect is not kept, because its freshness is stated for the last step and not for the
        // address.
        if !policy.is_storable() || answer.personal || answer.address != *ask.address {
            if before.is_some() {
                let _ = fs::remove_file(path);
            }
            return;
        }
        let kind = client::header(&answer.headers, &CONTENT_TYPE).map(String::from);
        self.write(path, &Head { address: ask.address.as_str().to_owned(), kind, policy }, &answer.body);
    }

    /// Writes a file; a failure to write the cache is not a fault of the article.
    fn write(&self, path: &Path, head: &Head, body: &[u8]) {
        let write = || -> Option<()> {
            fs::create_dir_all(&self.folder).ok()?;
            let mut line = serde_json::to_vec(head).ok()?;
            line.push(b'\n');
            let mut file = tempfile::NamedTempFile::new_in(&self.folder).ok()?;
            file.write_all(&line).and_then(|()| file.write_all(body)).ok()?;
            file.persist(path).ok().map(drop)
        };
        if write().is_some() {
            self.grew.store(true, Ordering::Relaxed);
        }
    }

    /// The file for an address. Answers from the user's own network are kept apart from public ones.
    fn path(&self, ask: &Ask) -> PathBuf {
        let trusted = ask.trusted.is_some_and(|trusted| trusted.shares_server(ask.address));
        let digest = Sha256::digest(format!("{}\n{}\n{trusted}", ask.address.as_str(), ask.accept));
        let name: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        self.folder.join(name)
    }

    /// Deletes the oldest files if the folder has grown too large.
    #[allow(clippy::disallowed_methods, reason = "cli looks into its own folder")]
    pub fn finish(&self) {
        if !self.grew.load(Ordering::Relaxed) {
            return;
        }
        let entries = fs::read_dir(&self.folder).into_iter().flatten().filter_map(Result::ok);
        let aged = entries.filter_map(|entry| {
            let meta = entry.metadata().ok()?;
            Some((meta.modified().ok()?, meta.len(), entry.path()))
        });
        let mut files: Vec<_> = aged.collect();
        files.sort();
        let mut total: u64 = files.iter().map(|(_, length, _)| length).sum();
        for (_, length, path) in files {
            if total <= MOST {
                break;
            }
            let _ = fs::remove_file(path);
            total -= length;
        }
    }
}

/// The file of the cache for an address, if it exists and is within the limit.
fn read(path: &Path, ask: &Ask) -> Option<(Head, Vec<u8>)> {
    #[allow(clippy::disallowed_methods, reason = "cli reads its own files")]
    let bytes = fs::read(path).ok()?;
    let end = memchr::memchr(b'\n', &bytes)?;
    let head: Head = serde_json::from_slice(bytes.get(..end)?).ok()?;
    let body = bytes.get(end + 1..)?.to_vec();
    (head.address == ask.address.as_str() && body.len() as u64 <= ask.limit).then_some((head, body))
}

/// An answer in the form that the rules of caching use.
fn response(answer: &Answer) -> Response<()> {
    let mut response = Response::new(());
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or_default();
    *response.headers_mut() = answer.headers.clone();
    response
}
