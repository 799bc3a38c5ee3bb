//! What the program carries with it, made ready when it is built, so that no run pays for it:
//!
//! - its own styles, from YAML, which people write, into JSON, which a program reads forty times as fast: reading them
//!   was most of the time that a short article took to become Markdown. That they are styles without mistakes is a
//!   test's to say (`style::load`);
//! - the grammars of code, cut down to ASCII: compiling expressions that know every letter of Unicode was more than half
//!   of the time that an article with a little code took to become a PDF;
//! - the weights of the plain-text front end's judges, as tables: reading 150 kB of numbers was a third of the time that a
//!   short text took.
#![allow(
    clippy::disallowed_methods,
    reason = "a build script reads files and is told by the environment where to write"
)]

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use syntect::parsing::syntax_definition::Pattern;
use syntect::parsing::{Regex, SyntaxSet, SyntaxSetBuilder};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=styles");
    println!("cargo:rerun-if-changed={WEIGHTS}");
    let out = std::env::var_os("OUT_DIR").expect("cargo says where to write");
    styles(Path::new(&out));
    grammars(Path::new(&out));
    weights(Path::new(&out));
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

/// The grammars of two-face, cut down to ASCII, as syntect reads them: grammars.bin in the folder `out`, and grammars.rs,
/// which has for each of [`APART`] its names and its grammars.
fn grammars(out: &Path) {
    let all = two_face::syntax::extra_newlines();
    let mut narrow = SyntaxSetBuilder::new();
    // Their contexts point at each other by number: the order stays.
    for grammar in all.clone().into_builder().syntaxes() {
        let mut grammar = grammar.clone();
        let patterns = grammar.contexts.values_mut().flat_map(|context| &mut context.patterns);
        for pattern in patterns {
            if let Pattern::Match(matching) = pattern {
                matching.regex = Regex::new(in_ascii(matching.regex.regex_str()));
            }
        }
        narrow.add(grammar);
    }
    let write = |set: &SyntaxSet, name: &str| {
        syntect::dumps::dump_to_uncompressed_file(set, out.join(name)).expect("OUT_DIR can be written to");
    };
    let grammars: Vec<Value> =
        narrow.syntaxes().iter().map(|g| serde_json::to_value(g).expect("a grammar is data")).collect();
    write(&narrow.build(), "grammars.bin");
    let place = |token: &str| {
        let found = all.find_syntax_by_token(token)?;
        all.syntaxes().iter().position(|grammar| grammar.name == found.name)
    };
    let names = all.syntaxes().iter().flat_map(|g| g.file_extensions.iter().chain([&g.name]));
    let names: BTreeSet<String> = names.map(|name| name.to_lowercase()).collect();
    let mut table = String::new();
    for name in APART {
        let at = place(name).unwrap_or_else(|| panic!("two-face has no grammar named {name}"));
        write(&apart(&grammars, at), &format!("grammar-{at}.bin"));
        let own: Vec<&String> = names.iter().filter(|name| place(name) == Some(at)).collect();
        table += &format!("(&{own:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/grammar-{at}.bin\"))), ");
    }
    let table = format!("pub const APART: [(&[&str], &[u8]); {}] = [{table}];\n", APART.len());
    std::fs::write(out.join("grammars.rs"), table).expect("OUT_DIR can be written to");
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

/// Classes of characters, and what they hold of ASCII.
const CLASSES: &[(&str, &str)] = &[
    (r"\p{L}", "A-Za-z"),
    (r"\p{Lu}", "A-Z"),
    (r"\p{Ll}", "a-z"),
    (r"\p{N}", "0-9"),
    (r"\p{Nd}", "0-9"),
    (r"\p{Pc}", "_"),
    (r"\d", "0-9"),
    (r"\w", "0-9A-Z_a-z"),
    (r"\s", r"\t-\r "),
];

/// The same of what stands for all but a few characters, outside brackets.
const OTHERS: &[(&str, &str)] = &[
    (r"\S", r"[\x00-\x08\x0E-\x1F!-\x7F]"),
    (r"\W", r"[\x00-/:-@\[-\^`\{-\x7F]"),
    (r"\D", r"[\x00-/:-\x7F]"),
    (".", r"[\x00-\x09\x0B-\x7F]"),
];

/// An expression that finds in ASCII what this one finds. A class that reaches beyond ASCII becomes an automaton over bytes,
/// .1 to .5 ms for each; a grammar holds hundreds of them.
fn in_ascii(expression: &str) -> String {
    let mut narrow = String::with_capacity(expression.len());
    let mut rest = expression;
    // How the brackets that are open are to be closed.
    let mut open: Vec<&str> = Vec::new();
    let extended = expression.contains("(?x");
    let dot = !expression.contains("(?s") && !expression.contains("(?m"); // which in Oniguruma lets a dot match line ends
    while let Some(first) = rest.chars().next() {
        let within = |list: &'static [(&str, &str)]| list.iter().find(|(class, _)| rest.starts_with(class));
        let taken = if let Some((class, ranges)) = within(CLASSES) {
            narrow.push_str(&if open.is_empty() { format!("[{ranges}]") } else { (*ranges).to_owned() });
            class.len()
        } else if open.is_empty()
            && let Some((class, ranges)) = within(OTHERS)
            && (dot || *class != ".")
        {
            narrow.push_str(ranges);
            class.len()
        } else if open.is_empty() && extended && first == '#' {
            let comment = rest.find('\n').unwrap_or(rest.len());
            narrow.push_str(&rest[..comment]);
            comment
        } else if first == '[' {
            let negated = rest.starts_with("[^");
            let (begin, end) = if negated && open.is_empty() { (r"[\x00-\x7F&&[^", "]]") } else { ("[", "]") };
            narrow.push_str(begin);
            open.push(end);
            let taken = if negated && open.len() == 1 { 2 } else { 1 };
            // A bracket that would close an empty class stands for itself.
            if rest[taken..].starts_with(']') {
                narrow.push_str(r"\]");
                taken + 1
            } else {
                taken
            }
        } else if first == ']'
            && let Some(end) = open.pop()
        {
            narrow.push_str(end);
            1
        } else {
            // What a backslash protects is taken with it.
            let protected = if first == '\\' { rest[1..].chars().next().map_or(0, char::len_utf8) } else { 0 };
            narrow.push_str(&rest[..first.len_utf8() + protected]);
            first.len_utf8() + protected
        };
        rest = &rest[taken..];
    }
    narrow
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
