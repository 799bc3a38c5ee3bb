//! Finnish.

use super::{Bylines, Calendar, Direction, Filing, Labels, Language, Order, Phrases, Quotation, QuoteMarks};

/// Finnish.
pub(super) static LANGUAGE: Language = Language {
    tags: &["fi"],
    iso639_3: "fin",
    name: "Finnish",
    regions: "",
    direction: Direction::LeftToRight,
    may_be_vertical: false,
    hyphenation: Some("fi"),
    quotation: Quotation {
        marks: QuoteMarks { double: ('”', '”'), single: ('’', '’') },
        regional: &[],
        thin_spaces: false,
    },
    abbreviations: "",
    small_words: "",
    table_names: "taulukko",
    figure_names: "kuva kuvio",
    labels: Labels {
        cover: "Kansi",
        contents: "Sisällys",
        start: "Tekstin alku",
        landmarks: "Maamerkit",
        pages: "Sivut",
        untitled: "Nimetön",
        picture: "Kuva",
        note: "Huomautus",
        notes: "Viitteet",
        tip: "Vinkki",
        important: "Tärkeää",
        warning: "Varoitus",
        caution: "Huomio",
        message: "Viesti",
        by: "",
        translation: "Käännös: ",
        editor: "Toimitus: ",
        illustrations: "Kuvitus: ",
        photographs: "Valokuvat: ",
        saved: "Tallennettu: ",
        comma: ", ",
        and: " ja ",
        smaller: "Pienempi teksti",
        larger: "Suurempi teksti",
        print: "Tulosta",
    },
    calendar: Calendar {
        months: "\
            tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta \
            syyskuuta lokakuuta marraskuuta joulukuuta",
        months_alone: "\
            tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu \
            marraskuu joulukuu",
        months_short: "",
        weekdays: "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
        date: "{d}.\u{a0}{m} {y}",
        regional: &[],
        first: "",
        month: "{m} {y}",
        year: "{y}",
        order: Some(Order::DayFirst),
        joiners: "",
    },
    bylines: Bylines {
        by: "kirjoittanut, teksti:",
        others: "kuva:",
        and: "ja",
        particles: "",
        offices: "",
        ranks: "",
        nobody: "toimitus",
    },
    filing: Filing {
        published: "julkaistu",
        updated: "päivitetty muokattu",
        reading: "lukuaika minuuttia",
        glue: "ja klo",
        replies: "vl",
        letter_reasons: "",
    },
    phrases: Phrases {
        share: "jaa, jaa artikkeli, jaa facebookissa, seuraa meitä",
        print: "tulosta, tallenna",
        font_size: "",
        cookies: "",
        newsletter: "tilaa uutiskirje, kirjaudu, kirjaudu sisään",
        advertisement: "mainos",
        related: "\
            lue myös, lue lisää, luetuimmat, lisää aiheesta, aiheeseen liittyvät artikkelit, \
            seuraava artikkeli, edellinen artikkeli",
        comments: "kommentoi, kommentit, ei kommentteja",
        tags: "avainsanat, aiheet",
        menu: "suomi, haku, etusivu, tietoa meistä",
    },
};
