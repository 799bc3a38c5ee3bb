//! Fuzzing for everybody: the examples, mutated by a fixed seed, through every front end and back end. A few mutations
//! run with the tests; `make fuzz SECONDS=3600` runs an hour with a new seed. `fuzz/` has the targets for cargo-fuzz.
#![allow(clippy::disallowed_methods, reason = "tests read files, the clock and the environment")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use offprint::back::BACK_ENDS;
use offprint::context::Context;
use offprint::front::FRONT_ENDS;
use offprint::source::Source;
use offprint::style::Style;
use offprint::style::resolve::plain;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

/// Tokens that parsers find hard to read.
const WORDS: &[&str] = &[
    "\n\n",
    "\n",
    "\t",
    "    ",
    "> ",
    "- ",
    "1. ",
    "# ",
    "```\n",
    "`",
    "*",
    "**",
    "_",
    "~~",
    "[",
    "](",
    "]",
    "![",
    "[^1]",
    "[^1]: ",
    "|",
    "|-|",
    "---\n",
    "$",
    "$$",
    "<",
    "</",
    "<div>",
    "<p>",
    "<table>",
    "<td colspan=9>",
    "<ul><li>",
    "<math>",
    "<svg>",
    "<!--",
    "-->",
    "<![CDATA[",
    "&amp;",
    "&#0;",
    "&#x10FFFF;",
    "\\",
    "\u{0}",
    "\u{7}",
    "\u{ad}",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "\u{fffd}",
    "\u{1f468}\u{200d}\u{1f469}",
    "e\u{301}\u{301}\u{301}",
    "العربية",
    "日本語",
    "ไทย",
    "ffi",
    "By ",
    "Figure 1: ",
    "{\"t\":\"Para\",\"c\":[]}",
    "{",
    "}",
    "\"",
    ": ",
    "- [x] ",
    "{#id}",
    "^",
    "~",
    "http://a.b",
    "data:image/png;base64,",
];

fn seeds() -> Vec<Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()).collect();
    paths.sort();
    paths.iter().map(|p| std::fs::read(p).unwrap()).collect()
}

/// A piece of an example, with some of its bytes lost, doubled, or replaced by hard words.
fn mutate(seeds: &[Vec<u8>], random: &mut StdRng) -> Vec<u8> {
    let seed = &seeds[random.random_range(0..seeds.len())];
    let start = random.random_range(0..seed.len());
    let end = (start + random.random_range(1..1500)).min(seed.len());
    let mut bytes = seed[start..end].to_vec();
    for _ in 0..random.random_range(0..40) {
        let at = random.random_range(0..=bytes.len());
        match random.random_range(0..8) {
            0 if at < bytes.len() => bytes[at] = random.random(),
            1 => drop(bytes.drain(at..(at + random.random_range(0..30)).min(bytes.len()))),
            2 => {
                let copy = bytes[at..(at + random.random_range(0..60)).min(bytes.len())].to_vec();
                bytes.splice(at..at, copy);
            }
            3 => {
                let word = WORDS[random.random_range(0..WORDS.len())].repeat(random.random_range(1..20));
                bytes.splice(at..at, word.into_bytes());
            }
            _ => drop(bytes.splice(at..at, WORDS[random.random_range(0..WORDS.len())].bytes())),
        }
    }
    bytes
}

/// Converts bytes by every way there is; the error names the way that panicked.
fn convert(bytes: &[u8], style: &Style, pages: bool) -> Result<(), String> {
    for front in FRONT_ENDS {
        let source = Source::new("mutated", bytes.to_vec());
        let mut cx = Context::default();
        let document = catch_unwind(AssertUnwindSafe(|| offprint::read(&source, *front, &mut cx)));
        let Ok(document) = document.map_err(|_| format!("{} panicked", front.name()))? else { continue };
        if cx.diags.count("tree") > 0 {
            let said: Vec<_> = cx.diags.iter().filter(|d| d.code == "tree").map(|d| d.message.clone()).collect();
            return Err(format!("{}: {said:?}", front.name()));
        }
        let publication = document.into();
        for back in BACK_ENDS.iter().filter(|b| pages || !b.makes_pages()) {
            let made = catch_unwind(AssertUnwindSafe(|| back.emit(&publication, style, &mut cx)));
            let made = made.map_err(|_| format!("{} to {} panicked", front.name(), back.name()))?;
            made.map_err(|e| format!("{} to {}: {e}", front.name(), back.name()))?;
        }
    }
    Ok(())
}

fn run() {
    let seconds = std::env::var("FUZZ_SECONDS").ok().and_then(|s| s.parse().ok());
    let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let first = std::env::var("FUZZ_SEED").ok().and_then(|s| s.parse().ok());
    let first = first.unwrap_or(if seconds.is_some() { clock * 1_000_000 } else { 1 });
    let (seeds, style, begun) = (seeds(), plain("normal"), Instant::now());
    let mut number: u64 = 0;
    loop {
        let bytes = mutate(&seeds, &mut StdRng::seed_from_u64(first + number));
        if let Err(why) = convert(&bytes, &style, number.is_multiple_of(4)) {
            let kept = std::env::temp_dir().join(format!("offprint-mutation-{}", first + number));
            std::fs::write(&kept, &bytes).unwrap();
            panic!("{why}; again with FUZZ_SEED={}; the input is {}", first + number, kept.display());
        }
        number += 1;
        match seconds {
            Some(seconds) if begun.elapsed() < Duration::from_secs(seconds) => {}
            None if number < 24 => {}
            _ => break,
        }
    }
    println!("{number} mutations in {:.0} s, no finding", begun.elapsed().as_secs_f64());
}

#[test]
fn mutated_examples_panic_nowhere_and_give_sound_trees() {
    // A worker's stack, as large as the command line's.
    std::thread::Builder::new().stack_size(256 << 20).spawn(run).unwrap().join().unwrap();
}
