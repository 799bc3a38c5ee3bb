//! Drawings in the page itself: an `<svg>` among the text becomes a picture like any other.
//!
//! Charts made by scripts and diagrams are elements of the page. So are icons, which are far more common. A drawing has
//! the size of a figure, and words in it or many strokes. It is written out as a separate file (SVG 1.1), with the
//! rules of the page's style sheets if it names classes and has no rules. Scripts and events are left out; words that
//! it sets in HTML (`foreignObject`, as Mermaid does) become words of the drawing.

use base64::Engine;

use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::picture_sources::DRAWN;
use crate::front::html::dom::{Dom, Id, fold};
use crate::xml::push_escaped;

/// The least width and height of a drawing, in CSS pixels.
const LEAST: (f32, f32) = (100.0, 60.0);
/// The same for a drawing in a figure, or one that is marked as a picture, because icons may be marked so too.
const STATED: (f32, f32) = (60.0, 40.0);
/// This many strokes make a drawing without words.
const STROKES: usize = 8;
/// The longest drawing that is written out, and the most of the page's rules that go with it, in bytes.
const LONGEST: usize = 4 << 20;
const RULES: usize = 64 << 10;
/// This many drawings of a page get them.
const RULED: usize = 64;
/// The longest alternative text made of a drawing's words, in characters.
const ALTERNATIVE: usize = 300;

/// Makes pictures of the page's drawings.
pub(crate) fn draw(dom: &mut Dom) {
    let found: Vec<Id> = dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "svg").collect();
    let mut rules = None;
    let mut drawn = 0;
    for svg in found {
        let Some((width, height)) = drawing(dom, svg) else { continue };
        drawn += 1;
        let rules: &str = if drawn > RULED { "" } else { rules.get_or_insert_with(|| page_rules(dom)) };
        let Some(text) = written(dom, svg, (width, height), rules) else { continue };
        let alt = alternative(dom, svg);
        let url = address(&text);
        let old: Vec<String> =
            dom.attributes(svg).map(|(name, _)| name.to_string()).filter(|name| name != "id").collect();
        old.iter().for_each(|name| dom.unset_attr(svg, name));
        while let Some(child) = dom.first(svg) {
            dom.remove(child);
        }
        dom.rename(svg, "img");
        dom.set_attr(svg, "src", &url);
        if !alt.is_empty() {
            dom.set_attr(svg, "alt", &alt);
        }
    }
}

/// The size of a drawing that states none, in CSS pixels (CSS 2.1, 10.3.2).
const UNSIZED: (f32, f32) = (300.0, 150.0);

/// A drawing alone as an `<img>` that holds it; `None` if it is hidden or too large.
pub(crate) fn picture(source: &str) -> Option<String> {
    let dom = Dom::fragment(source);
    let svg = dom.descendants(Dom::ROOT).find(|id| dom.tag(*id) == "svg")?;
    let style = dom.attr(svg, "style").unwrap_or("").replace(' ', "");
    if style.contains("display:none") || dom.attr(svg, "hidden").is_some() {
        return None;
    }
    let text = written(&dom, svg, size(&dom, svg).unwrap_or(UNSIZED), "")?;
    let mut out = format!("<img src=\"{}\"", address(&text));
    let alt = alternative(&dom, svg);
    if !alt.is_empty() {
        out.push_str(" alt=\"");
        push_escaped(&alt, &mut out);
        out.push('"');
    }
    out.push('>');
    Some(out)
}

/// A drawing as an address that holds it.
fn address(drawing: &str) -> String {
    format!("{DRAWN}{}", base64::engine::general_purpose::STANDARD.encode(drawing))
}

/// The size of a drawing in CSS pixels; `None` for icons, logos and formulas.
fn drawing(dom: &Dom, svg: Id) -> Option<(f32, f32)> {
    const PLACES: &[&str] =
        &["svg", "a", "button", "label", "nav", "footer", "mjx-container", "math", "head", "noscript"];
    const NAMES: &[&str] =
        &["icon", "icons", "logo", "logos", "sprite", "emoji", "avatar", "badge", "katex", "mathjax"];
    let (width, height) = size(dom, svg)?;
    let style = dom.attr(svg, "style").unwrap_or("").replace(' ', "");
    // A drawing in a figure, or with the role of an image, may be smaller.
    let stated = dom.closest(svg, "figure").is_some() || dom.attr(svg, "role") == Some("img");
    let least = if stated { STATED } else { LEAST };
    if width < least.0 || height < least.1 || style.contains("display:none") || dom.attr(svg, "hidden").is_some() {
        return None;
    }
    // A drawing within another drawing is a part of that one.
    let other = |id: Id| PLACES.contains(&dom.tag(id)) || has_word(dom, id, NAMES);
    dom.parent(svg)?;
    if has_word(dom, svg, NAMES) || dom.ancestors(svg).take(8).any(other) {
        return None;
    }
    let strokes = |d: &Id| {
        matches!(dom.tag(*d), "path" | "rect" | "circle" | "ellipse" | "line" | "polyline" | "polygon" | "image")
    };
    let words = |d: Id| matches!(dom.tag(d), "text" | "foreignObject") && dom.has_words(d);
    let drawn =
        dom.descendants(svg).any(words) || dom.descendants(svg).filter(strokes).take(STROKES).count() == STROKES;
    drawn.then_some((width, height))
}

/// Its width and height: its attributes, otherwise its style's maximum, otherwise its own units.
fn size(dom: &Dom, svg: Id) -> Option<(f32, f32)> {
    let stated = |name: &str| {
        let value = dom.value(svg, name)?;
        value.strip_suffix("px").unwrap_or(value).parse::<f32>().ok().filter(|n| n.is_finite())
    };
    let view: Vec<f32> = dom
        .value(svg, "viewBox")
        .unwrap_or("")
        .split([' ', ',', '\n', '\t'])
        .filter(|n| !n.is_empty())
        .filter_map(|n| n.parse().ok())
        .collect();
    let own = match view[..] {
        [_, _, width, height] if width > 0.0 && height > 0.0 && (width / height).is_finite() => Some((width, height)),
        _ => None,
    };
    let most = dom.attr(svg, "style").and_then(|style| {
        let rest = style.split("max-width:").nth(1)?.trim_start();
        rest.split("px").next()?.trim().parse::<f32>().ok().filter(|n| n.is_finite() && *n > 0.0)
    });
    match (stated("width"), stated("height"), own) {
        (Some(width), Some(height), _) => Some((width, height)),
        (Some(width), None, Some(own)) => Some((width, width * own.1 / own.0)),
        (None, Some(height), Some(own)) => Some((height * own.0 / own.1, height)),
        (None, None, Some(own)) => {
            let width = most.unwrap_or(own.0);
            Some((width, width * own.1 / own.0))
        }
        _ => None,
    }
}

/// The rules of the page's own style sheets.
fn page_rules(dom: &Dom) -> String {
    let sheets = dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "style" && dom.closest(*d, "svg").is_none());
    let rules: String = sheets.flat_map(|sheet| dom.children(sheet)).filter_map(|c| dom.text(c)).collect();
    if rules.len() > RULES { String::new() } else { rules }
}

/// The name of the drawing, otherwise the words in it.
fn alternative(dom: &Dom, svg: Id) -> String {
    let called = dom.elements(svg).find(|c| dom.tag(*c) == "title").map(|t| dom.words_of(t));
    let stated = dom.value(svg, "aria-label").map(fold).or(called).filter(|t| !t.is_empty());
    stated.unwrap_or_else(|| {
        let texts = dom.descendants(svg).filter(|d| matches!(dom.tag(*d), "text" | "foreignObject"));
        let words: Vec<String> = texts.map(|t| dom.words_of(t)).filter(|w| !w.is_empty()).collect();
        words.join(", ").chars().take(ALTERNATIVE).collect()
    })
}

/// The drawing as a file.
fn written(dom: &Dom, svg: Id, size: (f32, f32), rules: &str) -> Option<String> {
    let mut out =
        String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    out.push_str(&format!(" width=\"{}\" height=\"{}\"", size.0, size.1));
    attributes(dom, svg, &["width", "height", "style"], &mut out);
    out.push('>');
    let ruled = dom.descendants(svg).any(|d| dom.tag(d) == "style");
    if !ruled && !rules.is_empty() && dom.descendants(svg).any(|d| dom.attr(d, "class").is_some()) {
        out.push_str("<style>");
        push_escaped(rules, &mut out);
        out.push_str("</style>");
    }
    let mut open: Vec<Id> = Vec::new();
    let mut at = dom.first(svg);
    while let Some(node) = at {
        while open.last().is_some_and(|last| dom.parent(node) != Some(*last)) {
            close(dom, open.pop(), &mut out);
        }
        if out.len() > LONGEST {
            return None;
        }
        let tag = dom.tag(node);
        let enters = is_name(tag) && !matches!(tag, "script" | "iframe" | "audio" | "video" | "animate" | "set");
        if let Some(text) = dom.text(node) {
            push_escaped(text, &mut out);
        } else if tag == "foreignObject" {
            label(dom, node, &mut out);
        } else if enters {
            out.push('<');
            out.push_str(tag);
            attributes(dom, node, &[], &mut out);
            out.push('>');
            open.push(node);
            at = dom.following(node, svg);
            continue;
        }
        at = dom.after(node, svg);
    }
    while !open.is_empty() {
        close(dom, open.pop(), &mut out);
    }
    out.push_str("</svg>");
    Some(out)
}

fn close(dom: &Dom, id: Option<Id>, out: &mut String) {
    if let Some(id) = id {
        out.push_str(&format!("</{}>", dom.tag(id)));
    }
}

/// The words of a box of HTML, in its middle.
fn label(dom: &Dom, id: Id, out: &mut String) {
    let number = |name: &str| dom.value(id, name).and_then(|v| v.parse::<f32>().ok()).unwrap_or(0.0);
    let words = dom.words_of(id);
    if words.is_empty() {
        return;
    }
    let (x, y) = (number("x") + number("width") / 2.0, number("y") + number("height") / 2.0);
    out.push_str(&format!(
        "<text x=\"{x}\" y=\"{y}\" dy=\".35em\" text-anchor=\"middle\" font-family=\"sans-serif\" font-size=\"16\">"
    ));
    push_escaped(&words, out);
    out.push_str("</text>");
}

fn attributes(dom: &Dom, id: Id, but: &[&str], out: &mut String) {
    for (name, value) in dom.attributes(id) {
        let known = matches!(name.split_once(':'), None | Some(("xlink" | "xml", _)));
        let does = name.get(..2).is_some_and(|on| on.eq_ignore_ascii_case("on")) || name.starts_with("xmlns");
        // References inside the drawing and its pictures are kept; links and addresses outside are not.
        let leads = name.ends_with("href") && !value.trim_start().starts_with('#') && !value.starts_with("data:image/");
        if known && !does && !leads && is_name(&name.replace(':', "-")) && !but.contains(&name) {
            out.push_str(&format!(" {name}=\""));
            push_escaped(value, out);
            out.push('"');
        }
    }
}

/// A name in XML without a prefix.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}
