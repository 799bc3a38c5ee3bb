//! Directives of one line: `::name[words]{key="value"}`, Microsoft's `:::image source="a.png":::` and its brackets,
//! `[!INCLUDE [words](a.md)]`, `[!VIDEO https://...]`, `[!div class="x"]`.
//!
//! They are read after the containers, so that a line of colons that is left here opens or closes nothing.

use super::attributes::{self, Attributes};
use super::said;
use crate::front::markdown::page::{Edit, Line, Page};

/// Lines of two or more colons and a name.
pub(super) fn colons(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for line in page.lines() {
        let start = line.start + line.prefix().len();
        let rest = line.body().trim_start_matches(':');
        let colons = line.body().len() - rest.len();
        if colons < 2 || page.is_verbatim(start) {
            continue;
        }
        let place = start..start + line.body().len();
        match Leaf::new(rest, colons) {
            Some(leaf) => edits.push(leaf.edit(place, line.prefix())),
            // A line of Markdown's own: a colon at its start is no definition.
            None if !rest.is_empty() => edits.push(Edit::insert(start, "\\")),
            None => {}
        }
    }
    edits
}

/// A directive's parts.
struct Leaf<'p> {
    name: &'p str,
    words: &'p str,
    attributes: Attributes,
}

impl<'p> Leaf<'p> {
    /// The directive behind that many colons: a name, words in brackets, attributes, and colons that close it. `None`
    /// for other words.
    fn new(rest: &'p str, colons: usize) -> Option<Self> {
        let rest = rest.trim_end_matches(':').trim();
        let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let end = rest.find(|c| !name(c)).unwrap_or(rest.len());
        let (name, rest) = rest.split_at(end);
        let (words, rest) = match rest.strip_prefix('[') {
            Some(inside) => inside.rsplit_once(']')?,
            None => ("", rest),
        };
        let rest = rest.trim();
        let inside = rest.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(rest);
        let attributes = if inside.trim().is_empty() { Attributes::default() } else { attributes::parse(inside)? };
        // Two colons are also the sign of paths in programs and of questions on cards.
        let marked = colons > 2 || !words.is_empty() || rest.starts_with('{');
        (!name.is_empty() && marked).then_some(Leaf { name, words: words.trim(), attributes })
    }

    /// A picture, the directive's words, or nothing.
    fn edit(&self, place: std::ops::Range<usize>, prefix: &str) -> Edit {
        let value = |keys: &[&str]| keys.iter().find_map(|key| self.attributes.get(key)).unwrap_or("");
        let source = value(&["source", "src"]);
        // A line of text directly above would be one paragraph with it.
        let apart = format!("\n{prefix}");
        if matches!(self.name, "image" | "figure" | "img") && !source.is_empty() {
            let alt = value(&["alt-text", "alt"]).replace(['[', ']'], "");
            return Edit::new(place, format!("{apart}![{alt}](<{}>)", said::clean_address(source)));
        }
        match self.words {
            "" => Edit::leave_out(place, format!("the directive {}", self.name)),
            words => Edit::new(place, format!("{apart}{words}")),
        }
    }
}

/// `[!NAME words]`, alone in a line or a quotation: an address of a video stays, the rest is for the site.
pub(super) fn brackets(page: &Page) -> Vec<Edit> {
    let bracket = |line: Line| {
        let body = line.body();
        let start = line.start + line.prefix().len();
        let (name, rest) = body.strip_prefix("[!")?.strip_suffix(']')?.split_once([' ', '['])?;
        let simple = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let place = start..start + body.len();
        if !simple || page.is_verbatim(start) {
            return None;
        }
        if let Some(link) = said::address(rest.trim()) {
            return Some(Edit::new(place, link));
        }
        let is_file = rest.trim_start_matches('[').split_once("](").is_some_and(|(_, file)| file.ends_with(')'));
        let is_class = attributes::parse(rest).is_some();
        (is_file || is_class).then(|| Edit::leave_out(place, body.to_string()))
    };
    page.lines().filter_map(bracket).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn a_line_of_colons_is_no_definition() {
        for (source, expected) in [
            ("a\n::include{file=b.md}\n", "a\n\n"),
            ("::: zone pivot=\"x\"\n\nb\n\n::: zone-end\n", "\n\nb\n\n\n"),
            (":::image type=\"c\" source=\"a.png\" alt-text=\"A pane.\":::\n", "\n![A pane.](<a.png>)\n"),
            (":::row:::\n    a\n:::row-end:::\n", "\n    a\n\n"),
            ("::youtube[A *talk*]{#abc}\n", "\nA *talk*\n"),
            ("a\n::: what a day it was\n", "a\n\\::: what a day it was\n"),
            ("a\n::std\n", "a\n\\::std\n"),
        ] {
            assert_eq!(rewritten(colons, source), expected);
        }
        for same in ["Term\n: Meaning\n", "```\n::a{b=c}\n```\n", "a::b[c]\n", "::\n"] {
            assert_eq!(rewritten(colons, same), same);
        }
    }

    #[test]
    fn brackets_of_one_line_go() {
        for (source, expected) in [
            ("[!INCLUDE [a](b.md)]\n", "\n"),
            ("[!code-csharp[Main](a.cs)]\n", "\n"),
            ("> [!div class=\"checklist\"]\n> * a\n", "> \n> * a\n"),
            ("> [!VIDEO https://example.org/1]\n", "> <https://example.org/1>\n"),
        ] {
            assert_eq!(rewritten(brackets, source), expected);
        }
        for same in ["[!NOTE]\n", "> [!NOTE] A title\n", "[!what a day]\n", "`[!a [b](c)]`\n", "[![a](b)](c)\n"] {
            assert_eq!(rewritten(brackets, same), same);
        }
    }
}
