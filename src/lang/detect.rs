//! Detects the language of a text that states none, and reads the region from an address.

use super::{Lang, Language};

/// Fewer letters show no language, except by their script.
const FEWEST_LETTERS: usize = 40;
/// This many bytes of a text are examined.
pub(crate) const SAMPLE: usize = 8000;
/// The confidence, 0 to 1, from which a detected language is believed.
const CONFIDENCE: f64 = 0.5;
/// From this many letters on, the words override a language tag.
const MANY_LETTERS: usize = 400;

/// The language, if the words show it clearly.
pub(crate) fn detect(text: &str) -> Option<Lang> {
    let text = &text[..text.floor_char_boundary(SAMPLE)];
    if is_plainly_english(text) {
        return Lang::new("en");
    }
    let info = whatlang::detect(text)?;
    // Kana, Hangul or Thai are written in one language alone; Latin, Cyrillic and Arabic letters in many.
    let shared = matches!(
        info.script(),
        whatlang::Script::Latin | whatlang::Script::Cyrillic | whatlang::Script::Arabic | whatlang::Script::Devanagari
    );
    let doubtful =
        || letters(text, FEWEST_LETTERS) < FEWEST_LETTERS || !info.is_reliable() || info.confidence() < CONFIDENCE;
    if shared && doubtful() {
        return None;
    }
    Language::all().find(|language| language.iso639_3 == info.lang().code()).and_then(Language::tag)
}

/// The language of a text that states English, if it is certain enough to override the statement: it is in another
/// script, or long.
pub(crate) fn against_english(text: &str) -> Option<Lang> {
    let text = &text[..text.floor_char_boundary(SAMPLE)];
    if is_plainly_english(text) {
        return None;
    }
    if is_foreign_script(text) {
        return (letters(text, FEWEST_LETTERS) >= FEWEST_LETTERS).then(|| detect(text)).flatten();
    }
    let sure = || whatlang::detect(text).is_some_and(|info| info.is_reliable() && info.confidence() > 0.9);
    if letters(text, MANY_LETTERS) < MANY_LETTERS || !sure() { None } else { detect(text) }
}

/// True if at least every eighth of a fair number of words is one of the commonest of English that no other language
/// has among its own commonest. Nearly all English prose passes, and far fewer steps show it than a comparison with
/// every language.
fn is_plainly_english(text: &str) -> bool {
    const COMMON: &[&str] = &["the", "of", "and", "to", "that", "with", "for"];
    const FEWEST_WORDS: usize = 40;
    const SHARE: usize = 8;
    let (mut all, mut common) = (0, 0);
    for word in text.split_ascii_whitespace() {
        all += 1;
        common += usize::from(COMMON.contains(&word));
    }
    all >= FEWEST_WORDS && common * SHARE >= all
}

/// True if most letters of a text are outside the Latin alphabet.
pub(crate) fn is_foreign_script(text: &str) -> bool {
    let latin = |c: &char| matches!(c, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    let (latin, others): (Vec<char>, Vec<char>) =
        text.chars().filter(|c| c.is_alphabetic()).take(1000).partition(latin);
    others.len() > latin.len()
}

/// The letters of a text, counted up to `most`.
fn letters(text: &str, most: usize) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).take(most).count()
}

/// Texts one after the other, as many as are needed.
pub(crate) fn sample<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut sample = String::new();
    for text in texts {
        sample.push_str(text);
        sample.push(' ');
        if sample.len() > SAMPLE {
            break;
        }
    }
    sample
}

/// The language in the region that an address names, if the language differs there: English under `.co.uk` or `/en-gb/`
/// is British.
pub(crate) fn in_region(lang: Lang, address: Option<&str>) -> Lang {
    let regions = Language::of(&lang).regions;
    let region = address.and_then(|address| region(address, &lang));
    match region.filter(|region| regions.split(' ').any(|known| known == region)) {
        Some(region) => lang.with_region(&region),
        None => lang,
    }
}

/// The region of an address for a page in `lang`: a part of its path (`/en-gb/`), otherwise the country of its host.
fn region(address: &str, lang: &Lang) -> Option<String> {
    let rest = address.split_once("://")?.1;
    let mut parts = rest.split(['/', '?', '#']);
    let host = parts.next()?.split([':', '@']).next()?;
    let tagged = parts.take(3).filter(|part| part.len() == 5).filter_map(Lang::new);
    let stated = tagged.filter(|tag| tag.primary() == lang.primary()).find_map(|tag| tag.region().map(String::from));
    stated.or_else(|| {
        let country = host.rsplit('.').next().filter(|label| label.len() == 2)?.to_ascii_uppercase();
        Some(if country == "UK" { "GB".into() } else { country })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detected(text: &str) -> Option<String> {
        detect(text).map(|lang| lang.as_str().to_string())
    }

    #[test]
    fn the_words_tell_the_language() {
        let of = |text: &str| detected(text).unwrap_or_default();
        assert_eq!(of("Die Fähre lag seit dem frühen Morgen am Nordkai, und niemand wusste, wann sie fährt."), "de");
        assert_eq!(
            of(
                "The ferry had been tied up at the north pier since early morning, and nobody knew why. They sat on their cases."
            ),
            "en"
        );
        assert_eq!(of("フェリーは朝から北の埠頭に係留されていた。"), "ja");
        assert_eq!(of("המעבורת עגנה ברציף"), "he");
        assert_eq!(detected("Pier 4"), None);
        assert_eq!(detected("12345 67890"), None);
    }

    #[test]
    fn only_english_prose_is_plainly_english() {
        let repeated = |sentence: &str| [sentence; 4].join(" ");
        let english = "The ferry to the island left at nine, and most of the people on the pier went home.";
        assert!(is_plainly_english(&repeated(english)) && !is_plainly_english(english));
        for other in [
            "De veerboot naar het eiland vertrok om negen uur, of iets later, en het water was in de haven.",
            "A komp a sziget felé a kikötőből indult, és a parton álló emberek a hidegben is vártak.",
            "Die veerboot na die eiland het om nege vertrek, en die mense op die kaai was in die koue.",
            "Flour, salt, butter, two eggs; bake at 180 degrees, cool, slice thin, serve warm, freeze leftovers.",
        ] {
            assert!(!is_plainly_english(&repeated(other)), "{other}");
        }
    }

    #[test]
    fn an_address_tells_the_region_where_the_language_differs() {
        let of = |tag: &str, address: &str| in_region(Lang::new(tag).unwrap(), Some(address)).as_str().to_string();
        assert_eq!(of("en", "https://www.harbour.co.uk/a"), "en-GB");
        assert_eq!(of("en", "https://harbour.example/en-gb/a"), "en-GB");
        assert_eq!(of("en", "https://harbour.com.au/2024/05/06/a"), "en-AU");
        assert_eq!(of("de", "https://hafen.ch/a"), "de-CH");
        assert_eq!(of("pt", "https://porto.com.br"), "pt-BR");
        for (tag, address) in
            [("en", "https://a.io/x"), ("de", "https://a.co.uk/x"), ("de", "https://a.de"), ("en", "x")]
        {
            assert_eq!(of(tag, address), tag, "{address}");
        }
        assert_eq!(of("en-US", "https://www.harbour.co.uk/a"), "en-US", "what is stated stays");
    }

    #[test]
    fn other_scripts_are_told_from_latin() {
        assert!(is_foreign_script("བོད་ཡིག་ནི abc") && !is_foreign_script("Brezhoneg ’zo") && !is_foreign_script("12"));
    }

    #[test]
    fn every_language_detected_is_known() {
        for lang in whatlang::Lang::all() {
            assert!(Language::all().any(|language| language.iso639_3 == lang.code()), "{}", lang.code());
        }
    }
}
