//! Attributes in braces: `{#id .class key="value"}`, pandoc's and, with a colon first, kramdown's and Python-Markdown's.
//!
//! They follow a link, a picture, code, a span in brackets, or are alone on a line below a block. A width in pixels, a
//! language and the classes that the tree has a mark for are read; the rest has no meaning on a page and is left out.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::{asides, critic};
use crate::front::markdown::page::{Edit, Page};

/// The bracket that opens a span is searched for this many bytes back.
const LONGEST_SPAN: usize = 2000;
/// The longest list of attributes, in bytes.
const LONGEST: usize = 400;

/// A list of attributes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    pub id: Option<String>,
    pub classes: Vec<String>,
    pub pairs: Vec<(String, String)>,
}

impl Attributes {
    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|(k, _)| k == key).map(|(_, value)| value.as_str())
    }
}

/// Parses the text between the braces; `None` if one word of it is not an attribute.
pub(super) fn parse(inside: &str) -> Option<Attributes> {
    let mut out = Attributes::default();
    let mut rest = inside.trim();
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let name = |c: char| !(c.is_alphanumeric() || "-_:.".contains(c));
        if let Some(after) = rest.strip_prefix(['#', '.']) {
            let end = after.find(|c: char| !(c.is_alphanumeric() || "-_:".contains(c))).unwrap_or(after.len());
            if end == 0 {
                return None;
            }
            match rest.starts_with('#') {
                true => out.id = Some(after[..end].to_string()),
                false => out.classes.push(after[..end].to_string()),
            }
            rest = &after[end..];
        } else {
            let end = rest.find(name).filter(|end| *end > 0)?;
            let key = rest[..end].to_string();
            let (value, after) = value(rest[end..].strip_prefix('=')?)?;
            out.pairs.push((key, value));
            rest = after;
        }
        let next = rest.trim_start_matches([' ', '\t', ',', '\n']);
        if next.len() == rest.len() && !rest.is_empty() && !rest.starts_with(['.', '#']) {
            return None;
        }
        rest = next;
    }
    Some(out)
}

/// A value with or without quotation marks, and the rest.
fn value(text: &str) -> Option<(String, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote {
        let (inside, rest) = text[1..].split_once(quote)?;
        return Some((inside.to_string(), rest));
    }
    let end = text.find(|c: char| c.is_whitespace() || c == ',' || c == '}').unwrap_or(text.len());
    (end > 0).then(|| (text[..end].to_string(), &text[end..]))
}

/// The attributes that open at `at`, and their end.
fn list(page: &Page, at: usize) -> Option<(Attributes, bool, Range<usize>)> {
    let text = &page.text()[at..];
    let body = text.strip_prefix('{')?;
    let end = body.as_bytes().iter().take(LONGEST).position(|b| *b == b'}')?;
    let inside = &body[..end];
    let (inside, colon) = match inside.strip_prefix(':') {
        Some(rest) => (rest, true),
        None => (inside, false),
    };
    let attributes = parse(inside).or_else(|| word(inside).filter(|_| colon))?;
    Some((attributes, colon, at..at + end + 2))
}

/// A single word names a list that kramdown defines elsewhere, such as `toc`.
fn word(inside: &str) -> Option<Attributes> {
    let name = inside.trim();
    let simple = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_ ".contains(c));
    simple.then(|| Attributes { classes: name.split(' ').map(String::from).collect(), ..Attributes::default() })
}

/// Reads all lists of attributes behind an element.
pub(super) fn read(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for at in page.find("{") {
        if page.is_verbatim(at) {
            continue;
        }
        let Some((attributes, colon, range)) = list(page, at) else { continue };
        let before = &page.text()[..at];
        if let Some(link) = page.link_before(at) {
            behind_link(page, link, &attributes, range, &mut edits);
        } else if page.span_before(at).is_some() {
            edits.push(Edit::leave_out(range, "attributes of code"));
        } else if before.ends_with(']') {
            span(page, at - 1, &attributes, range, &mut edits);
        } else if colon && (page.line_start(at) + line_prefix(page, at) == at || before.ends_with(['*', '_', '>'])) {
            below_block(page, &attributes, range, &mut edits);
        } else if colon && before.ends_with(' ') && line(page, at).trim_start().starts_with('#') {
            let id = attributes.id.map(|id| format!("{{#{id}}}")).unwrap_or_default();
            edits.push(Edit::new(range, id));
        } else if is_of_line(page, at, &range, colon) && attributes.pairs.is_empty() {
            edits.push(Edit::leave_out(
                from_space(page, at)..range.end,
                format!("the attributes {}", &page.text()[range]),
            ));
        }
    }
    edits
}

/// True for a list with a colon at the end of a line, `words {: .lead}`, and for one alone above the lines of its
/// paragraph, `{.lead}`.
fn is_of_line(page: &Page, at: usize, range: &Range<usize>, colon: bool) -> bool {
    let inside = page.text()[range.clone()].trim_start_matches(['{', ':', ' ']);
    let begins = page.line_start(at) + line_prefix(page, at) == at;
    let (start, end) = (page.line_start(at), page.line_end(range.end));
    let ends = page.text()[range.end..end].trim().is_empty();
    let is_heading = line(page, at).trim_start().starts_with('#');
    let names = inside.strip_prefix(['.', '#']).is_some_and(|name| name.starts_with(char::is_alphabetic));
    let is_blank = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
    let opens = || is_blank(page.text()[..start].lines().next_back()) && !is_blank(page.text()[end..].lines().nth(1));
    ends && !is_heading && names && if colon { page.text()[..at].ends_with(' ') } else { begins && opens() }
}

/// The start of the spaces before `at`.
fn from_space(page: &Page, at: usize) -> usize {
    let begins = page.line_start(at) + line_prefix(page, at) == at;
    if begins { at } else { page.text()[..at].trim_end_matches(' ').len() }
}

fn line(page: &Page, at: usize) -> &str {
    &page.text()[page.line_start(at)..page.line_end(at)]
}

/// The length in bytes of the white space and quotation marks at the start of the line around `at`.
fn line_prefix(page: &Page, at: usize) -> usize {
    let line = line(page, at);
    line.len() - line.trim_start_matches([' ', '\t', '>']).len()
}

/// A picture with a width in pixels becomes an element that can carry it.
fn behind_link(page: &Page, link: Range<usize>, attributes: &Attributes, range: Range<usize>, edits: &mut Vec<Edit>) {
    let source = &page.text()[link.clone()];
    let pixels = |key| attributes.get(key).and_then(pixels);
    let (width, height) = (pixels("width"), pixels("height"));
    // A caption below it keeps the picture in Markdown's own form, because no Markdown is read next to an element.
    let below = &page.text()[page.line_end(range.end)..];
    let captioned = below.trim_start_matches(['\r', '\n', ' ']).starts_with(['*', '_']) && !below.starts_with("\n\n");
    if source.starts_with('!')
        && !captioned
        && (width.is_some() || height.is_some())
        && let Some(element) = sized(source, width, height)
    {
        edits.push(Edit::new(link.start..range.end, element));
        return;
    }
    edits.push(Edit::leave_out(range.clone(), format!("the attributes {}", &page.text()[range])));
}

/// A length in pixels.
pub(super) fn pixels(value: &str) -> Option<u32> {
    value.trim().trim_end_matches("px").trim().parse().ok().filter(|n| (1..10_000).contains(n))
}

/// The picture of Markdown in `source` as an element with a size.
pub(super) fn sized(source: &str, width: Option<u32>, height: Option<u32>) -> Option<String> {
    let (mut address, mut title, mut alt) = (None, String::new(), String::new());
    for event in Parser::new_ext(source, Options::empty()) {
        match event {
            Event::Start(Tag::Image { dest_url, title: words, .. }) => {
                address = Some(dest_url.to_string());
                title = words.to_string();
            }
            Event::Text(words) | Event::Code(words) => alt.push_str(&words),
            _ => {}
        }
    }
    Some(element(&address?, &alt, &title, width, height))
}

/// A picture as an element. The comment behind it keeps the line from being a block of HTML, in which no Markdown is
/// read.
pub(super) fn element(address: &str, alt: &str, title: &str, width: Option<u32>, height: Option<u32>) -> String {
    let mut out = format!("<img src=\"{}\"", quoted(address));
    if !alt.is_empty() {
        out.push_str(&format!(" alt=\"{}\"", quoted(alt)));
    }
    if !title.is_empty() {
        out.push_str(&format!(" title=\"{}\"", quoted(title)));
    }
    for (key, value) in [("width", width), ("height", height)] {
        if let Some(value) = value {
            out.push_str(&format!(" {key}=\"{value}\""));
        }
    }
    out + "><!-- -->"
}

/// Text inside the quotation marks of an attribute.
fn quoted(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', " ")
}

/// `[words]{.class}`: the closing bracket is at `close`.
fn span(page: &Page, close: usize, attributes: &Attributes, range: Range<usize>, edits: &mut Vec<Edit>) {
    let Some(open) = opening_bracket(page, close) else { return };
    // The call of a note has no look of its own.
    if page.text()[open..].starts_with("[^") {
        return edits.push(Edit::remove(range));
    }
    if let Some((what, because)) = critic::of_span(&attributes.classes) {
        let words = &page.text()[open + 1..close];
        return edits.push(Edit::leave_out(open..range.end, format!("{what} “{words}”")).because(because));
    }
    let (before, after) = tags(attributes);
    edits.push(Edit::new(open..open + 1, before));
    edits.push(Edit::new(close..range.end, after));
}

/// The bracket that the bracket at `close` closes.
pub(super) fn opening_bracket(page: &Page, close: usize) -> Option<usize> {
    let least = page.paragraph_at(close).map_or(page.line_start(close), |p| p.start);
    let least = least.max(close.saturating_sub(LONGEST_SPAN));
    let mut depth = 0;
    for at in (least..close).rev() {
        match page.text().as_bytes()[at] {
            b']' if !page.is_escaped(at) && !page.in_code(at) => depth += 1,
            b'[' if !page.is_escaped(at) && !page.in_code(at) => {
                if depth == 0 {
                    return Some(at);
                }
                depth -= 1;
            }
            _ => {}
        }
    }
    None
}

/// The tags equivalent to the attributes of a span.
fn tags(attributes: &Attributes) -> (String, &'static str) {
    let class = |names: &[&str]| attributes.classes.iter().any(|c| names.contains(&c.to_ascii_lowercase().as_str()));
    if class(&["smallcaps", "small-caps", "sc"]) {
        return ("<span class=\"small-caps\">".into(), "</span>");
    }
    if class(&["underline", "ul"]) {
        return ("<u>".into(), "</u>");
    }
    if class(&["mark", "hl", "highlight"]) {
        return ("<mark>".into(), "</mark>");
    }
    match attributes.get("lang") {
        Some(language) => (format!("<span lang=\"{}\">", quoted(language)), "</span>"),
        None => (String::new(), ""),
    }
}

/// kramdown's list on a separate line: it belongs to the block above it, or to the heading below.
fn below_block(page: &Page, attributes: &Attributes, range: Range<usize>, edits: &mut Vec<Edit>) {
    let start = page.line_start(range.start);
    let above = start.checked_sub(1).map(|end| page.line_start(end)..end);
    let words = above.clone().map_or("", |line| &page.text()[line]);
    if attributes.classes.iter().any(|class| class == "toc") {
        // The item above only marks the place of the contents.
        let from =
            above.filter(|_| words.trim_start().starts_with(['*', '-', '+', '1'])).map_or(range.start, |l| l.start);
        return edits.push(Edit::leave_out(from..range.end, "the place of a table of contents"));
    }
    if let (Some(id), true) = (&attributes.id, words.trim_start().starts_with('#')) {
        edits.push(Edit::insert(start - 1, format!(" {{#{id}}}")));
    }
    if let Some(kind) = attributes.classes.iter().find_map(|class| asides::kind_in_class(class))
        && let Some(first) = first_of_quotation(page, start)
    {
        edits.push(Edit::insert(first, format!("> [!{kind}]\n")));
    }
    edits.push(Edit::remove(range));
}

/// The start of the quotation with a last line that ends before `start`.
fn first_of_quotation(page: &Page, start: usize) -> Option<usize> {
    let mut first = None;
    let mut end = start;
    while let Some(last) = end.checked_sub(1) {
        let begin = page.line_start(last);
        if !page.text()[begin..last].starts_with('>') {
            break;
        }
        first = Some(begin);
        end = begin;
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_attributes_are_strict() {
        let found = parse("#one .a .b width=50% title=\"a b\"").unwrap();
        assert_eq!(found.id.as_deref(), Some("one"));
        assert_eq!(found.classes, ["a", "b"]);
        assert_eq!((found.get("width"), found.get("title")), (Some("50%"), Some("a b")));
        for no in ["", "a", "a, b", "x = 1", "1,3", ".", "a=\"b", "% if x %"] {
            assert_eq!(parse(no), None, "{no:?}");
        }
    }

    #[test]
    fn lists_of_a_line_go() {
        use super::super::rewritten;
        for (source, expected) in [("* one {: .c}\n* two\n", "* one\n* two\n"), ("{.lead}\nWords.\n", "\nWords.\n")] {
            assert_eq!(rewritten(read, source), expected);
        }
        for same in [
            "a set {.x} of\n", "a {.x}\n", "{.x}\n\nb\n", "the set {a}\n", "# A {#b}\n", "say {.5, .7}\n", "`a {.b}`\n",
        ] {
            assert_eq!(rewritten(read, same), same);
        }
    }

    #[test]
    fn a_width_in_pixels_is_kept() {
        let page = Page::new("![A *b*](c.png \"t\"){width=300px} ![d](e.png){width=50%}", 0, Options::empty());
        let edits = read(&page);
        assert_eq!(edits[0].with, "<img src=\"c.png\" alt=\"A b\" title=\"t\" width=\"300\"><!-- -->");
        assert_eq!(edits[1].left_out.as_deref(), Some("the attributes {width=50%}"));
    }
}
