//! The language of a block of code, by the class or attribute nearest to it.

use crate::front::html::dom::{Dom, Id};

/// The language, from the element that names it nearest: the code, the block, or two boxes around it.
pub(crate) fn language(dom: &Dom, id: Id, body: Id) -> Option<String> {
    let inner = dom.ancestors(body).take_while(|a| *a != id && dom.within(*a, id));
    let outer = dom.ancestors(id).take(3).filter(|a| {
        // The language of a box around several blocks holds for none of them alone.
        dom.descendants(*a).filter(|d| dom.tag(*d) == "pre" && !dom.within(*d, id)).take(2).count() <= 1
    });
    let around = std::iter::once(body).chain(inner).chain(std::iter::once(id)).chain(outer);
    let below = dom.elements(id).take(4);
    around.chain(below).find_map(|e| language_of(dom, e))
}

fn language_of(dom: &Dom, id: Id) -> Option<String> {
    for name in ["data-lang", "data-language", "data-code-language", "data-enlighter-language", "language"] {
        if let Some(found) = dom.value(id, name).and_then(known) {
            return Some(found);
        }
    }
    // WordPress and Typora name the language of code where HTML has that of words.
    let stated = || dom.value(id, "lang").filter(|lang| dom.tag(id) == "pre" && BARE.contains(lang));
    if let Some(found) = stated().and_then(known) {
        return Some(found);
    }
    let brush = dom.attr(id, "class").and_then(|c| c.split_once("brush:"));
    if let Some((_, rest)) = brush {
        return known(rest.trim().split([';', ' ']).next()?);
    }
    let prefixed = dom.classes(id).find_map(|class| {
        let lower = class.to_ascii_lowercase();
        let rest = [
            "language-", "lang-", "highlight-source-", "highlight-text-", "shj-lang-", "code-lang-", "brush-",
            "sourcecode-",
        ]
        .iter()
        .find_map(|p| lower.strip_prefix(p))?;
        known(rest)
    });
    // Sphinx: `highlight-python notranslate`; `highlight-default` is not a language.
    let sphinx = || {
        let named = dom.classes(id).find_map(|c| c.strip_prefix("highlight-")).filter(|l| BARE.contains(l));
        named.filter(|_| dom.elements(id).any(|c| dom.has_class(c, "highlight"))).and_then(known)
    };
    // Org: `src src-python`; notebooks: `highlight hl-ipython3`.
    let behind = |class: &'static str, prefix: &'static str| {
        dom.classes(id).find_map(|c| c.strip_prefix(prefix)).filter(|_| dom.has_class(id, class)).and_then(known)
    };
    let others = || behind("src", "src-").or_else(|| behind("highlight", "hl-"));
    if let Some(found) = prefixed.or_else(sphinx).or_else(others) {
        return Some(found);
    }
    let code_like = matches!(dom.tag(id), "pre" | "code")
        || dom.has_any_class(id, &["highlight", "hljs", "sourceCode", "syntaxhighlighter", "codehilite"]);
    if code_like {
        let bare = dom.classes(id).find(|c| BARE.contains(&c.to_ascii_lowercase().as_str()));
        let bare =
            bare.or_else(|| dom.classes(id).find_map(|c| c.strip_prefix("highlight-").filter(|l| BARE.contains(l))));
        return bare.and_then(known);
    }
    None
}

/// Names of languages that count even as bare classes of code.
const BARE: &[&str] = &[
    "abap", "actionscript", "ada", "applescript", "arduino", "asm", "awk", "bash", "basic", "batch", "c", "clojure",
    "cmake", "cobol", "coffeescript", "cpp", "c++", "csharp", "c#", "css", "cuda", "d", "dart", "delphi", "diff",
    "dockerfile", "elixir", "elm", "erlang", "fortran", "fsharp", "go", "golang", "gradle", "graphql", "groovy",
    "haskell", "hcl", "html", "http", "ini", "java", "javascript", "js", "json", "jsx", "julia", "kotlin", "latex",
    "lean", "lean4", "less", "lisp", "lua", "makefile", "markdown", "matlab", "mermaid", "nginx", "nim", "nix", "objc",
    "objective-c", "ocaml", "pascal", "perl", "php", "plsql", "powershell", "prolog", "protobuf", "py", "python",
    "python3", "r", "rb", "ruby", "rs", "rust", "sass", "scala", "scheme", "scss", "sh", "shell", "solidity", "sql",
    "svelte", "swift", "tcl", "terraform", "tex", "toml", "ts", "tsx", "typescript", "vb", "vbnet", "verilog", "vhdl",
    "vim", "vue", "wasm", "xml", "yaml", "yml", "zig", "zsh", "console", "terminal",
];

pub(super) fn known(name: &str) -> Option<String> {
    let name = name.trim().to_ascii_lowercase();
    let name = if matches!(name.as_str(), "ipython" | "ipython3") { "python".to_owned() } else { name };
    let shaped = !name.is_empty()
        && name.len() <= 24
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"+#-_.".contains(&b));
    let says_nothing = matches!(
        name.as_str(),
        "none"
            | "plaintext"
            | "plain"
            | "text"
            | "txt"
            | "nohighlight"
            | "no-highlight"
            | "auto"
            | "default"
            | "undefined"
            | "unknown"
            | "null"
            | "raw"
            | "generic"
            | "code"
    );
    let numberish = name.bytes().all(|b| b.is_ascii_digit());
    (shaped && !says_nothing && !numberish).then_some(name)
}
