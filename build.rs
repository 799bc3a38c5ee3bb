//! Where the program stands in memory, and what it carries with it, made ready when it is built, so that no run pays for it:
//!
//! - its own styles, from YAML, which people write, into JSON, which a program reads forty times as fast: reading them
//!   was most of the time that a short article took to become Markdown. That they are styles without mistakes is a
//!   test's to say (`style::load`);
//! - the grammars of code, as bytes that are read in no time, their expressions cut down to ASCII, and said of each what
//!   a line must show for it to be compiled at all: that was half of the time of an article with a little code;
//! - the weights of the plain-text front end's judges, as tables: reading 150 kB of numbers was a third of the time that a
//!   short text took.
#![allow(
    clippy::disallowed_methods,
    reason = "a build script reads files and is told by the environment where to write"
)]

#[path = "src/highlight/expressions.rs"]
mod expressions;
#[path = "src/highlight/grammar.rs"]
mod grammar;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use expressions::{TELLING, in_ascii, needs, unfolded};
use grammar::{Grammar, Pattern, Place, Rule, Scopes, Then};
use serde_json::Value;
use syntect::parsing::syntax_definition::{self, Context, ContextId, ContextReference, MatchOperation, MatchPattern};
use syntect::parsing::{ClearAmount, Scope};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=styles");
    println!("cargo:rerun-if-changed={WEIGHTS}");
    println!("cargo:rerun-if-changed={ORDER}");
    fixed();
    let out = std::env::var_os("OUT_DIR").expect("cargo says where to write");
    styles(Path::new(&out));
    grammars(Path::new(&out));
    weights(Path::new(&out));
    ordered(Path::new(&out));
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

/// The functions that articles run through, a line each as the linker names them; `make order` writes it.
const ORDER: &str = "benches/order.txt";
/// A large page of the processors that most people have, in bytes.
const LARGE: usize = 2 << 20;

/// Has these functions lie side by side in the released program. It has 21 megabytes of code, an article runs through one to
/// four of them here and there, and the system brings code into memory by pieces of 64 kilobytes: a fifth of the time that
/// a short article takes to become Markdown went by waiting for 80 pieces where 20 hold it all. A name that no longer is
/// does no harm: a function with a new one lies where it would have anyway. They begin where a large page may, for Linux
/// from 6.18 on brings in as much at once as lies in memory in one piece (`make build` copies the program accordingly).
fn ordered(out: &Path) {
    if std::env::var("PROFILE").is_ok_and(|profile| profile != "release") {
        return;
    }
    let order = std::fs::read_to_string(ORDER).expect("the order lies beside the benches");
    // Every function has a section of its own, what is thought cold (to grow a vector!) under unlikely. What moved between
    // parts of the program has a number behind its name.
    let names = order.lines().filter(|line| !line.starts_with('#'));
    let places =
        |name| [".text.", ".text.unlikely."].map(|place| format!("{place}{name} {place}{name}.llvm.*")).join(" ");
    let sections: String = names.map(|name| format!("*({})\n", places(name))).collect();
    let script = out.join("order.ld");
    std::fs::write(
        &script,
        format!("SECTIONS {{ .text.article : ALIGN({LARGE}) {{\n{sections}}} }} INSERT BEFORE .text;\n"),
    )
    .expect("OUT_DIR can be written to");
    // The last is one that only LLVM's linker knows: others take minutes over such a script, or have none.
    let arguments = [
        format!("-Wl,-T,{}", script.display()),
        format!("-Wl,-z,max-page-size={LARGE}"),
        "-Wl,--no-warn-symbol-ordering".into(),
    ];
    if links(&arguments, out) {
        for argument in arguments {
            println!("cargo:rustc-link-arg-bin=convert={argument}");
        }
    }
}

/// Whether the linker that will be used takes these arguments: it is given a program that does nothing.
fn links(arguments: &[String], out: &Path) -> bool {
    let probe = out.join("probe.rs");
    std::fs::write(&probe, "fn main() {}").expect("OUT_DIR can be written to");
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let mut rustc = std::process::Command::new(variable("RUSTC"));
    rustc.arg(&probe).arg("-o").arg(out.join("probe")).args(["--target", &variable("TARGET")]);
    rustc.args(variable("CARGO_ENCODED_RUSTFLAGS").split('\u{1f}').filter(|flag| !flag.is_empty()));
    if let Some(linker) = std::env::var_os("RUSTC_LINKER") {
        let mut named = std::ffi::OsString::from("linker=");
        named.push(linker);
        rustc.arg("-C").arg(named);
    }
    rustc.args(arguments.iter().flat_map(|argument| ["-C".to_owned(), format!("link-arg={argument}")]));
    rustc.output().is_ok_and(|made| made.status.success())
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

/// The grammars of two-face as `src/highlight/grammars.rs` reads them: grammars.bin in the folder `out`, and
/// grammars.rs, which says where each ends in it and what languages are called.
fn grammars(out: &Path) {
    let all = two_face::syntax::extra_newlines();
    let number = |at: usize| u16::try_from(at).expect("there are some hundred grammars");
    let (mut bytes, mut ends) = (Vec::new(), Vec::new());
    let builder = all.clone().into_builder();
    // Contexts point at each other by number: in the order of their names, as syntect numbers them.
    let contexts: Vec<BTreeMap<&String, &Context>> =
        builder.syntaxes().iter().map(|grammar| grammar.contexts.iter().collect()).collect();
    let refers = |(grammar, context): &Place| {
        contexts[usize::from(*grammar)].values().nth(usize::from(*context)).is_some_and(|context| context.uses_backrefs)
    };
    for contexts in &contexts {
        let start = contexts.keys().position(|name| *name == "__start").expect("every grammar begins somewhere");
        let mut grammar = Grammar { start: number(start), ..Grammar::default() };
        for context in contexts.values() {
            let patterns = context.patterns.iter().filter_map(|pattern| match pattern {
                syntax_definition::Pattern::Match(matching) => {
                    grammar.rules.push(rule(matching, &refers));
                    Some(Pattern::Rule(number(grammar.rules.len() - 1)))
                }
                // What is not linked is in none of the grammars.
                syntax_definition::Pattern::Include(context) => Some(Pattern::Include(place(&context.id().ok()?))),
            });
            let patterns = patterns.collect();
            grammar.contexts.push(grammar::Context {
                meta: sorts(&context.meta_scope),
                content: sorts(&context.meta_content_scope),
                clears: context.clear_scopes.map(|clears| match clears {
                    ClearAmount::TopN(count) => number(count),
                    ClearAmount::All => u16::MAX,
                }),
                prototype: context.prototype.as_ref().map(place),
                refers: context.uses_backrefs,
                patterns,
            });
        }
        bytes.extend(postcard::to_allocvec(&grammar).expect("a grammar is data"));
        ends.push(bytes.len());
    }
    std::fs::write(out.join("grammars.bin"), bytes).expect("OUT_DIR can be written to");

    let names = all.syntaxes().iter().flat_map(|grammar| grammar.file_extensions.iter().chain([&grammar.name]));
    let names: BTreeSet<String> = names.map(|name| name.to_lowercase()).collect();
    let numbered = names.iter().filter_map(|name| {
        let found = all.find_syntax_by_token(name)?;
        Some((name, all.syntaxes().iter().position(|grammar| std::ptr::eq(grammar, found))?))
    });
    let named: Vec<(&String, usize)> = numbered.collect();
    let table = format!(
        "pub static ENDS: [usize; {}] = {ends:?};\nstatic NAMES: [(&str, u16); {}] = {named:?};\n",
        ends.len(),
        named.len()
    );
    std::fs::write(out.join("grammars.rs"), table).expect("OUT_DIR can be written to");
}

/// A rule as ours.
fn rule(matching: &MatchPattern, refers: &dyn Fn(&Place) -> bool) -> Rule {
    let places = |contexts: &[ContextReference]| {
        contexts
            .iter()
            .map(|context| place(&context.id().expect("two-face links its grammars")))
            .collect::<Vec<Place>>()
    };
    let then = match &matching.operation {
        MatchOperation::None => Then::Stay,
        MatchOperation::Pop => Then::Pop,
        MatchOperation::Push(contexts) => Then::Push(places(contexts)),
        MatchOperation::Set(contexts) => Then::Set(places(contexts)),
    };
    let with =
        matching.with_prototype.as_ref().map(|context| place(&context.id().expect("two-face links its grammars")));
    let groups = matching.captures.iter().flatten();
    let groups = groups.map(|(group, scopes)| (u16::try_from(*group).expect("groups are few"), sorts(scopes)));
    let groups: Vec<_> = groups.collect();
    let expression = unfolded(&in_ascii(matching.regex.regex_str()));
    Rule {
        needs: needs(&expression),
        expression,
        refers: matching.has_captures,
        scopes: sorts(&matching.scope),
        // A context that is set keeps the one of `with` that was given earlier, so that it may be any.
        keeps: !groups.is_empty() || then.opens().iter().chain(&with).any(refers) || matches!(then, Then::Set(_)),
        groups,
        then,
        with,
    }
}

/// Where a context is. Its numbers are told to serde alone.
fn place(context: &ContextId) -> Place {
    let value = serde_json::to_value(context).expect("a number is data");
    let number = |key: &str| value[key].as_u64().and_then(|number| u16::try_from(number).ok());
    number("syntax_index").zip(number("context_index")).expect("a context has two numbers")
}

/// The sorts that scopes tell.
fn sorts(scopes: &[Scope]) -> Scopes {
    let sort = |scope: &Scope| {
        TELLING.iter().find(|(prefix, _)| Scope::new(prefix).is_ok_and(|prefix| prefix.is_prefix_of(*scope)))
    };
    scopes.iter().map(|scope| sort(scope).map(|(_, sort)| *sort)).collect()
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
