//! The pictures of the book: passed on if every device can show them, otherwise re-encoded.
//!
//! JPEG, PNG and GIF pass byte for byte when they are valid and no larger than the style allows; WebP becomes JPEG or
//! PNG; SVG is sieved ([`super::svg`]). Every picture is validated ([`validate`]) or decoded once, because a broken
//! picture is worse than its alternative text. Only one picture at a time is in memory, because each finished one goes
//! into the file at once.

use std::collections::BTreeMap;
use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use sha2::{Digest, Sha256};

use super::ready::{Bounds, Ready};
use crate::context::Context;
use crate::diag::{Diagnostic, Result, codes, short};
use crate::doc::walk::{self, Visit};
use crate::doc::{Asset, AssetId, Block, BlockKind, Document, Image, Inline, MediaType};
use crate::image::{scale, validate};

/// A picture that is in the book.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Placed {
    /// Its path under `OEBPS`.
    pub name: String,
    /// Width of the picture in the article, in pixels.
    pub width: u32,
    /// Height of the picture in the article, in pixels.
    pub height: u32,
    /// True if it moves.
    pub animated: bool,
    /// True if the page shows through it.
    pub clear: bool,
}

/// All pictures that are in the book.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pictures {
    placed: BTreeMap<(usize, AssetId), Placed>,
}

impl Pictures {
    /// The picture, if it can be shown.
    pub(crate) fn get(&self, article: usize, id: AssetId) -> Option<&Placed> {
        self.placed.get(&(article, id))
    }
}

/// Makes every picture of the articles ready. `keep` takes each once, with its number from 1, and returns the name by
/// which documents show it.
///
/// # Errors
/// Those of `keep`.
pub(crate) fn pictures(
    documents: &[&Document],
    bounds: Bounds,
    cx: &mut Context,
    keep: &mut dyn FnMut(usize, &Ready) -> Result<String>,
) -> Result<Pictures> {
    let mut all = Pictures::default();
    let mut known: BTreeMap<[u8; 32], String> = BTreeMap::new();
    for (index, document) in documents.iter().enumerate() {
        for (id, alt) in shown(document) {
            let Some(asset) = document.assets.get(id) else { continue };
            let Some(ready) = load(asset, &alt, bounds, cx) else { continue };
            let digest: [u8; 32] = Sha256::digest(&ready.bytes).into();
            let count = known.len() + 1;
            let name = match known.get(&digest) {
                Some(name) => name.clone(),
                None => {
                    let name = keep(count, &ready)?;
                    known.insert(digest, name.clone());
                    name
                }
            };
            let Ready { width, height, animated, clear, .. } = ready;
            all.placed.insert((index, id), Placed { name, width, height, animated, clear });
        }
    }
    Ok(all)
}

/// The pictures that an article shows, each once, with the first alternative text it has there.
fn shown(document: &Document) -> BTreeMap<AssetId, String> {
    struct Shown(BTreeMap<AssetId, String>);
    impl Shown {
        fn image(&mut self, image: &Image) {
            if let Some(id) = image.asset {
                self.0.entry(id).or_insert_with(|| image.alt.clone().unwrap_or_default());
            }
        }
    }
    impl Visit for Shown {
        fn block(&mut self, block: &Block) {
            if let BlockKind::Figure(figure) = &block.kind {
                figure.images.iter().for_each(|image| self.image(image));
            }
            walk::block_children(self, block);
        }
        fn inline(&mut self, inline: &Inline) {
            if let Inline::Image(image) = inline {
                self.image(image);
            }
            walk::inline_children(self, inline);
        }
    }
    let mut shown = Shown(BTreeMap::new());
    walk::document(&mut shown, document);
    shown.0
}

/// A picture made ready, or `None` with a remark.
pub(crate) fn load(asset: &Asset, alt: &str, bounds: Bounds, cx: &mut Context) -> Option<Ready> {
    let name = short(&asset.name);
    let ready = match asset.bytes(cx.resources) {
        Err(why) => Err(format!("The picture {name} is left out: {why}.")),
        Ok(bytes) => ready(&bytes, asset.media, alt, bounds, cx.limits.pixels)
            .map_err(|why| format!("The picture {name} is damaged and its words stand for it: {why}.")),
    };
    match ready {
        Ok(ready) => {
            let still = asset.media == MediaType::Webp || bounds.grey;
            if still && ready.animated {
                let message = format!("The moving picture {name} is shown by its first frame.");
                cx.diags.push_once(Diagnostic::remark(codes::PICTURE_STILL, message));
            }
            Some(Ready { animated: ready.animated && !still, ..ready })
        }
        Err(message) => {
            cx.diags.push_once(Diagnostic::warning(codes::PICTURE_LOST, message));
            None
        }
    }
}

/// The pixels of a picture, the right way up, or `None` with a remark. A drawing (SVG) has none.
pub(crate) fn decoded(asset: &Asset, cx: &mut Context) -> Option<DynamicImage> {
    let format = raster_format(asset.media)?;
    let pixels = asset.bytes(cx.resources).map_err(|why| why.to_string()).and_then(|bytes| {
        let (decoder, orientation, _) = open(&bytes, format, cx.limits.pixels)?;
        let mut picture = DynamicImage::from_decoder(decoder).map_err(|e| e.to_string())?;
        picture.apply_orientation(orientation);
        Ok(picture)
    });
    match pixels {
        Ok(picture) => Some(picture),
        Err(why) => {
            let message = format!("The picture {} cannot stand on the cover: {why}.", short(&asset.name));
            cx.diags.push_once(Diagnostic::warning(codes::PICTURE_LOST, message));
            None
        }
    }
}

/// A picture outside the assets of an article, by its name: the cover that an edition names.
pub(crate) fn by_name(name: &str, cx: &mut Context) -> Option<Asset> {
    let data = match cx.resources.load(name) {
        Ok(data) => data,
        Err(why) => {
            let message = format!("The picture {} is left out: {why}.", short(name));
            cx.diags.push_once(Diagnostic::warning(codes::PICTURE_LOST, message));
            return None;
        }
    };
    let media = match image::guess_format(&data) {
        Ok(ImageFormat::Jpeg) => MediaType::Jpeg,
        Ok(ImageFormat::Png) => MediaType::Png,
        Ok(ImageFormat::Gif) => MediaType::Gif,
        Ok(ImageFormat::WebP) => MediaType::Webp,
        _ => MediaType::Svg,
    };
    Some(Asset { name: name.to_string(), media, width: 0, height: 0, data: Some(data) })
}

/// The decoder that reads the picture; `None` for drawings.
fn raster_format(media: MediaType) -> Option<ImageFormat> {
    match media {
        MediaType::Svg => None,
        MediaType::Jpeg => Some(ImageFormat::Jpeg),
        MediaType::Png => Some(ImageFormat::Png),
        MediaType::Gif => Some(ImageFormat::Gif),
        MediaType::Webp => Some(ImageFormat::WebP),
    }
}

/// The picture as every device can show it.
fn ready(bytes: &[u8], media: MediaType, alt: &str, bounds: Bounds, pixels: u64) -> std::result::Result<Ready, String> {
    let Some(format) = raster_format(media) else { return super::svg::svg(bytes, alt, bounds, pixels) };
    let (decoder, orientation, plain) = open(bytes, format, pixels)?;
    let (width, height) = decoder.dimensions();
    let animated = is_animated(bytes, format);
    if bounds.grey {
        let mut picture = DynamicImage::from_decoder(decoder).map_err(|e| e.to_string())?;
        picture.apply_orientation(orientation);
        let (width, height) = (picture.width(), picture.height());
        let bytes = jpeg(&grey(&scale::within(picture, bounds.side.max(1))), bounds.quality)?;
        return Ok(Ready { bytes, media: MediaType::Jpeg, width, height, animated, clear: false });
    }
    let fits = width.max(height) <= bounds.side && plain && orientation == Orientation::NoTransforms;
    if fits && !bounds.squeeze && validate::is_valid(bytes, format) {
        return Ok(Ready { bytes: bytes.to_vec(), media, width, height, animated, clear: false });
    }
    let picture = DynamicImage::from_decoder(decoder).map_err(|e| e.to_string())?;
    let clear = is_transparent(&picture);
    if media != MediaType::Webp && (fits && (animated || !bounds.squeeze)) {
        return Ok(Ready { bytes: bytes.to_vec(), media, width, height, animated, clear });
    }
    let mut picture = picture;
    picture.apply_orientation(orientation);
    let (width, height) = (picture.width(), picture.height());
    let (made, kind) = encode(picture, media, bounds)?;
    let keeps = fits && media != MediaType::Webp && made.len() >= bytes.len();
    if keeps {
        return Ok(Ready { bytes: bytes.to_vec(), media, width, height, animated, clear });
    }
    // Scaling keeps the first frame only.
    Ok(Ready { bytes: made, media: kind, width, height, animated: animated && media == MediaType::Webp, clear })
}

/// Begins to decode within a bound of pixels. Also returns the orientation of the picture, and true if every device
/// shows its kind of colours.
fn open(
    bytes: &[u8],
    format: ImageFormat,
    pixels: u64,
) -> std::result::Result<(impl ImageDecoder, Orientation, bool), String> {
    let words = |e: image::ImageError| e.to_string();
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.no_limits();
    let mut decoder = reader.into_decoder().map_err(words)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > pixels || width == 0 || height == 0 {
        return Err(format!("it has {width} × {height} pixels"));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let plain = !matches!(decoder.original_color_type(), image::ExtendedColorType::Cmyk8);
    Ok((decoder, orientation, plain))
}

fn is_animated(bytes: &[u8], format: ImageFormat) -> bool {
    use image::AnimationDecoder;
    match format {
        ImageFormat::Gif => image::codecs::gif::GifDecoder::new(Cursor::new(bytes))
            .is_ok_and(|decoder| decoder.into_frames().take(2).filter(|frame| frame.is_ok()).count() > 1),
        ImageFormat::Png => {
            image::codecs::png::PngDecoder::new(Cursor::new(bytes)).is_ok_and(|d| d.is_apng().unwrap_or(false))
        }
        ImageFormat::WebP => image::codecs::webp::WebPDecoder::new(Cursor::new(bytes)).is_ok_and(|d| d.has_animation()),
        _ => false,
    }
}

/// Scales and writes: JPEG for photographs without transparency, otherwise PNG.
fn encode(
    picture: DynamicImage,
    media: MediaType,
    bounds: Bounds,
) -> std::result::Result<(Vec<u8>, MediaType), String> {
    let picture = scale::within(picture, bounds.side.max(1));
    let photograph = matches!(media, MediaType::Jpeg | MediaType::Webp) || bounds.squeeze;
    if photograph && !is_transparent(&picture) {
        return jpeg(&picture, bounds.quality).map(|bytes| (bytes, MediaType::Jpeg));
    }
    let mut out = Vec::new();
    let eight_bits = match &picture {
        DynamicImage::ImageLuma8(_) | DynamicImage::ImageLumaA8(_) => picture,
        _ if is_transparent(&picture) => DynamicImage::ImageRgba8(picture.to_rgba8()),
        _ => DynamicImage::ImageRgb8(picture.to_rgb8()),
    };
    eight_bits.write_to(&mut Cursor::new(&mut out), ImageFormat::Png).map_err(|e| e.to_string())?;
    Ok((out, MediaType::Png))
}

/// The picture as a JPEG file.
///
/// # Errors
/// In the encoder's words.
pub(crate) fn jpeg(picture: &DynamicImage, quality: u8) -> std::result::Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, quality);
    match picture {
        DynamicImage::ImageLuma8(_) => picture.write_with_encoder(encoder),
        _ => DynamicImage::ImageRgb8(picture.to_rgb8()).write_with_encoder(encoder),
    }
    .map_err(|e| e.to_string())?;
    Ok(out)
}

/// A picture in grey; transparency becomes white, like the page.
pub(crate) fn grey(picture: &DynamicImage) -> DynamicImage {
    let mut pixels = picture.to_luma_alpha8();
    for pixel in pixels.pixels_mut() {
        let [value, alpha] = pixel.0;
        let (value, alpha) = (u16::from(value), u16::from(alpha));
        pixel.0 = [((value * alpha + 255 * (255 - alpha) + 127) / 255) as u8, 255];
    }
    DynamicImage::ImageLuma8(DynamicImage::ImageLumaA8(pixels).to_luma8())
}

fn is_transparent(picture: &DynamicImage) -> bool {
    picture.color().has_alpha() && picture.to_rgba8().pixels().any(|pixel| pixel.0[3] < 255)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transparent_photographs_stay_transparent() {
        let bounds = || Bounds { side: 100, quality: 80, roles: true, squeeze: false, grey: false };
        let media = |picture: DynamicImage| encode(picture, MediaType::Webp, bounds()).map(|(_, media)| media);
        assert_eq!(media(DynamicImage::new_rgba8(3, 3)), Ok(MediaType::Png));
        assert_eq!(media(DynamicImage::new_rgb8(3, 3)), Ok(MediaType::Jpeg));
    }

    #[test]
    fn damaged_pictures_are_refused() {
        let bounds = Bounds { side: 100, quality: 80, roles: true, squeeze: false, grey: false };
        assert!(ready(b"\x89PNG\r\n\x1a\nrest", MediaType::Png, "", bounds, 1000).is_err());
    }
}
