//! A small XML writer: well-formed by construction, for all characters of an article.
//!
//! An EPUB consists of XML, and most invalid EPUBs are made by pasting strings together. Here text and attribute values
//! are escaped where they are written, characters that XML 1.0 forbids (section 2.2) never pass, and elements close in
//! the order they were opened. The documents of EPUB 2 are XHTML 1.1, so for it the writer itself puts the nearest old
//! element for a new one, and no caller has to know.

use crate::xml::is_char;

/// The vocabulary and the syntax of the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// XHTML with HTML 5's elements, `epub:type` and ARIA roles: EPUB 3.
    Epub3,
    /// XHTML 1.1: EPUB 2.
    Epub2,
    /// HTML in its own syntax: no vocabulary of EPUB, and end tags except for void elements.
    Html,
}

/// Elements without content and end tag (HTML, section 13.1.2).
const VOID: &[&str] = &["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// An element under construction: its name and attributes so far.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// Writes XML into a string.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    out: String,
    open: Vec<&'static str>,
    dialect: Dialect,
    /// The direction of the next element, if it is not that of the elements around it.
    turned: Option<bool>,
}

impl Writer {
    /// An empty writer.
    pub(crate) fn new(dialect: Dialect) -> Self {
        Writer { out: String::new(), open: Vec::new(), dialect, turned: None }
    }

    /// The vocabulary that it writes.
    pub(crate) fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Gives the next element a direction: from right to left if `rtl` is true. `None` takes it back.
    pub(crate) fn turn(&mut self, rtl: Option<bool>) {
        self.turned = rtl;
    }

    /// Opens an element.
    pub(crate) fn open(&mut self, name: &'static str, attributes: Attributes) {
        let written = self.start(name, attributes);
        self.out.push('>');
        self.open.push(written);
    }

    /// Opens a link to a mark of [`super::links`], to be resolved later.
    pub(crate) fn open_marked(&mut self, name: &'static str, attributes: Attributes, mark: &str) {
        let written = self.start(name, attributes);
        self.out.push_str(" href=\"");
        self.out.push_str(mark);
        self.out.push_str("\">");
        self.open.push(written);
    }

    /// Closes the element opened last.
    pub(crate) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &'static str, attributes: Attributes) {
        let written = self.start(name, attributes);
        match self.dialect {
            Dialect::Html if VOID.contains(&written) => self.out.push('>'),
            Dialect::Html => {
                self.out.push_str("></");
                self.out.push_str(written);
                self.out.push('>');
            }
            Dialect::Epub2 | Dialect::Epub3 => self.out.push_str("/>"),
        }
    }

    /// An element that holds only text.
    pub(crate) fn leaf(&mut self, name: &'static str, attributes: Attributes, text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close();
    }

    /// Text.
    pub(crate) fn text(&mut self, text: &str) {
        escape(text, false, &mut self.out);
    }

    /// A line end, for files that people may read.
    pub(crate) fn line(&mut self) {
        self.out.push('\n');
    }

    /// XML that is known to be well-formed.
    pub(crate) fn raw(&mut self, xml: &str) {
        self.out.push_str(xml);
    }

    /// The text written; all open elements are closed.
    pub(crate) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn start(&mut self, name: &'static str, attributes: Attributes) -> &'static str {
        let written = match self.dialect {
            Dialect::Epub3 | Dialect::Html => name,
            Dialect::Epub2 => old_name(name),
        };
        self.out.push('<');
        self.out.push_str(written);
        for &(key, value) in attributes {
            let known = match self.dialect {
                Dialect::Epub3 => true,
                Dialect::Epub2 => old_attribute(written, key),
                Dialect::Html => !key.starts_with("epub:") && !key.starts_with("xml"),
            };
            if !known {
                continue;
            }
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            escape(value, true, &mut self.out);
            self.out.push('"');
        }
        if let Some(rtl) = self.turned.take() {
            self.out.push_str(if rtl { " dir=\"rtl\"" } else { " dir=\"ltr\"" });
        }
        written
    }
}

/// The XHTML 1.1 element that replaces an HTML 5 element.
fn old_name(name: &'static str) -> &'static str {
    match name {
        "section" | "aside" | "figure" | "figcaption" | "header" | "footer" | "nav" => "div",
        "mark" | "u" | "time" => "span",
        "s" => "del",
        other => other,
    }
}

/// True if XHTML 1.1 knows the attribute; `lang` since its second edition.
fn old_attribute(element: &str, key: &str) -> bool {
    let new = matches!(key, "role" | "start" | "type" | "datetime" | "tabindex" | "xmlns:epub");
    (!new && !key.starts_with("epub:") && !key.starts_with("aria-")) || (key == "type" && element == "link")
}

/// Escapes text for content (`quote` false) or for an attribute value in double quotes.
///
/// Characters that XML 1.0 forbids are left out, and so are soft hyphens, which several reading systems show or
/// search wrongly, and stray byte order marks.
pub(crate) fn escape(text: &str, quote: bool, out: &mut String) {
    out.reserve(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if quote => out.push_str("&quot;"),
            '\n' | '\t' if quote => out.push(' '),
            '\n' | '\t' => out.push(c),
            '\r' => out.push(' '),
            '\u{AD}' | '\u{FEFF}' => {}
            c if !is_char(c) => {}
            c => out.push(c),
        }
    }
}

/// The escaped text as a new string.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape(text, true, &mut out);
    out
}

/// Text for a title or metadata field: one line, single spaces, no control characters and none of the invisible
/// characters that change the direction of later text, because a title must not reverse the list around it.
pub(crate) fn one_line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}');
    let kept: String = text
        .chars()
        .filter(|&c| !turns(c) && c != '\u{AD}' && c != '\u{FEFF}')
        .map(|c| if c.is_whitespace() && c != '\u{A0}' && c != '\u{202F}' || c.is_control() { ' ' } else { c })
        .filter(|&c| is_char(c))
        .collect();
    kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_characters_never_pass() {
        assert_eq!(escaped("a\u{0}\u{1b}&<\u{FFFF}\"\u{AD}b"), "a&amp;&lt;&quot;b");
        assert_eq!(escaped("a\nb\tc"), "a b c", "an attribute has one line");
    }

    #[test]
    fn titles_are_one_line_and_do_not_turn() {
        assert_eq!(one_line(" a\n\u{202E}b\u{0}c\t "), "a b c");
    }

    #[test]
    fn html_has_its_own_syntax() {
        let mut w = Writer::new(Dialect::Html);
        w.open("p", &[("epub:type", "tip"), ("lang", "de"), ("xml:lang", "de")]);
        w.empty("br", &[]);
        w.empty("span", &[("id", "a")]);
        assert_eq!(w.finish(), r#"<p lang="de"><br><span id="a"></span></p>"#);
    }

    #[test]
    fn epub_2_gets_old_elements() {
        let mut w = Writer::new(Dialect::Epub2);
        w.open("section", &[("epub:type", "chapter"), ("id", "a")]);
        w.leaf("mark", &[("lang", "de"), ("xml:lang", "de")], "x");
        assert_eq!(w.finish(), r#"<div id="a"><span lang="de" xml:lang="de">x</span></div>"#);
    }
}
