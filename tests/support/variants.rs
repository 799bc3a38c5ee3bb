//! Inputs varied by a fixed seed, and what is understood of each variant in one short line.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::path::Path;

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

use crate::filler::{expanded, prose};

/// An input in pieces: lines of a text, elements of a page or a feed, each with what follows up to the next.
pub struct Pieces(Vec<String>);

/// The tags at which pages and feeds are cut.
const BLOCKS: &[&str] = &[
    "p", "div", "h1", "h2", "h3", "h4", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "td", "th", "section",
    "article", "aside", "figure", "figcaption", "blockquote", "pre", "header", "footer", "nav", "main", "span", "a",
    "img", "sup", "time", "meta", "script", "form", "address", "details", "math", "title", "br", "hr", "cite", "small",
    "button", "link", "item", "entry", "description", "summary", "author", "name", "dc", "content", "pubdate",
    "updated", "published", "guid", "id", "channel", "outline",
];

impl Pieces {
    pub fn of_page(text: &str) -> Pieces {
        let starts = text.match_indices('<').map(|(at, _)| at).filter(|at| {
            let name: String = text[at + 1..].chars().take_while(char::is_ascii_alphanumeric).collect();
            BLOCKS.contains(&name.to_ascii_lowercase().as_str())
        });
        let mut cuts: Vec<usize> = starts.collect();
        cuts.push(text.len());
        let mut pieces = vec![text[..cuts[0]].to_owned()];
        pieces.extend(cuts.windows(2).map(|ends| text[ends[0]..ends[1]].to_owned()));
        Pieces(pieces)
    }

    /// An object of JSON with what follows up to the next.
    pub fn of_json(text: &str) -> Pieces {
        Pieces(text.split_inclusive('}').map(str::to_owned).collect())
    }

    pub fn of_text(text: &str) -> Pieces {
        Pieces(text.split_inclusive('\n').map(str::to_owned).collect())
    }

    fn joined(&self) -> String {
        self.0.concat()
    }
}

/// What is done to one piece, by its name in the goldens.
type Change = (&'static str, fn(&mut Vec<String>, usize));

fn words_end(piece: &str) -> usize {
    piece.trim_end().len()
}

/// Where the words of a piece begin: behind its tag, or behind the indent of its line.
fn words_start(piece: &str) -> usize {
    let tag = if piece.starts_with('<') { piece.find('>').map_or(0, |end| end + 1) } else { 0 };
    tag + piece[tag..].len() - piece[tag..].trim_start().len()
}

fn lengthened(pieces: &mut [String], at: usize, by: usize) {
    let piece = &mut pieces[at];
    let end = words_end(piece);
    piece.insert_str(end, &format!(" {}", prose(by, at + by)));
}

const CHANGES: &[Change] = &[
    ("drop", |pieces, at| drop(pieces.remove(at))),
    ("double", |pieces, at| pieces.insert(at, pieces[at].clone())),
    ("longer", |pieces, at| lengthened(pieces, at, 60)),
    ("much longer", |pieces, at| lengthened(pieces, at, 420)),
    ("shorter", |pieces, at| {
        let (start, end) = (words_start(&pieces[at]), words_end(&pieces[at]));
        let middle = (start..=start.max(start + (end.max(start) - start) / 2))
            .rev()
            .find(|middle| pieces[at].is_char_boundary(*middle));
        pieces[at].replace_range(middle.unwrap_or(end)..end.max(middle.unwrap_or(end)), "");
    }),
    ("swap", |pieces, at| {
        let next = (at + 1) % pieces.len();
        pieces.swap(at, next);
    }),
    ("upwards", |pieces, at| {
        let piece = pieces.remove(at);
        pieces.insert(at / 2, piece);
    }),
    ("capitals", |pieces, at| {
        let (start, end) = (words_start(&pieces[at]), words_end(&pieces[at]));
        if start < end {
            let raised = pieces[at][start..end].to_uppercase();
            pieces[at].replace_range(start..end, &raised);
        }
    }),
    ("indent", |pieces, at| pieces[at].insert_str(0, "    ")),
    ("apart", |pieces, at| pieces[at].insert_str(0, "\n\n")),
    ("join", |pieces, at| {
        let end = words_end(&pieces[at]);
        pieces[at].replace_range(end.., " ");
    }),
    ("no attributes", |pieces, at| {
        let tag = pieces[at].find('>').filter(|_| pieces[at].starts_with('<'));
        if let (Some(space), Some(end)) = (pieces[at].find(char::is_whitespace), tag) {
            pieces[at].replace_range(space..end.max(space), "");
        }
    }),
    ("three times", |pieces, at| {
        let some: Vec<String> = pieces[at..(at + 4).min(pieces.len())].to_vec();
        let many: Vec<String> = some.iter().chain(&some).cloned().collect();
        pieces.splice(at..at, many);
    }),
    ("cut off", |pieces, at| pieces.truncate(at.max(pieces.len() / 3))),
    ("other numbers", |pieces, at| pieces[at] = pieces[at].replace('1', "7").replace('2', "31")),
];

/// So many variants of an input, each with its name. The same input has the same variants in every run.
pub fn variants(pieces: &Pieces, count: usize) -> Vec<(String, String)> {
    let mut random = StdRng::seed_from_u64(pieces.0.len() as u64);
    let one = |number: usize| {
        let mut changed = Pieces(pieces.0.clone());
        let mut names = Vec::new();
        // Two changes at once, because many a rule asks for two things.
        for _ in 0..2 {
            let at = random.random_range(0..changed.0.len().max(1)).min(changed.0.len().saturating_sub(1));
            let (name, change) = CHANGES[random.random_range(0..CHANGES.len())];
            if !changed.0.is_empty() {
                change(&mut changed.0, at);
            }
            names.push(format!("{name} {at}"));
        }
        (format!("{number}: {}", names.join(", ")), changed.joined())
    };
    (0..count).map(one).collect()
}

/// The files below a folder whose names end so, in order, with their texts and `{prose N}` written out.
pub fn inputs(folder: &str, ending: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
                let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                found.push((name, expanded(&text, ending.ends_with("html"))));
            }
        }
    }
    found.sort();
    found
}

/// A checksum of sixteen bits as four digits: it says that two texts differ, and fits into a line.
pub fn digest(bytes: &[u8]) -> String {
    format!("{:04x}", crc32fast::hash(bytes) & 0xffff)
}
