//! Code: blocks out of every highlighter's mark-up, without line numbers, buttons and headers.
//!
//! Highlighters agree on nothing: a table with a gutter, an element a line, numbers in the line, `<br>` for line ends,
//! or plain text. Three things are common to them: numbers are in elements with a class that names them, a line's
//! element is a block or is named a line, and the language is a class or attribute nearby.

use super::code_languages::{self, language};
use crate::doc::Code;
use crate::front::html::dom::{Dom, Id};
use crate::front::html::removals::Removals;

/// True if the element is a block of code, even without a name for it.
pub(crate) fn is_block(dom: &Dom, id: Id) -> bool {
    match dom.tag(id) {
        "pre" | "listing" | "xmp" | "plaintext" => true,
        "code" => is_multiline_code(dom, id),
        "div" if style(dom, id).contains("--en-codeblock:true") => true,
        "div" | "table" | "figure" | "section" => is_wrapper(dom, id),
        _ => is_editor(dom, id),
    }
}

/// An inline `<code>` with line breaks and no text around it is a block.
fn is_multiline_code(dom: &Dom, id: Id) -> bool {
    let Some(parent) = dom.parent(id) else { return false };
    if matches!(dom.tag(parent), "pre" | "span" | "code" | "a") || dom.closest(id, "pre").is_some() {
        return false;
    }
    let among_blocks = !matches!(dom.tag(parent), "p" | "li" | "td" | "dd" | "h1" | "h2" | "h3" | "h4");
    if among_blocks
        && dom.has_any_class(
            id,
            &["block", "code-block", "hljs", "sourceCode", "prettyprint", "whitespace-pre", "!whitespace-pre"],
        )
    {
        return true;
    }
    dom.only_child(parent) == Some(id)
        && (dom.descendants(id).any(|d| dom.tag(d) == "br" || dom.tag(d) == "div")
            || style(dom, id).contains("white-space:pre") && dom.text_of(id).trim().contains('\n'))
}

/// Editors in the page: CodeMirror, Monaco, Ace.
fn is_editor(dom: &Dom, id: Id) -> bool {
    dom.has_any_class(id, &["CodeMirror-code", "cm-content", "view-lines", "ace_text-layer"])
        || matches!(dom.tag(id), "code-block" | "code-snippet" | "x-code") && dom.has_words(id)
}

/// Boxes that highlighters put around one block of code, header and buttons inside.
fn is_wrapper(dom: &Dom, id: Id) -> bool {
    const NAMES: &[&str] = &[
        "highlight",
        "codehilite",
        "code-block",
        "codeblock",
        "code-wrapper",
        "code-snippet",
        "code-example",
        "code-toolbar",
        "syntaxhighlighter",
        "crayon-syntax",
        "highlighter-rouge",
        "prism-code",
        "shj-lang",
        "enlighter",
        "enlighter-default",
        "wp-block-code",
        "code-container",
        "highlighttable",
        "rouge-table",
        "code__block",
        "expressive-code",
        "remark-code",
        "rehype-pretty-code-fragment",
        "dp-highlighter",
        "code_block",
        "wp_syntax",
        "geshi",
    ];
    let named = dom.classes(id).any(|c| NAMES.contains(&c.to_ascii_lowercase().as_str()))
        || dom.tag(id) == "table" && dom.descendants(id).any(|d| dom.tag(d) == "td" && dom.has_class(d, "gutter"))
        || is_fragment(dom, id)
        || dom.attr(id, "data-rehype-pretty-code-figure").is_some()
        || dom.attr(id, "data-rehype-pretty-code-fragment").is_some();
    if is_editor(dom, id) {
        return true;
    }
    if !named && !is_labelled(dom, id) {
        return false;
    }
    let codes = main_codes(dom, id);
    match codes.len() {
        0 => dom.tag(id) == "table" || has_line_elements(dom, id) || is_bare_code(dom, id),
        1 => !has_other_prose(dom, id, codes[0]),
        // Words of the code are `<code>`, in an element for each line.
        _ if dom.tag(codes[0]) == "code" && has_line_elements(dom, id) => {
            codes.iter().all(|code| dom.parent(*code).is_some_and(|line| is_line(dom, line)))
        }
        // The gutter is a `<pre>` by itself.
        _ => dom.find(id, "td").is_some() && codes.len() == 2,
    }
}

/// Doxygen's box of lines; other programs use its name for anything.
fn is_fragment(dom: &Dom, id: Id) -> bool {
    dom.has_class(id, "fragment") && dom.elements(id).all(|line| dom.has_class(line, "line"))
}

/// A box of one block of code and a line with only the name of its language, and buttons.
fn is_labelled(dom: &Dom, id: Id) -> bool {
    let Some(pre) = dom.descendants(id).take(HEADER).find(|d| dom.tag(*d) == "pre") else { return false };
    let outside = dom.descendants_but(id, |d| d == pre || matches!(dom.tag(d), "button" | "svg"));
    let words: Vec<&str> = outside.filter_map(|d| dom.text(d)).flat_map(str::split_whitespace).take(2).collect();
    let [label] = words[..] else { return false };
    let body = dom.find(pre, "code").unwrap_or(pre);
    code_languages::known(label).is_some_and(|named| language(dom, pre, body) == Some(named))
}

/// Most nodes of a header over code.
const HEADER: usize = 24;

/// `<div class=code-block data-lang=http>` with only text in it.
fn is_bare_code(dom: &Dom, id: Id) -> bool {
    let language = dom.attr(id, "data-lang").or(dom.attr(id, "data-language")).is_some();
    let plain = dom.descendants(id).all(|d| matches!(dom.tag(d), "" | "span" | "br" | "a" | "b" | "i"));
    plain && (language || dom.text_of(id).trim().contains('\n')) && dom.has_words(id)
}

fn main_codes(dom: &Dom, id: Id) -> Vec<Id> {
    let pres: Vec<Id> = dom.descendants(id).filter(|d| dom.tag(*d) == "pre").collect();
    if !pres.is_empty() {
        return pres;
    }
    dom.descendants(id).filter(|d| dom.tag(*d) == "code").collect()
}

fn has_line_elements(dom: &Dom, id: Id) -> bool {
    dom.descendants(id).filter(|d| is_line(dom, *d)).take(2).count() == 2
}

/// True if the wrapper holds prose outside the code: more than a caption or a button's label.
fn has_other_prose(dom: &Dom, wrapper: Id, code: Id) -> bool {
    dom.descendants(wrapper)
        .filter(|d| matches!(dom.tag(*d), "p" | "h1" | "h2" | "h3" | "h4" | "ul" | "blockquote" | "figcaption"))
        .any(|d| !dom.within(d, code) && !dom.within(code, d) && dom.words_of(d).len() > 40)
}

/// The code block at an element, if it is one.
pub(crate) fn code_at(dom: &Dom, id: Id, removed: &Removals) -> Option<Code> {
    if !is_block(dom, id) || is_prose_pre(dom, id) {
        return None;
    }
    let reader = Reader { dom, removed };
    let body = reader.body(id);
    let mut text = String::new();
    reader.lines(body, &mut text);
    let text = strip_numbers(&clean(&text));
    if text.trim().is_empty() {
        return None;
    }
    Some(Code { language: language(dom, id, body), lang: None, text, caption: Vec::new() })
}

/// The element with the name of the file that the code of a wrapper is.
pub(crate) fn title_at(dom: &Dom, id: Id) -> Option<Id> {
    const NAMES: &[&str] = &["filename", "code-title", "code-block-title", "codeBlockTitle", "remark-code-title"];
    let is_title = |d: Id| {
        dom.has_any_class(d, NAMES)
            || dom.attr(d, "data-rehype-pretty-code-title").is_some()
            || dom.has_class(d, "title") && dom.parent(d).is_some_and(|parent| dom.tag(parent) == "figcaption")
    };
    let title =
        dom.descendants_but(id, |d| matches!(dom.tag(d), "pre" | "code")).take(HEADER).find(|d| is_title(*d))?;
    let words = dom.words_of(title);
    // The name of a language says the same as the colours of the code.
    let is_language = !words.contains(['.', '/', ' ']) && code_languages::known(&words).is_some();
    ((1..=LONGEST_TITLE).contains(&words.chars().count()) && !is_language).then_some(title)
}

/// Most characters of the title of a code block.
const LONGEST_TITLE: usize = 100;

/// `<pre>` around pictures or tables is only a wrapper.
fn is_prose_pre(dom: &Dom, id: Id) -> bool {
    dom.tag(id) == "pre"
        && dom
            .descendants(id)
            .any(|d| matches!(dom.tag(d), "img" | "picture" | "p" | "figure" | "iframe" | "h2" | "h3"))
        && !dom.descendants(id).any(|d| dom.tag(d) == "code")
}

/// Inline code's text, white space folded except inside.
pub(crate) fn inline_text(dom: &Dom, id: Id, removed: &Removals) -> String {
    let mut text = String::new();
    Reader { dom, removed }.lines(id, &mut text);
    let text = text.replace(['\n', '\t', '\r'], " ");
    crate::front::html::dom::fold(&text).chars().filter(|c| !c.is_control() && *c != '\u{feff}').collect()
}

struct Reader<'a> {
    dom: &'a Dom,
    removed: &'a Removals,
}

impl Reader<'_> {
    /// The element that holds only the code: not the gutter, the header, the toolbar.
    fn body(&self, id: Id) -> Id {
        let dom = self.dom;
        if dom.tag(id) == "code" {
            return id;
        }
        if dom.tag(id) == "pre" || is_editor(dom, id) {
            if let Some(inner) = dom.descendants(id).find(|d| is_editor(dom, *d)) {
                return inner;
            }
            let codes: Vec<Id> = dom.descendants(id).filter(|d| dom.tag(*d) == "code").take(3).collect();
            if let [code] = codes[..]
                && dom.find(id, "tr").is_none_or(|row| !dom.within(code, row))
                && !self.has_text_beside(id, code)
            {
                return code;
            }
            return id;
        }
        let cell = dom.descendants(id).filter(|d| dom.tag(*d) == "td").find(|d| {
            dom.has_any_class(*d, &["code", "rouge-code", "blob-code", "de1", "crayon-code"]) && !self.is_numbers(*d)
        });
        if let Some(cell) = cell
            && dom.descendants(id).filter(|d| dom.tag(*d) == "tr").take(2).count() < 2
        {
            return dom.find(cell, "pre").map_or(cell, |pre| self.body(pre));
        }
        let pres: Vec<Id> = dom.descendants(id).filter(|d| dom.tag(*d) == "pre").collect();
        let longest = pres.iter().copied().filter(|p| !self.is_numbers(*p)).max_by_key(|p| dom.text_of(*p).len());
        if let Some(pre) = longest {
            return self.body(pre);
        }
        dom.find(id, "code").unwrap_or(id)
    }

    /// True if a listing has text outside its only `<code>`, and not just the name of its language or a word of a button:
    /// then that marks a part of the code.
    fn has_text_beside(&self, listing: Id, code: Id) -> bool {
        const LABEL: usize = 2;
        let dom = self.dom;
        let is_left = |id: Id| {
            id == code
                || matches!(dom.tag(id), "button" | "script" | "style" | "svg" | "select" | "template")
                || dom.is_element(id) && (self.is_numbers(id) || self.is_furniture(id))
        };
        let texts = dom.descendants_but(listing, is_left).filter_map(|id| dom.text(id));
        let words: usize = texts.map(|text| text.split_whitespace().count()).sum();
        let is_marked =
            dom.parent(code).is_some_and(|parent| matches!(dom.tag(parent), "em" | "i" | "b" | "strong" | "var"));
        words > if is_marked { 0 } else { LABEL }
    }

    /// The text with line ends where elements make them.
    fn lines(&self, id: Id, out: &mut String) {
        let dom = self.dom;
        for child in dom.children(id) {
            if self.removed.has(child) && !dom.tag(child).is_empty() && !is_line(dom, child) {
                continue;
            }
            if let Some(text) = dom.text(child) {
                out.push_str(text);
                continue;
            }
            match dom.tag(child) {
                // Hexo sets a break after each line's element.
                "br" if dom.prev(child).is_some_and(|before| is_line(dom, before)) => {}
                "br" => out.push('\n'),
                "wbr" => out.push('\u{200b}'),
                "button" | "script" | "style" | "svg" | "textarea" | "template" | "select" => {}
                _ if self.is_numbers(child) || self.is_furniture(child) => {}
                _ if is_line(dom, child) => {
                    start_line(out);
                    let start = out.len();
                    self.lines(child, out);
                    // A line's own text has no line end, or one; an empty line is one too.
                    let ends = out[start..].ends_with('\n');
                    if !ends {
                        out.push('\n');
                    }
                    self.swallow_break(child, out);
                }
                "td" | "th" => self.lines(child, out),
                _ => self.lines(child, out),
            }
        }
    }

    /// Line elements that are already separated by line ends must not add a second one.
    fn swallow_break(&self, line: Id, out: &mut String) {
        let next = self.dom.next(line).and_then(|n| self.dom.text(n));
        if next.is_some_and(|t| t.starts_with('\n')) && out.ends_with('\n') {
            out.pop();
        }
    }

    /// Line numbers and gutters.
    fn is_numbers(&self, id: Id) -> bool {
        let dom = self.dom;
        const NAMES: &[&str] = &[
            "lineno",
            "linenos",
            "linenodiv",
            "lnt",
            "ln",
            "line-number",
            "line-numbers",
            "linenumber",
            "linenumbers",
            "gutter",
            "line-numbers-rows",
            "hljs-ln-numbers",
            "rouge-gutter",
            "react-syntax-highlighter-line-number",
            "gl",
            "CodeMirror-gutter",
            "CodeMirror-gutters",
            "CodeMirror-linenumber",
            "cm-gutters",
            "cm-lineNumbers",
            "blob-num",
            "crayon-nums",
            "line_number",
            "lineNumber",
            "lineNumbers",
            "code-line-number",
            "margin-view-overlays",
            "td-ln",
            "line-num",
            "codelinenumber",
            "linenums-num",
            "nums",
            "ec-gutter",
            "ace_gutter",
            "lines",
        ];
        let digits = || {
            let text = dom.text_of(id);
            text.chars().any(|c| c.is_ascii_digit())
                && text
                    .chars()
                    .all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ':' | '|' | '\u{a0}'))
        };
        let named = dom.has_any_class(id, NAMES);
        let unselectable = || {
            let style = style(dom, id);
            style.contains("user-select:none")
                || dom.attr(id, "unselectable").is_some()
                || dom.has_class(id, "select-none")
        };
        // Chroma marks the line's number with `ln` and the line itself with `line`. A plain `number` means nothing
        // here, because Prism and rustdoc use that class for numbers in the code itself.
        (named && digits())
            || dom.has_any_class(
                id,
                &["gutter", "line-numbers-rows", "CodeMirror-gutter-wrapper", "ec-gutter", "cm-gutters", "linenodiv"],
            )
            || unselectable() && (digits() || dom.words_of(id).is_empty())
            || dom.attr(id, "data-line-number").is_some() && digits() && matches!(dom.tag(id), "td" | "span" | "a")
            || named && dom.words_of(id).is_empty()
            || matches!(dom.tag(id), "span" | "div" | "td") && digits() && self.counts_rows(id)
    }

    /// True if an element opens one of several rows with first elements that count up by one.
    fn counts_rows(&self, id: Id) -> bool {
        let dom = self.dom;
        let number = |id: Id| dom.words_of(id).parse::<u32>().ok();
        let Some(row) = dom.parent(id).filter(|row| dom.elements(*row).next() == Some(id)) else { return false };
        let Some(own) = number(id).filter(|_| dom.elements(row).nth(1).is_some()) else { return false };
        let first = |row: Option<Id>| row.and_then(|row| dom.elements(row).next()).and_then(number);
        let (before, after) = (first(dom.prev_element(row)), first(dom.next_element(row)));
        before.is_some_and(|before| before + 1 == own) || own == 1 && after == Some(2)
    }

    /// Labels and buttons around the code.
    fn is_furniture(&self, id: Id) -> bool {
        let dom = self.dom;
        const NAMES: &[&str] = &[
            "copy",
            "copy-button",
            "copy-btn",
            "copybtn",
            "code-copy",
            "toolbar",
            "code-header",
            "code-block-header",
            "clipboard-copy",
            "code-title",
            "code-lang",
            "hljs-copy-button",
            "btn-clipboard",
            "zeroclipboard-container",
            "code-block__copy",
            "crayon-toolbar",
            "code-info",
            "sr-only",
            "hover-info",
            "visually-hidden",
            "tooltip",
            "copyBtn",
            "cm-announced",
            "cm-cursorLayer",
            "cm-selectionLayer",
            "headerlink",
            "copy-to-clipboard-button",
        ];
        dom.has_any_class(id, NAMES) || dom.attr(id, "role") == Some("button")
    }
}

/// True if an element is one line of code.
fn is_line(dom: &Dom, id: Id) -> bool {
    match dom.tag(id) {
        "div" | "p" | "li" | "tr" => true,
        "pre" => dom.has_class(id, "CodeMirror-line"),
        "span" | "code" => {
            dom.has_any_class(
                id,
                &[
                    "line", "code-line", "token-line", "view-line", "cl-line", "CodeMirror-line", "crayon-line",
                    "code-block-line", "hljs-line",
                ],
            ) || dom.attr(id, "data-line").is_some()
                || style(dom, id).contains("display:block")
                || style(dom, id).contains("display:flex")
                || is_one_of_sibling_codes(dom, id)
        }
        _ => false,
    }
}

/// `<pre><code>line</code><code>line</code></pre>`: several codes with nothing between them are lines.
fn is_one_of_sibling_codes(dom: &Dom, id: Id) -> bool {
    let are_lines = |listing: Id| {
        dom.tag(listing) == "pre"
            && dom.elements(listing).filter(|c| dom.tag(*c) == "code").take(2).count() == 2
            && dom.children(listing).filter_map(|child| dom.text(child)).all(|text| text.trim().is_empty())
    };
    dom.tag(id) == "code" && dom.parent(id).is_some_and(are_lines)
}

fn start_line(out: &mut String) {
    if out.trim_end_matches([' ', '\t']).is_empty() {
        return;
    }
    if !out.trim_end_matches([' ', '\t']).ends_with('\n') {
        out.push('\n');
    }
}

fn style(dom: &Dom, id: Id) -> String {
    dom.attr(id, "style").unwrap_or("").to_ascii_lowercase().replace(' ', "")
}

/// No-break spaces used as indents become spaces, line ends become `\n`, empty lines at both ends are removed.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\u{a0}', " ");
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{200b}' | '\u{feff}') && (!c.is_control() || matches!(c, '\n' | '\t')))
        .collect();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let first = lines.iter().position(|l| !l.is_empty()).unwrap_or(lines.len());
    let last = lines.iter().rposition(|l| !l.is_empty()).map_or(first, |i| i + 1);
    let indent = common_indent(&lines[first..last]);
    let kept: Vec<&str> = lines[first..last].iter().map(|l| l.get(indent..).unwrap_or("")).collect();
    kept.join("\n")
}

/// The number of spaces that all lines begin with, when the block was indented with the page's source.
fn common_indent(lines: &[&str]) -> usize {
    let indent = |l: &str| l.bytes().take_while(|b| *b == b' ').count();
    lines.iter().filter(|l| !l.is_empty()).map(|l| indent(l)).min().unwrap_or(0)
}

/// Strips line numbers that are part of the text: every line begins with its number.
fn strip_numbers(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    if lines.len() < 3 {
        return text.into();
    }
    let split = |line: &&str| -> Option<(usize, usize)> {
        let body = line.trim_start_matches(' ');
        let digits = body.bytes().take_while(u8::is_ascii_digit).count();
        let number = body.get(..digits)?.parse().ok()?;
        Some((number, line.len() - body.len() + digits))
    };
    let starts: Vec<(usize, usize)> = lines.iter().map_while(split).collect();
    let consecutive = starts.len() == lines.len() && starts.windows(2).all(|w| w[1].0 == w[0].0 + 1);
    // Followed by a letter directly, as numbers of gutters are; a number in a list has a full stop.
    let glued = lines.iter().zip(&starts).all(|(l, s)| !l[s.1..].starts_with(['.', ')', ',']));
    if !consecutive || !glued || starts.first().is_none_or(|s| s.0 != 1) {
        return text.into();
    }
    let kept: Vec<&str> = lines.iter().zip(&starts).map(|(l, s)| &l[s.1..]).collect();
    kept.join("\n")
}
