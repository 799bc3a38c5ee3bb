//! The grammars of code: those that articles show most, each by itself, and all of them for the others.
//!
//! A grammar compiles every expression that it asks of a line, a hundred for ten lines of Rust, and most of them look for
//! words that these lines have not. The first code of a language is therefore read by a narrowed grammar: expressions
//! that need what no code of the article shows are replaced by one that finds nothing and costs nothing. Code that shows
//! more, in a later article of a batch, is read by the whole grammar from then on, so that a language is made ready
//! twice at most. Both say the same of the code that they are used for.

use std::io::Write;
use std::ops::Range;
use std::sync::OnceLock;

use flate2::{Compression, write::ZlibEncoder};
use memchr::memmem;
use syntect::parsing::{SyntaxReference, SyntaxSet};

use super::in_ascii;
use crate::doc::walk::{self, Visit};
use crate::doc::{Block, BlockKind, Document};

/// A grammar that comes apart from the others.
struct Apart {
    /// What articles call it.
    names: &'static [&'static str],
    /// It and those it uses, as syntect writes them, but its own contexts unpacked and without their length.
    dump: &'static [u8],
    /// Where its contexts are in the dump.
    contexts: Range<usize>,
    needs: &'static [Need],
}

/// Expressions that find nothing in a line without one of these texts.
struct Need {
    texts: &'static [&'static str],
    /// Where in the contexts each begins and ends.
    places: &'static [(usize, usize)],
}

include!(concat!(env!("OUT_DIR"), "/grammars.rs"));

/// What has been made ready of a grammar: narrowed to what its first article needs, with those needs, and whole.
struct Ready {
    narrowed: OnceLock<(Vec<bool>, SyntaxSet)>,
    whole: OnceLock<SyntaxSet>,
}

/// The grammar for code in a language as articles name it, and the set it is of. The document is the one that shows it.
pub fn grammar(
    language: &str,
    code: &str,
    document: &Document,
) -> Option<(&'static SyntaxSet, &'static SyntaxReference)> {
    static READY: [Ready; APART.len()] =
        [const { Ready { narrowed: OnceLock::new(), whole: OnceLock::new() } }; APART.len()];
    let name = name(language);
    let Some(at) = apart(&name) else {
        return if name.is_empty() { None } else { Some((all(), all().find_syntax_by_token(&name)?)) };
    };
    let (apart, ready) = (&APART[at], &READY[at]);
    let set = ready.whole.get().or_else(|| {
        let (met, set) = ready.narrowed.get_or_init(|| {
            let mut shown = Shown { at, met: apart.met(code) };
            walk::document(&mut shown, document);
            let set = apart.read(&shown.met);
            (shown.met, set)
        });
        apart.met(code).iter().zip(met).all(|(needed, met)| *met || !needed).then_some(set)
    });
    let set = set.unwrap_or_else(|| ready.whole.get_or_init(|| apart.read(&vec![true; apart.needs.len()])));
    // The build script puts it before those it uses.
    Some((set, set.syntaxes().first()?))
}

fn apart(name: &str) -> Option<usize> {
    APART.iter().position(|apart| apart.names.contains(&name))
}

/// What the code of a document meets of a grammar's needs.
struct Shown {
    /// Which grammar.
    at: usize,
    met: Vec<bool>,
}

impl Visit for Shown {
    fn block(&mut self, block: &Block) {
        if let BlockKind::Code(code) = &block.kind
            && code.language.as_deref().is_some_and(|language| apart(&name(language)) == Some(self.at))
        {
            let met = APART[self.at].met(&code.text);
            self.met.iter_mut().zip(met).for_each(|(all, met)| *all |= met);
        }
        walk::block_children(self, block);
    }
}

impl Apart {
    /// For each need, whether the code meets it.
    fn met(&self, code: &str) -> Vec<bool> {
        let code = in_ascii(code);
        let shows = |text: &&str| memmem::find(code.as_bytes(), text.as_bytes()).is_some();
        self.needs.iter().map(|need| need.texts.iter().any(shows)).collect()
    }

    /// The grammar without the expressions whose needs are not met. Only a mistake of build.rs makes it unreadable, which
    /// the tests would see; code would be set plain.
    fn read(&self, met: &[bool]) -> SyntaxSet {
        let mut contexts = self.dump[self.contexts.clone()].to_vec();
        let unmet = self.needs.iter().zip(met).filter(|(_, met)| !**met);
        for (begin, end) in unmet.flat_map(|(need, _)| need.places) {
            blank(&mut contexts[*begin..*end]);
        }
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::none());
        let packed = packed.write_all(&contexts).and_then(|()| packed.finish()).unwrap_or_default();
        let (head, tail) = (&self.dump[..self.contexts.start], &self.dump[self.contexts.end..]);
        read(&[head, &(packed.len() as u64).to_le_bytes(), &packed, tail].concat())
    }
}

/// Writes an expression of the same length over this one that finds nothing, two instructions to compile: no place is
/// a word boundary and none. The build script sees to it that there is room.
fn blank(expression: &mut [u8]) {
    const NOWHERE: &[u8] = br"\b\B";
    let Some((nowhere, rest)) = expression.split_at_mut_checked(NOWHERE.len()) else { return };
    nowhere.copy_from_slice(NOWHERE);
    rest.fill(b' ');
    // Spaces alone would do as well, as characters that are sought; a remark is not compiled.
    if let [b1, b2, b3, .., last] = rest {
        (*b1, *b2, *b3, *last) = (b'(', b'?', b'#', b')');
    }
}

/// The grammars of all languages.
fn all() -> &'static SyntaxSet {
    static ALL: OnceLock<SyntaxSet> = OnceLock::new();
    ALL.get_or_init(|| read(include_bytes!(concat!(env!("OUT_DIR"), "/grammars.bin"))))
}

fn read(dump: &[u8]) -> SyntaxSet {
    syntect::dumps::from_uncompressed_data(dump).unwrap_or_default()
}

/// The name by which grammars know a language as articles name it; empty for none.
fn name(language: &str) -> String {
    let name = language.trim().to_ascii_lowercase();
    let name = match name.as_str() {
        "text" | "plain" | "plaintext" | "txt" | "none" => "",
        "shell" | "console" | "terminal" | "shell-session" | "shellsession" => "sh",
        "c++" => "cpp",
        "c#" | "csharp" => "cs",
        "golang" => "go",
        "jsonc" | "json5" => "json",
        "javascript" | "node" | "jsx" => "js",
        "typescript" => "ts",
        "python3" => "py",
        other => other,
    };
    name.into()
}

#[cfg(test)]
mod tests {
    use super::super::{Sort, Sorts, highlight_by};
    use super::*;
    use crate::doc::Code;

    const CODES: [(&str, &str); 14] = [
        ("rust", "/// Why.\nimpl<T: Copy> Box<T> {\n    pub fn len(&self) -> usize { self.0.len() * 0x1F }\n}"),
        (
            "python",
            "@cache\ndef f(x: int = 3) -> str:\n    \"\"\"Why.\"\"\"\n    return f'{x!r} a' if x else None # so",
        ),
        (
            "js",
            "const f = async (x) => { return `${x}px`; } // so\nclass A extends B { #n = 1e3; get n() { return this.#n } }",
        ),
        ("html", "<p class=\"a\" data-x=1>Some &amp; text<!-- no --></p>\n<script>let x = 1;</script>"),
        ("css", "a:hover, .b > li { color: #fff; width: calc(100% - 2em) } /* so */"),
        ("sql", "SELECT name, COUNT(*) FROM lands WHERE people >= 1000 -- many\nGROUP BY name;"),
        ("sh", "for f in *.txt; do\n  echo \"$f: ${#f}\" | wc -l # so\ndone"),
        ("php", "<?php\nfunction f(int $x): ?string { return \"{$x} a\"; } // so"),
        ("java", "public class A<T> { @Override int n = 0xFF; /* so */ String s() { return \"a\\n\"; } }"),
        ("c", "#include <stdio.h>\nint main(void) { printf(\"%d\\n\", 3 + 'a'); return 0; } // so"),
        ("yaml", "size: 3 # so\nlist:\n  - \"one\"\n  - two: true"),
        ("json", "{\"size\": [1, 2.5e3, null, true, \"a\"]}"),
        ("diff", "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-old\n+new"),
        ("latex", "\\section{Size} $x^2 + \\alpha$ % so"),
    ];

    fn document(codes: &[(&str, &str)]) -> Document {
        let block = |(language, text): &(&str, &str)| {
            let code = Code { language: Some((*language).into()), text: (*text).into() };
            Block::from(BlockKind::Code(code))
        };
        Document { blocks: codes.iter().map(block).collect(), ..Document::default() }
    }

    /// What the grammar of two-face says, which knows all of Unicode and lacks nothing.
    fn theirs(code: &str, language: &str) -> Option<Vec<Sorts>> {
        static THEIRS: OnceLock<SyntaxSet> = OnceLock::new();
        let set = THEIRS.get_or_init(two_face::syntax::extra_newlines);
        highlight_by(set, set.find_syntax_by_token(&name(language))?, code)
    }

    #[test]
    fn every_language_has_the_grammar_of_two_face() {
        let theirs = two_face::syntax::extra_newlines();
        assert_eq!(all().syntaxes().len(), theirs.syntaxes().len());
        for apart in &APART {
            let set = apart.read(&vec![true; apart.needs.len()]);
            assert!(set.syntaxes().len() < 20, "{:?} brings no more than it uses", apart.names);
            for called in apart.names {
                assert_eq!(set.syntaxes()[0].name, theirs.find_syntax_by_token(called).expect(called).name, "{called}");
            }
        }
    }

    #[test]
    fn narrowed_and_whole_the_grammars_say_what_those_of_two_face_say() {
        for (language, code) in CODES {
            let theirs = theirs(code, language);
            let sorts = theirs.as_ref().expect(language).iter().flatten();
            assert!(sorts.clone().any(|(_, sort)| *sort != Sort::Plain), "{language} has sorts");
            if let Some(at) = apart(&name(language)) {
                let met = APART[at].met(code);
                assert!(met.contains(&false), "{language} is narrowed");
                for met in [met, vec![true; APART[at].needs.len()]] {
                    let set = APART[at].read(&met);
                    assert_eq!(highlight_by(&set, &set.syntaxes()[0], code), theirs, "{language}");
                }
            }
            let whole = all().find_syntax_by_token(&name(language)).expect(language);
            assert_eq!(highlight_by(all(), whole, code), theirs, "{language}");
        }
    }

    #[test]
    fn a_grammar_serves_all_code_of_its_article_and_other_code_later() {
        let (one, two, other) = ("local a = 1", "while b do end", "function c() return nil end");
        let document = document(&[("lua", one), ("text", other), ("lua", two)]);
        let (first, _) = grammar("lua", one, &document).expect("Lua is known");
        let (second, _) = grammar("lua", two, &document).expect("Lua is known");
        assert!(std::ptr::eq(first, second), "one grammar for the article");
        let (third, syntax) = grammar("lua", other, &Document::default()).expect("Lua is known");
        assert_eq!(highlight_by(third, syntax, other), theirs(other, "lua"));
    }
}
