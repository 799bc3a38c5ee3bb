//! Messages that are signed in clear text (RFC 9580, section 7): the message stays, the armour around it goes.

use crate::context::Context;
use crate::diag::{Diagnostic, codes};

use super::line::{Line, take_out};

const MESSAGE: &str = "-----BEGIN PGP SIGNED MESSAGE-----";
const SIGNATURE: &str = "-----BEGIN PGP SIGNATURE-----";
const END: &str = "-----END PGP SIGNATURE-----";

/// Takes the armour off and undoes the escapes of dashes. A message without its signature stays as it is.
pub(crate) fn signed_message(lines: &mut Vec<Line>, cx: &mut Context) {
    let place = |wanted: &str, from: usize| lines.iter().skip(from).position(|l| l.text == wanted).map(|n| n + from);
    let Some(begin) = place(MESSAGE, 0) else { return };
    let Some(signature) = place(SIGNATURE, begin) else { return };
    let Some(end) = place(END, signature) else { return };
    // The header, `Hash: SHA256`, ends at an empty line.
    let header = lines[begin + 1..signature].iter().take_while(|line| line.gap == 0).count();
    for line in &mut lines[begin + 1 + header..signature] {
        if let Some(text) = line.text.strip_prefix("- ").filter(|_| line.indent == 0) {
            let bare = text.trim_start();
            line.indent = text.chars().count() - bare.chars().count();
            let bare = bare.to_owned();
            line.retype(bare);
        }
    }
    let span = lines[begin].span.to(lines[end].span);
    take_out(lines, |at, _| (begin..=begin + header).contains(&at) || (signature..=end).contains(&at));
    let message = "The signature of the message and the lines around it were left out.";
    cx.say(Diagnostic::remark(codes::MACHINE_LINE, message).at(span));
}

#[cfg(test)]
mod tests {
    use super::super::line::of_text;
    use super::*;

    #[test]
    fn the_message_stays() {
        let left = |text: &str| {
            let mut lines = of_text(text);
            signed_message(&mut lines, &mut Context::default());
            lines.into_iter().map(|line| line.text).collect::<Vec<_>>()
        };
        let body = "The harbour moves.\n\n- - ropes\n- -- \nAda";
        let text = format!("{MESSAGE}\nHash: SHA256\n\n{body}\n{SIGNATURE}\n\niQIz\n=Ab\n{END}\n");
        assert_eq!(left(&text), ["The harbour moves.", "- ropes", "--", "Ada"]);
        assert_eq!(left(&format!("{MESSAGE}\nHash: SHA256\n\n{body}")).len(), 6);
        assert_eq!(left("- - ropes"), ["- - ropes"]);
    }
}
