//! Quotes, dashes, dots and spaces in the form that printers set.
//!
//! Typewriters had one quote and one dash; readers are used to more. Straight quotes turn, `--` and `---` become
//! dashes, `...` an ellipsis, and French punctuation gets its thin space. A paragraph is read as a whole, across its
//! inline elements; code, formulas and addresses are never touched, and good typography stays. Applying the pass twice
//! changes nothing.

mod quotes;

use crate::context::Context;
use crate::doc::walk::{self, Rewrite, Visit};
use crate::doc::{Block, BlockKind, Document, Inline, Inlines, Lang, plain_text};
use crate::lang::{Language, QuoteMarks};

use quotes::OBJECT;

/// The narrow no-break space.
const THIN: char = '\u{202F}';
/// The name of a program's option is not longer, in characters.
const LONGEST_OPTION: usize = 40;

/// Sets the document's text.
pub(crate) fn typography(document: &mut Document, cx: &mut Context) {
    if cx.reading.verbatim_typography {
        return;
    }
    let lang = document.meta.language.clone().unwrap_or_else(Lang::english);
    let mut hyphens = Hyphens::default();
    walk::document(&mut hyphens, document);
    let em_dashes = hyphens.pairs && !hyphens.threes && lang.primary() == "en";
    let mut setter = Setter { em_dashes, ..Setter::of(&lang) };
    walk::rewrite_document(&mut setter, document);
}

/// Which runs of hyphens an author types between words.
#[derive(Default)]
struct Hyphens {
    pairs: bool,
    threes: bool,
}

impl Visit for Hyphens {
    fn inline(&mut self, inline: &Inline) {
        if let Inline::Text(text) = inline {
            self.pairs |= text.contains("--");
            self.threes |= text.contains("---");
        }
        walk::inline_children(self, inline);
    }
}

struct Setter {
    marks: QuoteMarks,
    thin: bool,
    /// Two hyphens between words are an em dash. English closes its dash up, and an author who types three hyphens for it
    /// means the shorter one by two.
    em_dashes: bool,
}

impl Rewrite for Setter {
    fn block(&mut self, block: &mut Block) {
        match &mut block.kind {
            // A quotation may continue over the lines of a poem.
            BlockKind::Verse(lines) => self.paragraph(&mut lines.iter_mut().collect::<Vec<_>>()),
            _ => walk::rewrite_block_children(self, block),
        }
    }

    fn inlines(&mut self, inlines: &mut Inlines) {
        self.paragraph(&mut [inlines]);
    }
}

impl Setter {
    fn of(lang: &Lang) -> Self {
        Setter { marks: QuoteMarks::of(lang), thin: Language::of(lang).quotation.thin_spaces, em_dashes: false }
    }

    /// Sets sequences of inlines that read as one paragraph.
    fn paragraph(&mut self, lines: &mut [&mut Inlines]) {
        let mut text = Vec::new();
        for line in lines.iter() {
            collect(line, &mut text);
            text.push('\n');
        }
        if self.thin || anything_to_set(&text) {
            let original = text.clone();
            quotes::quotes(&mut text, &self.marks);
            let mut back = Back {
                text: &text,
                original: &original,
                at: 0,
                thin: self.thin,
                em_dashes: self.em_dashes,
                address: false,
            };
            for line in lines.iter_mut() {
                back.inlines(line);
                back.at += 1;
            }
        }
        for line in lines.iter_mut() {
            self.parts(line);
        }
    }

    /// Notes, and parts in another language, are separate paragraphs; the latter have their language's marks.
    fn parts(&mut self, inlines: &mut Inlines) {
        for inline in inlines {
            match inline {
                Inline::Note(blocks) => self.blocks(blocks),
                Inline::Lang(lang, content) => Setter::of(lang).paragraph(&mut [content]),
                other => {
                    if let Some(children) = other.children_mut() {
                        self.parts(children);
                    }
                }
            }
        }
    }
}

/// True if there are straight quotes, or hyphens or dots in a row.
fn anything_to_set(text: &[char]) -> bool {
    let mut last = ' ';
    text.iter().any(|&c| {
        let row = c == last && matches!(c, '-' | '.');
        last = c;
        row || matches!(c, '"' | '\'')
    })
}

/// True if a dash between these characters joins two parts of a sentence, or breaks it off: a word stands before it, and no
/// name behind it, with which it would be a pair as in `Einstein--Rosen`.
fn is_closed_up(before: Option<char>, after: Option<char>) -> bool {
    let word = |c: char| c.is_alphabetic() || c == OBJECT || "”’\"'.,!?)".contains(c);
    let goes_on = |c: char| c.is_lowercase() || c == '\n' || opens(c) || "”’\"'".contains(c);
    before.is_some_and(word) && after.is_none_or(goes_on)
}

/// The text of some inlines; any other inline is one [`OBJECT`].
fn collect(inlines: &[Inline], out: &mut Vec<char>) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.extend(text.chars()),
            Inline::LineBreak => out.push('\n'),
            Inline::Note(_) | Inline::Anchor(_) => {}
            inline if is_object(inline) => out.push(OBJECT),
            other => collect(other.children().map_or(&[], |c| c), out),
        }
    }
}

/// True if an inline is like a letter of the line and must not be changed.
fn is_object(inline: &Inline) -> bool {
    match inline {
        Inline::Literal(_) | Inline::Code(_) | Inline::Image(_) | Inline::Math(_) | Inline::Lang(..) => true,
        Inline::Link(link) => {
            let words = plain_text(&link.content);
            words == link.url || words.contains("://") || link.url.strip_prefix("http://") == Some(words.as_str())
        }
        _ => false,
    }
}

/// Puts the turned quotes back into their places, and sets dashes, dots and spaces on the way.
struct Back<'t> {
    text: &'t [char],
    original: &'t [char],
    at: usize,
    thin: bool,
    em_dashes: bool,
    /// Inside a word that is an address.
    address: bool,
}

impl Back<'_> {
    fn inlines(&mut self, inlines: &mut Inlines) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => *text = self.run(text.chars().count()),
                Inline::LineBreak => self.at += 1,
                Inline::Note(_) | Inline::Anchor(_) => {}
                inline if is_object(inline) => self.at += 1,
                other => {
                    if let Some(children) = other.children_mut() {
                        self.inlines(children);
                    }
                }
            }
        }
    }

    fn get(&self, at: usize) -> Option<char> {
        self.text.get(at).copied()
    }

    /// The next `length` characters, set.
    fn run(&mut self, length: usize) -> String {
        let end = (self.at + length).min(self.text.len());
        let mut out = String::with_capacity(length + 4);
        while self.at < end {
            let c = self.text[self.at];
            match c {
                c if self.address && !c.is_whitespace() => {
                    out.push(self.original[self.at]);
                    self.at += 1;
                }
                '-' | '.' => self.signs(c, end, &mut out),
                _ => {
                    self.spaced(c, &mut out);
                    self.at += 1;
                    self.watch(c, &out);
                }
            }
        }
        out
    }

    /// Tracks if the word so far is an address, because no sign in it is punctuation.
    fn watch(&mut self, c: char, out: &str) {
        match c {
            c if c.is_whitespace() => self.address = false,
            '/' if out.ends_with("://") => self.address = true,
            '.' if out.ends_with("www.") => self.address = true,
            _ => {}
        }
    }

    /// A run of hyphens or dots.
    fn signs(&mut self, c: char, end: usize, out: &mut String) {
        let start = self.at;
        let mut stop = start;
        while stop < end && self.text[stop] == c {
            stop += 1;
        }
        let before = start.checked_sub(1).and_then(|i| self.get(i));
        let after = self.get(stop);
        // A run that continues in the neighbouring inline is longer than it looks here.
        let whole = before != Some(c) && after != Some(c);
        let flag = after.is_some_and(char::is_alphanumeric)
            && before.is_none_or(|b| {
                b.is_whitespace() || matches!(b, '(' | '[' | '|' | '/') || opens(b) && self.is_option(stop)
            });
        // Alone in brackets the hyphens are an option of a command: `[--] PATH`.
        let alone = matches!((before, after), (Some('['), Some(']')) | (Some('{'), Some('}')) | (Some('<'), Some('>')));
        match (c, stop - start) {
            ('-', count) if alone => out.extend(std::iter::repeat_n(c, count)),
            ('-', 2) if whole && self.em_dashes && is_closed_up(before, after) => out.push('—'),
            ('-', 2) if whole && !flag => out.push('–'),
            ('-', 3) if whole => out.push('—'),
            ('.', 3) if whole => out.push('…'),
            (c, count) => out.extend(std::iter::repeat_n(c, count)),
        }
        self.at = stop;
        self.watch(c, out);
    }

    /// True if the words after two hyphens behind an opening quote are a program's option, `"--force"`, and not speech
    /// that begins within a sentence. An option is the whole quotation, has a value, or is followed by another option.
    fn is_option(&self, start: usize) -> bool {
        let word = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let end = start + self.text[start..].iter().take(LONGEST_OPTION).take_while(|c| word(c)).count();
        match self.get(end) {
            Some('=' | '”' | '’' | '“' | '‘' | '»' | '›') => true,
            Some(' ') => self.get(end + 1) == Some('-'),
            _ => false,
        }
    }

    /// A character with the thin space that French sets next to it.
    fn spaced(&self, c: char, out: &mut String) {
        if !self.thin {
            return out.push(c);
        }
        let turned = self.original.get(self.at) != Some(&c);
        match c {
            ' ' => {
                let before = self.at.checked_sub(1).and_then(|i| self.get(i));
                match self.get(self.at + 1) {
                    Some(';' | '!' | '?' | '»') => out.push(THIN),
                    Some(':') => out.push('\u{A0}'),
                    _ if before == Some('«') => out.push(THIN),
                    _ => out.push(' '),
                }
            }
            '«' if turned && !self.get(self.at + 1).is_some_and(char::is_whitespace) => {
                out.push(c);
                out.push(THIN);
            }
            '»' if turned && !out.ends_with(char::is_whitespace) => {
                out.push(THIN);
                out.push(c);
            }
            c => out.push(c),
        }
    }
}

/// True if a character may open a quotation.
fn opens(c: char) -> bool {
    matches!(c, '“' | '‘' | '„' | '‚' | '«' | '‹')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(lang: &str, inlines: Inlines) -> Inlines {
        let mut document = Document { blocks: vec![BlockKind::Paragraph(inlines).into()], ..Document::default() };
        document.meta.language = Lang::new(lang);
        typography(&mut document, &mut Context::default());
        let once = document.clone();
        typography(&mut document, &mut Context::default());
        assert_eq!(once, document, "twice is once");
        match document.blocks.remove(0).kind {
            BlockKind::Paragraph(content) => content,
            other => panic!("{other:?}"),
        }
    }

    fn text(lang: &str, source: &str) -> String {
        plain_text(&set(lang, vec![Inline::text(source)]))
    }

    #[test]
    fn quotes_see_through_marks() {
        let inlines =
            vec![Inline::text("\""), Inline::Emph(vec![Inline::text("Who")]), Inline::text("?\" she 'asked'.")];
        assert_eq!(plain_text(&set("en", inlines)), "“Who?” she ‘asked’.");
    }

    #[test]
    fn code_and_addresses_stay() {
        let inlines =
            vec![Inline::text("say \""), Inline::Code("\"--\"".into()), Inline::text("\" -- or https://a.b/x--y's...")];
        assert_eq!(plain_text(&set("en", inlines)), "say “\"--\"” – or https://a.b/x--y's...");
    }

    #[test]
    fn dashes_and_dots_are_set() {
        assert_eq!(text("en", "a--b, c -- d---e... ---- .... use --help"), "a–b, c – d—e… ---- .... use --help");
        assert_eq!(
            text("en", "\"--force\" or \"--to=pdf\" or \"--all --keep\" (--help|--version), \"--and then\""),
            "“--force” or “--to=pdf” or “--all --keep” (--help|--version), “–and then”"
        );
        assert_eq!(text("en", "wall [--] PATH, [a--b], [-- a], (--)"), "wall [--] PATH, [a—b], [– a], (–)");
    }

    #[test]
    fn english_pairs_of_hyphens_between_words_are_em_dashes() {
        for (typed, set) in [
            ("Well--perhaps. \"But--\" she began", "Well—perhaps. “But—” she began"),
            ("the wind -- from the east", "the wind – from the east"),
            ("Einstein--Rosen, 3--5, a--", "Einstein–Rosen, 3–5, a—"),
            ("late--it was---no", "late–it was—no"),
        ] {
            assert_eq!(text("en", typed), set);
        }
        assert_eq!(text("de", "nun--vielleicht"), "nun–vielleicht");
    }

    #[test]
    fn french_has_thin_spaces() {
        assert_eq!(text("fr", "Il dit : \"Quoi ?\" !"), "Il dit\u{A0}: «\u{202F}Quoi\u{202F}?\u{202F}»\u{202F}!");
    }

    #[test]
    fn parts_in_another_language_have_its_quotes() {
        let part = Inline::Lang(Lang::new("de").unwrap(), vec![Inline::text("\"Es dauert.\"")]);
        let mut document = Document {
            blocks: vec![BlockKind::Paragraph(vec![Inline::text("He said \"no\" and "), part]).into()],
            ..Document::default()
        };
        typography(&mut document, &mut Context::default());
        let BlockKind::Paragraph(words) = &document.blocks[0].kind else { panic!() };
        assert_eq!(plain_text(words), "He said “no” and „Es dauert.“");
    }

    #[test]
    fn verbatim_is_verbatim() {
        let mut document =
            Document { blocks: vec![BlockKind::Paragraph(vec![Inline::text("\"a\"")]).into()], ..Document::default() };
        let before = document.clone();
        let mut cx = Context::default();
        cx.reading.verbatim_typography = true;
        typography(&mut document, &mut cx);
        assert_eq!(document, before);
    }
}
