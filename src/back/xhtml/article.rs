//! An article's body as XHTML, in pieces.
//!
//! A piece is a top-level block with the notes called in it. [`back::epub`](crate::back::epub) packs pieces into files,
//! so a note, its call and its way back always share a file, as pop-ups need on Kindle, Kobo and Apple Books. Links
//! inside the book are written as marks ([`super::links::mark`]) and resolved when every piece has its file.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::links::{self, OF_OURS};
use super::opening;
use super::render::{Piece, Render, Shared};
use super::upright;
use super::xml::{Dialect, Writer};
use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::notes::{self, Called};
use crate::doc::{
    Aside, AsideKind, Block, BlockKind, Code, Definition, Delimiter, Document, Figure, Heading, Inline, Inlines, Lang,
    List, ListKind, Numbering, Quote, QuoteKind, direction, outline, plain_text, without_break_marks,
};
use crate::lang::Labels;

impl<'a, 'c, 'r> Render<'a, 'c, 'r> {
    /// A writer for the article with that place in the book.
    pub(crate) fn new(shared: &'a Shared<'a>, document: &'a Document, index: usize, cx: &'c mut Context<'r>) -> Self {
        let first = shared.marks.partition_point(|mark| mark.article < Some(index));
        let last = shared.marks.partition_point(|mark| mark.article <= Some(index));
        let lang = language(document, shared);
        Render {
            shared,
            document,
            index,
            labels: Labels::of(&lang),
            rtl: lang.is_rtl(),
            lang,
            in_code: false,
            cx,
            w: Writer::new(shared.dialect),
            facts: Facts::default(),
            ids: shared.articles.ids(index),
            written: BTreeSet::new(),
            piece: Piece::default(),
            pending: Vec::new(),
            note_count: 0,
            called: Called::default(),
            called_again: {
                let mut again = Called::default();
                notes::called_again(document).into_iter().for_each(|(note, calls)| again.add(note, calls));
                again
            },
            calls: BTreeMap::new(),
            in_link: false,
            waiting: Vec::new(),
            off_body: false,
            steps: outline::steps(&document.blocks).into_iter(),
            last_level: 1,
            nesting: 0,
            marks: shared.marks.get(first..last).unwrap_or(&[]).iter().peekable(),
            offset: 0,
        }
    }

    /// The whole article: the title block and the blocks of the body, a piece each.
    pub(crate) fn pieces(mut self) -> (Vec<Piece>, Facts) {
        let mut pieces = Vec::with_capacity(self.document.blocks.len() + 1);
        while self.marks.peek().is_some_and(|mark| mark.offset == 0) {
            self.page_break();
        }
        self.off_body = true;
        self.opening();
        self.off_body = false;
        pieces.push(self.take_piece(None));
        for block in &self.document.blocks {
            self.block(block);
            let level = if let BlockKind::Heading(heading) = &block.kind { Some(heading.level) } else { None };
            pieces.push(self.take_piece(level));
        }
        while self.marks.peek().is_some() {
            self.page_break();
        }
        let last = self.take_piece(None);
        if last.len() > 0 {
            pieces.push(last);
        }
        (pieces, self.facts)
    }

    /// The XHTML written since the last piece, with its notes.
    fn take_piece(&mut self, level: Option<u8>) -> Piece {
        let dialect = self.shared.dialect;
        let xml = std::mem::replace(&mut self.w, Writer::new(dialect)).finish();
        self.off_body = true;
        let mut next = 0;
        while let Some(&(number, blocks)) = self.pending.get(next) {
            self.note(number, blocks);
            next += 1;
        }
        self.off_body = false;
        self.pending.clear();
        let notes = std::mem::replace(&mut self.w, Writer::new(dialect)).finish();
        Piece { level, xml, notes, ..std::mem::take(&mut self.piece) }
    }

    /// The name of an id in the book, once: a second use of the same id is left out.
    pub(crate) fn id(&mut self, id: Option<&String>) -> Option<String> {
        let id = id?;
        let name = self.ids.get(id)?.clone();
        if !self.written.insert(id.clone()) {
            return None;
        }
        self.piece.ids.push(id.clone());
        Some(name)
    }

    pub(crate) fn uses_svg(&mut self) {
        self.piece.svg = true;
    }

    pub(crate) fn uses_mathml(&mut self) {
        self.piece.mathml = true;
        self.facts.formulas += 1;
    }

    /// Writes the article's characters, with the starts of the printed twin's pages.
    pub(crate) fn text(&mut self, text: &str) {
        if self.off_body || self.marks.peek().is_none() {
            self.put(text);
            return;
        }
        let mut start = 0;
        for (at, c) in text.char_indices() {
            if c.is_whitespace() {
                continue;
            }
            while self.marks.peek().is_some_and(|mark| mark.offset <= self.offset) {
                self.put(text.get(start..at).unwrap_or(""));
                start = at;
                self.page_break();
            }
            self.offset += 1;
        }
        self.put(text.get(start..).unwrap_or(""));
    }

    /// Words, with short numbers upright if the lines are columns.
    pub(crate) fn put(&mut self, text: &str) {
        if !self.shared.is_vertical(self.index) || self.in_code {
            return self.w.text(text);
        }
        for (stretch, upright) in upright::stretches(text) {
            if upright {
                self.w.leaf("span", &[("class", "upright")], stretch);
            } else {
                self.w.text(stretch);
            }
        }
    }

    /// The characters of code, without invisible ones, because readers copy them.
    pub(crate) fn code_text(&mut self, text: &str) {
        self.in_code = true;
        self.text(&without_break_marks(text));
        self.in_code = false;
    }

    fn page_break(&mut self) {
        let Some(mark) = self.marks.next() else { return };
        if self.shared.dialect == Dialect::Epub2 {
            return;
        }
        let label = super::xml::one_line(&mark.label);
        let id = format!("a{}_page-{}", self.index + 1, links::safe_id(&label));
        if self.written.insert(format!("{OF_OURS}{id}")) && !label.is_empty() {
            let attributes =
                [("epub:type", "pagebreak"), ("role", "doc-pagebreak"), ("id", id.as_str()), ("aria-label", &label)];
            self.w.empty("span", &attributes);
            self.piece.pages.push((label, id));
        }
    }

    pub(crate) fn blocks(&mut self, blocks: &'a [Block]) {
        self.nesting += 1;
        for block in blocks {
            self.block(block);
        }
        self.nesting -= 1;
    }

    /// Writes part of the article with the next element in that direction.
    pub(crate) fn turned(&mut self, rtl: bool, write: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.rtl, rtl);
        if rtl != around {
            self.facts.turned += 1;
            self.w.turn(Some(rtl));
        }
        write(self);
        self.w.turn(None);
        self.rtl = around;
    }

    pub(crate) fn block(&mut self, block: &'a Block) {
        self.turned(direction::block_reads_rtl(block, self.rtl), |render| render.unturned_block(block));
        self.w.line();
    }

    fn unturned_block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::Paragraph(content) => self.paragraph(content, &[]),
            BlockKind::Quote(quote) => self.quote(quote),
            BlockKind::Verse(lines) => self.verse(lines),
            BlockKind::Code(code) => self.code(code),
            BlockKind::List(list) => self.list(list),
            BlockKind::DefinitionList(list) => self.definitions(list),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(figure) => self.figure(figure, block.span),
            BlockKind::Math(math) => self.display_math(math, block.span),
            BlockKind::Aside(aside) => self.aside(aside),
            BlockKind::Break => self.w.empty("hr", &[("class", "break")]),
        }
    }

    /// A paragraph; one without content is not written.
    pub(crate) fn paragraph(&mut self, content: &'a [Inline], attributes: &[(&str, &str)]) {
        if content.is_empty() {
            return;
        }
        self.turned(direction::words_read_rtl(content, self.rtl), |render| {
            render.w.open("p", attributes);
            render.inlines(content);
            render.w.close();
        });
    }

    /// A heading, below the article's title if it has one and without gaps, so that siblings stay siblings. A heading
    /// inside a quote or a cell is one step under the last. The source's level is kept as a class, if it differs.
    fn heading(&mut self, heading: &'a Heading) {
        let level = if self.nesting > 0 {
            (self.last_level + 1).min(6)
        } else {
            let below = u8::from(opening::is_titled(&self.document.meta));
            self.last_level = (self.steps.next().unwrap_or(1) + below).min(6);
            self.last_level
        };
        self.facts.headings += 1;
        let id = self.id(heading.id.as_ref());
        let own = format!("level-{}", heading.level);
        let mut attributes: Vec<(&str, &str)> = id.iter().map(|id| ("id", id.as_str())).collect();
        if heading.level != level {
            attributes.push(("class", &own));
        }
        self.w.open(heading_name(level), &attributes);
        if plain_text(&heading.content).trim().is_empty() {
            self.w.text(self.labels.untitled);
        }
        self.inlines(&heading.content);
        self.w.close();
    }

    fn quote(&mut self, quote: &'a Quote) {
        match quote.kind {
            QuoteKind::Block => self.w.open("blockquote", &[]),
            QuoteKind::Pull => {
                self.w.open("aside", &[("class", "pull"), ("epub:type", "pullquote"), ("role", "doc-pullquote")])
            }
            QuoteKind::Epigraph => {
                self.w.open("blockquote", &[("class", "epigraph"), ("epub:type", "epigraph"), ("role", "doc-epigraph")])
            }
        }
        self.blocks(&quote.blocks);
        self.paragraph(&quote.attribution, &[("class", "attribution")]);
        self.w.close();
    }

    fn verse(&mut self, lines: &'a [Inlines]) {
        self.w.open("div", &[("class", "verse")]);
        for stanza in lines.split(|line| line.is_empty()).filter(|stanza| !stanza.is_empty()) {
            self.w.open("p", &[]);
            for (number, line) in stanza.iter().enumerate() {
                if number > 0 {
                    self.w.empty("br", &[]);
                    self.w.line();
                }
                self.inlines(line);
            }
            self.w.close();
        }
        self.w.close();
    }

    fn code(&mut self, code: &'a Code) {
        if code.caption.is_empty() {
            return self.bare_code(code);
        }
        self.w.open("figure", &[]);
        self.w.open("figcaption", &[]);
        self.inlines(&code.caption);
        self.w.close();
        self.w.line();
        self.bare_code(code);
        self.w.close();
    }

    fn bare_code(&mut self, code: &'a Code) {
        // Programs run from left to right, also in right-to-left text.
        let mut attributes = Vec::new();
        if self.rtl {
            attributes.push(("dir", "ltr"));
        }
        if let Some(lang) = &code.lang {
            attributes.extend([("lang", lang.as_str()), ("xml:lang", lang.as_str())]);
        }
        self.w.open("pre", &attributes);
        let class = code.language.as_deref().map(|l| format!("language-{}", links::safe_id(l))).unwrap_or_default();
        let attributes = [("class", class.as_str())];
        self.w.open("code", if class.is_empty() { &[] } else { &attributes });
        self.code_text(&code.text);
        self.w.close();
        self.w.close();
    }

    fn list(&mut self, list: &'a List) {
        if list.items.is_empty() {
            return;
        }
        let tasks = list.items.iter().any(|item| item.checked.is_some());
        let numbers: Vec<u32> = list.numbers().collect();
        let reversed = numbers.len() > 1 && numbers.windows(2).all(|pair| pair[1].checked_add(1) == Some(pair[0]));
        match list.kind {
            ListKind::Bullet => self.w.open("ul", if tasks { &[("class", "tasks")] } else { &[] }),
            ListKind::Ordered { start, numbering, delimiter } => {
                let start = start.to_string();
                let kind = numbering_type(numbering);
                let mut attributes = Vec::new();
                if kind != "1" {
                    attributes.push(("type", kind));
                }
                if start != "1" {
                    attributes.push(("start", start.as_str()));
                }
                match delimiter {
                    Delimiter::Period => {}
                    Delimiter::Paren => attributes.push(("class", "paren")),
                    Delimiter::Parens => attributes.push(("class", "parens")),
                }
                if reversed {
                    attributes.push(("reversed", "reversed"));
                }
                self.w.open("ol", &attributes);
            }
        }
        for item in &list.items {
            let number = item.number.map(|number| number.to_string());
            let value = number.as_deref().filter(|_| !reversed && matches!(list.kind, ListKind::Ordered { .. }));
            self.turned(direction::blocks_read_rtl(&item.blocks, self.rtl), |render| {
                render.w.open("li", &value.map(|number| ("value", number)).into_iter().collect::<Vec<_>>());
                if let Some(done) = item.checked {
                    render.w.text(if done { "☑ " } else { "☐ " });
                }
                render.flow(&item.blocks, list.tight);
                render.w.close();
            });
            self.w.line();
        }
        self.w.close();
    }

    /// Blocks inside an item or a cell; in tight ones, paragraphs are plain text.
    pub(crate) fn flow(&mut self, blocks: &'a [Block], tight: bool) {
        self.nesting += 1;
        for (number, block) in blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Paragraph(content) if tight && number == 0 => self.inlines(content),
                _ => self.block(block),
            }
        }
        self.nesting -= 1;
    }

    fn definitions(&mut self, list: &'a [Definition]) {
        if list.is_empty() {
            return;
        }
        self.w.open("dl", &[]);
        for definition in list {
            self.turned(direction::words_read_rtl(&definition.term, self.rtl), |render| {
                render.w.open("dt", &[]);
                render.inlines(&definition.term);
                render.w.close();
            });
            for blocks in &definition.definitions {
                self.turned(direction::blocks_read_rtl(blocks, self.rtl), |render| {
                    render.w.open("dd", &[]);
                    render.flow(blocks, blocks.len() == 1);
                    render.w.close();
                });
            }
            if definition.definitions.is_empty() {
                self.w.empty("dd", &[]);
            }
            self.w.line();
        }
        self.w.close();
    }

    fn figure(&mut self, figure: &'a Figure, span: crate::source::Span) {
        let id = self.id(figure.id.as_ref());
        let attributes: Vec<(&str, &str)> = id.iter().map(|id| ("id", id.as_str())).collect();
        self.w.open("figure", &attributes);
        for image in &figure.images {
            // A title that repeats in the caption below is not written twice.
            let titled = figure.caption.is_empty();
            self.linked_picture(image, |render| render.picture(image, true, titled, span));
        }
        let caption = figure.shown_caption();
        if !caption.is_empty() || !figure.credit.is_empty() {
            self.w.open("figcaption", &[]);
            if figure.caption.is_empty() && !caption.is_empty() {
                self.w.leaf("p", &[("class", "from-title")], &plain_text(&caption));
            } else {
                self.paragraph(&figure.caption, &[]);
            }
            self.paragraph(&figure.credit, &[("class", "credit")]);
            self.w.close();
        }
        self.w.close();
    }

    fn aside(&mut self, aside: &'a Aside) {
        let class = aside_class(aside.kind);
        match aside.kind {
            AsideKind::Sidebar => self.w.open("aside", &[("class", "sidebar"), ("role", "note")]),
            AsideKind::Tip => self.w.open("aside", &[("class", class), ("epub:type", "tip"), ("role", "doc-tip")]),
            _ => self.w.open("aside", &[("class", class), ("role", "note")]),
        }
        if !aside.title.is_empty() {
            self.paragraph(&aside.title, &[("class", "aside-title")]);
        } else if let Some(name) = aside.kind.label(self.labels) {
            self.w.leaf("p", &[("class", "aside-title kind")], name);
        }
        self.blocks(&aside.blocks);
        self.w.close();
    }

    /// The call of a note, and the note itself kept for the end of the piece.
    pub(crate) fn note_call(&mut self, blocks: &'a [Block], beside: bool) {
        let number = match self.called.number(blocks) {
            Some(number) => number,
            None => {
                self.note_count += 1;
                self.facts.notes += 1;
                self.called.add(blocks, self.note_count);
                self.pending.push((self.note_count, blocks));
                self.note_count
            }
        };
        if self.in_link {
            self.waiting.push(number);
        } else {
            self.call(number, beside);
        }
    }

    /// `beside`: the call follows another call. A style sheet parts the two, because their numbers would be read as
    /// one.
    pub(crate) fn call(&mut self, number: usize, beside: bool) {
        let class = if beside { "noteref beside" } else { "noteref" };
        let calls = self.calls.entry(number).and_modify(|calls| *calls += 1).or_insert(1);
        let calls = *calls;
        let (id, note) = (self.call_id(number, calls), self.note_id("note", number));
        self.w.open("sup", &[("class", class)]);
        let attributes = [("epub:type", "noteref"), ("role", "doc-noteref"), ("id", id.as_str())];
        self.piece.ids.push(format!("{OF_OURS}{id}"));
        // A note that is called again may be in another file.
        let mark = links::mark(self.index, Some(&format!("{OF_OURS}{note}")));
        self.w.open_marked("a", &attributes, &mark);
        self.w.text(&number.to_string());
        self.w.close();
        self.w.close();
    }

    fn note(&mut self, number: usize, blocks: &'a [Block]) {
        let id = self.note_id("note", number);
        self.piece.ids.push(format!("{OF_OURS}{id}"));
        let attributes = [("epub:type", "footnote"), ("role", "doc-footnote"), ("id", &*id), ("class", "note")];
        self.turned(direction::blocks_read_rtl(blocks, self.rtl), |render| {
            render.w.open("aside", &attributes);
            render.w.open("p", &[]);
            render.backlinks(number, blocks);
            let rest = match blocks.split_first() {
                Some((Block { kind: BlockKind::Paragraph(content), .. }, rest)) => {
                    render.w.text(" ");
                    render.inlines(content);
                    rest
                }
                _ => blocks,
            };
            render.w.close();
            render.blocks(rest);
            render.w.close();
        });
        self.w.line();
    }

    /// The ways from a note back to its calls: its number leads to the first, letters lead to the others.
    fn backlinks(&mut self, number: usize, note: &[Block]) {
        let calls = self.called_again.number(note).unwrap_or(1);
        for call in 1..=calls {
            let mark = links::mark(self.index, Some(&format!("{OF_OURS}{}", self.call_id(number, call))));
            let attributes = [("epub:type", "backlink"), ("role", "doc-backlink")];
            if call == 1 {
                self.w.open_marked("a", &attributes, &mark);
                self.w.text(&format!("{number}."));
            } else {
                self.w.text(" ");
                self.w.open("sup", &[]);
                self.w.open_marked("a", &attributes, &mark);
                self.w.text(&char::from(b'a' + ((call - 1) % 26) as u8).to_string());
                self.w.close();
            }
            self.w.close();
        }
    }

    /// The id of one of the calls of a note.
    fn call_id(&self, number: usize, call: usize) -> String {
        let id = self.note_id("call", number);
        if call > 1 { format!("{id}-{call}") } else { id }
    }

    fn note_id(&self, what: &str, number: usize) -> String {
        format!("a{}_{what}-{number}", self.index + 1)
    }

    /// Makes a remark once about a place of the article.
    pub(crate) fn remark(&mut self, code: codes::Code, message: String) {
        self.cx.diags.push_once(Diagnostic::remark(code, message));
    }
}

/// The language of an article: its own, otherwise that of the book.
pub(crate) fn language(document: &Document, shared: &Shared) -> Lang {
    document.meta.language.clone().unwrap_or_else(|| shared.articles.language.clone())
}

/// `h1` to `h6`.
pub(crate) fn heading_name(level: u8) -> &'static str {
    match level {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

fn numbering_type(numbering: Numbering) -> &'static str {
    match numbering {
        Numbering::Decimal => "1",
        Numbering::LowerAlpha => "a",
        Numbering::UpperAlpha => "A",
        Numbering::LowerRoman => "i",
        Numbering::UpperRoman => "I",
    }
}

fn aside_class(kind: AsideKind) -> &'static str {
    match kind {
        AsideKind::Note => "box note-box",
        AsideKind::Tip => "box tip",
        AsideKind::Important => "box important",
        AsideKind::Warning => "box warning",
        AsideKind::Caution => "box caution",
        AsideKind::Sidebar => "sidebar",
    }
}
