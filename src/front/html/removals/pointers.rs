//! Short separate lines that point to another article or another place of the page, file this article or state rights.
//!
//! Class names reveal most parts outside the article, but many parts have none. Here the words and the links decide: a
//! line with "Read more" is removed only if the text that it names is a link.

use super::{Decide, HtmlRule, Page};
use crate::front::html::dom::is_block_tag;
use crate::front::html::dom::measure::{is_announced, link_share};
use crate::front::html::dom::{Dom, Id};
use crate::front::removal::{Evidence, Reason, Rule, Scope};
use crate::lang::phrases;

const fn rule(
    id: &'static str,
    reason: Reason,
    about: &'static str,
    applies: fn(&Page, Id) -> bool,
    examples: &'static [(&'static str, &'static str)],
) -> HtmlRule {
    let (scope, evidence) = (Scope::Article, Evidence::Phrase);
    Rule { id, reason, scope, evidence, about, examples, decide: Decide::Node(applies) }
}

/// "Read also: ...".
pub(crate) const POINTER: HtmlRule = rule(
    "pointer",
    Reason::Related,
    "Lines that lead to another article: “Read also: …”, where what they name is a link.",
    |page, id| {
        words_of_line(page, id)
            .is_some_and(|words| is_link_after(page.dom, id, &words) && !is_in_title(page, id, &words))
    },
    &[
        ("<p>Sails.</p><p>Read also: <a href=/b>The old lighthouse</a></p>", "Sails."),
        ("<p>Related work in this field is old.</p>", "Related work in this field is old."),
    ],
);

/// "Jump to details".
pub(crate) const JUMP: HtmlRule = rule(
    "jump",
    Reason::Navigation,
    "Paragraphs that are a short link to another place of the page.",
    |page, id| words_of_line(page, id).is_some_and(|words| is_jump(page.dom, id, &words)) || is_arrow(page.dom, id),
    &[
        ("<p><a href='#end'>Jump to end</a></p><p id=end>Sails.</p>", "Sails."),
        (
            "<ul><li><p><a href='#jib'>The jib</a></p><p>It is small.</p></ul><p id=jib>Sails.",
            "The jib It is small. Sails.",
        ),
        (
            "<p>Sails.</p><div><a href='#top'><img src=up.gif alt=top></a></div><p>Ropes.</p><div><a href='#top'><img src=up.gif alt=top></a></div>",
            "Sails. Ropes.",
        ),
    ],
);

/// "Prev - Home - Next".
pub(crate) const CHAPTER_LINKS: HtmlRule = Rule {
    id: "chapter-links",
    reason: Reason::Navigation,
    scope: Scope::Article,
    evidence: Evidence::Structure,
    about: "Rows of links that state, by rel or accesskey, that they lead to the chapters before and after this one.",
    examples: &[
        (
            "<table><tr><td><a accesskey=p href=a>Prev</a><td><a accesskey=h href=i>Home</a><td><a accesskey=n href=b>Next</a>\
             <tr><td>The keel<td><td>The mast</table><p>Sails.</p>",
            "Sails.",
        ),
        (
            "<p>The keel was laid in spring, and <a rel=next href=b>the mast</a> was set up in the week before the feast.</p>",
            "The keel was laid in spring, and the mast was set up in the week before the feast.",
        ),
        (
            "<table><tr><td><a accesskey=k href=a>Keel</a><td>oak<tr><td><a href=b>Mast</a><td>pine</table>",
            "Keel oak Mast pine",
        ),
    ],
    decide: Decide::Node(leads_to_chapters),
};

/// "Filed under".
pub(crate) const LABEL: HtmlRule = rule(
    "tag-line",
    Reason::Filing,
    "Lines that only file the article away: “Tags: …” with links.",
    |page, id| words_of_line(page, id).is_some_and(|words| is_label(page.dom, id, &words)),
    &[("<p>Sails.</p><p>Filed under: <a href=/sea>The sea</a></p>", "Sails.")],
);

/// "(c) 2024".
pub(crate) const RIGHTS: HtmlRule = rule(
    "rights",
    Reason::Frame,
    "Lines of rights: “© 2024 …”.",
    |page, id| words_of_line(page, id).is_some_and(|words| is_rights(&words)),
    &[("<p>Sails.</p><p>© 2024 The Wave</p>", "Sails.")],
);

/// "We may earn a commission".
pub(crate) const DISCLOSURE: HtmlRule = rule(
    "disclosure",
    Reason::Frame,
    "What the site says of its earnings: “This post contains affiliate links”.",
    |page, id| words_of_line(page, id).is_some_and(|words| is_disclosure(&words)),
    &[("<p>Sails.</p><p>This post contains affiliate links.</p>", "Sails.")],
);

/// Most characters of a line that can be a pointer or a label.
const SHORT: usize = 300;

/// The plain words of a short separate line; `None` for any other element.
fn words_of_line(page: &Page, id: Id) -> Option<String> {
    let dom = page.dom;
    let is_line = (1..=SHORT).contains(&page.length(id))
        && matches!(dom.tag(id), "p" | "div" | "li" | "h3" | "h4" | "h5" | "h6" | "span")
        && !holds_blocks(dom, id);
    let is_part = || dom.tag(id) == "span" && dom.parent(id).is_none_or(|p| dom.only_child(p) != Some(id));
    (is_line && !is_part()).then(|| plain(&dom.words_of(id)))
}

/// "This post may contain affiliate links": the site's income is not part of the article. An article about such links
/// does not use these words of itself.
fn is_disclosure(words: &str) -> bool {
    let earns = ["affiliate link", "affiliate commission", "earn a commission", "earn a small commission"];
    let own = ["we may", "i may", "we earn", "i earn", "we receive", "may contain", "this post contains", "may earn"];
    earns.iter().any(|e| words.contains(e)) && own.iter().any(|o| words.contains(o))
}

fn is_link_after(dom: &Dom, id: Id, words: &str) -> bool {
    let Some(pointer) = phrases::pointer(words) else { return false };
    let rest = pointer.rest.trim_start();
    // "Related: ..." and "Read more about ..." lead to other articles; "Related work in this field" is text, unless all
    // of it is a link.
    let linked = link_share(dom, id);
    (rest.starts_with([':', '|', '–', '—', '-', '→', '>', '»']) && linked > 0.4) || linked > 0.85 && pointer.words > 1
}

/// A heading that repeats the article's title with a link to its own page, as on blogs: "Next up: plum cake".
fn is_in_title(page: &Page, id: Id, words: &str) -> bool {
    page.dom.tag(id).starts_with('h') && plain(page.title).contains(words)
}

/// A paragraph that is a short link to another place of the page: "Jump to details".
fn is_jump(dom: &Dom, id: Id, words: &str) -> bool {
    let heads_item = || dom.parent(id).is_some_and(|item| matches!(dom.tag(item), "li" | "dd" | "td" | "th"));
    matches!(dom.tag(id), "p" | "div")
        && words.split(' ').count() <= 4
        && !heads_item()
        && link_share(dom, id) > 0.95
        && dom.find(id, "a").and_then(|a| dom.attr(a, "href")).is_some_and(|href| href.starts_with('#'))
        && !is_announced(dom, id)
}

/// True for a picture alone in its line that leads to the same place of the page as the same picture elsewhere.
fn is_arrow(dom: &Dom, id: Id) -> bool {
    let link = |id: Id| {
        let link = dom.only_child(id).filter(|link| dom.tag(*link) == "a")?;
        let picture = dom.only_child(link).filter(|picture| dom.tag(*picture) == "img")?;
        let target = dom.value(link, "href").filter(|href| href.starts_with('#'))?;
        Some((target, dom.value(picture, "src")?))
    };
    matches!(dom.tag(id), "p" | "div")
        && link(id).is_some_and(|own| dom.descendants(Dom::ROOT).filter(|d| link(*d) == Some(own)).take(2).count() == 2)
}

/// True for a row of links of which two lead to other chapters, or one and most of the words are linked.
fn leads_to_chapters(page: &Page, id: Id) -> bool {
    /// Most bytes of the words of such a row: it may repeat the titles of three chapters.
    const LONGEST: usize = 400;
    let dom = page.dom;
    let is_row = matches!(dom.tag(id), "div" | "table" | "p" | "header" | "footer" | "ul")
        && page.length(id) <= LONGEST
        && match std::iter::once(id).chain(dom.descendants(id)).find(|d| dom.tag(*d) == "table") {
            // The titles of chapters may be as long as sentences.
            Some(_) => !dom.descendants(id).any(|d| dom.tag(d) == "p" && dom.running_text().of(d) > 0),
            None => dom.running_text().of(id) == 0,
        };
    let is_more = |d: Id| dom.is_heading(d) || matches!(dom.tag(d), "pre" | "dl" | "figure" | "form" | "h1");
    let leads = |a: &Id| {
        let rel = || dom.attr(*a, "rel").unwrap_or("").split_ascii_whitespace();
        let key = dom.attr(*a, "accesskey").unwrap_or("");
        let states =
            |rel: &str| matches!(rel, "prev" | "previous" | "next" | "up" | "home" | "start" | "contents" | "index");
        dom.tag(*a) == "a" && (rel().any(states) || matches!(key, "p" | "n" | "u" | "h"))
    };
    is_row && !dom.descendants(id).any(is_more) && {
        let count = dom.descendants(id).filter(leads).take(2).count();
        count == 2 || count == 1 && link_share(dom, id) > 0.5
    }
}

fn is_label(dom: &Dom, id: Id, words: &str) -> bool {
    phrases::files_away(words) && link_share(dom, id) > 0.25
}

fn is_rights(words: &str) -> bool {
    let opens = words.starts_with('©') || words.starts_with("copyright ©") || words.starts_with("(c) copyright");
    opens && words.contains(|c: char| c.is_ascii_digit()) && words.len() < 200
}

/// In small letters, without marks and signs before the first letter, apostrophes straight.
pub(crate) fn plain(words: &str) -> String {
    let start = words.find(|c: char| c.is_alphanumeric() || c == '©' || c == '(').unwrap_or(0);
    words[start..].to_lowercase().replace('’', "'")
}

pub(crate) fn holds_blocks(dom: &Dom, id: Id) -> bool {
    dom.descendants(id).any(|d| is_block_tag(dom.tag(d)) || matches!(dom.tag(d), "img" | "picture" | "code"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_stands_in_several_places() {
        let arrow = |html: &str| {
            let dom = Dom::fragment(html);
            dom.find(Dom::ROOT, "div").is_some_and(|id| is_arrow(&dom, id))
        };
        let up = "<div><a href='#top'><img src=up.gif alt=top></a></div>";
        assert!(arrow(&format!("{up}<p>The jib.</p>{up}")));
        assert!(!arrow(up), "a drawing that opens larger");
        assert!(!arrow(&format!("{up}<div><a href='#b'><img src=up.gif></a></div>")));
        assert!(!arrow("<div><a href=/a><img src=a.jpg></a></div><div><a href=/a><img src=a.jpg></a></div>"));
    }
}
