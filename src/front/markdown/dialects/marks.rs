//! Marks of note-taking programs: `==highlighted==`, `%%comments%%`, `^block-ids` and tasks with more than two states.

use std::ops::Range;

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

/// `%%words%%`, in a line or over many. `100%%` and `%d%%` are percent signs.
pub(super) fn comments(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut opened: Option<usize> = None;
    for at in page.find("%%") {
        match opened.take() {
            Some(open) if at >= open + 2 => edits.push(Edit::leave_out(open..at + 2, "a comment")),
            _ => opened = (!is_percentage(&page.text()[..at])).then_some(at),
        }
    }
    edits
}

/// True if a text ends with a number, or with the sign that stands for one in a format.
fn is_percentage(before: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit())
        || before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).ends_with('%')
}

/// The names of keys as MkDocs writes them.
#[rustfmt::skip]
const KEYS: &[&str] = &[
    "alt", "altgr", "option", "opt", "cmd", "command", "ctrl", "control", "fn", "meta", "shift", "super", "win",
    "windows", "enter", "return", "esc", "escape", "tab", "space", "backspace", "del", "delete", "insert", "ins", "home",
    "end", "page-up", "page-down", "up", "down", "left", "right", "arrow-up", "arrow-down", "arrow-left", "arrow-right",
    "caps-lock", "num-lock", "print-screen", "menu", "pause", "break",
];

/// `++enter++` and `++ctrl+alt+del++`: keys.
pub(super) fn keys(page: &Page) -> Vec<Edit> {
    let is_function = |name: &str| name.strip_prefix('f').is_some_and(|n| n.parse::<u8>().is_ok_and(|n| n <= 24));
    let is_key = |name: &str| KEYS.contains(&name) || is_function(name);
    let found = inserted(page, "++").into_iter();
    let found = found.filter(|words| page.text()[words.clone()].split('+').next().is_some_and(is_key));
    found
        .flat_map(|words| {
            [Edit::new(words.start - 2..words.start, "<kbd>"), Edit::new(words.end..words.end + 2, "</kbd>")]
        })
        .collect()
}

/// `++words++` and `^^words^^`: words that were inserted.
pub(super) fn insertions(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for sign in ["++", "^^"] {
        let found = inserted(page, sign);
        // Code increments with the same sign, but never on both sides of a name.
        let is_meant = found.iter().any(|words| !page.text()[words.clone()].contains(' '));
        for words in found.into_iter().filter(|_| is_meant) {
            // The names of keys are joined by the same sign.
            let (open, close) =
                if page.text()[words.clone()].contains('+') { ("<kbd>", "</kbd>") } else { ("<ins>", "</ins>") };
            edits.push(Edit::new(words.start - 2..words.start, open));
            edits.push(Edit::new(words.end..words.end + 2, close));
        }
    }
    edits
}

/// The words between two signs: no spaces inside at the ends, no letters outside.
fn inserted(page: &Page, sign: &str) -> Vec<Range<usize>> {
    let text = page.text();
    let mut found = Vec::new();
    let mut opened: Option<usize> = None;
    for at in page.find(sign) {
        let (before, after) = (text[..at].chars().next_back(), text[at + 2..].chars().next());
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_mark = |c: Option<char>| c.is_some_and(|c| sign.contains(c));
        if is_mark(before) || is_mark(after) || page.is_verbatim(at) || page.in_address(at) {
            opened = None;
            continue;
        }
        let is_near = |open: usize| at - open <= LONGEST && page.paragraph_at(open) == page.paragraph_at(at);
        match opened.take() {
            Some(open) if is_word(before) && !is_word(after) && is_near(open) => found.push(open + 2..at),
            _ => opened = (!is_word(before) && is_word(after)).then_some(at),
        }
    }
    found
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

/// Constructs that plugins of Obsidian compute or lay out: columns (`--- start-multi-column: a`), Templater's
/// `<% tp.date.now() %>`, Dataview's `` `= this.name` ``.
pub(super) fn plugins(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for line in page.lines().filter(|line| line.text.starts_with("--- ")) {
        let words = line.text.trim_matches(['-', ' ']);
        let is_column = words.starts_with("start-multi-column")
            || matches!(words, "column-break" | "column-end" | "end-column" | "end-multi-column" | "multi-column-end");
        if is_column && !page.in_code(line.start) {
            edits.push(Edit::remove(line.start..line.end()));
        }
    }
    for at in page.find("<%") {
        if let Some(end) = page.after(at, LONGEST).find("%>") {
            edits.push(Edit::leave_out(at..at + end + 2, format!("the template {}", &page.text()[at..at + end + 2])));
        }
    }
    for span in page.code_spans() {
        let inside = page.text()[span.clone()].trim_matches('`').trim_start();
        if inside.starts_with("= this.") || inside.starts_with("$= ") || inside.starts_with("= date(") {
            edits.push(Edit::leave_out(span.clone(), format!("the query {inside}")));
        }
    }
    edits
}

/// Obsidian shows every line of a paragraph as a line; paragraphs that an editor wrapped have long lines.
pub(super) fn line_breaks(page: &Page) -> Vec<Edit> {
    const SHORT: usize = 60;
    let mut edits = Vec::new();
    let lines: Vec<_> = page.lines().collect();
    for paragraph in page.paragraphs() {
        let from = lines.partition_point(|line| line.start < page.line_start(paragraph.start));
        let to = lines.partition_point(|line| line.start < paragraph.end);
        let own = &lines[from..to.max(from)];
        let Some((_, above)) = own.split_last() else { continue };
        if above.iter().any(|line| line.text.chars().count() > SHORT) {
            continue;
        }
        let unbroken = above.iter().filter(|line| !line.text.ends_with("  ") && !line.text.ends_with('\\'));
        edits.extend(unbroken.map(|line| Edit::insert(line.end(), "  ")));
    }
    edits
}

/// Definitions of abbreviations (`*[HTML]: Hypertext Markup Language`), which show only on a screen, and snippets of
/// other files (`--8<-- "a.md"`).
pub(super) fn abbreviations(page: &Page) -> Vec<Edit> {
    let is_one = |text: &str| {
        let inside = text.strip_prefix("*[").and_then(|rest| rest.split_once("]: "));
        inside.is_some_and(|(name, words)| !name.is_empty() && name.len() <= 40 && !words.trim().is_empty())
    };
    let is_piece = |text: &str| {
        let text = text.trim_start();
        text.starts_with("--8<-- ") || text.trim_end() == "--8<--" || text.starts_with(";--8<--")
    };
    let is_fence = |text: &str| text.trim() == "--8<--";
    // Between two of its signs alone there is a list of files.
    let mut fences = page.lines().filter(|line| is_fence(line.text)).count() / 2 * 2;
    let mut is_open = false;
    let lines = page.lines().filter(|line| {
        if is_fence(line.text) && fences > 0 {
            (fences, is_open) = (fences - 1, !is_open);
        }
        is_open && !line.text.trim().contains(' ') && !line.is_blank() || is_one(line.text) || is_piece(line.text)
    });
    let lines = lines.filter(|line| !page.in_code(line.start));
    lines.map(|line| Edit::leave_out(line.start..line.end(), line.text.trim().to_string())).collect()
}

/// `- [/] half done`: a task that is not done, for any sign in its box; `[-]` is a cancelled task.
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
    fn insertions_are_marked_and_keys_are_code() {
        for (source, expected) in [
            ("was ++newly++ ^^built^^.", "was <ins>newly</ins> <ins>built</ins>."),
            ("++two words++ and ++one++", "<ins>two words</ins> and <ins>one</ins>"),
            ("Press ++ctrl+c++.", "Press <kbd>ctrl+c</kbd>."),
        ] {
            assert_eq!(rewritten(insertions, source), expected);
        }
        for same in ["C++ and G++", "++a and b++", "i++; ++j", "`++a++` a++b++c", "^^ so ^^", "++a\n\nb++", "+++a+++"] {
            assert_eq!(rewritten(insertions, same), same);
        }
    }

    #[test]
    fn names_of_keys_alone_are_keys() {
        assert_eq!(rewritten(keys, "Press ++enter++ or ++ctrl+k++."), "Press <kbd>enter</kbd> or <kbd>ctrl+k</kbd>.");
        for same in ["++new++", "++two words++", "enter++ a ++del"] {
            assert_eq!(rewritten(keys, same), same);
        }
    }

    #[test]
    fn percent_signs_are_no_comment() {
        for same in ["100%% prints, and %d%% too", "%s%% and 5%%"] {
            assert_eq!(rewritten(comments, same), same);
        }
    }

    #[test]
    fn comments_and_ids_go() {
        assert_eq!(rewritten(comments, "a %%b%% c\n\n%%\nd\n%%\n\n`%%e%%`"), "a  c\n\n\n\n`%%e%%`");
        assert_eq!(rewritten(block_ids, "a b ^id-1\n\n2^10\n\n^x\n"), "a b\n\n2^10\n\n\n");
    }

    #[test]
    fn abbreviations_and_pieces_of_files_go() {
        let text = "*[HTML]: Hypertext\n*[a*]: b\n\n--8<-- \"a.md\"\n\n`*[c]: d`\n\n*[e] f*\n";
        assert_eq!(rewritten(abbreviations, text), "\n\n\n\n\n`*[c]: d`\n\n*[e] f*\n");
        assert_eq!(rewritten(abbreviations, "--8<--\na.md\n\nb/c.md\n--8<--\nA b.\n"), "\n\n\n\n\nA b.\n");
    }

    #[test]
    fn what_plugins_compute_goes() {
        let text = "--- start-multi-column: a\nb\n\n--- column-break ---\n\nc <% tp.x() %> `= this.d` `= e`\n\n--- end-multi-column\n";
        assert_eq!(rewritten(plugins, text), "\nb\n\n\n\nc   `= e`\n\n\n");
    }

    #[test]
    fn short_lines_of_a_paragraph_are_lines() {
        assert_eq!(rewritten(line_breaks, "up:: a\ntags:: b\n\n- c\n  d\n"), "up:: a  \ntags:: b\n\n- c\n  d\n");
        let wrapped = "The keeper of the light wrote down the name of the ferry that had\nstopped there.\n";
        assert_eq!(rewritten(line_breaks, wrapped), wrapped);
    }

    #[test]
    fn tasks_have_two_states() {
        assert_eq!(rewritten(tasks, "- [/] a\n- [x] b\n* [-] c\n- [d](e)\n"), "- [ ] a\n- [x] b\n* [x] c\n- [d](e)\n");
    }
}
