//! The head of an article: title, standfirst, byline, dates, reading time, site, and the caption of a lost picture.
//!
//! A line that goes into the metadata leaves the body; a second line with the same statement is a remark.

mod dates;
pub(crate) mod title;

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::{Author, Meta};
use crate::front::text::inline;

use crate::front::removal::Verdict;
use crate::front::text::blocks::BodyRole;
use crate::front::text::byline;
use crate::front::text::features::page::Page;
use crate::front::text::features::stretch::is_chrome;
use crate::front::text::judges::segment::PageKind;
use crate::front::text::prepare::sentences::key;
use crate::front::text::prepare::unit::Kind;
use crate::lang::{bylines, calendar, letters, phrases, picture_credits, sites};
use dates::dates;
use title::{greeting, is_lone_name, title, unmarked};

/// The result of reading the head: metadata, and the units of the body with a special role.
#[derive(Default)]
pub(super) struct Head {
    /// The article's metadata so far.
    pub meta: Meta,
    /// The unit that is the title.
    pub title: Option<usize>,
    /// The greeting of a letter; the lines above it are addresses.
    pub greeting: Option<usize>,
    /// Units that went into the metadata or are repeated there.
    pub taken: Vec<usize>,
    /// Units of the body with a special role.
    pub parts: Vec<(usize, BodyRole)>,
}

/// Reads the head. The units it takes must be left out of the body.
pub(super) fn head(page: &Page, verdicts: &[Verdict], log_odds: &[f32], page_kind: PageKind, cx: &mut Context) -> Head {
    let mut head = Head::default();
    let kept: Vec<bool> = verdicts.iter().map(|f| *f == Verdict::Keep).collect();
    let Some(body) = body_start(page, &kept) else { return head };
    let found = title(page, log_odds, &kept, body, page_kind);
    head.greeting = if page_kind == PageKind::Capture { None } else { greeting(page) };
    if let Some(title) = found {
        take_title(page, title, body, page_kind, &mut head, cx);
    }
    let at = found.unwrap_or(if page_kind == PageKind::Capture { body } else { 0 });
    let zone = zone(page, at, body, page_kind);
    dates(page, &zone, at, page_kind, &mut head, cx);
    authors(page, &zone, at, page_kind, &mut head, cx);
    for &i in zone.iter().filter(|&&i| i > at && i < body && kept[i]) {
        if !head.taken.contains(&i) && reading_time(&page.units[i].text.to_lowercase()) {
            say(cx, page, i, codes::READING_TIME, "The reading time was left out.");
            head.taken.push(i);
        }
    }
    if let Some(title) = found {
        standfirst(page, title, body, &kept, page_kind, &mut head);
        if page_kind == PageKind::Capture {
            captions(page, title, body, &kept, &mut head);
        }
    }
    if found.is_some() && page_kind != PageKind::Capture {
        lead(page, at, body, &mut head);
    }
    head
}

/// The head of a text that states its title itself, as e-mails and Project Gutenberg do; a repetition of the title in
/// the text is removed.
pub(super) fn stated(page: &Page, meta: Meta, cx: &mut Context) -> Head {
    let own = key(&crate::doc::plain_text(&meta.title));
    let mut head = Head { meta, ..Head::default() };
    let first = (0..page.units.len()).find(|&i| page.units[i].level.is_some()).unwrap_or(0).min(30);
    // Books print the title on the cover, on the title page, and once more above the first chapter.
    let repeats = |i: &usize| !own.is_empty() && key(&page.units[*i].text) == own;
    let several = (0..first).filter(repeats);
    let once = (first..page.units.len().min(6)).find(repeats);
    for i in several.chain(once) {
        say(cx, page, i, codes::CHROME_REPEATED, "A line that repeats the title was left out.");
        head.taken.push(i);
    }
    // A title page has the author below the title.
    let names: Vec<String> = head.meta.authors.iter().map(|author| key(&author.name)).collect();
    let is_author = |i: usize| {
        let words = key(&page.units[i].text);
        names.iter().any(|name| words == *name || words.strip_prefix("by ") == Some(name))
    };
    for i in (0..first).filter(|&i| is_author(i)) {
        let by = i.checked_sub(1).filter(|&j| key(&page.units[j].text) == "by");
        for line in by.into_iter().chain([i]) {
            say(cx, page, line, codes::CHROME_REPEATED, "A line that repeats the author was left out.");
            head.taken.push(line);
        }
    }
    head
}

fn say(cx: &mut Context, page: &Page, i: usize, code: codes::Code, message: &str) {
    cx.say(Diagnostic::remark(code, message).at(page.units[i].span));
}

/// Reports that a line became metadata. The remark quotes the whole line, because it may say more than the metadata.
fn read(cx: &mut Context, page: &Page, i: usize, code: codes::Code, what: &str) {
    let text: String = page.units[i].full_text().chars().take(100).collect();
    say(cx, page, i, code, &format!("Read as the {what}: “{text}”."));
}

/// The start of the running text: the first kept paragraph that does not repeat the title.
pub(super) fn body_start(page: &Page, kept: &[bool]) -> Option<usize> {
    let count = page.units.len();
    let fresh = |i: &usize| page.basics[*i].copies == 1;
    let paragraph = (0..count).find(|i| kept[*i] && page.is_paragraph(*i) && fresh(i));
    paragraph.or_else(|| (0..count).filter(|i| kept[*i]).nth(1)).or_else(|| (0..count).find(|i| kept[*i]))
}

/// Puts the title into the metadata and removes its repetitions before the text.
fn take_title(page: &Page, title: usize, body: usize, page_kind: PageKind, head: &mut Head, cx: &mut Context) {
    head.title = Some(title);
    head.meta.title = inline::plain(unmarked(&page.units[title].full_text()));
    let own = key(&page.units[title].text);
    let from = body.saturating_sub(if page_kind == PageKind::Capture { 80 } else { 14 }).min(title);
    // A title of signs alone has no words to lead to.
    let crumbs = |text: &str| {
        page_kind == PageKind::Capture && !own.is_empty() && text.strip_suffix(&own).is_some_and(leads_to_title)
    };
    for i in from..body.max(title + 1) {
        let text = key(&page.units[i].text);
        if text != own && !crumbs(&text) {
            continue;
        }
        if i != title {
            say(cx, page, i, codes::CHROME_REPEATED, "A line that repeats the title was left out.");
        }
        head.taken.push(i);
    }
}

/// True if words before the title are the path to it from the first page of the site (`home blog fitness`), or count
/// its comments (`3 comments on`).
fn leads_to_title(words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().collect();
    match words.as_slice() {
        [first, second, ..] if first.chars().all(char::is_numeric) => phrases::is_of_comments(second),
        [first, ..] => phrases::is_of_menu(first) && words.len() <= 8,
        [] => false,
    }
}

/// The units that may contain byline and dates, those nearest the title first.
fn zone(page: &Page, title: usize, body: usize, page_kind: PageKind) -> Vec<usize> {
    let (above, below) = match page_kind {
        PageKind::Capture => (4, 14),
        // A clean text has little above its title, and only text below its first paragraph.
        _ => (title.min(3), body.saturating_sub(title + 1).clamp(2, 8)),
    };
    let end = match page_kind {
        PageKind::Capture => (title + below + 1).min(page.units.len()),
        _ => (title + below + 1).min(body.max(title + 3)).min(page.units.len()),
    };
    let mut zone: Vec<usize> = (title.saturating_sub(above)..end)
        .filter(|&i| {
            i != title && page.units[i].kind == Kind::Prose && page.units[i].quote == 0 && page.basics[i].words <= 30
        })
        .collect();
    zone.sort_by_key(|&i| if i > title { i - title } else { 2 * (title - i) + 3 });
    zone
}

fn authors(page: &Page, zone: &[usize], title: usize, page_kind: PageKind, head: &mut Head, cx: &mut Context) {
    let mut set = |head: &mut Head, names: Vec<String>, i: usize| {
        if !head.taken.contains(&i) {
            read(cx, page, i, codes::BYLINE, "author");
        }
        // `By Nora Whitlock, Transport Correspondent`: the role comes after the name.
        let (first, rest) = names.split_at(names.len().min(1));
        let people = first.iter().chain(rest.iter().filter(|name| !is_role(name)));
        head.meta.authors = people.map(|name| Author::new(bylines::without_title(name))).collect();
        head.taken.push(i);
    };
    // A line with a phrase for authors.
    for &i in zone {
        let text = page.units[i].full_text();
        let sentence = page.basics[i].sentence && page.basics[i].words > 12;
        if let Some(names) = byline::authors(&text).or_else(|| byline::inside(&text)).filter(|_| !sentence) {
            return set(head, names, i);
        }
        if let Some(names) = byline::scholars(&text).filter(|_| i > title && i <= title + 4) {
            return set(head, names, i);
        }
        // `By` alone in its line, with the name below.
        let lower = text.to_lowercase();
        let lower = lower.trim().trim_end_matches(':');
        if (bylines::is_author_lead(lower) || sites::opens_thread(lower))
            && let Some(next) = page.units.get(i + 1)
            && page.basics[i + 1].words <= 8
        {
            let names = byline::names(&next.text);
            // The name of a thread's starter may be any word.
            if names.is_empty() && sites::opens_thread(lower) && page.basics[i + 1].words == 1 {
                head.taken.push(i);
                return set(head, vec![next.text.clone()], i + 1);
            }
            if !names.is_empty() {
                head.taken.push(i);
                return set(head, names, i + 1);
            }
        }
    }
    // A lone name: above the title of a clean text, or near a date or a role in a capture.
    for &i in zone {
        let text = page.units[i].text.as_str();
        if is_chrome(page, i) || page.units[i].marker.is_some() {
            continue;
        }
        if page_kind != PageKind::Capture {
            if i < title && is_lone_name(page, i) {
                return set(head, vec![text.trim().to_owned()], i);
            }
            continue;
        }
        if i < title || i > title + 6 {
            continue;
        }
        let (name, rest) = match byline::leading_name(text) {
            Some(found) => found,
            None => continue,
        };
        let near = |j: usize| {
            page.basics.get(j).is_some_and(|c| c.words <= 14)
                && page.units.get(j).is_some_and(|u| {
                    calendar::find(&u.text, None).is_some() || reading_time(&u.text.to_lowercase()) || is_role(&u.text)
                })
        };
        let beside = near(i + 1)
            || near(i + 2)
            || i > title + 1 && near(i - 1)
            || !rest.is_empty() && (calendar::find(rest, None).is_some() || is_role(rest));
        let alone = rest.is_empty() && i == title + 1 || rest.trim_start().starts_with("in ");
        let again = (0..page.units.len()).filter(|&j| j != i && page.units[j].text.contains(&name)).take(2).count() > 0;
        if beside || alone && (again || byline::is_name(text)) {
            return set(head, vec![name], i);
        }
    }
}

/// `Staff Writer`, `Co-Founder & CEO`: a person's role, printed under the name.
fn is_role(text: &str) -> bool {
    // Parts of English words: `copywriter`, `editorial`. Whole words are in `lang`.
    const PARTS: &[&str] = &[
        "writer", "editor", "author", "reporter", "journalist", "correspondent", "founder", "ceo", "contributor",
        "columnist", "manager", "director", "specialist", "strategist", "analyst",
    ];
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic());
    lower.len() <= 60 && (PARTS.iter().any(|part| lower.contains(part)) || words.any(bylines::is_office))
}

/// Reading times, such as `5 min read`.
pub(super) fn reading_time(lower: &str) -> bool {
    let words = lower.split_whitespace().count();
    words <= 6 && lower.chars().any(|c| c.is_ascii_digit()) && letters::tells_reading_time(lower)
}

/// The line directly below the title (or its repetitions), if a byline or date follows it and so parts it from the
/// text. In a capture only units outside the article's text, so that none of its text moves.
fn standfirst(page: &Page, title: usize, body: usize, kept: &[bool], page_kind: PageKind, head: &mut Head) {
    let Some(i) = (title + 1..page.units.len().min(title + 4)).find(|i| !head.taken.contains(i)) else { return };
    let (unit, basic) = (&page.units[i], &page.basics[i]);
    let signed = (i + 1..(i + 3).min(page.units.len())).any(|j| head.taken.contains(&j));
    let own = !kept[i] || page_kind != PageKind::Capture;
    let fits = unit.is_plain() && unit.quote == 0 && (6..=60).contains(&basic.words) && basic.copies == 1;
    let other =
        basic.cover.share >= 0.5 || byline::authors(&unit.text).is_some() || calendar::find(&unit.text, None).is_some();
    if own && fits && signed && !other && i <= body {
        head.meta.standfirst = inline::plain(&unit.full_text());
        head.taken.push(i);
    }
}

/// In the head of a capture: the caption of a missing picture, recognised by its credit. It would be lost with the
/// page's chrome otherwise.
fn captions(page: &Page, title: usize, body: usize, kept: &[bool], head: &mut Head) {
    // The standfirst may already count as text, and so may the caption.
    for (i, unit) in page.units.iter().enumerate().take(body + 4).skip(title + 1) {
        if kept[i] && i > title + 14 {
            break;
        }
        if head.taken.contains(&i) || !unit.is_plain() || !(6..=70).contains(&page.basics[i].words) {
            continue;
        }
        if let Some((caption, credit)) = credited(&unit.full_text()) {
            head.parts.push((i, BodyRole::Caption(caption, Some(credit))));
        }
    }
}

/// A caption and its credit: `The ferry on her last day. Photograph: Tom Ashby/The Courier`.
fn credited(text: &str) -> Option<(String, String)> {
    let (at, length) = picture_credits::last_credit(text)?;
    let (caption, credit) = text.split_at_checked(at)?;
    let caption = caption.trim_end_matches(|c: char| c.is_whitespace() || "([|-–—/".contains(c));
    // `[Image: The ferry on her last day. Photograph: Tom Ashby]`
    let bare = caption.strip_prefix('[').map(str::trim_start);
    let bare = bare.map(|inner| inner[picture_credits::credit_opening(inner).unwrap_or(0)..].trim_start());
    let caption = bare.unwrap_or(caption);
    let name = credit.get(length..)?.trim_matches(|c: char| c.is_whitespace() || ":)]".contains(c));
    let named = name.starts_with(|c: char| c.is_uppercase() || c == '©') && name.split_whitespace().count() <= 8;
    (named && caption.split_whitespace().count() >= 3).then(|| (caption.to_owned(), name.to_owned()))
}

/// Between the title and the text of a clean article: a caption with the site's name.
fn lead(page: &Page, title: usize, body: usize, head: &mut Head) {
    let open: Vec<usize> = (title + 1..body)
        .filter(|i| {
            !head.taken.contains(i) && page.units[*i].is_plain() && !is_chrome(page, *i) && page.units[*i].quote == 0
        })
        .collect();
    for i in open {
        let text = &page.units[i].text;
        let parted = [" - ", " | ", " – ", " — "].iter().find_map(|s| text.rsplit_once(s));
        if let Some((caption, site)) = parted
            && !page.basics[i].sentence
            && is_site(site)
            && shares_word(caption, &crate::doc::plain_text(&head.meta.title))
        {
            head.meta.site = Some(site.trim().to_owned());
            head.parts.push((i, BodyRole::Caption(caption.trim().to_owned(), None)));
        }
    }
}

/// The name of a newspaper, a site, a channel.
fn is_site(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capitals = words.iter().filter(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())).count();
    (1..=5).contains(&words.len()) && capitals * 2 > words.len()
}

fn shares_word(a: &str, b: &str) -> bool {
    let b = key(b);
    let words: Vec<&str> = b.split(' ').collect();
    key(a).split(' ').any(|w| w.len() > 3 && words.contains(&w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_tells_a_caption() {
        let found = credited("The ferry on her last working day. Photograph: Tom Ashby/The Courier").unwrap();
        assert_eq!(found, ("The ferry on her last working day.".into(), "Tom Ashby/The Courier".into()));
        let found = credited("[Image: The ferry at dusk. Photograph: Tom Ashby]").unwrap();
        assert_eq!(found, ("The ferry at dusk.".into(), "Tom Ashby".into()));
        assert_eq!(credited("The bridge at dusk (Photo: Ana Ruiz)").unwrap().1, "Ana Ruiz");
        assert_eq!(credited("She took the photo: a gull with a bell in its beak."), None);
        assert_eq!(credited("Photo: Ana Ruiz"), None, "a credit alone is no caption");
    }

    #[test]
    fn crumbs_and_counts_lead_to_the_title() {
        assert!(leads_to_title("home blog fitness ") && leads_to_title("3 comments on "));
        assert!(
            !leads_to_title("how to love the ") && !leads_to_title("3 reasons to love the ") && !leads_to_title("")
        );
    }
}
