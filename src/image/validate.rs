//! The check that a picture's file is whole, without its pixels.
//!
//! A broken picture is worse than its alternative text. But decoding a picture only for this check takes a third of a
//! book's time, and memory that is new to the process and costs as much again. The checksums and the length of the rows
//! of a PNG show if it is whole, and so do the markers of a JPEG. Only files that are surely whole pass here; all
//! others are decoded.

use std::io::Cursor;

use image::ImageFormat;

/// True if the file surely is whole and opaque.
pub(crate) fn is_valid(bytes: &[u8], format: ImageFormat) -> bool {
    match format {
        ImageFormat::Jpeg => is_whole_jpeg(bytes),
        ImageFormat::Png => is_whole_png(bytes).unwrap_or(false),
        _ => false,
    }
}

/// Reads an opaque PNG row by row. `None` if it is damaged.
fn is_whole_png(bytes: &[u8]) -> Option<bool> {
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().ok()?;
    let info = reader.info();
    let is_clear =
        info.trns.is_some() || matches!(info.color_type, png::ColorType::Rgba | png::ColorType::GrayscaleAlpha);
    if is_clear {
        return Some(false);
    }
    while reader.next_row().ok()?.is_some() {}
    reader.finish().ok()?;
    Some(true)
}

/// True if a JPEG's segments follow each other to the end of the picture (ITU T.81, annex B).
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    const START: u8 = 0xD8;
    const END: u8 = 0xD9;
    const SCAN: u8 = 0xDA;
    if !bytes.starts_with(&[0xFF, START]) {
        return false;
    }
    let (mut at, mut scans) = (2, 0);
    // Every step advances.
    while let Some([0xFF, marker, rest @ ..]) = bytes.get(at..) {
        match *marker {
            END => return scans > 0,
            // Bytes that fill up before a marker.
            0xFF => at += 1,
            0x01 | 0xD0..=0xD7 => at += 2,
            _ => {
                let [high, low, ..] = rest else { return false };
                at += 2 + usize::from(u16::from_be_bytes([*high, *low])).max(2);
                if *marker == SCAN {
                    scans += 1;
                    let Some(coded) = bytes.get(at..) else { return false };
                    // Within coded data a marker's first byte is followed by a zero byte, or counts the intervals.
                    let ends = |i: &usize| !matches!(coded.get(i + 1), Some(0 | 0xD0..=0xD7));
                    let Some(end) = memchr::memchr_iter(0xFF, coded).find(ends) else { return false };
                    at += end;
                }
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(format: ImageFormat) -> Vec<u8> {
        let picture =
            image::RgbImage::from_fn(40, 30, |x, y| image::Rgb([(x * 6) as u8, (y * 8) as u8, (x * y) as u8]));
        let mut out = Cursor::new(Vec::new());
        image::DynamicImage::ImageRgb8(picture).write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    #[test]
    fn whole_files_pass_and_no_piece_of_one_does() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png] {
            let file = written(format);
            assert!(is_valid(&file, format), "{format:?}");
            for length in 0..file.len() {
                assert!(!is_valid(&file[..length], format), "{format:?} of {length} bytes");
            }
        }
    }

    #[test]
    fn a_changed_byte_of_a_png_is_found() {
        let file = written(ImageFormat::Png);
        for at in (40..file.len() - 12).step_by(7) {
            let mut changed = file.clone();
            changed[at] ^= 0x10;
            assert!(!is_valid(&changed, ImageFormat::Png), "byte {at}");
        }
    }

    #[test]
    fn what_the_page_shows_through_is_decoded() {
        let mut out = Cursor::new(Vec::new());
        image::DynamicImage::new_rgba8(4, 4).write_to(&mut out, ImageFormat::Png).unwrap();
        assert!(!is_valid(out.get_ref(), ImageFormat::Png));
    }
}
