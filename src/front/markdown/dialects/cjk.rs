//! Stars next to full-width punctuation: `**注意：**这`.
//!
//! CommonMark decides by the characters around them if stars open or close, and assumes scripts with spaces. Between
//! `：` and `这` they do neither. An empty comment between the stars and the letter makes them close and open.

use crate::doc::count::is_wide;
use crate::front::markdown::page::{Edit, Page};

const COMMENT: &str = "<!-- -->";

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    let text = page.text();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'*', &text.as_bytes()[at..]) {
        let start = at + found;
        let end = text.len() - text[start..].trim_start_matches('*').len();
        at = end;
        let (before, after) = (text[..start].chars().next_back(), text[end..].chars().next());
        let (Some(before), Some(after)) = (before, after) else { continue };
        if !(is_wide(before) || is_wide(after)) || end - start > 3 || page.is_escaped(start) || page.is_verbatim(start)
        {
            continue;
        }
        let mark = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
        if mark(before) && after.is_alphanumeric() {
            edits.push(Edit::insert(end, COMMENT));
        } else if before.is_alphanumeric() && mark(after) {
            edits.push(Edit::insert(start, COMMENT));
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn stars_beside_wide_punctuation_open_and_close() {
        for (source, expected) in [
            ("**注意：**这", "**注意：**<!-- -->这"),
            ("的**「重要」**事", "的<!-- -->**「重要」**<!-- -->事"),
            ("**重要**的", "**重要**的"),
            ("**a:**b **“a”**b", "**a:**b **“a”**b"),
            ("**“重”**要", "**“重”**<!-- -->要"),
            ("2*「3", "2<!-- -->*「3"),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
    }
}
