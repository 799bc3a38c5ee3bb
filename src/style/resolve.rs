//! From a style as written and the choices of the user to a style in points.
//!
//! Two ideas make a size a typographic system. *x-height decides, not points*: sizes are given as if in Arial, and each
//! face is scaled until its lower case is as tall (the RNIB's guideline asks for millimetres of x-height, which points
//! do not give). *Page from size*: the measure comes from the characters a line and the face's average width, and the
//! margins are the rest.

use std::collections::BTreeMap;

use super::error::StyleError;
use super::paper::{next_larger, paper};
use super::raw::{
    AlignName, CapsName, EmphasisName, FamilyName, FrontName, Grey, Length, NotesName, RawEpub, RawLines, RawPages,
    RawStyle, RawText, Secondary, SizeBy, SizeName, SourceLinkName, StartName, TextSize, WideName,
};
use super::size::{Row, row};
use super::{
    Align, ArticleStart, Caps, EpubStyle, Families, Family, Front, FurnitureStyle, LineCosts, ListStyle, MarkdownStyle,
    NotesPlace, OpeningStyle, PageCosts, PageStyle, ParagraphMark, Pt, Role, SourceLink, Style, TableStyle, TextStyle,
};
use crate::diag::{Diagnostic, Diagnostics, codes};

/// The x-height of Arial per em: between the height of its flat letters (.519) and of its round ones (.528).
#[allow(clippy::approx_constant, reason = "a measure of letters; that it is near a sixth of pi is chance")]
pub const ARIAL_X_HEIGHT: f32 = 0.5235;

/// The measures of a face that resolving needs; `layout::fonts` reads them from the font file.
pub trait FaceMetrics {
    /// Height of the x per em, in the cut that is used at that em: large cuts of a family have a lower x.
    fn x_height(&self, family: &Family, weight: u16, em: Pt) -> f32;

    /// Average width of a character of running text per em, spaces counted.
    fn average_width(&self, family: &Family, weight: u16) -> f32;
}

/// The measures of Arial, for outputs that set no text.
pub struct Unmeasured;

impl FaceMetrics for Unmeasured {
    fn x_height(&self, _: &Family, _: u16, _: Pt) -> f32 {
        ARIAL_X_HEIGHT
    }

    fn average_width(&self, _: &Family, _: u16) -> f32 {
        0.5
    }
}

/// The user's choices.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// `--size`.
    pub size: Option<String>,
    /// `--paper`.
    pub paper: Option<String>,
    /// `--font`: `serif`, `sans`, `mono` or a system family's name.
    pub font: Option<String>,
    /// `--standard`.
    pub standard: Option<super::standard::Standard>,
    /// `--print`.
    pub print: Option<super::print::PrintChoices>,
}

/// Resolves a style. Requests that could not be met are reported in `diags`.
///
/// # Errors
/// If a choice does not exist.
pub fn resolve(
    raw: &RawStyle,
    choices: &Choices,
    faces: &dyn FaceMetrics,
    diags: &mut Diagnostics,
) -> Result<Style, StyleError> {
    let default = match choices.standard {
        Some(standard) => standard.size(),
        None => raw.size.as_deref().unwrap_or("normal"),
    };
    let mut row = row(raw, choices.size.as_deref().unwrap_or(default))?;
    let mut families = Families {
        serif: raw.families.serif.clone(),
        sans: raw.families.sans.clone(),
        mono: raw.families.mono.clone(),
    };
    match choices.font.as_deref() {
        None => {}
        Some("serif") => row.family = FamilyName::Serif,
        Some("sans") => row.family = FamilyName::Sans,
        Some("mono") => row.family = FamilyName::Mono,
        Some(name) => {
            // The whole article in the requested face, regardless of the row's family.
            let slot = match row.family {
                FamilyName::Serif => &mut families.serif,
                FamilyName::Sans => &mut families.sans,
                FamilyName::Mono => &mut families.mono,
            };
            *slot = Some(name.to_string());
        }
    }
    let scaler = Scaler { by: raw.size_by.unwrap_or(SizeBy::XHeight), families: &families, faces };
    let roles = roles(raw, &row, &scaler);
    let body = &roles[&Role::Body];
    let page = page(raw, &row, choices, body, &scaler, diags)?;
    let paragraph = match (row.indent, row.between) {
        (_, Some(lines)) => ParagraphMark::Space(lines * page.grid),
        (indent, None) => ParagraphMark::Indent(indent.unwrap_or(Length::Em(1.2)).points(body.size)),
    };
    let mut style = Style {
        name: raw.name.clone().unwrap_or_else(|| "style".into()),
        size: row.name.clone(),
        emphasis: row.emphasis.value(),
        floor: if row.scripts.value() { row.floor } else { 0.0 },
        least_code: roles.get(&Role::Code).map_or(0.0, |code| code.size * (row.floor / code.nominal.max(1.0)).min(1.0)),
        paragraph,
        lines: line_costs(&raw.lines),
        pages: page_costs(&raw.pages),
        tables: TableStyle {
            wide: row.tables.wide.unwrap_or(WideName::Fit).value(),
            linearise_beyond: row.tables.linearise_beyond,
            padding: 0.4 * body.size,
        },
        lists: lists(&row, body, page.grid),
        furniture: FurnitureStyle {
            folio: row.folio_place.value(),
            running_heads: raw.furniture.running_heads.unwrap_or(true),
            head_on_opening: raw.furniture.head_on_opening.unwrap_or(false),
        },
        opening: OpeningStyle {
            drop_cap: raw.opening.drop_cap.unwrap_or(0),
            article_start: raw.opening.article_start.map_or(ArticleStart::Page, StartName::value),
            front: raw.opening.front.map_or(Front::None, FrontName::value),
            rule: raw.opening.rule.unwrap_or(false),
            align: raw.opening.align.map_or(Align::Start, AlignName::value),
        },
        contents_from_words: raw.contents_from_words,
        notes: raw.notes.map_or(NotesPlace::Auto, NotesName::value),
        source_link: raw.source_link.map_or(SourceLink::None, SourceLinkName::value),
        colours: super::colours::colours(&raw.colours)?,
        code_line_numbers: raw.code_line_numbers.unwrap_or(false),
        tints: row.tints,
        print: choices.print.as_ref().map(|c| c.print.clone()).unwrap_or_default(),
        epub: epub(&raw.epub),
        markdown: MarkdownStyle::default(),
        standard: choices.standard,
        size_asked: choices.size.is_some(),
        families: families.clone(),
        page,
        roles,
    };
    if let Some(standard) = choices.standard {
        super::standard::apply(standard, &mut style);
    }
    Ok(style)
}

fn epub(raw: &RawEpub) -> EpubStyle {
    let usual = EpubStyle::default();
    EpubStyle {
        picture_side: raw.longest_side.unwrap_or(usual.picture_side).max(16),
        embed_faces: raw.embed_faces.unwrap_or(false),
        certifier: raw.certifier.clone().filter(|name| !name.trim().is_empty()),
        vertical: raw.vertical.unwrap_or(false),
        ..usual
    }
}

/// Scales sizes to a face.
struct Scaler<'a> {
    by: SizeBy,
    families: &'a Families,
    faces: &'a dyn FaceMetrics,
}

impl Scaler<'_> {
    /// The family that replaces a generic one.
    fn real(&self, family: &Family) -> Family {
        let named = match family {
            Family::Serif => &self.families.serif,
            Family::Sans => &self.families.sans,
            Family::Mono => &self.families.mono,
            Family::SansWide | Family::Math | Family::Named(_) => &None,
        };
        named.as_ref().map_or_else(|| family.clone(), |name| Family::Named(name.clone()))
    }

    /// The em for a nominal size in that family.
    fn em(&self, nominal: Pt, family: &Family, weight: u16) -> Pt {
        match self.by {
            SizeBy::Em => nominal,
            SizeBy::XHeight => {
                let family = self.real(family);
                let scaled = |em: Pt| {
                    let x = self.faces.x_height(&family, weight, em);
                    // A face that claims an absurd x-height is set at its points.
                    if (0.25..=0.8).contains(&x) { nominal * ARIAL_X_HEIGHT / x } else { nominal }
                };
                // The em chooses the cut and the cut the em: the second result is final.
                scaled(scaled(nominal))
            }
        }
    }
}

fn roles(raw: &RawStyle, row: &Row, scaler: &Scaler) -> BTreeMap<Role, TextStyle> {
    let mut roles = BTreeMap::new();
    let body = text_style(&RawText::default(), row, scaler);
    for (name, text) in &raw.text {
        roles.insert(name.value(), text_style(text, row, scaler));
    }
    roles.insert(Role::Body, body);
    roles
}

fn text_style(text: &RawText, row: &Row, scaler: &Scaler) -> TextStyle {
    let family = text.family.unwrap_or(row.family).value();
    let weight = match text.weight {
        // Bold stays bold; regular text follows the body, which large print sets in medium.
        Some(400) | None => row.weight,
        Some(weight) => weight,
    };
    let nominal = match text.size {
        None => row.body,
        Some(TextSize::Times(times)) => row.body * times,
        Some(TextSize::Named(name)) => match name {
            SizeName::H1 => row.headings[0],
            SizeName::H2 => row.headings[1],
            SizeName::H3 => row.headings[2],
            SizeName::Notes => row.notes,
            SizeName::Captions => row.captions,
            SizeName::Folio => row.folio,
        },
    }
    .max(row.floor);
    let em = scaler.em(row.body, &row.family.value(), row.weight);
    let length = |l: Option<Length>| l.map_or(0.0, |l| l.points(em));
    let lines = |n: Option<f32>| n.unwrap_or(0.0) * row.leading;
    // Large print has no italics: its rows make emphasis bold.
    let italic = text.italic.unwrap_or(false) && row.emphasis != EmphasisName::Bold;
    TextStyle {
        size: scaler.em(nominal, &family, weight),
        leading: on_grid(nominal * row.leading / row.body * text.leading.unwrap_or(1.0), row.leading),
        family,
        weight,
        italic,
        nominal,
        align: text.align.unwrap_or(row.align).value(),
        hyphenate: text.hyphenate.unwrap_or(true) && row.hyphenate,
        first_indent: length(text.indent),
        left: length(text.left),
        right: length(text.right),
        before: lines(text.before),
        after: lines(text.after),
        grey: match text.grey {
            None => 0.0,
            Some(Grey::Value(value)) => value.clamp(0.0, 1.0),
            Some(Grey::Named(Secondary::Secondary)) => row.secondary_grey,
        },
        tracking: text.tracking.unwrap_or(row.tracking),
        caps: match text.caps.map_or(Caps::None, CapsName::value) {
            // Large print has no capitals either, and small capitals are lower case in most faces.
            _ if row.emphasis == EmphasisName::Bold => Caps::None,
            Caps::Small if row.scripts.value() => Caps::None,
            caps => caps,
        },
    }
}

/// A leading within an eighth of the body's is set to the body's, so that lines of quotations, asides, standfirsts and
/// small headings keep the baseline grid.
fn on_grid(leading: Pt, body: Pt) -> Pt {
    if (leading - body).abs() <= body / 8.0 { body } else { round_quarter(leading) }
}

/// Leadings are multiples of a quarter point, so that sums of them are exact.
fn round_quarter(points: Pt) -> Pt {
    (points * 4.0).round() / 4.0
}

fn page(
    raw: &RawStyle,
    row: &Row,
    choices: &Choices,
    body: &TextStyle,
    scaler: &Scaler,
    diags: &mut Diagnostics,
) -> Result<PageStyle, StyleError> {
    let print = choices.print.as_ref();
    let asked = print.and_then(|p| p.trim.as_deref()).or(choices.paper.as_deref());
    let usual = raw.page.paper.as_deref().unwrap_or("a4");
    let trim = print.and_then(|p| p.print.product).and_then(|product| super::print::default_trim(product, usual));
    let mut size = paper(asked.or(trim).unwrap_or(usual))?;
    let usual_size = size;
    let character = scaler.faces.average_width(&scaler.real(&body.family), body.weight) * body.size;
    let columns = raw.page.columns.unwrap_or(1).clamp(1, 6);
    let gap = raw.page.column_gap.map_or(18.0, |l| l.points(body.size));
    let [least, least_inner, ..] = row.margins;
    let all_columns = |one: Pt| f32::from(columns) * one + f32::from(columns - 1) * gap;
    let room = |size: (Pt, Pt)| size.0 - least - least_inner.max(least);
    let least_width = all_columns(row.characters.least * character);
    while room(size) < least_width - 0.5 && raw.page.measure.is_none() {
        let larger =
            next_larger(size).filter(|_| asked.is_none() && print.is_none() && raw.page.paper_step.unwrap_or(true));
        let Some(larger) = larger else {
            let fit = (room(size) / character / f32::from(columns)).floor();
            let message = format!(
                "Only {fit} characters of the size {} fit on a line of this paper; {} would read better.",
                row.name,
                row.characters.least.ceil()
            );
            diags.push(
                Diagnostic::warning(codes::PAPER_SMALL, message).hint("Ask for a larger --paper or a smaller --size."),
            );
            break;
        };
        size = larger;
    }
    if size != usual_size {
        let [width, height] = [size.0, size.1].map(|points| (points * 25.4 / 72.0).round());
        let message = format!(
            "The paper {usual} is too narrow for the size {}, so that of the pages is {width} x {height} mm.",
            row.name
        );
        let hint = format!("--paper {usual} keeps it, and so does `paper_step: false` under `page:` in the style.");
        diags.push(Diagnostic::warning(codes::PAPER_LARGER, message).hint(hint));
    }
    let target = all_columns(row.characters.target * character).min(row.longest_measure.unwrap_or(f32::MAX));
    let text_width = match raw.page.measure {
        Some(measure) => measure.points(body.size),
        None => target,
    }
    .min(room(size))
    .max(36.0);
    // All that is bound or printed on both sides has facing pages.
    let facing = raw.page.facing.unwrap_or(false) || print.is_some();
    let rest = size.0 - text_width;
    // Facing pages give the rest 43 : 57 to the spine and the fore edge, so that the two inner margins together weigh
    // about as much as each outer one.
    let share = if facing { 0.43 } else { 0.5 };
    let inner = match raw.page.inner {
        Some(inner) => inner.points(body.size),
        None => (rest * share).max(least_inner.min(rest)).min((rest - least).max(0.0)),
    };
    let (top, lines) = vertical(size.1, row);
    let spare = row.longest_measure.unwrap_or(f32::MAX) - text_width;
    Ok(PageStyle {
        width: size.0,
        height: size.1,
        top,
        bottom: size.1 - top - lines as f32 * row.leading,
        inner,
        outer: rest - inner,
        reach: if facing || columns > 1 { 0.0 } else { (rest - inner - least).min(spare).max(0.0) },
        facing,
        columns,
        column_gap: gap,
        grid: row.leading,
        lines,
    })
}

/// The top margin and the number of grid lines: a whole number of lines between least margins that shrink with the
/// paper, but never under the row's least margin.
fn vertical(height: Pt, row: &Row) -> (Pt, u32) {
    const A4: Pt = 841.89;
    let [least, _, top, bottom] = row.margins;
    let scale = (height / A4).min(1.0);
    let (top, bottom) = ((top * scale).max(least), (bottom * scale).max(least));
    let lines = ((height - top - bottom) / row.leading).floor().max(2.0);
    // Height that does not fill a whole line goes to the head and the foot in their proportion.
    let spare = (height - top - bottom - lines * row.leading).max(0.0);
    (top + spare * top / (top + bottom), lines as u32)
}

fn lists(row: &Row, body: &TextStyle, grid: Pt) -> ListStyle {
    let bullets = row.lists.bullets.clone().filter(|b| !b.is_empty()).unwrap_or_else(|| vec!["•".into()]);
    ListStyle {
        indent: 1.5 * body.size,
        between: row.lists.between.unwrap_or(0.5) * grid,
        between_tight: row.lists.between_tight.unwrap_or(0.0) * grid,
        most_indents: row.lists.most_indents.unwrap_or(10),
        bullets,
    }
}

fn line_costs(raw: &RawLines) -> LineCosts {
    LineCosts {
        stretch: raw.stretch.unwrap_or(0.5),
        shrink: raw.shrink.unwrap_or(1.0 / 3.0),
        expansion: raw.expansion.unwrap_or(0.02).clamp(0.0, 0.1),
        tracking: raw.tracking.unwrap_or(0.015).clamp(0.0, 0.1),
        protrusion: raw.protrusion.unwrap_or(1.0).clamp(0.0, 1.0),
        hyphen: raw.hyphen.unwrap_or(70.0),
        ladder: raw.ladder.unwrap_or(300.0),
        most_hyphens: raw.most_hyphens.unwrap_or(2),
        contrast: raw.contrast.unwrap_or(100.0),
        runt: raw.runt.unwrap_or(500.0),
        looseness: raw.looseness.unwrap_or(1000.0),
    }
}

fn page_costs(raw: &RawPages) -> PageCosts {
    PageCosts {
        widow: raw.widow.unwrap_or(10_000.0),
        orphan: raw.orphan.unwrap_or(10_000.0),
        short: raw.short.unwrap_or(5_000.0),
        hyphen: raw.hyphen.unwrap_or(500.0),
        stretch: raw.stretch.unwrap_or(100.0),
        tear: raw.tear.unwrap_or(2_000.0),
        stray: raw.stray.unwrap_or(250_000.0),
    }
}

/// Metrics of the embedded faces as of 2026, for tests that need no font files.
pub struct NominalMetrics;

impl FaceMetrics for NominalMetrics {
    fn x_height(&self, family: &Family, _weight: u16, _em: Pt) -> f32 {
        match family {
            Family::Serif => 0.475,
            Family::Sans => 0.496,
            _ => 0.486,
        }
    }

    fn average_width(&self, family: &Family, _weight: u16) -> f32 {
        match family {
            Family::Serif => 0.425,
            Family::Sans => 0.46,
            _ => 0.6,
        }
    }
}

/// The article style at a named size with nominal metrics: for tests and previews. Unknown sizes are normal.
pub fn plain(size: &str) -> Style {
    let mut diags = Diagnostics::default();
    let resolved = |size: &str, diags: &mut Diagnostics| {
        let raw = super::load::named("article")?;
        resolve(&raw, &Choices { size: Some(size.into()), ..Choices::default() }, &NominalMetrics, diags)
    };
    resolved(size, &mut diags).or_else(|_| resolved("normal", &mut diags)).expect("the embedded style is complete")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page_of(size: &str, paper: Option<&str>) -> (Style, Diagnostics) {
        let raw = super::super::load::named("article").unwrap();
        let mut diags = Diagnostics::default();
        let choices = Choices { size: Some(size.into()), paper: paper.map(String::from), ..Choices::default() };
        (resolve(&raw, &choices, &NominalMetrics, &mut diags).unwrap(), diags)
    }

    #[test]
    fn worked_examples_on_a4() {
        for (size, lines) in [("normal", 47), ("large", 35), ("x-large", 25), ("huge", 19)] {
            let (style, diags) = page_of(size, None);
            assert_eq!(style.page.lines, lines, "{size}");
            assert!(diags.is_empty());
        }
    }

    #[test]
    fn large_print_keeps_its_longest_measure() {
        let (style, _) = page_of("x-large", None);
        assert!(style.page.measure() <= 152.4 * 72.0 / 25.4 + 0.1);
    }

    #[test]
    fn nothing_is_smaller_than_the_floor() {
        for size in ["small", "normal", "large", "x-large", "huge"] {
            let (style, _) = page_of(size, None);
            let floor = match size {
                "small" => 8.0,
                "normal" => 9.0,
                "large" => 12.0,
                "x-large" => 18.0,
                _ => 24.0,
            };
            assert!(style.roles.values().all(|t| t.nominal >= floor - 1e-3), "{size}");
        }
    }

    #[test]
    fn large_print_has_no_italics_and_no_small_capitals() {
        let (style, _) = page_of("huge", None);
        assert!(style.roles.values().all(|t| !t.italic && t.caps == Caps::None));
    }

    #[test]
    fn a_small_paper_that_was_asked_for_is_kept_with_a_warning() {
        let (style, diags) = page_of("huge", Some("a6"));
        assert!((style.page.width - 297.638).abs() < 0.01);
        assert_eq!(diags.count("paper-small"), 1);
    }

    #[test]
    fn every_style_resolves_at_every_size() {
        for (name, _) in super::super::load::STYLES {
            let raw = super::super::load::named(name).unwrap();
            for size in ["small", "normal", "large", "x-large", "huge", "13pt", "60pt"] {
                let choices = Choices { size: Some(size.into()), ..Choices::default() };
                let style = resolve(&raw, &choices, &NominalMetrics, &mut Diagnostics::default()).unwrap();
                assert!(
                    style.page.measure() > 30.0 && style.page.inner >= 0.0 && style.page.outer >= -0.1,
                    "{name} {size}"
                );
            }
        }
    }
}
