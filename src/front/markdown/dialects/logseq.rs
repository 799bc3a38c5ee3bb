//! Notes of Logseq: macros and references that only the program can fill, clocks of tasks, sizes of pictures, and blocks
//! between `#+BEGIN_` and `#+END_`.

use super::asides;
use super::templates::quoted;
use crate::front::markdown::page::{Edit, Line, Page};

/// The longest macro, in bytes.
const LONGEST: usize = 400;
/// Macros that the program fills.
const MACROS: &[&str] = &["renderer", "query", "embed", "function", "cloze", "namespace", "tweet"];
/// The length of a block's name: `62479f1a-0b1c-4a57-8a5f-1f9f6a5d7a11`.
const ID: usize = 36;

/// `{{query (task TODO)}}`, `((62479f1a-...))` and `{:height 240, :width 400}`.
pub(super) fn macros(page: &Page) -> Vec<Edit> {
    let text = page.text();
    let named = |at: usize| {
        let inside = page.after(at + 2, LONGEST);
        let end = inside.find("}}\n").or_else(|| inside.find("}}"))?;
        let name = inside.split([' ', '}', ':']).next()?;
        (MACROS.contains(&name) && !inside[..end].contains('\n')).then_some(at + 2 + end + 2)
    };
    let reference = |at: usize| {
        let inside = page.after(at + 2, ID + 2);
        let is_id = |id: &str| id.len() == ID && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
        inside.strip_suffix("))").is_some_and(is_id).then_some(at + 2 + ID + 2)
    };
    let size = |at: usize| {
        let inside = page.after(at, 60);
        let end = inside.find('}')? + 1;
        let is_size = inside[..end].contains(":height ") || inside[..end].contains(":width ");
        (is_size && text[..at].ends_with(')')).then_some(at + end)
    };
    let mut places: Vec<(usize, usize)> = Vec::new();
    places.extend(page.find("{{").filter_map(|at| Some((at, named(at)?))));
    places.extend(page.find("((").filter_map(|at| Some((at, reference(at)?))));
    places.extend(page.find("{:").filter_map(|at| Some((at, size(at)?))));
    let edit = |(start, end): (usize, usize)| {
        let what = text[start..end].to_string();
        let (first, last) = (page.line_start(start), page.line_end(end));
        // An item of nothing else goes with it.
        let is_item = text[first..start].trim() == "-" && text[end..last].trim().is_empty();
        Edit::leave_out(if is_item { first..(last + 1).min(text.len()) } else { start..end }, what)
    };
    places.into_iter().filter(|(start, _)| !page.is_verbatim(*start)).map(edit).collect()
}

/// `:LOGBOOK:` with the clocks up to `:END:`.
pub(super) fn clocks(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut open: Option<usize> = None;
    for line in page.lines() {
        match (line.body(), open) {
            (":LOGBOOK:", _) if !page.in_code_block(line.start) => open = Some(line.start),
            (":END:", Some(start)) => {
                let end = (line.end() + 1).min(page.text().len());
                edits.push(Edit::leave_out(start..end, "the clock of a task"));
                open = None;
            }
            (body, Some(_)) if body.starts_with("CLOCK:") => {}
            _ => open = None,
        }
    }
    edits
}

/// `#+BEGIN_QUOTE` and `#+BEGIN_TIP` with the lines up to their ends.
pub(super) fn blocks(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut open: Option<(Line, usize, String)> = None;
    for line in page.lines() {
        let body = line.body();
        if let Some(at) =
            line.text.find("#+BEGIN_").filter(|at| line.text[..*at].trim_matches([' ', '\t', '-']).is_empty())
        {
            let name = line.text[at + "#+BEGIN_".len()..].trim().to_ascii_lowercase();
            let is_known = name == "quote" || asides::kind(&name).is_some();
            open = (is_known && !page.in_code_block(line.start + at)).then_some((line, at, name));
        } else if let Some((first, at, name)) =
            open.take_if(|(_, _, name)| body.strip_prefix("#+END_").is_some_and(|end| end.eq_ignore_ascii_case(name)))
        {
            let sign = asides::kind(&name).map_or(">".to_string(), |kind| format!("> [!{kind}]"));
            edits.push(Edit::new(first.start + at..first.end(), sign));
            let indent = line.text.len() - line.text.trim_start().len();
            edits.extend(quoted(page, first.end()..line.start, indent));
            edits.push(Edit::remove(line.start + indent..line.end()));
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn what_only_the_program_fills_goes() {
        for (source, expected) in [
            ("- {{renderer :tocgen}}\n- a {{query (task [[b]])}}\n", "- a \n"),
            ("- ((62479f1a-0b1c-4a57-8a5f-1f9f6a5d7a11))\n- b\n", "- b\n"),
            ("![a](b.png){:height 240, :width 400}\n", "![a](b.png)\n"),
            ("{{ name }} and ((a)) and {:toc}\n", "{{ name }} and ((a)) and {:toc}\n"),
        ] {
            assert_eq!(rewritten(macros, source), expected);
        }
        let text = "- a\n  :LOGBOOK:\n  CLOCK: [2024]\n  :END:\n- b\n";
        assert_eq!(rewritten(clocks, text), "- a\n- b\n");
        let text = "- #+BEGIN_QUOTE\n  A grid.\n  #+END_QUOTE\n";
        assert_eq!(rewritten(blocks, text), "- >\n  > A grid.\n  \n");
        assert_eq!(rewritten(blocks, "#+BEGIN_SRC\na\n#+END_SRC\n"), "#+BEGIN_SRC\na\n#+END_SRC\n");
    }
}
