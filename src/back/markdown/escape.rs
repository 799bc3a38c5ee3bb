//! The choice of the characters that need a backslash.
//!
//! A backslash before everything that could ever be mark-up is safe and unreadable. Here each character is judged by
//! its neighbours and by the rest of the paragraph: a lone asterisk cannot be emphasis, a hash is a heading only at the
//! start of a line. If the judgement is wrong, [`super::verify`] notices and asks for `Care::Full`.

use super::inline::{Care, Flat, Place, Whose};
use super::syntax::{is_entity, is_punctuation};
use crate::doc::count::is_wide;
use crate::doc::emoji;

/// The text with backslashes, and the places where lines may be broken: byte offsets of spaces.
pub(super) fn escape(flat: &Flat) -> (String, Vec<usize>) {
    let mut survey = Survey::new(flat);
    let mut out = String::with_capacity(flat.out.len() + 8);
    let mut breaks = Vec::new();
    let mut at = 0;
    while let Some(rest) = flat.out.get(at..).filter(|rest| !rest.is_empty()) {
        // Letters and figures are never escaped.
        let marked = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
        let plain = rest.as_bytes().iter().position(marked).unwrap_or(rest.len());
        out.push_str(&rest[..plain]);
        at += plain;
        let Some(c) = rest[plain..].chars().next() else { break };
        if flat.whose[at] != Whose::Ours {
            if c == ' ' {
                breaks.push(out.len());
            } else if c == '}' && flat.place == Place::Heading && at + 1 == survey.end && flat.out.contains('{') {
                // Attributes end a heading; readers find them behind backslashes too.
                out.push_str("&#125;");
                at += 1;
                continue;
            } else if c.is_ascii_punctuation() && survey.needs_escape(flat, at, c) {
                out.push('\\');
            }
        } else if c == '\n' {
            survey.line = at + 1;
        }
        out.push(c);
        at += 1;
    }
    while out.ends_with(' ') && flat.whose.last() != Some(&Whose::Ours) {
        out.pop();
    }
    breaks.retain(|&b| b < out.len());
    (out, breaks)
}

/// A survey of the paragraph, made once, and the reading position.
struct Survey {
    /// Delimiters with runs that could pair up, or that our own marks use.
    star: bool,
    underscore: bool,
    tilde: bool,
    backtick: bool,
    dollar: bool,
    caret: bool,
    /// Two pairs of equals signs, which some readers take for a highlight.
    equals: bool,
    /// Several lines, one of which could underline a table's head.
    table: bool,
    /// Brackets followed by a parenthesis, of ours or not.
    links: bool,
    /// The first `[`.
    first_bracket: Option<usize>,
    /// The last `>`.
    last_greater: Option<usize>,
    /// The end of the text without trailing spaces.
    end: usize,
    /// The offset at which the line began.
    line: usize,
    /// The delimiter run looked at last, with true if it could open and true if it could close.
    run: (usize, usize, bool),
}

impl Survey {
    fn new(flat: &Flat) -> Self {
        let text = flat.out.as_str();
        let own = |d: char| text.match_indices(d).any(|(at, _)| flat.whose[at] == Whose::Ours);
        let several = |d: char| text.matches(d).nth(1).is_some();
        let careful = flat.care > Care::Bare;
        let underline = |l: &str| l.contains('-') && l.chars().all(|c| " \\-:|".contains(c));
        Survey {
            star: (careful || beside_wide(text)) && (own('*') || pairs(text, '*')),
            underscore: careful && (own('_') || pairs(text, '_')),
            tilde: own('~') || pairs(text, '~'),
            backtick: careful && several('`'),
            dollar: own('$') || pairs(text, '$'),
            caret: several('^'),
            equals: text.matches("==").nth(1).is_some(),
            table: text.contains('|') && text.split('\n').skip(1).any(underline),
            links: text.contains("]("),
            first_bracket: text.find('['),
            last_greater: text.rfind('>'),
            end: text.trim_end().len(),
            line: 0,
            run: (0, 0, false),
        }
    }

    fn needs_escape(&mut self, flat: &Flat, at: usize, c: char) -> bool {
        let text = flat.out.as_str();
        let rest = &text[at + c.len_utf8()..];
        let next = rest.chars().next();
        let prev = text[..at].chars().last();
        if flat.care > Care::Light && "*_`[]<\\&~$^|!".contains(c) {
            return c != '!' || next == Some('[');
        }
        // Readers that make links of bare addresses do not do so within a link.
        let bare = flat.whose[at] != Whose::Linked && flat.place != Place::Title;
        match c {
            '\\' if at == self.line && rest.starts_with("begin{") => true,
            '\\' => next.is_none_or(|n| n.is_ascii_punctuation() || n == '\n') || at + 1 >= self.end,
            '*' => self.star && self.flanking(text, at, c) || self.line_start(flat, at, c, rest),
            '_' => self.underscore && self.flanking(text, at, c) || self.line_start(flat, at, c, rest),
            '~' => {
                let touches = self.flanking(text, at, c) || prev.is_some_and(char::is_alphanumeric);
                self.tilde && touches || at == self.line && rest.starts_with("~~")
            }
            '`' => self.backtick,
            '$' => self.dollar && self.flanking(text, at, c),
            '^' => self.caret || rest.starts_with('['),
            '|' => self.table || flat.place == Place::Cell || at == self.line && rest.starts_with(' '),
            '[' => self.bracket(flat, at, prev, rest),
            ']' => {
                let opened = self.first_bracket.is_some_and(|first| first < at);
                flat.whose[at] == Whose::Linked || (next == Some('(') && opened)
            }
            '!' if at == self.line && rest.starts_with("!! ") => true,
            '!' => next == Some('[') && flat.whose.get(at + 1) == Some(&Whose::Ours),
            '<' => {
                let tag = next.is_some_and(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?'));
                tag && (self.last_greater.is_some_and(|g| g > at) || at == self.line)
            }
            '&' => is_entity(&text[at..]),
            ':' if matches!(&text[self.line..at], "Table" | "table") => true,
            ':' => {
                let picture = || emoji::named(&text[at..]).is_some() && !prev.is_some_and(char::is_alphanumeric);
                bare && rest.starts_with("//") && ends_with_scheme(&text[..at])
                    || picture()
                    || self.line_start(flat, at, c, rest)
            }
            '.' => {
                let www = bare && next.is_some_and(char::is_alphanumeric) && ends_with_www(&text[..at]);
                www || self.line_start(flat, at, c, rest)
            }
            '@' => {
                bare && prev.is_some_and(is_mail_char) && next.is_some_and(char::is_alphanumeric) && mail_domain(rest)
            }
            '#' => self.hash(flat, at, prev, rest),
            '=' if rest.starts_with('=') && self.equals => true,
            '{' => self.brace(flat, at, prev, rest),
            '%' => at == self.line && flat.place.has_lines() && next == Some(' '),
            '(' => at == self.line && flat.place.has_lines() && numbers_item(rest),
            '?' => at == self.line && (rest.starts_with("?? ") || rest.starts_with("??+ ")),
            '+' | '-' | '=' | '>' | ')' => self.line_start(flat, at, c, rest),
            _ => false,
        }
    }

    fn bracket(&self, flat: &Flat, at: usize, prev: Option<char>, rest: &str) -> bool {
        let task = || at == 0 && [" ] ", "x] ", "X] "].iter().any(|t| rest.starts_with(t));
        flat.whose[at] == Whose::Linked
            || rest.starts_with(['^', '[', '/'])
            || (prev == Some('!') && self.links)
            || (at == self.line && (rest.starts_with('!') || rest.contains("]:")))
            || (flat.place == Place::Paragraph { item: true } && task())
    }

    /// True if a brace opens a template's call, attributes or a role: readers of other dialects know these.
    fn brace(&self, flat: &Flat, at: usize, prev: Option<char>, rest: &str) -> bool {
        let mark = at.checked_sub(1).is_some_and(|before| flat.whose.get(before) == Some(&Whose::Ours));
        let behind = prev.is_some_and(|p| p == ']' || mark && matches!(p, '`' | ')' | '>'));
        let role = || rest.find('}').is_some_and(|end| rest[end + 1..].starts_with('`'));
        behind || rest.starts_with(['{', '%', ':']) || role()
    }

    /// A heading's marks at the start of a line, or its closing marks.
    fn hash(&self, flat: &Flat, at: usize, prev: Option<char>, rest: &str) -> bool {
        if flat.place.is_heading() {
            return prev.is_none_or(|p| p == ' ') && rest.trim_start_matches('#').trim().is_empty();
        }
        if !flat.place.has_lines() || at != self.line {
            return false;
        }
        let after = rest.trim_start_matches('#');
        (after.is_empty() || after.starts_with([' ', '\n'])) && rest.len() - after.len() < 6
    }

    /// True if a character at the start of a line begins a list, a quote, a rule, an underline or a definition.
    fn line_start(&self, flat: &Flat, at: usize, c: char, rest: &str) -> bool {
        if !flat.place.has_lines() {
            return false;
        }
        let space = rest.is_empty() || rest.starts_with([' ', '\n']);
        if matches!(c, '.' | ')') {
            let head = &flat.out[self.line..at];
            let number = (1..=9).contains(&head.len()) && head.bytes().all(|b| b.is_ascii_digit());
            // Pandoc takes a capital and a full stop for a person's initial, unless two spaces follow.
            let initial = c == '.' && head.len() == 1 && head.starts_with(char::is_uppercase);
            let initial = initial && rest.starts_with(' ') && !rest.starts_with("  ");
            return space && !initial && (number || is_letter_number(head));
        }
        if at != self.line {
            return false;
        }
        let line = flat.out[at..].split('\n').next().unwrap_or("");
        let only = line.chars().all(|x| x == c || x == ' ');
        match c {
            '-' => space || only,
            '+' => space || rest.starts_with(['-', '=']),
            ':' => true,
            '*' | '_' => (c == '*' && space) || (only && line.matches(c).count() >= 3),
            '=' => at > 0 && only,
            '>' => true,
            _ => false,
        }
    }

    /// True if the delimiter run around `at` could open or close.
    fn flanking(&mut self, text: &str, at: usize, c: char) -> bool {
        if !(self.run.0..self.run.1).contains(&at) {
            let end = text.len() - text[at..].trim_start_matches(c).len();
            let (open, close) = sides(text, at, end, c);
            self.run = (at, end, open || close);
        }
        self.run.2
    }
}

/// True if some readers take a word for the number of an item: a letter, a Roman number, `#`.
fn is_letter_number(word: &str) -> bool {
    let roman = |letters: &str| word.len() <= 8 && !word.is_empty() && word.chars().all(|c| letters.contains(c));
    let letter = word.len() == 1 && word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '#');
    letter || roman("ivxl") || roman("IVXL")
}

/// True if a line goes on after its opening bracket as `1) `, `a) ` or `iv) `.
fn numbers_item(rest: &str) -> bool {
    let Some((word, after)) = rest.split_once(')') else { return false };
    let number = word.len() <= 8 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    (after.is_empty() || after.starts_with([' ', '\n'])) && (number || is_letter_number(word))
}

/// True if an asterisk is next to a wide character.
fn beside_wide(text: &str) -> bool {
    text.contains('*')
        && text.chars().zip(text.chars().skip(1)).any(|(a, b)| a == '*' && is_wide(b) || is_wide(a) && b == '*')
}

/// True if the delimiter run from `start` to `end` can open, can close (CommonMark 6.2).
fn sides(text: &str, start: usize, end: usize, c: char) -> (bool, bool) {
    let before = text[..start].chars().last();
    let after = text[end..].chars().next();
    let space = |x: Option<char>| x.is_none_or(char::is_whitespace);
    let mark = |x: Option<char>| x.is_some_and(is_punctuation);
    let word = |x: Option<char>| x.is_some_and(char::is_alphanumeric);
    let left = !space(after) && (!mark(after) || space(before) || mark(before));
    let right = !space(before) && (!mark(before) || space(after) || mark(after));
    match c {
        '_' => (left && (!right || mark(before)), right && (!left || mark(after))),
        // Formulas by the rule of pandoc and GitHub, so that prices are not formulas.
        '$' => (!space(after) && !word(before), !space(before) && !word(after)),
        '*' if before.is_some_and(is_wide) || after.is_some_and(is_wide) => (!space(after), !space(before)),
        _ => (left, right),
    }
}

/// True if some run of `c` can open and a later one can close.
fn pairs(text: &str, c: char) -> bool {
    let mut opened = false;
    let mut at = 0;
    while let Some(found) = text[at..].find(c) {
        let start = at + found;
        at = text.len() - text[start..].trim_start_matches(c).len();
        let (open, close) = sides(text, start, at, c);
        if opened && close {
            return true;
        }
        opened |= open;
    }
    false
}

fn ends_with_scheme(text: &str) -> bool {
    let ends = |s: &str| {
        text.len() >= s.len()
            && text.is_char_boundary(text.len() - s.len())
            && text[text.len() - s.len()..].eq_ignore_ascii_case(s)
    };
    ["http", "https", "ftp"].iter().any(|s| ends(s))
}

fn ends_with_www(text: &str) -> bool {
    let from = text.len().saturating_sub(3);
    text.get(from..).is_some_and(|t| t.eq_ignore_ascii_case("www"))
        && text[..from].chars().last().is_none_or(|c| !c.is_alphanumeric())
}

fn is_mail_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "._-+".contains(c)
}

/// True if `text` begins with a domain that has a dot.
fn mail_domain(text: &str) -> bool {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "._-".contains(c))).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', '-', '_']).contains('.')
}

/// True if a line that begins with `text` would begin a block: no line may be broken before it.
pub(super) fn starts_block(text: &str) -> bool {
    let word = text.split([' ', '\n']).next().unwrap_or("");
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    word.is_empty()
        || word.starts_with(['>', '#', '-', '+', '=', '*', '_', '`', '~', '<', ':', '|', '[', '$'])
        || (digits.len() < word.len() && (digits == "." || digits == ")"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_are_beside_wide_letters() {
        assert!(beside_wide("**注意**这") && beside_wide("的*"));
        assert!(!beside_wide("*a* 的") && !beside_wide("的"));
    }
}
