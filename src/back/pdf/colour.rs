//! Colours as the file has them: device grey and device RGB under the output intent, or what a press prints.

use super::content::Content;
use super::pictures::Space;
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

/// A colour in a device space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ink {
    /// DeviceGray.
    Grey(f32),
    /// DeviceRGB.
    Rgb([f32; 3]),
}

impl Inks {
    /// The colour as this file writes it. Greys stay grey: text is black ink alone, never a mixture.
    pub fn of(&self, colour: Colour) -> Ink {
        let within = |v: f32| if v.is_finite() { v.clamp(0.0, 1.0) } else { 0.0 };
        match colour {
            Colour::Grey(grey) => Ink::Grey(within(grey)),
            Colour::Rgb(r, g, b) if r == g && g == b => Ink::Grey(within(r)),
            Colour::Rgb(r, g, b) => match self {
                Inks::Screen => Ink::Rgb([r, g, b].map(within)),
                Inks::Black => Ink::Grey(luminance(within(r), within(g), within(b))),
            },
        }
    }

    /// Sets the fill colour.
    pub fn fill(&self, content: &mut Content, colour: Colour) {
        match self.of(colour) {
            Ink::Grey(grey) => content.number(f64::from(grey)).op("g"),
            Ink::Rgb(rgb) => content.numbers(&rgb.map(f64::from)).op("rg"),
        };
    }

    /// Sets the stroke colour.
    pub fn stroke(&self, content: &mut Content, colour: Colour) {
        match self.of(colour) {
            Ink::Grey(grey) => content.number(f64::from(grey)).op("G"),
            Ink::Rgb(rgb) => content.numbers(&rgb.map(f64::from)).op("RG"),
        };
    }

    /// The space that gradients are calculated in, and a colour there.
    pub fn components(&self, colour: Colour) -> (&'static str, Vec<f64>) {
        match (self, self.of(colour)) {
            (Inks::Screen, Ink::Grey(grey)) => ("DeviceRGB", vec![f64::from(grey); 3]),
            (_, Ink::Grey(grey)) => ("DeviceGray", vec![f64::from(grey)]),
            (_, Ink::Rgb(rgb)) => ("DeviceRGB", rgb.map(f64::from).to_vec()),
        }
    }

    /// Whether samples of that space can be written as they are.
    pub fn takes(&self, space: &Space) -> bool {
        match self {
            Inks::Screen => true,
            Inks::Black => *space == Space::Grey,
        }
    }

    /// RGB samples in the space of these inks, with its number of components; `None` where RGB is taken as it is.
    pub fn convert(&self, samples: &[u8]) -> Option<(Space, usize, Vec<u8>)> {
        match self {
            Inks::Screen => None,
            Inks::Black => {
                let grey = |p: &[u8]| {
                    let [r, g, b] = [p[0], p[1], p[2]].map(f32::from);
                    luminance(r, g, b).round() as u8
                };
                Some((Space::Grey, 1, samples.chunks_exact(3).map(grey).collect()))
            }
        }
    }
}

/// The luma of Rec. ITU-R BT.709, on the encoded values: near enough to how dark a colour looks.
pub fn luminance(r: f32, g: f32, b: f32) -> f32 {
    0.2126 * r + 0.7152 * g + 0.0722 * b
}
