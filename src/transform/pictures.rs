//! Loads the pictures that an article names, looks at their headers, and gives the document its assets.
//!
//! Pictures are data from strangers. A name is only ever handed to [`crate::context::Resources`], which decides what may
//! be read; what comes back is told apart by its bytes and not by its name, measured by its header alone, refused
//! when it claims more pixels than the limit, and checked for being whole, since a truncated picture that reaches a
//! reader's device is worse than its alternative text. Pixels are not decoded here.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine;
use percent_encoding::percent_decode_str;

use crate::context::{Context, ResourceError};
use crate::diag::{Diagnostic, codes};
use crate::doc::walk;
use crate::doc::*;
use crate::image::header::header;

/// Pictures larger than this are asked for again when they are written instead of being kept, in bytes.
const KEEP: usize = 1 << 20;

/// Loads pictures.
pub fn pictures(document: &mut Document, cx: &mut Context) {
    let Document { blocks, assets, meta } = document;
    let mut known: BTreeMap<String, Option<AssetId>> = BTreeMap::new();
    let mut embedded = 0;
    walk::images_mut(blocks, &mut |image| {
        if image.asset.is_some() || image.url.is_empty() {
            return;
        }
        if let Some(id) = known.get(&image.url) {
            image.asset = *id;
            return;
        }
        let loaded = load(&image.url, &mut embedded, cx);
        image.asset = loaded.map(|asset| assets.add(asset));
        known.insert(image.url.clone(), image.asset);
    });
    if let Some(cover) = &meta.cover
        && assets.find(cover).is_none()
        && let Some(asset) = load(cover, &mut embedded, cx)
    {
        assets.add(Asset { name: cover.clone(), ..asset });
    }
}

/// The asset of a picture's URL, or `None` with a remark.
fn load(url: &str, embedded: &mut u32, cx: &mut Context) -> Option<Asset> {
    let (name, bytes, by_name) = match url.get(..5).filter(|s| s.eq_ignore_ascii_case("data:")) {
        Some(_) => {
            let Some(bytes) = data_url(url) else {
                cx.say(Diagnostic::warning(
                    codes::PICTURE_DAMAGED,
                    "A picture inside the article cannot be read; its alternative text stands in its place.",
                ));
                return None;
            };
            *embedded += 1;
            (None, Arc::from(bytes), false)
        }
        None => match cx.resources.load(url) {
            Ok(bytes) => (Some(url.to_string()), bytes, true),
            Err(error) => {
                cx.diags.push_once(refusal(url, &error));
                return None;
            }
        },
    };
    let shown = name.clone().unwrap_or_else(|| format!("picture {embedded}"));
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
    // By its bytes too: the pictures of many articles may come to lie in one folder, beside their Markdown.
    let made_up = || format!("picture-{embedded}-{:08x}.{}", crc32fast::hash(&bytes), header.media.extension());
    let name = name.unwrap_or_else(made_up);
    let keep = !by_name || bytes.len() <= KEEP;
    Some(Asset { name, media: header.media, width: header.width, height: header.height, data: keep.then_some(bytes) })
}

fn refusal(url: &str, error: &ResourceError) -> Diagnostic {
    let shown: String = url.chars().take(120).collect();
    let message = format!("The picture {shown} is not shown, as {error}; its alternative text stands in its place.");
    match error {
        ResourceError::Remote => Diagnostic::remark(codes::PICTURE_REMOTE, message)
            .hint("Save the picture beside the article and name it there; nothing is ever fetched from the network."),
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
    fn a_remote_picture_is_never_asked_for() {
        let image = Inline::Image(Image { url: "https://example.org/a.png".into(), ..Image::default() });
        let mut document = Document { blocks: vec![BlockKind::Paragraph(vec![image]).into()], ..Document::default() };
        let mut cx = Context::default();
        pictures(&mut document, &mut cx);
        assert_eq!(cx.diags.count("picture-remote"), 1);
        assert!(document.assets.is_empty());
    }
}
