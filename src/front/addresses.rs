//! Web and e-mail addresses in running text, which become links.
//!
//! Plain text has no other links, and pages print theirs too: in references, under pictures, at the end of a speech. As
//! links they can be followed from the PDF and the EPUB, and Markdown writes them as people do, without escapes.

use crate::doc::walk::{self, Rewrite};
use crate::doc::{Block, BlockKind, Inline, Inlines, Link, normalize_inlines};

/// Makes links of the addresses in the text of some blocks; headings stay as they are.
pub(crate) fn link_up(blocks: &mut Vec<Block>) {
    struct LinkUp;
    impl Rewrite for LinkUp {
        fn block(&mut self, block: &mut Block) {
            if !matches!(block.kind, BlockKind::Heading(_)) {
                walk::rewrite_block_children(self, block);
            }
        }
        fn inlines(&mut self, inlines: &mut Inlines) {
            if inlines.iter().any(|inline| matches!(inline, Inline::Text(text) if may_hold(text))) {
                let mut out = Inlines::with_capacity(inlines.len() + 2);
                for inline in inlines.drain(..) {
                    match inline {
                        Inline::Text(text) => split(&text, &mut out),
                        other => out.push(other),
                    }
                }
                normalize_inlines(&mut out);
                *inlines = out;
            }
            walk::rewrite_inlines(self, inlines);
        }
        fn inline(&mut self, inline: &mut Inline) {
            if !matches!(inline, Inline::Link(_)) {
                walk::rewrite_inline_children(self, inline);
            }
        }
    }
    LinkUp.blocks(blocks);
}

/// True if a text has the signs that every address has.
fn may_hold(text: &str) -> bool {
    text.contains("://") || text.contains("www.") || text.contains('@')
}

/// Adds a text to `out`, with its addresses as links.
pub(crate) fn split(text: &str, out: &mut Inlines) {
    if !may_hold(text) {
        if !text.is_empty() {
            out.push(Inline::Text(text.to_owned()));
        }
        return;
    }
    let mut plain_from = 0;
    // Longer words are not addresses, and repeated searches of their brackets would cost time.
    for (start, word) in words(text).filter(|(_, w)| w.len() <= 4096) {
        let lead = word.find(|c: char| !"<([{\"'“‘«„".contains(c)).unwrap_or(0);
        let Some(rest) = word.get(lead..) else { continue };
        // A wiki's link has its words behind a sign: `[[https://example.org|the list]]`.
        let linked = word.get(..lead).is_some_and(|lead| lead.ends_with("[[")).then(|| rest.find(['|', ']'])).flatten();
        let rest = rest.get(..linked.unwrap_or(rest.len())).unwrap_or(rest);
        let Some((url, length)) = web(rest).or_else(|| mail(rest)) else { continue };
        let (from, to) = (start + lead, start + lead + length);
        out.push(Inline::Text(text.get(plain_from..from).unwrap_or("").to_owned()));
        let shown = text.get(from..to).unwrap_or("").to_owned();
        out.push(Inline::Link(Link { url, title: None, content: vec![Inline::Text(shown)] }));
        plain_from = to;
    }
    out.push(Inline::Text(text.get(plain_from..).unwrap_or("").to_owned()));
}

/// The words of a text with their offsets.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |w| (w.as_ptr() as usize - base, w))
}

/// A web address at the head of a word: its URL and length here.
fn web(word: &str) -> Option<(String, usize)> {
    let lower = word.get(..8.min(word.len())).unwrap_or(word).to_ascii_lowercase();
    let scheme = ["https://", "http://", "ftp://"].into_iter().find(|s| lower.starts_with(s));
    let bare = scheme.is_none() && lower.starts_with("www.");
    if scheme.is_none() && !bare {
        return None;
    }
    let stop = |c: char| "<>\"“”«»`".contains(c);
    let shown = word.get(..word.find(stop).unwrap_or(word.len()))?;
    // A bracket that does not close in the word opens the words of a link: `https://example.org[the list]`.
    let left_open = shown.rfind('[').filter(|&at| !shown[at..].contains(']'));
    let shown = trim_end(shown.get(..left_open.unwrap_or(shown.len()))?);
    let host = shown.get(scheme.map_or(4, str::len)..)?;
    let named = host.starts_with(|c: char| c.is_alphanumeric() || c == '[') && (!bare || host.contains('.'));
    let url = if bare { format!("http://{shown}") } else { shown.to_owned() };
    named.then_some((url, shown.len()))
}

/// Without the punctuation that ends a sentence, and without a closing bracket that the address did not open.
fn trim_end(mut text: &str) -> &str {
    loop {
        let Some(last) = text.chars().next_back() else { return text };
        let shut = |open: char| text.matches(last).count() > text.matches(open).count();
        let drop = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '‘' | '*' | '_' | '…' => true,
            ')' => shut('('),
            ']' => shut('['),
            '}' => shut('{'),
            _ => false,
        };
        if !drop {
            return text;
        }
        text = &text[..text.len() - last.len_utf8()];
    }
}

/// An e-mail address at the head of a word: its `mailto:` URL and length here.
fn mail(word: &str) -> Option<(String, usize)> {
    let word = trim_end(word.get(..word.find(['>', '"', '<']).unwrap_or(word.len()))?);
    let address = word.strip_prefix("mailto:").unwrap_or(word);
    let (user, host) = address.split_once('@')?;
    let user_ok = !user.is_empty() && user.chars().all(|c| c.is_alphanumeric() || "._%+-".contains(c));
    let labels: Vec<&str> = host.split('.').collect();
    let label_ok = |l: &&str| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-');
    let top_ok = labels.last().is_some_and(|l| l.len() >= 2 && l.chars().all(char::is_alphabetic));
    (user_ok && labels.len() >= 2 && labels.iter().all(label_ok) && top_ok)
        .then(|| (format!("mailto:{address}"), word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::plain_text;

    fn linked(text: &str) -> Vec<Block> {
        let mut blocks = vec![BlockKind::Paragraph(vec![Inline::Emph(vec![Inline::text(text)])]).into()];
        link_up(&mut blocks);
        blocks
    }

    #[test]
    fn addresses_in_wrappers_become_links() {
        let blocks = linked("From www.example.org, 2016.");
        let BlockKind::Paragraph(content) = &blocks[0].kind else { panic!("a paragraph") };
        let Inline::Emph(inner) = &content[0] else { panic!("emphasis") };
        assert!(matches!(&inner[1], Inline::Link(l) if l.url == "http://www.example.org"));
        assert_eq!(plain_text(content), "From www.example.org, 2016.");
    }

    #[test]
    fn links_and_headings_are_left_alone() {
        let text = || vec![Inline::text("https://example.org/a")];
        let link = Inline::Link(Link { url: "https://example.org/b".into(), title: None, content: text() });
        let heading = crate::doc::Heading { level: 2, content: text(), ..crate::doc::Heading::default() };
        let mut blocks: Vec<Block> = vec![BlockKind::Paragraph(vec![link]).into(), BlockKind::Heading(heading).into()];
        let before = blocks.clone();
        link_up(&mut blocks);
        assert_eq!(blocks, before);
    }
}
