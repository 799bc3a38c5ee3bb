//! Dates as people write them, by language.

use crate::doc::{Date, Lang};

/// A date in words: `3 March 2024`, `March 3, 2024`, `3. März 2024`; ISO 8601 in languages not known here.
pub fn in_words(date: Date, lang: &Lang) -> String {
    let Some(month) = date.month else { return date.year.to_string() };
    let Some(name) = month_name(lang.primary(), month) else {
        return Date { seconds: None, ..date }.to_string();
    };
    let year = date.year;
    let Some(day) = date.day else {
        return match lang.primary() {
            "es" | "pt" | "ca" => format!("{name} de {year}"),
            _ => format!("{name} {year}"),
        };
    };
    match lang.primary() {
        "en" if matches!(lang.as_str(), "en-US" | "en") => format!("{name} {day}, {year}"),
        "de" | "da" | "nb" | "no" | "nn" | "fi" | "cs" => format!("{day}.\u{a0}{name} {year}"),
        "es" | "pt" | "ca" => format!("{day} de {name} de {year}"),
        "fr" if day == 1 => format!("1er\u{a0}{name} {year}"),
        _ => format!("{day}\u{a0}{name} {year}"),
    }
}

fn month_name(language: &str, month: u8) -> Option<&'static str> {
    let names = match language {
        "en" => "January February March April May June July August September October November December",
        "de" => "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "fr" => "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "es" => "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "it" => "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "pt" => "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "ca" => "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
        "nl" => "januari februari maart april mei juni juli augustus september oktober november december",
        "sv" => "januari februari mars april maj juni juli augusti september oktober november december",
        "da" => "januar februar marts april maj juni juli august september oktober november december",
        "nb" | "no" | "nn" => "januar februar mars april mai juni juli august september oktober november desember",
        "pl" => "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "cs" => "ledna února března dubna května června července srpna září října listopadu prosince",
        "ru" => "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        _ => return None,
    };
    names.split(' ').nth(usize::from(month).checked_sub(1)?)
}

/// The word before the authors' names.
pub fn by(lang: &Lang) -> &'static str {
    match lang.primary() {
        "en" => "By ",
        "de" => "Von ",
        "fr" => "Par ",
        "es" | "pt" => "Por ",
        "it" => "Di ",
        "nl" => "Door ",
        "sv" | "nb" | "no" | "nn" | "da" => "Av ",
        _ => "",
    }
}

/// The word between the last two names.
pub fn and(lang: &Lang) -> &'static str {
    match lang.primary() {
        "en" => " and ",
        "de" => " und ",
        "fr" => " et ",
        "es" => " y ",
        "it" | "pt" => " e ",
        "nl" => " en ",
        "sv" => " och ",
        "nb" | "no" | "nn" | "da" => " og ",
        _ => ", ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_follow_the_language() {
        let date = Date::ymd(2024, 3, 1).unwrap();
        let words = |tag| in_words(date, &Lang::new(tag).unwrap());
        assert_eq!(words("en-GB"), "1\u{a0}March 2024");
        assert_eq!(words("en-US"), "March 1, 2024");
        assert_eq!(words("de"), "1.\u{a0}März 2024");
        assert_eq!(words("es"), "1 de marzo de 2024");
        assert_eq!(words("ja"), "2024-03-01");
    }
}
