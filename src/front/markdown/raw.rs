//! Blocks of HTML between blocks of Markdown.
//!
//! HTML goes to the HTML front end and comes back as tree. An element may open in one block of HTML and close in
//! another with Markdown between (`<details>`, a table with Markdown in its cells). Then all of it goes as one piece,
//! with a token for each block of Markdown, and afterwards each block replaces its token.

use super::builder::Piece;
use super::{comments, components, shape};
use crate::context::Context;
use crate::doc::walk::{self, Rewrite};
use crate::doc::{Block, BlockKind, Inline, Inlines};
use crate::front::html;

/// Around the number of a token; private characters that no article uses so.
const OPEN: char = '\u{F8F0}';
const CLOSE: char = '\u{F8F1}';

/// The blocks that some pieces make.
pub(super) fn blocks(pieces: Vec<Piece>, cx: &mut Context) -> Vec<Block> {
    let pieces = marked(pieces);
    let mut out = Vec::with_capacity(pieces.len());
    let mut pieces = pieces.into_iter();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Block(block) => out.push(block),
            Piece::Html(text, span) => {
                let mut inner = Vec::new();
                let mut text = components::strip(&text).into_owned();
                if text.trim().is_empty() {
                    continue;
                }
                let mut open = balance(&text);
                while open > 0 {
                    match pieces.next() {
                        None => break,
                        Some(Piece::Html(more, _)) => {
                            let more = components::strip(&more);
                            open += balance(&more);
                            text.push_str(&more);
                        }
                        Some(Piece::Block(block)) => {
                            // A figure may be the caption of its code.
                            let is_listing = matches!(block.kind, BlockKind::Code(_)) && text.contains("<figure");
                            let tag = if is_listing { "pre" } else { "p" };
                            text.push_str(&format!("<{tag}>{OPEN}{}{CLOSE}</{tag}>\n", inner.len()));
                            inner.push(Some(block));
                        }
                    }
                }
                let mut made = html::fragment(&text, cx);
                let mut back = Back { inner };
                back.blocks(&mut made);
                // Content that the HTML front end could not place is still part of the article.
                made.extend(back.inner.into_iter().flatten());
                made.iter_mut().filter(|b| b.span == Default::default()).for_each(|b| b.span = span);
                out.append(&mut made);
            }
        }
    }
    out
}

/// Comments that name the next block take effect and are removed; so are all other comments.
fn marked(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut words: Option<String> = None;
    let mut apart = false;
    for piece in pieces {
        match piece {
            Piece::Html(html, span) => match shape::comment(&html) {
                Some(comment) => {
                    apart = true;
                    words = Some(comment.to_string());
                }
                None => out.push(Piece::Html(html, span)),
            },
            Piece::Block(mut block) => {
                let words = words.take();
                let caption = words.as_deref() == Some("caption");
                match (out.last_mut(), &block.kind) {
                    (
                        Some(Piece::Block(Block { kind: BlockKind::Table(table), .. })),
                        BlockKind::Paragraph(content),
                    ) if caption => {
                        table.caption = content.clone();
                        continue;
                    }
                    (Some(Piece::Block(Block { kind: BlockKind::Paragraph(anchor), .. })), BlockKind::Table(_))
                        if !apart =>
                    {
                        if let [Inline::Anchor(id)] = anchor.as_slice() {
                            let id = id.clone();
                            out.pop();
                            if let BlockKind::Table(table) = &mut block.kind {
                                table.id = Some(id);
                            }
                        }
                    }
                    _ => {}
                }
                if let Some(words) = words {
                    comments::mark(&words, &mut block);
                }
                apart = false;
                out.push(Piece::Block(block));
            }
        }
    }
    out
}

/// The number of elements that a text of HTML opens, less those it closes. Elements that need no end tag do not count.
fn balance(text: &str) -> i64 {
    const NO_END: &str = " area base br col embed hr img input link meta param source track wbr p li td th tr dt dd thead tbody \
        tfoot option colgroup caption html body head rp rt optgroup ";
    let mut balance = 0;
    let mut rest = text;
    while let Some(found) = rest.find('<') {
        rest = &rest[found + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let closes = rest.starts_with('/');
        let body = rest.trim_start_matches('/');
        let end = body.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(body.len());
        let name = body[..end].to_ascii_lowercase();
        if name.is_empty() || NO_END.contains(&format!(" {name} ")) {
            continue;
        }
        let tail = body.find('>').map_or("", |at| &body[..at]);
        if !tail.ends_with('/') {
            balance += if closes { -1 } else { 1 };
        }
    }
    balance
}

/// Puts blocks back in the place of their tokens.
struct Back {
    inner: Vec<Option<Block>>,
}

impl Back {
    /// The number in a token.
    fn number(&self, content: &[Inline]) -> Option<usize> {
        let [Inline::Text(text)] = content else { return None };
        self.number_in(text)
    }

    fn number_in(&self, text: &str) -> Option<usize> {
        let number = text.trim().strip_prefix(OPEN)?.strip_suffix(CLOSE)?.parse().ok()?;
        (number < self.inner.len()).then_some(number)
    }
}

impl Rewrite for Back {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        for block in blocks.iter_mut() {
            if let BlockKind::Paragraph(content) = &block.kind
                && let Some(number) = self.number(content)
                && let Some(inner) = self.inner[number].take()
            {
                *block = inner;
            } else if let BlockKind::Code(code) = &mut block.kind
                && let Some(number) = self.number_in(&code.text)
                && let Some(mut inner) = self.inner[number].take()
            {
                let mut caption = std::mem::take(&mut code.caption);
                self.inlines(&mut caption);
                if let BlockKind::Code(code) = &mut inner.kind {
                    code.caption = caption;
                }
                *block = inner;
            } else {
                walk::rewrite_block_children(self, block);
            }
        }
    }

    fn inlines(&mut self, inlines: &mut Inlines) {
        if let Some(number) = self.number(inlines)
            && let Some(Some(Block { kind: BlockKind::Paragraph(content), .. })) = self.inner.get(number)
        {
            *inlines = content.clone();
            self.inner[number] = None;
            return;
        }
        walk::rewrite_inlines(self, inlines);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_elements_are_counted() {
        assert_eq!(balance("<div><p>a<br></div>"), 0);
        assert_eq!(balance("<details><summary>x</summary>"), 1);
        assert_eq!(balance("</table>"), -1);
        assert_eq!(balance("<!-- <div> --> <x/> a < b"), 0);
    }
}
