//! Elements of Distill's articles: citations, notes, formulas and code.

use crate::front::markdown::page::{Edit, Page};

/// The longest element, in bytes.
const LONGEST: usize = 4000;

/// What an element becomes: the signs before and after its content; `None` drops the content.
const ELEMENTS: &[(&str, Option<(&str, &str)>)] = &[
    ("d-cite", None),
    ("d-bibliography", None),
    ("d-appendix", None),
    ("d-toc", None),
    ("d-footnote", Some(("^[", "]"))),
    ("d-math", Some(("$", "$"))),
    ("d-code", Some(("```", "```"))),
];

pub(super) fn read(page: &Page) -> Vec<Edit> {
    let mut edits = Vec::new();
    for at in page.find("<d-") {
        let text = page.after(at, LONGEST);
        let Some((name, signs)) = ELEMENTS.iter().find(|(name, _)| text[1..].starts_with(name)) else { continue };
        let close = format!("</{name}>");
        let Some((head, end)) = text.find('>').zip(text.find(&close)).filter(|(head, end)| head < end) else {
            continue;
        };
        let (tag, inside) = (&text[..head], &text[head + 1..end]);
        let range = at..at + end + close.len();
        let is_block = tag.contains(" block");
        let language = tag.split("language=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("");
        edits.push(match signs {
            // A citation takes the space before it along.
            None => {
                let before = &page.text()[..at];
                Edit::leave_out(before.trim_end_matches(' ').len()..range.end, format!("the element {name}"))
            }
            Some(_) if *name == "d-math" && is_block => Edit::new(range, format!("$$\n{}\n$$", inside.trim())),
            Some((open, _)) if *name == "d-code" && !is_block && !inside.contains('\n') => {
                let sign = &open[..1];
                Edit::new(range, format!("{sign}{}{sign}", inside.trim()))
            }
            Some((open, close)) if *name == "d-code" => {
                Edit::new(range, format!("{open}{language}\n{}\n{close}", inside.trim_matches('\n')))
            }
            Some((open, close)) => Edit::new(range, format!("{open}{}{close}", inside.trim())),
        });
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::rewritten;
    use super::*;

    #[test]
    fn elements_become_markdown() {
        for (source, expected) in [
            ("A <d-cite key=\"a,b\"></d-cite>.<d-footnote>Only *now*.</d-footnote>", "A.^[Only *now*.]"),
            ("After <d-math>a^2</d-math>.", "After $a^2$."),
            ("<d-code block language=\"python\">\nx = 1\n</d-code>", "```python\nx = 1\n```"),
            ("Call <d-code>f()</d-code>, `<d-math>` and <d-x>y</d-x>", "Call `f()`, `<d-math>` and <d-x>y</d-x>"),
        ] {
            assert_eq!(rewritten(read, source), expected);
        }
    }
}
