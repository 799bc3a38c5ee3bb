//! Vertical writing: columns from top to bottom that follow each other to the left, for Chinese, Japanese and Korean.
//!
//! Articles on the web are written horizontally in these languages too, so nothing turns unless it is asked for: by the
//! article, the edition or the style. What turns is the whole document, by a class of its root that the style sheet
//! knows; the pages of a vertical book follow each other from right to left (JLREQ 2.3.1, CLREQ 2.2.2). Numbers of one or
//! two digits stand upright in the column (*tate-chu-yoko*, JLREQ 3.2.5); longer ones, and words in Latin letters, lie
//! on their side.

use super::Input;
use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::{Document, Lang};
use crate::lang::Language;
use crate::style::Style;

/// Whether each article is vertical, in order.
pub(super) fn articles(input: &Input, style: &Style, book: &Lang, cx: &mut Context) -> Vec<bool> {
    let mut turned = Vec::with_capacity(input.articles.len());
    for document in &input.articles {
        let language = document.meta.language.as_ref().unwrap_or(book);
        let fits = can_be_vertical(language) && !style.epub.epub2;
        if document.meta.vertical && !fits {
            let message = if style.epub.epub2 {
                "EPUB 2 knows no vertical writing; the article is set horizontally.".to_string()
            } else {
                let tag = language.as_str();
                format!("The language {tag} is not written vertically; the article is set horizontally.")
            };
            cx.diags.push_once(Diagnostic::remark(codes::WRITING, message));
        }
        turned.push(fits && asked(document, input, style));
    }
    turned
}

fn asked(document: &Document, input: &Input, style: &Style) -> bool {
    document.meta.vertical || input.meta.vertical || style.epub.vertical
}

fn can_be_vertical(language: &Lang) -> bool {
    Language::of(language).may_be_vertical
}

/// Whether the book as a whole is: its own pages, and the side it opens to.
pub(super) fn book(articles: &[bool]) -> bool {
    !articles.is_empty() && articles.iter().all(|vertical| *vertical)
}
