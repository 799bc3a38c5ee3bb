//! Decoded pictures: pixels, split into colour and opacity, filtered and deflated.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::colour::Inks;
use super::deflate::deflate;
use super::{Image, Space, icc};

/// Decodes a picture of at most this many pixels.
pub(crate) fn decode(bytes: &[u8], format: ImageFormat, pixels: u64, inks: &Inks) -> Result<Image, String> {
    let broken = |error: image::ImageError| format!("it could not be decoded ({error})");
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    // Eight bytes a pixel is the largest kind; decoders also need some working memory.
    limits.max_alloc = Some(pixels.saturating_mul(8).saturating_add(64 << 20));
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > pixels {
        return Err(format!("it has {width} by {height} pixels, more than the limit of {pixels}"));
    }
    if width == 0 || height == 0 {
        return Err("it has no pixels".into());
    }
    let profile = decoder.icc_profile().unwrap_or(None);
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut decoded = DynamicImage::from_decoder(decoder).map_err(broken)?;
    decoded.apply_orientation(orientation);
    Ok(pixels_to_image(&decoded, profile, inks))
}

/// From pixels of any kind to an image of 8 bits a sample.
fn pixels_to_image(decoded: &DynamicImage, profile: Option<Vec<u8>>, inks: &Inks) -> Image {
    let (width, height) = (decoded.width(), decoded.height());
    if inks.opaque() && decoded.color().has_alpha() {
        let samples = on_white(decoded.to_rgba8().as_raw());
        return from_rgb(width, height, samples, profile, None, inks);
    }
    let mask = if decoded.color().has_alpha() {
        let alphas: Vec<u8> = decoded.to_rgba8().pixels().map(|pixel| pixel.0[3]).collect();
        mask(width, height, &alphas).map(Box::new)
    } else {
        None
    };
    let grey = !decoded.color().has_color();
    if grey && mask.is_none() {
        let samples = decoded.to_luma8().into_raw();
        return encode(width, height, Space::Grey, 1, &samples);
    }
    let samples = decoded.to_rgb8().into_raw();
    from_rgb(width, height, samples, profile, mask, inks)
}

/// RGB samples of translucent ones, mixed with white paper.
pub(crate) fn on_white(samples: &[u8]) -> Vec<u8> {
    let over = |value: u8, alpha: u8| {
        let (value, alpha) = (u16::from(value), u16::from(alpha));
        ((value * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    samples.chunks_exact(4).flat_map(|p| [over(p[0], p[3]), over(p[1], p[3]), over(p[2], p[3])]).collect()
}

/// An image of RGB samples, as the file's inks allow.
pub(crate) fn from_rgb(
    width: u32,
    height: u32,
    samples: Vec<u8>,
    profile: Option<Vec<u8>>,
    mask: Option<Box<Image>>,
    inks: &Inks,
) -> Image {
    if samples.chunks_exact(3).all(|p| p[0] == p[1] && p[1] == p[2]) {
        let samples: Vec<u8> = samples.chunks_exact(3).map(|p| p[0]).collect();
        return Image { mask, ..encode(width, height, Space::Grey, 1, &samples) };
    }
    let image = match inks.convert(&samples) {
        Some((space, components, converted)) => encode(width, height, space, components, &converted),
        None => {
            let space = icc::space(3, profile).unwrap_or(Space::Rgb);
            encode(width, height, space, 3, &samples)
        }
    };
    Image { mask, ..image }
}

/// The soft mask of these opacities; `None` if all are opaque.
pub(crate) fn mask(width: u32, height: u32, alphas: &[u8]) -> Option<Image> {
    alphas.iter().any(|&alpha| alpha < 255).then(|| encode(width, height, Space::Grey, 1, alphas))
}

/// Filters the rows as PNG does and deflates them.
fn encode(width: u32, height: u32, space: Space, components: usize, samples: &[u8]) -> Image {
    let data = deflate(&filtered(samples, width as usize * components, components));
    Image { width, height, space, bits: 8, data, ..Image::default() }
}

/// Chooses for each row the filter with the smallest sum of differences, the usual heuristic of PNG 1.2, 9.6.
fn filtered(samples: &[u8], row: usize, components: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(samples.len() + samples.len() / row.max(1) + 1);
    let nothing = vec![0u8; row];
    let mut above: &[u8] = &nothing;
    let mut tries: [Vec<u8>; 4] = std::array::from_fn(|_| Vec::with_capacity(row));
    for line in samples.chunks_exact(row.max(1)) {
        tries.iter_mut().for_each(Vec::clear);
        for (at, &byte) in line.iter().enumerate() {
            let left = if at >= components { line[at - components] } else { 0 };
            let corner = if at >= components { above[at - components] } else { 0 };
            tries[0].push(byte);
            tries[1].push(byte.wrapping_sub(left));
            tries[2].push(byte.wrapping_sub(above[at]));
            tries[3].push(byte.wrapping_sub(paeth(left, above[at], corner)));
        }
        let cost = |line: &Vec<u8>| line.iter().map(|&b| u64::from((b as i8).unsigned_abs())).sum::<u64>();
        let best = (0..4).min_by_key(|&n| cost(&tries[n])).unwrap_or(0);
        out.push([0, 1, 2, 4][best]);
        out.extend_from_slice(&tries[best]);
        above = line;
    }
    out
}

/// The predictor of Alan Paeth: the one of left, above and corner that is nearest to left + above - corner.
pub(crate) fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(above) - i16::from(corner);
    let [a, b, c] = [left, above, corner].map(|v| (estimate - i16::from(v)).abs());
    if a <= b && a <= c {
        left
    } else if b <= c {
        above
    } else {
        corner
    }
}
