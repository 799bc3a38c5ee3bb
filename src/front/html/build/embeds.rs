//! Players and other pages in the page: a link takes their place.

use super::{Builder, push_figure};
use crate::diag::codes;
use crate::doc::{Block, BlockKind, Image, Inline, Link, plain_text};
use crate::front::html::dom::Id;
use crate::front::html::dom::picture_sources::is_placeholder;
use crate::front::html::dom::urls;

/// A player or another page in the page: a link to it, if it has an address that people can open.
pub(crate) fn embed(builder: &mut Builder, id: Id, out: &mut Vec<Block>) {
    let dom = builder.dom;
    // What an object holds is for readers for whom it cannot be played; a player's parameters are no such thing.
    let is_player = || dom.elements(id).any(|d| matches!(dom.tag(d), "param" | "embed"));
    if dom.tag(id) == "object" && dom.has_words(id) && !is_player() {
        return builder.box_(id, out);
    }
    builder.remarks.note(codes::EMBED, "An embedded player or page was replaced by a link, or left out");
    let source = dom
        .value(id, "src")
        .or_else(|| dom.value(id, "data-src"))
        .or_else(|| dom.value(id, "data"))
        .or_else(|| dom.descendants(id).filter(|d| dom.tag(*d) == "source").find_map(|d| dom.value(d, "src")));
    if let Some(poster) = dom.value(id, "poster").filter(|p| !is_placeholder(p)) {
        let url = builder.base.picture(poster);
        push_figure(vec![Image { url, ..Image::default() }], out);
    }
    let Some(url) = source.and_then(|s| builder.base.link(s)).map(|u| watch_page(&u)) else { return };
    if !urls::is_web(&url) || urls::is_advertising(&url) || is_counter(&url) {
        return;
    }
    let stated = dom.value(id, "title").or_else(|| dom.value(id, "aria-label")).filter(|title| says_what(title));
    // Every frame in a figure illustrates the text, and its caption names the content.
    let host = || urls::host(&url).filter(|_| builder.is_in_figure()).map(String::from);
    let Some(label) = stated.map(String::from).or_else(|| name_of_film(&url)).or_else(host) else { return };
    let link = Link { url, title: None, content: vec![Inline::Text(label)] };
    out.push(BlockKind::Paragraph(vec![Inline::Link(link)]).into());
}

/// True if a frame's title names its content, not only that it is a frame.
fn says_what(title: &str) -> bool {
    const EMPTY: &[&str] =
        &["embedded", "embed", "frame", "iframe", "content", "video", "player", "youtube", "vimeo", "media", "post"];
    let lower = title.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.any(|word| !EMPTY.contains(&word))
}

/// True if a link to an embedded object has words of ours.
pub(crate) fn is_made_up(link: &Link) -> bool {
    let words = plain_text(&link.content);
    Some(words.as_str()) == urls::host(&link.url) || Some(words) == name_of_film(&link.url)
}

/// "Video (vimeo.com)" for a player or a file without a title; `None` for a frame with unknown content.
fn name_of_film(url: &str) -> Option<String> {
    const PLAYERS: &[&str] =
        &["youtube", "vimeo", "dailymotion", "twitch", "wistia", "brightcove", "jwplatform", "rumble", "peertube"];
    let host = urls::host(url).unwrap_or("");
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = url.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| path.ends_with(ending));
    let film = host.split('.').any(|part| PLAYERS.contains(&part)) || ends(&[".mp4", ".webm", ".ogv", ".mov", ".m4v"]);
    let sound = ends(&[".mp3", ".ogg", ".oga", ".m4a", ".wav", ".flac"]) || host.ends_with("soundcloud.com");
    let what = if film { "Video" } else { "Audio" };
    let place = if host.is_empty() { path.rsplit('/').next().unwrap_or("") } else { host };
    (film || sound).then(|| format!("{what} ({place})"))
}

/// The page for people behind a player's address.
fn watch_page(url: &str) -> String {
    let tail = |marker: &str| {
        let id = url.split_once(marker)?.1;
        let id = id.split(['?', '&', '/', '#']).next()?;
        (!id.is_empty()).then(|| id.to_string())
    };
    let host = urls::host(url).unwrap_or("");
    if (host.ends_with("youtube.com") || host.ends_with("youtube-nocookie.com"))
        && let Some(id) = tail("/embed/")
    {
        return format!("https://www.youtube.com/watch?v={id}");
    }
    if host == "platform.twitter.com"
        && let Some(id) =
            url.split_once("id=").map(|(_, rest)| rest.chars().take_while(char::is_ascii_digit).collect::<String>())
    {
        return format!("https://x.com/i/status/{id}");
    }
    if host == "player.vimeo.com"
        && let Some(id) = tail("/video/")
    {
        return format!("https://vimeo.com/{id}");
    }
    url.strip_prefix("//").map_or_else(|| url.to_string(), |rest| format!("https://{rest}"))
}

/// Frames that show nothing to readers.
fn is_counter(url: &str) -> bool {
    [
        "/ads",
        "recaptcha",
        "facebook.com/plugins",
        "platform.twitter.com/widgets",
        "tweetmeme.com",
        "addthis.com",
        "sharethis.com",
        "disqus",
    ]
    .iter()
    .any(|n| url.contains(n))
}
