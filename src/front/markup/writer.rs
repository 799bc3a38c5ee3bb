//! The lines of Markdown that a markup becomes.

use std::ops::Range;

use super::escape::at_start;
use crate::doc::Meta;

/// The deepest nesting of lists and quotations; what is deeper is text.
pub(super) const DEEPEST: usize = 24;

/// A line of the source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// Its offset in the source.
    pub at: usize,
    /// Without white space at its end.
    pub text: &'t str,
    /// The columns before its first word.
    pub indent: usize,
}

impl<'t> Line<'t> {
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// The words without the white space before them.
    pub(super) fn words(&self) -> &'t str {
        self.text.trim_start_matches([' ', '\t'])
    }

    /// The line without its first columns, for code.
    pub(super) fn from(&self, column: usize) -> String {
        match self.indent.checked_sub(column) {
            Some(more) => " ".repeat(more) + self.words(),
            None => self.words().to_string(),
        }
    }
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|whole| {
            let start = at;
            at += whole.len();
            let text = whole.trim_end();
            let indent = text.chars().take_while(|c| matches!(c, ' ' | '\t')).fold(0, |column, c| match c {
                '\t' => column / 8 * 8 + 8,
                _ => column + 1,
            });
            Line { at: start, text, indent }
        })
        .collect()
}

/// The end of the block of lines set in deeper than `column` that begins at `from`, without blank lines at its end.
pub(super) fn set_in(lines: &[Line], from: usize, column: usize) -> usize {
    let is_in = |line: &&Line| line.is_blank() || line.indent > column;
    let count = lines[from..].iter().take_while(is_in).count();
    let last = lines[from..from + count].iter().rposition(|line| !line.is_blank());
    last.map_or(from, |last| from + last + 1)
}

/// The least indent of some lines.
pub(super) fn margin(lines: &[Line]) -> usize {
    lines.iter().filter(|line| !line.is_blank()).map(|line| line.indent).min().unwrap_or(0)
}

/// Markdown as it is written.
#[derive(Default)]
pub(super) struct Writer {
    pub text: String,
    /// Pairs of an offset in the text and one in the source, ascending.
    pub origin: Vec<(usize, usize)>,
    pub meta: Meta,
    /// Places in the source and what was left out there.
    pub left_out: Vec<(Range<usize>, String)>,
    /// What begins every line: marks of quotations, indents of items.
    prefix: String,
    /// What begins the next line instead: the mark of an item.
    first: Option<String>,
}

impl Writer {
    /// Writes a line that comes from `at` in the source.
    pub(super) fn line(&mut self, at: usize, text: &str) {
        let prefix = self.first.take().unwrap_or_else(|| self.prefix.clone());
        self.origin.push((self.text.len(), at));
        self.text.push_str(if text.is_empty() { prefix.trim_end() } else { &prefix });
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Ends the block above.
    pub(super) fn gap(&mut self, at: usize) {
        if self.first.is_none() && !self.text.is_empty() {
            self.line(at, "");
        }
    }

    /// Begins every line up to the matching `end` with `rest`, and the next with `first`.
    pub(super) fn begin(&mut self, first: &str, rest: &str) -> usize {
        let length = self.prefix.len();
        let before = self.first.take().unwrap_or_else(|| self.prefix.clone());
        self.first = Some(before + first);
        self.prefix.push_str(rest);
        length
    }

    /// Ends what `begin` began.
    pub(super) fn end(&mut self, length: usize, at: usize) {
        if self.first.is_some() {
            self.line(at, "");
        }
        self.prefix.truncate(length);
    }

    /// Writes a line of a paragraph: its first words begin no other block, but a picture is one.
    pub(super) fn words(&mut self, at: usize, words: &str) {
        let is_picture = words.starts_with("![");
        self.line(at, &if is_picture { words.to_string() } else { at_start(words) });
    }

    /// Writes words in italics: the title of a block, or what is said below a picture.
    pub(super) fn emphasis(&mut self, at: usize, words: &str) {
        self.line(at, &format!("*{}*", words.replace('*', "")));
    }

    /// Writes the caption of the table above.
    pub(super) fn caption(&mut self, at: usize, words: &str) {
        self.gap(at);
        self.line(at, "<!-- caption -->");
        self.line(at, words);
    }

    /// Writes lines of verse: the place, the indent and the words of each.
    pub(super) fn verse(&mut self, at: usize, lines: &[(usize, usize, String)]) {
        self.gap(at);
        self.line(at, "<!-- verse -->");
        for (number, (at, indent, words)) in lines.iter().enumerate() {
            let end = if number + 1 < lines.len() { "\\" } else { "" };
            self.line(*at, &format!("{}{}{end}", "\u{a0}".repeat(*indent), at_start(words)));
        }
    }

    /// Writes a formula of lines with their places.
    pub(super) fn formula(&mut self, at: usize, lines: impl IntoIterator<Item = (usize, String)>) {
        self.gap(at);
        self.line(at, "$$");
        lines.into_iter().for_each(|(at, words)| self.line(at, &words));
        self.line(at, "$$");
    }

    /// Writes code.
    pub(super) fn code(&mut self, language: &str, lines: &[Line], at: usize) {
        let column = margin(lines);
        let longest = lines.iter().map(|line| line.words().bytes().take_while(|b| *b == b'`').count()).max();
        let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
        self.gap(at);
        let language: String = language.chars().filter(|c| c.is_alphanumeric() || "+#-_.".contains(*c)).collect();
        self.line(at, &format!("{fence}{language}"));
        lines.iter().for_each(|line| self.line(line.at, &line.from(column)));
        self.line(lines.last().map_or(at, |line| line.at), &fence);
    }

    /// Writes a table of cells in Markdown; the first row is the head.
    pub(super) fn table(&mut self, rows: &[Vec<String>], has_head: bool, at: usize) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return;
        }
        self.gap(at);
        let empty = Vec::new();
        let (head, body) = if has_head { (&rows[0], &rows[1..]) } else { (&empty, rows) };
        let mut row = |cells: &[String]| {
            let cells: Vec<String> =
                (0..columns).map(|n| cells.get(n).map_or(String::new(), |cell| cell.replace('\n', " "))).collect();
            self.line(at, &format!("| {} |", cells.join(" | ")));
        };
        row(head);
        row(&vec!["---".to_string(); columns]);
        body.iter().for_each(|cells| row(cells));
    }

    pub(super) fn leave_out(&mut self, line: &Line, what: impl Into<String>) {
        self.left_out.push((line.at..line.at + line.text.len(), what.into()));
    }
}
