//! Notes that were typed as references: `the guild [1]`, and below `[1]: Ibid.` or `[2]: Hall, The Mill, 1931`.
//!
//! To CommonMark `[1]: Ibid.` is the address of a link. If the text after a number is no address and the text calls the
//! number, it is a note.

use std::collections::BTreeSet;

use crate::front::markdown::page::{Edit, Line, Page};

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let lines: Vec<Line> = page.lines().collect();
    let defined = lines.iter().filter_map(|line| Some((line, definition(page, line)?)));
    let defined: Vec<(&Line, (&str, &str))> = defined.collect();
    let numbers: BTreeSet<&str> =
        defined.iter().filter(|(_, (_, words))| !is_address(words)).map(|(_, (number, _))| *number).collect();
    // Notes with numbers of their own could have the same.
    let is_numbered = |at: usize| page.text()[at + 2..].starts_with(|c: char| c.is_ascii_digit());
    if numbers.is_empty() || page.find("[^").any(is_numbered) {
        return Vec::new();
    }
    let calls: Vec<(usize, &str)> = page.find("[").filter_map(|at| call(page, at, &numbers)).collect();
    let called: BTreeSet<&str> = calls.iter().map(|(_, number)| *number).collect();
    let mut edits: Vec<Edit> = calls.iter().map(|(at, _)| Edit::insert(at + 1, "^")).collect();
    for (line, (number, words)) in defined {
        if !is_address(words) && called.contains(number) {
            edits.push(Edit::insert(line.start + 1, "^"));
        }
        // The definition must not continue the note above it.
        if line.start > 0 && !called.is_empty() {
            edits.push(Edit::insert(line.start, "\n"));
        }
    }
    edits
}

/// The number and the text of a definition, `[1]: text`, at the margin.
fn definition<'p>(page: &Page, line: &Line<'p>) -> Option<(&'p str, &'p str)> {
    let (number, words) = line.text.strip_prefix('[')?.split_once("]:")?;
    let is_number = !number.is_empty() && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit());
    let words = words.trim();
    (is_number && !words.is_empty() && !page.in_code(line.start)).then_some((number, words))
}

/// True if a text can be an address: one word that is not a word of a language, perhaps with a title behind it.
fn is_address(words: &str) -> bool {
    if words.starts_with('<') {
        return true;
    }
    let (first, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let is_title = rest.is_empty() || rest.trim_start().starts_with(['"', '\'', '(']);
    let is_word = first.trim_matches(['.', ',', ';', '*', '_']).chars().all(char::is_alphabetic);
    let ends = first.trim_end_matches(['*', '_']).ends_with(['.', ',', ';']);
    first.contains("://") || is_title && !(is_word && ends)
}

/// The call of a number at a bracket.
fn call<'p>(page: &'p Page, at: usize, numbers: &BTreeSet<&str>) -> Option<(usize, &'p str)> {
    let (number, after) = page.after(at + 1, 5).split_once(']')?;
    let is_call = numbers.contains(number) && !after.starts_with([':', '(', '[']) && !page.is_verbatim(at);
    is_call.then_some((at, number))
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn words_behind_a_number_are_a_note() {
        assert_eq!(
            rewritten(
                read,
                "Guild [1], abbey [2], toll [3].\n\n[1]: Ibid.\n[2]: Hall, \"A\", p. 3.\n[3]: https://e.org/ \"T\"\n"
            ),
            "Guild [^1], abbey [^2], toll [3].\n\n\n[^1]: Ibid.\n\n[^2]: Hall, \"A\", p. 3.\n\n[3]: https://e.org/ \"T\"\n"
        );
    }

    #[test]
    fn addresses_and_uncalled_words_stay() {
        for same in [
            "a [1]\n\n[1]: /b\n",
            "a [1]\n\n[1]: b \"c d\"\n",
            "a [1]\n\n[1]: b.html\n",
            "a\n\n[1]: Hall, the mill\n",
            "a [1](b)\n\n[1]: Hall, the mill\n",
            "a [1] [^1]\n\n[1]: Hall, the mill\n\n[^1]: c\n",
            "a [x]\n\n[x]: Hall, the mill\n",
        ] {
            assert_eq!(rewritten(read, same), same);
        }
    }
}
