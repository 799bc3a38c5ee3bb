//! Titles: a heading's words, and a page's title without the name of its site.

use crate::doc::count::{self, letters};
use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::headings::heading_words;
use crate::front::html::dom::measure::same_words;
use crate::front::html::dom::{Dom, Id, fold};

/// True if a heading is the site's name: a logo, or a link to the site's first page.
pub(crate) fn is_logo(dom: &Dom, heading: Id) -> bool {
    let home = |a: Id| {
        let href = dom.value(a, "href").unwrap_or_default();
        let path = href.split_once("//").map_or(href, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
        dom.tag(a) == "a" && !href.is_empty() && path.trim_matches('/').is_empty() && !href.starts_with('#')
    };
    let within = dom.elements(heading).next().filter(|a| home(*a) && dom.elements(heading).count() == 1);
    let around = dom.parent(heading).filter(|a| home(*a));
    within.or(around).is_some() || has_word(dom, heading, &["logo"])
}

/// The heading that a window's title in Chinese or Japanese begins with, behind which a mark without spaces parts a section
/// or the site's name: `小镇_港口日报` over "小镇".
pub(crate) fn glued_beginning(title: &str, headings: &[String]) -> Option<String> {
    let is_begun = |heading: &&String| {
        let rest = title.strip_prefix(heading.as_str());
        heading.chars().count() >= 2
            && heading.chars().next_back().is_some_and(is_eastern)
            && rest.is_some_and(|rest| rest.starts_with(['_', '-', '–', '—', '－', '|', '｜']))
    };
    headings.iter().filter(is_begun).max_by_key(|heading| heading.len()).cloned()
}

/// A window's title without its last part, if a heading of the page that is all a link has it: that heading leads to the
/// site or its section, and the first part has more words.
pub(crate) fn without_linked_end(dom: &Dom, title: &str) -> Option<String> {
    let parts = split_title(title);
    let [first, .., last] = parts.as_slice() else { return None };
    let is_link =
        |id: Id| dom.elements(id).next().is_some_and(|a| dom.tag(a) == "a" && dom.words_of(a) == dom.words_of(id));
    let mut ends = dom.descendants(Dom::ROOT).filter(|id| dom.tag(*id) == "h1" && is_link(*id));
    let is_site = extent(first) > extent(last) + 1 && ends.any(|id| same_words(&dom.words_of(id), last));
    let end = last.as_ptr() as usize - title.as_ptr() as usize;
    is_site.then(|| {
        title[..end]
            .trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '!' | '.' | ')' | '"' | '”'))
            .to_owned()
    })
}

/// The page's only heading below a logo, if its stated titles have only the logo's words.
pub(crate) fn below_logo(dom: &Dom, stated: &[String]) -> Option<String> {
    let logo = dom.descendants(Dom::ROOT).filter(|id| dom.is_heading(*id)).find(|id| is_logo(dom, *id))?;
    let name = heading_words(dom, logo);
    if stated.is_empty() || !stated.iter().all(|title| same_words(title, &name)) {
        return None;
    }
    let in_frame = |id: Id| dom.ancestors(id).any(|a| matches!(dom.tag(a), "nav" | "footer" | "aside" | "header"));
    let headings = dom.descendants(Dom::ROOT).filter(|id| matches!(dom.tag(*id), "h1" | "h2") && *id != logo);
    let mut headings =
        headings.filter(|id| !in_frame(*id)).map(|id| heading_words(dom, id)).filter(|words| !words.is_empty());
    let only = headings.next()?;
    headings.next().is_none().then_some(only)
}

/// The share of words two titles have in common, of the longer one.
pub(crate) fn overlap(a: &str, b: &str) -> f64 {
    let words = |s: &str| {
        s.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(String::from)
            .collect::<Vec<_>>()
    };
    let (a, b) = (words(a), words(b));
    let common = a.iter().filter(|w| b.contains(w)).count();
    let longer = a.len().max(b.len());
    if longer == 0 { 0.0 } else { common as f64 / longer as f64 }
}

/// A title without the site's name at either end.
pub(crate) fn clean_title(title: &str, site: Option<&str>) -> String {
    let title = fold(title);
    let title = without_glued_site(&title, site).to_owned();
    let parts: Vec<&str> = split_title(&title);
    if parts.len() < 2 {
        return title;
    }
    let is_site = |part: &str| {
        let part = letters(part);
        let known = |name: &str| {
            let name = letters(name);
            !name.is_empty()
                && (part == name
                    || part.len() > 3 && name.contains(&part)
                    || name.len() > 3 && part.contains(&name) && part.len() < name.len() * 2 + 6)
        };
        site.is_some_and(known)
    };
    let mut first = 0;
    let mut last = parts.len();
    // "The Site » Blog Archive » The title", as WordPress once named its windows.
    let archive = parts.iter().rposition(|p| p.eq_ignore_ascii_case("blog archive"));
    if let Some(at) = archive.filter(|at| at + 1 < last) {
        first = at + 1;
    }
    while last - first > 1 && is_site(parts[last - 1]) {
        last -= 1;
    }
    while last - first > 1 && is_site(parts[first]) {
        first += 1;
    }
    if first == 0 && last == parts.len() && archive.is_none() {
        // If nothing states the site's name, a short last part after a bar is its name.
        let words = extent(parts[last - 1]);
        let bar = title.contains(" | ")
            || title.contains('｜')
            || title.contains(" » ")
            || title.contains(" – ") && site.is_none()
            || title.contains(" - ") && site.is_none();
        let rest: usize = parts[..last - 1].iter().map(|p| extent(p)).sum();
        if bar && words <= 4 && rest >= 3 {
            last -= 1;
        }
    }
    let start = parts[first].as_ptr() as usize - title.as_ptr() as usize;
    let end = parts[last - 1].as_ptr() as usize - title.as_ptr() as usize + parts[last - 1].len();
    title.get(start..end).unwrap_or(&title).trim().to_string()
}

/// A title without the site's name that follows it behind a mark without spaces: `海辺の町：港新聞`. In Chinese the
/// sections stand between, after low lines: `海边的小镇_科技_港口日报`.
fn without_glued_site<'t>(title: &'t str, site: Option<&str>) -> &'t str {
    let is_mark = |c: char| matches!(c, '：' | ':' | '｜' | '|' | '_' | '－' | '–' | '—' | '@' | '＠');
    let before = site.and_then(|site| title.strip_suffix(site));
    let before = before.filter(|before| before.ends_with(is_mark) && extent(before) >= 3);
    let title = before.map_or(title, |before| before.trim_end_matches(|c: char| is_mark(c) || c.is_whitespace()));
    let eastern = |c: Option<char>| c.is_some_and(is_eastern);
    let mut lines = title.match_indices('_').map(|(at, _)| (&title[..at], &title[at + 1..]));
    let parted = lines.find(|(head, rest)| eastern(head.chars().next_back()) && eastern(rest.chars().next()));
    parted.map(|(head, _)| head).filter(|head| extent(head) >= 3).unwrap_or(title)
}

/// The beginning of a window's title that the page shows as a text of its own, with the site's name or a section behind
/// it, after a mark that Chinese and Japanese set without spaces: `海边的小镇-港口日报`.
pub(crate) fn shown_beginning(dom: &Dom, title: &str) -> Option<String> {
    let is_mark = |c: char| matches!(c, '-' | '_' | '–' | '—' | '－' | '|' | '｜' | ' ');
    let ends = title.char_indices().filter(|(_, c)| is_mark(*c)).map(|(at, _)| &title[..at]);
    let beginnings: Vec<&str> =
        ends.filter(|text| text.chars().next_back().is_some_and(count::is_eastern) && extent(text) >= 3).collect();
    if beginnings.is_empty() {
        return None;
    }
    let unseen = |id: Id| matches!(dom.tag(id), "title" | "script" | "style" | "noscript" | "template");
    let texts = dom.descendants(Dom::ROOT).filter(|id| !dom.parent(*id).is_some_and(unseen));
    let shown: Vec<String> = texts.filter_map(|id| dom.text(id)).map(fold).collect();
    let is_shown = |text: &&&str| shown.iter().any(|shown| shown == **text);
    beginnings.iter().rev().find(is_shown).map(|text| (*text).to_owned())
}

/// The extent of a text in words. Chinese and Japanese are written without spaces, about three characters a word.
fn extent(text: &str) -> usize {
    let eastern = text.chars().filter(|c| is_eastern(*c)).count();
    let words = text.split_whitespace().filter(|word| !word.chars().all(is_eastern)).count();
    words + eastern.div_ceil(3)
}

/// True for a letter of Chinese, Japanese or Korean; their full-width marks are none.
fn is_eastern(c: char) -> bool {
    c.is_alphanumeric() && count::is_eastern(c)
}

/// True if a heading has more words than the title, at one end and without a space between: "PoliticsThe harbour is
/// closed", where the kicker is an element of its own.
pub(crate) fn is_glued_to(title: &str, heading: &str) -> bool {
    const FEWEST_WORDS: usize = 3;
    // A title that was cut goes on in small letters.
    let meet =
        |before: &str, after: &str| before.ends_with(char::is_lowercase) && after.starts_with(char::is_uppercase);
    title.split_whitespace().count() >= FEWEST_WORDS
        && (heading.strip_prefix(title).is_some_and(|rest| meet(title, rest))
            || heading.strip_suffix(title).is_some_and(|rest| meet(rest, title)))
}

/// True if a heading is one end of a title and the other end names the site: "Sails | Harbour Docs".
pub(crate) fn is_end_of(title: &str, heading: &str) -> bool {
    let parts = split_title(title);
    parts.len() > 1 && [parts.first(), parts.last()].into_iter().flatten().any(|p| same_words(p, heading))
}

/// True if a title names a heading first and then its section or site. "Sails | Harbour Docs" is such a title on a page
/// with "Harbour Docs" on top and "Sails" over its text. So is "Sails (Harbour Docs)" over "2.1 Sails", as in manuals
/// made by Texinfo.
pub(crate) fn names_first(title: &str, heading: &str, headings: &[String]) -> bool {
    if let Some((first, manual)) = title.strip_suffix(')').and_then(|title| title.split_once(" (")) {
        let bare = heading.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '));
        // A word in brackets is a remark: "Sails (Infographic)".
        return same_words(first, bare) && (bare != heading || manual.split_whitespace().count() > 2);
    }
    let parts = split_title(title);
    let [first, .., last] = parts.as_slice() else { return false };
    same_words(first, heading) && headings.iter().any(|h| same_words(last, h))
}

/// The part of a title before its first separator.
pub(crate) fn first_part(title: &str) -> &str {
    split_title(title).first().copied().unwrap_or(title)
}

/// The parts of a title between separators with spaces around them.
fn split_title(title: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let chars: Vec<(usize, char)> = title.char_indices().collect();
    for w in chars.windows(3) {
        let [(_, a), (at, c), (end, b)] = w else { continue };
        let spaced = a.is_whitespace()
            && b.is_whitespace()
            && matches!(c, '|' | '｜' | '-' | '–' | '—' | '·' | '•' | '»' | '«' | ':' | '/' | '>' | '~' | '›');
        // "NEWS WEB EASY|子どもへの体罰を禁止する法律"
        let is_bar = matches!(c, '|' | '｜') && a.is_alphanumeric() && b.is_alphanumeric();
        if spaced || is_bar {
            parts.push(title[start..*at].trim());
            start = *end;
        }
    }
    parts.push(title[start..].trim());
    parts.retain(|p| !p.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_the_sites_name() {
        assert_eq!(clean_title("NEWS WEB EASY|海のそばの町", Some("NEWS WEB EASY")), "海のそばの町");
        assert_eq!(clean_title("Why a||b is true", None), "Why a||b is true");
        assert_eq!(clean_title("海のそばの静かな町を歩く ｜ 港通信 Harbour", None), "海のそばの静かな町を歩く");
        assert_eq!(clean_title("海のそばの静かな町を歩く:港新聞", Some("港新聞")), "海のそばの静かな町を歩く");
        assert_eq!(clean_title("海边的小镇有一座很老的灯塔_科技_港口日报", None), "海边的小镇有一座很老的灯塔");
        assert_eq!(clean_title("海のそばの町：静かな港", None), "海のそばの町：静かな港");
        let with_kicker = "Open Harbour - Why it closes | Open Town | The Wave";
        assert_eq!(clean_title(with_kicker, Some("The Wave")), "Open Harbour - Why it closes | Open Town");
        assert_eq!(clean_title("snake_case or camelCase", None), "snake_case or camelCase");
        assert_eq!(clean_title("The Film Gang » Blog Archive » Stand Up Guys", None), "Stand Up Guys");
        assert_eq!(clean_title("A storm passes - The Daily Wave", Some("The Daily Wave")), "A storm passes");
        assert_eq!(clean_title("The Daily Wave: news", Some("The Daily Wave")), "The Daily Wave: news");
        assert_eq!(clean_title("Old boats and new sails | Harbour", None), "Old boats and new sails");
        assert_eq!(clean_title("Yes - but how do we get there", Some("Harbour")), "Yes - but how do we get there");
    }

    #[test]
    fn a_title_ends_where_the_page_shows_its_end() {
        let shown = |title: &str| {
            let dom = Dom::document("<title>x</title><div>海边的小镇有一座灯塔</div><p>海边的小镇有一座灯塔-二</p>");
            shown_beginning(&dom, title)
        };
        assert_eq!(shown("海边的小镇有一座灯塔--文化--港口网").as_deref(), Some("海边的小镇有一座灯塔"));
        assert_eq!(shown("海边的小镇有一座灯塔-二-港口网").as_deref(), Some("海边的小镇有一座灯塔-二"));
        assert_eq!(shown("海边的小镇有一座灯塔"), None);
        assert_eq!(shown("海边的另一小镇-港口网"), None);
        assert_eq!(shown("The town - Harbour"), None);
    }

    #[test]
    fn the_name_of_a_site_is_no_title() {
        let headings = ["小镇".to_string(), "小镇_文化".to_string()];
        assert_eq!(glued_beginning("小镇_港口日报", &headings[..1]).as_deref(), Some("小镇"));
        assert_eq!(glued_beginning("小镇的灯塔", &headings), None);
        assert_eq!(glued_beginning("Boats_Harbour", &["Boats".into()]), None);
        let dom = Dom::document("<h1><a href=/r>AskHarbour</a></h1><p class=title>Who sank it?</p>");
        assert_eq!(without_linked_end(&dom, "Who sank the boat? : AskHarbour").as_deref(), Some("Who sank the boat?"));
        assert_eq!(without_linked_end(&dom, "Harbour : AskHarbour"), None, "the title of the page or of its site");
        let dom = Dom::document("<h1 class=logo>Harbour</h1><main><h2>The mole</h2><p>It is old.</p></main>");
        assert_eq!(below_logo(&dom, &["Harbour".into()]).as_deref(), Some("The mole"));
        assert_eq!(below_logo(&dom, &["The quay".into()]), None);
        let list = Dom::document("<h1 class=logo>Harbour</h1><h2>The mole</h2><h2>The quay</h2>");
        assert_eq!(below_logo(&list, &["Harbour".into()]), None, "a list of articles");
    }

    #[test]
    fn words_glued_to_a_title_show_that_they_are_no_part_of_it() {
        let title = "The harbour is closed";
        assert!(is_glued_to(title, "PoliticsThe harbour is closed"));
        assert!(is_glued_to(title, "The harbour is closedHarbour News"));
        assert!(!is_glued_to(title, "Why the harbour is closed") && !is_glued_to(title, title));
        assert!(!is_glued_to(title, "The harbour is closed for good") && !is_glued_to("Boats", "BoatsHarbour"));
        assert!(!is_glued_to("The harbour is cl", title), "cut off");
    }

    #[test]
    fn a_day_in_a_heading_is_no_part_of_the_title() {
        let dom = Dom::fragment("<h1><time class=date>Jun 17</time> The end of the world: <i>Montauk</i></h1>");
        let heading = dom.find(Dom::ROOT, "h1").unwrap();
        assert_eq!(heading_words(&dom, heading), "The end of the world: Montauk");
    }

    #[test]
    fn a_title_names_the_page_first_and_the_site_last() {
        let headings = ["Harbour Docs 2.1".to_string(), "Sails".to_string()];
        assert!(names_first("Sails | Harbour Docs 2.1", "Sails", &headings));
        assert!(!names_first("Sails | Harbour Docs 2.1", "Harbour Docs 2.1", &headings));
        assert!(!names_first("Sails | The Wave", "Sails", &headings));
        assert!(names_first("Sails (Harbour Docs)", "2.1 Sails", &[]));
        assert!(!names_first("Sails (Infographic)", "Sails", &[]));
    }
}
