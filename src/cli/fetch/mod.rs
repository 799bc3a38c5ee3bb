//! The web, on request: pages and pictures by their addresses.
//!
//! Nothing here runs unless the person asked for it in this call: by an address among the inputs, by `--fetch`, or by
//! an edition file with feeds. The library knows none of it: it sees the pictures of an article through
//! `context::Resources`.
//!
//! ```text
//! Web::page, Web::picture -> once a run -> snapshot -> cache -> client (policy, turns, cookies, redirects, limits)
//! ```

mod address;
mod browser;
mod cache;
mod client;
mod cookies;
mod page;
mod pictures;
mod policy;
mod snapshot;
mod spool;
mod turns;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use anyhow::Context as _;
use ureq::http::header::CONTENT_TYPE;

use super::args::WebArgs;
use super::fault::{Advice as _, Fault};
use super::{display, input};
pub use address::Address;
use cache::Cache;
use client::{Answer, Ask, Client};
pub use client::{Failure, Kind};
use cookies::Cookies;
pub use page::Page;
pub use pictures::Pictures;
use snapshot::Snapshot;
use spool::{Place, Spool};

/// The header `Accept` for pages.
const PAGES: &str = "text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,*/*;q=0.8";
/// The header `Accept` for feeds.
const FEEDS: &str = "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.8";
/// The kinds of pictures that are read; a server with a choice of kinds picks one of these.
const PICTURES: &str = "image/webp,image/png,image/jpeg,image/svg+xml,image/gif;q=0.9,*/*;q=0.5";

/// The most bytes of the pictures of a run together, because a page may name any number of them.
const TOGETHER: u64 = 2 << 30;

/// A file fetched from an address.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// The address after all redirects.
    pub address: Address,
    /// Its type, as the server states it.
    pub kind: Option<String>,
    pub body: Vec<u8>,
}

impl From<Answer> for Fetched {
    fn from(answer: Answer) -> Self {
        let kind = client::header(&answer.headers, &CONTENT_TYPE).map(String::from);
        Fetched { address: answer.address, kind, body: answer.body }
    }
}

/// A picture that was asked for in this run.
type Once = Arc<OnceLock<Result<Place, Failure>>>;

/// The web as one run sees it.
pub struct Web {
    client: OnceLock<Result<Client, Failure>>,
    cookies: Cookies,
    allowed: Vec<String>,
    cache: Option<Cache>,
    snapshot: Option<Snapshot>,
    browser: Option<PathBuf>,
    page_bytes: u64,
    picture_bytes: u64,
    pictures: Mutex<BTreeMap<Address, Once>>,
    spool: Spool,
    /// The first thing that could not be written into the snapshot.
    fault: Mutex<Option<Fault>>,
}

impl Web {
    /// The web with these options. Nothing is requested yet.
    pub fn new(args: &WebArgs, page_bytes: u64, picture_bytes: u64) -> Result<Self, Fault> {
        Ok(Web {
            client: OnceLock::new(),
            cookies: args.cookies.as_deref().map(cookies).transpose()?.unwrap_or_default(),
            allowed: args.allow_host.clone(),
            cache: if args.no_cache { None } else { Cache::of_user() },
            snapshot: args.snapshot.as_deref().map(Snapshot::open).transpose()?,
            browser: args.browser.clone(),
            page_bytes,
            picture_bytes,
            pictures: Mutex::default(),
            spool: Spool::new(TOGETHER),
            fault: Mutex::default(),
        })
    }

    /// The page at an address that a person named.
    pub fn page(&self, address: &Address) -> Result<Page, Fault> {
        self.page_of(address, Some(address))
    }

    /// The page at an address that a feed names, which a person named.
    pub fn page_of(&self, address: &Address, trusted: Option<&Address>) -> Result<Page, Fault> {
        let ask = Ask { address, page: None, trusted, accept: PAGES, limit: self.page_bytes };
        let found = match &self.browser {
            Some(browser) => self.kept(address, || browser::page(browser, address, self.page_bytes)),
            None => self.get(&ask),
        };
        found.map(Page::new).map_err(|failure| page::fault(address, &failure))
    }

    /// The feed at an address from a person or from a person's list.
    pub fn feed(&self, address: &Address) -> Result<Page, Fault> {
        let ask = Ask { address, page: None, trusted: Some(address), accept: FEEDS, limit: self.page_bytes };
        self.get(&ask).map(Page::new).map_err(|failure| page::fault(address, &failure))
    }

    /// A picture that a page names. An address is requested once a run, even if several pages and formats need it.
    pub fn picture(
        &self,
        address: &Address,
        page: Option<&Address>,
        trusted: Option<&Address>,
    ) -> Result<Vec<u8>, Failure> {
        let once = {
            let mut known = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
            known.entry(address.clone()).or_default().clone()
        };
        let found = once.get_or_init(|| {
            let ask = Ask { address, page, trusted, accept: PICTURES, limit: self.picture_bytes };
            let fetched = self.get(&ask)?;
            self.spool.put(&fetched.body).map_err(|error| match error.kind() {
                std::io::ErrorKind::QuotaExceeded => {
                    Failure::new(Kind::Large, "the pictures of this run are larger than 2 GiB together")
                }
                _ => no_room(),
            })
        });
        self.spool.get(found.clone()?).map_err(|_| no_room())
    }

    /// From the snapshot, otherwise from the cache, otherwise from the network.
    fn get(&self, ask: &Ask) -> Result<Fetched, Failure> {
        self.kept(ask.address, || {
            let client = self.client()?;
            match &self.cache {
                Some(cache) => cache.get(ask, client),
                None => client.get(ask, &ureq::http::HeaderMap::new()).map(Fetched::from),
            }
        })
    }

    /// From the snapshot; otherwise made, and kept there.
    fn kept(&self, address: &Address, make: impl FnOnce() -> Result<Fetched, Failure>) -> Result<Fetched, Failure> {
        let Some(snapshot) = &self.snapshot else { return make() };
        if let Some(found) = snapshot.find(address) {
            return found;
        }
        let found = make();
        if let Err(fault) = snapshot.keep(address, &found) {
            self.fault.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(fault);
        }
        found
    }

    /// The client, made when it is first needed.
    fn client(&self) -> Result<&Client, Failure> {
        let made = self.client.get_or_init(|| {
            let authorities = authorities()?;
            Client::new(self.cookies.clone(), &self.allowed, authorities.as_deref())
        });
        made.as_ref().map_err(Clone::clone)
    }

    /// Ends the run: writes the snapshot's list, and keeps the cache within its bounds.
    pub fn finish(&self) -> Result<(), Fault> {
        if let Some(cache) = &self.cache {
            cache.finish();
        }
        if let Some(fault) = self.fault.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Err(fault);
        }
        self.snapshot.as_ref().map_or(Ok(()), Snapshot::finish)
    }
}

fn no_room() -> Failure {
    Failure::new(Kind::Passing, "there is no room for it in the folder for temporary files")
}

/// Authorities beyond the program's own: a file of certificates, as curl and OpenSSL take it.
#[allow(clippy::disallowed_methods, reason = "cli reads the environment and files")]
fn authorities() -> Result<Option<Vec<u8>>, Failure> {
    let Some(path) = std::env::var_os("SSL_CERT_FILE").filter(|path| !path.is_empty()) else { return Ok(None) };
    let unreadable = |_| Failure::new(Kind::Certificate, "the file that SSL_CERT_FILE names cannot be read");
    std::fs::read(path).map(Some).map_err(unreadable)
}

/// The file of `--cookies`. An error names the line's number, never its words.
fn cookies(path: &Path) -> Result<Cookies, Fault> {
    let shown = display::path(path);
    let text = input::read_small(path)
        .with_context(|| format!("The cookies {shown} could not be read"))
        .advise("--cookies takes a file in Netscape's format, as browsers' extensions write it.")?;
    Cookies::parse(&text).map_err(|line| {
        Fault::new(format!("{shown}:{line}: this is no cookie in Netscape's format.")).hint(
            "A line holds seven fields between tabs: domain, TRUE or FALSE, path, TRUE or FALSE, time, name, value.",
        )
    })
}
