//! The start of each finished page in the article's text: an EPUB made in the same run lists these as its pages.
//!
//! Pages know glyphs, books know characters. The words at the head of each page are searched for in the article's text,
//! from the end of the page before; so generated text (numbers of lists, titles of boxes) and hyphens do no harm. Time
//! is linear, because every search begins near its goal.

use super::frame::{Item, NodeId, Owner, Pages, StructureKind};
use crate::doc::walk::{self, Visit};
use crate::doc::{Block, BlockKind, Document, Inline, PageMark};

/// The number of characters of a page's head that are searched for.
const NEEDLE: usize = 40;
/// The search begins this many characters before the expected place, because generated text makes the expectation too
/// large.
const SLACK: usize = 400;

/// The pages of some articles, in order.
pub(crate) fn page_marks(pages: &Pages, articles: &[&Document]) -> Vec<PageMark> {
    let owners = owners(pages);
    let mut marks = Vec::with_capacity(pages.pages.len());
    let mut text: Option<Text> = None;
    for (number, page) in pages.pages.iter().enumerate() {
        let mut runs: Vec<(u32, Option<usize>, &str)> = Vec::new();
        for placed in &page.items {
            if let (Owner::Node { node, order }, Item::Glyphs(run)) = (placed.owner, &placed.item)
                && let Some(article) = owners.get(node.0 as usize).copied().flatten()
            {
                runs.push((order, article, run.text.as_str()));
            }
        }
        runs.sort_by_key(|run| run.0);
        let Some(article) = runs.iter().find_map(|run| run.1) else {
            // A page of only front matter, pictures or notes begins at the next words.
            let offset = text.as_ref().map_or(0, |t| t.expected as u64);
            let article = text.as_ref().map(|t| t.article);
            marks.push(PageMark { label: label(pages, number), article, offset });
            continue;
        };
        let words = runs.iter().filter(|run| run.1 == Some(article)).map(|run| run.2);
        let offset = match &mut text {
            Some(text) if text.article == article => text.page(words),
            _ => {
                let mut fresh = Text::new(article, articles.get(article).copied());
                fresh.opening(words);
                text = Some(fresh);
                0
            }
        };
        // Articles that begin further down the same page continue there.
        let last = runs.iter().rev().find_map(|run| run.1).unwrap_or(article);
        if last != article {
            let mut fresh = Text::new(last, articles.get(last).copied());
            fresh.opening(runs.iter().filter(|run| run.1 == Some(last)).map(|run| run.2));
            text = Some(fresh);
        }
        marks.push(PageMark { label: label(pages, number), article: Some(article), offset: offset as u64 });
    }
    marks
}

fn label(pages: &Pages, number: usize) -> String {
    pages.pages.get(number).map(|page| page.label.clone()).filter(|l| !l.is_empty()).unwrap_or((number + 1).to_string())
}

/// For each structure node: `None` for notes and labels, otherwise its article, if it belongs to one.
fn owners(pages: &Pages) -> Vec<Option<Option<usize>>> {
    let mut owners: Vec<Option<Option<usize>>> = Vec::with_capacity(pages.structure.len());
    let bound = pages.structure.iter().any(|node| node.kind == StructureKind::Article);
    let mut articles = 0;
    for node in &pages.structure {
        let parent = node.parent.and_then(|NodeId(parent)| owners.get(parent as usize).copied());
        let inherited = parent.unwrap_or(Some(if bound { None } else { Some(0) }));
        owners.push(match node.kind {
            StructureKind::Note | StructureKind::Label | StructureKind::Reference => None,
            StructureKind::Article => {
                articles += 1;
                Some(Some(articles - 1))
            }
            _ => inherited,
        });
    }
    owners
}

/// An article's text, and the place up to which its pages have come.
struct Text {
    article: usize,
    /// Characters that are not white space, notes left out.
    body: Vec<char>,
    /// The expected start of the next page.
    expected: usize,
    /// The start of the last page.
    last: usize,
}

impl Text {
    fn new(article: usize, document: Option<&Document>) -> Self {
        struct Body(Vec<char>);
        impl Visit for Body {
            fn block(&mut self, block: &Block) {
                // The caption stands over the code.
                walk::block_children(self, block);
                if let BlockKind::Code(code) = &block.kind {
                    self.0.extend(code.text.chars().filter(|c| !c.is_whitespace()));
                }
            }
            fn inline(&mut self, inline: &Inline) {
                match inline {
                    Inline::Text(text) | Inline::Literal(text) | Inline::Code(text) => {
                        self.0.extend(text.chars().filter(|c| !c.is_whitespace()));
                    }
                    Inline::Note(_) => {}
                    other => walk::inline_children(self, other),
                }
            }
        }
        let mut body = Body(Vec::new());
        if let Some(document) = document {
            body.blocks(&document.blocks);
        }
        Text { article, body: body.0, expected: 0, last: 0 }
    }

    /// Handles the page on which the article begins: the title block precedes its words.
    fn opening<'t>(&mut self, words: impl Iterator<Item = &'t str>) {
        let page = characters(words);
        let head: Vec<char> = self.body.iter().take(12).copied().collect();
        let titles = if head.is_empty() { page.len() } else { find(&page, &head, 0).unwrap_or(0) };
        self.expected = (page.len() - titles).min(self.body.len());
    }

    /// Handles a further page; returns its offset.
    fn page<'t>(&mut self, words: impl Iterator<Item = &'t str>) -> usize {
        let page = characters(words);
        let start = self.expected.saturating_sub(SLACK).max(self.last);
        // The first words may be generated; a little further there is text of the article.
        let skips = [0usize, 1, 2, 4, 8, 16, 40, 80].into_iter();
        let found = skips.filter_map(|skip| {
            let needle = page.get(skip..(skip + NEEDLE).min(page.len()))?;
            if needle.len() < 4 { None } else { find(&self.body, needle, start).map(|at| at.saturating_sub(skip)) }
        });
        let at = { found }.next().unwrap_or(self.expected).clamp(self.last, self.body.len());
        self.last = at;
        self.expected = (at + page.len()).min(self.body.len());
        at
    }
}

fn characters<'t>(words: impl Iterator<Item = &'t str>) -> Vec<char> {
    words.flat_map(str::chars).filter(|c| !c.is_whitespace() && *c != '\u{AD}').collect()
}

/// The first place of `needle` from `start` on, within the length of a page.
fn find(text: &[char], needle: &[char], start: usize) -> Option<usize> {
    const FARTHEST: usize = 20_000;
    let end = text.len().min(start.saturating_add(FARTHEST));
    text.get(start..end)?.windows(needle.len().max(1)).position(|window| window == needle).map(|at| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::frame::{GlyphRun, Page, Placed, StructureNode};

    #[test]
    fn pages_begin_where_their_first_words_stand() {
        let words = |w: &str| Block::from(BlockKind::Paragraph(vec![Inline::text(w)]));
        let blocks = vec![words("Alpha beta gamma delta"), words("epsilon zeta eta theta")];
        let document = Document { blocks, ..Document::default() };
        let node = |kind, parent| StructureNode { kind, parent, order: 0, lang: None, alt: None };
        let run = |order, text: &str| Placed {
            at: (0.0, 0.0),
            item: Item::Glyphs(GlyphRun { text: text.into(), ..GlyphRun::default() }),
            owner: Owner::Node { node: NodeId(1), order },
        };
        let page = |label: &str, items| Page { label: label.into(), items, ..Page::default() };
        let pages = Pages {
            structure: vec![node(StructureKind::Document, None), node(StructureKind::Paragraph, Some(NodeId(0)))],
            pages: vec![
                page("1", vec![run(1, "A Title"), run(2, "Alpha beta gam\u{AD}")]),
                page("2", vec![run(4, "epsilon "), run(3, "ma delta ")]),
            ],
            ..Pages::default()
        };
        let marks = page_marks(&pages, &[&document]);
        assert_eq!(marks.iter().map(|m| m.offset).collect::<Vec<_>>(), [0, "Alphabetagam".len() as u64]);
        assert_eq!(marks[1].label, "2");
    }
}
