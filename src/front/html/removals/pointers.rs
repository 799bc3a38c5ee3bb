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
    |page, id| words_of_line(page, id).is_some_and(|words| is_jump(page.dom, id, &words)),
    &[("<p><a href='#end'>Jump to end</a></p><p id=end>Sails.</p>", "Sails.")],
);

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
    matches!(dom.tag(id), "p" | "div")
        && words.split(' ').count() <= 4
        && link_share(dom, id) > 0.95
        && dom.find(id, "a").and_then(|a| dom.attr(a, "href")).is_some_and(|href| href.starts_with('#'))
        && !is_announced(dom, id)
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
