//! Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed, and lists of feeds in OPML.
//!
//! A feed is a list of articles, whole or in part. [`read`] returns the same record for every format; `cli` makes
//! editions of it. As a front end it is one document: each entry a section with its own byline and link.

mod atom;
mod dates;
mod entry;
mod json;
pub mod opml;
mod rss;
mod xml;

use crate::context::Context;
use crate::diag::{Diagnostic, Error, Result, codes};
use crate::doc::walk::{self, Rewrite};
use crate::doc::{Author, Block, BlockKind, Document, Heading, Inline, Link, Meta};
use crate::front::{FrontEnd, foreign};
use crate::lang::{Date, Lang};
use crate::source::Source;

/// A feed.
#[derive(Clone, Debug, Default)]
pub struct Feed {
    /// Its title as plain words.
    pub title: String,
    /// The page that it belongs to.
    pub link: Option<String>,
    /// Its own description.
    pub description: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// Its language.
    pub language: Option<String>,
    /// The day of the last change.
    pub updated: Option<Date>,
    /// Its entries, in its own order.
    pub entries: Vec<Entry>,
}

/// An entry of a feed: an article, or the beginning of one.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its unique identifier, as the feed spells it.
    pub id: Option<String>,
    /// Its title as plain words; may be empty.
    pub title: String,
    /// The page that it is about.
    pub link: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// The day of publication.
    pub published: Option<Date>,
    /// The day of the last change.
    pub updated: Option<Date>,
    /// A few words on it, as HTML.
    pub summary: Option<String>,
    /// All of it, as HTML, if the feed has it.
    pub content: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// The base address of references in its HTML.
    pub base: Option<String>,
    /// A picture that belongs to it.
    pub picture: Option<String>,
}

/// The feed in a source; `None` if it is not a feed.
pub fn read(source: &Source) -> Option<Feed> {
    let text = source.text();
    let address = crate::front::html::is_web(source.name()).then(|| source.name());
    if text.trim_start().starts_with('{') {
        return json::read(text);
    }
    let root = xml::parse(text)?;
    let mut feed = match root.name.as_str() {
        "atom:feed" | "feed" | "atom:entry" => atom::read(&root),
        "rss" | "rdf:rdf" | "channel" | "rdf" => rss::read(&root),
        _ => return None,
    };
    if let Some(address) = address {
        feed.resolve(address);
    }
    Some(feed)
}

impl Feed {
    /// Resolves the addresses that are relative to the feed's own.
    fn resolve(&mut self, address: &str) {
        let whole = |link: &mut Option<String>| {
            if let Some(text) = link.as_mut()
                && let Some(joined) = crate::front::html::join(address, text)
            {
                *text = joined;
            }
        };
        whole(&mut self.link);
        for entry in &mut self.entries {
            whole(&mut entry.link);
            whole(&mut entry.picture);
            entry.base.get_or_insert_with(|| address.to_owned());
        }
    }
}

/// The front end.
pub struct FeedFile;

impl FrontEnd for FeedFile {
    fn name(&self) -> &'static str {
        "feed"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["rss", "atom"]
    }

    fn about(&self) -> &'static str {
        "feeds: RSS, Atom and JSON Feed, each entry a section"
    }

    fn sniff(&self, source: &Source) -> bool {
        is_feed(source)
    }

    fn is_certain(&self, source: &Source) -> bool {
        is_feed(source)
    }

    fn parse(&self, source: &Source, cx: &mut Context) -> Result<Document> {
        crate::front::say_decoding(source, cx);
        let Some(feed) = read(source) else {
            return Err(Error::unreadable(
                codes::FEED_UNREADABLE,
                "It is no feed in RSS, Atom or JSON Feed.",
                "A feed begins with <rss>, <feed>, <rdf:RDF> or JSON; leave --from feed out for any other file.",
            ));
        };
        if feed.entries.is_empty() {
            cx.say(Diagnostic::warning(codes::FEED_EMPTY, "The feed has no entries."));
        }
        let language = feed.language.as_deref().and_then(Lang::new);
        let meta = Meta {
            title: words(&feed.title),
            authors: feed.authors.iter().map(Author::new).collect(),
            published: feed.updated,
            language,
            source: feed.link.clone(),
            description: feed.description.clone(),
            ..Meta::default()
        };
        let mut blocks = Vec::new();
        for entry in &feed.entries {
            let document = entry.document(&feed, cx);
            blocks.push(
                BlockKind::Heading(Heading { level: 2, content: heading(&document.meta, entry), ..Heading::default() })
                    .into(),
            );
            blocks.extend(byline(&document.meta));
            let mut own = document.blocks;
            lower_headings(&mut own);
            blocks.append(&mut own);
        }
        Ok(Document { meta, blocks, ..Document::default() })
    }
}

/// Puts the headings of an entry below its own.
fn lower_headings(blocks: &mut Vec<Block>) {
    struct Lower;
    impl Rewrite for Lower {
        fn block(&mut self, block: &mut Block) {
            if let BlockKind::Heading(heading) = &mut block.kind {
                heading.level = heading.level.saturating_add(2).min(6);
            }
            walk::rewrite_block_children(self, block);
        }
    }
    Lower.blocks(blocks);
}

/// True if a source is a feed, by its first bytes.
pub fn is_feed(source: &Source) -> bool {
    foreign::is_feed(source.bytes())
}

fn words(text: &str) -> Vec<Inline> {
    if text.trim().is_empty() { Vec::new() } else { vec![Inline::text(text.trim())] }
}

/// An entry's title, which leads to its page.
fn heading(meta: &Meta, entry: &Entry) -> Vec<Inline> {
    let title = if meta.title.is_empty() { words(entry.link.as_deref().unwrap_or("…")) } else { meta.title.clone() };
    match &entry.link {
        Some(url) => vec![Inline::Link(Link { url: url.clone(), title: None, content: title })],
        None => title,
    }
}

/// The authors and the date of an entry.
fn byline(meta: &Meta) -> Option<Block> {
    let names = meta.authors.iter().map(|author| author.name.clone());
    let date = meta.published.map(|date| Date { time: None, ..date }.to_string());
    let line = names.chain(date).collect::<Vec<_>>().join(", ");
    (!line.is_empty()).then(|| BlockKind::Paragraph(vec![Inline::Emph(words(&line))]).into())
}
