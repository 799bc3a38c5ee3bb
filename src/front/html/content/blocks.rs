//! Cuts a page into text blocks: runs of text with no block-level border inside.
//!
//! A text block is what candidates are compared by: a paragraph, a heading, an item, a cell, or a line in a `div`. Text
//! that no reader sees as text (scripts, options of forms, drawings) is in no block.

use crate::front::html::dom::{Dom, Id};
use crate::front::html::removals::Removals;
use crate::front::removal::Reason;

/// A run of text.
#[derive(Clone, Copy, Debug)]
pub struct TextBlock {
    /// Words: runs of letters, digits and underscores.
    pub words: u32,
}

/// A text node of a block.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// The text node.
    pub node: Id,
    /// The block it belongs to, as an index into [`TextBlocks::blocks`].
    pub block: u32,
    /// Its words.
    pub words: u32,
}

/// The text blocks of a page in the order of the page.
#[derive(Debug, Default)]
pub struct TextBlocks {
    /// The blocks; each has at least one word.
    pub blocks: Vec<TextBlock>,
    /// The text nodes of all blocks, in order.
    pub pieces: Vec<Piece>,
}

impl TextBlocks {
    /// Cuts everything below `root`.
    pub fn of(dom: &Dom, root: Id) -> Self {
        let mut cutter = Cutter { dom, out: TextBlocks::default(), words: 0 };
        cutter.walk(root);
        cutter.close();
        cutter.out
    }

    /// The share of each block's words that stands below `root` and is not removed. A note counts as kept, because it
    /// stands at its call.
    pub fn coverage(&self, dom: &Dom, root: Id, removed: &Removals) -> Vec<f32> {
        let mut kept = vec![false; dom.count()];
        let gone = |id| removed.reason(id).is_some_and(|reason| reason != Reason::Note);
        let whole = std::iter::once(root).filter(|id| !gone(*id));
        whole.chain(dom.descendants_but(root, gone)).for_each(|id| kept[id.index()] = true);
        let mut words = vec![0u32; self.blocks.len()];
        for piece in self.pieces.iter().filter(|piece| kept[piece.node.index()]) {
            words[piece.block as usize] += piece.words;
        }
        words.iter().zip(&self.blocks).map(|(kept, block)| *kept as f32 / block.words.max(1) as f32).collect()
    }
}

struct Cutter<'a> {
    dom: &'a Dom,
    out: TextBlocks,
    /// Words of the open block.
    words: u32,
}

impl Cutter<'_> {
    /// Depth is bounded when the page is parsed, so recursion is safe.
    fn walk(&mut self, id: Id) {
        if let Some(text) = self.dom.text(id) {
            return self.text(id, text);
        }
        let tag = self.dom.tag(id);
        if is_no_text(tag) {
            return;
        }
        let border = is_border(tag);
        if border {
            self.close();
        }
        let mut child = self.dom.first(id);
        while let Some(at) = child {
            self.walk(at);
            child = self.dom.next(at);
        }
        if border {
            self.close();
        }
    }

    fn text(&mut self, id: Id, text: &str) {
        let is_word = |word: &&str| !word.is_empty();
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(is_word).count() as u32;
        if words > 0 {
            self.out.pieces.push(Piece { node: id, block: self.out.blocks.len() as u32, words });
            self.words += words;
        }
    }

    fn close(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words > 0 {
            self.out.blocks.push(TextBlock { words });
        }
    }
}

/// Elements whose text is not running text.
fn is_no_text(tag: &str) -> bool {
    matches!(
        tag,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "svg"
            | "iframe"
            | "button"
            | "select"
            | "option"
            | "textarea"
            | "input"
            | "object"
            | "canvas"
    )
}

/// Elements that begin and end a line.
fn is_border(tag: &str) -> bool {
    matches!(
        tag,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "br"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front::removal::Removal;

    fn cut(html: &str) -> (Dom, TextBlocks) {
        let dom = Dom::fragment(html);
        let blocks = TextBlocks::of(&dom, Dom::ROOT);
        (dom, blocks)
    }

    #[test]
    fn borders_part_blocks_and_links_do_not() {
        let html =
            "<p>One <a href=x>linked word</a>.</p><div>two<br>three, four<p>five</p>six</div><br><script>x</script>";
        let words: Vec<u32> = cut(html).1.blocks.iter().map(|block| block.words).collect();
        assert_eq!(words, [3, 1, 2, 1, 1]);
    }

    #[test]
    fn what_is_removed_is_not_covered_but_a_note_is() {
        let (dom, cut) = cut("<p>a b <i>c d</i></p><p>e</p><p>f</p>");
        let paragraphs: Vec<Id> = dom.descendants(Dom::ROOT).filter(|id| dom.tag(*id) == "p").collect();
        let mut removed = Removals::nothing(dom.count());
        let mut remove = |id, reason| removed.leave_out(id, Removal { reason, rule: "test" });
        remove(dom.find(Dom::ROOT, "i").unwrap(), Reason::Sharing);
        remove(paragraphs[1], Reason::Note);
        remove(paragraphs[2], Reason::Outside);
        assert_eq!(cut.coverage(&dom, Dom::ROOT, &removed), [0.5, 1.0, 0.0]);
    }
}
