//! Bold words with a space or a sign at their edge: `**Note:**Please`, `under the **pot **and`.
//!
//! CommonMark lets stars next to a space or a sign open or close by what is on their other side, so some programs write
//! bold words that it does not read. If the parser leaves pairs of `**` in a block and nothing else of stars, each pair
//! becomes an element.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::front::markdown::build::is_block_event;
use crate::front::markdown::page::{Edit, Page};

/// Signs that follow bold words without a space.
const CLOSING: &str = ":;,.!?)]}”’»…";
/// Signs after which no bold words begin: `**/*.md`, `2 **= 3`.
const NEVER_FIRST: &str = "/=,.;:)]}|&";

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let mut search = Search { page, block: Block::default(), edits: Vec::new() };
    for (event, range) in page.parser().into_offset_iter() {
        match &event {
            event if is_block_event(event) => search.end_block(),
            Event::Start(tag) => {
                if matches!(tag, Tag::Strong) {
                    search.block.strong.push(range.start);
                }
                search.block.depth += 1;
            }
            Event::End(_) => search.block.depth = search.block.depth.saturating_sub(1),
            Event::Text(_) => search.text(range),
            _ => search.began(range.start),
        }
    }
    search.end_block();
    search.edits
}

/// The stars of a block that the parser took for text.
#[derive(Default)]
struct Block {
    start: Option<usize>,
    /// The number of open links and emphases.
    depth: usize,
    runs: Vec<Range<usize>>,
    /// The starts of what the parser took for bold.
    strong: Vec<usize>,
    /// True if the stars cannot be paired.
    is_unclear: bool,
}

struct Search<'p> {
    page: &'p Page,
    block: Block,
    edits: Vec<Edit>,
}

impl Search<'_> {
    fn began(&mut self, at: usize) {
        self.block.start.get_or_insert(at);
    }

    fn text(&mut self, range: Range<usize>) {
        self.began(range.start);
        if self.page.in_code(range.start) {
            return;
        }
        for at in memchr::memchr_iter(b'*', &self.page.text().as_bytes()[range.clone()]) {
            let at = range.start + at;
            if self.page.is_escaped(at) {
                continue;
            }
            self.block.is_unclear |= self.block.depth > 0;
            match self.block.runs.last_mut() {
                Some(last) if last.end == at => last.end = at + 1,
                _ => self.block.runs.push(at..at + 1),
            }
        }
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        let is_clear =
            !block.is_unclear && block.runs.len().is_multiple_of(2) && block.runs.iter().all(|run| run.len() == 2);
        let pairs = block.runs.chunks_exact(2);
        if !is_clear || !pairs.clone().all(|pair| self.is_pair(&block, pair)) {
            return;
        }
        for pair in pairs {
            if let [open, close] = pair {
                self.pair(open, close);
            }
        }
    }

    fn is_pair(&self, block: &Block, pair: &[Range<usize>]) -> bool {
        let [open, close] = pair else { return false };
        let text = self.page.text();
        let words = &text[open.end..close.start];
        let (before, after) = (text[..open.start].chars().next_back(), text[close.end..].chars().next());
        let (Some(first), Some(last)) = (words.chars().next(), words.chars().next_back()) else { return false };
        let opens = !first.is_whitespace() || first == ' ' && block.start == Some(open.start);
        // Stars between spaces are a sign of their own, unless the others touch a word.
        let closes = !last.is_whitespace()
            || last == ' '
                && match after {
                    Some(after) if after.is_whitespace() => !first.is_whitespace(),
                    Some(after) => after.is_alphanumeric() || CLOSING.contains(after),
                    None => true,
                };
        // Alone in its block such a pair may be meant as stars, as CommonMark reads it.
        let is_alone = block.start == Some(open.start) && after.is_none_or(|c| c == '\n');
        if is_alone && (first == ' ' || last == ' ') {
            return false;
        }
        // Arguments of code: f(**a, **b).
        let is_call = last == ' ' && before == Some('(');
        let holds_bold =
            block.strong.partition_point(|at| *at < open.start) < block.strong.partition_point(|at| *at < close.start);
        opens
            && closes
            && !is_call
            && !holds_bold
            && !before.is_some_and(char::is_alphanumeric)
            && !words.trim_start().starts_with(|c| NEVER_FIRST.contains(c))
            && words.chars().filter(|c| c.is_alphabetic()).count() >= 2
    }

    /// Puts tags in the place of the stars, and the spaces at the edges outside.
    fn pair(&mut self, open: &Range<usize>, close: &Range<usize>) {
        let words = &self.page.text()[open.end..close.start];
        let first = words.len() - words.trim_start_matches(' ').len();
        let last = words.len() - words.trim_end_matches(' ').len();
        let after = self.page.text()[close.end..].chars().next();
        let space = if last > 0 && after.is_some_and(char::is_alphanumeric) { " " } else { "" };
        self.edits.push(Edit::new(open.start..open.end + first, "<strong>"));
        self.edits.push(Edit::new(close.start - last..close.end, format!("</strong>{space}")));
    }
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn stars_in_code_stay() {
        for same in ["```\n**a** and **b **c\n```\n", "> ```\n> say(**a** x)\n> ```\n", "    say **it **x\n"] {
            assert_eq!(rewritten(read, same), same);
        }
    }

    #[test]
    fn pairs_of_stars_are_bold() {
        for (source, expected) in [
            ("**Note:**Please", "<strong>Note:</strong>Please"),
            ("a **pot **and b **cd: **e", "a <strong>pot</strong> and b <strong>cd:</strong> e"),
            ("- ** Pets **: none", "- <strong>Pets</strong>: none"),
            ("**Note:**Please **hold** it", "<strong>Note:</strong>Please **hold** it"),
            (
                "the **“blue” **door, **Anna (old)**who",
                "the <strong>“blue”</strong> door, <strong>Anna (old)</strong>who",
            ),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
    }

    #[test]
    fn other_stars_stay() {
        for same in [
            "2 ** 3 ** 4",
            "The ** gate ** sticks",
            "x **3 **4",
            "f(**one, **two)",
            "*args and **kwargs and **more",
            "**/old and **/new",
            "the *hinge *is",
            "__Note:__Please",
            "`**Note:**Please` \\**Note:\\**Please",
            "**one: **two **three",
            "**one\n\ntwo: **three",
            "**Note: **a **b** c **d",
        ] {
            assert_eq!(rewritten(read, same), same);
        }
    }
}
