//! The direction in which a straight quote turns.
//!
//! A quote opens if it touches the next character and closes if it touches the previous one. Most of the work is for
//! quotes that could do either. Between dashes and punctuation the open quotes of the paragraph decide. An apostrophe
//! that begins a word (’tis, ’90s) looks like an opening quote until no closing one is found.

use crate::lang::QuoteMarks;

/// A placeholder character for an inline that is not text: code, a picture, a formula.
pub(super) const OBJECT: char = '\u{FFFC}';

/// Turns the straight quotes of a paragraph in place. `text` is the whole paragraph with its marks left out.
pub(super) fn quotes(text: &mut [char], marks: &QuoteMarks) {
    if !text.iter().any(|c| matches!(c, '"' | '\'')) {
        return;
    }
    let last_double = text.iter().rposition(|c| *c == '"').unwrap_or(0);
    let mut turn = Turn { original: text.to_vec(), open: Vec::new(), closers: Vec::new(), last_double };
    turn.find_closers();
    for (at, c) in text.iter_mut().enumerate() {
        *c = match turn.original[at] {
            '"' => turn.double(at, marks),
            '\'' => turn.single(at, marks),
            c => {
                turn.curly(c, marks);
                c
            }
        };
    }
}

/// A quotation that is open.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    Double,
    Single,
}

struct Turn {
    original: Vec<char>,
    open: Vec<Level>,
    /// Single quotes that may close, last first: the ones not yet passed.
    closers: Vec<usize>,
    /// The last straight double quote.
    last_double: usize,
}

/// True if a quote after `c` may open.
fn opens_after(c: Option<char>) -> bool {
    c.is_none_or(|c| c.is_whitespace() || "([{<—–-/=+*_~|¡¿“‘«‹„‚\u{2026}&>@#$€£^".contains(c))
}

/// True if a quote before `c` may close.
fn closes_before(c: Option<char>) -> bool {
    c.is_none_or(|c| c.is_whitespace() || ".,;:!?)]}…—–-/”’»›*_~|<\"'".contains(c))
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == OBJECT)
}

/// True if this is a character of a script that parts words without spaces.
fn is_ideograph(c: Option<char>) -> bool {
    c.is_some_and(|c| matches!(c as u32, 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0x20000..=0x3FFFF))
}

/// True if this is a mark that ends or parts sentences.
fn stops(c: Option<char>) -> bool {
    c.is_some_and(|c| ".,;:!?)…—–".contains(c))
}

impl Turn {
    fn get(&self, at: usize, offset: isize) -> Option<char> {
        at.checked_add_signed(offset).and_then(|i| self.original.get(i)).copied()
    }

    /// The nearest character on one side other than a quote.
    fn beyond_quotes(&self, at: usize, step: isize) -> Option<char> {
        let mut offset = step;
        // In any language at most three quotes follow each other directly.
        for _ in 0..4 {
            match self.get(at, offset) {
                Some('"' | '\'') => offset += step,
                other => return other,
            }
        }
        None
    }

    fn find_closers(&mut self) {
        let singles = self.original.iter().enumerate().rev().filter(|(_, c)| **c == '\'' || **c == '’');
        let closes = |at: usize| {
            let (prev, next) = (self.get(at, -1), self.get(at, 1));
            prev.is_some_and(|c| !c.is_whitespace()) && !opens_after(prev) && !is_word(next)
        };
        self.closers = singles.map(|(at, _)| at).filter(|at| closes(*at)).collect();
    }

    /// Tracks quotes that were curly already.
    fn curly(&mut self, c: char, marks: &QuoteMarks) {
        match c {
            // What closes in German opens in English.
            c if c == marks.double.1 && self.is_open(Level::Double) => self.close(Level::Double),
            '‘' if c == marks.single.1 && self.is_open(Level::Single) => self.close(Level::Single),
            '“' | '„' | '«' => self.begin(Level::Double),
            '”' | '»' => self.close(Level::Double),
            '‘' | '‚' | '‹' => self.begin(Level::Single),
            _ => {}
        }
    }

    /// A text that opens more than a few without closing any makes no sense anyway.
    fn begin(&mut self, level: Level) {
        if self.open.len() > 8 {
            self.open.remove(0);
        }
        self.open.push(level);
    }

    fn close(&mut self, level: Level) {
        if let Some(at) = self.open.iter().rposition(|l| *l == level) {
            self.open.truncate(at);
        }
    }

    fn is_open(&self, level: Level) -> bool {
        self.open.contains(&level)
    }

    fn double(&mut self, at: usize, marks: &QuoteMarks) -> char {
        // A letter may follow: `48°51'24"N`.
        if self.is_arc(at, '\'') {
            return '″';
        }
        let (prev, next) = (self.get(at, -1), self.get(at, 1));
        let (before, after) = (self.beyond_quotes(at, -1), self.beyond_quotes(at, 1));
        let may_open = opens_after(before) && after.is_some_and(|c| !c.is_whitespace());
        let may_close = before.is_some_and(|c| !c.is_whitespace()) && (closes_before(after) || !is_word(next));
        let opens = match (may_open, may_close) {
            // A stray space before a quote that closes: `the end ".`
            (true, _) if self.is_open(Level::Double) && prev.is_some_and(char::is_whitespace) && stops(next) => false,
            (true, false) => true,
            (false, true) => false,
            (true, true) => self.ambiguous(before, after),
            // Spaces on both sides, or letters.
            (false, false) => !self.is_open(Level::Double) && at < self.last_double,
        };
        if opens {
            self.begin(Level::Double);
            return marks.double.0;
        }
        if self.is_inches(at) {
            return '″';
        }
        self.close(Level::Double);
        marks.double.1
    }

    /// Both ways are possible: an open quotation is closed, unless a word follows and a space or bracket precedes.
    fn ambiguous(&self, before: Option<char>, after: Option<char>) -> bool {
        if before.is_none_or(char::is_whitespace) {
            return true;
        }
        if after.is_none_or(char::is_whitespace) {
            return false;
        }
        !self.is_open(Level::Double)
    }

    fn single(&mut self, at: usize, marks: &QuoteMarks) -> char {
        while self.closers.last().is_some_and(|c| *c <= at) {
            self.closers.pop();
        }
        let (prev, next) = (self.get(at, -1), self.get(at, 1));
        let (before, after) = (self.beyond_quotes(at, -1), self.beyond_quotes(at, 1));
        if self.is_arc(at, '°') || self.is_feet(at) {
            return '′';
        }
        if is_ideograph(prev) || is_ideograph(next) {
            // No space shows its direction.
            if self.is_open(Level::Single) {
                self.close(Level::Single);
                return marks.single.1;
            }
            self.begin(Level::Single);
            return marks.single.0;
        }
        if is_word(prev) && is_word(next) {
            return '’';
        }
        let may_open = opens_after(before) && after.is_some_and(|c| !c.is_whitespace());
        if may_open && !(prev == Some('"') && self.get(at, -2).is_some_and(|c| !opens_after(Some(c)))) {
            if self.elides(at) {
                return '’';
            }
            // A quotation that continues in the next paragraph is not closed in this one.
            let begins = before.is_none() && next.is_some_and(char::is_uppercase);
            if !self.closers.is_empty() || begins {
                self.begin(Level::Single);
                return marks.single.0;
            }
            return '’';
        }
        if self.is_open(Level::Single) {
            self.close(Level::Single);
            return marks.single.1;
        }
        '’'
    }

    /// True if the double quote at `at` means inches: a number before it, and no quotation that it could close.
    fn is_inches(&self, at: usize) -> bool {
        let prev = self.get(at, -1);
        let is_number = prev.is_some_and(|c| c.is_ascii_digit() || matches!(c, '½' | '¼' | '¾'));
        is_number && !is_word(self.get(at, 1)) && !self.is_open(Level::Double)
            || is_number
                && self.original[..at].iter().rev().skip_while(|c| c.is_ascii_digit()).find(|c| **c != ' ')
                    == Some(&'\'')
    }

    /// True if the single quote at `at` means feet: a number before it, and a number of inches after it.
    fn is_feet(&self, at: usize) -> bool {
        let rest = self.original[at + 1..].iter().skip_while(|c| matches!(c, ' ' | '-' | '\u{a0}'));
        let mut after = rest.skip_while(|c| c.is_ascii_digit() || matches!(c, '.' | '½' | '¼' | '¾'));
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        is_digit(self.get(at, -1))
            && after.next() == Some(&'"')
            && !is_word(self.get(at, 1).filter(|c| c.is_alphabetic()))
    }

    /// True if the quote at `at` is a mark of arc: a number before it, and before that `unit`, the next larger one.
    fn is_arc(&self, at: usize, unit: char) -> bool {
        let number = |c: &&char| c.is_ascii_digit() || matches!(c, '.' | ' ' | ',');
        let digits = self.original[..at].iter().rev().take(10).take_while(number).count();
        let before = at.checked_sub(digits + 1).map(|i| self.original[i]);
        let larger = before == Some(unit) || unit == '\'' && matches!(before, Some('′' | '’'));
        let degrees = || unit == '°' || self.original[..at].iter().rev().take(16).any(|c| *c == '°');
        digits > 0 && larger && degrees()
    }

    /// True if the quote at `at` begins a word that lost its beginning.
    fn elides(&self, at: usize) -> bool {
        let rest: String = self.original[at + 1..].iter().take(9).collect();
        let digits = rest.chars().take_while(char::is_ascii_digit).count();
        if digits == 2 {
            let after = rest.chars().nth(2);
            return after.is_none_or(|c| {
                !c.is_alphanumeric() || (c == 's' && rest.chars().nth(3).is_none_or(|c| !c.is_alphanumeric()))
            });
        }
        let word: String = rest.chars().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        const ELIDED: &[&str] = &[
            "tis", "twas", "twere", "twill", "twould", "til", "till", "em", "cause", "cuz", "coz", "cos", "bout", "n",
            "round", "neath", "nuff", "tween", "gainst", "fraid", "course", "cept", "nother", "kay", "sup", "tude",
            "ere", "ya", "tain", "twixt", "er", "ello", "appen", "burbs", "hood", "rents",
        ];
        // Some of them are also words: then a quotation that is closed later has begun.
        const WORDS: &[&str] =
            &["round", "ere", "cause", "course", "till", "hood", "sup", "rents", "er", "ya", "kay", "cos", "n"];
        ELIDED.contains(&word.as_str()) && !(WORDS.contains(&word.as_str()) && self.closes_surely(at))
    }

    /// True if a single quote that can only be a closing one follows, with no other beginning between.
    fn closes_surely(&self, at: usize) -> bool {
        for (n, c) in self.original.iter().enumerate().skip(at + 1) {
            if *c == '"' {
                return false;
            }
            if !matches!(c, '\'' | '’') {
                continue;
            }
            let (prev, next) = (self.get(n, -1), self.get(n, 1));
            if opens_after(prev) {
                return false;
            }
            // `boys'`, `singin'`, `rock 'n'`: it may as well be an apostrophe.
            let apostrophe = matches!(prev, Some('s' | 'n' | 'S' | 'N'));
            if closes_before(next) && !apostrophe {
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn english(text: &str) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        quotes(&mut chars, &QuoteMarks::of(&Lang::english()));
        chars.into_iter().collect()
    }

    #[test]
    fn quotes_nest_and_lean() {
        assert_eq!(english(r#"He said, "She told me 'go away' twice." "#), "He said, “She told me ‘go away’ twice.” ");
        assert_eq!(english(r#""'Tis," he said—"or isn't it?""#), "“’Tis,” he said—“or isn’t it?”");
        assert_eq!(english(r#"("quoted") and "one"/"two""#), "(“quoted”) and “one”/“two”");
        assert_eq!(english(r#""Who said 'no'?""#), "“Who said ‘no’?”");
    }

    #[test]
    fn apostrophes_begin_words() {
        assert_eq!(english("the '90s, rock 'n' roll and the boys' room"), "the ’90s, rock ’n’ roll and the boys’ room");
        assert_eq!(english("get 'em while they're hot"), "get ’em while they’re hot");
    }

    #[test]
    fn words_that_also_lose_their_beginning_are_quoted_when_something_closes() {
        assert_eq!(english("'Round the corner' is a song"), "‘Round the corner’ is a song");
        assert_eq!(english("'Ere we go,' he sang."), "‘Ere we go,’ he sang.");
        assert_eq!(english("'Round the boys' room they ran."), "’Round the boys’ room they ran.");
        assert_eq!(english("fish 'n' chips 'til ten"), "fish ’n’ chips ’til ten");
    }

    #[test]
    fn dashes_brackets_and_stops_stand_beside_quotes() {
        assert_eq!(english(r#"She asked—"why?"—and left."#), "She asked—“why?”—and left.");
        assert_eq!(english(r#""Why—" she began. "…and then?""#), "“Why—” she began. “…and then?”");
        assert_eq!(english(r#"("No.") ["No."] "a", "b"; "c": d"#), "(“No.”) [“No.”] “a”, “b”; “c”: d");
        assert_eq!(english("it was—'perhaps'—wrong ('quite')"), "it was—‘perhaps’—wrong (‘quite’)");
    }

    #[test]
    fn possessives_stand_inside_and_beside_quotations() {
        assert_eq!(english("'It's the boys' room,' he said."), "‘It’s the boys’ room,’ he said.");
        assert_eq!(
            english(r#"the students' "union" and the kids' 'toys'"#),
            "the students’ “union” and the kids’ ‘toys’"
        );
        assert_eq!(english("'dogs', 'cats', and 'birds'"), "‘dogs’, ‘cats’, and ‘birds’");
    }

    #[test]
    fn quotations_nest_three_deep() {
        assert_eq!(english(r#""He said, 'She said, "Go."'""#), "“He said, ‘She said, “Go.”’”");
        assert_eq!(english(r#"'"Quote within quote."'"#), "‘“Quote within quote.”’");
        assert_eq!(english(r#""''Twas cold,' she read.""#), "“‘’Twas cold,’ she read.”");
    }

    #[test]
    fn a_quotation_that_goes_on_opens_every_paragraph() {
        assert_eq!(english(r#""It began at noon"#), "“It began at noon");
        assert_eq!(english("'It began at noon"), "‘It began at noon");
        assert_eq!(english("'Tis late"), "’Tis late");
    }

    #[test]
    fn years_lose_their_century() {
        assert_eq!(
            english("Q1 '24, class of '99, '69 to '70-'71, '60s-era"),
            "Q1 ’24, class of ’99, ’69 to ’70-’71, ’60s-era"
        );
    }

    #[test]
    fn minutes_and_seconds_of_arc_are_primes() {
        assert_eq!(english(r#"at 48°51'24" north, 6'2" tall"#), "at 48°51′24″ north, 6′2″ tall");
    }

    #[test]
    fn feet_and_inches_are_primes_unless_a_quotation_ends_there() {
        let cases = [
            (r#"He is 5' 10" tall."#, "He is 5′ 10″ tall."),
            (r#""He is 5'10"," she said, "and not 6'."#, "“He is 5′10″,” she said, “and not 6’."),
            (r#"a 7" single, a 12½" plank"#, "a 7″ single, a 12½″ plank"),
            (r#"She said "about 10" and left."#, "She said “about 10” and left."),
            (r#""I was born in 1990", he said"#, "“I was born in 1990”, he said"),
            (r#"the class of '99 and "Area 51" fans"#, "the class of ’99 and “Area 51” fans"),
        ];
        cases.iter().for_each(|(text, expected)| assert_eq!(english(text), *expected));
    }

    #[test]
    fn single_quotes_among_ideographs_pair() {
        let text = r#"直引号：他说"你好'世界'"，然后说'再见'。"#;
        assert_eq!(english(text), "直引号：他说“你好‘世界’”，然后说‘再见’。");
    }

    #[test]
    fn curly_quotes_stay() {
        let text = "“Don’t,” she said, ‘or else’ … „so“ «là»";
        assert_eq!(english(text), text);
    }

    #[test]
    fn languages_have_their_own() {
        let mut chars: Vec<char> = r#"Er sagte: "Das heißt 'nein', oder?""#.chars().collect();
        quotes(&mut chars, &QuoteMarks::of(&Lang::new("de-DE").unwrap()));
        assert_eq!(chars.into_iter().collect::<String>(), "Er sagte: „Das heißt ‚nein‘, oder?“");
    }
}
