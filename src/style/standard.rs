//! Guidelines for readable print that a reader or an office can ask for by name: `--standard rnib-clear`.
//!
//! A guideline does two things. It *fixes* its requirements in the style ([`apply`]), and it *judges* the result
//! ([`judge`]), from values read back from the finished pages and not from the style. So a report of "met" is true of
//! the pages, and the report of a style that breaks a rule shows it.
//!
//! Sources: RNIB, *Clear Print guidelines*; UK Association for Accessible Formats, *Minimum Standard MS03* and guidance
//! G003; American Council of the Blind, *Best Practices and Guidelines for Large Print Documents* (CCLVI; revision of
//! May 2025); American Printing House for the Blind, large print guidelines; W3C, WCAG 2.2, success criterion 1.4.8.
//! Sizes are Arial-equivalent, as the guidelines mean them.

use super::error::{StyleError, nearest};
use super::{Align, Caps, Emphasis, ParagraphMark, Role, Style};

/// A guideline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standard {
    /// RNIB Clear Print.
    RnibClear,
    /// UKAAF large print.
    UkaafLarge,
    /// American Council of the Blind.
    Acb,
    /// American Printing House for the Blind.
    Aph,
    /// WCAG 1.4.8, level AAA.
    WcagAaa,
}

/// The guidelines by name.
pub const STANDARDS: &[(&str, Standard, &str)] = &[
    ("rnib-clear", Standard::RnibClear, "RNIB Clear Print"),
    ("ukaaf-large", Standard::UkaafLarge, "UKAAF large print (MS03, G003)"),
    ("acb", Standard::Acb, "ACB large print (May 2025)"),
    ("aph", Standard::Aph, "APH large print"),
    ("wcag-aaa", Standard::WcagAaa, "WCAG 2.2, success criterion 1.4.8"),
];

impl Standard {
    /// The guideline of that name.
    ///
    /// # Errors
    /// If there is no standard of that name; the hint names the nearest.
    pub fn named(name: &str) -> Result<Standard, StyleError> {
        let found = STANDARDS.iter().find(|(n, ..)| *n == name.to_ascii_lowercase());
        found.map(|(_, standard, _)| *standard).ok_or_else(|| {
            let names = || STANDARDS.iter().map(|(n, ..)| *n);
            let list = names().collect::<Vec<_>>().join(", ");
            let hint = match nearest(name, names()) {
                Some(near) => format!("Did you mean `{near}`? The standards are {list}."),
                None => format!("The standards are {list}."),
            };
            StyleError::choice(format!("There is no standard named `{name}`."), Some(hint))
        })
    }

    /// Its title in reports.
    pub fn title(self) -> &'static str {
        STANDARDS.iter().find(|(_, s, _)| *s == self).map_or("", |(_, _, title)| title)
    }

    /// The named size to start from when the user names none.
    pub fn size(self) -> &'static str {
        match self {
            Standard::RnibClear | Standard::WcagAaa => "large",
            Standard::UkaafLarge | Standard::Acb | Standard::Aph => "x-large",
        }
    }
}

/// Fixes in a style the values that a guideline requires. Sizes are not raised: if the user asked for a smaller one,
/// the report states it.
pub fn apply(standard: Standard, style: &mut Style) {
    let body = style.body().clone();
    let least_leading = match standard {
        Standard::RnibClear | Standard::Acb | Standard::WcagAaa => 1.5,
        Standard::UkaafLarge | Standard::Aph => 1.25,
    };
    let page_height = style.page.text_height();
    let grid = style.page.grid.max((least_leading * body.nominal * 4.0).ceil() / 4.0);
    if grid > style.page.grid {
        style.page.grid = grid;
        style.page.lines = (page_height / grid).floor().max(2.0) as u32;
        style.page.bottom = style.page.height - style.page.top - style.page.lines as f32 * grid;
    }
    for (role, text) in &mut style.roles {
        text.align = if matches!(text.align, Align::Justify | Align::Center) { Align::Start } else { text.align };
        text.hyphenate = false;
        text.italic = false;
        text.caps = Caps::None;
        if matches!(role, Role::Body | Role::Quote | Role::Note | Role::Aside | Role::Standfirst | Role::Caption) {
            text.leading = text.leading.max((least_leading * text.nominal * 4.0).ceil() / 4.0);
        }
        if *role == Role::Body {
            text.leading = grid;
        }
    }
    style.emphasis = Emphasis::Bold;
    let between = match standard {
        // 1.5 times the distance of lines, so half a line beyond the leading.
        Standard::RnibClear | Standard::WcagAaa => 0.75 * grid,
        _ => grid,
    };
    style.paragraph = match style.paragraph {
        ParagraphMark::Space(space) => ParagraphMark::Space(space.max(between)),
        ParagraphMark::Indent(_) => ParagraphMark::Space(between),
    };
    if matches!(standard, Standard::UkaafLarge | Standard::Acb) {
        // Folios, labels and superscripts at the body's size.
        style.floor = body.nominal;
        for text in style.roles.values_mut().filter(|text| text.nominal < body.nominal) {
            let k = body.nominal / text.nominal;
            text.nominal = body.nominal;
            text.size *= k;
            text.leading = text.leading.max(grid.min(text.leading * k));
        }
    }
}

/// Measurements read back from finished pages, which the rules judge. Sizes are Arial-equivalent points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// The body's size, which most characters of the document have.
    pub body: f32,
    /// The smallest size of any text.
    pub smallest: f32,
    /// The median distance of baselines of body lines, as a multiple of the body's size.
    pub leading: f32,
    /// The median number of characters on a full line, and the most.
    pub characters: (f32, f32),
    /// Lines that end in a hyphen which was added.
    pub hyphens: usize,
    /// True if the right edges of lines differ.
    pub ragged: bool,
    /// The share of characters in italics.
    pub italics: f32,
    /// The share of words of more than three letters that are all in capitals.
    pub capitals: f32,
    /// True if the body's face has no serifs.
    pub sans: bool,
    /// Sizes of headings by structure level, level 1 first; 0 if the level does not occur.
    pub headings: [f32; 6],
    /// The size of folios; 0 if no page has one.
    pub folio: f32,
    /// The space between paragraphs as a multiple of the distance of lines; none where no two follow one another.
    pub between: Option<f32>,
    /// Width and height of the page, in points.
    pub page: (f32, f32),
    /// Single first or last lines of paragraphs at page ends.
    pub widows: usize,
}

/// A rule, the value found, and true if it is met.
pub type Verdict = (String, String, bool);

/// Judges the measured values by a guideline: one line a rule.
pub fn judge(standard: Standard, f: &Findings) -> Vec<Verdict> {
    let mut out: Vec<Verdict> = Vec::new();
    let mut rule = |rule: &str, found: String, met: bool| out.push((rule.to_string(), found, met));
    let near = |a: f32, b: f32| a >= b - 0.05;
    let pt = |n: f32| format!("{n:.1} pt");
    // If no paragraph has two lines, there is no leading to judge.
    let times = |n: f32| if n == 0.0 { "no two lines".to_string() } else { format!("{n:.2} x the size") };
    let leading = |least: f32| f.leading == 0.0 || f.leading >= least;
    let left = |f: &Findings| (if f.ragged { "ragged right" } else { "justified" }.to_string(), f.ragged);
    let between = |least: f32, shown: fn(f32) -> String| match f.between {
        Some(lines) => (shown(lines), lines >= least),
        None => ("no two paragraphs".to_string(), true),
    };
    let whole = |f: &Findings| (format!("{} divided words", f.hyphens), f.hyphens == 0);
    match standard {
        Standard::RnibClear => {
            rule("body at least 12 pt (14 recommended)", pt(f.body), near(f.body, 12.0));
            rule("leading 1.5 to 2", times(f.leading), leading(1.45) && f.leading <= 2.05);
            let (found, met) = left(f);
            rule("aligned left", found, met);
            let (found, met) = whole(f);
            rule("words not split", found, met);
            rule(
                "60 to 70 characters a line at most",
                format!("{:.0} on the median full line", f.characters.0),
                f.characters.0 <= 70.5,
            );
            rule("no blocks of italics", format!("{:.1} % italic", 100.0 * f.italics), f.italics < 0.02);
            rule("no blocks of capitals", format!("{:.1} % in capitals", 100.0 * f.capitals), f.capitals < 0.05);
            let (found, met) = between(0.4, |lines| format!("{lines:.2} lines"));
            rule("space between paragraphs", found, met);
        }
        Standard::UkaafLarge => {
            rule("body at least 16 pt (18 ideal)", pt(f.body), near(f.body, 16.0));
            rule("nothing smaller than the body", pt(f.smallest), near(f.smallest, f.body.min(16.0)));
            let (found, met) = left(f);
            rule("aligned left", found, met);
            let (found, met) = whole(f);
            rule("words not split", found, met);
            let (found, met) = between(0.9, |lines| format!("{lines:.2} lines"));
            rule("a blank line between paragraphs", found, met);
            let a4 = (f.page.0 - 595.3).abs() < 1.0 && (f.page.1 - 841.9).abs() < 1.0;
            rule("A4", format!("{:.0} x {:.0} mm", f.page.0 * 25.4 / 72.0, f.page.1 * 25.4 / 72.0), a4);
            rule("sans serif", if f.sans { "sans" } else { "serif" }.into(), f.sans);
            rule("folios at body size", pt(f.folio), f.folio == 0.0 || near(f.folio, f.body));
        }
        Standard::Acb => {
            rule("nothing under 18 pt", pt(f.smallest), near(f.smallest, 18.0));
            rule("leading at least 1.5", times(f.leading), leading(1.48));
            let (found, met) = left(f);
            rule("aligned left", found, met);
            let (found, met) = whole(f);
            rule("words not split", found, met);
            rule("first heading at least 22 pt", pt(f.headings[0]), f.headings[0] == 0.0 || near(f.headings[0], 22.0));
            rule("second heading at least 20 pt", pt(f.headings[1]), f.headings[1] == 0.0 || near(f.headings[1], 20.0));
            let levels: Vec<bool> = f.headings.iter().map(|h| *h > 0.0).collect();
            let skipped = levels.windows(2).any(|w| !w[0] && w[1]);
            rule("no skipped levels", if skipped { "skipped" } else { "none" }.into(), !skipped);
            rule("no italics", format!("{:.1} % italic", 100.0 * f.italics), f.italics == 0.0);
            rule("no capitals alone", format!("{:.1} % in capitals", 100.0 * f.capitals), f.capitals < 0.05);
            rule("no widows or orphans", f.widows.to_string(), f.widows == 0);
            rule("folios at body size", pt(f.folio), f.folio == 0.0 || near(f.folio, f.body));
        }
        Standard::Aph => {
            rule("body at least 18 pt", pt(f.body), near(f.body, 18.0));
            rule("leading at least 1.25", times(f.leading), leading(1.24));
            let (found, met) = left(f);
            rule("aligned left", found, met);
            rule("sans serif with distinct I, 1 and l", if f.sans { "sans" } else { "serif" }.into(), f.sans);
        }
        Standard::WcagAaa => {
            rule(
                "80 characters a line at most",
                format!("{:.0} on the longest line", f.characters.1),
                f.characters.1 <= 80.0,
            );
            let (found, met) = left(f);
            rule("not justified", found, met);
            rule("leading at least 1.5", times(f.leading), leading(1.48));
            let (found, met) = between(0.5, |lines| format!("{lines:.2} lines more"));
            rule("paragraphs 1.5 times the leading apart", found, met);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::resolve;

    #[test]
    fn what_breaks_a_rule_is_told() {
        let good = Findings {
            body: 18.0,
            smallest: 18.0,
            leading: 1.5,
            ragged: true,
            sans: true,
            between: Some(1.0),
            page: (595.3, 841.9),
            ..Findings::default()
        };
        assert!(judge(Standard::UkaafLarge, &good).iter().all(|(.., met)| *met));
        let bad = Findings {
            body: 11.0,
            smallest: 8.0,
            hyphens: 3,
            ragged: false,
            sans: false,
            between: Some(0.0),
            page: (612.0, 792.0),
            folio: 9.0,
            ..good
        };
        assert!(judge(Standard::UkaafLarge, &bad).iter().all(|(.., met)| !*met));
    }

    #[test]
    fn a_guideline_fixes_the_style() {
        let mut style = resolve::plain("normal");
        apply(Standard::WcagAaa, &mut style);
        assert_eq!(style.body().align, Align::Start);
        assert!(style.page.grid >= 1.5 * style.body().nominal);
        assert!(matches!(style.paragraph, ParagraphMark::Space(s) if s > 0.5 * style.page.grid));
    }

    #[test]
    fn names_are_found_or_advised() {
        assert_eq!(Standard::named("ACB").unwrap(), Standard::Acb);
        assert!(Standard::named("rnib").unwrap_err().hint.unwrap().contains("rnib-clear"));
    }
}
