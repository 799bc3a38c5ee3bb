//! SVG that every reading system can show and that can harm none.
//!
//! The picture is parsed and written again: only elements and attributes of SVG's static drawing, no scripts, events,
//! animation, links or references outside. Parts that cannot be kept in this way become pixels, painted by `resvg`.

use std::collections::{BTreeMap, BTreeSet};

use usvg::roxmltree;

use super::ready::{Bounds, Ready};
use super::xml::{Dialect, Writer, escaped, one_line};
use crate::back::lettering;
use crate::doc::MediaType;
use crate::image::drawing;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// The picture made ready for the book.
///
/// # Errors
/// The reason that it cannot be shown.
pub(crate) fn svg(bytes: &[u8], alt: &str, bounds: Bounds, pixels: u64) -> Result<Ready, String> {
    drawing::on_deep_stack(|| svg_here(bytes, alt, bounds, pixels)).unwrap_or_else(|why| Err(format!("it {why}")))
}

fn svg_here(bytes: &[u8], alt: &str, bounds: Bounds, pixels: u64) -> Result<Ready, String> {
    let text = std::str::from_utf8(bytes).map_err(|e| e.to_string())?;
    let options = roxmltree::ParsingOptions { allow_dtd: true, nodes_limit: 500_000, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(text, options).map_err(|e| e.to_string())?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err("it is no SVG".into());
    }
    if depth(root) > 150 {
        return Err("it is nested too deeply".into());
    }
    let tree = drawing::read(bytes, &lettering::options(bytes, [])).map_err(|why| format!("it {why}"))?;
    let size = (tree.size().width(), tree.size().height());
    let (width, height) = (size.0.ceil().max(1.0) as u32, size.1.ceil().max(1.0) as u32);
    if is_plain(&document) && is_whole(&document) {
        let bytes = sieve(root, size, alt, bounds.roles).into_bytes();
        return Ok(Ready { bytes, media: MediaType::Svg, width, height, animated: false, clear: true });
    }
    let scale = (bounds.side as f32 / size.0.max(size.1)).min(3.0);
    let bytes = paint(&tree, scale, pixels)?;
    Ok(Ready { bytes, media: MediaType::Png, width, height, animated: false, clear: true })
}

/// The picture as PNG.
pub(crate) fn paint(tree: &usvg::Tree, scale: f32, pixels: u64) -> Result<Vec<u8>, String> {
    let (width, height) = ((tree.size().width() * scale).ceil(), (tree.size().height() * scale).ceil());
    if !(width >= 1.0 && height >= 1.0 && f64::from(width) * f64::from(height) <= pixels as f64) {
        return Err("it is too large".into());
    }
    let mut map = resvg::tiny_skia::Pixmap::new(width as u32, height as u32).ok_or("it has no size")?;
    resvg::render(tree, resvg::tiny_skia::Transform::from_scale(scale, scale), &mut map.as_mut());
    map.encode_png().map_err(|e| e.to_string())
}

fn depth(root: roxmltree::Node) -> usize {
    let (mut deepest, mut depth, mut node) = (0usize, 0usize, root);
    loop {
        deepest = deepest.max(depth);
        if let Some(child) = node.first_child() {
            node = child;
            depth += 1;
            continue;
        }
        while node != root && node.next_sibling().is_none() {
            let Some(parent) = node.parent() else { return deepest };
            node = parent;
            depth = depth.saturating_sub(1);
        }
        match node.next_sibling() {
            Some(next) if node != root => node = next,
            _ => return deepest,
        }
    }
}

/// True if the sieve keeps all that matters: ids are unique XML names, and styles need no style sheet.
fn is_plain(document: &roxmltree::Document) -> bool {
    let mut ids = BTreeSet::new();
    document.descendants().filter(|n| n.is_element()).all(|node| {
        let id = node.attribute("id").unwrap_or("a");
        let name = id.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
        let unique = node.attribute("id").is_none_or(|id| ids.insert(id));
        name && unique && !matches!(node.tag_name().name(), "style" | "foreignObject" | "switch" | "font")
    })
}

/// True if all that the sieve keeps refers to something that it keeps and that it may refer to: a validator finds a
/// reference that leads nowhere, and a gradient that is used as a shape.
fn is_whole(document: &roxmltree::Document) -> bool {
    let (mut kept, mut ids, mut wanted) = (BTreeSet::new(), BTreeMap::new(), Vec::new());
    for node in document.descendants().filter(|n| n.is_element()) {
        let is_root = node == document.root_element();
        let parent = node.parent().is_some_and(|parent| kept.contains(&parent.id().get_usize()));
        let Some(name) = element(node).filter(|_| parent).or(is_root.then_some("svg")) else { continue };
        let around = node.parent().filter(|_| !is_root).and_then(element);
        if lacks_something(node, name) || around.is_some_and(|around| !may_hold(around, name)) {
            return false;
        }
        kept.insert(node.id().get_usize());
        ids.extend(node.attribute("id").map(|id| (id, name)));
        for attribute in node.attributes() {
            match (attribute.name(), attribute.value().strip_prefix('#')) {
                // A link is only a group here, and groups lead nowhere.
                ("href", Some(id)) if name != "g" => wanted.push((name, id)),
                ("href", _) => {}
                ("style", _) => {
                    let rules = attribute.value().split(';').filter_map(|rule| rule.split_once(':'));
                    wanted.extend(rules.flat_map(|(name, value)| references(value).map(move |id| (name.trim(), id))));
                }
                (name, _) if ATTRIBUTES.contains(&name) => {
                    wanted.extend(references(attribute.value()).map(|id| (name, id)));
                }
                _ => {}
            }
        }
    }
    wanted.into_iter().all(|(from, id)| ids.get(id).is_some_and(|to| may_refer(from, to)))
}

/// True if an element may be inside another (SVG 1.1, appendix A). Drawings made by hand break this rule.
fn may_hold(around: &str, name: &str) -> bool {
    match around {
        "clipPath" => !matches!(name, "g" | "image" | "symbol") && SHAPES.contains(&name),
        "linearGradient" | "radialGradient" => name == "stop",
        "text" => matches!(name, "tspan" | "textPath"),
        "tspan" | "textPath" => name == "tspan",
        "filter" => name.starts_with("fe"),
        "feMerge" => name == "feMergeNode",
        "feComponentTransfer" => name.starts_with("feFunc"),
        "feDiffuseLighting" | "feSpecularLighting" => name.ends_with("Light"),
        "path" | "rect" | "circle" | "ellipse" | "line" | "polyline" | "polygon" | "stop" | "use" | "image" => false,
        _ => !name.starts_with("fe") && !matches!(name, "stop" | "tspan" | "textPath"),
    }
}

/// True if an element lacks an attribute that it must have.
fn lacks_something(node: roxmltree::Node, name: &str) -> bool {
    let needed = REQUIRED.iter().find(|(element, _)| *element == name).map_or(&[][..], |(_, needed)| needed);
    needed.iter().any(|attribute| match *attribute {
        "href" => !node.attributes().any(|a| a.name() == "href"),
        attribute => !node.has_attribute(attribute),
    })
}

/// The attributes that elements must have (SVG 1.1, appendix A). The offset of a gradient's stop is 0 where it is
/// missing, and an image without an address is left out.
const REQUIRED: &[(&str, &[&str])] = &[
    ("path", &["d"]),
    ("rect", &["width", "height"]),
    ("circle", &["r"]),
    ("ellipse", &["rx", "ry"]),
    ("polyline", &["points"]),
    ("polygon", &["points"]),
    ("image", &["width", "height"]),
    ("use", &["href"]),
    ("textPath", &["href"]),
    ("feBlend", &["in2"]),
    ("feComposite", &["in2"]),
    ("feDisplacementMap", &["in2"]),
    ("feConvolveMatrix", &["order", "kernelMatrix"]),
    ("feFuncA", &["type"]),
    ("feFuncB", &["type"]),
    ("feFuncG", &["type"]),
    ("feFuncR", &["type"]),
];

/// True if an element or a property may refer to an element of that name (SVG 1.1, 5.6, 11.2, 13.2, 14.3, 14.4 and 15.3).
fn may_refer(from: &str, to: &str) -> bool {
    match from {
        "fill" | "stroke" => matches!(to, "linearGradient" | "radialGradient" | "pattern"),
        "linearGradient" | "radialGradient" => matches!(to, "linearGradient" | "radialGradient"),
        "clip-path" => to == "clipPath",
        "marker-start" | "marker-mid" | "marker-end" => to == "marker",
        "mask" | "filter" | "pattern" => to == from,
        "textPath" => to == "path",
        "use" => SHAPES.contains(&to),
        _ => false,
    }
}

/// The elements that `use` may show.
const SHAPES: &[&str] =
    &["g", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "image"];

/// The ids in the `url(#id)` of an attribute.
fn references(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).filter_map(|rest| {
        let inside = rest.split(')').next()?.trim().trim_matches(['"', '\'']);
        inside.strip_prefix('#')
    })
}

/// The name under which the sieve keeps an element; `None` for an element that it drops with all its content.
fn element(node: roxmltree::Node) -> Option<&'static str> {
    if node.tag_name().namespace().is_some_and(|n| n != SVG) {
        return None;
    }
    let name = node.tag_name().name();
    ELEMENTS.iter().copied().find(|known| *known == name || (*known == "g" && name == "a"))
}

fn sieve(root: roxmltree::Node, size: (f32, f32), alt: &str, role: bool) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(&format!("<svg xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\""));
    out.push_str(if role { " role=\"img\"" } else { "" });
    let size = (size.0.to_string(), size.1.to_string());
    let view_box = root.attribute("viewBox").map_or(format!("0 0 {} {}", size.0, size.1), String::from);
    for (key, value) in [("width", &size.0), ("height", &size.1), ("viewBox", &view_box)] {
        out.push_str(&format!(" {key}=\"{}\"", escaped(value)));
    }
    for attribute in root.attributes().filter(|a| a.namespace().is_none()) {
        let own = matches!(attribute.name(), "width" | "height" | "viewBox" | "transform" | "x" | "y");
        if let Some(key) = ATTRIBUTES.iter().find(|k| **k == attribute.name() && !own)
            && is_safe(attribute.value())
        {
            out.push_str(&format!(" {key}=\"{}\"", escaped(attribute.value())));
        }
    }
    out.push('>');
    let mut w = Writer::new(Dialect::Epub3);
    let given = root.children().find(|n| n.tag_name().name() == "title").and_then(|n| n.text()).unwrap_or("");
    let title = one_line(if alt.trim().is_empty() { given } else { alt });
    if !title.is_empty() {
        w.leaf("title", &[], &title);
    }
    for child in root.children() {
        copy(child, &mut w);
    }
    out.push_str(&w.finish());
    out.push_str("</svg>\n");
    out
}

/// Copies the known elements; links become groups. The depth of the tree was bounded before.
fn copy(node: roxmltree::Node, w: &mut Writer) {
    let in_text = node.parent().is_some_and(|p| matches!(p.tag_name().name(), "text" | "tspan" | "textPath"));
    if node.is_text() && in_text {
        w.text(node.text().unwrap_or(""));
    }
    if !node.is_element() {
        return;
    }
    let Some(name) = element(node) else { return };
    let mut attributes = Vec::new();
    for attribute in node.attributes() {
        match attribute.namespace() {
            None if attribute.name() == "href" => push_reference(attribute.value(), name, &mut attributes),
            Some(XLINK) if attribute.name() == "href" && !node.has_attribute("href") => {
                push_reference(attribute.value(), name, &mut attributes);
            }
            Some(roxmltree::NS_XML_URI) if attribute.name() == "space" => {
                attributes.push(("xml:space", if attribute.value() == "preserve" { "preserve" } else { "default" }));
            }
            None if is_safe(attribute.value()) => {
                let known = ATTRIBUTES.iter().copied().find(|known| *known == attribute.name());
                let known = known.filter(|known| means_something(known, name));
                attributes.extend(known.map(|known| (known, attribute.value())));
            }
            _ => {}
        }
    }
    if name == "stop" && !node.has_attribute("offset") {
        attributes.push(("offset", "0"));
    }
    if name == "image" && !attributes.iter().any(|(key, _)| *key == "xlink:href") {
        return;
    }
    w.open(name, &attributes);
    node.children().for_each(|child| copy(child, w));
    w.close();
}

/// True if an attribute means something on an element: a group has no width, and a gradient is not masked. A validator
/// reports attributes without a meaning (SVG 1.1, appendix M.2).
fn means_something(attribute: &str, element: &str) -> bool {
    let parts = ["feDistantLight", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feMergeNode"];
    let is_light = matches!(element, "fePointLight" | "feSpotLight");
    let is_primitive = element.starts_with("fe") && !parts.contains(&element) && !is_light;
    let has_size = is_primitive || matches!(element, "use" | "rect" | "image" | "pattern" | "mask" | "filter");
    let is_paint = element.starts_with("fe") || matches!(element, "linearGradient" | "radialGradient" | "stop");
    let has_ink = !is_paint && element != "image";
    match attribute {
        "width" | "height" => has_size,
        "x" | "y" => has_size || is_light || matches!(element, "text" | "tspan"),
        "opacity" | "clip-path" | "mask" | "filter" | "display" | "visibility" => !is_paint,
        // A gradient has no lines and no letters, and neither has a picture of pixels.
        "text-anchor" | "letter-spacing" | "word-spacing" | "text-decoration" | "paint-order" => has_ink,
        "dominant-baseline" | "baseline-shift" | "clip-rule" => has_ink,
        _ if ["fill", "stroke", "font-", "marker-"].iter().any(|start| attribute.starts_with(start)) => has_ink,
        _ => true,
    }
}

/// References stay inside the file: fragments, and for `image` pixels inside the file itself.
fn push_reference<'a>(value: &'a str, element: &str, attributes: &mut Vec<(&'static str, &'a str)>) {
    let carried = ["data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,"];
    // A link is only a group here, and groups lead nowhere.
    let inside = value.starts_with('#') && !matches!(element, "image" | "g");
    if inside || (element == "image" && carried.iter().any(|start| value.starts_with(start))) {
        attributes.push(("xlink:href", value));
    }
}

/// True if a value refers to nothing outside.
fn is_safe(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let outside = value.match_indices("url(").any(|(at, _)| {
        !value.get(at + 4..).is_some_and(|rest| rest.trim_start_matches([' ', '"', '\'']).starts_with('#'))
    });
    !outside && !value.contains("javascript:") && !value.contains("@import") && !value.contains("expression(")
}

const ELEMENTS: &[&str] = &[
    "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
    "textPath", "image", "linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask", "marker", "filter",
    "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting",
    "feDisplacementMap", "feDistantLight", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur",
    "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight", "feSpecularLighting", "feSpotLight",
    "feTile", "feTurbulence",
];

const ATTRIBUTES: &[&str] = &[
    "id",
    "d",
    "x",
    "y",
    "width",
    "height",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "x1",
    "y1",
    "x2",
    "y2",
    "fx",
    "fy",
    "points",
    "transform",
    "viewBox",
    "preserveAspectRatio",
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-dasharray",
    "stroke-dashoffset",
    "opacity",
    "color",
    "clip-path",
    "clip-rule",
    "mask",
    "filter",
    "display",
    "visibility",
    "overflow",
    "offset",
    "stop-color",
    "stop-opacity",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
    "patternUnits",
    "patternContentUnits",
    "patternTransform",
    "clipPathUnits",
    "maskUnits",
    "maskContentUnits",
    "markerUnits",
    "markerWidth",
    "markerHeight",
    "refX",
    "refY",
    "orient",
    "marker-start",
    "marker-mid",
    "marker-end",
    "font-family",
    "font-size",
    "font-weight",
    "font-style",
    "font-variant",
    "font-stretch",
    "text-anchor",
    "dominant-baseline",
    "baseline-shift",
    "letter-spacing",
    "word-spacing",
    "text-decoration",
    "dx",
    "dy",
    "rotate",
    "textLength",
    "lengthAdjust",
    "startOffset",
    "in",
    "in2",
    "result",
    "stdDeviation",
    "type",
    "values",
    "mode",
    "operator",
    "k1",
    "k2",
    "k3",
    "k4",
    "scale",
    "xChannelSelector",
    "yChannelSelector",
    "flood-color",
    "flood-opacity",
    "lighting-color",
    "surfaceScale",
    "diffuseConstant",
    "specularConstant",
    "specularExponent",
    "azimuth",
    "elevation",
    "radius",
    "baseFrequency",
    "numOctaves",
    "seed",
    "stitchTiles",
    "tableValues",
    "slope",
    "intercept",
    "amplitude",
    "exponent",
    "filterUnits",
    "primitiveUnits",
    "style",
    "color-interpolation-filters",
    "paint-order",
];

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { side: 400, quality: 80, roles: true, squeeze: false, grey: false };

    #[test]
    fn gradients_may_refer_to_gradients_only() {
        for (from, to, may) in [
            ("linearGradient", "radialGradient", true),
            ("radialGradient", "linearGradient", true),
            ("linearGradient", "path", false),
            ("fill", "pattern", true),
            ("use", "mask", false),
            ("mask", "mask", true),
        ] {
            assert_eq!(may_refer(from, to), may, "{from} to {to}");
        }
    }

    #[test]
    fn attributes_stay_where_they_mean_something() {
        let text = format!(
            "<svg xmlns='{SVG}' width='10' height='10'><linearGradient id='a' width='3' opacity='.5' fill='red' font-size='3'><stop offset='0'/></linearGradient>\
             <g width='5' x='1' opacity='.5'><rect x='1' width='5' height='5' fill='url(#a)' opacity='.5'/></g></svg>"
        );
        let bytes = svg(text.as_bytes(), "", BOUNDS, 1000).unwrap().bytes;
        let sieved = String::from_utf8(bytes).unwrap();
        assert!(sieved.contains("<linearGradient id=\"a\"><stop") && sieved.contains("<g opacity=\".5\">"), "{sieved}");
        let rect = "<rect x=\"1\" width=\"5\" height=\"5\" fill=\"url(#a)\" opacity=\".5\"";
        assert!(sieved.contains(rect), "{sieved}");
    }

    #[test]
    fn scripts_events_and_outside_references_are_gone() {
        let svg_text = br##"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" onload="x()"><script>1</script>
            <a href="https://e.org"><rect id="r" width="5" height="5" onclick="y()" style="fill:url(https://e.org/f)"/></a>
            <image href="https://e.org/a.png" width="3" height="3"/><use href="#r"/></svg>"##;
        let ready = svg(svg_text, "A square", BOUNDS, 1 << 20).unwrap();
        let text = String::from_utf8(ready.bytes).unwrap();
        for gone in ["script", "onload", "onclick", "e.org", "<image"] {
            assert!(!text.contains(gone), "{gone}: {text}");
        }
        assert!(
            text.contains("<title>A square</title>")
                && text.contains("xlink:href=\"#r\"")
                && text.contains("role=\"img\"")
        );
    }

    #[test]
    fn words_stay_when_the_picture_becomes_pixels() {
        let text = br#"<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><style>text{fill:red}</style><text x="2" y="15">Wave</text></svg>"#;
        let ready = svg(text, "", BOUNDS, 1 << 20).unwrap();
        let painted = image::load_from_memory(&ready.bytes).unwrap().into_rgba8();
        assert!(painted.pixels().filter(|p| p.0[3] > 128).count() > 20, "the letters are painted");
    }

    #[test]
    fn elements_have_the_attributes_that_they_must_have() {
        let drawn = |inside: &str| {
            let text = format!("<svg xmlns='{SVG}' width='10' height='10'><rect width='2' height='2'/>{inside}</svg>");
            svg(text.as_bytes(), "", BOUNDS, 1 << 20).unwrap()
        };
        let stops = drawn("<linearGradient id='g'><stop stop-color='red'/><stop offset='1'/></linearGradient>");
        let text = String::from_utf8(stops.bytes).unwrap();
        assert!(
            text.contains("<stop stop-color=\"red\" offset=\"0\"") && text.contains("<stop offset=\"1\""),
            "{text}"
        );
        for misplaced in [
            "<clipPath id='c'><g><rect width='2' height='2'/></g></clipPath>",
            "<linearGradient id='l'><rect width='2' height='2'/></linearGradient>",
            "<text>a <a href='#x'>b</a></text>",
            "<rect width='2' height='2'><g/></rect>",
            "<g><stop offset='0'/></g>",
        ] {
            assert_eq!(drawn(misplaced).media, MediaType::Png, "{misplaced}");
        }
        let placed =
            "<clipPath id='c'><rect width='2' height='2'/></clipPath><text>a<tspan>b</tspan></text><g><g/></g>";
        assert_eq!(drawn(placed).media, MediaType::Svg);
        for lacking in ["<rect width='5'/>", "<circle cx='3'/>", "<path fill='red'/>", "<use x='1'/>", "<polygon/>"] {
            assert_eq!(drawn(lacking).media, MediaType::Png, "{lacking}");
        }
    }

    #[test]
    fn references_that_lead_nowhere_become_pixels() {
        let drawn = |inside: &str| {
            let text = format!(
                "<svg xmlns='{SVG}' width='10' height='10'><defs><rect id='r' width='5' height='5'/></defs>{inside}</svg>"
            );
            svg(text.as_bytes(), "", BOUNDS, 1 << 20).unwrap()
        };
        assert_eq!(drawn("<use href='#r'/><rect width='2' height='2' fill='#fff'/>").media, MediaType::Svg);
        for lost in ["<use href='#none'/>", "<rect width='9' height='9' clip-path='url(#none)'/>"] {
            assert_eq!(drawn(&format!("<rect width='2' height='2'/>{lost}")).media, MediaType::Png, "{lost}");
        }
        // Nor may a gradient be shown as a shape, or a shape be a colour.
        let gradient = "<linearGradient id='l'><stop offset='0'/></linearGradient>";
        for (reference, media) in [
            ("<rect width='9' height='9' fill='url(#l)'/>", MediaType::Svg),
            ("<rect width='9' height='9' style='fill: url(#l); opacity: 1'/>", MediaType::Svg),
            ("<use href='#l'/>", MediaType::Png),
            ("<rect width='9' height='9' fill='url(#r)'/>", MediaType::Png),
            ("<rect width='9' height='9' style='fill:url(#r)'/>", MediaType::Png),
            ("<rect width='9' height='9' mask='url(#l)'/>", MediaType::Png),
        ] {
            assert_eq!(
                drawn(&format!("<rect width='2' height='2'/>{gradient}{reference}")).media,
                media,
                "{reference}"
            );
        }
        // An id in a dropped part is not an id of the picture.
        let dropped = drawn("<metadata><g id='m'/></metadata><rect width='2' height='2'/><use href='#m'/>");
        assert_eq!(dropped.media, MediaType::Png);
        let link = String::from_utf8(drawn("<a href='#r'><rect width='2' height='2'/></a>").bytes).unwrap();
        assert!(!link.contains("href"), "{link}");
    }

    #[test]
    fn style_sheets_become_pixels() {
        let text = br#"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><style>rect{fill:red}</style><rect width="5" height="5"/></svg>"#;
        assert_eq!(svg(text, "", BOUNDS, 1 << 20).unwrap().media, MediaType::Png);
    }
}
