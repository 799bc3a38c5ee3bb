//! Pieces packed into files: documents of the spine, none too large for old devices.

use std::collections::BTreeMap;

use super::book::{PageBreak, TextFile};
use crate::back::xhtml::links;
use crate::back::xhtml::render::Piece;
use crate::back::xhtml::sections::sections;
use crate::back::xhtml::xml::{Dialect, Writer};
use crate::doc::Lang;

/// Largest document in bytes. Older reading systems stop at 260 KiB or become slow; the difference is room for the
/// document's head and for resolved links.
pub(super) const LARGEST: usize = 230 * 1024;

/// The frame around the content of a document.
#[derive(Clone, Debug)]
pub(super) struct Frame<'a> {
    /// For the `<title>`; unique in the book.
    pub title: String,
    /// The language of the document.
    pub lang: &'a Lang,
    /// The vocabulary of the documents.
    pub dialect: Dialect,
    /// True if it is written in columns from right to left.
    pub vertical: bool,
}

/// A whole document around its content.
pub(super) fn document(frame: &Frame, content: &str) -> String {
    let mut w = Writer::new(frame.dialect);
    w.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    w.raw(match frame.dialect {
        Dialect::Epub3 | Dialect::Html => "<!DOCTYPE html>\n",
        Dialect::Epub2 => {
            "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.1//EN\" \"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd\">\n"
        }
    });
    let tag = frame.lang.as_str();
    let mut attributes = vec![
        ("xmlns", "http://www.w3.org/1999/xhtml"),
        ("xmlns:epub", "http://www.idpf.org/2007/ops"),
        ("lang", tag),
        ("xml:lang", tag),
    ];
    if frame.lang.is_rtl() {
        attributes.push(("dir", "rtl"));
    }
    if frame.vertical {
        attributes.push(("class", "vertical"));
    }
    w.open("html", &attributes);
    w.line();
    w.open("head", &[]);
    w.line();
    w.leaf("title", &[], &frame.title);
    w.line();
    w.empty("link", &[("rel", "stylesheet"), ("type", "text/css"), ("href", super::finish::STYLE_SHEET)]);
    w.line();
    w.close();
    w.line();
    w.open("body", &[]);
    w.line();
    w.raw(content);
    w.close();
    w.line();
    w.close();
    w.line();
    w.finish()
}

/// A document of an article before its links are resolved.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// Its path under `OEBPS`.
    pub name: String,
    /// The article it belongs to.
    pub article: usize,
    /// The number of the document among the article's, from 0.
    pub number: usize,
    /// Its content.
    pub pieces: Vec<Piece>,
}

/// Packs the pieces of an article. A new file begins at the piece that does not fit, or at the last heading before it,
/// if that leaves the file at least half full.
pub(super) fn pack(pieces: Vec<Piece>, article: usize, stem: &str) -> Vec<Draft> {
    let mut drafts: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut size = 0;
    for piece in pieces {
        let Some(open) = drafts.last_mut() else { break };
        if size + piece.len() > LARGEST && !open.is_empty() {
            let moved = cut(open);
            size = moved.iter().map(Piece::len).sum();
            drafts.push(moved);
        }
        size += piece.len();
        if let Some(open) = drafts.last_mut() {
            open.push(piece);
        }
    }
    let name =
        |number: usize| if number == 0 { format!("{stem}.xhtml") } else { format!("{stem}-{}.xhtml", number + 1) };
    let draft = |(number, pieces)| Draft { name: name(number), article, number, pieces };
    drafts.into_iter().enumerate().map(draft).collect()
}

/// Moves the part after the last heading out of a full file, if enough remains.
fn cut(open: &mut Vec<Piece>) -> Vec<Piece> {
    let at = open.iter().rposition(|piece| piece.level.is_some()).unwrap_or(0);
    let kept: usize = open.iter().take(at).map(Piece::len).sum();
    if kept * 2 > LARGEST { open.split_off(at) } else { Vec::new() }
}

/// The path and fragment of every id of every article, by `(article, id)`; the empty id is the article itself.
pub(super) fn places(
    drafts: &[Draft],
    ids: impl Fn(usize, &str) -> Option<String>,
) -> BTreeMap<(usize, String), String> {
    let mut places = BTreeMap::new();
    for draft in drafts {
        places.entry((draft.article, String::new())).or_insert_with(|| draft.name.clone());
        for id in draft.pieces.iter().flat_map(|piece| &piece.ids) {
            if let Some(name) = ids(draft.article, id) {
                places.entry((draft.article, id.clone())).or_insert(format!("{}#{name}", draft.name));
            }
        }
    }
    places
}

/// The pages that begin in some drafts, in order.
pub(super) fn page_breaks(drafts: &[Draft]) -> Vec<PageBreak> {
    let mut pages = Vec::new();
    for draft in drafts {
        for (label, id) in draft.pieces.iter().flat_map(|piece| &piece.pages) {
            pages.push(PageBreak { label: label.clone(), href: format!("{}#{id}", draft.name) });
        }
    }
    pages
}

/// The document of a draft: a chapter with a section for each heading, and the notes at its end.
/// `label` is the attribute that names it.
pub(super) fn finish(
    draft: &Draft,
    frame: &Frame,
    label: (&str, &str),
    places: &BTreeMap<(usize, String), String>,
) -> TextFile {
    let mut w = Writer::new(frame.dialect);
    w.open("section", &[("epub:type", "chapter"), ("role", "doc-chapter"), label]);
    w.line();
    sections(&draft.pieces, &mut w);
    w.close();
    w.line();
    let path = |article: usize, id: &str| {
        let place = places.get(&(article, id.to_string())).or_else(|| places.get(&(article, String::new())));
        let place = place.map_or("", String::as_str);
        match place.strip_prefix(draft.name.as_str()) {
            Some(fragment) if fragment.starts_with('#') => fragment.to_string(),
            _ => place.to_string(),
        }
    };
    let content = links::resolve(&w.finish(), &path);
    TextFile {
        name: draft.name.clone(),
        text: document(frame, &content),
        mathml: draft.pieces.iter().any(|piece| piece.mathml),
        svg: draft.pieces.iter().any(|piece| piece.svg),
        vertical: frame.vertical,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_break_at_headings() {
        let piece = |level, size| Piece { level, xml: "x".repeat(size), ..Piece::default() };
        let drafts = pack(vec![piece(None, 150_000), piece(Some(1), 10), piece(None, 100_000)], 0, "a");
        assert_eq!(drafts.len(), 2);
        assert_eq!(drafts[1].pieces.len(), 2, "the heading goes with what it heads");
        assert_eq!(drafts[1].name, "a-2.xhtml");
    }
}
