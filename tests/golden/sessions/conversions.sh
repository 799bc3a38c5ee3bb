convert letter.md --to tree -o -
convert letter.md --to tree -o - --explain
convert letter.md --to tree -o - -q
convert letter.md --to md,tree -o out/ -v
convert letter.md story.txt page.html --jobs 1 --to tree -o out -v
convert letter.md story.txt page.html --jobs 1 --to tree -o out/ --explain
convert page.html --to md -o -
convert page.html --to md -o - --keep all
convert page.html --to md -o - --without pointer,named-sharing --explain
convert story.txt --to md -o - --title "Another title" --author "Bo Quill" --author "Ines Vale" --date 2020-02-03 --lang de --source https://a.example/b
convert story.txt --to md -o - --no-smart --wrap 30 --flavour commonmark
convert plain --to md -o - -v
convert plain --from markdown --to tree -o -
cat letter.md | convert - --from markdown --to tree -o -
cat story.txt | convert - --to md
convert letter.md deep/letter.md --jobs 1 --to md -o out/ -v
convert letter.md deep/er/story.md --jobs 1 --to md -o out/ -v
convert letter.md letter.md ./letter.md --to tree -v
convert letter.md --pictures none --to md -o - --explain
convert letter.md --pictures local --to md -o - --explain
mkdir out; convert letter.md --allow-dir .. --to md -o out/a.md --explain
convert letter.md --limit pixels=10 --to epub -o a.epub --explain
convert letter.md --limit picture-bytes=10 --to epub -o a.epub -v
convert letter.md story.txt --jobs 1 --to tree -o out/ --report json
convert letter.md missing.md --jobs 1 --to tree -o out/ --report json
convert letter.md --to tree && touch -t 203501010000 letter.tree && convert letter.md --to tree --changed -v && convert letter.md --to tree --changed --report json
convert letter.md --to tree && touch -t 200001010000 letter.tree && convert letter.md --to tree --changed -v
convert letter.md --to tree && convert letter.md --to tree && convert letter.md --to tree --force -v
convert --list list.txt --jobs 1 --to tree -v
convert feed.rss --to tree -o -
mkdir out; SOURCE_DATE_EPOCH=1714694400 convert --edition paper.yaml --to epub,pdf -o out/paper.epub -v && cat out/opds.xml
convert --edition "By title" letter.md story.txt --to pages -o - -q
convert --edition paper.yaml --to pages -o - -q | head -40
convert --edition "With feed" feed.rss --to pages -o - -q
convert letter.md --standard rnib-clear -o a.pdf -v
convert letter.md --standard rnib-clear --size small -o a.pdf
convert letter.md --standard aph -o a.pdf -v
convert letter.md --print booklet -o a.pdf -v
convert letter.md --print pod 6x9in cover -o a.pdf -v
convert letter.md --print offset x4 marks colour profile=none.icc -o a.pdf
convert letter.md --print office -o a.pdf --report json
convert letter.md --for kobo -v
convert letter.md --for kindle -o out/ -v
convert letter.md --to epub --epub2 --max-size 10MB -v
convert letter.md --size 150% --paper a5 --contents yes --notes end --source-link text --to pages -o - | head -30
convert letter.md --size larger --font mono --front full --to pages -o - | head -30
convert letter.md --cover square.png --to epub -v
mkdir out; convert letter.md --to md,tree -o out/other.tree -v
convert story.txt --to tree -o new/deeper/ -v
printf '{"id":1,"content":"# A\\n\\nb","from":"markdown","to":["tree"]}\n{"id":2,"path":"story.txt","to":["md"],"options":{"no-smart":true}}\nnonsense\n{"id":"x","path":"none.txt"}\n{"id":4,"content":"a","to":["nope"]}\n{"id":5,"content":"a","to":["tree"],"output":"out/a.tree"}\n' | convert --stream --to tree | LC_ALL=C sort
printf '{"id":1,"path":"story.txt"}\n{"id":2,"content":"a","output":"x.tree"}\n' | convert --stream --contents-only --to tree | LC_ALL=C sort
convert plain --to md -o /dev/stdout
convert plain --to md -o /dev/null -v
convert plain --to html --size large -o out.html -v
mkdir out.tree; convert plain letter.md --jobs 1 --to tree,md -o out.tree -q
convert plain letter.md --jobs 1 --to tree -o new -q
convert --print office plain --to tree -o -
printf '# Hi\n\nText.\n' | convert - --to md -o -
printf -- '---\ntitle: A\ndate: yesterday\nlang: klingonish\n---\n\nWords.\n' > f.md; convert f.md --to tree -o - --explain
printf 'Snapshot-Content-Location: https://a.example/b\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"\n\n--B\nContent-Type: text/html\n\n<title>Ropes</title><article><h1>Ropes</h1><p>Ropes are laid by hand, and each has a maker. Many of them are old and know the sea.</p><p>This one ends in' > cut.mhtml; convert cut.mhtml --to md -o -
printf 'From: a@b.example\nSubject: Ropes\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\nA letter about ropes that ends in' > cut.eml; convert cut.eml --to md -o -
printf 'extends: article\nsize: x-large\npage: {paper: a5}\n' > s.yaml; convert plain --style s.yaml -o a.pdf; convert plain --style s.yaml --paper a5 -o b.pdf; convert plain --style wide.yaml -o c.pdf
printf 'a\001\002\003\004\005\006 words b\016\017\020\021\022\023\024 and more of them here\n' > n.txt; convert n.txt --to md -o -
convert plain --for kobo --to epub -o k.epub; convert plain --for kobo -o 'k.KEPUB.epub'
convert plain --size 5pt -o a.pdf --report json | tail -20
printf '{"id":1,"content":"a","to":["pages"],"options":{"size":"x-large","paper":"a5"}}\n' | convert --stream | grep -o '"remarks":.*"code":"[a-z-]*"'
