//! Suspicious phrases: with small words ([`crate::lang::small_words`]) the only words that features use, in addition to
//! the lexicon of phrases around articles.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// The number of themes of phrases.
pub(crate) const THEMES: usize = 10;

/// Phrases that make a sentence suspicious without condemning it, by theme. They are not in [`crate::lang`], because the
/// weights of the judges were learned with exactly these: whoever changes them trains anew (`benches/train_text.py`).
const SOFT: [&[&str]; THEMES] = [
    &["cookie", "consent", "privacy", "datenschutz", "gdpr", "confidentialité", "privacidad"],
    &[
        "newsletter", "subscribe", "inbox", "sign up", "signing up", "mailing list", "abonn", "suscr", "iscriviti",
        "join our", "join the",
    ],
    &[
        "copyright", "©", "all rights reserved", "rights reserved", "alle rechte", "tous droits", "powered by",
        "reproduced", "permission",
    ],
    &[
        "read more", "click here", "learn more", "see also", "related:", "read:", "also read", "read also", "more:",
        "continue reading", "»", "→", "mehr:", "check out", "watch:",
    ],
    &[
        "follow us", "facebook", "twitter", "instagram", "linkedin", "whatsapp", "share this", "pinterest", "youtube",
        "telegram",
    ],
    &[
        "comment",
        "reply",
        "replies",
        "responses",
        "kommentar",
        "comentario",
        "your email address will not",
        "logged in",
    ],
    &[
        "affiliate", "sponsored", "advertis", "commission", "disclosure", "disclaimer", "this post may contain",
        "promo", "coupon", "discount", "free trial",
    ],
    &[
        "is a writer", "is a journalist", "is the author", "is an author", "is a reporter", "freelance", "founder of",
        "she is", "he is", "about the author", "years of experience", "her work", "his work", "covers", "editor at",
        "author of", "bio",
    ],
    &[
        "photo", "image", "getty", "credit", "courtesy", "photograph", "picture", "screenshot", "source:", "caption",
        "illustration", "foto", "shutterstock", "unsplash", "reuters",
    ],
    &[
        "download", "buy now", "shop", "price", "add to cart", "order now", "contact us", "call us", "book a",
        "request a", "get in touch", "schedule a", "get started", "customers",
    ],
];

/// The themes of [`SOFT`] that a text in lower case touches.
pub(crate) fn soft(lower: &str) -> [bool; THEMES] {
    type Search = (Option<AhoCorasick>, Vec<usize>);
    static SEARCH: OnceLock<Search> = OnceLock::new();
    let (search, themes) = SEARCH.get_or_init(|| {
        let themes = SOFT.iter().enumerate().flat_map(|(n, phrases)| phrases.iter().map(move |_| n)).collect();
        // The faster kinds are made from this one, which takes longer than most articles take to search.
        let kind = AhoCorasickKind::NoncontiguousNFA;
        // A list this short is always built.
        (AhoCorasick::builder().kind(Some(kind)).build(SOFT.iter().copied().flatten()).ok(), themes)
    });
    let mut found = [false; THEMES];
    for hit in search.iter().flat_map(|s| s.find_overlapping_iter(lower)) {
        found[themes[hit.pattern().as_usize()]] = true;
    }
    found
}
