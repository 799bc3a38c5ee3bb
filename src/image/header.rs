//! Reads a picture's header: its kind, its size, and the completeness of the file. Pixels are not decoded here.

use std::io::Cursor;

use super::MediaType;
use super::svg::{looks_like_svg, svg_is_sound, svg_size};

/// The fields of a picture's header.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Header {
    /// The media type.
    pub media: MediaType,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Reads a picture's header and checks that the file is complete.
///
/// # Errors
/// The reason that it cannot be shown, for the end of "The picture ...".
pub(crate) fn header(bytes: &[u8]) -> Result<Header, &'static str> {
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
        // Some writers pad after the end marker, so it is searched for and need not be at the very end.
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
}
