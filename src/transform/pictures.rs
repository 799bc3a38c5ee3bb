//! Loads the pictures that an article names, looks at their headers, and gives the document its assets.
//!
//! Pictures are data from strangers. A name is only ever handed to [`crate::context::Resources`], which decides what may
//! be read; what comes back is told apart by its bytes and not by its name, measured by its header alone, refused
//! when it claims more pixels than the limit, and checked for being whole, since a truncated picture that reaches a
//! reader's device is worse than its alternative text. Pixels are not decoded here.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use base64::Engine;
use percent_encoding::percent_decode_str;

use crate::context::{Context, ResourceError};
use crate::diag::Diagnostic;
use crate::doc::walk;
use crate::doc::*;

/// Pictures larger than this are asked for again when they are written instead of being kept, in bytes.
const KEEP: usize = 1 << 20;

/// Loads pictures.
pub fn pictures(document: &mut Document, cx: &mut Context) {
    let Document { blocks, assets, meta } = document;
    let mut known: BTreeMap<String, Option<AssetId>> = BTreeMap::new();
    let mut embedded = 0;
    walk::images_mut(blocks, &mut |image| {
        if image.asset.is_some() || image.url.is_empty() {
            return;
        }
        if let Some(id) = known.get(&image.url) {
            image.asset = *id;
            return;
        }
        let loaded = load(&image.url, &mut embedded, cx);
        image.asset = loaded.map(|asset| assets.add(asset));
        known.insert(image.url.clone(), image.asset);
    });
    if let Some(cover) = &meta.cover
        && assets.find(cover).is_none()
        && let Some(asset) = load(cover, &mut embedded, cx)
    {
        assets.add(Asset { name: cover.clone(), ..asset });
    }
}

/// The asset of a picture's URL, or `None` with a remark.
fn load(url: &str, embedded: &mut u32, cx: &mut Context) -> Option<Asset> {
    let (name, bytes, by_name) = match url.get(..5).filter(|s| s.eq_ignore_ascii_case("data:")) {
        Some(_) => {
            let Some(bytes) = data_url(url) else {
                cx.say(Diagnostic::warning(
                    "picture-damaged",
                    "A picture inside the article cannot be read; its alternative text stands in its place.",
                ));
                return None;
            };
            *embedded += 1;
            (None, Arc::from(bytes), false)
        }
        None => match cx.resources.load(url) {
            Ok(bytes) => (Some(url.to_string()), bytes, true),
            Err(error) => {
                cx.diags.push_once(refusal(url, &error));
                return None;
            }
        },
    };
    let shown = name.clone().unwrap_or_else(|| format!("picture {embedded}"));
    let header = match header(&bytes) {
        Ok(header) => header,
        Err(why) => {
            let message = format!("The picture {shown} {why}; its alternative text stands in its place.");
            cx.diags.push_once(Diagnostic::warning("picture-damaged", message));
            return None;
        }
    };
    let pixels = u64::from(header.width) * u64::from(header.height);
    if pixels > cx.limits.pixels && header.media != MediaType::Svg {
        let message = format!(
            "The picture {shown} claims {} x {} pixels, more than the limit of {} million.",
            header.width,
            header.height,
            cx.limits.pixels / 1_000_000
        );
        cx.diags.push_once(
            Diagnostic::warning("picture-too-large", message)
                .hint("Raise the limit with --limit pixels=N if you trust it."),
        );
        return None;
    }
    // By its bytes too: the pictures of many articles may come to lie in one folder, beside their Markdown.
    let made_up = || format!("picture-{embedded}-{:08x}.{}", crc32fast::hash(&bytes), header.media.extension());
    let name = name.unwrap_or_else(made_up);
    let keep = !by_name || bytes.len() <= KEEP;
    Some(Asset { name, media: header.media, width: header.width, height: header.height, data: keep.then_some(bytes) })
}

fn refusal(url: &str, error: &ResourceError) -> Diagnostic {
    let shown: String = url.chars().take(120).collect();
    let message = format!("The picture {shown} is not shown, as {error}; its alternative text stands in its place.");
    match error {
        ResourceError::Remote => Diagnostic::remark("picture-remote", message)
            .hint("Save the picture beside the article and name it there; nothing is ever fetched from the network."),
        ResourceError::Outside => Diagnostic::warning("picture-outside", message)
            .hint("Name its folder with --allow-dir if you trust the article."),
        ResourceError::TooLarge(_) => Diagnostic::warning("picture-too-large", message),
        ResourceError::Missing | ResourceError::Unreadable(_) => Diagnostic::warning("picture-missing", message),
    }
}

/// The bytes of a `data:` URL (RFC 2397), base64 or percent-encoded.
fn data_url(url: &str) -> Option<Vec<u8>> {
    let (head, body) = url.get(5..)?.split_once(',')?;
    if head.to_ascii_lowercase().trim_end().ends_with(";base64") {
        let text: String = percent_decode_str(body).map(char::from).filter(|c| !c.is_whitespace()).collect();
        let text = text.trim_end_matches('=');
        base64::engine::general_purpose::STANDARD_NO_PAD
            .decode(text)
            .or_else(|_| base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text))
            .ok()
    } else {
        Some(percent_decode_str(body).collect())
    }
}

/// What a picture's header tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Header {
    /// What it is.
    pub media: MediaType,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Reads a picture's header and checks that its end is there.
///
/// # Errors
/// Why it cannot be shown, to be put after "The picture ...".
pub fn header(bytes: &[u8]) -> Result<Header, &'static str> {
    if looks_like_svg(bytes) {
        let (width, height) = svg_size(bytes).ok_or("is not a readable SVG")?;
        svg_is_sound(bytes)?;
        return Ok(Header { media: MediaType::Svg, width, height });
    }
    let (media, format) = match image::guess_format(bytes) {
        Ok(image::ImageFormat::Jpeg) => (MediaType::Jpeg, image::ImageFormat::Jpeg),
        Ok(image::ImageFormat::Png) => (MediaType::Png, image::ImageFormat::Png),
        Ok(image::ImageFormat::Gif) => (MediaType::Gif, image::ImageFormat::Gif),
        Ok(image::ImageFormat::WebP) => (MediaType::Webp, image::ImageFormat::WebP),
        _ => return Err("is of no kind that can be shown (JPEG, PNG, GIF, WebP, SVG)"),
    };
    let whole = match media {
        MediaType::Png => png_is_whole(bytes),
        // Some writers pad after the end marker, so it is looked for and not demanded at the very end.
        MediaType::Jpeg => memchr::memmem::rfind(bytes, b"\xFF\xD9")
            .is_some_and(|end| end + 4096 > bytes.len() || end * 2 > bytes.len()),
        MediaType::Gif => memchr::memrchr(0x3B, bytes).is_some_and(|end| end + 64 > bytes.len()),
        MediaType::Webp => riff_is_whole(bytes),
        MediaType::Svg => true,
    };
    if !whole {
        return Err("is cut off");
    }
    use image::ImageDecoder;
    use image::metadata::Orientation;
    let reader = image::ImageReader::with_format(Cursor::new(bytes), format);
    let mut decoder = reader.into_decoder().map_err(|_| "has a damaged header")?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err("has a damaged header");
    }
    // A photograph taken with the camera on its side is as wide as its samples are high.
    let turned = matches!(
        decoder.orientation(),
        Ok(Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH)
    );
    let (width, height) = if turned { (height, width) } else { (width, height) };
    Ok(Header { media, width, height })
}

/// Every chunk with its checksum, up to the end chunk (PNG specification, 5.3 and 11.2.5).
fn png_is_whole(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    let word = |b: &[u8]| b.first_chunk::<4>().map(|b| u32::from_be_bytes(*b));
    loop {
        let (Some(length), Some(kind)) = (word(rest), rest.get(4..8)) else { return false };
        let length = length as usize;
        let (Some(body), Some(sum)) = (rest.get(4..8 + length), rest.get(8 + length..).and_then(word)) else {
            return false;
        };
        if crc32fast::hash(body) != sum {
            return false;
        }
        if kind == b"IEND" {
            return true;
        }
        rest = &rest[12 + length..];
    }
}

fn riff_is_whole(bytes: &[u8]) -> bool {
    let size = bytes.get(4..8).and_then(|b| b.first_chunk::<4>()).map(|b| u32::from_le_bytes(*b) as usize);
    size.is_some_and(|size| bytes.len() + 1 >= size + 8)
}

fn looks_like_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]);
    let head = head.trim_start_matches('\u{FEFF}').trim_start();
    head.starts_with('<') && head.contains("<svg")
}

/// The stack for usvg, which walks nested elements by recursion, 1024 deep at most.
const STACK: usize = 64 << 20;

/// Whether an SVG can be painted: XML without references to elsewhere, and not one that grows beyond all bounds when
/// its `use` elements are followed. It is known here so that the alternative takes the place of a picture that is
/// not sound before pages are laid out; back ends parse it again, with their faces.
fn svg_is_sound(bytes: &[u8]) -> Result<(), &'static str> {
    let parse = || {
        let nothing =
            usvg::ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
        let options = usvg::Options { image_href_resolver: nothing, ..usvg::Options::default() };
        match usvg::Tree::from_data(bytes, &options) {
            Ok(_) => Ok(()),
            Err(
                usvg::Error::ElementsLimitReached
                | usvg::Error::ParsingFailed(usvg::roxmltree::Error::NodesLimitReached),
            ) => Err("is an SVG that unfolds into too many elements"),
            Err(usvg::Error::InvalidSize) => Err("is an SVG without a size"),
            Err(_) => Err("is a damaged SVG"),
        }
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, parse);
        thread.map_err(|_| "is not read for want of memory")?.join().unwrap_or(Err("is a damaged SVG"))
    })
}

/// Width and height of an SVG in CSS pixels: its attributes, else its view box, else the default of CSS, 300 x 150.
fn svg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let text = std::str::from_utf8(bytes).ok()?;
    if !text.trim_end().ends_with("svg>") && !text.trim_end().ends_with("/>") {
        return None;
    }
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let attribute = |name: &str| {
        let at = tag.match_indices(name).find(|(i, _)| tag[..*i].ends_with(char::is_whitespace))?.0;
        let rest = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest[1..].split(quote).next()
    };
    let length = |value: &str| {
        let split = value.find(|c: char| c.is_ascii_alphabetic() || c == '%').unwrap_or(value.len());
        let number: f32 = value[..split].trim().parse().ok()?;
        let scale = match value[split..].trim() {
            "" | "px" => 1.0,
            "pt" => 96.0 / 72.0,
            "in" => 96.0,
            "mm" => 96.0 / 25.4,
            "cm" => 960.0 / 25.4,
            "em" | "rem" => 16.0,
            _ => return None,
        };
        Some(number * scale)
    };
    let view: Vec<f32> =
        attribute("viewBox").map(|v| v.split([' ', ',']).filter_map(|n| n.parse().ok()).collect()).unwrap_or_default();
    let (vw, vh) = match view[..] {
        [_, _, w, h] if w > 0.0 && h > 0.0 => (Some(w), Some(h)),
        _ => (None, None),
    };
    let (w, h) = (attribute("width").and_then(length), attribute("height").and_then(length));
    let (width, height) = match (w, h, vw, vh) {
        (Some(w), Some(h), ..) => (w, h),
        (Some(w), None, Some(vw), Some(vh)) => (w, w * vh / vw),
        (None, Some(h), Some(vw), Some(vh)) => (h * vw / vh, h),
        (_, _, Some(vw), Some(vh)) => (vw, vh),
        _ => (300.0, 150.0),
    };
    let whole = |n: f32| n.ceil().clamp(1.0, 100_000.0) as u32;
    (width > 0.0 && height > 0.0).then(|| (whole(width), whole(height)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png() -> Vec<u8> {
        let mut bytes = Vec::new();
        image::RgbImage::new(3, 2).write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
        bytes
    }

    #[test]
    fn a_png_is_measured_and_a_truncated_one_refused() {
        let bytes = png();
        assert_eq!(header(&bytes), Ok(Header { media: MediaType::Png, width: 3, height: 2 }));
        assert_eq!(header(&bytes[..bytes.len() - 6]), Err("is cut off"));
    }

    #[test]
    fn svg_takes_its_size_from_attributes_or_view_box() {
        let size = |svg: &str| svg_size(svg.as_bytes());
        assert_eq!(size("<svg width='10mm' height=\"20\"></svg>"), Some((38, 20)));
        assert_eq!(size("<?xml version='1.0'?><svg xmlns='x' viewBox='0 0 30 40'/>"), Some((30, 40)));
        assert_eq!(size("<svg stroke-width='3' width='100%' viewBox='0,0,30,40'></svg>"), Some((30, 40)));
        assert_eq!(size("<svg width='10' height='10'><g>"), None);
    }

    #[test]
    fn an_svg_that_cannot_be_painted_is_refused_before_layout() {
        let svg = |inside: &str| {
            header(format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{inside}</svg>").as_bytes())
        };
        assert!(svg("<rect width='9' height='9'/>").is_ok());
        assert_eq!(svg("<text>&unknown;</text>"), Err("is a damaged SVG"));
        let bomb: String =
            (1..12).map(|n| format!("<g id='a{n}'>{}</g>", format!("<use href='#a{}'/>", n - 1).repeat(10))).collect();
        let bomb = format!("<g id='a0'><rect width='1' height='1'/></g>{bomb}<use href='#a11'/>");
        assert_eq!(svg(&bomb), Err("is an SVG that unfolds into too many elements"));
    }

    #[test]
    fn pictures_inside_the_article_become_assets_once() {
        let data = base64::engine::general_purpose::STANDARD.encode(png());
        let image = || Inline::Image(Image { url: format!("data:image/png;base64,{data}"), ..Image::default() });
        let mut document =
            Document { blocks: vec![BlockKind::Paragraph(vec![image(), image()]).into()], ..Document::default() };
        pictures(&mut document, &mut Context::default());
        assert_eq!(document.assets.len(), 1);
    }

    #[test]
    fn a_remote_picture_is_never_asked_for() {
        let image = Inline::Image(Image { url: "https://example.org/a.png".into(), ..Image::default() });
        let mut document = Document { blocks: vec![BlockKind::Paragraph(vec![image]).into()], ..Document::default() };
        let mut cx = Context::default();
        pictures(&mut document, &mut cx);
        assert_eq!(cx.diags.count("picture-remote"), 1);
        assert!(document.assets.is_empty());
    }
}
