//! The meaning of each template call, by its name: a table over Hugo, Jekyll, Zola, Hexo, GitBook and their themes.

use super::asides;
use super::calls::{Call, Signs};
use super::said::{self, address, clean_address};

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

impl Meaning {
    /// True if it says something of the text up to the end of the call.
    pub(super) fn needs_end(self) -> bool {
        matches!(
            self,
            Meaning::Code
                | Meaning::Verbatim
                | Meaning::Formula
                | Meaning::Comment
                | Meaning::Quotation
                | Meaning::Section
                | Meaning::Through
        )
    }
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
    (&["blockquote", "quote", "cq", "centerquote", "pullquote", "pq"], Meaning::Quotation),
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

/// Tags that insert a file of the site. The file's name is the name of the tag.
const INCLUDES: &[&str] = &["include", "include_relative", "include_cached", "render", "partial"];

/// Parts of pages in the names of inserted files: they show nothing of the article.
const CHROME: &[&str] = &[
    "toc", "nav", "head", "header", "foot", "footer", "sidebar", "share", "comments", "subscribe", "related", "setup",
];

/// Tags of Liquid without content for readers.
pub(super) const SILENT: &[&str] = &[
    "assign", "increment", "decrement", "cycle", "break", "continue", "layout", "paginate", "tablerow", "toc", "more",
    "seo", "feed_meta", "sitemap", "load", "extends", "import", "set", "macro", "filter", "with", "param", "summary",
];

/// True if a call inserts a file of the site.
pub(super) fn is_include(call: &Call) -> bool {
    call.signs != Signs::MdBook && INCLUDES.contains(&call.name)
}

/// The call that an include is: `{% include embed/youtube.html id="x" %}` is a call of `youtube`.
pub(super) fn included<'p>(call: &Call<'p>) -> Option<Call<'p>> {
    let file = call.positional(0).filter(|_| is_include(call))?;
    let name = file.rsplit('/').next()?.split('.').next()?;
    let is_file = |(key, value): &(Option<&str>, &str)| key.is_none() && *value == file;
    let arguments = call.arguments.iter().copied().filter(|argument| !is_file(argument)).collect();
    Some(Call { name, arguments, range: call.range.clone(), ..*call })
}

/// True if the arguments of a call are for the site alone, whatever they say.
pub(super) fn is_chrome(call: &Call) -> bool {
    call.name.split(['-', '_']).any(|part| CHROME.contains(&part))
}

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
    // One word in lower case names an icon or a colour.
    let is_name =
        |word: &&str| word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.:#".contains(&b));
    let titled = first.filter(|word| !is_name(word));
    let kind = |word: Option<&str>| word.and_then(asides::kind_in_class);
    let title = call.named(&["title", "header", "summary"]);
    match (kind(first), kind(named)) {
        (Some(kind), _) => (kind, title.or(call.positional(1)).unwrap_or("").to_string()),
        (None, Some(kind)) => (kind, title.or(titled).unwrap_or("").to_string()),
        (None, None) => (asides::kind(call.name).unwrap_or("NOTE"), title.or(titled).unwrap_or("").to_string()),
    }
}

/// The title of a section as Markdown. That of a card is a link to its target, and a description follows it.
pub(super) fn section(call: &Call) -> Option<String> {
    let plain = call.arguments.iter().filter(|(key, _)| key.is_none()).map(|(_, value)| *value);
    let first = match call.signs {
        // Words need no quotation marks in Liquid: `{% details Click here %}`.
        Signs::Liquid => plain.collect::<Vec<_>>().join(" "),
        _ => plain.take(1).collect(),
    };
    let title = call.named(said::TITLES).or(call.named(&["name"])).unwrap_or(&first).trim();
    if title.is_empty() {
        return None;
    }
    let title = format!("<strong>{title}</strong>");
    let link = call.named(&["link", "href"]).map(clean_address);
    let title = link.map_or(title.clone(), |link| format!("[{title}](<{link}>)"));
    let text = call.named(&["subtitle", "description"]);
    Some(text.map_or(title.clone(), |text| format!("{title}<br>{text}")))
}

/// The language and the title of code: `highlight ruby linenos`, Hexo's `codeblock title.js lang:js address`.
pub(super) fn listing(call: &Call) -> (String, String) {
    if DIAGRAMS.contains(&call.name) {
        return (call.name.to_string(), String::new());
    }
    let plain: Vec<&str> = call.arguments.iter().filter(|(key, _)| key.is_none()).map(|(_, value)| *value).collect();
    let stated = plain.iter().find_map(|word| word.strip_prefix("lang:"));
    let is_code_name = |word: &&&str| word.bytes().all(|b| b.is_ascii_alphanumeric() || b"+#-_".contains(&b));
    let first = plain.first().filter(is_code_name).filter(|_| stated.is_none());
    let language = call.named(&["lang", "language", "type"]).or(stated).or(first.copied()).unwrap_or("");
    let language = language.chars().filter(|c| c.is_alphanumeric() || "+#-_.".contains(*c)).collect();
    let is_title = |word: &&&str| !word.contains(':') && word.contains(|c: char| c.is_alphabetic());
    let titled = call.signs == Signs::Liquid && call.name.starts_with("code");
    let skip = usize::from(first.is_some());
    let words = plain.iter().skip(skip).filter(|_| titled).filter(is_title).copied().collect::<Vec<_>>().join(" ");
    let file = call.named(&["file", "filename"]).filter(|file| file.contains('.'));
    let title = call.named(&["title", "caption"]).or(file).map_or(words, String::from);
    (language, title)
}

/// The text of an aside that is in its arguments: `alert text="Mind the step"`.
pub(super) fn own_text(call: &Call) -> Option<String> {
    let stated = call.named(&["text", "content", "body", "message"]).map(String::from);
    stated.or_else(|| Some(said::prose(&call.arguments))).filter(|text| !text.is_empty())
}

/// The credit of a quotation: named, or the words of Hexo's `{% blockquote author, source address %}`.
pub(super) fn credit(call: &Call) -> String {
    let named = call.named(&["author", "source", "by", "cite"]);
    if named.is_some() || call.signs != Signs::Liquid || call.arguments.iter().any(|(key, _)| key.is_some()) {
        return named.unwrap_or("").to_string();
    }
    let words = call.inside.trim_matches(['-', ' ']).strip_prefix(call.name).unwrap_or("").trim();
    let is_address = |word: &&str| word.starts_with("http://") || word.starts_with("https://");
    let (addresses, plain): (Vec<&str>, Vec<&str>) = words.split_whitespace().partition(is_address);
    match addresses.first() {
        Some(address) if !plain.is_empty() => format!("[{}](<{}>)", plain.join(" "), clean_address(address)),
        Some(address) => format!("<{}>", clean_address(address)),
        None => plain.join(" "),
    }
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

/// The address of a page of the service of that name, as a link.
pub(super) fn of_service(name: &str, id: &str) -> Option<String> {
    let service = MEANINGS.iter().find(|(names, _)| names.contains(&name)).map(|(_, meaning)| *meaning);
    let Some(Meaning::Service(before, after)) = service else { return None };
    let simple = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_/.".contains(c));
    simple.then(|| format!("<{before}{id}{after}>"))
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
    fn asides_and_services_are_read() {
        let of = |text: &'static str| aside(&call(text, 0).unwrap());
        assert_eq!(of("{{% notice tip \"Wax\" %}}"), ("TIP", "Wax".to_string()));
        assert_eq!(of("{% hint style=\"danger\" %}"), ("CAUTION", String::new()));
        assert_eq!(of("{{< warning title=\"Ice\" >}}"), ("WARNING", "Ice".to_string()));
        let of = |text: &'static str| service(&call(text, 0).unwrap(), "https://e.org/", "");
        assert_eq!(of("{{< youtube abc >}}").unwrap(), "<https://e.org/abc>");
        assert_eq!(of("{{< youtube \"a b\" >}}"), None);
    }
}
