//! Polish.

use super::{
    Bylines, Calendar, Direction, Filing, Labels, Language, Order, Phrases, Quotation, QuoteMarks, Sections, Sites,
};

/// Polish.
pub(super) static LANGUAGE: Language = Language {
    tags: &["pl"],
    iso639_3: "pol",
    name: "Polish",
    regions: "",
    direction: Direction::LeftToRight,
    may_be_vertical: false,
    hyphenation: Some("pl"),
    capital_endings: "",
    quotation: Quotation {
        marks: QuoteMarks { double: ('„', '”'), single: ('‚', '’') },
        regional: &[],
        thin_spaces: false,
    },
    abbreviations: "",
    after_hyphen: "",
    small_words: "w na z nie jest się i że do",
    table_names: "tabela tab.",
    figure_names: "rysunek rys.",
    credits: "zdjęcie:, zdjęcia:, fot.",
    sections: Sections {
        chapters: "rozdział",
        divisions: "część księga tom akt",
        provisions: "dział artykuł załącznik",
        ordinals: "pierwsza druga trzecia czwarta piąta",
        book_parts: "przedmowa, wstęp, posłowie",
        titles: "wstęp, podsumowanie, bibliografia, składniki, przygotowanie",
        contents: "spis treści",
        contents_on_page: "na tej stronie, w tym artykule",
        pages: "strona",
        notes: "przypisy",
        about_author: "o autorze, o autorce",
    },
    labels: Labels {
        cover: "Okładka",
        contents: "Spis treści",
        start: "Początek tekstu",
        landmarks: "Punkty orientacyjne",
        pages: "Strony",
        untitled: "Bez tytułu",
        picture: "Ilustracja",
        note: "Uwaga",
        notes: "Przypisy",
        tip: "Wskazówka",
        important: "Ważne",
        warning: "Ostrzeżenie",
        caution: "Ostrożnie",
        message: "Wiadomość",
        by: "",
        translation: "Tłumaczenie: ",
        editor: "Redakcja: ",
        illustrations: "Ilustracje: ",
        photographs: "Zdjęcia: ",
        saved: "Zapisano: ",
        comma: ", ",
        and: " i ",
        smaller: "Mniejszy tekst",
        larger: "Większy tekst",
        print: "Drukuj",
        ingredients: "Składniki",
        steps: "Kroki",
    },
    calendar: Calendar {
        months: "\
            stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada \
            grudnia",
        months_alone: "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
        months_short: "",
        weekdays: "poniedziałek wtorek środa czwartek piątek sobota niedziela",
        date: "{d}\u{a0}{m} {y}",
        regional: &[],
        first: "",
        month: "{m} {y}",
        year: "{y}",
        order: Some(Order::DayFirst),
        joiners: "",
        before_day: "dnia",
    },
    bylines: Bylines {
        by: "tekst:, autor, autor:",
        others: "fot., zdjęcia:",
        and: "i oraz",
        particles: "",
        offices: "",
        ranks: "",
        nobody: "redakcja",
        houses: "agencja gazeta dziennik wiadomości radio",
        jobs: "dyrektor",
        articles: "",
    },
    filing: Filing {
        published: "opublikowano",
        updated: "aktualizacja zaktualizowano",
        reading: "czytania minut",
        glue: "i godz r",
        replies: "odp pd",
        letter_reasons: "",
        closings: "poważaniem pozdrowieniami",
        releases: "informacja prasowa",
        contacts: "kontakt",
        manuscript: "",
        filed_in: "",
        reading_times: "min. czytania, czas czytania",
    },
    phrases: Phrases {
        share: "\
            udostępnij, udostępnij artykuł, podziel się, kopiuj link, obserwuj nas, skopiuj link, \
            udostępnij na facebooku, podaj dalej, polub nas",
        print: "drukuj, wydrukuj, zapisz, drukuj przepis, przejdź do przepisu",
        font_size: "rozmiar czcionki, wielkość tekstu, posłuchaj",
        cookies: "polityka prywatności, regulamin, akceptuję, zaakceptuj wszystkie, odrzuć",
        newsletter: "zapisz się, zaloguj się, zaloguj, zarejestruj się, subskrybuj, prenumerata",
        advertisement: "\
            reklama, dalsza część artykułu pod materiałem wideo, ciąg dalszy pod reklamą, materiał promocyjny",
        related: "\
            czytaj także, czytaj też, czytaj więcej, czytaj dalej, przeczytaj także, zobacz także, zobacz też, \
            zobacz więcej, powiązane artykuły, najnowsze, najpopularniejsze, następny, poprzedni, \
            najczęściej czytane, dowiedz się więcej, przeczytaj też, polecamy, polecane, polecane artykuły, \
            podobne artykuły, warto przeczytać, więcej na ten temat, więcej informacji, sprawdź też, \
            sprawdź także, następny artykuł, poprzedni artykuł, powrót do góry",
        comments: "\
            komentarz, komentarze, dodaj komentarz, skomentuj, odpowiedz, brak komentarzy, napisz komentarz, \
            zostaw komentarz, komentarze są wyłączone, twój adres e-mail nie zostanie opublikowany",
        tags: "tagi, kategorie",
        menu: "polski, szukaj, strona główna, o nas, zamknij, pomoc",
    },
    sites: Sites {
        link_headings: "\
            powiązane artykuły, podobne artykuły, czytaj także, czytaj też, zobacz także, najczęściej czytane",
        read_on: "czytaj więcej, czytaj dalej",
        sign_ups: "",
        house_rules: "",
        views: "wyświetleń",
        posts: "wyświetl ten post na instagramie, post udostępniony przez",
        threads: "",
        wiki_edit: "edytuj, edytuj | edytuj kod",
        wiki_foot: "tę stronę ostatnio edytowano",
    },
};
