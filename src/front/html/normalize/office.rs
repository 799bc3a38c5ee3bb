//! The HTML of Word and Google Docs.
//!
//! Both keep the look and lose the meaning: a title is a paragraph of a class, and bold words are spans of a class that
//! the style sheet makes bold. A nested list is a separate list after the outer one, and every link passes through a
//! server that counts clicks. Here the meaning is put back.

use std::collections::BTreeMap;

use super::super::dom::urls;
use crate::front::html::dom::{Dom, Id};

/// Puts titles, styles, nested lists and addresses right.
pub(crate) fn mend(dom: &mut Dom) {
    name_titles(dom);
    if is_exported(dom) {
        style_spans(dom);
        nest_lists(dom);
        straighten_links(dom);
    }
}

/// The paragraphs that are the title and the subtitle of the document become its heading and the line below it.
fn name_titles(dom: &mut Dom) {
    let of = |names: [&str; 2], exported: bool| {
        let named = |d: &Id| dom.has_class(*d, names[0]) || exported && dom.has_class(*d, names[1]);
        dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "p").find(|d| named(d) && dom.has_words(*d))
    };
    let exported = is_exported(dom);
    let (title, subtitle) = (of(["MsoTitle", "title"], exported), of(["MsoSubtitle", "subtitle"], exported));
    let Some(title) = title else { return };
    dom.rename(title, "h1");
    if let Some(subtitle) = subtitle {
        dom.set_attr(subtitle, "role", "doc-subtitle");
    }
    let head = dom.descendants(Dom::ROOT).find(|d| dom.tag(*d) == "head");
    // The only name of the document that Google Docs writes is the one in its text.
    if let Some(head) = head.filter(|head| dom.find(*head, "title").is_none()) {
        let (name, text) = (dom.new_element("title"), dom.words_of(title));
        let text = dom.new_text(&text);
        dom.append(name, text);
        dom.append(head, name);
    }
}

/// True if Google Docs wrote the page.
fn is_exported(dom: &Dom) -> bool {
    let body = dom.find(Dom::ROOT, "body");
    body.is_some_and(|body| dom.has_class(body, "doc-content"))
        || dom.descendants(Dom::ROOT).any(|d| dom.classes(d).any(|class| class.starts_with("lst-kix_")))
}

/// The effect of a style sheet's class on words, as elements with the same meaning.
const LOOKS: &[(&str, &[&str], &str)] = &[
    ("font-weight", &["700", "bold"], "b"),
    ("font-style", &["italic"], "i"),
    ("text-decoration", &["line-through"], "s"),
    ("vertical-align", &["super"], "sup"),
    ("vertical-align", &["sub"], "sub"),
    ("font-family", &["courier", "consolas", "roboto mono", "source code pro"], "code"),
];

/// Spans that the style sheet makes bold, italic and the like become elements with that meaning; headings are bold by
/// themselves.
fn style_spans(dom: &mut Dom) {
    let sheets = dom.descendants(Dom::ROOT).filter(|d| dom.tag(*d) == "style");
    let text: String = sheets.flat_map(|sheet| dom.children(sheet)).filter_map(|c| dom.text(c)).collect();
    let looks = looks(&text);
    let spans: Vec<(Id, Vec<&str>)> = dom
        .descendants(Dom::ROOT)
        .filter(|d| dom.tag(*d) == "span" && dom.has_words(*d))
        .filter(|d| !dom.ancestors(*d).any(|a| dom.is_heading(a)))
        .map(|d| (d, dom.classes(d).filter_map(|class| looks.get(class)).flatten().copied().collect()))
        .collect();
    for (span, elements) in spans {
        let mut elements = elements.into_iter();
        let Some(first) = elements.next() else { continue };
        dom.rename(span, first);
        for inner in elements {
            let wrapper = dom.new_element(inner);
            let children: Vec<Id> = dom.children(span).collect();
            for child in children {
                dom.remove(child);
                dom.append(wrapper, child);
            }
            dom.append(span, wrapper);
        }
    }
}

/// The elements to which each class of a style sheet corresponds: `.c1{font-weight:700}`.
fn looks(sheet: &str) -> BTreeMap<&str, Vec<&'static str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for rule in sheet.split('}') {
        let Some((selector, body)) = rule.rsplit_once('{') else { continue };
        let selector = selector.rsplit([';', '{']).next().unwrap_or(selector).trim();
        let Some(class) = selector.strip_prefix('.').filter(|c| c.bytes().all(|b| b.is_ascii_alphanumeric())) else {
            continue;
        };
        let lower = body.to_ascii_lowercase();
        for (name, value) in lower.split(';').filter_map(|part| part.split_once(':')) {
            let says = |(of, values, _): &&(&str, &[&str], &str)| {
                *of == name.trim() && values.iter().any(|v| value.trim().trim_matches('"').starts_with(v))
            };
            found.entry(class).or_default().extend(LOOKS.iter().filter(says).map(|(.., element)| *element));
        }
    }
    found
}

/// The level of a list, which Google Docs writes into its class: `lst-kix_a1-2` is of the third.
fn level(dom: &Dom, id: Id) -> Option<(String, usize)> {
    let class = dom.classes(id).find(|class| class.starts_with("lst-kix_")).filter(|_| is_list(dom, id))?;
    let (name, level) = class.rsplit_once('-')?;
    Some((name.to_string(), level.parse().ok()?))
}

fn is_list(dom: &Dom, id: Id) -> bool {
    matches!(dom.tag(id), "ul" | "ol")
}

/// Lists of a deeper level that follow a list go into its last item, and items that go on at its own level join it.
fn nest_lists(dom: &mut Dom) {
    let lists: Vec<Id> = dom.descendants(Dom::ROOT).filter(|d| level(dom, *d).is_some()).collect();
    // The lists that are open, outermost first, and the list that comes next in the page.
    let mut open: Vec<(usize, Id)> = Vec::new();
    let mut follower = None;
    for list in lists {
        let Some((name, level_here)) = level(dom, list) else { continue };
        if follower != Some(list) {
            open.clear();
        }
        follower = dom.next_element(list);
        open.retain(|(level, _)| *level <= level_here);
        let same = open.last().filter(|(level, _)| *level == level_here).map(|(_, id)| *id);
        let joins =
            same.filter(|other| dom.tag(*other) == dom.tag(list) && level(dom, *other).is_some_and(|l| l.0 == name));
        if let Some(other) = joins {
            let items: Vec<Id> = dom.elements(list).collect();
            for item in items {
                dom.remove(item);
                dom.append(other, item);
            }
            dom.remove(list);
            continue;
        }
        open.retain(|(level, _)| *level < level_here);
        if let Some(item) = open.last().and_then(|(_, around)| dom.elements(*around).last()) {
            dom.remove(list);
            dom.append(item, list);
        }
        open.push((level_here, list));
    }
}

/// `https://www.google.com/url?q=https://example.org/plan&sa=D` leads to the address in `q`.
fn straighten_links(dom: &mut Dom) {
    let links: Vec<(Id, String)> = dom
        .descendants(Dom::ROOT)
        .filter(|d| dom.tag(*d) == "a")
        .filter_map(|d| {
            let query = dom.value(d, "href")?.split_once("google.com/url?")?.1;
            let address = query.split('&').find_map(|pair| pair.strip_prefix("q="))?;
            Some((d, urls::unescape(address)))
        })
        .filter(|(_, address)| urls::is_web(address) || address.starts_with("mailto:"))
        .collect();
    links.into_iter().for_each(|(link, address)| dom.set_attr(link, "href", &address));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markup(html: &str) -> String {
        fn write(dom: &Dom, id: Id, out: &mut String) {
            if let Some(text) = dom.text(id) {
                return out.push_str(text);
            }
            out.push_str(&format!("<{}>", dom.tag(id)));
            dom.children(id).for_each(|c| write(dom, c, out));
            out.push_str(&format!("</{}>", dom.tag(id)));
        }
        let mut dom = Dom::document(html);
        mend(&mut dom);
        let mut out = String::new();
        let body = dom.find(Dom::ROOT, "body").unwrap_or(Dom::ROOT);
        dom.children(body).for_each(|c| write(&dom, c, &mut out));
        out
    }

    #[test]
    fn classes_of_a_style_sheet_are_elements() {
        let page = |body: &str| {
            markup(&format!(
                "<style>@import url(x);.c1{{font-weight:700}}.c2{{color:red;font-style:italic}}.c3{{font-weight:400}}\
                 .c4{{font-weight:700;font-style:italic}}li.c1{{font-weight:400}}</style><body class=doc-content>{body}"
            ))
        };
        assert_eq!(page("<p><span class=c1>No</span>body</p>"), "<p><b>No</b>body</p>");
        assert_eq!(page("<p><span class='c3 c2'>No</span></p>"), "<p><i>No</i></p>");
        assert_eq!(page("<p><span class=c4>No</span></p>"), "<p><b><i>No</i></b></p>");
        assert_eq!(page("<p><span class=c3>No</span></p>"), "<p><span>No</span></p>");
        assert_eq!(page("<h2><span class=c1>No</span></h2>"), "<h2><span>No</span></h2>");
        assert_eq!(
            markup("<style>.c1{font-weight:700}</style><p><span class=c1>No</span></p>"),
            "<p><span>No</span></p>"
        );
    }

    #[test]
    fn lists_stand_in_the_items_above_them() {
        let list = |level: usize, words: &str| format!("<ul class='lst-kix_a-{level}'><li>{words}</li></ul>");
        let nested = |parts: &[String]| markup(&parts.concat());
        assert_eq!(
            nested(&[list(0, "First"), list(1, "Under"), list(0, "Second")]),
            "<ul><li>First<ul><li>Under</li></ul></li><li>Second</li></ul>"
        );
        assert_eq!(
            nested(&[list(0, "A"), list(1, "B"), list(2, "C"), list(1, "D")]),
            "<ul><li>A<ul><li>B<ul><li>C</li></ul></li><li>D</li></ul></li></ul>"
        );
        assert_eq!(
            nested(&[list(0, "A"), "<p>Between.</p>".into(), list(0, "B")]),
            "<ul><li>A</li></ul><p>Between.</p><ul><li>B</li></ul>"
        );
    }

    #[test]
    fn links_and_titles_are_what_they_were() {
        let page = "<html><head></head><body class=doc-content><p class=title>Plan</p><p class=subtitle>A draft</p>\
                    <p><a href='https://www.google.com/url?q=https://e.org/p%3Fa%3D1&amp;sa=D'>it</a></p>";
        let mut dom = Dom::document(page);
        mend(&mut dom);
        let link = dom.find(Dom::ROOT, "a").and_then(|a| dom.value(a, "href"));
        assert_eq!(link, Some("https://e.org/p?a=1"));
        assert_eq!(dom.find(Dom::ROOT, "title").map(|t| dom.words_of(t)).as_deref(), Some("Plan"));
        assert_eq!(
            markup("<p class=MsoTitle>Minutes</p><p class=MsoSubtitle>Of May</p>"),
            "<h1>Minutes</h1><p>Of May</p>"
        );
        assert_eq!(markup("<p class=title>Plan</p>"), "<p>Plan</p>", "a class of somebody's own");
    }
}
