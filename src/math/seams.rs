//! The places where a formula may be divided: at a relation, and at an operator between two terms (Knuth, *The TeXbook*,
//! chapter 18, page 173). Nothing inside brackets is divided, because a reader looks for the bracket's end on the same
//! line. In running text the sign ends a line; a displayed formula's lines begin with it (chapter 19, page 195).

use ratex_parser::ParseNode;
use ratex_parser::parse_node::{AtomFamily, Mode};

/// A sign at which a formula may be divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seam {
    /// Equality, order, membership, an arrow.
    Relation,
    /// Plus, times, and what else joins two terms.
    Operator,
}

/// The side of a sign on which the formula is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Before it: the sign begins a part.
    Before,
    /// After it: the sign ends a part.
    After,
}

/// A part of a formula.
#[derive(Debug)]
pub(crate) struct Part {
    /// Its tree, with the sign of the seam at its end or its beginning.
    pub nodes: Vec<ParseNode>,
    /// The sign that it ends or begins with.
    pub seam: Option<Seam>,
}

/// Divides a formula at its seams; one part if it has none. If the signs end the parts, the last has no seam, otherwise
/// the first.
pub(crate) fn parts(nodes: Vec<ParseNode>, side: Side) -> Vec<Part> {
    let classes: Vec<Class> = nodes.iter().map(class).collect();
    let mut parts = Vec::new();
    let mut here = Part { nodes: Vec::new(), seam: None };
    let mut depth = 0_usize;
    // The sign that was met last, and its place in the part.
    let mut sign: Option<(Seam, usize)> = None;
    for (at, node) in nodes.into_iter().enumerate() {
        let before = at.checked_sub(1).map(|before| classes[before]);
        match classes[at] {
            Class::Open => depth += 1,
            Class::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        let place = here.nodes.len();
        sign = match (classes[at], before) {
            // Two relations in a row are one sign, and the space that somebody put behind a sign belongs to it.
            (Class::Relation, Some(_)) if depth == 0 => sign.or(Some((Seam::Relation, place))),
            (Class::Space, _) => sign,
            // A sign without a term before it belongs to the term after it: `a = -b`.
            (Class::Operator, Some(Class::Term | Class::Close)) if depth == 0 => Some((Seam::Operator, place)),
            _ => None,
        };
        here.nodes.push(node);
        let goes_on = matches!(classes.get(at + 1), Some(Class::Term | Class::Open | Class::Operator));
        let Some((seam, place)) = sign.filter(|_| goes_on) else { continue };
        sign = None;
        // An empty group stands for the other side, because TeX sets no space around a sign at the edge of a list.
        let empty = ParseNode::OrdGroup { mode: Mode::Math, body: Vec::new(), semisimple: None, loc: None };
        let next = match side {
            Side::After => {
                here.nodes.push(empty);
                here.seam = Some(seam);
                Part { nodes: Vec::new(), seam: None }
            }
            Side::Before => {
                let signs = here.nodes.split_off(place);
                Part { nodes: std::iter::once(empty).chain(signs).collect(), seam: Some(seam) }
            }
        };
        parts.push(std::mem::replace(&mut here, next));
    }
    parts.push(here);
    parts
}

/// The classes of TeX that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Term,
    Operator,
    Relation,
    Open,
    Close,
    Punctuation,
    Space,
}

fn class(node: &ParseNode) -> Class {
    match node {
        ParseNode::Atom { family, .. } => match family {
            AtomFamily::Bin => Class::Operator,
            AtomFamily::Rel => Class::Relation,
            AtomFamily::Open => Class::Open,
            AtomFamily::Close => Class::Close,
            AtomFamily::Punct => Class::Punctuation,
            AtomFamily::Inner => Class::Term,
        },
        ParseNode::SupSub { base: Some(base), .. } => class(base),
        // A sign that is put together, such as `\ne`.
        ParseNode::HtmlMathMl { html, .. } => html.last().map_or(Class::Space, class),
        ParseNode::MClass { mclass, .. } => match mclass.as_str() {
            "mrel" => Class::Relation,
            "mbin" => Class::Operator,
            "mopen" => Class::Open,
            "mclose" => Class::Close,
            "mpunct" => Class::Punctuation,
            _ => Class::Term,
        },
        ParseNode::XArrow { .. } => Class::Relation,
        ParseNode::SpacingNode { .. } | ParseNode::Kern { .. } => Class::Space,
        _ => Class::Term,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The seams of a formula, in order.
    fn seams(tex: &str) -> Vec<Seam> {
        let nodes = ratex_parser::parse(tex).unwrap_or_else(|error| panic!("{tex}: {error:?}"));
        parts(nodes, Side::After).iter().filter_map(|part| part.seam).collect()
    }

    #[test]
    fn lines_may_end_after_relations_and_after_signs_between_terms() {
        use Seam::{Operator, Relation};
        assert_eq!(seams("a = b + c"), [Relation, Operator]);
        assert_eq!(seams(r"x_1 \le y^2 \le \frac{1}{2}"), [Relation, Relation]);
        assert_eq!(seams(r"f \colon A \to B"), [Relation]);
        assert_eq!(seams(r"A \xrightarrow{g} B"), [Relation]);
        assert_eq!(seams(r"(a) - (b)"), [Operator]);
    }

    #[test]
    fn brackets_and_signs_of_a_number_are_not_divided() {
        assert_eq!(seams("f(a + b)"), []);
        assert_eq!(seams(r"\{x \in A : x > 0\}"), []);
        assert_eq!(seams("-1"), []);
        assert_eq!(seams("{}= b"), [Seam::Relation]);
        assert_eq!(seams("= b"), []);
        assert_eq!(seams("a ="), []);
        assert_eq!(seams("a = -b"), [Seam::Relation]);
        assert_eq!(seams(r"a \times -b"), [Seam::Operator]);
    }

    #[test]
    fn both_sides_have_the_same_seams() {
        for tex in ["a = b + c", "a := -b", r"x \implies y \ne z", "{} - 1"] {
            let nodes = ratex_parser::parse(tex).unwrap();
            let (after, before) = (parts(nodes.clone(), Side::After), parts(nodes, Side::Before));
            let seams = |parts: &[Part]| parts.iter().map(|part| part.seam).collect::<Vec<_>>();
            assert_eq!(seams(&after)[..after.len() - 1], seams(&before)[1..], "{tex}");
            assert_eq!((seams(&after).last(), seams(&before).first()), (Some(&None), Some(&None)), "{tex}");
            let count = |parts: &[Part]| parts.iter().map(|part| part.nodes.len()).sum::<usize>();
            assert_eq!(count(&after), count(&before), "{tex}");
        }
    }

    #[test]
    fn two_signs_in_a_row_are_one_seam() {
        assert_eq!(seams("a := b"), [Seam::Relation]);
        for sign in
            [r"\ne", r"\not\in", r"\notin", r"\coloneqq", r"\to", r"\implies", r"\iff", r"\stackrel{?}{=}", r"\mid"]
        {
            assert_eq!(
                seams(&format!("a {sign} b")),
                [Seam::Relation],
                "{sign}: {:?}",
                ratex_parser::parse(&format!("a {sign} b"))
            );
        }
    }
}
