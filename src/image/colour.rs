//! Colours as the file has them: device grey and device RGB under the output intent, or the colours of a press.

use std::sync::Arc;

use moxcms::{ColorProfile, Layout, RenderingIntent, Transform8BitExecutor, TransformOptions};

use super::{Image, Space};

/// A colour in the style's terms; print converts it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Colour {
    /// 0 is black, 1 is white.
    Grey(f32),
    /// sRGB, 0 to 1 each.
    Rgb(f32, f32, f32),
}

impl Default for Colour {
    fn default() -> Self {
        Colour::Grey(0.0)
    }
}

/// The form in which colours are written.
#[derive(Clone, Default)]
pub(crate) enum Inks {
    /// For screens: greys as DeviceGray, colours as DeviceRGB, both under an sRGB output intent.
    #[default]
    Screen,
    /// All colours as grey, as DeviceGray.
    Grey,
    /// For presses: greys as black ink alone; colours through the press's profile, or as grey without a profile.
    Press {
        /// From sRGB to the press's inks.
        convert: Option<Arc<Transform8BitExecutor>>,
        /// PDF/X-1a: no transparency, only device colours.
        plain: bool,
    },
}

/// A colour in a device space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Ink {
    /// DeviceGray.
    Grey(f32),
    /// DeviceRGB.
    Rgb([f32; 3]),
    /// DeviceCMYK.
    Cmyk([f32; 4]),
}

/// Black ink alone.
pub(crate) const BLACK: Ink = Ink::Cmyk([0.0, 0.0, 0.0, 1.0]);

/// The conversion from sRGB to the inks of a press; `None` if its profile has none.
pub(crate) fn to_press(icc: &[u8]) -> Option<Arc<Transform8BitExecutor>> {
    let press = ColorProfile::new_from_slice(icc).ok()?;
    let options = TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..Default::default() };
    // moxcms calls four inks Rgba.
    ColorProfile::new_srgb().create_transform_8bit(Layout::Rgb, &press, Layout::Rgba, options).ok()
}

impl Inks {
    /// The colour in the form of this file. Greys stay grey: text is black ink alone, never a mixture.
    pub(crate) fn of(&self, colour: Colour) -> Ink {
        let within = |v: f32| if v.is_finite() { v.clamp(0.0, 1.0) } else { 0.0 };
        let rgb = match colour {
            Colour::Grey(grey) => [within(grey); 3],
            Colour::Rgb(r, g, b) => [r, g, b].map(within),
        };
        let grey = match rgb {
            [r, g, b] if r == g && g == b => r,
            [r, g, b] => match self {
                Inks::Screen => return Ink::Rgb(rgb),
                Inks::Press { convert: Some(convert), .. } => {
                    let mut inks = [0u8; 4];
                    if convert.transform(&rgb.map(|v| (v * 255.0).round() as u8), &mut inks).is_ok() {
                        return Ink::Cmyk(inks.map(|v| f32::from(v) / 255.0));
                    }
                    luminance(r, g, b)
                }
                _ => luminance(r, g, b),
            },
        };
        match self {
            Inks::Press { .. } => Ink::Cmyk([0.0, 0.0, 0.0, 1.0 - grey]),
            _ => Ink::Grey(grey),
        }
    }

    /// The space that gradients are calculated in, and a colour there.
    pub(crate) fn components(&self, colour: Colour) -> (&'static str, Vec<f64>) {
        match (self, self.of(colour)) {
            (Inks::Screen, Ink::Grey(grey)) => ("DeviceRGB", vec![f64::from(grey); 3]),
            (_, Ink::Grey(grey)) => ("DeviceGray", vec![f64::from(grey)]),
            (_, Ink::Rgb(rgb)) => ("DeviceRGB", rgb.map(f64::from).to_vec()),
            (_, Ink::Cmyk(cmyk)) => ("DeviceCMYK", cmyk.map(f64::from).to_vec()),
        }
    }

    /// The space that translucent colours are mixed in.
    pub(crate) fn blending(&self) -> &'static str {
        match self {
            Inks::Screen => "DeviceRGB",
            Inks::Grey => "DeviceGray",
            Inks::Press { .. } => "DeviceCMYK",
        }
    }

    /// True if nothing may be translucent.
    pub(crate) fn opaque(&self) -> bool {
        matches!(self, Inks::Press { plain: true, .. })
    }

    /// The image if it can be written unchanged; otherwise it must be decoded.
    pub(crate) fn accept(&self, mut image: Image) -> Option<Image> {
        if self.opaque() && image.mask.is_some() {
            return None;
        }
        match (self, &image.space) {
            (Inks::Screen, Space::Cmyk) => return None,
            (Inks::Screen, _) | (_, Space::Grey) => {}
            (_, Space::Icc(1, _)) => image.space = Space::Grey,
            (Inks::Press { convert: Some(_), .. }, Space::Cmyk) => {}
            (Inks::Press { convert: Some(_), plain }, Space::Icc(4, _)) => {
                if *plain {
                    image.space = Space::Cmyk;
                }
            }
            _ => return None,
        }
        Some(image)
    }

    /// RGB samples in the space of these inks, with its number of components; `None` if RGB stays unchanged.
    pub(crate) fn convert(&self, samples: &[u8]) -> Option<(Space, usize, Vec<u8>)> {
        match self {
            Inks::Screen => return None,
            Inks::Press { convert: Some(convert), .. } => {
                let mut inks = vec![0u8; samples.len() / 3 * 4];
                if convert.transform(samples, &mut inks).is_ok() {
                    return Some((Space::Cmyk, 4, inks));
                }
            }
            _ => {}
        }
        let grey = |p: &[u8]| {
            let [r, g, b] = [p[0], p[1], p[2]].map(f32::from);
            luminance(r, g, b).round() as u8
        };
        Some((Space::Grey, 1, samples.chunks_exact(3).map(grey).collect()))
    }
}

/// The grey with the darkness of a colour.
pub(crate) fn grey(colour: Colour) -> Colour {
    match colour {
        Colour::Grey(_) => colour,
        Colour::Rgb(r, g, b) => Colour::Grey(luminance(r, g, b)),
    }
}

/// The luma of Rec. ITU-R BT.709, on the encoded values: near enough to how dark a colour looks.
pub(crate) fn luminance(r: f32, g: f32, b: f32) -> f32 {
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_is_black_ink_alone_on_a_press() {
        let press = Inks::Press { convert: None, plain: true };
        assert_eq!(press.of(Colour::Grey(0.0)), BLACK);
        assert_eq!(press.of(Colour::Rgb(0.0, 0.0, 0.0)), BLACK);
        assert_eq!(Inks::Screen.of(Colour::Rgb(0.0, 0.0, 0.0)), Ink::Grey(0.0));
    }
}
