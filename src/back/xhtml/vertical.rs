//! Vertical writing: columns from top to bottom that follow each other to the left, for Chinese, Japanese and Korean.
//!
//! Articles on the web are written horizontally in these languages too, so only the article, the edition or the style
//! can ask for vertical lines. The whole document turns, by a class of its root that the style sheet knows; the pages
//! of a vertical book follow each other from right to left (JLREQ 2.3.1, CLREQ 2.2.2). Numbers of one or two digits
//! stand upright in the column (*tate-chu-yoko*, JLREQ 3.2.5); longer ones, and words in Latin letters, lie on their
//! side.

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::{Document, Lang};
use crate::lang::Language;

/// True if the language may be written vertically; a remark if the article asks for it and the language may not.
pub(crate) fn fits(document: &Document, language: &Lang, cx: &mut Context) -> bool {
    let fits = Language::of(language).may_be_vertical;
    if document.meta.vertical && !fits {
        let tag = language.as_str();
        let message = format!("The language {tag} is not written vertically; the article is set horizontally.");
        cx.diags.push_once(Diagnostic::remark(codes::WRITING, message));
    }
    fits
}
