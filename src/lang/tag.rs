//! Language tags (BCP 47).

use super::{Binding, Direction, Language};

/// A language tag of BCP 47, such as `en-GB`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lang(String);

impl Lang {
    /// A tag in its usual letter case, or `None` if it does not have the form of a tag. Underscores count as hyphens.
    pub fn new(tag: &str) -> Option<Self> {
        let parts: Vec<&str> = tag.trim().split(['-', '_']).collect();
        let word = |p: &str| !p.is_empty() && p.len() <= 8 && p.bytes().all(|b| b.is_ascii_alphanumeric());
        let first = parts[0];
        if !(2..=3).contains(&first.len())
            || !first.bytes().all(|b| b.is_ascii_alphabetic())
            || !parts.iter().all(|p| word(p))
        {
            return None;
        }
        let mut out = first.to_ascii_lowercase();
        for part in &parts[1..] {
            out.push('-');
            match part.len() {
                2 => out.push_str(&part.to_ascii_uppercase()),
                4 if part.bytes().all(|b| b.is_ascii_alphabetic()) => {
                    out.push_str(&part[..1].to_ascii_uppercase());
                    out.push_str(&part[1..].to_ascii_lowercase());
                }
                _ => out.push_str(&part.to_ascii_lowercase()),
            }
        }
        Some(Lang(out))
    }

    /// English, the language of last resort.
    pub fn english() -> Self {
        Lang("en".into())
    }

    /// The whole tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language without script and region: `en` of `en-GB`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or("en")
    }

    /// The script's subtag, if the tag has one: `Arab` of `az-Arab`.
    pub fn script(&self) -> Option<&str> {
        self.0.split('-').skip(1).find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()))
    }

    /// The region, if the tag has one: `GB` of `en-GB`.
    pub fn region(&self) -> Option<&str> {
        let shaped = |part: &&str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase());
        self.0.split('-').skip(1).find(shaped)
    }

    /// The same language in a region, if the tag names none yet.
    pub fn with_region(self, region: &str) -> Self {
        if self.region().is_some() {
            return self;
        }
        Lang::new(&format!("{}-{region}", self.0)).unwrap_or(self)
    }

    /// The regional forms of Han characters that the language is printed in; `None` for languages without Han characters.
    pub fn han(&self) -> Option<Han> {
        match (self.primary(), self.script(), self.region()) {
            (_, Some("Hans"), _) => Some(Han::Simplified),
            ("zh", _, Some("HK" | "MO")) | ("yue", ..) => Some(Han::HongKong),
            (_, Some("Hant"), _) | ("zh", None, Some("TW")) | ("nan" | "hak", ..) => Some(Han::Traditional),
            ("zh" | "cmn" | "wuu", ..) => Some(Han::Simplified),
            ("ja", ..) => Some(Han::Japanese),
            ("ko", ..) => Some(Han::Korean),
            _ => None,
        }
    }

    /// True if the language is written from right to left. A script in the tag takes precedence over the language.
    pub fn is_rtl(&self) -> bool {
        match self.script() {
            Some(script) => RIGHT_TO_LEFT.contains(&script),
            None => Language::of(self).direction == Direction::RightToLeft,
        }
    }

    /// True if the language is written with Greek or Cyrillic letters, or with the many accents of Vietnamese.
    pub fn is_beyond_latin(&self) -> bool {
        match self.script() {
            Some(script) => matches!(script, "Grek" | "Cyrl"),
            None => BEYOND_LATIN.contains(&self.primary()),
        }
    }

    /// The binding of a book in the language.
    pub fn binding(&self) -> Binding {
        if self.is_rtl() { Binding::Right } else { Binding::Left }
    }
}

/// The forms of Han characters: one code point looks different in print in each of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Han {
    /// China's.
    Simplified,
    /// Taiwan's.
    Traditional,
    /// Hong Kong's.
    HongKong,
    /// Japan's.
    Japanese,
    /// Korea's.
    Korean,
}

/// Languages that are written with Greek or Cyrillic letters, and Vietnamese.
const BEYOND_LATIN: &[&str] = &[
    "el", "grc", "vi", "ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "tt", "ba", "cv", "ce", "os", "sah",
    "rue", "cu", "ab", "av", "udm", "kv", "mhr", "myv",
];

/// Scripts that are written from right to left.
const RIGHT_TO_LEFT: &[&str] =
    &["Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Syre", "Syrj", "Syrn", "Thaa"];

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(tag: &str) -> Lang {
        Lang::new(tag).unwrap()
    }

    #[test]
    fn language_tags_are_cased() {
        assert_eq!(tag("ZH_hans_cn").as_str(), "zh-Hans-CN");
        assert_eq!(Lang::new("english language"), None);
    }

    #[test]
    fn tags_have_a_script_and_a_region() {
        assert_eq!((tag("zh-Hans-CN").script(), tag("zh-Hans-CN").region()), (Some("Hans"), Some("CN")));
        assert_eq!((tag("en-x-ab").script(), tag("de").region()), (None, None));
        assert_eq!(tag("en").with_region("gb").as_str(), "en-GB");
        assert_eq!(tag("en-US").with_region("gb").as_str(), "en-US");
    }

    #[test]
    fn han_forms_follow_script_region_and_language() {
        let cases = [
            ("zh", Han::Simplified),
            ("zh-Hans-HK", Han::Simplified),
            ("zh-TW", Han::Traditional),
            ("zh-Hant", Han::Traditional),
            ("zh-Hant-HK", Han::HongKong),
            ("yue", Han::HongKong),
            ("ja-JP", Han::Japanese),
            ("ko", Han::Korean),
        ];
        cases.iter().for_each(|(name, han)| assert_eq!(tag(name).han(), Some(*han), "{name}"));
        assert_eq!(tag("en").han(), None);
    }

    #[test]
    fn direction_follows_the_language_and_its_script() {
        assert!(["ar", "he-IL", "fa", "ur", "ps", "yi", "ckb", "az-Arab", "pa-Arab"].iter().all(|t| tag(t).is_rtl()));
        assert!(["en", "ar-Latn", "az", "tlh", "zh"].iter().all(|t| !tag(t).is_rtl()));
    }
}
