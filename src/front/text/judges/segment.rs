//! Clean or captured, and the place of the article.
//!
//! First the page classifier: a text without any sign of a web page around it loses nothing. Then, for captures, the
//! stretch of units with the greatest sum of scores (Pasternack and Roth, WWW 2009).

use super::rules;
use crate::context::Reading;
use crate::front::removal::{Removal, Verdict};
use crate::front::text::model;
use std::collections::BTreeSet;

use crate::front::text::features::page::Page;
use crate::front::text::features::stretch::is_chrome;
use crate::front::text::prepare::sentences::key;
use crate::front::text::prepare::unit::{Kind, Marker, Unit};

/// The amount of a web page that a text holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageKind {
    /// Only an article: nothing is removed.
    Clean,
    /// An article with a few lines of a page's chrome around it: only lines that surely are chrome are removed.
    Touched,
    /// A page: the article has to be found in it.
    Capture,
}

/// Decides the kind of this text. Clean articles of every kind have hardly any units of which the learned judge is sure
/// that they do not belong (at most one in 450 articles measured); nineteen captures of twenty have sixteen and more.
pub(crate) fn classify(page: &Page, log_odds: &[f32]) -> PageKind {
    let foreign = (0..page.units.len()).filter(|&i| log_odds[i] < -2.0 && !is_counted(page, i)).count();
    // The judge knows English best, so for other languages the lexicon counts as well. An article may be full of one
    // sort of chrome.
    let chrome: Vec<usize> = (0..page.units.len()).filter(|&i| is_chrome(page, i)).collect();
    let sorts: BTreeSet<_> = chrome.iter().map(|&i| page.basics[i].cover.code()).collect();
    let known = chrome.len() >= 6 && sorts.len() >= 3 || page.is_eastern() && chrome.len() >= 5;
    let enough = foreign >= 5 || foreign >= 3 && foreign * 4 > page.units.len() || known;
    let telling = sorts.iter().flatten().filter(|code| !COMMON.contains(code)).count();
    let terms = chrome.iter().filter(|&&i| is_term(page, i)).count();
    let is_document = || {
        is_manual(page, foreign, telling, known)
            || is_glossary(page, foreign, terms, chrome.len())
            || is_typed(page, log_odds, foreign, telling, &chrome)
    };
    if enough && (page.is_eastern() || !is_document()) {
        PageKind::Capture
    } else if chrome.len() > terms || page.basics.iter().any(|c| c.again && c.words >= 4) {
        PageKind::Touched
    } else {
        PageKind::Clean
    }
}

/// Sorts of chrome that specifications and manuals also have: contents, tags, comments.
const COMMON: &[&str] = &["chrome-menu", "chrome-tags", "chrome-comments"];

/// True if a text with foreign units is still a specification or a manual. The foreign units are few in it, or it is
/// full of code and tables and hardly any of its chrome occurs only on pages. `telling` is the number of sorts that do.
fn is_manual(page: &Page, foreign: usize, telling: usize, known: bool) -> bool {
    let count = page.units.len();
    let set = page.units.iter().filter(|unit| unit.kind != Kind::Prose).count();
    let few = foreign * 1000 <= 65 * count
        && match telling {
            0 => true,
            1 => !known && (foreign * 100 <= 3 * count || set * 100 >= count),
            _ => false,
        };
    let page_like = foreign * 100 >= 45 * count;
    let full = match telling {
        0 => set * 100 > 4 * count,
        1 => set * 100 > 6 * count && !page_like,
        2 => set * 100 > 6 * count && !page_like && count >= 1000,
        _ => false,
    };
    few || full
}

/// True if most of a text's chrome are the terms of a list of definitions, in a text set in lines: `Help`, and what it
/// means set in below it.
fn is_glossary(page: &Page, foreign: usize, terms: usize, chrome: usize) -> bool {
    let (paragraphs, wrapped) = wrapped(page);
    let is_wrapped = wrapped >= 2 && wrapped * 10 >= 9 * paragraphs;
    is_wrapped && terms > 0 && terms * 2 >= chrome && foreign * 4 < page.units.len()
}

/// True for a short line over a paragraph that is set in further, as a term stands over its definition.
fn is_term(page: &Page, i: usize) -> bool {
    let own = &page.units[i];
    let defines = |below: &Unit| below.kind == Kind::Prose && below.marker.is_none() && below.indent > own.indent;
    own.marker.is_none() && page.units.get(i + 1).is_some_and(defines)
}

/// The number of paragraphs, and of those that were broken into lines.
fn wrapped(page: &Page) -> (usize, usize) {
    let paragraphs = || (0..page.units.len()).filter(|&i| page.is_paragraph(i));
    (paragraphs().count(), paragraphs().filter(|&i| page.units[i].lines > 1).count())
}

/// True if a text was set in lines by a person or a program, and is no dump of a page: it says next to nothing of what
/// pages say, however often it says that; or it says little, and the judge would leave out paragraphs of it.
fn is_typed(page: &Page, log_odds: &[f32], foreign: usize, telling: usize, chrome: &[usize]) -> bool {
    let count = page.units.len();
    let paragraphs = || (0..count).filter(|&i| page.is_paragraph(i));
    let (all, wrapped) = wrapped(page);
    let said: BTreeSet<String> = chrome.iter().map(|&i| key(&page.units[i].text)).collect();
    let is_wrapped = wrapped >= 10 && wrapped * 10 >= 9 * all;
    let says_little = said.len() * 50 < count && (telling <= 1 || count >= 1000);
    let says_nothing = said.len() * 200 < count;
    // A page of short lines, such as a list of links, is foreign as a whole.
    if !is_wrapped || foreign * 100 >= 35 * count {
        return false;
    }
    let loses = || {
        let kept = decode(page, log_odds);
        let lost = paragraphs().filter(|&i| !kept[i]).count();
        lost >= 3 && lost * 20 >= all
    };
    says_nothing || says_little && loses()
}

/// True for a line that continues the count of its neighbour, as the rows of a table do: such lines are not evidence of
/// a page.
fn is_counted(page: &Page, i: usize) -> bool {
    let number = |i: usize| {
        let (first, _) = page.units.get(i)?.text.split_once(' ')?;
        first.trim_end_matches(['.', ')']).parse::<u32>().ok()
    };
    let Some(own) = number(i) else { return false };
    let above = i.checked_sub(1).and_then(number);
    above.and_then(|n| n.checked_add(1)) == Some(own) || number(i + 1) == own.checked_add(1)
}

/// True for a numbered item and one with a box to tick: menus have neither.
fn is_item(page: &Page, i: usize) -> bool {
    matches!(page.units[i].marker, Some(Marker::Number { .. } | Marker::Bullet(_, Some(_))))
}

/// True for a label directly above its content: `Keywords:`, then the keywords.
fn announces(page: &Page, i: usize) -> bool {
    let below = page.units.get(i + 1).is_some_and(|unit| unit.gap == 0);
    page.units[i].text.ends_with(':') && below && !is_chrome(page, i + 1)
}

/// The verdict on every unit of a text of that kind.
pub(crate) fn verdicts(page: &Page, log_odds: &[f32], page_kind: PageKind, reading: &Reading) -> Vec<Verdict> {
    let count = page.units.len();
    let mut verdicts = vec![Verdict::Keep; count];
    let sure = |i: usize| rules::by_phrase(page, i, &rules::EDGE);
    match page_kind {
        PageKind::Clean => {}
        PageKind::Touched if !reading.uses(rules::EDGE.id) => {}
        PageKind::Touched => {
            let text = |i: &usize| page.is_paragraph(*i) && page.basics[*i].copies == 1;
            let first = (0..count).find(text).unwrap_or(0);
            let last = (0..count).rev().find(text).unwrap_or(count);
            // Below the text a line of chrome is only sure if most lines after it are chrome as well: a heading
            // `Pricing` over a list is one of the article's.
            let (mut known, mut below) = (0, 0);
            for i in (last + 1..count).rev() {
                below += 1;
                known += usize::from(is_chrome(page, i));
                if is_chrome(page, i) && known * 2 > below && !is_item(page, i) {
                    verdicts[i] = Verdict::Remove(sure(i));
                }
            }
            for i in (0..first.min(count)).filter(|&i| is_chrome(page, i) && !is_item(page, i) && !announces(page, i)) {
                verdicts[i] = Verdict::Remove(sure(i));
            }
        }
        PageKind::Capture => {
            let mut kept = decode_with(page, log_odds, CAUTIOUS);
            super::gaps::reclaim(page, log_odds, &mut kept);
            for (keep, more) in kept.iter_mut().zip(decode(page, log_odds)) {
                *keep |= more;
            }
            if reading.uses(rules::AFTER_END.id) {
                super::gaps::dismiss(page, &mut kept);
            }
            super::gaps::references(page, &mut kept);
            super::gaps::announced(page, &mut kept);
            super::gaps::refrains(page, &mut kept);
            for (i, verdict) in verdicts.iter_mut().enumerate() {
                let outside = || Some(removal(page, i)).filter(|removal| reading.uses(removal.rule));
                let removal = if kept[i] { rules::unit(page, log_odds, i, reading) } else { outside() };
                *verdict = removal.map_or(Verdict::Keep, Verdict::Remove);
            }
        }
    }
    if reading.uses(rules::RESPONSES.id) {
        super::gaps::conclude(page, &mut verdicts);
    }
    verdicts
}

/// For every unit, the log-odds that it belongs to the article.
pub(crate) fn article(page: &Page) -> Vec<f32> {
    page.rows().iter().map(|row| model::article().log_odds(row)).collect()
}

/// The stretches that belong to the article: those that maximise the sum of their scores, less a price for every change
/// between article and other text. With one stretch this is the maximum-sum segment; here it is found by dynamic
/// programming over two states (Viterbi 1967). A long unit weighs more, by a power of its words.
pub(crate) fn decode(page: &Page, log_odds: &[f32]) -> Vec<bool> {
    decode_with(page, log_odds, GENEROUS)
}

/// The price of a change between article and page, the bonus of every unit, and true if a unit weighs by the power
/// three quarters of its words instead of their root.
type Prices = (f32, f32, bool);

/// The best prices on pages held out of training: long paragraphs stay, short lines between them may be removed.
const GENEROUS: Prices = (4.0, 0.8, true);
/// Prices that make few stretches, short lines included, so that only whole sections are cut.
const CAUTIOUS: Prices = (8.0, 0.4, false);

fn decode_with(page: &Page, log_odds: &[f32], (change, favour, more): Prices) -> Vec<bool> {
    // By roots alone, because they are equal on every machine.
    let weight = |words: usize| {
        let root = ((words + 1) as f32).sqrt();
        if more { root * root.sqrt() } else { root }
    };
    let (mut inside, mut outside) = (-change, 0.0f32);
    let mut back = Vec::with_capacity(log_odds.len());
    for (basic, log_odds) in page.basics.iter().zip(log_odds) {
        let gain = (log_odds + favour) * weight(basic.words);
        let (from_inside, stay) = (inside - change > outside, inside >= outside - change);
        back.push((stay, from_inside));
        let (next_in, next_out) =
            (if stay { inside } else { outside - change }, if from_inside { inside - change } else { outside });
        (inside, outside) = (next_in + gain, next_out);
    }
    let mut state = inside > outside;
    let mut kept = vec![false; log_odds.len()];
    for (keep, &(stay, from_inside)) in kept.iter_mut().zip(&back).rev() {
        *keep = state;
        state = if state { stay } else { from_inside };
    }
    kept
}

/// The rule by which a unit outside the article's stretches is removed: the most specific one.
fn removal(page: &Page, i: usize) -> Removal {
    let basic = &page.basics[i];
    if basic.cover.share > 0.6 {
        return rules::by_phrase(page, i, &rules::PHRASE);
    }
    if basic.copies > 1 { rules::REPEATED.removal() } else { rules::JUDGE.removal() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::front::text::prepare::prepare;

    /// Twenty paragraphs below each other, with a line break after `width` words.
    fn page(width: usize, chrome: &str) -> Page {
        let words: Vec<String> =
            (0..30).map(|n| format!("{}{n}", if n == 0 { "The harbour" } else { "quiet" })).collect();
        let lines: Vec<String> = words.chunks(width).map(|line| line.join(" ")).collect();
        let text = format!("{}.\n\n", lines.join("\n")).repeat(20);
        Page::new(prepare(&format!("{text}{chrome}"), None, &mut Context::default()).units)
    }

    /// The kind of a page of which the judge takes every fourth paragraph for foreign.
    fn kind(page: &Page) -> PageKind {
        let log_odds: Vec<f32> = (0..page.units.len()).map(|i| if i % 4 == 1 { -6.0 } else { 2.0 }).collect();
        classify(page, &log_odds)
    }

    #[test]
    fn a_text_in_lines_is_no_page_unless_it_says_what_pages_say() {
        assert_eq!(kind(&page(30, "")), PageKind::Capture);
        assert_ne!(kind(&page(8, "")), PageKind::Capture);
        let chrome =
            "Share on Facebook\n\nPrint this page\n\nSubscribe to our newsletter\n\nSkip to content\n\nRead more\n";
        assert_eq!(kind(&page(8, chrome)), PageKind::Capture);
    }

    #[test]
    fn terms_over_their_definitions_are_no_chrome() {
        let terms = ["Accessibility", "Help", "Education", "Share", "Print this page", "Subscribe", "Home"];
        let listed = |indent: &str| {
            let entry = |term: &&str| format!("{term}\n\n{indent}Tools for those who keep the {term} lamp.\n\n");
            terms.iter().map(entry).collect::<String>()
        };
        let of = |text: String| {
            let prose = "The keeper of the lamp wrote down the names of all the boats\nthat had stopped at the pier, and the days on which they came\nand went, so that nobody could say that he had not seen them.\n\n";
            let text = format!("{}{text}", prose.repeat(3));
            let page = Page::new(prepare(&text, None, &mut Context::default()).units);
            classify(&page, &vec![0.0; page.units.len()])
        };
        assert_ne!(of(listed("  ")), PageKind::Capture);
        assert_eq!(of(listed("")), PageKind::Capture, "the same lines as a menu");
    }
}
