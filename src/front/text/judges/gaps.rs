//! A second look at a capture, like an editor's: text that the segmentation cut away, and clutter that it left in the
//! text.
//!
//! The learned judge weighs every unit by its neighbours, so the last section of an article can fall with the
//! newsletter box before it, and a lone `Advertisement` can stand with the paragraphs around it. Both are plain to see
//! once the place of the article is known.

use super::rules::RESPONSES;
use crate::front::removal::{Reason, Verdict};
use crate::front::text::features::page::Page;
use crate::front::text::features::stretch::is_chrome;
use crate::front::text::prepare::sentences::key;
use crate::front::text::prepare::unit::Kind;

/// Codes of chrome that mark the end of the article in a page: after them come teasers and other people's words.
const CLOSING: &[Reason] = &[Reason::Related, Reason::Comments];

/// Fewest words of running text that make a cut stretch a section of the article.
const SECTION: usize = 60;

/// Below these log-odds the judge is sure that a paragraph does not belong to the article.
const FOREIGN: f32 = -1.0;

/// Restores sections of running text between the article's text and the page's end matter.
pub(crate) fn reclaim(page: &Page, log_odds: &[f32], kept: &mut [bool]) {
    let Some(last) = kept.iter().rposition(|k| *k) else { return };
    let Some(first) = kept.iter().position(|k| *k) else { return };
    let mut at = first;
    while at < kept.len() {
        if kept[at] {
            at += 1;
            continue;
        }
        let end = (at..kept.len()).find(|&i| kept[i]).unwrap_or(kept.len());
        // Between two stretches of text the article cannot be over; after the last it may be.
        let open = if at > last { (at..end).find(|&i| closes(page, i)).unwrap_or(end) } else { end };
        let mut begin = at;
        while begin < open {
            let stop = (begin..open).find(|&i| covered(page, i)).unwrap_or(open);
            section(page, log_odds, kept, begin, stop);
            begin = stop + 1;
        }
        at = end;
    }
}

/// Keeps the running text in `begin..end`, with the headings over it, if it is enough to be a section.
fn section(page: &Page, log_odds: &[f32], kept: &mut [bool], begin: usize, end: usize) {
    let text = |i: &usize| page.is_paragraph(*i) && page.basics[*i].sentence && page.basics[*i].copies == 1;
    let paragraphs: Vec<usize> = (begin..end).filter(text).collect();
    let words: usize = paragraphs.iter().map(|&i| page.basics[i].words).sum();
    let Some(&last) = paragraphs.last() else { return };
    if paragraphs.len() < 2 || words < SECTION || paragraphs.iter().any(|&i| log_odds[i] < FOREIGN) {
        return;
    }
    // Teasers are mostly titles; in a section running text has most of the words.
    let all: usize = (begin..=last).map(|i| page.basics[i].words).sum();
    if words * 4 < all * 3 {
        return;
    }
    let spoken = (last + 1..end).take_while(|&i| page.basics[i].sentence).last().unwrap_or(last);
    kept[begin..=spoken].fill(true);
}

/// True for a unit that is mostly known chrome.
fn covered(page: &Page, i: usize) -> bool {
    page.basics[i].cover.share > 0.6
}

fn closes(page: &Page, i: usize) -> bool {
    covered(page, i) && page.basics[i].cover.kind.map(Reason::of_phrase).is_some_and(|reason| CLOSING.contains(&reason))
}

/// Keeps a list of references whole, as long as its numbers in brackets continue.
pub(crate) fn references(page: &Page, kept: &mut [bool]) {
    let number = |i: usize| {
        let text = page.units.get(i)?.text.strip_prefix('[')?;
        text.split_once(']').and_then(|(number, _)| number.parse::<u32>().ok())
    };
    for i in 1..kept.len() {
        let next = || number(i - 1).zip(number(i)).is_some_and(|(a, b)| a.checked_add(1) == Some(b));
        if kept[i - 1] && !kept[i] && next() {
            kept[i] = true;
        }
    }
}

/// Keeps code and tables that the sentence above announces.
pub(crate) fn announced(page: &Page, kept: &mut [bool]) {
    for i in 1..kept.len() {
        let shows = !matches!(page.units[i].kind, Kind::Prose | Kind::Rule);
        if kept[i - 1] && shows && page.units[i - 1].text.ends_with([':', '：']) && page.basics[i - 1].words >= 3 {
            kept[i] = true;
        }
    }
}

/// Adds the lines after a stretch that repeat a sequence inside it: the same line after the same line. A list that
/// recurs for every year ends with a line that was printed before.
pub(crate) fn refrains(page: &Page, kept: &mut [bool]) {
    let text = |i: usize| page.units[i].text.as_str();
    for i in 1..kept.len() {
        if kept[i] || !kept[i - 1] || page.basics[i].copies < 2 || is_chrome(page, i) {
            continue;
        }
        let goes_on = |at: usize| kept[at - 1] && kept[at] && text(at) == text(i) && text(at - 1) == text(i - 1);
        kept[i] = (1..i).any(goes_on);
    }
}

/// Removes the part of a stretch after a line that ends the article, if no text follows.
pub(crate) fn dismiss(page: &Page, kept: &mut [bool]) {
    let spoken =
        |i: &usize| kept[*i] && (page.basics[*i].sentence && page.basics[*i].words >= 6 || page.is_paragraph(*i));
    let Some(last) = (0..kept.len()).rev().find(spoken) else { return };
    if let Some(close) = (last + 1..kept.len()).find(|&i| closes(page, i)) {
        kept[close..].fill(false);
    }
}

/// First words of the lines between an article and its comments or other articles on blog platforms.
const CONCLUDING: &[&str] = &[
    "Discussion about this post",
    "Discussion about this video",
    "Discussion about this episode",
    "Recommended from Medium",
    "Email ThisBlogThis!",
    "Subscribe to: Post Comments (Atom)",
    "This site uses Akismet to reduce spam.",
    "Please enable JavaScript to view the comments powered by Disqus.",
];

/// Fewest words of an article above such a line.
const ARTICLE: usize = 60;

/// Drops all units from such a line on, in clean texts too, because readers write in whole paragraphs.
pub(crate) fn conclude(page: &Page, verdicts: &mut [Verdict]) {
    let mut words = 0;
    for i in 0..verdicts.len() {
        let concludes = CONCLUDING.iter().any(|start| page.units[i].text.starts_with(start));
        if words >= ARTICLE && (concludes || counts_responses(page, i)) {
            for verdict in verdicts.iter_mut().skip(i).filter(|verdict| **verdict == Verdict::Keep) {
                *verdict = Verdict::Remove(RESPONSES.removal());
            }
            return;
        }
        words += if verdicts[i] == Verdict::Keep { page.basics[i].words } else { 0 };
    }
}

/// `34 responses to “The title”`: a number, a few words, and in quotes a line from above.
fn counts_responses(page: &Page, i: usize) -> bool {
    let text = page.units[i].full_text();
    let Some((count, named)) = text.split_once(['“', '"', '«', '„']) else { return false };
    let words: Vec<&str> = count.split_whitespace().collect();
    let counted = words.first().is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit() || b == b',')) && words.len() <= 4;
    let title = key(named);
    counted && title.len() >= 8 && page.units[..i].iter().rev().take(FAR).any(|u| key(&u.text) == title)
}

/// The title is searched for this many units above the line that counts responses.
const FAR: usize = 600;
