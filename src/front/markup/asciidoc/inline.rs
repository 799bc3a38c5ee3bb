//! AsciiDoc's marks in a line: emphasis, code, links, macros, values of attributes.

use super::Reader;
use crate::front::markup::escape::{address, closing_bracket, code, escape, link, marked, picture};

/// The longest words between two marks, in bytes.
const LONGEST: usize = 1500;
/// The most marks around a word.
const DEEPEST: usize = 8;

impl Reader<'_> {
    /// Words with marks as Markdown; `at` is their place.
    pub(super) fn inline(&mut self, text: &str, at: usize) -> String {
        self.nested(text, at, 0)
    }

    fn nested(&mut self, text: &str, at: usize, depth: usize) -> String {
        marked(text, |text, before| if depth < DEEPEST { self.mark(text, before, at, depth + 1) } else { None })
    }

    fn mark(&mut self, text: &str, before: Option<char>, at: usize, depth: usize) -> Option<(String, usize)> {
        let first = text.chars().next()?;
        let near = &text[..text.floor_char_boundary(LONGEST)];
        let is_free = before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '}' && c != ':' && c != ';');
        match first {
            '*' | '_' | '#' | '`' | '+' => {
                let double: String = [first, first].iter().collect();
                let (inside, length) = match near.strip_prefix(double.as_str()) {
                    Some(_) => between(near, &double, true)?,
                    None if is_free => between(near, &first.to_string(), false)?,
                    None => return None,
                };
                let words = self.nested(inside, at, depth);
                let written = match first {
                    '*' => format!("**{words}**"),
                    '_' => format!("*{words}*"),
                    '#' => format!("<mark>{words}</mark>"),
                    '+' => escape(inside),
                    // Pluses inside keep the code from being read.
                    _ => code(inside.strip_prefix('+').and_then(|i| i.strip_suffix('+')).unwrap_or(inside)),
                };
                Some((written, length))
            }
            '\'' if self.is_old && is_free => {
                let (inside, length) = between(near, "'", false)?;
                Some((format!("*{}*", self.nested(inside, at, depth)), length))
            }
            '^' | '~' => {
                let (inside, length) =
                    between(near, &first.to_string(), true).filter(|(inside, _)| !inside.contains(' '))?;
                let tag = if first == '^' { "sup" } else { "sub" };
                Some((format!("<{tag}>{}</{tag}>", escape(inside)), length))
            }
            // `[.role]#words#`: the role is for a style sheet.
            '[' if near.starts_with("[.") || near.starts_with("[#") => {
                let end = near.find(']').filter(|end| near[end + 1..].starts_with(['#', '*', '_', '`']))?;
                Some((String::new(), end + 1))
            }
            '[' if near.starts_with("[[") => near.find("]]").map(|end| (String::new(), end + 2)),
            '<' if near.starts_with("<<") => {
                let end = near.find(">>")?;
                let (target, words) = near[2..end].split_once(',').unwrap_or((&near[2..end], ""));
                let words = if words.trim().is_empty() { target.trim_start_matches(['_', '#']) } else { words.trim() };
                Some((escape(words), end + 2))
            }
            '{' => {
                let end = near.find('}')?;
                let value = self.values.get(&near[1..end])?.clone();
                Some((escape(&value), end + 1))
            }
            '\\' => {
                let next = text[1..].chars().next().filter(|c| "*_`#{<^~".contains(*c) || c.is_alphabetic())?;
                Some((
                    if next.is_alphabetic() { "\\\\".to_string() } else { format!("\\{next}") },
                    1 + if next.is_alphabetic() { 0 } else { 1 },
                ))
            }
            ' ' if text == " +" || text.starts_with(" +\n") => Some(("\\".to_string(), 2)),
            'h' if is_free && address(text).is_some() => {
                let found = address(text)?;
                // Words in brackets may follow the address directly.
                let whole = near.find(|c: char| c.is_whitespace() || c == '[').map_or(found, |end| &near[..end]);
                match near[whole.len()..].strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                    Some((words, _)) => {
                        let label =
                            self.nested(words.trim_end_matches('^').split(",window").next().unwrap_or(""), at, depth);
                        Some((link(&label, whole), whole.len() + words.len() + 2))
                    }
                    None => Some((link("", found), found.len())),
                }
            }
            c if c.is_ascii_lowercase() && is_free => self.macro_in_line(near, at, depth),
            _ => None,
        }
    }

    /// `link:a[words]`, `image:a.png[words]`, `footnote:[words]`, `kbd:[Ctrl+C]`.
    fn macro_in_line(&mut self, text: &str, at: usize, depth: usize) -> Option<(String, usize)> {
        let length = text.find(|c: char| !c.is_ascii_lowercase())?;
        let name = &text[..length];
        let rest = text[length..].strip_prefix(':')?;
        let open = rest.find(|c: char| c == '[' || c.is_whitespace()).filter(|open| rest[*open..].starts_with('['))?;
        let target = &rest[..open];
        let inside = &rest[open + 1..];
        let close = closing_bracket(inside)?;
        let words = &inside[..close];
        let whole = length + 1 + open + 1 + close + 1;
        let written = match name {
            "link" | "mailto" | "xref" => {
                let words = words.split(",window").next().unwrap_or("").trim_end_matches('^');
                let label = self.nested(words, at, depth);
                let target = if name == "mailto" { format!("mailto:{target}") } else { target.to_string() };
                match name {
                    "xref" if label.is_empty() => escape(target.trim_start_matches('#')),
                    "xref" => label,
                    _ if label.is_empty() => link(&escape(&target), &target),
                    _ => link(&label, &target),
                }
            }
            "image" => {
                let alt = words.split(',').next().filter(|alt| !alt.contains('=')).unwrap_or("").trim_matches('"');
                picture(alt, target, None)
            }
            "footnote" | "footnoteref" => {
                let words = self.nested(&words.replace('\n', " "), at, depth);
                self.notes.push((at, words));
                format!("[^{}]", self.notes.len())
            }
            "kbd" | "btn" => code(words),
            "menu" => format!("**{} > {}**", escape(target), escape(words)),
            "pass" => escape(words),
            "stem" | "latexmath" | "asciimath" => format!("${words}$"),
            "icon" | "indexterm" | "anchor" => String::new(),
            _ => return None,
        };
        Some((written, whole))
    }
}

/// The words between two marks. Single ones have no white space inside and no letter outside.
fn between<'t>(text: &'t str, sign: &str, is_loose: bool) -> Option<(&'t str, usize)> {
    let inside = text.strip_prefix(sign)?;
    if inside.starts_with(char::is_whitespace) || inside.starts_with(sign) {
        return None;
    }
    let is_end = |at: &usize| {
        let after = inside[at + sign.len()..].chars().next();
        let apart = is_loose || after.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        *at > 0 && !inside[..*at].ends_with(char::is_whitespace) && apart
    };
    let at = inside.match_indices(sign).map(|(at, _)| at).find(is_end)?;
    (!inside[..at].contains("\n\n")).then_some((&inside[..at], at + 2 * sign.len()))
}
