//! Markdown: CommonMark 0.31 with GitHub's extensions and the constructs of other dialects, or a specification to the
//! letter.
//!
//! `pulldown-cmark` finds the structure and returns it as events; here the events become the tree.
//!
//! - [`flavour`] decides the extensions that are read;
//! - [`matter`] takes the front matter off the top;
//! - [`dialects`] rewrites on a [`page`] the constructs of other dialects for the parser;
//! - [`build`] turns events into blocks and inlines; [`tags`] are the HTML tags inside paragraphs, [`bare`] finds
//!   links that are written without brackets;
//! - [`raw`] passes blocks of HTML to the HTML front end and puts the Markdown between them back in its place;
//!   [`components`] removes the elements that are not HTML;
//! - [`shape`] finds the meaning of marks in combination: a picture alone is a figure, the last line of a quotation may
//!   name its author;
//! - [`notes`] moves footnotes to their calls.

mod bare;
mod build;
mod builder;
mod comments;
mod components;
mod dialects;
mod flavour;
mod matter;
mod notes;
mod page;
mod raw;
mod shape;
mod tags;

use crate::context::Context;
use crate::diag::Result;
use crate::doc::count::letters;
use crate::doc::{Block, BlockKind, Document, Heading, Inline, Meta, plain_text, targets};
use crate::front::{FrontEnd, shortcodes, unread};
use crate::source::Source;
use flavour::Flavour;
pub(crate) use flavour::{
    COMMONMARK, DOCUSAURUS, FRIENDLY, GFM, HUGO, JEKYLL, MDBOOK, MDN, MKDOCS, MYST, OBSIDIAN, PANDOC, QUARTO, ZOLA,
};
use page::{Origin, Page};

/// The lines below a title on the first line, `# Why lighthouses turn`, with an empty line after it; `None` without
/// one.
fn below_title(text: &str) -> Option<impl Iterator<Item = &str>> {
    let mut lines = text.lines().map(str::trim_end).skip_while(|line| line.is_empty()).take(400);
    let title = lines.next().and_then(|line| line.strip_prefix("# "));
    let apart = lines.next().is_none_or(str::is_empty);
    (title.is_some() && apart).then_some(lines)
}

/// True for a title and a sentence, as people paste them. Under a comment of code there is code, which ends no
/// sentence; a sentence of one word or two begins with a capital.
fn is_headed_prose(text: &str) -> bool {
    let ends = |line: &str| line.ends_with(['.', '!', '?', '…', '。', '”']);
    let has_words = |line: &str| line.split(' ').nth(2).is_some();
    let is_short = |line: &str| {
        let plain = |c: char| c.is_alphabetic() || " ,’'“”.!?…。".contains(c);
        !line.starts_with(char::is_lowercase) && line.chars().all(plain)
    };
    below_title(text).is_some_and(|lines| {
        let mut paragraph = lines.skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty());
        paragraph.next().is_some_and(|first| {
            let last = paragraph.last().unwrap_or(first);
            first.starts_with(|c: char| c.is_alphabetic() || c == '“')
                && ends(last)
                && (has_words(last) || is_short(last))
        })
    })
}

impl FrontEnd for Flavour {
    fn name(&self) -> &'static str {
        self.name
    }
    fn extensions(&self) -> &'static [&'static str] {
        self.extensions
    }
    fn about(&self) -> &'static str {
        self.about
    }

    /// Front matter, or two different marks of Markdown at the starts of lines.
    fn sniff(&self, source: &Source) -> bool {
        if !self.sniffed {
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
        matter::find(text).is_some() || kinds.iter().filter(|k| **k).count() >= 2 || is_headed_prose(text)
    }

    /// True for a heading on the first line, `# Why lighthouses turn`, with another heading or a link further on, and
    /// for posts of WordPress and of forums, with codes in square brackets. A single line that begins with `#` is a
    /// comment in many languages.
    fn is_certain(&self, source: &Source) -> bool {
        if !self.sniffed {
            return false;
        }
        let linked = |line: &str| line.contains("](http") && line.contains('[');
        below_title(source.text()).is_some_and(|mut lines| lines.any(|line| line.starts_with("## ") || linked(line)))
            || shortcodes::is_post(source.text())
    }

    fn parse(&self, source: &Source, cx: &mut Context) -> Result<Document> {
        crate::front::say_decoding(source, cx);
        unread::say(source, cx);
        let text = source.text();
        let matter = self.matter.then(|| matter::find(text)).flatten();
        let start = matter.as_ref().map_or(0, |matter| matter.end);
        let (meta, keys) = matter.map_or_else(Default::default, |matter| matter::read(text, &matter, cx));
        let mut page = Page::new(&text[start..], start, self.options());
        dialects::read(&mut page, self, &dialects::of_keys(&keys), cx);
        let (body, origin) = page.into_parts();
        let mut document = Document { meta, ..Document::default() };
        document.blocks = build::build(&body, &origin, self, cx);
        if document.meta.title.is_empty() {
            // By the letter of a specification only a first-level heading can be the article's title.
            take_title(&mut document, if self.dialects { 6 } else { 1 });
            let is_headed = || matches!(document.blocks.first().map(|b| &b.kind), Some(BlockKind::Heading(_)));
            if self.dialects && document.meta.title.is_empty() && is_headed() {
                document.meta.title = title_of_name(source.name()).map(Inline::text).into_iter().collect();
            }
        } else {
            drop_title(&mut document);
        }
        Ok(document)
    }
}

/// The document of a text that another front end rewrote as Markdown. `origin`: pairs of an offset in the text and one
/// in the source, ascending.
pub(crate) fn rewritten(text: &str, origin: Vec<(usize, usize)>, meta: Meta, cx: &mut Context) -> Document {
    let mut document = Document { meta, ..Document::default() };
    document.blocks = build::build(text, &Origin::of_pairs(origin), &flavour::REWRITTEN, cx);
    if document.meta.title.is_empty() {
        take_title(&mut document, 1);
    } else {
        drop_title(&mut document);
    }
    document
}

/// The document of the cells of a notebook in a file of that name.
pub(crate) fn of_cells(name: &str, text: &str, cx: &mut Context) -> Result<Document> {
    FRIENDLY.parse(&Source::from_text(name, text), cx)
}

/// The alert of GitHub's that is nearest to the name of an aside.
pub(crate) fn alert(name: &str) -> Option<&'static str> {
    dialects::alert(name)
}

/// A heading that opens the article is its title if it is the only one of its level, none is above it, and text
/// follows. A first-level heading may come after a logo, badges, and a list of links to the article's own sections.
fn take_title(document: &mut Document, deepest: u8) {
    let heading = |block: &Block| match &block.kind {
        BlockKind::Heading(heading) => Some((heading.level, key(&heading.content))),
        _ => None,
    };
    let at = document.blocks.iter().take(MOST_BEFORE_TITLE).take_while(|block| may_precede_title(block)).count();
    let Some((first, words)) = document.blocks.get(at).and_then(heading) else { return };
    let text = document.blocks.iter().skip(at).any(|block| heading(block).is_none());
    let mut others = document.blocks.iter().skip(at + 1).filter_map(heading);
    if !text
        || first > if at > 0 { 1 } else { deepest }
        || others.any(|(level, other)| level <= first && other != words)
    {
        return;
    }
    set_badges_below(&mut document.blocks, at);
    if let Some(heading) = plain_heading(document, at) {
        document.meta.title = heading.content.clone();
        remove_title(document, at);
    }
}

/// The title for a text of sections without one, from the name of its file: `install-guide.md`. Names of one word name
/// the kind of file (`README`), and numbers are dates or places in a series.
fn title_of_name(name: &str) -> Option<String> {
    let file = name.rsplit(['/', '\\']).next()?;
    let (stem, _) = file.rsplit_once('.')?;
    let words = stem.split(['-', '_', ' ', '+']).skip_while(|word| !word.starts_with(char::is_alphabetic));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let is_word = |word: &str| word.chars().all(char::is_alphanumeric);
    let long = words.iter().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 3).count();
    if long < 2 || !words.iter().all(|word| is_word(word)) {
        return None;
    }
    let line = words.join(" ");
    let first = line.chars().next()?;
    Some(first.to_uppercase().chain(line.chars().skip(1)).collect())
}

/// Most blocks above a title.
const MOST_BEFORE_TITLE: usize = 4;

/// Makes a paragraph of the linked pictures after the words of a heading, as projects show their badges.
fn set_badges_below(blocks: &mut Vec<Block>, at: usize) {
    let Some(Block { kind: BlockKind::Heading(heading), span }) = blocks.get_mut(at) else { return };
    let words = heading.content.iter().rposition(|inline| !is_sign(inline)).map_or(0, |last| last + 1);
    let has_badge = heading.content.iter().skip(words).any(|inline| matches!(inline, Inline::Link(_)));
    if words == 0 || !has_badge {
        return;
    }
    let is_blank = |inline: &Inline| matches!(inline, Inline::Text(_) | Inline::LineBreak);
    let badges = heading.content.split_off(words).into_iter().skip_while(is_blank).collect();
    if let Some(Inline::Text(last)) = heading.content.last_mut() {
        last.truncate(last.trim_end().len());
    }
    let below = BlockKind::Paragraph(badges).at(*span);
    blocks.insert(at + 1, below);
}

/// True if an inline has no words: pictures, links that are pictures, and white space.
fn is_sign(inline: &Inline) -> bool {
    let pictured = |content: &[Inline]| content.iter().all(|inline| matches!(inline, Inline::Image(_)));
    match inline {
        Inline::Link(link) => !link.content.is_empty() && pictured(&link.content),
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Image(_) | Inline::LineBreak | Inline::Anchor(_) => true,
        _ => false,
    }
}

/// True if a block holds no text: pictures, links that are pictures, and lists of links to sections.
fn may_precede_title(block: &Block) -> bool {
    let leads_inside = |inline: &Inline| matches!(inline, Inline::Link(link) if link.url.starts_with('#'));
    match &block.kind {
        BlockKind::Figure(figure) => figure.caption.is_empty(),
        BlockKind::Paragraph(content) => content.iter().all(is_sign),
        BlockKind::List(list) => list.items.iter().flat_map(|item| &item.blocks).all(|block| match &block.kind {
            BlockKind::Paragraph(content) => content.iter().all(leads_inside),
            BlockKind::List(_) => may_precede_title(block),
            _ => false,
        }),
        _ => false,
    }
}

/// Titles differ in their punctuation.
fn key(inlines: &[Inline]) -> String {
    letters(&plain_text(inlines))
}

/// A first heading that repeats the title is removed.
fn drop_title(document: &mut Document) {
    let title = key(&document.meta.title);
    let again = plain_heading(document, 0).is_some_and(|heading| heading.level == 1 && key(&heading.content) == title);
    if again && !title.is_empty() {
        remove_title(document, 0);
    }
}

/// Removes the heading that is the title; links to its id then lead to the title.
fn remove_title(document: &mut Document, at: usize) {
    if let BlockKind::Heading(heading) = document.blocks.remove(at).kind {
        let ids = heading.id.into_iter().collect();
        targets::lead_to_title(&mut document.blocks, &document.meta.title, &ids);
    }
}

/// A block that is a heading with words and without links.
fn plain_heading(document: &Document, at: usize) -> Option<&Heading> {
    let BlockKind::Heading(heading) = &document.blocks.get(at)?.kind else { return None };
    let link = |inline: &Inline| matches!(inline, Inline::Link(_));
    (!heading.content.is_empty() && !heading.content.iter().any(link)).then_some(heading)
}

/// A line of Markdown as inlines: titles in front matter. It is read behind a word, because it is no block: "1. May" is
/// no item of a list.
pub(crate) fn inlines(text: &str, cx: &mut Context) -> Vec<Inline> {
    const BEFORE: &str = "x ";
    let mut blocks = build::build(&format!("{BEFORE}{text}"), &Origin::default(), &flavour::FRIENDLY, cx);
    let mut content = match (blocks.pop().map(|b| b.kind), blocks.is_empty()) {
        (Some(BlockKind::Paragraph(content)), true) => content,
        _ => return vec![Inline::text(text)],
    };
    match content.first_mut() {
        Some(Inline::Text(first)) if first.starts_with(BEFORE) => drop(first.drain(..BEFORE.len())),
        _ => return vec![Inline::text(text)],
    }
    content.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    content
}
