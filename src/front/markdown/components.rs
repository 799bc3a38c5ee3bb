//! Elements that no HTML has, such as mdBook's `<Listing>` and the components of pages made with JSX.
//!
//! A browser's parser takes some of them for old elements (`<listing>`) and encloses their content. So their tags are
//! removed before the HTML front end sees them. Their content stays unchanged, and a caption in a tag is put before it.

use std::borrow::Cow;

use super::tags;

/// The HTML without tags of components.
pub(super) fn strip(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        at = start + 1;
        let rest = &html[start + 1..];
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let end =
            name.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'))).unwrap_or(name.len());
        let Some(close) = rest.find('>').filter(|_| is_component(&name[..end])) else { continue };
        let stop = start + 1 + close + 1;
        out.push_str(&html[done..start]);
        out.push_str(&caption(&html[start..stop], &name[..end]));
        done = stop;
        at = stop;
    }
    if done == 0 { Cow::Borrowed(html) } else { Cow::Owned(out + &html[done..]) }
}

/// A name with a capital, as in JSX (`TabItem`), that is not an element of HTML (`Summary`, `DIV`).
pub(super) fn is_component(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && !tags::is_html(&name.to_ascii_lowercase())
}

/// The words for readers in a tag.
fn caption(tag: &str, name: &str) -> String {
    if tag.starts_with("</") {
        return String::new();
    }
    let attributes = tags::attributes_of(tag);
    let get =
        |key: &str| attributes.iter().find(|(k, _)| k == key).map(|(_, value)| value.trim()).filter(|v| !v.is_empty());
    let words = get("caption").or(get("title")).or(get("label"));
    let words = match (name, get("number"), words) {
        ("Listing", Some(number), Some(words)) => format!("Listing {number}: {words}"),
        (_, _, Some(words)) => words.to_string(),
        _ => return String::new(),
    };
    // A caption of mdBook may hold Markdown or HTML; only its words count.
    let words = words.replace('&', "&amp;").replace('<', "&lt;");
    format!("<p><em>{words}</em></p>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_components_go_and_their_captions_stay() {
        assert_eq!(strip("<Listing number=\"3-2\" caption=\"A rope\">\n"), "<p><em>Listing 3-2: A rope</em></p>\n\n");
        assert_eq!(strip("</Listing>\n"), "\n");
        assert_eq!(
            strip("<Tabs><TabItem label=\"npm\">a <b>c</b></TabItem></Tabs>"),
            "<p><em>npm</em></p>\na <b>c</b>"
        );
        assert_eq!(strip("<DIV><Summary>a</Summary></DIV> a < B"), "<DIV><Summary>a</Summary></DIV> a < B");
    }
}
