//! The parts of a grammar that [`super::generate`] takes: the sorts of word for its scopes, and its expressions, made
//! cheap.
//!
//! An article shows ten lines of code, and a grammar compiles a hundred expressions to find the words in them: that
//! took half of the time of such an article. So the expressions know ASCII only ([`in_ascii`]), need few automata
//! ([`unfolded`]), and state the text that a line must hold for a match ([`needs`]), so that expressions without it are
//! not compiled at all.

use super::grammar::Sort;

/// Scopes that state a sort, the more exact first.
pub(super) const TELLING: &[(&str, Sort)] = &[
    ("comment", Sort::Comment),
    ("punctuation.definition.comment", Sort::Comment),
    ("string", Sort::Text),
    ("punctuation.definition.string", Sort::Text),
    ("constant", Sort::Number),
    ("keyword.operator", Sort::Plain),
    ("keyword", Sort::Keyword),
    ("storage", Sort::Keyword),
    ("variable.language", Sort::Keyword),
    ("entity.name.function", Sort::Function),
    ("support.function", Sort::Function),
    ("variable.function", Sort::Function),
    ("entity.name", Sort::Type),
    ("entity.other", Sort::Type),
    ("support.type", Sort::Type),
    ("support.class", Sort::Type),
    ("markup.inserted", Sort::Added),
    ("markup.deleted", Sort::Removed),
];

/// Classes of characters, and their ASCII members.
const CLASSES: &[(&str, &str)] = &[
    (r"\p{L}", "A-Za-z"),
    (r"\p{Lu}", "A-Z"),
    (r"\p{Ll}", "a-z"),
    (r"\p{N}", "0-9"),
    (r"\p{Nd}", "0-9"),
    (r"\p{Pc}", "_"),
    (r"\d", "0-9"),
    (r"\w", "0-9A-Z_a-z"),
    (r"\s", r"\t-\r "),
];

/// The same for classes of all but a few characters, outside brackets.
const OTHERS: &[(&str, &str)] = &[
    (r"\S", r"[\x00-\x08\x0E-\x1F!-\x7F]"),
    (r"\W", r"[\x00-/:-@\[-\^`\{-\x7F]"),
    (r"\D", r"[\x00-/:-\x7F]"),
    (".", r"[\x00-\x09\x0B-\x7F]"),
];

/// An expression with the same matches in ASCII. A class beyond ASCII becomes an automaton over bytes, .1 to .5 ms for
/// each; a grammar contains hundreds of them.
pub(super) fn in_ascii(expression: &str) -> String {
    let mut narrow = String::with_capacity(expression.len());
    let mut rest = expression;
    // The closing text of each open bracket.
    let mut open: Vec<&str> = Vec::new();
    let extended = expression.contains("(?x");
    let dot = !expression.contains("(?s") && !expression.contains("(?m"); // which in Oniguruma lets a dot match line ends
    while let Some(first) = rest.chars().next() {
        let within = |list: &'static [(&str, &str)]| list.iter().find(|(class, _)| rest.starts_with(class));
        let taken = if let Some((class, ranges)) = within(CLASSES) {
            narrow.push_str(&if open.is_empty() { format!("[{ranges}]") } else { (*ranges).to_owned() });
            class.len()
        } else if open.is_empty()
            && let Some((class, ranges)) = within(OTHERS)
            && (dot || *class != ".")
        {
            narrow.push_str(ranges);
            class.len()
        } else if open.is_empty() && extended && first == '#' {
            let comment = rest.find('\n').unwrap_or(rest.len());
            narrow.push_str(&rest[..comment]);
            comment
        } else if first == '[' {
            let negated = rest.starts_with("[^");
            let (begin, end) = if negated && open.is_empty() { (r"[\x00-\x7F&&[^", "]]") } else { ("[", "]") };
            narrow.push_str(begin);
            open.push(end);
            let taken = if negated && open.len() == 1 { 2 } else { 1 };
            // A bracket that would close an empty class is literal.
            if rest[taken..].starts_with(']') {
                narrow.push_str(r"\]");
                taken + 1
            } else {
                taken
            }
        } else if first == ']'
            && let Some(end) = open.pop()
        {
            narrow.push_str(end);
            1
        } else {
            // A backslash escapes the character after it.
            let protected = if first == '\\' { rest[1..].chars().next().map_or(0, char::len_utf8) } else { 0 };
            narrow.push_str(&rest[..first.len_utf8() + protected]);
            first.len_utf8() + protected
        };
        rest = &rest[taken..];
    }
    narrow
}

/// The largest class that is unfolded, in characters: the digits and the underscore fit.
const FEW: usize = 12;

/// The same expression with every class of a few characters as alternatives, where that is cheaper: next to a word
/// boundary or a look-around, fancy-regex makes an automaton of every class, 15 µs each, and an instruction of every
/// literal.
pub(super) fn unfolded(expression: &str) -> String {
    let fancy = [r"\b", r"\B", "(?=", "(?!", "(?<", "(?>"].iter().any(|mark| expression.contains(mark));
    if !fancy || flagged(expression) {
        return expression.to_owned();
    }
    let mut out = String::with_capacity(expression.len());
    let mut rest = expression;
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '[' => class(rest),
            other => other.len_utf8(),
        };
        match members(&rest[..taken]) {
            Some(few) => out += &format!("(?:{})", few.into_iter().map(literal).collect::<Vec<_>>().join("|")),
            None => out.push_str(&rest[..taken]),
        }
        rest = &rest[taken..];
    }
    out
}

/// True if a flag changes the meaning of the expression's characters.
fn flagged(expression: &str) -> bool {
    expression.match_indices("(?").any(|(at, mark)| {
        let mut flags = expression[at + mark.len()..].chars().take_while(|c| c.is_ascii_alphabetic() || *c == '-');
        flags.any(|c| matches!(c, 'i' | 'x'))
    })
}

/// The length of the class at the start of the text, in bytes, with the classes inside it.
fn class(text: &str) -> usize {
    let (mut depth, mut protected) = (0, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if protected => protected = false,
            '\\' => protected = true,
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 && !protected {
            return at + c.len_utf8();
        }
    }
    text.len()
}

/// The characters of a class, the space first because code has most of it; `None` if they are many, or not plainly
/// listed.
fn members(class: &str) -> Option<Vec<char>> {
    let inside = class.strip_prefix('[')?.strip_suffix(']')?;
    if inside.starts_with('^') || inside.contains('[') || inside.contains("&&") {
        return None;
    }
    let mut found = Vec::new();
    let mut rest = inside;
    while !rest.is_empty() {
        let (from, behind) = character(rest)?;
        let end = behind.strip_prefix('-').filter(|end| !end.is_empty());
        let (to, behind) = end.map_or(Some((from, behind)), character)?;
        found.extend((from..=to).take(FEW + 1));
        rest = behind;
    }
    found.sort_unstable_by_key(|c| (*c != ' ', *c));
    found.dedup();
    (!found.is_empty() && found.len() <= FEW).then_some(found)
}

/// The ASCII character at the start of the text, its escape undone, and the rest; `None` for other text.
fn character(text: &str) -> Option<(char, &str)> {
    let mut chars = text.chars();
    let c = match chars.next()? {
        '\\' => match chars.next()? {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'x' => {
                let (code, behind) = chars.as_str().split_at_checked(2)?;
                let code = u8::from_str_radix(code, 16).ok()?;
                return Some((char::from(code), behind)).filter(|(c, _)| c.is_ascii());
            }
            c if c.is_ascii_punctuation() || c == ' ' => c,
            _ => return None,
        },
        c => c,
    };
    c.is_ascii().then_some((c, chars.as_str()))
}

/// An expression that finds this character.
fn literal(c: char) -> String {
    match c {
        c if c.is_ascii_alphanumeric() || c == '_' => c.to_string(),
        c if c.is_ascii_punctuation() => format!("\\{c}"),
        c => format!("\\x{:02X}", u32::from(c)),
    }
}

/// Texts of which a line must contain at least one for the expression to match; empty if they are unknown.
pub(super) fn needs(expression: &str) -> Vec<String> {
    let mut reader = Reader { rest: expression, lost: flagged(expression) };
    let need = reader.alternatives();
    if reader.lost || !reader.rest.is_empty() { Vec::new() } else { need.unwrap_or_default() }
}

/// Texts of which one is needed; `None` if none is.
type Need = Option<Vec<String>>;

/// The most texts of one need: to search for a longer list costs more than to compile its expression.
const MANY: usize = 48;

/// A part of an expression, by the text that it needs.
enum Part {
    /// This character.
    Character(char),
    /// A place between two characters.
    Place,
    /// Another part, perhaps with a need.
    Other(Need),
}

/// The number of times a part must occur.
#[derive(Clone, Copy)]
struct Times {
    least: usize,
    /// True if it occurs exactly once.
    once: bool,
}

struct Reader<'a> {
    rest: &'a str,
    /// A construct that is not understood here.
    lost: bool,
}

impl Reader<'_> {
    fn takes(&mut self, text: &str) -> bool {
        let behind = self.rest.strip_prefix(text);
        self.rest = behind.unwrap_or(self.rest);
        behind.is_some()
    }

    /// Continues after this character.
    fn skip_to(&mut self, end: char) {
        let behind = self.rest.split_once(end).map(|(_, behind)| behind);
        self.lost |= behind.is_none();
        self.rest = behind.unwrap_or_default();
    }

    /// Alternatives up to the bracket that closes them: one need of each.
    fn alternatives(&mut self) -> Need {
        let mut all = self.sequence();
        while self.takes("|") {
            let next = self.sequence();
            all = all.zip(next).map(|(all, next)| all.into_iter().chain(next).collect());
        }
        all.filter(|all| all.len() <= MANY)
    }

    /// Parts that follow each other: the most selective of their needs.
    fn sequence(&mut self) -> Need {
        let mut best: Need = None;
        let mut run = String::new();
        while !self.rest.is_empty() && !self.rest.starts_with([')', '|']) {
            let part = self.part();
            let times = self.times();
            if let Part::Character(c) = part
                && times.least > 0
            {
                run.push(c);
            }
            let goes_on = matches!(part, Part::Place | Part::Character(_)) && times.once;
            if !goes_on {
                choose(&mut best, Some(vec![std::mem::take(&mut run)]));
            }
            if let Part::Other(need) = part
                && times.least > 0
            {
                choose(&mut best, need);
            }
        }
        choose(&mut best, Some(vec![run]));
        best
    }

    fn part(&mut self) -> Part {
        let Some(first) = self.rest.chars().next() else { return Part::Place };
        match first {
            '(' => self.group(),
            '\\' => self.escape(),
            '[' => {
                self.rest = &self.rest[class(self.rest)..];
                Part::Other(None)
            }
            c => {
                self.rest = &self.rest[c.len_utf8()..];
                match c {
                    '^' | '$' => Part::Place,
                    '.' => Part::Other(None),
                    c if c.is_ascii() => Part::Character(c),
                    _ => Part::Other(None),
                }
            }
        }
    }

    fn escape(&mut self) -> Part {
        if let Some((c, behind)) = character(self.rest) {
            self.rest = behind;
            // Every line is matched with a line end, even if it has none.
            return if c == '\n' { Part::Other(None) } else { Part::Character(c) };
        }
        let Some(escaped) = self.rest[1..].chars().next() else {
            self.lost = true;
            self.rest = "";
            return Part::Place;
        };
        self.rest = &self.rest[1 + escaped.len_utf8()..];
        match escaped {
            'b' | 'B' | 'A' | 'z' | 'Z' | 'G' => return Part::Place,
            'd' | 'D' | 'w' | 'W' | 's' | 'S' | 'h' | 'H' => {}
            '0'..='9' => self.rest = self.rest.trim_start_matches(|c: char| c.is_ascii_digit()),
            'p' | 'P' | 'x' if self.takes("{") => self.skip_to('}'),
            'k' if self.takes("<") => self.skip_to('>'),
            _ => self.lost = true,
        }
        Part::Other(None)
    }

    fn group(&mut self) -> Part {
        self.rest = &self.rest[1..];
        if self.takes("?#") {
            self.skip_to(')');
            return Part::Place;
        }
        let denied = self.takes("?!") || self.takes("?<!");
        let plain = denied || ["?:", "?>", "?=", "?<="].iter().any(|kind| self.takes(kind)) || !self.takes("?");
        if !plain && (self.takes("<") || self.takes("P<")) {
            self.skip_to('>');
        } else if !plain {
            self.rest = self.rest.trim_start_matches(['m', 's', '-']);
            if self.takes(")") {
                return Part::Place;
            }
            self.lost |= !self.takes(":");
        }
        let need = self.alternatives();
        self.lost |= !self.takes(")");
        if denied { Part::Place } else { Part::Other(need) }
    }

    /// The number of times the part just read must occur.
    fn times(&mut self) -> Times {
        let mut times = Times { least: 1, once: true };
        loop {
            let least = match self.rest.chars().next() {
                Some('?' | '*') => Some((0, 1)),
                Some('+') => Some((1, 1)),
                Some('{') => self.counted(),
                _ => None,
            };
            let Some((least, length)) = least else { return times };
            self.rest = &self.rest[length..];
            // A lazy or possessive mark does not change the count.
            if !self.takes("?") {
                self.takes("+");
            }
            times = Times { least: times.least.min(least), once: false };
        }
    }

    /// The least number of `{2}`, `{2,}`, `{2,3}` or `{,3}`, and the length of the count; `None` if it is not a count.
    fn counted(&self) -> Option<(usize, usize)> {
        let (count, _) = self.rest.strip_prefix('{')?.split_once('}')?;
        let (least, most) = count.split_once(',').unwrap_or((count, count));
        let number = |text: &str| if text.is_empty() { Some(0) } else { text.parse::<usize>().ok() };
        number(most).filter(|_| !count.is_empty())?;
        Some((number(least)?, count.len() + 2))
    }
}

/// Keeps the more selective of two needs: the one of longer texts, then of signs before letters, then of fewer.
fn choose(best: &mut Need, other: Need) {
    let telling = |need: &Vec<String>| {
        let shortest = need.iter().map(String::len).min().unwrap_or(0);
        let signs = need.iter().all(|text| text.chars().all(|c| c.is_ascii_punctuation()));
        (shortest, signs, std::cmp::Reverse(need.len()))
    };
    if let Some(other) = other.filter(|other| telling(other).0 > 0)
        && best.as_ref().is_none_or(|best| telling(&other) > telling(best))
    {
        *best = Some(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_that_know_all_of_unicode_know_ascii_only() {
        let narrowed = [
            (r"\w+[\d_]\.", r"[0-9A-Z_a-z]+[0-9_]\."),
            (r"\\w.", r"\\w[\x00-\x09\x0B-\x7F]"),
            (r"[^a]", r"[\x00-\x7F&&[^a]]"),
            (r"[]a]", r"[\]a]"),
            (r"(?s).", "(?s)."),
        ];
        for (expression, narrow) in narrowed {
            assert_eq!(in_ascii(expression), narrow);
        }
    }

    #[test]
    fn classes_of_a_few_become_alternatives_where_that_is_cheaper() {
        assert_eq!(unfolded(r"\bfn[\t ]+"), r"\bfn(?:\x20|\x09)+");
        assert_eq!(unfolded(r"\b[0-2_]"), r"\b(?:0|1|2|_)");
        assert_eq!(unfolded(r"(?=[\]\\+-])"), r"(?=(?:\+|\-|\\|\]))");
        let kept =
            [r"[\t ]+", r"\b[a-z]", r"\b[^a]", r"\b[\h_]", r"\b[[a][b]]", r"(?i)\b[ab]", r"(?x: \b[ab])", r"\b\[a]"];
        for kept in kept {
            assert_eq!(unfolded(kept), kept);
        }
    }

    #[test]
    fn an_expression_needs_what_all_its_ways_share() {
        let needed = [
            (r"\b(?:(pub)[\t ]+)?\b(mod)[\t ]+([a-z]+)\b", "mod"),
            (r"//[!/]", "//"),
            (r"/\*", "/*"),
            (r"\b((?:write|writeln)!)[ ]*(\()", "write writeln"),
            (r"\b(true|false)\b", "true false"),
            (r"(::)(?=[a-z])", "::"),
            (r"'[a-z](?!\')\b", "'"),
            (r"(?<name>ab)c", "ab"),
            (r"\x41B+C", "AB"),
            (r"ab?c", "a"),
            (r"ab{2,}c", "ab"),
            (r"(?=\{)", "{"),
            (r"(?#why)a{1}b", "a"),
            (r"(?m:ab)|c", "ab c"),
            (r"a{b}", "a{b}"),
        ];
        for (expression, texts) in needed {
            assert_eq!(needs(expression), texts.split(' ').collect::<Vec<_>>(), "{expression}");
        }
        let free = [
            "", "a?", "a*", "(ab)?", "a{0,3}", "a{,3}", "a|", "[ab]", r"\n", r"\w", ".", "(?i)ab", "(?!ab)", "ä",
            r"(a)?(?(1)b|c)", "a)b", "a(b", r"\p{L}", r"\u0041", r"\cA", r"(?'n'ab)", "a\\",
        ];
        for free in free {
            assert!(needs(free).is_empty(), "{free}: {:?}", needs(free));
        }
    }
}
