//! Paper: trim sizes by name or by width and height, in points.

use super::error::{StyleError, nearest};
use super::raw::Length;

/// Papers and trims by name: width and height in points, upright.
///
/// ISO 216 for the A and B series, ANSI for Letter and its kin, and the trims that print-on-demand houses name in
/// inches.
pub(crate) const PAPERS: &[(&str, f32, f32)] = &[
    ("a3", 841.89, 1190.55),
    ("a4", 595.276, 841.89),
    ("a5", 419.528, 595.276),
    ("a6", 297.638, 419.528),
    ("b5", 498.898, 708.661),
    ("letter", 612.0, 792.0),
    ("legal", 612.0, 1008.0),
    ("tabloid", 792.0, 1224.0),
    ("5x8in", 360.0, 576.0),
    ("5.25x8in", 378.0, 576.0),
    ("5.5x8.5in", 396.0, 612.0),
    ("6x9in", 432.0, 648.0),
    ("7x10in", 504.0, 720.0),
    ("8x10in", 576.0, 720.0),
    ("8.5x11in", 612.0, 792.0),
];

/// Width and height of a paper by name (`a4`), or as `WxH` with a unit (`148x210mm`; points without one).
///
/// # Errors
/// If it is neither, or not between 2 inches and 200 inches a side (the least that holds text, and PDF's bound).
pub(crate) fn paper(asked: &str) -> Result<(f32, f32), StyleError> {
    let name = asked.trim().to_ascii_lowercase();
    if let Some((_, width, height)) = PAPERS.iter().find(|(n, ..)| *n == name) {
        return Ok((*width, *height));
    }
    let wrong = |message: String| {
        let names = || PAPERS.iter().map(|(n, ..)| *n);
        let list = "Papers are a3 to a6, b5, letter, legal, 6x9in and other WxH such as 148x210mm.";
        let hint = nearest(&name, names()).map_or(list.to_string(), |n| format!("Did you mean `{n}`? {list}"));
        StyleError::choice(message, Some(hint))
    };
    let size = name.split_once(['x', '×']).and_then(|(width, height)| {
        let unit = height.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let number = |side: &str| match Length::parse(&format!("{}{unit}", side.trim_end_matches(unit))) {
            Some(Length::Pt(points)) => Some(points),
            _ => None,
        };
        Some((number(width)?, number(height)?))
    });
    match size {
        Some((w, h)) if [w, h].iter().all(|side| (144.0..=14_400.0).contains(side)) => Ok((w, h)),
        Some(_) => Err(wrong(format!("A paper of {asked} cannot be made: its sides lie between 2 and 200 inches."))),
        None => Err(wrong(format!("There is no paper named `{asked}`."))),
    }
}

/// The next larger paper of the same series, for sizes that do not fit.
pub(crate) fn next_larger(size: (f32, f32)) -> Option<(f32, f32)> {
    let near = |name: &str| PAPERS.iter().find(|(n, ..)| *n == name).map(|(_, w, h)| (*w, *h));
    let steps = [
        ("a6", "a5"),
        ("a5", "a4"),
        ("a4", "a3"),
        ("5x8in", "letter"),
        ("5.5x8.5in", "letter"),
        ("6x9in", "letter"),
        ("letter", "tabloid"),
    ];
    let same = |a: (f32, f32)| (a.0 - size.0).abs() < 1.0 && (a.1 - size.1).abs() < 1.0;
    steps.iter().find(|(from, _)| near(from).is_some_and(same)).and_then(|(_, to)| near(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_found_by_name_and_by_size() {
        assert_eq!(paper("A4").unwrap(), (595.276, 841.89));
        assert_eq!(paper("430x14000").unwrap(), (430.0, 14000.0));
        let (w, h) = paper("148x210mm").unwrap();
        assert!((w - 419.53).abs() < 0.01 && (h - 595.28).abs() < 0.01);
        assert!(paper("leter").unwrap_err().hint.unwrap().starts_with("Did you mean `letter`"));
        assert!(paper("1x1mm").is_err());
    }
}
