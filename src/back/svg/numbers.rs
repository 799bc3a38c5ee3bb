//! Numbers and colours in SVG, no longer than necessary.

use std::fmt::{Display, Formatter, Result};

use crate::image::colour::Colour;

/// A number to a ten-thousandth, without trailing zeros.
pub(super) struct Number(pub(super) f32);

impl Display for Number {
    fn fmt(&self, out: &mut Formatter) -> Result {
        let value = if self.0.is_finite() { f64::from(self.0).clamp(-1e9, 1e9) } else { 0.0 };
        let text = format!("{value:.4}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        out.write_str(if text == "-0" { "0" } else { text })
    }
}

/// A colour of sRGB: `#1a2b3c`.
pub(super) struct Ink(pub(super) Colour);

impl Display for Ink {
    fn fmt(&self, out: &mut Formatter) -> Result {
        let parts = match self.0 {
            Colour::Grey(grey) => [grey; 3],
            Colour::Rgb(red, green, blue) => [red, green, blue],
        };
        // A colour that is NaN is black, because a cast of it is 0.
        let [red, green, blue] = parts.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
        write!(out, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_tail() {
        let text = |value: f32| Number(value).to_string();
        assert_eq!(
            [12.0, -0.5, 0.00001, -0.00001, 595.276, 100.0].map(text),
            ["12", "-0.5", "0", "0", "595.276", "100"]
        );
        assert_eq!([f32::NAN, f32::INFINITY].map(text), ["0", "0"]);
    }

    #[test]
    fn colours_are_within_their_bounds() {
        assert_eq!(Ink(Colour::Grey(0.5)).to_string(), "#808080");
        assert_eq!(Ink(Colour::Rgb(2.0, -1.0, f32::NAN)).to_string(), "#ff0000");
    }
}
