//! Calls of templates become Markdown: pictures, code, notes, links. Values that a template would compute are unknown
//! here and are left out.

use std::collections::BTreeSet;
use std::ops::Range;

use super::asides;
use super::calls::{self, Call, Signs};
use super::meanings::{self, Meaning, SILENT};
use crate::front::markdown::page::{Edit, Page};

/// The most calls that are open at once.
const MOST_OPEN: usize = 20;

/// Directives of mdBook.
const MDBOOK: &[&str] = &["include", "rustdoc_include", "playground", "title", "template", "quiz"];

/// Hugo's shortcodes.
pub(super) fn hugo(page: &Page) -> Vec<Edit> {
    read(page, |_, call| call.signs == Signs::Hugo && (call.shown || !call.name.is_empty()))
}

/// Liquid's known tags, and expressions in the place of an address.
pub(super) fn liquid(page: &Page) -> Vec<Edit> {
    let closed: BTreeSet<String> =
        calls::find(page).iter().filter(|call| call.closes).map(|call| call.name.to_string()).collect();
    // A test that nothing ends is not a test but words about one.
    let is_whole = |call: &Call| !meanings::CONDITIONS.contains(&call.name) || closed.contains(call.name);
    read(page, |page, call| match call.signs {
        Signs::Liquid => is_whole(call) && is_known(call) || (call.closes && call.name.is_empty()),
        Signs::Braces => is_address(page, call),
        Signs::Hugo | Signs::MdBook => false,
    })
}

/// Zola's calls with named arguments.
pub(super) fn zola(page: &Page) -> Vec<Edit> {
    let named = |call: &Call| call.inside.ends_with(')') && call.inside.contains('=');
    read(page, |_, call| call.signs == Signs::Braces && named(call) && is_known(call))
}

/// mdBook's directives.
pub(super) fn mdbook(page: &Page) -> Vec<Edit> {
    read(page, |_, call| call.signs == Signs::MdBook && MDBOOK.contains(&call.name))
}

/// Reads the calls for which `is_ours` is true.
fn read(page: &Page, is_ours: impl Fn(&Page, &Call) -> bool) -> Vec<Edit> {
    let calls = calls::find(page);
    let mut reader = Reader { page, edits: Vec::new(), open: Vec::new(), unclosed: BTreeSet::new(), done: 0 };
    for call in &calls {
        if call.range.start >= reader.done && is_ours(page, call) {
            reader.call(call);
        }
    }
    for open in reader.open {
        reader.edits.push(Edit::leave_out(open.tag, format!("the template {}, which nothing closes,", open.name)));
    }
    reader.edits
}

fn is_known(call: &Call) -> bool {
    meanings::meaning(call).is_some() || SILENT.contains(&call.name)
}

/// Reads the rest of a text that is known to be a template: tags and expressions with unknown values.
pub(super) fn unknown(page: &Page) -> Vec<Edit> {
    calls::find(page)
        .into_iter()
        .filter(|call| call.signs != Signs::Hugo && !call.inside.is_empty())
        .map(|call| Edit::leave_out(marked(page, &call.range), format!("the template {}", &page.text()[call.range])))
        .collect()
}

/// A range with the marks of emphasis directly around it, because nothing would be left between them.
fn marked(page: &Page, range: &Range<usize>) -> Range<usize> {
    let (before, after) = (&page.text()[..range.start], &page.text()[range.end..]);
    let marks = ["***", "**", "__", "*", "_"];
    let length = marks.iter().find(|mark| before.ends_with(*mark) && after.starts_with(*mark)).map_or(0, |m| m.len());
    range.start - length..range.end + length
}

/// True if a call is at the start of an address: in a link, a definition, or an attribute of HTML.
fn is_address(page: &Page, call: &Call) -> bool {
    let before = &page.text()[page.line_start(call.range.start)..call.range.start];
    before.ends_with("](") || before.ends_with("](<") || before.ends_with("]: ") || before.ends_with("=\"")
}

/// A call that waits for its end.
struct Open {
    tag: Range<usize>,
    name: String,
    /// The alert's kind; `None` for a quotation.
    kind: Option<&'static str>,
    title: String,
}

struct Reader<'p> {
    page: &'p Page,
    edits: Vec<Edit>,
    open: Vec<Open>,
    /// Names without a closing call further down.
    unclosed: BTreeSet<String>,
    /// All calls before this offset are read.
    done: usize,
}

impl Reader<'_> {
    fn call(&mut self, call: &Call) {
        let range = call.range.clone();
        if call.shown {
            let inside = call.inside.trim_start_matches("/*").trim_end_matches("*/").trim();
            let (open, close) =
                if self.page.text()[range.clone()].starts_with("{{<") { ("&lt;", "&gt;") } else { ("%", "%") };
            return self.edits.push(Edit::new(range, format!("&#123;&#123;{open} {inside} {close}}}}}")));
        }
        if is_address(self.page, call) {
            let path = call.positional(0).or(call.named(&["path", "page"])).unwrap_or("");
            let path = if matches!(call.signs, Signs::Braces) && !call.name.is_empty() { "" } else { path };
            return self.edits.push(Edit::new(range, path.replace(' ', "%20")));
        }
        if call.closes {
            return self.close(call);
        }
        let what = || format!("the {} {}", if call.signs == Signs::Hugo { "shortcode" } else { "template" }, call.name);
        let left_out = || Edit::leave_out(marked(self.page, &call.range), what());
        let edit = match meanings::meaning(call) {
            Some(Meaning::Code) => return self.code(call),
            Some(Meaning::Verbatim) => return self.verbatim(call),
            Some(Meaning::Formula) => return self.formula(call),
            Some(Meaning::Comment) => {
                let Some(end) = self.end_of(call) else { return self.edits.push(left_out()) };
                self.done = end.end;
                Edit::leave_out(range.start..end.end, "a comment")
            }
            Some(meaning @ (Meaning::Aside | Meaning::Quotation)) => return self.aside(call, meaning),
            Some(Meaning::Picture) => {
                let picture = meanings::picture(call, &self.prefix(range.start));
                picture.map_or_else(left_out, |picture| Edit::new(range, picture))
            }
            Some(Meaning::Service(before, after)) => {
                meanings::service(call, before, after).map_or_else(left_out, |link| Edit::new(range, link))
            }
            Some(Meaning::Address) => {
                let address = call.positional(0).or(call.named(&["url", "src", "href"])).and_then(meanings::address);
                address.map_or_else(left_out, |link| Edit::new(range, link))
            }
            Some(Meaning::Section) => {
                let title = call.named(&["title", "summary", "name", "label", "header", "tabName"]);
                match title.or(call.positional(0)).filter(|title| !title.trim().is_empty()) {
                    Some(title) => {
                        let title = format!("<strong>{}</strong>", title.trim());
                        // A card is a link to its target.
                        let link = call.named(&["link", "href"]).map(meanings::clean_address);
                        let title = link.map_or(title.clone(), |link| format!("[{title}](<{link}>)"));
                        Edit::new(range, title + "\n")
                    }
                    None => Edit::remove(range),
                }
            }
            Some(Meaning::Through) => Edit::remove(range),
            Some(Meaning::Reference) | None => left_out(),
        };
        self.edits.push(edit);
    }

    /// The prefix of the line around `at`: white space and marks of quotations.
    fn prefix(&self, at: usize) -> String {
        let line = &self.page.text()[self.page.line_start(at)..at];
        line.chars().take_while(|c| matches!(c, ' ' | '\t' | '>')).collect()
    }

    /// True if only white space and marks of quotations precede `at` in its line.
    fn begins_line(&self, at: usize) -> bool {
        self.page.line_start(at) + self.prefix(at).len() == at
    }

    fn ends_line(&self, at: usize) -> bool {
        self.page.text()[at..self.page.line_end(at)].trim().is_empty()
    }

    /// The tag that closes a call; code is searched too.
    fn end_of(&mut self, call: &Call) -> Option<Range<usize>> {
        if self.unclosed.contains(call.name) {
            return None;
        }
        let text = self.page.text();
        let found = memchr::memchr_iter(b'{', &text.as_bytes()[call.range.end..]).find_map(|at| {
            let found = calls::call(text, call.range.end + at)?;
            (found.closes && (found.name == call.name || found.name.is_empty())).then_some(found.range)
        });
        if found.is_none() {
            self.unclosed.insert(call.name.to_string());
        }
        found
    }

    /// Puts `sign` in place of the two tags, on separate lines.
    fn fenced(&mut self, call: &Call, end: &Range<usize>, open: &str, close: &str) {
        let prefix = self.prefix(call.range.start);
        let before = if self.begins_line(call.range.start) { String::new() } else { format!("\n\n{prefix}") };
        let after = if self.ends_line(call.range.end) { String::new() } else { format!("\n{prefix}") };
        self.edits.push(Edit::new(call.range.clone(), format!("{before}{open}{after}")));
        let before = if self.begins_line(end.start) { String::new() } else { format!("\n{prefix}") };
        let after = if self.ends_line(end.end) { "" } else { "\n\n" };
        self.edits.push(Edit::new(end.clone(), format!("{before}{close}{after}")));
        self.done = end.end;
    }

    fn code(&mut self, call: &Call) {
        let Some(end) = self.end_of(call) else {
            return self.edits.push(Edit::leave_out(call.range.clone(), format!("the template {}", call.name)));
        };
        let inside = &self.page.text()[call.range.end..end.start];
        let alone = self.begins_line(call.range.start) && self.ends_line(end.end);
        // It has fences of its own inside.
        if inside.trim_start().starts_with("```") {
            return self.edits.push(Edit::remove(call.range.clone()));
        }
        if !alone && !inside.contains(['\n', '`']) {
            self.edits.push(Edit::new(call.range.clone(), "`"));
            self.edits.push(Edit::new(end.clone(), "`"));
            self.done = end.end;
            return;
        }
        let is_diagram = meanings::DIAGRAMS.contains(&call.name);
        let language = call.named(&["lang", "language", "type"]).or(call.positional(0)).unwrap_or("");
        let language = if is_diagram { call.name } else { language };
        let language: String = language.chars().filter(|c| c.is_alphanumeric() || "+#-_.".contains(*c)).collect();
        let fence = "`".repeat(longest_run(inside, '`').max(2) + 1);
        self.fenced(call, &end, &format!("{fence}{language}"), &fence);
    }

    /// Braces in verbatim text must not be read as another call.
    fn verbatim(&mut self, call: &Call) {
        let Some(end) = self.end_of(call) else { return self.edits.push(Edit::remove(call.range.clone())) };
        self.edits.push(Edit::remove(call.range.clone()));
        self.edits.push(Edit::remove(end.clone()));
        for at in memchr::memchr_iter(b'{', &self.page.text().as_bytes()[call.range.end..end.start]) {
            let at = call.range.end + at;
            if self.page.text()[at + 1..].starts_with(['{', '%']) && !self.page.in_code(at) {
                self.edits.push(Edit::new(at..at + 1, "&#123;"));
            }
        }
        self.done = end.end;
    }

    fn formula(&mut self, call: &Call) {
        let Some(end) = self.end_of(call) else {
            return self.edits.push(Edit::leave_out(call.range.clone(), format!("the template {}", call.name)));
        };
        let inside = &self.page.text()[call.range.end..end.start];
        if inside.contains('$') || inside.trim().is_empty() {
            self.edits.push(Edit::remove(call.range.clone()));
            self.edits.push(Edit::remove(end));
        } else if inside.contains('\n') {
            self.fenced(call, &end, "$$", "$$");
        } else {
            self.edits.push(Edit::new(call.range.start..end.end, format!("${}$", inside.trim())));
            self.done = end.end;
        }
    }

    fn aside(&mut self, call: &Call, meaning: Meaning) {
        let (kind, title) = match meaning {
            Meaning::Quotation => (None, call.named(&["author", "source", "by"]).unwrap_or("").to_string()),
            _ => {
                let (kind, title) = meanings::aside(call);
                (Some(kind), title)
            }
        };
        if self.open.len() >= MOST_OPEN {
            return self.edits.push(Edit::remove(call.range.clone()));
        }
        self.open.push(Open { tag: call.range.clone(), name: call.name.to_string(), kind, title });
    }

    fn close(&mut self, call: &Call) {
        let found = self.open.iter().rposition(|open| open.name == call.name || call.name.is_empty());
        let Some(found) = found else { return self.edits.push(Edit::remove(call.range.clone())) };
        // Templates opened inside and not closed there have no end.
        let mut inner = self.open.split_off(found);
        let open = inner.remove(0);
        for lost in inner {
            self.edits.push(Edit::leave_out(lost.tag, format!("the template {}, which nothing closes,", lost.name)));
        }
        if !self.begins_line(open.tag.start) {
            self.edits.push(Edit::remove(open.tag));
            return self.edits.push(Edit::remove(call.range.clone()));
        }
        let prefix = self.prefix(open.tag.start);
        let inside = format!("{prefix}> ");
        let opened = match open.kind {
            Some(kind) => format!("> {}", asides::open(&inside, kind, &open.title)),
            None => "> ".to_string(),
        };
        self.edits.push(Edit::new(open.tag.clone(), opened));
        let alone = self.begins_line(call.range.start);
        let last = if alone { self.page.line_start(call.range.start) } else { call.range.start };
        self.edits.extend(quoted(self.page, self.page.line_end(open.tag.end)..last, prefix.len()));
        let credit = if open.kind.is_none() { open.title.as_str() } else { "" };
        let end = match (credit, alone) {
            ("", true) => String::new(),
            ("", false) => "\n".to_string(),
            (credit, true) => format!(">\n{inside}— {credit}\n"),
            (credit, false) => format!("\n{}\n{inside}— {credit}\n", inside.trim_end()),
        };
        self.edits.push(Edit::new(call.range.clone(), end));
    }
}

/// Marks of a quotation before all lines that begin in `range`, after the first `skip` bytes of each.
pub(super) fn quoted(page: &Page, range: Range<usize>, skip: usize) -> Vec<Edit> {
    let text = page.text();
    let starts = memchr::memchr_iter(b'\n', &text.as_bytes()[range.clone()]).map(|end| range.start + end + 1);
    let mark = |start: usize| {
        let line = &text[start..page.line_end(start)];
        let own = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        Edit::insert(start + own.min(skip), if line.trim().is_empty() { ">" } else { "> " })
    };
    starts.filter(|start| *start < range.end).map(mark).collect()
}

/// The length of the longest run of a character.
pub(super) fn longest_run(text: &str, c: char) -> usize {
    text.split(|x| x != c).map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn shortcodes_become_markdown() {
        for (source, expected) in [
            ("{{< figure src=\"a.png\" alt=\"A\" >}}\n", "![A](<a.png>)\n"),
            ("{{< youtube abc-1 >}}\n", "<https://www.youtube.com/watch?v=abc-1>\n"),
            ("See [x]({{< ref \"o.md\" >}}) and {{< relref \"x\" >}}.", "See [x](o.md) and ."),
            ("{{< highlight go \"linenos\" >}}\nf()\n{{< /highlight >}}\n", "```go\nf()\n```\n"),
            ("{{% notice tip %}}\nWax.\n\nMore.\n{{% /notice %}}\n", "> [!TIP]\n> \n> Wax.\n>\n> More.\n\n"),
            ("{{< code-toggle file=hugo >}}\n[a]\n**b**\n{{< /code-toggle >}}\n", "```\n[a]\n**b**\n```\n"),
            ("{{< code >}}\n```go\nf()\n```\n{{< /code >}}\n", "\n```go\nf()\n```\n\n"),
            ("As of **{{< version >}}** or *{{< x >}}*", "As of  or "),
            ("{{</* shown */>}}", "&#123;&#123;&lt; shown &gt;}}"),
            ("{{< mermaid >}}\nA-->B\n{{< /mermaid >}}\n", "```mermaid\nA-->B\n```\n"),
            ("{{< card link=\"/a\" title=\"Boats\" >}}\n", "[<strong>Boats</strong>](</a>)\n\n"),
            ("`{{< x >}}` and {{< x >}}", "`{{< x >}}` and "),
        ] {
            assert_eq!(rewritten(hugo, source), expected);
        }
    }

    #[test]
    fn liquid_becomes_markdown() {
        for (source, expected) in [
            ("{% highlight ruby %}\ndef a\n```\n{% endhighlight %}\n", "````ruby\ndef a\n```\n````\n"),
            ("{% raw %}{{ kept }}{% endraw %}", "&#123;{ kept }}"),
            ("a {% if x %}b{% endif %}{% comment %}c{% endcomment %}.", "a b."),
            ("![a]({{ site.baseurl }}/b.png) {{ \"kept\" }}", "![a](/b.png) {{ \"kept\" }}"),
            ("![a]({{ \"/b.png\" | relative_url }})", "![a](/b.png)"),
            ("{% unknown tag %}", "{% unknown tag %}"),
            ("{% hint style=\"info\" %}\nA.\n{% endhint %}\n", "> [!NOTE]\n> \n> A.\n\n"),
            ("{% quote(author=\"Ada\") %}\nSaid.\n{% end %}\n", "> \n> Said.\n>\n> — Ada\n\n"),
        ] {
            assert_eq!(rewritten(liquid, source), expected);
        }
        assert_eq!(rewritten(zola, "{{ youtube(id=\"a\") }} {{ x }}"), "<https://www.youtube.com/watch?v=a> {{ x }}");
        assert_eq!(rewritten(mdbook, "{{#include a.rs}} {{#if x}}"), " {{#if x}}");
        assert_eq!(rewritten(unknown, "a **{{ site.title }}** b {% x %}"), "a  b ");
    }

    #[test]
    fn code_inside_a_note_is_quoted_with_it() {
        let text = "{{< note >}}\n{{< highlight go >}}\nf()\n{{< /highlight >}}\n{{< /note >}}\n";
        assert_eq!(rewritten(hugo, text), "> [!NOTE]\n> \n> ```go\n> f()\n> ```\n\n");
    }
}
