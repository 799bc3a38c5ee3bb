//! Numbered spans for Kobo's own reader.
//!
//! That reader remembers places, highlights and the current page by spans around sentences, `kobo.PARAGRAPH.SENTENCE`.
//! For books without them it falls back to a slower reader. The numbering is that of Kobo's own books, as kepubify
//! (github.com/pgaskin/kepubify) found it. A paragraph begins with `p`, `ol`, `ul`, `table` or a heading that has text,
//! and with each picture. A sentence ends with `.`, `!` or `?`, perhaps a quotation mark, and white space.

/// Elements with text that stays unchanged.
const SKIPPED: &[&str] = &["script", "style", "pre", "audio", "video", "svg", "math"];
/// Elements that begin a paragraph, once there is text in them.
const PARAGRAPHS: &[&str] = &["p", "ol", "ul", "table", "h1", "h2", "h3", "h4", "h5", "h6"];

/// A page of the book, which is well-formed, with the spans, in the two boxes that Kobo's reader needs around its body.
pub(super) fn page(xhtml: &str) -> String {
    let Some((head, rest)) = xhtml.split_once("<body").and_then(|(head, rest)| {
        let (tag, rest) = rest.split_once('>')?;
        Some((format!("{head}<body{tag}>"), rest))
    }) else {
        return xhtml.to_owned();
    };
    let Some((body, tail)) = rest.rsplit_once("</body>") else { return xhtml.to_owned() };
    let mut spans = Spans { out: head, paragraph: 0, sentence: 0, begins: false };
    spans.out.push_str("<div id=\"book-columns\"><div id=\"book-inner\">");
    spans.body(body);
    spans.out.push_str("</div></div></body>");
    spans.out.push_str(tail);
    spans.out
}

struct Spans {
    out: String,
    paragraph: usize,
    sentence: usize,
    /// The next sentence begins a paragraph.
    begins: bool,
}

impl Spans {
    fn body(&mut self, mut rest: &str) {
        let mut open: Vec<&str> = Vec::new();
        // The depth of the element that is skipped.
        let mut skipped: Option<usize> = None;
        while !rest.is_empty() {
            let Some(at) = rest.find('<') else {
                self.text(rest, &open, skipped);
                return;
            };
            let (text, tagged) = rest.split_at(at);
            self.text(text, &open, skipped);
            let end = if tagged.starts_with("<!--") {
                tagged.find("-->").map(|at| at + 3)
            } else {
                tagged.find('>').map(|at| at + 1)
            };
            let (tag, after) = tagged.split_at(end.unwrap_or(tagged.len()));
            rest = after;
            let name = tag
                .trim_start_matches(['<', '/'])
                .split(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
                .next()
                .unwrap_or("");
            if tag.starts_with("</") {
                open.pop();
                skipped = skipped.filter(|depth| open.len() > *depth);
                self.out.push_str(tag);
            } else if tag.starts_with("<!") || tag.starts_with("<?") {
                self.out.push_str(tag);
            } else if name == "img" && skipped.is_none() {
                self.paragraph += 1;
                self.sentence = 1;
                self.begins = false;
                self.out.push_str(&format!("<span class=\"koboSpan\" id=\"kobo.{}.1\">{tag}</span>", self.paragraph));
                if !tag.ends_with("/>") {
                    open.push(name);
                }
            } else {
                self.begins |= skipped.is_none() && PARAGRAPHS.contains(&name);
                if !tag.ends_with("/>") {
                    if skipped.is_none() && SKIPPED.contains(&name) {
                        skipped = Some(open.len());
                    }
                    open.push(name);
                }
                self.out.push_str(tag);
            }
        }
    }

    fn text(&mut self, text: &str, open: &[&str], skipped: Option<usize>) {
        if skipped.is_some() {
            self.out.push_str(text);
            return;
        }
        for sentence in sentences(text) {
            if sentence.chars().all(char::is_whitespace) && open.last() != Some(&"p") {
                self.out.push_str(sentence);
                continue;
            }
            if self.begins {
                self.paragraph += 1;
                self.sentence = 0;
                self.begins = false;
            }
            self.sentence += 1;
            let (paragraph, number) = (self.paragraph, self.sentence);
            self.out.push_str(&format!("<span class=\"koboSpan\" id=\"kobo.{paragraph}.{number}\">{sentence}</span>"));
        }
    }
}

/// A text cut after each sentence; nothing is lost. White space is ASCII's, so that a no-break space joins.
fn sentences(text: &str) -> Vec<&str> {
    const QUOTES: &[&str] = &["'", "\"", "”", "’", "“", "…", "&quot;", "&apos;", "&#39;"];
    const SPACE: &[char] = &[' ', '\t', '\n', '\r', '\u{c}'];
    let mut out = Vec::new();
    let (mut rest, mut from) = (text, 0);
    while let Some(at) = rest.get(from..).and_then(|tail| tail.find(['.', '!', '?'])) {
        let mark = from + at + 1;
        let tail = rest.get(mark..).unwrap_or("");
        let quote = QUOTES.iter().find(|quote| tail.starts_with(**quote)).map_or(0, |quote| quote.len());
        let quoted = tail.get(quote..).unwrap_or("");
        let next = quoted.trim_start_matches(SPACE);
        if next.len() == quoted.len() {
            from = mark;
            continue;
        }
        let (sentence, others) = rest.split_at(rest.len() - next.len());
        out.push(sentence);
        (rest, from) = (others, 0);
    }
    if !rest.is_empty() {
        out.push(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(body: &str) -> String {
        let page = page(&format!("<html><head></head><body class=\"x\">{body}</body></html>"));
        let inner = page.split_once("<div id=\"book-inner\">").unwrap().1;
        inner
            .strip_suffix("</div></div></body></html>")
            .unwrap()
            .replace("<span class=\"koboSpan\" id=\"kobo.", "[")
            .replace("</span>", "]")
            .replace("\">", " ")
    }

    #[test]
    fn sentences_are_numbered_as_in_kobos_own_books() {
        for (body, wanted) in [
            ("<p>One. Two! “Three?” four</p>", "<p>[1.1 One. ][1.2 Two! ][1.3 “Three?” ][1.4 four]</p>"),
            ("<p>3.5: a “b”. C?! D.”\nE.\u{a0}F</p>", "<p>[1.1 3.5: a “b”. ][1.2 C?! ][1.3 D.”\n][1.4 E.\u{a0}F]</p>"),
            ("<h1>A</h1>\n<p>B <em>c.</em> d</p>", "<h1>[1.1 A]</h1>\n<p>[2.1 B ]<em>[2.2 c.]</em>[2.3  d]</p>"),
            ("<p> </p><p>x</p>", "<p>[1.1  ]</p><p>[2.1 x]</p>"),
            ("<div>a</div><p>b</p>", "<div>[0.1 a]</div><p>[1.1 b]</p>"),
            ("<p>a<img src=\"x\"/>b</p>", "<p>[1.1 a][2.1 <img src=\"x\"/>][2.2 b]</p>"),
            ("<ul><li>a</li><li><p>b</p></li></ul>", "<ul><li>[1.1 a]</li><li><p>[2.1 b]</p></li></ul>"),
            ("<pre>a. b</pre><p>c</p>", "<pre>a. b</pre><p>[1.1 c]</p>"),
            ("<p>a <math><mi>x.</mi></math> b</p>", "<p>[1.1 a ]<math><mi>x.</mi></math>[1.2  b]</p>"),
            (
                "<p>5 &lt; 6. Say &quot;no.&quot; Then</p>",
                "<p>[1.1 5 &lt; 6. ][1.2 Say &quot;no.&quot; ][1.3 Then]</p>",
            ),
            ("<p>a</p><!-- b. c --><hr/><p>d</p>", "<p>[1.1 a]</p><!-- b. c --><hr/><p>[2.1 d]</p>"),
        ] {
            assert_eq!(inner(body), wanted);
        }
    }
}
