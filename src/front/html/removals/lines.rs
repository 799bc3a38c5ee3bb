//! Lines of the page among the article's blocks.
//!
//! Text that a page prints at its head and also states in its metadata is kept once: otherwise a byline, a date or a
//! reading time in the text would repeat the lines that every back end sets from the metadata. And boxes without a name
//! hold buttons that look like paragraphs: "Share", "Read more". The phrases of all languages
//! ([`crate::lang::phrases`]) identify them; a line counts only if it consists of such phrases.
//!
//! These rules apply to the blocks that were built, because a line may consist of several elements.

use std::collections::{BTreeMap, BTreeSet};

use super::{Decide, HtmlRule, RULES};
use crate::context::Reading;
use crate::doc::count::letters;
use crate::doc::{Block, BlockKind, Inline, Meta, plain_text};
use crate::front::html::dom::measure::same_words;
use crate::front::html::dom::picture_sources::picture_key;
use crate::front::html::dom::urls;
use crate::front::html::metadata::head_lines;
use crate::front::removal::{Evidence, Reason, Removal, Rule, Scope};
use crate::lang::phrases::{self, Kind};
use crate::lang::sites;

const fn rule(
    (id, reason, scope, evidence): (&'static str, Reason, Scope, Evidence),
    about: &'static str,
    applies: fn(&Lines, usize) -> bool,
    examples: &'static [(&'static str, &'static str)],
) -> HtmlRule {
    Rule { id, reason, scope, evidence, about, examples, decide: Decide::Line(applies) }
}

/// The title once more.
pub(crate) const TITLE: HtmlRule = rule(
    ("title-heading", Reason::Title, Scope::Head, Evidence::Structure),
    "Headings at the head that are the title once more.",
    |lines, at| lines.place(at) == Place::Head && lines.repeats_title(at),
    &[("<h3>Harbour notes</h3>", "")],
);

/// "2,289 views".
pub(crate) const COUNTER: HtmlRule = rule(
    ("counter", Reason::Sharing, Scope::Edges, Evidence::Phrase),
    "Lines at the head or end that only count who looked: “2,289 views”.",
    |lines, at| lines.place(at) != Place::Body && lines.texts[at].as_ref().is_some_and(|text| is_counter(text)),
    &[("<p>2,289 views</p>", ""), ("<p>12 boats</p>", "12 boats")],
);

/// Controls for the size of the text.
pub(crate) const TEXT_SIZE: HtmlRule = rule(
    ("text-size", Reason::Controls, Scope::Article, Evidence::Phrase),
    "Controls for the size of the page's text: “Text size” and below it “-”, “+”, “reset”.",
    |lines, at| lines.sizes.contains(&at),
    &[("<p>Text Size</p><ul><li>-<li>+<li>reset</ul>", "")],
);

/// "Print, Email, Tweet".
pub(crate) const BUTTONS: HtmlRule = rule(
    ("button-list", Reason::Sharing, Scope::Edges, Evidence::Phrase),
    "Lists of buttons at the head or end: “Print, Email, Tweet”.",
    |lines, at| lines.place(at) != Place::Body && is_list_of_labels(&lines.blocks[at]),
    &[("<ul><li>Print<li>Email<li>Tweet</ul>", "")],
);

/// "By Ada Marsh, 3 May".
pub(crate) const BYLINE: HtmlRule = rule(
    ("byline-again", Reason::Filing, Scope::Edges, Evidence::Structure),
    "Lines of names, dates and reading times that say only what the metadata has.",
    |lines, at| lines.repeats_metadata(at),
    &[
        ("<p>By Ada Marsh · 3 May 2024</p>", ""),
        ("<ul><li>3 May 2024<li>Leave a comment</ul>", ""),
        ("<p>03May</p>", ""),
        ("<ul><li>3 May 2024<li>Bread and boats</ul>", "3 May 2024 Bread and boats"),
    ],
);

/// "Harbours | 3 May".
pub(crate) const SHELF: HtmlRule = rule(
    ("shelf-links", Reason::Filing, Scope::Head, Evidence::Structure),
    "Lines at the head of links to the categories on which the article stands.",
    |lines, at| lines.place(at) == Place::Head && lines.is_shelf(at),
    &[("<p><a href=/category/sea>The sea</a></p>", "")],
);

/// "Share this".
pub(crate) const LABEL: HtmlRule = rule(
    ("page-label", Reason::Controls, Scope::Article, Evidence::Phrase),
    "Lines that known phrases of pages make up wholly: “Share this article”.",
    |lines, at| lines.texts[at].as_ref().is_some_and(|text| is_label(text, lines.place(at))),
    &[("<p>Share this article</p>", "")],
);

/// "Comments that insult are not published."
pub(crate) const HOUSE_RULES: HtmlRule = rule(
    ("house-rules", Reason::Comments, Scope::Edges, Evidence::Phrase),
    "Lines at the end that say which comments are not published.",
    |lines, at| lines.place(at) == Place::End && lines.says_house_rules(at),
    &[
        ("<p>Comments that insult others are not published.</p>", ""),
        ("<p>Her comments were kind.</p>", "Her comments were kind."),
    ],
);

/// "Get the news in your inbox. Subscribe."
pub(crate) const SIGN_UP_LINE: HtmlRule = rule(
    ("sign-up-line", Reason::SignUp, Scope::Edges, Evidence::Phrase),
    "Short lines at the end that ask to subscribe, with the link to do so.",
    |lines, at| lines.place(at) == Place::End && lines.asks_to_subscribe(at),
    &[
        ("<p>The news in your inbox: <a href=/n>subscribe here</a> today.</p>", ""),
        ("<p>His <a href=/n>subscription</a> lapsed.</p>", "His subscription lapsed."),
    ],
);

/// "| FoxNews.com".
pub(crate) const SITE: HtmlRule = rule(
    ("site-name", Reason::Frame, Scope::Edges, Evidence::Structure),
    "Lines at the head or end with nothing but the site's name or address.",
    |lines, at| lines.place(at) != Place::Body && lines.names_site(at),
    &[("<p>The Wave</p>", "")],
);

/// The same picture again.
pub(crate) const PICTURE: HtmlRule = rule(
    ("picture-again", Reason::Repeated, Scope::Article, Evidence::Structure),
    "Pictures that stand again before any text came between: the lead that also opens the text.",
    |lines, at| lines.pictures.contains(&at),
    &[],
);

/// A paragraph of this many characters is running text: the head of an article ends there.
const PROSE: usize = 120;
/// The number of blocks at the head, and at the end, that may be dates and bylines.
const EDGE: usize = 8;
/// Most characters of a label, and of a line of names and dates.
const SHORT: usize = 90;

/// The place of a block in the article.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Head,
    Body,
    End,
}

/// The first and last block of the running text of an article.
#[derive(Clone, Copy)]
struct Edges {
    first: usize,
    last: usize,
    count: usize,
}

impl Edges {
    fn of(blocks: &[Block]) -> Self {
        let prose = |b: &Block| matches!(&b.kind, BlockKind::Paragraph(p) if plain_text(p).chars().count() >= PROSE);
        Edges {
            first: blocks.iter().position(prose).unwrap_or(0),
            last: blocks.iter().rposition(prose).unwrap_or(usize::MAX),
            count: blocks.len(),
        }
    }

    fn place(self, at: usize) -> Place {
        match at {
            at if at < self.first.max(1) && at < EDGE => Place::Head,
            at if at > self.last && at + EDGE >= self.count => Place::End,
            _ => Place::Body,
        }
    }
}

/// The article's blocks as rules see them.
pub(crate) struct Lines<'a> {
    meta: &'a Meta,
    blocks: &'a [Block],
    edges: Edges,
    /// The words of each block that is only a line.
    texts: Vec<Option<String>>,
    /// Blocks that are controls for the size of the text.
    sizes: BTreeSet<usize>,
    /// The indices of repeated figures.
    pictures: BTreeSet<usize>,
}

/// Takes missing metadata from the lines at the head and end: author and dates.
pub(crate) fn read(meta: &mut Meta, blocks: &[Block]) {
    let edges = Edges::of(blocks);
    for (at, block) in blocks.iter().enumerate() {
        let place = edges.place(at);
        let Some(text) = line(block).filter(|_| place != Place::Body && !opens_card(&blocks[at..])) else { continue };
        head_lines::take(meta, &text, place == Place::Head);
        if let (Place::Head, BlockKind::Paragraph(words)) = (place, &block.kind) {
            head_lines::take_from_shelf(meta, words);
        }
    }
}

/// True if the first of some blocks is a line that leads where the heading after it leads: the day of another article.
fn opens_card(blocks: &[Block]) -> bool {
    let leads = |words: &[Inline]| match words {
        [Inline::Link(link)] => Some(link.url.clone()),
        _ => None,
    };
    let [first, second, ..] = blocks else { return false };
    match (&first.kind, &second.kind) {
        (BlockKind::Paragraph(line), BlockKind::Heading(heading)) => {
            leads(line).is_some_and(|url| Some(url) == leads(&heading.content))
        }
        _ => false,
    }
}

/// Applies the rules to each block that was built; returns the removal of each block that goes.
pub(crate) fn decide(meta: &Meta, blocks: &[Block], reading: &Reading) -> Vec<Option<Removal>> {
    let lines = Lines::of(meta, blocks);
    let rules: Vec<&HtmlRule> = RULES.iter().copied().filter(|rule| reading.uses(rule.id)).collect();
    let applies = |rule: &HtmlRule, at: usize| matches!(rule.decide, Decide::Line(applies) if applies(&lines, at));
    let removal = |at: usize| rules.iter().find(|rule| applies(rule, at)).map(|rule| rule.removal());
    (0..blocks.len()).map(removal).collect()
}

impl<'a> Lines<'a> {
    fn of(meta: &'a Meta, blocks: &'a [Block]) -> Self {
        let edges = Edges::of(blocks);
        let named = |at: usize| (edges.place(at) == Place::Head).then(|| repeated_author(meta, &blocks[at])).flatten();
        Lines {
            meta,
            blocks,
            edges,
            texts: (0..blocks.len()).map(|at| line(&blocks[at]).or_else(|| named(at))).collect(),
            sizes: sizes_of_text(blocks).collect(),
            pictures: repeated_figures(blocks),
        }
    }

    fn place(&self, at: usize) -> Place {
        self.edges.place(at)
    }

    /// True if a heading repeats the article's title, because every back end sets the title above the article.
    fn repeats_title(&self, at: usize) -> bool {
        let title = || plain_text(&self.meta.title);
        matches!(&self.blocks[at].kind, BlockKind::Heading(h) if same_words(&plain_text(&h.content), &title()))
    }

    fn repeats_metadata(&self, at: usize) -> bool {
        let place = self.place(at);
        let known = |text: &String| head_lines::is_known(self.meta, text, place == Place::Head);
        // A list of such lines, among them the link to the comments.
        let listed = || {
            let BlockKind::List(list) = &self.blocks[at].kind else { return false };
            let lines: Option<Vec<String>> = list.items.iter().map(|item| one_line(&item.blocks)).collect();
            let says = |line: &String| known(line) || is_label(line, place);
            lines.is_some_and(|lines| lines.iter().any(known) && lines.iter().all(says))
        };
        place != Place::Body && (self.texts[at].as_ref().is_some_and(known) || listed())
    }

    fn is_shelf(&self, at: usize) -> bool {
        let shelf = || matches!(&self.blocks[at].kind, BlockKind::Paragraph(p) if head_lines::is_shelf(self.meta, p));
        self.texts[at].is_some() && shelf()
    }

    /// True if a paragraph states how readers' comments are moderated.
    fn says_house_rules(&self, at: usize) -> bool {
        let text = short_text(&self.blocks[at]).to_lowercase();
        sites::moderates(&text) && text.split(|c: char| !c.is_alphabetic()).any(phrases::is_of_comments)
    }

    /// True if a short paragraph asks to subscribe and leads there.
    fn asks_to_subscribe(&self, at: usize) -> bool {
        let BlockKind::Paragraph(words) = &self.blocks[at].kind else { return false };
        let text = short_text(&self.blocks[at]).to_lowercase();
        sites::sign_up_cues(&text, 2) == 2 && holds_link(words)
    }

    /// True if a line holds only the site's name or its address: "| FoxNews.com".
    fn names_site(&self, at: usize) -> bool {
        self.texts[at].as_ref().is_some_and(|text| names_site(self.meta, text))
    }
}

/// Figures that repeat before any text: the lead picture that also opens the text.
fn repeated_figures(blocks: &[Block]) -> BTreeSet<usize> {
    let mut seen: BTreeMap<Vec<String>, BTreeSet<String>> = BTreeMap::new();
    let mut again = |block: &Block| match &block.kind {
        BlockKind::Figure(figure) if !figure.images.is_empty() => {
            let keys: Vec<String> = figure.images.iter().map(|image| picture_key(&image.url)).collect();
            let caption = plain_text(&figure.caption);
            let captions = seen.entry(keys).or_default();
            let again = !captions.is_empty() && (caption.is_empty() || captions.contains(&caption));
            captions.insert(caption);
            again
        }
        BlockKind::Heading(_) | BlockKind::Break => false,
        _ => {
            seen.clear();
            false
        }
    };
    blocks.iter().enumerate().filter(|(_, block)| again(block)).map(|(at, _)| at).collect()
}

/// An author's name set as a heading, as DocBook does on title pages.
fn repeated_author(meta: &Meta, block: &Block) -> Option<String> {
    let BlockKind::Heading(heading) = &block.kind else { return None };
    let text = plain_text(&heading.content);
    meta.authors.iter().any(|author| same_words(&text, &author.name)).then_some(text)
}

/// The words of a block that is only a line.
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

/// True if inlines hold only words.
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

/// True for a line of known phrases of pages. A single word in the midst of the article may be the author's.
fn is_label(text: &str, place: Place) -> bool {
    let cover = phrases::cover(text);
    let whole = cover.share > 0.999 && cover.words <= 12;
    // "Advertisement" alone never belongs to the article.
    let alone = || cover.words >= 2 || place != Place::Body || cover.kind == Some(Kind::Advertisement);
    whole && alone() || place == Place::End && phrases::files_away(text) && !text.ends_with('.')
}

/// True if a line is a number and a word for views.
fn is_counter(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split([' ', ':', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | 'k' | 'm' | '\'' | '’'))
    };
    matches!(words[..], [a, b] if number(a) && sites::counts_readers(b) || number(b) && sites::counts_readers(a))
}

/// The places of controls for the size of the page's text: "Text Size" as a heading or a line, and below it "-", "+",
/// "reset". A heading without such controls may be the article's.
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
    let cover = phrases::cover(&words);
    cover.share > 0.999 && cover.words >= 2 && cover.kind == Some(Kind::FontSize)
}

fn is_list_of_sizes(block: &Block) -> bool {
    let BlockKind::List(list) = &block.kind else { return false };
    list.items.iter().all(|item| one_line(&item.blocks).is_some_and(|line| line.chars().count() <= 8))
}

/// "Print, Email, Recommend, Tweet" above or below an article: most of the items are labels, and no item has more than
/// two words.
fn is_list_of_labels(block: &Block) -> bool {
    let BlockKind::List(list) = &block.kind else { return false };
    let lines: Option<Vec<String>> = list.items.iter().map(|item| one_line(&item.blocks)).collect();
    let Some(lines) = lines else { return false };
    let short = |line: &String| line.split(' ').count() <= 2;
    let (labels, others): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| is_label(line, Place::End));
    labels.len() >= 2 && labels.len() >= 3 * others.len() && others.iter().all(short)
}

/// The words of a paragraph of a sentence or two; empty for a longer one.
fn short_text(block: &Block) -> String {
    /// Most characters of such a paragraph.
    const LONGEST: usize = 200;
    let BlockKind::Paragraph(words) = &block.kind else { return String::new() };
    let text = plain_text(words);
    if text.chars().count() > LONGEST { String::new() } else { text }
}

fn holds_link(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| {
        matches!(inline, Inline::Link(_)) || inline.children().is_some_and(|children| holds_link(children))
    })
}

fn one_line(blocks: &[Block]) -> Option<String> {
    let [block] = blocks else { return None };
    line(block)
}

/// True if a line holds only the site's name or its address: "| FoxNews.com".
fn names_site(meta: &Meta, text: &str) -> bool {
    let said = letters(text);
    let host = meta.source.as_deref().and_then(urls::host);
    !said.is_empty() && [meta.site.as_deref(), host].into_iter().flatten().any(|name| letters(name) == said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_name_alone_is_no_text() {
        let source = Some("https://www.foxnews.com/a".into());
        let meta = Meta { site: Some("The Wave".into()), source, ..Meta::default() };
        assert!(names_site(&meta, "| FoxNews.com") && names_site(&meta, "The Wave"));
        assert!(!names_site(&meta, "The Wave rose") && !names_site(&Meta::default(), "—"));
    }

    #[test]
    fn the_last_lines_ask_for_comments_and_addresses() {
        let prose = BlockKind::Paragraph(vec![Inline::text("The harbour was quiet that morning. ".repeat(5))]);
        let link = |text: &str| {
            Inline::Link(crate::doc::Link { url: "/n".into(), title: None, content: vec![Inline::text(text)] })
        };
        let goes = |line: Vec<Inline>| {
            let blocks = [prose.clone().into(), BlockKind::Paragraph(line).into()];
            decide(&Meta::default(), &blocks, &Reading::default())[1].map(|removal| removal.rule)
        };
        let text = |text: &str| vec![Inline::text(text)];
        assert_eq!(goes(text("Attention: comments that insult others are not published.")), Some("house-rules"));
        assert_eq!(goes(text("Kommentare ohne Namen werden nicht veröffentlicht.")), Some("house-rules"));
        assert_eq!(goes(text("Her comments were kind, and the book was never published.")), None);
        let subscribe = vec![Inline::text("The news in your inbox: "), link("subscribe"), Inline::text(".")];
        assert_eq!(goes(subscribe), Some("sign-up-line"));
        assert_eq!(goes(text("He let his subscription lapse, and his inbox stayed empty.")), None);
        assert_eq!(goes(vec![Inline::text("She wrote a "), link("newsletter"), Inline::text(" for ten years.")]), None);
    }

    #[test]
    fn labels_are_phrases_of_pages() {
        assert!(is_label("Share this article", Place::Body));
        assert!(is_label("Condividi su Facebook", Place::Body) && is_label("Advertisement", Place::Body));
        assert!(!is_label("Facebook", Place::Body), "a social network may be what the article is about");
        assert!(!is_label("She asked them to share this article.", Place::End));
        assert!(is_label("Tags: rivers, ice", Place::End) && !is_label("Tags: rivers, ice", Place::Body));
    }
}
