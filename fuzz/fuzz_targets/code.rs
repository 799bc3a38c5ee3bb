//! Any text as code in any of the languages that articles show: it must be read to its end, and every byte must get a
//! sort.
#![no_main]

use libfuzzer_sys::fuzz_target;
use offprint::highlight::highlight;

const LANGUAGES: &str = "\
    rust python js ts tsx json html css scss sql bash c c++ c# java go ruby php yaml xml diff toml ini \
    kotlin swift lua r makefile dockerfile graphql perl haskell elixir dart viml latex markdown clojure \
    scala erlang ocaml lisp groovy d matlab objective-c pascal powershell julia nim zig elm vue svelte jsx \
    asp actionscript";

fuzz_target!(|input: (u8, &str)| {
    let (language, code) = input;
    let languages: Vec<&str> = LANGUAGES.split(' ').collect();
    let language = languages[usize::from(language) % languages.len()];
    let Some(lines) = highlight(code, language) else { return };
    assert_eq!(lines.len(), code.split('\n').count());
    for (line, sorts) in code.split('\n').zip(lines) {
        assert_eq!(sorts.iter().map(|(range, _)| line[range.clone()].len()).sum::<usize>(), line.len());
    }
});
