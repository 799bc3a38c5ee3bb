//! Macros of MDN's pages, `{{domxref("Document.cookie")}}`: most are a name in code, some a word, the rest live examples
//! and tables that the site computes.

use super::calls::{self, Call, Signs};
use crate::front::markdown::page::{Edit, Page};

/// Macros that show a name in code.
const CODE: &[&str] = &[
    "cssxref", "domxref", "jsxref", "htmlelement", "svgelement", "svgattr", "mathmlelement", "httpheader",
    "httpmethod", "httpstatus", "htmlattrxref", "webextapiref", "event", "csp", "rfc", "http",
];
/// Macros that show their last argument as text.
const WORD: &[&str] = &["glossary", "interwiki", "linkitem", "anch"];
/// Macros that the site computes.
const COMPUTED: &[&str] = &[
    "compat",
    "specifications",
    "embedlivesample",
    "embedghlivesample",
    "embedinteractiveexample",
    "interactiveexample",
    "seecompattable",
    "deprecated_header",
    "deprecated_inline",
    "experimental_inline",
    "optional_inline",
    "readonlyinline",
    "non-standard_header",
    "non-standard_inline",
    "securecontext_header",
    "securecontext_inline",
    "availableinworkers",
    "defaultapisidebar",
    "htmlsidebar",
    "cssref",
    "jsref",
    "apiref",
    "learnsidebar",
    "previousnext",
    "previousmenunext",
    "previousmenu",
    "nextmenu",
    "cssinfo",
    "cssformal",
    "csssyntax",
    "jssidebar",
    "httpsidebar",
    "embedyoutube",
    "inheritancediagram",
    "baseline",
    "quicklinkswithsubpages",
    "listsubpages",
    "subpageswithsummaries",
];

/// Reads the macros with known names.
pub(super) fn read(page: &Page) -> Vec<Edit> {
    calls::find(page).iter().filter(|call| call.signs == Signs::Braces).filter_map(edit).collect()
}

fn edit(call: &Call) -> Option<Edit> {
    let name = call.name.to_ascii_lowercase();
    let is = |names: &[&str]| names.contains(&name.as_str());
    let range = call.range.clone();
    let (first, second) = (call.positional(0), call.positional(1));
    match first {
        Some(first) if is(CODE) => {
            let shown = second.filter(|words| !words.is_empty()).unwrap_or(first);
            let shown =
                if name.ends_with("element") && second.is_none() { format!("<{shown}>") } else { shown.to_string() };
            Some(Edit::new(range, if shown.contains('`') { shown } else { format!("`{shown}`") }))
        }
        Some(first) if is(WORD) => Some(Edit::new(range, second.filter(|words| !words.is_empty()).unwrap_or(first))),
        _ if is(COMPUTED) => Some(Edit::leave_out(range, format!("the macro {}", call.name))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn macros_keep_their_words() {
        for (source, expected) in [
            ("{{HTMLElement(\"cite\")}} and {{domxref(\"Document.cookie\", \"cookie\")}}", "`<cite>` and `cookie`"),
            ("the {{Glossary(\"user agent\")}}, {{glossary('a', 'b')}}", "the user agent, b"),
            ("{{Compat}}{{EmbedLiveSample(\"x\", 1)}}", ""),
            ("{{unknown(\"x\")}} `{{Compat}}`", "{{unknown(\"x\")}} `{{Compat}}`"),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
    }
}
