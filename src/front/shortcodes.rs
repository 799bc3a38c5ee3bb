//! Codes in square brackets, which a site replaces by what they name: shortcodes of WordPress
//! (`[gallery ids="1,2"]`, `[caption width="9"]…[/caption]`) and the BBCode of forums (`[quote="ada"]…[/quote]`).
//!
//! Brackets are also ordinary words (`[sic]`, `[1]`), so a code needs evidence: a pair of tags of a known name or with
//! arguments, or a known name with arguments.

use std::collections::BTreeMap;
use std::ops::Range;

/// The longest code, in bytes.
const LONGEST: usize = 800;

/// Quotation marks around a value. Sites set them curly in their exports.
const QUOTES: &[char] = &['"', '\'', '“', '”', '„', '″', '′', '‘', '’', '»'];

/// One tag in square brackets.
#[derive(Debug)]
pub(crate) struct Shortcode<'t> {
    pub range: Range<usize>,
    /// True for `[/name]`.
    pub closes: bool,
    /// As written; names have no case.
    pub name: &'t str,
    /// Arguments, each with its key if it has one. The value in `[name=value]` comes first and has none.
    pub arguments: Arguments<'t>,
    /// The place of its other tag in the list.
    pub other: Option<usize>,
}

/// What a code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// An element of HTML.
    Element(&'static str),
    /// A picture and its caption.
    Caption,
    Code,
    Quotation,
    /// The address of a link, in its value or between its tags.
    Link,
    /// The address of a picture between its tags.
    Picture,
    /// The address of a sound or a film, between its tags or in an argument.
    Media,
    /// Words that a click opens, with a title.
    Section,
    List,
    /// An item of a list.
    Item,
    /// The value is a date.
    Date,
    /// The words between its tags stay.
    Through,
    /// It stands for something that only the site has.
    Lost,
}

/// Names and their meanings.
#[rustfmt::skip]
const MEANINGS: &[(&[&str], Meaning)] = &[
    (&["b", "bold"], Meaning::Element("strong")),
    (&["i", "italic"], Meaning::Element("em")),
    (&["u"], Meaning::Element("u")),
    (&["s", "strike", "del"], Meaning::Element("del")),
    (&["sub"], Meaning::Element("sub")),
    (&["sup"], Meaning::Element("sup")),
    (&["tt", "icode", "mono"], Meaning::Element("code")),
    (&["table"], Meaning::Element("table")),
    (&["tr"], Meaning::Element("tr")),
    (&["td"], Meaning::Element("td")),
    (&["th"], Meaning::Element("th")),
    (&["h1", "h2", "h3", "h4", "h5", "h6"], Meaning::Element("h")),
    (&["caption", "wp_caption"], Meaning::Caption),
    (&["code", "php", "sourcecode", "codeblock", "pre", "mermaid", "noparse"], Meaning::Code),
    (&["quote", "blockquote", "pullquote"], Meaning::Quotation),
    (&["url", "link", "email", "iurl"], Meaning::Link),
    (&["img"], Meaning::Picture),
    (&["embed", "audio", "video", "media", "youtube", "vimeo"], Meaning::Media),
    (&["details", "spoiler", "hide", "collapse", "expand", "toggle"], Meaning::Section),
    (&["list", "ul", "ol"], Meaning::List),
    (&["*", "li"], Meaning::Item),
    (&["date"], Meaning::Date),
    (&["size", "color", "colour", "font", "center", "centre", "left", "right", "justify", "indent", "highlight", "bg",
       "poll", "wrap", "grid", "attachment", "attach", "mention", "user", "dropcap", "column", "row", "one_half", "tab",
       "tabs", "button", "abbr", "floatleft", "floatright", "align"], Meaning::Through),
    (&["gallery", "playlist", "contact-form", "contact-form-7", "hr", "date-range"], Meaning::Lost),
];

/// Arguments that name the file or page of a sound or a film.
const SOURCES: &[&str] = &["src", "url", "mp3", "mp4", "m4v", "m4a", "webm", "ogg", "ogv", "wav", "flv", "href", "id"];

/// Codes whose value may be a film's number, and the addresses of such films.
const SERVICES: &[(&str, &str)] = &[("youtube", "https://www.youtube.com/watch?v="), ("vimeo", "https://vimeo.com/")];

/// The meaning of a name; words between tags of an unknown name stay.
pub(crate) fn meaning(name: &str) -> Option<Meaning> {
    let known = |known: &&str| known.eq_ignore_ascii_case(name);
    MEANINGS.iter().find(|(names, _)| names.iter().any(known)).map(|(_, meaning)| *meaning)
}

/// Where a code of this name leads; a service's own number of a film becomes its address.
pub(crate) fn leads_to(name: &str, address: &str) -> String {
    let is_number = !address.contains(['/', '.', ':']);
    let service = SERVICES.iter().find(|(service, _)| is_number && service.eq_ignore_ascii_case(name));
    format!("{}{address}", service.map_or("", |(_, host)| host))
}

impl<'t> Shortcode<'t> {
    /// The value of one of these keys.
    pub(crate) fn named(&self, keys: &[&str]) -> Option<&'t str> {
        let key = |(key, _): &&(Option<&str>, &str)| key.is_some_and(|key| keys.contains(&key));
        self.arguments.iter().find(key).map(|(_, value)| *value).filter(|value| !value.is_empty())
    }

    /// The value of `[name=value]`, or the first argument without a key.
    pub(crate) fn value(&self) -> Option<&'t str> {
        self.arguments.iter().find(|(key, _)| key.is_none()).map(|(_, value)| *value).filter(|value| !value.is_empty())
    }

    /// Where a code of a sound or a film leads.
    pub(crate) fn address(&self) -> Option<String> {
        self.named(SOURCES).or(self.value()).map(|address| leads_to(self.name, address))
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Who is quoted: `ada` of `ada, post:2, topic:1` and of `ada;12`.
    pub(crate) fn author(&self) -> Option<&'t str> {
        let value = self.value().or(self.named(&["author", "name", "user", "cite", "source"]))?;
        let end = [", post:", ", topic:", ", member:", ", username:", ";"].iter().filter_map(|sign| value.find(sign));
        Some(value[..end.min().unwrap_or(value.len())].trim())
    }

    fn has_keys(&self) -> bool {
        self.arguments.iter().any(|(key, _)| key.is_some())
    }

    /// True if an author would not write such a name for a word: `vc_row`, `contact-form-7`.
    fn is_technical(&self) -> bool {
        self.name.contains(['_', '-']) && !self.name.contains(|c: char| c.is_ascii_uppercase())
    }
}

/// The codes of a text, in order. `is_text` is false at offsets where brackets are something else, such as in code.
pub(crate) fn find<'t>(text: &'t str, is_text: impl Fn(&Shortcode) -> bool) -> Vec<Shortcode<'t>> {
    let mut all: Vec<Shortcode> = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'[', &text.as_bytes()[at..]) {
        let start = at + found;
        at = start + 1;
        if let Some(code) = shortcode(text, start).filter(|code| is_text(code)) {
            at = code.range.end;
            all.push(code);
        }
    }
    pair(&mut all);
    let mut kept: Vec<bool> = all.iter().map(|code| is_certain(code, &all, text)).collect();
    // One code that is certain shows that known names without arguments are codes too.
    if kept.contains(&true) {
        let mut lists = 0usize;
        for (code, kept) in all.iter().zip(&mut kept) {
            if meaning(code.name) == Some(Meaning::List) && code.other.is_some() {
                lists = if code.closes { lists.saturating_sub(1) } else { lists + 1 };
            }
            *kept |= match meaning(code.name) {
                Some(Meaning::Item) => lists > 0,
                Some(Meaning::Lost) => is_alone(text, &code.range),
                _ => false,
            };
        }
    }
    let mut places = Vec::with_capacity(all.len());
    let mut count = 0;
    for kept in &kept {
        places.push(count);
        count += usize::from(*kept);
    }
    let kept_codes = all.into_iter().zip(&kept).filter(|(_, kept)| **kept).map(|(code, _)| code);
    kept_codes.map(|code| Shortcode { other: code.other.map(|other| places[other]), ..code }).collect()
}

/// True if a plain text is a post of WordPress or of a forum: it has a pair of tags of a known name.
pub(crate) fn is_post(text: &str) -> bool {
    let has_pair = || find(text, |_| true).iter().any(|code| code.other.is_some() && meaning(code.name).is_some());
    memchr::memmem::find(text.as_bytes(), b"[/").is_some() && has_pair()
}

/// Gives every closing tag the nearest open tag of its name.
fn pair(all: &mut [Shortcode]) {
    let mut open: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for at in 0..all.len() {
        let waiting = open.entry(all[at].name.to_ascii_lowercase()).or_default();
        match all[at].closes {
            false => waiting.push(at),
            true => {
                if let Some(first) = waiting.pop() {
                    (all[at].other, all[first].other) = (Some(first), Some(at));
                }
            }
        }
    }
}

fn is_certain(code: &Shortcode, all: &[Shortcode], text: &str) -> bool {
    let meaning = meaning(code.name);
    if let Some(other) = code.other {
        let opener = if code.closes { &all[other] } else { code };
        return meaning.is_some() || opener.has_keys() || code.is_technical();
    }
    if code.closes {
        return code.is_technical();
    }
    let is_reference = text[code.range.end..].starts_with(['(', '[', ':']);
    let stands_alone = matches!(meaning, Some(Meaning::Media | Meaning::Date | Meaning::Lost));
    let has_arguments = code.has_keys() || meaning == Some(Meaning::Date) && code.value().is_some_and(is_date);
    !is_reference && has_arguments && (stands_alone || code.is_technical())
}

/// True for `2024-03-05`.
fn is_date(value: &str) -> bool {
    value.len() >= 8 && value.bytes().all(|b| b.is_ascii_digit() || b"-:.T ".contains(&b))
}

/// True if nothing else is in the line.
fn is_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].rsplit('\n').next().unwrap_or("");
    let after = text[range.end..].split('\n').next().unwrap_or("");
    before.trim().is_empty() && after.trim().is_empty()
}

/// The tag that begins at `start`.
fn shortcode(text: &str, start: usize) -> Option<Shortcode<'_>> {
    let before = &text[..start];
    if before.ends_with(['!', '\\']) {
        return None;
    }
    let rest = &text[start + 1..];
    let (closes, rest) = match rest.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let length = match rest.starts_with('*') {
        true => 1,
        false => rest.find(|c| !is_name(c)).filter(|_| rest.starts_with(|c: char| c.is_ascii_alphabetic()))?,
    };
    let (name, rest) = rest.split_at(length);
    let (arguments, used) = arguments(&rest[..rest.floor_char_boundary(LONGEST)])?;
    if closes && !arguments.is_empty() {
        return None;
    }
    let end = text.len() - rest.len() + used;
    Some(Shortcode { range: start..end, closes, name, arguments, other: None })
}

/// Arguments, each with its key if it has one.
type Arguments<'t> = Vec<(Option<&'t str>, &'t str)>;

/// The arguments up to the closing bracket, and the number of bytes up to its end.
fn arguments(text: &str) -> Option<(Arguments<'_>, usize)> {
    let mut out = Arguments::new();
    let mut rest = text;
    if let Some(after) = rest.strip_prefix('=') {
        let (found, after) = value(after, true)?;
        out.push((None, found));
        rest = after;
    }
    loop {
        let next = rest.trim_start_matches([' ', '\n', '\t', '\u{a0}']);
        let next = next.strip_prefix("/]").map_or(next, |_| &next[1..]);
        if let Some(after) = next.strip_prefix(']') {
            return Some((out, text.len() - after.len()));
        }
        if next.len() == rest.len() || out.len() > 30 {
            return None;
        }
        let end = next.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(next.len());
        if end > 0 && next[end..].starts_with('=') {
            let (found, after) = value(&next[end + 1..], false)?;
            out.push((Some(&next[..end]), found));
            rest = after;
        } else {
            let (found, after) = value(next, false)?;
            out.push((None, found));
            rest = after;
        }
    }
}

/// A value with or without quotation marks, and the rest. One that is `whole` may have spaces in it.
fn value(text: &str, whole: bool) -> Option<(&str, &str)> {
    if let Some(quote) = text.chars().next().filter(|c| QUOTES.contains(c)) {
        let inside = &text[quote.len_utf8()..];
        // A value may contain a mark of the other kind.
        let closes = |(at, c): &(usize, char)| {
            let ends = inside[at + c.len_utf8()..].starts_with([' ', ']', '/', '\n', '\u{a0}']);
            QUOTES.contains(c) && ends && (quote == *c || !quote.is_ascii())
        };
        let (end, close) = inside.char_indices().find(closes)?;
        return Some((&inside[..end], &inside[end + close.len_utf8()..]));
    }
    let end = text.find(']')?;
    let inside = &text[..end];
    let end = match whole {
        // `[date=2024-03-05 timezone="x"]`: another argument follows.
        true => match inside.find('=').filter(|_| inside.contains(' ') && !inside.contains("://")) {
            Some(sign) => inside[..sign].rfind(' ').unwrap_or(end),
            None => end,
        },
        false => inside.find([' ', '\n', '\t']).unwrap_or(end),
    };
    (end > 0 && !text[..end].contains('\n')).then(|| text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        find(text, |_| true).iter().map(|code| text[code.range.clone()].to_string()).collect()
    }

    #[test]
    fn codes_have_evidence() {
        for (text, codes) in [
            ("a [gallery ids=\"1,2\"] b", &["[gallery ids=\"1,2\"]"][..]),
            ("[caption id=”x″ width=”9″]y[/caption]", &["[caption id=”x″ width=”9″]", "[/caption]"]),
            ("[b]x[/b] [B]y[/B]", &["[b]", "[/b]", "[B]", "[/B]"]),
            ("[quote=\"ada, post:2, topic:1\"]x[/quote]", &["[quote=\"ada, post:2, topic:1\"]", "[/quote]"]),
            ("[/vc_row] [vc_x y=\"1\"]", &["[/vc_row]", "[vc_x y=\"1\"]"]),
            ("[list][*]a[/list] [*]", &["[list]", "[*]", "[/list]"]),
            ("[date=2024-03-05 timezone=\"x\"]", &["[date=2024-03-05 timezone=\"x\"]"]),
            ("[foo a=\"b\"]x[/foo]", &["[foo a=\"b\"]", "[/foo]"]),
            ("[b]x[/b]\n[gallery]\n", &["[b]", "[/b]", "[gallery]"]),
        ] {
            assert_eq!(found(text), codes, "{text}");
        }
    }

    #[test]
    fn words_in_brackets_are_words() {
        for text in [
            "[sic] [b] [1] [gallery] [x] [*] [quote] [date=today] [note that x = 5] [foo]x[/foo] ![b]x",
            "[gallery id=1](x.html) [video src=a][b] [data-x=\"y\"] [type=\"checkbox\"] \\[b]x \\[/b]",
            "[/b] [INST] Say it. [/INST] [a [b] c] [url=] [b",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn arguments_are_taken_apart() {
        let one = |text: &'static str| shortcode(text, 0).unwrap();
        let code = one("[quote=\"ada, post:2\" x='y z' w=3 https://e.org/?a=b]");
        assert_eq!(code.author(), Some("ada"));
        assert_eq!((code.named(&["x"]), code.named(&["w"])), (Some("y z"), Some("3")));
        assert_eq!(one("[quote=Ada Marsh;12]").author(), Some("Ada Marsh"));
        assert_eq!(one("[url=https://e.org/?a=b]").value(), Some("https://e.org/?a=b"));
        assert_eq!(one("[gallery ids=\"1\" /]").named(&["ids"]), Some("1"));
    }
}
