//! The similarity of an article's short lines to each other: features for the judge of headings.
//!
//! Headings of one document look similar, precede paragraphs that repeat their words, and their numbers rise by one.
//! Items are in runs, after a colon, and look like their neighbours. None of this shows in a line alone.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;

use super::page::Page;
use crate::front::text::prepare::sentences::ends_sentence;
use crate::front::text::prepare::unit::Kind;

/// The number of features for the similarity of a unit to others.
pub(crate) const COUNT: usize = 18;
/// Runs and distances beyond this count as equal.
const FAR: usize = 50;

/// The look of a short line: its case, its last mark, and a number at its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Look {
    case: Case,
    end: Option<char>,
    number: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Case {
    Capitals,
    Lower,
    /// Every longer word after the first begins with a capital.
    Title,
    /// None does.
    Sentence,
    /// Some do.
    Mixed,
    /// It has no longer word after the first.
    Brief,
}

/// The beginnings of a unit's longer words.
type Stems = HashSet<String, RandomState>;

/// The measurements of one unit.
struct Shape {
    full: String,
    look: Look,
    stems: Stems,
    /// The word before the number (`step`, `part` or none) and the number.
    number: Option<(String, u32)>,
    short: bool,
    long: bool,
}

/// The numbers of every unit, a row each.
pub(crate) fn similarity(page: &Page) -> Vec<[f32; COUNT]> {
    let shapes: Vec<Shape> = (0..page.units.len()).map(|i| shape(page, i)).collect();
    let count = shapes.len();
    let short = |i: usize| shapes[i].short;
    let flag = |b: bool| f32::from(u8::from(b));
    let ln = |n: usize| (n as f32).ln_1p();
    let mut looks: HashMap<Look, (usize, usize)> = HashMap::new();
    for i in (0..count).filter(|&i| short(i)) {
        let entry = looks.entry(shapes[i].look).or_default();
        entry.0 += 1;
        entry.1 += usize::from(shapes.get(i + 1).is_some_and(|s| s.long));
    }
    let runs = runs(&shapes);
    let many = runs.iter().filter(|r| r.1 == 0 && r.0 > 0).count();
    let sequence = sequence(&shapes);
    let title = shapes.first().filter(|s| !s.long).map(|s| &s.stems);
    let mut since_colon = FAR;
    let mut out = Vec::with_capacity(count);
    for (i, own) in shapes.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|j| shapes.get(j));
        let after = shapes.get(i + 1);
        let (of_look, over_long) = looks.get(&own.look).copied().unwrap_or_default();
        let (run, place) = runs[i];
        let chars = own.full.chars().count().max(1) as f32;
        out.push([
            share(&own.stems, after.map(|s| &s.stems)),
            share(&own.stems, below(&shapes, i)),
            share(&own.stems, title),
            if of_look == 0 { -1.0 } else { over_long as f32 / of_look as f32 },
            ln(over_long),
            run.min(FAR) as f32,
            place.min(FAR) as f32,
            (run - place).min(FAR) as f32,
            flag(before.is_some_and(|s| s.look == own.look)),
            flag(after.is_some_and(|s| s.look == own.look)),
            sequence[i],
            since_colon as f32,
            titled(&own.full),
            before.map_or(-1.0, |s| ln(s.full.chars().count())),
            flag(before.is_some_and(|s| ends_sentence(&s.full) && !s.full.ends_with(':'))),
            own.full.chars().filter(|c| c.is_alphabetic()).count() as f32 / chars,
            own.full.matches(',').count() as f32 / own.full.split_whitespace().count().max(1) as f32,
            many as f32 / count as f32,
        ]);
        since_colon = match () {
            () if own.full.ends_with(':') => 0,
            () if own.long => FAR,
            () => (since_colon + 1).min(FAR),
        };
    }
    out
}

fn shape(page: &Page, i: usize) -> Shape {
    let (unit, basic) = (&page.units[i], &page.basics[i]);
    let full = unit.full_text();
    // The beginning of a long unit is enough, and keeps the cost linear with a small constant.
    let part: String = full.chars().take(1000).collect();
    let long_word = |w: &&str| w.chars().count() > 3;
    let stem = |w: &str| w.chars().take(6).flat_map(char::to_lowercase).collect::<String>();
    let stems = part.split(|c: char| !c.is_alphanumeric()).filter(long_word).map(stem).collect();
    let number = numbered(&full);
    let look =
        Look { case: case(&part), end: part.chars().last().filter(|c| "?:!.,".contains(*c)), number: number.is_some() };
    let prose = unit.kind == Kind::Prose;
    Shape {
        look,
        stems,
        number,
        short: prose && basic.chars <= 120 && basic.words <= 16 && !full.ends_with(['.', ',', ';']),
        long: basic.chars >= 120,
        full,
    }
}

/// The share of the longer words after the first that begin with a capital; -1 without such words.
fn titled(text: &str) -> f32 {
    let longer = || text.split_whitespace().skip(1).filter(|w| w.chars().count() >= 4).take(200);
    let capital = |w: &&str| w.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
    let count = longer().count();
    if count == 0 { -1.0 } else { longer().filter(capital).count() as f32 / count as f32 }
}

fn case(text: &str) -> Case {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    let first = letters.next();
    let capitals = text.chars().filter(|c| c.is_alphabetic()).count() > 3 && !text.contains(char::is_lowercase);
    match titled(text) {
        _ if capitals => Case::Capitals,
        _ if first.is_some_and(char::is_lowercase) => Case::Lower,
        share if share < 0.0 => Case::Brief,
        0.0 => Case::Sentence,
        1.0 => Case::Title,
        _ => Case::Mixed,
    }
}

/// `3.`, `Step 3:`, `#3`, `Kapitel 3`: a number at the head of a line, and the word that may precede it.
pub(crate) fn numbered(text: &str) -> Option<(String, u32)> {
    // The words are not in `lang`, because the weights of the heading judge were learned with exactly these.
    const COUNTS: &[&str] = &[
        "step", "chapter", "part", "tip", "day", "week", "no", "phase", "section", "schritt", "kapitel", "teil", "tag",
        "chapitre", "partie", "étape", "jour", "capítulo", "parte", "paso", "día", "capitolo", "hoofdstuk", "deel",
    ];
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let first = words.next()?.to_lowercase();
    let (word, digits) =
        if COUNTS.contains(&first.as_str()) { (first, words.next()?.to_owned()) } else { (String::new(), first) };
    if digits.len() > 3 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some((word, digits.parse().ok()?))
}

/// For every short unit, the number of units in its run, and the number of those before it; (0, 0) for the others.
fn runs(shapes: &[Shape]) -> Vec<(usize, usize)> {
    let mut out = vec![(0, 0); shapes.len()];
    let mut start = 0;
    for end in 1..=shapes.len() {
        let goes_on = end < shapes.len() && shapes[end].short == shapes[start].short;
        if goes_on {
            continue;
        }
        if shapes[start].short {
            for (place, slot) in out[start..end].iter_mut().enumerate() {
                *slot = (end - start, place);
            }
        }
        start = end;
    }
    out
}

/// For every numbered short unit, a score for its place in a sequence. The number before, found above, counts one, or a
/// third if there is none; the number after, found below, counts one.
fn sequence(shapes: &[Shape]) -> Vec<f32> {
    let mut out = vec![0.0; shapes.len()];
    let mut seen: HashSet<(&str, u32)> = HashSet::new();
    let numbers =
        || shapes.iter().enumerate().filter(|(_, s)| s.short).filter_map(|(i, s)| Some((i, s.number.as_ref()?)));
    for (i, (word, n)) in numbers() {
        out[i] = if *n <= 1 || seen.contains(&(word.as_str(), n - 1)) { 1.0 } else { 0.3 };
        seen.insert((word.as_str(), *n));
    }
    seen.clear();
    for (i, (word, n)) in numbers().collect::<Vec<_>>().into_iter().rev() {
        out[i] += f32::from(u8::from(seen.contains(&(word.as_str(), n + 1))));
        seen.insert((word.as_str(), *n));
    }
    out
}

/// The stems of each of up to three units below, down to the next short one.
fn below(shapes: &[Shape], i: usize) -> impl Iterator<Item = &Stems> + Clone {
    let next = shapes.iter().skip(i + 1).take(3).enumerate().take_while(|(n, s)| *n == 0 || !s.short);
    next.map(|(_, s)| &s.stems)
}

/// The share of a unit's stems that others have, 0 to 1; -1 if it or they have none.
fn share<'s>(own: &Stems, others: impl IntoIterator<Item = &'s Stems, IntoIter: Clone>) -> f32 {
    let others = others.into_iter();
    if own.is_empty() || others.clone().all(Stems::is_empty) {
        return -1.0;
    }
    own.iter().filter(|stem| others.clone().any(|other| other.contains(*stem))).count() as f32 / own.len() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_differ_by_case_end_and_number() {
        assert_eq!(case("THE PLAN"), Case::Capitals);
        assert_eq!(case("What Comes Next Here"), Case::Title);
        assert_eq!(case("What comes next"), Case::Sentence);
        assert_eq!(case("Next"), Case::Brief);
        assert_eq!(case("more of it later"), Case::Lower);
    }

    #[test]
    fn numbers_lead_with_and_without_a_word() {
        assert_eq!(numbered("3. Sanding"), Some((String::new(), 3)));
        assert_eq!(numbered("Step 12: Oil it"), Some(("step".into(), 12)));
        assert_eq!(numbered("1984 was a year"), None);
        assert_eq!(numbered("Stepping stones"), None);
    }
}
