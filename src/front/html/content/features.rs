//! The features of each text block for the block model: numbers about its text, its place and the boxes around it.
//!
//! Names of classes are evidence here like any other, never a verdict: the weight of each word was learned from pages
//! of many sites. [`Features`] is made in one place for the product and for training, and [`Features::to_row`] alone
//! fixes the order of the numbers.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::blocks::{TextBlock, TextBlocks};
use super::candidates::{CANDIDATES, Candidate};
use crate::doc::count::letters;
use crate::front::html::dom::class_words::each_word;
use crate::front::html::dom::measure::quoted_letters;
use crate::front::html::dom::{Dom, Id};
use crate::front::trees::flag;

/// Tags of a block's own element, one feature each.
const TAGS: [&str; 18] = [
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "td",
    "div",
    "span",
    "figcaption",
    "blockquote",
    "dd",
    "section",
    "article",
    "pre",
    "main",
    "body",
];

/// Tags that are counted among the elements around a block.
const AROUND: [&str; 16] = [
    "nav",
    "aside",
    "footer",
    "header",
    "form",
    "article",
    "main",
    "figure",
    "table",
    "ul",
    "ol",
    "blockquote",
    "section",
    "li",
    "div",
    "details",
];

/// Words of classes, ids, roles and item properties, one feature each: 1 if an outer element has the word, 2 if one of
/// the innermost [`NEAR`] has it. At most 128.
const WORDS: [&str; 128] = [
    "share",
    "sharing",
    "social",
    "print",
    "email",
    "follow",
    "toolbar",
    "vote",
    "rating",
    "related",
    "recommended",
    "recirc",
    "trending",
    "popular",
    "readmore",
    "teaser",
    "sidebar",
    "side",
    "promo",
    "ad",
    "ads",
    "advert",
    "banner",
    "sponsor",
    "sponsored",
    "cta",
    "donate",
    "newsletter",
    "subscribe",
    "signup",
    "login",
    "paywall",
    "popup",
    "modal",
    "cookie",
    "consent",
    "comments",
    "comment",
    "disqus",
    "respond",
    "breadcrumb",
    "pagination",
    "nav",
    "navigation",
    "menu",
    "toc",
    "tags",
    "tag",
    "byline",
    "author",
    "bio",
    "meta",
    "date",
    "time",
    "footer",
    "header",
    "masthead",
    "disclaimer",
    "widget",
    "caption",
    "credit",
    "gallery",
    "figure",
    "image",
    "photo",
    "video",
    "embed",
    "tweet",
    "article",
    "post",
    "story",
    "entry",
    "content",
    "body",
    "text",
    "main",
    "blog",
    "news",
    "page",
    "wrapper",
    "container",
    "col",
    "column",
    "row",
    "card",
    "item",
    "list",
    "more",
    "next",
    "latest",
    "link",
    "links",
    "hidden",
    "block",
    "title",
    "headline",
    "summary",
    "excerpt",
    "intro",
    "lead",
    "description",
    "info",
    "about",
    "box",
    "quote",
    "prose",
    "markdown",
    "rich",
    "copy",
    "paragraph",
    "sticky",
    "overlay",
    "feed",
    "grid",
    "slider",
    "tab",
    "forum",
    "message",
    "thread",
    "reply",
    "user",
    "profile",
    "category",
    "copyright",
    "top",
    "bottom",
    "left",
    "right",
];

/// The number of features of a block: its text, its place and the page in 27, then the groups of [`Features::to_row`].
pub(crate) const COUNT: usize =
    27 + 4 * NEIGHBOURS.len() + 4 * BOXES + TAGS.len() + AROUND.len() + WORDS.len() + CANDIDATES.len();

/// The number of innermost elements that count as near.
const NEAR: usize = 3;

/// The number of boxes around a block that are measured, the block's own element first.
const BOXES: usize = 5;

/// The neighbours that are looked at, in blocks from this one.
const NEIGHBOURS: [isize; 4] = [-2, -1, 1, 2];

/// Words of a block with enough text to be prose.
const PROSE_WORDS: u32 = 15;

/// The link share below which a block may be prose.
const PROSE_LINKS: f32 = 0.3;

/// Fewest letters of a text for which its place in the record is no accident.
const STATED: usize = 20;

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
            self.words,
            self.characters,
            self.word_length,
            self.link_share,
            self.links,
            self.hidden_share,
            self.ends_sentence,
            self.ends_colon,
            self.marks,
            self.capital_share,
            self.digit_share,
            self.copyright,
            self.bar,
            self.repeats,
            self.depth,
            self.place,
            self.words_before,
            self.words_through,
            self.blocks_after_title,
            self.after_title,
            self.is_title,
            self.siblings,
            self.in_record,
            self.page_words,
            self.page_blocks,
            self.page_prose,
            self.page_links,
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

/// Sums over the page, made before single blocks are described.
struct PageSums<'a> {
    dom: &'a Dom,
    blocks: &'a [TextBlock],
    facts: &'a PageFacts<'a>,
    /// By element: words, prose words, linked words and blocks at and below it.
    below: Vec<[u32; 4]>,
    words: u32,
    prose: u32,
    linked: u32,
    before: Vec<u32>,
    repeats: HashMap<u64, u32, RandomState>,
    /// The block with the title, or the first in an `h1`, otherwise the first of all.
    title: usize,
    in_record: Vec<f32>,
    described: Vec<bool>,
}

impl<'a> PageSums<'a> {
    fn of(dom: &'a Dom, blocks: &'a TextBlocks, facts: &'a PageFacts<'a>) -> Self {
        let in_record = in_record(dom, blocks, facts.record);
        let described = described(dom, blocks, facts.description);
        let title = title_block(dom, blocks, facts.title);
        let blocks = blocks.blocks.as_slice();
        let mut below = vec![[0u32; 4]; dom.count()];
        let mut repeats: HashMap<u64, u32, RandomState> = HashMap::default();
        let (mut words, mut prose, mut linked, mut before) = (0, 0, 0, Vec::with_capacity(blocks.len()));
        for block in blocks {
            before.push(words);
            let own = [block.words, if is_prose(block) { block.words } else { 0 }, block.linked_words, 1];
            (words, prose, linked) = (words + own[0], prose + own[1], linked + own[2]);
            for above in dom.ancestors(block.host).chain([block.host]) {
                below[above.index()].iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
            }
            *repeats.entry(block.hash).or_default() += 1;
        }
        PageSums { dom, blocks, facts, below, words, prose, linked, before, repeats, title, in_record, described }
    }

    fn features(&self, at: usize, names: &mut Names) -> Features {
        let block = &self.blocks[at];
        let (count, total) = (self.blocks.len() as f32, self.words.max(1) as f32);
        let characters = block.characters.max(1) as f32;
        let (near, far) = names.around(block.host);
        Features {
            words: block.words as f32,
            characters: block.characters as f32,
            word_length: characters / block.words.max(1) as f32,
            link_share: link_share(block),
            links: block.links as f32,
            hidden_share: block.hidden_words as f32 / block.words.max(1) as f32,
            ends_sentence: flag(matches!(
                block.last,
                '.' | '!' | '?' | '…' | '”' | '"' | '’' | '»' | '。' | '！' | '？'
            )),
            ends_colon: flag(matches!(block.last, ':' | '：')),
            marks: block.marks as f32,
            capital_share: block.capitals as f32 / characters,
            digit_share: block.digits as f32 / characters,
            copyright: flag(block.copyright),
            bar: flag(block.bar),
            repeats: self.repeats.get(&block.hash).copied().unwrap_or(0) as f32,
            tag: TAGS.map(|tag| flag(self.dom.tag(block.host) == tag)),
            around: self.around(block.host),
            depth: self.dom.ancestors(block.host).count() as f32,
            names: std::array::from_fn(|word| if near >> word & 1 == 1 { 2.0 } else { (far >> word & 1) as f32 }),
            place: at as f32 / count,
            words_before: self.before[at] as f32 / total,
            words_through: (self.before[at] + block.words) as f32 / total,
            blocks_after_title: (at as f32 - self.title as f32) / count,
            after_title: flag(at >= self.title),
            is_title: flag(at == self.title),
            neighbours: NEIGHBOURS.map(|by| self.neighbour(at, by)),
            boxes: self.boxes(block.host),
            siblings: self.siblings(block.host),
            in_record: self.in_record[at],
            described: self.described[at],
            page_words: self.words as f32,
            page_blocks: count,
            page_prose: self.prose as f32 / total,
            page_links: self.linked as f32 / total,
            coverages: self.coverages(at),
        }
    }

    fn coverages(&self, at: usize) -> [f32; CANDIDATES.len()] {
        let mut coverages = [NONE; CANDIDATES.len()];
        for candidate in self.facts.candidates {
            coverages[candidate.way] = candidate.coverage[at];
        }
        coverages
    }

    fn around(&self, host: Id) -> [f32; AROUND.len()] {
        let mut counts = [0.0; AROUND.len()];
        for above in std::iter::once(host).chain(self.dom.ancestors(host)) {
            if let Some(tag) = AROUND.iter().position(|tag| *tag == self.dom.tag(above)) {
                counts[tag] += 1.0;
            }
        }
        counts
    }

    fn neighbour(&self, at: usize, by: isize) -> Neighbour {
        let Some(block) = at.checked_add_signed(by).and_then(|at| self.blocks.get(at)) else {
            return Neighbour { words: NONE, link_share: NONE, is_paragraph: NONE, same_element: NONE };
        };
        let element = |block: &TextBlock| (self.dom.tag(block.host), self.dom.attr(block.host, "class"));
        Neighbour {
            words: block.words as f32,
            link_share: link_share(block),
            is_paragraph: flag(self.dom.tag(block.host) == "p"),
            same_element: flag(element(block) == element(&self.blocks[at])),
        }
    }

    fn boxes(&self, host: Id) -> [BoxShares; BOXES] {
        let mut at = host;
        std::array::from_fn(|_| {
            let [words, prose, linked, blocks] = self.below[at.index()];
            at = self.dom.parent(at).unwrap_or(at);
            BoxShares {
                words: words as f32 / self.words.max(1) as f32,
                prose: prose as f32 / self.prose.max(1) as f32,
                links: linked as f32 / words.max(1) as f32,
                blocks: blocks as f32,
            }
        })
    }

    /// Siblings of the same tag and class, the element among them; at most [`MOST_SIBLINGS`].
    fn siblings(&self, host: Id) -> f32 {
        let dom = self.dom;
        let Some(parent) = dom.parent(host) else { return 0.0 };
        let alike = |id: &Id| dom.tag(*id) == dom.tag(host) && dom.attr(*id, "class") == dom.attr(host, "class");
        dom.elements(parent).take(MOST_SIBLINGS).filter(alike).count() as f32
    }
}

/// The most siblings that are searched, so that a list of many thousands does not cost the square of its length.
const MOST_SIBLINGS: usize = 40;

fn link_share(block: &TextBlock) -> f32 {
    block.linked_words as f32 / block.words.max(1) as f32
}

/// True if a block is long enough and has few enough links to be running text.
pub(crate) fn is_prose(block: &TextBlock) -> bool {
    block.words >= PROSE_WORDS && link_share(block) < PROSE_LINKS
}

/// The block with the title's letters, or the first in an `h1`, otherwise the first.
fn title_block(dom: &Dom, blocks: &TextBlocks, title: &str) -> usize {
    let title = letters(title);
    let is_heading = |block: &TextBlock| {
        std::iter::once(block.host).chain(dom.ancestors(block.host).take(2)).any(|a| dom.tag(a) == "h1")
    };
    let exact = |block: &TextBlock| {
        matches!(dom.tag(block.host), "h1" | "h2" | "div" | "p" | "td")
            && (block.characters as usize) < title.len() * 2 + 8
            && letters(&dom.text_of(block.host)) == title
    };
    let found = if title.is_empty() { None } else { blocks.blocks.iter().position(exact) };
    found.or_else(|| blocks.blocks.iter().position(is_heading)).unwrap_or(0)
}

/// For each block the share of its words that the record's text has, 0 to 1, or -1 without a record.
fn in_record(dom: &Dom, blocks: &TextBlocks, record: Option<&str>) -> Vec<f32> {
    let Some(record) = record.map(letters).filter(|record| record.len() >= STATED) else {
        return vec![NONE; blocks.blocks.len()];
    };
    let finder = |own: &str| own.len() >= STATED && memchr::memmem::find(record.as_bytes(), own.as_bytes()).is_some();
    let mut found = vec![0u32; blocks.blocks.len()];
    for piece in &blocks.pieces {
        if dom.text(piece.node).map(letters).is_some_and(|own| finder(&own)) {
            found[piece.block as usize] += piece.words;
        }
    }
    found.iter().zip(&blocks.blocks).map(|(found, block)| *found as f32 / block.words.max(1) as f32).collect()
}

/// For each block: true if it begins with the same words as the page's description, outside of links. A title is not a
/// description.
fn described(dom: &Dom, blocks: &TextBlocks, description: Option<&str>) -> Vec<bool> {
    let Some(quoted) = description.and_then(quoted_letters) else {
        return vec![false; blocks.blocks.len()];
    };
    let mut beginnings = vec![String::new(); blocks.blocks.len()];
    for piece in &blocks.pieces {
        let beginning = &mut beginnings[piece.block as usize];
        if beginning.len() < quoted.len() {
            beginning.push_str(&letters(dom.text(piece.node).unwrap_or("")));
        }
    }
    let is_text = |block: &TextBlock| block.hidden_words == 0 && link_share(block) < PROSE_LINKS;
    beginnings.iter().zip(&blocks.blocks).map(|(text, block)| is_text(block) && text.starts_with(&quoted)).collect()
}

/// The words of [`WORDS`] in the names of elements, as sets of bits. Each element is read once.
struct Names<'a> {
    dom: &'a Dom,
    /// An element's own words, and those of all elements around it.
    known: Vec<Option<(u128, u128)>>,
}

impl<'a> Names<'a> {
    fn new(dom: &'a Dom) -> Self {
        Names { dom, known: vec![None; dom.count()] }
    }

    /// The words of the innermost elements, and those of the rest.
    fn around(&mut self, host: Id) -> (u128, u128) {
        let (mut near, mut far, mut at) = (0, 0, Some(host));
        for _ in 0..NEAR {
            let Some(id) = at else { break };
            let (own, above) = self.of(id);
            (near, far) = (near | own, above);
            at = self.dom.parent(id);
        }
        (near, far)
    }

    fn of(&mut self, id: Id) -> (u128, u128) {
        if let Some(known) = self.known[id.index()] {
            return known;
        }
        // The page's own element shows the kind of page, which is the same for all blocks.
        let own = if matches!(self.dom.tag(id), "html" | "body") { 0 } else { self.read(id) };
        let above = self.dom.parent(id).map_or(0, |parent| {
            let (own, above) = self.of(parent);
            own | above
        });
        self.known[id.index()] = Some((own, above));
        (own, above)
    }

    fn read(&self, id: Id) -> u128 {
        let mut set = 0u128;
        for name in ["class", "id", "role", "itemprop"] {
            for word in self.dom.attr(id, name).unwrap_or("").split_ascii_whitespace() {
                each_word(word, |word| set |= PLACES.get(word).map_or(0, |place| 1 << place));
            }
        }
        set
    }
}

static PLACES: LazyLock<HashMap<&str, u8, RandomState>> =
    LazyLock::new(|| WORDS.iter().zip(0u8..).map(|(word, place)| (*word, place)).collect());

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
