//! Colours of a style: the paper's and the text's. All other colours of a page are black, greys, or colours made for
//! white paper, and `layout::recolour` fits them to these two.

use super::error::StyleError;
use super::raw::RawColours;

/// sRGB, 0 to 1 each.
pub type Rgb = [f32; 3];

/// The colours of pages that are not black on white.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colours {
    /// The paper.
    pub page: Rgb,
    /// Body text.
    pub text: Rgb,
}

/// Least contrast of body text: level AAA of WCAG 2.2 (1.4.6).
const LEAST_CONTRAST: f32 = 7.0;

/// The colours of a style; `None` for black on white.
///
/// # Errors
/// If a colour is not written `#rrggbb`, or if text does not contrast with its paper.
pub(super) fn colours(raw: &RawColours) -> Result<Option<Colours>, StyleError> {
    let (None, None) = (&raw.page, &raw.text) else {
        let page = raw.page.as_deref().map_or(Ok([1.0; 3]), rgb)?;
        let text = raw.text.as_deref().map_or(Ok([0.0; 3]), rgb)?;
        let ratio = contrast(page, text);
        if ratio < LEAST_CONTRAST {
            let message = format!("The style's text has a contrast of {ratio:.1} : 1 to its page.");
            let hint = format!("Choose colours with at least {LEAST_CONTRAST} : 1, as WCAG 1.4.6 asks.");
            return Err(StyleError::choice(message, Some(hint)));
        }
        return Ok(Some(Colours { page, text }));
    };
    Ok(None)
}

/// `#rrggbb`.
fn rgb(written: &str) -> Result<Rgb, StyleError> {
    let digits = written.strip_prefix('#').filter(|d| d.len() == 6).and_then(|d| u32::from_str_radix(d, 16).ok());
    let Some(number) = digits else {
        let hint = "Write colours as #rrggbb, such as \"#fdf6e3\", in quotation marks.".to_string();
        return Err(StyleError::choice(format!("`{written}` is not a colour."), Some(hint)));
    };
    Ok([16, 8, 0].map(|shift| ((number >> shift) & 0xFF) as f32 / 255.0))
}

/// The contrast of two colours, 1 to 21: WCAG 2.2, "contrast ratio".
pub fn contrast(a: Rgb, b: Rgb) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance: WCAG 2.2, "relative luminance".
fn luminance(colour: Rgb) -> f32 {
    let linear = |v: f32| if v <= 0.04045 { v / 12.92 } else { libm::powf((v + 0.055) / 1.055, 2.4) };
    let [r, g, b] = colour.map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(page: &str, text: &str) -> Result<Option<Colours>, StyleError> {
        colours(&RawColours { page: Some(page.into()), text: Some(text.into()) })
    }

    #[test]
    fn colours_are_read_and_measured() {
        assert_eq!(read("#ffffff", "#000000").unwrap().unwrap().page, [1.0; 3]);
        assert!((contrast([1.0; 3], [0.0; 3]) - 21.0).abs() < 1e-3);
        assert_eq!(colours(&RawColours::default()).unwrap(), None);
    }

    #[test]
    fn pale_text_and_other_words_are_refused() {
        assert!(read("#ffffff", "#999999").unwrap_err().message.contains("2.8 : 1"));
        assert!(read("cream", "#000000").unwrap_err().message.contains("`cream` is not a colour"));
    }
}
