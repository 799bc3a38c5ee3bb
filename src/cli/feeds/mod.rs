//! Feeds to editions: their new entries become the articles of a book, in sections, each story once.
//!
//! ```text
//! specs (edition file, OPML, inputs) -> feeds, read side by side -> entries that are new -> articles -> each once
//! ```
//!
//! A feed that cannot be read costs only itself. If a feed has only the beginning of an entry, the entry's page is
//! fetched.

pub mod chosen;
mod sameness;
pub mod spec;
mod state;

use std::collections::BTreeSet;
use std::sync::Arc;

use offprint::context::Context;
use offprint::diag::{self, Diagnostic, Diagnostics, codes};
use offprint::doc::{Document, Part};
use offprint::front::FrontEnd;
use offprint::front::feed::{self, Entry, Feed};
use offprint::source::Source;

use super::batch;
use super::clock;
use super::display;
use super::fault::Fault;
use super::guard::guarded;
use super::input::Input;
use super::open;
use super::outline::{Article, Outline};
use super::settings::Settings;
use chosen::Chosen;
use spec::{Full, Spec};
pub use state::State;

/// Feeds and pages that are read at the same time, because most of that time is waiting for servers.
pub const AT_ONCE: usize = 8;

/// The result of reading the feeds of an edition.
#[derive(Default)]
pub struct News {
    /// Feeds that were asked.
    pub feeds: usize,
    /// Feeds that could not be read.
    pub dead: Vec<Fault>,
    /// Entries in the others, old ones too.
    pub entries: usize,
    /// Keys of the entries that were taken.
    pub keys: BTreeSet<String>,
}

/// Reads the feeds of an outline, and puts their new entries into its sections.
///
/// # Errors
/// If the system lets the program start no thread.
pub fn gather(outline: &mut Outline, state: &State, settings: &Settings) -> Result<News, Fault> {
    let specs = std::mem::take(&mut outline.feeds);
    let mut news = News { feeds: specs.len(), ..News::default() };
    if specs.is_empty() {
        return Ok(news);
    }
    let mut read = Vec::with_capacity(specs.len());
    batch::in_order(
        specs.iter(),
        AT_ONCE.min(specs.len()),
        0,
        |spec| open_feed(spec, settings),
        |_| (),
        |result| {
            read.push(result);
            true
        },
    )?;
    for (spec, result) in specs.iter().zip(read) {
        match result {
            Ok(feed) => {
                news.entries += feed.entries.len();
                add(outline, spec, feed, state, settings, &mut news);
            }
            Err(fault) => news.dead.push(fault),
        }
    }
    Ok(news)
}

/// The feed of a spec.
fn open_feed(spec: &Spec, settings: &Settings) -> Result<Feed, Fault> {
    let source = match &spec.input {
        Input::Address(address) => open::feed(address, settings)?,
        input => input.source(settings.input_bytes)?,
    };
    let read = guarded(&spec.input.shown(), || Ok(feed::read(&source)))?;
    read.ok_or_else(|| {
        let fault = Fault::new(format!("{} is no feed in RSS, Atom or JSON Feed.", spec.input.shown()));
        fault.hint("A page often names its feed at its foot, or in its source as application/rss+xml.")
    })
}

/// Adds the new entries of a feed to the section that is theirs.
fn add(outline: &mut Outline, spec: &Spec, feed: Feed, state: &State, settings: &Settings, news: &mut News) {
    let title = spec.section.clone().or_else(|| spec.title.clone()).unwrap_or_else(|| feed.title.clone());
    let feed = Arc::new(feed);
    let oldest = spec.oldest.map(|seconds| now(settings) - seconds);
    let named = matches!(&spec.input, Input::Address(_)).then(|| spec.input.shown());
    let mut articles = Vec::new();
    for (at, entry) in feed.entries.iter().enumerate() {
        let key = sameness::key(entry);
        let dated = entry.published.or(entry.updated);
        let old = oldest.zip(dated).is_some_and(|(oldest, date)| date.epoch() < oldest);
        if old || state.has(&key) || news.keys.contains(&key) {
            continue;
        }
        if spec.most.is_some_and(|most| articles.len() >= most) {
            break;
        }
        news.keys.insert(key);
        let online = spec.online || settings.fetch;
        let chosen = Chosen { feed: feed.clone(), at, named: named.clone(), full: spec.full, online };
        let input = entry.link.clone().map_or_else(|| spec.input.clone(), Input::Address);
        articles.push(Article { entry: Some(Arc::new(chosen)), ..Article::from(input) });
    }
    if articles.is_empty() {
        return;
    }
    match outline.sections.iter_mut().find(|(known, _)| *known == title) {
        Some((_, list)) => list.append(&mut articles),
        None => outline.sections.push((title, articles)),
    }
}

/// The time from which ages count: `SOURCE_DATE_EPOCH`, otherwise the clock's.
fn now(settings: &Settings) -> i64 {
    settings.epoch.unwrap_or_else(clock::seconds)
}

/// An entry as a tree: from its page if the feed has only its beginning, otherwise from the feed.
pub fn article(chosen: &Chosen, settings: &Settings) -> Result<(Document, open::Shelf, Diagnostics, Source), Fault> {
    let Some(entry) = chosen.entry() else { return Err(Fault::new("The feed lost an entry.")) };
    let wants_page = match chosen.full {
        Full::Feed => false,
        Full::Page => true,
        Full::Auto => !entry.is_whole(),
    };
    let mut lost = None;
    if let (true, Some(link)) = (wants_page && chosen.online, &entry.link) {
        match page(chosen, entry, link, settings) {
            Ok(made) => return Ok(made),
            Err(fault) => lost = Some(fault),
        }
    }
    let pictures = open::pictures_of_entry(entry, chosen.named.as_deref(), chosen.online, settings);
    let mut cx = open::context(&*pictures, settings);
    let source = Source::from_text(entry.link.as_deref().unwrap_or("feed"), "");
    let document = guarded(&title(entry), || offprint::read(&source, &OfEntry(&chosen.feed, entry), &mut cx))?;
    if wants_page {
        let why = match (&lost, chosen.online) {
            (Some(fault), _) => fault.message(),
            (None, false) => "Nothing was fetched; --fetch fetches its page.".into(),
            (None, true) => "It names no page.".into(),
        };
        let message = format!("The feed has only the beginning of “{}”. {why}", display::text(&title(entry)));
        cx.say(Diagnostic::warning(codes::ENTRY_PART, message));
    }
    let said = cx.diags;
    Ok((document, pictures, said, source))
}

/// The page of an entry, with the feed's metadata.
fn page(
    chosen: &Chosen,
    entry: &Entry,
    link: &str,
    settings: &Settings,
) -> Result<(Document, open::Shelf, Diagnostics, Source), Fault> {
    let opened = open::page_of_entry(link, chosen.named.as_deref(), settings)?;
    let mut cx = opened.context(&*opened.pictures, settings);
    let meta = entry.meta(&chosen.feed);
    let stated = &mut cx.reading.stated;
    stated.title = stated.title.take().or_else(|| Some(entry.title.clone()).filter(|title| !title.is_empty()));
    if stated.authors.is_empty() {
        stated.authors.clone_from(&entry.authors);
    }
    stated.date = stated.date.take().or_else(|| meta.published.map(|date| date.to_string()));
    let mut document = guarded(link, || offprint::read(&opened.source, opened.front, &mut cx))?;
    if let Some(refusal) = opened.refusal(&document, &mut cx.diags) {
        return Err(refusal);
    }
    document.meta.site = document.meta.site.or(meta.site);
    let said = cx.diags;
    Ok((document, opened.pictures, said, opened.source))
}

/// An entry's title, to speak of it.
fn title(entry: &Entry) -> String {
    if entry.title.is_empty() { entry.link.clone().unwrap_or_else(|| "an entry".into()) } else { entry.title.clone() }
}

/// Takes an entry through the passes of every article.
struct OfEntry<'a>(&'a Feed, &'a Entry);

impl FrontEnd for OfEntry<'_> {
    fn name(&self) -> &'static str {
        "feed"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn about(&self) -> &'static str {
        "an entry of a feed"
    }

    fn sniff(&self, _: &Source) -> bool {
        false
    }

    fn parse(&self, _: &Source, cx: &mut Context) -> diag::Result<Document> {
        Ok(self.1.document(self.0, cx))
    }
}

/// Leaves out an article that is in two feeds under different keys; the first one stays. A remark names each article
/// left out.
pub fn each_once(parts: &mut Vec<Part>) -> Diagnostics {
    let mut said = Diagnostics::default();
    let mut known = sameness::Known::default();
    for part in parts.iter_mut() {
        part.articles.retain(|article| {
            let new = known.is_new(article);
            if !new {
                let title = offprint::math::title_text(&article.meta.title);
                let message = format!("“{}” stands in two feeds and once in the edition.", display::text(title.trim()));
                said.push(Diagnostic::remark(codes::ARTICLE_TWICE, message));
            }
            new
        });
    }
    parts.retain(|part| !part.articles.is_empty());
    said
}
