//! Books for devices: the files each device gets, and that no device refuses them.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests use files and processes")]

#[path = "support/epub.rs"]
mod epub;
#[path = "support/place.rs"]
mod place;

use std::io::Cursor;

use place::Place;

/// A sort of photograph: noise over a slope, so that it does not compress to almost no bytes.
fn photograph(width: u32, height: u32) -> image::RgbImage {
    let mut seed = 7_u32;
    image::RgbImage::from_fn(width, height, |x, y| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = |bits: u32| ((seed >> bits) & 15) as u8;
        image::Rgb([(x * 200 / width) as u8 + noise(28), (y * 200 / height) as u8 + noise(24), 90 + noise(20)])
    })
}

fn bytes(picture: image::DynamicImage, format: image::ImageFormat) -> Vec<u8> {
    let mut out = Vec::new();
    picture.write_to(&mut Cursor::new(&mut out), format).unwrap();
    out
}

/// An article with pictures of every kind, and formulas.
fn place() -> Place {
    place_with(photograph(1000, 700))
}

/// The same with that photograph.
fn place_with(photo: image::RgbImage) -> Place {
    let place = Place::with(&[(
        "story.md",
        "---\nlang: en-GB\n---\n\n# The Harbour\n\nForty boats came. “More than before!” he said: three more.\n\n![A storm](storm.jpg)\n\n\
         Then $E = mc^2$ and\n\n$$\\sqrt{\\frac{a}{b}}$$\n\n![A mark](mark.png)\n\n![It moves](moving.gif)\n\n![A web picture](web.webp)\n\n- One. Two.\n- Three\n\n```\ncode. here\n```\n",
    )]);
    place.write("storm.jpg", bytes(photo.into(), image::ImageFormat::Jpeg));
    place.write("web.webp", bytes(photograph(300, 200).into(), image::ImageFormat::WebP));
    let mark =
        image::RgbaImage::from_fn(200, 200, |x, y| image::Rgba([200, 0, 0, if (x + y) % 2 == 0 { 0 } else { 255 }]));
    place.write("mark.png", bytes(mark.into(), image::ImageFormat::Png));
    place.write(
        "moving.gif",
        bytes(image::RgbaImage::from_pixel(50, 50, image::Rgba([0, 0, 255, 255])).into(), image::ImageFormat::Gif),
    );
    place
}

fn pictures(book: &[u8]) -> Vec<(String, Vec<u8>)> {
    epub::files(book).into_iter().filter(|(name, _)| name.contains("images/")).collect()
}

fn pages(book: &[u8]) -> Vec<(String, String)> {
    let pages = epub::files(book).into_iter().filter(|(name, _)| name.ends_with(".xhtml"));
    pages.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

#[test]
fn kobo_gets_spans_around_sentences_in_a_book_of_its_own_name() {
    let place = place();
    place.run(["story.md", "--to", "epub", "--for", "kobo"]).quiet();
    let book = place.read("story.kepub.epub");
    let pages = pages(&book);
    let (_, article) = pages.iter().find(|(name, _)| name.contains("article")).unwrap();
    assert!(article.contains("<div id=\"book-columns\"><div id=\"book-inner\">"), "{article}");
    assert!(article.contains("Forty boats came. </span>") && article.contains("id=\"kobo.2.1\""), "{article}");
    assert!(article.contains("<code>code. here"), "code stays as it is");
    let (_, nav) = pages.iter().find(|(name, _)| name.ends_with("nav.xhtml")).unwrap();
    assert!(!nav.contains("koboSpan"));
    epub::describe(&book);
    let run = place.run(["story.md", "--for", "kobo", "-o", "mine.epub"]);
    assert_eq!((run.code, run.err.contains("Name it mine.kepub.epub.")), (Some(0), true), "{}", run.err);
    assert!(place.path("mine.epub").is_file(), "a name that is given is kept");
}

#[test]
fn small_grey_screens_get_grey_baseline_jpeg_and_a_much_smaller_book() {
    let place = place_with(photograph(2000, 1400));
    place.run(["story.md", "-o", "plain.epub"]);
    place.run(["story.md", "-o", "grey.epub", "--for", "eink"]);
    let (plain, grey) = (place.read("plain.epub"), place.read("grey.epub"));
    let pictures = pictures(&grey);
    assert!(pictures.len() >= 4, "{}", pictures.len());
    for (name, bytes) in &pictures {
        assert!(name.ends_with(".jpg"), "{name}");
        let start = bytes.windows(2).position(|w| w[0] == 0xFF && (0xC0..=0xC2).contains(&w[1])).expect("a JPEG");
        assert_eq!(bytes[start + 1], 0xC0, "{name} is baseline");
        assert_eq!(bytes[start + 9], 1, "{name} has one component");
        let picture = image::load_from_memory(bytes).unwrap();
        assert!(name.contains("cover") || picture.width().max(picture.height()) <= 1448, "{name}");
    }
    assert!(grey.len() * 10 <= plain.len() * 4, "{} of {} bytes", grey.len(), plain.len());
    epub::describe(&grey);
}

#[test]
fn kindle_gets_drawn_formulas_with_their_words_and_no_webp() {
    let place = place();
    place.run(["story.md", "-o", "plain.epub"]);
    place.run(["story.md", "-o", "kindle.epub", "--for", "kindle"]);
    assert!(pages(&place.read("plain.epub")).iter().any(|(_, page)| page.contains("<math")));
    let book = place.read("kindle.epub");
    let text: String = pages(&book).into_iter().map(|(_, page)| page).collect();
    assert!(!text.contains("<math"), "no MathML");
    assert_eq!(text.matches("<svg").count(), 2, "{text}");
    assert!(text.contains("aria-label=\"E = mc^2\"") && !text.contains("style="), "{text}");
    // Each drawing has a class, and the style sheet moves its content below the baseline.
    let (_, after) = text.split_once("class=\"formula ").unwrap();
    let class = after.split('"').next().unwrap();
    let sheet = epub::files(&book).into_iter().find(|(name, _)| name.ends_with(".css")).unwrap().1;
    let sheet = String::from_utf8(sheet).unwrap();
    assert!(sheet.contains(&format!("svg.{class} {{ vertical-align: ")), "{class}\n{sheet}");
    assert!(!pictures(&book).iter().any(|(name, _)| name.ends_with(".webp")));
    let package = epub::describe(&book);
    assert!(package.contains("en-GB") && package.contains("svg"), "{package}");
    // A book that is too large for mail is made smaller.
    place.run(["story.md", "-o", "small.epub", "--for", "kindle", "--max-size", "200KB"]);
    assert!(place.read("small.epub").len() <= 200 << 10);
}

#[test]
fn a_device_that_is_not_known_is_said_with_those_that_are() {
    let place = place();
    place.run(["story.md", "--to", "epub", "--for", "kobbo"]).fails(2, &["no device kobbo", "kobo"]);
}
