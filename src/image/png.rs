//! PNG: the compressed rows pass untouched if PDF's predictors read them (PNG 1.2, 4 to 9).

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::raster;
use super::{Image, Space, icc};

/// The image of these bytes, or `None` if they must be decoded: interlaced, 16 bits, an alpha channel, damaged.
pub(crate) fn pass(bytes: &[u8], pixels: u64) -> Option<Image> {
    let parts = Parts::read(bytes)?;
    if u64::from(parts.width) * u64::from(parts.height) > pixels || parts.width == 0 || parts.height == 0 {
        return None;
    }
    if parts.interlaced || !matches!(parts.bits, 1 | 2 | 4 | 8) {
        return None;
    }
    let (components, space) = match parts.kind {
        0 => (1, icc::space(1, parts.profile())?),
        2 => (3, icc::space(3, parts.profile())?),
        3 => {
            let colours = parts.palette.as_ref().filter(|p| p.len() >= 3 && p.len() % 3 == 0 && p.len() <= 768)?;
            (1, Space::Palette(Box::new(icc::space(3, parts.profile())?), colours.clone()))
        }
        _ => return None,
    };
    let row = (parts.width as usize * components * usize::from(parts.bits)).div_ceil(8);
    let expected = (row + 1) * parts.height as usize;
    let mut image = Image { width: parts.width, height: parts.height, space, bits: parts.bits, ..Image::default() };
    match (&parts.transparency, parts.kind) {
        (Some(alphas), 3) => {
            let rows = inflated(&parts.data, expected)?;
            let alphas = alpha_plane(&rows, row, &parts, alphas)?;
            image.mask = raster::mask(parts.width, parts.height, &alphas).map(Box::new);
        }
        _ if !holds(&parts.data, expected) => return None,
        (Some(key), _) => {
            let values = key.chunks(2).map(|pair| u16::from_be_bytes([pair[0], *pair.get(1).unwrap_or(&0)]));
            let key: Vec<u16> = values.take(components).flat_map(|value| [value, value]).collect();
            image.key = (key.len() == 2 * components).then_some(key);
        }
        (None, _) => {}
    }
    image.data = parts.data;
    Some(image)
}

struct Parts {
    width: u32,
    height: u32,
    bits: u8,
    kind: u8,
    interlaced: bool,
    palette: Option<Vec<u8>>,
    transparency: Option<Vec<u8>>,
    icc: Option<Vec<u8>>,
    data: Vec<u8>,
}

impl Parts {
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
        let mut parts: Option<Parts> = None;
        while let Some(&[l3, l2, l1, l0]) = rest.first_chunk::<4>() {
            let length = u32::from_be_bytes([l3, l2, l1, l0]) as usize;
            let name = rest.get(4..8)?;
            let data = rest.get(8..8usize.checked_add(length)?)?;
            match (name, parts.as_mut()) {
                (b"IHDR", None) => {
                    let [w3, w2, w1, w0, h3, h2, h1, h0, bits, kind, _, _, interlaced] = *data else { return None };
                    parts = Some(Parts {
                        width: u32::from_be_bytes([w3, w2, w1, w0]),
                        height: u32::from_be_bytes([h3, h2, h1, h0]),
                        bits,
                        kind,
                        interlaced: interlaced != 0,
                        palette: None,
                        transparency: None,
                        icc: None,
                        data: Vec::new(),
                    });
                }
                (b"PLTE", Some(parts)) => parts.palette = Some(data.to_vec()),
                (b"tRNS", Some(parts)) => parts.transparency = Some(data.to_vec()),
                (b"iCCP", Some(parts)) => parts.icc = Some(data.to_vec()),
                // Exif may state that the picture is on its side: then its pixels are turned.
                (b"eXIf", _) => return None,
                (b"IDAT", Some(parts)) => parts.data.extend_from_slice(data),
                (b"IEND", _) => return parts,
                _ => {}
            }
            rest = rest.get(12 + length..)?;
        }
        None
    }

    /// The profile: its name, a zero byte, the method, and a zlib stream.
    fn profile(&self) -> Option<Vec<u8>> {
        let chunk = self.icc.as_ref()?;
        let name = chunk.iter().position(|&b| b == 0)?;
        let mut profile = Vec::new();
        ZlibDecoder::new(chunk.get(name + 2..)?).take(4 << 20).read_to_end(&mut profile).ok()?;
        Some(profile)
    }
}

/// True if the data inflates to exactly this many bytes. They are not kept, because memory costs as much as reading.
fn holds(data: &[u8], expected: usize) -> bool {
    let mut rows = ZlibDecoder::new(data).take(expected as u64 + 1);
    std::io::copy(&mut rows, &mut std::io::sink()).is_ok_and(|length| length == expected as u64)
}

/// The rows with their filter bytes, if the data inflates to exactly that length.
fn inflated(data: &[u8], expected: usize) -> Option<Vec<u8>> {
    let mut rows = Vec::with_capacity(expected.min(64 << 20));
    ZlibDecoder::new(data).take(expected as u64 + 1).read_to_end(&mut rows).ok()?;
    (rows.len() == expected).then_some(rows)
}

/// The opacity of every pixel of a picture with a palette.
fn alpha_plane(rows: &[u8], row: usize, parts: &Parts, alphas: &[u8]) -> Option<Vec<u8>> {
    let mut plane = Vec::with_capacity(parts.width as usize * parts.height as usize);
    let mut above = vec![0u8; row];
    for line in rows.chunks(row + 1) {
        let (filter, line) = line.split_first()?;
        let line = unfiltered(*filter, line, &above)?;
        let (bits, width) = (usize::from(parts.bits), parts.width as usize);
        let highest = ((1u16 << bits) - 1) as u8;
        plane.extend((0..width).map(|x| {
            let bit = x * bits;
            let index = line[bit / 8] >> (8 - bits - bit % 8) & highest;
            alphas.get(usize::from(index)).copied().unwrap_or(255)
        }));
        above = line;
    }
    Some(plane)
}

/// Undoes a filter of PNG 1.2, 6, for pixels of one byte or less.
fn unfiltered(filter: u8, line: &[u8], above: &[u8]) -> Option<Vec<u8>> {
    let mut out: Vec<u8> = Vec::with_capacity(line.len());
    for (at, &byte) in line.iter().enumerate() {
        let left = if at > 0 { out[at - 1] } else { 0 };
        let corner = if at > 0 { above[at - 1] } else { 0 };
        let predicted = match filter {
            0 => 0,
            1 => left,
            2 => above[at],
            3 => ((u16::from(left) + u16::from(above[at])) / 2) as u8,
            4 => raster::paeth(left, above[at], corner),
            _ => return None,
        };
        out.push(byte.wrapping_add(predicted));
    }
    Some(out)
}
