//! The head of an article: title, standfirst, byline, dates, eyebrow, site, and the caption of a lost lead picture.

use crate::context::Context;
use crate::diag::Diagnostic;
use crate::doc::{Author, Meta};

use super::blocks::Part;
use super::page::{Page, key};
use super::segment::{Fate, Sort, is_chrome};
use super::unit::Kind;
use super::{byline, date};

/// The words of a text with where they begin.
pub fn words_at(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |w| (w.as_ptr() as usize - base, w))
}

/// What the head gave: metadata, and units of the body that are more than plain.
pub struct Head {
    /// What is known of the article.
    pub meta: Meta,
    /// Units that went into the metadata or are repeated there.
    pub taken: Vec<usize>,
    /// Units of the body with a part of their own.
    pub parts: Vec<(usize, Part)>,
}

/// Reads the head. Units it takes are to be left out of the body.
pub fn head(page: &Page, fates: &[Fate], sort: Sort, cx: &mut Context) -> Head {
    let mut head = Head { meta: Meta::default(), taken: Vec::new(), parts: Vec::new() };
    let Some(body) = body_start(page, fates) else { return head };
    let from = body.saturating_sub(if sort == Sort::Capture { 40 } else { 14 });
    let zone: Vec<usize> =
        (from..body).filter(|&i| page.units[i].kind == Kind::Prose && page.units[i].quote == 0).collect();
    let Some(title) = title(page, &zone, body, sort) else {
        return head;
    };
    head.meta.title = super::inline::plain(&page.units[title].full_text());
    let title_key = key(&page.units[title].text);
    for &i in &zone {
        if key(&page.units[i].text) == title_key {
            if i != title {
                say(cx, page, i, "chrome-repeated", "A line that repeats the title was left out.");
            }
            head.taken.push(i);
        }
    }
    for &i in zone.iter().filter(|&&i| !is_chrome(page, i)) {
        if head.taken.contains(&i) || sort == Sort::Capture && i + 3 < title {
            continue;
        }
        line(page, i, title, sort, &mut head, cx);
    }
    if sort == Sort::Clean || sort == Sort::Touched {
        lead(page, title, body, &mut head);
    }
    head
}

fn say(cx: &mut Context, page: &Page, i: usize, code: &'static str, message: &str) {
    cx.say(Diagnostic::remark(code, message).at(page.units[i].span));
}

/// Where running text begins: the first paragraph that is kept.
fn body_start(page: &Page, fates: &[Fate]) -> Option<usize> {
    let kept = |i: &usize| fates[*i] == Fate::Keep;
    let repeated = |i: &usize| page.clues[*i].copies > 1;
    (0..page.units.len())
        .filter(kept)
        .find(|i| page.is_paragraph(*i) && !repeated(i))
        .or_else(|| (1..page.units.len()).find(kept))
}

fn title(page: &Page, zone: &[usize], body: usize, sort: Sort) -> Option<usize> {
    let score = |i: usize| -> f32 {
        let (unit, clue) = (&page.units[i], &page.clues[i]);
        if is_chrome(page, i) || clue.chars > 250 || clue.words < 2 && sort == Sort::Capture {
            return f32::MIN;
        }
        let mut score = 0.0;
        score += if clue.copies > 1 { 2.0 } else { 0.0 };
        score += (clue.words.min(10) as f32) * 0.5;
        score -= if clue.words > 18 && clue.copies < 2 { 4.0 } else { 0.0 };
        score += if unit.underlined > 0 { 6.0 } else { 0.0 };
        score += if clue.sentence && clue.copies < 2 { -3.0 } else { 0.0 };
        score -= if date::find(&unit.text).is_some() || byline::authors(&unit.text).is_some() { 6.0 } else { 0.0 };
        score -= if sort == Sort::Capture { (body - i) as f32 * 0.2 } else { 0.0 };
        score
    };
    if sort != Sort::Capture {
        // The head of a clean text begins with the title, or with a name or an eyebrow above it.
        let first = *zone.first()?;
        let repeated = zone.iter().copied().find(|&i| page.clues[i].copies > 1 && page.clues[i].words >= 3);
        if let Some(i) = repeated {
            return Some(i);
        }
        if first > 0 || page.units[first].marker.is_some() {
            return None;
        }
        let best = zone.iter().copied().take(3).max_by(|&a, &b| score(a).total_cmp(&score(b)))?;
        let best = if score(first) > -1.0 && page.clues[first].words > 2 { first } else { best };
        let clue = &page.clues[best];
        return (clue.chars <= 200
            && (!clue.sentence || page.units[best].text.ends_with(['?', '!']))
            && score(best) > -3.0)
            .then_some(best);
    }
    zone.iter().copied().filter(|&i| score(i) > f32::MIN).max_by(|&a, &b| score(a).total_cmp(&score(b)))
}

/// One line of the head: byline, date, reading time.
fn line(page: &Page, i: usize, title: usize, sort: Sort, head: &mut Head, cx: &mut Context) {
    let text = page.units[i].full_text();
    let clue = &page.clues[i];
    if clue.words > 25 || page.units[i].marker.is_some() {
        return;
    }
    let lower = text.to_lowercase();
    let dated = date::find(&text);
    let named = byline::authors(&text);
    if let Some(names) = &named
        && head.meta.authors.is_empty()
    {
        head.meta.authors = names.iter().map(Author::new).collect();
        head.taken.push(i);
    }
    if let Some(found) = dated
        && (found.end - found.start) * 3 > text.len().saturating_sub(20)
    {
        let updated = [
            "updated",
            "modified",
            "aktualisiert",
            "mis à jour",
            "actualizado",
            "aggiornato",
            "atualizado",
            "bijgewerkt",
        ];
        if updated.iter().any(|w| lower.contains(w)) {
            head.meta.updated.get_or_insert(found.date);
        } else {
            head.meta.published.get_or_insert(found.date);
        }
        head.taken.push(i);
        return;
    }
    if named.is_some() {
        return;
    }
    if reading_time(&lower) {
        say(cx, page, i, "reading-time", "The reading time was left out.");
        head.taken.push(i);
        return;
    }
    let lone = sort != Sort::Capture && i == 0 && title > 0 && clue.words <= 3;
    if lone && head.meta.authors.is_empty() && !byline::names(&text).is_empty() {
        head.meta.authors = byline::names(&text).into_iter().map(Author::new).collect();
        head.taken.push(i);
    }
}

/// `5 min read` and its like.
pub fn reading_time(lower: &str) -> bool {
    let words = lower.split_whitespace().count();
    words <= 6
        && lower.starts_with(|c: char| c.is_ascii_digit() || c == 'r' || c == 'l' || c == 't')
        && [
            "min read",
            "minute read",
            "mins read",
            "minutes read",
            "reading time",
            "min. lesezeit",
            "minuten lesezeit",
            "lesezeit",
            "min de lecture",
            "min de lectura",
            "min di lettura",
            "temps de lecture",
            "tiempo de lectura",
        ]
        .iter()
        .any(|w| lower.contains(w))
        && lower.chars().any(|c| c.is_ascii_digit())
}

/// Between the title and the text of a clean article: a standfirst, a caption with the site's name.
fn lead(page: &Page, title: usize, body: usize, head: &mut Head) {
    let open: Vec<usize> = (title + 1..body)
        .filter(|i| {
            !head.taken.contains(i) && page.units[*i].is_plain() && !is_chrome(page, *i) && page.units[*i].quote == 0
        })
        .collect();
    for i in open {
        let text = &page.units[i].text;
        if let Some((caption, site)) =
            text.rsplit_once(" - ").or_else(|| text.rsplit_once(" | ")).or_else(|| text.rsplit_once(" – "))
            && !page.clues[i].sentence
            && is_site(site)
            && shares_word(caption, &crate::doc::plain_text(&head.meta.title))
        {
            head.meta.site = Some(site.trim().to_owned());
            head.parts.push((i, Part::Caption(caption.trim().to_owned(), None)));
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
