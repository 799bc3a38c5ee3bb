//! Notes written at their call, `word^[a note]`: pandoc's.
//!
//! Each becomes a call of a note that is defined below its block.

use crate::front::markdown::page::{Edit, Page};

/// The longest of them, in bytes.
const LONGEST: usize = 10_000;

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    let label = unused(page.text());
    let mut end = 0;
    for at in page.find("^[") {
        if at < end || page.is_verbatim(at) {
            continue;
        }
        let Some(close) = closing(page, at + 1) else {
            // The searched text has no other close either.
            end = at + LONGEST;
            continue;
        };
        let note = &page.text()[at + 2..close];
        // Obsidian's notes may follow a space, and so may an expression.
        let words = note.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 2);
        let called = page.text()[..at].chars().next_back().is_some_and(|c| !c.is_whitespace()) || words.count() >= 2;
        // `^[a-z]` is an expression without a mark for code.
        if !called || note.trim().is_empty() || !note.trim().contains([' ', '\n']) && note.contains('-') {
            continue;
        }
        end = close;
        let call = format!("[^{label}{}]", edits.len() / 2 + 1);
        let definition = format!("\n\n{call}: {}\n\n", one_line(note));
        edits.push(Edit::new(at..close + 1, call));
        edits.push(Edit::insert(page.top_end(at), definition));
    }
    edits
}

/// The offset of the bracket that closes the bracket at `open`.
fn closing(page: &Page, open: usize) -> Option<usize> {
    let paragraph = page.paragraph_at(open).map_or(page.line_end(open), |p| p.end);
    let paragraph = &page.text().as_bytes()[..paragraph.min(open + LONGEST)];
    let mut depth = 0usize;
    for (at, byte) in paragraph.iter().enumerate().skip(open) {
        match byte {
            b'[' if !page.is_escaped(at) && !page.in_code(at) => depth += 1,
            b']' if !page.is_escaped(at) && !page.in_code(at) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

fn one_line(note: &str) -> String {
    note.lines().map(|line| line.trim_matches([' ', '\t', '>', '\r'])).collect::<Vec<_>>().join(" ")
}

/// The beginning of labels that no note of the text uses.
fn unused(text: &str) -> String {
    let mut label = String::from("inline-");
    while text.contains(&format!("[^{label}")) {
        label.push('-');
    }
    label
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn a_note_is_called_and_defined() {
        assert_eq!(
            rewritten(read, "Rope.^[Of *hemp* [x](y).] More.\n\nEnd."),
            "Rope.[^inline-1] More.\n\n\n[^inline-1]: Of *hemp* [x](y).\n\n\nEnd."
        );
        assert!(rewritten(read, "Rope ^[Of hemp.] More.").starts_with("Rope [^inline-1] More."));
        for same in ["the class ^[a-z] is", "the class ^[a-z ] is", "x^[a-z]", "`a^[b c]`", "a\\^[b c]", "a^[b\n\nc]"] {
            assert_eq!(rewritten(read, same), same);
        }
    }

    #[test]
    fn a_note_in_a_cell_or_an_item_is_defined_below_all_of_it() {
        let text = rewritten(read, "- a^[b c]\n- d\n\ne\n");
        assert!(text.starts_with("- a[^inline-1]\n- d\n"), "{text}");
        assert!(text.contains("\n\n[^inline-1]: b c\n\n"), "{text}");
    }
}
