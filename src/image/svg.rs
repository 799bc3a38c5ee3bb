//! SVG before it is painted: the test for it, its size, and the check that it can be painted at all.

use super::drawing;

/// True if the bytes begin like an SVG.
pub(crate) fn looks_like_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]);
    let head = head.trim_start_matches('\u{FEFF}').trim_start();
    head.starts_with('<') && head.contains("<svg")
}

/// Fails unless an SVG can be painted within its budget. The check comes before pages are laid out, so that the
/// alternative can take the place of a broken picture; back ends read the SVG again, with their faces.
pub(crate) fn svg_is_sound(bytes: &[u8]) -> Result<(), &'static str> {
    drawing::on_deep_stack(|| drawing::read(bytes, &drawing::options()).map(drop))?
}

/// Width and height of an SVG in CSS pixels: its attributes, otherwise its view box, otherwise the default of CSS, 300
/// x 150.
pub(crate) fn svg_size(bytes: &[u8]) -> Option<(u32, u32)> {
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

    #[test]
    fn svg_takes_its_size_from_attributes_or_view_box() {
        let size = |svg: &str| svg_size(svg.as_bytes());
        assert_eq!(size("<svg width='10mm' height=\"20\"></svg>"), Some((38, 20)));
        assert_eq!(size("<?xml version='1.0'?><svg xmlns='x' viewBox='0 0 30 40'/>"), Some((30, 40)));
        assert_eq!(size("<svg stroke-width='3' width='100%' viewBox='0,0,30,40'></svg>"), Some((30, 40)));
        assert_eq!(size("<svg width='10' height='10'><g>"), None);
    }
}
