//! Plain text: articles typed, mailed, or copied from web pages with all that surrounds them.
//!
//! ```text
//! text -> normalise -> lines -> unwrap -> units -> gate -> segment -> head, headings, notes -> blocks -> Document
//! ```
//!
//! Do no harm comes first: the page classifier decides if a text is clean or a page capture before anything is removed,
//! and a clean text loses nothing. Every removed line is a remark with its place and the rule's code.

mod blocks;
mod byline;
pub(crate) mod features;
mod head;
mod inline;
mod judges;
pub mod learn;
mod model;
mod note_calls;
pub(crate) mod prepare;
#[rustfmt::skip]
mod weights;
mod words;

use crate::context::Context;
use crate::diag::{Diagnostic, Result, codes};
use crate::doc::{BlockKind, Document, Meta};
use crate::front::removal::{Entry, Report, Verdict};
use crate::front::{FrontEnd, unread};
use crate::source::Source;

use blocks::{BodyRole, BodyUnit, Builder, structure};
use features::page::Page;
use features::speakers;
use judges::headings;
use judges::loss;
use judges::rules;
use judges::segment::{self, PageKind};
use prepare::{Draft, notes, prepare};

/// The front end for plain text.
pub struct Text;

impl FrontEnd for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text", "srt", "vtt"]
    }

    fn about(&self) -> &'static str {
        "plain text: articles typed, mailed, or copied from web pages"
    }

    /// Any content that no other front end recognises is text.
    fn sniff(&self, _source: &Source) -> bool {
        false
    }

    fn parse(&self, source: &Source, cx: &mut Context) -> Result<Document> {
        unread::say(source, cx);
        Ok(text(source, None, cx))
    }
}

/// The steps of the preparation, for lists.
pub fn preparations() -> Vec<Entry> {
    prepare::PREPARE.iter().map(|step| step.entry()).collect()
}

/// The rules by which lines are left out, for lists.
pub fn removal_rules() -> Vec<Entry> {
    rules::RULES.iter().map(|rule| rule.entry()).collect()
}

/// The text of a letter with a header that has author, date and subject: the first lines of the text are not searched
/// for these.
pub fn letter(source: &Source, meta: Meta, cx: &mut Context) -> Document {
    text(source, Some(meta), cx)
}

/// Reads a text; `header` is outside metadata, such as a mail's header.
fn text(source: &Source, header: Option<Meta>, cx: &mut Context) -> Document {
    crate::front::say_decoding(source, cx);
    let known = header.is_some();
    let Draft { units, stated, named, .. } = prepare(source.text(), header, cx);
    let page = Page::new(units);
    let log_odds = segment::article(&page);
    // A text that states its own title and author is not a web page; a newsletter has some lines of one around it.
    let page_kind = match stated {
        Some(_) if known && segment::classify(&page, &log_odds) != PageKind::Clean => PageKind::Touched,
        Some(_) => PageKind::Clean,
        None => segment::classify(&page, &log_odds),
    };
    let (page_kind, mut verdicts) = verdicts(&page, &log_odds, page_kind, cx);
    let mut head = match stated {
        Some(meta) => head::stated(&page, meta, cx),
        None => head::head(&page, &verdicts, &log_odds, page_kind, cx),
    };
    if !named.authors.is_empty() {
        (head.meta.authors, head.meta.published) = (named.authors, named.published);
    }
    // A unit to which the head gave a role in the body stays, such as the caption of a lost picture.
    for (i, _) in &head.parts {
        verdicts[*i] = Verdict::Keep;
    }
    above_title(&page, &mut verdicts, &head, page_kind, cx);
    document(&page, &verdicts, head, page_kind, cx)
}

/// More short lines of the article than this above its title show that it is not the title.
const MOST_ABOVE: usize = 60;

/// Drops short lines above the title of a page: the site's name, a rubric, buttons.
fn above_title(page: &Page, verdicts: &mut [Verdict], head: &head::Head, page_kind: PageKind, cx: &Context) {
    let Some(title) = head
        .title
        .filter(|_| page_kind == PageKind::Capture && !cx.reading.keep_all && cx.reading.uses(rules::ABOVE_TITLE.id))
    else {
        return;
    };
    let part = |i: usize| head.parts.iter().any(|(j, _)| *j == i);
    let is_short = |i: usize| page.units[i].is_plain() && page.basics[i].words <= 8 && !page.basics[i].sentence;
    let above: Vec<usize> =
        (0..title).filter(|&i| verdicts[i] == Verdict::Keep && is_short(i) && !part(i)).take(MOST_ABOVE + 1).collect();
    if above.len() <= MOST_ABOVE {
        above.into_iter().for_each(|i| verdicts[i] = Verdict::Remove(rules::ABOVE_TITLE.removal()));
    }
}

/// The verdict on every unit. If no article is found in a page, the page counts as a clean text: a list of words.
fn verdicts(page: &Page, log_odds: &[f32], page_kind: PageKind, cx: &mut Context) -> (PageKind, Vec<Verdict>) {
    let all = vec![Verdict::Keep; page.units.len()];
    if cx.reading.keep_all {
        return (page_kind, all);
    }
    let verdicts = segment::verdicts(page, log_odds, page_kind, &cx.reading);
    if let Some(warning) = loss::warning(page, &verdicts) {
        cx.say(warning);
    }
    if verdicts.contains(&Verdict::Keep) || verdicts.is_empty() {
        return (page_kind, verdicts);
    }
    cx.say(
        Diagnostic::warning(codes::NO_ARTICLE, "No article was found in it; all of it is kept.")
            .hint("Say what it is with --from."),
    );
    (PageKind::Clean, all)
}

/// Builds the document of the kept units.
fn document(
    page: &Page,
    verdicts: &[Verdict],
    mut head: head::Head,
    page_kind: PageKind,
    cx: &mut Context,
) -> Document {
    if cx.reading.keep_all {
        // The others are recognised but left in place; only the title would be printed twice.
        head.taken.retain(|i| Some(*i) == head.title);
    }
    let mut taken = vec![false; page.units.len()];
    for &i in &head.taken {
        taken[i] = true;
    }
    let mut report = Report::default();
    for (i, verdict) in verdicts.iter().enumerate() {
        if let Verdict::Remove(removal) = verdict
            && !taken[i]
        {
            let unit = &page.units[i];
            report.part(*removal, &unit.text, || Some(unit.span), cx);
        }
    }
    report.sum_up(cx);
    let stays = |i: usize| verdicts[i] == Verdict::Keep && !taken[i];
    let definitions = notes::find(&page.units, stays);
    let emptied = emptied(page, stays, &definitions, cx);
    let levels = levels(page, verdicts, &taken, &head);
    let indices: Vec<usize> = (0..page.units.len())
        .filter(|i| stays(*i) && !definitions.contains_key(i))
        .filter(|i| Some(*i) != emptied)
        .collect();
    let mut parts = structure::parts(page, &indices, &levels, page_kind);
    parts.extend(std::mem::take(&mut head.parts));
    let piece = |&i: &usize| BodyUnit { unit: &page.units[i], part: parts.get(&i).cloned().unwrap_or(BodyRole::Plain) };
    let pieces: Vec<BodyUnit> = indices.iter().map(piece).collect();
    let mut notes = inline::Notes::default();
    for (i, (label, text)) in &definitions {
        let content = inline::inlines(text, &mut inline::Notes::default());
        notes.insert(label.clone(), vec![BlockKind::Paragraph(content).at(page.units[*i].span)]);
    }
    let mut builder = Builder {
        notes: &mut notes,
        depth: cx.limits.depth,
        columns: cx.limits.table_columns,
        flattened: false,
        speakers: speakers::speakers(page, &indices),
        margin: margin(&pieces, page_kind),
        definitions_around: 0,
        bullets: blocks::bullets(&pieces),
    };
    let mut blocks = builder.blocks(&pieces, 0);
    // A note stays text if its call turned out to be another kind of mark.
    blocks.extend(std::mem::take(builder.notes).left());
    if builder.flattened {
        cx.say(Diagnostic::remark(codes::NESTING_FLATTENED, "Quotations nested beyond the limit were flattened."));
    }
    trim(&mut blocks, page_kind, cx);
    Document { meta: head.meta, blocks, ..Document::default() }
}

/// Takes section breaks off the end, and the headings of sections that were no part of the article.
fn trim(blocks: &mut Vec<crate::doc::Block>, page_kind: PageKind, cx: &mut Context) {
    while let Some(last) = blocks.last() {
        match &last.kind {
            BlockKind::Break => {}
            BlockKind::Heading(heading) if page_kind == PageKind::Capture && !cx.reading.keep_all => {
                let text = crate::doc::plain_text(&heading.content);
                let message = format!("A heading with nothing below it was left out: “{text}”.");
                cx.say(Diagnostic::remark(codes::HEADING_EMPTY, message).at(last.span));
            }
            _ => break,
        }
        blocks.pop();
    }
}

/// The heading over notes that all went to their calls, if nothing more is below it: it would head nothing.
fn emptied(
    page: &Page,
    stays: impl Fn(usize) -> bool,
    definitions: &std::collections::BTreeMap<usize, (String, String)>,
    cx: &mut Context,
) -> Option<usize> {
    let empty = |i: &usize| {
        let mut below = (i + 1..page.units.len()).filter(|j| stays(*j)).peekable();
        notes::is_heading(&page.units[*i].text) && below.peek().is_some() && below.all(|j| definitions.contains_key(&j))
    };
    let last = definitions.keys().next_back()?;
    let i = (0..*last).rev().find(|i| stays(*i) && !definitions.contains_key(i)).filter(empty)?;
    let message = format!("The heading “{}” went with the notes below it.", page.units[i].text);
    cx.say(Diagnostic::remark(codes::NOTES_HEADING, message).at(page.units[i].span));
    Some(i)
}

/// The column from which a paragraph of a clean text counts as a quotation: four beyond the column of the others.
fn margin(pieces: &[BodyUnit], page_kind: PageKind) -> usize {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for piece in pieces.iter().filter(|p| p.unit.is_plain()) {
        *counts.entry(piece.unit.indent).or_default() += piece.unit.lines;
    }
    let usual = counts.iter().max_by_key(|(indent, n)| (**n, usize::MAX - **indent)).map_or(0, |(indent, _)| *indent);
    if page_kind == PageKind::Capture { usize::MAX } else { usual + 4 }
}

/// The level of every unit that is a heading, judged among the kept units and the title.
fn levels(page: &Page, verdicts: &[Verdict], taken: &[bool], head: &head::Head) -> Vec<Option<u8>> {
    // A line above the title is not a heading: it is the name of a journal, or a rubric. In a letter it is an address.
    let below = |i: usize| head.title.or(head.greeting).is_none_or(|first| i > first);
    let stays = |i: &usize| verdicts[*i] == Verdict::Keep && !taken[*i] && below(*i) || Some(*i) == head.title;
    let indices: Vec<usize> = (0..page.units.len()).filter(stays).collect();
    let mut out = vec![None; page.units.len()];
    for (i, level) in indices.iter().zip(headings::headings(&page.of(&indices))) {
        out[*i] = level;
    }
    out
}
