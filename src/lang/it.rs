//! Italian.

use super::{
    Bylines, Calendar, Direction, Filing, Labels, Language, Order, Phrases, Quotation, QuoteMarks, Sections, Sites,
};

/// Italian.
pub(super) static LANGUAGE: Language = Language {
    tags: &["it"],
    iso639_3: "ita",
    name: "Italian",
    regions: "CH",
    direction: Direction::LeftToRight,
    may_be_vertical: false,
    hyphenation: Some("it"),
    capital_endings: "",
    quotation: Quotation {
        marks: QuoteMarks { double: ('«', '»'), single: ('‘', '’') },
        regional: &[],
        thin_spaces: false,
    },
    abbreviations: "",
    after_hyphen: "e",
    small_words: "il che di per non sono della nel",
    table_names: "tabella tab.",
    figure_names: "figura fig.",
    credits: "foto:, fotografia:, immagine:",
    sections: Sections {
        chapters: "capitolo canto",
        divisions: "parte libro atto",
        provisions: "sezione articolo titolo allegato appendice",
        ordinals: "prima primo seconda secondo terza terzo quarta quarto quinta quinto",
        book_parts: "prefazione, introduzione, prologo, epilogo",
        titles: "introduzione, risultati, conclusioni, bibliografia, ingredienti, preparazione, procedimento",
        contents: "indice, sommario",
        contents_on_page: "in questa pagina, in questo articolo",
        pages: "pagina",
        notes: "note, riferimenti, note a piè di pagina",
        about_author: "sull'autore, sull'autrice",
    },
    labels: Labels {
        cover: "Copertina",
        contents: "Indice",
        start: "Inizio del testo",
        landmarks: "Punti di riferimento",
        pages: "Pagine",
        untitled: "Senza titolo",
        picture: "Immagine",
        note: "Nota",
        notes: "Note",
        tip: "Consiglio",
        important: "Importante",
        warning: "Avvertenza",
        caution: "Attenzione",
        message: "Messaggio",
        by: "Di ",
        translation: "Traduzione: ",
        editor: "A cura di ",
        illustrations: "Illustrazioni: ",
        photographs: "Fotografie: ",
        saved: "Salvato: ",
        comma: ", ",
        and: " e ",
        smaller: "Testo più piccolo",
        larger: "Testo più grande",
        print: "Stampa",
        ingredients: "Ingredienti",
        steps: "Passaggi",
    },
    calendar: Calendar {
        months: "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        months_alone: "",
        months_short: "gen, feb, mar, apr, mag, giu, lug, ago, set sett, ott, nov, dic",
        weekdays: "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        date: "{d}\u{a0}{m} {y}",
        regional: &[],
        first: "",
        month: "{m} {y}",
        year: "{y}",
        order: Some(Order::DayFirst),
        joiners: "",
        before_day: "il",
    },
    bylines: Bylines {
        by: "di, scritto da, pubblicato da, autore:, a cura di",
        others: "foto di, tradotto da",
        and: "e",
        particles: "di da del della",
        offices: "",
        ranks: "",
        nobody: "redazione",
        houses: "agenzia giornale notizie rivista radio",
        jobs: "direttore direttrice",
        articles: "il la le",
    },
    filing: Filing {
        published: "pubblicato",
        updated: "aggiornato",
        reading: "lettura minuti",
        glue: "di e il",
        replies: "r i",
        letter_reasons: "ricevi questa email",
        closings: "saluti",
        releases: "comunicato stampa",
        contacts: "contatti, contatti stampa",
        manuscript: "ricevuto",
        filed_in: "in",
        reading_times: "min di lettura, minuti di lettura, tempo di lettura",
    },
    phrases: Phrases {
        share: "\
            condividi, condividi su facebook, condividi articolo, condividi questo articolo, \
            copia link, invia per email, seguici, seguici su, condividi su twitter",
        print: "stampa, salva, stampa ricetta, stampa la ricetta, vai alla ricetta",
        font_size: "dimensione testo, dimensione carattere, ascolta",
        cookies: "accetta, accetta tutti, rifiuta, informativa sulla privacy, note legali, termini e condizioni",
        newsletter: "iscriviti, iscriviti alla newsletter, abbonati, accedi, registrati",
        advertisement: "pubblicità",
        related: "\
            leggi anche, leggi tutto, leggi di più, articoli correlati, potrebbe interessarti, \
            potrebbe interessarti anche, ti potrebbe interessare, i più letti, ultime notizie, successivo, \
            precedente, vedi tutti, scopri di più, le più lette, potrebbe anche interessarti, \
            ti potrebbero interessare, ti può interessare, leggi l'articolo, continua a leggere, \
            per approfondire, articolo precedente, articolo successivo, torna su, torna alla home, \
            notizie correlate, articoli recenti, altri articoli, vedi anche, da non perdere",
        comments: "\
            commento, commenti, lascia un commento, rispondi, nessun commento, i commenti sono chiusi, \
            aggiungi un commento, scrivi un commento, il tuo indirizzo email non sarà pubblicato, \
            i campi obbligatori sono contrassegnati",
        tags: "categorie, argomenti, archiviato in, pubblicato in, etichette",
        menu: "\
            italiano, cerca, chi siamo, contatti, chiudi, aiuto, vai al contenuto, \
            da wikipedia l'enciclopedia libera",
    },
    sites: Sites {
        link_headings: "articoli correlati, leggi anche, potrebbe interessarti",
        read_on: "leggi tutto, continua a leggere",
        sign_ups: "iscriviti",
        house_rules: "moderati",
        views: "visualizzazioni",
        posts: "visualizza questo post su instagram, un post condiviso da",
        threads: "",
        wiki_edit: "modifica, modifica | modifica wikitesto",
        wiki_foot: "questa pagina è stata modificata per l'ultima volta, categorie:",
    },
};
