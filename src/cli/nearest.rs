//! The nearest valid word to a mistyped one, for hints.

/// The candidate fewest edits away from `word`, if it is near enough to be what was meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let best = candidates.into_iter().map(|c| (distance(&word, c), c)).min_by_key(|(d, _)| *d)?;
    (best.0 <= word.chars().count().max(3) / 3 || best.1.starts_with(&word)).then_some(best.1)
}

/// A sentence that lists the choices, the nearest first.
pub fn choices(word: &str, candidates: &[&str]) -> String {
    let list = candidates.join(", ");
    match nearest(word, candidates.iter().copied()) {
        Some(near) => format!("Did you mean {near}? The choices are {list}."),
        None => format!("The choices are {list}."),
    }
}

/// Levenshtein's distance. Both words are short; a long one is cut, for it is near to nothing.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(64).enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn typing_mistakes_are_recognised_and_bananas_are_not() {
        let sizes = ["small", "normal", "large", "x-large", "huge"];
        assert_eq!(nearest("lrage", sizes), Some("large"));
        assert_eq!(nearest("norm", sizes), Some("normal"));
        assert_eq!(nearest("banana", sizes), None);
    }
}
