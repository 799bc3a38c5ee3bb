//! `convert inspect`: the article as the program understood it, in a screenful for people or as JSON.

use offprint::diag::{Code, Diagnostic, Severity};
use offprint::doc::census::Census;
use offprint::doc::{Document, Inline, outline};
use offprint::math::title_text;
use offprint::source::Source;
use offprint::{front, report};
use serde_json::Value;

use super::args::Inspect;
use super::display;
use super::fault::Fault;
use super::guard::guarded;
use super::input::Input;
use super::messages::{self, Voice};
use super::settings::{self, Settings};
use super::{DONE, FAILED, open, output};

/// Words read in a minute: Brysbaert's mean for silent reading of English non-fiction (2019) is 238.
const WORDS_A_MINUTE: usize = 238;
/// Places shown of each kind of remark.
const PLACES: usize = 3;
/// The number of words shown of remarks with the same sentence.
const TOGETHER: usize = 6;

/// Runs `convert inspect`.
pub fn run(args: &Inspect, voice: &Voice) -> Result<u8, Fault> {
    let settings = settings::reading(args)?;
    let (mut code, mut found, mut text) = (DONE, Vec::new(), String::new());
    for input in args.inputs.iter().map(|i| Input::new(i)) {
        match look(&input, &settings) {
            Ok(view) if args.json => found.push(view.json()),
            Ok(view) => text.push_str(&view.text()),
            Err(fault) => {
                messages::say(&voice.fault(&fault));
                code = FAILED;
            }
        }
    }
    if args.json {
        let one = if found.len() == 1 { found.remove(0) } else { Value::Array(found) };
        text = format!("{one:#}\n");
    }
    output::write_stdout(text.as_bytes())?;
    super::end_of_web(&settings)?;
    Ok(code)
}

/// The summary of one article.
struct View {
    source: Source,
    kind: &'static str,
    told_by: &'static str,
    document: Document,
    said: Vec<Diagnostic>,
    census: Census,
}

fn look(input: &Input, settings: &Settings) -> Result<View, Fault> {
    let opened = open::open(input, settings)?;
    let front = opened.front;
    let (front, told_by) = match settings.from {
        Some(_) => (front, "as you said"),
        None => {
            let name = input.path().and_then(|p| p.extension()).and_then(|e| front::by_name(&e.to_string_lossy()));
            let named = name.is_some_and(|named| named.name() == front.name());
            let told_by = match named {
                true => "told by its name",
                false if opened.fetched => "told by the server or its content",
                false => "told by its content",
            };
            (front, told_by)
        }
    };
    let mut cx = opened.context(&*opened.pictures, settings);
    let document = guarded(&input.shown(), || offprint::read(&opened.source, front, &mut cx))?;
    let said = cx.diags.take();
    let census = Census::of(&document);
    Ok(View { kind: front.name(), told_by, said, census, document, source: opened.source })
}

/// Remarks of one code: their number, and the first of them.
struct Group<'a> {
    code: Code,
    severity: Severity,
    list: Vec<&'a Diagnostic>,
}

impl View {
    fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: Vec<Group> = Vec::new();
        for d in &self.said {
            match groups.iter_mut().find(|g| g.code == d.code) {
                Some(group) => group.list.push(d),
                None => groups.push(Group { code: d.code, severity: d.severity, list: vec![d] }),
            }
        }
        groups.sort_by_key(|g| std::cmp::Reverse(g.severity));
        groups
    }

    fn line(&self, d: &Diagnostic) -> Option<usize> {
        d.span.map(|span| self.source.line_column(span.start).0)
    }

    /// The facts as label and value; unknown ones are left out.
    fn facts(&self) -> Vec<(&'static str, String)> {
        let meta = &self.document.meta;
        let decoding = self.source.decoding();
        let mut facts = vec![("kind", format!("{} ({})", self.kind, self.told_by))];
        let guess = if decoding.guessed { ", guessed" } else { "" };
        let damage = if decoding.damaged { ", damaged in places" } else { "" };
        facts.push(("encoding", format!("{}{guess}{damage}", decoding.encoding)));
        let mut fact = |label, value: Option<String>| facts.extend(value.map(|v| (label, v)));
        let words = |inlines: &[Inline]| Some(title_text(inlines)).filter(|t| !t.is_empty());
        fact("language", meta.language.as_ref().map(|l| l.as_str().to_owned()));
        fact("eyebrow", meta.eyebrow.clone());
        fact("title", words(&meta.title));
        fact("subtitle", words(&meta.subtitle));
        fact("standfirst", words(&meta.standfirst));
        let authors: Vec<&str> = meta.authors.iter().map(|a| a.name.as_str()).collect();
        fact("byline", Some(authors.join(", ")).filter(|a| !a.is_empty()));
        fact("date", meta.published.map(|d| d.to_string()));
        fact("updated", meta.updated.map(|d| d.to_string()));
        fact("site", meta.site.clone());
        fact("source", meta.source.clone());
        fact("words", Some(self.reading_time()));
        let blocks: Vec<String> = self.census.kinds.iter().map(|(kind, n)| display::count(*n, kind)).collect();
        fact("blocks", Some(blocks.join(", ")).filter(|b| !b.is_empty()));
        let pictures = self.document.assets.len();
        fact("pictures", (pictures > 0).then(|| display::count(pictures, "picture")));
        facts
    }

    fn reading_time(&self) -> String {
        let minutes = self.census.words.div_ceil(WORDS_A_MINUTE);
        format!("{} (about {} to read)", self.census.words, display::count(minutes, "minute"))
    }

    fn text(&self) -> String {
        let mut out = format!("{}\n", display::text(self.source.name()));
        for (label, value) in self.facts() {
            let value = display::text(&value);
            out.push_str(&format!("  {label:<11}{}\n", wrap(&value, 13, 96)));
        }
        let headings = outline::outline(&self.document.blocks);
        if !headings.is_empty() {
            out.push_str("  outline\n");
            push_outline(&headings, 0, &mut out);
        }
        let groups = self.groups();
        if !groups.is_empty() {
            out.push_str("  said of it\n");
        }
        for group in groups {
            let mark = if group.severity == Severity::Remark { ' ' } else { '!' };
            out.push_str(&format!("  {mark} {} ({})\n", group.code, group.list.len()));
            if let Some(together) = self.together(&group) {
                out.push_str(&format!("      {}\n", wrap(&together, 6, 96)));
                continue;
            }
            for d in group.list.iter().take(PLACES) {
                let line = self.line(d).map(|l| format!("line {l}: ")).unwrap_or_default();
                let message = display::text(&d.message);
                out.push_str(&format!("      {}\n", wrap(&format!("{line}{message}"), 6, 96)));
            }
            if group.list.len() > PLACES {
                out.push_str(&format!("      and {} more\n", group.list.len() - PLACES));
            }
        }
        out
    }

    /// Remarks with the same sentence about several words, as one: `Left out: in line 1 “Home”, 6 “Shop”.`
    fn together(&self, group: &Group) -> Option<String> {
        let split = |d: &&Diagnostic| {
            d.message.strip_suffix("”.")?.split_once(": “").map(|(a, b)| (a.to_owned(), b.to_owned()))
        };
        let (same, _) = group.list.first().and_then(split)?;
        let mut quoted = Vec::new();
        for d in group.list.iter().take(TOGETHER) {
            let (_, words) = split(d).filter(|(says, _)| *says == same)?;
            let place = self.line(d).map(|l| format!("{l} ")).unwrap_or_default();
            quoted.push(format!("{place}“{}”", display::text(&words)));
        }
        let more = group.list.len() - quoted.len();
        let rest = if more > 0 { format!(", and {more} more") } else { String::new() };
        let lines = if self.line(group.list[0]).is_none() {
            ""
        } else if group.list.len() == 1 {
            "line "
        } else {
            "lines "
        };
        Some(format!("{same}: {lines}{}{rest}.", quoted.join(", ")))
    }

    fn json(&self) -> Value {
        let mut value = report::article(&self.source, self.kind, &self.document, &self.said);
        if let Some(fields) = value.as_object_mut() {
            fields.insert("told_by".into(), self.told_by.into());
        }
        value
    }
}

fn push_outline(entries: &[outline::Entry], depth: usize, out: &mut String) {
    for entry in entries {
        out.push_str(&format!("    {:indent$}{}\n", "", display::text(&title_text(&entry.title)), indent = 2 * depth));
        push_outline(&entry.children, depth + 1, out);
    }
}

/// Wraps a value under its label, at most four lines of it.
fn wrap(text: &str, indent: usize, columns: usize) -> String {
    let (mut out, mut column, mut lines) = (String::new(), indent, 1);
    for word in text.split_whitespace() {
        let width = word.chars().count();
        if column > indent && column + 1 + width > columns {
            lines += 1;
            if lines > 4 {
                out.push_str(" ...");
                break;
            }
            out.push_str(&format!("\n{:indent$}", ""));
            column = indent;
        } else if column > indent {
            out.push(' ');
            column += 1;
        }
        out.extend(word.chars().take(columns));
        column += width;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_wrapped_under_their_labels_and_cut_after_four_lines() {
        assert_eq!(wrap("one two three", 2, 9), "one two\n  three");
        assert_eq!(wrap("abcd efg", 2, 10), "abcd efg");
        assert_eq!(wrap("a b c d e f", 2, 3), "a\n  b\n  c\n  d ...");
        assert_eq!(wrap("abcdefgh", 2, 5), "abcde");
    }
}
