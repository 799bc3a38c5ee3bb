//! Inlines strung together: text, and the marks around it.
//!
//! The result is kept unescaped, with a flag for every byte: the article's own text, or mark-up. So [`super::escape`]
//! sees both neighbours of every character. The reading that is expected grows in parallel, for [`super::verify`].

use std::collections::BTreeSet;
use std::fmt::Write;
use std::rc::Rc;

use super::pictures::{self, Names};
use super::syntax::{is_email, is_entity, is_punctuation, is_url};
use crate::doc::count::longest_run;
use crate::doc::notes::Called;
use crate::doc::{Block, Image, Inline, Link, Math, is_break_mark, without_break_marks};

/// The amount of care against misreading. Most paragraphs need little, and little looks best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Care {
    /// Trust that no delimiters in the text pair up.
    Bare,
    /// Escape text that the rules would read as mark-up.
    Light,
    /// Escape every character that could be mark-up.
    Full,
    /// And writes emphasis as HTML, which has no rules about neighbours.
    Tags,
}

/// The place of the inlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A paragraph; `item`: the first of a list item, where `[ ]` would be a task.
    Paragraph { item: bool },
    /// A heading, on one line.
    Heading,
    /// The title in the front matter, on one line, where an address is no link.
    Title,
    /// A cell of a pipe table, on one line and without bare pipes.
    Cell,
    /// The term of a definition, on one line.
    Term,
}

impl Place {
    pub(super) fn is_heading(self) -> bool {
        matches!(self, Place::Heading | Place::Title)
    }

    /// True if a line may end inside.
    pub(super) fn has_lines(self) -> bool {
        matches!(self, Place::Paragraph { .. })
    }
}

/// Marks in the text of expectations; control characters cannot stand in articles.
pub(super) mod mark {
    pub(crate) const OPEN: char = '\u{1}';
    pub(crate) const INSIDE: char = '\u{2}';
    pub(crate) const CLOSE: char = '\u{3}';
    pub(crate) const BREAK: char = '\u{4}';
    pub(crate) const FIELD: char = '\u{5}';
}

/// The construct that owns a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// Mark-up of ours.
    Ours,
    /// The article's text.
    Text,
    /// The article's text inside a link or in place of a picture, where brackets count.
    Linked,
}

/// Inlines as one string.
pub(super) struct Flat<'d> {
    /// Text and marks, unescaped.
    pub out: String,
    /// The owner of each byte of `out`.
    pub whose: Vec<Whose>,
    /// The text that a reader should find, with [`mark`]s.
    pub expect: String,
    /// The notes called here for the first time.
    pub notes: Vec<&'d [Block]>,
    /// The numbers of all notes called here.
    pub calls: BTreeSet<usize>,
    /// True if only words and marks stand here that every reader reads as themselves: nothing needs to be verified.
    pub plain: bool,
    /// True if it has raw MathML, which is not analysed.
    pub opaque: bool,
    /// The number of pictures that lost their stated size.
    pub sizes: usize,
    pub place: Place,
    pub care: Care,
    names: Rc<Names>,
    base: usize,
    /// The notes called before, and those called here, that may be called again.
    known: Rc<Called<&'d [Block]>>,
    called: Called<&'d [Block]>,
    in_link: bool,
}

impl<'d> Flat<'d> {
    /// An empty text; `base` notes were called before.
    pub(super) fn new(place: Place, care: Care, names: Rc<Names>, base: usize, known: Rc<Called<&'d [Block]>>) -> Self {
        Flat {
            out: String::new(),
            whose: Vec::new(),
            expect: String::new(),
            notes: Vec::new(),
            calls: BTreeSet::new(),
            plain: true,
            opaque: false,
            sizes: 0,
            place,
            care,
            names,
            base,
            known,
            called: Called::default(),
            in_link: false,
        }
    }

    /// A line end that means only a space.
    pub(super) fn soft_break(&mut self) {
        self.plain = false;
        self.raw("\n");
        self.expect.push(' ');
    }

    fn raw(&mut self, text: &str) {
        self.out.push_str(text);
        self.whose.resize(self.out.len(), Whose::Ours);
    }

    /// Text, with white space folded: readers fold it anyway.
    fn text(&mut self, text: &str) {
        let text = &*without_break_marks(text);
        let is_white = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        let mut rest = text;
        while let Some(first) = rest.bytes().next() {
            if is_white(&first) {
                if !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
                    self.out.push(' ');
                    self.expect.push(' ');
                }
                rest = &rest[1..];
                continue;
            }
            let end = rest.as_bytes().iter().position(is_white).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            let harmless = |b: u8| {
                !b.is_ascii() || b.is_ascii_alphanumeric() || matches!(b, b',' | b';' | b'?' | b'\'' | b'"' | b'%')
            };
            self.plain &= word.bytes().all(harmless);
            self.out.push_str(word);
            self.expect.push_str(word);
            rest = after;
        }
        self.whose.resize(self.out.len(), if self.in_link { Whose::Linked } else { Whose::Text });
    }

    /// Text with significant spaces.
    fn verbatim(&mut self, text: &str) {
        self.plain = false;
        let text = without_break_marks(text).replace(['\n', '\r', '\t'], " ");
        self.out.push_str(&text);
        self.expect.push_str(&text);
        self.whose.resize(self.out.len(), if self.in_link { Whose::Linked } else { Whose::Text });
    }

    /// An HTML tag of ours, read back as just that tag.
    pub(super) fn tag(&mut self, tag: &str) {
        self.plain = false;
        self.raw(tag);
        self.expect.push(mark::OPEN);
        self.expect.push_str(tag);
        self.expect.push(mark::CLOSE);
    }

    fn tagged(&mut self, open: &str, close: &str, content: &'d [Inline]) {
        self.tag(open);
        self.inlines(content, Some('<'));
        self.tag(close);
    }

    /// Adds inlines; `next` is the inline after them.
    pub(super) fn inlines(&mut self, inlines: &'d [Inline], next: Option<char>) {
        for (number, inline) in inlines.iter().enumerate() {
            let follows = inlines.get(number + 1);
            let next = follows.map(first_char).unwrap_or(next);
            self.inline(inline, next);
            // A call before a bracket would be read as a link; two calls in a row are read as two calls.
            let linked = matches!(next, Some('[' | '(')) && !matches!(follows, Some(Inline::Note(_)));
            if matches!(inline, Inline::Note(_)) && linked {
                self.tag("<!-- -->");
            }
        }
    }

    fn inline(&mut self, inline: &'d Inline, next: Option<char>) {
        if !matches!(inline, Inline::Text(_)) {
            self.plain = false;
        }
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Literal(text) => self.literal(text),
            Inline::Emph(content) => self.marked(content, next, &["*", "_"], "em"),
            Inline::Strong(content) => self.marked(content, next, &["**", "__"], "strong"),
            Inline::Strike(content) => self.marked(content, next, &["~~"], "del"),
            Inline::Underline(content) => self.tagged("<u>", "</u>", content),
            Inline::Mark(content) => self.tagged("<mark>", "</mark>", content),
            Inline::Super(content) => self.tagged("<sup>", "</sup>", content),
            Inline::Sub(content) => self.tagged("<sub>", "</sub>", content),
            Inline::SmallCaps(content) => self.tagged("<span class=\"small-caps\">", "</span>", content),
            Inline::Lang(lang, content) => {
                self.tagged(&format!("<span lang=\"{}\">", lang.as_str()), "</span>", content);
            }
            Inline::Ruby(ruby) => {
                self.tag("<ruby>");
                self.inlines(&ruby.base, Some('<'));
                self.tag("<rt>");
                self.text(&ruby.reading);
                self.tag("</rt>");
                self.tag("</ruby>");
            }
            Inline::Anchor(id) => {
                self.tag(&format!("<a id=\"{}\">", attribute(id)));
                self.tag("</a>");
            }
            Inline::Code(text) => self.code(text, next),
            Inline::Link(link) if self.in_link => self.inlines(&link.content, next),
            Inline::Link(link) => self.link(link),
            Inline::Image(image) => self.image(image),
            Inline::Note(blocks) => {
                let number = self.number(blocks);
                self.raw(&format!("[^{number}]"));
                let _ = write!(self.expect, "{}note {number}{}", mark::OPEN, mark::CLOSE);
            }
            Inline::Math(math) => self.math(math, next),
            Inline::LineBreak => self.line_break(next),
        }
    }

    /// The number of a note: of its first call, if it is called again.
    fn number(&mut self, blocks: &'d [Block]) -> usize {
        let last = self.base + self.notes.len();
        let number = self.known.number(blocks).or_else(|| self.called.number(blocks)).unwrap_or(last + 1);
        if number > last {
            self.called.add(blocks, number);
            self.notes.push(blocks);
        }
        self.calls.insert(number);
        number
    }

    /// Characters that nobody may turn: with a backslash each.
    fn literal(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_ascii_punctuation() {
                self.raw(&format!("\\{c}"));
                self.expect.push(c);
            } else {
                self.text(c.encode_utf8(&mut [0; 4]));
            }
        }
    }

    /// A hard line break; at the very beginning or end only a tag can express it.
    pub(super) fn line_break(&mut self, next: Option<char>) {
        let inside = next.is_some() && !self.out.is_empty();
        if self.place.has_lines() && inside {
            if self.out.ends_with(' ') && self.whose.last() != Some(&Whose::Ours) {
                self.out.pop();
                self.whose.pop();
                self.expect.pop();
            }
            self.raw("\\\n");
            self.expect.push(mark::BREAK);
        } else {
            self.tag("<br>");
        }
    }

    /// Emphasis and its kin: the first delimiter that the rules let open and close here, or a tag.
    pub(super) fn marked(&mut self, content: &'d [Inline], next: Option<char>, delimiters: &[&str], tag: &str) {
        let (prev, first, last) = (self.out.chars().last(), first_char_of(content), last_char_of(content));
        let fits = |delimiter: &&&str| {
            let d = delimiter.chars().next().unwrap_or('*');
            let apart = |c: Option<char>| c != Some(d);
            apart(prev) && apart(next) && apart(first) && apart(last) && flanks(prev, first, d) && flanks(next, last, d)
        };
        match delimiters.iter().find(fits) {
            Some(delimiter) if self.care < Care::Tags => {
                self.raw(delimiter);
                let _ = write!(self.expect, "{}{tag}{}", mark::OPEN, mark::INSIDE);
                self.inlines(content, delimiter.chars().next());
                self.raw(delimiter);
                self.expect.push(mark::CLOSE);
            }
            _ => self.tagged(&format!("<{tag}>"), &format!("</{tag}>"), content),
        }
    }

    /// Code between backticks; an element if backticks would touch it, or if it is empty.
    fn code(&mut self, text: &str, next: Option<char>) {
        if text.is_empty() || self.out.ends_with('`') || next == Some('`') {
            self.tag("<code>");
            self.verbatim(text);
            return self.tag("</code>");
        }
        let text = without_break_marks(text).replace(['\n', '\r'], " ");
        let fence = "`".repeat(longest_run(&text, '`') + 1);
        let blank = text.bytes().all(|b| b == b' ');
        let pad =
            text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' ') && !blank);
        let pad = if pad { " " } else { "" };
        let body = if self.place == Place::Cell { text.replace('|', "\\|") } else { text.clone() };
        self.raw(&format!("{fence}{pad}{body}{pad}{fence}"));
        let _ = write!(self.expect, "{}code{}{text}{}", mark::OPEN, mark::INSIDE, mark::CLOSE);
    }

    fn link(&mut self, link: &'d Link) {
        let title = link.title.as_deref().filter(|t| !t.is_empty());
        self.expect_link("a", &link.url, title);
        if let [Inline::Text(text)] = link.content.as_slice()
            && title.is_none()
            && ((*text == link.url && is_url(text))
                || (link.url.strip_prefix("mailto:") == Some(text) && is_email(text)))
        {
            self.raw(&format!("<{text}>"));
            self.expect.push_str(text);
        } else {
            self.raw("[");
            self.in_link = true;
            self.inlines(&link.content, Some(']'));
            self.in_link = false;
            self.raw(&format!("]({}{})", destination(&link.url), title_text(title)));
        }
        self.expect.push(mark::CLOSE);
    }

    fn expect_link(&mut self, kind: &str, url: &str, title: Option<&str>) {
        let title = fold(title.unwrap_or(""));
        let url = url.replace('|', "%7C"); // as `destination` writes it
        let _ = write!(self.expect, "{}{kind} {url}{}{title}{}", mark::OPEN, mark::FIELD, mark::INSIDE);
    }

    /// A picture. Sizes in both directions only keep web pages from jumping. A single size is intended, but Markdown
    /// cannot express it.
    pub(super) fn image(&mut self, image: &'d Image) {
        let Some(url) = image.link.as_deref().filter(|_| !self.in_link) else { return self.picture(image) };
        self.expect_link("a", url, None);
        self.raw("[");
        self.in_link = true;
        self.picture(image);
        self.in_link = false;
        self.raw(&format!("]({})", destination(url)));
        self.expect.push(mark::CLOSE);
    }

    fn picture(&mut self, image: &'d Image) {
        self.plain = false;
        let url = pictures::address(image, &self.names);
        if let (Some(_), None) | (None, Some(_)) = image.size {
            return self.tag(&image_tag(image, &url));
        }
        self.sizes += usize::from(image.size != (None, None));
        let title = image.title.as_deref().filter(|t| !t.is_empty());
        self.expect_link("img", &url, title);
        self.raw("![");
        let outside = std::mem::replace(&mut self.in_link, true);
        self.text(image.alt.as_deref().unwrap_or("").trim());
        self.in_link = outside;
        self.raw(&format!("]({}{})", destination(&url), title_text(title)));
        self.expect.push(mark::CLOSE);
    }

    fn math(&mut self, math: &'d Math, next: Option<char>) {
        let Some(tex) = &math.tex else {
            self.opaque = true;
            return self.raw(&math.mathml.as_deref().unwrap_or("").replace(['\n', '\r'], " "));
        };
        let tex = fold(tex);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let simple =
            !tex.is_empty() && !tex.contains('`') && !has_bare_dollar(&tex) && !tex.ends_with('\\') && balanced(&tex);
        let simple = simple && !(self.place == Place::Cell && tex.contains('|'));
        if simple && self.care < Care::Tags && !word(self.out.chars().last()) && !word(next) && next != Some('$') {
            self.raw(&format!("${tex}$"));
            let _ = write!(self.expect, "{}math{}{tex}{}", mark::OPEN, mark::INSIDE, mark::CLOSE);
        } else {
            self.tag("<span class=\"math\">");
            self.text(&tex);
            self.tag("</span>");
        }
    }
}

/// True if a dollar of a formula would end it: one without a backslash.
fn has_bare_dollar(tex: &str) -> bool {
    let escaped = |at: usize| (at - tex[..at].trim_end_matches('\\').len()) % 2 == 1;
    tex.match_indices('$').any(|(at, _)| !escaped(at))
}

/// A picture as an HTML tag, with the attributes that Markdown lacks.
pub(super) fn image_tag(image: &Image, url: &str) -> String {
    let mut out = format!("<img src=\"{}\"", attribute(url));
    for (name, value) in [("alt", &image.alt), ("title", &image.title)] {
        if let Some(value) = value {
            let _ = write!(out, " {name}=\"{}\"", attribute(value));
        }
    }
    for (name, value) in [("width", image.size.0), ("height", image.size.1)] {
        if let Some(value) = value {
            let _ = write!(out, " {name}=\"{value}\"");
        }
    }
    out.push('>');
    out
}

/// A link's destination: bare where the rules allow it, otherwise in angle brackets.
fn destination(url: &str) -> String {
    let mut depth = 0i32;
    let mut bare = !url.is_empty() && !url.starts_with('<');
    for c in url.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        bare &= !c.is_whitespace() && !c.is_control() && (0..=30).contains(&depth);
    }
    let mut out = String::with_capacity(url.len() + 2);
    let bare = bare && depth == 0;
    for (at, c) in url.char_indices() {
        let rest = &url[at + c.len_utf8()..];
        match c {
            '\n' => out.push_str("%0A"),
            '\r' => out.push_str("%0D"),
            '\\' if rest.is_empty() || rest.starts_with(|n: char| n.is_ascii_punctuation()) => out.push_str("\\\\"),
            '<' | '>' if !bare => {
                out.push('\\');
                out.push(c);
            }
            '&' if is_entity(&url[at..]) => out.push_str("&amp;"),
            '|' => out.push_str("%7C"),
            c => out.push(c),
        }
    }
    match (bare, url.is_empty()) {
        (true, _) | (_, true) => out,
        _ => format!("<{out}>"),
    }
}

fn title_text(title: Option<&str>) -> String {
    let Some(title) = title else { return String::new() };
    let mut out = String::from(" \"");
    let title = title.replace(['\n', '\r'], " ");
    for (at, c) in title.char_indices() {
        let rest = &title[at + c.len_utf8()..];
        match c {
            '"' => out.push_str("\\\""),
            '\\' if rest.is_empty() || rest.starts_with(|n: char| n.is_ascii_punctuation()) => out.push_str("\\\\"),
            '&' if is_entity(&title[at..]) => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// White space folded to single spaces and trimmed.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split([' ', '\t', '\n', '\r']).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A value between double quotes in HTML.
pub(super) fn attribute(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace(['\n', '\r'], " ")
}

fn balanced(tex: &str) -> bool {
    let mut depth = 0i32;
    let mut escaped = false;
    for c in tex.chars() {
        if !escaped {
            depth += i32::from(c == '{') - i32::from(c == '}');
        }
        if depth < 0 {
            return false;
        }
        escaped = c == '\\' && !escaped;
    }
    depth == 0
}

/// True if a delimiter may stand between `outside` and `inside` (rule of flanking, CommonMark 6.2).
fn flanks(outside: Option<char>, inside: Option<char>, delimiter: char) -> bool {
    let Some(inside) = inside else { return false };
    let free = outside.is_none_or(|c| c.is_whitespace() || is_punctuation(c));
    !inside.is_whitespace()
        && (free || (!is_punctuation(inside) && delimiter == '*') || (delimiter == '~' && !is_punctuation(inside)))
}

/// The first character of an inline's text in Markdown.
fn first_char(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) | Inline::Literal(text) => text.chars().find(|c| !is_break_mark(*c)),
        Inline::Emph(_) | Inline::Strong(_) => Some('*'),
        Inline::Strike(_) => Some('~'),
        Inline::Link(_) | Inline::Note(_) => Some('['),
        Inline::Image(image) => Some(if image.link.is_some() { '[' } else { '!' }),
        Inline::Ruby(_) => Some('<'),
        Inline::Math(_) => Some('$'),
        Inline::Code(_) => Some('`'),
        Inline::LineBreak => Some('\n'),
        _ => Some('<'),
    }
}

fn first_char_of(inlines: &[Inline]) -> Option<char> {
    inlines.first().and_then(first_char)
}

/// The last character of some inlines' text in Markdown.
fn last_char_of(inlines: &[Inline]) -> Option<char> {
    match inlines.last()? {
        Inline::Text(text) | Inline::Literal(text) => text.chars().rfind(|c| !is_break_mark(*c)),
        Inline::Link(_) | Inline::Image(_) | Inline::Ruby(_) => Some(')'),
        Inline::Note(_) => Some(']'),
        Inline::LineBreak => Some('\n'),
        Inline::Emph(_) | Inline::Strong(_) => Some('*'),
        Inline::Strike(_) => Some('~'),
        Inline::Math(_) => Some('$'),
        Inline::Code(_) => Some('`'),
        _ => Some('>'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_bare_where_brackets_pair() {
        assert_eq!(destination("a_(b).html"), "a_(b).html");
        assert_eq!(destination("a_(b.html"), "<a_(b.html>");
        assert_eq!(destination("a)b("), "<a)b(>");
        assert_eq!(destination("two words"), "<two words>");
    }
}
