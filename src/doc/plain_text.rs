//! The words of inlines without their mark-up.

use super::{Inline, Math, invisible};

/// The words of some inlines, without notes and mark-up, formulas as typed: for ids and comparisons. People read the
/// words of `math::title_text`.
pub fn plain_text(inlines: &[Inline]) -> String {
    plain_text_with(inlines, &as_typed)
}

/// The same with formulas in another form.
pub fn plain_text_with(inlines: &[Inline], formula: &dyn Fn(&Math) -> String) -> String {
    let mut out = String::new();
    push_plain_text(inlines, formula, &mut out);
    invisible::remove(&mut out);
    out
}

fn as_typed(math: &Math) -> String {
    math.tex.clone().unwrap_or_default()
}

/// The beginning of the same: whole inlines, the last of which is cut at this many bytes.
pub fn plain_text_start(inlines: &[Inline], most: usize) -> String {
    plain_text_start_with(inlines, most, &as_typed)
}

/// The same with formulas in another form.
pub fn plain_text_start_with(inlines: &[Inline], most: usize, formula: &dyn Fn(&Math) -> String) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Literal(text) | Inline::Code(text) => {
                let left = most.saturating_sub(out.len()).min(text.len());
                out.push_str(&text[..text.floor_char_boundary(left)]);
            }
            other => push_plain_text(std::slice::from_ref(other), formula, &mut out),
        }
        if out.len() >= most {
            break;
        }
    }
    invisible::remove(&mut out);
    out
}

fn push_plain_text(inlines: &[Inline], formula: &dyn Fn(&Math) -> String, out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Literal(text) | Inline::Code(text) => out.push_str(text),
            Inline::LineBreak => out.push(' '),
            Inline::Image(image) => out.push_str(image.alt.as_deref().unwrap_or("")),
            Inline::Math(math) => out.push_str(&formula(math)),
            Inline::Note(_) | Inline::Anchor(_) => {}
            other => push_plain_text(other.children().map_or(&[], |c| c), formula, out),
        }
    }
}
