//! Drawings typed into the text: `<svg>` up to its end, in a line or as a block, is a picture.
//!
//! A page has icons among its drawings, but nobody types an icon of a button into Markdown, so every drawing counts. It
//! may hold empty lines, which would end a block of HTML, so it is read before the Markdown around it.

use crate::front::html;
use crate::front::markdown::page::{Edit, Page};

const OPEN: &str = "<svg";
const CLOSE: &str = "</svg>";

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let text = page.text();
    let mut edits = Vec::new();
    let mut from = 0;
    while let Some(start) = find(text, OPEN, from) {
        from = start + OPEN.len();
        if !text[from..].starts_with([' ', '>', '\n', '\t', '\r']) || page.in_code(start) {
            continue;
        }
        // Without an end here, no later drawing has one.
        let Some(end) = end_of(text, from) else { break };
        from = end;
        match html::drawing(&text[start..end]) {
            Some(picture) => edits.push(Edit::new(start..end, picture)),
            None => edits.push(Edit::leave_out(start..end, "a drawing").because("it shows nothing or is too large")),
        }
    }
    edits
}

fn find(text: &str, tag: &str, from: usize) -> Option<usize> {
    text.get(from..)?.find(tag).map(|at| from + at)
}

/// The end of the drawing whose opening tag was read up to `from`; a drawing may hold others.
fn end_of(text: &str, mut from: usize) -> Option<usize> {
    let mut open = 1;
    loop {
        let end = find(text, CLOSE, from)?;
        open += text[from..end].matches(OPEN).count();
        open -= 1;
        from = end + CLOSE.len();
        if open == 0 {
            return Some(from);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn drawings_become_pictures_and_those_in_code_stay() {
        const RECT: &str = "<rect width=\"9\" height=\"9\"/>";
        for text in [
            format!("a <svg width=\"9\" height=\"9\">{RECT}</svg> b\n"),
            format!("<svg viewBox=\"0 0 9 9\">\n\n{RECT}\n\n</svg>\n"),
            format!("<div>\n<svg><svg>{RECT}</svg>{RECT}</svg>\n</div>\n"),
            format!("| <svg>{RECT}</svg> |\n|---|\n"),
        ] {
            let made = rewritten(read, &text);
            assert!(made.contains("<img src=\"data:image/svg+xml;") && !made.contains("rect"), "{made}");
        }
        assert!(rewritten(read, "<svg><title>A \"b\"</title></svg>").contains("alt=\"A &quot;b&quot;\""));
        assert_eq!(rewritten(read, "a<svg style=\"display: none\"><path/></svg>b"), "ab");
        for same in
            ["`<svg></svg>` and <svg> open\n", "```\n<svg></svg>\n```\n", "<svgs></svgs>\n", "A <svg without end\n"]
        {
            assert_eq!(rewritten(read, same), same);
        }
    }
}
