//! Calls of templates become Markdown: pictures, code, notes, links. Values that a template would compute are unknown
//! here and are left out.

use std::collections::BTreeSet;
use std::ops::Range;

use super::asides;
use super::calls::{self, Call, Signs};
use super::meanings::{self, Meaning, SILENT};
use super::said::{self, Picture, Said};
use crate::doc::count::longest_run;
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
        Signs::Hugo | Signs::MdBook | Signs::Square => false,
    })
}

/// Zola's calls with named arguments.
pub(super) fn zola(page: &Page) -> Vec<Edit> {
    let named = |call: &Call| call.inside.ends_with(')') && call.inside.contains('=');
    read(page, |_, call| call.signs == Signs::Braces && named(call) && is_known(call))
}

/// Values of VitePress and Vue, `{{ $frontmatter.title }}`, and their files, `<<< @/snippets/a.js{2}`.
pub(super) fn vitepress(page: &Page) -> Vec<Edit> {
    const VALUES: &[&str] = &["$frontmatter", "$page", "$site", "$theme", "$themeConfig", "$params", "$lang", "$t("];
    let is_value = |call: &Call| call.signs == Signs::Braces && VALUES.iter().any(|name| call.inside.starts_with(name));
    let values = calls::find(page).into_iter().filter(is_value);
    let mut edits: Vec<Edit> = values
        .map(|call| {
            // A heading of nothing else goes with it.
            let (start, end) = (page.line_start(call.range.start), page.line_end(call.range.end));
            let around = (&page.text()[start..call.range.start], &page.text()[call.range.end..end]);
            let is_heading = around.0.starts_with('#') && around.0.trim_matches(['#', ' ']).is_empty();
            let is_whole = is_heading && around.1.trim().is_empty();
            let range = if is_whole { start..end } else { marked(page, &call.range) };
            Edit::leave_out(range, format!("the value {}", &page.text()[call.range]))
        })
        .collect();
    let is_file = |text: &str| {
        text.strip_prefix("<<< ").is_some_and(|rest| {
            let path = rest.trim().split(['{', '[']).next().unwrap_or("").trim();
            path.contains('.') && path.starts_with(['@', '.', '/']) && !path.contains(' ')
        })
    };
    let files = page.lines().filter(|line| is_file(line.body()) && !page.in_code(line.start));
    edits.extend(files.map(|line| {
        Edit::leave_out(line.start + line.prefix().len()..line.end(), format!("the file {}", line.body()))
    }));
    edits
}

/// mdBook's directives.
pub(super) fn mdbook(page: &Page) -> Vec<Edit> {
    read(page, |_, call| call.signs == Signs::MdBook && MDBOOK.contains(&call.name))
}

/// Reads the calls for which `is_ours` is true.
fn read(page: &Page, is_ours: impl Fn(&Page, &Call) -> bool) -> Vec<Edit> {
    let calls = calls::find(page);
    let mut reader = Reader::new(page);
    for call in &calls {
        if call.range.start >= reader.done && is_ours(page, call) {
            reader.call(call);
        }
    }
    reader.finish()
}

fn is_known(call: &Call) -> bool {
    meanings::meaning(call).is_some() || SILENT.contains(&call.name) || meanings::is_include(call)
}

/// Reads the rest of a text that is known to be a template: tags of unknown names, and expressions with unknown values.
pub(super) fn unknown(page: &Page) -> Vec<Edit> {
    let mut reader = Reader::new(page);
    for call in calls::find(page).iter().filter(|call| call.signs != Signs::Hugo && !call.inside.is_empty()) {
        let edit = match call.signs {
            Signs::Liquid if !call.closes => reader.said(call),
            _ => None,
        };
        let what = || format!("the template {}", &page.text()[call.range.clone()]);
        let edit = edit.unwrap_or_else(|| reader.left_out(&call.range, what()));
        reader.edits.push(edit);
    }
    reader.finish()
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

pub(super) struct Reader<'p> {
    pub(super) page: &'p Page,
    pub(super) edits: Vec<Edit>,
    open: Vec<Open>,
    /// Names without a closing call further down.
    unclosed: BTreeSet<String>,
    /// All calls before this offset are read.
    pub(super) done: usize,
}

impl<'p> Reader<'p> {
    pub(super) fn new(page: &'p Page) -> Self {
        Reader { page, edits: Vec::new(), open: Vec::new(), unclosed: BTreeSet::new(), done: 0 }
    }

    /// The edits. What nothing closes is left out.
    pub(super) fn finish(mut self) -> Vec<Edit> {
        for open in self.open {
            self.edits.push(Edit::leave_out(open.tag, format!("the template {}, which nothing closes,", open.name)));
        }
        self.edits
    }

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
        let kind = if call.signs == Signs::Hugo { "shortcode" } else { "template" };
        let left_out = |reader: &Self| reader.left_out(&call.range, format!("the {kind} {}", call.name));
        let file = meanings::included(call);
        let has_end = file.is_none() && !call.alone;
        let call = file.as_ref().unwrap_or(call);
        let edit = match meanings::meaning(call).filter(|meaning| has_end || !meaning.needs_end()) {
            Some(Meaning::Code) => return self.code(call),
            Some(Meaning::Verbatim) => return self.verbatim(call),
            Some(Meaning::Formula) => return self.formula(call),
            Some(Meaning::Comment) => {
                let Some(end) = self.end_of(call) else { return self.edits.push(left_out(self)) };
                self.done = end.end;
                Edit::leave_out(range.start..end.end, "a comment")
            }
            Some(meaning @ (Meaning::Aside | Meaning::Quotation)) => {
                let own = meanings::own_text(call).filter(|_| meaning == Meaning::Aside);
                match own.filter(|_| !has_end || self.end_of(call).is_none()) {
                    Some(text) => self.whole_aside(call, &text),
                    None if has_end => return self.aside(call, meaning),
                    None => left_out(self),
                }
            }
            Some(Meaning::Picture) => {
                let picture = Picture::named(&call.arguments).map(Said::Picture);
                picture.map_or_else(|| left_out(self), |picture| self.shown(range, &picture))
            }
            Some(Meaning::Service(before, after)) => {
                meanings::service(call, before, after).map_or_else(|| left_out(self), |link| Edit::new(range, link))
            }
            Some(Meaning::Address) => {
                let address = call.positional(0).or(call.named(&["url", "src", "href"])).and_then(said::address);
                address.map_or_else(|| left_out(self), |link| Edit::new(range, link))
            }
            Some(Meaning::Section) => match meanings::section(call) {
                Some(title) => Edit::new(range, title + "\n"),
                None => Edit::remove(range),
            },
            Some(Meaning::Through) => Edit::remove(range),
            Some(Meaning::Reference) => match said::page(&call.arguments) {
                Some(said) => self.shown(range, &said),
                None => left_out(self),
            },
            None => self.said(call).unwrap_or_else(|| left_out(self)),
        };
        self.edits.push(edit);
    }

    /// What a call of an unknown name says by its arguments, if it says anything to readers.
    fn said(&mut self, call: &Call) -> Option<Edit> {
        if SILENT.contains(&call.name) || meanings::is_chrome(call) || meanings::is_include(call) {
            return None;
        }
        let said = Said::of(&call.arguments);
        let end = if call.alone { None } else { self.end_of(call) };
        let Some(end) = end else { return said.map(|said| self.shown(call.range.clone(), &said)) };
        if let Some(target) = said::target(&call.arguments) {
            let inside = &self.page.text()[call.range.end..end.start];
            let words = inside.trim();
            if !words.is_empty() && !words.contains("\n\n") && !words.contains(['[', ']']) {
                let start = end.start - (inside.len() - inside.trim_end().len());
                self.edits.push(Edit::new(start..end.end, format!("](<{target}>)")));
                return Some(Edit::new(call.range.start..end.start - inside.trim_start().len(), "["));
            }
        }
        match said {
            // A title stands above the words up to its end.
            Some(Said::Words(title, text)) if self.begins_line(call.range.start) && !self.in_html(call.range.start) => {
                Some(Edit::new(call.range.clone(), format!("<strong>{title}{text}</strong>\n")))
            }
            said => said.map(|said| self.shown(call.range.clone(), &said)),
        }
    }

    /// An edit that shows something: as HTML in a block of HTML, otherwise as Markdown.
    fn shown(&self, range: Range<usize>, said: &Said) -> Edit {
        let text = if self.in_html(range.start) { said.html() } else { said.markdown(&self.prefix(range.start)) };
        Edit::new(range, text)
    }

    /// Leaves out a call. A blank line would end the block of HTML around it.
    fn left_out(&self, range: &Range<usize>, what: String) -> Edit {
        let is_alone = self.in_html(range.start) && self.begins_line(range.start) && self.ends_line(range.end);
        let edit = Edit::leave_out(marked(self.page, range), what);
        if is_alone { Edit { with: "<!-- -->".to_string(), ..edit } } else { edit }
    }

    /// True if `at` is in a block of HTML.
    fn in_html(&self, at: usize) -> bool {
        self.page.is_verbatim(at) && !self.page.in_code(at)
    }

    /// The prefix of the line around `at`: white space and marks of quotations.
    pub(super) fn prefix(&self, at: usize) -> String {
        let line = &self.page.text()[self.page.line_start(at)..at];
        line.chars().take_while(|c| matches!(c, ' ' | '\t' | '>')).collect()
    }

    /// True if only white space and marks of quotations precede `at` in its line.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        self.page.line_start(at) + self.prefix(at).len() == at
    }

    pub(super) fn ends_line(&self, at: usize) -> bool {
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
    pub(super) fn fenced(&mut self, call: &Call, end: &Range<usize>, open: &str, close: &str) {
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
        self.code_between(call, &end);
    }

    /// Makes code of the text between two calls.
    pub(super) fn code_between(&mut self, call: &Call, end: &Range<usize>) {
        let inside = &self.page.text()[call.range.end..end.start];
        let alone = self.begins_line(call.range.start) && self.ends_line(end.end);
        // It has fences of its own inside.
        if inside.trim_start().starts_with("```") {
            let title = call.named(&["title", "caption", "file"]).filter(|_| self.begins_line(call.range.start));
            let title = title.map_or(String::new(), |title| format!("<em>{}</em>\n", title.replace('<', "&lt;")));
            return self.edits.push(Edit::new(call.range.clone(), title));
        }
        if !alone && !inside.contains(['\n', '`']) {
            self.edits.push(Edit::new(call.range.clone(), "`"));
            self.edits.push(Edit::new(end.clone(), "`"));
            self.done = end.end;
            return;
        }
        let (language, title) = meanings::listing(call);
        if self.in_html(call.range.start) {
            // Line ends in the code must not end the block of HTML.
            let code = inside.trim_matches('\n').replace('&', "&amp;").replace('<', "&lt;").replace('\n', "&#10;");
            let code = format!("<pre><code class=\"language-{language}\">{code}</code></pre>");
            self.edits.push(Edit::new(call.range.start..end.end, code));
            self.done = end.end;
            return;
        }
        let fence = "`".repeat(longest_run(inside, '`').max(2) + 1);
        let title = if title.is_empty() { title } else { format!(" title=\"{}\"", title.replace(['"', '`'], "")) };
        self.fenced(call, end, &format!("{fence}{language}{title}"), &fence);
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

    pub(super) fn aside(&mut self, call: &Call, meaning: Meaning) {
        let (kind, title) = match meaning {
            Meaning::Quotation => (None, meanings::credit(call)),
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

    /// An aside with its text in the arguments.
    fn whole_aside(&self, call: &Call, text: &str) -> Edit {
        let (kind, title) = meanings::aside(call);
        let start = call.range.start;
        if self.in_html(start) || !self.begins_line(start) {
            return Edit::new(call.range.clone(), text);
        }
        let title = if title == text { "" } else { title.as_str() };
        let around = self.open.iter().filter(|around| self.begins_line(around.tag.start)).count();
        let inside = format!("{}{}> ", self.prefix(start), "> ".repeat(around));
        let text = text.trim().lines().map(str::trim).collect::<Vec<_>>().join(&format!("\n{inside}"));
        Edit::new(call.range.clone(), format!("> {}{text}\n", asides::open(&inside, kind, title)))
    }

    pub(super) fn close(&mut self, call: &Call) {
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
        // Lines that are written anew get no mark from the quotations around them.
        let around = self.open.iter().filter(|around| self.begins_line(around.tag.start)).count();
        let prefix = self.prefix(open.tag.start);
        let outer = format!("{prefix}{}", "> ".repeat(around));
        let inside = format!("{outer}> ");
        let opened = match open.kind {
            Some(kind) => format!("> {}", asides::open(&inside, kind, &open.title)),
            None => "> ".to_string(),
        };
        self.edits.push(Edit::new(open.tag.clone(), opened));
        let alone = self.begins_line(call.range.start);
        let last = if alone { self.page.line_start(call.range.start) } else { call.range.start };
        // Both tags may be in one line.
        let first = self.page.line_end(open.tag.end).min(last);
        self.edits.extend(quoted(self.page, first..last, prefix.len()));
        let credit = if open.kind.is_none() { open.title.as_str() } else { "" };
        let end = match (credit, alone) {
            ("", true) => String::new(),
            ("", false) => format!("\n{outer}"),
            (credit, true) => format!(">\n{inside}— {credit}\n{outer}"),
            (credit, false) => format!("\n{}\n{inside}— {credit}\n{outer}", inside.trim_end()),
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

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn values_and_files_of_vitepress_go() {
        for (source, expected) in [
            ("# {{ $frontmatter.title }}\n\nAs of **{{$page.x}}**.\n", "\n\nAs of .\n"),
            ("<<< @/a.js{2}\n<<< ../b.ts#c{1,3 ts:line-numbers}\n", "\n\n"),
        ] {
            assert_eq!(rewritten(vitepress, source), expected);
        }
        for same in ["Write {{ name }} and `{{ $page }}`.\n", "<<< so it was\n", "```\n<<< @/a.js\n```\n"] {
            assert_eq!(rewritten(vitepress, same), same);
        }
    }

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
            ("{{% notice tip %}}Wax.{{% /notice %}}\n", "> [!TIP]\n> Wax.\n\n"),
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
