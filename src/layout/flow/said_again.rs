//! Words that the pages repeat: in the contents, in running heads, in labels of the cells of a table.

use crate::doc::{Inline, Inlines, normalize_inlines, without_break_marks};

/// The words without notes, targets, links and emphasis, because a note is called once and a target is one place.
/// Formulas stay, and so do raised and lowered characters, which have a meaning of their own.
pub(crate) fn said_again(inlines: &[Inline]) -> Inlines {
    let mut out = Inlines::new();
    push(inlines, &mut out);
    normalize_inlines(&mut out);
    out
}

fn push(inlines: &[Inline], out: &mut Inlines) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Literal(text) | Inline::Code(text) => {
                out.push(Inline::Text(without_break_marks(text).into_owned()));
            }
            Inline::LineBreak => out.push(Inline::text(" ")),
            Inline::Image(image) => out.push(Inline::Text(image.alt.clone().unwrap_or_default())),
            Inline::Math(math) => out.push(Inline::Math(math.clone())),
            Inline::Super(inner) => out.push(Inline::Super(said_again(inner))),
            Inline::Sub(inner) => out.push(Inline::Sub(said_again(inner))),
            Inline::Note(_) | Inline::Anchor(_) => {}
            other => push(other.children().map_or(&[], |inner| inner), out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_words_keep_what_has_a_meaning() {
        let math = Inline::Math(crate::doc::Math { tex: Some("x^2".into()), mathml: None });
        let inlines = vec![
            Inline::Strong(vec![Inline::text("Wa\u{AD}ter: H"), Inline::Sub(vec![Inline::text("2")])]),
            Inline::Note(Vec::new()),
            Inline::text("O and "),
            Inline::Emph(vec![math.clone()]),
        ];
        let again = vec![Inline::text("Water: H"), Inline::Sub(vec![Inline::text("2")]), Inline::text("O and "), math];
        assert_eq!(said_again(&inlines), again);
    }
}
