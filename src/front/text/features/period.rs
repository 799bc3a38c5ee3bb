//! What repeats: comments (name, date, words, reply) and teasers (headline, date, a cut sentence) come round and round.
//!
//! Two measures, neither of which knows a word. A *period* is a distance at which the forms of units agree far more often
//! than forms drawn at random from the same place would: running text agrees with itself at any distance, so it has none.
//! A *chain* is a short line that stands again and again with a few units between, whatever its names and numbers.

use std::collections::HashMap;

use super::page::Page;
use super::{feature_struct, ln};
use crate::front::text::date;
use crate::front::text::prepare::sentences::key;
use crate::front::text::prepare::unit::Kind;

/// The periods that are looked for, in units.
const PERIODS: std::ops::RangeInclusive<usize> = 2..=6;
/// Units on each side that are compared.
const WINDOW: usize = 15;
/// A chain goes on as long as its line comes again within so many units.
const LINK: usize = 12;
/// Fewest lines of a chain.
const CHAIN: usize = 3;
/// Longest line of a chain, in words.
const SHORT: usize = 12;

feature_struct! {
    /// What repeats around a unit. Counts are logarithms of one more.
    PeriodFeatures {
        /// How much more often forms agree at the best period than at random, -1 to 1.
        gain,
        /// The best period, in units.
        period,
        /// How many of the two units one period away have the same form.
        agrees,
        /// Lines of the longest chain around the unit.
        chain,
        /// Units between its lines here.
        link,
        /// Words between them.
        link_words,
        /// The unit is a line of that chain itself.
        in_chain,
        /// Lines of the chain above.
        chain_before,
        /// Lines of it below.
        chain_after,
        /// Share of the text in paragraphs that stands above the chain.
        text_before_chain,
        /// Whether the lines of the chain hold dates.
        chain_dated,
    }
}

/// What repeats around every unit.
pub fn period(page: &Page) -> Vec<PeriodFeatures> {
    let mut out = vec![PeriodFeatures::default(); page.units.len()];
    periods(page, &mut out);
    chains(page, &mut out);
    out
}

/// The form of a unit: a number that two units share when they look alike.
fn form(page: &Page, i: usize) -> u16 {
    let (unit, basic) = (&page.units[i], &page.basics[i]);
    let size = match basic.words {
        0..=1 => 0,
        2..=3 => 1,
        4..=8 => 2,
        9..=18 => 3,
        19..=45 => 4,
        _ => 5,
    };
    let digits = unit.text.bytes().take(80).any(|b| b.is_ascii_digit());
    let kind = u16::from(unit.kind != Kind::Prose) * 2 + u16::from(unit.marker.is_some());
    ((size * 2 + u16::from(basic.sentence)) * 2 + u16::from(digits && basic.words <= 12)) * 4 + kind
}

fn periods(page: &Page, out: &mut [PeriodFeatures]) {
    let forms: Vec<u16> = (0..out.len()).map(|i| form(page, i)).collect();
    let count = forms.len();
    for (i, features) in out.iter_mut().enumerate() {
        let (from, to) = (i.saturating_sub(WINDOW), (i + WINDOW + 1).min(count));
        let window = &forms[from..to];
        let mut spread: HashMap<u16, usize> = HashMap::new();
        for form in window {
            *spread.entry(*form).or_default() += 1;
        }
        let total = window.len() as f32;
        // Whole numbers first, because the order of a map is not the same twice.
        let squares: usize = spread.values().map(|n| n * n).sum();
        let chance = squares as f32 / (total * total);
        let best = PERIODS.filter(|p| window.len() > 2 * p).map(|p| {
            let pairs = window.len() - p;
            let agree = (0..pairs).filter(|&j| window[j] == window[j + p]).count();
            (agree as f32 / pairs as f32 - chance, p)
        });
        // The shortest of equal periods.
        let Some((gain, p)) = best.reduce(|a, b| if b.0 > a.0 { b } else { a }) else { continue };
        let same = |j: Option<usize>| j.and_then(|j| forms.get(j)).is_some_and(|f| *f == forms[i]);
        features.gain = gain;
        features.period = p as f32;
        features.agrees = f32::from(u8::from(same(i.checked_sub(p))) + u8::from(same(Some(i + p))));
    }
}

/// A short line without its names and numbers: `#` for a number, `@` for a word with a capital, the rest as it is.
/// Nothing for a line that may be a sentence of the text.
fn mask(page: &Page, i: usize) -> Option<String> {
    let (unit, basic) = (&page.units[i], &page.basics[i]);
    if unit.kind != Kind::Prose || basic.words == 0 || basic.words > SHORT || basic.chars > 100 {
        return None;
    }
    if basic.words <= SHORT && date::find(&unit.text).is_some() {
        return Some("date".into());
    }
    let mut masked = String::new();
    let mut names = 0;
    for word in unit.text.split_whitespace() {
        let bare = key(word);
        let sign = if bare.is_empty() {
            continue;
        } else if bare.starts_with(|c: char| c.is_ascii_digit()) {
            "#"
        } else if basic.words > 1 && word.starts_with(char::is_uppercase) {
            names += 1;
            if masked.ends_with('@') {
                continue;
            }
            "@"
        } else {
            bare.as_str()
        };
        masked.push(' ');
        masked.push_str(sign);
    }
    // Capitals alone may be any heading.
    let only_names = names > 0 && masked.chars().all(|c| matches!(c, ' ' | '@'));
    (!masked.is_empty() && !only_names && !basic.sentence).then_some(masked)
}

fn chains(page: &Page, out: &mut [PeriodFeatures]) {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    let mut order: Vec<String> = Vec::new();
    for i in 0..out.len() {
        if let Some(masked) = mask(page, i) {
            let list = places.entry(masked.clone()).or_default();
            if list.is_empty() {
                order.push(masked);
            }
            list.push(i);
        }
    }
    let text: Vec<f32> = text_before(page);
    for masked in &order {
        let list = &places[masked];
        let mut from = 0;
        for to in 1..=list.len() {
            if to < list.len() && list[to] - list[to - 1] <= LINK {
                continue;
            }
            // Lines that follow one another at once are a menu, and no chain.
            let apart = list[from..to].windows(2).filter(|w| w[1] - w[0] > 1).count();
            if to - from >= CHAIN && apart * 2 >= to - from - 1 {
                link(page, &list[from..to], masked == "date", &text, out);
            }
            from = to;
        }
    }
}

/// Notes a chain at every unit that it passes, unless a longer one is known there.
fn link(page: &Page, lines: &[usize], dated: bool, text: &[f32], out: &mut [PeriodFeatures]) {
    let length = ln(lines.len());
    let mut note = |i: usize, at: usize, next: usize, own: bool| {
        if out[i].chain >= length {
            return;
        }
        let words: usize = (lines[at]..next).map(|j| page.basics[j].words).sum();
        let features = &mut out[i];
        features.chain = length;
        features.link = (next - lines[at]) as f32;
        features.link_words = ln(words);
        features.in_chain = f32::from(u8::from(own));
        features.chain_before = ln(at);
        features.chain_after = ln(lines.len() - 1 - at);
        features.text_before_chain = text[lines[0]];
        features.chain_dated = f32::from(u8::from(dated));
    };
    for (at, &first) in lines.iter().enumerate() {
        // The last link is as long as the one before it.
        let usual = if at > 0 { first - lines[at - 1] } else { 1 };
        let next = lines.get(at + 1).copied().unwrap_or((first + usual).min(page.units.len()));
        for i in first..next {
            note(i, at, next, i == first);
        }
    }
}

/// Share of the text in paragraphs that stands above every unit.
fn text_before(page: &Page) -> Vec<f32> {
    let long = |i: usize| if page.is_paragraph(i) { page.basics[i].chars } else { 0 };
    let total: usize = (0..page.units.len()).map(long).sum();
    let mut sum = 0;
    (0..page.units.len())
        .map(|i| {
            let share = sum as f32 / total.max(1) as f32;
            sum += long(i);
            share
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::prepare::line::of_text;
    use super::super::super::prepare::unwrap::unwrap;
    use super::*;

    fn of(text: &str) -> Vec<PeriodFeatures> {
        period(&Page::new(unwrap(&of_text(text))))
    }

    #[test]
    fn comments_come_round_and_paragraphs_do_not() {
        let words = "The harbour master counted the boats on the morning of the fair, and there were forty of them.";
        let names = ["tidewatcher", "oldsalt", "petrel", "marsh", "bo", "ada"];
        let thread: String =
            names.iter().map(|n| format!("{n} says:\n\nMay 3, 2025 at 6:30 am\n\n{words}\n\nReply\n\n")).collect();
        let found = of(&thread);
        assert!(found.iter().all(|f| f.gain > 0.4 && f.period == 4.0 && f.chain > 1.0), "{found:?}");
        let text = format!("{words}\n\n{words} {words}\n\n").repeat(6);
        assert!(of(&text).iter().all(|f| f.chain == 0.0));
        let plain = format!("{words}\n\n").repeat(12);
        assert!(of(&plain).iter().all(|f| f.gain < 0.1 && f.chain == 0.0));
    }
}
