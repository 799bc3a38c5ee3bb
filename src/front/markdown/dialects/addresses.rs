//! Addresses that CommonMark does not read as such: with spaces in them, `[plan](the old plan.pdf)`, or with the size of
//! the picture behind them, `![pier](pier.png =400x300)`.

use super::attributes::{opening_bracket, pixels, sized};
use crate::front::markdown::page::{Edit, Page};

/// The longest address, in bytes.
const LONGEST: usize = 400;

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for at in page.find("](") {
        // The parser has read an address.
        if page.in_address(at + 1) || page.is_verbatim(at) {
            continue;
        }
        let start = at + 2;
        let Some(end) = closing(page.after(start, LONGEST)).map(|end| start + end) else { continue };
        let Some(open) = opening_bracket(page, at) else { continue };
        let inside = page.text()[start..end].trim();
        let is_picture = page.text()[..open].ends_with('!') && !page.is_escaped(open - 1);
        let (address, size) = match size(inside).filter(|_| is_picture) {
            Some((address, width, height)) => (address, Some((width, height))),
            None => (inside, None),
        };
        let (address, title) = titled(address);
        if size.is_none() && !is_file(address) || address.is_empty() || address.contains(['<', '>']) {
            continue;
        }
        let link = format!("{}(<{address}>{title})", &page.text()[open..=at]);
        let element = size.and_then(|(width, height)| sized(&format!("!{link}"), width, height));
        edits.push(match element {
            Some(element) => Edit::new(open - 1..end + 1, element),
            None => Edit::new(open..end + 1, link),
        });
    }
    edits
}

/// The place of the parenthesis that closes an address in its line.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '\n' => return None,
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// An address and the size in pixels behind it: `pier.png =400x300`, `=400x`, `=50%x`.
fn size(inside: &str) -> Option<(&str, Option<u32>, Option<u32>)> {
    let (address, size) = inside.rsplit_once(" =")?;
    let (width, height) = size.split_once(['x', 'X', '*'])?;
    let is_length = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'%');
    let is_size = is_length(width) && is_length(height) && width.len() + height.len() > 0;
    is_size.then(|| (address.trim(), pixels(width), pixels(height)))
}

/// An address, and the title behind it with a space before it.
fn titled(inside: &str) -> (&str, &str) {
    let title = inside.strip_suffix('"').and_then(|rest| rest.rfind(" \""));
    title.map_or((inside, ""), |at| (inside[..at].trim(), &inside[at..]))
}

/// True for the name of a file, which has an ending, and for an address of the web.
fn is_file(address: &str) -> bool {
    let name = address.rsplit('/').next().unwrap_or(address).split(['#', '?']).next().unwrap_or("");
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_ending = (2..=5).contains(&ending.len())
        && ending.bytes().all(|b| b.is_ascii_alphanumeric())
        && ending.contains(|c: char| c.is_ascii_alphabetic());
    address.contains(' ') && !address.contains('"') && (is_ending || address.starts_with("http"))
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn sizes_and_spaces_are_read() {
        for (source, expected) in [
            ("![a](b.png =400x300)", "<img src=\"b.png\" alt=\"a\" width=\"400\" height=\"300\"><!-- -->"),
            ("![a](b.png \"T\" =50%x)", "<img src=\"b.png\" alt=\"a\" title=\"T\"><!-- -->"),
            ("![a](my b.png =x30)", "<img src=\"my b.png\" alt=\"a\" height=\"30\"><!-- -->"),
            ("see [a](my notes (old).pdf).", "see [a](<my notes (old).pdf>)."),
            ("![a](my pic.png \"T\")", "![a](<my pic.png> \"T\")"),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
    }

    #[test]
    fn words_in_brackets_stay() {
        for same in [
            "[a](as they said)",
            "[a](b.png) [c](<d e.png>)",
            "[a](see p. 4 and f.)",
            "[a](b =400x300)",
            "`[a](b c.pdf)`",
            "a](b c.pdf)",
            "[a](b\nc.pdf)",
        ] {
            assert_eq!(rewritten(read, same), same);
        }
    }
}
