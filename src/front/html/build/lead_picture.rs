//! The picture above the article.
//!
//! Most sites set it between the title and the text, in a box that the finder does not take for the article's because
//! it has no words. The picture counts if the page names it for cards and machines, or names its box as the article's
//! picture, and if the article neither begins with a picture nor holds this one.

use std::collections::BTreeSet;

use super::Builder;
use super::pictures::{self, Found};
use crate::doc::walk::{self, Visit};
use crate::doc::{Block, BlockKind, Image};
use crate::front::html::clutter::named_clutter;
use crate::front::html::dom::picture_sources::picture_key;
use crate::front::html::dom::{Dom, Id};
use crate::front::html::removals::Removals;
use crate::front::removal::Reason;

/// Classes by which sites name the article's picture.
const NAMES: &[&str] = &[
    "wp-post-image",
    "attachment-post-thumbnail",
    "wp-block-post-featured-image",
    "featured-image",
    "featured_image",
    "post-thumbnail",
    "hs-featured-image",
    "hero-image",
    "hero__image",
    "article-hero",
    "lead-image",
    "primary-image",
    "entry-thumb",
];

/// A paragraph of this many characters is the article's: the picture stands before it.
const PROSE: usize = 120;
/// A picture with a smaller stated size, in CSS pixels, is not a lead picture.
const SMALLEST: f32 = 150.0;

/// Puts the picture above the article before its blocks, where the blocks lack it.
pub(crate) fn put(builder: &mut Builder, root: Id, stated: &[String], blocks: &mut Vec<Block>) {
    if begins_with_picture(blocks) {
        return;
    }
    let stated: Vec<String> = stated.iter().filter(|s| !is_of_site(s)).map(|s| picture_key(s)).collect();
    let held = Held::of(blocks);
    let dom = builder.dom;
    let first = first_prose(dom, root, builder.removed);
    let mut at = dom.find(Dom::ROOT, "body").and_then(|body| dom.first(body));
    while let Some(id) = at.filter(|id| Some(*id) != first) {
        if is_beside(dom, id, builder.removed) {
            at = dom.after(id, Dom::ROOT);
            continue;
        }
        at = dom.following(id, Dom::ROOT);
        if !matches!(dom.tag(id), "img" | "amp-img") {
            continue;
        }
        let Found::Picture(image) = pictures::image_at(builder, id) else { continue };
        let key = picture_key(&image.url);
        let meant = stated.contains(&key) || is_named(dom, id) && !is_of_site(&image.url);
        if !meant || is_little(&image) || held.0.contains(&key) {
            continue;
        }
        if let Some(figure) = figure_at(builder, id, image) {
            blocks.insert(0, figure);
        }
        return;
    }
}

/// The figure around the picture with its caption, otherwise only the picture.
fn figure_at(builder: &mut Builder, img: Id, image: Image) -> Option<Block> {
    let dom = builder.dom;
    let around = dom.ancestors(img).take(6).find(|a| dom.tag(*a) == "figure");
    let mut made = Vec::new();
    match around {
        Some(figure) => pictures::figure(builder, figure, &mut made),
        None => super::push_figure(vec![image], &mut made),
    }
    made.into_iter().find(|b| matches!(&b.kind, BlockKind::Figure(figure) if !figure.images.is_empty()))
}

/// True if a picture stands before the first words.
fn begins_with_picture(blocks: &[Block]) -> bool {
    let first = blocks.iter().find(|b| !matches!(b.kind, BlockKind::Heading(_) | BlockKind::Break));
    first.is_some_and(|b| matches!(&b.kind, BlockKind::Figure(figure) if !figure.images.is_empty()))
}

/// The first paragraph of the article.
fn first_prose(dom: &Dom, root: Id, removed: &Removals) -> Option<Id> {
    let prose =
        |id: &Id| matches!(dom.tag(*id), "p" | "li" | "blockquote") && dom.words_of(*id).chars().count() >= PROSE;
    dom.descendants_but(root, |id| removed.has(id)).find(prose).or_else(|| dom.after(root, Dom::ROOT))
}

/// Menus, side columns and hidden elements.
fn is_beside(dom: &Dom, id: Id, removed: &Removals) -> bool {
    if !dom.is_element(id) {
        return false;
    }
    matches!(dom.tag(id), "nav" | "aside" | "footer" | "form" | "noscript")
        || removed.reason(id) == Some(Reason::Hidden)
        // A lead picture may stand in a "banner" at the head of the page.
        || named_clutter(dom, id).is_some_and(|c| !matches!(c, Reason::Advertisement | Reason::Frame))
}

/// True if the page calls the picture, or a box around it, the article's.
fn is_named(dom: &Dom, img: Id) -> bool {
    let named = |id: Id| dom.has_any_class(id, NAMES);
    named(img) || dom.ancestors(img).take(3).any(named)
}

/// True if a picture is the site's own, not the article's.
fn is_of_site(url: &str) -> bool {
    let key = picture_key(url).to_lowercase();
    ["logo", "default", "placeholder", "favicon", "avatar", "fallback"].iter().any(|n| key.contains(n))
}

fn is_little(image: &Image) -> bool {
    let little = |side: Option<f32>| side.is_some_and(|s| s < SMALLEST);
    little(image.size.0) || little(image.size.1)
}

/// The addresses of the article's pictures.
#[derive(Default)]
struct Held(BTreeSet<String>);

impl Held {
    fn of(blocks: &[Block]) -> Self {
        let mut held = Held::default();
        held.blocks(blocks);
        held
    }
}

impl Visit for Held {
    fn block(&mut self, block: &Block) {
        if let BlockKind::Figure(figure) = &block.kind {
            self.0.extend(figure.images.iter().map(|image| picture_key(&image.url)));
        }
        walk::block_children(self, block);
    }
    fn inline(&mut self, inline: &crate::doc::Inline) {
        if let crate::doc::Inline::Image(image) = inline {
            self.0.insert(picture_key(&image.url));
        }
        walk::inline_children(self, inline);
    }
}
