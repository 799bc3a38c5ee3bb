SOURCE_DATE_EPOCH=1714694400 convert --edition full.yaml --to epub -o full.epub
SOURCE_DATE_EPOCH=1714694400 convert --edition full.yaml page.html --to epub -o full.epub --title Other --author Someone --date 2001-02-03 --lang fr --source-link qr
SOURCE_DATE_EPOCH=1714694400 convert --edition small.yaml --to epub,pdf -o "out & more/" && cat "out & more/opds.xml"
mkdir out; echo mine > out/opds.xml; SOURCE_DATE_EPOCH=1714694400 convert --edition small.yaml --to epub -o out/
SOURCE_DATE_EPOCH=1714694400 convert --edition paper.yaml --to epub -o out/ && SOURCE_DATE_EPOCH=1714694500 convert --edition small.yaml --to pdf -o out/ && SOURCE_DATE_EPOCH=1714694600 convert --edition small.yaml --to pdf -o out/ && cat out/opds.xml && rm out/paper.epub && SOURCE_DATE_EPOCH=1714694700 convert --edition small.yaml --to pdf -o out/ && cat out/opds.xml
convert --edition small.yaml --to pages -o - -q | head -30
convert --edition "Twice" story.txt story.txt page.html letter.md deep/../letter.md --to epub -o a.epub
convert --edition "  " story.txt --to epub
convert --edition "Two words & more" story.txt --to epub
convert --edition "Two words" story.txt --to svg,pages -o named.svg --report json
convert --edition "Two words" story.txt none.txt plain --to epub -o named.epub
convert --edition "Two words" story.txt --to pages -o - -q | tail -5
convert --edition "Only a feed" feed.rss --since seen.json --to epub -o a.epub && convert --edition "Only a feed" feed.rss --since seen.json --to epub -o b.epub && convert --edition "Only a feed" feed.rss --since seen.json --to epub -o b.epub -q
printf 'title: T\nfeeds: [none.rss]\n' > e.yaml; convert --edition e.yaml --to epub
printf 'title: T\nfeeds: [{feed: feed.rss, oldest: soon}]\n' > e.yaml; convert --edition e.yaml --to epub
printf 'title: T\narticles: [{file: story.txt, date: soon}]\n' > e.yaml; convert --edition e.yaml --to epub
printf 'title: T\narticles: [{file: story.txt, source: "a b"}]\n' > e.yaml; convert --edition e.yaml --to epub
printf 'title: T\narticles: [{file: story.txt, language: "12"}]\n' > e.yaml; convert --edition e.yaml --to epub
printf 'title: T\n\ncover: none.png\narticles: [story.txt]\n' > e.yaml; convert --edition e.yaml --to epub
printf 'title: T\n\ndate: soon\narticles: [story.txt]\n' > e.yaml; convert --edition e.yaml --to epub
printf 'title: T\nlanguage: "12"\narticles: [story.txt]\n' > e.yaml; convert --edition e.yaml --to epub
printf 'title: T\nsection: []\n' > e.yaml; convert --edition e.yaml --to epub
printf 'title: T\nzzzz: []\n' > e.yaml; convert --edition e.yaml --to epub
printf 'title: " "\narticles: [story.txt]\n' > e.yaml; convert --edition e.yaml --to epub
printf 'title: [T\n' > e.yml; convert --edition e.yml --to epub
printf 'title: T\nseries: Papers\n' > e.yaml; convert --edition e.yaml --to epub
printf 'title: T\narticles: []\n' > e.yaml; convert --edition e.yaml --to epub
printf 'title: T\n' > e; convert --edition e story.txt --to epub
for most in 0 1 2 9; do printf "title: T\nfeeds: [{feed: dated.rss, most: $most, full: feed}]\n" > e.yaml; convert --edition e.yaml --to pages -o - -q | grep bookmark; done
for oldest in "11 hours" "12 hours" "36 hours" "3 days" "1 month"; do printf "title: T\nfeeds: [{feed: dated.rss, oldest: $oldest, full: feed}]\n" > e.yaml; SOURCE_DATE_EPOCH=1714694400 convert --edition e.yaml --to pages -o - -q | grep bookmark; done
printf 'title: T\nsections:\n  - title: Of feeds\n    articles: [plain]\nfeeds: [{feed: dated.rss, section: Of feeds, most: 1, full: feed}, {feed: dated.rss, full: feed}, {feed: feed.rss, section: Others, full: feed}]\n' > e.yaml; convert --edition e.yaml --to pages -o - -q | grep bookmark
convert --edition T plain dated.rss --to pages -o - | grep bookmark
printf '<opml><body><outline text="Group"><outline text="A feed" xmlUrl="dated.rss"/></outline><outline title="Another" xmlUrl="feed.rss"/></body></opml>' > l.opml; convert --edition T l.opml --to pages -o - -q | grep bookmark; printf '<opml><body/></opml>' > l.opml; convert --edition T l.opml --to pages -o -
printf 'title: T\nfeeds: [plain]\n' > e.yaml; convert --edition e.yaml --to pages -o -; printf 'title: T\narticles: [plain]\nfeeds: [page.html]\n' > e.yaml; convert --edition e.yaml --to pages -o - | grep bookmark
convert --edition T dated.rss --since seen.json --to tree -o a; convert --edition T dated.rss --since seen.json --to pages -o - -q | grep bookmark; convert --edition T dated.rss feed.rss --since seen.json --to pages -o - -q | grep bookmark; sed 's/: [0-9]\{5,\}/: N/' seen.json
cp square.png week.cover.jpg; printf 'title: T\nopds: true\ncover: week.cover.jpg\narticles: [story.txt]\n' > week.yaml; for run in 1 2; do SOURCE_DATE_EPOCH=1714694400 convert --edition week.yaml --to epub --force; done; cmp square.png week.cover.jpg && grep image opds.xml
echo mine > w.cover.png; printf 'title: T\nopds: true\narticles: [story.txt]\n' > w.yaml; convert --edition w.yaml --to epub; cat w.cover.png; ls opds.xml
printf 'title: T\nopds: true\narticles: [story.txt]\n' > w.yaml; convert --edition w.yaml --to epub && cp w.cover.png before && convert --edition w.yaml --to epub --author "Bo Quill" && grep image opds.xml && cmp -s before w.cover.png || echo another cover
convert --edition "My Week" story.txt --title X --author "Bo Quill" --to epub -o a.epub
printf "<rss version='2.0'><channel><title>E</title></channel></rss>" > e.rss; convert --edition E e.rss --to epub
convert --edition "Two words" story.txt none.txt --to epub; printf 'title: T\narticles: [story.txt, none.txt]\n' > e.yaml; convert --edition e.yaml --to epub
convert --edition "Two words" story.txt plain --for kobo --to pdf -o a.pdf --report json | tail -22
for line in 'feeds: [{feed: a, most: ten}]' 'articles: plain' 'articles: [{fil: a}]' 'authors: [{nam: x}]' 'opds: maybe' 'series: {name: a, position: x}' 'sections: [a]' 'writing: up' 'title: U' 'a: [b'; do printf "title: T\n$line\n" > e.yaml; convert --edition e.yaml --to epub; done
