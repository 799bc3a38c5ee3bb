//! AsciiDoc as Markdown. [`inline`] reads the marks in a line, [`lists`] the items.

mod inline;
mod lists;

use std::collections::BTreeMap;

use super::escape::{escape, link, picture};
use super::writer::{DEEPEST, Line, Writer, lines};
use crate::doc::{Author, Inline};
use crate::front::markdown;
use crate::lang::calendar;

use lists::marker;

/// True if a text has signs that only AsciiDoc has: a title or a section, and a block with its lines of signs, a macro
/// or attributes above the text.
pub(super) fn is_certain(text: &str) -> bool {
    is_old(text) || is_new(text)
}

/// True if a text has titles with a line of signs below them, as Markdown has too, and two kinds of signs that only
/// AsciiDoc has.
fn is_old(text: &str) -> bool {
    let lines = lines(&text[..text.floor_char_boundary(40_000)]);
    let has = |is: &dyn Fn(&Line) -> bool| lines.iter().any(is);
    let styles = ["[verse]", "[source", "[listing", "[NOTE]", "[quote", "[horizontal]", "[WARNING]", "[options="];
    let signs = [
        has(&|line| styles.iter().any(|style| line.text.starts_with(style)) && line.text.ends_with(']')),
        has(&|line| {
            macro_of(line.text).is_some_and(|(name, ..)| {
                matches!(name, "include" | "image" | "ifdef" | "ifndef" | "endif" | "ifeval" | "toc")
            })
        }),
        has(&|line| line.text.starts_with("[[") && line.text.ends_with("]]")),
        lines.windows(2).any(|pair| pair[0].text.ends_with("::") && pair[1].indent > 0),
    ];
    signs.iter().filter(|found| **found).count() >= 2 && (0..lines.len()).any(|at| underlined(&lines[at..]).is_some())
}

fn is_new(text: &str) -> bool {
    let mut found = [false; 2];
    let mut above = "";
    for line in text.lines().take(400) {
        found[0] |= section(line).is_some_and(|(_, words)| !words.ends_with('='));
        let is_block = above.starts_with('[') && above.ends_with(']') && fence(line).is_some();
        found[1] |= is_block
            || macro_of(line).is_some()
            || line.starts_with(":toc:")
            || line.starts_with(":icons:")
            || line == "|===";
        above = line;
    }
    found[0] && found[1]
}

/// Writes a text as Markdown.
pub(super) fn write(text: &str, writer: &mut Writer) {
    let lines = lines(text);
    let mut reader = Reader {
        writer,
        depth: 0,
        values: BTreeMap::new(),
        notes: Vec::new(),
        style: String::new(),
        title: None,
        is_old: false,
    };
    let start = reader.head(&lines);
    reader.blocks(&lines[start..]);
    for (number, (at, words)) in std::mem::take(&mut reader.notes).into_iter().enumerate() {
        reader.writer.gap(at);
        reader.writer.line(at, &format!("[^{}]: {words}", number + 1));
    }
}

/// The level and the words of a section, `== Words`.
fn section(line: &str) -> Option<(usize, &str)> {
    let sign = line.chars().next().filter(|c| matches!(c, '=' | '#'))?;
    let rest = line.trim_start_matches(sign);
    let level = line.len() - rest.len();
    (level <= 6 && rest.starts_with(' ') && !rest.trim().is_empty()).then(|| (level, rest.trim()))
}

/// The level and the words of a section with a line of signs below its words, of the same length or nearly so.
fn underlined<'t>(lines: &[Line<'t>]) -> Option<(usize, &'t str)> {
    let [words, below, ..] = lines else { return None };
    let sign = below.text.chars().next()?;
    let level = 1 + "=-~^+".find(sign)?;
    let length = words.text.chars().count();
    let is_rule = below.text.len() >= 3 && below.text.chars().all(|c| c == sign);
    let is_title =
        words.indent == 0 && words.text.contains(char::is_alphanumeric) && !words.text.ends_with([']', '.', ':']);
    // `.Title` above a block: the line of signs below it has its like further on.
    let titles = words.text.starts_with('.') && lines.iter().skip(2).any(|line| line.text == below.text);
    (is_rule && is_title && !titles && below.text.len().abs_diff(length) <= 2).then_some((level, words.text))
}

/// The sign of a line around a block: `----`, `====`, `|===`.
fn fence(line: &str) -> Option<&str> {
    if line == "--" || matches!(line, "|===" | ",===" | "!===") {
        return Some(line);
    }
    let first = line.chars().next().filter(|c| "-=.*_+/".contains(*c))?;
    (line.len() >= 4 && line.chars().all(|c| c == first)).then_some(line)
}

/// A macro of a line, `image::a.png[words]`: name, target, words.
fn macro_of(line: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = line.split_once("::")?;
    let (target, words) = rest.strip_suffix(']')?.split_once('[')?;
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (is_name && !target.contains(' ')).then_some((name, target, words))
}

/// `:name: value`.
fn attribute(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.strip_prefix(':')?.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-!".contains(&b));
    (is_name && (value.is_empty() || value.starts_with(' '))).then(|| (name, value.trim()))
}

/// The author and the source of a quotation: `[quote, Ada Marsh, The Harbour]`.
fn credit<'t>(words: impl Iterator<Item = &'t str>) -> String {
    words.filter(|word| !word.is_empty() && !word.contains('=')).collect::<Vec<_>>().join(", ")
}

struct Reader<'w> {
    writer: &'w mut Writer,
    depth: usize,
    /// The attributes of the document.
    values: BTreeMap<String, String>,
    notes: Vec<(usize, String)>,
    /// The words in brackets above the next block.
    style: String,
    /// The title of the next block.
    title: Option<String>,
    /// True if the title has a line of signs below it: such texts are of the older form, in which single quotation marks
    /// are emphasis.
    is_old: bool,
}

impl Reader<'_> {
    /// Title, author, date and attributes; returns the number of lines.
    fn head(&mut self, lines: &[Line]) -> usize {
        let text = |at: usize| lines.get(at).map_or("", |line| line.text);
        let is_comment = |text: &str| text.starts_with("//") && fence(text).is_none();
        let mut at = lines.iter().take_while(|line| line.is_blank() || is_comment(line.text)).count();
        let old = underlined(lines.get(at..).unwrap_or_default());
        if let Some((_, words)) = section(text(at)).or(old).filter(|(level, _)| *level == 1) {
            self.writer.meta.title = vec![Inline::text(words)];
            self.is_old = old.is_some();
            at += 1 + usize::from(self.is_old);
            if !text(at).is_empty() && attribute(text(at)).is_none() && !text(at).starts_with("//") {
                for author in text(at).split(';') {
                    let name = author.split('<').next().unwrap_or("").trim();
                    if !name.is_empty() && name.split(' ').count() <= 4 {
                        self.writer.meta.authors.push(Author::new(name));
                    }
                }
                at += 1;
                if let Some(date) = calendar::read(text(at), None) {
                    self.writer.meta.published = Some(date);
                    at += 1;
                } else if text(at).strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
                {
                    at += 1;
                }
            }
        }
        while let Some(line) = lines.get(at).filter(|line| !line.is_blank()) {
            match attribute(line.text) {
                Some((name, value)) => drop(self.values.insert(name.to_string(), value.to_string())),
                None if is_comment(line.text) => {}
                None => break,
            }
            at += 1;
        }
        at.min(lines.len())
    }

    fn blocks(&mut self, lines: &[Line]) {
        self.depth += 1;
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            at += if line.is_blank() { 1 } else { self.block(&lines[at..]).max(1) };
        }
        self.depth -= 1;
    }

    /// Writes the block at the first line; returns the number of its lines.
    fn block(&mut self, lines: &[Line]) -> usize {
        let line = lines[0];
        let text = line.text;
        if self.depth > DEEPEST {
            return self.paragraph(lines);
        }
        let old = underlined(lines);
        if let Some((level, words)) = section(text).or(old) {
            self.style.clear();
            let words = self.inline(words, line.at);
            self.writer.gap(line.at);
            self.writer.line(line.at, &format!("{} {words}", "#".repeat(level.min(6))));
            return if old.is_some() { 2 } else { 1 };
        }
        if let Some((name, value)) = attribute(text) {
            self.values.insert(name.to_string(), value.to_string());
            return 1;
        }
        if text.starts_with("//") && fence(text).is_none() {
            self.writer.leave_out(&line, format!("a comment, {text}"));
            return 1;
        }
        if text.starts_with('[') && text.ends_with(']') && !text.starts_with("[[[") {
            // An anchor in double brackets has no words.
            if !text.starts_with("[[") {
                self.style = text[1..text.len() - 1].to_string();
            }
            return 1;
        }
        if let Some(words) = text.strip_prefix('.').filter(|rest| rest.starts_with(|c: char| c.is_alphanumeric())) {
            self.title = Some(words.to_string());
            return 1;
        }
        if matches!(text, "'''" | "***" | "---" | "* * *" | "- - -") {
            self.writer.gap(line.at);
            self.writer.line(line.at, "***");
            return 1;
        }
        if matches!(text, "<<<" | "toc::[]") {
            return 1;
        }
        if text == "+" {
            return 1;
        }
        if let Some(sign) = fence(text)
            && let Some(length) = lines[1..].iter().position(|line| line.text == sign)
        {
            self.fenced(sign, &lines[1..=length], line.at);
            return length + 2;
        }
        if let Some(language) = text.strip_prefix("```")
            && let Some(length) = lines[1..].iter().position(|line| line.text == "```")
        {
            self.titled(line.at);
            self.writer.code(language, &lines[1..=length], line.at);
            return length + 2;
        }
        if let Some(found) = macro_of(text) {
            self.macro_line(line, found);
            return 1;
        }
        if line.indent > 0 && marker(&line).is_none() {
            let count = lines.iter().take_while(|line| !line.is_blank() && line.indent > 0).count();
            self.writer.code("", &lines[..count], line.at);
            return count;
        }
        self.list(lines).unwrap_or_else(|| self.paragraph(lines))
    }

    /// Writes the title that waits for its block.
    fn titled(&mut self, at: usize) {
        if let Some(words) = self.title.take() {
            let words = self.inline(&words, at);
            self.writer.gap(at);
            self.writer.emphasis(at, &words);
        }
    }

    /// A block between two lines of signs.
    fn fenced(&mut self, sign: &str, inside: &[Line], at: usize) {
        let style = std::mem::take(&mut self.style);
        let mut words = style.split(',').map(|word| word.trim().trim_matches('"'));
        let name = words.next().unwrap_or("").split(['#', '.', '%']).next().unwrap_or("").to_ascii_lowercase();
        if let Some(kind) = markdown::alert(&name) {
            return self.alert(kind, at, |reader| reader.blocks(inside));
        }
        let first = sign.chars().next().unwrap_or(' ');
        match (first, sign) {
            ('/', _) => {}
            (_, "|===" | "!===" | ",===") => self.table(inside, sign, &style, at),
            (_, "--") if matches!(name.as_str(), "source" | "listing") => self.code(words.next(), inside, at),
            ('-', "--") | ('=' | '*', _) => {
                self.titled(at);
                self.blocks(inside);
            }
            ('_', _) if name == "verse" => self.verse(inside, &credit(words), at),
            ('_', _) => {
                let credit = credit(words);
                self.quotation(at, &credit, |reader| reader.blocks(inside));
            }
            ('+', _) if name.ends_with("math") || name == "stem" => {
                let filled = inside.iter().filter(|line| !line.is_blank());
                self.writer.formula(at, filled.map(|line| (line.at, line.text.to_string())));
            }
            ('+', _) => self.writer.left_out.push((at..at + sign.len(), "a block for another format".to_string())),
            _ => {
                let language = if name == "source" {
                    words.next()
                } else {
                    Some(name.as_str()).filter(|n| !matches!(*n, "listing" | "literal"))
                };
                self.code(language, inside, at);
            }
        }
    }

    fn code(&mut self, language: Option<&str>, inside: &[Line], at: usize) {
        self.titled(at);
        self.writer.code(language.unwrap_or(""), inside, at);
    }

    fn alert(&mut self, kind: &str, at: usize, write: impl FnOnce(&mut Self)) {
        self.writer.gap(at);
        let mark = self.writer.begin("> ", "> ");
        self.writer.line(at, &format!("[!{kind}]"));
        if let Some(title) = self.title.take() {
            let title = self.inline(&title, at);
            self.writer.line(at, &format!("**{title}**"));
            self.writer.line(at, "");
        }
        let open = self.writer.begin("", "");
        write(self);
        self.writer.end(open, at);
        self.writer.end(mark, at);
    }

    fn quotation(&mut self, at: usize, author: &str, write: impl FnOnce(&mut Self)) {
        self.titled(at);
        self.writer.gap(at);
        let mark = self.writer.begin("> ", "> ");
        write(self);
        if !author.is_empty() {
            self.writer.line(at, "");
            self.writer.line(at, &format!("— {}", escape(author)));
        }
        self.writer.end(mark, at);
    }

    fn verse(&mut self, lines: &[Line], author: &str, at: usize) {
        self.titled(at);
        let lines: Vec<_> =
            lines.iter().map(|line| (line.at, line.indent, self.inline(line.words(), line.at))).collect();
        self.writer.verse(at, &lines);
        if !author.is_empty() {
            self.writer.gap(at);
            self.writer.line(at, &format!("— {}", escape(author)));
        }
    }

    /// Cells behind bars; the first line has as many as there are columns.
    fn table(&mut self, inside: &[Line], sign: &str, style: &str, at: usize) {
        let bar = sign.chars().next().unwrap_or('|');
        let mut cells: Vec<String> = Vec::new();
        let mut columns = 0;
        let mut has_head = style.contains("header");
        for (number, line) in inside.iter().enumerate() {
            let Some(rest) = line.words().find(bar).map(|first| line.words().split_at(first)) else {
                if let Some(cell) = cells.last_mut().filter(|_| !line.is_blank()) {
                    cell.push(' ');
                    cell.push_str(line.words());
                }
                continue;
            };
            // `2+|`, `a|`: marks of a cell stand before its bar.
            let mut own: Vec<String> = Vec::new();
            for cell in rest.1.split(bar).skip(1) {
                own.push(cell.trim().to_string());
            }
            if bar == ',' {
                own.insert(0, rest.0.trim().to_string());
            }
            if columns == 0 {
                columns = own.len();
                // A blank line below the first row makes it the head.
                has_head |= inside.get(number + 1).is_some_and(Line::is_blank) && own.len() > 1;
            }
            cells.extend(own);
        }
        if let Some((_, rest)) = style.split_once("cols=") {
            let rest = rest.trim_start_matches('"');
            let inside = rest.split(['"', ']']).next().unwrap_or("");
            columns = match inside.split_once('*') {
                Some((n, _)) => n.parse().unwrap_or(columns),
                None => inside.split([',', ';']).count().max(1),
            };
        }
        let rows: Vec<Vec<String>> = cells
            .chunks(columns.clamp(1, 60))
            .map(|row| row.iter().map(|cell| self.inline(cell, at)).collect())
            .collect();
        self.writer.table(&rows, has_head && rows.len() > 1, at);
        if let Some(title) = self.title.take() {
            let words = self.inline(&title, at);
            self.writer.caption(at, &words);
        }
    }

    /// `image::a.png[words]`, `include::a.adoc[]`.
    fn macro_line(&mut self, line: Line, (name, target, words): (&str, &str, &str)) {
        match name {
            "image" => {
                let mut parts = words.split(',').map(|part| part.trim().trim_matches('"'));
                let alt = parts.next().filter(|alt| !alt.contains('=')).unwrap_or("");
                self.writer.gap(line.at);
                self.writer.line(line.at, &picture(alt, target, None));
                if let Some(title) = self.title.take() {
                    let title = self.inline(&title, line.at);
                    self.writer.emphasis(line.at, &title);
                }
            }
            "video" | "audio" => {
                let address = if words.starts_with("youtube") {
                    format!("https://www.youtube.com/watch?v={target}")
                } else {
                    target.to_string()
                };
                self.writer.gap(line.at);
                self.writer.line(line.at, &link(if address.contains("://") { "" } else { target }, &address));
            }
            _ => self.writer.leave_out(&line, line.text),
        }
    }

    fn paragraph(&mut self, lines: &[Line]) -> usize {
        let style = std::mem::take(&mut self.style);
        let ends = |line: &Line| {
            line.is_blank()
                || line.text == "+"
                || fence(line.text).is_some()
                || macro_of(line.text).is_some_and(|(name, ..)| matches!(name, "ifdef" | "ifndef" | "ifeval" | "endif"))
                || line.text.starts_with('[') && line.text.ends_with(']')
        };
        let count = 1 + lines[1..].iter().take_while(|line| !ends(line)).count();
        let own = &lines[..count];
        let at = own[0].at;
        let mut parts = style.split(',').map(|part| part.trim().trim_matches('"'));
        let name = parts.next().unwrap_or("").to_ascii_lowercase();
        match name.as_str() {
            "verse" => {
                self.verse(own, &credit(parts), at);
                return count;
            }
            "source" | "listing" | "literal" => {
                let language = parts.next().filter(|_| name == "source");
                self.code(language, own, at);
                return count;
            }
            _ => {}
        }
        let whole: Vec<&str> = own.iter().map(Line::words).collect();
        let text = whole.join("\n");
        // `NOTE: words` is a note in a paragraph.
        let said =
            text.split_once(": ").filter(|(name, _)| name.len() > 2 && name.bytes().all(|b| b.is_ascii_uppercase()));
        if let Some((kind, words)) = said.and_then(|(name, words)| Some((markdown::alert(name)?, words))) {
            self.alert(kind, at, |reader| reader.plain(words, own));
        } else if let Some(kind) = markdown::alert(&name) {
            self.alert(kind, at, |reader| reader.plain(&text, own));
        } else if name == "quote" {
            let credit = credit(parts);
            self.quotation(at, &credit, |reader| reader.plain(&text, own));
        } else {
            self.titled(at);
            self.plain(&text, own);
        }
        count
    }

    fn plain(&mut self, text: &str, lines: &[Line]) {
        self.writer.gap(lines[0].at);
        let words = self.inline(text, lines[0].at);
        for (number, words) in words.lines().enumerate() {
            let at = lines.get(number).map_or(lines[0].at, |line| line.at);
            self.writer.words(at, words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::writer::Writer;

    fn written(text: &str) -> String {
        crate::front::markup::written(super::write, text)
    }

    #[test]
    fn blocks_become_markdown() {
        for (source, expected) in [
            ("== Boat\n\nIt is *late* and _wet_.\n", "## Boat\n\nIt is **late** and *wet*.\n"),
            ("[source,ruby]\n----\nputs 1\n== x\n----\n", "```ruby\nputs 1\n== x\n```\n"),
            ("NOTE: Mind it.\n\n[WARNING]\n====\nIce.\n====\n", "> [!NOTE]\n> Mind it.\n\n> [!WARNING]\n> Ice.\n"),
            (
                "[quote, Ada, The Harbour]\n____\nA dog.\n____\n\n[%collapsible]\n.More\n====\nOpen.\n====\n",
                "> A dog.\n>\n> — Ada, The Harbour\n\n*More*\n\nOpen.\n",
            ),
            ("ifdef::x[]\nOnly here.\nendif::[]\n", "Only here.\n"),
            ("See image:a.png[link=https://e.example].\n", "See ![](<a.png>).\n"),
            ("* one\n** two\n* three\n", "- one\n  - two\n- three\n"),
            (". one\n+\nmore\n. two\n", "1. one\n\n   more\n1. two\n"),
            ("term:: meaning\n", "term\n: meaning\n"),
            ("-f::\n--force::\n\tAll.\n\n-n::\n\tNone.\n", "-f, --force\n: All.\n\n-n\n: None.\n"),
            ("Boat\n----\nIt is late.\n\nBow\n~~~\n\nWet.\n", "## Boat\n\nIt is late.\n\n### Bow\n\nWet.\n"),
            ("Boat\n====\n\nSee 'the bow' of it's.\n", "See *the bow* of it's.\n"),
            ("Save it:\n--------\nls\n--------\n", "Save it:\n\n```\nls\n```\n"),
            ("|===\n|a |b\n\n|1 |2\n|===\n", "| a | b |\n| --- | --- |\n| 1 | 2 |\n"),
            (".The pier\nimage::a.png[Pier,300]\n", "![Pier](<a.png>)\n*The pier*\n"),
            ("[quote, Ada]\nThe sea.\n", "> The sea.\n>\n> — Ada\n"),
            ("A footnote:[Of hemp.] here.\n", "A [^1] here.\n\n[^1]: Of hemp.\n"),
            ("// no\n\n////\nno\n////\n\n'''\n\ninclude::a.adoc[]\n\nSo.\n", "***\n\nSo.\n"),
        ] {
            assert_eq!(written(source), expected, "{source}");
        }
    }

    #[test]
    fn heads_are_read() {
        let mut writer = Writer::default();
        super::write("= Boats\nAda Marsh <a@b>\nv1.0, 2024-03-05\n:toc:\n:who: Bo\n\n{who} is late.\n", &mut writer);
        assert_eq!((writer.text.as_str(), writer.meta.authors[0].name.as_str()), ("Bo is late.\n", "Ada Marsh"));
        assert!(writer.meta.published.is_some() && !writer.meta.title.is_empty());
    }

    #[test]
    fn certain_signs() {
        assert!(
            super::is_certain("= A\n\n[source,sh]\n----\nls\n----\n") && super::is_certain("== A\n\nimage::a.png[]\n")
        );
        assert!(super::is_certain("A\n===\n\n[verse]\nls\n\n-a::\n\tAll.\n"));
        for text in [
            "A\n===\n\nSo::\n\n    ls\n",
            "A\n===\n\n[verse]\nls\n",
            "== A ==\n\n|===\n",
            "# A\n\n----\n",
            "A\n===\n\nb::c[d]\n",
        ] {
            assert!(!super::is_certain(text), "{text}");
        }
    }
}
