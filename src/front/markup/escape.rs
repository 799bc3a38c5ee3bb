//! Words as Markdown.

use crate::doc::count::longest_run;

/// Words with marks as Markdown. `mark` reads the mark at the start of a text, which stands after a character, and gives its
/// Markdown and its length; what is no mark is escaped.
pub(super) fn marked(text: &str, mut mark: impl FnMut(&str, Option<char>) -> Option<(String, usize)>) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let (mut plain, mut at) = (0, 0);
    while at < text.len() {
        if let Some((written, length)) = mark(&text[at..], text[..at].chars().next_back()) {
            out.push_str(&escape(&text[plain..at]));
            out.push_str(&written);
            at += length;
            plain = at;
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    out + &escape(&text[plain..])
}

/// The place of the bracket that closes one that is open before the text.
pub(super) fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let close = text.char_indices().find(|(_, c)| {
        match c {
            '[' => depth += 1,
            ']' if depth == 0 => return true,
            ']' => depth -= 1,
            _ => {}
        }
        false
    });
    close.map(|(at, _)| at)
}

/// Words with a backslash before every sign that Markdown would read.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let is_inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_sign = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '$' | '|' | '~' => true,
            // Within a word it is a letter.
            '_' => !(is_inner(text[..at].chars().next_back()) && is_inner(text[at + 1..].chars().next())),
            '&' => text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '#'),
            _ => false,
        };
        if is_sign {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A line of Markdown that begins no block: an escape before the sign of an item, a heading, a rule.
pub(super) fn at_start(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_sign = line.starts_with(['#', '-', '+', '=', '>', ':']) && !line.starts_with(":\\");
    match () {
        () if is_sign => format!("\\{line}"),
        () if digits > 0 && line[digits..].starts_with(['.', ')']) => {
            format!("{}\\{}", &line[..digits], &line[digits..])
        }
        () => line.to_string(),
    }
}

/// Code in a line.
pub(super) fn code(text: &str) -> String {
    let text = text.replace('\n', " ");
    let ticks = "`".repeat(longest_run(&text, '`') + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{space}{text}{space}{ticks}")
}

/// A link with words in Markdown.
pub(super) fn link(words: &str, address: &str) -> String {
    let address = address.replace(['<', '>', '\n'], "");
    match words.is_empty() {
        true => format!("<{address}>"),
        false => format!("[{words}](<{address}>)"),
    }
}

/// A picture.
pub(super) fn picture(alt: &str, address: &str, width: Option<u32>) -> String {
    let address = address.replace(['<', '>', '\n', '"'], "");
    match width {
        Some(width) => {
            let alt = alt.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
            format!("<img src=\"{address}\" alt=\"{alt}\" width=\"{width}\"><!-- -->")
        }
        None => format!("![{}](<{address}>)", escape(alt)),
    }
}

/// The address at the start of a text, without the signs that end a sentence.
pub(super) fn address(text: &str) -> Option<&str> {
    if !["https://", "http://"].iter().any(|scheme| text.starts_with(scheme)) {
        return None;
    }
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '|' | ']' | '['))
        .unwrap_or(text.len());
    let found = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', ')']);
    (found.len() > "https://".len()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        assert_eq!(escape("a_b *c* _d_ [e] AT&T &amp; 5 & 6"), "a_b \\*c\\* \\_d\\_ \\[e\\] AT\\&T \\&amp; 5 & 6");
        assert_eq!(at_start("1. May"), "1\\. May");
        assert_eq!(at_start("- so"), "\\- so");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(address("https://e.org/a. So"), Some("https://e.org/a"));
        assert_eq!(address("http:// so"), None);
    }
}
