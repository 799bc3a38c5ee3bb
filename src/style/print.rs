//! Print editions: the effect of `--print` and its words on a style.
//!
//! A product chooses trim, margins, bleed, marks, colour and conformance together; words after it change single
//! choices (`--print pod 5x8in x4 bleed`). Gutters and least margins are those that Amazon KDP and IngramSpark publish.

use super::error::{StyleError, nearest};
use super::paper::paper;
use super::raw::Length;
use super::{Conformance, PrintProduct, PrintStyle, Pt, Style};

/// An inch in points.
const INCH: Pt = 72.0;
/// A millimetre in points.
const MM: Pt = 72.0 / 25.4;

/// The products of `--print`.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintChoices {
    /// The trim, if a word names one.
    pub trim: Option<String>,
    /// The print style with the other choices.
    pub print: PrintStyle,
}

/// The products by name.
pub const PRODUCTS: &[(&str, PrintProduct)] = &[
    ("office", PrintProduct::Office),
    ("pod", PrintProduct::Pod),
    ("offset", PrintProduct::Offset),
    ("booklet", PrintProduct::Booklet),
];

/// Papers by name, with the thickness of a leaf in points. The first is the default for a cover. White, cream and
/// colour are those of Amazon KDP (*Calculate your spine width*); the others are uncoated papers of 80 and 90 g/m² with
/// the bulk that printers name, and coated ones.
const PAPERS: &[(&str, Pt)] = &[
    ("white", 2.0 * 0.002_252 * INCH),
    ("cream", 2.0 * 0.0025 * INCH),
    ("colour", 2.0 * 0.002_347 * INCH),
    ("uncoated80", 0.1 * MM),
    ("uncoated90", 0.112 * MM),
    ("bulky80", 0.12 * MM),
    ("bulky90", 0.158 * MM),
    ("coated115", 0.088 * MM),
    ("coated135", 0.103 * MM),
];

/// Reads the words of `--print`: the product first, then any of a trim, `x1a`, `x4`, `bleed`, `marks`, `grey`, `colour`,
/// `kdp`, `ingramspark`, and `bleed=3mm`, `multiple=8`, `signature=4`, `caliper=0.1mm`, `profile=NAME`, `cover`, `cover=PAPER`.
///
/// # Errors
/// If a word has no meaning here, with the nearest word that has one.
pub fn parse(words: &[String]) -> Result<PrintChoices, StyleError> {
    let product_name = words.first().map(|w| w.to_ascii_lowercase()).unwrap_or_default();
    let Some((_, product)) = PRODUCTS.iter().find(|(name, _)| *name == product_name) else {
        let names = || PRODUCTS.iter().map(|(n, _)| *n);
        let list = format!("Print editions are {}.", names().collect::<Vec<_>>().join(", "));
        let hint =
            nearest(&product_name, names()).map_or(list.clone(), |near| format!("Did you mean `{near}`? {list}"));
        return Err(StyleError::choice(format!("There is no print edition named `{product_name}`."), Some(hint)));
    };
    let mut choices = PrintChoices { trim: None, print: defaults(*product) };
    for word in &words[1..] {
        refine(&mut choices, word)?;
    }
    if choices.print.cover.is_some() && !matches!(product, PrintProduct::Pod | PrintProduct::Offset) {
        let hint = "Print editions with a spine are pod and offset.".to_string();
        return Err(StyleError::choice(
            format!("A cover goes around a bound book, and {product_name} binds none."),
            Some(hint),
        ));
    }
    Ok(choices)
}

fn defaults(product: PrintProduct) -> PrintStyle {
    let plain = PrintStyle {
        product: Some(product),
        links_as_notes: true,
        grey: true,
        page_multiple: 1,
        ..PrintStyle::default()
    };
    match product {
        PrintProduct::Office => PrintStyle { grey: false, ..plain },
        PrintProduct::Pod => PrintStyle { conformance: Conformance::X1a, page_multiple: 2, ..plain },
        PrintProduct::Offset => {
            PrintStyle { conformance: Conformance::X4, bleed: 3.0 * MM, marks: true, page_multiple: 4, ..plain }
        }
        // 80 g/m² office paper is about a tenth of a millimetre thick.
        PrintProduct::Booklet => PrintStyle { page_multiple: 4, caliper: 0.1 * MM, ..plain },
    }
}

fn refine(choices: &mut PrintChoices, word: &str) -> Result<(), StyleError> {
    const WORDS: &[&str] = &[
        "x1a", "x4", "archive", "bleed", "marks", "grey", "gray", "colour", "color", "kdp", "ingramspark", "bleed=",
        "multiple=", "signature=", "caliper=", "profile=", "cover", "cover=",
    ];
    let print = &mut choices.print;
    let lower = word.to_ascii_lowercase();
    let unknown = || {
        let bare = lower.split_once('x').is_some_and(|(w, h)| w.parse::<f32>().is_ok() && h.parse::<f32>().is_ok());
        let hint = match nearest(&lower, WORDS.iter().copied()) {
            _ if bare => format!("A trim size says its unit: `{lower}in` or `{lower}mm`."),
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("Words are a trim such as 6x9in, and {}.", WORDS.join(", ")),
        };
        StyleError::choice(format!("`{word}` means nothing after --print."), Some(hint))
    };
    let length = |text: &str| match Length::parse(text) {
        Some(Length::Pt(points)) if (0.0..=INCH).contains(&points) => Ok(points),
        _ => Err(StyleError::choice(format!("`{text}` is no length between 0 and 1 inch."), None)),
    };
    let number = |text: &str, least: u8| match text.parse::<u8>() {
        Ok(n) if n >= least => Ok(n),
        _ => Err(StyleError::choice(format!("`{text}` is no number from {least} to 255."), None)),
    };
    match (lower.as_str(), lower.split_once('=')) {
        ("x1a" | "x-1a" | "pdf/x-1a", _) => print.conformance = Conformance::X1a,
        ("x4" | "x-4" | "pdf/x-4", _) => print.conformance = Conformance::X4,
        ("archive", _) => print.conformance = Conformance::Archive,
        ("bleed", _) => print.bleed = if print.product == Some(PrintProduct::Offset) { 3.0 * MM } else { 0.125 * INCH },
        ("marks", _) => print.marks = true,
        ("grey" | "gray", _) => print.grey = true,
        ("colour" | "color", _) => print.grey = false,
        ("cover", _) => print.cover = Some(PAPERS[0].1),
        ("kdp", _) => print.outside = 0.25 * INCH,
        ("ingramspark", _) => print.outside = 0.5 * INCH,
        (_, Some(("bleed", value))) => print.bleed = length(value)?,
        (_, Some(("cover", value))) => print.cover = Some(leaf(value)?),
        (_, Some(("multiple", value))) => print.page_multiple = number(value, 1)?,
        (_, Some(("signature", value))) => print.signature = number(value, 1)?,
        (_, Some(("caliper", value))) => print.caliper = length(value)?,
        // The profile's name keeps its letter case: it may be a file.
        (_, Some(("profile", _))) => print.profile = word.split_once('=').map(|(_, value)| value.to_string()),
        (name, None) if paper(name).is_ok() => choices.trim = Some(name.to_string()),
        _ => return Err(unknown()),
    }
    Ok(())
}

/// The thickness of a leaf: a paper's, or a length.
fn leaf(value: &str) -> Result<Pt, StyleError> {
    if let Some((_, thickness)) = PAPERS.iter().find(|(name, _)| *name == value) {
        return Ok(*thickness);
    }
    match Length::parse(value) {
        Some(Length::Pt(points)) if (0.01..=0.05 * INCH).contains(&points) => Ok(points),
        _ => {
            let names: Vec<_> = PAPERS.iter().map(|(name, _)| *name).collect();
            let hint = format!("Papers are {}; or say how thick a leaf is, such as cover=0.1mm.", names.join(", "));
            Err(StyleError::choice(format!("There is no paper named `{value}` to make a cover for."), Some(hint)))
        }
    }
}

/// The thickness of a book of this many pages between its covers, in points.
pub fn spine(pages: usize, leaf: Pt) -> Pt {
    pages.div_ceil(2) as Pt * leaf
}

/// The trim of a product if neither `--paper` nor a word names one; `None` keeps the style's paper.
pub fn default_trim(product: PrintProduct, style_paper: &str) -> Option<&'static str> {
    let large_sheet = matches!(style_paper, "a4" | "letter");
    match product {
        PrintProduct::Office | PrintProduct::Offset => None,
        PrintProduct::Pod => large_sheet.then_some("6x9in"),
        PrintProduct::Booklet => match style_paper {
            "letter" => Some("5.5x8.5in"),
            "a4" => Some("a5"),
            _ => None,
        },
    }
}

/// The least inside margin for a perfect-bound book of that many pages, in points (Amazon KDP, *Set trim size, bleed,
/// and margins*).
pub fn gutter(pages: usize) -> Pt {
    INCH * match pages {
        0..=150 => 0.375,
        151..=300 => 0.5,
        301..=500 => 0.625,
        501..=700 => 0.75,
        _ => 0.875,
    }
}

/// The least outside margins, in points: head, foot and fore edge.
pub fn least_outside(print: &PrintStyle) -> Pt {
    match print.product {
        Some(PrintProduct::Pod) if print.bleed > 0.0 => print.outside.max(0.375 * INCH),
        Some(PrintProduct::Pod) => print.outside.max(0.25 * INCH),
        _ => 0.0,
    }
}

/// The length by which letters may reach out of the text area, in points: quotes, hyphens and stops that hang.
fn hanging(style: &Style) -> Pt {
    0.25 * style.body().size * style.lines.protrusion
}

/// The style with an inner margin of at least the gutter that this many pages need, or `None` if it has it already. The
/// measure becomes narrower, because the outer margin may be at its least.
pub fn with_gutter(style: &Style, pages: usize) -> Option<Style> {
    let bound = style.print.product == Some(PrintProduct::Pod);
    // Marks that hang out of the text must not be glued in either.
    let least = gutter(pages) + hanging(style);
    if !bound || style.page.inner >= least - 0.01 {
        return None;
    }
    let mut style = style.clone();
    let short = least - style.page.inner;
    // First the outer margin becomes narrower, down to the inner one; then the measure.
    let give = (style.page.outer - least.max(least_outside(&style.print))).clamp(0.0, short);
    style.page.inner = least;
    style.page.outer -= give;
    Some(style)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::resolve;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(String::from).collect()
    }

    #[test]
    fn words_refine_a_product() {
        let choices = parse(&words("pod 5x8in x4 bleed profile=My.icc")).unwrap();
        assert_eq!(choices.trim.as_deref(), Some("5x8in"));
        assert_eq!(choices.print.conformance, Conformance::X4);
        assert_eq!(choices.print.bleed, 9.0);
        assert_eq!(choices.print.profile.as_deref(), Some("My.icc"));
    }

    #[test]
    fn wrong_words_get_advice() {
        assert!(parse(&words("ofset")).unwrap_err().hint.unwrap().contains("`offset`"));
        assert!(parse(&words("pod blead")).unwrap_err().hint.unwrap().contains("`bleed`"));
        assert!(parse(&words("pod multiple=0")).is_err());
    }

    #[test]
    fn covers_are_made_for_a_paper() {
        let thickness = |text: &str| parse(&words(text)).map(|choices| choices.print.cover);
        assert_eq!(thickness("pod").unwrap(), None);
        // Amazon KDP: 0.002252 and 0.0025 in a page of white and cream paper.
        assert!((spine(300, thickness("pod cover").unwrap().unwrap()) / INCH - 0.6756).abs() < 1e-3);
        assert!((spine(300, thickness("pod cover=cream").unwrap().unwrap()) / INCH - 0.75).abs() < 1e-3);
        assert!((spine(101, thickness("offset cover=0.2mm").unwrap().unwrap()) / MM - 10.2).abs() < 1e-3);
        assert!(thickness("pod cover=craem").unwrap_err().hint.unwrap().contains("cream"));
        assert!(thickness("pod cover=0mm").is_err());
        assert!(thickness("booklet cover").unwrap_err().hint.unwrap().contains("offset"));
    }

    #[test]
    fn gutters_grow_with_the_pages() {
        let mut style = resolve::plain("normal");
        style.print = parse(&words("pod")).unwrap().print;
        style.page.inner = 40.0;
        assert_eq!(with_gutter(&style, 200), None);
        let inner = with_gutter(&style, 600).map(|s| s.page.inner).unwrap();
        assert!((54.0..58.0).contains(&inner), "{inner}");
    }
}
