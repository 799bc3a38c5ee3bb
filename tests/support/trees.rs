//! Random documents in normal form, for properties that must hold for any tree: same seed, same document.
//!
//! Normal form is the form that front ends deliver: no empty texts, no neighbouring texts, no spaces at the ends of
//! paragraphs and marks, a picture alone is a figure, lists are loose only with space between their parts. The words
//! are chosen to hurt: each means something to Markdown, HTML or YAML.

use offprint::doc::*;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

const WORDS: &[&str] = &[
    "word",
    "a",
    "Größe",
    "漢字",
    "naïve",
    "*",
    "_",
    "**",
    "a*b",
    "*a",
    "b*",
    "snake_case_name",
    "_a",
    "b_",
    "`",
    "``",
    "[x]",
    "[ ]",
    "](",
    "[a](b)",
    "[^1]",
    "[",
    "]",
    "!",
    "![",
    "<b>",
    "</b>",
    "<",
    ">",
    "<!--",
    "&amp;",
    "&",
    "&#35;",
    "1.",
    "2)",
    "-",
    "+",
    "#",
    "##",
    "\\",
    "\\*",
    "|",
    "~",
    "~~",
    "~~x~~",
    "$",
    "$5",
    "$x$",
    "x^2^",
    "^",
    "H~2~O",
    "https://example.org/a_b",
    "www.example.org",
    "a@example.org",
    "{#id}",
    "{",
    "}",
    "=",
    "===",
    "---",
    "***",
    ":",
    "::",
    ": x",
    "“q”",
    "‘r’",
    "…",
    "—",
    "(c)",
    "'t",
    "\"u\"",
    "100%",
    "1986.",
    "@home",
    "C#",
    "List<String>",
    "a\u{a0}b",
    "key: value",
    "true",
    "x:",
    "%",
    "http:",
    "==x==",
    "[[x]]",
    "![[x.png]]",
    "^[a note]",
    "{{x}}",
    "{{< x >}}",
    "{% x %}",
    "{width=50%}",
    "{: .x}",
    "[x]{.y}",
    "{x}",
    "%%",
    "a.",
    "(1)",
    "iv)",
    "!!!",
    ":::",
    "+---+",
    "$`x`$",
    "**注意：**这",
    "*（斜）*的",
    "\\begin{align}",
    "Table: x",
    ":smile:",
];

/// A generator of documents.
pub struct Trees {
    random: StdRng,
    in_note: bool,
    in_link: bool,
}

impl Trees {
    /// The generator of that seed.
    pub fn new(seed: u64) -> Self {
        Trees { random: StdRng::seed_from_u64(seed), in_note: false, in_link: false }
    }

    /// A document.
    pub fn document(&mut self) -> Document {
        let blocks = self.blocks(3, 4);
        let mut meta = Meta { title: vec![Inline::text(self.words())], ..Meta::default() };
        if self.chance(3) {
            meta.authors = vec![
                Author::new("Ada Lovelace"),
                Author { name: "Bo: x".into(), file_as: None, role: Role::Translator },
            ];
            meta.language = Lang::new("en-GB");
            meta.standfirst = self.inlines(1);
            meta.standfirst.retain(|i| !matches!(i, Inline::Note(_)));
            meta.published = Date::ymd(2024, 5, 31);
            meta.site = Some(self.words());
            meta.subjects = vec![self.words()];
            meta.subjects.iter_mut().for_each(|s| *s = s.replace(',', ""));
            normalize_inlines(&mut meta.standfirst);
            trim(&mut meta.standfirst);
        }
        Document { meta, blocks, ..Document::default() }
    }

    fn chance(&mut self, one_in: u32) -> bool {
        self.random.random_range(0..one_in) == 0
    }

    fn below(&mut self, n: usize) -> usize {
        self.random.random_range(0..n)
    }

    fn words(&mut self) -> String {
        let count = 1 + self.below(5);
        let words: Vec<&str> = (0..count)
            .map(|_| if self.chance(2) { WORDS[self.below(3)] } else { WORDS[self.below(WORDS.len())] })
            .collect();
        words.join(" ")
    }

    fn blocks(&mut self, depth: usize, most: usize) -> Vec<Block> {
        (0..1 + self.below(most)).map(|_| self.block(depth).into()).collect()
    }

    fn block(&mut self, depth: usize) -> BlockKind {
        let kinds = if depth == 0 { 7 } else { 15 };
        match self.below(kinds) {
            0..=2 => BlockKind::Paragraph(self.inlines(2)),
            3 => {
                let text = ["a\n\n  b\tc", "```\nx", "x", "~~~~", "\\a *b* <c>"][self.below(5)].to_string();
                let language = [None, Some("rust".to_string()), Some("c++".to_string())][self.below(3)].clone();
                BlockKind::Code(Code { language, lang: None, text, caption: Vec::new() })
            }
            4 => BlockKind::Break,
            5 => BlockKind::Math(Math {
                tex: Some(["x^2", "a\n+ b", "\\text{a $x$}"][self.below(3)].into()),
                mathml: None,
            }),
            6 => BlockKind::Figure(self.figure()),
            7 => {
                let content = if self.chance(12) { Vec::new() } else { self.heading() };
                BlockKind::Heading(Heading { level: 1 + self.below(6) as u8, id: None, content })
            }
            8 => self.quote(depth),
            9 => BlockKind::Verse((0..2 + self.below(3)).map(|_| vec![Inline::text(self.words())]).collect()),
            10 | 11 => BlockKind::List(self.list(depth)),
            12 => {
                let definition = |t: &mut Self| Definition {
                    term: vec![Inline::text(format!("term {}", t.words()))],
                    definitions: (0..1 + t.below(2)).map(|_| vec![BlockKind::Paragraph(t.inlines(1)).into()]).collect(),
                };
                BlockKind::DefinitionList((0..1 + self.below(3)).map(|_| definition(self)).collect())
            }
            13 => BlockKind::Table(self.table()),
            _ => self.aside(depth),
        }
    }

    fn heading(&mut self) -> Inlines {
        let mut content = self.inlines(1);
        content.retain(|i| !matches!(i, Inline::LineBreak | Inline::Note(_)));
        normalize_inlines(&mut content);
        trim(&mut content);
        if content.is_empty() { vec![Inline::text("x")] } else { content }
    }

    fn quote(&mut self, depth: usize) -> BlockKind {
        let kind = [QuoteKind::Block, QuoteKind::Pull, QuoteKind::Epigraph][self.below(3)];
        if self.chance(12) {
            return BlockKind::Quote(Quote { kind, ..Quote::default() });
        }
        let attribution = if self.chance(2) { vec![Inline::text(self.words())] } else { Vec::new() };
        BlockKind::Quote(Quote { kind, blocks: self.blocks(depth - 1, 3), attribution })
    }

    fn aside(&mut self, depth: usize) -> BlockKind {
        use AsideKind::*;
        let kind = [Note, Tip, Important, Warning, Caution, Sidebar][self.below(6)];
        let title = if self.chance(2) { vec![Inline::text(self.words())] } else { Vec::new() };
        BlockKind::Aside(Aside { kind, title, blocks: self.blocks(depth - 1, 3) })
    }

    fn figure(&mut self) -> Figure {
        let images = (0..1 + self.below(2)).map(|_| self.image()).collect();
        let mut figure = Figure { images, ..Figure::default() };
        if self.chance(2) {
            figure.caption = self.heading();
        }
        if self.chance(3) {
            figure.credit = vec![Inline::text(self.words())];
        }
        figure
    }

    fn image(&mut self) -> Image {
        let url =
            ["a.png", "b c.png", "x(y).jpg", "https://example.org/p?a=1&b=2", "d<e>.gif"][self.below(5)].to_string();
        let alt = if self.chance(4) { None } else { Some(self.words()) };
        let title = if self.chance(4) { Some("a \"title\" \\".to_string()) } else { None };
        Image { url, alt, title, ..Image::default() }
    }

    fn list(&mut self, depth: usize) -> List {
        let kind = if self.chance(2) {
            ListKind::Bullet
        } else {
            let numbering = [Numbering::Decimal, Numbering::LowerAlpha, Numbering::UpperRoman][self.below(3)];
            let delimiter = [Delimiter::Period, Delimiter::Paren, Delimiter::Parens][self.below(3)];
            ListKind::Ordered { start: [1, 1, 7][self.below(3)], numbering, delimiter }
        };
        let count = 1 + self.below(3);
        let tight = count == 1 || self.chance(2);
        let tasks = kind == ListKind::Bullet && self.chance(4);
        let items = (0..count)
            .map(|_| {
                let mut blocks = vec![Block::from(BlockKind::Paragraph(self.inlines(1)))];
                if tight && self.chance(4) && depth > 1 {
                    blocks.push(
                        BlockKind::Code(Code { language: None, lang: None, text: "x".into(), caption: Vec::new() })
                            .into(),
                    );
                } else if !tight && depth > 1 {
                    blocks.extend(self.blocks(depth - 1, 2));
                }
                let checked = if tasks { Some(self.chance(2)) } else { None };
                ListItem { number: None, checked, blocks }
            })
            .collect();
        List { kind, tight, items }
    }

    fn table(&mut self) -> Table {
        let columns = 1 + self.below(4);
        let aligns = [Align::Auto, Align::Left, Align::Center, Align::Right];
        let row = |t: &mut Self, head: bool| Row {
            cells: (0..columns)
                .map(|_| {
                    let empty = !head && t.chance(4);
                    let blocks = if empty { Vec::new() } else { vec![BlockKind::Paragraph(t.inlines(1)).into()] };
                    Cell { blocks, ..Cell::default() }
                })
                .collect(),
        };
        let head = if self.chance(5) { Vec::new() } else { vec![row(self, true)] };
        let body = (0..1 + self.below(3)).map(|_| row(self, false)).collect();
        let columns = (0..columns).map(|_| Column { align: aligns[self.below(4)], width: None }).collect();
        let caption = if self.chance(4) { vec![Inline::text(self.words())] } else { Vec::new() };
        Table { columns, head, body, caption, ..Table::default() }
    }

    fn inlines(&mut self, depth: usize) -> Inlines {
        let mut out = vec![Inline::text(self.words())];
        for _ in 0..self.below(4) {
            let space = [" ", "", ", "][self.below(3)];
            out.push(Inline::text(space));
            out.push(self.inline(depth));
            if self.chance(2) {
                out.push(Inline::text(format!("{}{}", [" ", "", "."][self.below(3)], self.words())));
            }
        }
        normalize_inlines(&mut out);
        trim(&mut out);
        out
    }

    fn inline(&mut self, depth: usize) -> Inline {
        let kinds = if depth == 0 { 3 } else { 16 };
        match self.below(kinds) {
            0 => Inline::Code(["x", "a`b", "`", " a ", "a|b", "  ", "<b>*"][self.below(7)].into()),
            1 => Inline::Image(self.image()),
            2 => Inline::Math(Math { tex: Some(["x", "a_b*c", "\\frac{a}{b}"][self.below(3)].into()), mathml: None }),
            3..=5 => Inline::Emph(self.inlines(depth - 1)),
            6..=8 => Inline::Strong(self.inlines(depth - 1)),
            9 => Inline::Strike(self.inlines(depth - 1)),
            10 => Inline::Super(vec![Inline::text(self.words())]),
            11 => Inline::Mark(self.inlines(depth - 1)),
            12 => match Lang::new("fr") {
                Some(lang) => Inline::Lang(lang, vec![Inline::text(self.words())]),
                None => Inline::text("x"),
            },
            13 if !self.in_note && !self.in_link => {
                self.in_note = true;
                let blocks = self.blocks(1, 2);
                self.in_note = false;
                Inline::Note(blocks)
            }
            14 => Inline::SmallCaps(vec![Inline::text(self.words())]),
            _ if self.in_link => Inline::text("x"),
            _ => {
                self.in_link = true;
                let content =
                    if self.chance(3) { vec![Inline::text("https://example.org/")] } else { self.inlines(depth - 1) };
                self.in_link = false;
                let url = ["https://example.org/", "#x", "a b", "x(y", "mailto:a@b.c"][self.below(5)].to_string();
                Inline::Link(Link { url, title: None, content })
            }
        }
    }
}

/// No spaces at the ends, because front ends leave none.
fn trim(inlines: &mut Inlines) {
    if let Some(Inline::Text(first)) = inlines.first_mut() {
        *first = first.trim_start().to_string();
    }
    if let Some(Inline::Text(last)) = inlines.last_mut() {
        *last = last.trim_end().to_string();
    }
    normalize_inlines(inlines);
    for inline in inlines.iter_mut() {
        if let Inline::Text(text) = inline {
            while text.contains("  ") {
                *text = text.replace("  ", " ");
            }
        }
    }
    if matches!(inlines.as_slice(), [Inline::Image(_)]) {
        inlines.insert(0, Inline::text("x "));
    }
    if inlines.is_empty() {
        inlines.push(Inline::text("x"));
    }
}
