//! Colours as the file has them: device grey and device RGB under the output intent, or what a press prints.

use super::content::Content;
use crate::layout::frame::Colour;

/// How colours are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Inks {
    /// For screens: greys as DeviceGray, colours as DeviceRGB, both under an sRGB output intent.
    #[default]
    Screen,
    /// Black ink alone.
    Black,
}

impl Inks {
    /// The colour as this file writes it. Greys stay grey: text is black ink alone, never a mixture.
    pub fn of(&self, colour: Colour) -> Colour {
        let within = |v: f32| if v.is_finite() { v.clamp(0.0, 1.0) } else { 0.0 };
        match colour {
            Colour::Grey(grey) => Colour::Grey(within(grey)),
            Colour::Rgb(r, g, b) if r == g && g == b => Colour::Grey(within(r)),
            Colour::Rgb(r, g, b) => match self {
                Inks::Screen => Colour::Rgb(within(r), within(g), within(b)),
                Inks::Black => Colour::Grey(luminance(within(r), within(g), within(b))),
            },
        }
    }

    /// Sets the fill colour.
    pub fn fill(&self, content: &mut Content, colour: Colour) {
        match self.of(colour) {
            Colour::Grey(grey) => content.number(f64::from(grey)).op("g"),
            Colour::Rgb(r, g, b) => content.numbers(&[r, g, b].map(f64::from)).op("rg"),
        };
    }

    /// Sets the stroke colour.
    pub fn stroke(&self, content: &mut Content, colour: Colour) {
        match self.of(colour) {
            Colour::Grey(grey) => content.number(f64::from(grey)).op("G"),
            Colour::Rgb(r, g, b) => content.numbers(&[r, g, b].map(f64::from)).op("RG"),
        };
    }
}

/// The luma of Rec. ITU-R BT.709, on the encoded values: near enough to how dark a colour looks.
pub fn luminance(r: f32, g: f32, b: f32) -> f32 {
    0.2126 * r + 0.7152 * g + 0.0722 * b
}
