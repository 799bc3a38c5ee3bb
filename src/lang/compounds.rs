//! English compounds that are written with a hyphen, for words that a line end divides at one.

/// Words that are the first half of compounds: `self-made`, `well-known`.
const FIRST_HALVES: &[&str] = &[
    "self", "well", "ill", "half", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    "nineteenth", "twentieth", "eighteenth", "seventeenth", "sixteenth",
];
/// Word ends that make one word with such a first half: `selfish`, `wellness`, `halfway`.
const SECOND_HALVES: &[&str] =
    &["ish", "less", "ness", "ing", "ington", "ingly", "way", "hood", "y", "ed", "er", "est", "fold"];
/// Prefixes that keep their hyphen only before some words: `pre-war`, but `prepare`.
const PREFIXES: &[&str] = &["pre", "post", "mid", "inter", "non", "anti", "pro", "ex"];
const BEHIND_PREFIXES: &[&str] = &[
    "war", "wars", "century", "revolutionary", "industrial", "modern", "colonial", "historic", "existing", "election",
    "christian", "raphaelite", "school", "season", "term", "morning", "afternoon", "summer", "winter", "week", "day",
    "president", "wife", "husband", "soldier", "fascist", "violent", "english", "european",
];

/// True if a hyphen at the end of a line is the word's own, whatever the rest of the text says.
pub(crate) fn keeps_hyphen(before: &str, rest: &str) -> bool {
    let stem = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let after = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    let lower = stem.to_lowercase();
    let mut letters = stem.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    initial
        || FIRST_HALVES.contains(&lower.as_str()) && !SECOND_HALVES.contains(&after.as_str())
        || PREFIXES.contains(&lower.as_str()) && BEHIND_PREFIXES.contains(&after.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_keep_their_hyphens() {
        for (before, rest) in [
            ("the self", "propelled barge"),
            ("a pre", "war engine"),
            ("both of the A", "type."),
            ("some well", "known man"),
            ("of twenty", "five boats"),
            ("a mid", "century house"),
            ("his half", "timbered inn"),
        ] {
            assert!(keeps_hyphen(before, rest), "{before}-{rest}");
        }
        for (before, rest) in [("to pre", "pare it"), ("so self", "ish a man"), ("the morn", "ing"), ("all", "gemein")]
        {
            assert!(!keeps_hyphen(before, rest), "{before}-{rest}");
        }
    }
}
