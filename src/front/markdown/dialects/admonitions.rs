//! Notes and warnings between lines of colons (`:::note`, pandoc's and Quarto's `::: {.callout-tip}`) or slashes
//! (`/// note | Title`, PyMdown's), and below a line with `!!!` or `???` (Python-Markdown's, MkDocs').

use super::asides;
use super::attributes;
use super::directives::{self, leave_options};
use super::templates::quoted;
use crate::front::markdown::page::{Edit, Line, Page};

/// The most lines that an indented note may have.
const MOST_LINES: usize = 2000;

/// The most notes that are open at once.
const MOST_OPEN: usize = 20;

/// Names of asides of any kind.
const GENERAL: &[&str] = &["message", "note", "callout", "admonition", "aside", "box"];

/// A line of colons that opens an aside.
struct Open {
    line: usize,
    name: String,
    kind: Option<&'static str>,
    title: String,
}

/// Reads the text between lines of colons.
pub(super) fn colons(page: &Page) -> Vec<Edit> {
    between(page, ':', head)
}

/// Reads the text between lines of slashes.
pub(super) fn slashes(page: &Page) -> Vec<Edit> {
    between(page, '/', slashed)
}

/// The name and the title in `note | Title`, `html | div.result`, `details | Title`.
fn slashed(rest: &str) -> Option<(String, String)> {
    let (name, title) = rest.split_once('|').unwrap_or((rest, ""));
    let (name, title) = (name.trim(), title.trim());
    let simple = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
    // The name of an element is not a title, and code that folds away is code.
    let title = if matches!(name, "html" | "collapse-code") { "" } else { title };
    let name = if name == "details" { "note" } else { name };
    simple.then(|| (name.to_string(), title.to_string()))
}

/// Reads the text between lines of three or more of a sign; `head` reads the text after the opening one.
fn between(page: &Page, sign: char, head: fn(&str) -> Option<(String, String)>) -> Vec<Edit> {
    let fence = sign.to_string().repeat(3);
    let lines: Vec<Line> = page.lines().collect();
    let mut edits = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let Some(rest) = line.body().strip_prefix(fence.as_str()) else { continue };
        // `:::image source="a.png":::` is a directive of one line.
        let closed = rest.ends_with(fence.as_str()) && rest.contains('=');
        if closed || page.in_code(line.start + line.prefix().len()) {
            continue;
        }
        let rest = rest.trim_matches([sign, ' ']);
        if !rest.is_empty() {
            let Some((name, title)) = head(rest) else { continue };
            if open.len() >= MOST_OPEN {
                continue;
            }
            // `:::message alert` of Zenn and `:::note warn` of Qiita: the second word is the kind.
            let second = asides::kind(&title).filter(|_| GENERAL.contains(&name.as_str()));
            let title = if second.is_some() { String::new() } else { title };
            let kind = second.or_else(|| asides::kind_in_class(&name));
            open.push(Open { line: number, name, kind, title });
            continue;
        }
        let Some(opened) = open.pop() else { continue };
        close(page, &lines, &opened, number, &mut edits);
    }
    edits
}

/// The name and the title in `note`, `note Title`, `tip[Title]`, `{.callout-tip title="x"}`, `{note}`.
fn head(rest: &str) -> Option<(String, String)> {
    if let Some(inside) = rest.strip_prefix('{') {
        let (inside, after) = inside.split_once('}')?;
        if let Some(attributes) = attributes::parse(inside) {
            let known = attributes.classes.iter().find(|class| asides::kind_in_class(class).is_some());
            let name = known.or(attributes.classes.first()).cloned().unwrap_or_default();
            return Some((name, attributes.get("title").unwrap_or("").to_string()));
        }
        return Some((inside.trim().to_string(), after.trim().to_string()));
    }
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    let after = after.trim();
    let title = match after.strip_prefix('[').and_then(|t| t.split_once(']')) {
        Some((title, _)) => title.to_string(),
        None => match after.strip_prefix('{').and_then(|t| t.split_once('}')) {
            Some((inside, _)) => {
                attributes::parse(inside).and_then(|a| a.get("title").map(String::from)).unwrap_or_default()
            }
            None => after.trim_start_matches(':').trim().to_string(),
        },
    };
    (!name.is_empty()).then(|| (name.to_string(), title))
}

/// True if the text behind a container's name is words: neither a number of columns nor a setting such as `key:ab`.
fn is_label(title: &str) -> bool {
    let setting = |word: &str| word.contains([':', '=', '/']) || word.starts_with(['#', '.']);
    title.contains(char::is_alphabetic)
        && (!setting(title) || title.contains(' '))
        && attributes::parse(title).is_none()
}

fn close(page: &Page, lines: &[Line], open: &Open, number: usize, edits: &mut Vec<Edit>) {
    let (first, last) = (&lines[open.line], &lines[number]);
    let prefix = first.prefix();
    let body = |line: &Line| line.start + line.prefix().len()..line.end();
    let Some(kind) = open.kind else {
        // The title of a tab or of a text that folds away is set above it.
        let labelled = first.body().starts_with('/') || !first.body().contains('{') && is_label(&open.title);
        if labelled && !open.title.is_empty() {
            let title = format!("<strong>{}</strong>\n{prefix}\n", open.title);
            edits.push(Edit::new(body(first), title));
            return edits.push(Edit::remove(body(last)));
        }
        if directives::holds_text(&open.name) && first.body().contains('{') {
            let inside = (first.end() + 1).min(last.start)..last.start;
            let place = directives::Place { prefix, opening: body(first), inside, closing: body(last) };
            return directives::read(page, &place, &open.name, &open.title, edits);
        }
        edits.push(Edit::remove(body(first)));
        return edits.push(Edit::remove(body(last)));
    };
    let mut title = open.title.clone();
    // Quarto takes a heading that opens the text for the title.
    let heading = lines[open.line + 1..number].iter().find(|line| !line.is_blank());
    if title.is_empty()
        && let Some(line) = heading
        && let Some(words) = line.body().strip_prefix("##").map(|rest| rest.trim_start_matches('#'))
        && words.starts_with(' ')
    {
        title = words.trim().to_string();
        edits.push(Edit::remove(body(line)));
    }
    let opened = format!("> {}", asides::open(&format!("{prefix}> "), kind, &title));
    edits.push(Edit::new(body(first), opened));
    // `:class: tip` below the opening line is for the builder of the site.
    let inside = (first.end() + 1).min(last.start)..last.start;
    let from = leave_options(page, inside.clone(), edits);
    let from = if from == inside.start { first.end() } else { from.saturating_sub(1) };
    edits.extend(quoted(page, from..last.start, prefix.len()));
    edits.push(Edit::remove(body(last)));
}

/// Reads notes that are indented below `!!! note "Title"`.
pub(super) fn indented(page: &Page) -> Vec<Edit> {
    let lines: Vec<Line> = page.lines().collect();
    let mut edits = Vec::new();
    let mut next = 0;
    for (number, line) in lines.iter().enumerate() {
        if number < next {
            continue;
        }
        let body = line.body();
        let Some(rest) = ["!!! ", "???+ ", "??? "].iter().find_map(|mark| body.strip_prefix(mark)) else { continue };
        let start = line.start + line.prefix().len();
        let inner = line.indent() + 4;
        let below = |l: &&Line| l.is_blank() || l.indent() >= inner;
        let count = lines[number + 1..].iter().take(MOST_LINES).take_while(below).count();
        let text = &lines[number + 1..number + 1 + count];
        let Some(last) = text.iter().rposition(|line| !line.is_blank()) else { continue };
        let (name, title) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
        let quoted = title.trim().len() >= 2 && title.trim().starts_with('"') && title.trim().ends_with('"');
        if !name.chars().all(|c| c.is_alphanumeric() || "-_".contains(c)) || !(title.is_empty() || quoted) {
            continue;
        }
        if page.in_code(start) {
            continue;
        }
        next = number + 1 + last;
        let kind = asides::kind_in_class(name).unwrap_or("NOTE");
        let title = title.trim().trim_matches('"').to_string();
        let prefix = " ".repeat(line.indent());
        let opened = format!("> {}", asides::head(&format!("{prefix}> "), kind, &title));
        edits.push(Edit::new(start..line.end(), opened));
        for line in &text[..=last] {
            let place = line.start + line.indent().min(prefix.len());
            edits.push(match line.is_blank() {
                true => Edit::insert(place, ">"),
                false => Edit::new(place..place + 4, "> "),
            });
        }
        edits.push(Edit::insert(text[last].end(), "\n"));
    }
    edits
}

/// Reads tabs, with text indented below `=== "Title"` (MkDocs Material's).
pub(super) fn tabs(page: &Page) -> Vec<Edit> {
    let lines: Vec<Line> = page.lines().collect();
    let mut edits = Vec::new();
    let mut next = 0;
    for (number, line) in lines.iter().enumerate() {
        let rest = ["=== ", "===! ", "===+ "].iter().find_map(|mark| line.body().strip_prefix(mark));
        let title = rest.and_then(|rest| rest.trim().strip_prefix('"')).and_then(|rest| rest.strip_suffix('"'));
        let Some(title) = title.filter(|_| number >= next && !page.in_code(line.start + line.prefix().len())) else {
            continue;
        };
        let inner = line.indent() + 4;
        let below = |l: &&Line| l.is_blank() || l.indent() >= inner;
        let text = lines[number + 1..].iter().take(MOST_LINES).take_while(below);
        let text: Vec<&Line> = text.collect();
        let Some(last) = text.iter().rposition(|line| !line.is_blank()) else { continue };
        next = number + 1 + last;
        let start = line.start + line.indent();
        edits.push(Edit::new(start..line.end(), format!("<strong>{title}</strong>\n")));
        let filled = text[..=last].iter().filter(|line| !line.is_blank());
        edits.extend(filled.map(|line| Edit::remove(line.start + inner - 4..line.start + inner)));
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn slashes_hold_notes_and_tabs() {
        for (source, expected) in [
            ("/// tip | Wax\nIt helps.\n///\n", "> [!TIP]\n> <strong>Wax</strong>\n>\n> \n> It helps.\n\n"),
            ("/// html | div.result\nText\n///\n", "\nText\n\n"),
            ("/// tab | One\nText\n///\n", "<strong>One</strong>\n\n\nText\n\n"),
            ("//// note\n/// tab | One\nA\n///\n////\n", "> [!NOTE]\n> \n> <strong>One</strong>\n> \n> \n> A\n> \n\n"),
            ("/// unclosed\n", "/// unclosed\n"),
        ] {
            let mut text = rewritten(slashes, source);
            while rewritten(slashes, &text) != text {
                text = rewritten(slashes, &text);
            }
            let plain = |text: &str| text.replace(['>', ' ', '\n'], "");
            assert_eq!(plain(&text), plain(expected), "{text}");
        }
    }

    #[test]
    fn tabs_stand_below_their_titles() {
        let text = "=== \"Tab 1\"\n\n    A **word**.\n\n        code\n\n=== \"Tab 2\"\n    B\n\nText\n";
        assert_eq!(
            rewritten(tabs, text),
            "<strong>Tab 1</strong>\n\n\nA **word**.\n\n    code\n\n<strong>Tab 2</strong>\n\nB\n\nText\n"
        );
        for same in ["Title\n=== \n", "=== a\n    b\n", "=== \"a\"\nb\n"] {
            assert_eq!(rewritten(tabs, same), same);
        }
    }

    #[test]
    fn colons_hold_notes() {
        for (source, expected) in [
            (":::tip[Wax]\nIt *helps*.\n:::\n", "> [!TIP]\n> <strong>Wax</strong>\n>\n> \n> It *helps*.\n\n"),
            (
                "::: {.callout-warning}\n## Ice\nThin.\n:::\n",
                "> [!WARNING]\n> <strong>Ice</strong>\n>\n> \n> \n> Thin.\n\n",
            ),
            (":::: {.columns}\n::: {.column}\nA\n:::\n::::\n", "\n\nA\n\n\n"),
            (
                ":::{admonition} Wax\n:class: tip\nIt helps.\n:::\n",
                "> [!NOTE]\n> <strong>Wax</strong>\n>\n> \n> It helps.\n\n",
            ),
            (":::{epigraph}\nSaid.\n:::\n", "> \n> Said.\n\n"),
            ("::: details See *it*\nIt is nine.\n:::\n", "<strong>See *it*</strong>\n\n\nIt is nine.\n\n"),
            ("::: tabs key:ab\nA\n:::\n", "\nA\n\n"),
            ("::: columns 3\nA\n:::\n", "\nA\n\n"),
            (":::note\nunclosed\n", ":::note\nunclosed\n"),
            ("```\n:::note\n:::\n```\n", "```\n:::note\n:::\n```\n"),
        ] {
            assert_eq!(rewritten(colons, source), expected);
        }
    }

    #[test]
    fn indented_notes_are_alerts() {
        let text = "!!! warning \"Ice\"\n    Thin.\n\n        code\n\nText.\n";
        assert_eq!(
            rewritten(indented, text),
            "> [!WARNING]\n> <strong>Ice</strong>\n>\n> Thin.\n>\n>     code\n\n\nText.\n"
        );
        for same in ["!!! note\nText.\n", "!!! what a day\n\n    code\n", "??? \n"] {
            assert_eq!(rewritten(indented, same), same);
        }
    }
}
