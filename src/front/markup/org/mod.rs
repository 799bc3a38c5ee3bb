//! Org, the outlines of Emacs, as Markdown. [`inline`] reads the marks in a line.

mod inline;

use std::collections::BTreeSet;

use super::escape::at_start;
use super::writer::{DEEPEST, Line, Writer, lines, margin, set_in};
use crate::doc::{Author, Inline};
use crate::front::markdown;
use crate::lang::calendar;

/// True if a text has signs that only Org has: a keyword or a drawer, and a heading or a block.
pub(super) fn is_certain(text: &str) -> bool {
    let (mut has_key, mut has_heading, mut has_block) = (false, false, false);
    for line in text.lines().take(400) {
        has_key |= keyword(line)
            .is_some_and(|(key, _)| matches!(key.as_str(), "title" | "author" | "date" | "options" | "startup"));
        has_key |= line.trim() == ":PROPERTIES:";
        has_heading |= heading(line).is_some();
        has_block |= block_name(line).is_some();
    }
    has_key && (has_heading || has_block) || has_heading && has_block
}

/// Writes a text as Markdown.
pub(super) fn write(text: &str, writer: &mut Writer) {
    let lines = lines(text);
    let mut reader = Reader { writer, depth: 0, notes: Vec::new(), caption: None, marks: 0, unclosed: BTreeSet::new() };
    reader.blocks(&lines, 0);
    for (number, (at, words)) in std::mem::take(&mut reader.notes).into_iter().enumerate() {
        reader.writer.gap(at);
        reader.writer.line(at, &format!("[^inline{}]: {words}", number + 1));
    }
}

/// `#+KEY: words`, the key in lower case.
fn keyword(line: &str) -> Option<(String, &str)> {
    let (key, words) = line.trim_start().strip_prefix("#+")?.split_once(':')?;
    let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-[]".contains(&b));
    is_key.then(|| (key.to_ascii_lowercase(), words.trim()))
}

/// The name of the block that a line begins, `#+begin_src python`, and the words behind it.
fn block_name(line: &str) -> Option<(String, &str)> {
    let rest = line.trim_start();
    rest.get(..8).filter(|sign| sign.eq_ignore_ascii_case("#+begin_"))?;
    let (name, words) = rest[8..].split_once(' ').unwrap_or((&rest[8..], ""));
    (!name.is_empty()).then(|| (name.to_ascii_lowercase(), words.trim()))
}

/// The level and the words of a heading.
fn heading(line: &str) -> Option<(usize, &str)> {
    let rest = line.trim_start_matches('*');
    let level = line.len() - rest.len();
    (level > 0 && rest.starts_with(' ') && !rest.trim().is_empty()).then(|| (level, rest.trim()))
}

struct Reader<'w> {
    writer: &'w mut Writer,
    depth: usize,
    /// Notes inside the text, with their places.
    notes: Vec<(usize, String)>,
    /// The caption of the next picture or table.
    caption: Option<String>,
    /// The number of marks around the words that are read.
    marks: usize,
    /// Names of blocks without an end further down.
    unclosed: BTreeSet<String>,
}

/// True for a heading that Org does not export: `COMMENT Draft`, `Draft :noexport:`.
fn is_private(words: &str) -> bool {
    let tags = words.rsplit_once(' ').map(|(_, tags)| tags).filter(|tags| is_tags(tags));
    words == "COMMENT"
        || words.starts_with("COMMENT ")
        || tags.is_some_and(|tags| tags.split(':').any(|tag| tag == "noexport"))
}

impl Reader<'_> {
    fn blocks(&mut self, lines: &[Line], column: usize) {
        self.depth += 1;
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            at += if line.is_blank() { 1 } else { self.block(&lines[at..], column).max(1) };
        }
        self.depth -= 1;
    }

    /// Writes the block at the first line; returns the number of its lines.
    fn block(&mut self, lines: &[Line], column: usize) -> usize {
        let line = lines[0];
        let words = line.words();
        if self.depth > DEEPEST {
            return self.paragraph(lines);
        }
        if let Some((level, words)) = heading(line.text).filter(|_| self.depth == 1) {
            if is_private(words) {
                self.writer.leave_out(&line, format!("a section that is not exported, {words}"));
                let is_next = |line: &Line| heading(line.text).is_some_and(|(other, _)| other <= level);
                return 1 + lines[1..].iter().position(is_next).unwrap_or(lines.len() - 1);
            }
            // Org keeps the texts of notes in a section of this name.
            if words.eq_ignore_ascii_case("footnotes") {
                return 1;
            }
            self.heading(line, level, words);
            return 1;
        }
        if let Some((name, words)) = block_name(words) {
            return self.named(lines, &name, words);
        }
        if let Some((key, words)) = keyword(words) {
            self.keyword(line, &key, words);
            return 1;
        }
        if words == "#" || words.starts_with("# ") {
            self.writer.leave_out(&line, format!("a comment, {words}"));
            return 1;
        }
        if is_drawer(words)
            && let Some(end) = lines.iter().take(200).position(|line| line.words().eq_ignore_ascii_case(":end:"))
        {
            self.writer.leave_out(&line, format!("the drawer {words}"));
            return end + 1;
        }
        if ["SCHEDULED: ", "DEADLINE: ", "CLOSED: "].iter().any(|sign| words.starts_with(sign)) {
            self.writer.leave_out(&line, words);
            return 1;
        }
        if words.len() >= 5 && words.bytes().all(|b| b == b'-') {
            self.writer.gap(line.at);
            self.writer.line(line.at, "***");
            return 1;
        }
        if words == ":" || words.starts_with(": ") {
            return self.fixed(lines);
        }
        if words.starts_with('|') {
            return self.table(lines);
        }
        if let Some(count) = self.formula(lines).or_else(|| self.note(lines)) {
            return count;
        }
        self.list(lines, column).unwrap_or_else(|| self.paragraph(lines))
    }

    /// A heading without its priority and its tags.
    fn heading(&mut self, line: Line, level: usize, words: &str) {
        let mut words = words;
        if let Some((before, tags)) = words.rsplit_once(' ').filter(|(_, tags)| is_tags(tags)) {
            self.writer.leave_out(&line, format!("the tags {tags}"));
            words = before.trim_end();
        }
        let words = match words.find("[#").filter(|at| words[*at..].get(3..4) == Some("]")) {
            Some(at) => format!("{}{}", &words[..at], words[at + 4..].trim_start()),
            None => words.to_string(),
        };
        let words = self.inline(&words, line.at);
        self.writer.gap(line.at);
        self.writer.line(line.at, &format!("{} {words}", "#".repeat(level.min(6))));
    }

    fn keyword(&mut self, line: Line, key: &str, words: &str) {
        let meta = &mut self.writer.meta;
        match key {
            "title" if !words.is_empty() && meta.title.is_empty() => meta.title = vec![Inline::text(words)],
            "subtitle" if !words.is_empty() && meta.subtitle.is_empty() => meta.subtitle = vec![Inline::text(words)],
            "author" if !words.is_empty() => meta.authors.push(Author::new(words)),
            "date" if calendar::read(words.trim_matches(['<', '>', '[', ']']), None).is_some() => {
                meta.published = calendar::read(words.trim_matches(['<', '>', '[', ']']), None);
            }
            "caption" => self.caption = Some(words.to_string()),
            "results" => {}
            _ => self.writer.leave_out(&line, format!("#+{key}: {words}")),
        }
    }

    /// `#+begin_name` … `#+end_name`.
    fn named(&mut self, lines: &[Line], name: &str, words: &str) -> usize {
        let end = format!("#+end_{name}");
        let is_end = |line: &Line| line.words().eq_ignore_ascii_case(&end);
        let found = if self.unclosed.contains(name) { None } else { lines.iter().position(is_end) };
        let Some(length) = found else {
            self.unclosed.insert(name.to_string());
            self.writer.leave_out(&lines[0], format!("the sign #+begin_{name}"));
            return 1;
        };
        let at = lines[0].at;
        let inside = &lines[1..length];
        match name {
            "src" | "example" => {
                self.captioned(at);
                let language = if name == "src" { words.split_whitespace().next().unwrap_or("") } else { "" };
                // A comma keeps a line from being a heading.
                let plain: Vec<Line> = inside.iter().map(|line| uncommaed(*line)).collect();
                self.writer.code(language, &plain, at);
            }
            "comment" | "export" => self.writer.leave_out(&lines[0], format!("the block {name} {words}")),
            "verse" => {
                let column = margin(inside);
                let indent = |line: &Line| line.indent.saturating_sub(column);
                let lines: Vec<_> =
                    inside.iter().map(|line| (line.at, indent(line), self.inline(line.words(), line.at))).collect();
                self.writer.verse(at, &lines);
            }
            name => {
                let alert = markdown::alert(name);
                let is_quoted = name == "quote" || alert.is_some();
                if !is_quoted {
                    self.blocks(inside, margin(inside));
                    return length + 1;
                }
                self.writer.gap(at);
                let mark = self.writer.begin("> ", "> ");
                if let Some(alert) = alert {
                    self.writer.line(at, &format!("[!{alert}]"));
                    self.writer.line(at, "");
                }
                self.blocks(inside, margin(inside));
                self.writer.end(mark, at);
            }
        }
        length + 1
    }

    /// Writes the caption that waits, above its block.
    fn captioned(&mut self, at: usize) {
        if let Some(words) = self.caption.take() {
            let words = self.inline(&words, at);
            self.writer.gap(at);
            self.writer.emphasis(at, &words);
        }
    }

    /// `: words`: lines of code.
    fn fixed(&mut self, lines: &[Line]) -> usize {
        let own = lines.iter().take_while(|line| line.words() == ":" || line.words().starts_with(": "));
        let code: Vec<Line> = own
            .map(|line| {
                let text = line.words()[1..].strip_prefix(' ').unwrap_or("");
                Line { text, indent: text.len() - text.trim_start_matches(' ').len(), ..*line }
            })
            .collect();
        self.writer.code("", &code, lines[0].at);
        code.len()
    }

    fn table(&mut self, lines: &[Line]) -> usize {
        let count = lines.iter().take_while(|line| line.words().starts_with('|')).count();
        let is_rule = |line: &Line| line.words().starts_with("|-");
        let has_head = count > 2 && !is_rule(&lines[0]) && is_rule(&lines[1]);
        let mut rows: Vec<Vec<String>> = Vec::new();
        for line in lines[..count].iter().filter(|line| !is_rule(line)) {
            let inside = line.words().trim_start_matches('|').trim_end();
            let inside = inside.strip_suffix('|').unwrap_or(inside);
            let cells = inside.split('|').map(|cell| self.inline(cell.trim(), line.at)).collect();
            rows.push(cells);
        }
        // A row of `<l>` and `<10>` is about the columns.
        rows.retain(|row| {
            !row.iter().any(|cell| cell.starts_with("\\<"))
                || row.iter().any(|cell| !cell.is_empty() && !cell.starts_with("\\<"))
        });
        self.writer.table(&rows, has_head, lines[0].at);
        if let Some(words) = self.caption.take() {
            let words = self.inline(&words, lines[0].at);
            self.writer.caption(lines[0].at, &words);
        }
        count
    }

    /// `\begin{equation}` … and `\[` …: a formula.
    fn formula(&mut self, lines: &[Line]) -> Option<usize> {
        let words = lines[0].words();
        let (last, keeps) = match words.strip_prefix("\\begin{") {
            Some(rest) => (format!("\\end{{{}", rest.split_once('}')?.0) + "}", true),
            None if words == "\\[" => ("\\]".to_string(), false),
            None => return None,
        };
        let end = lines.iter().take(80).position(|line| line.words() == last)?;
        let at = lines[0].at;
        let inside = if keeps { &lines[..=end] } else { &lines[1..end] };
        let filled = inside.iter().filter(|line| !line.is_blank());
        self.writer.formula(at, filled.map(|line| (line.at, line.words().to_string())));
        Some(end + 1)
    }

    /// `[fn:1] words`.
    fn note(&mut self, lines: &[Line]) -> Option<usize> {
        let (label, words) = lines[0].text.strip_prefix("[fn:")?.split_once(']')?;
        let more = |line: &&Line| !line.is_blank() && !line.text.starts_with(['[', '*', '#']);
        let count = 1 + lines[1..].iter().take_while(more).count();
        let mut whole = vec![words.trim()];
        whole.extend(lines[1..count].iter().map(Line::words));
        let words = self.inline(&whole.join(" "), lines[0].at);
        self.writer.gap(lines[0].at);
        self.writer.line(lines[0].at, &format!("[^{}]: {words}", inline::label(label)));
        Some(count)
    }

    /// Items, numbered, with boxes, or terms and their meanings.
    fn list(&mut self, lines: &[Line], column: usize) -> Option<usize> {
        let first = lines[0];
        let (is_numbered, _) = marker(&first)?;
        let column = first.indent.max(column);
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            if line.is_blank() {
                // Two blank lines end a list.
                if lines.get(at + 1).is_none_or(Line::is_blank) {
                    break;
                }
                at += 1;
                continue;
            }
            let Some((numbered, width)) = marker(line).filter(|_| line.indent == column) else { break };
            if numbered != is_numbered {
                break;
            }
            // A list directly below the words of an item leaves the items close together.
            let is_inner = at == 0 && self.depth > 1 && !numbered;
            if !is_inner && (at == 0 || lines[at - 1].is_blank()) {
                self.writer.gap(line.at);
            }
            let end = set_in(lines, at + 1, column).max(at + 1);
            let words = line.words()[width..].trim_start();
            let (term, words) = match words.split_once(" ::").filter(|_| !numbered) {
                Some((term, rest)) if rest.is_empty() || rest.starts_with(' ') => (Some(term), rest.trim()),
                _ => (None, words),
            };
            let inner = margin(&lines[at + 1..end]).max(column + 1);
            let mut inside = Vec::new();
            if !words.is_empty() {
                inside.push(Line { at: line.at, text: words, indent: inner });
            }
            inside.extend_from_slice(&lines[at + 1..end]);
            let (mark, rest) = match (term, numbered) {
                (Some(term), _) => {
                    let term = self.inline(term, line.at);
                    self.writer.gap(line.at);
                    self.writer.line(line.at, &term);
                    (": ".to_string(), "  ".to_string())
                }
                (None, true) => {
                    let number = line.words().split(['.', ')']).next().unwrap_or("1");
                    let mark = format!("{number}. ");
                    let rest = " ".repeat(mark.len());
                    (mark, rest)
                }
                (None, false) => ("- ".to_string(), "  ".to_string()),
            };
            let open = self.writer.begin(&mark, &rest);
            self.blocks(&inside, inner);
            self.writer.end(open, line.at);
            at = end;
        }
        (at > 0).then_some(at)
    }

    fn paragraph(&mut self, lines: &[Line]) -> usize {
        let begins = |line: &Line| {
            let words = line.words();
            heading(line.text).is_some() && self.depth == 1
                || words.starts_with("#+")
                || words.starts_with('|')
                || marker(line).is_some()
                || is_drawer(words)
                || words.starts_with("\\begin{")
        };
        let deep = self.depth > DEEPEST;
        let count = 1 + lines[1..].iter().take_while(|line| !line.is_blank() && (deep || !begins(line))).count();
        let at = lines[0].at;
        let whole: Vec<&str> = lines[..count].iter().map(Line::words).collect();
        let text = whole.join("\n");
        self.writer.gap(at);
        // A box of a task stays Markdown.
        let (task, text) = match text.get(..4) {
            Some("[ ] " | "[-] ") => ("[ ] ", &text[4..]),
            Some("[X] " | "[x] ") => ("[x] ", &text[4..]),
            _ => ("", text.as_str()),
        };
        let words = self.inline(text, at);
        for (number, (line, words)) in lines.iter().zip(words.lines()).enumerate() {
            let words = if words.starts_with("![") { words.to_string() } else { at_start(words) };
            self.writer.line(line.at, &format!("{}{words}", if number == 0 { task } else { "" }));
        }
        if words.starts_with("![")
            && let Some(caption) = self.caption.take()
        {
            let caption = self.inline(&caption, at);
            self.writer.emphasis(at, &caption);
        }
        count
    }
}

/// `:PROPERTIES:`, `:LOGBOOK:`.
fn is_drawer(words: &str) -> bool {
    let name = words.strip_prefix(':').and_then(|rest| rest.strip_suffix(':'));
    name.is_some_and(|name| name.len() > 2 && name.bytes().all(|b| b.is_ascii_uppercase() || b"-_".contains(&b)))
}

/// `:tag:other:`.
fn is_tags(words: &str) -> bool {
    let inside = words.strip_prefix(':').and_then(|rest| rest.strip_suffix(':'));
    inside
        .is_some_and(|inside| !inside.is_empty() && inside.chars().all(|c| c.is_alphanumeric() || "_@#%:".contains(c)))
}

/// True for a number, and the width of the mark of an item. A star at the margin is a heading.
fn marker(line: &Line) -> Option<(bool, usize)> {
    let words = line.words();
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    if words.starts_with(['-', '+']) || words.starts_with('*') && line.indent > 0 {
        return ends(&words[1..]).then_some((false, 1));
    }
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = (1..=4).contains(&digits) && words[digits..].starts_with(['.', ')']);
    (is_number && ends(&words[digits + 1..])).then_some((true, digits + 1))
}

/// `,* words` in code: the comma keeps the line from being a heading.
fn uncommaed(line: Line) -> Line {
    let words = line.words();
    match words.strip_prefix(',').filter(|rest| rest.starts_with(['*', ',']) || rest.starts_with("#+")) {
        Some(rest) => Line { text: rest, ..line },
        None => line,
    }
}

#[cfg(test)]
mod tests {
    fn written(text: &str) -> String {
        crate::front::markup::written(super::write, text)
    }

    #[test]
    fn outlines_become_markdown() {
        for (source, expected) in [
            ("* A :tag:\n:PROPERTIES:\n:ID: x\n:END:\nSo.\n** TODO [#A] B\n", "# A\n\nSo.\n\n## TODO B\n"),
            ("* A\n** B :noexport:\nX\n*** C\n* COMMENT D\nY\n* E\nZ\n", "# A\n\n# E\n\nZ\n"),
            ("#+BEGIN_SRC sh :x y\n,* a\nls\n#+END_SRC\n", "```sh\n* a\nls\n```\n"),
            ("#+begin_quote\nThe /sea/.\n#+end_quote\n", "> The *sea*.\n"),
            ("- a\n- b\n  1. c\n- [X] d\n", "- a\n- b\n\n  1. c\n- [x] d\n"),
            ("- a\n  - b\n- c\n", "- a\n  - b\n- c\n"),
            ("- term :: meaning\n- two :: more\n", "term\n: meaning\n\ntwo\n: more\n"),
            ("| a | b |\n|---+---|\n| 1 | 2 |\n", "| a | b |\n| --- | --- |\n| 1 | 2 |\n"),
            (": a\n:  b\n", "```\na\n b\n```\n"),
            ("#+CAPTION: The pier\n[[file:a.png]]\n", "![](<a.png>)\n*The pier*\n"),
            (
                "A[fn:1] and[fn::Of hemp.].\n\n[fn:1] Note.\n",
                "A[^1] and[^inline1].\n\n[^1]: Note.\n\n[^inline1]: Of hemp.\n",
            ),
            ("#+begin_verse\nOne\n Two\n#+end_verse\n", "<!-- verse -->\nOne\\\n\u{a0}Two\n"),
            ("# note\n-----\n\\begin{align}\na\n\\end{align}\n", "***\n\n$$\n\\begin{align}\na\n\\end{align}\n$$\n"),
        ] {
            assert_eq!(written(source), expected, "{source}");
        }
    }

    #[test]
    fn certain_signs() {
        assert!(super::is_certain("#+TITLE: A\n\n* B\n") && super::is_certain("* A\n#+begin_src sh\n#+end_src\n"));
        for text in ["* a\n* b\n", "#+TITLE: A\n\nB\n", "# a\n\n* b\n"] {
            assert!(!super::is_certain(text), "{text}");
        }
    }
}
