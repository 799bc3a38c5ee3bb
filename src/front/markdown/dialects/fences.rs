//! The info string of a fence: `{.python #id caption="x"}`, `{r setup, echo=FALSE}`, `js {1,3} title="a.js"`, and
//! MyST's directives, which only look like code.

use super::asides;
use super::attributes;
use super::directives::{self, is_option, leave_options};
use super::templates::quoted;
use crate::front::markdown::page::{Edit, Fence, Page};

/// Directives with the language of code as their argument.
const CODE: &[&str] = &["code-block", "code", "code-cell", "sourcecode", "literalinclude"];
/// Directives that only the site's builder can compute.
const COMPUTED: &[&str] =
    &["toctree", "contents", "tableofcontents", "index", "bibliography", "only", "include", "dataview"];

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for fence in page.fences() {
        let Some(block) = Block::new(page, fence) else { continue };
        match block.info.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            Some((inside, after)) => braces(page, &block, inside.trim(), after.trim(), &mut edits),
            None if block.info.starts_with("admonish") && !block.end.is_empty() => admonish(page, &block, &mut edits),
            None => behind_language(&block, &mut edits),
        }
    }
    edits
}

/// Queries of Obsidian's plugins print nothing that a reader wants.
pub(super) fn queries(page: &Page) -> Vec<Edit> {
    named(page, &["query", "tasks", "button", "base", "column-settings"])
}

/// The same of Dataview, which no other program has.
pub(super) fn dataview(page: &Page) -> Vec<Edit> {
    named(page, &["dataview", "dataviewjs"])
}

/// Leaves out the fences of some names.
fn named(page: &Page, names: &[&str]) -> Vec<Edit> {
    let is_named = |fence: &&Fence| names.contains(&fence.info.split_whitespace().next().unwrap_or(""));
    let fences = page.fences().iter().filter(is_named);
    fences.map(|f| Edit::leave_out(f.range.clone(), format!("the query {}", f.info))).collect()
}

/// A fence with its parts.
struct Block<'p> {
    info: &'p str,
    /// The prefix of each of its lines.
    prefix: String,
    /// True if nothing precedes the fence in its first line.
    free: bool,
    /// Of the opening fence, its ticks left out.
    words: std::ops::Range<usize>,
    start: usize,
    /// The lines between the fences.
    inside: std::ops::Range<usize>,
    /// The closing fence; empty if it is missing.
    end: std::ops::Range<usize>,
}

impl<'p> Block<'p> {
    fn new(page: &'p Page, fence: &'p Fence) -> Option<Self> {
        let text = page.text();
        let (start, first_end) = (fence.range.start, page.line_end(fence.range.start));
        let line = &text[page.line_start(start)..start];
        let free = line.chars().all(|c| matches!(c, ' ' | '>'));
        let prefix = line.chars().map(|c| if c == '>' { '>' } else { ' ' }).collect();
        let opening = text[start..first_end].trim_end();
        let ticks = &opening[..opening.len() - opening.trim_start_matches(['`', '~']).len()];
        let stop = fence.range.end.max(first_end);
        let last = page.line_start(stop.saturating_sub(usize::from(text[..stop].ends_with('\n'))));
        let closing = text[last..stop].trim_matches([' ', '>', '\n', '\r']);
        let closed = last > start && closing.len() >= ticks.len() && closing.trim_matches(['`', '~']).is_empty();
        let end = if closed {
            stop - text[last..stop].trim_start_matches([' ', '>']).len()..last + text[last..stop].trim_end().len()
        } else {
            stop..stop
        };
        let inside = (first_end + 1).min(stop)..if closed { last } else { stop };
        let words = start + ticks.len()..start + opening.len();
        (!ticks.is_empty() && inside.start <= inside.end).then_some(Block {
            info: fence.info.trim(),
            prefix,
            free,
            words,
            start,
            inside,
            end,
        })
    }
}

fn braces(page: &Page, block: &Block, inside: &str, after: &str, edits: &mut Vec<Edit>) {
    if let Some(attributes) = attributes::parse(inside) {
        let language = attributes.classes.iter().find(|class| !class.eq_ignore_ascii_case("numberlines"));
        caption(block, attributes.get("caption").or(attributes.get("title")).or(attributes.get("filename")), edits);
        return edits.push(Edit::new(block.words.clone(), language.map_or("", |l| l.trim_start_matches('='))));
    }
    let name = inside.split([' ', ',']).next().unwrap_or("").trim_start_matches('=');
    if asides::kind(name).is_some() && !block.end.is_empty() {
        return aside(page, block, name, after, edits);
    }
    match name {
        "figure" | "image" => picture(page, block, after, edits),
        name if CODE.contains(&name) => {
            caption(block, option(page, block, ":caption:"), edits);
            options(page, block, edits);
            let language = after.split_whitespace().next().unwrap_or("");
            edits.push(Edit::new(block.words.clone(), if language == "ipython3" { "python" } else { language }));
        }
        "math" => {
            options(page, block, edits);
            edits.push(Edit::new(block.words.clone(), "math"));
        }
        name if directives::holds_text(name) && !block.end.is_empty() => {
            let place = directives::Place {
                prefix: &block.prefix,
                opening: block.start..block.words.end,
                inside: block.inside.clone(),
                closing: block.end.clone(),
            };
            directives::read(page, &place, name, after, edits);
        }
        name if COMPUTED.contains(&name) => {
            edits.push(Edit::leave_out(block.start..block.end.end, format!("the directive {name}")));
        }
        _ => chunk(page, block, name, inside, edits),
    }
}

/// R Markdown's and Quarto's chunks: `{r setup, include=FALSE}`.
fn chunk(page: &Page, block: &Block, name: &str, inside: &str, edits: &mut Vec<Edit>) {
    let setting = |key: &str| {
        let at = inside.find(key)? + key.len();
        let value = inside[at..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        Some(match quote {
            Some(quote) => value[1..].split(quote).next().unwrap_or(""),
            None => value.split([',', ' ']).next().unwrap_or(""),
        })
    };
    if setting("include").is_some_and(|value| value.eq_ignore_ascii_case("false")) {
        return edits.push(Edit::leave_out(block.start..block.end.end, "code that its author hides (include=FALSE)"));
    }
    caption(block, setting("fig.cap").or(setting("caption")).or(setting("title")), edits);
    options(page, block, edits);
    edits.push(Edit::new(block.words.clone(), name));
}

/// Removes the options at the top of a chunk or a directive, `#| echo: false` and `:name: x`; returns their end.
fn options(page: &Page, block: &Block, edits: &mut Vec<Edit>) -> usize {
    leave_options(page, block.inside.clone(), edits)
}

/// The value of an option of a directive: `:caption: The program`.
fn option<'p>(page: &'p Page, block: &Block, name: &str) -> Option<&'p str> {
    let lines = page.text()[block.inside.clone()].lines().map(|line| line.trim_start_matches([' ', '>']));
    lines.take_while(|line| is_option(line)).find_map(|line| line.strip_prefix(name))
}

fn aside(page: &Page, block: &Block, name: &str, title: &str, edits: &mut Vec<Edit>) {
    let kind = asides::kind(name).unwrap_or("NOTE");
    let opened = format!("> {}", asides::open(&format!("{}> ", block.prefix), kind, title));
    edits.push(Edit::new(block.start..block.words.end, opened));
    let from = options(page, block, edits);
    edits.extend(quoted(page, from.saturating_sub(1)..block.inside.end, block.prefix.len()));
    edits.push(Edit::remove(block.end.clone()));
}

/// mdBook's ```` ```admonish warning title="Hot" ````.
fn admonish(page: &Page, block: &Block, edits: &mut Vec<Edit>) {
    let kind = block.info.split_whitespace().skip(1).find(|word| asides::kind(word).is_some()).unwrap_or("note");
    let title = block.info.split_once("title=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or("");
    aside(page, block, kind, title, edits);
}

/// A picture with a caption: the text below its options.
fn picture(page: &Page, block: &Block, address: &str, edits: &mut Vec<Edit>) {
    let lines = page.text()[block.inside.clone()].lines().map(|line| line.trim_matches([' ', '>']));
    let alt = lines.clone().find_map(|line| line.strip_prefix(":alt:")).unwrap_or("").trim();
    let caption: Vec<&str> = lines.filter(|line| !line.is_empty() && !is_option(line)).collect();
    let mut out = format!("![{}](<{}>)", alt.replace(['[', ']'], ""), address.replace(['<', '>'], ""));
    if !caption.is_empty() {
        out.push_str(&format!("\n{}<em>{}</em>", block.prefix, caption.join(" ")));
    }
    edits.push(Edit::new(block.start..block.end.end, out));
}

/// `js {1,3} title="a.js" showLineNumbers`: the title is for readers, the rest for the site.
fn behind_language(block: &Block, edits: &mut Vec<Edit>) {
    // `js:lamp.js` names the file.
    let first = block.info.split_whitespace().next().unwrap_or("");
    let file = first.split_once(':').map(|(_, file)| file).filter(|file| file.contains('.') && !file.contains("://"));
    let rest = block.info.strip_prefix(first).unwrap_or("").trim_start();
    let value = |key: &str| {
        let (before, after) = rest.split_once(key)?;
        let apart = before.is_empty() || before.ends_with([' ', '{', ',']);
        let value = after.strip_prefix('=')?;
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        value[1..].split_once(quote).map(|(inside, _)| inside).filter(|_| apart)
    };
    // VitePress writes the name of a tab in brackets.
    let tab = || rest.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')).map(|(_, name)| name);
    let words = value("caption").or(value("title")).or(value("filename")).or_else(tab).or(file);
    if caption(block, words, edits) {
        // Without its info string, a fence within a fence is not read a second time.
        edits.push(Edit::new(
            block.words.clone(),
            if file.is_some() { first.split(':').next().unwrap_or("") } else { first },
        ));
    }
}

/// Notations in comments of VitePress's code, for marks that the site draws: `b() // [!code ++]`.
pub(super) fn notations(page: &Page) -> Vec<Edit> {
    const SIGN: &str = "[!code ";
    const COMMENTS: &[(&str, &str)] =
        &[("//", ""), ("#", ""), ("<!--", "-->"), ("/*", "*/"), ("--", ""), (";", ""), ("%", "")];
    let text = page.text();
    let is_code = |at: &usize| page.in_code_block(*at);
    let places = memchr::memmem::find_iter(text.as_bytes(), SIGN).filter(is_code);
    let edit = |at: usize| {
        let end = at + page.after(at, 60).find(']')? + 1;
        let before = text[page.line_start(at)..at].trim_end();
        let (open, close) = COMMENTS.iter().find(|(open, _)| before.ends_with(open))?;
        let start = page.line_start(at) + before.len() - open.len();
        let kept = text[page.line_start(at)..start].trim_end().len();
        let rest = &text[end..page.line_end(end)];
        let closed = rest.trim_start().strip_prefix(close).map_or(rest.len(), str::len);
        Some(Edit::remove(page.line_start(at) + kept..end + rest.len() - closed))
    };
    places.filter_map(edit).collect()
}

/// Writes the caption of code, in italics above it; returns true if there is one.
fn caption(block: &Block, words: Option<&str>, edits: &mut Vec<Edit>) -> bool {
    let Some(words) = words.map(str::trim).filter(|words| !words.is_empty() && block.free) else { return false };
    let words = words.replace('<', "&lt;").replace('\n', " ");
    edits.push(Edit::insert(block.start, format!("\n{0}<em>{words}</em>\n{0}\n{0}", block.prefix)));
    true
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn attributes_leave_the_language() {
        for (source, expected) in [
            ("```{.python .numberLines}\nx\n```\n", "```python\nx\n```\n"),
            ("```{r setup, include=FALSE}\nx\n```\n", "\n"),
            ("```{r plot, echo=FALSE}\n#| fig-cap: b\nx\n```\n", "```r\nx\n```\n"),
            ("```{code-block} python\n:linenos:\nx\n```\n", "```python\nx\n```\n"),
            (
                "````{note} Title\n:class: x\nSome *text*.\n````\n",
                "> [!NOTE]\n> <strong>Title</strong>\n>\n> \n> Some *text*.\n\n",
            ),
            ("```{figure} a.png\n:alt: A\nThe *pier*.\n```\n", "![A](<a.png>)\n<em>The *pier*.</em>\n"),
            (
                "```admonish warning title=\"Hot\"\nGlass.\n```\n",
                "> [!WARNING]\n> <strong>Hot</strong>\n>\n> \n> Glass.\n\n",
            ),
            ("```{toctree}\na\n```\n", "\n"),
            ("```{math}\n:label: eq-a\nx = y\n```\n", "```math\nx = y\n```\n"),
            ("```{code-cell} ipython3\n:tags: [hide]\nx\n```\n", "```python\nx\n```\n"),
            ("```rust,ignore\nx\n```\n", "```rust,ignore\nx\n```\n"),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
    }

    #[test]
    fn notations_of_code_go() {
        for (source, expected) in [
            ("```js\nb() // [!code ++]\nc()\n```\n", "```js\nb()\nc()\n```\n"),
            ("```html\n<b> <!-- [!code focus] --></b>\n```\n", "```html\n<b></b>\n```\n"),
            ("Write `// [!code ++]`.\n", "Write `// [!code ++]`.\n"),
            ("```js\nlet a = \"[!code ++]\"\n```\n", "```js\nlet a = \"[!code ++]\"\n```\n"),
        ] {
            assert_eq!(rewritten(notations, source), expected);
        }
        let text = rewritten(read, "```js:lamp.js\nx\n```\n");
        assert!(text.contains("<em>lamp.js</em>\n\n```js\nx\n"), "{text}");
    }

    #[test]
    fn captions_stand_above() {
        let text = rewritten(read, "```js {1,3} title=\"a.js\"\nx\n```\n");
        assert!(text.contains("<em>a.js</em>\n\n```js\n"), "{text}");
        assert_eq!(rewritten(read, &text), text, "read once");
        let text = rewritten(read, "```{code-block} sh\n:linenos:\n:caption: Of bells\nx\n```\n");
        assert!(text.contains("<em>Of bells</em>\n\n```sh\nx\n"), "{text}");
        let text = rewritten(read, "```sh {1} [npm]\nx\n```\n");
        assert!(text.contains("<em>npm</em>\n\n```sh\nx\n"), "{text}");
    }
}
