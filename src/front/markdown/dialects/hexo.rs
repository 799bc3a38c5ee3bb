//! Tabs of Hexo's themes, whose titles stand in comments: `<!-- tab Linux -->`.

use crate::front::markdown::page::{Edit, Page};

const OPEN: &str = "<!-- tab ";
const CLOSE: &str = "<!-- endtab -->";

/// Puts the title of each tab above its words.
pub(super) fn tabs(page: &Page) -> Vec<Edit> {
    let text = page.text();
    if !text.contains(CLOSE) {
        return Vec::new();
    }
    let opened = memchr::memmem::find_iter(text.as_bytes(), OPEN).filter_map(|start| {
        let inside = page.after(start + OPEN.len(), 200);
        let inside = &inside[..inside.find("-->")?];
        let range = start..start + OPEN.len() + inside.len() + "-->".len();
        // An icon may follow: `Linux@fa-linux`.
        let title = inside.split('@').next().unwrap_or("").trim();
        let is_title = !title.is_empty() && !title.contains('\n') && !page.in_code(start);
        is_title.then(|| Edit::new(range, format!("<strong>{title}</strong>\n")))
    });
    let closed = memchr::memmem::find_iter(text.as_bytes(), CLOSE).filter(|start| !page.in_code(*start));
    opened.chain(closed.map(|start| Edit::remove(start..start + CLOSE.len()))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn titles_come_out_of_comments() {
        let text = "<!-- tab Linux@icon -->\nA\n<!-- endtab -->\n";
        assert_eq!(rewritten(tabs, text), "<strong>Linux</strong>\n\nA\n\n");
        for same in ["<!-- tab Linux -->\nA\n", "`<!-- tab x --> <!-- endtab -->`"] {
            assert_eq!(rewritten(tabs, same), same);
        }
    }
}
