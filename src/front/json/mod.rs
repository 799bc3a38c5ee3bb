//! Pandoc's JSON (pandoc-types 1.23), so that all formats of pandoc are one pipe away:
//! `pandoc in.docx -t json | convert - --from json --to pdf -o out.pdf`.
//!
//! Every kind of block and inline has its place. Classes give the meaning of divisions and spans. Raw HTML goes through
//! the HTML front end; raw text of other formats is left out with a remark.

mod inlines;
mod meta;
pub mod surrogates;

use serde_json::Value;

use crate::context::Context;
use crate::diag::{Diagnostic, Error, Result, codes};
use crate::doc::{
    Align, Aside, AsideKind, Block, BlockKind, Cell, Code, Column, Definition, Delimiter, Document, Figure, Heading,
    Inline, Inlines, List, ListItem, ListKind, Math, Numbering, Quote, QuoteKind, Row, Table, normalize_inlines,
    plain_text, walk,
};
use crate::front::{FrontEnd, html};
use crate::source::Source;

/// Pandoc's JSON.
pub struct Json;

impl FrontEnd for Json {
    fn name(&self) -> &'static str {
        "json"
    }
    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }
    fn about(&self) -> &'static str {
        "pandoc's document tree as JSON (pandoc -t json)"
    }

    fn sniff(&self, source: &Source) -> bool {
        let text = source.text();
        text.trim_start().starts_with('{') && memchr::memmem::find(text.as_bytes(), b"\"pandoc-api-version\"").is_some()
    }

    fn parse(&self, source: &Source, cx: &mut Context) -> Result<Document> {
        match value(source, cx) {
            Ok(Value::Object(map)) if map.get("blocks").is_some_and(Value::is_array) => {
                let mut reader = Reader { cx, unknown: 0 };
                let meta = reader.meta(map.get("meta").unwrap_or(&Value::Null));
                let blocks = reader.blocks(map.get("blocks").unwrap_or(&Value::Null));
                reader.report();
                Ok(Document { meta, blocks, ..Document::default() })
            }
            Ok(_) => Ok(foreign(source, cx)),
            // Half a file, or no JSON at all.
            Err(error) => {
                let message = format!("This is not JSON that can be read: {error}.");
                Err(Error::unreadable(codes::JSON, message, PLAIN_TEXT))
            }
        }
    }
}

/// The JSON of a source. JavaScript's strings may contain half a surrogate pair, which is not a character; the rest is
/// still an article.
fn value(source: &Source, cx: &mut Context) -> serde_json::Result<Value> {
    serde_json::from_str(source.text()).or_else(|error| {
        let (text, halves) = surrogates::mend(source.text());
        if halves == 0 {
            return Err(error);
        }
        let value = serde_json::from_str(&text)?;
        let message = format!("Escaped halves of characters ({halves}) stand for nothing; each is shown as \u{fffd}.");
        cx.say(Diagnostic::remark(codes::SURROGATES, message));
        Ok(value)
    })
}

/// The hint for JSON that is not a document.
const PLAIN_TEXT: &str = "Use --from text to read it as plain text.";

/// JSON that is not a document of pandoc's, as one listing.
fn foreign(source: &Source, cx: &mut Context) -> Document {
    let message = "This JSON is not a document of pandoc's: it has no list of blocks.";
    cx.say(Diagnostic::warning(codes::JSON, message).hint(PLAIN_TEXT));
    let text = source.text().trim_end().replace("\r\n", "\n");
    let code = Code { language: Some("json".into()), lang: None, text, caption: Vec::new() };
    Document { blocks: vec![BlockKind::Code(code).into()], ..Document::default() }
}

/// The identifier, classes and pairs of an attribute triple.
struct Attr<'v> {
    id: &'v str,
    classes: Vec<&'v str>,
    pairs: Vec<(&'v str, &'v str)>,
}

impl<'v> Attr<'v> {
    fn new(value: &'v Value) -> Self {
        let pair = |p: &'v Value| Some((p.get(0)?.as_str()?, p.get(1)?.as_str()?));
        Attr {
            id: text(&value[0]),
            classes: list(&value[1]).iter().filter_map(Value::as_str).collect(),
            pairs: list(&value[2]).iter().filter_map(pair).collect(),
        }
    }

    fn get(&self, key: &str) -> Option<&'v str> {
        self.pairs.iter().find(|(k, _)| *k == key).map(|(_, v)| *v)
    }

    fn has(&self, class: &str) -> bool {
        self.classes.contains(&class)
    }

    fn id(&self) -> Option<String> {
        (!self.id.is_empty()).then(|| self.id.to_string())
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or(0)
}

/// A node's constructor and content.
fn node(value: &Value) -> (&str, &Value) {
    (text(&value["t"]), &value["c"])
}

struct Reader<'c, 'r> {
    cx: &'c mut Context<'r>,
    unknown: usize,
}

impl Reader<'_, '_> {
    fn report(&mut self) {
        if self.unknown > 0 {
            let message = format!("{} parts of unknown kinds were left out.", self.unknown);
            self.cx.say(Diagnostic::warning(codes::JSON_UNKNOWN, message));
        }
    }

    /// Raw text of a format: HTML is read, other formats are left out with a remark.
    fn raw(&mut self, format: &str, raw: &str) -> Vec<Block> {
        if matches!(format, "html" | "html4" | "html5" | "xhtml") {
            return html::fragment(raw, self.cx);
        }
        let message = format!("Raw {format} has no place in an article and was left out.");
        self.cx.say(Diagnostic::remark(codes::RAW, message));
        Vec::new()
    }
}

/// Blocks.
impl Reader<'_, '_> {
    fn blocks(&mut self, value: &Value) -> Vec<Block> {
        let mut out = Vec::new();
        for block in list(value) {
            self.block(block, &mut out);
        }
        out
    }

    fn block(&mut self, value: &Value, out: &mut Vec<Block>) {
        let (kind, c) = node(value);
        let made = match kind {
            "Plain" | "Para" => self.paragraph(c),
            "LineBlock" => BlockKind::Verse(list(c).iter().map(|line| self.inlines(line)).collect()),
            "CodeBlock" => {
                let language = Attr::new(&c[0]).classes.first().map(|l| l.to_string());
                BlockKind::Code(Code { language, lang: None, text: text(&c[1]).to_string(), caption: Vec::new() })
            }
            "RawBlock" => return out.extend(self.raw(text(&c[0]), text(&c[1]))),
            "BlockQuote" => BlockKind::Quote(self.quote(c)),
            "BulletList" => BlockKind::List(self.list(ListKind::Bullet, c)),
            "OrderedList" => BlockKind::List(self.list(ordered(&c[0]), &c[1])),
            "DefinitionList" => {
                let definition = |entry: &Value| Definition {
                    term: self.inlines(&entry[0]),
                    definitions: list(&entry[1]).iter().map(|d| self.blocks(d)).collect(),
                };
                BlockKind::DefinitionList(list(c).iter().map(definition).collect())
            }
            "Header" => {
                let level = number(&c[0]).clamp(1, 6) as u8;
                BlockKind::Heading(Heading { level, id: Attr::new(&c[1]).id(), content: self.inlines(&c[2]) })
            }
            "HorizontalRule" => BlockKind::Break,
            "Table" => BlockKind::Table(self.table(c)),
            "Figure" => return self.figure(c, out),
            "Div" => return self.division(c, out),
            "Null" => return,
            _ => {
                self.unknown += 1;
                return;
            }
        };
        out.push(made.into());
    }

    /// A paragraph, or the displayed formula that it consists of.
    fn paragraph(&mut self, value: &Value) -> BlockKind {
        if let [only] = list(value)
            && let ("Math", c) = node(only)
            && text(&c[0]["t"]) == "DisplayMath"
        {
            return BlockKind::Math(Math { tex: Some(text(&c[1]).to_string()), mathml: None });
        }
        BlockKind::Paragraph(self.inlines(value))
    }

    fn quote(&mut self, value: &Value) -> Quote {
        let mut quote = Quote::default();
        for block in list(value) {
            match node(block) {
                ("Div", c) if Attr::new(&c[0]).has("attribution") => {
                    let words = self.blocks(&c[1]).into_iter().filter_map(|b| match b.kind {
                        BlockKind::Paragraph(content) => Some(content),
                        _ => None,
                    });
                    quote.attribution = words.flatten().collect();
                    // Removes only the dash that the back end writes, because the words may begin with another dash.
                    if let Some(Inline::Text(first)) = quote.attribution.first_mut()
                        && let Some(words) = first.strip_prefix("— ")
                    {
                        *first = words.to_string();
                    }
                }
                _ => self.block(block, &mut quote.blocks),
            }
        }
        quote
    }

    fn list(&mut self, kind: ListKind, value: &Value) -> List {
        let plain = |item: &Value| list(item).iter().all(|block| node(block).0 != "Para");
        let tight = list(value).iter().all(plain);
        let items = list(value).iter().map(|item| task(self.blocks(item))).collect();
        List { kind, tight, items }
    }

    /// A figure: its pictures; its other content follows.
    fn figure(&mut self, c: &Value, out: &mut Vec<Block>) {
        let mut figure = Figure { id: Attr::new(&c[0]).id(), ..Figure::default() };
        let mut others = Vec::new();
        for block in self.blocks(&c[2]) {
            match block.kind {
                BlockKind::Paragraph(content) if content.iter().all(is_picture) => {
                    figure.images.extend(content.into_iter().filter_map(|i| match i {
                        Inline::Image(image) => Some(image),
                        _ => None,
                    }));
                }
                kind => others.push(Block::from(kind)),
            }
        }
        (figure.caption, figure.credit) = self.caption(&c[1]);
        if figure.images.is_empty() && !others.is_empty() {
            if let [Block { kind: BlockKind::Code(code), .. }] = others.as_mut_slice() {
                code.caption = std::mem::take(&mut figure.caption);
            }
            // Other blocks have no caption: it becomes a paragraph after them.
            out.append(&mut others);
            if !figure.caption.is_empty() {
                out.push(BlockKind::Paragraph(figure.caption).into());
            }
            return;
        }
        out.push(BlockKind::Figure(figure).into());
        out.append(&mut others);
    }

    /// A caption's words, and the credit in it.
    fn caption(&mut self, value: &Value) -> (Inlines, Inlines) {
        let (mut caption, mut credit) = (Inlines::new(), Inlines::new());
        for block in list(&value[1]) {
            let (kind, c) = node(block);
            if !matches!(kind, "Plain" | "Para") {
                let blocks = self.blocks(&Value::Array(vec![block.clone()]));
                caption.push(Inline::text(format!(" {}", plain_words(&blocks))));
                continue;
            }
            for inline in list(c) {
                match node(inline) {
                    ("Span", c) if Attr::new(&c[0]).has("credit") => credit.extend(self.inlines(&c[1])),
                    _ => self.inline(inline, &mut caption),
                }
            }
            caption.push(Inline::text(" "));
        }
        normalize_inlines(&mut caption);
        if let Some(Inline::Text(last)) = caption.last_mut() {
            *last = last.trim_end().to_string();
        }
        normalize_inlines(&mut caption);
        (caption, credit)
    }

    /// A division: an aside or a quotation by its class, otherwise its content.
    fn division(&mut self, c: &Value, out: &mut Vec<Block>) {
        let attr = Attr::new(&c[0]);
        let aside = attr.classes.iter().find_map(|class| match *class {
            "note" => Some(AsideKind::Note),
            "tip" => Some(AsideKind::Tip),
            "important" => Some(AsideKind::Important),
            "warning" => Some(AsideKind::Warning),
            "caution" => Some(AsideKind::Caution),
            "sidebar" => Some(AsideKind::Sidebar),
            _ => None,
        });
        let kind = if attr.has("pull-quote") {
            Some(QuoteKind::Pull)
        } else {
            attr.has("epigraph").then_some(QuoteKind::Epigraph)
        };
        if let Some(kind) = aside {
            let mut aside = Aside { kind, ..Aside::default() };
            for block in list(&c[1]) {
                match node(block) {
                    ("Div", c) if aside.title.is_empty() && Attr::new(&c[0]).has("title") => {
                        let words = self.blocks(&c[1]).into_iter().filter_map(|b| match b.kind {
                            BlockKind::Paragraph(content) => Some(content),
                            _ => None,
                        });
                        aside.title = words.flatten().collect();
                    }
                    _ => self.block(block, &mut aside.blocks),
                }
            }
            // Pandoc writes the kind's own name as the title of GitHub's alerts.
            if plain_text(&aside.title).to_lowercase() == format!("{kind:?}").to_lowercase() {
                aside.title.clear();
            }
            return out.push(BlockKind::Aside(aside).into());
        }
        let mut blocks = self.blocks(&c[1]);
        if let (Some(kind), [Block { kind: BlockKind::Quote(quote), .. }]) = (kind, blocks.as_mut_slice()) {
            quote.kind = kind;
        } else if let Some(id) = attr.id() {
            match blocks.first_mut().map(|b| &mut b.kind) {
                Some(BlockKind::Paragraph(content)) => content.insert(0, Inline::Anchor(id)),
                _ => blocks.insert(0, BlockKind::Paragraph(vec![Inline::Anchor(id)]).into()),
            }
        }
        out.append(&mut blocks);
    }

    fn table(&mut self, c: &Value) -> Table {
        let (caption, credit) = self.caption(&c[1]);
        let mut table = Table { id: Attr::new(&c[0]).id(), caption, ..Table::default() };
        table.caption.extend(credit);
        table.columns = list(&c[2]).iter().map(column).collect();
        table.head = self.rows(&c[3][1], 0);
        for body in list(&c[4]) {
            let heads = number(&body[1]) as usize;
            // Rows of an inner head are rows of labels.
            table.body.extend(self.rows(&body[2], usize::MAX));
            table.body.extend(self.rows(&body[3], heads));
        }
        table.foot = self.rows(&c[5][1], 0);
        table
    }

    /// Rows with labels in the first `heads` cells.
    fn rows(&mut self, value: &Value, heads: usize) -> Vec<Row> {
        let mut out = Vec::new();
        for row in list(value) {
            let cells = list(&row[1]).iter().enumerate().map(|(at, cell)| Cell {
                blocks: self.blocks(&cell[4]),
                rowspan: number(&cell[2]).clamp(1, 10_000) as u16,
                colspan: number(&cell[3]).clamp(1, 10_000) as u16,
                align: match align(&cell[1]) {
                    Align::Auto => None,
                    other => Some(other),
                },
                header: at < heads || Attr::new(&cell[0]).has("header"),
            });
            out.push(Row { cells: cells.collect() });
        }
        out
    }
}

fn ordered(value: &Value) -> ListKind {
    let numbering = match text(&value[1]["t"]) {
        "LowerAlpha" => Numbering::LowerAlpha,
        "UpperAlpha" => Numbering::UpperAlpha,
        "LowerRoman" => Numbering::LowerRoman,
        "UpperRoman" => Numbering::UpperRoman,
        _ => Numbering::Decimal,
    };
    let delimiter = match text(&value[2]["t"]) {
        "OneParen" => Delimiter::Paren,
        "TwoParens" => Delimiter::Parens,
        _ => Delimiter::Period,
    };
    ListKind::Ordered { start: u32::try_from(number(&value[0])).unwrap_or(u32::MAX), numbering, delimiter }
}

/// A list item; it is a task if it begins with a ballot box.
fn task(mut blocks: Vec<Block>) -> ListItem {
    let mut checked = None;
    let mut empty = false;
    if let Some(Block { kind: BlockKind::Paragraph(content), .. }) = blocks.first_mut()
        && let Some(Inline::Text(first)) = content.first_mut()
    {
        let sign = first.chars().next();
        if matches!(sign, Some('☐' | '☒')) {
            checked = Some(sign == Some('☒'));
            *first = first['☐'.len_utf8()..].trim_start().to_string();
            if first.is_empty() {
                content.remove(0);
            }
            empty = content.is_empty();
        }
    }
    if empty {
        blocks.remove(0);
    }
    ListItem { number: None, checked, blocks }
}

fn is_picture(inline: &Inline) -> bool {
    matches!(inline, Inline::Image(_) | Inline::LineBreak) || matches!(inline, Inline::Text(t) if t.trim().is_empty())
}

fn column(value: &Value) -> Column {
    let width = value[1]["c"].as_f64().map(|w| w as f32).filter(|w| w.is_finite() && *w > 0.0);
    Column { align: align(&value[0]), width }
}

fn align(value: &Value) -> Align {
    match text(&value["t"]) {
        "AlignLeft" => Align::Left,
        "AlignCenter" => Align::Center,
        "AlignRight" => Align::Right,
        _ => Align::Auto,
    }
}

/// The words of some blocks, for places that hold inlines only.
fn plain_words(blocks: &[Block]) -> String {
    struct Words(String);
    impl walk::Visit for Words {
        fn inlines(&mut self, inlines: &[Inline]) {
            if !self.0.is_empty() {
                self.0.push(' ');
            }
            self.0.push_str(&plain_text(inlines));
        }
    }
    let mut words = Words(String::new());
    walk::Visit::blocks(&mut words, blocks);
    words.0
}
