//! Portuguese.

use super::{
    Bylines, Calendar, Direction, Filing, Labels, Language, Order, Phrases, Quotation, QuoteMarks, Sections, Sites,
};

/// Portuguese.
pub(super) static LANGUAGE: Language = Language {
    tags: &["pt"],
    iso639_3: "por",
    name: "Portuguese",
    regions: "PT BR",
    direction: Direction::LeftToRight,
    may_be_vertical: false,
    hyphenation: Some("pt"),
    capital_endings: "",
    quotation: Quotation {
        marks: QuoteMarks { double: ('“', '”'), single: ('‘', '’') },
        regional: &[(&["PT"], QuoteMarks { double: ('«', '»'), single: ('‘', '’') })],
        thin_spaces: false,
    },
    abbreviations: "",
    after_hyphen: "e",
    small_words: "o os e um uma não com do da na",
    table_names: "tabela tab.",
    figure_names: "figura fig.",
    credits: "foto:, fotos:, imagem:, crédito:, créditos:",
    sections: Sections {
        chapters: "capítulo",
        divisions: "parte livro ato",
        provisions: "seção artigo título anexo",
        ordinals: "primeira primeiro segunda segundo terceira terceiro quarta quarto quinta quinto",
        book_parts: "prefácio, introdução, prólogo, epílogo",
        titles: "resumo, introdução, resultados, conclusão, referências, ingredientes, modo de preparo",
        contents: "índice, sumário",
        contents_on_page: "nesta página, neste artigo",
        pages: "página",
        notes: "notas, referências",
        about_author: "sobre o autor, sobre a autora",
    },
    labels: Labels {
        cover: "Capa",
        contents: "Índice",
        start: "Início do texto",
        landmarks: "Pontos de referência",
        pages: "Páginas",
        untitled: "Sem título",
        picture: "Imagem",
        note: "Nota",
        notes: "Notas",
        tip: "Dica",
        important: "Importante",
        warning: "Aviso",
        caution: "Cuidado",
        message: "Mensagem",
        by: "Por ",
        translation: "Tradução: ",
        editor: "Edição: ",
        illustrations: "Ilustrações: ",
        photographs: "Fotografias: ",
        saved: "Guardado: ",
        comma: ", ",
        and: " e ",
        smaller: "Texto menor",
        larger: "Texto maior",
        print: "Imprimir",
        ingredients: "Ingredientes",
        steps: "Passos",
    },
    calendar: Calendar {
        months: "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        months_alone: "",
        months_short: "jan, fev, mar, abr, mai, jun, jul, ago, set, out, nov, dez",
        weekdays: "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        date: "{d}\u{a0}de {m} de {y}",
        regional: &[],
        first: "",
        month: "{m} de {y}",
        year: "{y}",
        order: Some(Order::DayFirst),
        joiners: "de",
        before_day: "em",
    },
    bylines: Bylines {
        by: "por, texto de",
        others: "foto de, traduzido por",
        and: "e",
        particles: "da das do dos de",
        offices: "",
        ranks: "",
        nobody: "redação equipe",
        houses: "agência jornal notícias revista imprensa rádio",
        jobs: "diretor diretora",
        articles: "o a",
    },
    filing: Filing {
        published: "publicado",
        updated: "atualizado",
        reading: "leitura",
        glue: "por e em de",
        replies: "res enc",
        letter_reasons: "você está recebendo este",
        closings: "cumprimentos atenciosamente",
        releases: "comunicado de imprensa",
        contacts: "contato, contacto",
        manuscript: "recebido",
        filed_in: "em",
        reading_times: "min de leitura, tempo de leitura",
    },
    phrases: Phrases {
        share: "\
            compartilhar, compartilhe, compartilhe este artigo, partilhar, partilhe, enviar por e-mail, \
            copiar link, siga-nos, compartilhar no facebook, compartilhar no twitter, compartilhar no whatsapp, \
            compartilhe esta notícia, compartilhe no whatsapp, curta nossa página",
        print: "salvar, imprimir receita, ir para a receita, pular para a receita",
        font_size: "tamanho da fonte, aumentar fonte, diminuir fonte, ouvir",
        cookies: "política de privacidade, termos de uso, termos e condições, aceitar, aceitar todos, rejeitar",
        newsletter: "assine, assinar, inscreva-se, cadastre-se, entrar, minha conta",
        advertisement: "publicidade",
        related: "\
            leia mais, leia também, veja também, saiba mais, artigos relacionados, notícias relacionadas, \
            mais lidas, últimas notícias, próximo, ver mais, mais lidos, leia mais sobre, leia ainda, \
            veja mais, continue lendo, continua após a publicidade, matérias relacionadas, notícia relacionada, \
            relacionadas, conteúdo relacionado, confira também, você pode gostar, artigo anterior, \
            próximo artigo, ler mais, saiba tudo sobre, voltar ao topo",
        comments: "\
            comentário, comentários, deixe um comentário, nenhum comentário, sem comentários, \
            deixe uma resposta, comentários encerrados, o seu endereço de e-mail não será publicado, \
            campos obrigatórios são marcados com",
        tags: "categorias, arquivado em",
        menu: "português, pesquisar, início, contato, sobre nós, fechar, ajuda, ir para o conteúdo",
    },
    sites: Sites {
        link_headings: "artigos relacionados, leia também, mais lidas",
        read_on: "leia mais, continue lendo",
        sign_ups: "inscreva",
        house_rules: "moderados",
        views: "visualizações",
        posts: "\
            ver essa foto no instagram, ver este post no instagram, ver esta publicação no instagram, \
            um post compartilhado por, uma publicação compartilhada por, uma publicação partilhada por",
        threads: "iniciado por",
        wiki_edit: "editar, editar | editar código-fonte",
        wiki_foot: "esta página foi editada pela última vez, categorias:",
    },
};
