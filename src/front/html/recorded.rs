//! What a page states only in its record for machines, because it shows it after its scripts have run: the text of an
//! article, the ingredients and steps of a recipe.
//!
//! No scripts are run here. But most pages that are built by scripts carry a record in JSON-LD for search engines, with
//! the article's words in it. They are better than none, and a warning says where they come from.

use super::metadata::Known;
use super::metadata::parts::{Kind, Part, ends, only_letters};
use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::walk::{self, Visit};
use crate::doc::{Block, BlockKind, Delimiter, Heading, Inline, List, ListItem, ListKind, Numbering, count};
use crate::lang::{Labels, Lang, detect};

/// A record's text is taken if it has at least so many words ...
const FEWEST: usize = 60;
/// ... and so many times the words of what was found on the page.
const MANY_TIMES: usize = 4;
/// A part is added if less than this share of its lines is in the article.
const ABSENT: f64 = 0.5;

/// A step of fewer letters, in bytes, may stand in any text.
const STEP: usize = 12;

/// Adds to the blocks of a page what only its record has. Returns true if that is the article's text.
pub(super) fn add(blocks: &mut Vec<Block>, known: &Known, cx: &mut Context) -> bool {
    let text = Words::of(blocks);
    let is_recorded = known.text.as_ref().is_some_and(|record| {
        let words = count::words(record);
        words >= FEWEST && words >= MANY_TIMES * count::words(&text)
    });
    if let Some(raw) = known.raw_text.as_ref().filter(|_| is_recorded) {
        let article = paragraphs(raw, cx);
        let words = count::words(&Words::of(&article));
        let message = format!(
            "The page shows its article only after its scripts have run; {words} words come from its record for \
             machines, without headings and pictures."
        );
        let hint = "A browser has the whole page: open it there, save it, and convert the file.";
        cx.say(Diagnostic::warning(codes::FROM_RECORD, message).hint(hint));
        blocks.splice(.., article);
    }
    let letters = only_letters(&text);
    let apart = without_steps(&letters, &known.parts);
    let is_absent = |part: &&Part| match part.kind {
        Kind::Ingredients => is_absent(part, &apart),
        Kind::Steps | Kind::Answers => is_absent(part, &letters),
    };
    let absent: Vec<&Part> = known.parts.iter().filter(|part| !part.shown).filter(is_absent).collect();
    for kind in [Kind::Ingredients, Kind::Steps] {
        // Of two records the longer has more to say.
        let Some(part) = absent.iter().filter(|part| part.kind == kind).max_by_key(|part| part.lines.len()) else {
            continue;
        };
        let words = cx.reading.language.as_deref().and_then(Lang::new).or_else(|| known.meta.language.clone());
        let language = words.or_else(|| detect::detect(&part.lines.join(" "))).unwrap_or_else(Lang::english);
        blocks.extend(section(part, &language));
        let message = format!(
            "{} lines, under the heading \u{201c}{}\u{201d}, come from the page's record for machines: the page shows \
             them only after its scripts have run.",
            part.lines.len(),
            heading(part.kind, &language)
        );
        cx.say(Diagnostic::remark(codes::FROM_RECORD, message));
    }
    is_recorded
}

/// The letters of an article without its steps, because they name all ingredients again.
fn without_steps(letters: &str, parts: &[Part]) -> String {
    let steps = parts.iter().filter(|part| part.kind == Kind::Steps).flat_map(|part| &part.lines);
    let steps = steps.map(|line| only_letters(line)).filter(|line| line.len() >= STEP);
    steps.fold(letters.to_string(), |rest, line| rest.replace(&line, " "))
}

/// True if the article lacks most of a part.
fn is_absent(part: &Part, letters: &str) -> bool {
    let is_there = |line: &&String| ends(line).any(|end| letters.contains(&end));
    let there = part.lines.iter().filter(is_there).count();
    (there as f64) < ABSENT * part.lines.len() as f64
}

/// The text of a record in paragraphs; some records hold HTML.
fn paragraphs(raw: &str, cx: &mut Context) -> Vec<Block> {
    if raw.contains("</") || raw.contains("<br") {
        return super::fragment(raw, cx);
    }
    let lines = raw.lines().map(super::plain_words).filter(|line| !line.is_empty());
    lines.map(|line| BlockKind::Paragraph(vec![Inline::text(line)]).into()).collect()
}

fn heading(kind: Kind, language: &Lang) -> &'static str {
    let labels = Labels::of(language);
    match kind {
        Kind::Ingredients => labels.ingredients,
        Kind::Steps | Kind::Answers => labels.steps,
    }
}

/// A part under its heading.
fn section(part: &Part, language: &Lang) -> [Block; 2] {
    let content = vec![Inline::text(heading(part.kind, language))];
    let kind = match part.kind {
        Kind::Ingredients => ListKind::Bullet,
        Kind::Steps | Kind::Answers => {
            ListKind::Ordered { start: 1, numbering: Numbering::default(), delimiter: Delimiter::default() }
        }
    };
    let item = |line: &String| {
        let words = vec![Inline::text(line.clone())];
        ListItem { blocks: vec![BlockKind::Paragraph(words).into()], ..ListItem::default() }
    };
    let items = part.lines.iter().map(item).collect();
    [
        BlockKind::Heading(Heading { level: 2, id: None, content }).into(),
        BlockKind::List(List { kind, tight: true, items }).into(),
    ]
}

/// All words of some blocks.
#[derive(Default)]
struct Words(String);

impl Words {
    fn of(blocks: &[Block]) -> String {
        let mut words = Words::default();
        words.blocks(blocks);
        words.0
    }
}

impl Visit for Words {
    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) | Inline::Literal(text) | Inline::Code(text) => self.0.push_str(text),
            other => walk::inline_children(self, other),
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        inlines.iter().for_each(|inline| self.inline(inline));
        self.0.push(' ');
    }
}
