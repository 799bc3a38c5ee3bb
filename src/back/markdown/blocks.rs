//! Blocks as lines.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::escape::{escape, starts_block};
use super::inline::{Care, Flat, Place, attribute, fold};
use super::lines::Lines;
use super::pictures::Names;
use super::{ids, table, verify};
use crate::doc::count::longest_run;
use crate::doc::notes::Called;
use crate::doc::{
    Aside, AsideKind, Block, BlockKind, Code, Definition, Delimiter, Document, Figure, Heading, Inline, Inlines, List,
    ListItem, ListKind, Math, Numbering, Quote, QuoteKind, Table, plain_text,
};
use crate::style::{Flavour, MarkdownStyle};

/// An invisible comment between two blocks that would otherwise run together.
const APART: &str = "<!-- -->";

/// Writes one document.
pub(super) struct Writer<'d> {
    pub lines: Lines,
    document: &'d Document,
    style: &'d MarkdownStyle,
    names: Rc<Names>,
    /// Notes called so far, and the number of them that are written.
    notes: Vec<&'d [Block]>,
    called: Rc<Called<&'d [Block]>>,
    stated: BTreeSet<String>,
    /// Pictures that lost their size.
    pub sizes: usize,
}

impl<'d> Writer<'d> {
    pub(super) fn new(document: &'d Document, style: &'d MarkdownStyle, names: Names) -> Self {
        Writer {
            lines: Lines::default(),
            document,
            style,
            names: Rc::new(names),
            notes: Vec::new(),
            called: Rc::default(),
            stated: ids::stated(document),
            sizes: 0,
        }
    }

    /// The body, then the notes.
    pub(super) fn document(&mut self, title_as_heading: bool) {
        let document = self.document;
        if title_as_heading {
            let title = self.inlines(&document.meta.title, Place::Heading);
            self.lines.line(format!("# {title}").trim_end());
            if !document.blocks.is_empty() {
                self.lines.blank();
            }
        }
        self.blocks(&document.blocks, false);
        let mut written = 0;
        while let Some(note) = self.notes.get(written).copied() {
            written += 1;
            if !self.lines.is_empty() {
                self.lines.blank();
            }
            self.lines.open(format!("[^{written}]: "), "    ");
            self.blocks(note, false);
            self.lines.close();
        }
    }

    /// Inlines as Markdown.
    pub(super) fn inlines(&mut self, inlines: &'d [Inline], place: Place) -> String {
        self.careful(place, |flat| flat.inlines(inlines, None))
    }

    /// Inlines where no notes can be called, on one line.
    pub(super) fn inlines_alone(mut self, inlines: &'d [Inline], place: Place) -> String {
        self.inlines(inlines, place)
    }

    /// The inlines that `build` collects, written with the least care with which they read back unchanged.
    fn careful(&mut self, place: Place, build: impl Fn(&mut Flat<'d>)) -> String {
        let mut written = String::new();
        for care in [Care::Bare, Care::Light, Care::Full, Care::Tags] {
            let mut flat = Flat::new(place, care, self.names.clone(), self.notes.len(), self.called.clone());
            build(&mut flat);
            let (text, breaks) = escape(&flat);
            written = self.wrapped(text, &breaks, place);
            if care == Care::Tags || verify::verify(&flat, &written) {
                for note in std::mem::take(&mut flat.notes) {
                    self.notes.push(note);
                    Rc::make_mut(&mut self.called).add(note, self.notes.len());
                }
                self.sizes += flat.sizes;
                break;
            }
        }
        written
    }

    /// The text broken at spaces so that lines keep to the width, if a width is set.
    fn wrapped(&self, mut text: String, breaks: &[usize], place: Place) -> String {
        let Some(wrap) = self.style.wrap.filter(|_| place.has_lines()) else { return text };
        let width = usize::from(wrap).saturating_sub(self.lines.indent()).max(10);
        let mut line = 0;
        let mut last: Option<usize> = None;
        let mut chosen = Vec::new();
        for &at in breaks {
            if let Some(hard) = text[line..at].rfind('\n') {
                line += hard + 1;
                last = None;
            }
            if unicode_width::UnicodeWidthStr::width(&text[line..at]) > width
                && let Some(space) = last.take()
            {
                chosen.push(space);
                line = space + 1;
            }
            if at > line && !starts_block(&text[at + 1..]) && !text[line..at].starts_with('<') {
                last = Some(at);
            }
        }
        if let Some(space) = last
            && !text[space..].contains('\n')
            && unicode_width::UnicodeWidthStr::width(&text[line..]) > width
        {
            chosen.push(space);
        }
        for at in chosen {
            text.replace_range(at..at + 1, "\n");
        }
        text
    }

    /// Blocks one after the other; `tight` without space between them.
    pub(super) fn blocks(&mut self, blocks: &'d [Block], tight: bool) {
        self.following(None, blocks, tight);
    }

    /// Writes the blocks after a first block that is written already.
    fn following(&mut self, first: Option<&'d BlockKind>, blocks: &'d [Block], tight: bool) {
        let mut last = first;
        let mut starred = false;
        for block in blocks {
            if let Some(last) = last {
                if !tight {
                    self.lines.blank();
                }
                if runs_together(last, &block.kind) {
                    self.lines.line(APART);
                    self.lines.blank();
                }
            }
            let bullets = |kind: &BlockKind| matches!(kind, BlockKind::List(l) if l.kind == ListKind::Bullet);
            starred = !starred && last.is_some_and(bullets) && bullets(&block.kind);
            self.block(block, starred, false);
            last = Some(&block.kind);
        }
    }

    fn paragraph(&mut self, content: &'d [Inline], item: bool) {
        let text = self.inlines(content, Place::Paragraph { item });
        self.lines.text(&text);
    }

    /// `starred`: bullets are asterisks, so that the list differs from the one before it; `item`: it opens an item.
    fn block(&mut self, block: &'d Block, starred: bool, item: bool) {
        match &block.kind {
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::Paragraph(content) => self.paragraph(content, item),
            BlockKind::Quote(quote) => self.quote(quote),
            BlockKind::Verse(lines) => self.verse(lines),
            BlockKind::Code(code) => self.code(code),
            BlockKind::List(list) => self.list(list, starred),
            BlockKind::DefinitionList(list) => self.definitions(list),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Math(math) => self.math(math),
            BlockKind::Aside(aside) => self.aside(aside),
            BlockKind::Break => self.lines.line("***"),
        }
    }

    fn heading(&mut self, heading: &'d Heading) {
        let mut text = "#".repeat(usize::from(heading.level.clamp(1, 6)));
        let content = self.inlines(&heading.content, Place::Heading);
        if !content.is_empty() {
            text.push(' ');
            text.push_str(&content);
        }
        if let Some(id) = heading.id.as_ref().filter(|id| self.stated.contains(*id)) {
            text.push_str(&format!(" {{#{id}}}"));
        }
        self.lines.line(&text);
    }

    fn quote(&mut self, quote: &'d Quote) {
        match quote.kind {
            QuoteKind::Block => {}
            QuoteKind::Pull => self.lines.line("<!-- pull quote -->"),
            QuoteKind::Epigraph => self.lines.line("<!-- epigraph -->"),
        }
        self.lines.open("> ", "> ");
        self.blocks(&quote.blocks, false);
        let by = quote.blocks.last().is_some_and(|b| reads_as_attribution(&b.kind)) && quote.blocks.len() > 1;
        if !quote.attribution.is_empty() {
            if !quote.blocks.is_empty() {
                self.lines.blank();
            }
            let text = self.inlines(&quote.attribution, Place::Heading);
            // After a line that begins with a dash it would be read as talk.
            let talk = quote.blocks.last().is_some_and(|b| reads_as_attribution(&b.kind));
            if quote.blocks.is_empty() || talk || plain_text(&quote.attribution).chars().count() > ATTRIBUTION {
                self.lines.line("<!-- attribution -->");
            }
            self.lines.line(&format!("— {text}"));
        } else if by {
            self.lines.blank();
            self.lines.line(APART);
        }
        self.lines.close();
    }

    fn verse(&mut self, verse: &'d [Inlines]) {
        self.lines.line("<!-- verse -->");
        let text = self.careful(Place::Paragraph { item: false }, |flat| {
            for (number, line) in verse.iter().enumerate() {
                if number > 0 {
                    let blank_to_end = verse[number..].iter().all(|l| l.is_empty());
                    flat.line_break(if blank_to_end { None } else { Some(' ') });
                }
                flat.inlines(line, Some('\n'));
            }
        });
        self.lines.text(&text);
    }

    fn code(&mut self, code: &'d Code) {
        if code.caption.is_empty() {
            return self.fenced(code);
        }
        self.lines.line("<figure>");
        self.lines.line("<figcaption>");
        self.lines.blank();
        self.paragraph(&code.caption, false);
        self.lines.blank();
        self.lines.line("</figcaption>");
        self.lines.blank();
        self.fenced(code);
        self.lines.blank();
        self.lines.line("</figure>");
    }

    fn fenced(&mut self, code: &Code) {
        let language: String = code.language.as_deref().unwrap_or("").split_whitespace().collect::<Vec<_>>().join("-");
        let fence_char = if language.contains('`') { '~' } else { '`' };
        let fence = fence_char.to_string().repeat(longest_run(&code.text, fence_char).max(2) + 1);
        self.lines.line(&format!("{fence}{language}"));
        if !code.text.is_empty() {
            self.lines.text(&code.text);
        }
        self.lines.line(&fence);
    }

    fn math(&mut self, math: &Math) {
        match &math.tex {
            Some(tex)
                if tex.trim().is_empty()
                    || tex.contains("$")
                    || tex.lines().any(|l| l.trim().is_empty() || starts_block(l.trim_start())) =>
            {
                let fence = "`".repeat(longest_run(tex, '`').max(2) + 1);
                self.lines.line(&format!("{fence}math"));
                self.lines.text(tex);
                self.lines.line(&fence);
            }
            Some(tex) => {
                self.lines.line("$$");
                self.lines.text(tex.trim_matches('\n'));
                self.lines.line("$$");
            }
            None => self.lines.line(&fold(math.mathml.as_deref().unwrap_or(""))),
        }
    }

    fn aside(&mut self, aside: &'d Aside) {
        let alert = match aside.kind {
            AsideKind::Note => "[!NOTE]",
            AsideKind::Tip => "[!TIP]",
            AsideKind::Important => "[!IMPORTANT]",
            AsideKind::Warning => "[!WARNING]",
            AsideKind::Caution => "[!CAUTION]",
            AsideKind::Sidebar => "",
        };
        if alert.is_empty() {
            self.lines.line("<!-- sidebar -->");
        }
        self.lines.open("> ", "> ");
        if !alert.is_empty() {
            self.lines.line(alert);
        }
        if !aside.title.is_empty() {
            let title = self.careful(Place::Heading, |flat| flat.marked(&aside.title, None, &["**", "__"], "strong"));
            self.lines.line(&title);
            if !aside.blocks.is_empty() {
                self.lines.blank();
            }
        } else if aside.blocks.first().is_some_and(|b| reads_as_title(&b.kind)) {
            self.lines.line(APART);
            self.lines.blank();
        } else if !alert.is_empty() && aside.blocks.first().is_some_and(|b| begins_late(&b.kind)) {
            self.lines.blank();
        }
        self.blocks(&aside.blocks, false);
        self.lines.close();
    }

    fn definitions(&mut self, list: &'d [Definition]) {
        for (number, definition) in list.iter().enumerate() {
            if number > 0 {
                self.lines.blank();
            }
            let term = self.inlines(&definition.term, Place::Term);
            self.lines.line(if term.is_empty() { "<br>" } else { &term });
            for (number, blocks) in definition.definitions.iter().enumerate() {
                if number > 0 && definition.definitions.iter().any(|d| d.len() > 1) {
                    self.lines.blank();
                }
                self.lines.open(": ", "  ");
                self.blocks(blocks, false);
                self.lines.close();
            }
        }
    }

    fn table(&mut self, table: &'d Table) {
        if self.style.flavour == Flavour::CommonMark || !table::fits_pipes(table) {
            return table::html(table, self);
        }
        if let Some(id) = &table.id {
            self.lines.line(&format!("<a id=\"{}\"></a>", attribute(id)));
            self.lines.blank();
        }
        table::pipes(table, self);
        if !table.caption.is_empty() {
            self.lines.blank();
            self.lines.line("<!-- caption -->");
            self.paragraph(&table.caption, false);
        }
    }

    /// Pictures, each on a line, then the caption in italics and the credit in small type.
    fn figure(&mut self, figure: &'d Figure) {
        if figure.images.is_empty() {
            self.lines.line("<!-- figure -->");
        }
        let text = self.careful(Place::Paragraph { item: false }, |flat| {
            let mut first = true;
            let mut next_line = |flat: &mut Flat| {
                if !std::mem::take(&mut first) {
                    flat.soft_break();
                }
            };
            if let Some(id) = &figure.id {
                next_line(flat);
                flat.tag(&format!("<a id=\"{}\">", attribute(id)));
                flat.tag("</a>");
            }
            for image in &figure.images {
                next_line(flat);
                flat.image(image);
            }
            if !figure.caption.is_empty() {
                next_line(flat);
                flat.marked(&figure.caption, Some('\n'), &["*", "_"], "em");
            }
            if !figure.credit.is_empty() {
                next_line(flat);
                flat.tag("<small>");
                flat.inlines(&figure.credit, Some('<'));
                flat.tag("</small>");
            }
        });
        self.lines.text(&text);
    }

    fn list(&mut self, list: &'d List, starred: bool) {
        if list.kind != ListKind::Bullet && list.items.iter().skip(1).any(|item| item.number.is_some()) {
            return self.numbered_list(list);
        }
        if let Some(words) = list_kind(list.kind) {
            self.lines.line(&format!("<!-- {words} -->"));
        }
        let tight = list.tight && list.items.iter().all(|item| can_be_tight(&item.blocks));
        for (at, (item, number)) in list.items.iter().zip(list.numbers()).enumerate() {
            if at > 0 && !tight {
                self.lines.blank();
            }
            let marker = match list.kind {
                ListKind::Bullet => if starred { "* " } else { "- " }.to_string(),
                ListKind::Ordered { delimiter, .. } => {
                    let sign = if delimiter == Delimiter::Period { '.' } else { ')' };
                    format!("{}{sign} ", number.min(999_999_999))
                }
            };
            let rest = " ".repeat(marker.len());
            self.lines.open(marker, rest);
            self.item(item, tight);
            self.lines.close();
        }
    }

    /// A list with numbers out of turn, as HTML, because readers of Markdown count on from the first number. The items
    /// are Markdown again, between empty lines.
    fn numbered_list(&mut self, list: &'d List) {
        let numbers: Vec<u32> = list.numbers().collect();
        let reversed = numbers.windows(2).all(|pair| pair[0] == pair[1].saturating_add(1));
        let mut tag = if reversed { "<ol reversed" } else { "<ol" }.to_string();
        if let ListKind::Ordered { numbering, delimiter, .. } = list.kind {
            let kind = match numbering {
                Numbering::Decimal => "",
                Numbering::LowerAlpha => " type=\"a\"",
                Numbering::UpperAlpha => " type=\"A\"",
                Numbering::LowerRoman => " type=\"i\"",
                Numbering::UpperRoman => " type=\"I\"",
            };
            let class = match delimiter {
                Delimiter::Period => "",
                Delimiter::Paren => " class=\"paren\"",
                Delimiter::Parens => " class=\"parens\"",
            };
            tag.push_str(&format!("{kind}{class} start=\"{}\"", numbers.first().copied().unwrap_or(1)));
        }
        self.lines.line(&format!("{tag}>"));
        for (item, number) in list.items.iter().zip(numbers) {
            let value = item.number.filter(|_| !reversed).map_or(String::new(), |_| format!(" value=\"{number}\""));
            match table::plain_words(&item.blocks) {
                Some(words) => self.lines.line(&format!("<li{value}>{}</li>", attribute(&words))),
                None => {
                    self.lines.line(&format!("<li{value}>"));
                    self.lines.blank();
                    self.item(item, false);
                    self.lines.blank();
                    self.lines.line("</li>");
                }
            }
        }
        self.lines.line("</ol>");
    }

    fn item(&mut self, item: &'d ListItem, tight: bool) {
        let Some(checked) = item.checked else {
            if let Some((first, rest)) = item.blocks.split_first() {
                self.block(first, false, true);
                self.following(Some(&first.kind), rest, tight);
            }
            return;
        };
        let tick = if checked { "[x]" } else { "[ ]" };
        match item.blocks.split_first() {
            Some((first @ Block { kind: BlockKind::Paragraph(content), .. }, rest)) => {
                let text = self.inlines(content, Place::Paragraph { item: false });
                self.lines.text(&format!("{tick} {text}"));
                self.following(Some(&first.kind), rest, tight);
            }
            _ => {
                self.lines.line(&format!("{tick} {APART}"));
                self.blocks(&item.blocks, tight);
            }
        }
    }
}

/// The longest attribution that is recognised without a comment.
const ATTRIBUTION: usize = 120;

/// True if the last block of a quotation would be read as its attribution.
fn reads_as_attribution(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph(content)
        if matches!(content.first(), Some(Inline::Text(text)) if text.starts_with("— ")))
}

/// A list that does not begin with 1 cannot follow a line of text directly, not even the mark of an alert.
fn begins_late(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::List(List { kind: ListKind::Ordered { start, .. }, .. }) if *start != 1)
}

/// True if the first block of an aside would be read as its title.
fn reads_as_title(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph(content) if matches!(content.as_slice(), [Inline::Strong(_)]))
}

/// True if two blocks would be read as one, or the first as part of the second.
fn runs_together(first: &BlockKind, second: &BlockKind) -> bool {
    match (first, second) {
        (BlockKind::List(a), BlockKind::List(b)) => match (a.kind, b.kind) {
            (ListKind::Ordered { delimiter: a, .. }, ListKind::Ordered { delimiter: b, .. }) => {
                (a == Delimiter::Period) == (b == Delimiter::Period) && list_kind(second_kind(second)).is_none()
            }
            _ => false,
        },
        (BlockKind::DefinitionList(_), BlockKind::DefinitionList(_)) => true,
        (BlockKind::Paragraph(content), BlockKind::Table(table)) => {
            table.id.is_none() && matches!(content.as_slice(), [Inline::Anchor(_)])
        }
        _ => false,
    }
}

fn second_kind(kind: &BlockKind) -> ListKind {
    if let BlockKind::List(list) = kind { list.kind } else { ListKind::Bullet }
}

/// The kind of a list, if Markdown's own markers do not show it.
fn list_kind(kind: ListKind) -> Option<String> {
    let ListKind::Ordered { numbering, delimiter, .. } = kind else { return None };
    let numbering = match numbering {
        Numbering::Decimal => "",
        Numbering::LowerAlpha => "lower-alpha",
        Numbering::UpperAlpha => "upper-alpha",
        Numbering::LowerRoman => "lower-roman",
        Numbering::UpperRoman => "upper-roman",
    };
    let words = match (numbering, delimiter) {
        ("", Delimiter::Parens) => "parens".to_string(),
        (numbering, Delimiter::Parens) => format!("{numbering} parens"),
        (numbering, _) => numbering.to_string(),
    };
    (!words.is_empty()).then_some(words)
}

/// True if an item's blocks can follow each other without an empty line.
fn can_be_tight(blocks: &[Block]) -> bool {
    let follows = |pair: &[Block]| {
        let (first, second) = (&pair[0].kind, &pair[1].kind);
        let ends = matches!(first, BlockKind::Heading(_) | BlockKind::Code(_) | BlockKind::Break);
        let flows = matches!(first, BlockKind::Paragraph(_) | BlockKind::Quote(_) | BlockKind::List(_));
        match second {
            BlockKind::Paragraph(_) => ends,
            BlockKind::Code(_) | BlockKind::Heading(_) | BlockKind::Break => ends || flows,
            BlockKind::Quote(quote) => {
                quote.kind == QuoteKind::Block && (ends || flows) && !matches!(first, BlockKind::Quote(_))
            }
            BlockKind::List(list) => {
                let filled = list.items.first().is_some_and(|item| !item.blocks.is_empty());
                let interrupts = match list.kind {
                    ListKind::Bullet => true,
                    // The comment for kinds of lists that Markdown lacks interrupts a paragraph as well.
                    ListKind::Ordered { start, .. } => start == 1 || list_kind(list.kind).is_some(),
                };
                filled && interrupts && (ends || flows) && !runs_together(first, second)
            }
            _ => false,
        }
    };
    blocks.windows(2).all(follows)
}
