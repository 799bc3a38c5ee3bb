//! Makes `grammars.bin` and `names.rs` from the grammars of two-face, and checks that the committed files are fresh.
//!
//! `make generate` rewrites them, which is needed after an update of two-face or syntect and after a change of
//! [`super::expressions`] or [`super::grammar`]. The program reads the bytes in no time; reading syntect's own dump was
//! half of the time that a short article with a little code took.
#![allow(clippy::disallowed_methods, reason = "it reads and writes files of the repository")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use syntect::parsing::syntax_definition::{self, Context, ContextId, ContextReference, MatchOperation, MatchPattern};
use syntect::parsing::{ClearAmount, Scope};

use super::expressions::{TELLING, in_ascii, needs, unfolded};
use super::grammar::{Context as OurContext, Grammar, Pattern, Place, Rule, Scopes, Then};

#[test]
fn generated_grammars_are_fresh() {
    let (bytes, names) = grammars();
    for (file, made) in [("grammars.bin", bytes.as_slice()), ("names.rs", names.as_bytes())] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/highlight").join(file);
        if std::env::var_os("GENERATE").is_some() {
            std::fs::write(&path, made).unwrap();
        }
        assert!(std::fs::read(&path).unwrap() == made, "src/highlight/{file} is stale: run `make generate`");
    }
}

/// The grammars of two-face as bytes, one after the other, and the tables of `names.rs`.
fn grammars() -> (Vec<u8>, String) {
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
                // A name without a link is in none of the grammars.
                syntax_definition::Pattern::Include(context) => Some(Pattern::Include(place_of(&context.id().ok()?))),
            });
            let patterns = patterns.collect();
            grammar.contexts.push(OurContext {
                meta: sorts(&context.meta_scope),
                content: sorts(&context.meta_content_scope),
                clears: context.clear_scopes.map(|clears| match clears {
                    ClearAmount::TopN(count) => number(count),
                    ClearAmount::All => u16::MAX,
                }),
                prototype: context.prototype.as_ref().map(place_of),
                refers: context.uses_backrefs,
                patterns,
            });
        }
        bytes.extend(postcard::to_allocvec(&grammar).expect("a grammar is data"));
        ends.push(bytes.len());
    }
    let names = all.syntaxes().iter().flat_map(|grammar| grammar.file_extensions.iter().chain([&grammar.name]));
    let names: BTreeSet<String> = names.map(|name| name.to_lowercase()).collect();
    let numbered = names.iter().filter_map(|name| {
        let found = all.find_syntax_by_token(name)?;
        Some((name, all.syntaxes().iter().position(|grammar| std::ptr::eq(grammar, found))?))
    });
    let named: Vec<(&String, usize)> = numbered.collect();
    let table = format!(
        "//! The end of each grammar in `grammars.bin`, and the grammar of each language. `make generate` wrote this.\n\n\
         /// The end of each grammar, in bytes.\n\
         pub(super) static ENDS: [usize; {}] = {ends:?};\n\n\
         /// Names of languages in lower case, sorted, each with the number of its grammar.\n\
         pub(super) static NAMES: [(&str, u16); {}] = {named:?};\n",
        ends.len(),
        named.len(),
    );
    (bytes, table)
}

/// A rule in our form.
fn rule(matching: &MatchPattern, refers: &dyn Fn(&Place) -> bool) -> Rule {
    let places = |contexts: &[ContextReference]| {
        contexts
            .iter()
            .map(|context| place_of(&context.id().expect("two-face links its grammars")))
            .collect::<Vec<Place>>()
    };
    let then = match &matching.operation {
        MatchOperation::None => Then::Stay,
        MatchOperation::Pop => Then::Pop,
        MatchOperation::Push(contexts) => Then::Push(places(contexts)),
        MatchOperation::Set(contexts) => Then::Set(places(contexts)),
    };
    let with =
        matching.with_prototype.as_ref().map(|context| place_of(&context.id().expect("two-face links its grammars")));
    let groups = matching.captures.iter().flatten();
    let groups = groups.map(|(group, scopes)| (u16::try_from(*group).expect("groups are few"), sorts(scopes)));
    let groups: Vec<_> = groups.collect();
    let expression = unfolded(&in_ascii(matching.regex.regex_str()));
    Rule {
        needs: needs(&expression),
        expression,
        refers: matching.has_captures,
        scopes: sorts(&matching.scope),
        // A context that `set` opens keeps the context that an earlier `with` gave it, so any context may follow.
        keeps: !groups.is_empty() || then.opens().iter().chain(&with).any(refers) || matches!(then, Then::Set(_)),
        groups,
        then,
        with,
    }
}

/// The numbers of a context, which syntect exposes only to serde.
fn place_of(context: &ContextId) -> Place {
    let value = serde_json::to_value(context).expect("a number is data");
    let number = |key: &str| value[key].as_u64().and_then(|number| u16::try_from(number).ok());
    number("syntax_index").zip(number("context_index")).expect("a context has two numbers")
}

/// The sort of word for each scope.
fn sorts(scopes: &[Scope]) -> Scopes {
    let sort = |scope: &Scope| {
        TELLING.iter().find(|(prefix, _)| Scope::new(prefix).is_ok_and(|prefix| prefix.is_prefix_of(*scope)))
    };
    scopes.iter().map(|scope| sort(scope).map(|(_, sort)| *sort)).collect()
}
