//! The style sheet's rules for a page on a screen and on paper, which books leave to the reader's device.

use crate::geometry::Pt;
use crate::lang::Binding;
use crate::style::{Family, Rgb, Style};

/// Nominal points of the style's text that are the browser's own size: the size that readers have chosen for pages.
const BROWSER: Pt = 11.0;

/// The rules that follow those of a book, for a page with that binding.
pub(super) fn screen(style: &Style, binding: Binding) -> String {
    let body = style.body();
    let scale = body.nominal / BROWSER * 1.125;
    let mut out = String::new();
    if let Some(colours) = &style.colours {
        let (page, text) = (css_colour(colours.page), css_colour(colours.text));
        out.push_str(&format!(
            ":root {{\n  color-scheme: normal;\n}}\nhtml {{\n  color: {text};\n  background: {page};\n}}\n"
        ));
    } else {
        out.push_str("html {\n  color: CanvasText;\n  background: Canvas;\n}\n");
    }
    out.push_str(&format!(
        "html {{\n  font-family: {};\n  font-size: calc({scale:.3} * var(--zoom, 1) * 100%);\n}}\n",
        families(&body.family)
    ));
    if body.weight >= 500 {
        out.push_str(&format!("body {{\n  font-weight: {};\n}}\n", body.weight));
    }
    out.push_str(include_str!("page.css"));
    let page = &style.page;
    let (left, right) = if binding == Binding::Left { (page.inner, page.outer) } else { (page.outer, page.inner) };
    out.push_str(&format!(
        "@page {{\n  size: {:.2}pt {:.2}pt;\n  margin: {:.2}pt {:.2}pt {:.2}pt {:.2}pt;\n}}\n",
        page.width, page.height, page.top, right, page.bottom, left
    ));
    out.push_str(&format!("@media print {{\n  html {{\n    font-size: {:.2}pt;\n  }}\n}}\n", body.nominal));
    out
}

/// A colour as CSS writes it: `#rrggbb`.
fn css_colour(colour: Rgb) -> String {
    let [red, green, blue] = colour.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Faces that most systems have, the closest to the style's own first.
fn families(family: &Family) -> String {
    match family {
        Family::Sans | Family::SansWide => {
            "\"Atkinson Hyperlegible Next\", system-ui, \"Segoe UI\", Roboto, Arial, sans-serif".into()
        }
        Family::Mono => "\"Source Code Pro\", ui-monospace, Menlo, Consolas, monospace".into(),
        Family::Named(name) => format!("{}, serif", quoted(name)),
        Family::Serif | Family::Math => "\"Source Serif 4\", Charter, \"Iowan Old Style\", Georgia, serif".into(),
    }
}

/// A string of CSS (CSS Syntax 3, section 4.3.5): quotes, backslashes and line ends cannot end it.
fn quoted(name: &str) -> String {
    let safe: String = name.chars().filter(|c| !matches!(c, '"' | '\\' | '<' | '>') && !c.is_control()).collect();
    format!("\"{safe}\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::resolve;

    #[test]
    fn larger_sizes_have_larger_text_on_the_screen() {
        let size = |name: &str| {
            let sheet = screen(&resolve::plain(name), Binding::Left);
            let at = sheet.split("calc(").nth(1).unwrap().split(' ').next().unwrap().to_string();
            at.parse::<f32>().unwrap()
        };
        assert!((size("normal") - 1.125).abs() < 0.001, "{}", size("normal"));
        assert!(size("huge") > 2.0 * size("normal"));
    }

    #[test]
    fn names_of_faces_end_no_rule() {
        assert_eq!(quoted("A\"; } b\\</style>"), "\"A; } b/style\"");
    }
}
