//! Obsidian's callouts: `> [!faq]- Title`.
//!
//! GitHub knows five kinds and no titles. A callout of another kind, or with a title, becomes the nearest of the five
//! with its title in bold; a callout `quote` is a quotation, and its title names the person quoted.

use super::asides;
use crate::front::markdown::page::{Edit, Line, Page};

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    let lines: Vec<Line> = page.lines().collect();
    for (number, line) in lines.iter().enumerate() {
        let (prefix, body) = (line.prefix(), line.body());
        let Some((name, title)) = head(body).filter(|_| prefix.contains('>')) else { continue };
        let start = line.start + prefix.len();
        if page.in_code(start) || (title.is_empty() && asides::is_github(name)) {
            continue;
        }
        // Only the first line of a quotation opens a callout.
        let depth = |line: &Line| line.prefix().matches('>').count();
        let goes_on = |above: &Line| depth(above) >= depth(line) && !above.is_blank();
        if number.checked_sub(1).and_then(|above| lines.get(above)).is_some_and(goes_on) {
            continue;
        }
        let body = start..line.start + line.text.len();
        if matches!(name.to_ascii_lowercase().as_str(), "quote" | "cite") {
            edits.push(Edit::remove(body));
            if !title.is_empty() {
                let more = lines[number + 1..].iter().take_while(|l| depth(l) >= depth(line)).last();
                let bare = prefix.trim_end();
                let end = more.unwrap_or(line).end();
                edits.push(Edit::insert(end, format!("\n{bare}\n{prefix}— {title}")));
            }
            continue;
        }
        let kind = asides::kind(name).unwrap_or("NOTE");
        let title = match title {
            "" => asides::named(&name.replace(['-', '_'], " ")),
            title => title.to_string(),
        };
        edits.push(Edit::new(body, asides::head(prefix, kind, &title)));
    }
    edits
}

/// The name and the title of a callout's first line.
fn head(body: &str) -> Option<(&str, &str)> {
    let (name, rest) = body.strip_prefix("[!")?.split_once(']')?;
    let name = name.split('|').next().unwrap_or(name).trim();
    let simple = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    let rest = rest.strip_prefix(['-', '+']).unwrap_or(rest);
    let apart = rest.is_empty() || rest.starts_with([' ', '\t']);
    (!name.is_empty() && name.len() < 40 && name.chars().all(simple) && apart).then(|| (name, rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn callouts_are_alerts() {
        for (source, expected) in [
            ("> [!tip] Wax\n> Text.\n", "> [!TIP]\n> <strong>Wax</strong>\n>\n> Text.\n"),
            ("> [!faq]-\n> Text.\n", "> [!NOTE]\n> <strong>Faq</strong>\n>\n> Text.\n"),
            ("> a\n> > [!bug] B\n> > c\n", "> a\n> > [!CAUTION]\n> > <strong>B</strong>\n> >\n> > c\n"),
            ("> [!quote] Ada\n> Said.\n\nx\n", "> \n> Said.\n>\n> — Ada\n\nx\n"),
            ("> [!NOTE]\n> Text.\n", "> [!NOTE]\n> Text.\n"),
            ("> text\n> [!tip] no\n", "> text\n> [!tip] no\n"),
            ("`> [!tip] x`\n", "`> [!tip] x`\n"),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
    }
}
