//! Pictures in styles: boxes that declare themselves pictures, and SingleFile's variables.
//!
//! `<div role="img" aria-label="The pier" style="background-image:url(pier.png)">` is a picture for people who see the
//! page and for people who hear it. A program that saves a page as one file keeps a repeated picture in a variable of
//! the style sheet, and puts an empty drawing in its place.

use std::collections::BTreeMap;

use crate::front::html::dom::picture_sources::is_placeholder;
use crate::front::html::dom::{Dom, Id, fold};

/// The longest value of a variable that is kept, in bytes.
const LONGEST: usize = 64 << 20;

/// Makes pictures of background images.
pub(crate) fn show(dom: &mut Dom) {
    let is_image = |d: Id| dom.tag(d) == "img" && dom.value(d, "src").is_none_or(is_placeholder);
    let is_box = |d: Id| dom.attr(d, "role") == Some("img") && matches!(dom.tag(d), "div" | "span" | "a" | "section");
    let has_background = |d: Id| dom.attr(d, "style").is_some_and(|style| style.contains("background"));
    let found: Vec<Id> = dom
        .descendants(Dom::ROOT)
        .filter(|d| has_background(*d) && (is_image(*d) || is_box(*d) && !dom.has_words(*d)))
        .collect();
    if found.is_empty() {
        return;
    }
    let variables = variables(dom);
    for id in found {
        let style = dom.attr(id, "style").unwrap_or("");
        let named = || between(style, "var(", ")").and_then(|name| variables.get(name.trim()).cloned());
        let Some(address) = address(style).map(String::from).or_else(named) else { continue };
        dom.set_attr(id, "src", &address);
        if dom.tag(id) != "img" {
            let alt = dom.value(id, "aria-label").or_else(|| dom.value(id, "title")).map(fold).unwrap_or_default();
            dom.set_attr(id, "alt", &alt);
            dom.unset_attr(id, "style");
            dom.rename(id, "img");
        }
    }
}

/// The variables of the page's style sheets with addresses, by name.
fn variables(dom: &Dom) -> BTreeMap<String, String> {
    let sheets = dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "style");
    let texts = sheets.flat_map(|sheet| dom.children(sheet)).filter_map(|c| dom.text(c));
    let mut found = BTreeMap::new();
    for (at, text) in texts.flat_map(|text| text.match_indices("--").map(move |(at, _)| (at, text))) {
        let Some((name, rest)) = text[at..].split_once(':') else { continue };
        let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        if is_name && let Some(address) = address_at(rest.trim_start()).filter(|a| a.len() <= LONGEST) {
            found.insert(name.to_string(), address.to_string());
        }
    }
    found
}

/// The address in a style's background.
fn address(style: &str) -> Option<&str> {
    let background = &style[style.find("background")?..];
    address_at(&background[background.find("url(")?..])
}

/// The address at the start of a text: `url("pier.png")`.
fn address_at(text: &str) -> Option<&str> {
    let inside = text.strip_prefix("url(")?.trim_start();
    let address = match inside.chars().next()? {
        quote @ ('"' | '\'') => inside[1..].split(quote).next()?,
        _ => inside.split(')').next()?,
    };
    Some(address.trim()).filter(|address| !address.is_empty())
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    text.split_once(open)?.1.split(close).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(html: &str) -> Vec<(String, String)> {
        let mut dom = Dom::document(html);
        show(&mut dom);
        let value = |id: Id, name: &str| dom.attr(id, name).unwrap_or("").to_string();
        dom.descendants(Dom::ROOT)
            .filter(|d| dom.tag(*d) == "img")
            .map(|d| (value(d, "src"), value(d, "alt")))
            .collect()
    }

    #[test]
    fn boxes_that_say_they_are_pictures_are_pictures() {
        let of = |html| sources(html).first().cloned().unwrap_or_default();
        let pier = |alt: &str| ("pier.png".to_string(), alt.to_string());
        assert_eq!(
            of("<div role=img aria-label='The pier' style='background-image:url(pier.png)'></div>"),
            pier("The pier")
        );
        assert_eq!(of("<span role=img title=Pier style='background:#fff url( \"pier.png\" )'> </span>"), pier("Pier"));
        assert_eq!(of("<div role=img style=\"background-image: url('pier.png')\"></div>"), pier(""));
        assert!(sources("<div style='background-image:url(pier.png)'></div>").is_empty(), "decoration");
        assert!(sources("<div role=img style='background-image:url(pier.png)'>Words</div>").is_empty(), "words stay");
        assert!(sources("<div role=img style='background:red'></div>").is_empty());
    }

    #[test]
    fn variables_hold_pictures() {
        let page = "<style>:root{--sf-img-1: url(\"data:image/png;base64,AAAA\");--gap:2px}</style>\
                    <img alt=Door src='data:image/gif;base64,R0lG' style='background-image:var(--sf-img-1)!important'>";
        assert_eq!(sources(page), [("data:image/png;base64,AAAA".to_string(), "Door".to_string())]);
        assert_eq!(sources("<img src=a.png style='background-image:var(--x)'>")[0].0, "a.png");
    }
}
