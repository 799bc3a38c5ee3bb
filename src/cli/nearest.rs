//! Hints for mistyped words.

use offprint::style::error::nearest;

/// A sentence that lists the choices, the nearest first.
pub fn choices(word: &str, candidates: &[&str]) -> String {
    let list = candidates.join(", ");
    match nearest(word, candidates.iter().copied()) {
        Some(near) => format!("Did you mean {near}? The choices are {list}."),
        None => format!("The choices are {list}."),
    }
}
