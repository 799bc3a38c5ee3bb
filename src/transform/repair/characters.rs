//! Characters that no text needs or that hide text: control characters, characters that reorder or disguise what stands
//! around them, characters that Unicode keeps for programs.

use std::borrow::Cow;

use crate::doc::{is_break_mark, without_break_marks, without_strays};

/// Cleans text, and counts what it left out.
#[derive(Default)]
pub(super) struct Characters {
    /// Control characters, and characters that are none.
    pub controls: usize,
    /// Invisible characters that could disguise text.
    pub overrides: usize,
}

impl Characters {
    /// A name or the like, which is searched and sorted: only its words.
    pub(super) fn clean_name(&mut self, text: &mut String) {
        self.clean(text);
        if let Cow::Owned(words) = without_break_marks(text) {
            *text = words;
        }
    }

    /// Running text: no control characters, no line ends, no characters that reorder or hide the text around it.
    pub(super) fn clean(&mut self, text: &mut String) {
        if is_plain(text) || !text.chars().any(suspicious) {
            return;
        }
        let mut out = String::with_capacity(text.len());
        let mut flag = false;
        for c in text.chars() {
            let tag = matches!(c, '\u{E0020}'..='\u{E007F}');
            flag = c == '\u{1F3F4}' || flag && tag;
            match c {
                '\n' | '\t' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
                '\u{FEFF}' => {}
                // A flag's tag sequence begins with a black flag; elsewhere tags only hide text.
                c if tag && flag => out.push(c),
                '\u{202A}'..='\u{202E}' | '\u{E0000}'..='\u{E007F}' => self.overrides += 1,
                c if c.is_control() || is_noncharacter(c) => self.controls += 1,
                c => out.push(c),
            }
        }
        *text = match without_strays(&out) {
            Cow::Borrowed(_) => out,
            Cow::Owned(kept) => kept,
        };
    }

    /// Code keeps its line ends and tabs.
    pub(super) fn clean_code(&mut self, text: &mut String) {
        if !text.chars().any(|c| suspicious(c) && c != '\n' && c != '\t') {
            return;
        }
        let mut out = String::with_capacity(text.len());
        for c in text.replace("\r\n", "\n").chars() {
            match c {
                '\n' | '\t' => out.push(c),
                '\r' | '\u{2028}' | '\u{2029}' => out.push('\n'),
                '\u{202A}'..='\u{202E}' | '\u{E0000}'..='\u{E007F}' => self.overrides += 1,
                '\u{FEFF}' => {}
                c if c.is_control() || is_noncharacter(c) => self.controls += 1,
                c => out.push(c),
            }
        }
        *text = out;
    }
}

/// True if all is visible ASCII, which a processor checks many bytes at a time.
fn is_plain(text: &str) -> bool {
    text.bytes().fold(true, |plain, byte| plain & (0x20..0x7F).contains(&byte))
}

fn suspicious(c: char) -> bool {
    c.is_control()
        || is_break_mark(c)
        || matches!(c, '\u{FEFF}' | '\u{2028}'..='\u{202E}' | '\u{E0000}'..='\u{E007F}')
        || is_noncharacter(c)
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || (c as u32 & 0xFFFE) == 0xFFFE
}
