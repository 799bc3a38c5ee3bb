//! The text while the dialect readers rewrite it.
//!
//! A dialect reader turns a construct that `pulldown-cmark` does not know into one that it knows: a shortcode into a
//! picture, a callout into an alert. It gets a [`Page`], which knows the places of code and links, and returns
//! [`Edit`]s. The page remembers the source of every piece of the new text, so that messages name the right line.

use std::cell::OnceCell;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// The longest link after which a construct is searched for, in bytes.
const LONGEST_LINK: usize = 2000;

/// The usual reason for leaving something out.
const OF_SITE: &str = "it means nothing outside of its site";

/// One replacement.
pub(super) struct Edit {
    pub range: Range<usize>,
    pub with: String,
    /// The construct that was not understood and was left out, for the remark: "the shortcode gallery".
    pub left_out: Option<String>,
    /// The reason for the remark.
    pub because: &'static str,
}

impl Edit {
    /// Writes `with` in place of `range`.
    pub(super) fn new(range: Range<usize>, with: impl Into<String>) -> Self {
        Edit { range, with: with.into(), left_out: None, because: OF_SITE }
    }

    /// Writes `with` before the byte at `at`.
    pub(super) fn insert(at: usize, with: impl Into<String>) -> Self {
        Edit::new(at..at, with)
    }

    /// Removes `range`, which has no meaning for readers.
    pub(super) fn remove(range: Range<usize>) -> Self {
        Edit::new(range, "")
    }

    /// Removes `range` with a remark: `what` was not understood.
    pub(super) fn leave_out(range: Range<usize>, what: impl Into<String>) -> Self {
        Edit { left_out: Some(what.into()), ..Edit::remove(range) }
    }

    /// Gives the remark a reason of its own.
    pub(super) fn because(self, because: &'static str) -> Self {
        Edit { because, ..self }
    }
}

/// The source of the pieces of a rewritten text: pairs of an offset in the text and one in the source, ascending.
/// Between two pairs both offsets grow equally, up to the second pair's source offset.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin(Vec<(usize, usize)>);

impl Origin {
    /// A text that is the source from `start` on.
    pub(super) fn at(start: usize) -> Self {
        Origin(vec![(0, start)])
    }

    /// A text whose pieces are known.
    pub(super) fn of_pairs(pairs: Vec<(usize, usize)>) -> Self {
        Origin(pairs)
    }

    /// True for a text that is no part of the source.
    pub(super) fn is_unknown(&self) -> bool {
        self.0.is_empty()
    }

    /// The offset in the source of an offset in the text.
    pub(super) fn of(&self, at: usize) -> usize {
        let next = self.0.partition_point(|(text, _)| *text <= at);
        let Some((text, source)) = next.checked_sub(1).and_then(|i| self.0.get(i)) else { return at };
        let found = source + (at - text);
        self.0.get(next).map_or(found, |(_, bound)| found.min(*bound))
    }
}

/// A fenced code block.
pub(super) struct Fence {
    pub range: Range<usize>,
    /// The words after the opening fence.
    pub info: String,
}

/// The ranges of all constructs, as `pulldown-cmark` parses them.
#[derive(Default)]
struct Scan {
    /// Code blocks, code in lines and formulas, ascending and not nested.
    code: Vec<Range<usize>>,
    blocks: Vec<Range<usize>>,
    html: Vec<Range<usize>>,
    /// Links and pictures with their addresses, by their start.
    links: Vec<Range<usize>>,
    /// Addresses between the closing bracket of a link and its end.
    tails: Vec<Range<usize>>,
    spans: Vec<Range<usize>>,
    paragraphs: Vec<Range<usize>>,
    headings: Vec<Range<usize>>,
    tables: Vec<Range<usize>>,
    tops: Vec<Range<usize>>,
    fences: Vec<Fence>,
}

/// A text with its scan.
pub(super) struct Page {
    text: String,
    origin: Origin,
    options: Options,
    scan: OnceCell<Scan>,
}

impl Page {
    /// The page of `text`, which is at `start` of the source and is parsed with `options`.
    pub(super) fn new(text: &str, start: usize, options: Options) -> Self {
        Page { text: text.to_string(), origin: Origin::at(start), options, scan: OnceCell::new() }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The text and the origin of its pieces.
    pub(super) fn into_parts(self) -> (String, Origin) {
        (self.text, self.origin)
    }

    fn scan(&self) -> &Scan {
        self.scan.get_or_init(|| Scan::new(&self.text, self.options))
    }

    /// True if `at` is in code or in a formula.
    pub(super) fn in_code(&self, at: usize) -> bool {
        holder(&self.scan().code, at).is_some()
    }

    /// True if `at` is in code or in a formula that began before it.
    pub(super) fn in_code_already(&self, at: usize) -> bool {
        holder(&self.scan().code, at).is_some_and(|code| code.start < at)
    }

    /// True if `at` is in a block of code.
    pub(super) fn in_code_block(&self, at: usize) -> bool {
        holder(&self.scan().blocks, at).is_some()
    }

    /// True if `at` is in code, in a formula or in raw HTML.
    pub(super) fn is_verbatim(&self, at: usize) -> bool {
        self.in_code(at) || holder(&self.scan().html, at).is_some()
    }

    /// True if `at` is in the address of a link or picture.
    pub(super) fn in_address(&self, at: usize) -> bool {
        holder(&self.scan().tails, at).is_some()
    }

    /// True if a backslash makes the character at `at` an ordinary one.
    pub(super) fn is_escaped(&self, at: usize) -> bool {
        let before = &self.text[..at];
        (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
    }

    /// The link or picture that ends at `at`.
    pub(super) fn link_before(&self, at: usize) -> Option<Range<usize>> {
        // Of several that end here (a picture in a link) the outer one begins first.
        let links = &self.scan().links;
        let from = links.partition_point(|link| link.start < at.saturating_sub(LONGEST_LINK));
        links[from..].iter().take_while(|link| link.start < at).find(|link| link.end == at).cloned()
    }

    /// True if a link or picture begins at `at`.
    pub(super) fn is_link_start(&self, at: usize) -> bool {
        self.scan().links.binary_search_by_key(&at, |link| link.start).is_ok()
    }

    /// The end of the link or picture that begins at `at`.
    pub(super) fn link_end(&self, at: usize) -> Option<usize> {
        let links = &self.scan().links;
        links.binary_search_by_key(&at, |link| link.start).ok().map(|found| links[found].end)
    }

    /// The picture around `at`.
    pub(super) fn picture_at(&self, at: usize) -> Option<Range<usize>> {
        let links = &self.scan().links;
        let next = links.partition_point(|link| link.start <= at);
        let near = links[..next].iter().rev().take(4);
        near.filter(|link| at < link.end).find(|link| self.text[link.start..].starts_with('!')).cloned()
    }

    /// The code in a line that ends at `at`.
    pub(super) fn span_before(&self, at: usize) -> Option<Range<usize>> {
        at.checked_sub(1).and_then(|last| holder(&self.scan().spans, last)).filter(|span| span.end == at).cloned()
    }

    /// All code in lines.
    pub(super) fn code_spans(&self) -> &[Range<usize>] {
        &self.scan().spans
    }

    pub(super) fn fences(&self) -> &[Fence] {
        &self.scan().fences
    }

    pub(super) fn headings(&self) -> &[Range<usize>] {
        &self.scan().headings
    }

    /// True if `at` is in a pipe table.
    pub(super) fn in_table(&self, at: usize) -> bool {
        holder(&self.scan().tables, at).is_some()
    }

    pub(super) fn tables(&self) -> &[Range<usize>] {
        &self.scan().tables
    }

    /// A parser of the text.
    pub(super) fn parser(&self) -> Parser<'_> {
        Parser::new_ext(&self.text, self.options)
    }

    /// The text from `at` on, at most `most` bytes of it.
    pub(super) fn after(&self, at: usize, most: usize) -> &str {
        let rest = &self.text[at..];
        &rest[..rest.floor_char_boundary(most)]
    }

    /// The paragraph around `at`.
    pub(super) fn paragraph_at(&self, at: usize) -> Option<&Range<usize>> {
        holder(&self.scan().paragraphs, at)
    }

    /// All paragraphs.
    pub(super) fn paragraphs(&self) -> &[Range<usize>] {
        &self.scan().paragraphs
    }

    /// The end of the block of the first level that holds `at`.
    pub(super) fn top_end(&self, at: usize) -> usize {
        holder(&self.scan().tops, at).map_or(self.text.len(), |top| top.end)
    }

    /// True if a block of the first level begins at `at`.
    pub(super) fn is_top(&self, at: usize) -> bool {
        self.scan().tops.binary_search_by_key(&at, |top| top.start).is_ok()
    }

    /// The start of the line around `at`.
    pub(super) fn line_start(&self, at: usize) -> usize {
        memchr::memrchr(b'\n', &self.text.as_bytes()[..at]).map_or(0, |end| end + 1)
    }

    /// The end of the line around `at`, before its line end.
    pub(super) fn line_end(&self, at: usize) -> usize {
        memchr::memchr(b'\n', &self.text.as_bytes()[at..]).map_or(self.text.len(), |end| {
            let end = at + end;
            if end > at && self.text.as_bytes()[end - 1] == b'\r' { end - 1 } else { end }
        })
    }

    /// True if nothing else is on the lines of `range`, apart from marks of quotations and of an item.
    pub(super) fn is_alone(&self, range: Range<usize>) -> bool {
        let before = &self.text[self.line_start(range.start)..range.start];
        let is_mark = |word: &str| {
            let number = word.trim_end_matches(['.', ')']);
            matches!(word, ">" | "-" | "*" | "+")
                || number.len() < word.len() && number.bytes().all(|b| b.is_ascii_digit())
        };
        before.split_whitespace().all(is_mark) && self.text[range.end..self.line_end(range.end)].trim().is_empty()
    }

    /// All lines.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let mut at = 0;
        self.text.split_inclusive('\n').map(move |line| {
            let start = at;
            at += line.len();
            Line::new(start, line)
        })
    }

    /// The offsets of `needle` outside of code and not behind a backslash.
    pub(super) fn find<'p>(&'p self, needle: &'p str) -> impl Iterator<Item = usize> + 'p {
        memchr::memmem::find_iter(self.text.as_bytes(), needle).filter(|at| !self.is_escaped(*at) && !self.in_code(*at))
    }

    /// Applies `edits`. Of two that overlap, the first by start wins, and of equal starts the longer. An insertion at
    /// the start of a replaced range comes before it.
    pub(super) fn apply(&mut self, mut edits: Vec<Edit>) {
        edits.sort_by_key(|edit| (edit.range.start, !edit.range.is_empty(), usize::MAX - edit.range.end));
        let mut text = String::with_capacity(self.text.len() + 64);
        let mut origin = Vec::with_capacity(edits.len() * 2);
        let mut done = 0;
        for edit in edits {
            if edit.range.start < done {
                continue;
            }
            self.copy(done..edit.range.start, &mut text, &mut origin);
            origin.push((text.len(), self.origin.of(edit.range.start)));
            text.push_str(&edit.with);
            done = edit.range.end;
        }
        self.copy(done..self.text.len(), &mut text, &mut origin);
        origin.dedup_by_key(|(at, _)| *at);
        *self = Page { text, origin: Origin(origin), options: self.options, scan: OnceCell::new() };
    }

    fn copy(&self, range: Range<usize>, text: &mut String, origin: &mut Vec<(usize, usize)>) {
        if range.is_empty() {
            return;
        }
        // A pair at the same offset would hide this pair, which is more exact.
        origin.pop_if(|(at, _)| *at == text.len());
        origin.push((text.len(), self.origin.of(range.start)));
        let inner = &self.origin.0;
        let from = inner.partition_point(|(at, _)| *at <= range.start);
        for (at, source) in inner[from..].iter().take_while(|(at, _)| *at < range.end) {
            origin.push((text.len() + at - range.start, *source));
        }
        text.push_str(&self.text[range]);
    }
}

/// A line and its offset.
#[derive(Clone, Copy)]
pub(super) struct Line<'p> {
    pub start: usize,
    /// Without its line end.
    pub text: &'p str,
}

impl<'p> Line<'p> {
    fn new(start: usize, line: &'p str) -> Self {
        Line { start, text: line.trim_end_matches(['\n', '\r']) }
    }

    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// White space and marks of quotations before the first word.
    pub(super) fn prefix(&self) -> &'p str {
        let body = self.text.trim_start_matches([' ', '\t', '>']);
        &self.text[..self.text.len() - body.len()]
    }

    /// The text after the prefix, without white space at its end.
    pub(super) fn body(&self) -> &'p str {
        self.text[self.prefix().len()..].trim_end()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.body().is_empty()
    }

    /// The number of spaces at the start of the line.
    pub(super) fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }
}

/// The range that contains `at`; the ranges ascend and do not overlap.
fn holder(ranges: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let next = ranges.partition_point(|range| range.start <= at);
    next.checked_sub(1).and_then(|last| ranges.get(last)).filter(|range| at < range.end)
}

impl Scan {
    fn new(text: &str, options: Options) -> Self {
        let mut scan = Scan::default();
        let mut depth = 0usize;
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            match event {
                Event::Start(tag) => {
                    if depth == 0 {
                        scan.tops.push(range.clone());
                    }
                    depth += 1;
                    scan.start(&tag, range, text);
                }
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Code(_) => {
                    scan.spans.push(range.clone());
                    scan.code.push(range);
                }
                Event::InlineMath(_) | Event::DisplayMath(_) => scan.code.push(range),
                Event::InlineHtml(_) => scan.html.push(range),
                _ => {}
            }
        }
        scan
    }

    fn start(&mut self, tag: &Tag, range: Range<usize>, text: &str) {
        match tag {
            Tag::CodeBlock(kind) => {
                if let CodeBlockKind::Fenced(info) = kind {
                    self.fences.push(Fence { range: range.clone(), info: info.to_string() });
                }
                self.blocks.push(range.clone());
                self.code.push(range);
            }
            Tag::HtmlBlock => self.html.push(range),
            Tag::Link { .. } | Tag::Image { .. } => {
                if let Some(at) = text[range.clone()].rfind("](")
                    && self.tails.last().is_none_or(|last| last.end <= range.start + at)
                {
                    self.tails.push(range.start + at + 1..range.end);
                }
                self.links.push(range);
            }
            Tag::Paragraph => self.paragraphs.push(range),
            Tag::Heading { .. } => self.headings.push(range),
            Tag::Table(_) => self.tables.push(range),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Page {
        Page::new(text, 100, Options::all())
    }

    #[test]
    fn edits_keep_where_the_rest_stood() {
        let mut page = page("one two three");
        page.apply(vec![Edit::new(4..7, "2"), Edit::insert(0, ">> ")]);
        assert_eq!(page.text(), ">> one 2 three");
        assert_eq!(page.origin().of(3), 100);
        assert_eq!(page.origin().of(7), 104);
        assert_eq!(page.origin().of(9), 108);
        page.apply(vec![Edit::remove(0..3)]);
        assert_eq!(page.text(), "one 2 three");
        assert_eq!(page.origin().of(6), 108);
        assert_eq!(page.origin().of(10), 112);
    }

    #[test]
    fn of_two_edits_in_one_place_the_first_counts() {
        let mut page = page("abcdef");
        page.apply(vec![Edit::new(1..4, "x"), Edit::new(2..3, "y"), Edit::new(4..5, "z")]);
        assert_eq!(page.text(), "axzf");
    }

    #[test]
    fn code_is_seen_wherever_it_stands() {
        let page = page("a `b` $c$\n\n    d\n\n> ```\n> e\n> ```\n");
        let inside = |what: &str| page.in_code(page.text().find(what).unwrap());
        assert!(["b", "c", "d", "e"].iter().all(|what| inside(what)));
        assert!(!inside("a"));
    }
}
