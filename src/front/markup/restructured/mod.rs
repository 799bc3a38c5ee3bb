//! reStructuredText (docutils' specification of reStructuredText markup) as Markdown.
//!
//! - [`inline`] reads the marks in a line, [`targets`] the names that links lead to;
//! - [`tables`] reads both kinds of drawn tables;
//! - [`directives`] is a table of directives and what they hold.

mod directives;
mod inline;
mod tables;
mod targets;

use super::escape::{at_start, escape};
use super::writer::{DEEPEST, Line, Writer, lines, margin, set_in};
use crate::doc::Author;
use crate::lang::calendar;
use targets::Targets;

/// True if a text has signs that only reStructuredText has: a directive or a target, and a heading or a link.
pub(super) fn is_certain(text: &str) -> bool {
    let mut found = [false; 3];
    for line in text.lines().take(400) {
        let explicit = line.trim_start().strip_prefix(".. ");
        found[0] |= explicit.is_some_and(|rest| {
            let name = rest.split("::").next().unwrap_or("");
            rest.contains("::")
                && !name.is_empty()
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_:".contains(&b))
                || rest.starts_with('_') && rest.contains(':')
        });
        found[1] |= underline(line).is_some();
        found[2] |= line.contains("`_") || line.contains(":`");
    }
    found[0] && (found[1] || found[2])
}

/// Writes a text as Markdown.
pub(super) fn write(text: &str, writer: &mut Writer) {
    let lines = lines(text);
    let targets = Targets::new(&lines);
    let mut reader = Reader { writer, targets, levels: Vec::new(), depth: 0, is_head: true };
    // Fields at the top that Sphinx takes for the whole file.
    let is_setting = |line: &&Line| {
        line.is_blank()
            || [":orphan:", ":nosearch:", ":nocomments:", ":tocdepth:"].iter().any(|name| line.text.starts_with(name))
    };
    let start = lines.iter().take_while(is_setting).count();
    reader.blocks(lines.get(start..).unwrap_or_default(), 0);
}

/// The sign of a line that is one sign repeated.
fn underline(line: &str) -> Option<char> {
    let line = line.trim_end();
    let sign = line.chars().next().filter(char::is_ascii_punctuation)?;
    (line.len() >= 3 && line.chars().all(|c| c == sign)).then_some(sign)
}

struct Reader<'w, 't> {
    writer: &'w mut Writer,
    targets: Targets<'t>,
    /// The signs of headings, with true for one that has a line above too, in the order of their levels.
    levels: Vec<(char, bool)>,
    depth: usize,
    /// True up to the first paragraph: fields there are about the document.
    is_head: bool,
}

impl<'t> Reader<'_, 't> {
    /// Writes blocks whose lines begin at a column.
    fn blocks(&mut self, lines: &[Line<'t>], column: usize) {
        self.depth += 1;
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            at = match line.is_blank() {
                true => at + 1,
                false => at + self.block(&lines[at..], column).max(1),
            };
        }
        self.depth -= 1;
    }

    /// Writes the block at the first line; returns the number of its lines.
    fn block(&mut self, lines: &[Line<'t>], column: usize) -> usize {
        let line = lines[0];
        if self.depth > DEEPEST {
            return self.paragraph(lines, column);
        }
        if line.indent > column {
            return self.quotation(lines, column);
        }
        let words = line.words();
        if let Some(count) = self.heading(lines) {
            return count;
        }
        if words == ".." || words.starts_with(".. ") {
            return self.explicit(lines, column);
        }
        if words.starts_with("__ ") {
            return 1;
        }
        if words.starts_with(">>>") {
            let count = lines.iter().take_while(|line| !line.is_blank()).count();
            self.writer.code("python", &lines[..count], line.at);
            return count;
        }
        self.list(lines, column)
            .or_else(|| self.table(lines))
            .or_else(|| self.line_block(lines, column))
            .or_else(|| self.field(lines, column))
            .or_else(|| self.option(lines, column))
            .or_else(|| self.definition(lines, column))
            .unwrap_or_else(|| self.paragraph(lines, column))
    }

    /// A heading with a line below, or a line above and below; a line alone is a break.
    fn heading(&mut self, lines: &[Line<'t>]) -> Option<usize> {
        let at = lines[0].at;
        let text = |number: usize| lines.get(number).map_or("", |line| line.text);
        let over = underline(text(0));
        let (title, sign, count) = match over {
            Some(sign) if !text(1).is_empty() && underline(text(2)) == Some(sign) => (text(1).trim(), sign, 3),
            Some(_) if text(1).is_empty() && lines[0].indent == 0 && text(0).len() >= 4 => {
                self.writer.gap(at);
                self.writer.line(at, "***");
                return Some(1);
            }
            Some(_) => return None,
            None => (text(0), underline(text(1))?, 2),
        };
        let is_long = text(count - 1).chars().count() + 1 >= title.chars().count().min(4);
        if lines[0].indent > 0 || title.is_empty() || !is_long || underline(title).is_some() {
            return None;
        }
        let kind = (sign, over.is_some());
        let level = self.levels.iter().position(|known| *known == kind).unwrap_or_else(|| {
            self.levels.push(kind);
            self.levels.len() - 1
        });
        let words = self.inline(title);
        self.writer.gap(at);
        self.writer.line(at, &format!("{} {words}", "#".repeat((level + 1).min(6))));
        Some(count)
    }

    /// A block that is set in is a quotation.
    fn quotation(&mut self, lines: &[Line<'t>], column: usize) -> usize {
        let count = set_in(lines, 0, column);
        self.writer.gap(lines[0].at);
        let mark = self.writer.begin("> ", "> ");
        self.blocks(&lines[..count], margin(&lines[..count]));
        self.writer.end(mark, lines[count - 1].at);
        count
    }

    /// `.. name:: words`, `.. [1] a note`, `.. _target:`, a comment.
    fn explicit(&mut self, lines: &[Line<'t>], column: usize) -> usize {
        let line = lines[0];
        let count = set_in(lines, 1, column).max(1);
        let rest = line.words()[2..].trim_start();
        if let Some((label, words)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            self.note(label, words.trim(), &lines[..count]);
        } else if let Some((name, words)) = rest.split_once("::").filter(|(name, _)| targets::is_name(name)) {
            self.directive(name, words.trim(), &lines[..count]);
        } else if !rest.starts_with(['_', '|']) && !rest.is_empty() {
            self.writer.leave_out(&line, format!("a comment, {rest}"));
        }
        count
    }

    /// A note, or the work that a citation names.
    fn note(&mut self, label: &str, words: &'t str, lines: &[Line<'t>]) {
        let at = lines[0].at;
        let first = match self.targets.note_of(label) {
            Some(label) => format!("[^{label}]: "),
            None => format!("\\[{}\\] ", escape(label)),
        };
        self.writer.gap(at);
        let is_note = first.starts_with("[^");
        let mark = self.writer.begin(&first, if is_note { "    " } else { "" });
        self.below(words, lines);
        self.writer.end(mark, at);
    }

    /// Words behind a mark, and the lines set in below them.
    fn below(&mut self, words: &'t str, lines: &[Line<'t>]) {
        let column = margin(&lines[1..]);
        let mut inside = Vec::new();
        if !words.is_empty() {
            inside.push(Line { at: lines[0].at, text: words, indent: column });
        }
        inside.extend_from_slice(&lines[1..]);
        self.blocks(&inside, column);
    }

    /// Items with a bullet or a number.
    fn list(&mut self, lines: &[Line<'t>], column: usize) -> Option<usize> {
        let kind = marker(lines[0].words())?.0;
        if kind.kind() == 2 && !is_lettered(lines, column) {
            return None;
        }
        let mut at = 0;
        let mut number = 0;
        let is_loose = |at: usize| at > 0 && lines[at - 1].is_blank();
        while let Some(line) = lines.get(at) {
            if line.is_blank() {
                at += 1;
                continue;
            }
            let Some((own, width)) = marker(line.words()).filter(|_| line.indent == column) else { break };
            let end = set_in(lines, at + 1, column);
            // A line at the same column shows that this is a sentence.
            let is_item = lines.get(at + 1).is_none_or(|next| {
                next.is_blank() || next.indent > column || marker(next.words()).is_some() && next.indent == column
            });
            if own.kind() != kind.kind() || !is_item {
                break;
            }
            // A list directly below the words of an item leaves the items close together.
            let is_inner = at == 0 && self.depth > 1 && own.kind() == 0;
            if !is_inner && (at == 0 || is_loose(at)) {
                self.writer.gap(line.at);
            }
            number += 1;
            if at == 0 && own.kind() == 2 {
                self.writer.line(
                    line.at,
                    if own.sign.is_ascii_uppercase() { "<!-- upper-alpha -->" } else { "<!-- lower-alpha -->" },
                );
            }
            let mark = match own.kind() {
                0 => "- ".to_string(),
                _ => format!("{}. ", own.number.unwrap_or(number)),
            };
            let open = self.writer.begin(&mark, &" ".repeat(mark.len()));
            let words = &line.words()[width..];
            let trimmed = words.trim_start();
            let inner = line.indent + width + words.len() - trimmed.len();
            let mut inside = vec![Line { at: line.at, text: trimmed, indent: inner }];
            inside.extend_from_slice(&lines[at + 1..end.max(at + 1)]);
            let inner = if inside.len() > 1 { inner.min(margin(&inside[1..])) } else { inner };
            inside[0].indent = inner;
            if trimmed.is_empty() {
                inside.remove(0);
            }
            self.blocks(&inside, inner);
            self.writer.end(open, line.at);
            at = end.max(at + 1);
        }
        (at > 0 && number > 0).then_some(at)
    }

    fn table(&mut self, lines: &[Line<'t>]) -> Option<usize> {
        let (rows, has_head, count) = tables::read(lines)?;
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| self.inline(cell)).collect()).collect();
        self.writer.table(&rows, has_head, lines[0].at);
        Some(count)
    }

    /// `| line`: lines that stay lines.
    fn line_block(&mut self, lines: &[Line<'t>], column: usize) -> Option<usize> {
        let is_line = |line: &&Line| {
            line.words().starts_with("| ") || line.text == "|" || line.indent > column && !line.is_blank()
        };
        let count =
            if lines[0].words().starts_with("| ") { lines.iter().take_while(is_line).count() } else { return None };
        let verse = |line: &Line<'t>| {
            let words = line.words().trim_start_matches('|');
            let words = words.strip_prefix(' ').unwrap_or(words);
            let bare = words.trim_start();
            (line.at, words.len() - bare.len(), self.inline(bare))
        };
        let verses: Vec<_> = lines[..count].iter().map(verse).collect();
        self.writer.verse(lines[0].at, &verses);
        Some(count)
    }

    /// `:name: words`. At the head of a document some are its authors and its date.
    fn field(&mut self, lines: &[Line<'t>], column: usize) -> Option<usize> {
        let (name, words) = field(lines[0].words())?;
        let count = set_in(lines, 1, column).max(1);
        if self.is_head && self.depth == 1 {
            match name.to_ascii_lowercase().as_str() {
                "author" if count == 1 => {
                    self.writer.meta.authors.push(Author::new(words.split(" <").next().unwrap_or(words)));
                    return Some(count);
                }
                "date" if count == 1 && calendar::read(words, None).is_some() => {
                    self.writer.meta.published = calendar::read(words, None);
                    return Some(count);
                }
                _ => {}
            }
        }
        self.term(&format!("**{}**", escape(name)), words, &lines[..count]);
        Some(count)
    }

    /// A term, and its meaning on the lines below.
    fn term(&mut self, term: &str, words: &'t str, lines: &[Line<'t>]) {
        let at = lines[0].at;
        self.writer.gap(at);
        self.writer.line(at, term);
        let mark = self.writer.begin(": ", "  ");
        self.below(words, lines);
        self.writer.end(mark, at);
    }

    /// `-a FILE, --all  words`: an option of a program.
    fn option(&mut self, lines: &[Line<'t>], column: usize) -> Option<usize> {
        let words = lines[0].words();
        let is_option = words.strip_prefix('-').is_some_and(|rest| {
            let rest = rest.strip_prefix('-').unwrap_or(rest);
            rest.starts_with(|c: char| c.is_ascii_alphanumeric())
        });
        let count = set_in(lines, 1, column).max(1);
        let (option, meaning) = words.split_once("  ").unwrap_or((words, ""));
        if !is_option || meaning.trim().is_empty() && count == 1 {
            return None;
        }
        self.term(&super::escape::code(option), meaning.trim(), &lines[..count]);
        Some(count)
    }

    /// A line with a block set in directly below it: a term and its meaning.
    fn definition(&mut self, lines: &[Line<'t>], column: usize) -> Option<usize> {
        lines.get(1).filter(|next| !next.is_blank() && next.indent > column)?;
        let count = set_in(lines, 1, column);
        let (term, kind) = lines[0].words().split_once(" : ").unwrap_or((lines[0].words(), ""));
        if lines[0].text.ends_with("::") {
            return None;
        }
        let mut words = at_start(&self.inline(term));
        if !kind.is_empty() {
            words = format!("{words} : *{}*", escape(kind.trim()));
        }
        self.term(&words, "", &lines[..count]);
        Some(count)
    }

    /// A paragraph. Two colons at its end announce code.
    fn paragraph(&mut self, lines: &[Line<'t>], column: usize) -> usize {
        let is_own = |line: &&Line| !line.is_blank() && (line.indent >= column || self.depth > DEEPEST);
        let mut count = lines.iter().take_while(is_own).count().max(1);
        // A block that is set in ends it.
        if let Some(inner) = lines[1..count].iter().position(|line| line.indent > column && self.depth <= DEEPEST) {
            count = inner + 1;
        }
        self.is_head = false;
        let whole: Vec<&str> = lines[..count].iter().map(Line::words).collect();
        let text = whole.join("\n");
        let (text, announces) = match text.strip_suffix("::") {
            Some(before) if before.is_empty() || before.ends_with(char::is_whitespace) => (before.trim_end(), true),
            Some(before) => (&text[..before.len() + 1], true),
            None => (text.as_str(), false),
        };
        if !text.is_empty() {
            self.writer.gap(lines[0].at);
            let words = self.inline(text);
            for (line, words) in lines.iter().zip(words.lines()) {
                self.writer.line(line.at, &at_start(words));
            }
        }
        if !announces {
            return count;
        }
        let start = count + lines[count..].iter().take_while(|line| line.is_blank()).count();
        let mut end = set_in(lines, start, column);
        if end == start && start > count {
            // Code may have a sign before every line instead.
            let sign = lines.get(start).and_then(|line| line.words().chars().next()).filter(char::is_ascii_punctuation);
            end = start
                + lines[start..]
                    .iter()
                    .take_while(|line| sign.is_some() && line.words().chars().next() == sign)
                    .count();
        }
        if end > start {
            self.writer.code("", &lines[start..end], lines[start].at);
        }
        end.max(count)
    }
}

/// The mark of an item.
#[derive(Clone, Copy)]
struct Marker {
    sign: char,
    number: Option<u32>,
}

impl Marker {
    /// 0 for a bullet, 1 for a number, 2 for a letter.
    fn kind(self) -> u8 {
        match (self.number, self.sign) {
            (Some(_), _) | (None, '#') => 1,
            (None, sign) if sign.is_ascii_alphabetic() => 2,
            _ => 0,
        }
    }
}

/// True if an item with the next letter follows: `A. Marsh` alone is a name.
fn is_lettered(lines: &[Line], column: usize) -> bool {
    let letters = lines.iter().take(200).filter(|line| line.indent == column && !line.is_blank());
    let mut letters = letters.filter_map(|line| marker(line.words())).map(|(marker, _)| marker.sign);
    let first = letters.next();
    let next = first.and_then(|sign| char::from_u32(sign as u32 + 1));
    matches!(first, Some('a' | 'A')) && letters.next() == next
}

/// The mark at the start of a line, and its width.
fn marker(words: &str) -> Option<(Marker, usize)> {
    let first = words.chars().next()?;
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    if matches!(first, '-' | '*' | '+' | '•' | '‣' | '⁃') {
        let width = first.len_utf8();
        return ends(&words[width..]).then_some((Marker { sign: first, number: None }, width));
    }
    let inside = words.strip_prefix('(').unwrap_or(words);
    let length = inside.find(['.', ')', ' '])?;
    let (name, rest) = inside.split_at(length);
    let is_closed = if inside.len() < words.len() { rest.starts_with(')') } else { rest.starts_with(['.', ')']) };
    let width = words.len() - inside.len() + length + 1;
    let number = name.parse::<u32>().ok().filter(|_| name.len() <= 4);
    let is_letter = name.len() == 1 && (name == "#" || name.chars().all(|c| c.is_ascii_alphabetic()));
    let has_words = number.is_some() || name == "#" || words.get(width..).is_some_and(|rest| !rest.trim().is_empty());
    let found = is_closed && (number.is_some() || is_letter) && has_words && words.get(width..).is_some_and(ends);
    found.then(|| (Marker { sign: name.chars().next().unwrap_or('1'), number }, width))
}

/// `:name: words`.
fn field(words: &str) -> Option<(&str, &str)> {
    let rest = words.strip_prefix(':')?;
    let end = rest.find(':')?;
    let (name, after) = (&rest[..end], &rest[end + 1..]);
    let is_field = !name.is_empty()
        && !name.starts_with(' ')
        && !name.contains('`')
        && (after.is_empty() || after.starts_with(' '));
    is_field.then(|| (name, after.trim()))
}

#[cfg(test)]
mod tests {
    fn written(text: &str) -> String {
        crate::front::markup::written(super::write, text)
    }

    #[test]
    fn blocks_become_markdown() {
        for (source, expected) in [
            ("====\nBoat\n====\n\nBow\n---\n\nIt is late.\n", "# Boat\n\n## Bow\n\nIt is late.\n"),
            ("Run::\n\n    ls -l\n\n    cd\n\nSo.\n", "Run:\n\n```\nls -l\n\ncd\n```\n\nSo.\n"),
            ("- one\n- two\n  more\n\n  para\n- three\n", "- one\n- two\n  more\n\n  para\n- three\n"),
            ("- a\n\n  - b\n- c\n", "- a\n  - b\n- c\n"),
            ("1. a\n#. b\n", "1. a\n2. b\n"),
            ("term : kind\n    Meaning.\n", "term : *kind*\n: Meaning.\n"),
            ("Said:\n\n    The sea.\n\n    -- Ada\n", "Said:\n\n> The sea.\n>\n> \\-- Ada\n"),
            ("| One\n|  two\n", "<!-- verse -->\nOne\\\n\u{a0}two\n"),
            (
                "a [1]_ [#]_ [Ada]_\n\n.. [1] One\n   more.\n.. [#] Two.\n.. [Ada] Three.\n",
                "a [^1] [^auto1] \\[Ada\\]\n\n[^1]: One\n    more.\n\n[^auto1]: Two.\n\n\\[Ada\\] Three.\n",
            ),
            ("-a FILE  All.\n--by=X   By.\n", "`-a FILE`\n: All.\n\n`--by=X`\n: By.\n"),
            (
                "|a|_ |b|\n\n.. |a| image:: a.png\n.. _a: https://e.org\n.. |b| replace:: c\n",
                "[![a](<a.png>)](<https://e.org>) c\n",
            ),
            (">>> f(1)\n1\n\nSo.\n", "```python\n>>> f(1)\n1\n```\n\nSo.\n"),
            ("1. May is\nlate.\n", "1\\. May is\nlate.\n"),
            (".. a comment\n   of two lines\n\nSo.\n", "So.\n"),
            ("A.\n\n----\n\nB.\n", "A.\n\n***\n\nB.\n"),
        ] {
            assert_eq!(written(source), expected, "{source}");
        }
    }

    #[test]
    fn directives_hold_text() {
        for (source, expected) in [
            (".. note::\n   Mind *it*.\n", "> [!NOTE]\n> Mind *it*.\n"),
            (".. rst:role:: any\n\n   It leads anywhere.\n", "`any`\n: It leads anywhere.\n"),
            (".. autoclass:: Boat\n   :members:\n\n   It floats.\n", "`Boat`\n: It floats.\n"),
            (".. autoclass:: Boat\n   :members:\n\nIt floats.\n", "It floats.\n"),
            (".. warning:: Thin ice\n   here.\n", "> [!WARNING]\n> Thin ice\n> here.\n"),
            (".. code-block:: python\n   :linenos:\n\n   x = 1\n", "```python\nx = 1\n```\n"),
            (".. image:: a.png\n   :alt: A\n", "![A](<a.png>)\n"),
            (".. figure:: a.png\n   :width: 30\n\n   The *pier*.\n", "![](<a.png>)\n*The pier.*\n"),
            (".. math::\n\n   a = b\n", "$$\na = b\n$$\n"),
            (".. function:: f(x)\n\n   Says x.\n", "`f(x)`\n: Says x.\n"),
            (".. toctree::\n   :maxdepth: 2\n\n   a\n   b\n\nSo.\n", "So.\n"),
            (
                ".. list-table:: Boats\n   :header-rows: 1\n\n   * - A\n     - B\n   * - 1\n     - 2\n",
                "| A | B |\n| --- | --- |\n| 1 | 2 |\n\n<!-- caption -->\nBoats\n",
            ),
            (".. strange:: words\n\n   More.\n", "words\n\nMore.\n"),
        ] {
            assert_eq!(written(source), expected, "{source}");
        }
    }

    #[test]
    fn certain_signs() {
        assert!(super::is_certain("A\n===\n\n.. note::\n   B\n") && super::is_certain(".. _a: http://b\n\n`a`_\n"));
        for text in ["A\n===\n\nB\n", ".. and so on:: b\n\n---\n", "See std::a\n---\n", "`a`_\n"] {
            assert!(!super::is_certain(text), "{text}");
        }
    }
}
