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
