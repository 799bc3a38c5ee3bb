//! `convert inspect`: what the program understood of an article, in a screenful for people or as JSON.

use std::collections::BTreeMap;

use offprint::diag::{Code, Diagnostic, Severity};
use offprint::doc::walk::{self, Visit};
use offprint::doc::{Block, BlockKind, Document, Inline, count, outline, plain_text};
use offprint::front;
use offprint::source::Source;
use serde_json::{Value, json};

use super::args::Inspect;
use super::display;
use super::fault::Fault;
use super::guard::guarded;
use super::input::Input;
use super::job::Said;
use super::messages::{self, Voice};
use super::settings::{self, Settings};
use super::{DONE, FAILED, open, output, report};

/// Words read in a minute: Brysbaert's mean for silent reading of English non-fiction (2019) is 238.
const WORDS_A_MINUTE: usize = 238;
/// Places shown of each kind of remark.
const PLACES: usize = 3;
/// Words shown of remarks that say the same of each.
const TOGETHER: usize = 6;

/// Runs `convert inspect`.
pub fn run(args: &Inspect, voice: &Voice) -> Result<u8, Fault> {
    let settings = settings::reading(args)?;
    let (mut code, mut found, mut text) = (DONE, Vec::new(), String::new());
    for input in args.inputs.iter().map(|i| Input::new(i)) {
        match look(&input, &settings) {
            Ok(view) if args.json => found.push(view.json()),
            Ok(view) => text.push_str(&view.text()),
            Err(fault) => {
                messages::say(&voice.fault(&fault));
                code = FAILED;
            }
        }
    }
    if args.json {
        let one = if found.len() == 1 { found.remove(0) } else { Value::Array(found) };
        text = format!("{one:#}\n");
    }
    output::write_stdout(text.as_bytes())?;
    super::end_of_web(&settings)?;
    Ok(code)
}

/// Everything there is to say of one article.
struct View {
    source: Source,
    kind: &'static str,
    told_by: &'static str,
    document: Document,
    said: Vec<Diagnostic>,
    census: Census,
}

fn look(input: &Input, settings: &Settings) -> Result<View, Fault> {
    let opened = open::open(input, settings)?;
    let front = opened.front;
    let (front, told_by) = match settings.from {
        Some(_) => (front, "as you said"),
        None => {
            let name = input.path().and_then(|p| p.extension()).and_then(|e| front::by_name(&e.to_string_lossy()));
            let named = name.is_some_and(|named| named.name() == front.name());
            let told_by = match named {
                true => "told by its name",
                false if opened.fetched => "told by the server or its content",
                false => "told by its content",
            };
            (front, told_by)
        }
    };
    let mut cx = opened.context(&*opened.pictures, settings);
    let document = guarded(&input.shown(), || offprint::read(&opened.source, front, &mut cx))?;
    let said = cx.diags.take();
    let mut census = Census::default();
    walk::document(&mut census, &document);
    Ok(View { kind: front.name(), told_by, said, census, document, source: opened.source })
}

/// What there is, counted.
#[derive(Default)]
struct Census {
    words: usize,
    kinds: BTreeMap<&'static str, usize>,
    /// Lists and tables around: what stands in them are items and cells, not paragraphs.
    inside: usize,
}

impl Census {
    fn add(&mut self, kind: &'static str) {
        *self.kinds.entry(kind).or_default() += 1;
    }
}

impl Visit for Census {
    fn block(&mut self, block: &Block) {
        if let BlockKind::List(list) = &block.kind {
            *self.kinds.entry("item").or_default() += list.items.len();
        }
        let holds = matches!(block.kind, BlockKind::List(_) | BlockKind::Table(_));
        self.kind(&block.kind);
        if let BlockKind::Code(code) = &block.kind {
            self.words += count_words(&code.text);
        }
        self.inside += usize::from(holds);
        walk::block_children(self, block);
        self.inside -= usize::from(holds);
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        // A wrapper's words were counted with the sequence it stands in; only notes hold more.
        self.words += count_words(&plain_text(inlines));
        Notes(self).inlines(inlines);
    }
}

impl Census {
    fn kind(&mut self, kind: &BlockKind) {
        self.add(match kind {
            BlockKind::Paragraph(_) if self.inside > 0 => return,
            BlockKind::Heading(_) => "heading",
            BlockKind::Paragraph(_) => "paragraph",
            BlockKind::Quote(_) => "quotation",
            BlockKind::Verse(_) => "poem",
            BlockKind::Code(_) => "listing",
            BlockKind::List(_) => "list",
            BlockKind::DefinitionList(_) => "definition list",
            BlockKind::Table(_) => "table",
            BlockKind::Figure(_) => "figure",
            BlockKind::Math(_) => "formula",
            BlockKind::Aside(_) => "aside",
            BlockKind::Break => "break",
        });
    }
}

/// Counts notes and links in inlines. Their words are counted elsewhere.
struct Notes<'a>(&'a mut Census);

impl Visit for Notes<'_> {
    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Note(blocks) => {
                self.0.add("note");
                self.0.blocks(blocks);
            }
            Inline::Link(_) => {
                self.0.add("link");
                walk::inline_children(self, inline);
            }
            other => walk::inline_children(self, other),
        }
    }
}

fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).map(count::words).sum()
}

/// Remarks of one code: how many, and the first of them.
struct Group<'a> {
    code: Code,
    severity: Severity,
    list: Vec<&'a Diagnostic>,
}

impl View {
    fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: Vec<Group> = Vec::new();
        for d in &self.said {
            match groups.iter_mut().find(|g| g.code == d.code) {
                Some(group) => group.list.push(d),
                None => groups.push(Group { code: d.code, severity: d.severity, list: vec![d] }),
            }
        }
        groups.sort_by_key(|g| std::cmp::Reverse(g.severity));
        groups
    }

    fn line(&self, d: &Diagnostic) -> Option<usize> {
        d.span.map(|span| self.source.line_column(span.start).0)
    }

    /// The facts as label and value; what is not known is left out.
    fn facts(&self) -> Vec<(&'static str, String)> {
        let meta = &self.document.meta;
        let decoding = self.source.decoding();
        let mut facts = vec![("kind", format!("{} ({})", self.kind, self.told_by))];
        let guess = if decoding.guessed { ", guessed" } else { "" };
        let damage = if decoding.damaged { ", damaged in places" } else { "" };
        facts.push(("encoding", format!("{}{guess}{damage}", decoding.encoding)));
        let mut fact = |label, value: Option<String>| facts.extend(value.map(|v| (label, v)));
        let words = |inlines: &[Inline]| Some(plain_text(inlines)).filter(|t| !t.is_empty());
        fact("language", meta.language.as_ref().map(|l| l.as_str().to_owned()));
        fact("eyebrow", meta.eyebrow.clone());
        fact("title", words(&meta.title));
        fact("subtitle", words(&meta.subtitle));
        fact("standfirst", words(&meta.standfirst));
        let authors: Vec<&str> = meta.authors.iter().map(|a| a.name.as_str()).collect();
        fact("byline", Some(authors.join(", ")).filter(|a| !a.is_empty()));
        fact("date", meta.published.map(|d| d.to_string()));
        fact("updated", meta.updated.map(|d| d.to_string()));
        fact("site", meta.site.clone());
        fact("source", meta.source.clone());
        fact("words", Some(self.reading_time()));
        let blocks: Vec<String> = self.census.kinds.iter().map(|(kind, n)| display::count(*n, kind)).collect();
        fact("blocks", Some(blocks.join(", ")).filter(|b| !b.is_empty()));
        let pictures = self.document.assets.len();
        fact("pictures", (pictures > 0).then(|| display::count(pictures, "picture")));
        facts
    }

    fn reading_time(&self) -> String {
        let minutes = self.census.words.div_ceil(WORDS_A_MINUTE);
        format!("{} (about {} to read)", self.census.words, display::count(minutes, "minute"))
    }

    fn text(&self) -> String {
        let mut out = format!("{}\n", display::text(self.source.name()));
        for (label, value) in self.facts() {
            let value = display::text(&value);
            out.push_str(&format!("  {label:<11}{}\n", wrap(&value, 13, 96)));
        }
        let headings = outline::outline(&self.document.blocks);
        if !headings.is_empty() {
            out.push_str("  outline\n");
            push_outline(&headings, 0, &mut out);
        }
        let groups = self.groups();
        if !groups.is_empty() {
            out.push_str("  said of it\n");
        }
        for group in groups {
            let mark = if group.severity == Severity::Remark { ' ' } else { '!' };
            out.push_str(&format!("  {mark} {} ({})\n", group.code, group.list.len()));
            if let Some(together) = self.together(&group) {
                out.push_str(&format!("      {}\n", wrap(&together, 6, 96)));
                continue;
            }
            for d in group.list.iter().take(PLACES) {
                let line = self.line(d).map(|l| format!("line {l}: ")).unwrap_or_default();
                let message = display::text(&d.message);
                out.push_str(&format!("      {}\n", wrap(&format!("{line}{message}"), 6, 96)));
            }
            if group.list.len() > PLACES {
                out.push_str(&format!("      and {} more\n", group.list.len() - PLACES));
            }
        }
        out
    }

    /// Remarks that say the same of several words, as one: `Left out: in line 1 “Home”, 6 “Shop”.`
    fn together(&self, group: &Group) -> Option<String> {
        let split = |d: &&Diagnostic| {
            d.message.strip_suffix("”.")?.split_once(": “").map(|(a, b)| (a.to_owned(), b.to_owned()))
        };
        let (same, _) = group.list.first().and_then(split)?;
        let mut quoted = Vec::new();
        for d in group.list.iter().take(TOGETHER) {
            let (_, words) = split(d).filter(|(says, _)| *says == same)?;
            let place = self.line(d).map(|l| format!("{l} ")).unwrap_or_default();
            quoted.push(format!("{place}“{}”", display::text(&words)));
        }
        let more = group.list.len() - quoted.len();
        let rest = if more > 0 { format!(", and {more} more") } else { String::new() };
        let lines = if self.line(group.list[0]).is_none() {
            ""
        } else if group.list.len() == 1 {
            "line "
        } else {
            "lines "
        };
        Some(format!("{same}: {lines}{}{rest}.", quoted.join(", ")))
    }

    fn json(&self) -> Value {
        let meta = &self.document.meta;
        let decoding = self.source.decoding();
        let words = |inlines: &[Inline]| Some(plain_text(inlines)).filter(|t| !t.is_empty());
        let remarks = self.said.iter().map(|d| report::remark(&Said::new(d.clone(), &self.source)));
        json!({
            "name": self.source.name(), "kind": self.kind, "told_by": self.told_by,
            "encoding": { "name": decoding.encoding, "guessed": decoding.guessed, "damaged": decoding.damaged },
            "language": meta.language.as_ref().map(|l| l.as_str()),
            "eyebrow": meta.eyebrow, "title": words(&meta.title), "subtitle": words(&meta.subtitle),
            "standfirst": words(&meta.standfirst),
            "authors": meta.authors.iter().map(|a| &a.name).collect::<Vec<_>>(),
            "date": meta.published.map(|d| d.to_string()), "updated": meta.updated.map(|d| d.to_string()),
            "site": meta.site, "source": meta.source,
            "words": self.census.words, "blocks": self.census.kinds, "pictures": self.document.assets.len(),
            "outline": outline_json(&outline::outline(&self.document.blocks)),
            "remarks": remarks.collect::<Vec<_>>(),
        })
    }
}

fn push_outline(entries: &[outline::Entry], depth: usize, out: &mut String) {
    for entry in entries {
        out.push_str(&format!("    {:indent$}{}\n", "", display::text(&entry.title), indent = 2 * depth));
        push_outline(&entry.children, depth + 1, out);
    }
}

fn outline_json(entries: &[outline::Entry]) -> Value {
    let entry =
        |e: &outline::Entry| json!({ "level": e.level, "title": e.title, "children": outline_json(&e.children) });
    Value::Array(entries.iter().map(entry).collect())
}

/// Wraps a value under its label, at most four lines of it.
fn wrap(text: &str, indent: usize, columns: usize) -> String {
    let (mut out, mut column, mut lines) = (String::new(), indent, 1);
    for word in text.split_whitespace() {
        let width = word.chars().count();
        if column > indent && column + 1 + width > columns {
            lines += 1;
            if lines > 4 {
                out.push_str(" ...");
                break;
            }
            out.push_str(&format!("\n{:indent$}", ""));
            column = indent;
        } else if column > indent {
            out.push(' ');
            column += 1;
        }
        out.extend(word.chars().take(columns));
        column += width;
    }
    out
}
