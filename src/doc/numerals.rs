//! Roman numerals in lower case and in their usual form, from 1 to 3999.

const SIGNS: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// The longest numeral, of 3888, in bytes.
const LONGEST: usize = 15;

/// A number as a Roman numeral; `None` if it has none.
pub(crate) fn roman(n: u32) -> Option<String> {
    if !(1..=3999).contains(&n) {
        return None;
    }
    let (mut rest, mut out) = (n, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    Some(out)
}

/// The value of a Roman numeral; `None` for another text and for unusual forms, such as `iiii`.
pub(crate) fn roman_value(text: &str) -> Option<u32> {
    if text.len() > LONGEST {
        return None;
    }
    let (mut total, mut last) = (0u32, 0);
    for c in text.bytes().rev() {
        let (value, _) = SIGNS.iter().find(|(_, sign)| sign.as_bytes() == [c])?;
        total = if *value < last { total.checked_sub(*value)? } else { total + value };
        last = last.max(*value);
    }
    roman(total).is_some_and(|usual| usual == text).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_numeral_is_read_as_it_is_written() {
        for n in 1..=3999 {
            assert_eq!(roman(n).and_then(|text| roman_value(&text)), Some(n));
        }
        assert_eq!(roman(1994).as_deref(), Some("mcmxciv"));
        assert_eq!((roman(0), roman(4000)), (None, None));
    }

    #[test]
    fn other_texts_are_none() {
        for text in ["", "iiii", "vx", "ic", "xiix", "a", "X", "é", "mmmm", "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiii"] {
            assert_eq!(roman_value(text), None, "{text}");
        }
    }
}
