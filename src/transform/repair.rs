//! Makes the tree what its documentation promises: clean characters, no empty blocks, bounded depth, rectangular
//! tables, no notes in notes and no links in links.
//!
//! Articles are hostile or merely broken; front ends deliver what they found. Nothing visible is dropped in silence:
//! every change that is more than tidying is a remark.

use std::borrow::Cow;

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::walk::{self, Rewrite};
use crate::doc::{
    Block, BlockKind, Cell, Column, Document, Inline, Inlines, Meta, Row, Table, check, is_break_mark,
    normalize_inlines, plain_text, without_break_marks, without_strays,
};

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
    controls: usize,
    overrides: usize,
    flattened: usize,
    ragged: usize,
    too_wide: usize,
    sprawling: usize,
    inner_notes: usize,
}

impl Repair {
    fn report(&self, cx: &mut Context) {
        let mut say = |count: usize, code, message: String| {
            if count > 0 {
                cx.say(Diagnostic::remark(code, message));
            }
        };
        let n = |count: usize, one: &str, many: &str| {
            if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
        };
        say(
            self.controls,
            codes::CONTROL_CHARACTERS,
            format!("{} left out.", n(self.controls, "control character was", "control characters were")),
        );
        say(
            self.overrides,
            codes::TEXT_OVERRIDES,
            format!(
                "{} left out, for they could disguise the text.",
                n(self.overrides, "invisible character was", "invisible characters were")
            ),
        );
        say(
            self.flattened,
            codes::NESTING_DEEP,
            format!(
                "{} nested deeper than {} levels and flattened.",
                n(self.flattened, "part of the article was", "parts of the article were"),
                self.bound
            ),
        );
        say(
            self.ragged,
            codes::TABLE_RAGGED,
            format!(
                "{} unequal rows; the short ones were filled with empty cells.",
                n(self.ragged, "table had", "tables had")
            ),
        );
        say(
            self.too_wide,
            codes::TABLE_WIDE,
            format!(
                "{} more columns than can be set; the further cells were joined to the last.",
                n(self.too_wide, "table has", "tables have")
            ),
        );
        say(
            self.sprawling,
            codes::TABLE_SPANS,
            format!(
                "{} too large for what stands in it; its cells no longer reach over others.",
                n(self.sprawling, "table claims a grid", "tables claim grids")
            ),
        );
        say(
            self.inner_notes,
            codes::NOTE_IN_NOTE,
            format!(
                "{} there in brackets.",
                n(
                    self.inner_notes,
                    "note was called inside another note and now stands",
                    "notes were called inside another note and now stand"
                )
            ),
        );
    }

    fn meta(&mut self, meta: &mut Meta) {
        let options = [&mut meta.eyebrow, &mut meta.site, &mut meta.publisher, &mut meta.rights, &mut meta.description];
        for text in options.into_iter().flatten() {
            self.clean_name(text);
        }
        for author in &mut meta.authors {
            self.clean_name(&mut author.name);
        }
        meta.authors.retain(|a| !a.name.trim().is_empty());
        meta.subjects.iter_mut().for_each(|s| self.clean_name(s));
        meta.subjects.retain(|s| !s.trim().is_empty());
    }

    /// A name or the like, which is searched and sorted: only its words.
    fn clean_name(&mut self, text: &mut String) {
        self.clean(text);
        if let Cow::Owned(words) = without_break_marks(text) {
            *text = words;
        }
    }

    /// Running text: no control characters, no line ends, no characters that reorder or hide the text around it.
    fn clean(&mut self, text: &mut String) {
        if is_plain(text) || !text.chars().any(suspicious) {
            return;
        }
        let mut out = String::with_capacity(text.len());
        let mut flag = false;
        for c in text.chars() {
            let tag = matches!(c, '\u{E0020}'..='\u{E007F}');
            flag = c == '\u{1F3F4}' || flag && tag;
            match c {
                '\n' | '\t' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
                '\u{FEFF}' => {}
                // A flag's tag sequence begins with a black flag; elsewhere tags only hide text.
                c if tag && flag => out.push(c),
                '\u{202A}'..='\u{202E}' | '\u{E0000}'..='\u{E007F}' => self.overrides += 1,
                c if c.is_control() || is_noncharacter(c) => self.controls += 1,
                c => out.push(c),
            }
        }
        *text = match without_strays(&out) {
            Cow::Borrowed(_) => out,
            Cow::Owned(kept) => kept,
        };
    }

    /// Code keeps its line ends and tabs.
    fn clean_code(&mut self, text: &mut String) {
        if !text.chars().any(|c| suspicious(c) && c != '\n' && c != '\t') {
            return;
        }
        let mut out = String::with_capacity(text.len());
        for c in text.replace("\r\n", "\n").chars() {
            match c {
                '\n' | '\t' => out.push(c),
                '\r' | '\u{2028}' | '\u{2029}' => out.push('\n'),
                '\u{202A}'..='\u{202E}' | '\u{E0000}'..='\u{E007F}' => self.overrides += 1,
                '\u{FEFF}' => {}
                c if c.is_control() || is_noncharacter(c) => self.controls += 1,
                c => out.push(c),
            }
        }
        *text = out;
    }

    fn table(&mut self, table: &mut Table) {
        let most = table.most_places();
        if table.claimed_places() > most {
            table.each_cell_alone();
            self.sprawling += 1;
        }
        let width = |rows: &[Row]| rows_width(rows);
        let needed = width(&table.head).max(width(&table.body)).max(width(&table.foot)).max(table.columns.len());
        let bound = self.columns.min(most / table.rows().count().max(1));
        let columns = needed.clamp(1, bound.max(1));
        if needed > columns {
            self.too_wide += 1;
        }
        table.columns.resize(columns, Column::default());
        let mut ragged = false;
        for rows in [&mut table.head, &mut table.body, &mut table.foot] {
            ragged |= square(rows, columns);
        }
        self.ragged += usize::from(ragged);
    }
}

/// True if all is visible ASCII, which a processor checks many bytes at a time.
fn is_plain(text: &str) -> bool {
    text.bytes().fold(true, |plain, byte| plain & (0x20..0x7F).contains(&byte))
}

fn suspicious(c: char) -> bool {
    c.is_control()
        || is_break_mark(c)
        || matches!(c, '\u{FEFF}' | '\u{2028}'..='\u{202E}' | '\u{E0000}'..='\u{E007F}')
        || is_noncharacter(c)
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || (c as u32 & 0xFFFE) == 0xFFFE
}

/// The number of columns that rows need, with the cells that hang down from above.
fn rows_width(rows: &[Row]) -> usize {
    let mut hanging: Vec<u16> = Vec::new();
    let mut widest = 0;
    for row in rows {
        let mut column = 0;
        let mut next: Vec<u16> = hanging.iter().map(|n| n.saturating_sub(1)).collect();
        for cell in &row.cells {
            while hanging.get(column).is_some_and(|&n| n > 0) {
                column += 1;
            }
            let end = column + usize::from(cell.colspan.max(1));
            // Spans are 16 bits, so a single cell cannot make this large; rows of many cells are as long as the input.
            if next.len() < end {
                next.resize(end, 0);
            }
            next[column..end].fill(cell.rowspan.max(1) - 1);
            column = end;
        }
        widest = widest.max(column);
        hanging = next;
    }
    widest
}

/// Makes rows cover `columns` columns exactly once; true if cells were added.
fn square(rows: &mut [Row], columns: usize) -> bool {
    let mut ragged = false;
    let mut hanging = vec![0u16; columns];
    let count = rows.len();
    for (number, row) in rows.iter_mut().enumerate() {
        let below = (count - number) as u16;
        let mut next: Vec<u16> = hanging.iter().map(|n| n.saturating_sub(1)).collect();
        let mut cells: Vec<Cell> = Vec::with_capacity(row.cells.len());
        let mut column = 0;
        for mut cell in std::mem::take(&mut row.cells) {
            while column < columns && hanging[column] > 0 {
                column += 1;
            }
            if column >= columns {
                match cells.last_mut() {
                    Some(last) => last.blocks.append(&mut cell.blocks),
                    None if cell.blocks.is_empty() => {}
                    // A row wholly covered from above still has a cell. There is no cell above in it to take the words,
                    // so the hanging cells end one row earlier instead.
                    None => {
                        next.fill(0);
                        hanging.fill(0);
                        column = 0;
                        cell.colspan = columns as u16;
                    }
                }
                if column >= columns {
                    continue;
                }
            }
            let free = hanging[column..].iter().take_while(|&&n| n == 0).count() as u16;
            cell.colspan = cell.colspan.clamp(1, free.max(1));
            cell.rowspan = cell.rowspan.clamp(1, below.max(1));
            let end = column + usize::from(cell.colspan);
            next[column..end].fill(cell.rowspan - 1);
            column = end;
            cells.push(cell);
        }
        // Empty cells for the rest, where no cell hangs down.
        let missing = (column..columns).filter(|&c| hanging[c] == 0).count();
        ragged |= missing > 0 && !cells.is_empty();
        cells.extend(std::iter::repeat_with(Cell::default).take(missing));
        row.cells = cells;
        hanging = next;
    }
    // The loop above may have shortened hanging cells, and then spans above reach too far.
    if check::rectangular(rows, columns).is_err() {
        for row in rows.iter_mut() {
            row.cells.iter_mut().for_each(|cell| cell.rowspan = 1);
            // Enough for an empty row; `trim` takes what is too much.
            row.cells.extend(std::iter::repeat_with(Cell::default).take(columns));
            trim(row, columns);
        }
        return true;
    }
    ragged
}

/// Joins the cells of a row that lie past its last column to the last that fits.
fn trim(row: &mut Row, columns: usize) {
    let mut covered = 0;
    let mut kept: Vec<Cell> = Vec::with_capacity(row.cells.len());
    for mut cell in std::mem::take(&mut row.cells) {
        let room = columns - covered;
        if room == 0 {
            if let Some(last) = kept.last_mut() {
                last.blocks.append(&mut cell.blocks);
            }
            continue;
        }
        cell.colspan = cell.colspan.clamp(1, room as u16);
        covered += usize::from(cell.colspan);
        kept.push(cell);
    }
    row.cells = kept;
}

impl Rewrite for Repair {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        self.depth += 1;
        if self.depth > self.bound {
            self.flattened += 1;
            let mut words = String::new();
            gather(blocks, &mut words);
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
            BlockKind::Code(code) => self.clean_code(&mut code.text),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(figure) => {
                figure.images.iter_mut().filter_map(|i| i.alt.as_mut()).for_each(|alt| self.clean(alt));
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
                    let mut words = String::new();
                    gather(blocks, &mut words);
                    *inline = Inline::Text(format!(" ({})", words.trim()));
                }
            }
        }
        walk::rewrite_inlines(self, inlines);
        normalize_inlines(inlines);
        inlines.iter_mut().for_each(single_spaces);
        self.depth -= 1;
    }

    fn inline(&mut self, inline: &mut Inline) {
        let (note, link) = (self.in_note, self.in_link);
        match inline {
            Inline::Text(text) => self.clean(text),
            Inline::Literal(text) | Inline::Code(text) => self.clean(text),
            Inline::Image(image) => image.alt.iter_mut().for_each(|alt| self.clean(alt)),
            Inline::Note(_) => (self.in_note, self.in_link) = (true, false),
            Inline::Link(_) => self.in_link = true,
            _ => {}
        }
        walk::rewrite_inline_children(self, inline);
        (self.in_note, self.in_link) = (note, link);
    }
}

/// A run of spaces is one space: no format sets more, and Markdown cannot express more. Verse keeps no-break spaces.
fn single_spaces(inline: &mut Inline) {
    if let Inline::Text(text) = inline
        && text.contains("  ")
    {
        let mut last = '\0';
        text.retain(|c| std::mem::replace(&mut last, c) != ' ' || c != ' ');
    }
}

/// Running text neither begins nor ends with a space. Chinese and Japanese pages indent with wide ones; the style
/// indents paragraphs.
fn trim_ends(content: &mut Inlines) {
    if let Some(Inline::Text(text)) = content.first_mut() {
        text.drain(..text.len() - text.trim_start_matches([' ', '\n', '\t', '\u{3000}']).len());
    }
    if let Some(Inline::Text(text)) = content.last_mut() {
        text.truncate(text.trim_end_matches([' ', '\n', '\t', '\u{3000}']).len());
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

/// All words of some blocks. It works on a list of things to do, because the input may be nested without bound.
fn gather(blocks: &[Block], out: &mut String) {
    enum Todo<'t> {
        Block(&'t Block),
        Inlines(&'t [Inline]),
        Text(&'t str),
    }
    let mut todo: Vec<Todo> = blocks.iter().rev().map(Todo::Block).collect();
    while let Some(next) = todo.pop() {
        let mut below: Vec<Todo> = Vec::new();
        match next {
            Todo::Text(text) => out.push_str(text),
            Todo::Inlines(inlines) => {
                for inline in inlines {
                    match inline {
                        Inline::Text(text) | Inline::Literal(text) | Inline::Code(text) => below.push(Todo::Text(text)),
                        Inline::LineBreak => below.push(Todo::Text(" ")),
                        Inline::Image(image) => below.push(Todo::Text(image.alt.as_deref().unwrap_or(""))),
                        Inline::Math(math) => below.push(Todo::Text(math.tex.as_deref().unwrap_or(""))),
                        Inline::Note(blocks) => {
                            below.push(Todo::Text(" ("));
                            below.extend(blocks.iter().map(Todo::Block));
                            below.push(Todo::Text(")"));
                        }
                        other => below.extend(other.children().map(|c| Todo::Inlines(c))),
                    }
                }
            }
            Todo::Block(block) => {
                match &block.kind {
                    BlockKind::Heading(heading) => below.push(Todo::Inlines(&heading.content)),
                    BlockKind::Paragraph(content) => below.push(Todo::Inlines(content)),
                    BlockKind::Quote(quote) => {
                        below.extend(quote.blocks.iter().map(Todo::Block));
                        below.push(Todo::Inlines(&quote.attribution));
                    }
                    BlockKind::Verse(lines) => {
                        for line in lines {
                            below.extend([Todo::Inlines(line), Todo::Text(" ")]);
                        }
                    }
                    BlockKind::Code(code) => below.push(Todo::Text(&code.text)),
                    BlockKind::List(list) => below.extend(list.items.iter().flat_map(|i| &i.blocks).map(Todo::Block)),
                    BlockKind::DefinitionList(list) => {
                        for definition in list {
                            below.extend([Todo::Inlines(&definition.term), Todo::Text(" ")]);
                            below.extend(definition.definitions.iter().flatten().map(Todo::Block));
                        }
                    }
                    BlockKind::Table(table) => {
                        below.push(Todo::Inlines(&table.caption));
                        below.extend(table.rows().flat_map(|r| &r.cells).flat_map(|c| &c.blocks).map(Todo::Block));
                    }
                    BlockKind::Figure(figure) => {
                        below.extend(figure.images.iter().filter_map(|i| i.alt.as_deref()).map(Todo::Text));
                        below.extend([
                            Todo::Text(" "),
                            Todo::Inlines(&figure.caption),
                            Todo::Text(" "),
                            Todo::Inlines(&figure.credit),
                        ]);
                    }
                    BlockKind::Math(math) => below.extend(math.tex.as_deref().map(Todo::Text)),
                    BlockKind::Aside(aside) => {
                        below.extend([Todo::Inlines(&aside.title), Todo::Text(" ")]);
                        below.extend(aside.blocks.iter().map(Todo::Block));
                    }
                    BlockKind::Break => {}
                }
                below.push(Todo::Text(" "));
            }
        }
        todo.extend(below.into_iter().rev());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{Quote, dump};
    use proptest::prelude::*;

    fn repaired(blocks: Vec<Block>) -> (Document, usize) {
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
    fn cells_beyond_the_last_column_join_the_last_that_fits() {
        let cell = |words: &str, colspan| Cell {
            blocks: vec![BlockKind::Paragraph(vec![Inline::text(words)]).into()],
            colspan,
            ..Cell::default()
        };
        let mut row = Row { cells: vec![cell("a", 1), cell("b", 5), cell("c", 2), cell("d", 1)] };
        trim(&mut row, 4);
        let spans: Vec<u16> = row.cells.iter().map(|cell| cell.colspan).collect();
        assert_eq!(spans, [1, 3]);
        assert_eq!(dump::dump_blocks(&row.cells[1].blocks).matches("paragraph").count(), 3, "b, c and d");
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
    fn a_grid_grows_with_the_cells_that_are_written() {
        let row = |cells: usize, colspan: u16, rowspan: u16| {
            let cell = Cell {
                blocks: vec![BlockKind::Paragraph(vec![Inline::text("x")]).into()],
                colspan,
                rowspan,
                ..Cell::default()
            };
            Row { cells: vec![cell; cells] }
        };
        for (name, rows) in [
            ("cells that hang down", (0..500).map(|_| row(2, 1, 60_000)).collect::<Vec<_>>()),
            ("one long row", std::iter::once(row(1000, 1, 1)).chain((0..5000).map(|_| row(1, 1, 1))).collect()),
            ("wide cells", (0..5000).map(|_| row(1, 900, 1)).collect()),
        ] {
            let written: usize = rows.iter().map(|row| row.cells.len()).sum();
            let table = Table { body: rows, ..Table::default() };
            let (document, remarks) = repaired(vec![BlockKind::Table(table).into()]);
            let BlockKind::Table(table) = &document.blocks[0].kind else { panic!("{name}: no table") };
            let words = dump::dump_blocks(&document.blocks).matches("\"x\"").count();
            assert_eq!(words, written, "{name}: no word is lost");
            assert!(table.claimed_places() <= table.most_places(), "{name}");
            assert!(table.rows().map(|row| row.cells.len()).sum::<usize>() <= table.most_places(), "{name}");
            assert!(remarks > 0, "{name}: said aloud");
        }
    }

    proptest! {
        #[test]
        fn any_table_becomes_rectangular(rows in proptest::collection::vec(proptest::collection::vec((0u16..5, 0u16..5), 0..6), 0..6), columns in 0usize..5) {
            let row = |cells: Vec<(u16, u16)>| Row { cells: cells.into_iter().map(|(colspan, rowspan)| Cell { colspan, rowspan, ..Cell::default() }).collect() };
            let table = Table { columns: vec![Column::default(); columns], body: rows.into_iter().map(row).collect(), ..Table::default() };
            let (document, _) = repaired(vec![BlockKind::Table(table).into()]);
            for block in &document.blocks {
                if let BlockKind::Table(table) = &block.kind {
                    prop_assert_eq!(check::rectangular(&table.body, table.columns.len()), Ok(()));
                }
            }
        }
    }

    /// A table from rows such as `a b2x3 - / c`: a cell has its word, `-` none, then its columns and rows.
    fn table_of(rows: &str) -> Vec<Row> {
        let cell = |text: &str| {
            let (word, spans) = text.split_at(1);
            let (colspan, rowspan) =
                spans.split_once('x').map_or((1, 1), |(c, r)| (c.parse().unwrap(), r.parse().unwrap()));
            let words: Block = BlockKind::Paragraph(vec![Inline::text(word)]).into();
            Cell { blocks: if word == "-" { Vec::new() } else { vec![words] }, colspan, rowspan, ..Cell::default() }
        };
        let rows = rows.split('/').map(str::trim);
        rows.map(|row| Row { cells: row.split_whitespace().map(cell).collect() }).collect()
    }

    /// The same back; the words of joined cells stand together.
    fn shown(rows: &[Row]) -> String {
        let cell = |cell: &Cell| {
            let words: String = cell
                .blocks
                .iter()
                .map(|block| match &block.kind {
                    BlockKind::Paragraph(content) => plain_text(content),
                    _ => String::new(),
                })
                .collect();
            let spans = if (cell.colspan, cell.rowspan) == (1, 1) {
                String::new()
            } else {
                format!("{}x{}", cell.colspan, cell.rowspan)
            };
            format!("{}{spans}", if words.is_empty() { "-" } else { &words })
        };
        let row = |row: &Row| row.cells.iter().map(cell).collect::<Vec<_>>().join(" ");
        rows.iter().map(row).collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn rows_are_filled_trimmed_and_let_hang() {
        for (given, columns, expected) in [
            ("a b / c d", 2, "2 a b / c d"),
            ("a b / c", 2, "2 a b / c - ragged"),
            ("a / b c", 2, "2 a - / b c ragged"),
            ("a b c / d", 3, "3 a b c / d - - ragged"),
            ("a b c", 2, "3 a bc"),
            ("a b c d", 2, "4 a bcd"),
            ("a2x1 b / c", 3, "3 a2x1 b / c - - ragged"),
            ("a2x1 b / c d e", 3, "3 a2x1 b / c d e"),
            ("a3x1 b", 2, "4 ab2x1"),
            ("a0x0 b0x1 / c d", 2, "2 a b / c d"),
            ("a1x2 b / c", 2, "2 a1x2 b / c"),
            ("a1x2 b / c d", 2, "3 a1x2 b / cd"),
            ("a1x3 b / c / d", 2, "2 a1x3 b / c / d"),
            ("a1x9 b / c", 2, "2 a1x2 b / c"),
            ("a b1x2 / c", 2, "2 a b1x2 / c"),
            ("a b1x2 c / d e", 3, "3 a b1x2 c / d e"),
            ("a b1x2 c / d2x1 e", 3, "3 a b1x2 c / d e"),
            ("a1x2 b1x2 / c", 2, "3 a b / c2x1 ragged"),
            ("a1x2 b1x2 / -", 2, "3 a1x2 b1x2 / "),
            ("a1x2 b1x2 / / c d", 2, "2 a1x2 b1x2 /  / c d"),
            ("a1x3 b1x3 / c / d", 2, "3 a b / c2x1 / d - ragged"),
            ("a2x2 / b", 2, "3 a2x1 / b2x1 ragged"),
            ("a2x2 b / c / d", 3, "3 a2x2 b / c / d - - ragged"),
            ("a b2x2 / c d / e", 3, "4 a b2x2 / cd / e - - ragged"),
            ("a1x2 b c1x2 / d2x1 / e f g", 3, "3 a1x2 b c1x2 / d / e f g"),
            ("a1x2 b c1x2 / d e / f", 3, "4 a1x2 b c1x2 / de / f - - ragged"),
            ("a / b / c d", 2, "2 a - / b - / c d ragged"),
            ("/ a b", 2, "2 - - / a b"),
            ("a b / / c d", 2, "2 a b / - - / c d"),
            ("- - / a", 2, "2 - - / a - ragged"),
            ("a1x3 b / c1x2 / d", 2, "3 a b / c - / d2x1 ragged"),
            ("a1x2 b / c1x2 / d", 2, "2 a1x2 b / c1x2 / d"),
            ("a1x3 b1x2 c / d / e f", 3, "3 a1x3 b1x2 c / d / e f"),
            ("a2x1 b2x1 / c", 4, "4 a2x1 b2x1 / c - - - ragged"),
            ("a2x1 b2x1 / c", 3, "4 a2x1 b / c - - ragged"),
            ("a4x1 / b c d e f", 4, "5 a4x1 / b c d ef"),
            ("a1x2 b1x3 / c / d", 2, "3 a b / c2x1 / d - ragged"),
            ("a1x2 / b1x2 / c1x2", 1, "2 a / b / c ragged"),
            ("a2x3 b / c1x2 / d", 3, "4 a2x1 b / c - - / d3x1 ragged"),
            ("a1x3 b1x3 c / d e / f", 3, "4 a1x3 b1x3 c / de / f"),
        ] {
            let mut rows = table_of(given);
            let needed = rows_width(&rows);
            let ragged = square(&mut rows, columns);
            assert_eq!(
                format!("{needed} {}{}", shown(&rows), if ragged { " ragged" } else { "" }),
                expected,
                "{given}"
            );
            assert_eq!(check::rectangular(&rows, columns), Ok(()), "{given}");
        }
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
