//! Components that stand in lines of their own: Markdown is between their tags, with or without blank lines, and set in
//! as deep as the tags are.
//!
//! A component of an aside's name becomes an alert, a title in a tag stands above its words, and a tag without words
//! shows what its attributes say (`said`).

use super::asides;
use super::jsx::{self, plain_values};
use super::said::{self, Said};
use crate::front::markdown::components;
use crate::front::markdown::page::{Edit, Line, Page};
use crate::front::markdown::tags;

/// The longest tag, in bytes.
const LONGEST: usize = 2000;
/// The most components around a line.
const MOST_OPEN: usize = 20;
/// Elements of HTML whose names with a capital are components.
const CAPITALS: &[&str] = &["Frame", "Aside", "Section", "Figure"];
/// Components whose kind of aside is in an attribute.
const ASIDES: &[&str] = &["Aside", "Admonition", "Callout", "Alert", "Notice", "Box", "Banner"];
/// Attributes that name the kind of an aside.
const KINDS: &[&str] = &["type", "variant", "kind", "intent", "status", "level", "severity"];
/// Attributes that name a field of a program's interface.
const FIELDS: &[&str] = &["path", "query", "body", "header", "name", "field"];

/// One tag.
struct Tag<'p> {
    name: &'p str,
    end: usize,
    closes: bool,
    alone: bool,
    whole: &'p str,
    attributes: Vec<(String, String)>,
}

impl<'p> Tag<'p> {
    fn new(page: &'p Page, at: usize) -> Option<Self> {
        let text = page.after(at, LONGEST);
        let (name, length) = jsx::tag(text)?;
        let whole = &text[..length];
        let is_component = components::is_component(name) || CAPITALS.contains(&name);
        let attributes = tags::attributes_of(&plain_values(whole));
        let (closes, alone) = (whole.starts_with("</"), whole.ends_with("/>"));
        is_component.then_some(Tag { name, end: at + length, closes, alone, whole, attributes })
    }

    fn arguments(&self) -> Vec<(Option<&str>, &str)> {
        self.attributes.iter().map(|(key, value)| (Some(key.as_str()), value.as_str())).collect()
    }

    fn get(&self, keys: &[&str]) -> Option<&str> {
        let of = |wanted: &&str| {
            let has = |(key, value): &&(String, String)| key == wanted && !value.trim().is_empty();
            self.attributes.iter().find(has).map(|(_, value)| value.trim())
        };
        keys.iter().find_map(of)
    }

    /// The alert that the component is.
    fn aside(&self) -> Option<&'static str> {
        let stated = || self.get(KINDS).and_then(asides::kind_in_class);
        if ASIDES.contains(&self.name) { stated().or(Some("NOTE")) } else { asides::kind(self.name) }
    }

    /// The title, as Markdown in a line.
    fn title(&self, labels: &[(String, String)]) -> String {
        if let Some(field) = self.get(FIELDS).filter(|_| self.get(&["type"]).is_some()) {
            let kind = self.get(&["type"]).unwrap_or("");
            return format!("<strong><code>{}</code></strong> {}", escaped(field), escaped(kind));
        }
        let label =
            || labels.iter().find(|(value, _)| self.get(&["value"]) == Some(value)).map(|(_, label)| label.as_str());
        let value = || self.get(&["value"]).filter(|_| self.name == "TabItem");
        let title = self.get(said::TITLES).or_else(label).or_else(value).unwrap_or("");
        let target = said::target(&self.arguments());
        let title = match target {
            _ if title.is_empty() => return String::new(),
            Some(target) => format!("[<strong>{}</strong>](<{target}>)", escaped(title)),
            None => format!("<strong>{}</strong>", escaped(title)),
        };
        self.get(&["description", "subtitle"]).map_or(title.clone(), |more| format!("{title}<br>{}", escaped(more)))
    }

    /// The labels in `values={[{ label: 'Get it', value: 'get' }]}`, by their values.
    fn labels(&self) -> Vec<(String, String)> {
        let Some((_, list)) = self.whole.split_once("values={") else { return Vec::new() };
        let field = |object: &str, key: &str| {
            let after = object.split_once(key)?.1.trim_start_matches(['"', '\'', ' ', ':']);
            let end = after.find(['\'', '"', ',', '`']).unwrap_or(after.len());
            Some(after[..end].trim().to_string())
        };
        let objects = list.split('}').filter(|object| object.contains('{'));
        objects.filter_map(|object| Some((field(object, "value")?, field(object, "label")?))).collect()
    }
}

/// A component that waits for its end.
struct Open<'p> {
    name: &'p str,
    is_aside: bool,
    caption: String,
    labels: Vec<(String, String)>,
    /// The columns that its content is set in.
    margin: usize,
}

/// Reads the lines of components.
pub(super) fn read(page: &Page) -> Vec<Edit> {
    let lines: Vec<Line> = page.lines().collect();
    let mut reader = Reader { page, lines, open: Vec::new(), edits: Vec::new(), base: 0 };
    let (mut number, mut fence, mut is_html) = (0, None, false);
    while let Some(line) = reader.lines.get(number).copied() {
        let body = line.text.trim_start_matches([' ', '\t']);
        let mark = ["```", "~~~"].into_iter().find(|mark| body.starts_with(mark));
        let was_in = fence.is_some();
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark && body.trim_matches(['`', '~']).trim().is_empty() => fence = None,
            _ => {}
        }
        is_html = !body.is_empty() && (is_html || !was_in && begins_html(body));
        let is_free = !was_in && mark.is_none() && !is_html && body.starts_with('<');
        let is_code = || reader.open.is_empty() && page.in_code(line.start + line.text.len() - body.len());
        number = match is_free && !is_code() {
            true => reader.tags(number).unwrap_or_else(|| reader.set_out(number)),
            false => reader.set_out(number),
        };
    }
    reader.edits
}

/// True for the first line of a block of HTML.
fn begins_html(body: &str) -> bool {
    let name = body.strip_prefix('<').map(|rest| rest.trim_start_matches('/')).unwrap_or("");
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    let name = &name[..end];
    const IN_LINE: &[&str] =
        &["a", "b", "br", "code", "em", "i", "img", "kbd", "small", "span", "strong", "sub", "sup", "u"];
    name.starts_with(|c: char| c.is_ascii_lowercase()) && tags::is_html(name) && !IN_LINE.contains(&name)
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;")
}

struct Reader<'p> {
    page: &'p Page,
    lines: Vec<Line<'p>>,
    open: Vec<Open<'p>>,
    edits: Vec<Edit>,
    /// The columns before the outermost open tag.
    base: usize,
}

impl<'p> Reader<'p> {
    /// What begins every line inside of the open components.
    fn prefix(&self) -> String {
        " ".repeat(self.base) + &"> ".repeat(self.open.iter().filter(|open| open.is_aside).count())
    }

    /// The labels that the open components give to others, by their values.
    fn labels(&self) -> Vec<(String, String)> {
        self.open.iter().flat_map(|open| open.labels.iter().cloned()).collect()
    }

    /// Takes the indent of the components off a line; returns the number of the next.
    fn set_out(&mut self, number: usize) -> usize {
        if let (Some(open), Some(line)) = (self.open.last(), self.lines.get(number)) {
            let blank = line.text.len() - line.text.trim_start_matches([' ', '\t']).len();
            let cut = cut_of(line.text, open.margin).min(blank);
            let prefix = self.prefix();
            let is_blank = blank == line.text.len();
            let with = if is_blank { prefix.trim_end().to_string() } else { prefix };
            if with != line.text[..cut] {
                self.edits.push(Edit::new(line.start..line.start + cut, with));
            }
        }
        number + 1
    }

    /// Reads a line of nothing but tags, or one of a tag, words and its end; returns the number of the next line.
    fn tags(&mut self, number: usize) -> Option<usize> {
        let line = *self.lines.get(number)?;
        let start = line.start + line.text.len() - line.text.trim_start_matches([' ', '\t']).len();
        let first = Tag::new(self.page, start)?;
        if let Some(next) = self.whole(number, start, &first) {
            return Some(next);
        }
        let mut all = vec![first];
        loop {
            let at = all.last()?.end;
            let rest = &self.page.text()[at..self.page.line_end(at)];
            if rest.trim().is_empty() {
                break;
            }
            all.push(Tag::new(self.page, at + rest.len() - rest.trim_start().len())?);
        }
        let end = all.last()?.end;
        let next = self.lines.partition_point(|line| line.start < end);
        let text = self.page.text();
        let is_known = |tag: &Tag| {
            let named = !tag.attributes.is_empty();
            tag.alone || named || text.contains(&format!("</{}>", tag.name))
        };
        if !all.iter().all(is_known) || all.iter().any(|tag| tag.closes && !self.is_open(tag, &all)) {
            return None;
        }
        if self.open.is_empty() {
            self.base = start - line.start;
        }
        let before = self.prefix();
        let mut out = String::new();
        for tag in all {
            self.tag(tag, next, &mut out);
        }
        let prefix = self.prefix();
        let out = format!("{}\n{out}{}", before.trim_end(), prefix.trim_end());
        self.edits.push(Edit::new(line.start..self.page.line_end(end), out));
        Some(next)
    }

    fn is_open(&self, tag: &Tag, all: &[Tag]) -> bool {
        self.open.iter().any(|open| open.name == tag.name)
            || all.iter().any(|other| other.name == tag.name && !other.closes)
    }

    fn tag(&mut self, tag: Tag<'p>, next: usize, out: &mut String) {
        let prefix = self.prefix();
        let blank = prefix.trim_end().to_string();
        if tag.closes {
            let Some(at) = self.open.iter().rposition(|open| open.name == tag.name) else { return };
            let caption = self.open.get(at).map(|open| open.caption.clone()).unwrap_or_default();
            if !caption.is_empty() {
                out.push_str(&format!("{prefix}<em>{}</em>\n{blank}\n", escaped(&caption)));
            }
            self.open.truncate(at);
            return out.push_str(&format!("{}\n", self.prefix().trim_end()));
        }
        if tag.alone {
            if let Some(said) = Said::of(&tag.arguments()) {
                out.push_str(&format!("{prefix}{}\n{blank}\n", said.markdown(&prefix)));
            }
            return;
        }
        let aside = tag.aside();
        let title = tag.title(&self.labels());
        match aside {
            Some(kind) => {
                let title = tag.get(said::TITLES).unwrap_or("");
                let inside = format!("{prefix}> ");
                out.push_str(&format!("{inside}{}\n", asides::head(&inside, kind, &escaped(title))));
            }
            None if !title.is_empty() => out.push_str(&format!("{prefix}{title}\n{blank}\n")),
            None => {}
        }
        if self.open.len() < MOST_OPEN {
            let caption = tag.get(&["caption"]).unwrap_or("").to_string();
            let margin = self.margin(&tag, next);
            self.open.push(Open { name: tag.name, is_aside: aside.is_some(), caption, labels: tag.labels(), margin });
        }
    }

    /// The least indent of the lines up to the end of a component.
    fn margin(&self, tag: &Tag, next: usize) -> usize {
        let end = format!("</{}>", tag.name);
        let inside =
            self.lines.get(next..).unwrap_or(&[]).iter().take_while(|line| !line.text.trim_start().starts_with(&end));
        let full = inside.filter(|line| !line.text.trim().is_empty());
        full.map(|line| indent(line.text)).min().unwrap_or(0)
    }

    /// Reads `<Tip title="Wax">It helps.</Tip>` in a line; returns the number of the next line.
    fn whole(&mut self, number: usize, start: usize, tag: &Tag) -> Option<usize> {
        let line = *self.lines.get(number)?;
        let rest = self.page.text().get(tag.end..line.end()).filter(|_| !tag.alone && !tag.closes)?;
        let words = rest.trim().strip_suffix(&format!("</{}>", tag.name))?.trim();
        if words.is_empty() || words.contains(&format!("<{}", tag.name)) {
            return None;
        }
        if self.open.is_empty() {
            self.base = start - line.start;
        }
        let prefix = self.prefix();
        let blank = prefix.trim_end();
        let caption = tag.get(&["caption"]);
        let out = match (tag.aside(), tag.title(&self.labels())) {
            (Some(kind), _) => {
                let title = tag.get(said::TITLES).unwrap_or("");
                let inside = format!("{prefix}> ");
                format!("{inside}{}\n{inside}{words}", asides::head(&inside, kind, &escaped(title)))
            }
            (None, title) if !title.is_empty() => format!("{prefix}{title}\n{blank}\n{prefix}{words}"),
            _ => format!("{prefix}{words}<!-- -->\n{prefix}<em>{}</em>", escaped(caption?)),
        };
        self.edits.push(Edit::new(line.start..line.end(), format!("{blank}\n{out}\n{blank}")));
        Some(number + 1)
    }
}

/// The columns before the first word; a tab counts as four.
fn indent(text: &str) -> usize {
    let blank = text.chars().take_while(|c| matches!(c, ' ' | '\t'));
    blank.map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// The bytes of at most `columns` columns of white space.
fn cut_of(text: &str, columns: usize) -> usize {
    let mut left = columns;
    let mut bytes = 0;
    for c in text.chars().take_while(|c| matches!(c, ' ' | '\t')) {
        let width = if c == '\t' { 4 } else { 1 };
        if width > left {
            break;
        }
        left -= width;
        bytes += 1;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    /// The lines with words.
    fn full(text: &str) -> String {
        let text = rewritten(read, text);
        text.lines().filter(|line| !line.trim_matches([' ', '>']).is_empty()).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn markdown_between_tags_is_markdown() {
        for (source, expected) in [
            ("<Steps>\n1. One\n2. Two\n</Steps>\n", "1. One\n2. Two"),
            ("<Note>\nUse **oil**.\n</Note>\n", "> [!NOTE]\n> Use **oil**."),
            (
                "<Aside type=\"caution\" title=\"Hot\">\nGlass.\n</Aside>\n",
                "> [!CAUTION]\n> <strong>Hot</strong>\n> Glass.",
            ),
            ("<Tip>Short `code`.</Tip>\n", "> [!TIP]\n> Short `code`."),
            (
                "<Tabs>\n  <TabItem label=\"Whale\">Bright.</TabItem>\n  <TabItem label=\"Rape\">\n    Cheap.\n  </TabItem>\n</Tabs>\n",
                "<strong>Whale</strong>\nBright.\n<strong>Rape</strong>\nCheap.",
            ),
            (
                "<Tabs\n  values={[\n    { label: 'Get it', value: 'get' },\n  ]}\n>\n<TabItem value=\"get\">\n\nYes\n\n</TabItem>\n</Tabs>\n",
                "<strong>Get it</strong>\nYes",
            ),
            ("<Card title=\"Oil\" href=\"/oil\">\nAbout oil.\n</Card>\n", "[<strong>Oil</strong>](</oil>)\nAbout oil."),
            ("<LinkCard title=\"More\" description=\"On oil\" href=\"/oil/\" />\n", "[More](</oil/>) On oil"),
            (
                "<ParamField path=\"oil\" type=\"string\" required>\n  The oil.\n</ParamField>\n",
                "<strong><code>oil</code></strong> string\nThe oil.",
            ),
            (
                "<Frame caption=\"The pier\"><img src=\"/p.png\" /></Frame>\n",
                "<img src=\"/p.png\" /><!-- -->\n<em>The pier</em>",
            ),
            ("<CodeGroup>\n```sh npm\nnpm i\n```\n</CodeGroup>\n", "```sh npm\nnpm i\n```"),
            ("1. A\n\n   <Note>\n   Wax.\n   </Note>\n", "1. A\n   > [!NOTE]\n   > Wax."),
            ("<Note>\n```md\n<Note>\n```\n</Note>\n", "> [!NOTE]\n> ```md\n> <Note>\n> ```"),
        ] {
            assert_eq!(full(source), expected, "{source}");
        }
    }

    #[test]
    fn what_is_no_component_stays() {
        for same in [
            "<Name>\nis a place.\n",
            "```jsx\n<Note>\nA\n</Note>\n```\n",
            "<div>\n<Card title=\"a\">\nb\n</Card>\n</div>\n",
            "    <Note>\n    A\n    </Note>\n",
            "The <Note>word</Note> stays.\n",
            "<Bold>word</Bold> and more.\n",
            "</Note>\n",
        ] {
            assert_eq!(rewritten(read, same), same);
        }
    }
}
