//! Spanish.

use super::{
    Bylines, Calendar, Direction, Filing, Labels, Language, Order, Phrases, Quotation, QuoteMarks, Sections, Sites,
};

/// Spanish.
pub(super) static LANGUAGE: Language = Language {
    tags: &["es"],
    iso639_3: "spa",
    name: "Spanish",
    regions: "US",
    direction: Direction::LeftToRight,
    may_be_vertical: false,
    hyphenation: Some("es"),
    capital_endings: "",
    quotation: Quotation {
        marks: QuoteMarks { double: ('«', '»'), single: ('‘', '’') },
        regional: &[],
        thin_spaces: false,
    },
    abbreviations: "",
    after_hyphen: "y e",
    small_words: "de el los las y por con para una se del su al lo como",
    table_names: "tabla tab.",
    figure_names: "figura fig.",
    credits: "foto:, fotos:, fotografía:, imagen:, crédito:, créditos:",
    sections: Sections {
        chapters: "capítulo",
        divisions: "parte libro tomo acto",
        provisions: "sección artículo título anexo",
        ordinals: "primera primero segunda segundo tercera tercero cuarta cuarto quinta quinto",
        book_parts: "introducción, prólogo, epílogo, prefacio",
        titles: "\
            resumen, introducción, métodos, resultados, discusión, conclusiones, conclusión, bibliografía, \
            referencias, agradecimientos, ingredientes, preparación, elaboración",
        contents: "índice, contenido",
        contents_on_page: "en esta página, en este artículo",
        pages: "página",
        notes: "notas, referencias, bibliografía",
        about_author: "sobre el autor, sobre la autora, acerca del autor",
    },
    labels: Labels {
        cover: "Cubierta",
        contents: "Índice",
        start: "Inicio del texto",
        landmarks: "Puntos de referencia",
        pages: "Páginas",
        untitled: "Sin título",
        picture: "Imagen",
        note: "Nota",
        notes: "Notas",
        tip: "Consejo",
        important: "Importante",
        warning: "Advertencia",
        caution: "Precaución",
        message: "Mensaje",
        by: "Por ",
        translation: "Traducción: ",
        editor: "Edición: ",
        illustrations: "Ilustraciones: ",
        photographs: "Fotografías: ",
        saved: "Guardado: ",
        comma: ", ",
        and: " y ",
        smaller: "Texto más pequeño",
        larger: "Texto más grande",
        print: "Imprimir",
        ingredients: "Ingredientes",
        steps: "Pasos",
    },
    calendar: Calendar {
        months: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        months_alone: "",
        months_short: "ene, feb febr, mar, abr, may, jun, jul, ago, sep sept set setiembre, oct, nov, dic",
        weekdays: "lunes martes miércoles jueves viernes sábado domingo",
        date: "{d}\u{a0}de {m} de {y}",
        regional: &[],
        first: "",
        month: "{m} de {y}",
        year: "{y}",
        order: Some(Order::DayFirst),
        joiners: "de del",
        before_day: "el",
    },
    bylines: Bylines {
        by: "por, escrito por, publicado por, autor, autor:, autor/a:, autora:",
        others: "foto de, traducido por",
        and: "y",
        particles: "de del la el y",
        offices: "redactor redactora",
        ranks: "",
        nobody: "redacción equipo ediciones autor texto",
        houses: "agencia agencias diario periódico noticias revista prensa radio",
        jobs: "director directora",
        articles: "el la los",
    },
    filing: Filing {
        published: "publicado",
        updated: "actualizado",
        reading: "lectura tiempo minutos",
        glue: "por y el de",
        replies: "rv",
        letter_reasons: "recibes este correo, ha recibido este correo",
        closings: "atentamente saludos",
        releases: "nota de prensa, comunicado de prensa",
        contacts: "contacto, contacto de prensa",
        manuscript: "recibido",
        filed_in: "en",
        reading_times: "min de lectura, minutos de lectura, tiempo de lectura",
    },
    phrases: Phrases {
        share: "\
            compartir, compartir en, compartir en facebook, compartir en twitter, compartir en whatsapp, \
            comparte, compártelo, comparte este artículo, enviar por email, enviar por correo, copiar enlace, \
            síguenos, seguir, copiar el enlace, compartir en linkedin, compartir por correo, compartir noticia, \
            compartir artículo, síguenos en, siga leyendo en",
        print: "imprimir, guardar, imprimir receta, imprimir la receta, ir a la receta, saltar a la receta",
        font_size: "\
            tamaño de letra, aumentar tamaño, disminuir tamaño, tamaño del texto, escuchar, \
            escuchar artículo",
        cookies: "\
            aviso legal, política de privacidad, política de cookies, términos y condiciones, \
            términos de uso, aceptar, aceptar todo, aceptar todas, rechazar, rechazar todo",
        newsletter: "\
            suscríbete, suscribirse, suscribirme, suscripción, iniciar sesión, regístrate, registrarse, \
            mi cuenta",
        advertisement: "publicidad, anuncio",
        related: "\
            leer más, lee también, lea también, leer también, te puede interesar, también te puede interesar, \
            artículos relacionados, noticias relacionadas, ver más, ver todo, lo más leído, más leídas, \
            más noticias, últimas noticias, siguiente, anterior, volver, saber más, lo más visto, \
            le puede interesar, le podría interesar, le recomendamos, te recomendamos, podría interesarte, \
            puede interesarle, puedes ver, vea también, ver también, mira también, sigue leyendo, siga leyendo, \
            seguir leyendo, en este artículo, noticia relacionada, notas relacionadas, contenido relacionado, \
            artículo relacionado, más sobre este tema, más información, contexto de la noticia, además lea, \
            además lee, no te pierdas, entérese, volver arriba, artículo anterior, artículo siguiente, \
            todas las noticias",
        comments: "\
            comentario, comentarios, deja un comentario, dejar un comentario, responder, déjame un comentario, \
            te ha gustado esta receta, sin comentarios, no hay comentarios, añadir comentario, \
            escribir comentario, comentarios cerrados, los comentarios están cerrados, \
            tu dirección de correo electrónico no será publicada, los campos obligatorios están marcados con",
        tags: "\
            etiquetas, categorías, temas, archivado en, más información sobre, temas relacionados, \
            en este artículo temas, publicado en",
        menu: "\
            español, buscar, inicio, contacto, menú, cerrar, sobre nosotros, quiénes somos, \
            saltar al contenido, ayuda, de wikipedia la enciclopedia libre",
    },
    sites: Sites {
        link_headings: "artículos relacionados, noticias relacionadas, te puede interesar, lo más leído",
        read_on: "leer más, seguir leyendo",
        sign_ups: "suscríbete",
        house_rules: "no se publicarán, moderados",
        views: "visitas lecturas vistas",
        posts: "\
            ver esta publicación en instagram, una publicación compartida por, una publicación compartida de",
        threads: "autor del tema, iniciado por",
        wiki_edit: "editar, editar código, editar | editar código",
        wiki_foot: "esta página se editó por última vez, categorías:",
    },
};
