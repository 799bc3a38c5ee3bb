//! The style sheet, made from the same style as the pages of the PDF.
//!
//! Everything is in em or per cent, because the reader chooses the size. Text has no colour and no background, and the
//! body no family, so that the reader's choices and dark modes hold; rules, boxes and links take the colour of the
//! text. If no reading program paints the page, it follows the device's dark mode, and transparent pictures get a light
//! ground there.

use crate::style::{Align, Caps, Emphasis, Family, ParagraphMark, Role, Style};

/// The ways of writing that the style sheet must cover.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Writing {
    /// True if some language is Chinese, Japanese or Korean, which have no italics.
    pub upright: bool,
    /// True if something is written in columns from right to left.
    pub turned: bool,
    /// True if some block reads from the other side than the text around it.
    pub mixed: bool,
}

/// The style sheet; if the book needs it, with the rules for vertical articles, and with emphasis for Chinese and
/// Japanese.
pub(crate) fn css(style: &Style, writing: Writing) -> String {
    let mut out = String::from(BASE);
    paragraphs(style, &mut out);
    emphasis(style, &mut out);
    markers(&mut out);
    let roles: &[(Role, &str)] = &[
        (Role::Eyebrow, ".eyebrow"),
        (Role::Title, "h1"),
        (Role::Subtitle, ".subtitle"),
        (Role::Standfirst, ".standfirst"),
        (Role::Byline, ".byline"),
        (Role::Dateline, ".dateline"),
        (Role::Heading1, "h2"),
        (Role::Heading2, "h3"),
        (Role::Heading3, "h4"),
        (Role::Heading4, "h5, h6"),
        (Role::Quote, "blockquote"),
        (Role::PullQuote, ".pull"),
        (Role::Attribution, ".attribution"),
        (Role::Verse, ".verse"),
        (Role::Code, "pre"),
        (Role::Caption, "figcaption, caption"),
        (Role::Credit, ".credit"),
        (Role::TableCell, "table"),
        (Role::TableHead, "th"),
        (Role::AsideTitle, ".aside-title"),
        (Role::Note, ".note"),
    ];
    for (role, selector) in roles {
        rule(style, *role, selector, &mut out);
    }
    drop_cap(style, &mut out);
    out.push_str(LAST);
    if writing.upright {
        upright(style, roles, &mut out);
    }
    if writing.turned {
        turned(style, &mut out);
    }
    if writing.mixed {
        out.push_str(MIXED);
    }
    out
}

/// Number with at most three decimals, without trailing zeros.
fn number(value: f32) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// One role as one rule: size, weight, slope, alignment, capitals, spacing.
fn rule(style: &Style, role: Role, selector: &str, out: &mut String) {
    let (text, body) = (style.text(role), style.body());
    // The em of two families differ if their x-heights do; the nominal size is the visible one. Titles shrink towards
    // the text, because the reader's screen is narrower than our page.
    let scale = (text.nominal / body.nominal).clamp(0.7, 2.2);
    let scale = if scale > 1.25 { 1.25 + (scale - 1.25) * 0.8 } else { scale };
    // A monospaced face looks larger than its x-height suggests.
    let scale = if role == Role::Code { scale.min(0.9) } else { scale };
    out.push_str(&format!("{selector} {{\n"));
    let mut say = |property: &str, value: &str| out.push_str(&format!("  {property}: {value};\n"));
    // Browsers have default sizes for headings, so those are always stated.
    if (scale - 1.0).abs() > 0.01 || is_display(role) {
        say("font-size", &format!("{}em", number(scale)));
    }
    let leading = (text.leading / text.size).clamp(1.1, 1.6);
    if is_display(role) {
        say("line-height", &number(leading.min(1.3)));
    }
    if text.family != body.family && !matches!(text.family, Family::Math) {
        say("font-family", family(&text.family));
    }
    let weight = text.weight.clamp(100, 900);
    if weight.abs_diff(body.weight) >= 100 || is_display(role) {
        say("font-weight", if weight >= 600 { "bold" } else { "normal" });
    }
    if text.italic {
        say("font-style", "italic");
    }
    match text.align {
        Align::Center => say("text-align", "center"),
        Align::End => say("text-align", "right"),
        Align::Start if is_display(role) => say("text-align", "left"),
        _ => {}
    }
    match text.caps {
        Caps::None => {}
        Caps::Small => say("font-variant", "small-caps"),
        Caps::All => say("text-transform", "uppercase"),
    }
    if text.tracking.abs() > 0.001 {
        say("letter-spacing", &format!("{}em", number(text.tracking)));
    }
    if !text.hyphenate {
        out.push_str("  -webkit-hyphens: none;\n  -epub-hyphens: none;\n  hyphens: none;\n");
    }
    out.push_str("}\n");
}

fn is_display(role: Role) -> bool {
    use Role::*;
    matches!(
        role,
        Eyebrow
            | Title
            | Subtitle
            | Standfirst
            | Byline
            | Dateline
            | Heading1
            | Heading2
            | Heading3
            | Heading4
            | AsideTitle
    )
}

fn family(family: &Family) -> &'static str {
    match family {
        Family::Serif | Family::Math | Family::Named(_) => "serif",
        Family::Sans | Family::SansWide => "sans-serif",
        Family::Mono => "monospace",
    }
}

fn paragraphs(style: &Style, out: &mut String) {
    let body = style.body();
    let justify = if body.align == Align::Justify { "justify" } else { "left" };
    let hyphens = if body.hyphenate { "auto" } else { "manual" };
    out.push_str(&format!(
        "body {{\n  -webkit-hyphens: {hyphens};\n  -epub-hyphens: {hyphens};\n  hyphens: {hyphens};\n}}\n"
    ));
    // Right-to-left text is aligned to its own side: "left" would be the wrong one.
    if justify == "justify" {
        // Short lines cannot be spaced evenly: telephones keep a ragged edge, as do systems without this media query.
        out.push_str(
            "@media (min-width: 30em) {\n  section > p, section > section > p, blockquote > p {\n    text-align: justify;\n  }\n}\n",
        );
    }
    match style.paragraph {
        ParagraphMark::Indent(indent) => {
            let em = number((indent / body.size).clamp(0.5, 3.0));
            out.push_str(&format!("p {{\n  margin: 0;\n}}\np + p {{\n  text-indent: {em}em;\n}}\n"));
        }
        ParagraphMark::Space(space) => {
            let em = number((space / body.size).clamp(0.3, 2.0));
            out.push_str(&format!("p {{\n  margin: 0 0 {em}em;\n}}\n"));
        }
    }
}

fn emphasis(style: &Style, out: &mut String) {
    if style.emphasis == Emphasis::Bold {
        out.push_str("em {\n  font-style: normal;\n  font-weight: bold;\n}\n");
    }
}

/// List numbers in parentheses. Systems that know no markers show a full stop.
fn markers(out: &mut String) {
    let kinds =
        [("", "decimal"), ("a", "lower-alpha"), ("A", "upper-alpha"), ("i", "lower-roman"), ("I", "upper-roman")];
    for (class, before) in [("paren", ""), ("parens", "\"(\" ")] {
        for (kind, style) in kinds {
            let of = if kind.is_empty() { String::new() } else { format!("[type=\"{kind}\"]") };
            out.push_str(&format!(
                "ol.{class}{of} > li::marker {{\n  content: {before}counter(list-item, {style}) \") \";\n}}\n"
            ));
        }
    }
}

/// A drop cap only if the reading system knows `initial-letter`; otherwise no odd letter remains.
fn drop_cap(style: &Style, out: &mut String) {
    let lines = style.opening.drop_cap;
    if lines > 1 {
        out.push_str(&format!(
            "@supports (initial-letter: 2) {{\n  .opening + p::first-letter {{\n    initial-letter: {lines};\n    margin-right: 0.1em;\n  }}\n}}\n"
        ));
    }
}

/// Han characters, kana and hangul have no italics, and are emphasized by dots, not by slanting (CLREQ 3.1.6, JLREQ
/// 3.3.9).
fn upright(style: &Style, roles: &[(Role, &str)], out: &mut String) {
    let slanted = roles.iter().filter(|(role, _)| style.text(*role).italic).flat_map(|(_, name)| name.split(", "));
    for name in slanted.chain([".epigraph", ".listing .byline", "em", "i", "cite"]) {
        out.push_str(&format!("{name}:lang(zh), {name}:lang(ja), {name}:lang(ko) {{\n  font-style: normal;\n}}\n"));
    }
    out.push_str(DOTS);
}

/// The rules for vertical lines. Margins and borders are physical throughout, because old systems know no others.
fn turned(style: &Style, out: &mut String) {
    out.push_str(VERTICAL);
    if let ParagraphMark::Space(space) = style.paragraph {
        let em = number((space / style.body().size).clamp(0.3, 2.0));
        out.push_str(&format!(".vertical p {{\n  margin: 0 0 0 {em}em;\n}}\n"));
    }
}

/// The rules that all styles share.
const BASE: &str = include_str!("css/shared.css");

/// The rules that must override those of the roles.
const LAST: &str = include_str!("css/last.css");

/// Blocks that read from the other side than the text around them.
const MIXED: &str = include_str!("css/mixed.css");

/// Emphasis in Chinese, with dots under the characters, and in Japanese, with dots over or right of them.
const DOTS: &str = include_str!("css/dots.css");

/// The parts that turn when lines are columns from right to left. Code, tables and displayed formulas stay as they are.
const VERTICAL: &str = include_str!("css/vertical.css");
