//! JPEG: the data in the markers, so that the bytes can pass untouched (ITU-T T.81, B.1; ISO 32000-1, 7.4.8).

use super::icc;
use super::{Filter, Image, Space};

/// The image of these bytes, or `None` if PDF cannot hold them unchanged.
pub(crate) fn pass(bytes: &[u8]) -> Option<Image> {
    let markers = Markers::read(bytes)?;
    let (width, height, components) = markers.frame?;
    if width == 0 || height == 0 || !markers.scan {
        return None;
    }
    let space = match icc::space(components, markers.profile()) {
        None if components == 4 => Space::Cmyk,
        space => space?,
    };
    let transform = match (components, markers.transform) {
        // Without Adobe's marker three components are YCbCr, unless they are called R, G and B.
        (3, None) => !markers.named_rgb,
        _ => true,
    };
    Some(Image {
        width: u32::from(width),
        height: u32::from(height),
        space,
        bits: 8,
        data: bytes.to_vec(),
        filter: Filter::Jpeg(transform),
        // Adobe writes inks inverted, which its marker shows.
        inverted: components == 4 && markers.transform.is_some(),
        upright: upright(markers.orientation),
        ..Image::default()
    })
}

/// The header fields before the first scan.
#[derive(Default)]
struct Markers {
    /// Width, height and number of components, of a kind PDF knows.
    frame: Option<(u16, u16, u8)>,
    named_rgb: bool,
    scan: bool,
    /// Adobe's colour transform.
    transform: Option<u8>,
    orientation: u16,
    /// The pieces of the ICC profile by their number.
    pieces: Vec<(u8, Vec<u8>)>,
}

impl Markers {
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut found = Markers { orientation: 1, ..Markers::default() };
        let mut rest = bytes.strip_prefix(&[0xff, 0xd8])?;
        loop {
            // Fill bytes may precede a marker.
            let marker = loop {
                match rest {
                    [0xff, 0xff, ..] => rest = &rest[1..],
                    [0xff, marker, ..] => break *marker,
                    _ => return Some(found),
                }
            };
            rest = &rest[2..];
            if matches!(marker, 0x01 | 0xd0..=0xd7) {
                continue;
            }
            let length = usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?]));
            let (segment, after) = (rest.get(2..length.max(2))?, rest.get(length.max(2)..)?);
            match marker {
                // Baseline, extended and progressive, Huffman-coded: all that PDF's filter reads.
                0xc0..=0xc2 => found.frame(segment)?,
                0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => return None,
                0xe1 => found.orientation = exif_orientation(segment).unwrap_or(found.orientation),
                0xe2 => found.piece(segment),
                0xee if segment.starts_with(b"Adobe") => found.transform = segment.get(11).copied(),
                0xda => {
                    found.scan = true;
                    return Some(found);
                }
                0xd9 => return Some(found),
                _ => {}
            }
            rest = after;
        }
    }

    fn frame(&mut self, segment: &[u8]) -> Option<()> {
        let [precision, h1, h0, w1, w0, count, parts @ ..] = segment else { return None };
        if *precision != 8 || !matches!(count, 1 | 3 | 4) {
            return None;
        }
        let ids: Vec<u8> = parts.chunks(3).map(|part| part[0]).collect();
        self.named_rgb = ids == *b"RGB";
        self.frame = Some((u16::from_be_bytes([*w1, *w0]), u16::from_be_bytes([*h1, *h0]), *count));
        Some(())
    }

    fn piece(&mut self, segment: &[u8]) {
        if let Some([number, _, data @ ..]) = segment.strip_prefix(b"ICC_PROFILE\0") {
            self.pieces.push((*number, data.to_vec()));
        }
    }

    fn profile(&self) -> Option<Vec<u8>> {
        let mut pieces: Vec<&(u8, Vec<u8>)> = self.pieces.iter().collect();
        pieces.sort_by_key(|(number, _)| *number);
        let profile: Vec<u8> = pieces.into_iter().flat_map(|(_, data)| data.iter().copied()).collect();
        (!profile.is_empty()).then_some(profile)
    }
}

/// The tag Orientation of Exif (CIPA DC-008, 4.6.4): the position of the camera.
fn exif_orientation(segment: &[u8]) -> Option<u16> {
    let tiff = segment.strip_prefix(b"Exif\0\0")?;
    let little = tiff.starts_with(b"II");
    let short = |at: usize| {
        let pair = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let (low, high) = if little { (short(4)?, short(6)?) } else { (short(6)?, short(4)?) };
    let start = usize::from(high) << 16 | usize::from(low);
    let count = usize::from(short(start)?);
    (0..count.min(100)).map(|n| start + 2 + 12 * n).find_map(|at| (short(at)? == 0x0112).then(|| short(at + 8))?)
}

/// The matrix that turns the unit square by Exif's orientation.
fn upright(orientation: u16) -> Option<[f64; 6]> {
    Some(match orientation {
        2 => [-1.0, 0.0, 0.0, 1.0, 1.0, 0.0],
        3 => [-1.0, 0.0, 0.0, -1.0, 1.0, 1.0],
        4 => [1.0, 0.0, 0.0, -1.0, 0.0, 1.0],
        5 => [0.0, -1.0, -1.0, 0.0, 1.0, 1.0],
        6 => [0.0, -1.0, 1.0, 0.0, 0.0, 1.0],
        7 => [0.0, 1.0, 1.0, 0.0, 0.0, 0.0],
        8 => [0.0, 1.0, -1.0, 0.0, 1.0, 0.0],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_markers_are_refused() {
        for bytes in
            [b"".as_slice(), b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", b"\xff\xd8\xff\xc0\x00\x01", b"\xff\xd8\xff\xff"]
        {
            assert!(pass(bytes).is_none());
        }
    }

    #[test]
    fn orientation_is_found_in_either_byte_order() {
        let little = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0";
        let big = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0";
        assert_eq!(exif_orientation(little), Some(6));
        assert_eq!(exif_orientation(big), Some(8));
    }

    #[test]
    fn turning_keeps_the_unit_square() {
        for orientation in 2..=8 {
            let [a, b, c, d, e, f] = upright(orientation).unwrap();
            for (x, y) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
                let (u, v) = (a * x + c * y + e, b * x + d * y + f);
                assert!([0.0, 1.0].contains(&u) && [0.0, 1.0].contains(&v), "{orientation}");
            }
        }
    }
}
