//! The language of the article, for every front end: the user's; otherwise the stated one; otherwise the one that its
//! words show. The region comes from its address.
//!
//! Many pages state the language of their template. So a long text that is certainly in another language overrides
//! English.

use crate::context::Context;
use crate::diag::{Diagnostic, codes};
use crate::doc::walk::{self, Rewrite, Visit};
use crate::doc::{Block, BlockKind, Document, Guess, Inline, Inlines, Lang, plain_text};
use crate::lang::{Language, detect};

/// Settles the language of the document.
pub(crate) fn language(document: &mut Document, cx: &mut Context) {
    if let Some(asked) = cx.reading.language.as_deref().and_then(Lang::new) {
        document.meta.language = Some(asked);
        return;
    }
    let text = sample(document);
    let stated = document.meta.language.take();
    document.meta.language_by_words = Guess(stated.is_none());
    let found = match stated {
        Some(stated) if stated.primary() == "en" => Some(against_words(stated, &text, cx)),
        Some(stated) => Some(stated),
        None => by_words(&text),
    };
    let address = document.meta.source.as_deref();
    let found = found.map(|lang| detect::in_region(lang, address));
    if let Some(lang) = &found {
        Unmark(lang).blocks(&mut document.blocks);
    }
    document.meta.language = found;
}

/// Takes marks off parts that are in the article's own language.
struct Unmark<'l>(&'l Lang);

impl Rewrite for Unmark<'_> {
    fn inlines(&mut self, inlines: &mut Inlines) {
        let own = |lang: &Lang| lang == self.0 || lang.as_str() == self.0.primary();
        if inlines.iter().any(|inline| matches!(inline, Inline::Lang(lang, _) if own(lang))) {
            let unmarked = |inline: Inline| match inline {
                Inline::Lang(lang, content) if own(&lang) => content,
                other => vec![other],
            };
            *inlines = std::mem::take(inlines).into_iter().flat_map(unmarked).collect();
        }
        walk::rewrite_inlines(self, inlines);
    }
}

/// The stated language, unless the words are certainly in another one.
fn against_words(stated: Lang, text: &str, cx: &mut Context) -> Lang {
    let Some(certain) = detect::against_english(text).filter(|lang| lang.primary() != stated.primary()) else {
        return stated;
    };
    let (said, name) = (stated.as_str(), Language::of(&certain).name);
    let message = format!("The article states the language {said}, but its words are {name}: that is taken.");
    cx.say(Diagnostic::remark(codes::LANGUAGE_CORRECTED, message).hint("State the language with --lang."));
    certain
}

/// The language of the words. A script other than that of English leaves the language undetermined (BCP 47: `und`).
fn by_words(text: &str) -> Option<Lang> {
    let undetermined = || if detect::is_foreign_script(text) { Lang::new("und") } else { None };
    detect::detect(text).or_else(undetermined)
}

/// Running text first; a document without any has headings and list items.
fn sample(document: &Document) -> String {
    let mut words = Words::default();
    words.blocks(&document.blocks);
    let title = plain_text(&document.meta.title);
    let lists = [&words.prose, &words.others, &words.marked];
    let text = lists.into_iter().find(|list| !list.is_empty()).map_or(&[][..], Vec::as_slice);
    detect::sample(text.iter().map(String::as_str).chain([title.as_str()]))
}

/// Fewest characters of a paragraph that shows its language.
const PROSE: usize = 40;

#[derive(Default)]
struct Words {
    prose: Vec<String>,
    others: Vec<String>,
    /// Text marked with another language.
    marked: Vec<String>,
    /// Bytes of `prose`: more than a sample is not needed.
    prose_bytes: usize,
}

impl Visit for Words {
    fn block(&mut self, block: &Block) {
        if self.prose_bytes > detect::SAMPLE {
            return;
        }
        match &block.kind {
            BlockKind::Paragraph(content) => self.add(content),
            BlockKind::Heading(heading) => self.add(&heading.content),
            BlockKind::Verse(lines) => self.add(&lines.join(&Inline::LineBreak)),
            BlockKind::Code(code) => self.add(&code.caption),
            BlockKind::Math(_) => {}
            _ => walk::block_children(self, block),
        }
    }
}

impl Words {
    fn add(&mut self, inlines: &[Inline]) {
        let is_code = |inline: &&Inline| matches!(inline, Inline::Code(_) | Inline::Note(_));
        let words = inlines.iter().filter(|inline| !is_code(inline)).cloned();
        let (marked, own): (Vec<Inline>, Vec<Inline>) = words.partition(|inline| matches!(inline, Inline::Lang(..)));
        let text = plain_text(&own);
        match text.chars().count() {
            0 => {}
            count if count >= PROSE => {
                self.prose_bytes += text.len();
                self.prose.push(text);
            }
            _ => self.others.push(text),
        }
        if !marked.is_empty() {
            self.marked.push(plain_text(&marked));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: &str = "Die Fähre lag seit dem frühen Morgen am Nordkai, und niemand wusste, wann sie wieder fährt. ";

    fn settled(text: &str, stated: Option<&str>, source: Option<&str>) -> (Option<String>, usize) {
        let mut document =
            Document { blocks: vec![BlockKind::Paragraph(vec![Inline::text(text)]).into()], ..Document::default() };
        document.meta.language = stated.and_then(Lang::new);
        document.meta.source = source.map(String::from);
        let mut cx = Context::default();
        language(&mut document, &mut cx);
        (document.meta.language.map(|lang| lang.as_str().to_string()), cx.diags.iter().count())
    }

    #[test]
    fn words_tell_the_language_where_nothing_states_it() {
        assert_eq!(settled(GERMAN, None, None), (Some("de".into()), 0));
        assert_eq!(settled(GERMAN, None, Some("https://hafen.ch/")), (Some("de-CH".into()), 0));
        assert_eq!(settled("Pier 4", None, None), (None, 0));
        assert_eq!(settled("བོད་ཡིག་ནི་བོད་ཀྱི་སྐད་ཡིག", None, None), (Some("und".into()), 0));
    }

    #[test]
    fn a_tag_is_believed_unless_it_is_english_over_another_language() {
        assert_eq!(settled(GERMAN, Some("en"), None).0.as_deref(), Some("en"), "a short text proves nothing");
        assert_eq!(settled(&GERMAN.repeat(6), Some("en-US"), None), (Some("de".into()), 1));
        assert_eq!(settled(&GERMAN.repeat(6), Some("nds"), None), (Some("nds".into()), 0));
        assert_eq!(settled("The ferry.", Some("en"), Some("https://a.co.uk/")), (Some("en-GB".into()), 0));
    }

    #[test]
    fn parts_in_the_articles_own_language_lose_their_mark() {
        let part = |tag: &str| Inline::Lang(Lang::new(tag).unwrap(), vec![Inline::text("so")]);
        let mut document = Document {
            blocks: vec![BlockKind::Paragraph(vec![Inline::text(GERMAN), part("de"), part("la")]).into()],
            ..Document::default()
        };
        language(&mut document, &mut Context::default());
        let expected = BlockKind::Paragraph(vec![Inline::text(GERMAN), Inline::text("so"), part("la")]);
        assert_eq!(document.blocks, [expected.into()]);
    }

    #[test]
    fn what_the_user_says_counts() {
        let mut cx = Context::default();
        cx.reading.language = Some("fr".into());
        let mut document =
            Document { blocks: vec![BlockKind::Paragraph(vec![Inline::text(GERMAN)]).into()], ..Document::default() };
        language(&mut document, &mut cx);
        assert_eq!(document.meta.language, Lang::new("fr"));
    }

    #[test]
    fn running_text_shows_the_language_before_other_words_do() {
        let part = |words: &str| Inline::Lang(Lang::new("la").unwrap(), vec![Inline::text(words)]);
        let paragraph = |content| -> Block { BlockKind::Paragraph(content).into() };
        let of = |length: usize| vec![Inline::text("é".repeat(length))];
        let code = || Inline::Code("let".into());
        let sampled = |blocks: Vec<Block>| {
            let mut document = Document { blocks, ..Document::default() };
            document.meta.title = vec![Inline::text("Title")];
            sample(&document)
        };
        let prose = "é".repeat(40);
        let short = "é".repeat(39);
        for (blocks, expected) in [
            (vec![paragraph(of(39)), paragraph(of(40))], format!("{prose} Title")),
            (vec![paragraph(of(39)), paragraph(vec![part("a")])], format!("{short} Title")),
            (vec![paragraph(vec![part("a"), code()]), paragraph(vec![code()])], "a Title".into()),
            (
                vec![paragraph(vec![part("a"), Inline::text("b"), Inline::Note(vec![paragraph(of(50))])])],
                "b Title".into(),
            ),
            (
                vec![BlockKind::Verse(vec![of(20), of(20)]).into(), paragraph(of(39))],
                format!("{0} {0} Title", "é".repeat(20)),
            ),
            (
                vec![BlockKind::Heading(crate::doc::Heading { level: 1, id: None, content: of(3) }).into()],
                "ééé Title".into(),
            ),
            (
                vec![BlockKind::Code(crate::doc::Code { text: prose.clone(), ..Default::default() }).into()],
                "Title".into(),
            ),
            (vec![], "Title".into()),
        ] {
            assert_eq!(sampled(blocks).split_whitespace().collect::<Vec<_>>().join(" "), expected);
        }
    }

    #[test]
    fn only_marks_of_the_same_language_go() {
        let part = |tag: &str| Inline::Lang(Lang::new(tag).unwrap(), vec![Inline::text(tag)]);
        let content = vec![part("de-AT"), part("de"), part("de-CH"), Inline::Emph(vec![part("de"), part("en")])];
        let mut document = Document { blocks: vec![BlockKind::Paragraph(content).into()], ..Document::default() };
        document.meta.language = Lang::new("de-AT");
        language(&mut document, &mut Context::default());
        let own = |tag: &str| Inline::text(tag);
        let expected = vec![own("de-AT"), own("de"), part("de-CH"), Inline::Emph(vec![own("de"), part("en")])];
        assert_eq!(document.blocks, [BlockKind::Paragraph(expected).into()]);
    }
}
