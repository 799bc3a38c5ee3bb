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
use crate::source::Span;

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
    /// The place of the picture that is loaded.
    place: Option<Span>,
}

impl Tally {
    /// Reports, with the place of the picture.
    fn say(&self, diagnostic: Diagnostic, cx: &mut Context) {
        cx.diags.push_once(Diagnostic { span: self.place, ..diagnostic });
    }
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
        tally.place = cx.picture_places.get(&image.url).copied();
        let loaded = load(&image.url, &mut tally, cx);
        image.asset = loaded.map(|asset| assets.add(asset));
        known.insert(image.url.clone(), image.asset);
    });
    if cx.reading.pictures == Pictures::Local {
        WithoutPictures { all: false }.blocks(blocks);
    }
    tally.place = None;
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
                let message = "A picture inside the article cannot be read; pages and books have its alternative text in its place.";
                cx.say(Diagnostic { span: tally.place, ..Diagnostic::warning(codes::PICTURE_DAMAGED, message) });
                return None;
            };
            tally.embedded += 1;
            (None, Arc::from(bytes), false)
        }
        false => match cx.resources.load(url) {
            Ok(bytes) => (Some(url.to_string()), bytes, true),
            Err(error) => {
                tally.say(refusal(url, &error, cx.reading.pictures), cx);
                return None;
            }
        },
    };
    let shown = name.clone().unwrap_or_else(|| format!("picture {}", tally.embedded));
    let header = match header(&bytes) {
        Ok(header) => header,
        Err(why) => {
            let message = format!("The picture {shown} {why}; pages and books have its alternative text in its place.");
            tally.say(Diagnostic::warning(codes::PICTURE_DAMAGED, message), cx);
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
        let warning = Diagnostic::warning(codes::PICTURE_TOO_LARGE, message);
        tally.say(warning.hint("Raise the limit with --limit pixels=N if you trust it."), cx);
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

fn refusal(url: &str, error: &ResourceError, pictures: Pictures) -> Diagnostic {
    let shown: String = url.chars().take(120).collect();
    let instead = match pictures {
        Pictures::Local => "",
        _ => "; pages and books have its alternative text in its place",
    };
    let message = format!("The picture {shown} is not shown, as {error}{instead}.");
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

    /// Pictures by their names: `4x3.png` has that size, `4x3-9.gif` has nine bytes of filler more; errors by theirs.
    #[derive(Default)]
    struct Shelf {
        asked: std::sync::Mutex<Vec<String>>,
        announced: std::sync::Mutex<Vec<String>>,
    }

    /// A whole picture of that size with so many bytes of filler in a comment.
    fn gif(width: u16, height: u16, filler: usize) -> Vec<u8> {
        let mut bytes = b"GIF89a".to_vec();
        bytes.extend(width.to_le_bytes().iter().chain(&height.to_le_bytes()));
        bytes.extend([0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
        for part in vec![b'x'; filler].chunks(255) {
            bytes.extend([0x21, 0xFE, part.len() as u8].iter().chain(part).chain(&[0]));
        }
        bytes.extend([0x2C, 0, 0, 0, 0]);
        bytes.extend(width.to_le_bytes().iter().chain(&height.to_le_bytes()));
        bytes.extend([0, 2, 2, 0x44, 1, 0, 0x3B]);
        bytes
    }

    impl crate::context::Resources for Shelf {
        fn load(&self, name: &str) -> Result<Arc<[u8]>, ResourceError> {
            self.asked.lock().unwrap().push(name.into());
            let number = |text: &str| text.parse().unwrap();
            match name {
                "outside.gif" => Err(ResourceError::Outside),
                "private.gif" => Err(ResourceError::Private),
                "late.gif" => Err(ResourceError::Unfetched("it came too late".into())),
                "large.gif" => Err(ResourceError::TooLarge(9)),
                "locked.gif" => Err(ResourceError::Unreadable("it is locked".into())),
                "remote.gif" => Err(ResourceError::Remote),
                "broken.gif" => Ok(Arc::from(&b"GIF89a"[..])),
                "drawn.svg" => Ok(Arc::from(&b"<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'/>"[..])),
                _ => {
                    let (size, filler) =
                        name.trim_end_matches(".gif").split_once('-').unwrap_or((name.trim_end_matches(".gif"), "0"));
                    let (width, height) = size.split_once('x').ok_or(ResourceError::Missing)?;
                    Ok(gif(number(width), number(height), number(filler).into()).into())
                }
            }
        }

        fn prepare(&self, names: &[&str]) {
            *self.announced.lock().unwrap() = names.iter().map(ToString::to_string).collect();
        }
    }

    fn picture(url: &str) -> Inline {
        Inline::Image(Image { url: url.into(), ..Image::default() })
    }

    /// Loads the pictures of one paragraph; gives the document and what was said.
    fn loaded(urls: &[&str], shelf: &Shelf, limit: Option<u64>) -> (Document, Vec<String>) {
        let content = urls.iter().map(|url| picture(url)).collect();
        let mut document = Document { blocks: vec![BlockKind::Paragraph(content).into()], ..Document::default() };
        let mut cx = Context::new(shelf);
        cx.limits.pixels = limit.unwrap_or(cx.limits.pixels);
        pictures(&mut document, &mut cx);
        let said = |d: &Diagnostic| format!("{} {:?} {}", d.code, d.severity, d.hint.as_deref().unwrap_or("-"));
        (document, cx.diags.iter().map(said).collect())
    }

    #[test]
    fn each_name_is_announced_and_asked_for_once() {
        let shelf = Shelf::default();
        let mut seen = picture("7x7.gif");
        let Inline::Image(image) = &mut seen else { unreachable!() };
        image.asset = Some(AssetId(0));
        let content =
            ["2x2.gif", "DATA:image/gif,x", "", "1x1.gif", "2x2.gif", "none"].map(picture).into_iter().chain([seen]);
        let content: Inlines = content.collect();
        let mut document = Document { blocks: vec![BlockKind::Paragraph(content).into()], ..Document::default() };
        pictures(&mut document, &mut Context::new(&shelf));
        assert_eq!(*shelf.announced.lock().unwrap(), ["1x1.gif", "2x2.gif", "none"]);
        assert_eq!(*shelf.asked.lock().unwrap(), ["2x2.gif", "1x1.gif", "none"]);
        assert_eq!(document.assets.len(), 2);
    }

    #[test]
    fn every_reason_against_a_picture_is_said_with_its_remedy() {
        let shelf = Shelf::default();
        for (url, said) in [
            ("missing", "picture-missing Warning -"),
            ("locked.gif", "picture-missing Warning -"),
            ("outside.gif", "picture-outside Warning Name its folder with --allow-dir if you trust the article."),
            ("private.gif", "picture-unfetched Warning Name its host with --allow-host if you trust the article."),
            ("late.gif", "picture-unfetched Warning -"),
            ("large.gif", "picture-too-large Warning -"),
            (
                "remote.gif",
                "picture-remote Remark --fetch fetches the pictures of a page; or save the picture beside the article and name it there.",
            ),
            ("broken.gif", "picture-damaged Warning -"),
            ("data:no-comma", "picture-damaged Warning -"),
            ("data:image/gif;base64,!", "picture-damaged Warning -"),
            ("data:image/gif,x", "picture-damaged Warning -"),
        ] {
            assert_eq!(loaded(&[url], &shelf, None).1, [said], "{url}");
        }
    }

    #[test]
    fn pixels_are_limited_and_drawings_are_not() {
        let shelf = Shelf::default();
        for (url, limit, taken) in [("3x4.gif", 13, 1), ("3x4.gif", 12, 1), ("3x4.gif", 11, 0), ("drawn.svg", 11, 1)] {
            let (document, said) = loaded(&[url], &shelf, Some(limit));
            assert_eq!((document.assets.len(), said.len()), (taken, 1 - taken), "{url} of {limit}");
        }
        let mut cx = Context::new(&shelf);
        cx.limits.pixels = 2_999_999;
        load("2000x1500.gif", &mut Tally::default(), &mut cx);
        let said: Vec<&str> = cx.diags.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(said, ["The picture 2000x1500.gif claims 2000 x 1500 pixels, more than the limit of 2 million."]);
    }

    #[test]
    fn small_pictures_are_kept_until_they_are_many() {
        let mut tally = Tally::default();
        let mut kept = |length: usize| {
            let empty = gif(1, 1, 0).len();
            // Each comment of 255 bytes takes four more.
            let filler = (0..length).find(|filler| filler + filler.div_ceil(255) * 4 + empty == length);
            let fixed = Fixed(gif(1, 1, filler.expect("a length that comments make")));
            load("a.gif", &mut tally, &mut Context::new(&fixed)).unwrap().data.is_some()
        };
        assert_eq!([KEEP, KEEP + 1].map(&mut kept), [true, false]);
        for number in 2..=16 {
            assert!(kept(KEEP), "megabyte {number}");
        }
        assert!(!kept(100), "sixteen megabytes are kept");
    }

    /// The same bytes under every name.
    struct Fixed(Vec<u8>);

    impl crate::context::Resources for Fixed {
        fn load(&self, _: &str) -> Result<Arc<[u8]>, ResourceError> {
            Ok(self.0.as_slice().into())
        }
    }

    #[test]
    fn embedded_pictures_are_always_kept_and_numbered() {
        let data =
            |bytes: &[u8]| format!("data:image/gif;base64,{}", base64::engine::general_purpose::STANDARD.encode(bytes));
        let (small, large) = (gif(1, 1, 0), gif(2, 1, 2 * KEEP));
        let percent: String = small.iter().map(|byte| format!("%{byte:02x}")).collect();
        let urls = [data(&small), data(&large), format!("data:,{percent}%00")];
        let (document, _) = loaded(&[&urls[0], &urls[1], &urls[2], "3x3.gif"], &Shelf::default(), None);
        let name = |asset: &Asset| (asset.name.split_inclusive('-').take(2).collect::<String>(), asset.data.is_some());
        let names: Vec<(String, bool)> = document.assets.iter().map(|(_, asset)| name(asset)).collect();
        let expected = [("picture-1-", true), ("picture-2-", true), ("picture-3-", true), ("3x3.gif", true)];
        assert_eq!(names, expected.map(|(name, kept)| (name.to_owned(), kept)));
    }

    #[test]
    fn covers_are_loaded_under_their_own_names() {
        let cover = |cover: &str, pictures: &[&str]| {
            let content = pictures.iter().map(|url| picture(url)).collect();
            let mut document = Document { blocks: vec![BlockKind::Paragraph(content).into()], ..Document::default() };
            document.meta.cover = Some(cover.into());
            super::pictures(&mut document, &mut Context::new(&Shelf::default()));
            (document.assets.len(), document.assets.find(cover).is_some())
        };
        assert_eq!(cover("1x1.gif", &["2x2.gif"]), (2, true));
        assert_eq!(cover("1x1.gif", &["1x1.gif"]), (1, true));
        assert_eq!(cover("none", &[]), (0, false));
        let inside: String = gif(1, 1, 0).iter().map(|byte| format!("%{byte:02x}")).collect();
        assert_eq!(cover(&format!("data:,{inside}"), &[]), (1, true));
    }

    /// What is left of a paragraph without pictures, as text, with `*` for a picture that stays.
    fn without(content: Inlines) -> Option<String> {
        let mut document = Document { blocks: vec![BlockKind::Paragraph(content).into()], ..Document::default() };
        let mut cx = Context::default();
        cx.reading.pictures = Pictures::None;
        pictures(&mut document, &mut cx);
        document.blocks.first().map(|block| match &block.kind {
            BlockKind::Paragraph(content) => {
                crate::doc::dump::dump_blocks(&[BlockKind::Paragraph(content.clone()).into()])
            }
            _ => String::new(),
        })
    }

    #[test]
    fn what_is_left_of_paragraphs_without_pictures() {
        let image = |alt: Option<&str>| {
            Inline::Image(Image { url: "a".into(), alt: alt.map(str::to_owned), ..Image::default() })
        };
        let link = |content| Inline::Link(crate::doc::Link { url: "/x".into(), content, ..Default::default() });
        let all: Vec<(Inlines, Option<&str>)> = vec![
            (vec![image(Some("gull"))], None),
            (vec![image(Some("gull")), Inline::text(" … ")], Some("paragraph\n  \" … \"\n")),
            (vec![image(Some("gull")), Inline::text(" ")], None),
            (vec![image(Some("gull")), Inline::text(" a")], Some("paragraph\n  \"gull\"\n  \" a\"\n")),
            (vec![image(Some(" ")), Inline::text("a")], Some("paragraph\n  \"a\"\n")),
            (vec![image(None), Inline::text("a")], Some("paragraph\n  \"a\"\n")),
            (vec![link(vec![image(Some("gull"))])], None),
            (vec![link(vec![image(None)]), Inline::text("a")], Some("paragraph\n  \"a\"\n")),
            (vec![Inline::Anchor("x".into()), image(None)], Some("paragraph\n  anchor #x\n")),
            (vec![Inline::Emph(vec![Inline::Anchor("x".into())])], Some("paragraph\n  emph\n    anchor #x\n")),
            (vec![Inline::Emph(vec![image(Some("gull"))])], None),
        ];
        for (number, (content, left)) in all.into_iter().enumerate() {
            assert_eq!(without(content).as_deref(), left, "number {number}");
        }
    }

    #[test]
    fn figures_stay_while_they_have_words() {
        for (caption, credit, stays) in [("", "", 0), ("a", "", 1), ("", "a", 1), ("a", "b", 1)] {
            let words = |text: &str| if text.is_empty() { Inlines::new() } else { vec![Inline::text(text)] };
            let figure = Figure {
                images: vec![Image::default()],
                caption: words(caption),
                credit: words(credit),
                ..Figure::default()
            };
            let mut document = Document { blocks: vec![BlockKind::Figure(figure).into()], ..Document::default() };
            let mut cx = Context::default();
            cx.reading.pictures = Pictures::None;
            pictures(&mut document, &mut cx);
            assert_eq!(document.blocks.len(), stays, "{caption} {credit}");
        }
    }
}
