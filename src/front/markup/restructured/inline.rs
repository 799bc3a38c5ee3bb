//! The marks in a line: emphasis, literals, roles, links, calls of notes.

use super::Reader;
use crate::front::markup::escape::{address, code, escape, link, marked, picture};

/// The longest words between two marks, in bytes.
const LONGEST: usize = 1000;

/// Roles that mark code.
const CODE: &[&str] = &[
    "class", "meth", "method", "func", "function", "mod", "module", "attr", "data", "exc", "const", "obj", "code",
    "file", "command", "program", "option", "envvar", "kbd", "samp", "literal", "type", "macro", "member", "var",
    "keyword", "token", "makevar", "regexp", "mimetype", "dfn", "struct", "enum", "cmd",
];

impl<'t> Reader<'_, 't> {
    /// Words with marks as Markdown.
    pub(super) fn inline(&mut self, text: &str) -> String {
        marked(text, |text, before| self.mark(text, before))
    }

    /// The mark at the start of a text as Markdown, and its length.
    fn mark(&mut self, text: &str, before: Option<char>) -> Option<(String, usize)> {
        let first = text.chars().next()?;
        let is_free = before.is_none_or(|c| c.is_whitespace() || "'\"([{<-/:“‘«—–¿¡".contains(c));
        match first {
            '\\' => {
                let next = text[1..].chars().next()?;
                let kept = if next.is_whitespace() { String::new() } else { escape(next.encode_utf8(&mut [0; 4])) };
                Some((kept, 1 + next.len_utf8()))
            }
            '`' if is_free && text.starts_with("``") => {
                let (inside, length) = between(text, "``", "``")?;
                Some((code(inside), length))
            }
            '`' if is_free => self.interpreted(text, "", 0),
            ':' if is_free => {
                let end = text[1..].find(|c: char| !(c.is_ascii_alphanumeric() || "-_:+.".contains(c)))? + 1;
                let role = text[..end].strip_suffix(':')?.get(1..).filter(|role| !role.is_empty())?;
                text[end..].strip_prefix('`').and_then(|_| self.interpreted(&text[end..], role, end))
            }
            '*' if is_free && text.starts_with("**") => {
                let (inside, length) = between(text, "**", "**")?;
                Some((format!("**{}**", escape(inside)), length))
            }
            '*' if is_free => {
                let (inside, length) = between(text, "*", "*")?;
                Some((format!("*{}*", escape(inside)), length))
            }
            '_' if is_free && text.starts_with("_`") => {
                let (inside, length) = between(&text[1..], "`", "`")?;
                Some((escape(inside), length + 1))
            }
            '|' if is_free => {
                let (inside, length) = between(text, "|", "|")?;
                let rest = &text[length..];
                let signs = rest.len() - rest.trim_start_matches('_').len();
                let shown = match self.targets.picture(inside) {
                    Some(address) => picture(inside, address, None),
                    None => escape(self.targets.replacement(inside)?),
                };
                let target = if signs > 0 { self.targets.link(inside) } else { None };
                Some((target.map_or(shown.clone(), |target| link(&shown, target)), length + signs))
            }
            '[' => {
                let (label, rest) = text[1..text.floor_char_boundary(80)].split_once(']')?;
                if !rest.starts_with('_') {
                    return None;
                }
                let length = label.len() + 3;
                let written = match self.targets.call_of(label) {
                    Some(label) => format!("[^{label}]"),
                    None => format!("\\[{}\\]", escape(label)),
                };
                Some((written, length))
            }
            'h' if is_free => address(text).map(|address| (link("", address), address.len())),
            c if c.is_alphanumeric() && before.is_none_or(|c| !c.is_alphanumeric() && c != '_') => self.reference(text),
            _ => None,
        }
    }

    /// `` `words` ``, with a role before it or behind it, or with the sign of a link.
    fn interpreted(&mut self, text: &str, role: &str, skipped: usize) -> Option<(String, usize)> {
        let (inside, length) = between(text, "`", "`")?;
        let rest = &text[length..];
        let words = inside.replace('\n', " ");
        let total = skipped + length;
        if role.is_empty() && rest.starts_with('_') {
            let signs = if rest.starts_with("__") { 2 } else { 1 };
            return Some((self.linked(&words, signs == 2), total + signs));
        }
        if role.is_empty()
            && let Some((role, _)) = rest.strip_prefix(':').and_then(|rest| rest.split_once(':'))
            && super::targets::is_name(role)
            && role.len() < 20
        {
            return Some((as_role(role, &words), total + role.len() + 2));
        }
        Some((as_role(role, &words), total))
    }

    /// A link: `` `words <address>` `` or a name.
    fn linked(&mut self, inside: &str, is_anonymous: bool) -> String {
        if let Some((words, target)) = inside.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
            let address = match target.strip_suffix('_') {
                Some(name) => self.targets.link(name).unwrap_or(target),
                None => target,
            };
            return link(&escape(words.trim()), address);
        }
        let address = if is_anonymous { self.next_anonymous() } else { self.targets.link(inside) };
        match address {
            Some(address) => link(&escape(inside), address),
            None => escape(inside),
        }
    }

    /// The address of the next link without a name.
    fn next_anonymous(&mut self) -> Option<&'t str> {
        let next = self.targets.anonymous.get(self.targets.anonymous_used).copied();
        self.targets.anonymous_used += 1;
        next
    }

    /// `name_`: a link if the name leads somewhere.
    fn reference(&mut self, text: &str) -> Option<(String, usize)> {
        let is_inner = |c: char| c.is_alphanumeric() || "-_.:+".contains(c);
        let end = text.find(|c: char| !is_inner(c)).unwrap_or(text.len());
        let word = text[..end].trim_end_matches(['.', ':', '-', '+']);
        let name = word.trim_end_matches('_');
        let signs = word.len() - name.len();
        if !(1..=2).contains(&signs) {
            // The word is passed as a whole, so that its middle is no name.
            return None;
        }
        let target = if signs == 2 { self.next_anonymous() } else { self.targets.link(name) };
        Some((link(&escape(name), target?), word.len()))
    }
}

/// The words between two marks: no white space inside at the ends, no letter behind.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<(&'t str, usize)> {
    let inside = text.strip_prefix(open)?;
    if inside.starts_with(char::is_whitespace) {
        return None;
    }
    let near = &inside[..inside.floor_char_boundary(LONGEST)];
    let is_end = |at: &usize| {
        let before = near[..*at].chars().next_back();
        let after = inside[at + close.len()..].chars().next();
        *at > 0
            && before.is_some_and(|c| !c.is_whitespace() && (c != '\\' || close == "``"))
            && after.is_none_or(|c| !c.is_alphanumeric() && (close != "*" || c != '*') || close == "`" && c == '_')
    };
    let at = near.match_indices(close).map(|(at, _)| at).find(is_end)?;
    Some((&inside[..at], open.len() + at + close.len()))
}

/// Words in a role.
fn as_role(role: &str, inside: &str) -> String {
    let name = role.rsplit(':').next().unwrap_or(role);
    // Words before a target in angle brackets.
    let titled = inside.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')).map(|(words, _)| words.trim());
    let titled = titled.filter(|words| !words.is_empty());
    match name {
        "" => format!("*{}*", escape(inside)),
        "math" => format!("${inside}$"),
        "sup" | "superscript" => format!("<sup>{}</sup>", escape(inside)),
        "sub" | "subscript" => format!("<sub>{}</sub>", escape(inside)),
        "strong" | "guilabel" | "menuselection" => format!("**{}**", escape(inside)),
        "emphasis" | "title-reference" | "title" | "t" => format!("*{}*", escape(inside)),
        "pep" | "rfc" => format!("{} {}", name.to_uppercase(), escape(titled.unwrap_or(inside))),
        _ if CODE.contains(&name) => match (titled, inside.strip_prefix('~')) {
            (Some(words), _) => code(words),
            (None, Some(path)) => code(path.rsplit('.').next().unwrap_or(path)),
            (None, None) => code(inside.trim_start_matches('!')),
        },
        _ => escape(titled.unwrap_or(inside)),
    }
}
