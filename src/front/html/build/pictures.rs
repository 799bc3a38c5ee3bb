//! Pictures, figures and embedded objects.
//!
//! Placeholders, tracking pixels and portraits of writers are dropped, pictures of characters become the characters,
//! and the same picture in two sizes is one. The address is chosen in
//! [`picture_sources`](crate::front::html::dom::picture_sources).

use std::collections::{BTreeMap, BTreeSet};

use super::Builder;
use super::asides;
use super::embeds::is_made_up;
use super::math;
use super::whitespace;
use crate::diag::codes;
use crate::doc::{Block, BlockKind, Figure, Image, Inline, Inlines, Math, plain_text};
use crate::front::html::dom::class_words::has_word;
use crate::front::html::dom::measure::same_words;
use crate::front::html::dom::picture_sources::{address, file_name, is_placeholder, is_preview, picture_key};
use crate::front::html::dom::urls::{self, Base};
use crate::front::html::dom::{Dom, Id};
use crate::front::html::metadata::unescaped;
use crate::lang::phrases;
use crate::lang::picture_credits::{credit_opening, is_word_for_picture};

/// The kinds of `<img>`.
pub(crate) enum Found {
    /// A picture.
    Picture(Image),
    /// A picture of a character, such as an emoji.
    Characters(String),
    /// A picture of a formula with known TeX.
    Formula(Math),
    /// A placeholder, spacer or counter.
    Nothing,
}

/// The width of a narrow column of text, in CSS pixels.
const COLUMN: f32 = 400.0;

/// The picture at an `<img>` or `<picture>`.
pub(crate) fn image_at(builder: &mut Builder, id: Id) -> Found {
    let dom = builder.dom;
    let img = match dom.tag(id) {
        "picture" => dom.descendants(id).find(|d| matches!(dom.tag(*d), "img" | "amp-img")).unwrap_or(id),
        _ => id,
    };
    let alt = dom.attr(img, "alt").map(|alt| unescaped(&crate::front::html::dom::fold(alt)));
    if let Some(math) = math::from_picture(dom, img) {
        return Found::Formula(math);
    }
    if is_emoji(dom, img) {
        return alt.filter(|a| !a.is_empty()).map_or(Found::Nothing, Found::Characters);
    }
    let size = (length(dom, img, "width"), length(dom, img, "height"));
    let tiny = |side: Option<f32>| side.is_some_and(|s| s <= 2.0);
    if tiny(size.0) || tiny(size.1) {
        return Found::Nothing;
    }
    if is_social_mark(dom, img) {
        return Found::Nothing;
    }
    if is_portrait(dom, img, size) {
        builder.remarks.note(codes::PORTRAIT, "A small portrait beside a name was left out");
        return Found::Nothing;
    }
    // A width of a column or more means only that the picture fills the column.
    let size = if size.1.is_none() && size.0.is_some_and(|w| w >= COLUMN) { (None, None) } else { size };
    let there = || address(dom, img, builder.picture_width).map(|url| builder.base.picture(&url));
    let Some(url) = saved_file(builder, img).or_else(there) else { return Found::Nothing };
    if urls::is_advertising(&url) {
        builder
            .remarks
            .note(codes::PAGE_ADVERTISEMENT, "A picture that an advertiser serves or counts with was left out");
        return Found::Nothing;
    }
    let image = Image {
        url,
        asset: None,
        alt: alt
            .filter(|a| !is_useless_alt(a))
            .or_else(|| dom.attr(img, "alt").filter(|a| a.trim().is_empty()).map(|_| String::new())),
        title: dom.value(img, "title").map(String::from).filter(|t| Some(t.as_str()) != dom.attr(img, "alt")),
        size,
        link: None,
    };
    Found::Picture(image)
}

/// The address in `src` of a picture that was saved next to the page, where the best address of the picture is on the
/// network. A saved page states the pictures' old addresses (`srcset`, `<base>`), but the saved file wins.
fn saved_file(builder: &Builder, img: Id) -> Option<String> {
    let src = builder.dom.value(img, "src").filter(|src| !src.starts_with("data:") && !urls::is_web(src))?;
    let remote = || {
        address(builder.dom, img, builder.picture_width).is_some_and(|url| urls::is_web(&builder.base.picture(&url)))
    };
    let there = || builder.files.is_some_and(|files| files.is_beside(src));
    (!is_placeholder(src) && remote() && there()).then(|| Base::default().picture(src.trim_start_matches("./")))
}

fn is_useless_alt(alt: &str) -> bool {
    matches!(alt.to_ascii_lowercase().as_str(), "image" | "img" | "picture" | "photo" | "alt" | "undefined" | "null")
        // Webflow's signs for a text that is stated elsewhere, or not needed.
        || alt.starts_with("__wf_reserved")
}

fn is_emoji(dom: &Dom, id: Id) -> bool {
    dom.classes(id).any(|c| {
        let c = c.to_ascii_lowercase();
        c == "emoji" || c.contains("smiley") || c.contains("twemoji") || c == "emojione"
    })
}

/// The mark of a social network that leads there: a button without words.
fn is_social_mark(dom: &Dom, img: Id) -> bool {
    const HOSTS: &[&str] = &[
        "facebook.com", "twitter.com", "x.com", "linkedin.com", "instagram.com", "pinterest.com", "youtube.com",
        "tiktok.com", "whatsapp.com", "wa.me", "t.me", "reddit.com",
    ];
    let Some(link) = dom.ancestors(img).take(3).find(|a| dom.tag(*a) == "a") else { return false };
    let host = dom.value(link, "href").and_then(urls::host).unwrap_or("");
    let host = host.strip_prefix("www.").unwrap_or(host);
    let says = |name: &str| {
        let value = dom.value(img, name).unwrap_or("").to_ascii_lowercase();
        !value.starts_with("data:") && (value.contains("logo") || value.contains("icon") || value.ends_with(".svg"))
    };
    HOSTS.contains(&host) && (says("alt") || says("src")) && !dom.has_words(link)
}

/// True if the picture is a portrait of the writer of an article or a comment, as sites set it next to the name.
fn is_portrait(dom: &Dom, img: Id, (width, height): (Option<f32>, Option<f32>)) -> bool {
    let small = |side: Option<f32>| side.is_none_or(|s| s <= PORTRAIT);
    let named = || {
        let near = || dom.ancestors(img).take(2);
        let around = |a: Id| matches!(dom.tag(a), "a" | "span" | "div" | "picture") && has_word(dom, a, &["avatar"]);
        has_word(dom, img, &["avatar", "gravatar"]) || near().any(around)
    };
    let served = || {
        let src = dom.value(img, "src").or_else(|| dom.value(img, "data-src")).unwrap_or("");
        src.contains("gravatar.com/avatar")
    };
    small(width) && small(height) && (served() || named())
}

/// The largest side of a portrait next to a name, in CSS pixels.
const PORTRAIT: f32 = 200.0;

/// True if the picture is set as a small mark in the line: an icon.
pub(crate) fn is_small(image: &Image) -> bool {
    let small = |side: Option<f32>| side.is_some_and(|s| s < 40.0);
    small(image.size.0) && small(image.size.1) || small(image.size.1) && image.size.0.is_none()
}

fn length(dom: &Dom, id: Id, name: &str) -> Option<f32> {
    let stated = dom.value(id, name).and_then(number);
    let style = dom.attr(id, "style").unwrap_or("").to_ascii_lowercase().replace(' ', "");
    let styled = style.split(';').find_map(|rule| {
        let value = rule.strip_prefix(name)?.strip_prefix(':')?;
        value.strip_suffix("px").and_then(number)
    });
    styled.or(stated).filter(|n| *n > 0.0 && n.is_finite())
}

fn number(text: &str) -> Option<f32> {
    text.trim().trim_end_matches("px").parse().ok()
}

/// Pictures that open a paragraph before its words.
pub(crate) fn take_leading(part: &mut Inlines) -> Vec<Image> {
    let mut images = Vec::new();
    let mut kept = Inlines::new();
    let mut rest = std::mem::take(part).into_iter().peekable();
    while let Some(inline) = rest.peek() {
        match inline {
            Inline::Image(image) if !is_small(image) => {}
            Inline::LineBreak | Inline::Anchor(_) => {}
            Inline::Text(text) if text.trim().is_empty() => {}
            _ => break,
        }
        match rest.next() {
            Some(Inline::Image(image)) => images.push(image),
            Some(anchor @ Inline::Anchor(_)) => kept.push(anchor),
            _ => {}
        }
    }
    kept.extend(rest);
    *part = kept;
    images
}

/// Pictures that close a paragraph after its words.
pub(crate) fn take_trailing(part: &mut Inlines) -> Vec<Image> {
    let mut images = Vec::new();
    loop {
        match part.last() {
            Some(Inline::Image(image)) if !is_small(image) => {}
            Some(Inline::LineBreak) => {}
            Some(Inline::Text(text)) if text.trim().is_empty() => {}
            _ => break,
        }
        if let Some(Inline::Image(image)) = part.pop() {
            images.insert(0, image);
        }
    }
    images
}

/// A `<figure>`: its pictures with caption and credit. Around anything other than pictures it is only a box with a
/// caption.
pub(crate) fn figure(builder: &mut Builder, id: Id, out: &mut Vec<Block>) {
    let dom = builder.dom;
    if is_gallery(dom, id) {
        let children: Vec<Id> = builder.kept(id).collect();
        for child in children {
            if dom.tag(child) == "figcaption" {
                let (words, credit, _) = caption_of(builder, child);
                let parts = [words, credit].into_iter().filter(|part| !part.is_empty());
                out.extend(parts.map(|part| BlockKind::Paragraph(part).into()));
            } else {
                out.append(&mut builder.flow(&[child]));
            }
        }
        return;
    }
    let captions: Vec<Id> =
        dom.descendants(id).filter(|d| dom.tag(*d) == "figcaption" && !builder.is_left_out(*d)).collect();
    let outer = |c: &Id| !captions.iter().any(|o| o != c && dom.within(*c, *o));
    let captions: Vec<Id> = captions.iter().copied().filter(outer).collect();
    let mut caption = Inlines::new();
    let mut credit = Inlines::new();
    let mut extra = Vec::new();
    for node in &captions {
        let (words, made_by, mut blocks) = caption_of(builder, *node);
        if caption.is_empty() {
            caption = words;
            credit = made_by;
            extra.append(&mut blocks);
        } else if plain_text(&caption) != plain_text(&words) {
            extra.push(BlockKind::Paragraph(words).into());
        }
    }
    let mut blocks = Vec::new();
    let children: Vec<Id> = builder.kept(id).collect();
    for child in children {
        if captions.contains(&child) {
            continue;
        }
        blocks.append(&mut without(builder, child, &captions));
    }
    finish_figure(blocks, caption, credit, extra, out);
}

/// True if a figure holds figures with captions.
fn is_gallery(dom: &Dom, id: Id) -> bool {
    let figures = dom.descendants(id).filter(|d| dom.tag(*d) == "figure");
    figures.into_iter().any(|inner| dom.descendants(inner).any(|d| dom.tag(d) == "figcaption" && dom.has_words(d)))
}

/// The blocks of a node, captions inside left out.
fn without(builder: &mut Builder, id: Id, captions: &[Id]) -> Vec<Block> {
    let holds = captions.iter().any(|c| builder.dom.within(*c, id));
    if !holds {
        return builder.flow(&[id]);
    }
    let children: Vec<Id> = builder.kept(id).filter(|c| !captions.contains(c)).collect();
    children.into_iter().flat_map(|c| without(builder, c, captions)).collect()
}

/// Journals set the label of a figure as a heading above it: "Figure 1." It opens the caption.
fn label_caption(rest: &mut Vec<Block>, caption: &mut Inlines) {
    const LONGEST_LABEL: usize = 30;
    let Some(Block { kind: BlockKind::Heading(heading), .. }) = rest.first_mut() else { return };
    let words = plain_text(&heading.content);
    let ends = words.trim().trim_end_matches(['.', ':']);
    if words.chars().count() > LONGEST_LABEL || !ends.ends_with(|c: char| c.is_ascii_digit()) {
        return;
    }
    let mut label = std::mem::take(&mut heading.content);
    rest.remove(0);
    if !caption.is_empty() {
        label.push(Inline::text(" "));
    }
    label.append(caption);
    *caption = label;
}

fn finish_figure(blocks: Vec<Block>, mut caption: Inlines, credit: Inlines, extra: Vec<Block>, out: &mut Vec<Block>) {
    let has_caption = |block: &&Block| matches!(&block.kind, BlockKind::Figure(inner) if !inner.caption.is_empty());
    if blocks.iter().filter(has_caption).nth(1).is_some() {
        // Each picture has a caption of its own.
        out.extend(blocks);
        let around = [caption, credit].into_iter().filter(|words| !words.is_empty());
        out.extend(around.map(|words| BlockKind::Paragraph(words).into()));
        out.extend(extra);
        return;
    }
    let mut images = Vec::new();
    let mut rest = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::Figure(mut inner) => {
                images.append(&mut inner.images);
                if caption.is_empty() {
                    caption = inner.caption;
                } else if !inner.caption.is_empty() {
                    rest.push(BlockKind::Paragraph(inner.caption).into());
                }
            }
            _ => rest.push(block),
        }
    }
    // The same picture twice: a thumbnail and its enlargement.
    dedup(&mut images);
    if !images.is_empty() {
        label_caption(&mut rest, &mut caption);
    }
    if images.is_empty() && !caption.is_empty() {
        rest.retain(|block| !is_label_of_picture(block));
    }
    // A lone caption: its picture is lost, or only a script would have shown it. It stays a caption.
    let bare = rest.is_empty() && !caption.is_empty();
    if images.is_empty() && !bare {
        caption_of_other(&mut rest, caption, credit, out);
        out.extend(extra);
        return;
    }
    // Text in a figure outside its caption: a credit line, or the caption itself. A link to see it larger is neither.
    let mut credit = credit;
    rest.retain(|block| !matches!(&block.kind, BlockKind::Paragraph(words) if is_tool(words)));
    // More than that is text of the article, in its order.
    let is_text = rest.len() > 2 || rest.iter().any(|block| !matches!(block.kind, BlockKind::Paragraph(_)));
    rest.retain(|block| match &block.kind {
        _ if is_text => true,
        BlockKind::Paragraph(words) if caption.is_empty() && plain_text(words).chars().count() < 400 => {
            caption = words.clone();
            false
        }
        BlockKind::Paragraph(words) if credit.is_empty() && plain_text(words).chars().count() < 120 => {
            credit = words.clone();
            false
        }
        _ => true,
    });
    out.push(BlockKind::Figure(Figure { id: None, images, caption, credit }).into());
    out.extend(rest);
    out.extend(extra);
}

/// True for a line that only says that a picture is here: "Image".
fn is_label_of_picture(block: &Block) -> bool {
    let BlockKind::Paragraph(words) = &block.kind else { return false };
    let words = plain_text(words).to_lowercase();
    is_word_for_picture(words.trim().trim_end_matches([':', '.']))
}

/// A link that serves a picture on a screen: "Open in a new tab".
fn is_tool(words: &[Inline]) -> bool {
    let cover = phrases::cover(&plain_text(words));
    matches!(words, [Inline::Link(_)]) && cover.share > 0.999 && cover.kind == Some(phrases::Kind::Print)
}

/// A caption of a table or of code is theirs, under a player it is the words that lead to it, and under a quote its
/// source; of several blocks it is a paragraph.
fn caption_of_other(rest: &mut Vec<Block>, caption: Inlines, credit: Inlines, out: &mut Vec<Block>) {
    let mut caption = caption;
    let mut after = Vec::new();
    if let [Block { kind: BlockKind::Table(table), .. }] = rest.as_mut_slice()
        && table.caption.is_empty()
    {
        table.caption = std::mem::take(&mut caption);
    }
    if let [Block { kind: BlockKind::Code(code), .. }] = rest.as_mut_slice()
        && code.caption.is_empty()
    {
        code.caption = std::mem::take(&mut caption);
    }
    if let [Block { kind: BlockKind::Quote(quote), .. }] = rest.as_mut_slice()
        && quote.attribution.is_empty()
    {
        quote.attribution = std::mem::take(&mut caption);
        asides::strip_dash(&mut quote.attribution);
    }
    if let [Block { kind: BlockKind::Paragraph(player), .. }] = rest.as_mut_slice()
        && let [Inline::Link(link)] = player.as_mut_slice()
        && !caption.is_empty()
        && (same_words(&plain_text(&link.content), &plain_text(&caption)) || is_made_up(link))
        && !caption.iter().any(|inline| matches!(inline, Inline::Link(_) | Inline::Note(_)))
    {
        link.content = std::mem::take(&mut caption);
    }
    for words in [caption, credit] {
        if !words.is_empty() {
            after.push(BlockKind::Paragraph(words).into());
        }
    }
    out.append(rest);
    out.append(&mut after);
}

/// Drops a picture that occurs a second time in another size. Three times and more are intended, like the stars of a
/// rating.
pub(crate) fn dedup(images: &mut Vec<Image>) {
    let whole: Vec<(String, Option<String>)> = images
        .iter()
        .filter(|image| !is_preview(&image.url))
        .map(|image| (file_name(&image.url).to_owned(), image.alt.clone()))
        .collect();
    let is_there = |image: &Image| whole.iter().any(|(name, alt)| name == file_name(&image.url) && *alt == image.alt);
    images.retain(|image| !(is_preview(&image.url) && is_there(image)));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for image in images.iter() {
        *counts.entry(picture_key(&image.url)).or_default() += 1;
    }
    let mut seen = BTreeSet::new();
    images.retain(|image| {
        let key = picture_key(&image.url);
        counts.get(&key) != Some(&2) || seen.insert(key)
    });
}

/// Takes the line after a figure that names the maker of its picture as the figure's credit.
pub(crate) fn take_credits(blocks: &mut Vec<Block>) {
    let mut at = 1;
    while at < blocks.len() {
        let (before, after) = blocks.split_at_mut(at);
        if let (Some(Block { kind: BlockKind::Figure(figure), .. }), BlockKind::Paragraph(words)) =
            (before.last_mut(), &mut after[0].kind)
            && figure.credit.is_empty()
            && !figure.images.is_empty()
            && is_credit(&plain_text(words))
        {
            figure.credit = std::mem::take(words);
            blocks.remove(at);
            continue;
        }
        at += 1;
    }
}

/// "Photo: Ada Marsh", "Ada Marsh/Getty Images": short, and without the words of a sentence.
fn is_credit(text: &str) -> bool {
    const AGENCIES: &[&str] =
        &["getty images", "shutterstock", "unsplash", "reuters", "ap photo", "adobe stock", "istock", "afp", "pexels"];
    let lower = text.trim().to_lowercase();
    let length = lower.chars().count();
    let by_agency = || {
        let last = lower.trim_end_matches([')', '.', ' ']);
        AGENCIES.iter().any(|agency| last.ends_with(agency))
            && (lower.contains('/') || lower.contains("via ") || length < 40)
    };
    let opens = || lower.starts_with('©') || credit_opening(lower.trim_start_matches('(')).is_some();
    length <= 120 && !lower.ends_with(['?', '!']) && (opens() || length <= 80 && by_agency())
}

/// A caption's words, the credit in it, and blocks that a caption cannot hold.
fn caption_of(builder: &mut Builder, id: Id) -> (Inlines, Inlines, Vec<Block>) {
    let dom = builder.dom;
    let credit_node = dom.descendants(id).find(|d| {
        let class = dom.attr(*d, "class").unwrap_or("").to_ascii_lowercase();
        ["credit", "copyright", "photographer", "attribution", "source"].iter().any(|n| class.contains(n))
            && dom.has_words(*d)
    });
    let mut credit = Inlines::new();
    if let Some(node) = credit_node {
        builder.flat_inlines(node, &mut credit);
        whitespace::tidy(&mut credit);
    }
    let mut words = Inlines::new();
    let children: Vec<Id> = builder.kept(id).collect();
    for child in children {
        flat_without(builder, child, credit_node, &mut words);
    }
    whitespace::tidy(&mut words);
    words.retain(|i| !matches!(i, Inline::Image(_)));
    // Removes the fixed spaces before the credit.
    if let Some(Inline::Text(last)) = words.last_mut() {
        last.truncate(last.trim_end().len());
    }
    (words, credit, Vec::new())
}

fn flat_without(builder: &mut Builder, id: Id, left_out: Option<Id>, out: &mut Inlines) {
    if Some(id) == left_out || builder.is_left_out(id) {
        return;
    }
    let holds = left_out.is_some_and(|l| builder.dom.within(l, id));
    if holds || builder.dom.is_element(id) && builder.is_block(id) {
        out.push(Inline::text(" "));
        let children: Vec<Id> = builder.kept(id).collect();
        for child in children {
            flat_without(builder, child, left_out, out);
        }
        out.push(Inline::text(" "));
    } else {
        builder.inline(id, out);
    }
}

/// A `<div>` in the role of a `<figure>`: a picture and a caption by class.
pub(crate) fn figure_like(builder: &mut Builder, id: Id, out: &mut Vec<Block>) -> bool {
    let dom = builder.dom;
    if builder.is_in_figure() || !dom.attr(id, "class").is_some_and(is_figure_class) {
        return false;
    }
    let images = dom.descendants(id).filter(|d| dom.tag(*d) == "img").take(4).count();
    let words: usize = dom.descendants(id).filter_map(|d| dom.text(d)).map(|t| t.trim().len()).sum();
    if images == 0 || images > 3 || words == 0 || words > 600 {
        return false;
    }
    let blocks = builder.container(id);
    let text_blocks = blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Figure(_))).count();
    let only_paragraphs = blocks.iter().all(|b| matches!(b.kind, BlockKind::Figure(_) | BlockKind::Paragraph(_)));
    if text_blocks > 2 || !only_paragraphs {
        out.extend(blocks);
        return true;
    }
    finish_figure(blocks, Inlines::new(), Inlines::new(), Vec::new(), out);
    true
}

fn is_figure_class(class: &str) -> bool {
    let class = class.to_ascii_lowercase();
    [
        "wp-caption", "figure", "caption", "image-container", "photo", "media-object", "thumbinner", "tsingle",
        "article-image", "image-block", "imageblock",
    ]
    .iter()
    .any(|n| class.contains(n))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::context::{Context, ResourceError, Resources};
    use crate::doc::{BlockKind, Document};
    use crate::front::html::page;

    /// The folder of the page, with a single picture in it.
    struct Saved;

    impl Resources for Saved {
        fn load(&self, name: &str) -> Result<Arc<[u8]>, ResourceError> {
            let name = name.strip_prefix("./").unwrap_or(name);
            if name == "page_files/door.png" { Ok(Vec::new().into()) } else { Err(ResourceError::Missing) }
        }
    }

    /// The address of the first picture of a page with this in it.
    fn shown(head: &str, picture: &str) -> String {
        let prose =
            "The harbour master counted forty boats on the morning of the fair, three more than before. ".repeat(4);
        let html = format!(
            "<html lang=en><head><title>Doors</title>{head}</head><body><article><h1>Doors</h1><p>{prose}</p>{picture}\
             <p>{prose}</p></article></body></html>"
        );
        let Document { blocks, .. } = page(&html, &mut Context::new(&Saved));
        let figures = blocks.into_iter().filter_map(|block| match block.kind {
            BlockKind::Figure(figure) => figure.images.into_iter().next(),
            _ => None,
        });
        figures.map(|image| image.url).next().unwrap_or_default()
    }

    #[test]
    fn the_file_beside_the_page_wins() {
        let door = "page_files/door.png";
        let here = "src='./page_files/door.png' alt=Door";
        let far = "https://e.org/door.png";
        assert_eq!(shown("", &format!("<p><img {here} srcset='{far} 1600w'></p>")), door);
        assert_eq!(shown("", &format!("<p><img {here} data-src='{far}'></p>")), door);
        assert_eq!(shown("", &format!("<p><a href='{far}'><img {here} data-orig-file='{far}'></a></p>")), door);
        assert_eq!(shown("<base href='https://e.org/2021/'>", &format!("<p><img {here}></p>")), door);
        let source = format!("<picture><source srcset='{far} 800w'><img {here} srcset='{far} 400w'></picture>");
        assert_eq!(shown("", &format!("<figure>{source}<figcaption>The door.</figcaption></figure>")), door);
        let lost = format!("<p><img src='page_files/net.png' alt=Net srcset='{far} 1600w'></p>");
        assert_eq!(shown("", &lost), far, "the file is not there");
        let larger = "<p><img src='page_files/door.png' alt=Door srcset='page_files/door-large.png 1600w'></p>";
        assert_eq!(shown("", larger), "page_files/door-large.png", "both are beside the page");
    }
}
