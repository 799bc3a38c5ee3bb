//! Cuts a page into text blocks: runs of text with no block-level border inside.
//!
//! A text block is the unit of the block model: a paragraph, a heading, an item, a cell, or a line in a `div`. Text
//! that no reader sees as text (scripts, options of forms, drawings) is in no block.

use crate::front::html::dom::{Dom, Id, is_block_tag};
use crate::front::html::removals::Removals;
use crate::front::removal::Reason;

/// A run of text and its counts.
#[derive(Clone, Debug)]
pub(crate) struct TextBlock {
    /// The innermost block-level element around the text.
    pub host: Id,
    /// Words: runs of letters, digits and underscores.
    pub words: u32,
    /// Words inside links.
    pub linked_words: u32,
    /// Links that begin in the block.
    pub links: u32,
    /// Characters without white space.
    pub characters: u32,
    /// Full stops, commas and semicolons, of any script.
    pub marks: u32,
    /// Capital letters.
    pub capitals: u32,
    /// Digits.
    pub digits: u32,
    /// Words under an element that the page hides.
    pub hidden_words: u32,
    /// The last character that is not white space.
    pub last: char,
    /// True if a copyright sign is in the text.
    pub copyright: bool,
    /// True if a vertical bar is in the text.
    pub bar: bool,
    /// A hash of the letters and digits, to find the same text elsewhere on the page.
    pub hash: u64,
}

impl TextBlock {
    fn new(host: Id) -> Self {
        TextBlock {
            host,
            words: 0,
            linked_words: 0,
            links: 0,
            characters: 0,
            marks: 0,
            capitals: 0,
            digits: 0,
            hidden_words: 0,
            last: ' ',
            copyright: false,
            bar: false,
            hash: 0,
        }
    }
}

/// A text node of a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    /// The text node.
    pub node: Id,
    /// The block it belongs to, as an index into [`TextBlocks::blocks`].
    pub block: u32,
    /// Its words.
    pub words: u32,
}

/// The text blocks of a page in the order of the page.
#[derive(Debug, Default)]
pub(crate) struct TextBlocks {
    /// The blocks; each has at least one word.
    pub blocks: Vec<TextBlock>,
    /// The text nodes of all blocks, in order.
    pub pieces: Vec<Piece>,
}

impl TextBlocks {
    /// Cuts everything below `root`. `hidden` names the elements that no reader sees.
    pub(crate) fn of(dom: &Dom, root: Id, hidden: &Removals) -> Self {
        let mut cutter = Cutter { dom, hidden, out: TextBlocks::default(), open: TextBlock::new(Dom::ROOT) };
        cutter.walk(root, State { host: root, in_link: false, hidden: false });
        cutter.close();
        cutter.out
    }

    /// The share of each block's words below `root` that are not removed. A note counts as kept, because it stands at
    /// its call.
    pub(crate) fn coverage(&self, dom: &Dom, root: Id, removed: &Removals) -> Vec<f32> {
        let mut kept = vec![false; dom.count()];
        let gone = |id| removed.reason(id).is_some_and(|reason| reason != Reason::Note);
        let whole = std::iter::once(root).filter(|id| !gone(*id));
        whole.chain(dom.descendants_but(root, gone)).for_each(|id| kept[id.index()] = true);
        self.share(|node| kept[node.index()])
    }

    /// The share of each block's words in text nodes that `keeps` names.
    pub(crate) fn share(&self, keeps: impl Fn(Id) -> bool) -> Vec<f32> {
        let mut words = vec![0u32; self.blocks.len()];
        for piece in self.pieces.iter().filter(|piece| keeps(piece.node)) {
            words[piece.block as usize] += piece.words;
        }
        words.iter().zip(&self.blocks).map(|(kept, block)| *kept as f32 / block.words.max(1) as f32).collect()
    }
}

#[derive(Clone, Copy)]
struct State {
    host: Id,
    in_link: bool,
    hidden: bool,
}

struct Cutter<'a> {
    dom: &'a Dom,
    hidden: &'a Removals,
    out: TextBlocks,
    open: TextBlock,
}

impl Cutter<'_> {
    /// Depth is bounded when the page is parsed, so recursion is safe.
    fn walk(&mut self, id: Id, state: State) {
        if let Some(text) = self.dom.text(id) {
            return self.text(id, text, state);
        }
        let tag = self.dom.tag(id);
        if is_no_text(tag) {
            return;
        }
        let border = is_border(tag);
        let mut inner = state;
        if border {
            self.close();
            inner.host = id;
        }
        inner.hidden |= self.hidden.reason(id) == Some(Reason::Hidden);
        if tag == "a" {
            inner.in_link = true;
            self.open.links += 1;
        }
        let mut child = self.dom.first(id);
        while let Some(at) = child {
            self.walk(at, inner);
            child = self.dom.next(at);
        }
        if border {
            self.close();
        }
    }

    fn text(&mut self, id: Id, text: &str, state: State) {
        let block = &mut self.open;
        let before = block.words;
        let mut in_word = false;
        for c in text.chars() {
            let of_word = c.is_alphanumeric() || c == '_';
            block.words += u32::from(of_word && !in_word);
            in_word = of_word;
            if of_word {
                block.capitals += u32::from(c.is_uppercase());
                block.digits += u32::from(c.is_numeric());
                block.hash = (block.hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
            } else if c.is_whitespace() {
                continue;
            }
            match c {
                '.' | ',' | ';' | '。' | '、' | '，' | '；' | '،' | '।' => block.marks += 1,
                '©' => block.copyright = true,
                '|' => block.bar = true,
                _ => {}
            }
            block.characters += 1;
            block.last = c;
        }
        let words = block.words - before;
        if before == 0 && words > 0 {
            block.host = state.host;
        }
        block.linked_words += if state.in_link { words } else { 0 };
        block.hidden_words += if state.hidden { words } else { 0 };
        if words > 0 {
            self.out.pieces.push(Piece { node: id, block: self.out.blocks.len() as u32, words });
        }
    }

    fn close(&mut self) {
        let block = std::mem::replace(&mut self.open, TextBlock::new(Dom::ROOT));
        if block.words > 0 {
            self.out.blocks.push(block);
        }
    }
}

/// True if the text of this element is not running text.
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

/// Elements that begin and end a line: the block elements except players, old listings and the like, and line breaks.
fn is_border(tag: &str) -> bool {
    let runs_on =
        || matches!(tag, "audio" | "embed" | "html" | "legend" | "listing" | "plaintext" | "search" | "video" | "xmp");
    tag == "br" || (is_block_tag(tag) && !runs_on())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front::removal::Removal;

    fn removal(reason: Reason) -> Removal {
        Removal { reason, rule: "test" }
    }

    fn cut(html: &str) -> (Dom, TextBlocks) {
        let dom = Dom::fragment(html);
        let mut hidden = Removals::nothing(dom.count());
        let is_hidden = |id: &Id| dom.attr(*id, "hidden").is_some();
        dom.descendants(Dom::ROOT).filter(is_hidden).for_each(|id| hidden.leave_out(id, removal(Reason::Hidden)));
        let blocks = TextBlocks::of(&dom, Dom::ROOT, &hidden);
        (dom, blocks)
    }

    #[test]
    fn borders_part_blocks_and_links_do_not() {
        let (dom, cut) = cut("<p>One <a href=x>linked word</a>.</p><div>two<br>three, four<p>five</p>six</div><br>");
        let words: Vec<(u32, u32, u32)> = cut.blocks.iter().map(|b| (b.words, b.linked_words, b.links)).collect();
        assert_eq!(words, [(3, 2, 1), (1, 0, 0), (2, 0, 0), (1, 0, 0), (1, 0, 0)]);
        let hosts: Vec<&str> = cut.blocks.iter().map(|block| dom.tag(block.host)).collect();
        assert_eq!(hosts, ["p", "div", "div", "p", "div"]);
        assert_eq!(cut.blocks[0].last, '.');
    }

    #[test]
    fn scripts_have_no_words_and_hidden_ones_are_counted() {
        let (_, cut) = cut("<p>shown <span hidden>not shown</span></p><script>var a = 1</script>");
        assert_eq!(cut.blocks.len(), 1);
        assert_eq!((cut.blocks[0].words, cut.blocks[0].hidden_words), (3, 2));
    }

    #[test]
    fn what_is_removed_is_not_covered_but_a_note_is() {
        let (dom, cut) = cut("<p>a b <i>c d</i></p><p>e</p><p>f</p>");
        let all: Vec<Id> = dom.descendants(Dom::ROOT).filter(|id| dom.is_element(*id)).collect();
        let mut removed = Removals::nothing(dom.count());
        removed.leave_out(dom.find(Dom::ROOT, "i").unwrap(), removal(Reason::Sharing));
        removed.leave_out(all[all.len() - 2], removal(Reason::Note));
        removed.leave_out(all[all.len() - 1], removal(Reason::Outside));
        assert_eq!(cut.coverage(&dom, Dom::ROOT, &removed), [0.5, 1.0, 0.0]);
    }
}
