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
    if let Some(tag) = EastAsian::count(text).language() {
        return Lang::new(tag);
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

/// The letters of a text in the scripts of Chinese, Japanese and Korean, and in others. Technical posts in these
/// languages have many English terms and commands, so the majority of letters says nothing: an ideograph or a syllable
/// means about as much as three Latin letters.
#[derive(Clone, Copy, Default)]
struct EastAsian {
    han: usize,
    kana: usize,
    hangul: usize,
    others: usize,
}

impl EastAsian {
    fn count(text: &str) -> EastAsian {
        let mut count = EastAsian::default();
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            match c {
                '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9d}' => count.kana += 1,
                '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}' => count.hangul += 1,
                '\u{3005}'..='\u{3007}'
                | '\u{3400}'..='\u{4dbf}'
                | '\u{4e00}'..='\u{9fff}'
                | '\u{f900}'..='\u{faff}'
                | '\u{20000}'..='\u{323af}' => count.han += 1,
                _ => count.others += 1,
            }
        }
        count
    }

    fn all(self) -> usize {
        self.han + self.kana + self.hangul
    }

    /// The language, if at least a fifth of the letters are in these scripts. Japanese has kana in every sentence, and
    /// Chinese has at most some in a name.
    fn language(self) -> Option<&'static str> {
        const SHARE: usize = 5;
        const KANA: usize = 20;
        let all = self.all();
        if all == 0 || all * SHARE < all + self.others {
            return None;
        }
        Some(match () {
            () if self.hangul * 2 > all => "ko",
            () if self.kana * KANA >= all => "ja",
            () => "zh",
        })
    }
}

/// True if at least every eighth of a fair number of words is one of the commonest of English that no other language
/// has among its own commonest. Nearly all English prose passes, and far fewer steps show it than a comparison with
/// every language. Scripts without spaces count as a word every two letters.
fn is_plainly_english(text: &str) -> bool {
    const COMMON: &[&str] = &["the", "of", "and", "to", "that", "with", "for"];
    const FEWEST_WORDS: usize = 40;
    const SHARE: usize = 8;
    let (mut all, mut common) = (0, 0);
    for word in text.split_ascii_whitespace() {
        all += 1;
        common += usize::from(COMMON.contains(&word));
    }
    if !text.is_ascii() {
        all += EastAsian::count(text).all() / 2;
    }
    all >= FEWEST_WORDS && common * SHARE >= all
}

/// True if most letters of a text are outside the Latin alphabet, with the weight of [`EastAsian`].
pub(crate) fn is_foreign_script(text: &str) -> bool {
    let latin = |c: &char| matches!(c, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    let (latin, others): (String, String) = text.chars().filter(|c| c.is_alphabetic()).take(1000).partition(latin);
    others.chars().count() + 2 * EastAsian::count(&others).all() > latin.len()
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
    fn english_terms_do_not_outweigh_ideographs_and_syllables() {
        let of = |text: &str| detected(text).unwrap_or_default();
        let terms = "docker run, kubectl apply, npm install, permission denied while trying to connect. ";
        let chinese = "灯塔的守护者每天点灯，先检查油箱，再擦拭镜片，然后记录风向。";
        let japanese = "灯台の守り人は毎日灯りをつけて、レンズを磨き、風を記録する。";
        let korean = "등대지기는 매일 불을 켜고 렌즈를 닦은 다음 바람을 기록한다.";
        assert_eq!(of(&format!("{chinese}{terms}")), "zh");
        assert_eq!(of(&format!("{terms}{chinese}使用 npm run build の 意味")), "zh");
        assert_eq!(of(&format!("{terms}{japanese}")), "ja");
        assert_eq!(of(&format!("{terms}{korean}")), "ko");
        let about =
            "The word ありがとう is said to the host, and the word 灯台 is the name of the tower with the lamp. ";
        assert_eq!(of(&about.repeat(4)), "en");
        assert_eq!(
            of("He wrote 東京 on the envelope, because nobody at the counter had ever heard of the place."),
            "en"
        );
        let stated = |text: &str| against_english(text).map(|lang| lang.as_str().to_string()).unwrap_or_default();
        assert_eq!(stated(&format!("{chinese}{chinese}{terms}")), "zh");
        assert_eq!(stated(&about.repeat(4)), "");
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
