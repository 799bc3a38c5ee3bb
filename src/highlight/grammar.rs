//! A grammar as data: `generate` makes it from one of two-face's, and [`super::parse`] reads code by it.
//!
//! It is Sublime's model (<https://www.sublimetext.com/docs/syntax.html>): contexts on a stack, and in each context
//! rules with an expression to match in the line and a step that follows. Of a scope only its sort of word is kept.

use serde::Deserialize;
#[cfg(test)]
use serde::Serialize;

/// The sorts of word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(Serialize))]
pub enum Sort {
    /// Nothing in particular.
    Plain,
    /// A word of the language.
    Keyword,
    /// Text in quotes.
    Text,
    /// A number, or a constant of the language.
    Number,
    /// For people only.
    Comment,
    /// The name of a called or defined thing.
    Function,
    /// The name of a type, a tag, a key.
    Type,
    /// A line that a patch adds.
    Added,
    /// A line that a patch takes away.
    Removed,
}

/// Scopes, outermost first: the sort of each, `None` for a scope without a sort, which keeps the sort of the scopes
/// around it.
pub(super) type Scopes = Vec<Option<Sort>>;

/// A context: the number of its grammar, and its number inside that.
pub(super) type Place = (u16, u16);

/// A language.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(Serialize))]
pub(super) struct Grammar {
    pub contexts: Vec<Context>,
    pub rules: Vec<Rule>,
    /// The context that code begins in.
    pub start: u16,
}

/// A pattern that may come at a place in the code.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(Serialize))]
pub(super) struct Context {
    /// Around all of it, with its opening and closing.
    pub meta: Scopes,
    /// Around its content.
    pub content: Scopes,
    /// The number of outer scopes that do not hold in it.
    pub clears: Option<u16>,
    /// The context with the rules that come first, for comments and the like.
    pub prototype: Option<Place>,
    /// True if an expression in it refers to the match of the rule that opened it.
    pub refers: bool,
    pub patterns: Vec<Pattern>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(Serialize))]
pub(super) enum Pattern {
    /// All patterns of another context.
    Include(Place),
    /// A rule of this grammar, by its number.
    Rule(u16),
}

/// An expression to search for.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(Serialize))]
pub(super) struct Rule {
    /// In the syntax of fancy-regex.
    pub expression: String,
    /// Texts of which the line must have one, if there are any.
    pub needs: Vec<String>,
    /// True if the expression refers to the match of the rule that opened its context.
    pub refers: bool,
    /// Around its match.
    pub scopes: Scopes,
    /// Around the groups of its match, by their number.
    pub groups: Vec<(u16, Scopes)>,
    /// True if the places of its groups must be known.
    pub keeps: bool,
    pub then: Then,
    /// A context with the rules that come first while the opened context lasts.
    pub with: Option<Place>,
}

/// The change of the stack.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(Serialize))]
pub(super) enum Then {
    Stay,
    Pop,
    Push(Vec<Place>),
    /// Pops one, then pushes.
    Set(Vec<Place>),
}

impl Then {
    /// The contexts that it opens.
    pub(super) fn opens(&self) -> &[Place] {
        match self {
            Then::Push(places) | Then::Set(places) => places,
            Then::Stay | Then::Pop => &[],
        }
    }
}
