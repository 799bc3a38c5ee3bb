//! Marks of note-taking programs: `==highlighted==`, `%%comments%%`, `^block-ids` and tasks with more than two states.

use crate::front::markdown::page::{Edit, Page};

/// The longest text between two marks, in bytes.
const LONGEST: usize = 1000;

/// `==words==`: no spaces inside at the ends, no letters outside, all in one paragraph.
pub(super) fn highlights(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut opened: Option<usize> = None;
    for at in page.find("==") {
        let text = page.text();
        let (before, after) = (text[..at].chars().next_back(), text[at + 2..].chars().next());
        if before == Some('=') || after == Some('=') || page.is_verbatim(at) || page.in_address(at) {
            opened = None;
            continue;
        }
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let cjk = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
        let closes = opened.filter(|open| {
            let near = at - open <= LONGEST && at > open + 2;
            near && !space(before) && (!word(after) || cjk(after)) && page.paragraph_at(*open) == page.paragraph_at(at)
        });
        match closes {
            Some(open) => {
                edits.push(Edit::new(open..open + 2, "<mark>"));
                edits.push(Edit::new(at..at + 2, "</mark>"));
                opened = None;
            }
            None => opened = (!space(after) && (!word(before) || cjk(before))).then_some(at),
        }
    }
    edits
}

/// `%%words%%`, in a line or over many.
pub(super) fn comments(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut opened: Option<usize> = None;
    for at in page.find("%%") {
        match opened.take() {
            Some(open) if at >= open + 2 => edits.push(Edit::leave_out(open..at + 2, "a comment")),
            _ => opened = Some(at),
        }
    }
    edits
}

/// `^id` at the end of a paragraph, or alone below a block.
pub(super) fn block_ids(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for line in page.lines() {
        let text = line.text.trim_end();
        let Some(at) = text.rfind('^').filter(|at| line.text.is_char_boundary(*at)) else { continue };
        let id = &text[at + 1..];
        let name = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let apart = text[..at].ends_with(' ') || text[..at].trim_start_matches([' ', '>']).is_empty();
        let place = line.start + at;
        if name && apart && !page.is_verbatim(place) && !page.is_escaped(place) {
            edits.push(Edit::remove(line.start + text[..at].trim_end_matches(' ').len()..line.start + text.len()));
        }
    }
    edits
}

/// `- [/] half done`: a task that is not done, whatever stands in its box; `[-]` is one that was given up.
pub(super) fn tasks(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for line in page.lines() {
        let body = line.body();
        let Some(rest) = ["- [", "* [", "+ ["].iter().find_map(|mark| body.strip_prefix(mark)) else { continue };
        let mut chars = rest.chars();
        let (Some(state), Some(']'), Some(' ')) = (chars.next(), chars.next(), chars.next()) else { continue };
        let at = line.start + line.prefix().len() + 3;
        if !matches!(state, ' ' | 'x' | 'X') && !page.is_verbatim(at) {
            edits.push(Edit::new(at..at + state.len_utf8(), if state == '-' { "x" } else { " " }));
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn highlights_hold_words() {
        for (source, expected) in [
            ("a ==b *c*== d", "a <mark>b *c*</mark> d"),
            ("(==b==), ==c==.", "(<mark>b</mark>), <mark>c</mark>."),
            ("if a == b and c == d", "if a == b and c == d"),
            ("a==b==c", "a==b==c"),
            ("== b ==\n====\n===x===", "== b ==\n====\n===x==="),
            ("`==a==` \\==b==", "`==a==` \\==b=="),
            ("==a\n\nb==", "==a\n\nb=="),
            ("这==重要==的", "这<mark>重要</mark>的"),
        ] {
            assert_eq!(rewritten(highlights, source), expected);
        }
    }

    #[test]
    fn comments_and_ids_go() {
        assert_eq!(rewritten(comments, "a %%b%% c\n\n%%\nd\n%%\n\n`%%e%%`"), "a  c\n\n\n\n`%%e%%`");
        assert_eq!(rewritten(block_ids, "a b ^id-1\n\n2^10\n\n^x\n"), "a b\n\n2^10\n\n\n");
    }

    #[test]
    fn tasks_have_two_states() {
        assert_eq!(rewritten(tasks, "- [/] a\n- [x] b\n* [-] c\n- [d](e)\n"), "- [ ] a\n- [x] b\n* [x] c\n- [d](e)\n");
    }
}
