//! Russian.

use super::{Bylines, Calendar, Direction, Filing, Labels, Language, Order, Phrases, Quotation, QuoteMarks};

/// Russian.
pub(super) static LANGUAGE: Language = Language {
    tags: &["ru"],
    iso639_3: "rus",
    name: "Russian",
    regions: "",
    direction: Direction::LeftToRight,
    may_be_vertical: false,
    hyphenation: Some("ru"),
    quotation: Quotation {
        marks: QuoteMarks { double: ('«', '»'), single: ('‘', '’') },
        regional: &[],
        thin_spaces: false,
    },
    abbreviations: "",
    small_words: "в на и не что с по для это как",
    table_names: "таблица табл.",
    figure_names: "рисунок рис.",
    labels: Labels {
        cover: "Обложка",
        contents: "Содержание",
        start: "Начало текста",
        landmarks: "Ориентиры",
        pages: "Страницы",
        untitled: "Без названия",
        picture: "Иллюстрация",
        note: "Примечание",
        notes: "Примечания",
        tip: "Совет",
        important: "Важно",
        warning: "Предупреждение",
        caution: "Осторожно",
        message: "Сообщение",
        by: "",
        translation: "Перевод: ",
        editor: "Редактор: ",
        illustrations: "Иллюстрации: ",
        photographs: "Фотографии: ",
        saved: "Сохранено: ",
        comma: ", ",
        and: " и ",
        smaller: "Уменьшить текст",
        larger: "Увеличить текст",
        print: "Печать",
        ingredients: "Ингредиенты",
        steps: "Шаги",
    },
    calendar: Calendar {
        months: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        months_alone: "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        months_short: "янв, фев, мар, апр, , июн, июл, авг, сен сент, окт, ноя, дек",
        weekdays: "понедельник вторник среда четверг пятница суббота воскресенье",
        date: "{d}\u{a0}{m} {y}",
        regional: &[],
        first: "",
        month: "{m} {y}",
        year: "{y}",
        order: Some(Order::DayFirst),
        joiners: "",
    },
    bylines: Bylines {
        by: "автор, автор:, текст:",
        others: "фото:",
        and: "и",
        particles: "",
        offices: "",
        ranks: "",
        nobody: "редакция",
        houses: "агентство газета новости журнал радио тасс",
        jobs: "директор",
    },
    filing: Filing {
        published: "опубликовано",
        updated: "обновлено",
        reading: "чтение минут",
        glue: "и в г",
        replies: "ответ",
        letter_reasons: "",
    },
    phrases: Phrases {
        share: "поделиться, поделитесь, поделиться в, поделиться ссылкой, скопировать ссылку, подписаться на нас",
        print: "распечатать, печать, версия для печати, сохранить, перейти к рецепту",
        font_size: "размер шрифта, размер текста, слушать",
        cookies: "политика конфиденциальности, пользовательское соглашение, принять, принять все, отклонить",
        newsletter: "подписаться, подпишитесь, подписка, войти, вход, регистрация, зарегистрироваться",
        advertisement: "реклама, на правах рекламы",
        related: "\
            читать также, читайте также, читать далее, подробнее, похожие статьи, другие новости, \
            последние новости, самое читаемое, ещё, еще, назад, далее, по теме, материалы по теме, \
            смотрите также, читать дальше, читать полностью, читать подробнее, новости по теме, популярное, \
            вернуться наверх, следующая статья, предыдущая статья",
        comments: "\
            комментарий, комментарии, оставить комментарий, добавить комментарий, ответить, нет комментариев, \
            комментариев нет, написать комментарий, ваш адрес email не будет опубликован, \
            обязательные поля помечены",
        tags: "теги, метки, рубрики",
        menu: "русский, поиск, меню, главная, о нас, контакты, закрыть, помощь",
    },
};
