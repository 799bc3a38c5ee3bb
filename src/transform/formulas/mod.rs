//! What formulas say to one another: commands that one defines and others use, numbers that the text refers to.
//!
//! LaTeX and MathJax keep a definition from the formula where it stands to the end of the page, and give a number to what
//! has a label. Afterwards each formula stands for itself, as back ends need it: uses are replaced by what they mean, a
//! label by its number (`\tag`), and `\eqref{x}` in formulas and in the text by that number.

mod macros;
mod scan;

use std::collections::HashMap;

use crate::context::Context;
use crate::doc::walk::{self, Rewrite};
use crate::doc::{Block, BlockKind, Document, Inline, Inlines, Math};
use macros::Macros;

/// Applies definitions and numbers.
pub(crate) fn formulas(document: &mut Document, _: &mut Context) {
    let mut first = Definitions::default();
    walk::rewrite_document(&mut first, document);
    if !first.numbers.is_empty() {
        walk::rewrite_document(&mut References { numbers: &first.numbers }, document);
    }
}

/// Reads and applies definitions in order, and numbers what has a label.
#[derive(Default)]
struct Definitions {
    macros: Macros,
    /// The numbers by their labels.
    numbers: HashMap<String, String>,
    last: usize,
}

impl Definitions {
    /// True if the formula had only definitions.
    fn read(&mut self, formula: &mut Math) -> bool {
        let (Some(tex), None) = (&mut formula.tex, &formula.mathml) else { return false };
        if !tex.contains('\\') {
            return false;
        }
        if let Some(rest) = self.macros.take_definitions(tex) {
            *tex = rest;
            if tex.trim().is_empty() {
                return true;
            }
        }
        if let Some(expanded) = self.macros.expand(tex) {
            *tex = expanded;
        }
        if tex.contains("\\label") {
            *tex = self.number(tex);
        }
        false
    }

    /// The formula with its labels replaced by numbers: in each row of an environment whose rows have numbers, otherwise
    /// once behind it.
    fn number(&mut self, tex: &str) -> String {
        const WITH_NUMBERED_ROWS: &[&str] = &["\\begin{align", "\\begin{gather", "\\begin{flalign"];
        let tex = scan::without_environment(tex, "equation");
        let in_rows = WITH_NUMBERED_ROWS.iter().any(|begin| tex.starts_with(begin));
        let mut all = Vec::new();
        let rows: Vec<String> = tex
            .split("\\\\")
            .map(|row| {
                let (mut row, labels) = scan::without_labels(row);
                if labels.is_empty() {
                    return row;
                }
                let stated = scan::argument_of(&row, "\\tag").map(str::to_owned);
                let number = stated.clone().unwrap_or_else(|| {
                    self.last += 1;
                    self.last.to_string()
                });
                self.numbers.extend(labels.into_iter().map(|label| (label, number.clone())));
                match (stated, in_rows) {
                    (Some(_), _) => {}
                    (None, true) => scan::tag_row(&mut row, &number),
                    (None, false) => all.push(number),
                }
                row
            })
            .collect();
        let tag = if all.is_empty() { String::new() } else { format!(" \\tag{{{}}}", all.join(", ")) };
        format!("{}{tag}", rows.join("\\\\").trim())
    }
}

impl Rewrite for Definitions {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        blocks.retain_mut(|block| match &mut block.kind {
            BlockKind::Math(formula) => !self.read(formula),
            _ => {
                self.block(block);
                true
            }
        });
    }

    fn inlines(&mut self, inlines: &mut Inlines) {
        inlines.retain_mut(|inline| match inline {
            Inline::Math(formula) => !self.read(formula),
            other => {
                self.inline(other);
                true
            }
        });
    }
}

/// Puts numbers in the place of references.
struct References<'n> {
    numbers: &'n HashMap<String, String>,
}

impl References<'_> {
    fn replace(&self, text: &mut String) {
        if text.contains("ref{") {
            *text = scan::with_references(text, |label| self.numbers.get(label).map(String::as_str));
        }
    }
}

impl Rewrite for References<'_> {
    fn block(&mut self, block: &mut Block) {
        if let BlockKind::Math(Math { tex: Some(tex), .. }) = &mut block.kind {
            self.replace(tex);
        }
        walk::rewrite_block_children(self, block);
    }

    fn inline(&mut self, inline: &mut Inline) {
        match inline {
            Inline::Text(text) | Inline::Math(Math { tex: Some(text), .. }) => self.replace(text),
            other => walk::rewrite_inline_children(self, other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formula(tex: &str) -> Block {
        BlockKind::Math(Math { tex: Some(tex.into()), mathml: None }).at(Default::default())
    }

    fn after(mut blocks: Vec<Block>) -> Vec<String> {
        let mut document = Document { blocks: std::mem::take(&mut blocks), ..Document::default() };
        formulas(&mut document, &mut Context::default());
        let shown = |block: Block| match block.kind {
            BlockKind::Math(math) => math.tex.unwrap(),
            BlockKind::Paragraph(inlines) => crate::doc::plain_text(&inlines),
            other => panic!("{other:?}"),
        };
        document.blocks.into_iter().map(shown).collect()
    }

    #[test]
    fn definitions_hold_from_their_place_on() {
        let made = after(vec![
            formula(r"\vel"),
            formula(r"\newcommand{\vel}{\mathbf{v}} \def\half#1{\tfrac12#1}"),
            formula(r"\vel x = \half{y}"),
        ]);
        assert_eq!(made, [r"\vel", r"\mathbf{v} x = \tfrac12y"]);
    }

    #[test]
    fn labels_become_numbers_and_references_follow() {
        let text = BlockKind::Paragraph(vec![Inline::text(r"By \eqref{a}, \ref{c}, \eqref{none} and \eqref{d}.")]);
        let made = after(vec![
            text.at(Default::default()),
            formula(r"\begin{equation}\label{a} x = y\end{equation}"),
            formula(r"\begin{align} p &= q \label{b} \\ r &= s \label{c} \end{align}"),
            formula(r"m \label{d} \tag{*}"),
            formula(r"\ref{b}"),
        ]);
        assert_eq!(made[0], r"By (1), 3, \eqref{none} and (*).");
        assert_eq!(made[1], r"x = y \tag{1}");
        assert_eq!(made[2], r"\begin{align} p &= q \tag{2}\\ r &= s \tag{3}\end{align}");
        assert_eq!(made[3..], [r"m  \tag{*}", "2"]);
    }
}
