//! Share links, by their targets and not by their words.

use super::{Decide, HtmlRule, Page};
use crate::front::html::dom::Id;
use crate::front::html::dom::measure::link_share;
use crate::front::removal::{Evidence, Reason, Rule, Scope};

/// The longest box of such links, in bytes.
const LONGEST: usize = 400;
/// The share of a box's words that its links are.
const LINKED: f64 = 0.6;

/// Share links.
pub(crate) const SHARE_LINKS: HtmlRule = Rule {
    id: "share-links",
    reason: Reason::Sharing,
    scope: Scope::Article,
    evidence: Evidence::Structure,
    about: "Short boxes all of whose links post this page elsewhere, mail it or print it.",
    examples: &[
        (
            "<p>Sails.</p><ul><li><a href='https://twitter.com/intent/tweet?url=x'>twittern</a>\
             <li><a href='mailto:?body=x'>mailen</a></ul>",
            "Sails.",
        ),
        ("<p>Sails.</p><div>Au <a href='https://www.facebook.com/sharer/sharer.php?u=x'>mur bleu</a></div>", "Sails."),
        (
            "<p>Sails.</p><p><a href='https://wa.me/?text=x'>Senden</a> <a href='javascript:print()'>Drucken</a></p>",
            "Sails.",
        ),
        (
            "<p>Sails.</p><ul><li><a href='https://twitter.com/ada'>Ada</a><li><a href='mailto:ada@e.org'>Write</a></ul>",
            "Sails. Ada Write",
        ),
        (
            "<p>The <a href='https://twitter.com/intent/tweet?url=x'>intent</a> of this address is to post a line of text.</p>",
            "The intent of this address is to post a line of text.",
        ),
    ],
    decide: Decide::Node(applies),
};

fn applies(page: &Page, id: Id) -> bool {
    let dom = page.dom;
    if !matches!(dom.tag(id), "ul" | "ol" | "div" | "p" | "section" | "aside" | "nav") || page.length(id) > LONGEST {
        return false;
    }
    let mut links = dom.descendants(id).filter(|d| dom.tag(*d) == "a").peekable();
    links.peek().is_some()
        && links.all(|a| dom.attr(a, "href").is_some_and(shares))
        && (page.length(id) == 0 || link_share(dom, id) >= LINKED)
}

/// True if an address posts, mails or prints its own page.
fn shares(href: &str) -> bool {
    const ADDRESSES: &[&str] = &[
        "twitter.com/intent/",
        "twitter.com/share",
        "twitter.com/home?status",
        "x.com/intent/",
        "x.com/share",
        "facebook.com/sharer",
        "facebook.com/share.php",
        "facebook.com/dialog/",
        "linkedin.com/sharearticle",
        "linkedin.com/sharing/",
        "linkedin.com/cws/share",
        "pinterest.com/pin/create",
        "reddit.com/submit",
        "tumblr.com/share",
        "tumblr.com/widgets/share",
        "getpocket.com/save",
        "getpocket.com/edit",
        "instapaper.com/hello",
        "instapaper.com/edit",
        "whatsapp.com/send",
        "wa.me/?",
        "t.me/share",
        "telegram.me/share",
        "bsky.app/intent/",
        "threads.net/intent/",
        "vk.com/share",
        "xing.com/spi/shares",
        "news.ycombinator.com/submitlink",
        "plus.google.com/share",
        "buffer.com/add",
        "line.me/r/msg",
        "social-plugins.line.me",
        "addtoany.com/share",
        "service.weibo.com/share",
    ];
    let href = href.trim().to_ascii_lowercase();
    let action = ["mailto:?", "javascript:print", "javascript:window.print", "whatsapp://send", "sms:?", "tg://msg"];
    action.iter().any(|start| href.starts_with(start)) || ADDRESSES.iter().any(|address| href.contains(address))
}
