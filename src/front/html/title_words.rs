//! The title as the page's heading sets it. The title in the page's head is plain text, so the names of books, exponents,
//! formulas and readings are only in the heading.

use super::build::{Builder, math, whitespace};
use super::dom::headings::{calls_note, heading_words};
use super::dom::{Dom, Id};
use super::metadata::Known;
use super::metadata::titles::overlap;
use super::notes::Notes;
use super::removals::Removals;
use crate::context::Context;
use crate::doc::count::letters;
use crate::doc::{Inline, Inlines, plain_text};

/// Elements that say more than their words.
const SETTINGS: &[&str] = &["em", "i", "cite", "dfn", "var", "sub", "sup", "code", "ruby", "math"];

/// The share of its words that a heading with a formula has in common with the title. In the page's head a formula is
/// written as its author pleased.
const COMMON: f64 = 0.5;

/// The words of the heading that is the title, if they are set in some way.
pub(crate) fn as_set(dom: &Dom, notes: &Notes, known: &Known, cx: &Context) -> Option<Inlines> {
    let headings = dom.descendants(Dom::ROOT).filter(|id| matches!(dom.tag(*id), "h1" | "h2"));
    let heading = headings.filter(|id| is_set(dom, *id, known)).find(|id| is_title(dom, *id, &known.title))?;
    let removals = Removals::nothing(dom.count());
    let mut words = Inlines::new();
    let mut builder = Builder::new(dom, &removals, notes, &known.base, cx.limits.depth);
    builder.flat_inlines(heading, &mut words);
    if known.tex_in_text {
        math::lift_tex(&mut words);
    }
    let mut words = without_targets(words);
    whitespace::tidy(&mut words);
    // What is set in one way throughout says nothing.
    while let [Inline::Emph(inside)] = words.as_mut_slice() {
        words = std::mem::take(inside);
    }
    let is_whole = has_formula(&words) || letters(&plain_text(&words)) == letters(&known.title);
    (is_whole && words.iter().any(|inline| !matches!(inline, Inline::Text(_)))).then_some(words)
}

fn is_set(dom: &Dom, heading: Id, known: &Known) -> bool {
    dom.descendants(heading).any(|id| SETTINGS.contains(&dom.tag(id)))
        || known.tex_in_text && heading_words(dom, heading).contains(['$', '\\'])
}

fn is_title(dom: &Dom, heading: Id, title: &str) -> bool {
    let words = heading_words(dom, heading);
    words == title || dom.find(heading, "math").is_some() && overlap(&words, title) >= COMMON
}

fn has_formula(words: &[Inline]) -> bool {
    words
        .iter()
        .any(|inline| matches!(inline, Inline::Math(_)) || inline.children().is_some_and(|inside| has_formula(inside)))
}

fn is_link(inline: &Inline) -> bool {
    matches!(inline, Inline::Link(_))
}

/// The words without notes and their calls, pictures and places, and without what links add to them.
fn without_targets(words: Inlines) -> Inlines {
    let mut out = Inlines::with_capacity(words.len());
    for mut inline in words {
        match inline {
            Inline::Note(_) | Inline::Image(_) | Inline::Anchor(_) => continue,
            Inline::Super(sign) if sign.iter().any(is_link) || calls_note(&plain_text(&sign)) => continue,
            Inline::LineBreak => out.push(Inline::text(" ")),
            Inline::Link(link) => out.extend(without_targets(link.content)),
            Inline::Strong(inside) | Inline::Underline(inside) | Inline::Mark(inside) => {
                out.extend(without_targets(inside));
            }
            _ => {
                if let Some(children) = inline.children_mut() {
                    *children = without_targets(std::mem::take(children));
                }
                out.push(inline);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::context::Context;
    use crate::doc::{Inline, Inlines, plain_text};

    fn title(head: &str, heading: &str) -> Inlines {
        let prose =
            "<p>The keeper rowed out at noon and found nobody there, and so he turned the boat and went back.</p>";
        let page = format!("<title>{head}</title><article><h1>{heading}</h1>{}</article>", prose.repeat(5));
        super::super::page_from(&page, None, &mut Context::default()).meta.title
    }

    #[test]
    fn names_and_exponents_stay_as_they_are_set() {
        let book = Inline::Emph(vec![Inline::text("Middlemarch")]);
        for call in ["", "<sup><a href='#n1'>1</a></sup>", "<sup>†</sup>"] {
            let heading = format!("On <em>Middlemarch</em>{call}");
            assert_eq!(title("On Middlemarch", &heading), [Inline::text("On "), book.clone()]);
        }
        for (head, heading) in [
            ("The mass E = mc2 | The Wave", "The mass E = mc<sup>2</sup>"),
            ("Louis the 2nd", "Louis the 2<sup>nd</sup>"),
            ("How to use grep", "How to use <code>grep</code>"),
            ("Soot and CO2 at sea", "Soot and CO<sub>2</sub> at sea"),
        ] {
            let words = title(head, heading);
            assert_eq!((words.len() > 1, plain_text(&words).as_str()), (true, head.trim_end_matches(" | The Wave")));
        }
    }

    #[test]
    fn a_formula_stays_a_formula() {
        let formula = "<math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mn>2</mn></math>";
        for head in ["On the roots of x2=2", "On the roots of $x^2 = 2$", "On the roots of x\u{b2} = 2"] {
            let words = title(head, &format!("On the roots of {formula}"));
            assert!(matches!(words.as_slice(), [Inline::Text(_), Inline::Math(_)]), "{words:?}");
        }
    }

    #[test]
    fn calls_of_notes_and_links_do_not_stay() {
        for heading in [
            "The ferry at night<sup><a href='#n1'>1</a></sup>",
            "The ferry at night<sup>*</sup>",
            "The ferry at night<sup>[2]</sup>",
            "<a href=/ferry>The ferry at night</a>",
            "<em>The ferry at night</em>",
        ] {
            assert_eq!(title("The ferry at night", heading), [Inline::text("The ferry at night")], "{heading}");
        }
    }
}
