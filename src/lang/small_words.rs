//! The small words of all languages together ([`Language::small_words`](super::Language)).

use std::collections::HashSet;
use std::sync::OnceLock;

use foldhash::fast::RandomState;

use super::LANGUAGES;

/// True if a word in lower case is a small word of any language.
pub(crate) fn is_small(word: &str) -> bool {
    static SET: OnceLock<HashSet<&'static str, RandomState>> = OnceLock::new();
    !word.is_empty()
        && word.len() <= 10
        && SET.get_or_init(|| LANGUAGES.iter().flat_map(|l| l.small_words.split_whitespace()).collect()).contains(word)
}
