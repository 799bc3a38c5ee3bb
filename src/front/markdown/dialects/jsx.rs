//! Markdown with JSX (MDX, Docusaurus, Astro): imports and exports, comments in braces, and components in a line.
//!
//! The output of a component is not known here; the text in it is kept, and a picture that it names. Components that
//! are blocks of HTML are taken out elsewhere (`components`).

use std::collections::BTreeSet;

use super::said::{self, Said};
use crate::front::markdown::components;
use crate::front::markdown::page::{Edit, Page};
use crate::front::markdown::tags;

/// The longest statement, comment or tag, in bytes.
const LONGEST: usize = 2000;

/// `import Tabs from '@theme/Tabs';` and `export const x = 1;` at the margin.
pub(super) fn statements(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut done = 0;
    for line in page.lines() {
        if line.start < done || page.in_code(line.start) {
            continue;
        }
        let rest = page.after(line.start, LONGEST);
        let Some(length) = import(rest).or_else(|| export(rest)) else { continue };
        done = line.start + length;
        edits.push(Edit::remove(line.start..done));
    }
    if !edits.is_empty() {
        edits.extend(values(page));
    }
    edits
}

/// Names of imported pictures where a tag shows them: `<Image src={lamp} />` below `import lamp from './lamp.png'`.
pub(super) fn imported(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for line in page.lines().filter(|line| !page.in_code(line.start)) {
        let Some((name, path)) = line.text.strip_prefix("import ").and_then(|rest| rest.split_once(" from ")) else {
            continue;
        };
        let path = path.trim_matches([' ', ';', '"', '\'', '\r']);
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$'));
        if !is_name || !said::is_picture(path) {
            continue;
        }
        for value in [format!("{{{name}}}"), format!("{{{name}.src}}")] {
            let ends = |at: &usize| page.text()[..*at].ends_with("src=");
            let places: Vec<usize> = page.find(&value).filter(ends).collect();
            edits.extend(places.into_iter().map(|at| Edit::new(at..at + value.len(), format!("\"{path}\""))));
        }
    }
    edits
}

/// Values in a page that has statements: `{props.color}`, `{frontMatter.title}`.
fn values(page: &Page) -> impl Iterator<Item = Edit> {
    page.find("{").filter(|at| !page.is_verbatim(*at)).filter_map(|at| {
        let inside = page.after(at + 1, 100);
        let inside = &inside[..inside.find('}')?];
        let is_name = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_alphabetic())
                && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        let touches = page.text()[..at].ends_with(['$', '=', '{', '#'])
            || page.text()[at + 1 + inside.len() + 1..].starts_with('}');
        let is_value = inside.contains('.') && inside.split('.').all(is_name) && !touches;
        is_value.then(|| Edit::leave_out(at..at + inside.len() + 2, format!("the value {{{inside}}}")))
    })
}

/// The length of the import at the start of a text: `import a from 'b'`, `import { a,\n b } from "c";`,
/// `import 'a.css'`.
fn import(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("import ")?;
    let paragraph = rest.split("\n\n").next().unwrap_or(rest);
    let quote = paragraph.find(['"', '\''])?;
    let what = paragraph[..quote].trim();
    let names = what.strip_suffix("from").map(str::trim);
    let is_name = |c: char| c.is_alphanumeric() || "_$*{}, \n\t".contains(c);
    let is_import = what.is_empty() || names.is_some_and(|names| !names.is_empty() && names.chars().all(is_name));
    let sign = paragraph[quote..].chars().next()?;
    let close = paragraph[quote + 1..].find(sign)?;
    let from = &paragraph[quote + 1..quote + 1 + close];
    let after = &paragraph[quote + 1 + close + 1..];
    let end = after.split('\n').next().unwrap_or("").trim();
    let is_whole = is_import && !from.contains([' ', '\n']) && matches!(end, "" | ";");
    is_whole.then(|| "import ".len() + quote + close + 2 + after.split('\n').next().map_or(0, str::len))
}

/// The length of the export at the start of a text: up to a line that closes it.
fn export(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("export ")?;
    let known = ["const ", "default ", "function ", "async ", "let "].iter().any(|word| rest.starts_with(word));
    let first = rest.lines().next().unwrap_or("").trim_end();
    if !known || !first.ends_with([';', '{', '(', '[', '>', ',']) && !first.contains('=') {
        return None;
    }
    let mut depth = 0i32;
    let mut length = 0;
    for line in text.split_inclusive('\n') {
        let opened = line.matches(['{', '(', '[']).count() as i32;
        depth += opened - line.matches(['}', ')', ']']).count() as i32;
        length += line.trim_end().len();
        if depth <= 0 {
            return Some(length);
        }
        length += line.len() - line.trim_end().len();
    }
    None
}

/// `{/* words */}`.
pub(super) fn comments(page: &Page) -> Vec<Edit> {
    let comment = |at: usize| {
        let length = page.after(at, LONGEST).find("*/}")? + "*/}".len();
        Some(Edit::leave_out(at..at + length, "a comment"))
    };
    page.find("{/*").filter_map(comment).collect()
}

/// Components in a line, `<Highlight color="#25c2a0">green</Highlight>`, and expressions as values of attributes,
/// `<img src={require('./a.png').default} />`.
pub(super) fn components(page: &Page) -> Vec<Edit> {
    let text = page.text();
    let names = paired(text);
    let mut edits = Vec::new();
    let mut done = 0;
    for at in page.find("<") {
        let glued = text[..at].ends_with(|c: char| c.is_alphanumeric());
        if at < done || glued && !text[at..].starts_with("</") {
            continue;
        }
        let Some((name, length)) = tag(page.after(at, LONGEST)) else {
            // Unclosed braces are searched once.
            done = at
                + if page.after(at, LONGEST).len() >= LONGEST && is_open(page.after(at, LONGEST)) {
                    LONGEST
                } else {
                    1
                };
            continue;
        };
        let whole = &text[at..at + length];
        // Tags in a block of HTML belong to it, except pictures.
        let in_block = page.is_verbatim(at)
            && page.paragraph_at(at).is_none()
            && text[..at].trim_end_matches([' ', '\t']).ends_with('\n');
        let is_code = page.in_code(at);
        if is_code || in_block && !(whole.ends_with("/>") && picture(whole).is_some()) {
            continue;
        }
        let is_component = components::is_component(name);
        let has_value = whole.contains("={");
        let closes = whole.starts_with("</");
        let is_tag = whole.ends_with("/>") || whole.contains("=\"") || has_value || names.contains(name);
        if is_component && is_tag {
            let picture = || picture(whole);
            let with = if closes { None } else { picture() };
            edits.push(match with {
                Some(picture) => Edit::new(at..at + length, picture),
                None if whole.ends_with("/>") => match shown(whole) {
                    Some(words) => Edit::new(at..at + length, words),
                    None => Edit::leave_out(at..at + length, format!("the component {name}")),
                },
                None => Edit::remove(at..at + length),
            });
            done = at + length;
        } else if !is_component && has_value && tags::is_html(&name.to_ascii_lowercase()) {
            edits.push(Edit::new(at..at + length, plain_values(whole)));
            done = at + length;
        }
    }
    edits
}

/// The names of components that some tag opens and another tag closes.
fn paired(text: &str) -> BTreeSet<&str> {
    let names = |sign: &'static str| {
        memchr::memmem::find_iter(text.as_bytes(), sign).map(move |at| {
            let rest = &text[at + sign.len()..];
            &rest[..rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(0)]
        })
    };
    let closed: BTreeSet<&str> = names("</").collect();
    names("<").filter(|name| components::is_component(name) && closed.contains(name)).collect()
}

/// True if braces or quotation marks are open at the end of a text.
fn is_open(text: &str) -> bool {
    text.matches('{').count() > text.matches('}').count() || !text.contains('>')
}

/// The name of the tag at the start of a text, and its length. Braces and quotation marks may contain `>`.
pub(super) fn tag(text: &str) -> Option<(&str, usize)> {
    let rest = text.strip_prefix('<')?;
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')))?;
    let name = &rest[..end];
    // `<URL:https://example.org>` is an address.
    let parted = rest[end..].starts_with(|c: char| c.is_whitespace() || "/>{".contains(c));
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !parted {
        return None;
    }
    let start = text.len() - rest.len() + end;
    let (mut depth, mut quote) = (0usize, None);
    for (at, c) in text[start..].char_indices() {
        match (c, quote) {
            (c, Some(q)) if c == q => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'' | '`', None) => quote = Some(c),
            ('{', None) => depth += 1,
            ('}', None) => depth = depth.saturating_sub(1),
            ('>', None) if depth == 0 => return Some((name, start + at + 1)),
            ('<', None) if depth == 0 => return None,
            ('\n', None) if text[start + at + 1..].trim_start_matches(' ').starts_with('\n') => return None,
            _ => {}
        }
    }
    None
}

/// A tag with plain values: the braces of `{require('./a.png').default}` and `{"a"}` are replaced by their words, other
/// values are removed.
pub(super) fn plain_values(tag: &str) -> String {
    let mut out = String::new();
    let mut rest = tag;
    while let Some(at) = rest.find("={") {
        let value = &rest[at + 2..];
        let mut depth = 1;
        let end = value.char_indices().find(|(_, c)| {
            depth += i32::from(*c == '{') - i32::from(*c == '}');
            depth == 0
        });
        let Some((end, _)) = end else { break };
        let words = value[..end].split(['"', '\'', '`']).nth(1).unwrap_or("");
        out.push_str(&format!("{}=\"{}\"", &rest[..at], words.replace(['<', '>'], "")));
        rest = &value[end + 1..];
    }
    out + rest
}

/// What a component shows: `<Badge text="new" />`.
fn shown(tag: &str) -> Option<String> {
    let attributes = tags::attributes_of(&plain_values(tag));
    let arguments: Vec<(Option<&str>, &str)> =
        attributes.iter().map(|(key, value)| (Some(key.as_str()), value.as_str())).collect();
    Said::of(&arguments).map(|said| said.markdown(""))
}

/// The picture that a component shows, if it names one.
fn picture(tag: &str) -> Option<String> {
    let attributes = tags::attributes_of(&plain_values(tag));
    let get = |key: &str| attributes.iter().find(|(k, _)| k == key).map_or("", |(_, value)| value.as_str());
    let source = get("src");
    let kind = source.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    let is_picture = matches!(kind.as_str(), "png" | "jpg" | "jpeg" | "gif" | "svg" | "webp" | "avif");
    is_picture.then(|| format!("![{}](<{}>)", get("alt").replace(['[', ']'], ""), source.replace(['<', '>'], "")))
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn statements_go() {
        for (source, expected) in [
            ("import Tabs from '@theme/Tabs';\nimport { a,\n  b } from \"c\"\n\n# A\n", "\n\n\n# A\n"),
            ("import 'a.css';\n\nText\n", "\n\nText\n"),
            ("export const a = {\n  b: 1,\n};\n\nText\n", "\n\nText\n"),
            ("import A from 'a'\n\nIs {a.b}, {a}, `{a.b}`, {1.5}.\n", "\n\nIs , {a}, `{a.b}`, {1.5}.\n"),
            ("Is {a.b}.\n", "Is {a.b}.\n"),
            ("import goods from 'the far coast' today\n", "import goods from 'the far coast' today\n"),
            ("export default of the region\n", "export default of the region\n"),
            ("```js\nimport a from 'b';\n```\n", "```js\nimport a from 'b';\n```\n"),
        ] {
            assert_eq!(rewritten(statements, source), expected);
        }
    }

    #[test]
    fn components_leave_their_words() {
        for (source, expected) in [
            ("A <Highlight color=\"#25c2a0\">green</Highlight> word", "A green word"),
            ("See <Icon name=\"x\" /> here", "See  here"),
            ("## Set <Badge type=\"tip\" text=\"new\" />", "## Set new"),
            ("<Image src=\"/a.png\" alt=\"A pier\" />", "![A pier](</a.png>)"),
            ("a <img src={require('./a.png').default} alt=\"pic\" />", "a <img src=\"./a.png\" alt=\"pic\" />"),
            ("a <b style={{ color: 'red' }}>c</b>", "a <b style=\"red\">c</b>"),
            ("<Tip>Wax.</Tip> <T>", "Wax. <T>"),
            (
                "See <URL:https://example.org/>. <URL:https://example.org/a/>",
                "See <URL:https://example.org/>. <URL:https://example.org/a/>",
            ),
            ("List<String> and <T> or `<Tab a=\"b\">`", "List<String> and <T> or `<Tab a=\"b\">`"),
            ("a {/* no */} b", "a {/* no */} b"),
        ] {
            assert_eq!(rewritten(components, source), expected);
        }
        assert_eq!(rewritten(comments, "a {/* no */} b `{/* c */}`"), "a  b `{/* c */}`");
    }
}
