//! Markdown: CommonMark 0.31 with GitHub's extensions and some of pandoc's, or one of the two to the letter.
//!
//! `pulldown-cmark` finds the structure and gives it as events; here the events become the tree.
//!
//! - [`flavour`] says which of the extensions are read;
//! - [`matter`] takes the front matter off the top;
//! - [`build`] turns events into blocks and inlines; [`tags`] are the HTML tags inside paragraphs, [`bare`] finds
//!   links that are written without brackets;
//! - [`raw`] gives blocks of HTML to the HTML front end and puts the Markdown between them back in its place;
//! - [`shape`] sees what the marks mean together: a picture alone is a figure, the last line of a quotation may name
//!   its author;
//! - [`notes`] brings footnotes to where they are called.

mod bare;
mod build;
mod flavour;
mod matter;
mod notes;
mod raw;
mod shape;
mod tags;

use crate::context::Context;
use crate::doc::{BlockKind, Document, Inline, Lang};
use crate::front::FrontEnd;
use crate::source::Source;
use flavour::Flavour;

/// Markdown of one flavour.
pub struct Markdown(&'static Flavour);

/// Markdown as writers of articles use it.
pub const MARKDOWN: Markdown = Markdown(&flavour::FRIENDLY);
/// GitHub Flavored Markdown to the letter.
pub const GFM: Markdown = Markdown(&flavour::GFM);
/// CommonMark to the letter.
pub const COMMONMARK: Markdown = Markdown(&flavour::COMMONMARK);

impl FrontEnd for Markdown {
    fn name(&self) -> &'static str {
        self.0.name
    }
    fn extensions(&self) -> &'static [&'static str] {
        self.0.extensions
    }
    fn about(&self) -> &'static str {
        self.0.about
    }

    /// Front matter, or two different marks of Markdown at the starts of lines.
    fn sniff(&self, source: &Source) -> bool {
        if !self.0.sniffed {
            return false;
        }
        let text = source.text();
        let mut kinds = [false; 5];
        for line in text.lines().take(400) {
            let marks = line.trim_start_matches('#').len();
            kinds[0] |= line.starts_with('#')
                && (1..=6).contains(&(line.len() - marks))
                && line[line.len() - marks..].starts_with(' ');
            kinds[1] |= line.contains("](") && line.contains('[');
            kinds[2] |= line.starts_with("```") || line.starts_with("~~~");
            kinds[3] |= line.split("**").count() > 2;
            kinds[4] |= line.starts_with('|') && line.contains("---");
        }
        matter::split(text).0.is_some() || kinds.iter().filter(|k| **k).count() >= 2
    }

    /// A heading on the first line, `# Why lighthouses turn`, and one below it or a link further on. One line that begins
    /// with `#` is a comment in many languages.
    fn is_certain(&self, source: &Source) -> bool {
        if !self.0.sniffed {
            return false;
        }
        let mut lines = source.text().lines().map(str::trim_end).skip_while(|line| line.is_empty()).take(400);
        let title = lines.next().and_then(|line| line.strip_prefix("# "));
        let apart = lines.next().is_none_or(str::is_empty);
        let linked = |line: &str| line.contains("](http") && line.contains('[');
        title.is_some() && apart && lines.any(|line| line.starts_with("## ") || linked(line))
    }

    fn parse(&self, source: &Source, cx: &mut Context) -> Document {
        crate::front::say_decoding(source, cx);
        let text = source.text();
        let (yaml, start) = if self.0.matter { matter::split(text) } else { (None, 0) };
        let mut document = Document::default();
        if let Some(yaml) = yaml {
            document.meta = matter::matter(text, yaml, cx);
        }
        document.blocks = build::build(text, start, self.0, cx);
        if document.meta.title.is_empty() {
            take_title(&mut document);
        }
        if let Some(language) = cx.reading.language.as_deref().and_then(Lang::new) {
            document.meta.language = Some(language);
        }
        document
    }
}

/// The one heading of the first level is the article's title where it opens the article, and an article follows.
fn take_title(document: &mut Document) {
    let level = |kind: &BlockKind| matches!(kind, BlockKind::Heading(heading) if heading.level == 1);
    let text = document.blocks.iter().any(|block| !matches!(block.kind, BlockKind::Heading(_)));
    let only = text && document.blocks.iter().filter(|block| level(&block.kind)).count() == 1;
    let Some(first) = document.blocks.first().filter(|first| only && level(&first.kind)) else { return };
    if let BlockKind::Heading(heading) = &first.kind
        && heading.id.is_none()
        && !heading.content.is_empty()
        && !heading.content.iter().any(|inline| matches!(inline, Inline::Link(_)))
    {
        document.meta.title = heading.content.clone();
        document.blocks.remove(0);
    }
}

/// A line of Markdown as inlines: titles in front matter.
pub(crate) fn inlines(text: &str, cx: &mut Context) -> Vec<Inline> {
    let mut blocks = build::build(text, 0, &flavour::FRIENDLY, cx);
    match (blocks.pop().map(|b| b.kind), blocks.is_empty()) {
        (Some(BlockKind::Paragraph(content)), true) => content,
        _ => vec![Inline::text(text)],
    }
}
