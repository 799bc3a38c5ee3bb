//! Languages of which only the typography is known: their labels are English, their dates numbers, and names in them
//! are separated by commas, because those occur in the text.

use super::{Calendar, Direction, Labels, Language, Quotation, QuoteMarks, en};

/// An unknown language.
pub(super) static UNKNOWN: Language = Language { iso639_3: "und", ..other(&[], "und", "unknown") };

const CURLY: QuoteMarks = QuoteMarks { double: ('“', '”'), single: ('‘', '’') };
const LOW_AND_LEFT: QuoteMarks = QuoteMarks { double: ('„', '“'), single: ('‚', '‘') };
const LOW_AND_RIGHT: QuoteMarks = QuoteMarks { double: ('„', '”'), single: ('‚', '’') };
const GUILLEMETS: QuoteMarks = QuoteMarks { double: ('«', '»'), single: ('‘', '’') };
const DOUBLE_AND_SINGLE_GUILLEMETS: QuoteMarks = QuoteMarks { double: ('«', '»'), single: ('‹', '›') };

/// A language with curly quotes, written from left to right, without hyphenation.
const fn other(tags: &'static [&'static str], iso639_3: &'static str, name: &'static str) -> Language {
    Language {
        tags,
        iso639_3,
        name,
        regions: "",
        hyphenation: None,
        quotation: Quotation { marks: CURLY, regional: &[], thin_spaces: false },
        abbreviations: "",
        after_hyphen: "",
        small_words: "",
        table_names: "",
        figure_names: "",
        credits: "",
        sections: super::Sections::NONE,
        labels: Labels { by: "", and: ", ", ..en::LANGUAGE.labels },
        calendar: Calendar::NONE,
        bylines: super::Bylines {
            by: "",
            others: "",
            and: "",
            particles: "",
            offices: "",
            ranks: "",
            nobody: "",
            houses: "",
            jobs: "",
            articles: "",
        },
        filing: super::Filing {
            published: "",
            updated: "",
            reading: "",
            glue: "",
            replies: "",
            letter_reasons: "",
            closings: "",
            releases: "",
            contacts: "",
            manuscript: "",
            filed_in: "",
            reading_times: "",
        },
        phrases: super::Phrases::NONE,
        sites: super::Sites::NONE,
        ..en::LANGUAGE
    }
}

/// The language with hyphenation patterns under its own tag.
const fn hyphenated(language: Language) -> Language {
    Language { hyphenation: Some(language.tags[0]), ..language }
}

const fn quoted(marks: QuoteMarks, language: Language) -> Language {
    Language { quotation: Quotation { marks, regional: &[], thin_spaces: false }, ..language }
}

const fn rtl(language: Language) -> Language {
    Language { direction: Direction::RightToLeft, ..language }
}

const fn vertical(language: Language) -> Language {
    Language { may_be_vertical: true, ..language }
}

/// These languages.
pub(super) static OTHERS: &[Language] = &[
    hyphenated(quoted(LOW_AND_LEFT, other(&["sl"], "slv", "Slovenian"))),
    hyphenated(quoted(LOW_AND_LEFT, other(&["is"], "isl", "Icelandic"))),
    hyphenated(quoted(LOW_AND_LEFT, other(&["bg"], "bul", "Bulgarian"))),
    hyphenated(quoted(LOW_AND_LEFT, other(&["lt"], "lit", "Lithuanian"))),
    hyphenated(quoted(LOW_AND_LEFT, other(&["et"], "est", "Estonian"))),
    hyphenated(quoted(LOW_AND_LEFT, other(&["ka"], "kat", "Georgian"))),
    quoted(LOW_AND_LEFT, other(&["mk"], "mkd", "Macedonian")),
    hyphenated(quoted(LOW_AND_RIGHT, other(&["hr"], "hrv", "Croatian"))),
    hyphenated(quoted(LOW_AND_RIGHT, other(&["sr"], "srp", "Serbian"))),
    quoted(LOW_AND_RIGHT, other(&["bs"], "bos", "Bosnian")),
    hyphenated(quoted(GUILLEMETS, other(&["gl"], "glg", "Galician"))),
    quoted(GUILLEMETS, other(&["eu"], "eus", "Basque")),
    hyphenated(quoted(GUILLEMETS, other(&["be"], "bel", "Belarusian"))),
    hyphenated(quoted(GUILLEMETS, other(&["sq"], "sqi", "Albanian"))),
    quoted(GUILLEMETS, other(&["hy"], "hye", "Armenian")),
    rtl(quoted(DOUBLE_AND_SINGLE_GUILLEMETS, other(&["ps"], "pus", "Pashto"))),
    rtl(other(&["ur"], "urd", "Urdu")),
    rtl(other(&["yi"], "yid", "Yiddish")),
    rtl(other(&["dv"], "div", "Dhivehi")),
    rtl(other(&["sd"], "snd", "Sindhi")),
    rtl(other(&["ug"], "uig", "Uyghur")),
    rtl(other(&["ckb"], "ckb", "Central Kurdish")),
    rtl(other(&["syr"], "syr", "Syriac")),
    vertical(other(&["yue"], "yue", "Cantonese")),
    vertical(other(&["lzh"], "lzh", "Classical Chinese")),
    vertical(other(&["wuu"], "wuu", "Wu Chinese")),
    vertical(other(&["nan"], "nan", "Southern Min")),
    vertical(other(&["hak"], "hak", "Hakka")),
    hyphenated(other(&["la"], "lat", "Latin")),
    hyphenated(other(&["tk"], "tuk", "Turkmen")),
    hyphenated(other(&["mn"], "mon", "Mongolian")),
    hyphenated(other(&["ku"], "kmr", "Kurdish")),
    hyphenated(other(&["af"], "afr", "Afrikaans")),
    hyphenated(other(&["bn"], "ben", "Bengali")),
    hyphenated(other(&["mr"], "mar", "Marathi")),
    hyphenated(other(&["ta"], "tam", "Tamil")),
    hyphenated(other(&["te"], "tel", "Telugu")),
    hyphenated(other(&["kn"], "kan", "Kannada")),
    hyphenated(other(&["ml"], "mal", "Malayalam")),
    hyphenated(other(&["gu"], "guj", "Gujarati")),
    hyphenated(other(&["pa"], "pan", "Punjabi")),
    hyphenated(other(&["or"], "ori", "Odia")),
    hyphenated(other(&["as"], "asm", "Assamese")),
    hyphenated(other(&["sa"], "san", "Sanskrit")),
    other(&["lv"], "lav", "Latvian"),
    other(&["vi"], "vie", "Vietnamese"),
    other(&["th"], "tha", "Thai"),
    other(&["id"], "ind", "Indonesian"),
    other(&["jv"], "jav", "Javanese"),
    other(&["tl"], "tgl", "Tagalog"),
    other(&["eo"], "epo", "Esperanto"),
    other(&["az"], "aze", "Azerbaijani"),
    other(&["uz"], "uzb", "Uzbek"),
    other(&["si"], "sin", "Sinhala"),
    other(&["ne"], "nep", "Nepali"),
    other(&["my"], "mya", "Burmese"),
    other(&["km"], "khm", "Khmer"),
    other(&["am"], "amh", "Amharic"),
    other(&["zu"], "zul", "Zulu"),
    other(&["ak"], "aka", "Akan"),
    other(&["sn"], "sna", "Shona"),
    other(&["cy"], "cym", "Welsh"),
];
