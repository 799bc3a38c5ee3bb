//! Mathematics as boxes: formulas become glyphs of the mathematical faces, rules and outlines.
//!
//! [`crate::math`] reads them; ratex lays them out by the rules of TeX's appendix G. Its display list, in ems and from
//! the top left corner, is translated to items around a baseline.

mod fold;
mod paint;

use ratex_layout::{LayoutOptions, layout, to_display_list, validate_layout};
use ratex_parser::ParseNode;
use ratex_types::{DisplayItem, DisplayList, MathStyle};

use super::fonts::Fonts;
use super::frame::{Colour, Owner, Placed, Pt};
use crate::doc::Math;
use crate::math;
use crate::math::seams::{self, Part, Seam, Side};
use crate::style::Family;
use paint::Painter;

/// A set formula or a part of one: a box for a line of text, or for a separate line.
#[derive(Clone, Debug)]
pub(crate) struct MathBox {
    /// Width, in points.
    pub width: Pt,
    /// Height over the baseline, in points.
    pub ascent: Pt,
    /// Depth under it, in points.
    pub descent: Pt,
    /// Its marks, placed from the left end of the baseline.
    pub items: Vec<Placed>,
    /// True if something had to be set smaller than allowed, so that it stays on the page.
    pub small: bool,
    /// The sign at its end, if another part follows, and the white between them, in points.
    pub seam: Option<(Seam, Pt)>,
}

/// The choices for setting a formula.
#[derive(Clone, Debug)]
pub(crate) struct Setting<'a> {
    /// The family of the text around it: mathematics takes its x-height.
    pub family: &'a Family,
    /// The em of the text around it, in points.
    pub size: Pt,
    /// The least em in the formula, in points; 0 if exponents and indices are small as usual.
    pub least: Pt,
    /// Fill.
    pub colour: Colour,
    /// True if it stands on a separate line.
    pub display: bool,
    /// The widest it may be, in points; a wider formula is divided at its signs, or set smaller, down to three fifths.
    pub measure: Pt,
    /// True if a formula's number ends at the end of the measure, as on a page; else it stands beside the formula.
    pub number_at_end: bool,
    /// The owner of the marks.
    pub owner: Owner,
}

/// Height of x of the mathematical faces, in ems.
const X_HEIGHT: f32 = 0.431;

/// A displayed formula that fits when it is set at this share of its size is not divided.
const BEARABLE: f32 = 0.8;

/// The space between a displayed formula and its number, in ems: the least on a page, and the one beside a formula.
const BEFORE_NUMBER: (f32, f32) = (1.0, 2.0);

/// Sets a formula as one box; `None` if its notation cannot be understood, and then its words replace it. A displayed one
/// that is much too wide takes several lines. On a page one with a number is as wide as the measure: the number
/// ends there.
pub(crate) fn set(formula: &Math, how: &Setting, fonts: &Fonts) -> Option<MathBox> {
    let nodes = tree(formula, how)?;
    let is_number = |node: &ParseNode| matches!(node, ParseNode::Tag { .. });
    if !how.display || !nodes.iter().any(is_number) {
        return unnumbered(nodes, how, fonts);
    }
    let (numbers, mut rest): (Vec<_>, Vec<_>) = nodes.into_iter().partition(is_number);
    let mut number = Vec::new();
    for node in numbers {
        if let ParseNode::Tag { body, tag, .. } = node {
            rest.extend(body);
            number.extend(tag);
        }
    }
    numbered(rest, number, how, fonts)
}

/// The formula in the middle of the measure, or as near to it as its number at the right end allows (*The TeXbook*,
/// chapter 19, page 188).
fn numbered(body: Vec<ParseNode>, number: Vec<ParseNode>, how: &Setting, fonts: &Fonts) -> Option<MathBox> {
    let number = unnumbered(number, &Setting { display: false, ..how.clone() }, fonts)?;
    let space = if how.number_at_end { BEFORE_NUMBER.0 } else { BEFORE_NUMBER.1 };
    let beside = number.width + space * how.size;
    let room = how.measure - beside;
    let body = unnumbered(body, &Setting { measure: room, ..how.clone() }, fonts)?;
    let (width, left) = match how.number_at_end {
        true => (how.measure, ((how.measure - body.width) / 2.0).min(room - body.width).max(0.0)),
        false => (body.width + beside, 0.0),
    };
    let moved =
        |items: Vec<Placed>, by: Pt| items.into_iter().map(move |it| Placed { at: (it.at.0 + by, it.at.1), ..it });
    Some(MathBox {
        width,
        ascent: body.ascent.max(number.ascent),
        descent: body.descent.max(number.descent),
        items: moved(body.items, left).chain(moved(number.items, width - number.width)).collect(),
        small: body.small || number.small,
        seam: None,
    })
}

fn unnumbered(nodes: Vec<ParseNode>, how: &Setting, fonts: &Fonts) -> Option<MathBox> {
    let whole = [laid_out(&nodes, how.display)?];
    let size = Size::of(&whole, how, fonts);
    let bearable = if how.least > 0.0 { 1.0 } else { BEARABLE };
    if how.display && whole[0].width as f32 * size.wished * bearable > how.measure {
        let parts = seams::parts(nodes, Side::Before);
        if parts.len() > 1 {
            return fold::set(&parts, how, fonts);
        }
    }
    let mut painter = Painter::new(how, fonts, size.em);
    painter.paint(&whole[0], (0.0, 0.0));
    Some(MathBox::new(&whole[0], painter.items, &size))
}

/// A formula of running text that is narrower stays whole, in ems.
const WHOLE: f32 = 5.0;

/// Sets a formula of running text as the parts between which a line may end.
pub(crate) fn set_in_line(formula: &Math, how: &Setting, fonts: &Fonts) -> Option<Vec<MathBox>> {
    let nodes = tree(formula, how)?;
    let whole = laid_out(&nodes, how.display)?;
    let parts = match whole.width as f32 {
        width if width < WHOLE => vec![Part { nodes, seam: None }],
        _ => seams::parts(nodes, Side::After),
    };
    let lists: Vec<DisplayList> = parts.iter().map(|part| laid_out(&part.nodes, how.display)).collect::<Option<_>>()?;
    let size = Size::of(&lists, how, fonts);
    let boxes = parts.iter().zip(&lists).map(|(part, list)| {
        let mut painter = Painter::new(how, fonts, size.em);
        painter.paint(list, (0.0, 0.0));
        let seam = part.seam.map(|seam| (seam, white(seam) * size.em));
        let whole = MathBox::new(list, painter.items, &size);
        MathBox { width: whole.width - seam.map_or(0.0, |(_, white)| white), seam, ..whole }
    });
    Some(boxes.collect())
}

fn tree(formula: &Math, how: &Setting) -> Option<Vec<ParseNode>> {
    let nodes = math::tree(formula)?;
    Some(if how.least > 0.0 { math::without_scripts(nodes) } else { nodes })
}

/// The size of a formula whose parts are all set in one size.
struct Size {
    /// The em that fits the text around it, in points.
    wished: Pt,
    /// The em that fits the measure as well.
    em: Pt,
    /// The least em at which every character is as large as allowed.
    least: Pt,
}

impl Size {
    fn of(lists: &[DisplayList], how: &Setting, fonts: &Fonts) -> Size {
        let face = (fonts.x_height(how.family) / X_HEIGHT).clamp(0.9, 1.25);
        let scales = lists.iter().flat_map(|list| &list.items).filter_map(|item| match item {
            DisplayItem::GlyphPath { scale, .. } => Some(*scale as f32),
            _ => None,
        });
        let least = how.least * face / scales.fold(1.0, f32::min).max(0.2);
        let wished = (how.size * face).max(least);
        let widest = lists.iter().map(|list| list.width as f32 * wished).fold(0.0, f32::max);
        // A line of text has room for the full stop behind the formula too.
        let room = if how.display { how.measure } else { how.measure - 0.5 * how.size };
        let share = if widest > how.measure { (room / widest).max(0.6) } else { 1.0 };
        Size { wished, em: wished * share, least }
    }
}

impl MathBox {
    fn new(list: &DisplayList, items: Vec<Placed>, size: &Size) -> MathBox {
        let em = size.em;
        let (width, ascent, descent) = (list.width as f32 * em, list.height as f32 * em, list.depth as f32 * em);
        MathBox { width, ascent, descent, items, small: em < size.least - 0.01, seam: None }
    }
}

fn laid_out(nodes: &[ParseNode], display: bool) -> Option<DisplayList> {
    let style = if display { MathStyle::Display } else { MathStyle::Text };
    let root = layout(nodes, &LayoutOptions { style, ..LayoutOptions::default() });
    validate_layout(&root).ok()?;
    let list = to_display_list(&root);
    (list.width.is_finite() && list.height.is_finite() && list.depth.is_finite()).then_some(list)
}

/// The space on either side of a sign, in ems: thick around relations, medium around operators (*The TeXbook*,
/// chapter 18, page 170).
fn white(seam: Seam) -> f32 {
    match seam {
        Seam::Relation => 5.0 / 18.0,
        Seam::Operator => 4.0 / 18.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Lang;
    use crate::layout::frame::{FurnitureKind, Item};
    use crate::style::Families;

    fn setting() -> Setting<'static> {
        Setting {
            family: &Family::Serif,
            size: 11.0,
            least: 0.0,
            colour: Colour::default(),
            display: true,
            measure: 300.0,
            number_at_end: true,
            owner: Owner::Furniture(FurnitureKind::Layout),
        }
    }

    fn boxed(formula: &Math) -> Option<MathBox> {
        set(formula, &setting(), &Fonts::with_families(Families::default()))
    }

    fn tex(tex: &str) -> Math {
        Math { tex: Some(tex.into()), mathml: None }
    }

    #[test]
    fn formulas_of_every_kind_have_glyphs_and_a_size() {
        for source in [
            "a^2 + b^2 = c^2",
            r"\frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
            r"\sum_{n=1}^\infty \frac{1}{n^2} = \frac{\pi^2}{6}",
            r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
            r"\left( \int_0^1 f(x)\,dx \right)^{1/2}",
            r"\text{speed} = \frac{\text{way}}{\text{time}}",
            r"\mathbb{R}^n \to \mathcal{L}, \alpha \leq \beta",
        ] {
            let formula = boxed(&tex(source)).unwrap_or_else(|| panic!("{source} is TeX"));
            assert!(formula.width > 5.0 && formula.ascent > 3.0, "{source}: {formula:?}");
            let glyphs = formula.items.iter().filter_map(|placed| match &placed.item {
                Item::Glyphs(run) => Some(run.glyphs.iter()),
                _ => None,
            });
            assert!(glyphs.flatten().all(|glyph| glyph.id != 0));
        }
    }

    #[test]
    fn what_is_no_formula_is_none() {
        assert!(boxed(&tex(r"\frac{1}{")).is_none());
        assert!(boxed(&tex(&"{".repeat(10_000))).is_none());
        assert!(boxed(&Math::default()).is_none());
    }

    #[test]
    fn mathml_is_set_like_its_tex() {
        let mathml = "<math><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><msqrt><mi>b</mi></msqrt></mfrac></math>";
        let from_mathml = boxed(&Math { tex: None, mathml: Some(mathml.into()) }).expect("MathML");
        let from_tex = boxed(&tex(r"\frac{a+1}{\sqrt{b}}")).expect("TeX");
        assert!((from_mathml.width - from_tex.width).abs() < 0.01);
    }

    #[test]
    fn a_wide_formula_is_set_smaller() {
        let formula = boxed(&tex("x + ".repeat(40).trim_end_matches([' ', '+']))).expect("TeX");
        assert!(formula.width < 600.0);
    }

    #[test]
    fn the_parts_of_a_formula_are_as_wide_as_the_whole() {
        for source in [
            "a + b + c = d",
            r"a + b - c \times d \le e",
            r"x_1 \to y^2 \to z_3",
            r"a \implies b + c - d",
            "aaaaaa = -bbbb",
        ] {
            let fonts = Fonts::with_families(Families::default());
            let how = Setting { display: false, ..setting() };
            let whole = set(&tex(source), &how, &fonts).expect("TeX");
            let parts = set_in_line(&tex(source), &how, &fonts).expect("TeX");
            assert!(parts.len() > 1, "{source}");
            let width: Pt = parts.iter().map(|part| part.width + part.seam.map_or(0.0, |(_, white)| white)).sum();
            assert!((whole.width - width).abs() < 0.01, "{source}: {} and {width}", whole.width);
        }
    }

    #[test]
    fn a_displayed_formula_that_is_much_too_wide_has_several_lines() {
        let long = boxed(&tex(
            "y = a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{10} + a_{11} + a_{12} + a_{13} + a_{14} = c",
        ))
        .expect("TeX");
        let short = boxed(&tex("y = a_1 + a_2")).expect("TeX");
        assert!(long.width < 300.0 && long.descent > short.descent + 11.0, "{} {}", long.width, long.descent);
        assert!((long.ascent - short.ascent).abs() < 0.01);
        // It is not set smaller.
        let size = |formula: &MathBox| match &formula.items[0].item {
            Item::Glyphs(run) => run.size,
            other => panic!("{other:?}"),
        };
        assert!((size(&long) - size(&short)).abs() < 0.01);
    }

    #[test]
    fn a_number_ends_at_the_right_end_of_the_measure() {
        let formula = boxed(&tex(r"a = b \tag{12}")).expect("TeX");
        let last = formula.items.last().unwrap();
        assert!((formula.width - 300.0).abs() < 0.01 && last.at.0 > 270.0, "{last:?}");
        assert!((formula.items[0].at.0 - (300.0 - boxed(&tex("a = b")).unwrap().width) / 2.0).abs() < 0.01);
        // Where the middle is too near to the number, the formula moves to the left.
        let long = boxed(&tex(r"y = a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{10} \tag{1}")).unwrap();
        assert!(long.items[0].at.0 < 14.0, "{:?}", long.items[0]);
    }

    #[test]
    fn formulas_are_spoken_in_english() {
        let say = |source: &str| math::spoken(&tex(source), &Lang::english());
        assert_eq!(say("a^2 + b^2 = c^2"), "a squared plus b squared equals c squared");
        assert_eq!(say(r"\frac{1}{2}"), "1 over 2");
        assert_eq!(say(r"\sqrt{x+1}"), "the square root of x plus 1, end root");
        assert_eq!(say(r"x_{i}"), "x sub i");
    }
}
