//! The address of a picture: the choice among an image's addresses, and the comparison of addresses of the same
//! picture.
//!
//! A page that loads its pictures late writes a placeholder into `src` and the address into an attribute of its script.
//! A page that loads them well offers several sizes. The largest stated candidate wins. If the greatest width of the
//! picture on the page is known, the smallest candidate that is wide enough wins.

use super::{Dom, Id, urls};

/// The start of the address of a drawing that is part of the page itself.
pub(crate) const DRAWN: &str = "data:image/svg+xml;drawn=here;base64,";

/// The least rank of a source that a `<picture>` offers for wide screens: it goes before the address of the picture itself.
const CHOSEN: f64 = 1.5;
/// The width of a wide screen, in CSS pixels.
const WIDE: f64 = 1200.0;

/// True if a source with this media query is for a wide screen by day; a query of another kind excludes nothing.
fn is_for_wide_screens(media: &str) -> bool {
    let holds = |condition: &str| {
        let condition = condition.trim().trim_matches(['(', ')']);
        let (feature, value) = condition.split_once(':').map_or((condition, ""), |(f, v)| (f.trim(), v.trim()));
        let pixels = || {
            let (number, unit) =
                value.strip_suffix("px").map_or((value.trim_end_matches(['r', 'e', 'm']), 16.0), |n| (n, 1.0));
            number.trim().parse::<f64>().ok().map(|number| number * unit)
        };
        match feature {
            "print" => false,
            "max-width" | "max-device-width" => pixels().is_none_or(|most| most >= WIDE),
            "orientation" => value != "portrait",
            "prefers-color-scheme" => value != "dark",
            _ => true,
        }
    };
    media.to_ascii_lowercase().split(',').any(|query| query.split(" and ").all(holds))
}

/// The address of the picture: the best candidate that is not a placeholder.
pub(crate) fn address(dom: &Dom, img: Id, width: Option<u32>) -> Option<String> {
    let src = dom.value(img, "src").filter(|s| !is_placeholder(s));
    // Sets of the element itself, then of a `<picture>` around it.
    let mut sets: Vec<(&str, f64)> = Vec::new();
    const SETS: [&str; 5] = ["data-srcset", "srcset", "data-lazy-srcset", "data-src-set", "imagesrcset"];
    sets.extend(SETS.iter().filter_map(|name| dom.value(img, name)).map(|set| (set, 0.0)));
    // Every script that loads late has its own attribute: `nitro-lazy-srcset`, `data-ezsrcset`.
    let other = |n: &str| n.ends_with("srcset") && !SETS.contains(&n);
    sets.extend(dom.attributes(img).filter(|(n, _)| other(n)).map(|(_, set)| (set, 0.0)));
    let picture =
        dom.ancestors(img).take(3).find(|a| dom.tag(*a) == "picture").or((dom.tag(img) == "picture").then_some(img));
    if let Some(picture) = picture {
        let sources = dom.descendants(picture).filter(|d| dom.tag(*d) == "source");
        let plain = |s: &Id| !dom.attr(*s, "type").is_some_and(|t| t.contains("avif") || t.contains("jxl"));
        for source in sources.filter(plain).filter(|s| dom.attr(*s, "media").is_none_or(is_for_wide_screens)) {
            let set = dom.value(source, "srcset").or_else(|| dom.value(source, "data-srcset"));
            let chosen_by_screen = dom.attr(source, "media").is_some();
            sets.extend(set.map(|set| (set, if chosen_by_screen { CHOSEN } else { 0.0 })));
        }
    }
    // Of equal ones the first, as in a browser.
    let ranked = sets.iter().filter_map(|(set, least)| {
        let (rank, url) = best_candidate(set, width)?;
        Some((rank.max(*least), url))
    });
    let largest = ranked.reduce(|best, next| if is_better(next.0, best.0, width) { next } else { best });
    const LATE: &[&str] = &[
        "data-src", "data-original", "data-lazy-src", "data-lazy", "data-original-src", "data-orig-file",
        "data-large-file", "data-hi-res-src", "data-actualsrc", "data-full-url", "data-image", "data-img-src",
        "data-url", "data-echo", "data-srclarge", "data-lazyload", "data-delayed-url", "data-image-src",
        "data-pin-media", "file",
    ];
    let late = LATE.iter().filter_map(|n| dom.value(img, n)).find(|v| looks_like_picture(v));
    if let Some((rank, url)) = largest
        && (rank > 1.0 || src.is_none())
        && !is_placeholder(&url)
    {
        return Some(url);
    }
    if let Some(late) = late {
        return Some(late.into());
    }
    if let Some(src) = src {
        return Some(src.into());
    }
    // Any attribute that can only be a picture's address.
    let of_picture = |n: &str| (n.starts_with("data-") || n.ends_with("src")) && n != "src";
    let any = dom.attributes(img).find(|(n, v)| of_picture(n) && looks_like_picture(v) && !v.contains(' '));
    let named = || {
        dom.value(img, "src").filter(|s| !s.starts_with("data:") && dom.value(img, "alt").is_some() && looks_named(s))
    };
    // Without any other address, a name without an ending may be one.
    let is_address = |v: &&str| !matches!(*v, "true" | "false" | "lazy") && v.contains(|c: char| c.is_alphabetic());
    let bare = || LATE.iter().filter_map(|n| dom.value(img, n)).find(|v| is_address(v) && !is_placeholder(v));
    any.map(|(_, v)| v).or_else(named).or_else(bare).map(String::from)
}

/// A picture that is marked as a placeholder, but is the only one and has words.
fn looks_named(src: &str) -> bool {
    let path = path(src);
    [".jpg", ".jpeg", ".png", ".webp"].iter().any(|e| path.ends_with(e))
}

/// The endings of pictures' names.
const ENDINGS: [&str; 7] = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif"];

/// True if an address is by its name that of a picture.
pub(crate) fn is_picture(url: &str) -> bool {
    let path = path(url);
    ENDINGS.iter().any(|ending| path.ends_with(ending))
}

/// The path of an address in small letters, without query and fragment.
fn path(url: &str) -> String {
    url.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase()
}

fn looks_like_picture(value: &str) -> bool {
    let path = path(value);
    let named = ENDINGS.iter().any(|e| path.ends_with(e) || path.contains(&format!("{e}/")));
    !value.starts_with('{')
        && !is_placeholder(value)
        && (named || urls::is_web(value) || value.starts_with('/') && value.len() > 4)
}

/// Pictures that only reserve a place: tiny `data:` URLs, spacers, blank ones.
pub(crate) fn is_placeholder(url: &str) -> bool {
    if url.starts_with(DRAWN) {
        return false;
    }
    let lower = url.get(..url.len().min(400)).unwrap_or(url).to_ascii_lowercase();
    if let Some(data) = lower.strip_prefix("data:") {
        if data.starts_with("image/svg") {
            // A drawing without content.
            return url.len() < 2000
                && !["path", "circle", "%3cg", "<g", "text", "image%20", "base64"].iter().any(|m| lower.contains(m))
                || url.len() < 500 && lower.contains("base64");
        }
        return url.len() < 400;
    }
    if matches!(lower.as_str(), "about:blank" | "#" | "//:0") || lower.starts_with("javascript:") {
        return true;
    }
    let file = lower.split(['?', '#']).next().unwrap_or("").rsplit('/').next().unwrap_or("");
    matches!(
        file,
        "blank.gif"
            | "spacer.gif"
            | "pixel.gif"
            | "transparent.gif"
            | "transparent.png"
            | "1x1.gif"
            | "1x1.png"
            | "lazy.gif"
            | "placeholder.gif"
            | "placeholder.png"
            | "placeholder.jpg"
            | "placeholder.svg"
            | "clear.gif"
            | "loading.gif"
            | "preload.gif"
            | "preloader.gif"
            | "grey.gif"
            | "blank.png"
            | "trans.gif"
            | "lazyload.gif"
            | "lazy-placeholder.gif"
            | "grey-placeholder.png"
            | "loader.gif"
            | "spinner.gif"
    )
}

/// True if a rank is better than another: larger, but if both are wide enough the smaller one.
fn is_better(rank: f64, than: f64, width: Option<u32>) -> bool {
    match width.map(f64::from) {
        Some(enough) if than >= enough => rank >= enough && rank < than,
        _ => rank > than,
    }
}

/// The best candidate of a `srcset` with its rank: width in pixels, or density times a thousand.
fn best_candidate(set: &str, width: Option<u32>) -> Option<(f64, String)> {
    let mut best: Option<(f64, String)> = None;
    for (url, descriptor) in candidates(set) {
        let value = |unit: char| descriptor.strip_suffix(unit).and_then(|n| n.parse::<f64>().ok());
        let rank = value('w').or_else(|| value('x').map(|x| x * 1000.0)).unwrap_or(if descriptor.is_empty() {
            1.0
        } else {
            0.5
        });
        if rank.is_finite() && best.as_ref().is_none_or(|(r, _)| is_better(rank, *r, width)) {
            best = Some((rank, url));
        }
    }
    best
}

/// The candidates of a `srcset`. Addresses may contain commas, so only a comma before white space or at the end of an
/// address parts them.
fn candidates(set: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut pending: Option<String> = None;
    for token in set.split_whitespace() {
        let (token, ends) = match token.strip_suffix(',') {
            Some(rest) => (rest, true),
            None => (token, false),
        };
        match pending.take() {
            None if ends => out.push((token.to_string(), String::new())),
            None => pending = Some(token.to_string()),
            Some(url) => {
                // `640w,https://...` without a space after the comma.
                let (descriptor, next) = token.split_once(',').map_or((token, None), |(d, n)| (d, Some(n)));
                out.push((url, descriptor.to_string()));
                pending = next.filter(|n| !n.is_empty()).map(String::from);
            }
        }
    }
    if let Some(url) = pending {
        out.push((url, String::new()));
    }
    out.retain(|(url, _)| !url.is_empty());
    out
}

/// The common key of all sizes of one picture: the file's name without its extension and without its size. If the name
/// is too short to tell pictures apart (`1.jpg`), its folder goes with it.
pub(crate) fn picture_key(url: &str) -> String {
    if url.starts_with("data:") {
        return url.into();
    }
    let url = behind_service(url);
    let path = url.split(['?', '#']).next().unwrap_or(&url).trim_end_matches('/');
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let file = file.to_lowercase();
    let (name, ending) = file.rsplit_once('.').unwrap_or((&file, ""));
    let name = if ending.len() <= 5 { without_size(name) } else { &file };
    if name.chars().count() >= TELLING { name.into() } else { format!("{folder}/{name}") }
}

/// Names with this many characters distinguish pictures.
const TELLING: usize = 8;

/// True if an address asks a service for a picture of at most a hundred pixels, which a page shows blurred until the
/// picture itself is there: `/freeze/max/30/a.jpg`, `a.jpg?w=20`.
pub(crate) fn is_preview(url: &str) -> bool {
    const WIDTHS: &[&str] = &["/max/", "?w=", "&w=", "?width=", "&width=", "w_", "resize:fit:", "/fit/c/"];
    const LARGEST: u32 = 100;
    WIDTHS.iter().filter_map(|sign| url.split_once(sign)).any(|(_, rest)| {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..end].parse::<u32>().is_ok_and(|width| width <= LARGEST)
    })
}

/// The name of a picture's file.
pub(crate) fn file_name(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or("").rsplit('/').next().unwrap_or("")
}

/// The address inside that of a service which scales pictures: `/_next/image?url=%2Fa.jpg&w=640`.
fn behind_service(url: &str) -> String {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let inner = query.split('&').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        (matches!(name, "url" | "src" | "image" | "u") && looks_like_picture(&urls::unescape(value))).then_some(value)
    });
    let whole = urls::unescape(inner.unwrap_or(url));
    // A service may also take the whole address as the end of its path.
    match whole.rfind("https://").filter(|at| *at > 0) {
        Some(at) => whole[at..].to_string(),
        None => whole,
    }
}

/// `photo-1280x720`, `photo-scaled`, `photo@2x` and `photo-large` are all `photo`.
fn without_size(name: &str) -> &str {
    const SIZES: &[&str] =
        &["scaled", "large", "medium", "small", "full", "thumb", "thumbnail", "mobile", "desktop", "tablet", "hero"];
    let mut rest = name;
    while let Some((front, last)) = rest.rsplit_once(['-', '_', '@']).filter(|(front, _)| !front.is_empty()) {
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let sides = last.split_once('x').is_some_and(|(w, h)| digits(w) && (digits(h) || h.is_empty()));
        let width = last.strip_suffix(['w', 'x']).is_some_and(digits);
        if !sides && !width && !SIZES.contains(&last) {
            break;
        }
        rest = front;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_candidate_wins_and_commas_in_addresses_stay() {
        let best = |set| best_candidate(set, None).map(|(_, url)| url);
        assert_eq!(best("a.jpg 320w, b.jpg 1024w").as_deref(), Some("b.jpg"));
        assert_eq!(best("w_400,c_fill/a.jpg 400w,w_800,c_fill/a.jpg 800w").as_deref(), Some("w_800,c_fill/a.jpg"));
        assert_eq!(best("a.jpg, b.jpg 2x").as_deref(), Some("b.jpg"));
    }

    #[test]
    fn the_smallest_that_is_wide_enough_wins_where_the_width_is_known() {
        let best = |set| best_candidate(set, Some(1000)).map(|(_, url)| url);
        assert_eq!(best("a.jpg 320w, b.jpg 1024w, c.jpg 4000w").as_deref(), Some("b.jpg"));
        assert_eq!(best("c.jpg 4000w, b.jpg 1024w, a.jpg 320w").as_deref(), Some("b.jpg"));
        assert_eq!(best("a.jpg 320w, b.jpg 640w").as_deref(), Some("b.jpg"), "none is wide enough");
    }

    #[test]
    fn placeholders_are_known() {
        assert!(is_placeholder("data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="));
        assert!(is_placeholder("/static/spacer.gif?x"));
        assert!(!is_placeholder("/photos/storm.jpg"));
    }

    #[test]
    fn sources_for_narrow_screens_paper_and_the_night_are_passed_over() {
        for media in
            ["(min-width: 700px)", "screen and (min-width:48em)", "(max-width: 90em)", "print, (min-width: 1px)"]
        {
            assert!(is_for_wide_screens(media), "{media}");
        }
        let night = "(min-width: 1px) and (prefers-color-scheme: dark)";
        for media in ["(max-width: 600px)", "(max-width:40em)", "print", "(orientation: portrait)", night] {
            assert!(!is_for_wide_screens(media), "{media}");
        }
    }

    #[test]
    fn a_source_for_wide_screens_goes_before_the_picture_itself() {
        let chosen = |sources: &str| {
            let dom = Dom::fragment(&format!("<picture>{sources}<img src=own.png alt=A></picture>"));
            let img = dom.find(Dom::ROOT, "img").unwrap();
            address(&dom, img, None).unwrap()
        };
        assert_eq!(chosen("<source media='(max-width: 600px)' srcset=s.png>"), "own.png");
        assert_eq!(
            chosen("<source media='(max-width: 600px)' srcset=s.png><source media='(min-width: 601px)' srcset=w.png>"),
            "w.png"
        );
        assert_eq!(chosen("<source media='(prefers-color-scheme: dark)' srcset='d.png 2x'>"), "own.png");
    }

    #[test]
    fn sizes_of_one_picture_have_one_key() {
        let same = |a, b| assert_eq!(picture_key(a), picture_key(b), "{a} {b}");
        same("https://a.org/x/storm-front-1280x720.jpg", "https://a.org/x/storm-front.jpg?w=300");
        same("https://a.org/x/storm-small.jpg", "https://a.org/x/storm-large.webp");
        same("/_next/image?url=%2Fx%2Fstorm-front.png&w=640&q=75", "/x/storm-front@2x.png");
        same("https://cdn.org/w_600/https://a.org/x/storm-front.png", "https://a.org/x/storm-front.png");
        assert_ne!(picture_key("/a/1.jpg"), picture_key("/b/1.jpg"));
        assert_ne!(picture_key("/a/figure-1.jpg"), picture_key("/a/figure-2.jpg"));
    }
}
