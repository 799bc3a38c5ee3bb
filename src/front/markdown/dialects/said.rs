//! What a tag shows to readers by its arguments alone, whatever its name: a picture, a link, words.
//!
//! Themes and sites make tags of their own, so no list of names is complete. The rule for all of them: a file of a
//! picture stays a picture, an address with words stays a link, and words stay words.

use super::attributes::{element, pixels};

/// Arguments, each with its key if it has one.
pub(super) type Arguments<'a, 'b> = &'a [(Option<&'b str>, &'b str)];

/// Keys of a picture's file.
const FILES: &[&str] =
    &["src", "link_src", "url", "path", "file", "image_path", "image", "img", "filename", "image-src"];
/// Keys of an address that a click opens.
const TARGETS: &[&str] = &["href", "link", "url", "to"];
/// Keys of a title.
pub(super) const TITLES: &[&str] = &["title", "summary", "header", "heading", "label", "tabName"];
/// Keys of running text.
const TEXTS: &[&str] = &["text", "content", "body", "message", "caption", "description", "quote"];
/// Words that look like an argument of a title or a text and are not.
const SETTINGS: &[&str] =
    &["true", "false", "none", "null", "auto", "center", "left", "right", "default", "small", "large"];

/// A picture with the words around it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Picture {
    address: String,
    alt: String,
    caption: String,
    credit: String,
    size: (Option<u32>, Option<u32>),
}

impl Picture {
    /// The picture of a tag that shows one; any file counts.
    pub(super) fn named(arguments: Arguments) -> Option<Picture> {
        let get = |keys: &[&str]| named(arguments, keys);
        let first = || plain(arguments).position(is_picture);
        let place = first();
        let file = get(FILES).or_else(|| plain(arguments).nth(place?))?;
        let behind: Vec<&str> = place
            .map(|place| plain(arguments).skip(place + 1).filter(|word| !is_measure(word)).collect())
            .unwrap_or_default();
        // Hexo: the title, then the alternative text, in quotation marks; or words without any.
        let behind = match behind.as_slice() {
            [_, last] if last.contains(' ') => (*last).to_string(),
            words => words.join(" "),
        };
        let caption = match (get(&["title"]), get(&["caption", "description"])) {
            (Some(title), Some(caption)) => format!("<strong>{}</strong> {}", title, caption),
            (one, other) => one.or(other).unwrap_or("").to_string(),
        };
        let size = |key: &str| get(&[key]).and_then(pixels);
        Some(Picture {
            address: clean_address(file),
            alt: get(&["alt"]).map_or(behind, String::from),
            caption: one_line(&caption),
            credit: one_line(get(&["attr", "credit", "source"]).unwrap_or("")),
            size: (size("width"), size("height")),
        })
    }

    /// The same in Markdown, behind lines that begin with `prefix`.
    pub(super) fn markdown(&self, prefix: &str) -> String {
        let mut out = match self.size {
            (None, None) => format!("![{}](<{}>)", self.alt.replace(['[', ']'], ""), self.address),
            (width, height) => element(&self.address, &self.alt, "", width, height),
        };
        if !self.caption.is_empty() {
            out.push_str(&format!("\n{prefix}<em>{}</em>", self.caption));
        }
        if !self.credit.is_empty() {
            out.push_str(&format!("\n{prefix}<small>{}</small>", self.credit));
        }
        out
    }

    /// The same in HTML, in one line.
    pub(super) fn html(&self) -> String {
        let picture = element(&self.address, &self.alt, "", self.size.0, self.size.1);
        let words = [self.caption.as_str(), self.credit.as_str()].join(" ");
        match words.trim() {
            "" => picture,
            words => format!("<figure>{picture}<figcaption>{words}</figcaption></figure>"),
        }
    }
}

/// What a tag shows.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said {
    Picture(Picture),
    /// The words, the address and more words.
    Link(String, String, String),
    /// A title and a text; one may be missing.
    Words(String, String),
}

impl Said {
    /// What the arguments of a tag say; `None` if they are for the site alone.
    pub(super) fn of(arguments: Arguments) -> Option<Said> {
        let is_shown = |(key, value): &(Option<&str>, &str)| {
            is_picture(value) && key.is_none_or(|key| FILES.contains(&key)) && !value.contains(' ')
        };
        if arguments.iter().any(is_shown) {
            return Picture::named(arguments).map(Said::Picture);
        }
        let stated = |keys| named(arguments, keys).filter(|words| is_words(words)).unwrap_or("");
        let (mut title, mut text) = (stated(TITLES).to_string(), stated(TEXTS).to_string());
        if title.is_empty() && text.is_empty() {
            text = prose(arguments);
        }
        let is_address = |word: &&str| ["http://", "https://", "/"].iter().any(|sign| word.starts_with(sign));
        let target = target(arguments).or_else(|| {
            let first = plain(arguments).find(|word| is_address(word) && word.len() > 1)?;
            Some(clean_address(first))
        });
        match target {
            Some(target) if !title.is_empty() => Some(Said::Link(title, target, text)),
            Some(target) if !text.is_empty() => Some(Said::Link(text, target, String::new())),
            Some(target) => address(&target).map(|_| Said::Link(String::new(), target, String::new())),
            None if title.is_empty() && text.is_empty() => None,
            None => Some(Said::Words(std::mem::take(&mut title), text)),
        }
    }

    /// The same in Markdown, behind lines that begin with `prefix`.
    pub(super) fn markdown(&self, prefix: &str) -> String {
        match self {
            Said::Picture(picture) => picture.markdown(prefix),
            Said::Link(words, target, _) if words.is_empty() => format!("<{target}>"),
            Said::Link(words, target, more) => {
                let link = format!("[{}](<{target}>)", one_line(words).replace(['[', ']'], ""));
                [link.as_str(), one_line(more).as_str()].join(" ").trim_end().to_string()
            }
            Said::Words(title, text) if title.is_empty() || text.is_empty() => one_line(&format!("{title}{text}")),
            Said::Words(title, text) => format!("<strong>{}</strong> {}", one_line(title), one_line(text)),
        }
    }

    /// The same in HTML, in one line.
    pub(super) fn html(&self) -> String {
        let escaped = |words: &str| one_line(words).replace('&', "&amp;").replace('<', "&lt;");
        match self {
            Said::Picture(picture) => picture.html(),
            Said::Link(words, target, more) => {
                let words = if words.is_empty() { target } else { words };
                format!("<a href=\"{}\">{}</a> {}", target.replace('"', "%22"), escaped(words), escaped(more))
            }
            Said::Words(..) => escaped(&self.markdown("")),
        }
    }
}

/// The value of one of these keys, by the order of the keys.
pub(super) fn named<'b>(arguments: Arguments<'_, 'b>, keys: &[&str]) -> Option<&'b str> {
    let of = |wanted: &&str| {
        let has = |(key, value): &&(Option<&'b str>, &'b str)| *key == Some(*wanted) && !value.trim().is_empty();
        arguments.iter().find(has).map(|(_, value)| value.trim())
    };
    keys.iter().find_map(of)
}

/// The arguments without keys.
fn plain<'a, 'b>(arguments: Arguments<'a, 'b>) -> impl Iterator<Item = &'b str> + use<'a, 'b> {
    arguments.iter().filter(|(key, _)| key.is_none()).map(|(_, value)| *value)
}

/// The running text among the arguments without keys: words with spaces or of another script than names in programs.
pub(super) fn prose(arguments: Arguments) -> String {
    let is_prose = |word: &&str| {
        let foreign = word.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
        is_words(word) && (word.trim().contains(' ') || foreign || word.contains('@')) && !word.starts_with("http")
    };
    // NexT: `{% label primary@words %}`.
    let words = plain(arguments).filter(is_prose).map(|word| word.split_once('@').map_or(word, |(_, words)| words));
    words.collect::<Vec<_>>().join(" ").trim().to_string()
}

/// What a tag shows that names a page and then its words: `{% post_link lamp The lamp %}`.
pub(super) fn page(arguments: Arguments) -> Option<Said> {
    let is_address = |word: &&str| word.starts_with("http://") || word.starts_with("https://");
    let address = plain(arguments).find(is_address);
    // Words may also precede an address.
    let skip = usize::from(address.is_none());
    let words: Vec<&str> = plain(arguments).skip(skip).filter(|word| is_words(word) && !is_address(word)).collect();
    match (address, words.join(" ")) {
        (Some(address), words) => Some(Said::Link(words, clean_address(address), String::new())),
        (None, words) if words.is_empty() => None,
        (None, words) => Some(Said::Words(String::new(), words)),
    }
}

/// The address that a click on the words of a tag opens.
pub(super) fn target(arguments: Arguments) -> Option<String> {
    let target = clean_address(named(arguments, TARGETS)?);
    (!target.is_empty() && !target.contains(char::is_whitespace)).then_some(target)
}

/// True if a value has words for readers: no path, no variable of a template and no setting.
fn is_words(value: &str) -> bool {
    let value = value.trim();
    let is_name = value.contains('.') && !value.contains(' ') && value.is_ascii() && !value.ends_with(['.', '!', '?']);
    value.contains(char::is_alphabetic)
        && !value.contains("{{")
        && !is_name
        && !value.starts_with(['/', '#', '$', '{'])
        && !SETTINGS.contains(&value)
}

/// True for a number, a width, or nothing at all.
fn is_measure(word: &str) -> bool {
    let number = word.trim_end_matches('%').trim_end_matches("px");
    number.bytes().all(|b| b.is_ascii_digit())
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

/// An address of the web as a link.
pub(super) fn address(word: &str) -> Option<String> {
    let web = word.starts_with("http://") || word.starts_with("https://");
    (web && !word.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>'))).then(|| format!("<{word}>"))
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::calls::call;
    use super::*;

    fn said(text: &str) -> Option<String> {
        Said::of(&call(text, 0).unwrap().arguments).map(|said| said.markdown(""))
    }

    #[test]
    fn what_a_tag_shows_is_told_by_its_arguments() {
        for (source, expected) in [
            ("{% btn https://example.com, 下载 %}", "[下载](<https://example.com>)"),
            ("{% label primary @重点 %}", "重点"),
            ("{% note2 class \"Mind the step\" %}", "Mind the step"),
            ("{{< button link=\"/shop\" text=\"Buy it\" >}}", "[Buy it](</shop>)"),
            ("{{< lamp src=\"a.png\" alt=\"A lamp\" >}}", "![A lamp](<a.png>)"),
            ("{{< card title=\"Oil\" description=\"Of whales.\" href=\"/oil\" >}}", "[Oil](</oil>) Of whales."),
            ("{{< big title=\"Oil\" text=\"Of whales.\" >}}", "<strong>Oil</strong> Of whales."),
            ("{{< out \"https://example.org\" >}}", "<https://example.org>"),
        ] {
            assert_eq!(said(source).as_deref(), Some(expected), "{source}");
        }
        for source in [
            "{{< icon \"fire\" >}}",
            "{{< github repo=\"a/b\" >}}",
            "{{< toc >}}",
            "{% cite moss2019 %}",
            "{% x title=page.title %}",
            "{{< x \"a/b.html\" >}}",
        ] {
            assert_eq!(said(source), None, "{source}");
        }
    }

    #[test]
    fn pictures_of_themes_are_read() {
        let of = |text: &'static str| Picture::named(&call(text, 0).unwrap().arguments);
        let markdown = |text: &'static str| of(text).unwrap().markdown("");
        assert_eq!(markdown("{{< figure src=\"a.png\" caption=\"In *May*\" >}}"), "![](<a.png>)\n<em>In *May*</em>");
        assert_eq!(markdown("{% asset_img a.jpg Old pier %}"), "![Old pier](<a.jpg>)");
        assert_eq!(markdown("{% asset_img 门铃(正面).jpg 门铃的正面 %}"), "![门铃的正面](<门铃(正面).jpg>)");
        assert_eq!(markdown("{% asset_img left a.jpg 300 \"T\" \"The old pier\" %}"), "![The old pier](<a.jpg>)");
        assert_eq!(of("{{< figure >}}"), None);
        let of = of("{% include f.html url=\"a.png\" description=\"A pier\" %}").unwrap();
        assert_eq!(of.html(), "<figure><img src=\"a.png\"><!-- --><figcaption>A pier</figcaption></figure>");
    }
}
