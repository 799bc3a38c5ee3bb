//! English.

use super::{Bylines, Calendar, Direction, Filing, Labels, Language, Phrases, Quotation, QuoteMarks, Sections, Sites};

/// English.
pub(super) static LANGUAGE: Language = Language {
    tags: &["en"],
    iso639_3: "eng",
    name: "English",
    regions: "US GB IE AU NZ CA ZA IN SG MY HK NG KE PK LK JM TT MT GH ZW",
    direction: Direction::LeftToRight,
    may_be_vertical: false,
    hyphenation: Some("en"),
    capital_endings: "",
    quotation: Quotation {
        marks: QuoteMarks { double: ('“', '”'), single: ('‘', '’') },
        regional: &[],
        thin_spaces: false,
    },
    abbreviations: "Mr. Mrs. Ms. Dr. Prof. St. No. Fig. p. pp. vol. ch. § §§",
    after_hyphen: "and or to",
    small_words: "the of and to a in is it that was for on are as with his they at be this have from or had by \
        but not what were we when your can there an which their if will has you i he she our its who \
        been than so would these more no do my about into also",
    table_names: "table tab.",
    figure_names: "figure fig. illustration illus. plate exhibit",
    credits: "\
        photograph:, photographs:, photo:, photos:, photo by, photograph by, photo credit, picture:, \
        picture credit, image:, images:, image by, image credit, credit:, credits:, illustration:, \
        illustration by, graphic:",
    sections: Sections {
        chapters: "chapter canto letter",
        divisions: "part book volume act",
        provisions: "section article title division schedule annex appendix",
        ordinals: "\
            first second third fourth fifth sixth last one two three four five six seven eight nine ten eleven \
            twelve",
        book_parts: "\
            preface, introduction, prologue, epilogue, appendix, index, dedication, foreword, conclusion, \
            postscript, list of illustrations, illustrations, contents, notes, footnotes, glossary",
        titles: "\
            abstract, introduction, background, methods, materials and methods, results, discussion, \
            conclusion, conclusions, references, bibliography, acknowledgements, acknowledgments, \
            further reading, works cited, author contributions, data availability, funding, competing interests, \
            conflicts of interest, ingredients, directions, instructions, method, preparation",
        contents: "contents, table of contents, the contents",
        contents_on_page: "\
            on this page, in this article, in this post, in this guide, jump to, jump to section, quick links, \
            what's inside, what's in this article",
        pages: "page pages",
        notes: "\
            notes, note, footnotes, footnote, endnotes, references, notes and references, \
            footnotes and references, citations, sources",
        about_author: "about the author, about the authors, about our author, meet the author",
    },
    labels: Labels {
        cover: "Cover",
        contents: "Contents",
        start: "Start of the text",
        landmarks: "Landmarks",
        pages: "Pages",
        untitled: "Untitled",
        picture: "Picture",
        note: "Note",
        notes: "Notes",
        tip: "Tip",
        important: "Important",
        warning: "Warning",
        caution: "Caution",
        message: "Message",
        by: "By ",
        translation: "Translation: ",
        editor: "Editor: ",
        illustrations: "Illustrations: ",
        photographs: "Photographs: ",
        saved: "Saved: ",
        comma: ", ",
        and: " and ",
        smaller: "Smaller text",
        larger: "Larger text",
        print: "Print this page",
        ingredients: "Ingredients",
        steps: "Steps",
    },
    calendar: Calendar {
        months: "January February March April May June July August September October November December",
        months_alone: "",
        months_short: "jan, feb, mar, apr, , jun, jul, aug, sep sept, oct, nov, dec",
        weekdays: "\
            monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs \
            fri sat sun",
        date: "{d}\u{a0}{m} {y}",
        regional: &[(&["", "US"], "{m}\u{a0}{d}, {y}")],
        first: "",
        month: "{m} {y}",
        year: "{y}",
        order: None,
        joiners: "of",
        before_day: "on",
    },
    bylines: Bylines {
        by: "\
            by, by:, written by, words by, words:, text:, story by, text by, author, author:, authors:, article by, \
            article written by, posted by, reported by, review by, post by, author posted by, \
            guest post by, contributed by, authored by, created by, byline:, opinion by",
        others: "\
            reviewed by, medically reviewed by, peer reviewed by, published by, edited by, fact-checked by, \
            fact checked by, photo by, photos by, photographs:, photos:, photo:, pictures:, illustrations:, photograph by, photography by, image by, \
            illustration by, illustrated by, translated by, narrated by, last modified by, last updated by, last edited by",
        and: "and &",
        particles: "st.",
        offices: "correspondent editor reporter writer columnist contributor producer photographer analyst",
        ranks: "\
            senior chief staff managing executive associate assistant deputy contributing political \
            national foreign special freelance guest lead photo news sports business games web digital features",
        nobody: "team admin staff desk newsroom editors editorial show sponsored author publisher taboola outbrain",
        houses: "\
            agency association gazette herald journal magazine media network news newspaper newswire online \
            press radio reuters service times tribune tv wire",
        jobs: "\
            ceo cfo co-founder cofounder consultant coo cto developer director founder manager officer \
            president professor scientist specialist strategist",
        articles: "the a",
    },
    filing: Filing {
        published: "published posted submitted date first originally",
        updated: "updated update last modified reviewed revised edited",
        reading: "min mins minute minutes read reading time",
        glue: "by and on at in the a written author st nd rd th am pm est edt gmt utc bst pst pdt cet ct pt",
        replies: "re fwd fw",
        letter_reasons: "\
            you are receiving this, you're receiving this, you receive this, \
            you received this email because, you got this email because, this email was sent to",
        closings: "yours sincerely regards wishes respectfully faithfully truly cordially warmly gratefully",
        releases: "press release, news release, media release, for immediate release",
        contacts: "contact, contacts, media contact, press contact",
        manuscript: "received accepted revised submitted",
        filed_in: "in under",
        reading_times: "min read, minute read, mins read, minutes read, reading time, read time",
    },
    phrases: Phrases {
        share: "\
            share, share this, share this article, share this post, share this story, share this page, \
            share article, share post, share on, share on facebook, share on twitter, share on x, \
            share on linkedin, share on whatsapp, share on pinterest, share on reddit, share via email, \
            share via, share to, share with friends, share it with a friend, share it with your friends, \
            sharing is caring, like this story, enjoyed this article, did you like this article, \
            click to share on, opens in new window, opens in a new window, tweet, tweet this, pin, pin it, \
            like, like this, like this post, likes, shares, facebook, twitter, x, linkedin, whatsapp, \
            instagram, pinterest, youtube, telegram, reddit, tumblr, tiktok, threads, bluesky, mastodon, \
            messenger, snapchat, flipboard, pocket, viber, vk, xing, rss, rss feed, follow us, follow us on, \
            follow us on facebook, follow us on twitter, follow us on instagram, follow on, follow, following, \
            copy link, copy url, link copied, copy, copied, copy to clipboard, link, email, e-mail, email this, \
            email this article, email a friend, email this page, email this post, send to a friend, \
            send by email, gift this article, gift, connect with us, social media, social, stay connected, \
            cite this article, did you find this article helpful",
        print: "\
            jump to recipe, jump to review, jump to video, jump to comments, jump to section, \
            skip to review, print recipe, pin recipe, save recipe, rate recipe, skip to recipe, print, print this, print this page, \
            download figure, open in new tab, open in a new tab, open in figure viewer, \
            click to expand, text within this block will maintain its original spacing when published, \
            print this article, print article, print page, print friendly, printer friendly, \
            printer friendly version, download pdf, pdf, save as pdf, save, saved, save article, \
            save this article, save for later, save story, bookmark, bookmark this, add to favorites, \
            add to reading list, read later",
        font_size: "\
            font size, text size, decrease font size, increase font size, reset font size, \
            decrease text size, increase text size, smaller text, larger text, larger font, \
            smaller font, resize text, change font size, small, medium, large, dark mode, light mode, \
            listen, listen to this article, listen to article, listen to this, listen to story, \
            play audio",
        cookies: "\
            accept, accept all, accept cookies, accept all cookies, reject all, reject, decline, \
            manage cookies, manage preferences, manage consent, manage options, cookie settings, \
            cookie preferences, cookie policy, cookies policy, cookies settings, cookies, \
            privacy settings, your privacy choices, do not sell my personal information, \
            do not sell or share my personal information, do not sell my info, we use cookies, \
            this website uses cookies, this site uses cookies, we value your privacy, privacy, \
            privacy policy, privacy notice, privacy statement, terms, terms of use, terms of service, \
            terms and conditions, terms & conditions, legal, legal notice, disclaimer, imprint, \
            all rights reserved, copyright, accessibility, accessibility statement, sitemap, site map",
        newsletter: "\
            subscribe, subscribe now, subscribe today, subscribe to our newsletter, \
            subscribe to newsletter, subscribe to the newsletter, subscribe to our mailing list, \
            subscribe for free, subscribe to continue, subscribe to read, newsletter, newsletters, \
            newsletter signup, newsletter sign up, our newsletter, sign up, sign up now, \
            sign up for free, sign up for our newsletter, sign up for our newsletters, \
            sign up to our newsletter, sign up for the newsletter, sign in, signin, signup, log in, \
            login, log out, logout, log in to comment, register, register now, join, join now, join us, \
            join our newsletter, join the newsletter, get the newsletter, get our newsletter, \
            get started, get updates, get notified, enter your email, enter your email address, \
            your email, your email address, email address, email address required, first name, \
            last name, no spam, no thanks, unsubscribe, unsubscribe at any time, unsubscribe anytime, \
            member-only story, become a member, become a subscriber, create account, create an account, \
            create a free account, my account, account, already a subscriber, already a member, \
            already have an account, forgot password, password, username, remember me, submit, send, \
            donate, donate now, support us",
        advertisement: "\
            advertisement, advertisements, advertising, advertise, advertise with us, ad, ads, \
            sponsored, sponsored content, sponsored post, sponsored links, promoted, promoted content, \
            paid content, partner content, in partnership with, presented by, scroll to continue, \
            scroll to continue with content, story continues, story continues below, \
            article continues below, article continues below advertisement, \
            story continues below advertisement, continue reading below, content continues below, \
            skip ad, skip advertisement, report this ad, remove ads, why am i seeing this ad",
        related: "\
            related, related articles, related article, related posts, related post, related stories, \
            related story, related content, related news, related topics, related reading, related links, \
            related products, related video, related videos, read more, more about, read more about, read next, \
            read also, also read, read the full story, read full article, read full story, read article, \
            learn more, see more, see also, see all, view all, view more, view comments, show more, show less, \
            show all, load more, load more posts, load more comments, more, more from, more stories, more news, \
            more articles, more posts, more on this, dig deeper, more like this, \
            related items, related coverage, related tags, related resources, more in, more on this topic, more on this story, \
            more from this author, more to read, more to explore, explore more, keep reading, continue reading, \
            you may also like, you might also like, you may like, you might like, \
            you may also be interested in, you might also be interested in, you may have missed, recommended, \
            recommended for you, recommended reading, recommended articles, recommended stories, \
            recommended posts, suggested for you, suggested articles, popular, popular posts, popular articles, \
            popular stories, popular now, most popular, most read, most viewed, most shared, most recent, \
            most commented, trending, trending now, trending articles, trending stories, trending posts, \
            trending topics, latest, latest news, latest posts, latest articles, latest stories, \
            latest updates, latest from, recent posts, recent articles, recent news, recent comments, \
            recent stories, recently published, top stories, top news, top posts, editor's picks, \
            editors' picks, editors picks, editor's choice, featured, featured articles, featured posts, \
            featured stories, what to read next, up next, next up, next, previous, prev, next post, \
            previous post, next article, previous article, next story, next page, previous page, older posts, \
            newer posts, older post, newer post, older, newer, back to top, back to home, back to blog, \
            back to news, back to all posts, back, go back, return to top, scroll to top, top, don't miss, \
            dont miss, in case you missed it, download references, rights and permissions, accesses, altmetric, \
            more from this section, more in this section, you might be interested in, you may be interested in, \
            further reading on this site, suggested posts, back to all news, click here to read more, \
            in other news",
        comments: "\
            comments powered by disqus, blog comments powered by disqus, \
            please enable javascript to view the comments powered by disqus, did you make this recipe, \
            have you tried this recipe, rate this recipe, comment, comments, no comments, no comments yet, \
            add a comment, add comment, post a comment, post comment, leave a comment, leave a reply, \
            leave a reply cancel reply, leave comment, write a comment, join the conversation, \
            join the discussion, be the first to comment, cancel reply, reply, replies, respond, responses, \
            comments are closed, show comments, hide comments, view all comments, load comments, upvote, \
            downvote, was this helpful, was this article helpful, was this page helpful, \
            did you find this helpful, your email address will not be published, required fields are marked, \
            save my name email and website in this browser for the next time i comment, \
            notify me of new posts by email, notify me of follow-up comments by email, no comment, \
            no responses, no response so far, comments are off, this site uses akismet to reduce spam, \
            learn how your comment data is processed, add your comment",
        tags: "\
            tags, tag, tagged, tagged as, tagged with, filed under, posted in, categories, category, topics, \
            topics in this article, keywords",
        menu: "\
            to view this content javascript must be enabled and adobe flash player must be installed, \
            get adobe flash player, you need to enable javascript to view this page, \
            please enable javascript to view this page, view this email in your browser, \
            view this email in browser, view in browser, view in your browser, view online, \
            read online, open in browser, home, homepage, menu, main menu, open menu, close menu, \
            toggle menu, mobile menu, navigation, main navigation, toggle navigation, site navigation, \
            skip to content, skip to main content, skip to navigation, skip to footer, \
            skip to primary navigation, skip to primary sidebar, jump to content, jump to navigation, \
            search, search for, search this site, search here, site search, open search, close search, \
            toggle search, close, open, about, about us, about the author, about me, contact, \
            contact us, contact me, careers, jobs, press, media, team, our team, shop, store, cart, \
            view cart, checkout, wishlist, faq, faqs, help, support, help center, blog, news, events, \
            podcast, podcasts, video, videos, gallery, photos, resources, services, products, \
            solutions, pricing, company, customers, partners, industries, industry, business, politics, \
            sports, sport, opinion, world, technology, tech, entertainment, lifestyle, health, science, \
            culture, travel, food, weather, crime, local, national, international, education, \
            environment, finance, markets, english, language, languages, select language, quick links, \
            useful links, explore, discover, all categories, archive, archives, author, authors, \
            button, submit search, clear search, expand, collapse, expand submenu, toggle child menu, \
            table of contents, contents, on this page, in this article, toggle, view history, tools, \
            talk, from wikipedia the free encyclopedia",
    },
    sites: Sites {
        link_headings: "\
            related, related articles, related article, related posts, related post, related stories, \
            related content, related news, related reading, related topics, related resources, related blogs, \
            you may also like, you might also like, you may also be interested in, \
            you might also be interested in, you may be interested in, recommended for you, \
            recommended articles, recommended reading, recommended, read next, up next, keep reading, \
            continue reading, more articles, more stories, more posts, more news, more like this, \
            latest posts, latest articles, latest news, recent posts, recent articles, popular posts, \
            popular articles, most popular, most read, trending, trending now, featured articles, featured, \
            featured stories, other articles, related searches, related links, related coverage, \
            related video, related videos, read this next, what to read next, more to read, more to explore, \
            more coverage, top stories, editor's picks, editors' picks, popular, popular now, popular stories, \
            popular this week, most viewed, most shared, most commented, from the web, from around the web, \
            around the web, sponsored stories, promoted stories, promoted content, tags, categories, \
            share this, share this article, share this post",
        read_on: "read more, continue reading, read the rest",
        sign_ups: "\
            newsletter, sign up, signing up, subscribe, subscribing, subscription, inbox, get updates, \
            stay up to date, email updates",
        house_rules: "\
            not published, not be published, be moderated, are moderated, be deleted, are deleted, be removed, \
            are removed",
        views: "view views read reads hits visits",
        posts: "\
            view this post on instagram, view this profile on instagram, view more on instagram, \
            a post shared by, a video posted by, a photo posted by",
        threads: "thread starter, started by, topic starter, topic author, original poster",
        wiki_edit: "edit, edit source, edit | edit source",
        wiki_foot: "\
            this page was last edited on, text is available under the creative commons, categories:, \
            hidden categories:",
    },
};
