//! What stands among and after an article's words without being its text, told by what it says and how it is built:
//! pointers to other articles, cards that show them, lists of tags, lines of rights, lists of the page's own headings.
//!
//! Names of classes tell most clutter (`clutter`), but much of it has none. Here the words decide, and the links: a
//! line that says "Read more" is left out only where what it names is a link, a heading that says "Related articles"
//! only with what follows being links. Prose is never judged.

use super::report::{Reason, Removals};
use crate::front::html::dom::lengths::Lengths;
use crate::front::html::dom::measure::{is_announced, is_prose, link_share, linked_length};
use crate::front::html::dom::urls;
use crate::front::html::dom::{Dom, Id};

/// How lines begin that lead to another article, in the languages of the captures.
const POINTERS: &[&str] = &[
    "read more",
    "read also",
    "also read",
    "read next",
    "up next",
    "see also",
    "see more",
    "related",
    "related article",
    "related articles",
    "related reading",
    "related posts",
    "related stories",
    "related story",
    "recommended reading",
    "recommended",
    "more on this",
    "more from",
    "don't miss",
    "dig deeper",
    "you may also like",
    "you might also like",
    "lesen sie auch",
    "lesen sie mehr",
    "mehr zum thema",
    "auch interessant",
    "lire aussi",
    "à lire aussi",
    "lea también",
    "lee también",
    "te puede interesar",
    "leggi anche",
    "leia também",
    "leia mais",
    "lees ook",
    "læs også",
    "les også",
    "läs också",
    "czytaj także",
    "читайте также",
];

/// What headings say above links to other articles.
const LINK_SECTIONS: &[&str] = &[
    "related",
    "related articles",
    "related article",
    "related posts",
    "related post",
    "related stories",
    "related content",
    "related news",
    "related reading",
    "related topics",
    "related resources",
    "related blogs",
    "you may also like",
    "you might also like",
    "you may also be interested in",
    "you might also be interested in",
    "you may be interested in",
    "recommended for you",
    "recommended articles",
    "recommended reading",
    "recommended",
    "read next",
    "up next",
    "keep reading",
    "continue reading",
    "more articles",
    "more stories",
    "more posts",
    "more news",
    "more like this",
    "latest posts",
    "latest articles",
    "latest news",
    "recent posts",
    "recent articles",
    "popular posts",
    "popular articles",
    "most popular",
    "most read",
    "trending",
    "trending now",
    "featured articles",
    "featured",
    "featured stories",
    "other articles",
    "related searches",
    "related links",
    "related coverage",
    "related video",
    "related videos",
    "read this next",
    "what to read next",
    "more to read",
    "more to explore",
    "more coverage",
    "top stories",
    "editor's picks",
    "editors' picks",
    "popular",
    "popular now",
    "popular stories",
    "popular this week",
    "most viewed",
    "most shared",
    "most commented",
    "from the web",
    "from around the web",
    "around the web",
    "sponsored stories",
    "promoted stories",
    "promoted content",
    "tags",
    "categories",
    "share this",
    "share this article",
    "share this post",
    "ähnliche artikel",
    "das könnte sie auch interessieren",
    "auch interessant",
    "lesen sie auch",
    "mehr zum thema",
    "meistgelesen",
    "weitere artikel",
    "articles similaires",
    "à lire aussi",
    "à lire également",
    "sur le même sujet",
    "les plus lus",
    "artículos relacionados",
    "noticias relacionadas",
    "te puede interesar",
    "lo más leído",
    "articoli correlati",
    "leggi anche",
    "potrebbe interessarti",
    "artigos relacionados",
    "leia também",
    "mais lidas",
    "gerelateerde artikelen",
    "lees ook",
    "meest gelezen",
];

/// How lines begin that are links from end to end and ask the reader to go there.
const CALLS: &[&str] = &[
    "learn more",
    "learn how",
    "learn about",
    "find out",
    "check out",
    "see how",
    "see the",
    "see our",
    "see all",
    "view all",
    "view our",
    "discover",
    "explore",
    "read about",
    "read our",
    "read the",
    "shop all",
    "shop now",
    "shop our",
    "shop the",
    "sign up",
    "subscribe",
    "join our",
    "join the",
    "get started",
    "get the",
    "get your",
    "start your",
    "start a",
    "book a",
    "book your",
    "try ",
    "download our",
    "request a",
    "schedule a",
    "contact us",
    "click here",
    "mehr erfahren",
    "jetzt ",
    "en savoir plus",
    "découvrez",
    "más información",
    "descubre",
    "scopri",
    "saiba mais",
    "lees meer",
    "läs mer",
];

/// How lines begin that only file the article away.
const LABELS: &[&str] = &[
    "tags:",
    "tag:",
    "tagged:",
    "tagged as",
    "tagged with",
    "filed under",
    "posted in",
    "categories:",
    "category:",
    "topics:",
    "schlagwörter:",
    "mots-clés :",
    "etiquetas:",
];

/// Most characters of a line that can be a pointer or a label.
const SHORT: usize = 300;

/// Why a paragraph or line is none of the article's: it leads to another one, files this one, or states rights.
pub fn pointer(dom: &Dom, id: Id, lengths: &Lengths) -> Option<Reason> {
    if !(1..=SHORT).contains(&lengths.of(id)) {
        return None;
    }
    if !matches!(dom.tag(id), "p" | "div" | "li" | "h3" | "h4" | "h5" | "h6" | "span") || holds_blocks(dom, id) {
        return None;
    }
    if dom.tag(id) == "span" && dom.parent(id).is_none_or(|p| dom.only_child(p) != Some(id)) {
        return None;
    }
    let plain = plain(&dom.words_of(id));
    match () {
        () if is_link_after(dom, id, &plain) => Some(Reason::Related),
        () if is_call(dom, id, &plain) => Some(Reason::Related),
        () if is_jump(dom, id, &plain) => Some(Reason::Navigation),
        () if is_label(dom, id, &plain) => Some(Reason::Filing),
        () if is_rights(&plain) || is_disclosure(&plain) => Some(Reason::Frame),
        () => None,
    }
}

/// "This post may contain affiliate links": what the site earns is not part of what the article says. An article
/// about such links does not say so of itself.
fn is_disclosure(words: &str) -> bool {
    let earns = ["affiliate link", "affiliate commission", "earn a commission", "earn a small commission"];
    let own = ["we may", "i may", "we earn", "i earn", "we receive", "may contain", "this post contains", "may earn"];
    earns.iter().any(|e| words.contains(e)) && own.iter().any(|o| words.contains(o))
}

fn is_link_after(dom: &Dom, id: Id, words: &str) -> bool {
    let Some(cue) = POINTERS.iter().filter(|c| words.starts_with(**c)).max_by_key(|c| c.len()) else { return false };
    let rest = words[cue.len()..].trim_start();
    // "Related: ..." and "Read more about ..." lead on; "Related work in this field" is text, unless all of it is a link.
    let linked = link_share(dom, id);
    (rest.starts_with([':', '|', '–', '—', '-', '→', '>', '»']) && linked > 0.4) || linked > 0.85
}

/// A paragraph that is a link and asks to go there; after a colon it is what the text spoke of.
fn is_call(dom: &Dom, id: Id, words: &str) -> bool {
    if !matches!(dom.tag(id), "p" | "div" | "h3" | "h4" | "h5" | "h6") || is_announced(dom, id) {
        return false;
    }
    let share = link_share(dom, id);
    // "Read our full review of the lamp", with only its end linked, and what opens with an arrow.
    let review = || ["read our full ", "see our full ", "read the full "].iter().any(|r| words.starts_with(r));
    let arrow = || {
        let all = dom.words_of(id);
        ["👉", "➡", "→", "»", ">>", "▶", "►"].iter().any(|sign| all.trim_start().starts_with(sign))
    };
    share > 0.95 && CALLS.iter().any(|call| words.starts_with(call))
        || share > 0.3 && words.len() <= 120 && (review() || arrow())
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
    LABELS.iter().any(|l| words.starts_with(l)) && link_share(dom, id) > 0.25
}

fn is_rights(words: &str) -> bool {
    let opens = words.starts_with('©') || words.starts_with("copyright ©") || words.starts_with("(c) copyright");
    opens && words.contains(|c: char| c.is_ascii_digit()) && words.len() < 200
}

/// In small letters, without marks and signs before the first letter, apostrophes straight.
fn plain(words: &str) -> String {
    let start = words.find(|c: char| c.is_alphanumeric() || c == '©' || c == '(').unwrap_or(0);
    words[start..].to_lowercase().replace('’', "'")
}

fn holds_blocks(dom: &Dom, id: Id) -> bool {
    dom.descendants(id).any(|d| {
        crate::front::html::build::is_block_tag(dom.tag(d)) || matches!(dom.tag(d), "img" | "picture" | "code")
    })
}

/// Whether a box shows other articles as cards: two or more boxes of one kind, each with a heading that is a link
/// into the same site and hardly a sentence beside it.
pub fn is_cards(dom: &Dom, id: Id, lengths: &Lengths, host: Option<&str>) -> bool {
    if !matches!(dom.tag(id), "div" | "section" | "ul" | "ol" | "aside") {
        return false;
    }
    let (mut cards, mut others) = (0, 0);
    for child in dom.elements(id) {
        match dom.tag(child) {
            "article" | "li" | "div" | "a" | "section" if is_card(dom, child, lengths, host) => cards += 1,
            _ if lengths.of(child) > 0 => others += 1,
            _ => {}
        }
    }
    // In a long stream some lead elsewhere.
    cards >= 2 && others <= 1 + cards / 6 && cards > others
}

fn is_card(dom: &Dom, id: Id, lengths: &Lengths, host: Option<&str>) -> bool {
    if lengths.of(id) > 400 {
        return false;
    }
    let heading = |d: &Id| matches!(dom.tag(*d), "h2" | "h3" | "h4" | "h5" | "h6");
    let mut headings = std::iter::once(id).chain(dom.descendants(id).take(60)).filter(heading);
    let (Some(heading), None) = (headings.next(), headings.next()) else { return false };
    let around =
        std::iter::once(id).chain(dom.ancestors(heading).take_while(|a| *a != id)).find(|a| dom.tag(*a) == "a");
    let inside = || dom.descendants(heading).find(|d| dom.tag(*d) == "a" && linked_length(dom, heading) > 0);
    let whole = around.or_else(|| inside().filter(|a| dom.words_of(*a) == dom.words_of(heading)));
    whole.and_then(|a| dom.attr(a, "href")).is_some_and(|href| leads_within(href, host))
}

/// Whether an address is of the same site: a path, or with the page's host or one above or below it.
fn leads_within(href: &str, host: Option<&str>) -> bool {
    let below = |a: &str, b: &str| a.strip_suffix(b).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    match (urls::host(href), host) {
        (Some(there), Some(here)) => below(there, here) || below(here, there),
        _ => href.starts_with('/') && !href.starts_with("//"),
    }
}

/// Leaves out the sections that only hold links to other articles, and the list of the page's own headings.
pub fn leave_out(dom: &Dom, root: Id, lengths: &Lengths, removed: &mut Removals) {
    let total = lengths.of(root).max(1);
    let mut at = dom.first(root);
    while let Some(id) = at {
        let next = dom.after(id, root);
        if !dom.is_element(id) || removed.has(id) {
            at = next;
            continue;
        }
        match dom.tag(id) {
            "h2" | "h3" | "h4" | "h5" | "h6" => {
                // The contents below may be gone entry by entry.
                let below = dom.next_element(id).filter(|_| lengths.of(id) <= 40 && announces_contents(dom, id));
                if below.is_some_and(|below| dom.has_words(below) && is_emptied(dom, below, removed)) {
                    removed.leave_out(id, Reason::Navigation);
                }
                leave_out_section(dom, id, lengths, total, removed);
            }
            "p" | "div" | "strong" if (1..=SHORT / 3).contains(&lengths.of(id)) && announces_links(dom, id) => {
                leave_out_section(dom, id, lengths, total, removed)
            }
            "ul" | "ol" if is_contents(dom, id) => {
                leave_out_contents(dom, id, removed);
                at = next;
                continue;
            }
            _ => {}
        }
        at = dom.first(id).or(next);
    }
}

/// Whether a heading's words are of those that stand above links to other articles, alone or with more after them.
fn names_links(words: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "more from ",
        "related articles ",
        "related posts ",
        "related stories ",
        "you may also be interested in ",
        "you might also be interested in ",
        "you may be interested in ",
        "explore more ",
        "learn more in our ",
        "read more from ",
        "more stories ",
        "more articles ",
        "more in ",
        "trending on ",
        "popular on ",
        "latest from ",
    ];
    LINK_SECTIONS.contains(&words) || OPENINGS.iter().any(|o| words.starts_with(o))
}

/// A line that is no heading by its name and announces links like one.
fn announces_links(dom: &Dom, id: Id) -> bool {
    let line = dom.first(id).is_some() && !holds_blocks(dom, id) && link_share(dom, id) < 0.5;
    line && names_links(plain(&dom.words_of(id)).trim_end_matches([':', '.', '…', ' ']))
}

fn is_about_author(words: &str) -> bool {
    matches!(
        words,
        "about the author"
            | "about the authors"
            | "about our author"
            | "meet the author"
            | "über den autor"
            | "über die autorin"
            | "à propos de l'auteur"
            | "sobre el autor"
            | "sull'autore"
            | "sobre o autor"
            | "over de auteur"
    )
}

/// The heading "About the author" with what follows it to the next heading, where that is short.
fn leave_out_author(dom: &Dom, heading: Id, total: usize, removed: &mut Removals) {
    let first = outermost(dom, heading);
    let mut section = vec![first];
    let mut length = 0;
    let mut after = dom.next(first);
    while let Some(id) = after.filter(|id| !matches!(dom.tag(*id), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")) {
        length += dom.words_of(id).len();
        section.push(id);
        after = dom.next(id);
    }
    if length > 0 && length <= 1500 && length * 4 < total {
        section.iter().for_each(|id| removed.leave_out(*id, Reason::Filing));
    }
}

/// The outermost box that holds nothing but this.
fn outermost(dom: &Dom, id: Id) -> Id {
    let mut outer = id;
    while let Some(parent) = dom.parent(outer).filter(|p| dom.only_child(*p) == Some(outer)) {
        outer = parent;
    }
    outer
}

fn leave_out_section(dom: &Dom, heading: Id, lengths: &Lengths, total: usize, removed: &mut Removals) {
    let words = plain(&dom.words_of(heading));
    let words = words.trim_end_matches([':', '.', '…', ' ']);
    if is_about_author(words) {
        return leave_out_author(dom, heading, total, removed);
    }
    if !names_links(words) {
        return;
    }
    // The heading may stand in a box of its own.
    let first = outermost(dom, heading);
    let mut section = vec![first];
    let mut links = false;
    let mut after = dom.next(first);
    while let Some(id) = after {
        if matches!(dom.tag(id), "h1" | "h2" | "h3" | "h4" | "h5" | "h6") && !section_goes_on(dom, id) {
            break;
        }
        if lengths.of(id) > 0 {
            let few = lengths.of(id) * 4 < total;
            if !few || is_prose(dom, id) || !is_of_links(dom, id) {
                break;
            }
            links = true;
        }
        section.push(id);
        after = dom.next(id);
    }
    // Nothing but the heading is left when the finder has already dropped what it stood above.
    let bare = std::iter::successors(dom.next(first), |n| dom.next(*n)).all(|n| removed.has(n) || !dom.has_words(n));
    if links || bare {
        section.iter().for_each(|id| removed.leave_out(*id, Reason::Related));
    }
}

/// Whether what stands in a section of links is mostly linked, or has a linked heading over a line or two.
fn is_of_links(dom: &Dom, id: Id) -> bool {
    let headed = || {
        std::iter::once(id).chain(dom.descendants(id)).any(|d| {
            matches!(dom.tag(d), "h2" | "h3" | "h4" | "h5" | "h6") && link_share(dom, d) > 0.9
                || dom.tag(d) == "a" && dom.find(d, "h3").or_else(|| dom.find(d, "h4")).is_some()
        })
    };
    // Titles of articles that are links, each with a line about it and a date.
    let titles = || {
        let title = |d: &Id| dom.tag(*d) == "a" && dom.words_of(*d).split(' ').count() >= 3;
        dom.descendants(id).filter(title).take(3).count() == 3
    };
    let share = link_share(dom, id);
    share >= 0.5 || share >= 0.2 && (headed() || titles())
}

/// A heading that is itself a link stands for one of the articles of the section.
fn section_goes_on(dom: &Dom, heading: Id) -> bool {
    link_share(dom, heading) > 0.9
}

/// A list of the page's own headings: the edition makes its own where one is wanted.
fn is_contents(dom: &Dom, list: Id) -> bool {
    let mut entries = 0;
    for item in dom.descendants(list).filter(|d| dom.tag(*d) == "li") {
        let own: Vec<Id> = dom.children(item).filter(|c| !matches!(dom.tag(*c), "ul" | "ol")).collect();
        let link = own.iter().find_map(|&c| match dom.tag(c) {
            "a" => Some(c),
            "" => None,
            _ => dom.find(c, "a"),
        });
        let Some(link) = link else { return false };
        let leads = dom.attr(link, "href").and_then(|h| h.strip_prefix('#')).is_some_and(|key| {
            let key = urls::unescape(key);
            dom.by_id(&key).is_some_and(|place| !dom.within(place, list) && is_at_heading(dom, place))
        });
        let outside = |c: Id| match dom.text(c) {
            Some(text) => text.trim().trim_end_matches(['.', ')', '–', '-']).chars().any(char::is_alphabetic),
            None => !dom.within(link, c) && c != link && dom.has_words(c),
        };
        if !leads || own.into_iter().any(outside) {
            return false;
        }
        entries += 1;
    }
    entries >= 3
}

/// A heading, something in one, or what stands just before or around one.
fn is_at_heading(dom: &Dom, place: Id) -> bool {
    let heading = |d: Id| matches!(dom.tag(d), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    heading(place)
        || dom.ancestors(place).take(4).any(heading)
        || dom.descendants(place).take(6).any(heading)
        || !dom.has_words(place) && dom.next_element(place).is_some_and(heading)
}

/// The list with the heading or line above it that announces it.
fn leave_out_contents(dom: &Dom, list: Id, removed: &mut Removals) {
    removed.leave_out(list, Reason::Navigation);
    let box_ = outermost(dom, list);
    let Some(title) = dom.prev_element(box_).filter(|t| dom.words_of(*t).chars().count() <= 40) else { return };
    if announces_contents(dom, title) {
        removed.leave_out(title, Reason::Navigation);
    }
}

/// Whether a heading or line says that a table of contents follows.
fn announces_contents(dom: &Dom, title: Id) -> bool {
    const WORDS: &[&str] = &[
        "contents",
        "table of contents",
        "on this page",
        "in this article",
        "in this post",
        "in this guide",
        "jump to",
        "jump to section",
        "quick links",
        "what's inside",
        "what's in this article",
        "inhalt",
        "inhaltsverzeichnis",
        "sommaire",
        "índice",
        "indice",
        "inhoud",
    ];
    let words = plain(&dom.words_of(title));
    WORDS.contains(&words.trim_end_matches([':', ' ', '.']))
}

/// Whether nothing of the words of an element is left.
fn is_emptied(dom: &Dom, root: Id, removed: &Removals) -> bool {
    let mut at = Some(root);
    while let Some(id) = at {
        let gone = removed.has(id);
        if !gone && dom.text(id).is_some_and(|text| !text.trim().is_empty()) {
            return false;
        }
        at = if gone { dom.after(id, root) } else { dom.following(id, root) };
    }
    true
}
