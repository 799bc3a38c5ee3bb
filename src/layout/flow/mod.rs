//! The tree becomes a galley, one endless column of chunks with every size and space in points.
//!
//! The structure tree for readers who listen is made only here: the meaning of a block is known now, and every mark
//! that leaves this stage carries its owning node and its place in reading order. Each kind of block is a file. This
//! file holds their common parts: the place of a block ([`Place`]), the space between blocks (the larger of the upper
//! one's space after and the lower one's space before), and the blocks that must stay together.

mod code;
mod columns;
mod contents;
mod dropcap;
mod figure;
mod front;
mod heading;
mod inline;
mod linear;
mod lined;
mod list;
mod mirror;
mod note;
mod opening;
mod quote;
mod ruby;
mod said_again;
mod source;
mod table;

use std::collections::BTreeSet;
use std::rc::Rc;

pub(crate) use contents::{Heading, without_typed};
pub(crate) use front::Leaf;
pub(crate) use inline::Around;
pub(crate) use said_again::said_again;

use super::frame::{NodeId, Owner, Placed, Pt, StructureKind};
use super::galley::{Body, Chunk, FORBIDDEN, Galley, Row, Snap, Stack};
use super::inline::{Direction, Paragraph, Piece};
use super::setting::{Breaking, Setter, look};
use crate::diag::Diagnostic;
use crate::doc::notes::Called;
use crate::doc::targets::Targets;
use crate::doc::walk;
use crate::doc::{Block, BlockKind, Document, Inline, Lang, direction, outline, plain_text};
use crate::style::{Align, Caps, Family, ParagraphMark, Role, TextStyle};

/// Listings, tables and captions of so many lines are not divided between pages.
const SHORT: usize = 5;

/// True if text of a role is seen as a whole before it is read, so that its lines are balanced.
fn is_display(role: Role) -> bool {
    use Role::{Attribution, Byline, Dateline, Heading1, Heading2, Heading3, Heading4, Standfirst, Subtitle, Title};
    let is_line = matches!(role, Byline | Dateline | Attribution);
    is_line || matches!(role, Title | Subtitle | Standfirst | Heading1 | Heading2 | Heading3 | Heading4)
}

/// The place of an article in a publication.
#[derive(Clone, Debug, Default)]
pub(crate) struct Article {
    /// Its number, 0 for a single one.
    pub number: u32,
    /// The possible targets of its links.
    pub targets: Rc<Targets>,
    /// The prefix of its ids, which keeps them apart from other articles'.
    pub prefix: String,
    /// The level of its title: 1 for `H1`.
    pub level: u8,
}

impl Article {
    /// The anchor at its beginning.
    pub(crate) fn start(&self) -> String {
        format!("{}{}", self.prefix, self.targets.free_id(self.number as usize, "start"))
    }

    /// The anchor at the beginning of any article of the publication.
    fn start_of(&self, number: usize) -> String {
        self.anchor_in(number, &self.targets.free_id(number, "start"))
    }

    /// An id of an article in the form of the publication.
    fn anchor_in(&self, number: usize, id: &str) -> String {
        if self.prefix.is_empty() { id.to_owned() } else { format!("{}{id}", prefix(number)) }
    }
}

/// The prefix that keeps the ids of an edition's article apart from other articles'.
pub(crate) fn prefix(number: usize) -> String {
    format!("a{}-", number + 1)
}

/// Flows an article under the node `parent`, with these lines of contents after its opening, or, in a long article,
/// with its own.
pub(crate) fn flow(
    document: &Document,
    article: &Article,
    contents: &[Heading],
    set: &Setter,
    galley: Galley,
    parent: NodeId,
    remarks: &mut Vec<Diagnostic>,
) -> Galley {
    let mut flow = Flow::new(document, article, set, galley, parent, remarks);
    let place = flow.whole();
    if !article.prefix.is_empty() {
        flow.anchors.push(article.start());
    }
    flow.opening(&place);
    match contents {
        [] => flow.contents_of_article(&place),
        contents => flow.contents(contents, &place),
    }
    flow.blocks(&document.blocks, &place);
    flow.end_notes_heading(&place);
    flow.mirror();
    flow.end_notes(&place);
    flow.source_code(&place);
    flow.keep_two_lines();
    if flow.leads_to_start
        && let Some(first) = flow.galley.chunks.first_mut()
    {
        first.anchors.push(article.start());
    }
    if set.style.page.columns > 1 {
        flow.share_slack();
    }
    flow.galley
}

/// Flows a leaf before a book; returns also its offset from the head of the page.
pub(crate) fn leaf(
    leaf: Leaf,
    document: &Document,
    set: &Setter,
    galley: Galley,
    parent: NodeId,
    remarks: &mut Vec<Diagnostic>,
) -> (Galley, Pt) {
    let article = Article { number: u32::MAX, level: 1, ..Article::default() };
    let mut flow = Flow::new(document, &article, set, galley, parent, remarks);
    let place = flow.whole();
    let top = flow.leaf(leaf, &place);
    (flow.galley, top)
}

/// The state of the flow through an article.
pub(crate) struct Flow<'f, 's> {
    set: &'f Setter<'s>,
    document: &'f Document,
    article: &'f Article,
    galley: Galley,
    lang: Lang,
    /// True where the text reads from right to left: in an article of such a language, and in a quotation from one.
    rtl: bool,
    /// The ids that links may lead to.
    ids: BTreeSet<String>,
    /// Open sections: level and node.
    sections: Vec<(u8, NodeId)>,
    /// The article's own node.
    root: NodeId,
    /// The structure level of the title; headings step down from it.
    level: u8,
    /// The next paragraph begins without an indent.
    flush: bool,
    /// The space that the last block needs under it.
    after: Pt,
    /// The last block was a paragraph.
    after_paragraph: bool,
    /// The next chunk may not be parted from the last.
    keep: bool,
    /// No paragraph of the body yet.
    first_paragraph: bool,
    /// The cost of a page break before the next chunk, besides its own.
    next_break: f32,
    /// If the last chunk is a figure that may leave its place: the space that the block over it needs under it.
    over_figure: Option<Pt>,
    /// The last block was a paragraph of lines, so that the next one is a stanza of the same.
    after_lines: bool,
    /// A link leads to the start of an article that has no anchor there yet, because it is alone.
    leads_to_start: bool,
    /// Targets that wait for the next chunk.
    anchors: Vec<String>,
    /// Cells are being measured: the result will be discarded.
    measuring: bool,
    /// True if readings are set between the lines of its text.
    read_along: bool,
    /// Notes so far.
    notes: u32,
    /// The notes that may be called again.
    called: Called<Vec<Block>>,
    /// The notes that are set after the article, if they are.
    end_notes: Option<Vec<Vec<Row>>>,
    /// Headings of the article's own level so far.
    headings: u32,
    /// Their levels without gaps.
    steps: Vec<u8>,
    remarks: &'f mut Vec<Diagnostic>,
}

/// The place of a block.
#[derive(Clone)]
pub(crate) struct Place {
    /// The node it belongs to.
    pub node: NodeId,
    /// Its left edge, from the column's.
    pub left: Pt,
    /// Its right edge, from the column's left edge.
    pub right: Pt,
    /// The tint or rule around it.
    pub decor: Option<u32>,
    /// The role of paragraphs here.
    pub role: Role,
    /// The number of lists around it.
    pub depth: u8,
    /// True if it is the article's own level: sections, floating figures.
    pub top: bool,
    /// Text is set in this share of its size: tables that must fit.
    pub scale: f32,
    /// Other than the role's alignment: cells.
    pub align: Option<Align>,
}

impl Place {
    /// The width of lines here.
    pub(crate) fn width(&self) -> Pt {
        (self.right - self.left).max(12.0)
    }

    /// The same inside another node, not at the top.
    pub(crate) fn inside(&self, node: NodeId) -> Place {
        Place { node, top: false, ..self.clone() }
    }
}

/// The lengths of all lists that grow, to go back to.
struct Mark {
    counts: [usize; 5],
    structure: (usize, u32),
    notes: u32,
    remarks: usize,
}

/// The setting of some text.
#[derive(Clone, Default)]
pub(crate) struct Standing {
    /// Indent of the first line.
    pub indent: Pt,
    /// Space over.
    pub before: Pt,
    /// Space under.
    pub after: Pt,
    /// The way it is broken into lines; [`Breaking::Elastic`] text stands on the baseline grid.
    pub breaking: Breaking,
    /// Other than the role's alignment.
    pub align: Option<Align>,
}

impl<'f, 's> Flow<'f, 's> {
    fn new(
        document: &'f Document,
        article: &'f Article,
        set: &'f Setter<'s>,
        galley: Galley,
        parent: NodeId,
        remarks: &'f mut Vec<Diagnostic>,
    ) -> Self {
        let lang = document.meta.language.clone().unwrap_or_else(Lang::english);
        Flow {
            set,
            document,
            article,
            galley,
            ids: walk::ids(document).into_iter().collect(),
            sections: Vec::new(),
            root: parent,
            level: article.level,
            flush: true,
            after: 0.0,
            after_paragraph: false,
            keep: false,
            first_paragraph: true,
            next_break: 0.0,
            over_figure: None,
            after_lines: false,
            leads_to_start: false,
            anchors: Vec::new(),
            notes: 0,
            called: Called::default(),
            end_notes: note::stand_at_the_end(document, set.style).then(Vec::new),
            headings: 0,
            steps: outline::steps(&document.blocks),
            measuring: false,
            read_along: ruby::is_read_along(document, &lang),
            rtl: lang.is_rtl(),
            lang,
            remarks,
        }
    }

    /// The whole column.
    fn whole(&self) -> Place {
        Place {
            node: self.root,
            left: 0.0,
            right: self.set.style.page.measure(),
            decor: None,
            role: Role::Body,
            depth: 0,
            top: true,
            scale: 1.0,
            align: None,
        }
    }

    fn blocks(&mut self, blocks: &[Block], place: &Place) {
        for (i, block) in blocks.iter().enumerate() {
            let follows_heading = self.keep;
            self.block(block, place);
            // A figure may leave its heading, or be a line that stands for a missing one: text follows the heading.
            if follows_heading && matches!(block.kind, BlockKind::Figure(_)) {
                self.next_break = self.set.style.pages.orphan;
            }
            self.keep_lead_in(block, blocks.get(i + 1));
        }
    }

    /// Keeps a paragraph that ends in a colon with the list, table or code that it leads to.
    fn keep_lead_in(&mut self, block: &Block, next: Option<&Block>) {
        use BlockKind::{Code, DefinitionList, List, Math, Paragraph, Quote, Table, Verse};
        let leads = |inlines: &[Inline]| plain_text(inlines).trim_end().ends_with([':', '：']);
        let is_led = |next: &Block| {
            matches!(next.kind, List(_) | Table(_) | Code(_) | DefinitionList(_) | Math(_) | Verse(_) | Quote(_))
        };
        if matches!(&block.kind, Paragraph(inlines) if next.is_some_and(is_led) && leads(inlines)) {
            self.next_break = self.set.style.pages.orphan;
        }
    }

    /// Sets a block. One that reads from the other side than the text around it is mirrored in its place.
    fn block(&mut self, block: &Block, place: &Place) {
        let around = self.rtl;
        self.rtl = direction::block_reads_rtl(block, around);
        let (chunks, decors) = (self.galley.chunks.len(), self.galley.decors.len());
        self.unturned_block(block, place);
        if self.rtl != around {
            self.mirror_from(chunks, decors, place);
        }
        self.rtl = around;
    }

    fn unturned_block(&mut self, block: &Block, place: &Place) {
        let place = &self.here(place);
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.paragraph(inlines, place),
            BlockKind::Heading(heading) => self.heading(heading, place),
            BlockKind::Quote(quote) => self.quote(quote, place),
            BlockKind::Verse(lines) => self.verse(lines, place),
            BlockKind::Code(code) => self.code(code, place),
            BlockKind::List(list) => self.list(list, place),
            BlockKind::DefinitionList(list) => self.definitions(list, place),
            BlockKind::Table(table) => self.table(table, place),
            BlockKind::Figure(figure) => self.figure(figure, place),
            BlockKind::Math(math) => self.formula(math, place),
            BlockKind::Aside(aside) => self.aside(aside, place),
            BlockKind::Break => self.thematic_break(place),
        }
    }

    /// A paragraph of running text, separated from the one before as the style states.
    fn paragraph(&mut self, inlines: &[Inline], place: &Place) {
        if place.top && heading::stands_for_heading(inlines) {
            return self.minor_heading(inlines, place);
        }
        if let Some(lines) = lined::lines(inlines, self.after_lines) {
            return self.lined(&lines, place);
        }
        if matches!(place.role, Role::TableCell | Role::TableHead)
            && let Some(figure) = self.large_pictures(inlines, place)
        {
            return self.figure(&figure, place);
        }
        let style = self.set.style.text(place.role);
        let (indent, space) = match self.set.style.paragraph {
            ParagraphMark::Indent(_) if self.flush || !self.after_paragraph && !place.top => (0.0, 0.0),
            ParagraphMark::Indent(indent) => (indent.max(0.0) * style.size / self.set.style.body().size.max(1.0), 0.0),
            ParagraphMark::Space(space) => (0.0, if self.after_paragraph { space } else { 0.0 }),
        };
        let standing = Standing { indent, before: space, breaking: Breaking::Elastic, ..Standing::default() };
        let node = self.open(StructureKind::Paragraph, place.node);
        let first = std::mem::take(&mut self.first_paragraph) && place.top;
        if !(first && self.drop_cap(inlines, node, place, &standing)) {
            self.text(inlines, node, place.role, place, standing);
        }
        self.flush = false;
        self.after_paragraph = true;
    }

    /// Sets some inlines as a chunk and returns its index.
    fn text(&mut self, inlines: &[Inline], node: NodeId, role: Role, place: &Place, standing: Standing) -> usize {
        let around = self.around(role, node, place);
        let mut pieces = Vec::new();
        self.inlines(inlines, &around, &mut pieces);
        self.pieces(pieces, role, place, standing)
    }

    /// Sets pieces as a chunk and returns its index.
    fn pieces(&mut self, pieces: Vec<Piece>, role: Role, place: &Place, standing: Standing) -> usize {
        let style = self.set.style.text(role);
        let mut paragraph = self.as_paragraph(pieces, style, place, &standing);
        if role == Role::Code {
            // Columns of code keep their places.
            (paragraph.protrude, paragraph.direction) = (false, Direction::Fixed(false));
        }
        if role == Role::Contents {
            // The numbers of all lines stand on one side.
            paragraph.direction = Direction::Fixed(self.rtl);
        }
        let breaking = if is_display(role) { Breaking::Balanced } else { standing.breaking };
        let mut text = self.set.text(&paragraph, style.size * place.scale, breaking);
        if matches!(role, Role::TableCell | Role::TableHead) {
            text.make_room();
        }
        // Lines further apart than usual, because readings are between them, leave the grid.
        let is_spread = paragraph.leading.max(text.least_leading()) > style.leading * place.scale + 0.1;
        let mut chunk = Chunk::new(Body::Text(Box::new(text)));
        chunk.left = place.left;
        // Quotations of large print are as large as its text, and are on its grid.
        let as_body = role == Role::Quote && style.leading == self.set.style.body().leading;
        let on_grid = standing.breaking == Breaking::Elastic && (place.top || as_body) && !is_spread;
        chunk.snap = if on_grid { Snap::Top } else { Snap::No };
        chunk.whole = role == Role::Caption && chunk.rows(0) <= SHORT;
        self.push(chunk, place, standing.before, standing.after)
    }

    /// Sets some inlines as a chunk of text without hyphenation.
    fn whole_words(&mut self, inlines: &[Inline], node: NodeId, place: &Place, standing: Standing) -> usize {
        let around = self.around(place.role, node, place);
        let mut pieces = Vec::new();
        self.inlines(inlines, &around, &mut pieces);
        let style = self.set.style.text(place.role);
        let paragraph = Paragraph { hyphenate: false, ..self.as_paragraph(pieces, style, place, &standing) };
        let body = Body::Text(Box::new(self.set.text(&paragraph, style.size * place.scale, standing.breaking)));
        let chunk = Chunk { left: place.left, ..Chunk::new(body) };
        self.push(chunk, place, standing.before, standing.after)
    }

    fn as_paragraph(&self, pieces: Vec<Piece>, style: &TextStyle, place: &Place, standing: &Standing) -> Paragraph {
        Paragraph {
            pieces,
            align: standing.align.or(place.align).unwrap_or(style.align),
            hyphenate: style.hyphenate,
            lang: self.lang.clone(),
            measure: place.width(),
            first_indent: standing.indent,
            notch: None,
            leading: self.leading(style) * place.scale,
            protrude: true,
            direction: Direction::Within(self.rtl),
        }
    }

    /// Distance of baselines: more than the style's if readings are set between the lines of an article's text.
    fn leading(&self, style: &TextStyle) -> Pt {
        let is_text = style.size <= 1.05 * self.set.style.body().size && style.family != Family::Mono;
        if self.read_along && is_text { style.leading.max(ruby::leading(style, self.set.style)) } else { style.leading }
    }

    /// Adds a chunk under the last one and returns its index.
    fn push(&mut self, mut chunk: Chunk, place: &Place, before: Pt, after: Pt) -> usize {
        let last = self.galley.chunks.last();
        let padding = last.map_or(0.0, |last| self.padding(last.decor, place.decor));
        chunk.before = if last.is_some() { before.max(self.after) + padding } else { 0.0 };
        chunk.without_figure = self.over_figure.take().map(|after| after.max(before) + padding);
        if chunk.float && !self.galley.chunks.last().is_some_and(|last| last.float) {
            let between = if let ParagraphMark::Space(space) = self.set.style.paragraph { space } else { 0.0 };
            self.over_figure = Some(if self.after_paragraph { self.after.max(between) } else { self.after });
        }
        chunk.decor = place.decor;
        chunk.anchors.append(&mut self.anchors);
        if std::mem::take(&mut self.keep) {
            chunk.break_before = chunk.break_before.max(FORBIDDEN);
        }
        chunk.break_before = chunk.break_before.max(std::mem::take(&mut self.next_break));
        self.after = after;
        self.after_paragraph = false;
        self.after_lines = false;
        self.galley.chunks.push(chunk);
        self.galley.chunks.len() - 1
    }

    /// A heading keeps two lines after it, even if each line is a separate chunk: code, items of a list.
    fn keep_two_lines(&mut self) {
        let chunks = &mut self.galley.chunks;
        let line = self.set.style.body().leading * 1.5;
        for i in 2..chunks.len() {
            let is_heading = |chunk: &Chunk| matches!(chunk.snap, Snap::Bottom(_));
            let heading = is_heading(&chunks[i - 2]);
            let first = &chunks[i - 1];
            let single = first.rows(0) == 1 && first.height(0, 0) < line && !is_heading(first);
            // A section of one line is whole: the next one may begin a page.
            if heading && single && first.break_before >= FORBIDDEN && !is_heading(&chunks[i]) {
                chunks[i].break_before = chunks[i].break_before.max(FORBIDDEN / 4.0);
            }
        }
    }

    /// In columns, blocks that are not on the grid, such as code and figures, leave the text after them to return to
    /// it: the extra space is shared between the space over such a run of blocks and the space under it.
    fn share_slack(&mut self) {
        let unit = self.set.unit();
        let mut run: Option<(usize, Pt)> = None;
        for i in self.galley.spanning..self.galley.chunks.len() {
            let chunk = &self.galley.chunks[i];
            let height: Pt = (0..chunk.rows(0)).map(|row| chunk.height(0, row)).sum();
            match (chunk.snap, run) {
                (Snap::No, None) if i > 0 => run = Some((i, chunk.before + height)),
                (Snap::No, Some((first, sum))) => run = Some((first, sum + chunk.before + height)),
                (Snap::Top, Some((first, sum))) => {
                    let total = sum + chunk.before;
                    let slack = (total / unit - 0.02).ceil() * unit - total;
                    if slack > 0.5 && self.galley.chunks[first].break_before < FORBIDDEN {
                        self.galley.chunks[first].before += slack / 2.0;
                    }
                    run = None;
                }
                _ => run = None,
            }
        }
    }

    /// The height by which the tints above and below reach into the space between two chunks.
    fn padding(&self, above: Option<u32>, below: Option<u32>) -> Pt {
        let decors = &self.galley.decors;
        let around = |mut inner: Option<u32>| {
            let mut out = Vec::new();
            while let Some(number) = inner {
                out.push(number);
                inner = decors.get(number as usize).and_then(|d| d.parent);
            }
            out
        };
        if above == below {
            return 0.0;
        }
        let (above, below) = (around(above), around(below));
        let ends = above.iter().filter(|d| !below.contains(d));
        let begins = below.iter().filter(|d| !above.contains(d));
        ends.chain(begins).filter_map(|d| decors.get(*d as usize)).map(|d| d.padding).sum()
    }

    /// The surroundings of text of a role.
    fn around(&self, role: Role, node: NodeId, place: &Place) -> Around {
        let style = self.set.style.text(role);
        let capitals = style.caps == Caps::All;
        let mut look = look(style);
        look.size *= place.scale;
        let divides_code = matches!(place.role, Role::TableCell | Role::TableHead);
        Around { look: std::rc::Rc::new(look), node, link: None, measure: place.width(), capitals, divides_code }
    }

    /// A new structure node.
    fn open(&mut self, kind: StructureKind, parent: NodeId) -> NodeId {
        self.galley.structure.open(kind, Some(parent))
    }

    /// An id in the form of the publication.
    fn anchor(&self, id: &str) -> String {
        format!("{}{id}", self.article.prefix)
    }

    /// Flows blocks aside: the result becomes finished rows instead of part of the column.
    fn apart(&mut self, f: impl FnOnce(&mut Self)) -> Vec<Row> {
        let inner = self.chunks_apart(f);
        super::place::stack(&inner, &self.galley.decors, self.set)
    }

    /// Flows content apart and returns its chunks.
    fn chunks_apart(&mut self, f: impl FnOnce(&mut Self)) -> Vec<Chunk> {
        let chunks = std::mem::take(&mut self.galley.chunks);
        let anchors = std::mem::take(&mut self.anchors);
        let outside = (self.after, self.after_paragraph, self.keep, self.flush);
        (self.after, self.after_paragraph, self.keep, self.flush) = (0.0, false, false, true);
        f(self);
        (self.after, self.after_paragraph, self.keep, self.flush) = outside;
        self.anchors = anchors;
        std::mem::replace(&mut self.galley.chunks, chunks)
    }

    /// The current lengths of all lists that grow.
    fn mark(&self) -> Mark {
        let g = &self.galley;
        let end_notes = self.end_notes.as_ref().map_or(0, Vec::len);
        let counts = [g.notes.len(), g.decors.len(), g.links.len(), g.outline.len(), end_notes];
        Mark { counts, structure: g.structure.mark(), notes: self.notes, remarks: self.remarks.len() }
    }

    /// Discards all content made since.
    fn back_to(&mut self, mark: Mark) {
        let g = &mut self.galley;
        let [notes, decors, links, outline, end_notes] = mark.counts;
        if let Some(rows) = &mut self.end_notes {
            rows.truncate(end_notes);
        }
        g.notes.truncate(notes);
        g.decors.truncate(decors);
        g.links.truncate(links);
        g.outline.truncate(outline);
        g.structure.back_to(mark.structure);
        self.notes = mark.notes;
        self.called.back_to(mark.notes as usize);
        self.remarks.truncate(mark.remarks);
    }

    /// A chunk of one finished row.
    fn row(items: Vec<Placed>, height: Pt) -> Chunk {
        let row = Row { height, items, ..Row::default() };
        Chunk::new(Body::Rows(Stack { rows: vec![row], ..Stack::default() }))
    }

    /// A break between thoughts: three asterisks that are not read aloud.
    fn thematic_break(&mut self, place: &Place) {
        let style = self.set.style.body();
        let owner = Owner::Furniture(super::frame::FurnitureKind::Layout);
        let line = self.set.line("*\u{2003}*\u{2003}*", &std::rc::Rc::new(look(style)), owner, &self.lang);
        let x = place.left + (place.width() - line.width) / 2.0;
        let base = super::setting::base_of(style.leading, style.size);
        let items = line.items.into_iter().map(|p| super::galley::moved(p, x, base)).collect();
        let chunk = Self::row(items, style.leading);
        self.push(chunk, place, style.leading / 2.0, style.leading / 2.0);
        self.flush = true;
    }
}
