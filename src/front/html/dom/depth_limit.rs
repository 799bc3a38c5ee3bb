//! Bounds the nesting of a page before it is parsed.
//!
//! The tree construction algorithm of the HTML standard looks through its stack of open elements for most tags, so
//! every faithful parser takes time in proportion to the square of the nesting: 100,000 open `<div>` cost half a
//! minute. It also repeats unclosed formatting elements in every later block, which multiplies memory. This pass reads
//! only the tags, keeps a rough list of open elements, and leaves out start tags beyond a bound together with their end
//! tags. Text is never changed, so at worst a box is lost and its words stay.
//!
//! On the way it ends each anchor that ends itself, as in XHTML: `<a id="x"/>`. To the standard's algorithm such a tag only
//! begins an element, and all text down to the next link would be linked.

use std::borrow::Cow;
use std::collections::HashMap;

/// Deepest nesting of elements handed to the parser. Real pages stay below 60; saved ones with many wrappers below 150.
const DEEPEST: usize = 220;
/// Most unclosed formatting elements (`<b>`, `<font>`) at a time.
const MOST_FORMATTING: usize = 24;
/// Most attributes of an element. Parsers compare each with all before it, so that 200,000 cost a quarter of a minute.
const MOST_ATTRIBUTES: usize = 400;

/// The same page with elements nested deeper than the bound unwrapped; and the number of tags that were left out.
pub(crate) fn bound_nesting(html: &str) -> (Cow<'_, str>, usize) {
    let bytes = html.as_bytes();
    let mut guard = Guard::default();
    let mut copy = String::new();
    let (mut done, mut at, mut cut) = (0, 0, 0);
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let start = at + found;
        let Some((tag, end)) = read_tag(html, start) else {
            at = start + 1;
            continue;
        };
        if !guard.admit(&tag) {
            copy.push_str(&html[done..start]);
            done = end;
            cut += 1;
        } else if guard.foreign == 0 && is_closed_anchor(&tag, &html[start..end]) {
            copy.push_str(&html[done..end]);
            copy.push_str("</a>");
            done = end;
        } else if let Some(surplus) = surplus_attributes(&html[start..end]) {
            copy.push_str(&html[done..start + surplus]);
            copy.push('>');
            done = end;
            cut += 1;
        }
        at = match tag {
            Tag::Start { ref name, .. } if is_raw_text(name) && guard.foreign == 0 => raw_text_end(html, end, name),
            _ => end,
        };
    }
    if done == 0 {
        return (Cow::Borrowed(html), cut);
    }
    copy.push_str(&html[done..]);
    (Cow::Owned(copy), cut)
}

enum Tag {
    Start { name: String, closed: bool },
    End(String),
    Other,
}

/// True for an anchor that ends itself and leads nowhere.
fn is_closed_anchor(tag: &Tag, text: &str) -> bool {
    matches!(tag, Tag::Start { name, closed: true } if name == "a") && !text.to_ascii_lowercase().contains("href")
}

/// The tag, comment or declaration at `start`, and the offset after it.
fn read_tag(html: &str, start: usize) -> Option<(Tag, usize)> {
    let bytes = html.as_bytes();
    let next = *bytes.get(start + 1)?;
    if html[start..].starts_with("<!--") {
        let end = memchr::memmem::find(&bytes[start + 4..], b"-->").map_or(bytes.len(), |i| start + 4 + i + 3);
        return Some((Tag::Other, end));
    }
    if next == b'!' || next == b'?' {
        let end = memchr::memchr(b'>', &bytes[start..]).map_or(bytes.len(), |i| start + i + 1);
        return Some((Tag::Other, end));
    }
    let name_start = start + if next == b'/' { 2 } else { 1 };
    if !bytes.get(name_start)?.is_ascii_alphabetic() {
        return None;
    }
    let name_end = bytes[name_start..]
        .iter()
        .position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))
        .map_or(bytes.len(), |i| name_start + i);
    let (end, closed) = tag_end(bytes, name_end);
    let name = html.get(name_start..name_end)?.to_ascii_lowercase();
    Some((if next == b'/' { Tag::End(name) } else { Tag::Start { name, closed } }, end))
}

/// The offset at which a tag ends, with quoted attribute values respected, and true if the tag closes itself.
fn tag_end(bytes: &[u8], from: usize) -> (usize, bool) {
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'>' => return (at + 1, bytes[at - 1] == b'/'),
            quote @ (b'"' | b'\'') if at > from && before_is_equals(&bytes[from..at]) => {
                at = memchr::memchr(quote, &bytes[at + 1..]).map_or(bytes.len(), |i| at + 1 + i + 1);
            }
            _ => at += 1,
        }
    }
    (bytes.len(), false)
}

/// The offset of the first attribute beyond the limit.
fn surplus_attributes(tag: &str) -> Option<usize> {
    let bytes = tag.as_bytes();
    // Shorter tags cannot have that many attributes.
    if bytes.len() < 2 * MOST_ATTRIBUTES || !bytes.get(1)?.is_ascii_alphabetic() {
        return None;
    }
    let skip = |from: usize, stop: &dyn Fn(u8) -> bool| from + bytes[from..].iter().take_while(|b| !stop(**b)).count();
    let space = |b: u8| b.is_ascii_whitespace() || b == b'/';
    let mut at = skip(1, &|b| space(b) || b == b'>');
    for count in 0.. {
        at = skip(at, &|b| !space(b));
        if at + 1 >= bytes.len() {
            return None;
        }
        if count == MOST_ATTRIBUTES {
            return Some(at);
        }
        // A name may begin with an equals sign and has at least one character.
        at = skip(at + 1, &|b| space(b) || matches!(b, b'=' | b'>'));
        let value = skip(at, &|b| !b.is_ascii_whitespace());
        if bytes.get(value) != Some(&b'=') {
            continue;
        }
        at = skip(value + 1, &|b| !b.is_ascii_whitespace());
        at = match bytes.get(at) {
            Some(quote @ (b'"' | b'\'')) => {
                memchr::memchr(*quote, &bytes[at + 1..]).map_or(bytes.len(), |i| at + 2 + i)
            }
            _ => skip(at, &|b| b.is_ascii_whitespace() || b == b'>'),
        };
    }
    None
}

fn before_is_equals(bytes: &[u8]) -> bool {
    bytes.iter().rev().find(|b| !b.is_ascii_whitespace()) == Some(&b'=')
}

fn raw_text_end(html: &str, from: usize, name: &str) -> usize {
    let bytes = html.as_bytes();
    let mut at = from;
    while let Some(i) = memchr::memmem::find(&bytes[at..], b"</") {
        let close = at + i;
        let candidate = bytes.get(close + 2..close + 2 + name.len());
        if candidate.is_some_and(|c| c.eq_ignore_ascii_case(name.as_bytes())) {
            return close;
        }
        at = close + 2;
    }
    bytes.len()
}

fn is_raw_text(name: &str) -> bool {
    matches!(name, "script" | "style" | "textarea" | "title" | "xmp" | "iframe" | "noembed" | "noframes")
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "keygen"
            | "bgsound"
            | "basefont"
            | "frame"
            | "image"
    )
}

/// Elements that the parser closes when the next of their kind begins: they cannot nest directly.
fn closes_itself(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "tbody"
            | "thead"
            | "tfoot"
            | "colgroup"
            | "option"
            | "a"
            | "optgroup"
            | "rt"
            | "rp"
            | "button"
            | "nobr"
            | "html"
            | "head"
            | "body"
    )
}

fn is_formatting(name: &str) -> bool {
    matches!(name, "b" | "big" | "code" | "em" | "font" | "i" | "s" | "small" | "strike" | "strong" | "tt" | "u")
}

/// End tags do not reach past these.
fn is_barrier(name: &str) -> bool {
    matches!(name, "table" | "object" | "applet" | "marquee" | "template" | "svg" | "math" | "caption")
}

/// The open elements, roughly.
#[derive(Default)]
struct Guard {
    open: Vec<String>,
    count: HashMap<String, usize>,
    formatting: HashMap<String, usize>,
    formatting_open: usize,
    foreign: usize,
    /// Start tags left out and not yet closed, by name: their end tags are left out too.
    left_out: HashMap<String, usize>,
}

impl Guard {
    /// True if the parser may see the tag.
    fn admit(&mut self, tag: &Tag) -> bool {
        match tag {
            Tag::Other => true,
            Tag::Start { name, closed } => self.start(name, *closed),
            Tag::End(name) => self.end(name),
        }
    }

    fn start(&mut self, name: &str, closed: bool) -> bool {
        if self.foreign == 0 && (is_void(name) || closes_itself(name)) || closed && self.foreign > 0 {
            return true;
        }
        if self.foreign == 0 && is_formatting(name) {
            if self.formatting_open >= MOST_FORMATTING {
                *self.left_out.entry(name.into()).or_default() += 1;
                return false;
            }
            self.formatting_open += 1;
            *self.formatting.entry(name.into()).or_default() += 1;
            return true;
        }
        if self.open.len() >= DEEPEST {
            *self.left_out.entry(name.into()).or_default() += 1;
            return false;
        }
        self.foreign += usize::from(matches!(name, "svg" | "math"));
        *self.count.entry(name.into()).or_default() += 1;
        self.open.push(name.into());
        true
    }

    fn end(&mut self, name: &str) -> bool {
        if let Some(n) = self.left_out.get_mut(name).filter(|n| **n > 0) {
            *n -= 1;
            return false;
        }
        if let Some(n) = self.formatting.get_mut(name).filter(|n| **n > 0) {
            *n -= 1;
            self.formatting_open -= 1;
            return true;
        }
        if self.count.get(name).copied().unwrap_or(0) == 0 {
            return true;
        }
        let within = self.open.iter().rev().take_while(|open| *open == name || !is_barrier(open));
        let Some(above) = within.clone().position(|open| open == name) else { return true };
        for _ in 0..=above {
            let Some(closed) = self.open.pop() else { break };
            self.foreign -= usize::from(matches!(closed.as_str(), "svg" | "math"));
            if let Some(n) = self.count.get_mut(&closed) {
                *n -= 1;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_that_end_themselves_hold_nothing() {
        let (page, cut) = bound_nesting("<p><a id='x'/>Sails <A NAME=y /> and <a href=z/>ropes</a></p>");
        assert_eq!(page, "<p><a id='x'/></a>Sails <A NAME=y /></a> and <a href=z/>ropes</a></p>");
        assert_eq!(cut, 0);
        let drawn = "<svg><a id='x'/><path/></svg>";
        assert!(matches!(bound_nesting(drawn), (Cow::Borrowed(_), 0)));
    }

    #[test]
    fn attributes_beyond_the_bound_are_left_out_and_the_words_stay() {
        let many = |n: usize| (0..n).map(|k| format!(" a{k}='> {k}' b{k}=c d{k}")).collect::<String>();
        let page = format!("<p{}>words</p><p{}/>more", many(50_000), many(10));
        let (bound, cut) = bound_nesting(&page);
        assert_eq!(cut, 1);
        assert!(bound.ends_with(">words</p><p a0='> 0' b0=c d0 a1='> 1' b1=c d1 a2='> 2' b2=c d2 a3='> 3' b3=c d3 a4='> 4' b4=c d4 a5='> 5' b5=c d5 a6='> 6' b6=c d6 a7='> 7' b7=c d7 a8='> 8' b8=c d8 a9='> 9' b9=c d9/>more"));
        assert!(bound.len() < 9000, "{}", bound.len());
        let picture = format!("<img src='data:image/png;base64,{}' alt=x>", "A b=".repeat(100_000));
        assert_eq!(bound_nesting(&picture).1, 0, "a long value is one attribute");
    }

    #[test]
    fn kind_pages_pass_untouched() {
        let page = "<div><p>a<p>b<ul><li>x<li>y</ul><script>'<div>'</script><b>c</b></div>";
        assert!(matches!(bound_nesting(page), (Cow::Borrowed(_), 0)));
    }

    #[test]
    fn deep_nesting_is_cut_and_its_text_stays() {
        let page = format!("{}words{}after", "<div>".repeat(5000), "</div>".repeat(5000));
        let (bounded, cut) = bound_nesting(&page);
        assert_eq!(bounded.matches("<div>").count(), DEEPEST);
        assert_eq!(bounded.matches("</div>").count(), DEEPEST);
        assert_eq!(cut, 2 * (5000 - DEEPEST));
        assert!(bounded.contains("words"));
    }

    #[test]
    fn quoted_angle_brackets_do_not_end_a_tag() {
        assert_eq!(tag_end(b" title=\"a>b\" x>", 0), (15, false));
    }
}
