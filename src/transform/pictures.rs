//! Loads the pictures that an article names, reads their headers, and makes the document's assets.
//!
//! Pictures are data from strangers. A name only ever goes to [`crate::context::Resources`], which decides what may be
//! read. The result is identified by its bytes and not by its name, measured by its header alone, and refused if it
//! claims more pixels than the limit. It is also checked for being whole, because a truncated picture on a reader's
//! device is worse than its alternative text. Pixels are not decoded here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use base64::Engine;
use percent_encoding::percent_decode_str;

use crate::context::{Context, Pictures, ResourceError};
use crate::diag::{Diagnostic, codes};
use crate::doc::walk::{self, Rewrite};
use crate::doc::{Asset, AssetId, Block, BlockKind, Document, Image, Inline, Inlines, MediaType, plain_text};
use crate::image::header::header;

/// Pictures larger than this, in bytes, are loaded again when they are written instead of being kept.
const KEEP: usize = 1 << 20;

/// So are all others once the kept pictures have this many bytes, because an article may have thousands of small ones.
const KEEP_TOGETHER: usize = 16 << 20;

/// The pictures loaded so far.
#[derive(Default)]
struct Tally {
    /// The number of pictures embedded in the article itself.
    embedded: u32,
    /// The number of bytes of all kept pictures that could be loaded again.
    kept: usize,
}

/// Loads pictures.
pub(crate) fn pictures(document: &mut Document, cx: &mut Context) {
    let Document { blocks, assets, meta } = document;
    if cx.reading.pictures == Pictures::None {
        WithoutPictures { all: true }.blocks(blocks);
    }
    prepare(blocks, cx);
    let mut known: BTreeMap<String, Option<AssetId>> = BTreeMap::new();
    let mut tally = Tally::default();
    walk::images_mut(blocks, &mut |image| {
        if image.asset.is_some() || image.url.is_empty() {
            return;
        }
        if let Some(id) = known.get(&image.url) {
            image.asset = *id;
            return;
        }
        let loaded = load(&image.url, &mut tally, cx);
        image.asset = loaded.map(|asset| assets.add(asset));
        known.insert(image.url.clone(), image.asset);
    });
    if cx.reading.pictures == Pictures::Local {
        WithoutPictures { all: false }.blocks(blocks);
    }
    if let Some(cover) = &meta.cover
        && assets.find(cover).is_none()
        && let Some(asset) = load(cover, &mut tally, cx)
    {
        assets.add(Asset { name: cover.clone(), ..asset });
    }
}

/// Announces the pictures that will be loaded, so that those on a network need not come one after the other.
fn prepare(blocks: &mut Vec<Block>, cx: &Context) {
    let mut names = BTreeSet::new();
    walk::images_mut(blocks, &mut |image| {
        if image.asset.is_none() && !image.url.is_empty() && !is_data(&image.url) {
            names.insert(image.url.clone());
        }
    });
    cx.resources.prepare(&names.iter().map(String::as_str).collect::<Vec<_>>());
}

/// True if an address contains the picture itself.
fn is_data(url: &str) -> bool {
    url.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// Removes pictures, all or the missing ones, and blocks that are empty without them.
struct WithoutPictures {
    all: bool,
}

impl WithoutPictures {
    fn keeps(&self, image: &Image) -> bool {
        !self.all && image.asset.is_some()
    }
}

impl Rewrite for WithoutPictures {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        for block in blocks.iter_mut() {
            if let BlockKind::Figure(figure) = &mut block.kind {
                figure.images.retain(|image| self.keeps(image));
            }
        }
        walk::rewrite_blocks(self, blocks);
        blocks.retain(|block| match &block.kind {
            BlockKind::Paragraph(content) => {
                plain_text(content).contains(|c: char| !c.is_whitespace()) || shows(content)
            }
            BlockKind::Figure(figure) => {
                !(figure.images.is_empty() && figure.caption.is_empty() && figure.credit.is_empty())
            }
            _ => true,
        });
    }

    fn inlines(&mut self, inlines: &mut Inlines) {
        // In a sentence a picture stands for words.
        let is_word = |inline: &Inline| {
            !matches!(inline, Inline::Image(_))
                && plain_text(std::slice::from_ref(inline)).contains(|c: char| c.is_alphanumeric())
        };
        if inlines.iter().any(is_word) {
            for inline in inlines.iter_mut() {
                let alt = match inline {
                    Inline::Image(image) if !self.keeps(image) => image.alt.take().filter(|alt| !alt.trim().is_empty()),
                    _ => None,
                };
                if let Some(alt) = alt {
                    *inline = Inline::Text(alt);
                }
            }
        }
        inlines.retain(|inline| !matches!(inline, Inline::Image(image) if !self.keeps(image)));
        walk::rewrite_inlines(self, inlines);
        inlines.retain(|inline| !matches!(inline, Inline::Link(link) if link.content.is_empty()));
    }
}

/// True if some inlines show more than words.
fn shows(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Image(_) | Inline::Math(_) | Inline::Note(_) | Inline::Anchor(_) => true,
        other => other.children().is_some_and(|children| shows(children)),
    })
}

/// The asset of a picture's URL, or `None` with a remark.
fn load(url: &str, tally: &mut Tally, cx: &mut Context) -> Option<Asset> {
    let (name, bytes, by_name) = match is_data(url) {
        true => {
            let Some(bytes) = data_url(url) else {
                cx.say(Diagnostic::warning(
                    codes::PICTURE_DAMAGED,
                    "A picture inside the article cannot be read; its alternative text stands in its place.",
                ));
                return None;
            };
            tally.embedded += 1;
            (None, Arc::from(bytes), false)
        }
        false => match cx.resources.load(url) {
            Ok(bytes) => (Some(url.to_string()), bytes, true),
            Err(error) => {
                cx.diags.push_once(refusal(url, &error));
                return None;
            }
        },
    };
    let shown = name.clone().unwrap_or_else(|| format!("picture {}", tally.embedded));
    let header = match header(&bytes) {
        Ok(header) => header,
        Err(why) => {
            let message = format!("The picture {shown} {why}; its alternative text stands in its place.");
            cx.diags.push_once(Diagnostic::warning(codes::PICTURE_DAMAGED, message));
            return None;
        }
    };
    let pixels = u64::from(header.width) * u64::from(header.height);
    if pixels > cx.limits.pixels && header.media != MediaType::Svg {
        let message = format!(
            "The picture {shown} claims {} x {} pixels, more than the limit of {} million.",
            header.width,
            header.height,
            cx.limits.pixels / 1_000_000
        );
        cx.diags.push_once(
            Diagnostic::warning(codes::PICTURE_TOO_LARGE, message)
                .hint("Raise the limit with --limit pixels=N if you trust it."),
        );
        return None;
    }
    // The name includes a checksum of the bytes, because the pictures of many articles may lie in one folder with their
    // Markdown.
    let made_up = || format!("picture-{}-{:08x}.{}", tally.embedded, crc32fast::hash(&bytes), header.media.extension());
    let name = name.unwrap_or_else(made_up);
    let few = bytes.len() <= KEEP && tally.kept + bytes.len() <= KEEP_TOGETHER;
    tally.kept += if by_name && few { bytes.len() } else { 0 };
    let keep = !by_name || few;
    Some(Asset { name, media: header.media, width: header.width, height: header.height, data: keep.then_some(bytes) })
}

fn refusal(url: &str, error: &ResourceError) -> Diagnostic {
    let shown: String = url.chars().take(120).collect();
    let message = format!("The picture {shown} is not shown, as {error}; its alternative text stands in its place.");
    match error {
        ResourceError::Remote => Diagnostic::remark(codes::PICTURE_REMOTE, message)
            .hint("--fetch fetches the pictures of a page; or save the picture beside the article and name it there."),
        ResourceError::Private => Diagnostic::warning(codes::PICTURE_UNFETCHED, message)
            .hint("Name its host with --allow-host if you trust the article."),
        ResourceError::Unfetched(_) => Diagnostic::warning(codes::PICTURE_UNFETCHED, message),
        ResourceError::Outside => Diagnostic::warning(codes::PICTURE_OUTSIDE, message)
            .hint("Name its folder with --allow-dir if you trust the article."),
        ResourceError::TooLarge(_) => Diagnostic::warning(codes::PICTURE_TOO_LARGE, message),
        ResourceError::Missing | ResourceError::Unreadable(_) => Diagnostic::warning(codes::PICTURE_MISSING, message),
    }
}

/// The bytes of a `data:` URL (RFC 2397), base64 or percent-encoded.
fn data_url(url: &str) -> Option<Vec<u8>> {
    let (head, body) = url.get(5..)?.split_once(',')?;
    if head.to_ascii_lowercase().trim_end().ends_with(";base64") {
        let text: String = percent_decode_str(body).map(char::from).filter(|c| !c.is_whitespace()).collect();
        let text = text.trim_end_matches('=');
        base64::engine::general_purpose::STANDARD_NO_PAD
            .decode(text)
            .or_else(|_| base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text))
            .ok()
    } else {
        Some(percent_decode_str(body).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::doc::Figure;

    fn png() -> Vec<u8> {
        let mut bytes = Vec::new();
        image::RgbImage::new(3, 2).write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
        bytes
    }

    #[test]
    fn pictures_inside_the_article_become_assets_once() {
        let data = base64::engine::general_purpose::STANDARD.encode(png());
        let image = || Inline::Image(Image { url: format!("data:image/png;base64,{data}"), ..Image::default() });
        let mut document =
            Document { blocks: vec![BlockKind::Paragraph(vec![image(), image()]).into()], ..Document::default() };
        pictures(&mut document, &mut Context::default());
        assert_eq!(document.assets.len(), 1);
    }

    #[test]
    fn pictures_that_are_not_wanted_go_and_words_stay() {
        let data = base64::engine::general_purpose::STANDARD.encode(png());
        let there = || Image { url: format!("data:image/png;base64,{data}"), ..Image::default() };
        let missing = || Image { url: "lost.png".into(), alt: Some("Lost".into()), ..Image::default() };
        let figure = |images: Vec<Image>, caption: &str| {
            let caption = if caption.is_empty() { Inlines::new() } else { vec![Inline::text(caption)] };
            BlockKind::Figure(Figure { images, caption, ..Figure::default() }).into()
        };
        let blocks = || -> Vec<Block> {
            vec![
                figure(vec![there(), missing()], "Both."),
                figure(vec![missing()], ""),
                BlockKind::Paragraph(vec![Inline::Image(missing())]).into(),
                BlockKind::Paragraph(vec![Inline::text("A word "), Inline::Image(there())]).into(),
            ]
        };
        let left = |pictures| {
            let mut document = Document { blocks: blocks(), ..Document::default() };
            let mut cx = Context::default();
            cx.reading.pictures = pictures;
            super::pictures(&mut document, &mut cx);
            let mut images = 0;
            walk::images_mut(&mut document.blocks, &mut |_| images += 1);
            (document.blocks.len(), images)
        };
        assert_eq!(left(Pictures::All), (4, 5));
        assert_eq!(left(Pictures::Local), (2, 2));
        assert_eq!(left(Pictures::None), (2, 0));
    }

    #[test]
    fn a_picture_in_a_sentence_leaves_its_words() {
        let lost = Image { url: "lost.png".into(), alt: Some("gull".into()), ..Image::default() };
        let sentence = vec![Inline::text("A "), Inline::Image(lost), Inline::text(" flew.")];
        let mut document = Document { blocks: vec![BlockKind::Paragraph(sentence).into()], ..Document::default() };
        let mut cx = Context::default();
        cx.reading.pictures = Pictures::None;
        pictures(&mut document, &mut cx);
        let BlockKind::Paragraph(content) = &document.blocks[0].kind else { panic!("no paragraph") };
        assert_eq!(plain_text(content), "A gull flew.");
        assert!(!shows(content));
    }

    #[test]
    fn a_remote_picture_is_never_asked_for() {
        let image = Inline::Image(Image { url: "https://example.org/a.png".into(), ..Image::default() });
        let mut document = Document { blocks: vec![BlockKind::Paragraph(vec![image]).into()], ..Document::default() };
        let mut cx = Context::default();
        pictures(&mut document, &mut cx);
        assert_eq!(cx.diags.count("picture-remote"), 1);
        assert!(document.assets.is_empty());
    }
}
