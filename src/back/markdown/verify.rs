//! Reads the written Markdown back and checks that its meaning is unchanged.
//!
//! Markdown's rules about neighbouring delimiters are long, and a writer with all of them would be longer than a
//! reader. So [`super::inline`] and [`super::escape`] have only the common rules. This file finds the paragraphs where
//! they are not enough, which are then written with more care.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::inline::{Flat, Place, fold, mark};

/// True if reading `text` gives what `flat` expects.
pub(super) fn verify(flat: &Flat, text: &str) -> bool {
    if flat.plain || flat.opaque {
        return true;
    }
    let source = in_place(flat, text);
    let mut reading = Reading { found: String::with_capacity(flat.expect.len()), depth: 0, done: false, sound: true };
    for (event, range) in Parser::new_ext(&source, options(flat.place)).into_offset_iter() {
        match event {
            Event::InlineMath(tex) if touches_words(&source, range.start, range.end) => {
                reading.text(&format!("${tex}$"))
            }
            event => reading.event(&event, flat.place),
        }
    }
    reading.sound && same(&reading.found, &flat.expect)
}

/// The extensions that readers of our Markdown have. A title in the front matter has no attributes.
fn options(place: Place) -> Options {
    let attributes = if place == Place::Title { Options::empty() } else { Options::ENABLE_HEADING_ATTRIBUTES };
    attributes
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// True if a formula's dollars are next to letters or digits outside: then they are prices, and readers take them so.
fn touches_words(source: &str, start: usize, end: usize) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    word(source[..start].chars().last()) || word(source[end..].chars().next())
}

/// The text in its place, with the notes it calls.
fn in_place(flat: &Flat, text: &str) -> String {
    let mut source = match flat.place {
        Place::Paragraph { item: true } => format!("- {}\n", text.replace('\n', "\n  ")),
        Place::Paragraph { item: false } => format!("{text}\n"),
        Place::Heading | Place::Title => format!("# {text}\n"),
        Place::Cell => format!("| {text} |\n| --- |\n"),
        Place::Term => format!("{text}\n: x\n"),
    };
    for number in &flat.calls {
        source.push_str(&format!("\n[^{number}]: x\n"));
    }
    source
}

/// The text as read back, with [`mark`]s.
struct Reading {
    found: String,
    depth: usize,
    done: bool,
    sound: bool,
}

impl Reading {
    fn open(&mut self, name: &str) {
        self.found.push(mark::OPEN);
        self.found.push_str(name);
        self.found.push(mark::INSIDE);
    }

    fn leaf(&mut self, name: &str) {
        self.found.push(mark::OPEN);
        self.found.push_str(name);
        self.found.push(mark::CLOSE);
    }

    fn link(&mut self, kind: &str, url: &str, title: &str) {
        self.open(&format!("{kind} {url}{}{}", mark::FIELD, fold(title)));
    }

    fn event(&mut self, event: &Event, place: Place) {
        match event {
            Event::Text(text) => self.text(text),
            Event::Code(text) => {
                self.open("code");
                self.found.push_str(text);
                self.found.push(mark::CLOSE);
            }
            Event::InlineMath(tex) => self.math(tex),
            Event::InlineHtml(tag) => self.leaf(tag),
            Event::FootnoteReference(label) => self.leaf(&format!("note {label}")),
            Event::SoftBreak => self.found.push(' '),
            Event::HardBreak => self.found.push(mark::BREAK),
            Event::Start(tag) => self.start(tag, place),
            Event::End(tag) => self.end(tag),
            Event::TaskListMarker(_) | Event::Html(_) | Event::DisplayMath(_) | Event::Rule => self.sound = self.done,
        }
    }

    fn text(&mut self, text: &str) {
        if !self.done {
            self.found.push_str(text);
        }
    }

    fn math(&mut self, tex: &str) {
        self.open("math");
        self.found.push_str(&fold(tex));
        self.found.push(mark::CLOSE);
    }

    fn start(&mut self, tag: &Tag, place: Place) {
        match tag {
            Tag::Emphasis => self.open("em"),
            Tag::Strong => self.open("strong"),
            Tag::Strikethrough => self.open("del"),
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => self.link("a", &format!("mailto:{dest_url}"), ""),
            Tag::Link { dest_url, title, .. } => self.link("a", dest_url, title),
            Tag::Image { dest_url, title, .. } => self.link("img", dest_url, title),
            _ if self.done => {}
            Tag::Paragraph if place.has_lines() => self.depth += 1,
            Tag::List(None) | Tag::Item if place == (Place::Paragraph { item: true }) => {}
            Tag::Heading { id: None, classes, attrs, .. } if place.is_heading() => {
                self.sound &= classes.is_empty() && attrs.is_empty();
            }
            Tag::Table(columns) if place == Place::Cell => self.sound &= columns.len() == 1,
            Tag::TableHead | Tag::TableCell if place == Place::Cell => {}
            Tag::DefinitionList | Tag::DefinitionListTitle if place == Place::Term => {}
            _ => self.sound = false,
        }
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {
                self.found.push(mark::CLOSE);
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::DefinitionListTitle => {
                self.done = true;
            }
            _ => {}
        }
    }
}

/// True if two readings are the same except for white space that readers fold.
fn same(found: &str, expected: &str) -> bool {
    found.trim_end() == expected.trim_end() || fold(found) == fold(expected)
}
