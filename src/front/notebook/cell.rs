//! One text in Markdown from the cells of a notebook.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::doc::count::longest_run;

/// The text, and the pictures that it names.
pub(super) struct Page {
    pub(super) text: String,
    pictures: Vec<(String, Vec<u8>)>,
    /// The kernel's language.
    language: String,
    /// True if the text ends in results of a stream, so that another part of the stream continues it.
    in_stream: bool,
}

/// How a result of a kind is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    /// A picture in base64.
    Picture,
    /// A drawing as text.
    Drawing,
    /// Markdown, and formulas in it.
    Markdown,
    /// HTML, if it has a table and no script.
    Table,
    Text,
}

/// Kinds of results, the best first, by their names in format 4 and in format 3.
const RESULTS: &[(&[&str], Show)] = &[
    (&["image/png", "png"], Show::Picture),
    (&["image/jpeg", "jpeg"], Show::Picture),
    (&["image/svg+xml", "svg"], Show::Drawing),
    (&["text/markdown"], Show::Markdown),
    (&["text/latex", "latex"], Show::Markdown),
    (&["text/html", "html"], Show::Table),
    (&["text/plain", "text"], Show::Text),
];

/// Marks of cells that their author hid: in the whole, the code, the results.
const HIDDEN: [[&str; 2]; 3] =
    [["remove-cell", "remove_cell"], ["remove-input", "remove_input"], ["remove-output", "remove_output"]];

/// Commands at the top of a cell that name another language: `%%bash`.
const MAGIC: &[&str] = &["bash", "sh", "html", "javascript", "js", "latex", "markdown", "perl", "ruby", "sql", "R"];

impl Page {
    pub(super) fn of(notebook: &Value) -> Page {
        let language = ["/metadata/language_info/name", "/metadata/kernelspec/language"];
        let language = language.iter().find_map(|path| notebook.pointer(path)?.as_str()).unwrap_or("");
        let language = if language.starts_with("ipython") { "python" } else { language };
        let mut page =
            Page { text: String::new(), pictures: Vec::new(), language: language.to_string(), in_stream: false };
        let sheets = list(notebook.get("worksheets")).iter().flat_map(|sheet| list(sheet.get("cells")));
        for cell in list(notebook.get("cells")).iter().chain(sheets) {
            page.cell(cell);
        }
        page
    }

    /// The bytes of a picture that the text names.
    pub(super) fn picture(&self, name: &str) -> Option<Vec<u8>> {
        self.pictures.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes.clone())
    }

    fn cell(&mut self, cell: &Value) {
        let words = cell.get("source").or(cell.get("input")).map(lines).unwrap_or_default();
        let tags: Vec<&str> = list(cell.pointer("/metadata/tags")).iter().filter_map(Value::as_str).collect();
        let hides = |part: usize| HIDDEN[part].iter().any(|tag| tags.contains(tag));
        if hides(0) {
            return;
        }
        match cell.get("cell_type").and_then(Value::as_str) {
            Some("code") => {
                if !hides(1) && !words.trim().is_empty() {
                    let language = cell.get("language").and_then(Value::as_str).unwrap_or(&self.language);
                    let language = magic(&words).unwrap_or(language).to_string();
                    self.code(&language, words.trim_matches('\n'));
                }
                if !hides(2) {
                    list(cell.get("outputs")).iter().for_each(|output| self.output(output));
                }
                self.in_stream = false;
            }
            Some("heading") => {
                let level = cell.get("level").and_then(Value::as_u64).unwrap_or(1).clamp(1, 6) as usize;
                self.block(&format!("{} {}", "#".repeat(level), words.replace('\n', " ")));
            }
            // Raw text in another format means nothing here, and front matter stands in a first cell of this kind.
            Some("raw") if !self.text.is_empty() || !words.starts_with("---") => {
                self.code("", words.trim_matches('\n'))
            }
            _ => {
                let words = self.attachments(cell, words);
                self.block(&words);
            }
        }
    }

    /// Puts a block of Markdown below the others.
    fn block(&mut self, words: &str) {
        if !words.trim().is_empty() {
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            self.text.push_str(words.trim_end());
        }
    }

    fn code(&mut self, language: &str, words: &str) {
        if words.trim().is_empty() {
            return;
        }
        let fence = "`".repeat(longest_run(words, '`').max(2) + 1);
        self.block(&format!("{fence}{language}\n{words}\n{fence}"));
    }

    /// The words of a cell, with names of its own pictures that no other cell has.
    fn attachments(&mut self, cell: &Value, words: String) -> String {
        let Some(files) = cell.get("attachments").and_then(Value::as_object) else { return words };
        let mut words = words;
        for (file, kinds) in files {
            let Some(bytes) = kinds.as_object().and_then(|kinds| kinds.values().find_map(decoded)) else { continue };
            let name = format!("attachment-{}", self.pictures.len() + 1);
            words = words.replace(&format!("attachment:{file}"), &name);
            words = words.replace(&format!("attachment:{}", file.replace(' ', "%20")), &name);
            self.pictures.push((name, bytes));
        }
        words
    }

    fn output(&mut self, output: &Value) {
        match output.get("output_type").and_then(Value::as_str) {
            Some("stream") => {
                let words = plain(&output.get("text").map(lines).unwrap_or_default());
                return self.stream(&words);
            }
            Some("error" | "pyerr") => {
                let trace: Vec<&str> = list(output.get("traceback")).iter().filter_map(Value::as_str).collect();
                let name = ["ename", "evalue"].map(|key| output.get(key).and_then(Value::as_str).unwrap_or(""));
                let words = if trace.is_empty() { name.join(": ") } else { trace.join("\n") };
                self.code("", plain(&words).trim_matches('\n'));
            }
            _ => self.result(output.get("data").unwrap_or(output)),
        }
        self.in_stream = false;
    }

    /// Programs print in pieces; together they are one text.
    fn stream(&mut self, words: &str) {
        const END: &str = "\n```";
        let words = words.trim_end_matches('\n');
        if self.in_stream && !words.contains('`') && self.text.ends_with(END) {
            self.text.truncate(self.text.len() - END.len());
            self.text.push_str(&format!("\n{words}{END}"));
        } else if !words.trim().is_empty() {
            self.code("", words);
            self.in_stream = !words.contains('`');
        }
    }

    /// The best form of a result.
    fn result(&mut self, data: &Value) {
        for (names, show) in RESULTS {
            let Some(value) = names.iter().find_map(|name| data.get(name)) else { continue };
            if self.shows(*show, value) {
                return;
            }
        }
    }

    fn shows(&mut self, show: Show, value: &Value) -> bool {
        let words = lines(value);
        match show {
            Show::Picture | Show::Drawing => {
                let bytes = if show == Show::Picture { decoded(value) } else { Some(words.into_bytes()) };
                let Some(bytes) = bytes else { return false };
                let name = format!("result-{}", self.pictures.len() + 1);
                self.block(&format!("![]({name})"));
                self.pictures.push((name, bytes));
            }
            Show::Markdown => self.block(&words),
            Show::Table => {
                if !words.contains("<table") || words.contains("<script") {
                    return false;
                }
                // A blank line would end the block of HTML.
                let full: Vec<&str> = words.lines().filter(|line| !line.trim().is_empty()).map(str::trim).collect();
                self.block(&format!("<div>\n{}\n</div>", full.join("\n")));
            }
            Show::Text => self.code("", plain(&words).trim_matches('\n')),
        }
        true
    }
}

fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Text, as a string or as a list of lines with their ends.
fn lines(value: &Value) -> String {
    match value {
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().unwrap_or("").to_string(),
    }
}

fn decoded(value: &Value) -> Option<Vec<u8>> {
    let words: String = lines(value).split_whitespace().collect();
    STANDARD.decode(words).ok().filter(|bytes| !bytes.is_empty())
}

/// The language that a command at the top of a cell names.
fn magic(words: &str) -> Option<&'static str> {
    let name = words.trim_start().strip_prefix("%%")?.split_whitespace().next()?;
    MAGIC.iter().find(|known| **known == name).copied()
}

/// Words for a terminal without the codes of its colours, and of a line that was written over the last form only.
fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('\u{1b}') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let code = after.strip_prefix('[').unwrap_or("");
        let end = code.find(|c: char| c.is_ascii_alphabetic());
        rest = end.map_or(after, |end| &code[end + 1..]);
    }
    out.push_str(rest);
    let last = |line: &str| {
        let line = line.trim_end_matches('\r');
        line.rsplit('\r').next().unwrap_or(line).to_string()
    };
    out.split('\n').map(last).collect::<Vec<_>>().join("\n")
}
