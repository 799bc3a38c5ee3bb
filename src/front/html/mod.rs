//! The HTML front end: web pages, and the HTML in other formats.
//!
//! The folders, in the order of a page's way: [`dom`] parses it, [`normalize`] repairs saved pages, and [`metadata`]
//! reads title, authors and dates. [`notes`] pairs calls with footnotes, [`content`] finds the part of the page that is
//! the article, [`removals`] removes the parts of it that do not belong to the article, and [`mod@build`] makes the
//! tree. Extraction tools stop at the text; here the structure is the point: notes at their calls, code with its
//! language, figures with captions, tables with spans.

mod build;
mod clutter;
mod content;
pub(crate) mod dom;
#[doc(hidden)]
pub mod learn;
mod metadata;
mod normalize;
mod notes;
mod own;
pub(crate) mod pages;
mod recorded;
mod removals;
mod shell;
pub(crate) mod title_block;
mod title_words;

use std::collections::BTreeSet;

use dom_query::Document as Parsed;

use crate::context::Context;
use crate::diag::{Diagnostic, Result, codes};
use crate::doc::walk::{self, Rewrite};
use crate::doc::{Block, BlockKind, Document, Inline, Inlines, Meta, targets};
use crate::front::removal::{Entry, Reason, Report, Step};
use crate::front::{FrontEnd, addresses};
use crate::source::Source;
use build::{Builder, lead_picture, math, pictures};
use content::standfirst::Standfirst;
use content::{Article, Chosen, discussion::Posts};
pub(crate) use dom::urls::unescape;
use dom::urls::{self, Base};
pub use dom::urls::{is_web, join};
use dom::{Dom, Id, depth_limit, fold};
use metadata::Known;
use notes::Notes;
use removals::report::Places;
use removals::{Page, lines, outside};

/// The front end.
pub struct Html;

impl FrontEnd for Html {
    fn name(&self) -> &'static str {
        "html"
    }
    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml", "xht"]
    }
    fn about(&self) -> &'static str {
        "web pages: the article in them, with notes, figures, tables and formulas"
    }
    fn sniff(&self, source: &Source) -> bool {
        let head: String = source.text().trim_start().chars().take(2000).collect::<String>().to_ascii_lowercase();
        let opens =
            ["<!doctype html", "<html", "<head", "<body", "<!-- saved from"].iter().any(|m| head.starts_with(m));
        opens
            || (head.starts_with('<') && (head.contains("<html") || head.contains("<body") || head.contains("<head>")))
    }

    fn is_certain(&self, source: &Source) -> bool {
        let head: String = source.text().trim_start().chars().take(15).collect();
        ["<!doctype html", "<html"].iter().any(|m| head.to_ascii_lowercase().starts_with(m))
    }

    fn parse(&self, source: &Source, cx: &mut Context) -> Result<Document> {
        let page = parse(source.text(), cx);
        Ok(read(source, page, cx))
    }
}

/// Reads a page that is parsed.
pub(crate) fn read(source: &Source, page: (Parsed, Dom), cx: &mut Context) -> Document {
    crate::front::say_decoding(source, cx);
    let address = cx.reading.address.clone();
    let document = read_page(source.text(), page, address.as_deref(), cx);
    shell::warn(source.text(), &document, cx);
    document
}

/// A whole page: its article and its metadata.
pub fn page(html: &str, cx: &mut Context) -> Document {
    page_from(html, None, cx)
}

/// What a page says of itself, for a page whose text another front end reads.
pub(crate) fn metadata_of(html: &str, dom: &Dom, cx: &mut Context) -> Meta {
    let address = cx.reading.address.clone();
    metadata::read(dom, html, address.as_deref(), cx).meta
}

/// Reads a whole page with a known address, as in MHTML.
pub fn page_from(html: &str, address: Option<&str>, cx: &mut Context) -> Document {
    let page = parse(html, cx);
    read_page(html, page, address, cx)
}

fn read_page(html: &str, (parsed, mut dom): (Parsed, Dom), address: Option<&str>, cx: &mut Context) -> Document {
    if own::may_be_ours(html) && own::article(&dom).is_some() {
        return own::read(dom, cx);
    }
    if normalize::ungarble(&mut dom) {
        let message = "Text that was UTF-8 and had been read as another encoding was turned back.";
        cx.say(Diagnostic::remark(codes::MOJIBAKE_REPAIRED, message));
    }
    normalize::normalize(&mut dom, &cx.reading);
    let mut known = metadata::read(&dom, html, address, cx);
    known.base.remote = cx.reading.address.is_some();
    let posts = if cx.reading.keep_all { None } else { Posts::find(&dom, &known) };
    let notes = notes::find(&mut dom, &known.base, &cx.reading);
    let mut judgement = None;
    let mut found = if cx.reading.keep_all {
        content::whole(&dom, &notes, &cx.reading)
    } else {
        let (chosen, judged) = content::find(&dom, parsed, &notes, &known, posts.as_ref(), &cx.reading);
        judgement = Some(judged);
        match (chosen, posts) {
            (Chosen::Discussion, Some(posts)) => whole_thread(&mut dom, &notes, posts, &mut known, cx),
            (Chosen::Discussion, None) => content::whole(&dom, &notes, &cx.reading),
            (Chosen::Part(found), _) => with_standfirst(&dom, found, &mut known, cx),
        }
    };
    keep_notes_of_title(&dom, &notes, &mut found);
    let (found, mut blocks) = build_what_has_words(&dom, found, &notes, &known, cx);
    if let Some(words) = title_words::as_set(&dom, &notes, &known, cx) {
        known.meta.title = words;
    }
    let (mut places, mut report) = (Places::of(html), Report::default());
    removals::report::of_page(&Page::new(&dom, found.root, &known), &found.removed, &mut places, &mut report, cx);
    if !cx.reading.keep_all {
        lines::read(&mut known.meta, &blocks);
        let removals = lines::decide(&known.meta, &blocks, &cx.reading);
        removals::report::of_blocks(&mut blocks, &removals, &mut report, cx);
    }
    report.sum_up(cx);
    let is_recorded = !cx.reading.keep_all && recorded::add(&mut blocks, &known, cx);
    if let Some(judgement) = judgement.filter(|_| !is_recorded) {
        let page = Page::new(&dom, found.root, &known);
        content::loss::warn(&page, &found.removed, known.meta.description.as_deref(), &judgement, cx);
    }
    targets::lead_to_title(&mut blocks, &known.meta.title, &ids_of_title(&dom, &found, &known));
    finish(&mut blocks, &known, cx);
    Document { meta: known.meta, blocks, ..Document::default() }
}

/// The ids of the heading that is the title and not part of the article, and of the elements in it.
fn ids_of_title(dom: &Dom, found: &Article, known: &Known) -> BTreeSet<String> {
    let is_title = |id: Id| {
        matches!(dom.tag(id), "h1" | "h2")
            && (!dom.within(id, found.root) || found.removed.reason(id) == Some(Reason::Title))
            && dom::headings::heading_words(dom, id) == known.title
    };
    let headings = dom.descendants(Dom::ROOT).filter(|id| is_title(*id));
    let parts = headings.flat_map(|heading| std::iter::once(heading).chain(dom.descendants(heading)));
    parts.flat_map(|id| [dom.value(id, "id"), dom.value(id, "name")]).flatten().map(String::from).collect()
}

/// The article of a page, its standfirst in the metadata.
fn with_standfirst(dom: &Dom, mut found: Article, known: &mut Known, cx: &Context) -> Article {
    removals::decide_certain(&Page::new(dom, found.root, known), &cx.reading, &mut found.removed);
    let standfirst = Standfirst::find(dom, &found, &known.meta);
    if let Some(standfirst) = standfirst.filter(|s| cx.reading.uses(s.removal.rule)) {
        found.removed.leave_out(standfirst.place, standfirst.removal);
        standfirst.put(&mut known.meta);
    }
    found
}

/// Notes that only the title calls stay where they stand, because the title is metadata and has no notes.
fn keep_notes_of_title(dom: &Dom, notes: &Notes, found: &mut Article) {
    let (root, removed) = (found.root, &found.removed);
    let is_title = |a: Id| dom.tag(a) == "h1" && !dom.within(a, root) || removed.reason(a) == Some(Reason::Title);
    let nodes = notes.called_only(|call| dom.ancestors(call).any(is_title));
    nodes.into_iter().for_each(|id| found.removed.keep(id));
}

/// All of a discussion, except what letters repeat.
fn whole_thread(dom: &mut Dom, notes: &Notes, posts: Posts, known: &mut Known, cx: &Context) -> Article {
    let mut thread = posts.gather(dom);
    thread.put(&mut known.meta);
    let mut removed = removals::hidden::hidden(dom, notes, &cx.reading);
    removals::decide_furniture(&Page::new(dom, thread.root, known), &cx.reading, &mut removed);
    for id in thread.history.iter().filter(|_| cx.reading.uses(outside::HISTORY.id)) {
        removed.leave_out(*id, outside::HISTORY.removal());
    }
    Article { root: thread.root, removed, standfirst: None }
}

/// The blocks of the part that was found, or, if that has no words, of the page's hidden part, or of all of it.
fn build_what_has_words(
    dom: &Dom,
    found: Article,
    notes: &Notes,
    known: &Known,
    cx: &mut Context,
) -> (Article, Vec<Block>) {
    let blocks = build(dom, &found, notes, known, cx);
    if has_words(&blocks) {
        return (found, blocks);
    }
    let unhidden = content::unhidden(dom, notes, known, &cx.reading);
    let blocks = build(dom, &unhidden, notes, known, cx);
    if has_words(&blocks) {
        return (unhidden, blocks);
    }
    let whole = content::whole(dom, notes, &cx.reading);
    let blocks = build(dom, &whole, notes, known, cx);
    (whole, blocks)
}

/// A letter in HTML: all of it.
pub fn letter(html: &str, cx: &mut Context) -> Document {
    let (_, mut dom) = parse(html, cx);
    normalize::normalize(&mut dom, &cx.reading);
    let mut known = metadata::read(&dom, html, None, cx);
    known.base.page = None;
    let language = known.meta.language.clone();
    let blocks = all_of(&mut dom, &known, cx);
    Document { meta: crate::doc::Meta { language, ..Default::default() }, blocks, ..Document::default() }
}

/// A piece of a page outside its context, such as an entry of a feed; its references start from `base`.
pub(crate) fn entry(html: &str, base: Option<&str>, cx: &mut Context) -> Document {
    let (_, mut dom) = parse(html, cx);
    normalize::normalize(&mut dom, &cx.reading);
    let base = base.filter(|base| urls::is_web(base)).map(String::from);
    let known = metadata::of_piece(&dom, Base { stated: None, remote: base.is_some(), page: base }, cx);
    let language = known.meta.language.clone();
    let blocks = all_of(&mut dom, &known, cx);
    Document { meta: crate::doc::Meta { language, ..Default::default() }, blocks, ..Document::default() }
}

/// A drawing, `<svg>` to `</svg>`, as an `<img>` that holds it; `None` if it is hidden or too large.
pub(crate) fn drawing(svg: &str) -> Option<String> {
    normalize::drawings::picture(svg)
}

/// The words that a piece of HTML shows, on one line.
pub(crate) fn plain_words(html: &str) -> String {
    let dom = Dom::fragment(html);
    let unread = |id| matches!(dom.tag(id), "script" | "style" | "template");
    fold(&dom.descendants_but(Dom::ROOT, unread).filter_map(|id| dom.text(id)).collect::<String>())
}

/// All of a tree of nodes that was put together elsewhere, as from the pages of a book.
pub fn build_whole(mut dom: Dom, meta: crate::doc::Meta, cx: &mut Context) -> Document {
    normalize::normalize(&mut dom, &cx.reading);
    let known = Known { meta, ..Known::default() };
    let blocks = all_of(&mut dom, &known, cx);
    Document { meta: known.meta, blocks, ..Document::default() }
}

/// The blocks of the whole page except its hidden parts.
fn all_of(dom: &mut Dom, known: &Known, cx: &mut Context) -> Vec<Block> {
    let notes = notes::find(dom, &known.base, &cx.reading);
    let whole = content::whole(dom, &notes, &cx.reading);
    let mut blocks = build(dom, &whole, &notes, known, cx);
    finish(&mut blocks, known, cx);
    blocks
}

/// The tree of a page, for Readability and for us.
pub(crate) fn parse(html: &str, cx: &mut Context) -> (Parsed, Dom) {
    let framed = normalize::old_pages::without_frames(html);
    let (bounded, cut) = depth_limit::bound_nesting(&framed);
    if cut > 0 {
        let message = format!("{cut} tags nested deeper than the bound were left out; their text is kept.");
        cx.say(Diagnostic::remark(codes::NESTING, message));
    }
    let parsed = Parsed::from(bounded.as_ref());
    let dom = Dom::copy(&parsed);
    (parsed, dom)
}

fn build(dom: &Dom, article: &Article, notes: &Notes, known: &Known, cx: &mut Context) -> Vec<Block> {
    let mut builder = Builder::new(dom, &article.removed, notes, &known.base, cx.limits.depth);
    builder.language = known.meta.language.clone();
    builder.files = Some(cx.resources);
    builder.picture_width = cx.reading.picture_width;
    builder.tex_in_text = known.tex_in_text || math::shows_tex(dom, article.root);
    builder.find_targets(article.root);
    let mut blocks = builder.container(article.root);
    if !cx.reading.keep_all {
        lead_picture::put(&mut builder, article.root, &known.pictures, &mut blocks);
    }
    builder.remarks.diagnostics().for_each(|d| cx.say(d));
    blocks
}

/// Brings the blocks that stay into their last form.
fn finish(blocks: &mut Vec<Block>, known: &Known, cx: &Context) {
    if !cx.reading.keep_all {
        pictures::take_credits(blocks);
        drop_outer_breaks(blocks);
    }
    addresses::link_up(blocks);
    settle_links(blocks, known);
}

/// A break parts text from text: the article neither begins nor ends with one.
fn drop_outer_breaks(blocks: &mut Vec<Block>) {
    while blocks.pop_if(|last| last.kind == BlockKind::Break).is_some() {}
    let first = blocks.iter().take_while(|block| block.kind == BlockKind::Break).count();
    blocks.drain(..first);
}

/// The blocks of a piece of HTML inside Markdown or a message: all of it, without a search for the article.
pub fn fragment(html: &str, cx: &mut Context) -> Vec<Block> {
    let (bounded, _) = depth_limit::bound_nesting(html);
    let mut dom = Dom::copy(&Parsed::fragment(bounded.as_ref()));
    normalize::normalize(&mut dom, &cx.reading);
    let base = Base::default();
    let notes = notes::find(&mut dom, &base, &cx.reading);
    let found = content::whole(&dom, &notes, &cx.reading);
    let mut builder = Builder::new(&dom, &found.removed, &notes, &base, cx.limits.depth);
    builder.find_targets(found.root);
    builder.find_outer_targets(found.root);
    let blocks = builder.container(found.root);
    builder.remarks.diagnostics().for_each(|d| cx.say(d));
    blocks
}

/// The inlines of a piece of HTML in the line; blocks in it are flattened.
pub fn fragment_inlines(html: &str, cx: &mut Context) -> Inlines {
    let mut out = Inlines::new();
    for block in fragment(html, cx) {
        if !out.is_empty() {
            out.push(Inline::text(" "));
        }
        match block.kind {
            BlockKind::Paragraph(content) => out.extend(content),
            BlockKind::Heading(heading) => out.extend(heading.content),
            BlockKind::Figure(figure) => {
                out.extend(figure.images.into_iter().map(Inline::Image));
                out.extend(figure.caption);
            }
            BlockKind::Math(math) => out.push(Inline::Math(math)),
            BlockKind::Code(code) => out.push(Inline::Code(code.text.replace('\n', " "))),
            other => {
                let words = crate::doc::dump::dump_blocks(&[other.into()]);
                cx.say(Diagnostic::remark(
                    codes::HTML_IN_LINE,
                    format!("A block inside a line of text was left out: {}.", words.lines().next().unwrap_or("")),
                ));
            }
        }
    }
    out
}

fn has_words(blocks: &[Block]) -> bool {
    struct Words(bool);
    impl walk::Visit for Words {
        fn block(&mut self, block: &Block) {
            self.0 |= matches!(block.kind, BlockKind::Code(_) | BlockKind::Math(_));
            walk::block_children(self, block);
        }
        fn inline(&mut self, inline: &Inline) {
            self.0 |= matches!(inline, Inline::Text(text) if !text.trim().is_empty())
                || matches!(inline, Inline::Code(_) | Inline::Math(_));
            walk::inline_children(self, inline);
        }
    }
    let mut words = Words(false);
    walk::Visit::blocks(&mut words, blocks);
    words.0
}

/// Links into parts of the page outside the article lead to the page itself, or become plain words.
fn settle_links(blocks: &mut Vec<Block>, known: &Known) {
    struct Settle<'a> {
        ids: BTreeSet<String>,
        title: &'a str,
        page: Option<&'a str>,
    }
    impl Settle<'_> {
        fn is_outside(&self, id: &str) -> bool {
            id != self.title && !self.ids.contains(id)
        }
    }
    impl Rewrite for Settle<'_> {
        fn inlines(&mut self, inlines: &mut Inlines) {
            for inline in std::mem::take(inlines) {
                match inline {
                    Inline::Link(mut link) if link.url.strip_prefix('#').is_some_and(|id| self.is_outside(id)) => {
                        match self.page {
                            Some(page) => {
                                link.url = format!("{}{}", page.split('#').next().unwrap_or(page), link.url);
                                inlines.push(Inline::Link(link));
                            }
                            None => inlines.append(&mut link.content),
                        }
                    }
                    other => inlines.push(other),
                }
            }
            walk::rewrite_inlines(self, inlines);
        }
    }
    let mut ids = walk::Ids::default();
    walk::Visit::blocks(&mut ids, blocks);
    let title = targets::title_id(&known.meta.title);
    let page = known.base.page.as_deref();
    Settle { ids: ids.0.into_iter().collect(), title: &title, page }.blocks(blocks);
}

/// The steps that repair a page, for lists.
pub fn normalizations() -> Vec<Entry> {
    normalize::NORMALIZE.iter().map(Step::entry).collect()
}

/// The finders of notes, for lists.
pub fn note_finders() -> Vec<Entry> {
    notes::FINDERS.iter().map(Step::entry).collect()
}

/// The rules by which parts of a page are left out, for lists.
pub fn removal_rules() -> Vec<Entry> {
    removals::RULES.iter().map(|rule| rule.entry()).collect()
}
