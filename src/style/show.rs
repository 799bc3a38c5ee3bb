//! A resolved style as text for people: `convert --show-style`, and the list of styles for `--list-styles`.

use std::fmt::Write;

use super::load::{STYLES, named};
use super::{Colours, Family, ParagraphMark, Pt, Rgb, Style, contrast, resolve};

/// One line a style: its name and its purpose.
pub fn list() -> String {
    let mut out = String::new();
    for (name, _) in STYLES {
        let about = named(name).ok().and_then(|raw| raw.about).unwrap_or_default();
        let _ = writeln!(out, "{name:<12} {about}");
    }
    out
}

/// The resolved values of a style, in points and millimetres, with the characters a line.
pub fn show(style: &Style, faces: &dyn resolve::FaceMetrics) -> String {
    let mut out = String::new();
    let page = &style.page;
    let mm = |points: Pt| format!("{:.1}", points * 25.4 / 72.0);
    let body = style.body();
    let character = faces.average_width(&body.family, body.weight) * body.size;
    let x_height = faces.x_height(&body.family, body.weight, body.size) * body.size;
    let _ = writeln!(out, "style: {}\nsize: {}", style.name, style.size);
    let _ = writeln!(out, "page: # mm");
    let _ = writeln!(out, "  paper: {} x {}", mm(page.width), mm(page.height));
    for (name, value) in [("top", page.top), ("bottom", page.bottom), ("inner", page.inner), ("outer", page.outer)] {
        let _ = writeln!(out, "  {name}: {}", mm(value));
    }
    let _ = writeln!(out, "  measure: {}", mm(page.measure()));
    let _ = writeln!(out, "  columns: {}", page.columns);
    let _ = writeln!(out, "  facing: {}", page.facing);
    let _ = writeln!(out, "  lines: {}", page.lines);
    let _ = writeln!(out, "characters_a_line: {:.0}", page.measure() / character);
    let _ = writeln!(out, "x_height_mm: {}", mm(x_height));
    let _ = writeln!(out, "emphasis: {}", kebab(&style.emphasis));
    let mark = match style.paragraph {
        ParagraphMark::Indent(points) => format!("indent of {points:.1} pt"),
        ParagraphMark::Space(points) => format!("space of {points:.1} pt"),
    };
    let _ = writeln!(out, "paragraphs: {mark}");
    let _ = writeln!(out, "tables: {}", kebab(&style.tables.wide));
    let _ = writeln!(out, "folio: {}", kebab(&style.furniture.folio));
    let _ = writeln!(out, "notes: {}", kebab(&style.notes));
    let _ = writeln!(out, "source_link: {}", kebab(&style.source_link));
    if let Some(Colours { page, text }) = style.colours {
        let hex = |c: Rgb| c.map(|v| format!("{:02x}", (v * 255.0).round() as u8)).concat();
        let ratio = contrast(page, text);
        let _ = writeln!(out, "colours: \"#{}\" on \"#{}\", {ratio:.1} : 1", hex(text), hex(page));
    }
    let _ = writeln!(out, "text: # nominal size, em of the face, leading, space over and under: pt");
    for (role, text) in &style.roles {
        let slope = if text.italic { " italic" } else { "" };
        let hyphens = if text.hyphenate { ", hyphenated" } else { "" };
        let _ = writeln!(
            out,
            "  {}: {} {}{slope} {:.2} ({:.2}) / {:.2}, {}{hyphens}, {:.1} over, {:.1} under",
            kebab(role),
            family(&text.family),
            text.weight,
            text.nominal,
            text.size,
            text.leading,
            kebab(&text.align),
            text.before,
            text.after,
        );
    }
    out
}

fn family(family: &Family) -> String {
    match family {
        Family::Named(name) => name.clone(),
        other => kebab(other),
    }
}

/// `FootCenter` as `foot-center`: the names of the YAML keys.
fn kebab(value: &impl std::fmt::Debug) -> String {
    let mut out = String::new();
    for c in format!("{value:?}").chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_shows_its_resolved_values() {
        let text = show(&resolve::plain("x-large"), &resolve::NominalMetrics);
        assert!(text.contains("lines: 25"), "{text}");
        assert!(text.contains("body: sans 500 18.00"), "{text}");
        assert!(list().lines().count() >= 5);
    }
}
