//! The few words that an edition says by itself, in the language of the article.
//!
//! A language that is not listed gets English words; they are marked as English where they stand alone.

use crate::doc::{AsideKind, Date, Lang};

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// The language they are in.
    pub lang: &'static str,
    /// The picture at the front.
    pub cover: &'static str,
    /// The table of contents.
    pub contents: &'static str,
    /// Where the body begins.
    pub body: &'static str,
    /// The landmarks' title.
    pub landmarks: &'static str,
    /// The page list's title.
    pub pages: &'static str,
    /// An article without a title.
    pub untitled: &'static str,
    /// A picture that could not be shown and has no words.
    pub picture: &'static str,
    /// Between the last two names of a list.
    pub and: &'static str,
    /// Note, tip, important, warning, caution.
    pub asides: [&'static str; 5],
    /// Months, and the pattern of a full date with `D`, `M`, `Y`.
    pub months: [&'static str; 12],
    /// The order of a date's parts: `{d}`, `{m}`, `{y}`.
    pub date: &'static str,
}

const ENGLISH: Words = Words {
    lang: "en",
    cover: "Cover",
    contents: "Contents",
    body: "Start of the text",
    landmarks: "Landmarks",
    pages: "Pages",
    untitled: "Untitled",
    picture: "Picture",
    and: "and",
    asides: ["Note", "Tip", "Important", "Warning", "Caution"],
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    date: "{d} {m} {y}",
};

const GERMAN: Words = Words {
    lang: "de",
    cover: "Umschlag",
    contents: "Inhalt",
    body: "Beginn des Textes",
    landmarks: "Orientierungspunkte",
    pages: "Seiten",
    untitled: "Ohne Titel",
    picture: "Bild",
    and: "und",
    asides: ["Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht"],
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    date: "{d}. {m} {y}",
};

const FRENCH: Words = Words {
    lang: "fr",
    cover: "Couverture",
    contents: "Sommaire",
    body: "Début du texte",
    landmarks: "Repères",
    pages: "Pages",
    untitled: "Sans titre",
    picture: "Image",
    and: "et",
    asides: ["Note", "Astuce", "Important", "Avertissement", "Attention"],
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    date: "{d} {m} {y}",
};

const SPANISH: Words = Words {
    lang: "es",
    cover: "Cubierta",
    contents: "Índice",
    body: "Inicio del texto",
    landmarks: "Puntos de referencia",
    pages: "Páginas",
    untitled: "Sin título",
    picture: "Imagen",
    and: "y",
    asides: ["Nota", "Consejo", "Importante", "Advertencia", "Precaución"],
    months: [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    date: "{d} de {m} de {y}",
};

const ITALIAN: Words = Words {
    lang: "it",
    cover: "Copertina",
    contents: "Indice",
    body: "Inizio del testo",
    landmarks: "Punti di riferimento",
    pages: "Pagine",
    untitled: "Senza titolo",
    picture: "Immagine",
    and: "e",
    asides: ["Nota", "Consiglio", "Importante", "Avvertenza", "Attenzione"],
    months: [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    date: "{d} {m} {y}",
};

const DUTCH: Words = Words {
    lang: "nl",
    cover: "Omslag",
    contents: "Inhoud",
    body: "Begin van de tekst",
    landmarks: "Oriëntatiepunten",
    pages: "Pagina’s",
    untitled: "Zonder titel",
    picture: "Afbeelding",
    and: "en",
    asides: ["Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op"],
    months: [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    date: "{d} {m} {y}",
};

const PORTUGUESE: Words = Words {
    lang: "pt",
    cover: "Capa",
    contents: "Índice",
    body: "Início do texto",
    landmarks: "Pontos de referência",
    pages: "Páginas",
    untitled: "Sem título",
    picture: "Imagem",
    and: "e",
    asides: ["Nota", "Dica", "Importante", "Aviso", "Cuidado"],
    months: [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
    date: "{d} de {m} de {y}",
};

const ALL: &[Words] = &[ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, DUTCH, PORTUGUESE];

impl Words {
    /// The words for a language. For one that is not here, English words, but dates as numbers and names with commas,
    /// because those stand in the text.
    pub fn of(lang: &Lang) -> Words {
        let numbers = Words { lang: "", and: "", date: "", ..ENGLISH };
        ALL.iter().copied().find(|words| words.lang == lang.primary()).unwrap_or(numbers)
    }

    /// The title of an aside that has none; side stories have no name.
    pub fn aside(&self, kind: AsideKind) -> Option<&'static str> {
        let index = match kind {
            AsideKind::Note => 0,
            AsideKind::Tip => 1,
            AsideKind::Important => 2,
            AsideKind::Warning => 3,
            AsideKind::Caution => 4,
            AsideKind::Sidebar => return None,
        };
        self.asides.get(index).copied()
    }

    /// A date as people write it, as exact as it is known.
    pub fn date(&self, date: Date) -> String {
        if self.date.is_empty() {
            return Date { seconds: None, ..date }.to_string();
        }
        let month = date.month.and_then(|m| self.months.get(usize::from(m).wrapping_sub(1)));
        match (month, date.day) {
            (Some(month), Some(day)) => {
                self.date.replace("{d}", &day.to_string()).replace("{m}", month).replace("{y}", &date.year.to_string())
            }
            (Some(month), None) => format!("{month} {}", date.year),
            _ => date.year.to_string(),
        }
    }

    /// Names as a list: `A, B and C`.
    pub fn list(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            many if self.and.is_empty() => many.join(", "),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.and),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_follow_the_language() {
        let date = Date::ymd(2024, 3, 9).unwrap();
        assert_eq!(Words::of(&Lang::new("de-AT").unwrap()).date(date), "9. März 2024");
        assert_eq!(Words::of(&Lang::english()).date(date), "9 March 2024");
        assert_eq!(Words::of(&Lang::english()).date(Date { day: None, ..date }), "March 2024");
        assert_eq!(Words::of(&Lang::new("ar").unwrap()).date(date), "2024-03-09");
    }

    #[test]
    fn names_are_joined() {
        let names = ["A", "B", "C"].map(String::from);
        assert_eq!(Words::of(&Lang::english()).list(&names), "A, B and C");
    }
}
