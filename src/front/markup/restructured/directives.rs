//! Directives, `.. name:: words`, and what they hold.

use super::{Reader, field};
use crate::front::markdown;
use crate::front::markup::escape::{code, link, picture};
use crate::front::markup::writer::{Line, margin, set_in};

/// The content of a directive.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Code in the language that its words name.
    Code,
    Formula,
    Picture,
    /// A picture and its caption.
    Figure,
    /// Text, with its words as a title.
    Titled,
    /// Text that goes on from its words.
    Text,
    Quotation,
    /// A list of lists that is a table.
    Rows,
    /// Rows of values between commas.
    Values,
    /// A table with a caption.
    Table,
    /// Its words are the name of a thing in a program.
    Signature,
    /// It means something only to the site's builder.
    Nothing,
}

#[rustfmt::skip]
const DIRECTIVES: &[(&[&str], Holds)] = &[
    (&["code-block", "code", "sourcecode", "parsed-literal", "prompt", "ipython", "doctest", "testcode", "highlight-block",
       "productionlist", "console", "literal", "graphviz", "mermaid", "uml", "plantuml"], Holds::Code),
    (&["math"], Holds::Formula),
    (&["image"], Holds::Picture),
    (&["figure"], Holds::Figure),
    (&["topic", "sidebar", "rubric", "tab", "dropdown", "card", "details", "collapse", "tab-item", "grid-item-card", "centered"],
     Holds::Titled),
    (&["epigraph", "pull-quote", "highlights"], Holds::Quotation),
    (&["list-table"], Holds::Rows),
    (&["csv-table"], Holds::Values),
    (&["table"], Holds::Table),
    (&["function", "method", "class", "attribute", "data", "exception", "module", "option", "envvar", "describe", "classmethod",
       "staticmethod", "decorator", "property", "macro", "type", "member", "program", "confval", "object"], Holds::Signature),
    (&["compound", "container", "glossary", "hlist", "tabs", "grid", "only", "tab-set", "div", "rst-class", "cssclass", "class-block"],
     Holds::Text),
    (&["contents", "toctree", "index", "highlight", "currentmodule", "py:currentmodule", "meta", "include", "literalinclude", "raw", "default-role", "role",
       "sectnum", "target-notes", "automodule", "autoclass", "autofunction", "automethod", "autosummary", "autodoc", "tabularcolumns",
       "header", "footer", "sectionauthor", "moduleauthor", "codeauthor", "bibliography", "plot", "argparse", "click", "program-output",
       "unicode", "date", "title", "testsetup", "testcleanup", "video"], Holds::Nothing),
];

/// Directives of versions and the words that Sphinx puts before the version.
const VERSIONS: &[(&str, &str)] = &[
    ("versionadded", "New in version"),
    ("versionchanged", "Changed in version"),
    ("deprecated", "Deprecated since version"),
    ("versionremoved", "Removed in version"),
];

impl<'t> Reader<'_, 't> {
    /// Writes a directive; `words` stand behind its name.
    pub(super) fn directive(&mut self, name: &str, words: &'t str, lines: &[Line<'t>]) {
        let line = lines[0];
        let name = name.to_ascii_lowercase();
        let short = name.rsplit(':').next().unwrap_or(&name);
        // Options follow the name directly: `:width: 300`.
        let mut from = 1;
        let mut options: Vec<(&str, &str)> = Vec::new();
        while let Some((key, value)) = lines.get(from).and_then(|line| field(line.words())) {
            options.push((key, value));
            from = set_in(lines, from + 1, lines[from].indent).max(from + 1);
        }
        let option = |key: &str| options.iter().find(|(known, _)| *known == key).map(|(_, value)| *value);
        let inside = &lines[from.min(lines.len())..];
        let skipped = inside.iter().take_while(|line| line.is_blank()).count();
        let goes_on = from == 1 && skipped == 0;
        let inside = &inside[skipped..];
        let known = DIRECTIVES.iter().find(|(names, _)| names.contains(&short)).map(|(_, holds)| *holds);
        // What Sphinx documents stands below it: `.. rst:role:: any`, `.. autoclass:: Boat`.
        let documents = name.contains(':') || name.starts_with("auto");
        let known = match known {
            Some(Holds::Nothing) if documents && !inside.is_empty() => Some(Holds::Signature),
            known => known,
        };
        if let Some((_, said)) = VERSIONS.iter().find(|(known, _)| *known == short) {
            return self.version(said, words, lines, inside);
        }
        if let Some(kind) = markdown::alert(short).filter(|_| known.is_none()) {
            return self.aside(kind, short == "admonition", words, lines, inside);
        }
        match known {
            Some(Holds::Code) => {
                let language = words.split_whitespace().next().unwrap_or("");
                if let Some(caption) = option("caption") {
                    let caption = self.inline(caption);
                    self.writer.gap(line.at);
                    self.writer.emphasis(line.at, &caption);
                }
                let language = if matches!(short, "graphviz" | "mermaid" | "plantuml") { short } else { language };
                self.writer.code(language, inside, line.at);
            }
            Some(Holds::Formula) => {
                let column = margin(inside);
                let first = (!words.is_empty()).then(|| (line.at, words.to_string()));
                let filled = inside.iter().filter(|line| !line.is_blank()).map(|line| (line.at, line.from(column)));
                self.writer.formula(line.at, first.into_iter().chain(filled));
            }
            Some(Holds::Picture | Holds::Figure) => {
                let pixels = |value: &str| value.trim_end_matches("px").trim().parse::<u32>().ok().filter(|n| *n > 40);
                let mut drawn = picture(
                    option("alt").unwrap_or(""),
                    words,
                    option("width").and_then(pixels).filter(|_| inside.is_empty()),
                );
                if let Some(target) = option("target").filter(|target| !target.ends_with('_')) {
                    drawn = link(&drawn, target);
                }
                self.writer.gap(line.at);
                self.writer.line(line.at, &drawn);
                let caption = inside.iter().take_while(|line| !line.is_blank()).count();
                if caption > 0 {
                    let whole: Vec<&str> = inside[..caption].iter().map(Line::words).collect();
                    let words = self.inline(&whole.join(" "));
                    self.writer.emphasis(line.at, &words);
                }
                self.blocks(&inside[caption..], margin(inside));
            }
            Some(Holds::Titled) => {
                if !words.is_empty() {
                    let title = self.inline(words);
                    self.writer.gap(line.at);
                    self.writer.line(line.at, &format!("**{}**", title.replace("**", "")));
                }
                self.blocks(inside, margin(inside));
            }
            Some(Holds::Quotation) => {
                self.writer.gap(line.at);
                let mark = self.writer.begin("> ", "> ");
                self.blocks(inside, margin(inside));
                self.writer.end(mark, line.at);
            }
            Some(Holds::Rows) => self.rows(words, option("header-rows"), inside, line),
            Some(Holds::Values) => self.values(words, option("header"), inside, line),
            Some(Holds::Table) => {
                self.blocks(inside, margin(inside));
                self.caption(words, line);
            }
            Some(Holds::Signature) => {
                self.writer.gap(line.at);
                self.writer.line(line.at, &code(words));
                if !inside.is_empty() {
                    let mark = self.writer.begin(": ", "  ");
                    self.blocks(inside, margin(inside));
                    self.writer.end(mark, line.at);
                }
            }
            Some(Holds::Nothing) => self.writer.leave_out(&line, format!("the directive {name}")),
            Some(Holds::Text) => self.blocks(inside, margin(inside)),
            // Words and text stay; the name of an unknown directive is for its program.
            None => {
                self.writer.leave_out(&line, format!("the name of the directive {name}"));
                if goes_on {
                    self.below(words, lines);
                } else {
                    self.below(words, &lines[..1]);
                    self.blocks(inside, margin(inside));
                }
            }
        }
    }

    /// A note, a tip, a warning.
    fn aside(&mut self, kind: &str, has_title: bool, words: &'t str, lines: &[Line<'t>], inside: &[Line<'t>]) {
        let at = lines[0].at;
        self.writer.gap(at);
        let mark = self.writer.begin("> ", "> ");
        self.writer.line(at, &format!("[!{kind}]"));
        if has_title {
            let title = self.inline(words);
            self.writer.line(at, &format!("**{title}**"));
            self.writer.line(at, "");
        }
        // The first block follows the name of the alert directly.
        let open = self.writer.begin("", "");
        if has_title || words.is_empty() {
            self.blocks(inside, margin(inside));
        } else {
            self.below(words, lines);
        }
        self.writer.end(open, at);
        self.writer.end(mark, at);
    }

    /// `.. versionadded:: 2.0` with the words that Sphinx puts before the version.
    fn version(&mut self, said: &str, words: &'t str, lines: &[Line<'t>], inside: &[Line<'t>]) {
        let at = lines[0].at;
        let (version, rest) = words.split_once(' ').unwrap_or((words, ""));
        self.writer.gap(at);
        let mark = self.writer.begin("> ", "> ");
        self.writer.line(at, "[!NOTE]");
        let version = self.inline(version);
        self.writer.line(at, &format!("**{said} {version}**"));
        self.writer.line(at, "");
        let open = self.writer.begin("", "");
        match rest.trim() {
            "" => self.blocks(inside, margin(inside)),
            rest => self.below(rest, lines),
        }
        self.writer.end(open, at);
        self.writer.end(mark, at);
    }

    fn caption(&mut self, words: &str, line: Line<'t>) {
        if !words.is_empty() {
            let words = self.inline(words);
            self.writer.caption(line.at, &words);
        }
    }

    /// `* - a` begins a row, `  - b` continues it.
    fn rows(&mut self, words: &str, heads: Option<&str>, inside: &[Line<'t>], line: Line<'t>) {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for words in inside.iter().map(Line::words).filter(|words| !words.is_empty()) {
            let row = ["* -", "- -", "* *"].iter().find_map(|sign| words.strip_prefix(sign));
            let cell = words.strip_prefix("- ").or((words == "-").then_some("")).or(words.strip_prefix("* "));
            match (row, cell, rows.last_mut()) {
                (Some(cell), ..) => rows.push(vec![cell.trim().to_string()]),
                (None, Some(cell), Some(row)) => row.push(cell.trim().to_string()),
                (None, None, Some(row)) => {
                    if let Some(cell) = row.last_mut() {
                        cell.push(' ');
                        cell.push_str(words);
                    }
                }
                _ => {}
            }
        }
        let has_head = heads.and_then(|n| n.parse::<usize>().ok()).is_some_and(|n| n > 0) && !rows.is_empty();
        self.cells(rows, has_head, line);
        self.caption(words, line);
    }

    /// `"a, b", c`: values with quotation marks where they have commas.
    fn values(&mut self, words: &str, head: Option<&str>, inside: &[Line<'t>], line: Line<'t>) {
        let filled = inside.iter().map(Line::words).filter(|words| !words.is_empty());
        let rows: Vec<Vec<String>> = head.into_iter().chain(filled).map(values).collect();
        self.cells(rows, head.is_some(), line);
        self.caption(words, line);
    }

    fn cells(&mut self, rows: Vec<Vec<String>>, has_head: bool, line: Line<'t>) {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| self.inline(cell)).collect()).collect();
        self.writer.table(&rows, has_head, line.at);
    }
}

/// The values of a row.
fn values(row: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut is_quoted = false;
    for c in row.chars() {
        match (c, out.last_mut()) {
            ('"', _) => is_quoted = !is_quoted,
            (',', _) if !is_quoted => out.push(String::new()),
            (c, Some(cell)) => cell.push(c),
            _ => {}
        }
    }
    out.into_iter().map(|cell| cell.trim().to_string()).collect()
}
