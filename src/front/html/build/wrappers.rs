//! Normalizes inline wrappers, above all emphasis, to the form that an author would write by hand.
//!
//! Visual editors leave marks that are invisible on the page but visible in Markdown: a bold line break, an italic full
//! stop, bold within bold, a bold word in two halves, an underlined link. All are meaningless.

use crate::doc::{Inline, Inlines};

/// Moves spaces and breaks out of the ends of wrappers; unwraps meaningless wrappers; joins the halves of one.
pub(crate) fn settle(inlines: &mut Inlines) {
    settle_within(inlines, Around::default());
}

/// The emphasis around a place.
#[derive(Clone, Copy, Default)]
struct Around {
    emphasis: bool,
    strong: bool,
    /// By a line, or by a link.
    underlined: bool,
}

impl Around {
    /// True if a wrapper repeats the emphasis around it.
    fn says(self, inline: &Inline) -> bool {
        match inline {
            Inline::Emph(_) => self.emphasis,
            Inline::Strong(_) => self.strong,
            Inline::Underline(_) => self.underlined,
            _ => false,
        }
    }

    fn and(self, inline: &Inline) -> Self {
        Around {
            emphasis: self.emphasis || matches!(inline, Inline::Emph(_)),
            strong: self.strong || matches!(inline, Inline::Strong(_)),
            underlined: self.underlined || matches!(inline, Inline::Underline(_) | Inline::Link(_)),
        }
    }
}

fn settle_within(inlines: &mut Inlines, around: Around) {
    let mut out = Inlines::with_capacity(inlines.len());
    // True if the last inline was moved out of a wrapper.
    let mut moved = false;
    for mut inline in inlines.drain(..) {
        let (again, inner) = (around.says(&inline), around.and(&inline));
        let (emph, strong) = (matches!(inline, Inline::Emph(_)), matches!(inline, Inline::Strong(_)));
        let line = matches!(inline, Inline::Underline(_));
        let Some(content) = inline.children_mut() else {
            // A space at the end of a link is removed before a comma.
            let closes = matches!(&inline, Inline::Text(text) if text.starts_with([',', '.', ';']));
            if closes && moved && matches!(out.last(), Some(Inline::Text(space)) if space.trim().is_empty()) {
                out.pop();
            }
            moved = false;
            out.push(inline);
            continue;
        };
        settle_within(content, inner);
        out.extend(take_start(content).into_iter().filter(is_there));
        let after = take_end(content);
        match out.last_mut() {
            _ if content.is_empty() => {}
            _ if again => out.append(content),
            Some(Inline::Emph(half)) if emph => half.append(content),
            Some(Inline::Strong(half)) if strong => half.append(content),
            _ if (emph || strong) && is_quiet(content) => out.append(content),
            _ if line && content.iter().all(|i| matches!(i, Inline::Link(_))) => out.append(content),
            _ => out.push(inline),
        }
        let length = out.len();
        out.extend(after.into_iter().filter(is_there));
        moved = out.len() > length;
    }
    *inlines = out;
}

/// Marks that look the same in bold and in italics.
fn is_quiet(content: &[Inline]) -> bool {
    let quiet = |c: char| c.is_whitespace() || ".,:;?!'\"‘’“”()\u{200c}\u{200d}".contains(c);
    content.iter().all(|i| matches!(i, Inline::Text(text) if text.chars().all(quiet)))
}

fn is_there(inline: &Inline) -> bool {
    !matches!(inline, Inline::Text(text) if text.is_empty())
}

/// Only space: no-break spaces too, because they look the same in bold.
fn is_space(inline: &Inline) -> bool {
    matches!(inline, Inline::LineBreak) || matches!(inline, Inline::Text(text) if text.trim().is_empty())
}

/// The spaces and breaks at the start of a wrapper.
fn take_start(content: &mut Inlines) -> Inlines {
    let whole = content.iter().take_while(|i| is_space(i)).count();
    let mut taken: Inlines = content.drain(..whole).collect();
    if let Some(Inline::Text(text)) = content.first_mut() {
        let spaces = text.len() - text.trim_start().len();
        taken.push(Inline::Text(text.drain(..spaces).collect()));
    }
    taken
}

/// The spaces and breaks at the end of a wrapper.
fn take_end(content: &mut Inlines) -> Inlines {
    let whole = content.iter().rev().take_while(|i| is_space(i)).count();
    let after = content.split_off(content.len() - whole);
    let mut taken = Inlines::with_capacity(whole + 1);
    if let Some(Inline::Text(text)) = content.last_mut() {
        taken.push(Inline::Text(text.split_off(text.trim_end().len())));
    }
    taken.extend(after);
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(s: &str) -> Inline {
        Inline::text(s)
    }

    fn settled(mut inlines: Inlines) -> Inlines {
        settle(&mut inlines);
        inlines
    }

    #[test]
    fn spaces_and_breaks_leave_the_ends() {
        let bold = Inline::Strong(vec![text("See.\u{a0}"), Inline::LineBreak, text(" ")]);
        let expected =
            [Inline::Strong(vec![text("See.")]), text("\u{a0}"), Inline::LineBreak, text(" "), text("It is")];
        assert_eq!(settled(vec![bold, text("It is")]), expected);
        assert_eq!(settled(vec![Inline::Strong(vec![Inline::LineBreak])]), [Inline::LineBreak]);
    }

    #[test]
    fn emphasis_that_says_nothing_is_opened() {
        let stop = || Inline::Emph(vec![text(".")]);
        assert_eq!(settled(vec![text("late"), stop()]), [text("late"), text(".")]);
        let twice = Inline::Emph(vec![text("a "), Inline::Mark(vec![Inline::Emph(vec![text("b")])])]);
        assert_eq!(settled(vec![twice]), [Inline::Emph(vec![text("a "), Inline::Mark(vec![text("b")])])]);
        let link = |content: Inlines| Inline::Link(crate::doc::Link { url: "/a".into(), title: None, content });
        let lined = |content: Inlines| Inline::Underline(content);
        assert_eq!(settled(vec![link(vec![lined(vec![text("a")])])]), [link(vec![text("a")])]);
        assert_eq!(settled(vec![lined(vec![link(vec![text("a")])])]), [link(vec![text("a")])]);
        let star = || Inline::Strong(vec![text("*")]);
        assert_eq!(settled(vec![text("late"), star()]), [text("late"), star()], "a bold star is seen");
    }

    #[test]
    fn halves_are_joined_where_nothing_parts_them() {
        let strong = |s: &str| Inline::Strong(vec![text(s)]);
        assert_eq!(settled(vec![strong("un"), strong("true")]), [Inline::Strong(vec![text("un"), text("true")])]);
        assert_eq!(settled(vec![strong("un"), text(" "), strong("true")]).len(), 3);
    }
}
