//! Questions about words that every stage has: the end of a sentence, the equality of two texts, the script.

/// A text's words in lower case, to compare two texts.
pub(crate) fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        match word.is_ascii() {
            true => out.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase()))),
            false => out.extend(word.chars().flat_map(char::to_lowercase)),
        }
    }
    out
}

/// True if it ends as a sentence ends, perhaps with closing quotes and brackets after it.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»', '“', '‘', '*', '_']);
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '۔'])
        || bare.len() == text.len() && text.ends_with(':')
}
