//! Words in angle brackets that look like tags: `mv <source> <object>`, `if a<b and c>d`.
//!
//! CommonMark takes every `<word>` for a tag. A tag that cannot be meant as HTML gets a backslash: nothing closes it, it
//! has no attributes, and it shows nothing by itself. Tags that are closed, and all tags inside of them, stay.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::Event;

use crate::front::markdown::build::is_block_event;
use crate::front::markdown::page::{Edit, Page};
use crate::front::markdown::tags::{self, is_html};

/// Elements that show something without an end tag, and the mark between paragraphs of old pages.
const SHOWN_ALONE: &[&str] = &["br", "img", "hr", "wbr", "p"];
/// Elements that need no end tag. Written twice in a paragraph, they are a list or a table.
const NO_END: &[&str] = &["li", "dt", "dd", "td", "th", "tr", "option", "rp", "rt"];
/// Attributes without a value.
const BOOLEAN: &[&str] = &[
    "allowfullscreen", "async", "autofocus", "autoplay", "checked", "compact", "contenteditable", "controls",
    "default", "defer", "disabled", "download", "hidden", "inert", "ismap", "itemscope", "loop", "multiple", "muted",
    "nomodule", "noshade", "novalidate", "nowrap", "open", "playsinline", "readonly", "required", "reversed",
    "selected",
];

/// A start tag of HTML in a paragraph.
struct Start {
    name: String,
    range: Range<usize>,
    /// True if it may be words.
    is_bare: bool,
}

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let mut search = Search::default();
    for (event, range) in page.parser().into_offset_iter() {
        match &event {
            Event::InlineHtml(tag) => search.tag(tag, range),
            Event::Html(html) => search.closed_in_block(html),
            event if is_block_event(event) => search.end_block(),
            _ => {}
        }
    }
    search.end_block();
    let closed_later = |start: &Start| search.ends.get(&start.name).is_some_and(|end| *end > start.range.start);
    let words = search.lone.iter().filter(|start| !closed_later(start));
    words.map(|start| Edit::insert(start.range.start, "\\")).collect()
}

#[derive(Default)]
struct Search {
    /// The start tags of the current block that are not closed so far.
    open: Vec<Start>,
    /// The number of these of each name.
    counts: BTreeMap<String, usize>,
    /// The start tags that their blocks do not close.
    lone: Vec<Start>,
    /// The place of the last end tag of each name that closes nothing in its block.
    ends: BTreeMap<String, usize>,
}

impl Search {
    fn tag(&mut self, tag: &str, range: Range<usize>) {
        let Some((name, closes)) = tags::name_of(tag).filter(|(name, _)| is_html(name)) else { return };
        if !closes {
            let is_bare = !SHOWN_ALONE.contains(&name.as_str()) && !has_attributes(tag);
            *self.counts.entry(name.clone()).or_default() += 1;
            return self.open.push(Start { name, range, is_bare });
        }
        if self.counts.get(&name).is_none_or(|count| *count == 0) {
            self.ends.insert(name, range.start);
            return;
        }
        // All that it holds is HTML too.
        while let Some(start) = self.open.pop() {
            self.counts.entry(start.name.clone()).and_modify(|count| *count -= 1);
            if start.name == name {
                break;
            }
        }
    }

    /// A block of HTML may close what a paragraph opens.
    fn closed_in_block(&mut self, html: &str) {
        for (at, _) in html.match_indices("</") {
            let rest = &html[at + 2..];
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len());
            self.ends.insert(rest[..end].to_ascii_lowercase(), usize::MAX);
        }
    }

    fn end_block(&mut self) {
        let counts = std::mem::take(&mut self.counts);
        let is_list = |name: &str| NO_END.contains(&name) && counts.get(name).is_some_and(|count| *count > 1);
        self.lone.extend(self.open.drain(..).filter(|start| start.is_bare && !is_list(&start.name)));
    }
}

/// True if a tag has an attribute of HTML: one with a value, or a known one without.
fn has_attributes(tag: &str) -> bool {
    tag.contains('=') || tags::attributes_of(tag).iter().any(|(name, _)| BOOLEAN.contains(&name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn tags_that_are_words_get_a_backslash() {
        for (source, expected) in [
            ("mv <source> <object>", "mv \\<source> \\<object>"),
            ("if a<b and c>d, a<s>z", "if a\\<b and c>d, a\\<s>z"),
            ("the <li> item\n\n- a <title>", "the \\<li> item\n\n- a \\<title>"),
            ("| <i> |\n|---|\n| </i> |\n", "| <i> |\n|---|\n| </i> |\n"),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
    }

    #[test]
    fn html_stays() {
        for same in [
            "<b>bold</b> and a<br>b<hr>c<p>d<wbr>e",
            "<label><input> Yes</label>",
            "<a name=\"x\">y <input type=checkbox disabled> <details open>",
            "of <i>these\n\nand</i> those",
            "text <div>\n\nmore\n\n</div>\n",
            "`<input>` \\<input> <Vec> <li>a<li>b",
        ] {
            assert_eq!(rewritten(read, same), same);
        }
    }
}
