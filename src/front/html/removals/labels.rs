//! Lines of the page among the article's blocks.
//!
//! What a page prints at its head and states in its metadata is said once: a byline, a date or a reading time that
//! stays in the text would stand there a second time, below what every back end sets from the metadata. And boxes
//! without a name hold buttons that are paragraphs to look at: "Share", "Read more". The lexicon of the plain-text
//! front end knows them in ten languages; a line counts only when such phrases make up all of it.

use std::collections::BTreeSet;

use crate::context::Context;
use crate::diag::Diagnostic;
use crate::doc::{Author, Block, BlockKind, Date, Inline, Meta, plain_text};
use crate::front::html::dom::letters;
use crate::front::html::dom::measure::same_words;
use crate::front::html::dom::urls;
use crate::front::html::metadata::dates;
use crate::front::html::metadata::names::{is_person, split_names};
use crate::front::months::month;
use crate::front::text::lexicon;

/// A paragraph of so many characters is running text: the head of an article ends there.
const PROSE: usize = 120;
/// Blocks at the head, and at the end, among which dates and bylines may stand.
const EDGE: usize = 8;
/// Most characters of a label, and of a line of names and dates.
const SHORT: usize = 90;

/// Words beside names, dates and times in a byline, in the languages of most pages.
const WORDS: &[&str] = &[
    "by", "and", "on", "at", "in", "the", "a", "written", "author", "von", "und", "am", "um", "uhr", "par", "et", "le",
    "por", "y", "el", "de", "di", "e", "il", "em", "op", "door", "en", "st", "nd", "rd", "th", "pm", "est", "edt",
    "gmt", "utc", "bst", "pst", "pdt", "cet", "ct", "pt",
];
/// The days of the week.
const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
];
/// Words that say when something happened to an article.
const EVENTS: &[&str] = &[
    "published",
    "posted",
    "submitted",
    "date",
    "first",
    "originally",
    "veröffentlicht",
    "stand",
    "publié",
    "publicado",
    "pubblicato",
    "gepubliceerd",
    "publicerad",
];
/// Words that say that an article changed.
const CHANGES: &[&str] = &[
    "updated",
    "update",
    "last",
    "modified",
    "reviewed",
    "revised",
    "edited",
    "aktualisiert",
    "zuletzt",
    "mis",
    "à",
    "jour",
    "modifié",
    "actualizado",
    "aggiornato",
    "atualizado",
    "bijgewerkt",
    "uppdaterad",
];
/// Words of reading times.
const TIMES: &[&str] = &[
    "min",
    "mins",
    "minute",
    "minutes",
    "read",
    "reading",
    "time",
    "minuten",
    "lesezeit",
    "lesedauer",
    "lecture",
    "temps",
    "lectura",
    "tiempo",
    "minutos",
    "lettura",
    "minuti",
    "leitura",
    "leestijd",
];
/// How lines begin that only file the article away.
const FILING: &[&str] =
    &["tags:", "tag:", "tagged:", "filed under", "posted in", "categories:", "topics:", "keywords:"];

/// Where a block stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Head,
    Body,
    End,
}

/// Leaves the page's lines out of the article, says so, and keeps what the metadata lacked of them.
pub fn leave_out(meta: &mut Meta, blocks: &mut Vec<Block>, cx: &mut Context) {
    let prose = |b: &Block| matches!(&b.kind, BlockKind::Paragraph(p) if plain_text(p).chars().count() >= PROSE);
    let first = blocks.iter().position(prose).unwrap_or(0);
    let last = blocks.iter().rposition(prose).unwrap_or(usize::MAX);
    let count = blocks.len();
    let mut at = 0;
    let sizes: BTreeSet<usize> = sizes_of_text(blocks).collect();
    blocks.retain(|block| {
        let here = at;
        let place = match at {
            n if n < first.max(1) && n < EDGE => Place::Head,
            n if n > last && n + EDGE >= count => Place::End,
            _ => Place::Body,
        };
        at += 1;
        if place == Place::Head && repeats_title(meta, block) {
            return false;
        }
        if sizes.contains(&here) {
            let said = "A control for the size of the page's text was left out";
            cx.say(Diagnostic::remark("page-label", format!("{said}.")).at(block.span));
            return false;
        }
        if place != Place::Body && is_list_of_labels(block) {
            let said = format!("A list of buttons of the page was left out: “{}”.", in_one_line(block));
            cx.say(Diagnostic::remark("page-label", said).at(block.span));
            return false;
        }
        let named = || (place == Place::Head).then(|| repeated_author(meta, block)).flatten();
        let Some(text) = line(block).or_else(named) else { return true };
        let shelved = |meta: &mut Meta| place == Place::Head && names_shelf(meta, block);
        let filed = |meta: &mut Meta| is_filing(meta, &text) || place == Place::Head && takes_author(meta, &text);
        let said = if place != Place::Body && filed(meta) || shelved(meta) {
            ("byline-repeated", "A line that repeats the page's metadata was left out")
        } else if is_label(&text, place) || place != Place::Body && names_site(meta, &text) {
            ("page-label", "A label of the page was left out")
        } else {
            return true;
        };
        cx.say(Diagnostic::remark(said.0, format!("{}: “{text}”.", said.1)).at(block.span));
        false
    });
}

/// Whether a heading is the article's title once more: every back end sets that above the article.
fn repeats_title(meta: &Meta, block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Heading(h) if same_words(&plain_text(&h.content), &plain_text(&meta.title)))
}

/// An author's name set as a heading, as DocBook does on title pages.
fn repeated_author(meta: &Meta, block: &Block) -> Option<String> {
    let BlockKind::Heading(heading) = &block.kind else { return None };
    let text = plain_text(&heading.content);
    meta.authors.iter().any(|author| same_words(&text, &author.name)).then_some(text)
}

/// The words of a block that is a line and nothing more.
fn line(block: &Block) -> Option<String> {
    let words = |p: &[Inline]| {
        let text = plain_text(p);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty() && text.chars().count() <= SHORT && is_plain(p)).then_some(text)
    };
    match &block.kind {
        BlockKind::Paragraph(p) => words(p),
        _ => None,
    }
}

/// Whether inlines hold nothing but words.
fn is_plain(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Text(_) | Inline::LineBreak => true,
        Inline::Emph(inner) | Inline::Strong(inner) | Inline::Underline(inner) | Inline::SmallCaps(inner) => {
            is_plain(inner)
        }
        Inline::Link(link) => is_plain(&link.content),
        _ => false,
    })
}

/// True for a line that known phrases of pages make up. One word alone may be the article's in its midst.
fn is_label(text: &str, place: Place) -> bool {
    let cover = lexicon::cover(text);
    let whole = cover.share > 0.999 && cover.words <= 12;
    let lower = text.to_lowercase();
    // "Advertisement" alone is never the article's.
    let alone = || cover.words >= 2 || place != Place::Body || cover.code == Some("chrome-advertisement");
    whole && alone() || place == Place::End && FILING.iter().any(|f| lower.starts_with(f)) && !lower.ends_with('.')
}

/// Where controls for the size of the page's text stand: "Text Size" as a heading or a line, and below it "-", "+", "reset". A
/// heading without them may be the article's.
fn sizes_of_text(blocks: &[Block]) -> impl Iterator<Item = usize> {
    let pairs = blocks.windows(2).enumerate();
    pairs.filter(|(_, pair)| is_list_of_sizes(&pair[1]) && is_size_label(&pair[0])).flat_map(|(at, _)| [at, at + 1])
}

fn is_size_label(block: &Block) -> bool {
    let words = match &block.kind {
        BlockKind::Heading(heading) => plain_text(&heading.content),
        BlockKind::Paragraph(words) => plain_text(words),
        _ => return false,
    };
    let cover = lexicon::cover(&words);
    cover.share > 0.999 && cover.words >= 2 && cover.code == Some("chrome-font-size")
}

fn is_list_of_sizes(block: &Block) -> bool {
    let BlockKind::List(list) = &block.kind else { return false };
    list.items.iter().all(|item| one_line(&item.blocks).is_some_and(|line| line.chars().count() <= 8))
}

/// "Print, Email, Recommend, Tweet" above or below an article: most of the items are labels, and none is more than two words.
fn is_list_of_labels(block: &Block) -> bool {
    let BlockKind::List(list) = &block.kind else { return false };
    let lines: Option<Vec<String>> = list.items.iter().map(|item| one_line(&item.blocks)).collect();
    let Some(lines) = lines else { return false };
    let short = |line: &String| line.split(' ').count() <= 2;
    let (labels, others): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| is_label(line, Place::End));
    labels.len() >= 2 && labels.len() >= 3 * others.len() && others.iter().all(short)
}

fn one_line(blocks: &[Block]) -> Option<String> {
    let [block] = blocks else { return None };
    line(block)
}

/// The items of a list in one line.
fn in_one_line(block: &Block) -> String {
    let BlockKind::List(list) = &block.kind else { return String::new() };
    list.items.iter().filter_map(|item| one_line(&item.blocks)).collect::<Vec<_>>().join(", ")
}

/// The name in "By Ada Marsh", where nothing else names an author.
fn takes_author(meta: &mut Meta, text: &str) -> bool {
    const LEADS: &[&str] = &["by ", "by: ", "written by ", "words by ", "von ", "par ", "por ", "di "];
    let lower = text.to_lowercase();
    if !meta.authors.is_empty() || !LEADS.iter().any(|lead| lower.starts_with(lead)) {
        return false;
    }
    let names = split_names(text);
    if names.is_empty() || !names.iter().all(|name| is_person(name)) {
        return false;
    }
    meta.authors = names.into_iter().map(Author::new).collect();
    true
}

/// True for a line of names, dates and reading times, where the metadata has them; what it lacks, it takes.
fn is_filing(meta: &mut Meta, text: &str) -> bool {
    let mut rest = unglued(text);
    let mut named = false;
    for author in &meta.authors {
        let name = unglued(&author.name);
        named |= !name.is_empty() && rest.contains(&name);
        rest = rest.replace(&name, " ");
    }
    let words = words(&rest);
    let (mut timed, mut changed) = (false, false);
    for word in &words {
        timed |= word.starts_with("min") || word.starts_with("lese");
        changed |= CHANGES.contains(word) && word.len() > 2;
        let number = word.chars().all(|c| c.is_ascii_digit());
        let known = [WORDS, EVENTS, CHANGES, TIMES, DAYS].iter().any(|list| list.contains(word));
        if !known && !number && month(word).is_none() {
            return false;
        }
    }
    match dates::parse(&rest) {
        Some(date) => is_known(meta, date, changed),
        // Numbers without a date or a reading time may be anything.
        None if numbers_day(meta, &words) => true,
        None => timed || named && !words.iter().any(|w| w.starts_with(|c: char| c.is_ascii_digit())),
    }
}

/// Whether three numbers and nothing else are the known day, in whatever order: "10.15.15".
fn numbers_day(meta: &Meta, words: &[&str]) -> bool {
    let numbers: Vec<i32> = words.iter().filter_map(|w| w.parse().ok()).collect();
    let is_day = |date: Date| {
        let (Some(month), Some(day)) = (date.month.map(i32::from), date.day.map(i32::from)) else { return false };
        [date.year, date.year % 100].iter().any(|&year| {
            [[day, month, year], [month, day, year], [year, month, day]].iter().any(|order| numbers == order)
        })
    };
    words.len() == 3 && [meta.published, meta.updated].into_iter().flatten().any(is_day)
}

/// Whether a line says nothing but what the site is called, or its address: "| FoxNews.com".
fn names_site(meta: &Meta, text: &str) -> bool {
    let said = letters(text);
    let host = meta.source.as_deref().and_then(urls::host);
    !said.is_empty() && [meta.site.as_deref(), host].into_iter().flatten().any(|name| letters(name) == said)
}

/// True for a line of links to the shelves the article stands on, with at most its date or author beside them.
fn names_shelf(meta: &mut Meta, block: &Block) -> bool {
    let BlockKind::Paragraph(line) = &block.kind else { return false };
    let (shelves, rest): (Vec<&Inline>, Vec<&Inline>) =
        line.iter().partition(|inline| matches!(inline, Inline::Link(link) if leads_to_shelf(&link.url)));
    let rest = plain_text(&rest.into_iter().cloned().collect::<Vec<_>>());
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
    !shelves.is_empty() && (rest.is_empty() || is_filing(meta, rest))
}

/// Whether an address is one of a page of all articles on a subject.
fn leads_to_shelf(url: &str) -> bool {
    const SHELVES: &[&str] = &[
        "category",
        "categories",
        "tag",
        "tags",
        "topic",
        "topics",
        "section",
        "kategorie",
        "rubrik",
        "thema",
        "categoria",
        "categorie",
        "tema",
        "etiqueta",
    ];
    url.split(['/', '?', '=']).any(|part| SHELVES.contains(&part))
}

/// Whether the metadata has the day, or can take it.
fn is_known(meta: &mut Meta, date: Date, changed: bool) -> bool {
    let day = Date { seconds: None, ..date };
    let same = |known: Option<Date>| known.is_some_and(|k| (k.year, k.month, k.day) == (day.year, day.month, day.day));
    if same(meta.published) || same(meta.updated) {
        return true;
    }
    let place = if changed { &mut meta.updated } else { &mut meta.published };
    let free = place.is_none();
    if free {
        *place = Some(day);
    }
    free
}

/// In small letters, with a space where a capital follows a small letter: `readDec 30` is the end of one part of a line and
/// the beginning of the next.
fn unglued(text: &str) -> String {
    let mut before = ' ';
    let mut out = String::with_capacity(text.len() + 4);
    for c in text.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
        before = c;
    }
    out
}

/// Words and numbers; `29th` and `2021updated` are two each.
fn words(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = None;
    let mut kind = ' ';
    for (at, c) in text.char_indices() {
        let next = if c.is_ascii_digit() {
            '1'
        } else if c.is_alphanumeric() {
            'a'
        } else {
            ' '
        };
        if next != kind {
            if let Some(start) = start.take() {
                out.push(&text[start..at]);
            }
            start = (next != ' ').then_some(at);
            kind = next;
        }
    }
    out.extend(start.map(|start| &text[start..]));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byline_is_names_and_dates_alone() {
        let meta = Meta {
            authors: vec![Author::new("Teo Marchetti")],
            published: Date::parse_iso("2025-06-21"),
            ..Meta::default()
        };
        let repeats = |text: &str| is_filing(&mut meta.clone(), text);
        assert!(repeats("By Teo Marchetti · 21 June 2025"));
        assert!(repeats("Teo Marchetti"));
        assert!(!repeats("By Teo Marchetti in Turin"));
        assert!(repeats("21 June 2025"));
        assert!(!repeats("By Teo Marchetti · 24 June 2025"), "another day is no repetition");
        assert!(!repeats("Teo Marchetti says that he heard nothing."));
        assert!(repeats("5 min read · Published June 21st, 2025"));
        assert!(repeats("7 min readJun 21, 2025"));
        assert!(!repeats("21"), "a number alone may be anything");
        assert!(!repeats("June was warm"));
        assert!(repeats("Saturday, June 21, 2025") && repeats("Submitted on Sat, 2025-06-21 13:49"));
        assert!(repeats("06.21.25") && repeats("21.6.2025") && !repeats("06.22.25") && !repeats("1 2 3"));
    }

    #[test]
    fn what_the_metadata_lacks_it_takes() {
        let mut meta = Meta { published: Date::parse_iso("2025-06-21"), ..Meta::default() };
        assert!(is_filing(&mut meta, "Last updated on June 24th, 2025 at 09:27 am"));
        assert_eq!(meta.updated, Date::parse_iso("2025-06-24"));
        let mut meta = Meta::default();
        assert!(is_filing(&mut meta, "Veröffentlicht am 21. Juni 2025"));
        assert_eq!(meta.published, Date::parse_iso("2025-06-21"));
        assert!(takes_author(&mut meta, "By Ada Marsh and Teo Marchetti"));
        assert_eq!(meta.authors.len(), 2);
        assert!(!takes_author(&mut meta, "By Ines Vale"), "an author is known");
        assert!(!takes_author(&mut Meta::default(), "By far the best harbour"));
    }

    #[test]
    fn a_line_of_shelves_files_the_article() {
        let link = |url: &str, text: &str| {
            Inline::Link(crate::doc::Link { url: url.into(), title: None, content: vec![Inline::text(text)] })
        };
        let mut meta = Meta { published: Date::parse_iso("2018-11-22"), ..Meta::default() };
        let mut files = |line: Vec<Inline>| names_shelf(&mut meta, &BlockKind::Paragraph(line).into());
        let shelf = || link("https://a.example/category/boats/", "Boats");
        assert!(files(vec![shelf()]) && files(vec![shelf(), Inline::text("November 22, 2018")]));
        assert!(!files(vec![shelf(), Inline::text(" are his life.")]));
        assert!(!files(vec![link("/boats/1", "Boats")]) && !files(vec![Inline::text("November 22, 2018")]));
    }

    #[test]
    fn the_name_of_the_site_alone_is_no_text() {
        let source = Some("https://www.foxnews.com/a".into());
        let meta = Meta { site: Some("The Wave".into()), source, ..Meta::default() };
        assert!(names_site(&meta, "| FoxNews.com") && names_site(&meta, "The Wave"));
        assert!(!names_site(&meta, "The Wave rose") && !names_site(&Meta::default(), "—"));
    }

    #[test]
    fn labels_are_made_up_of_what_pages_say() {
        assert!(is_label("Share this article", Place::Body));
        assert!(is_label("Condividi su Facebook", Place::Body) && is_label("Advertisement", Place::Body));
        assert!(!is_label("Facebook", Place::Body), "a social network may be what the article is about");
        assert!(!is_label("She asked them to share this article.", Place::End));
        assert!(is_label("Tags: rivers, ice", Place::End) && !is_label("Tags: rivers, ice", Place::Body));
    }
}
