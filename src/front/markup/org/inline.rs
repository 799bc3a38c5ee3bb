//! Org's marks in a line: emphasis, code, links, calls of notes, formulas.

use super::Reader;
use crate::front::markup::escape::{address, closing_bracket, code, escape, link, marked, picture};

/// The longest words between two marks, in bytes.
const LONGEST: usize = 1500;

/// A label of a note that Markdown can have.
pub(super) fn label(label: &str) -> String {
    label.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '-' }).collect()
}

impl Reader<'_> {
    /// Words with marks as Markdown; `at` is their place.
    pub(super) fn inline(&mut self, text: &str, at: usize) -> String {
        marked(text, |text, before| self.mark(text, before, at))
    }

    fn mark(&mut self, text: &str, before: Option<char>, at: usize) -> Option<(String, usize)> {
        const DEEPEST: usize = 8;
        if self.marks >= DEEPEST {
            return None;
        }
        self.marks += 1;
        let found = self.mark_at(text, before, at);
        self.marks -= 1;
        found
    }

    fn mark_at(&mut self, text: &str, before: Option<char>, at: usize) -> Option<(String, usize)> {
        let first = text.chars().next()?;
        let near = &text[..text.floor_char_boundary(LONGEST)];
        let is_free = before.is_none_or(|c| c.is_whitespace() || "-('\"{[—–/*_“".contains(c));
        match first {
            '[' if text.starts_with("[[") => self.linked(text, at),
            '[' => self.call(text, at),
            '*' | '/' | '_' | '+' if is_free => {
                let (inside, length) = between(text, first)?;
                let inside = self.inline(inside, at);
                let (open, close) = match first {
                    '*' => ("**", "**"),
                    '/' => ("*", "*"),
                    '_' => ("<u>", "</u>"),
                    _ => ("~~", "~~"),
                };
                Some((format!("{open}{inside}{close}"), length))
            }
            '=' | '~' if is_free => between(text, first).map(|(inside, length)| (code(inside), length)),
            'h' if is_free => address(text).map(|address| (link("", address), address.len())),
            '<' if text.starts_with("<<") => {
                let end = near.find(">>")?;
                let is_target = !text[2..end].is_empty() && !text[..end].contains('\n');
                is_target.then(|| (String::new(), end + 2 + usize::from(text[end + 2..].starts_with('>'))))
            }
            '<' => {
                let end = near.find('>')?;
                let inside = text[1..end].strip_prefix("http").map(|_| &text[1..end])?;
                (!inside.contains(char::is_whitespace)).then(|| (link("", inside), end + 1))
            }
            '$' if is_free => {
                let inside = &text[1..text.floor_char_boundary(LONGEST)];
                let end = inside.find('$').filter(|end| *end > 0)?;
                let inside = &inside[..end];
                let is_formula = !inside.starts_with(' ') && !inside.ends_with(' ') && !inside.contains("\n\n");
                let is_apart = !text[end + 2..].starts_with(char::is_alphanumeric);
                (is_formula && is_apart).then(|| (format!("${inside}$"), end + 2))
            }
            '\\' => command(text),
            '^' | '_' if text[1..].starts_with('{') && before.is_some_and(char::is_alphanumeric) => {
                let end = near.find('}')?;
                let tag = if first == '^' { "sup" } else { "sub" };
                Some((format!("<{tag}>{}</{tag}>", escape(&text[2..end])), end + 1))
            }
            '@' if text.starts_with("@@") => {
                let end = near[2..].find("@@")?;
                Some((String::new(), end + 4))
            }
            _ => None,
        }
    }

    /// `[[address][words]]`.
    fn linked(&mut self, text: &str, at: usize) -> Option<(String, usize)> {
        let near = &text[2..text.floor_char_boundary(LONGEST)];
        let end = near.find("]]")?;
        let inside = &near[..end];
        let (target, words) = inside.split_once("][").map_or((inside, None), |(target, words)| (target, Some(words)));
        let target = target.strip_prefix("file:").unwrap_or(target);
        let target = target.split("::").next().unwrap_or(target).replace('\n', " ");
        let extension = target.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
        let is_picture = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif"].contains(&extension.as_str());
        let is_web = target.contains("://") || target.starts_with("mailto:");
        let is_file = target.contains('/') || target.contains('.');
        let written = match words {
            None if is_picture => picture("", &target, None),
            None if is_web => link("", &target),
            // A place in this or another outline: only its words are for readers.
            None => escape(target.trim_start_matches(['*', '#'])),
            Some(words) => {
                let words = self.inline(words, at);
                let is_link = (is_web || is_file) && !target.starts_with(['*', '#']) && !target.starts_with("id:");
                if is_link { link(&words, &target) } else { words }
            }
        };
        Some((written, end + 4))
    }

    /// `[fn:1]`, `[fn::words]`, `[fn:a:words]`; a cookie of tasks, `[1/3]`, stays.
    fn call(&mut self, text: &str, at: usize) -> Option<(String, usize)> {
        let rest = text.strip_prefix("[fn:")?;
        let near = &rest[..rest.floor_char_boundary(LONGEST)];
        let end = closing_bracket(near)?;
        let inside = &near[..end];
        let length = 4 + end + 1;
        let Some((_, words)) = inside.split_once(':') else { return Some((format!("[^{}]", label(inside)), length)) };
        let words = self.inline(&words.replace('\n', " "), at);
        self.notes.push((at, words));
        Some((format!("[^inline{}]", self.notes.len()), length))
    }
}

/// The words between two signs: no white space inside at the ends, no letter behind, not over two lines.
fn between(text: &str, sign: char) -> Option<(&str, usize)> {
    let inside = &text[1..text.floor_char_boundary(LONGEST)];
    if inside.starts_with(|c: char| c.is_whitespace() || c == sign) {
        return None;
    }
    let is_end = |at: &usize| {
        let after = text[1 + at + 1..].chars().next();
        let apart = after.is_none_or(|c| c.is_whitespace() || "-.,;:!?'\")}[]|…—–/*_+”’".contains(c));
        *at > 0 && !inside[..*at].ends_with(char::is_whitespace) && apart
    };
    let at = inside.match_indices(sign).map(|(at, _)| at).find(is_end)?;
    (inside[..at].matches('\n').count() <= 1).then_some((&inside[..at], at + 2))
}

/// `\(x\)`, `\[x\]`, `\\` at the end of a line.
fn command(text: &str) -> Option<(String, usize)> {
    let near = &text[..text.floor_char_boundary(LONGEST)];
    for (open, close, sign) in [("\\(", "\\)", "$"), ("\\[", "\\]", "$$")] {
        if let Some((inside, _)) = near.strip_prefix(open).and_then(|rest| rest.split_once(close)) {
            return Some((format!("{sign}{}{sign}", inside.trim()), inside.len() + 4));
        }
    }
    let rest = text.strip_prefix("\\\\")?;
    (rest.is_empty() || rest.starts_with('\n')).then(|| (if rest.is_empty() { "" } else { "\\" }.to_string(), 2))
}
