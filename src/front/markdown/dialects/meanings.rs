//! The meaning of each template call, by its name: a table over Hugo, Jekyll, Zola, Hexo, GitBook and their themes.

use super::asides;
use super::attributes::{element, pixels};
use super::calls::Call;

/// The meaning of a call for a reader of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A picture with its caption.
    Picture,
    /// All up to its end is code.
    Code,
    /// The text up to its end is kept verbatim.
    Verbatim,
    /// All up to its end is a displayed formula.
    Formula,
    /// The text up to its end is a comment.
    Comment,
    /// All up to its end is a note, a tip or a warning.
    Aside,
    /// All up to its end is a quotation.
    Quotation,
    /// A page of a service: the address before and after the argument.
    Service(&'static str, &'static str),
    /// An address that the call states in full.
    Address,
    /// The path of another page.
    Reference,
    /// The content between its tags is text; its title, if any, goes above it.
    Section,
    /// The content between its tags is text.
    Through,
}

/// Programs that draw their text. Only the text remains.
pub(super) const DIAGRAMS: &[&str] = &["mermaid", "plantuml", "graphviz", "goat", "chart", "echarts"];

/// Names and their meanings; the first that fits wins.
const MEANINGS: &[(&[&str], Meaning)] = &[
    (
        &["figure", "fig", "img", "image", "imgproc", "picture", "resize_image", "asset_img", "include-figure"],
        Meaning::Picture,
    ),
    (&["highlight", "code", "codeblock", "code-block", "code-toggle", "sourcecode"], Meaning::Code),
    (DIAGRAMS, Meaning::Code),
    (&["raw", "verbatim", "nomarkdown"], Meaning::Verbatim),
    (&["math", "katex", "latex", "mathjax"], Meaning::Formula),
    (&["comment"], Meaning::Comment),
    (&["blockquote", "quote"], Meaning::Quotation),
    (&["youtube", "youtube-lite", "youtubelite", "yt"], Meaning::Service("https://www.youtube.com/watch?v=", "")),
    (&["vimeo"], Meaning::Service("https://vimeo.com/", "")),
    (&["instagram"], Meaning::Service("https://www.instagram.com/p/", "/")),
    (&["tweet", "twitter", "x"], Meaning::Service("https://x.com/i/status/", "")),
    (&["gist"], Meaning::Service("https://gist.github.com/", "")),
    (&["codepen"], Meaning::Service("https://codepen.io/", "")),
    (&["embed", "link_preview", "bookmark", "iframe"], Meaning::Address),
    (&["ref", "relref", "post_url", "post_link", "link", "post_path", "asset_path"], Meaning::Reference),
    (&["details", "expand", "collapse", "collapsible", "spoiler", "tab", "tabitem", "step", "card"], Meaning::Section),
    (
        &[
            "tabs", "tabpane", "columns", "column", "steps", "cards", "if", "unless", "for", "else", "elsif", "case",
            "when", "capture", "center", "lead", "gallery", "rawhtml", "block", "wrapper",
        ],
        Meaning::Through,
    ),
];

/// Tags of Liquid that need an end.
pub(super) const CONDITIONS: &[&str] = &["if", "unless", "for", "case", "capture"];

/// Tags of Liquid without content for readers.
pub(super) const SILENT: &[&str] = &[
    "include",
    "include_relative",
    "include_cached",
    "assign",
    "increment",
    "decrement",
    "cycle",
    "break",
    "continue",
    "render",
    "layout",
    "paginate",
    "tablerow",
    "toc",
    "more",
    "seo",
    "feed_meta",
    "sitemap",
    "load",
    "extends",
    "import",
    "set",
    "macro",
    "filter",
    "with",
    "param",
    "summary",
];

/// The meaning of a call.
pub(super) fn meaning(call: &Call) -> Option<Meaning> {
    let name = call.name.rsplit('/').next().unwrap_or(call.name).to_ascii_lowercase();
    if asides::kind(&name).is_some() || matches!(name.as_str(), "panel" | "message" | "box" | "aside") {
        return Some(Meaning::Aside);
    }
    MEANINGS.iter().find(|(names, _)| names.contains(&name.as_str())).map(|(_, meaning)| *meaning)
}

/// The kind and the title of a call that opens an aside: `notice tip "Title"`, `hint style="info"`, `warning`.
pub(super) fn aside(call: &Call) -> (&'static str, String) {
    let named = call.named(&["type", "style", "kind", "level", "context", "color", "class", "icon", "theme"]);
    let first = call.positional(0);
    let kind = |word: Option<&str>| word.and_then(asides::kind_in_class);
    let title = call.named(&["title", "header", "summary"]);
    match (kind(first), kind(named)) {
        (Some(kind), _) => (kind, title.or(call.positional(1)).unwrap_or("").to_string()),
        (None, Some(kind)) => (kind, title.or(first).unwrap_or("").to_string()),
        (None, None) => (asides::kind(call.name).unwrap_or("NOTE"), title.or(first).unwrap_or("").to_string()),
    }
}

/// The picture of a call, behind lines that begin with `prefix`. `None` if the call names no file.
pub(super) fn picture(call: &Call, prefix: &str) -> Option<String> {
    let file = call.named(&["src", "link_src", "url", "path", "file", "image_path", "image", "filename"]);
    let first = || call.arguments.iter().filter(|(key, _)| key.is_none()).map(|(_, v)| *v).find(|v| is_picture(v));
    let file = file.or_else(first)?;
    let alt = call.named(&["alt"]).unwrap_or("");
    let title = call.named(&["title"]);
    let caption = call.named(&["caption", "description"]);
    let size = |key| call.named(&[key]).and_then(pixels);
    let address = clean_address(file);
    let mut out = match (size("width"), size("height")) {
        (None, None) => format!("![{}](<{address}>)", alt.replace(['[', ']'], "")),
        (width, height) => element(&address, alt, "", width, height),
    };
    let words = match (title, caption) {
        (Some(title), Some(caption)) => format!("<strong>{title}</strong> {caption}"),
        (one, other) => one.or(other).unwrap_or("").to_string(),
    };
    if !words.is_empty() {
        out.push_str(&format!("\n{prefix}<em>{}</em>", words.replace('\n', " ")));
    }
    if let Some(credit) = call.named(&["attr", "credit", "source"]) {
        out.push_str(&format!("\n{prefix}<small>{}</small>", credit.replace('\n', " ")));
    }
    Some(out)
}

/// True if a word names a picture file.
pub(super) fn is_picture(word: &str) -> bool {
    let extension = word.split(['?', '#']).next().and_then(|w| w.rsplit_once('.')).map_or("", |(_, e)| e);
    ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif"].iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// An address without the template for the site's own address.
pub(super) fn clean_address(address: &str) -> String {
    let without = address.rsplit("}}").next().unwrap_or(address);
    without.replace(['<', '>', '\n'], "").trim().to_string()
}

/// The address of a page of a service.
pub(super) fn service(call: &Call, before: &str, after: &str) -> Option<String> {
    let id = call
        .named(&["id", "name", "url"])
        .or_else(|| call.arguments.iter().rev().find(|(k, _)| k.is_none()).map(|(_, v)| *v))?;
    if id.starts_with("http") {
        return address(id);
    }
    let user = call.positional(0).filter(|user| *user != id && before.contains("gist"));
    let id = user.map_or(id.to_string(), |user| format!("{user}/{id}"));
    let simple = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_/.".contains(c));
    simple.then(|| format!("<{before}{id}{after}>"))
}

/// An address of the web as a link.
pub(super) fn address(word: &str) -> Option<String> {
    let web = word.starts_with("http://") || word.starts_with("https://");
    (web && !word.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>'))).then(|| format!("<{word}>"))
}

#[cfg(test)]
mod tests {
    use super::super::calls::call;
    use super::*;

    #[test]
    fn no_name_has_two_meanings() {
        let mut names: Vec<&str> = MEANINGS.iter().flat_map(|(names, _)| names.iter().copied()).collect();
        names.extend(SILENT);
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn asides_and_pictures_are_read() {
        let of = |text: &'static str| aside(&call(text, 0).unwrap());
        assert_eq!(of("{{% notice tip \"Wax\" %}}"), ("TIP", "Wax".to_string()));
        assert_eq!(of("{% hint style=\"danger\" %}"), ("CAUTION", String::new()));
        assert_eq!(of("{{< warning title=\"Ice\" >}}"), ("WARNING", "Ice".to_string()));
        let of = |text: &'static str| picture(&call(text, 0).unwrap(), "");
        assert_eq!(of("{{< figure src=\"a.png\" caption=\"In *May*\" >}}").unwrap(), "![](<a.png>)\n<em>In *May*</em>");
        assert_eq!(of("{% asset_img a.jpg Old pier %}").unwrap(), "![](<a.jpg>)");
        assert_eq!(of("{{< figure >}}"), None);
        let of = |text: &'static str| service(&call(text, 0).unwrap(), "https://e.org/", "");
        assert_eq!(of("{{< youtube abc >}}").unwrap(), "<https://e.org/abc>");
        assert_eq!(of("{{< youtube \"a b\" >}}"), None);
    }
}
