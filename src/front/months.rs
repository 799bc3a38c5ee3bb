//! Names of months in the languages of most articles, for every front end that reads dates.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Names of months and their usual short forms; a word counts when it is one of them, a full stop taken off.
const MONTHS: [&str; 12] = [
    "january jan januar januari janvier janv enero ene gennaio gen janeiro stycznia styczeń января январь янв ocak يناير jänner",
    "february feb februar februari février févr fév febrero febbraio febr fevereiro fev lutego luty февраля февраль фев şubat فبراير",
    "march mar märz mär mrz maart mars marzo março marca marzec марта март мар mart مارس",
    "april apr avril avr abril abr aprile kwietnia kwiecień апреля апрель апр nisan أبريل",
    "may mai mei mayo maggio mag maio maja maj мая май mayıs مايو",
    "june jun juni juin junio giugno giu junho czerwca czerwiec июня июнь июн haziran يونيو",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec июля июль июл temmuz يوليو",
    "august aug août aout agosto ago augustus augusti sierpnia sierpień августа август авг ağustos أغسطس",
    "september sep sept septembre septiembre settembre set setembro września wrzesień сентября сентябрь сен сент eylül سبتمبر",
    "october oct oktober okt octobre octubre ottobre ott outubro out października październik октября октябрь окт ekim أكتوبر",
    "november nov novembre noviembre novembro listopada listopad ноября ноябрь ноя kasım نوفمبر",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia grudzień декабря декабрь дек aralık ديسمبر",
];

static NAMES: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| {
    (1u8..).zip(MONTHS).flat_map(|(number, names)| names.split(' ').map(move |name| (name, number))).collect()
});

/// The month a word names, 1 to 12. Only whole names: `mark` and `marble` are not March.
pub fn month(word: &str) -> Option<u8> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    NAMES.get(word.as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_whole_names_in_any_case() {
        assert_eq!(["March", "märz", "MRZ.", "марта"].map(month), [Some(3); 4]);
        assert_eq!(["mark", "marble", "m", "3", ""].map(month), [None; 5]);
    }
}
