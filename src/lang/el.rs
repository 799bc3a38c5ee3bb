//! Greek.

use super::{Bylines, Calendar, Direction, Filing, Labels, Language, Order, Phrases, Quotation, QuoteMarks};

/// Greek.
pub(super) static LANGUAGE: Language = Language {
    tags: &["el"],
    iso639_3: "ell",
    name: "Greek",
    regions: "",
    direction: Direction::LeftToRight,
    may_be_vertical: false,
    hyphenation: Some("el"),
    quotation: Quotation {
        marks: QuoteMarks { double: ('«', '»'), single: ('‘', '’') },
        regional: &[],
        thin_spaces: false,
    },
    abbreviations: "",
    small_words: "",
    table_names: "πίνακας",
    figure_names: "εικόνα σχήμα",
    labels: Labels {
        cover: "Εξώφυλλο",
        contents: "Περιεχόμενα",
        start: "Αρχή του κειμένου",
        landmarks: "Σημεία προσανατολισμού",
        pages: "Σελίδες",
        untitled: "Χωρίς τίτλο",
        picture: "Εικόνα",
        note: "Σημείωση",
        notes: "Σημειώσεις",
        tip: "Συμβουλή",
        important: "Σημαντικό",
        warning: "Προειδοποίηση",
        caution: "Προσοχή",
        message: "Μήνυμα",
        by: "",
        translation: "Μετάφραση: ",
        editor: "Επιμέλεια: ",
        illustrations: "Εικονογράφηση: ",
        photographs: "Φωτογραφίες: ",
        saved: "Αποθηκεύτηκε: ",
        comma: ", ",
        and: " και ",
        smaller: "Μικρότερο κείμενο",
        larger: "Μεγαλύτερο κείμενο",
        print: "Εκτύπωση",
    },
    calendar: Calendar {
        months: "\
            Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου \
            Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
        months_alone: "\
            Ιανουάριος Φεβρουάριος Μάρτιος Απρίλιος Μάιος Ιούνιος Ιούλιος Αύγουστος Σεπτέμβριος \
            Οκτώβριος Νοέμβριος Δεκέμβριος",
        months_short: "ιαν, φεβ, μαρ, απρ, μάιος μάι, ιουν, ιουλ, αυγ, σεπ, οκτ, νοε, δεκ",
        weekdays: "δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή",
        date: "{d}\u{a0}{m} {y}",
        regional: &[],
        first: "",
        month: "{m} {y}",
        year: "{y}",
        order: Some(Order::DayFirst),
        joiners: "",
    },
    bylines: Bylines {
        by: "γράφει ο, γράφει η",
        others: "φωτογραφία:",
        and: "και",
        particles: "",
        offices: "",
        ranks: "",
        nobody: "",
    },
    filing: Filing {
        published: "δημοσιεύτηκε δημοσίευση",
        updated: "ενημερώθηκε ενημέρωση",
        reading: "ανάγνωση λεπτά",
        glue: "και",
        replies: "απ πρθ",
        letter_reasons: "",
    },
    phrases: Phrases {
        share: "κοινοποίηση, μοιράσου το, ακολουθήστε μας",
        print: "εκτύπωση, αποθήκευση",
        font_size: "",
        cookies: "",
        newsletter: "εγγραφή, σύνδεση, εγγραφείτε",
        advertisement: "διαφήμιση",
        related: "\
            διαβάστε επίσης, διαβάστε ακόμα, διαβάστε περισσότερα, σχετικά άρθρα, δείτε επίσης, δημοφιλή, \
            τελευταία νέα",
        comments: "σχόλια, αφήστε ένα σχόλιο, δεν υπάρχουν σχόλια",
        tags: "ετικέτες, κατηγορίες",
        menu: "ελληνικά, αναζήτηση, αρχική, επικοινωνία",
    },
};
