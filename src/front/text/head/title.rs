//! The choice of the line that is the title.
//!
//! In a clean text it is the first line, or the line under a lone name or rubric. In a page capture the title may be
//! among menus and teasers, several times over, or inside a breadcrumb. There learned evidence decides: a line's
//! distance from the start of the article, its neighbours, its repetitions, and the share of its words that occur in
//! the article.

use crate::front::text::features::speakers;
use crate::front::text::model;
use std::collections::HashSet;

use crate::front::text::byline;
use crate::front::text::features::page::Page;
use crate::front::text::features::stretch::is_chrome;
use crate::front::text::judges::segment::PageKind;
use crate::front::text::prepare::sentences::key;
use crate::front::text::prepare::unit::Kind;
use crate::lang::{calendar, letters};

/// The number of features beyond those of [`Page::rows`].
const EXTRA: usize = 18;
/// The title is searched for this many units above the start of the text.
const ABOVE: usize = 60;
/// The title is searched for this many units below the start of the text.
const BELOW: usize = 2;

/// The units that may be the title of a capture, from the units that are kept and the start of its text.
pub(crate) fn candidates(page: &Page, body: usize) -> Vec<usize> {
    let fit = |i: &usize| {
        let (unit, basic) = (&page.units[*i], &page.basics[*i]);
        let sized = basic.chars <= 250 && (1..=45).contains(&basic.words);
        unit.kind == Kind::Prose && unit.quote == 0 && sized && !is_masthead(page, *i)
    };
    (body.saturating_sub(ABOVE)..(body + BELOW + 1).min(page.units.len())).filter(fit).collect()
}

/// The features by which candidates are judged, a row each.
pub(crate) fn evidence(page: &Page, log_odds: &[f32], kept: &[bool], body: usize) -> Vec<Vec<f32>> {
    let rows = page.rows();
    let zone = candidates(page, body);
    let first = zone.first().copied().unwrap_or(0);
    let keys: Vec<String> =
        (first..(body + BELOW + 1).min(page.units.len())).map(|i| key(&page.units[i].text)).collect();
    let vocabulary: HashSet<String> = (0..page.units.len())
        .filter(|&i| kept[i] && i >= body)
        .take(60)
        .flat_map(|i| {
            key(&page.units[i].text.chars().take(600).collect::<String>())
                .split(' ')
                .map(String::from)
                .collect::<Vec<_>>()
        })
        .collect();
    let marked: Vec<bool> = (0..page.units.len().min(body + 12)).map(|i| says_who_or_when(page, i)).collect();
    let ln = |n: usize| (n as f32).ln_1p();
    let flag = |b: bool| f32::from(u8::from(b));
    let mut out = Vec::with_capacity(zone.len());
    for &i in &zone {
        let (unit, basic) = (&page.units[i], &page.basics[i]);
        let own = &keys[i - first];
        let longer = keys.iter().filter(|k| own.len() >= 12 && k.len() > own.len() && k.contains(own.as_str())).count();
        let shorter = keys.iter().filter(|k| k.len() >= 12 && k.len() < own.len() && own.contains(k.as_str())).count();
        let words: Vec<&str> = own.split(' ').filter(|w| w.chars().count() > 3).collect();
        let known = words.iter().filter(|w| vocabulary.contains(**w)).count();
        let ahead = (1..8).find(|d| marked.get(i + d).copied().unwrap_or(false)).unwrap_or(9);
        let behind =
            (1..8).find(|d| i.checked_sub(*d).is_some_and(|j| marked.get(j).copied().unwrap_or(false))).unwrap_or(9);
        let next = page.basics.get(i + 1);
        let extra: [f32; EXTRA] = [
            log_odds[i],
            if i <= body { ln(body - i) } else { -ln(i - body) },
            ahead as f32,
            behind as f32,
            ln(longer),
            ln(shorter),
            if words.is_empty() { -1.0 } else { known as f32 / words.len() as f32 },
            ln(known),
            flag([" | ", " - ", " – ", " — ", " » ", " › "].iter().any(|s| unit.text.contains(s))),
            flag(i == 0),
            flag(says_who_or_when(page, i)),
            next.map_or(0.0, |c| flag(c.sentence) * ln(c.words)),
            unit.underlined as f32,
            flag(kept[i]),
            ln((i + 1..body).filter(|&j| page.basics[j].words >= 5 && !is_chrome(page, j)).count()),
            ln((first..i).filter(|&j| page.basics[j].words >= 5 && !is_chrome(page, j)).count()),
            ln(basic.copies),
            flag(byline::is_name(&unit.text)),
        ];
        out.push(rows[i].iter().copied().chain(extra).collect());
    }
    out
}

fn says_who_or_when(page: &Page, i: usize) -> bool {
    let (unit, basic) = (&page.units[i], &page.basics[i]);
    basic.words <= 25 && (calendar::find(&unit.text, None).is_some() || byline::authors(&unit.text).is_some())
}

/// The title of a text of this kind with running text from `body` on.
pub(crate) fn title(page: &Page, log_odds: &[f32], kept: &[bool], body: usize, page_kind: PageKind) -> Option<usize> {
    if page_kind != PageKind::Capture {
        return clean(page, body);
    }
    let rows = evidence(page, log_odds, kept, body);
    let judge = model::title();
    let judged: Vec<(usize, f32)> =
        candidates(page, body).into_iter().zip(rows.iter().map(|r| judge.log_odds(r))).collect();
    let best = judged.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, log_odds)| *log_odds > -5.0)?;
    // A standfirst is much like a title; if the shorter line directly above scores nearly as well, that is the title.
    let least = if page.is_eastern() { 5 } else { 3 };
    let shorter = |i: usize| page.basics[i].words >= least && page.basics[i].chars < page.basics[best.0].chars;
    let above = judged
        .iter()
        .find(|(i, log_odds)| i + 1 == best.0 && *log_odds > best.1 - 2.0 && shorter(*i) && !is_chrome(page, *i));
    Some(above.map_or(best.0, |(i, _)| *i))
}

/// The title of a clean text: its first line, or the line under a lone name. A line that is repeated before the text
/// begins is the title at any place.
fn clean(page: &Page, body: usize) -> Option<usize> {
    // A longer line of chrome is not a rubric over the title.
    let chrome = |i: usize| page.basics[i].words >= 4 && is_chrome(page, i);
    let legal = |i: usize| is_legal(&page.units[i].text);
    let passes = |i: usize| {
        is_masthead(page, i) || is_address(&page.units[i].text) || chrome(i) || legal(i) || is_release(page, i)
    };
    // An e-mail address is not a title: `Ada Marsh <ada@wave.example>`.
    let mailed =
        |i: usize| page.units[i].text.split(' ').any(|w| w.trim_start_matches('<').find('@').is_some_and(|at| at > 0));
    let plain = |&i: &usize| page.units[i].kind == Kind::Prose && page.units[i].quote == 0 && !passes(i) && !mailed(i);
    let zone: Vec<usize> = (0..body).filter(plain).take(14).collect();
    let repeated = |i: &usize| page.basics[*i].copies > 1 && page.basics[*i].words >= 4 && page.basics[*i].chars <= 250;
    let twice = zone.iter().copied().find(|i| {
        repeated(i) && zone.iter().filter(|j| key(&page.units[**j].text) == key(&page.units[*i].text)).count() > 1
    });
    if twice.is_some() {
        return twice;
    }
    if greeting(page).is_some() && !has_letterhead(page) {
        return None;
    }
    let fits = |i: usize| {
        let (unit, basic) = (&page.units[i], &page.basics[i]);
        // `Hi all,` alone opens a letter; over a further line of the title it goes on.
        let goes_on = unit.text.ends_with([',', '，']) && page.units.get(i + 1).is_some_and(|next| next.gap > 0);
        let sentence = basic.sentence && !unit.text.ends_with(['?', '!', '…']) && !unit.text.ends_with("...");
        let who = says_who_or_when(page, i) && basic.words <= 8;
        // A message of a chat is not its title.
        let said = speakers::speaker(&unit.text).is_some_and(|(name, colon)| colon > name.len());
        let said = said || opens_dialogue(page, i);
        // The first of several headings of one level is a section.
        let section = |level: u8| page.units.iter().filter(|unit| unit.level == Some(level)).count() > 1;
        let said = said || unit.level.is_some_and(section);
        basic.chars <= 200 && !sentence && !goes_on && !who && !said && !is_chrome(page, i) && unit.marker.is_none()
    };
    let first = *zone.first()?;
    if (0..first).filter(|&i| !passes(i)).count() > 1 || unit_begins_list(page, first) {
        return None;
    }
    // Memos set the title apart in the middle of the line, below the sender and the recipient.
    let middle = |i: usize| {
        let unit = &page.units[i];
        let open = unit.gap > 0 && page.units.get(i + 1).is_some_and(|next| next.gap > 0 && next.indent < unit.indent);
        unit.indent >= 8 && open && unit.is_plain() && (2..=20).contains(&page.basics[i].words)
    };
    if page.units[first].indent < 4
        && let Some(i) = zone.iter().copied().find(|&i| i > first && middle(i) && fits(i))
    {
        return Some(i);
    }
    let second = zone.iter().copied().find(|&i| i > first && !is_chrome(page, i));
    // A title page has its lines one below the other in the middle, the title first.
    let centred = |i: usize| page.units.get(i).is_some_and(|u| u.indent >= 8);
    let heads = centred(first) && centred(first + 1) && page.units[first + 1].gap == 0;
    let above = !heads && is_lone_name(page, first) || page.basics[first].words <= 2 && is_chrome(page, first);
    match second {
        Some(i) if above && page.basics[i].words >= 4 && fits(i) => Some(i),
        _ => Some(first).filter(|&i| fits(i)),
    }
}

/// The words of a title without the marks that other markups put around or before it: `== The ferry ==`, `= The ferry`,
/// `h1. The ferry`.
pub(crate) fn unmarked(text: &str) -> &str {
    let trimmed = text.trim();
    let signs = trimmed.len() - trimmed.trim_start_matches('=').len();
    let level = trimmed.strip_prefix('h').and_then(|rest| rest.strip_prefix(|c: char| ('1'..='6').contains(&c)));
    let words = match signs {
        0 => level.and_then(|rest| rest.strip_prefix(". ")).unwrap_or(trimmed),
        1..=6 if trimmed[signs..].starts_with(' ') => trimmed.trim_matches('=').trim(),
        _ => trimmed,
    };
    if words.is_empty() { text } else { words }
}

/// A line that is set in so far stands at the right of its page, in columns.
const FAR_IN: usize = 16;

/// The greeting of a letter: above it are short lines of addresses and a line that is only a day, below it is the text.
pub(crate) fn greeting(page: &Page) -> Option<usize> {
    let is_short = |i: usize| {
        let basic = &page.basics[i];
        page.units[i].is_plain() && basic.words <= 6 && basic.chars <= 48 && !basic.sentence
    };
    let is_day = |i: usize| {
        let text = page.units[i].text.trim();
        calendar::find(text, page.lang()).is_some_and(|day| text.len() <= day.end - day.start + 12)
    };
    let head = (0..page.units.len().min(14)).take_while(|&i| is_short(i) || greets(page, i)).count();
    let greeting = head.checked_sub(1).filter(|&i| i > 1 && greets(page, i) && page.units[i].gap > 0)?;
    let opens_text = page.basics.get(head).is_some_and(|next| next.words >= 8);
    (opens_text && (1..greeting).any(is_day)).then_some(greeting)
}

/// True if a text begins at its margin with a name. A sender's address is set to the right, or begins with a number.
fn has_letterhead(page: &Page) -> bool {
    let margin = page.units.iter().map(|unit| unit.indent).min().unwrap_or_default();
    page.units
        .first()
        .is_some_and(|first| first.indent < margin + FAR_IN && !first.text.starts_with(|c: char| c.is_ascii_digit()))
}

/// True for a few words with the sign that ends a greeting.
fn greets(page: &Page, i: usize) -> bool {
    page.units[i].is_plain() && page.basics[i].words <= 6 && page.units[i].text.ends_with([',', ':', '!'])
}

/// True if a unit and the next one are lines of a dialogue: both begin with a dash, or both with a speaker's name.
fn opens_dialogue(page: &Page, i: usize) -> bool {
    let both = |is_line: fn(&str) -> bool| {
        [i, i + 1].iter().all(|j| page.units.get(*j).is_some_and(|unit| unit.is_plain() && is_line(&unit.text)))
    };
    both(|text| text.starts_with(['—', '–', '―'])) || both(|text| speakers::speaker(text).is_some())
}

/// True if a unit is the masthead of a journal: the citation, `Journal of Ferries 41 (2019) 233–241`, the journal's
/// name alone, or its address.
fn is_masthead(page: &Page, i: usize) -> bool {
    const BEGINS: &[&str] = &[
        "contents lists available",
        "journal homepage",
        "available online",
        "issn",
        "e-issn",
        "doi:",
        "https://doi.org/",
        "arxiv:",
    ];
    const KINDS: &[&str] =
        &["research article", "original article", "original research", "review article", "full length article"];
    let text = page.units[i].text.trim();
    if text.len() > 200 {
        return false;
    }
    let lower = text.to_lowercase();
    let names_journal = || {
        let near = i.saturating_sub(4)..(i + 5).min(page.units.len());
        text.contains(' ')
            && near.map(|j| page.units[j].text.trim()).any(|t| t != text && t.starts_with(text) && is_citation(t))
    };
    BEGINS.iter().any(|b| lower.starts_with(b))
        || KINDS.contains(&lower.as_str())
        || is_citation(text)
        || names_journal()
}

/// True if a unit is above the title of a press release: its label, or the contact.
fn is_release(page: &Page, i: usize) -> bool {
    let label = |i: usize| page.units[i].text.trim_end_matches(':').trim().to_lowercase();
    let asks = |i: usize| page.units[i].text.ends_with(':') && letters::labels_contact(&label(i));
    // The lines directly below a label belong to it.
    let first = (0..=i).rev().take(8).find(|&j| page.units[j].gap > 0 || j == 0).unwrap_or(i);
    letters::labels_release(&label(i)) || asks(first)
}

/// A line that is only an address, with or without brackets.
fn is_address(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "()<>[]".contains(c));
    bare.starts_with("http") && bare.contains("://") && !bare.contains(char::is_whitespace)
}

/// `Copyright (c) 1998 Ada Marsh`, and a line without a letter or digit: neither names a text.
fn is_legal(text: &str) -> bool {
    let rest = text.get(..9).filter(|word| word.eq_ignore_ascii_case("copyright")).and_then(|_| text.get(9..));
    let rest = rest.map(str::trim_start);
    let is_stated = |rest: &str| rest.starts_with(|c: char| c == '(' || c == '©' || c.is_ascii_digit());
    text.starts_with('©') || rest.is_some_and(is_stated) || !text.contains(char::is_alphanumeric)
}

/// A volume, its year and pages: `41 (2019) 233–241`.
fn is_citation(text: &str) -> bool {
    let number = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || "-–,.:".contains(c));
    let year = |word: &str| {
        let inner = word.strip_prefix('(').map(|w| w.trim_end_matches([',', ':', ';']));
        inner.and_then(|w| w.strip_suffix(')')).is_some_and(|w| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()))
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(3).any(|w| number(w[0]) && year(w[1]) && number(w[2]))
}

fn unit_begins_list(page: &Page, i: usize) -> bool {
    let next = page.units.get(i + 1);
    page.units[i].marker.is_some() && next.is_some_and(|u| u.marker.is_some())
}

/// A line that is only a name: `Stefan`, `Ada Lovelace`.
pub(crate) fn is_lone_name(page: &Page, i: usize) -> bool {
    let text = page.units[i].text.trim();
    if page.units[i].underlined > 0 || page.units[i].level.is_some() {
        return false;
    }
    let words = text.split_whitespace().count();
    let capital = text.split_whitespace().all(|w| w.starts_with(char::is_uppercase));
    let names = byline::names(text);
    words <= 3
        && capital
        && matches!(names.as_slice(), [name] if name.len() == text.len())
        && (words != 1 || text.contains(char::is_lowercase))
        && !text.split_whitespace().all(|word| is_common(page, word))
}

/// True for a word that the text also uses in small letters: `Problem` is not a name, nor is `Hierarchy Standard`.
fn is_common(page: &Page, word: &str) -> bool {
    let lower = word.to_lowercase();
    page.units.iter().any(|u| u.text.split(|c: char| !c.is_alphanumeric()).any(|w| w == lower))
}

#[cfg(test)]
mod tests {
    use super::{is_citation, is_legal, unmarked};

    #[test]
    fn rights_and_signs_are_no_titles() {
        assert!(
            ["Copyright (c) 1998 Ada", "COPYRIGHT © 1998", "Copyright 2020", "© Ada", "%%%%"]
                .iter()
                .all(|t| is_legal(t))
        );
        assert!(!["Copyright and the ferry", "The ferry"].iter().any(|t| is_legal(t)));
    }

    #[test]
    fn marks_of_other_markups_are_no_words_of_a_title() {
        for text in ["====== The ferry ======", "= The ferry", "h1. The ferry", "The ferry"] {
            assert_eq!(unmarked(text), "The ferry");
        }
        assert_eq!(["= 3", "=x= y", "h7. x", "==="].map(unmarked), ["3", "=x= y", "h7. x", "==="]);
    }

    #[test]
    fn citations_have_a_volume_a_year_and_pages() {
        assert!(is_citation("Journal of Applied Hydrology 41 (2019) 233–241"));
        assert!(!is_citation("What 12 ferries (2019) did"));
        assert!(!is_citation("A winter of 41 days"));
    }
}
