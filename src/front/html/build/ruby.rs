//! Ruby: words with their readings.
//!
//! HTML has three ways to write it: words and readings in turn; each word in an `rb`; and all words in an `rbc` with
//! all readings in an `rtc` after it. In each of them the next reading belongs to the first word without a reading.

use super::Builder;
use super::whitespace;
use crate::doc::{Inline, Inlines, Ruby, plain_text};
use crate::front::html::dom::Id;

/// Words and readings on their way.
#[derive(Default)]
struct Pairs {
    /// Words without a reading yet.
    waiting: Vec<Inlines>,
    /// True if the next node still belongs to the last words.
    open: bool,
    done: Inlines,
}

/// The words of a `<ruby>` with their readings.
pub(crate) fn ruby(builder: &mut Builder, id: Id, out: &mut Inlines) {
    let mut pairs = Pairs::default();
    read(builder, id, &mut pairs);
    let rest = pairs.waiting.into_iter().flatten();
    out.extend(pairs.done.into_iter().chain(rest));
}

fn read(builder: &mut Builder, id: Id, pairs: &mut Pairs) {
    let children: Vec<Id> = builder.kept(id).collect();
    for child in children {
        match builder.dom.tag(child) {
            "rp" => {}
            "rbc" | "rtc" if builder.dom.elements(child).next().is_some() => read(builder, child, pairs),
            "rt" | "rtc" => pairs.pair(builder.dom.words_of(child)),
            tag => {
                let own = tag == "rb";
                let mut words = Inlines::new();
                match own {
                    true => builder.flat_inlines(child, &mut words),
                    false => builder.inline(child, &mut words),
                }
                pairs.add(words, own);
            }
        }
    }
    pairs.open = false;
}

impl Pairs {
    /// Adds words: as a new unit, or as more of the last unit.
    fn add(&mut self, mut words: Inlines, own: bool) {
        if words.is_empty() || plain_text(&words).trim().is_empty() && !self.open {
            return;
        }
        match self.waiting.last_mut().filter(|_| self.open && !own) {
            Some(last) => last.append(&mut words),
            None => self.waiting.push(words),
        }
        self.open = !own;
    }

    /// Pairs the first word that waits with its reading. A second reading of the last word joins the first.
    fn pair(&mut self, reading: String) {
        self.open = false;
        if self.waiting.is_empty() {
            if let Some(Inline::Ruby(last)) = self.done.last_mut().filter(|_| !reading.is_empty()) {
                last.reading = format!("{} {reading}", last.reading);
            }
            return;
        }
        let mut base = self.waiting.remove(0);
        if reading.is_empty() {
            self.done.append(&mut base);
            return;
        }
        whitespace::tidy(&mut base);
        self.done.push(Inline::Ruby(Ruby { base, reading }));
    }
}

#[cfg(test)]
mod tests {
    use crate::context::Context;
    use crate::doc::{Inline, plain_text};
    use crate::front::html::fragment_inlines;

    fn read(html: &str) -> String {
        let show = |inline: &Inline| match inline {
            Inline::Ruby(ruby) => format!("{}[{}]", plain_text(&ruby.base), ruby.reading),
            other => plain_text(std::slice::from_ref(other)),
        };
        fragment_inlines(html, &mut Context::default()).iter().map(show).collect()
    }

    #[test]
    fn every_word_has_its_reading() {
        assert_eq!(read("<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>の"), "東京[とうきょう]の");
        assert_eq!(read("<ruby><rb>誘</rb><rt>ゆう</rt><rb>拐</rb><rt>かい</rt></ruby>"), "誘[ゆう]拐[かい]");
        assert_eq!(read("<ruby>鬼<rt>き</rt>門<rt>もん</rt></ruby>"), "鬼[き]門[もん]");
        assert_eq!(read("<ruby><rb>旧</rb><rb>金</rb><rt>jiù</rt><rt>jīn</rt></ruby>"), "旧[jiù]金[jīn]");
        let complex = "<ruby><rbc><rb>10</rb><rb>31</rb></rbc><rtc><rt>Month</rt><rt>Day</rt></rtc></ruby>";
        assert_eq!(read(complex), "10[Month]31[Day]");
        assert_eq!(read("<ruby><b>漢</b>字</ruby>"), "漢字", "no reading");
        assert_eq!(read("<ruby>漢<rt></rt></ruby>"), "漢");
        assert_eq!(read("<ruby>漢<rt>a</rt><rt>b</rt></ruby>"), "漢[a b]", "two readings of one word");
    }
}
