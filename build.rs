//! Where the program stands in memory, and what it carries with it, made ready when it is built, so that no run pays for it:
//!
//! - its own styles, from YAML, which people write, into JSON, which a program reads forty times as fast: reading them
//!   was most of the time that a short article took to become Markdown. That they are styles without mistakes is a
//!   test's to say (`style::load`);
//! - the grammars of code, cut down to ASCII and open to being cut further: compiling their expressions was more than
//!   half of the time that an article with a little code took to become a PDF;
//! - the weights of the plain-text front end's judges, as tables: reading 150 kB of numbers was a third of the time that a
//!   short text took.
#![allow(
    clippy::disallowed_methods,
    reason = "a build script reads files and is told by the environment where to write"
)]

#[path = "src/layout/highlight/expressions.rs"]
mod expressions;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::ops::Range;
use std::path::Path;

use expressions::{in_ascii, needs, unfolded};
use flate2::read::ZlibDecoder;
use serde_json::Value;
use syntect::dumps::dump_to_uncompressed_file;
use syntect::parsing::syntax_definition::Pattern;
use syntect::parsing::{Regex, SyntaxSet, SyntaxSetBuilder};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=styles");
    println!("cargo:rerun-if-changed={WEIGHTS}");
    fixed();
    let out = std::env::var_os("OUT_DIR").expect("cargo says where to write");
    styles(Path::new(&out));
    grammars(Path::new(&out));
    weights(Path::new(&out));
}

/// Has the program stand at a fixed address, so that the 66,000 addresses in its tables are right as they are: putting them
/// right and copying the pages they are on was a third of the time that a short article took to become Markdown. Stack
/// and heap are at random places all the same. Who wants the code there too, as packagers may, sets OFFPRINT_PIE.
fn fixed() {
    println!("cargo:rerun-if-env-changed=OFFPRINT_PIE");
    let is = |key: &str, value: &str| std::env::var(format!("CARGO_CFG_TARGET_{key}")).is_ok_and(|is| is == value);
    let whole =
        std::env::var("CARGO_CFG_TARGET_FEATURE").is_ok_and(|all| all.split(',').any(|one| one == "crt-static"));
    if is("OS", "linux") && is("ENV", "gnu") && !whole && std::env::var_os("OFFPRINT_PIE").is_none() {
        println!("cargo:rustc-link-arg-bin=convert=-no-pie");
    }
}

/// Every style as JSON, NAME.json in the folder `out`.
fn styles(out: &Path) {
    for entry in std::fs::read_dir("styles").expect("the styles are beside the build script") {
        let path = entry.expect("a folder can be read").path();
        if path.extension().is_some_and(|e| e == "yaml") {
            let yaml = std::fs::read_to_string(&path).expect("a style is text");
            let value: Value = serde_yaml::from_str(&yaml).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let name = path.with_extension("json");
            let name = name.file_name().expect("a file has a name");
            std::fs::write(out.join(name), value.to_string()).expect("OUT_DIR can be written to");
        }
    }
}

/// Languages that articles show most, by a name each. Their grammars come apart from the others as well, each with those
/// it uses: reading all 213 grammars for ten lines of Rust was a tenth of an article's time and a quarter of its memory.
const APART: &[&str] = &[
    "rust",
    "python",
    "javascript",
    "typescript",
    "tsx",
    "json",
    "html",
    "css",
    "scss",
    "sql",
    "bash",
    "c",
    "c++",
    "c#",
    "java",
    "go",
    "ruby",
    "php",
    "yaml",
    "xml",
    "diff",
    "toml",
    "ini",
    "kotlin",
    "swift",
    "lua",
    "r",
    "makefile",
    "dockerfile",
    "graphql",
    "perl",
    "haskell",
    "elixir",
    "dart",
    "viml",
];

/// The shortest expression that another can be written over, in bytes: see `blank` of `src/layout/highlight/grammars.rs`.
const SHORTEST: usize = 4;

/// The grammars of two-face, cut down to ASCII, as syntect reads them: grammars.bin in the folder `out`, and grammars.rs,
/// the table of [`APART`] for `src/layout/highlight/grammars.rs`.
fn grammars(out: &Path) {
    let all = two_face::syntax::extra_newlines();
    let mut narrow = SyntaxSetBuilder::new();
    // Their contexts point at each other by number: the order stays.
    for grammar in all.clone().into_builder().syntaxes() {
        let mut grammar = grammar.clone();
        let patterns = grammar.contexts.values_mut().flat_map(|context| &mut context.patterns);
        for pattern in patterns {
            if let Pattern::Match(matching) = pattern {
                matching.regex = Regex::new(unfolded(&in_ascii(matching.regex.regex_str())));
            }
        }
        narrow.add(grammar);
    }
    let grammars: Vec<Value> =
        narrow.syntaxes().iter().map(|g| serde_json::to_value(g).expect("a grammar is data")).collect();
    let path = out.join("grammars.bin");
    dump_to_uncompressed_file(&narrow.build(), path).expect("OUT_DIR can be written to");
    let place = |token: &str| {
        let found = all.find_syntax_by_token(token)?;
        all.syntaxes().iter().position(|grammar| grammar.name == found.name)
    };
    let names = all.syntaxes().iter().flat_map(|g| g.file_extensions.iter().chain([&g.name]));
    let names: BTreeSet<String> = names.map(|name| name.to_lowercase()).collect();
    let mut table = String::new();
    for name in APART {
        let at = place(name).unwrap_or_else(|| panic!("two-face has no grammar named {name}"));
        let own: Vec<&String> = names.iter().filter(|name| place(name) == Some(at)).collect();
        let file = format!("grammar-{at}.bin");
        let (contexts, needs) = unpacked(apart(&grammars, at), &out.join(&file));
        let needs: String = needs
            .iter()
            .map(|(texts, places)| format!("Need {{ texts: &{texts:?}, places: &{places:?} }}, "))
            .collect();
        table += &format!(
            "Apart {{ names: &{own:?}, dump: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}\")), contexts: \
             {contexts:?}, needs: &[{needs}] }}, "
        );
    }
    let table = format!("static APART: [Apart; {}] = [{table}];\n", APART.len());
    std::fs::write(out.join("grammars.rs"), table).expect("OUT_DIR can be written to");
}

/// Places in a file: where each begins and ends, in bytes.
type Places = Vec<(usize, usize)>;

/// Writes a set as syntect does, but the contexts of its first grammar unpacked and without their length, so that the
/// program can strike out expressions in them. Gives where they are, and in them the places of the expressions by
/// what they need.
fn unpacked(set: SyntaxSet, path: &Path) -> (Range<usize>, BTreeMap<Vec<String>, Places>) {
    dump_to_uncompressed_file(&set, path).expect("OUT_DIR can be written to");
    let dump = std::fs::read(path).expect("it has just been written");
    let packed: Vec<u8> = serde_json::to_value(&set)
        .and_then(|set| serde_json::from_value(set["syntaxes"][0]["serialized_lazy_contexts"].clone()))
        .expect("syntect packs the contexts of a grammar");
    let find = |text: &[u8], sought: &[u8]| text.windows(sought.len()).position(|window| window == sought);
    let start = find(&dump, &packed).expect("the contexts are in the dump");
    let (before, length) = dump[..start].split_last_chunk().expect("their length is before them");
    assert_eq!(u64::from_le_bytes(*length), packed.len() as u64, "their length is before them");
    let mut contexts = Vec::new();
    ZlibDecoder::new(packed.as_slice()).read_to_end(&mut contexts).expect("syntect packs with zlib");
    std::fs::write(path, [before, &contexts, &dump[start + packed.len()..]].concat())
        .expect("OUT_DIR can be written to");

    let grammar = &set.into_builder().syntaxes()[0].clone();
    let patterns = grammar.contexts.values().flat_map(|context| &context.patterns);
    let expressions: BTreeSet<&str> = patterns
        .filter_map(|pattern| match pattern {
            Pattern::Match(matching) => Some(matching.regex.regex_str()),
            Pattern::Include(_) => None,
        })
        .filter(|expression| expression.len() >= SHORTEST)
        .collect();
    let mut needed: BTreeMap<Vec<String>, Places> = BTreeMap::new();
    for expression in expressions {
        let needs = needs(expression);
        if needs.is_empty() {
            continue;
        }
        // As it is written: its length, then it.
        let written = [&(expression.len() as u64).to_le_bytes(), expression.as_bytes()].concat();
        let places = needed.entry(needs).or_default();
        let mut from = 0;
        while let Some(at) = find(&contexts[from..], &written) {
            from += at + written.len();
            places.push((from - expression.len(), from));
        }
        assert!(from > 0, "{expression} is in the contexts");
    }
    (before.len()..before.len() + contexts.len(), needed)
}

/// A grammar and those it uses, as a set of their own: it first, and every number that points at one changed.
fn apart(grammars: &[Value], at: usize) -> SyntaxSet {
    let mut used = vec![at];
    let mut done = 0;
    while let Some(grammar) = used.get(done).map(|at| &grammars[*at]) {
        visit(&mut grammar.clone(), &mut |number| {
            if !used.contains(&number) {
                used.push(number);
            }
            number
        });
        done += 1;
    }
    let mut set = SyntaxSetBuilder::new();
    for at in &used {
        let mut grammar = grammars[*at].clone();
        visit(&mut grammar, &mut |number| used.iter().position(|at| *at == number).expect("it was found above"));
        set.add(serde_json::from_value(grammar).expect("a grammar stays one"));
    }
    set.build()
}

/// Gives the number of every grammar that is pointed at for another.
fn visit(value: &mut Value, change: &mut dyn FnMut(usize) -> usize) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), value.as_u64()) {
                    ("syntax_index", Some(number)) => *value = change(number as usize).into(),
                    _ => visit(value, change),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| visit(value, change)),
        _ => {}
    }
}

/// Where the learned weights are, as `benches/train_text.py` writes them.
const WEIGHTS: &str = "src/front/text/weights";

/// The learned judges as constants of Rust: weights.rs in the folder `out`, for `src/front/text/model.rs`.
fn weights(out: &Path) {
    let read = |name: &str| {
        let path = Path::new(WEIGHTS).join(name);
        std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    };
    let mut code = String::new();
    for name in ["article", "heading", "title", "ends"] {
        let network = match name {
            "heading" => format!("Some({})", network(&read("heading-network.txt"))),
            _ => "None".into(),
        };
        let judge = trees(&read(&format!("{name}.txt")));
        code += &format!("pub static {}: Judge = Judge {{ {judge}, network: {network} }};\n", name.to_uppercase());
    }
    code += &format!("pub static HEADING_WORDS: Words = {};\n", words(&read("heading-words.txt")));
    std::fs::write(out.join("weights.rs"), code).expect("OUT_DIR can be written to");
}

fn number(text: &str) -> f32 {
    let number = text.parse().unwrap_or_else(|e| panic!("the weight {text:?}: {e}"));
    assert!(f32::is_finite(number), "the weight {text:?} is no number");
    number
}

/// The base, then a tree a line: nodes between semicolons, `number threshold low high` or an answer.
fn trees(text: &str) -> String {
    let mut lines = text.lines();
    let base = number(lines.next().expect("weights begin with their base"));
    let (mut sizes, mut nodes) = (Vec::new(), String::new());
    for line in lines {
        let tree: Vec<Vec<&str>> = line.split(';').map(|node| node.split(' ').collect()).collect();
        for (at, node) in tree.iter().enumerate() {
            let (asked, value, low, high) = match node.as_slice() {
                [value] => ("0", value, "0", "0"),
                [asked, value, low, high] => (*asked, value, *low, *high),
                other => panic!("{other:?} is no node of a tree"),
            };
            let behind = |child: &str| child.parse().is_ok_and(|child| (at + 1..tree.len()).contains(&child));
            assert!(node.len() == 1 || behind(low) && behind(high), "children stand behind their parent: {line}");
            let value = number(value);
            nodes += &format!("Node {{ number: {asked}, low: {low}, high: {high}, value: {value:?} }}, ");
        }
        sizes.push(tree.len());
    }
    format!("base: {base:?}, sizes: &{sizes:?}, nodes: &[{nodes}]")
}

/// The base, the centres and the spreads of the numbers, then a neuron a line: what it gives, its bias, its weights.
fn network(text: &str) -> String {
    let lines: Vec<Vec<f32>> = text.lines().map(|line| line.split(' ').map(number).collect()).collect();
    let [base, centre, spread, neurons @ ..] = lines.as_slice() else {
        panic!("a network has three lines and neurons")
    };
    let neuron = |line: &Vec<f32>| match line.as_slice() {
        [gives, bias, weights @ ..] => format!("Neuron {{ gives: {gives:?}, bias: {bias:?}, weights: &{weights:?} }}"),
        other => panic!("{other:?} is no neuron"),
    };
    let neurons = neurons.iter().map(neuron).collect::<Vec<_>>().join(", ");
    format!("Network {{ base: {:?}, centre: &{centre:?}, spread: &{spread:?}, neurons: &[{neurons}] }}", base[0])
}

/// The base, then a term and its weight a line.
fn words(text: &str) -> String {
    let mut lines = text.lines();
    let base = number(lines.next().expect("weights begin with their base"));
    let mut weights: Vec<(&str, f32)> =
        lines.filter_map(|line| line.split_once(' ')).map(|(term, weight)| (term, number(weight))).collect();
    weights.sort_by_key(|(term, _)| *term);
    format!("Words {{ base: {base:?}, weights: &{weights:?} }}")
}
