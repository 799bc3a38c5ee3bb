//! Lists: bullets, numbers, terms and their meanings.

use super::{Reader, fence, macro_of, section, underlined};
use crate::front::markup::escape::at_start;
use crate::front::markup::writer::{DEEPEST, Line};

impl Reader<'_> {
    /// Items: bullets, numbers, terms.
    pub(super) fn list(&mut self, lines: &[Line]) -> Option<usize> {
        marker(&lines[0])?;
        self.style.clear();
        self.titled(lines[0].at);
        let mut at = 0;
        // The marks of the open lists.
        let mut open: Vec<(String, usize)> = Vec::new();
        let mut is_first = true;
        while let Some(line) = lines.get(at) {
            if line.is_blank() || line.text.starts_with("//") && fence(line.text).is_none() {
                at += 1;
                continue;
            }
            let Some(mut found) = marker(line) else { break };
            let start = line.at;
            // Several terms may share one meaning.
            let mut term = found.term.to_string();
            while found.words.is_empty()
                && !found.term.is_empty()
                && let Some(next) = lines.get(at + 1).and_then(marker).filter(|next| !next.term.is_empty())
            {
                term = format!("{term}, {}", next.term);
                found = next;
                at += 1;
            }
            match open.iter().position(|(mark, _)| *mark == found.mark) {
                Some(place) => {
                    for (_, length) in open.drain(place..).rev().collect::<Vec<_>>() {
                        self.writer.end(length, start);
                    }
                }
                None if open.len() >= DEEPEST => break,
                None => {}
            }
            if is_first || !found.term.is_empty() {
                self.writer.gap(start);
            }
            is_first = false;
            let (first, rest) = match (term.as_str(), found.is_numbered) {
                ("", true) => (format!("{}. ", found.number.unwrap_or(1)), "   "),
                ("", false) => ("- ".to_string(), "  "),
                (term, _) => {
                    let term = self.inline(term, start);
                    self.writer.line(start, &term);
                    (": ".to_string(), "  ")
                }
            };
            open.push((found.mark.clone(), self.writer.begin(&first, rest)));
            // The words go on up to a blank line or the next item.
            let more = |line: &&Line| {
                !line.is_blank()
                    && line.text != "+"
                    && marker(line).is_none()
                    && fence(line.text).is_none()
                    && !line.text.starts_with('[')
            };
            let mut end = at + 1 + lines[at + 1..].iter().take_while(more).count();
            let mut words: Vec<&str> = vec![found.words];
            words.extend(lines[at + 1..end].iter().map(Line::words));
            // The meaning of a term may stand below a blank line.
            if found.words.is_empty() && words.len() == 1 && !found.term.is_empty() {
                let blank = lines[end..].iter().take_while(|line| line.is_blank()).count();
                let next = lines.get(end + blank).filter(|next| {
                    marker(next).is_none() && section(next.text).is_none() && !next.text.starts_with('[')
                });
                let next = next.filter(|_| underlined(&lines[end + blank..]).is_none());
                if next.is_some() {
                    let count = lines[end + blank..].iter().take_while(more).count();
                    words.extend(lines[end + blank..end + blank + count].iter().map(Line::words));
                    end += blank + count;
                }
            }
            let (task, text) = task(words.join("\n").trim_start());
            let text = self.inline(&text, start);
            for (number, words) in text.lines().enumerate() {
                self.writer.line(start, &format!("{}{}", if number == 0 { task } else { "" }, at_start(words)));
            }
            // A plus joins the block below it to the item.
            while lines.get(end).is_some_and(|line| line.text == "+") && end + 1 < lines.len() {
                self.depth += 1;
                let mut next = end + 1;
                while lines.get(next).is_some_and(|line| {
                    line.text.starts_with('[') && line.text.ends_with(']')
                        || line.text.starts_with('.') && marker(line).is_none() && fence(line.text).is_none()
                }) {
                    next += self.block(&lines[next..next + 1]);
                }
                if let Some(line) = lines.get(next).filter(|line| !line.is_blank()) {
                    // The next item ends a paragraph.
                    let is_own = |line: &&Line| !line.is_blank() && line.text != "+" && marker(line).is_none();
                    let count = match fence(line.text) {
                        Some(_) => lines.len() - next,
                        None => lines[next..].iter().take_while(is_own).count().max(1),
                    };
                    next += self.block(&lines[next..next + count]);
                }
                self.depth -= 1;
                end = next.max(end + 1);
            }
            at = end;
        }
        for (_, length) in open.into_iter().rev() {
            self.writer.end(length, lines[0].at);
        }
        (at > 0).then_some(at)
    }
}

/// The mark of an item.
pub(super) struct Marker<'t> {
    /// As typed, so that every list is told by its mark.
    mark: String,
    is_numbered: bool,
    number: Option<u32>,
    term: &'t str,
    words: &'t str,
}

/// The mark of the item that begins at a line.
pub(super) fn marker<'t>(line: &Line<'t>) -> Option<Marker<'t>> {
    let words = line.words();
    let first = words.chars().next()?;
    if matches!(first, '*' | '.' | '-') {
        let rest = words.trim_start_matches(first);
        let length = words.len() - rest.len();
        if rest.starts_with(' ') && length <= if first == '-' { 1 } else { 5 } {
            return Some(Marker {
                mark: words[..length].to_string(),
                is_numbered: first == '.',
                number: None,
                term: "",
                words: rest.trim_start(),
            });
        }
    }
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=4).contains(&digits) && words[digits..].starts_with(". ") {
        let number = words[..digits].parse().ok();
        return Some(Marker {
            mark: "1.".into(),
            is_numbered: true,
            number,
            term: "",
            words: words[digits + 1..].trim_start(),
        });
    }
    let (term, rest) = words.split_once("::")?;
    let rest = rest.trim_start_matches([':', ';']);
    let is_term = !term.is_empty()
        && (rest.is_empty() || rest.starts_with(' '))
        && !term.contains('`')
        && macro_of(words).is_none();
    is_term.then(|| Marker { mark: "::".into(), is_numbered: false, number: None, term, words: rest.trim() })
}

/// The box of a task as Markdown, and the words behind it.
fn task(words: &str) -> (&'static str, String) {
    match words.get(..4) {
        Some("[ ] ") => ("[ ] ", words[4..].to_string()),
        Some("[x] " | "[*] ") => ("[x] ", words[4..].to_string()),
        _ => ("", words.to_string()),
    }
}
