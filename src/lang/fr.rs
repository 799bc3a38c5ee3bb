//! French.

use super::{
    Bylines, Calendar, Direction, Filing, Labels, Language, Order, Phrases, Quotation, QuoteMarks, Sections, Sites,
};

/// French.
pub(super) static LANGUAGE: Language = Language {
    tags: &["fr"],
    iso639_3: "fra",
    name: "French",
    regions: "CA CH",
    direction: Direction::LeftToRight,
    may_be_vertical: false,
    hyphenation: Some("fr"),
    capital_endings: "",
    quotation: Quotation {
        marks: QuoteMarks { double: ('«', '»'), single: ('‘', '’') },
        regional: &[],
        thin_spaces: true,
    },
    abbreviations: "",
    after_hyphen: "et",
    small_words: "le la les des et un une est que qui dans pour pas sur au du plus par ce en",
    table_names: "tableau tab.",
    figure_names: "figure fig.",
    credits: "crédit photo, crédits photo, crédit :, crédits :, crédit:, crédits:, photo :, photos :",
    sections: Sections {
        chapters: "chapitre",
        divisions: "partie livre tome acte",
        provisions: "section article titre annexe",
        ordinals: "premier première deuxième seconde troisième quatrième cinquième sixième dernière",
        book_parts: "préface, avant propos, postface",
        titles: "\
            résumé, méthodes, résultats, discussion, bibliographie, références, remerciements, \
            financement, ingrédients, préparation",
        contents: "table des matières, sommaire",
        contents_on_page: "sur cette page, dans cet article",
        pages: "page pages",
        notes: "notes de bas de page, références, notes et références",
        about_author: "à propos de l'auteur, à propos de l'autrice",
    },
    labels: Labels {
        cover: "Couverture",
        contents: "Sommaire",
        start: "Début du texte",
        landmarks: "Repères",
        pages: "Pages",
        untitled: "Sans titre",
        picture: "Image",
        note: "Note",
        notes: "Notes",
        tip: "Astuce",
        important: "Important",
        warning: "Avertissement",
        caution: "Attention",
        message: "Message",
        by: "Par ",
        translation: "Traduction\u{a0}: ",
        editor: "Édition\u{a0}: ",
        illustrations: "Illustrations\u{a0}: ",
        photographs: "Photographies\u{a0}: ",
        saved: "Enregistré\u{a0}: ",
        comma: ", ",
        and: " et ",
        smaller: "Texte plus petit",
        larger: "Texte plus grand",
        print: "Imprimer",
        ingredients: "Ingrédients",
        steps: "Étapes",
    },
    calendar: Calendar {
        months: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        months_alone: "",
        months_short: "jan janv, fev fév févr fevrier, , avr, , , juil, aout, sept, oct, nov, déc",
        weekdays: "lundi mardi mercredi jeudi vendredi samedi dimanche",
        date: "{d}\u{a0}{m} {y}",
        regional: &[],
        first: "1er",
        month: "{m} {y}",
        year: "{y}",
        order: Some(Order::DayFirst),
        joiners: "",
        before_day: "le",
    },
    bylines: Bylines {
        by: "par, écrit par, rédigé par, publié par, auteur:, auteur :",
        others: "photo par, traduit par",
        and: "et",
        particles: "de du des la le",
        offices: "rédacteur rédactrice",
        ranks: "",
        nobody: "rédaction auteur auteurs texte",
        houses: "agence journal presse revue radio afp",
        jobs: "directeur directrice",
        articles: "le la les",
    },
    filing: Filing {
        published: "publié",
        updated: "mis à jour modifié",
        reading: "lecture temps",
        glue: "par et le",
        replies: "tr réf",
        letter_reasons: "vous recevez cet e-mail, vous recevez cette lettre",
        closings: "cordialement salutations",
        releases: "communiqué de presse, pour diffusion immédiate",
        contacts: "contact presse, contacts presse",
        manuscript: "reçu",
        filed_in: "dans",
        reading_times: "min de lecture, minutes de lecture, temps de lecture",
    },
    phrases: Phrases {
        share: "\
            partager, partager cet article, partager sur facebook, partager sur twitter, partager cette page, \
            envoyer par email, envoyer par e-mail, copier le lien, suivez-nous, suivre, partagez, \
            offrir l'article, partager sur linkedin, partager sur whatsapp, partager par e-mail, \
            partager l'article, cet article vous a plu, suivez nous",
        print: "\
            imprimer, imprimer cet article, enregistrer, sauvegarder, imprimer la recette, \
            aller à la recette",
        font_size: "taille du texte, agrandir le texte, réduire le texte, écouter, écouter cet article",
        cookies: "\
            mentions légales, politique de confidentialité, conditions générales, \
            conditions d'utilisation, tout accepter, tout refuser, accepter, refuser, gérer les cookies",
        newsletter: "\
            s'abonner, abonnez-vous, je m'abonne, s'inscrire, inscrivez-vous, inscription, connexion, \
            se connecter, mon compte",
        advertisement: "publicité, annonce",
        related: "\
            lire aussi, à lire aussi, lire la suite, lire plus, en savoir plus, voir plus, voir aussi, \
            articles liés, articles similaires, articles connexes, sur le même sujet, les plus lus, \
            derniers articles, article suivant, article précédent, suivant, précédent, haut de page, retour, \
            les plus consultés, à lire également, lire également, à voir aussi, à découvrir aussi, \
            pour aller plus loin, vous aimerez aussi, vous aimerez peut-être, cela pourrait vous intéresser, \
            ces articles pourraient vous intéresser, lire l'article, lire la suite de l'article, \
            plus d'articles, plus d'infos, dans la même rubrique, nos derniers articles, tous les articles, \
            retour à la liste, retour aux actualités, retour en haut",
        comments: "\
            commentaire, commentaires, laisser un commentaire, répondre, réagir, réagir à cet article, \
            aucun commentaire, pas de commentaire, les commentaires sont fermés, ajouter un commentaire, \
            voir les commentaires, poster un commentaire, votre adresse e-mail ne sera pas publiée, \
            les champs obligatoires sont indiqués avec",
        tags: "\
            étiquettes, mots-clés, catégories, thèmes, classé dans, sujets associés, publié dans, mots clés",
        menu: "\
            français, rechercher, recherche, accueil, contactez-nous, à propos, sommaire, \
            aller au contenu, fermer, aide, un article de wikipédia l'encyclopédie libre",
    },
    sites: Sites {
        link_headings: "articles similaires, à lire aussi, à lire également, sur le même sujet, les plus lus",
        read_on: "lire la suite, lire plus",
        sign_ups: "inscrivez, abonnez",
        house_rules: "modérés, supprimés",
        views: "vues lectures",
        posts: "\
            voir cette publication sur instagram, afficher cette publication sur instagram, \
            une publication partagée par",
        threads: "auteur du sujet",
        wiki_edit: "modifier, modifier | modifier le code",
        wiki_foot: "la dernière modification de cette page, catégories :",
    },
};
