//! Vertical writing of a book: for each article, and for the book as a whole.

use super::Input;
use crate::back::xhtml::vertical;
use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::{Document, Lang};
use crate::style::Style;

/// True if each article is vertical, in order.
pub(super) fn articles(input: &Input, style: &Style, book: &Lang, cx: &mut Context) -> Vec<bool> {
    let mut turned = Vec::with_capacity(input.articles.len());
    for document in &input.articles {
        if style.epub.epub2 {
            if document.meta.vertical {
                let message = "EPUB 2 knows no vertical writing; the article is set horizontally.";
                cx.diags.push_once(Diagnostic::remark(codes::WRITING, message));
            }
            turned.push(false);
            continue;
        }
        let language = document.meta.language.as_ref().unwrap_or(book);
        turned.push(vertical::fits(document, language, cx) && asked(document, input, style));
    }
    turned
}

fn asked(document: &Document, input: &Input, style: &Style) -> bool {
    document.meta.vertical || input.meta.vertical || style.epub.vertical
}

/// True if the book as a whole is vertical: its own pages, and the side it opens to.
pub(super) fn book(articles: &[bool]) -> bool {
    !articles.is_empty() && articles.iter().all(|vertical| *vertical)
}
