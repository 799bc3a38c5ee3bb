convert inspect letter.md
convert inspect page.html
convert inspect story.txt plain
convert inspect feed.rss
convert inspect letter.md --json
convert inspect page.html story.txt --json
convert inspect plain --from markdown
convert inspect page.html --keep all
convert inspect page.html --without pointer
cat page.html | convert inspect -
convert inspect none.md letter.md
printf 'caf\351 and more words here\n' > latin.txt; convert inspect latin.txt
printf '\377\376a\000b\000' > wide.txt; convert inspect wide.txt
printf 'a\000b' > nul.txt; convert inspect nul.txt --json
convert inspect letter.docx
for n in 237 238 239 476 477; do yes word | head -$n | tr '\n' ' ' > $n.txt; convert inspect $n.txt | grep words; done
for n in 1 2 3; do echo "![a](none$n.png)"; done > three.md; echo '![a](none4.png)' | cat three.md - > four.md; convert inspect three.md four.md | grep -A12 said
printf '<p>a</p>' > a.txt; convert inspect a.txt; cp page.html page; convert inspect page | head -2
for n in 1 2 3 4 5 6; do echo "a\001b"; echo; done > c.md; convert inspect c.md
printf '# T\n\n## A\n\na\n\n### B\n\nb\n\n## C\n\nc\n' > o.md; convert inspect o.md
{ echo '<html lang=en><title>T</title><article><h1>T</h1>'; for n in 1 2 3 4 5 6; do echo "<p>Words of the article stand here, enough of them, and more for paragraph number $n, so that it counts.</p><aside class=share>Share this $n</aside>"; done; echo '</article>'; } > s.html; convert inspect s.html
{ echo '<html lang=en><title>T</title><article><h1>T</h1>'; for n in 1 2 3 4 5 6 7 8; do echo "<p>Words of the article stand here, enough of them, and more for paragraph number $n, so that it counts.</p><aside class=share>Share this $n</aside>"; done; echo '</article>'; } > s.html; convert inspect s.html
