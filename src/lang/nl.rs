//! Dutch.

use super::{Bylines, Calendar, Direction, Filing, Labels, Language, Order, Phrases, Quotation, QuoteMarks};

/// Dutch.
pub(super) static LANGUAGE: Language = Language {
    tags: &["nl"],
    iso639_3: "nld",
    name: "Dutch",
    regions: "",
    direction: Direction::LeftToRight,
    may_be_vertical: false,
    hyphenation: Some("nl"),
    quotation: Quotation {
        marks: QuoteMarks { double: ('“', '”'), single: ('‘', '’') },
        regional: &[],
        thin_spaces: false,
    },
    abbreviations: "",
    small_words: "het een van op te dat niet zijn voor met aan",
    table_names: "tabel tab.",
    figure_names: "figuur afbeelding afb. fig.",
    labels: Labels {
        cover: "Omslag",
        contents: "Inhoud",
        start: "Begin van de tekst",
        landmarks: "Oriëntatiepunten",
        pages: "Pagina’s",
        untitled: "Zonder titel",
        picture: "Afbeelding",
        note: "Opmerking",
        notes: "Noten",
        tip: "Tip",
        important: "Belangrijk",
        warning: "Waarschuwing",
        caution: "Let op",
        message: "Bericht",
        by: "Door ",
        translation: "Vertaling: ",
        editor: "Redactie: ",
        illustrations: "Illustraties: ",
        photographs: "Foto’s: ",
        saved: "Opgeslagen: ",
        comma: ", ",
        and: " en ",
        smaller: "Kleinere tekst",
        larger: "Grotere tekst",
        print: "Afdrukken",
        ingredients: "Ingrediënten",
        steps: "Stappen",
    },
    calendar: Calendar {
        months: "januari februari maart april mei juni juli augustus september oktober november december",
        months_alone: "",
        months_short: "jan, feb, mrt, apr, , jun, jul, aug, sep sept, okt, nov, dec",
        weekdays: "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        date: "{d}\u{a0}{m} {y}",
        regional: &[],
        first: "",
        month: "{m} {y}",
        year: "{y}",
        order: Some(Order::DayFirst),
        joiners: "",
    },
    bylines: Bylines {
        by: "door, geschreven door",
        others: "foto door, vertaald door",
        and: "en",
        particles: "van de der den ter ten te",
        offices: "",
        ranks: "",
        nobody: "redactie",
        houses: "krant nieuws persbureau anp radio",
        jobs: "directeur",
    },
    filing: Filing {
        published: "gepubliceerd",
        updated: "bijgewerkt",
        reading: "leestijd minuten",
        glue: "door en op",
        replies: "antw doorst",
        letter_reasons: "je ontvangt deze e-mail",
    },
    phrases: Phrases {
        share: "delen, deel, deel dit artikel, deel op facebook, deel via, kopieer link, volg ons, link kopiëren",
        print: "afdrukken, print artikel, bewaren, recept afdrukken, ga naar recept, spring naar recept",
        font_size: "tekstgrootte, lettergrootte, luister",
        cookies: "privacybeleid, cookiebeleid, algemene voorwaarden, accepteren, alles accepteren, weigeren",
        newsletter: "abonneren, abonneer, aanmelden, inloggen, registreren, schrijf je in",
        advertisement: "advertentie, reclame",
        related: "\
            lees meer, lees ook, lees verder, meer lezen, meer nieuws, gerelateerde artikelen, meest gelezen, \
            bekijk meer, volgende, vorige, terug, lees het hele artikel, meer over dit onderwerp, meer over, \
            ook interessant, bekijk ook, verder lezen, aanbevolen artikelen, vorig artikel, volgend artikel, \
            terug naar boven, terug naar overzicht",
        comments: "\
            reactie, reacties, laat een reactie achter, reageer, geen reacties, plaats een reactie, \
            reacties zijn gesloten, reageer op dit artikel, het e-mailadres wordt niet gepubliceerd",
        tags: "onderwerpen",
        menu: "\
            nederlands, zoeken, zoek, over ons, sluiten, hulp, ga naar inhoud, \
            uit wikipedia de vrije encyclopedie",
    },
};
