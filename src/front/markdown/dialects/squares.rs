//! Codes in square brackets in Markdown: shortcodes of WordPress and the BBCode of forums (`front::shortcodes`).

use std::ops::Range;

use super::calls::{Call, Signs};
use super::meanings;
use super::templates::Reader;
use crate::front::markdown::page::{Edit, Page};
use crate::front::markdown::tags;
use crate::front::shortcodes::{self, Meaning, Shortcode};

/// The most lists around an item that set it in.
const MOST_LISTS: usize = 12;

/// Reads all codes outside of code.
pub(super) fn read(page: &Page) -> Vec<Edit> {
    let is_text = |code: &Shortcode| !page.is_escaped(code.range.start) && !page.in_code(code.range.start);
    let codes = shortcodes::find(page.text(), is_text);
    let mut squares = Squares { reader: Reader::new(page), lists: Vec::new() };
    for code in &codes {
        if code.range.start >= squares.reader.done {
            squares.code(code, &codes);
        }
    }
    squares.reader.finish()
}

struct Squares<'p> {
    reader: Reader<'p>,
    /// The open lists: true if their items have numbers.
    lists: Vec<bool>,
}

impl Squares<'_> {
    fn code(&mut self, code: &Shortcode, codes: &[Shortcode]) {
        let range = code.range.clone();
        let meaning = shortcodes::meaning(code.name);
        let end = code.other.map(|other| codes[other].range.clone()).filter(|_| !code.closes);
        let left_out = || Edit::leave_out(range.clone(), format!("the shortcode {}", code.name));
        let edit = match (meaning, end) {
            (Some(Meaning::Code), Some(end)) => return self.reader.code_between(&call(code), &end),
            (Some(Meaning::Quotation), Some(_)) => return self.reader.aside(&call(code), meanings::Meaning::Quotation),
            (Some(Meaning::Quotation), None) => return self.reader.close(&call(code)),
            (Some(Meaning::Caption), Some(end)) => return self.caption(code, end),
            (Some(Meaning::Link | Meaning::Picture | Meaning::Media), Some(end)) => return self.address(code, end),
            (Some(Meaning::Media), None) if !code.closes => {
                code.address().map_or_else(left_out, |address| Edit::new(range.clone(), link(code, &address)))
            }
            (Some(Meaning::Link), None) => return,
            (Some(Meaning::List), _) => self.list(code),
            (Some(Meaning::Item), _) if !code.closes => self.item(code),
            (Some(Meaning::Section), Some(_)) => {
                let title = code.value().or(code.named(&["title", "summary"])).unwrap_or("").trim();
                let alone = self.reader.begins_line(range.start);
                let title =
                    if title.is_empty() || !alone { String::new() } else { format!("<strong>{title}</strong>\n\n") };
                Edit::new(range, title)
            }
            (Some(Meaning::Date), _) => {
                let time = code.named(&["time"]).map_or(String::new(), |time| format!(" {time}"));
                Edit::new(range, format!("{}{time}", code.value().unwrap_or("")))
            }
            (Some(Meaning::Element("h")), Some(_)) if self.reader.begins_line(range.start) => {
                let level = code.name[1..].parse().unwrap_or(1);
                Edit::new(range, "#".repeat(level) + " ")
            }
            (Some(Meaning::Element("h")), _) => Edit::remove(range),
            (Some(Meaning::Element(element)), _) => self.element(code, element),
            (Some(Meaning::Lost), _) if code.is("hr") => Edit::new(range, "\n* * *\n"),
            (Some(Meaning::Lost), _) if !code.closes => left_out(),
            (None, None) if !code.closes => left_out(),
            _ => Edit::remove(range),
        };
        self.reader.edits.push(edit);
    }

    /// A tag of HTML. One alone in a line would begin a block of HTML.
    fn element(&self, code: &Shortcode, element: &str) -> Edit {
        let range = code.range.clone();
        let is_table = matches!(element, "table" | "tr" | "td" | "th");
        if !is_table && self.reader.begins_line(range.start) && self.reader.ends_line(range.end) {
            return Edit::remove(range);
        }
        Edit::new(range, format!("<{}{element}>", if code.closes { "/" } else { "" }))
    }

    fn list(&mut self, code: &Shortcode) -> Edit {
        let inner = self.lists.len();
        if code.closes {
            self.lists.pop();
        } else {
            let is_ordered = code.is("ol") || code.value().is_some_and(|kind| matches!(kind, "1" | "decimal"));
            self.lists.push(is_ordered);
        }
        let apart = if code.closes && inner == 1 || !code.closes && inner == 0 { "\n" } else { "" };
        Edit::new(code.range.clone(), apart)
    }

    fn item(&self, code: &Shortcode) -> Edit {
        let marks = |is_ordered: &bool| if *is_ordered { "1. " } else { "- " };
        let outer = self.lists.iter().rev().skip(1).take(MOST_LISTS);
        let indent: usize = outer.map(|list| marks(list).len()).sum();
        let mark = self.lists.last().map_or("- ", marks);
        let start = code.range.start;
        let line = self.reader.page.line_start(start);
        let (from, before) = if self.reader.begins_line(start) {
            (line + self.reader.prefix(start).trim_end_matches([' ', '\t']).len(), "")
        } else {
            (start, "\n")
        };
        // White space behind it is part of the mark.
        let after = &self.reader.page.text()[code.range.end..];
        let end = code.range.end + after.len() - after.trim_start_matches(' ').len();
        Edit::new(from..end, format!("{before}{}{mark}", " ".repeat(indent)))
    }

    /// `[caption]<img src="a.png"> Words[/caption]`: a picture, and its caption on the line below.
    fn caption(&mut self, code: &Shortcode, end: Range<usize>) {
        let inside = &self.reader.page.text()[code.range.end..end.start];
        let start = code.range.end + inside.len() - inside.trim_start().len();
        let Some((picture, length)) = self.picture(start, &self.reader.page.text()[start..end.start]) else {
            let caption = code.named(&["caption"]).map_or(String::new(), |words| format!("<em>{words}</em> "));
            return self.reader.edits.push(Edit::new(code.range.clone(), caption));
        };
        let words = self.reader.page.text()[start + length..end.start].trim();
        let words = if words.is_empty() { code.named(&["caption"]).unwrap_or("") } else { words };
        let prefix = self.reader.prefix(code.range.start);
        let before = if self.reader.begins_line(code.range.start) { String::new() } else { format!("\n\n{prefix}") };
        let after = if self.reader.ends_line(end.end) { String::new() } else { format!("\n\n{prefix}") };
        let words = match words.split_whitespace().collect::<Vec<_>>().join(" ") {
            words if words.is_empty() => words,
            words => format!("\n{prefix}<em>{words}</em>"),
        };
        self.reader.edits.push(Edit::new(code.range.start..end.end, format!("{before}{picture}{words}{after}")));
        self.reader.done = end.end;
    }

    /// The picture of Markdown or HTML at the start of a text, as Markdown, and its length in the text.
    fn picture(&self, at: usize, text: &str) -> Option<(String, usize)> {
        if let Some(end) = self.reader.page.link_end(at) {
            let link = text.get(..end - at).filter(|link| link.contains("!["))?;
            return Some((link.to_string(), link.len()));
        }
        let (address, rest) = match text.strip_prefix("<a ") {
            Some(_) => {
                let end = text.find('>')? + 1;
                (attribute(&text[..end], "href"), text[end..].trim_start())
            }
            None => (None, text),
        };
        let end = rest.strip_prefix("<img ").and_then(|_| rest.find('>'))? + 1;
        let image = &rest[..end];
        let source = attribute(image, "src")?.replace(['<', '>'], "");
        let alt = attribute(image, "alt").unwrap_or_default().replace(['[', ']'], "");
        let picture = format!("![{alt}](<{source}>)");
        let rest = &rest[end..];
        match address {
            Some(address) => {
                let after = rest.trim_start().strip_prefix("</a>").unwrap_or(rest);
                Some((format!("[{picture}](<{}>)", address.replace(['<', '>'], "")), text.len() - after.len()))
            }
            None => Some((picture, text.len() - rest.len())),
        }
    }

    /// A link, a picture or a film with its address between its tags, or in its value.
    fn address(&mut self, code: &Shortcode, end: Range<usize>) {
        let inside = self.reader.page.text()[code.range.end..end.start].trim();
        let is_plain =
            !inside.is_empty() && !inside.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '['));
        let meaning = shortcodes::meaning(code.name);
        let with = match (meaning, code.value()) {
            (Some(Meaning::Picture), _) if is_plain => {
                let alt = code.named(&["alt", "title"]).unwrap_or("").replace(['[', ']'], "");
                format!("![{alt}](<{inside}>)")
            }
            (Some(Meaning::Link), Some(target)) if !target.contains(['<', '>', '\n']) => {
                let mail = if code.is("email") && !target.starts_with("mailto:") { "mailto:" } else { "" };
                self.reader.edits.push(Edit::new(code.range.clone(), "["));
                return self.reader.edits.push(Edit::new(end, format!("](<{mail}{target}>)")));
            }
            (Some(Meaning::Link | Meaning::Media), _) if is_plain => link(code, inside),
            (Some(Meaning::Media), _) if inside.is_empty() => {
                code.address().map_or(String::new(), |address| link(code, &address))
            }
            _ => {
                self.reader.edits.push(Edit::remove(code.range.clone()));
                return self.reader.edits.push(Edit::remove(end));
            }
        };
        self.reader.edits.push(Edit::new(code.range.start..end.end, with));
        self.reader.done = end.end;
    }
}

/// An address as a link: an address of the web as it is, a file by its name.
fn link(code: &Shortcode, address: &str) -> String {
    let address = shortcodes::leads_to(code.name, &address.replace(['<', '>', '\n'], ""));
    if address.contains("://") || code.is("email") {
        return format!("<{address}>");
    }
    let name = address.rsplit('/').next().unwrap_or(&address).replace(['[', ']'], "");
    format!("[{name}](<{address}>)")
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    tags::attributes_of(tag).into_iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value)
}

/// The same as a call of a template.
fn call<'p>(code: &Shortcode<'p>) -> Call<'p> {
    let mut arguments: Vec<(Option<&str>, &str)> = Vec::new();
    match shortcodes::meaning(code.name) {
        Some(Meaning::Quotation) => arguments.extend(code.author().map(|author| (Some("author"), author))),
        _ => arguments.extend(code.arguments.iter().copied()),
    }
    let name = if code.is("mermaid") {
        "mermaid"
    } else if code.is("php") {
        "code"
    } else {
        code.name
    };
    Call {
        range: code.range.clone(),
        signs: Signs::Square,
        closes: code.closes,
        shown: false,
        name,
        arguments,
        inside: "",
        alone: false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn shortcodes_of_wordpress() {
        for (source, expected) in [
            (
                "[caption id=\"a\" width=\"6\"]<img src=\"a.jpg\" alt=\"A pier\"/> The *pier*.[/caption]\n",
                "![A pier](<a.jpg>)\n<em>The *pier*.</em>\n",
            ),
            (
                "[caption width=\"6\"]<a href=\"b\"><img src=\"a.jpg\"></a> Low[/caption]\n",
                "[![](<a.jpg>)](<b>)\n<em>Low</em>\n",
            ),
            ("[caption width=\"6\"]![A](b.png) Low[/caption]\n", "![A](b.png)\n<em>Low</em>\n"),
            ("[gallery ids=\"1,2\"]\n\n[embed]https://e.org/a[/embed]\n", "\n\n<https://e.org/a>\n"),
            (
                "[audio src=\"c/b.mp3\"] [video mp4=\"https://e.org/a.mp4\"][/video]",
                "[b.mp3](<c/b.mp3>) <https://e.org/a.mp4>",
            ),
            ("[vc_row]\n[vc_column width=\"1/2\"]\n\nA\n\n[/vc_column]\n[/vc_row]\n", "\n\n\nA\n\n\n\n"),
            ("[su_note color=\"#fff\"]Mind *it*.[/su_note] [form-7 id=\"1\"]", "Mind *it*. "),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
    }

    #[test]
    fn codes_of_forums() {
        for (source, expected) in [
            ("[quote=\"ada, post:2\"]\nLate.\n\nVery.\n[/quote]\n", "> \n> Late.\n>\n> Very.\n>\n> — ada\n\n"),
            (
                "[quote=\"a\"]\n[quote=\"b\"]\nc\n[/quote]\nd\n[/quote]\n",
                "> \n> > \n> > c\n> >\n> > — b\n> \n> d\n>\n> — a\n\n",
            ),
            ("[b]a[/b] and [URL=https://e.org]b[/URL]", "<strong>a</strong> and [b](<https://e.org>)"),
            ("[b]\na\n[/b]\n", "\na\n\n"),
            ("[details=\"Sum\"]\na\n[/details]\n", "<strong>Sum</strong>\n\n\na\n\n"),
            ("[code]\nx [b]y[/b]\n[/code]\n", "```\nx [b]y[/b]\n```\n"),
            ("[list=1]\n[*]a\n[*] b\n[/list]\n", "\n\n1. a\n1. b\n\n\n"),
            ("[list][*]a[list][*]b[/list][/list]", "\n\n- a\n  - b\n"),
            ("[img]https://e.org/a.png[/img] [url]https://e.org[/url]", "![](<https://e.org/a.png>) <https://e.org>"),
            ("[date=2024-03-05 time=10:00 timezone=\"x\"] [size=5]a[/size]", "2024-03-05 10:00 a"),
            ("[h2]a[/h2]\n\n[poll type=x]\n* a\n[/poll]\n", "## a\n\n\n* a\n\n"),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
        for same in ["[sic] [b] `[b]x[/b]`", "    [b]x[/b]\n", "\\[b]x[/b]"] {
            assert_eq!(rewritten(read, same), same);
        }
    }
}
