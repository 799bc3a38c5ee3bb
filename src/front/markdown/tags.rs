//! HTML tags inside paragraphs.
//!
//! The parser returns each tag separately, so the elements are put together here, with the Markdown between them. Tags
//! with a meaning in the tree become that. Tags of HTML without one are removed and their content stays. Tags unknown
//! to HTML (`List<String>`) were never meant as tags and stay as written.

use std::ops::Range;

use super::builder::{Builder, Frame, Kind, Open, Wrap, is_inline};
use crate::diag::{Diagnostic, codes};
use crate::doc::{Image, Inline, Inlines, Lang, Link, Math, Ruby, plain_text};

/// A tag as written.
struct Tag {
    name: String,
    closes: bool,
    attributes: Vec<(String, String)>,
}

/// Takes one piece of inline HTML.
pub(super) fn tag(builder: &mut Builder, source: &str, range: &Range<usize>) {
    let Some(tag) = parse(source) else {
        // Comments, declarations and processing instructions have no meaning for readers.
        return;
    };
    if tag.closes {
        return close(builder, &tag.name, source);
    }
    let span = builder.span(range);
    match tag.name.as_str() {
        "br" => builder.push(Inline::LineBreak),
        "wbr" => builder.push(Inline::text('\u{200b}')),
        "input" | "hr" => {}
        "img" => {
            let image = image(&tag);
            builder.place_picture(&image.url, range);
            builder.push(Inline::Image(image));
        }
        name if !is_html(name) => builder.push(Inline::text(source)),
        _ => {
            if builder.frames.len() > builder.cx.limits.depth {
                return;
            }
            let wrap = wrap(&tag);
            if let (Wrap::Drop, false) = (&wrap, source.ends_with("/>") || tag.name == "rp") {
                let message = format!("An element that is not text was left out: <{}>.", tag.name);
                builder.cx.say(Diagnostic::remark(codes::HTML_ELEMENT, message).at(span));
            }
            builder.frames.push(Frame::new(Kind::Tag(Open { name: tag.name, wrap }), span));
        }
    }
}

/// Ends all HTML elements that the Markdown around them ends.
pub(super) fn close_all(builder: &mut Builder) {
    while builder.frames.last().is_some_and(|f| matches!(f.kind, Kind::Tag(_))) {
        pop(builder);
    }
}

fn close(builder: &mut Builder, name: &str, source: &str) {
    let open = |f: &Frame| matches!(&f.kind, Kind::Tag(open) if open.name == name);
    let depth = builder.frames.iter().rev().take_while(|f| matches!(f.kind, Kind::Tag(_))).position(open);
    match depth {
        Some(depth) => (0..=depth).for_each(|_| pop(builder)),
        None if is_html(name) => {}
        None => builder.push(Inline::text(source)),
    }
}

fn pop(builder: &mut Builder) {
    builder.end_run();
    if let Some(Frame { kind: Kind::Tag(open), inlines, .. }) = builder.frames.pop() {
        closed(builder, open, inlines);
    }
}

/// Puts a closed element into its place.
pub(super) fn closed(builder: &mut Builder, open: Open, content: Inlines) {
    let inline = match open.wrap {
        Wrap::Emph => Inline::Emph(content),
        Wrap::Strong => Inline::Strong(content),
        Wrap::Strike => Inline::Strike(content),
        Wrap::Underline => Inline::Underline(content),
        Wrap::Mark => Inline::Mark(content),
        Wrap::SmallCaps => Inline::SmallCaps(content),
        Wrap::Super => Inline::Super(content),
        Wrap::Sub => Inline::Sub(content),
        Wrap::Code => Inline::Code(plain_text(&content).replace('\n', " ")),
        Wrap::Math => Inline::Math(Math { tex: Some(plain_text(&content).replace('\n', " ")), mathml: None }),
        Wrap::Lang(lang) => Inline::Lang(lang, content),
        Wrap::Link(url, title) => Inline::Link(Link { url, title, content }),
        Wrap::Anchor(id) => {
            builder.push(Inline::Anchor(id));
            return builder.top().inlines.extend(content);
        }
        Wrap::Quote => {
            builder.push(Inline::text("“"));
            builder.top().inlines.extend(content);
            return builder.push(Inline::text("”"));
        }
        Wrap::Small => {
            let top = builder.top();
            let start = top.inlines.len();
            top.inlines.extend(content);
            top.small = (!is_inline(&top.kind)).then_some(start..top.inlines.len());
            return;
        }
        Wrap::Reading => return read(builder.top(), content),
        Wrap::Nothing => return builder.top().inlines.extend(content),
        Wrap::Drop => return,
    };
    builder.push(inline);
}

/// Pairs the words since the last reading, or since `<ruby>`, with their reading.
fn read(ruby: &mut Frame, reading: Inlines) {
    if !matches!(&ruby.kind, Kind::Tag(open) if open.name == "ruby") {
        return ruby.inlines.extend(reading);
    }
    let reading = plain_text(&reading).trim().to_string();
    let start = ruby.inlines.iter().rposition(|i| matches!(i, Inline::Ruby(_))).map_or(0, |last| last + 1);
    let base = ruby.inlines.split_off(start);
    if base.is_empty() || reading.is_empty() {
        return ruby.inlines.extend(base);
    }
    ruby.inlines.push(Inline::Ruby(Ruby { base, reading }));
}

fn wrap(tag: &Tag) -> Wrap {
    let get = |name: &str| tag.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    match tag.name.as_str() {
        "em" | "i" | "cite" | "dfn" | "var" => Wrap::Emph,
        "strong" | "b" => Wrap::Strong,
        "del" | "s" | "strike" => Wrap::Strike,
        "u" | "ins" => Wrap::Underline,
        "mark" => Wrap::Mark,
        "sup" => Wrap::Super,
        "sub" => Wrap::Sub,
        "q" => Wrap::Quote,
        "small" => Wrap::Small,
        "code" | "kbd" | "samp" | "tt" => Wrap::Code,
        "script" | "style" | "iframe" | "object" | "noscript" | "template" | "textarea" | "select" => Wrap::Drop,
        "rt" => Wrap::Reading,
        "rp" => Wrap::Drop,
        "a" => match (get("href"), get("id").or(get("name"))) {
            (Some(href), _) => Wrap::Link(href.to_string(), get("title").map(String::from).filter(|t| !t.is_empty())),
            (None, Some(id)) if !id.trim().is_empty() => Wrap::Anchor(id.to_string()),
            _ => Wrap::Nothing,
        },
        "span" => match (get("class").unwrap_or(""), get("lang").and_then(Lang::new)) {
            (class, _) if class.split(' ').any(|c| c == "small-caps" || c == "smallcaps") => Wrap::SmallCaps,
            (class, _) if class.split(' ').any(|c| c == "math") => Wrap::Math,
            (_, Some(lang)) => Wrap::Lang(lang),
            _ => styled(get("style").unwrap_or("")),
        },
        _ => Wrap::Nothing,
    }
}

/// The part of a style that the tree can express.
fn styled(style: &str) -> Wrap {
    let style = style.to_ascii_lowercase().replace(' ', "");
    let rule = |names: &[&str], value: &str| {
        style.split(';').filter_map(|r| r.split_once(':')).any(|(name, v)| names.contains(&name) && v.contains(value))
    };
    match () {
        () if rule(&["font-variant", "font-variant-caps"], "small-caps") => Wrap::SmallCaps,
        () if rule(&["font-style"], "italic") => Wrap::Emph,
        () if rule(&["font-weight"], "bold") || rule(&["font-weight"], "700") => Wrap::Strong,
        () if rule(&["text-decoration", "text-decoration-line"], "line-through") => Wrap::Strike,
        () if rule(&["text-decoration", "text-decoration-line"], "underline") => Wrap::Underline,
        () => Wrap::Nothing,
    }
}

fn image(tag: &Tag) -> Image {
    let get = |name: &str| tag.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let pixels = |name: &str| {
        let value = get(name)?;
        value.trim_end_matches("px").trim().parse::<f32>().ok().filter(|n| n.is_finite() && *n > 0.0)
    };
    Image {
        url: get("src").unwrap_or_default(),
        alt: get("alt"),
        title: get("title").filter(|t| !t.is_empty()),
        size: (pixels("width"), pixels("height")),
        asset: None,
        link: None,
    }
}

/// Parses a tag; `None` for other text in angle brackets.
fn parse(source: &str) -> Option<Tag> {
    let body = source.strip_prefix('<')?.strip_suffix('>')?;
    let (closes, body) = match body.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, body.strip_suffix('/').unwrap_or(body)),
    };
    let end = body.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(body.len());
    let name = body[..end].to_ascii_lowercase();
    (!name.is_empty()).then(|| Tag { name, closes, attributes: attributes(&body[end..]) })
}

/// The name of a tag in lower case, and true if it is an end tag.
pub(super) fn name_of(tag: &str) -> Option<(String, bool)> {
    parse(tag).map(|tag| (tag.name, tag.closes))
}

/// The attributes of a tag as written; empty if the text is not a tag.
pub(super) fn attributes_of(tag: &str) -> Vec<(String, String)> {
    parse(tag).map(|tag| tag.attributes).unwrap_or_default()
}

/// The attributes of a tag, names in lower case, values without quotes and with entities read.
fn attributes(mut rest: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '/').unwrap_or(rest.len());
        if end == 0 {
            return out;
        }
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| *c == '"' || *c == '\'');
            let (inside, stop): (&str, usize) = match quote {
                Some(quote) => {
                    let inside = &after[1..];
                    let stop = inside.find(quote).unwrap_or(inside.len());
                    (&inside[..stop], (stop + 2).min(after.len()))
                }
                None => {
                    let stop = after.find(char::is_whitespace).unwrap_or(after.len());
                    (&after[..stop], stop)
                }
            };
            value = inside;
            rest = after.get(stop..).unwrap_or("");
        }
        out.push((name, entities(value)));
    }
}

/// Character references in an attribute: numbers of any kind, because `&#106;avascript:` must be recognised, and the
/// names that writers of attributes use.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((c, length)) => {
                out.push(c);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// The character of the reference at the start of the text, and the reference's length. Browsers accept a number
/// without its semicolon, too.
fn reference(text: &str) -> Option<(char, usize)> {
    const NAMES: [(&str, char); 8] = [
        ("&quot;", '"'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&apos;", '\''),
        ("&amp;", '&'),
        ("&colon;", ':'),
        ("&Tab;", '\t'),
        ("&NewLine;", '\n'),
    ];
    if let Some((name, c)) = NAMES.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((*c, name.len()));
    }
    let digits = text.strip_prefix("&#")?;
    let (digits, radix) = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16),
        None => (digits, 10),
    };
    let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let c = u32::from_str_radix(digits.get(..end)?, radix).ok().and_then(char::from_u32)?;
    let length = text.len() - digits.len() + end;
    Some((c, length + usize::from(digits[end..].starts_with(';'))))
}

/// Elements of HTML that may stand in Markdown.
pub(super) fn is_html(name: &str) -> bool {
    const NAMES: &str = " a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink \
        blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir \
        div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup \
        hr html i iframe img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr \
        noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script section select \
        slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead \
        time title tr track tt u ul var video wbr ";
    NAMES.contains(&format!(" {name} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_on_a_span_is_what_it_looks_like() {
        let wrap = |source: &str| wrap(&parse(source).unwrap());
        assert!(matches!(wrap("<span style='font-variant: small-caps'>"), Wrap::SmallCaps));
        assert!(matches!(wrap("<span style='color: red; font-weight: bold;'>"), Wrap::Strong));
        assert!(matches!(wrap("<span style='font-style: Italic'>"), Wrap::Emph));
        assert!(matches!(wrap("<span style='color: red'>"), Wrap::Nothing));
    }

    #[test]
    fn attributes_are_read() {
        let tag = parse(r#"<a href="x&amp;y" title='t' data-z=1 hidden>"#).unwrap();
        let expected = [("href", "x&y"), ("title", "t"), ("data-z", "1"), ("hidden", "")];
        assert_eq!(tag.attributes, expected.map(|(k, v)| (k.to_string(), v.to_string())));
    }

    #[test]
    fn references_are_read_as_browsers_read_them() {
        assert_eq!(
            entities("&#106;ava&#x73;cript&colon;x&#9999999999;&nope; & &#; &amp;lt;"),
            "javascript:x&#9999999999;&nope; & &#; &lt;"
        );
    }
}
