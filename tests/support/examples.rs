//! The articles among the examples, for the tests that run on each of them.

/// Each in its own format.
pub const EXAMPLES: &[&str] = &[
    "essay.md", "kitchen-sink.md", "letter.txt", "news.txt", "page.html", "poem.md", "poem.txt", "recipe.md",
    "technical.md",
];
