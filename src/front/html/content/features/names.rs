//! The words of classes, ids, roles and item properties around a block.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use crate::front::html::dom::class_words::each_word;
use crate::front::html::dom::{Dom, Id};

/// Words of classes, ids, roles and item properties, one feature each: 1 if an outer element has the word, 2 if one of
/// the innermost [`NEAR`] has it. At most 128.
pub(super) const WORDS: [&str; 128] = [
    "share", "sharing", "social", "print", "email", "follow", "toolbar", "vote", "rating", "related", "recommended",
    "recirc", "trending", "popular", "readmore", "teaser", "sidebar", "side", "promo", "ad", "ads", "advert", "banner",
    "sponsor", "sponsored", "cta", "donate", "newsletter", "subscribe", "signup", "login", "paywall", "popup", "modal",
    "cookie", "consent", "comments", "comment", "disqus", "respond", "breadcrumb", "pagination", "nav", "navigation",
    "menu", "toc", "tags", "tag", "byline", "author", "bio", "meta", "date", "time", "footer", "header", "masthead",
    "disclaimer", "widget", "caption", "credit", "gallery", "figure", "image", "photo", "video", "embed", "tweet",
    "article", "post", "story", "entry", "content", "body", "text", "main", "blog", "news", "page", "wrapper",
    "container", "col", "column", "row", "card", "item", "list", "more", "next", "latest", "link", "links", "hidden",
    "block", "title", "headline", "summary", "excerpt", "intro", "lead", "description", "info", "about", "box",
    "quote", "prose", "markdown", "rich", "copy", "paragraph", "sticky", "overlay", "feed", "grid", "slider", "tab",
    "forum", "message", "thread", "reply", "user", "profile", "category", "copyright", "top", "bottom", "left",
    "right",
];

/// The number of innermost elements that count as near.
const NEAR: usize = 3;

/// The words of [`WORDS`] in the names of elements, as sets of bits. Each element is read once.
pub(super) struct Names<'a> {
    dom: &'a Dom,
    /// An element's own words, and those of all elements around it.
    known: Vec<Option<(u128, u128)>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(dom: &'a Dom) -> Self {
        Names { dom, known: vec![None; dom.count()] }
    }

    /// The words of the innermost elements, and those of the rest.
    pub(super) fn around(&mut self, host: Id) -> (u128, u128) {
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
