//! The articles among the examples, for the tests that put each of them through something.

/// Each in its own format.
pub const EXAMPLES: &[&str] = &[
    "essay.md",
    "kitchen-sink.md",
    "letter.txt",
    "news.txt",
    "page.html",
    "poem.md",
    "poem.txt",
    "recipe.md",
    "technical.md",
];
