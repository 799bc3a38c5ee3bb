//! What typography differs in by language.

/// The quotation marks of a language: opening and closing, outer and inner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Marks {
    /// For what was typed as double quotes.
    pub double: (char, char),
    /// For what was typed as single quotes.
    pub single: (char, char),
}

impl Marks {
    /// The marks of a language, by its primary tag and its whole tag (BCP 47). After the delimiters of Unicode's CLDR;
    /// where single quotes are typed, the inner marks are kept only in languages that print them as single ones.
    pub fn of(primary: &str, tag: &str) -> Self {
        let (double, single) = match primary {
            "de" if tag.ends_with("-CH") || tag.ends_with("-LI") => (('«', '»'), ('‹', '›')),
            "de" | "cs" | "sk" | "sl" | "is" | "bg" | "lt" | "et" | "ka" | "mk" => (('„', '“'), ('‚', '‘')),
            "pl" | "ro" | "hu" | "hr" | "sr" | "bs" => (('„', '”'), ('‚', '’')),
            "fr" | "it" | "es" | "ca" | "gl" | "eu" | "el" | "ru" | "uk" | "be" | "nb" | "no" | "nn" | "sq" | "hy" => {
                (('«', '»'), ('‘', '’'))
            }
            "pt" if tag.ends_with("-PT") => (('«', '»'), ('‘', '’')),
            "fa" | "ps" => (('«', '»'), ('‹', '›')),
            "sv" | "fi" => (('”', '”'), ('’', '’')),
            "he" => (('”', '”'), ('’', '’')),
            _ => (('“', '”'), ('‘', '’')),
        };
        Marks { double, single }
    }
}

/// Whether a language sets a thin space inside its guillemets and before high punctuation: French, but not in
/// Switzerland or Canada, where only the guillemets have it.
pub(super) fn thin_spaces(primary: &str) -> bool {
    primary == "fr"
}
