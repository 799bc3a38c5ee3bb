//! Numbers as PDF writes them: to a thousandth, without trailing zeros, and without an allocation for each.

/// The nearest whole number; halves round away from zero. By a cast, because `round` is a function call on processors
/// without a common instruction for it, and every glyph rounds several times.
pub(super) fn nearest(value: f64) -> f64 {
    (value + 0.5_f64.copysign(value)) as i64 as f64
}

/// Appends a number to a thousandth, separated from a regular character before it.
pub(super) fn number(out: &mut Vec<u8>, value: f64) {
    if out.last().is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'+' | b'-')) {
        out.push(b' ');
    }
    let value = if value.is_finite() { value.clamp(-1e9, 1e9) } else { 0.0 };
    let scaled = nearest(value * 1000.0) as i64;
    if scaled < 0 {
        out.push(b'-');
    }
    let scaled = scaled.unsigned_abs();
    let (whole, rest) = (scaled / 1000, scaled % 1000);
    if whole > 0 || rest == 0 {
        integer(out, whole);
    }
    if rest > 0 {
        out.push(b'.');
        out.push(b'0' + (rest / 100) as u8);
        if rest % 100 > 0 {
            out.push(b'0' + (rest / 10 % 10) as u8);
            if rest % 10 > 0 {
                out.push(b'0' + (rest % 10) as u8);
            }
        }
    }
}

/// Appends a whole number without a separator.
pub(super) fn integer(out: &mut Vec<u8>, mut value: u64) {
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_whole_number_is_what_rounding_gives() {
        for value in [0.0, 0.3, 0.5, 0.7, 1.5, 2.5, 1e9, 123_456.499] {
            assert_eq!(nearest(value), value.round());
            assert_eq!(nearest(-value), (-value).round());
        }
    }
}
