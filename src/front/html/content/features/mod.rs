//! The features of each text block for the block model: numbers about its text, its place and the boxes around it.
//!
//! Names of classes are evidence here like any other, never a verdict: the weight of each word was learned from pages
//! of many sites. [`Features`] is made in one place for the product and for training, and [`Features::to_row`] alone
//! fixes the order of the numbers.

mod names;
mod stated;
mod sums;

use self::names::{Names, WORDS};
use self::sums::PageSums;
use super::blocks::{TextBlock, TextBlocks};
use super::candidates::{CANDIDATES, Candidate};
use crate::front::html::dom::Dom;

/// Tags of a block's own element, one feature each.
const TAGS: [&str; 18] = [
    "p", "li", "h1", "h2", "h3", "h4", "h5", "td", "div", "span", "figcaption", "blockquote", "dd", "section",
    "article", "pre", "main", "body",
];

/// Tags that are counted among the elements around a block.
const AROUND: [&str; 16] = [
    "nav", "aside", "footer", "header", "form", "article", "main", "figure", "table", "ul", "ol", "blockquote",
    "section", "li", "div", "details",
];

/// The number of features of a block: its text, its place and the page in 27, then the groups of [`Features::to_row`].
pub(crate) const COUNT: usize =
    27 + 4 * NEIGHBOURS.len() + 4 * BOXES + TAGS.len() + AROUND.len() + WORDS.len() + CANDIDATES.len();

/// The number of boxes around a block that are measured, the block's own element first.
const BOXES: usize = 5;

/// The neighbours that are looked at, in blocks from this one.
const NEIGHBOURS: [isize; 4] = [-2, -1, 1, 2];

/// Words of a block with enough text to be prose.
const PROSE_WORDS: u32 = 15;

/// The link share below which a block may be prose.
const PROSE_LINKS: f32 = 0.3;

/// The value of a feature that cannot be measured.
const NONE: f32 = -1.0;

/// The facts of a page in addition to its tree.
pub(crate) struct PageFacts<'a> {
    /// The article's title; may be empty.
    pub title: &'a str,
    /// The article's text in its record.
    pub record: Option<&'a str>,
    /// The page's description of the article, in a sentence or two.
    pub description: Option<&'a str>,
    /// The candidates' proposals.
    pub candidates: &'a [Candidate],
}

/// The features of one block.
#[derive(Clone, Debug)]
pub(crate) struct Features {
    words: f32,
    characters: f32,
    word_length: f32,
    link_share: f32,
    links: f32,
    hidden_share: f32,
    ends_sentence: f32,
    ends_colon: f32,
    marks: f32,
    capital_share: f32,
    digit_share: f32,
    copyright: f32,
    bar: f32,
    /// The number of blocks of the page that have the same text.
    repeats: f32,
    tag: [f32; TAGS.len()],
    around: [f32; AROUND.len()],
    depth: f32,
    names: [f32; WORDS.len()],
    /// The block's place among the blocks, 0 to 1.
    place: f32,
    /// The share of the page's words before the block.
    words_before: f32,
    /// The share of the page's words up to its end.
    words_through: f32,
    /// Blocks after the title's heading, as a share of all.
    blocks_after_title: f32,
    after_title: f32,
    is_title: f32,
    neighbours: [Neighbour; NEIGHBOURS.len()],
    boxes: [BoxShares; BOXES],
    /// Siblings of the same tag and class.
    siblings: f32,
    /// The share of the block's words that the record's text has, 0 to 1, or -1 without a record.
    in_record: f32,
    /// True if the page's description quotes the block. It is not a feature of the model.
    described: bool,
    /// Words of the page, its blocks, the share of its words that are prose, the share in links.
    page_words: f32,
    page_blocks: f32,
    page_prose: f32,
    page_links: f32,
    /// The share of the block that each candidate keeps, or -1 if the page has no such candidate.
    coverages: [f32; CANDIDATES.len()],
}

#[derive(Clone, Copy, Debug)]
struct Neighbour {
    words: f32,
    link_share: f32,
    is_paragraph: f32,
    same_element: f32,
}

/// The measures of one box around a block.
#[derive(Clone, Copy, Debug)]
struct BoxShares {
    /// Of the page's words.
    words: f32,
    /// Of the page's prose.
    prose: f32,
    /// Words in links, as a share of the box's own words.
    links: f32,
    blocks: f32,
}

impl Features {
    /// True if the page's own record of the article has the block's text.
    pub(crate) fn is_in_record(&self) -> bool {
        self.in_record > 0.5
    }

    /// True if the page's description quotes the block.
    pub(crate) fn is_described(&self) -> bool {
        self.described
    }

    /// The numbers in the order in which the model was trained.
    pub(crate) fn to_row(&self) -> Vec<f32> {
        let mut row = Vec::with_capacity(COUNT);
        row.extend([
            self.words, self.characters, self.word_length, self.link_share, self.links, self.hidden_share,
            self.ends_sentence, self.ends_colon, self.marks, self.capital_share, self.digit_share, self.copyright,
            self.bar, self.repeats, self.depth, self.place, self.words_before, self.words_through,
            self.blocks_after_title, self.after_title, self.is_title, self.siblings, self.in_record, self.page_words,
            self.page_blocks, self.page_prose, self.page_links,
        ]);
        row.extend(self.neighbours.iter().flat_map(|n| [n.words, n.link_share, n.is_paragraph, n.same_element]));
        row.extend(self.boxes.iter().flat_map(|b| [b.words, b.prose, b.links, b.blocks]));
        row.extend(self.tag);
        row.extend(self.around);
        row.extend(self.names);
        row.extend(self.coverages);
        row
    }
}

/// The features of every block of a page.
pub(crate) fn features(dom: &Dom, blocks: &TextBlocks, facts: &PageFacts) -> Vec<Features> {
    let page = PageSums::of(dom, blocks, facts);
    let mut names = Names::new(dom);
    (0..blocks.blocks.len()).map(|at| page.features(at, &mut names)).collect()
}

fn link_share(block: &TextBlock) -> f32 {
    block.linked_words as f32 / block.words.max(1) as f32
}

/// True if a block is long enough and has few enough links to be running text.
pub(crate) fn is_prose(block: &TextBlock) -> bool {
    block.words >= PROSE_WORDS && link_share(block) < PROSE_LINKS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front::html::removals::Removals;

    fn rows(html: &str, title: &str, record: Option<&str>) -> Vec<Features> {
        let dom = Dom::fragment(html);
        let blocks = TextBlocks::of(&dom, Dom::ROOT, &Removals::nothing(dom.count()));
        features(&dom, &blocks, &PageFacts { title, record, description: None, candidates: &[] })
    }

    fn has(word: &str, names: &[f32]) -> f32 {
        names[WORDS.iter().position(|known| *known == word).unwrap()]
    }

    #[test]
    fn a_row_has_as_many_numbers_as_it_says() {
        assert_eq!(rows("<p>One.</p>", "", None)[0].to_row().len(), COUNT);
    }

    #[test]
    fn names_are_split_into_words_and_near_ones_weigh_more() {
        let html = "<div class=postFooter><section><div><div><p id=share-bar>One</p></div></div></section></div>";
        let names = rows(html, "", None)[0].names;
        assert_eq!(
            (has("share", &names), has("post", &names), has("footer", &names), has("nav", &names)),
            (2.0, 1.0, 1.0, 0.0)
        );
    }

    #[test]
    fn the_title_and_the_record_are_found() {
        let html = "<p>Menu</p><h1>The storm, seen</h1><p>It blew all night and the roof went.</p><p>Menu</p>";
        let rows = rows(html, "The Storm seen", Some("It blew all night and the roof went. No more."));
        let flags: Vec<(f32, f32)> = rows.iter().map(|row| (row.is_title, row.in_record)).collect();
        assert_eq!(flags, [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (0.0, 0.0)]);
        assert_eq!((rows[0].repeats, rows[2].repeats), (2.0, 1.0));
        assert_eq!((rows[0].after_title, rows[3].after_title), (0.0, 1.0));
    }
}
