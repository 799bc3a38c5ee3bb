//! Calls of templates in a text: Hugo's shortcodes, Liquid's tags, Zola's and MDN's calls in double braces.
//!
//! All four have the same parts in other signs: a name, arguments with or without names, and a form that opens, closes
//! or stands alone. Here they are found and split; their meanings are a table in `meanings`.

use std::ops::Range;

use crate::front::markdown::page::Page;

/// The longest call, in bytes.
const LONGEST: usize = 4000;

/// The signs of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signs {
    /// `{{< name >}}` and `{{% name %}}`.
    Hugo,
    /// `{% name %}`.
    Liquid,
    /// `{{ name("x") }}` and `{{ page.title }}`.
    Braces,
    /// `{{#include x}}`.
    MdBook,
    /// `[name]` and `[/name]`.
    Square,
}

/// One call.
#[derive(Debug)]
pub(super) struct Call<'p> {
    pub range: Range<usize>,
    pub signs: Signs,
    /// True if it closes an earlier call of the same name.
    pub closes: bool,
    /// Written to be shown and not to be called: `{{</* name */>}}`.
    pub shown: bool,
    pub name: &'p str,
    /// Arguments, each with its name if it has one.
    pub arguments: Vec<(Option<&'p str>, &'p str)>,
    /// All between the signs.
    pub inside: &'p str,
    /// True if the call ends itself: `{{< name />}}`.
    pub alone: bool,
}

impl<'p> Call<'p> {
    /// The argument of one of these names.
    pub(super) fn named(&self, names: &[&str]) -> Option<&'p str> {
        let named = |(key, value): &(Option<&'p str>, &'p str)| key.filter(|key| names.contains(key)).map(|_| *value);
        self.arguments.iter().find_map(named).filter(|value| !value.is_empty())
    }

    /// The argument without a name at a place, counted from 0.
    pub(super) fn positional(&self, place: usize) -> Option<&'p str> {
        self.arguments.iter().filter(|(key, _)| key.is_none()).nth(place).map(|(_, value)| *value)
    }
}

/// All calls outside of code, in order.
pub(super) fn find(page: &Page) -> Vec<Call<'_>> {
    let text = page.text();
    let mut out: Vec<Call> = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'{', &text.as_bytes()[at..]) {
        let start = at + found;
        at = start + 1;
        let Some(call) = call(text, start) else { continue };
        if page.is_escaped(start) || page.in_code(start) {
            continue;
        }
        at = call.range.end;
        out.push(call);
    }
    out
}

/// The call that begins at `start`.
pub(super) fn call(text: &str, start: usize) -> Option<Call<'_>> {
    let (signs, open, close) = match text.as_bytes().get(start..)? {
        [b'{', b'{', b'<', ..] => (Signs::Hugo, 3, ">}}"),
        [b'{', b'{', b'%', ..] => (Signs::Hugo, 3, "%}}"),
        [b'{', b'{', b'#', ..] => (Signs::MdBook, 3, "}}"),
        [b'{', b'{', ..] => (Signs::Braces, 2, "}}"),
        [b'{', b'%', ..] => (Signs::Liquid, 2, "%}"),
        _ => return None,
    };
    let body = &text[start + open..];
    let end = memchr::memmem::find(&body.as_bytes()[..body.len().min(LONGEST)], close.as_bytes())?;
    let inside = &body[..end];
    // Two calls never nest, and no call goes over a blank line.
    if inside.contains("{{") || inside.contains("\n\n") {
        return None;
    }
    let range = start..start + open + end + close.len();
    let shown = inside.trim_start().starts_with("/*");
    let words = inside.trim_matches(['-', ' ', '\n', '\t', '~']);
    let (closes, words) = match words.strip_prefix('/').filter(|_| signs == Signs::Hugo && !shown) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, words.trim_end_matches('/')),
    };
    let length = words.find(|c: char| !(c.is_alphanumeric() || "_-./".contains(c))).unwrap_or(words.len());
    let (name, rest) = words.split_at(length);
    let (closes, name) = match name.strip_prefix("end").filter(|_| signs == Signs::Liquid) {
        Some(name) => (true, name.trim_start_matches('_')),
        None => (closes, name),
    };
    let inside = inside.trim();
    let alone =
        signs == Signs::Hugo && inside.strip_suffix('/').is_some_and(|rest| rest.ends_with(['"', '\'', '`', ' ']));
    Some(Call { range, signs, closes, shown, name, arguments: arguments(rest), inside, alone })
}

/// Arguments between spaces, commas and the brackets of a call in code: `"a b"`, `key="value"`, `key: value`, `word`.
fn arguments(text: &str) -> Vec<(Option<&str>, &str)> {
    let mut out: Vec<(Option<&str>, &str)> = Vec::new();
    let mut rest = text;
    // Brackets may also be in the name of a file: `{% asset_img lamp(front).jpg %}`.
    let in_brackets = text.starts_with('(');
    let is_sign = |c: char| c == ',' || in_brackets && matches!(c, '(' | ')');
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || is_sign(c));
        let Some(first) = rest.chars().next() else { return out };
        let quote = matches!(first, '"' | '\'' | '`').then_some(first);
        if let Some((inside, after)) = quote.and_then(|quote| rest[1..].split_once(quote)) {
            out.push((None, inside));
            rest = after;
            continue;
        }
        let ends = |c: char| c.is_whitespace() || is_sign(c) || matches!(c, '=' | ':' | '"' | '\'');
        let mut end = rest.find(ends).unwrap_or(rest.len()).max(first.len_utf8());
        let word = &rest[..end];
        let after = rest[end..].trim_start();
        // A colon in an address is part of it.
        let assigns =
            after.starts_with('=') || after.starts_with(": ") || after.starts_with(":\"") || after.starts_with(":'");
        if !assigns {
            end = rest.find(|c: char| c.is_whitespace() || is_sign(c)).unwrap_or(rest.len()).max(end);
            out.push((None, &rest[..end]));
            rest = &rest[end..];
            continue;
        }
        let value = after[1..].trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
        let (value, after) = match quote.and_then(|quote| value[1..].split_once(quote)) {
            Some(parts) => parts,
            None => value.split_at(value.find(|c: char| c.is_whitespace() || is_sign(c)).unwrap_or(value.len())),
        };
        out.push((Some(word), value));
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Call<'_> {
        call(text, 0).unwrap()
    }

    #[test]
    fn calls_of_all_signs_are_taken_apart() {
        let call = one("{{< figure src=\"a b.png\" width=300 >}}");
        assert_eq!((call.signs, call.name), (Signs::Hugo, "figure"));
        assert_eq!((call.named(&["src"]), call.named(&["width"])), (Some("a b.png"), Some("300")));
        let call = one("{{% /notice %}}");
        assert!(call.closes && call.name == "notice");
        let call = one("{% highlight ruby linenos %}");
        assert_eq!((call.name, call.positional(0)), ("highlight", Some("ruby")));
        assert!(one("{%- endhighlight -%}").closes);
        let call = one("{{HTMLElement(\"cite\", 'x')}}");
        assert_eq!((call.name, call.positional(0), call.positional(1)), ("HTMLElement", Some("cite"), Some("x")));
        let call = one("{{ youtube(id=\"x\", autoplay=true) }}");
        assert_eq!((call.name, call.named(&["id"])), ("youtube", Some("x")));
        assert_eq!(one("{% embed https://e.org/a:b %}").positional(0), Some("https://e.org/a:b"));
        assert!(one("{{</* x */>}}").shown);
        assert_eq!(one("{{#include a.rs:b}}").signs, Signs::MdBook);
        assert!(call_is_none("{{ a") && call_is_none("{ a }") && call_is_none("{{a\n\nb}}"));
    }

    fn call_is_none(text: &str) -> bool {
        call(text, 0).is_none()
    }
}
