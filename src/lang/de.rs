//! German.

use super::{
    Bylines, Calendar, Direction, Filing, Labels, Language, Order, Phrases, Quotation, QuoteMarks, Sections, Sites,
};

/// German.
pub(super) static LANGUAGE: Language = Language {
    tags: &["de"],
    iso639_3: "deu",
    name: "German",
    regions: "CH LI",
    direction: Direction::LeftToRight,
    may_be_vertical: false,
    hyphenation: Some("de"),
    capital_endings: "Innen In",
    quotation: Quotation {
        marks: QuoteMarks { double: ('„', '“'), single: ('‚', '‘') },
        regional: &[(&["CH", "LI"], QuoteMarks { double: ('«', '»'), single: ('‹', '›') })],
        thin_spaces: false,
    },
    abbreviations: "Nr. S. Bd.",
    after_hyphen: "und oder bis",
    small_words: "der die das und ist nicht ein eine zu den mit von für auf sich dem im auch es sie als",
    table_names: "tabelle tab.",
    figure_names: "abbildung abb. figur",
    credits: "foto:, fotos:, bild:, bilder:, grafik:, bildquelle:, bildnachweis:",
    sections: Sections {
        chapters: "kapitel gesang",
        divisions: "teil buch band akt aufzug",
        provisions: "abschnitt artikel titel anhang anlage",
        ordinals: "\
            erster erstes erste zweiter zweites zweite dritter drittes dritte vierter viertes vierte fünfter \
            fünftes fünfte",
        book_parts: "vorwort, einleitung, nachwort, anhang, prolog, epilog",
        titles: "\
            einleitung, zusammenfassung, methoden, ergebnisse, diskussion, fazit, literatur, \
            literaturverzeichnis, einzelnachweise, weblinks, danksagung, zutaten, zubereitung",
        contents: "inhalt, inhaltsverzeichnis",
        contents_on_page: "auf dieser seite, in diesem artikel, in diesem beitrag",
        pages: "seite",
        notes: "fußnoten, anmerkungen, einzelnachweise",
        about_author: "über den autor, über die autorin, zum autor, zur autorin",
    },
    labels: Labels {
        cover: "Umschlag",
        contents: "Inhalt",
        start: "Beginn des Textes",
        landmarks: "Orientierungspunkte",
        pages: "Seiten",
        untitled: "Ohne Titel",
        picture: "Bild",
        note: "Hinweis",
        notes: "Anmerkungen",
        tip: "Tipp",
        important: "Wichtig",
        warning: "Warnung",
        caution: "Vorsicht",
        message: "Nachricht",
        by: "Von ",
        translation: "Übersetzung: ",
        editor: "Herausgabe: ",
        illustrations: "Illustrationen: ",
        photographs: "Fotos: ",
        saved: "Gespeichert: ",
        comma: ", ",
        and: " und ",
        smaller: "Kleinere Schrift",
        larger: "Größere Schrift",
        print: "Drucken",
        ingredients: "Zutaten",
        steps: "Schritte",
    },
    calendar: Calendar {
        months: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        months_alone: "",
        months_short: "jan jänner, feb feber, mär mrz, apr, , jun, jul, aug, sep sept, okt, nov, dez",
        weekdays: "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
        date: "{d}.\u{a0}{m} {y}",
        regional: &[],
        first: "",
        month: "{m} {y}",
        year: "{y}",
        order: Some(Order::DayFirst),
        joiners: "",
        before_day: "am den vom",
    },
    bylines: Bylines {
        by: "von, verfasst von, geschrieben von, autor:, autorin:, text:, ein artikel von",
        others: "fotos von, foto von, übersetzt von",
        and: "und",
        particles: "von der den zu vom zum",
        offices: "redakteur redakteurin",
        ranks: "",
        nobody: "redaktion gesponserte gesponsert pressemitteilung autor text inhalte",
        houses: "agentur zeitung nachrichten magazin verlag rundfunk dpa pressestelle",
        jobs: "geschäftsführer geschäftsführerin direktor direktorin",
        articles: "der die das",
    },
    filing: Filing {
        published: "veröffentlicht stand erschienen",
        updated: "aktualisiert zuletzt",
        reading: "minuten lesezeit lesedauer",
        glue: "von und am um uhr",
        replies: "aw wg antw",
        letter_reasons: "sie erhalten diese e-mail, sie erhalten diesen newsletter",
        closings: "grüßen grüsse grüße hochachtungsvoll",
        releases: "pressemitteilung, presseinformation, medienmitteilung, zur sofortigen veröffentlichung",
        contacts: "kontakt, pressekontakt",
        manuscript: "eingereicht",
        filed_in: "in bei",
        reading_times: "lesezeit",
    },
    phrases: Phrases {
        share: "\
            teilen, artikel teilen, beitrag teilen, auf facebook teilen, auf twitter teilen, per e-mail senden, \
            per mail teilen, merken, link kopieren, folgen, folgen sie uns, artikel weiterempfehlen, \
            beitrag weiterempfehlen, auf whatsapp teilen, auf linkedin teilen, artikel gefallen, \
            beitrag gefallen, hat ihnen der artikel gefallen, hat dir der artikel gefallen, \
            vergiss nicht zu teilen, möchten sie den artikel teilen, war der artikel nützlich, \
            war dieser artikel hilfreich, war dieser beitrag hilfreich, teilen auf, jetzt teilen, folge uns, \
            folgt uns",
        print: "\
            drucken, artikel drucken, seite drucken, speichern, rezept drucken, zum rezept springen, \
            zum rezept, als pdf herunterladen, pdf herunterladen, artikel als pdf, seite als pdf, druckversion, \
            druckansicht",
        font_size: "schriftgröße, schrift vergrößern, schrift verkleinern, artikel anhören",
        cookies: "\
            impressum, datenschutz, datenschutzerklärung, agb, nutzungsbedingungen, \
            cookie-einstellungen, alle akzeptieren, alle cookies akzeptieren, ablehnen, \
            wir verwenden cookies",
        newsletter: "\
            abonnieren, jetzt abonnieren, newsletter abonnieren, abo, anmelden, jetzt anmelden, registrieren, \
            einloggen, jetzt registrieren, mein konto, kostenlos testen, zum newsletter, newsletter bestellen, \
            zur anmeldung, jetzt kostenlos anmelden, ausgabe kaufen, zum abo, jetzt bestellen",
        advertisement: "anzeige, werbung",
        related: "\
            mehr, mehr lesen, mehr erfahren, mehr zum thema, mehr anzeigen, weiterlesen, lesen sie auch, \
            lesen sie mehr, auch interessant, das könnte sie auch interessieren, \
            das könnte dich auch interessieren, ähnliche artikel, ähnliche beiträge, verwandte artikel, \
            meistgelesen, meistgelesene artikel, neueste artikel, neueste beiträge, nächster artikel, \
            vorheriger artikel, weitere artikel, nach oben, zurück, weiter, auch lesen, lesen sie dazu, \
            lesen sie hier, lesen sie weiter, das könnte dich interessieren, das könnte sie interessieren, \
            das könnte ihnen auch gefallen, das könnte dir auch gefallen, dazu passend, passend zum thema, \
            zum thema, empfohlene beiträge, empfohlene artikel, empfehlungen der redaktion, beliebte artikel, \
            beliebte beiträge, weiterführende links, weiterführender link, weitere beiträge, weitere meldungen, \
            weitere nachrichten, weitere themen, mehr dazu, mehr davon, mehr infos, mehr informationen, \
            mehr aus diesem ressort, mehr aus dieser rubrik, verwandte themen, verwandte beiträge, \
            nächster beitrag, vorheriger beitrag, voriger beitrag, voriger artikel, zurück zur übersicht, \
            zurück zur startseite, zur übersicht, zum seitenanfang, aktuelle meldungen, alle meldungen, \
            alle beiträge, jetzt lesen",
        comments: "\
            kommentar, kommentare, kommentieren, kommentar schreiben, kommentar verfassen, \
            kommentar hinterlassen, schreibe einen kommentar, antworten, kommentare geschlossen, \
            kommentare sind geschlossen, kommentarfunktion ist geschlossen, \
            die kommentarfunktion ist geschlossen, keine kommentare, noch keine kommentare, \
            kommentare anzeigen, alle kommentare anzeigen, kommentar abgeben, kommentar absenden, \
            jetzt kommentieren, diskutieren sie mit, diese website verwendet akismet um spam zu reduzieren, \
            erfahre mehr darüber wie deine kommentardaten verarbeitet werden, \
            deine e-mail-adresse wird nicht veröffentlicht, erforderliche felder sind mit markiert",
        tags: "\
            schlagwörter, schlagworte, themen, kategorien, mehr zu den themen, themen in diesem artikel, \
            veröffentlicht in, verschlagwortet mit, abgelegt unter",
        menu: "\
            deutsch, suche, suchen, menü, startseite, kontakt, über uns, inhalt, inhaltsverzeichnis, \
            zum inhalt springen, hilfe, karriere, aus wikipedia der freien enzyklopädie",
    },
    sites: Sites {
        link_headings: "\
            ähnliche artikel, das könnte sie auch interessieren, auch interessant, lesen sie auch, \
            mehr zum thema, meistgelesen, weitere artikel",
        read_on: "weiterlesen, mehr lesen",
        sign_ups: "abonnieren, anmelden",
        house_rules: "nicht veröffentlicht, gelöscht",
        views: "aufrufe",
        posts: "\
            sieh dir diesen beitrag auf instagram an, diesen beitrag auf instagram ansehen, \
            ein beitrag geteilt von",
        threads: "themenstarter, ersteller",
        wiki_edit: "bearbeiten, bearbeiten | quelltext bearbeiten, quelltext bearbeiten",
        wiki_foot: "diese seite wurde zuletzt am, der text ist unter der lizenz, kategorien:",
    },
};
