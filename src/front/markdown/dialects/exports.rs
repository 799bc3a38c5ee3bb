//! Signs that other programs show as something else and that exports print raw: spoilers of Reddit and Discord,
//! properties of Logseq, fields of Dataview, the settings below a note of Joplin, comments of kramdown, the language in
//! the first line of code.

use std::ops::Range;

use crate::front::markdown::page::{Edit, Line, Page};

/// The longest text between two signs, in bytes.
const LONGEST: usize = 2000;

/// `>!words!<` and `||words||`: a page hides nothing.
pub(super) fn spoilers(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (open, close) in [(">!", "!<"), ("||", "||")] {
        let mut done = 0;
        for at in page.find(open) {
            let inside = page.after(at + 2, LONGEST);
            let Some(end) = inside.find(close).filter(|_| at >= done && !page.is_verbatim(at)) else { continue };
            let words = &inside[..end];
            // Programs write spaces beside their bars, and tables have empty cells.
            let apart = words.starts_with([' ', '|', '\n']) || words.ends_with([' ', '|']) || words.contains("\n\n");
            // One sign between bars is a norm.
            let is_said = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 2;
            let norm = open == "||" && !(words.contains(' ') && words.split(' ').any(is_said));
            if apart || norm || words.is_empty() || page.in_table(at) || open == "||" && words.contains('\n') {
                continue;
            }
            done = at + 2 + end + 2;
            edits.push(Edit::remove(at..at + 2));
            edits.push(Edit::remove(done - 2..done));
        }
    }
    edits
}

/// Logseq's lines `id:: 65e7a1b2`, `collapsed:: true`, `logseq.order-list-type:: number`.
pub(super) fn properties(page: &Page) -> Vec<Edit> {
    let is_property = |line: &Line| {
        let pair = line.body().split_once(":: ");
        pair.is_some_and(|(key, value)| {
            (matches!(key, "id" | "collapsed") || key.starts_with("logseq.")) && !value.trim().contains(' ')
        })
    };
    let lines = page.lines().filter(is_property).filter(|line| !page.in_code_block(line.start + line.prefix().len()));
    lines.map(|line| Edit::remove(line.start..(line.end() + 1).min(page.text().len()))).collect()
}

/// Dataview's fields: `rating:: 5` in a line of its own, `[mood:: calm]` in a sentence, and `(pages:: 212)`, which shows
/// only its value.
pub(super) fn fields(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for line in page.lines() {
        let from = line.start + line.prefix().len();
        let body = line.body();
        let body = body.strip_prefix("- ").or(body.strip_prefix("* ")).unwrap_or(body);
        let Some((key, _)) = body.split_once(":: ").filter(|_| !page.is_verbatim(from)) else { continue };
        let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
        if is_word(key) {
            let at = line.start + line.text.find(":: ").unwrap_or(0);
            edits.push(Edit::remove(at..at + 1));
        }
    }
    for at in page.find(":: ") {
        let line = page.line_start(at).max(page.text().floor_char_boundary(at.saturating_sub(LONGEST)));
        let before = &page.text()[line..at];
        let Some(open) = before.rfind(['[', '(']) else { continue };
        let (shows, close) = if before[open..].starts_with('[') { (true, ']') } else { (false, ')') };
        let key = &before[open + 1..];
        let name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
        let Some(end) = page.after(at, LONGEST).split('\n').next().and_then(|line| line.find(close)) else { continue };
        if key.is_empty() || !key.chars().all(name) || page.is_verbatim(at) {
            continue;
        }
        let from = line + open;
        edits.push(if shows { Edit::remove(from..from + 1) } else { Edit::remove(from..at + 3) });
        if shows {
            edits.push(Edit::remove(at..at + 1));
        }
        edits.push(Edit::remove(at + end..at + end + 1));
    }
    edits
}

/// The settings of a note of Joplin's: the last lines, from `id:` to `type_:`.
pub(super) fn settings(page: &Page) -> Vec<Edit> {
    let lines: Vec<Line> = page.lines().collect();
    let end = lines.iter().rposition(|line| !line.is_blank()).map_or(0, |last| last + 1);
    let from = lines[..end].iter().rposition(Line::is_blank).map_or(0, |blank| blank + 1);
    let [first, .., last] = &lines[from..end] else { return Vec::new() };
    let is_pair = |line: &Line| {
        let key = line.text.split_once(':').map_or("", |(key, _)| key);
        !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
    };
    let settings =
        first.text.starts_with("id: ") && last.text.starts_with("type_: ") && lines[from..end].iter().all(is_pair);
    if settings {
        vec![Edit::leave_out(first.start..last.end(), "the settings of a note of Joplin")]
    } else {
        Vec::new()
    }
}

/// kramdown's `{::comment}` with all up to its end, and `{::options key="value" /}`.
pub(super) fn extensions(page: &Page) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut done = 0;
    for at in page.find("{::") {
        let rest = &page.text()[at..];
        let Some(end) = page.after(at, LONGEST).find('}').filter(|_| at >= done) else { continue };
        let inside = &rest[3..end];
        let range: Range<usize> = match inside.split([' ', '/']).next() {
            Some("comment") if !inside.ends_with('/') => {
                let Some(close) = rest.find("{:/") else { return edits };
                let Some(last) = rest[close..].find('}') else { return edits };
                at..at + close + last + 1
            }
            Some("comment" | "options") => at..at + end + 1,
            _ => continue,
        };
        done = range.end;
        edits.push(Edit::leave_out(range, if inside.starts_with('o') { "options of kramdown" } else { "a comment" }));
    }
    edits
}

/// `:::python` and `#!bash` in the first line of indented code name its language (Python-Markdown's CodeHilite).
pub(super) fn languages(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    let lines: Vec<Line> = page.lines().collect();
    let mut next = 0;
    for (number, line) in lines.iter().enumerate() {
        let name = line.text.strip_prefix("    ").and_then(|text| text.strip_prefix(":::").or(text.strip_prefix("#!")));
        let Some(name) = name.map(str::trim_end).filter(|_| number >= next) else { continue };
        let above = number.checked_sub(1).and_then(|above| lines.get(above));
        let simple = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-#".contains(&b));
        if !simple || above.is_some_and(|above| !above.is_blank()) || !page.in_code_block(line.start + 4) {
            continue;
        }
        let below = |line: &&Line| line.is_blank() || line.text.starts_with("    ");
        let count = lines[number + 1..].iter().take_while(below).count();
        let code = &lines[number + 1..number + 1 + count];
        let Some(last) = code.iter().rposition(|line| !line.is_blank()) else { continue };
        next = number + 1 + last;
        let fence = if code.iter().any(|line| line.text.contains("```")) { "~~~~~" } else { "```" };
        edits.push(Edit::new(line.start..line.end(), format!("{fence}{name}")));
        let filled = code[..=last].iter().filter(|line| !line.is_blank());
        edits.extend(filled.map(|line| Edit::remove(line.start..line.start + 4)));
        edits.push(Edit::insert(code[last].end(), format!("\n{fence}")));
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn signs_of_other_programs_go() {
        for (reader, source, expected) in [
            (spoilers as fn(&Page) -> Vec<Edit>, ">!Rye it is.!< So.\n", "Rye it is. So.\n"),
            (spoilers, "||The dragon sleeps.|| So.\n", "The dragon sleeps. So.\n"),
            (properties, "- a\n  id:: 65e7-a1\n  collapsed:: true\n- b\n", "- a\n- b\n"),
            (fields, "It is [mood:: calm] (pages:: 212).\n", "It is mood: calm 212.\n"),
            (fields, "rating:: 5\n- seen-on:: [[a]]\nuse std:: a\n", "rating: 5\n- seen-on: [[a]]\nuse std:: a\n"),
            (settings, "Words.\n\nid: 0a1b\nis_todo: 0\ntype_: 1\n", "Words.\n\n\n"),
            (extensions, "a\n\n{::comment}\nb\n{:/comment}\n\n{::options x=\"y\" /}\n", "a\n\n\n\n\n"),
            (languages, "a\n\n    :::python\n    x\n\n      y\n\nb\n", "a\n\n```python\nx\n\n  y\n```\n\nb\n"),
            (languages, "    #!bash\n    ls\n", "```bash\nls\n```\n"),
        ] {
            assert_eq!(rewritten(reader, source), expected);
        }
    }

    #[test]
    fn words_and_programs_stay() {
        for (reader, same) in [
            (spoilers as fn(&Page) -> Vec<Edit>, "a || b || c and ||x||\n"),
            (spoilers, "| a | b |\n|---|---|\n|| c |\n||d||\n"),
            (spoilers, "`||a||` >!a\n\nb!<\n"),
            (properties, "author:: Ida Wren\n\nThe id:: of it\n"),
            (fields, "See std:: x and [a](b).\n"),
            (settings, "Words.\n\nid: a\ntype: 1\n"),
            (extensions, "`{::comment}` {::other}\n"),
            (languages, "    #!/bin/sh\n    ls\n"),
            (languages, "a\n    #!bash\n    ls\n"),
        ] {
            assert_eq!(rewritten(reader, same), same);
        }
    }
}
