//! Makes the tree what its documentation promises: clean characters, no empty blocks, bounded depth, rectangular
//! tables, no notes in notes and no links in links.
//!
//! Articles are hostile or merely broken; front ends deliver what they found. Nothing visible is dropped in silence:
//! every change that is more than tidying is a remark.

mod bold_heads;
mod characters;
mod spaces;
mod tables;
mod words;

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::walk::{self, Rewrite};
use crate::doc::{Block, BlockKind, Document, Inline, Inlines, Meta, normalize_inlines, plain_text};

use characters::Characters;
use spaces::{plain_spaces, single_spaces, trim_ends};
use tables::make_rectangular;
use words::words;

/// Repairs a document.
pub(crate) fn repair(document: &mut Document, cx: &mut Context) {
    let mut repair = Repair { bound: cx.limits.depth, columns: cx.limits.table_columns, ..Repair::default() };
    walk::rewrite_document(&mut repair, document);
    repair.meta(&mut document.meta);
    repair.report(cx);
}

#[derive(Default)]
struct Repair {
    bound: usize,
    columns: usize,
    depth: usize,
    in_note: bool,
    in_link: bool,
    characters: Characters,
    flattened: usize,
    ragged: usize,
    too_wide: usize,
    sprawling: usize,
    inner_notes: usize,
}

impl Repair {
    fn report(&self, cx: &mut Context) {
        let levels = format!("deeper than {} levels and flattened.", self.bound);
        let rows: [(usize, codes::Code, &str, &str, &str); 7] = [
            (
                self.characters.controls,
                codes::CONTROL_CHARACTERS,
                "1 control character was",
                "control characters were",
                "left out.",
            ),
            (
                self.characters.overrides,
                codes::TEXT_OVERRIDES,
                "1 invisible character was",
                "invisible characters were",
                "left out, for they could disguise the text.",
            ),
            (
                self.flattened,
                codes::NESTING_DEEP,
                "1 part of the article was nested",
                "parts of the article were nested",
                &levels,
            ),
            (
                self.ragged,
                codes::TABLE_RAGGED,
                "1 table had",
                "tables had",
                "unequal rows; the short ones were filled with empty cells.",
            ),
            (
                self.too_wide,
                codes::TABLE_WIDE,
                "1 table has",
                "tables have",
                "more columns than can be set; the further cells were joined to the last.",
            ),
            (
                self.sprawling,
                codes::TABLE_SPANS,
                "1 table claims a grid",
                "tables claim grids",
                "too large for what stands in it; its cells no longer reach over others.",
            ),
            (
                self.inner_notes,
                codes::NOTE_IN_NOTE,
                "1 note was called inside another note and now stands",
                "notes were called inside another note and now stand",
                "there in brackets.",
            ),
        ];
        for (count, code, one, many, rest) in rows.into_iter().filter(|row| row.0 > 0) {
            let subject = if count == 1 { one.to_owned() } else { format!("{count} {many}") };
            cx.say(Diagnostic::remark(code, format!("{subject} {rest}")));
        }
    }

    fn meta(&mut self, meta: &mut Meta) {
        let options = [&mut meta.eyebrow, &mut meta.site, &mut meta.publisher, &mut meta.rights, &mut meta.description];
        for text in options.into_iter().flatten() {
            self.characters.clean_name(text);
        }
        for author in &mut meta.authors {
            self.characters.clean_name(&mut author.name);
        }
        meta.authors.retain(|a| !a.name.trim().is_empty());
        meta.subjects.iter_mut().for_each(|s| self.characters.clean_name(s));
        meta.subjects.retain(|s| !s.trim().is_empty());
    }
}

impl Rewrite for Repair {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        self.depth += 1;
        if self.depth > self.bound {
            self.flattened += 1;
            let words = words(blocks);
            *blocks = if words.trim().is_empty() {
                Vec::new()
            } else {
                vec![BlockKind::Paragraph(vec![Inline::Text(words.trim().to_string())]).into()]
            };
        }
        walk::rewrite_blocks(self, blocks);
        blocks.retain(|block| !is_empty(block));
        self.depth -= 1;
    }

    fn block(&mut self, block: &mut Block) {
        match &mut block.kind {
            BlockKind::Heading(heading) => {
                heading.level = heading.level.clamp(1, 6);
                trim_ends(&mut heading.content);
            }
            BlockKind::Paragraph(content) => trim_ends(content),
            BlockKind::Code(code) => self.characters.clean_code(&mut code.text),
            BlockKind::Table(table) => {
                let changes = make_rectangular(table, self.columns);
                self.ragged += usize::from(changes.ragged);
                self.too_wide += usize::from(changes.too_wide);
                self.sprawling += usize::from(changes.sprawling);
                bold_heads::make_head(table);
            }
            BlockKind::Figure(figure) => {
                figure.images.iter_mut().filter_map(|i| i.alt.as_mut()).for_each(|alt| self.characters.clean(alt));
            }
            BlockKind::Verse(lines) => {
                while lines.last().is_some_and(Vec::is_empty) {
                    lines.pop();
                }
            }
            _ => {}
        }
        walk::rewrite_block_children(self, block);
    }

    fn inlines(&mut self, inlines: &mut Inlines) {
        self.depth += 1;
        if self.depth > self.bound + 20 {
            self.flattened += 1;
            *inlines = vec![Inline::Text(plain_text(inlines))];
        }
        if self.in_link && inlines.iter().any(|i| matches!(i, Inline::Link(_))) {
            *inlines = std::mem::take(inlines).into_iter().flat_map(unlink).collect();
        }
        if self.in_note {
            for inline in inlines.iter_mut() {
                if let Inline::Note(blocks) = inline {
                    self.inner_notes += 1;
                    *inline = Inline::Text(format!(" ({})", words(blocks).trim()));
                }
            }
        }
        walk::rewrite_inlines(self, inlines);
        normalize_inlines(inlines);
        inlines.iter_mut().for_each(single_spaces);
        plain_spaces(inlines);
        self.depth -= 1;
    }

    fn inline(&mut self, inline: &mut Inline) {
        let (note, link) = (self.in_note, self.in_link);
        match inline {
            Inline::Text(text) => self.characters.clean(text),
            Inline::Literal(text) | Inline::Code(text) => self.characters.clean(text),
            Inline::Image(image) => image.alt.iter_mut().for_each(|alt| self.characters.clean(alt)),
            Inline::Note(_) => (self.in_note, self.in_link) = (true, false),
            Inline::Link(_) => self.in_link = true,
            _ => {}
        }
        walk::rewrite_inline_children(self, inline);
        (self.in_note, self.in_link) = (note, link);
    }
}

fn unlink(inline: Inline) -> Inlines {
    match inline {
        Inline::Link(link) => link.content,
        other => vec![other],
    }
}

fn is_empty(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(content) => {
            content.is_empty() || matches!(&content[..], [Inline::Text(t)] if t.trim().is_empty())
        }
        BlockKind::Verse(lines) => lines.is_empty(),
        BlockKind::List(list) => list.items.is_empty(),
        BlockKind::DefinitionList(list) => list.is_empty(),
        BlockKind::Table(table) => table.rows().next().is_none() && table.caption.is_empty(),
        BlockKind::Figure(figure) => figure.images.is_empty() && figure.caption.is_empty() && figure.credit.is_empty(),
        BlockKind::Math(math) => math.tex.is_none() && math.mathml.is_none(),
        BlockKind::Aside(aside) => aside.blocks.is_empty() && aside.title.is_empty(),
        // Constructs that a source marks but leaves empty stay: see `doc::hollow`.
        BlockKind::Heading(_) | BlockKind::Quote(_) | BlockKind::Code(_) | BlockKind::Break => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{Quote, check, dump};

    pub(super) fn repaired(blocks: Vec<Block>) -> (Document, usize) {
        let mut cx = Context::default();
        let mut document = Document { blocks, ..Document::default() };
        repair(&mut document, &mut cx);
        (document, cx.diags.iter().count())
    }

    #[test]
    fn control_characters_are_left_out_with_a_remark() {
        let (document, remarks) =
            repaired(vec![BlockKind::Paragraph(vec![Inline::text("a\u{0}b\u{202E}c\nd")]).into()]);
        assert_eq!(dump::dump_blocks(&document.blocks), "paragraph\n  \"abc d\"\n");
        assert_eq!(remarks, 2);
    }

    #[test]
    fn a_flag_made_of_tags_stays_whole() {
        let flag = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}";
        let (document, remarks) = repaired(vec![BlockKind::Paragraph(vec![Inline::text(flag)]).into()]);
        assert_eq!(document.blocks[0].kind, BlockKind::Paragraph(vec![Inline::text(flag)]));
        assert_eq!(remarks, 0);
    }

    #[test]
    fn tags_that_no_flag_begins_are_left_out_to_the_last() {
        let (document, remarks) =
            repaired(vec![BlockKind::Paragraph(vec![Inline::text("a\u{E0041}\u{E0042}\u{E0043}b")]).into()]);
        assert_eq!(dump::dump_blocks(&document.blocks), "paragraph\n  \"ab\"\n");
        assert_eq!(remarks, 1);
    }

    #[test]
    fn deep_nesting_is_flattened_without_losing_words() {
        let mut block: Block = BlockKind::Paragraph(vec![Inline::text("deep")]).into();
        for _ in 0..500 {
            block = BlockKind::Quote(Quote { blocks: vec![block], ..Quote::default() }).into();
        }
        let (document, remarks) = repaired(vec![block]);
        assert!(dump::dump_blocks(&document.blocks).contains("deep"));
        assert_eq!(remarks, 1);
        let mut cx = Context::default();
        check(&document, &mut cx);
        assert!(cx.diags.is_empty());
    }

    #[test]
    fn nesting_is_kept_to_the_bound_and_inlines_a_little_further() {
        let flattened = |depth: usize, block: Block| {
            let mut cx = Context::default();
            cx.limits.depth = depth;
            let mut document = Document { blocks: vec![block], ..Document::default() };
            repair(&mut document, &mut cx);
            cx.diags.iter().map(|d| d.message.clone()).collect::<Vec<_>>().join(" ")
        };
        let said = |parts: &str, depth: usize| format!("{parts} nested deeper than {depth} levels and flattened.");
        let paragraph = |content| -> Block { BlockKind::Paragraph(content).into() };
        let quoted = |times: usize| {
            let quote = |block, _| BlockKind::Quote(Quote { blocks: vec![block], ..Quote::default() }).into();
            (0..times).fold(paragraph(vec![Inline::text("a")]), quote)
        };
        assert_eq!(flattened(5, quoted(4)), "");
        assert_eq!(flattened(5, quoted(5)), said("1 part of the article was", 5));
        let marked = |times: usize| {
            paragraph(
                (0..times).fold(vec![Inline::text("a")], |content, _| vec![Inline::Emph(content), Inline::text("b")]),
            )
        };
        // The paragraph's own list of inlines is the second level.
        assert_eq!(flattened(5, marked(23)), "");
        assert_eq!(flattened(5, marked(24)), said("1 part of the article was", 5));
    }

    #[test]
    fn all_that_is_left_out_is_counted() {
        let said = |blocks: Vec<Block>| {
            let mut cx = Context::default();
            let mut document = Document { blocks, ..Document::default() };
            repair(&mut document, &mut cx);
            let said: Vec<String> = cx.diags.iter().map(|d| d.message.clone()).collect();
            (document.blocks, said.join(" "))
        };
        let text = |text: &str| -> Block { BlockKind::Paragraph(vec![Inline::text(text)]).into() };
        let code = |text: &str| -> Block {
            BlockKind::Code(crate::doc::Code { text: text.into(), ..Default::default() }).into()
        };
        let note = |blocks| Inline::Note(blocks);
        for (block, left, message) in [
            (text("a\u{1}b"), "ab", "1 control character was left out."),
            (text("a\u{1}\u{7f}\u{fdd0}\u{fdef}\u{ffff}\u{1fffe}b"), "ab", "6 control characters were left out."),
            (text("a\u{fdcf}\u{fdf0}\u{fffd}b"), "a\u{fdcf}\u{fdf0}\u{fffd}b", ""),
            (
                text("a\u{202a}\u{202e}\u{e0000}\u{e007f}b"),
                "ab",
                "4 invisible characters were left out, for they could disguise the text.",
            ),
            (text("a\u{202e}b"), "ab", "1 invisible character was left out, for they could disguise the text."),
            (text("a\u{feff}b"), "ab", ""),
            (text("a\tb\u{b}c\u{c}d\u{85}e\u{2028}f\u{2029}g\r\nh"), "a b c d e f g h", ""),
            (
                text("\u{1F3F4}\u{e0067}\u{e007f}x\u{e0067}y"),
                "\u{1F3F4}\u{e0067}\u{e007f}xy",
                "1 invisible character was left out, for they could disguise the text.",
            ),
            (code("a\u{1}\u{2}b"), "ab", "2 control characters were left out."),
            (
                code("a\u{202e}\u{e0041}b"),
                "ab",
                "2 invisible characters were left out, for they could disguise the text.",
            ),
            (code("a\tb\u{feff}c"), "a\tbc", ""),
        ] {
            let (blocks, said) = said(vec![block]);
            let words = match &blocks[0].kind {
                BlockKind::Paragraph(content) => plain_text(content),
                BlockKind::Code(code) => code.text.clone(),
                _ => String::new(),
            };
            assert_eq!((words.as_str(), said.as_str()), (left, message));
        }
        let inner = || vec![BlockKind::Paragraph(vec![Inline::text("in")]).into()];
        let twice: Block = BlockKind::Paragraph(vec![
            Inline::text("a"),
            note(vec![BlockKind::Paragraph(vec![Inline::text("b"), note(inner()), note(inner())]).into()]),
        ])
        .into();
        assert_eq!(said(vec![twice]).1, "2 notes were called inside another note and now stand there in brackets.");
    }
}
