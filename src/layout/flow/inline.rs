//! Inlines become pieces of a paragraph: looks, links, notes, languages, small pictures.

use std::borrow::Cow;
use std::rc::Rc;

use super::Flow;
use super::figure::TALLEST_IN_LINE;
use crate::diag::{Diagnostic, codes};
use crate::doc::{self, Inline, Lang, plain_text, targets};
use crate::geometry::Size;
use crate::layout::frame::{Colour, Item, NodeId, Owner, Placed, Pt, StructureKind, Target};
use crate::layout::galley::Link;
use crate::layout::inline::{Decoration, Look, Piece, TextPiece};
use crate::layout::math;
use crate::layout::setting::formula_pieces;
use crate::layout::shape::identifiers;
use crate::style::{Emphasis, Family, Role};

/// The context of some inlines.
#[derive(Clone)]
pub(crate) struct Around {
    /// The look of the inlines.
    pub look: Rc<Look>,
    /// Their owner node.
    pub node: NodeId,
    /// The link they are part of.
    pub link: Option<u32>,
    /// The measure, for pictures and formulas in the line.
    pub measure: Pt,
    /// True if capitals are set throughout.
    pub capitals: bool,
    /// True if code may end a line after its own punctuation: in cells; otherwise their columns would be as wide as the
    /// longest piece of code.
    pub divides_code: bool,
}

impl Around {
    /// The same with another look.
    fn looking(&self, change: impl FnOnce(&mut Look)) -> Around {
        let mut look = (*self.look).clone();
        change(&mut look);
        Around { look: Rc::new(look), ..self.clone() }
    }
}

/// A name with possible line ends after its punctuation.
fn divided(name: &str) -> String {
    let mut out = name.to_owned();
    identifiers::places(name).into_iter().rev().for_each(|at| out.insert(at, '\u{200B}'));
    out
}

/// A text with possible line ends in the names of programs, files and paths.
fn with_divided_names(text: &str) -> Cow<'_, str> {
    if !text.split(' ').any(identifiers::is_identifier) {
        return text.into();
    }
    let word = |word: &str| if identifiers::is_identifier(word) { divided(word) } else { word.to_owned() };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ").into()
}

impl Flow<'_, '_> {
    /// Appends the pieces of some inlines.
    pub(crate) fn inlines(&mut self, inlines: &[Inline], around: &Around, out: &mut Vec<Piece>) {
        let mut before: Option<&Inline> = None;
        for inline in inlines {
            match before.filter(|_| matches!(inline, Inline::Note(_))) {
                // The numbers of two adjacent notes would be read as one.
                Some(Inline::Note(_)) => self.push_text(",", &self.raised(around), out),
                Some(before) if doc::ends_raised(before) => self.push_text("\u{202F}", around, out),
                _ => {}
            }
            before = Some(inline);
            self.inline(inline, around, out);
        }
    }

    fn inline(&mut self, inline: &Inline, around: &Around, out: &mut Vec<Piece>) {
        match inline {
            Inline::Text(text) | Inline::Literal(text) if around.divides_code => {
                self.push_text(&with_divided_names(text), around, out);
            }
            Inline::Text(text) | Inline::Literal(text) => self.push_text(text, around, out),
            Inline::Emph(inner) => self.inlines(inner, &self.emphasis(inner, around), out),
            Inline::Strong(inner) => self.inlines(inner, &around.looking(embolden), out),
            Inline::Strike(inner) => self.inlines(inner, &around.looking(|l| l.line = Decoration::Strike), out),
            Inline::Underline(inner) => self.inlines(inner, &around.looking(|l| l.line = Decoration::Underline), out),
            Inline::Mark(inner) => self.inlines(inner, &self.marked(around), out),
            // Small capitals are too small for a size that keeps all text at its floor.
            Inline::SmallCaps(inner) => {
                let small = self.set.style.floor == 0.0;
                self.inlines(inner, &around.looking(|l| l.small_caps = small), out);
            }
            Inline::Super(inner) => self.inlines(inner, &self.shifted(around, 0.34), out),
            Inline::Sub(inner) => self.inlines(inner, &self.shifted(around, -0.16), out),
            Inline::Code(text) => self.code_span(text, around, out),
            Inline::Link(link) => self.link(link, around, out),
            Inline::Image(image) => self.small_picture(image, around, out),
            Inline::Note(blocks) => self.note_call(blocks, around, out),
            Inline::Math(math) => self.formula_in_line(math, around, out),
            Inline::Ruby(ruby) => self.ruby(ruby, around, out),
            Inline::Lang(lang, inner) => self.foreign(lang, inner, around, out),
            Inline::Anchor(id) => out.push(Piece::Anchor(self.anchor(id))),
            Inline::LineBreak => out.push(Piece::Break),
        }
    }

    /// Appends characters.
    pub(crate) fn push_text(&mut self, text: &str, around: &Around, out: &mut Vec<Piece>) {
        if text.is_empty() {
            return;
        }
        let owner = self.owner(around.node);
        let text = if around.capitals { text.to_uppercase() } else { text.to_owned() };
        out.push(Piece::Text(TextPiece { text, look: around.look.clone(), owner, link: around.link, note: None }));
    }

    /// Emphasis in the style's form; emphasis inside emphasis is upright again.
    fn emphasis(&self, inner: &[Inline], around: &Around) -> Around {
        // A line of running text has about this many characters; longer italics tire readers of large print.
        let long = || plain_text(inner).chars().count() > 60;
        match self.set.style.emphasis {
            Emphasis::Bold => around.looking(embolden),
            Emphasis::ItalicThenBold if long() => around.looking(embolden),
            _ => around.looking(|l| l.italic = !l.italic),
        }
    }

    /// Raised like the numbers of notes, and upright even next to italics.
    pub(super) fn raised(&self, around: &Around) -> Around {
        self.shifted(&around.looking(|l| l.italic = false), 0.34)
    }

    /// Raised or lowered by a share of the size.
    fn shifted(&self, around: &Around, ems: Pt) -> Around {
        around.looking(|l| self.set.shift(l, ems))
    }

    /// A mark is a tint, or, in a style without tints, a line under the words.
    fn marked(&self, around: &Around) -> Around {
        let line = if self.set.style.tints { Decoration::Mark } else { Decoration::Underline };
        around.looking(|l| l.line = line)
    }

    fn code_span(&mut self, text: &str, around: &Around, out: &mut Vec<Piece>) {
        let node = self.open(StructureKind::Code, around.node);
        let style = self.set.style;
        let ratio = style.text(Role::Code).size / style.body().size.max(1.0);
        let mut inside = around.looking(|l| {
            l.family = Family::Mono;
            l.size = (l.size * ratio).max(style.least_em(&Family::Mono));
            l.verbatim = true;
            l.italic = false;
        });
        inside.node = node;
        inside.capitals = false;
        match around.divides_code {
            true => self.push_text(&divided(text), &inside, out),
            false => self.push_text(text, &inside, out),
        }
    }

    fn foreign(&mut self, lang: &Lang, inner: &[Inline], around: &Around, out: &mut Vec<Piece>) {
        let node = self.open(StructureKind::Span, around.node);
        self.galley.structure.lang(node, lang.clone());
        let mut inside = around.looking(|l| l.lang = Some(lang.clone()));
        inside.node = node;
        self.inlines(inner, &inside, out);
    }

    fn link(&mut self, link: &doc::Link, around: &Around, out: &mut Vec<Piece>) {
        let Some(target) = self.target(&link.url).filter(|_| around.link.is_none() && !link.content.is_empty()) else {
            return self.inlines(&link.content, around, out);
        };
        let node = self.open(StructureKind::Link, around.node);
        let words = crate::math::title_text(&link.content);
        let contents =
            link.title.clone().unwrap_or_else(|| if words.trim().is_empty() { link.url.clone() } else { words });
        let number = self.galley.links.len() as u32;
        self.galley.links.push(Link { node, target, contents });
        let mut inside = self.link_look(around);
        (inside.node, inside.link) = (node, Some(number));
        self.inlines(&link.content, &inside, out);
    }

    /// The target of an address; `None` for a relative one that leads to no article of the edition, because the
    /// article has left its place.
    pub(super) fn target(&mut self, url: &str) -> Option<Target> {
        let article = self.article;
        match article.targets.target(url, article.number as usize) {
            targets::Target::Inside(number, Some(id)) => Some(Target::Internal(article.anchor_in(number, &id))),
            targets::Target::Inside(number, None) => {
                self.leads_to_start |= article.prefix.is_empty();
                Some(Target::Internal(article.start_of(number)))
            }
            _ if url.contains(':') && !url.starts_with('#') => Some(Target::Url(url.to_owned())),
            targets::Target::Outside(url) => Some(Target::Url(url)),
            targets::Target::Nowhere => {
                let remark = targets::dead_link(url);
                if !self.remarks.iter().any(|said| said.message == remark.message) {
                    self.remarks.push(remark);
                }
                None
            }
        }
    }

    /// Links are dark blue, more than 10:1 against the page; if the style keeps to black they are underlined. If their
    /// addresses are notes, the note's number shows them and they look like the text around them.
    fn link_look(&self, around: &Around) -> Around {
        let tints = self.set.style.tints && !self.set.style.print.grey;
        if self.set.style.print.links_as_notes {
            return around.clone();
        }
        around.looking(|l| match tints {
            true => l.colour = Colour::Rgb(0.06, 0.2, 0.44),
            false => l.line = Decoration::Underline,
        })
    }

    /// A picture in the line: at its own size, but never so tall that it parts the lines.
    fn small_picture(&mut self, image: &doc::Image, around: &Around, out: &mut Vec<Piece>) {
        if let (Some(url), None) = (&image.link, around.link) {
            let content = vec![Inline::Image(doc::Image { link: None, ..image.clone() })];
            return self.link(&doc::Link { url: url.clone(), title: image.title.clone(), content }, around, out);
        }
        let Some((id, Size { width, height })) = self.picture(image) else {
            let words = image.alt.clone().unwrap_or_default();
            return self.push_text(&words, around, out);
        };
        let most = (around.measure, TALLEST_IN_LINE * around.look.size);
        let scale = (most.0 / width).min(most.1 / height).min(1.0);
        let (width, height) = (width * scale, height * scale);
        let node = self.open(StructureKind::Figure, around.node);
        let alt = self.alternative(image, &[]);
        self.galley.structure.alt(node, alt);
        // A picture no taller than a capital is on the baseline; a taller one is centred on the x-height.
        let descent = ((height - around.look.size) / 2.0).clamp(0.0, height);
        let item = Item::Picture { id, width, height };
        let placed = Placed { at: (0.0, descent - height), item, owner: self.owner(node) };
        out.push(Piece::Box { width, ascent: height - descent, descent, items: vec![placed], link: around.link });
    }

    /// A formula in the line; its words, if its notation cannot be understood.
    fn formula_in_line(&mut self, formula: &doc::Math, around: &Around, out: &mut Vec<Piece>) {
        let node = self.open(StructureKind::Formula, around.node);
        let words = crate::math::spoken(formula, &self.lang);
        self.galley.structure.alt(node, words.clone());
        if let Some(set) = self.set_formula(formula, node, around, false) {
            return out.extend(set);
        }
        let mut inside = around.looking(|l| {
            l.italic = true;
            l.verbatim = true;
        });
        inside.node = node;
        inside.capitals = false;
        self.push_text(&words, &inside, out);
    }

    /// A formula as boxes, in the size and colour of the text around it.
    pub(super) fn set_formula(
        &mut self,
        formula: &doc::Math,
        node: NodeId,
        around: &Around,
        display: bool,
    ) -> Option<Vec<Piece>> {
        let owner = self.owner(node);
        let Around { look, measure, link, .. } = around;
        let (size, colour, least) = (look.size, look.colour, self.set.style.least_em(&look.family));
        let how = math::Setting {
            family: &look.family,
            size,
            least,
            colour,
            display,
            measure: *measure,
            number_at_end: true,
            owner,
        };
        let set = match display {
            true => math::set(formula, &how, &self.set.fonts).map(|whole| vec![whole]),
            false => math::set_in_line(formula, &how, &self.set.fonts),
        };
        let Some(set) = set else {
            let typed: String = formula.tex.iter().flat_map(|tex| tex.chars()).take(60).collect();
            let message = format!("The formula {typed} could not be set and stands as it was typed.");
            self.remarks.push(Diagnostic::remark(codes::MATH_FAILED, message));
            return None;
        };
        if set.iter().any(|part| part.small) {
            let hint = "Ask for a larger --paper, or write the formula on several lines.";
            let message = "A formula is too wide for the page and is set smaller than this size of text allows.";
            self.remarks.push(Diagnostic::warning(codes::FORMULA_SMALL, message).hint(hint));
        }
        Some(formula_pieces(set, look, *link))
    }

    /// The owner of the next mark of a node.
    pub(crate) fn owner(&mut self, node: NodeId) -> Owner {
        Owner::Node { node, order: self.galley.structure.order() }
    }
}

/// Bolder by three steps, so that bold stays bold next to a medium text weight. Text at the boldest weight stays there:
/// pages mark all of a heading as strong, and a lighter heading would look like another level.
fn embolden(look: &mut Look) {
    look.weight = (look.weight + 300).min(800).max(look.weight);
}

#[cfg(test)]
mod tests {
    use super::{divided, with_divided_names};

    #[test]
    fn names_in_cells_are_divided_behind_their_punctuation() {
        let shown = |text: &str| text.replace('\u{200B}', "|");
        assert_eq!(shown(&divided("std::sync::atomic")), "std::|sync::|atomic");
        assert_eq!(shown(&divided("plainword")), "plainword");
        assert_eq!(
            shown(&with_divided_names("see max_line_length or a well-known-thing")),
            "see max_|line_|length or a well-known-thing"
        );
        assert_eq!(divided("öäü.öäüß.öäöä").replace('\u{200B}', ""), "öäü.öäüß.öäöä");
    }
}
