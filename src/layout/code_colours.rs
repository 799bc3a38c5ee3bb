//! The look of the words of code: ink, weight and slope by sort.
//!
//! The inks are dark enough to keep a contrast of 4.5 to 1 and more against the tint behind code (WCAG 2.2, 1.4.3).
//! Weight and slope back them, so that the distinction survives grey printing and eyes that see no colour.

use super::frame::Colour;
use super::inline::Look;
use crate::highlight::Sort;

/// The look of a sort. `italics` is false if text is set without italics.
pub(super) fn dress(base: &Look, sort: Sort, italics: bool) -> Look {
    let mut look = base.clone();
    if let Some((r, g, b)) = ink(sort) {
        let share = |value: u8| f32::from(value) / 255.0;
        look.colour = Colour::Rgb(share(r), share(g), share(b));
    }
    match sort {
        Sort::Keyword => look.weight = 700,
        Sort::Comment => look.italic = italics,
        _ => {}
    }
    look
}

/// The ink of a sort in sRGB.
fn ink(sort: Sort) -> Option<(u8, u8, u8)> {
    Some(match sort {
        Sort::Plain => return None,
        Sort::Keyword => (0x1D, 0x2F, 0x6F),
        Sort::Text => (0x1E, 0x5B, 0x2E),
        Sort::Number => (0x8A, 0x3A, 0x0B),
        Sort::Comment => (0x59, 0x61, 0x66),
        Sort::Function => (0x5B, 0x2A, 0x7A),
        Sort::Type => (0x0B, 0x54, 0x63),
        Sort::Added => (0x1E, 0x5B, 0x2E),
        Sort::Removed => (0x8F, 0x1D, 0x21),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance((r, g, b): (u8, u8, u8)) -> f32 {
        let linear = |value: u8| {
            let v = f32::from(value) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    #[test]
    fn every_ink_keeps_its_contrast_on_the_tint_behind_code() {
        // The tint is grey of 0.96; 0.93 leaves room for darker ones.
        let paper = luminance((237, 237, 237));
        for sort in [Sort::Keyword, Sort::Text, Sort::Number, Sort::Comment, Sort::Function, Sort::Type, Sort::Removed]
        {
            let contrast = (paper + 0.05) / (luminance(ink(sort).unwrap()) + 0.05);
            assert!(contrast >= 4.5, "{sort:?}: {contrast}");
        }
    }
}
