for n in 1 2 3 4 5 6 7 8 9 10 11; do echo "![a](none$n.png)"; echo; done > many.md; convert many.md --to tree 2>\&1 | tail -3
for n in 1 2 3 4 5 6 7 8 9 10 11 12; do echo "![a](none$n.png)"; echo; done > many.md; convert many.md --to tree 2>\&1 | tail -3
for n in 1 2 3 4 5 6 7 8 9 10 11 12 13; do echo "![a](none$n.png)"; echo; done > many.md; convert many.md --to tree 2>\&1 | tail -3
for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do echo "![a](none$n.png)"; echo; done > many.md; convert many.md --to tree 2>&1 | tail -3; convert many.md --to json -v 2>&1 | tail -4; convert many.md --to html -q
convert letter.md --to tree -q && convert letter.md --to html --explain && convert letter.md --to json -v
convert letter.md --to tree && touch -t 203501010000 letter.tree && convert letter.md --to tree,json --changed -v -q; convert letter.md --to tree,json --changed -v; convert letter.md --to tree,json --changed -v --force
convert letter.md --to tree && touch -t 203501010000 letter.tree && convert letter.md plain --to tree --changed -v --jobs 1
convert plain --size 6.5pt -o a.pdf
convert plain --size 6.9pt -o a.pdf
convert plain --size 6.9pt --to md
convert plain --size large --paper a5 --font serif --standard aph --print office --to md
convert plain --size large --paper a5 --font serif --to epub
convert plain --size large --to md,pdf -o out/
convert plain --for kobo --epub2 --max-size 1MB --to md
convert plain --for kobo --epub2 --max-size 1MB --to md -q
convert plain --for kobo --to md,epub -o out/
convert a b c plain --jobs 1 --to tree -o out/
convert a b c d --jobs 1 --to tree -o out/ --fail-fast
convert a b c d --jobs 1 --to tree -o out/ --fail-fast -v
convert a plain --jobs 1 --to tree -o out/ -v
convert a --to tree -o out/ -v
convert $(seq 1 100) --jobs 1 --to tree 2>&1 | tail -3
convert $(seq 1 101) --jobs 1 --to tree 2>&1 | tail -3
convert $(seq 1 103) --jobs 1 --to tree 2>&1 | tail -3
touch ./-a.md ./-b; convert -a.md plain --to tree
echo words > ./-a.md; convert -a.md --to tree && convert --to md -o b.md -- -a.md
echo words > ./-a=b.md; convert -a=b.md --to tree
mkdir o; for n in 1 2 3 4 5 6 7 8 9 10; do echo x > $n.md; echo mine > o/$n.tree; done; convert 1.md 2.md 3.md 4.md 5.md 6.md 7.md 8.md 9.md 10.md --to tree -o o/ 2>&1 | tail -2
mkdir o; for n in 1 2 3 4 5 6 7 8 9 10 11 12; do echo x > $n.md; echo mine > o/$n.tree; done; convert 1.md 2.md 3.md 4.md 5.md 6.md 7.md 8.md 9.md 10.md 11.md 12.md --to tree -o o/ 2>&1 | tail -2
echo mine > plain.tree; convert plain --to tree; convert plain --to tree --force
touch plain.tree; convert plain --to tree -v
convert plain --to md && convert plain --to md -v && echo more >> plain && convert plain --to md; convert plain --to md --force -v
ln -s letter.tree plain.tree; convert plain --to tree; convert plain --to tree --force && cat plain.tree | head -2
convert plain --to tree && chmod a-w plain.tree && convert plain --to tree; convert plain --to tree --force
mkdir plain.tree; convert plain --to tree
mkfifo p.tree; cat p.tree > copy & convert plain --to tree -o p.tree; wait; head -3 copy
convert plain -o none/a.md; convert plain -o plain/a.md; convert plain --to tree -o none/ -v
convert plain letter.md -o one.md; convert plain letter.md --to tree -o one -v --jobs 1; convert plain --to md,tree -o two.md -v; convert plain --to md,tree -o three -v
printf '# a comment\n\nplain # another\n letter.md \na#b.md\n' > l; convert --list l --jobs 1 --to tree -o out/
printf 'plain\n' | convert --list - --to tree -o out/ -v
printf '#\n \n' > l; convert --list l --to tree
convert plain -o a.tex; convert plain -o a.DOCX; convert plain -o a.unknown; convert plain --to typ; convert plain --to markdwn; convert plain --to " md , ,md" -v
convert letter.md deep/letter.md --to json,tree --jobs 1 -v
printf '![a](square.png)\n' > s.md; printf '![a](square.png)\n' > deep/t.md; convert s.md deep/t.md --to md -o out/ --jobs 1 && cat out/s.md out/t.md; convert s.md deep/t.md --to md -o deep/ --jobs 1 && cat deep/s.md
printf '![a](a:b.png) ![b](C:\\x.png) ![c](//h/x.png) ![d](x://h/y.png) ![e](file:square.png) ![f](file:///square.png) ![g](file://localhost/x.png) ![h](file://host/x.png) ![i](\\\\h\\x.png) ![j](1:b.png) ![k](+x:b.png)\n' > s.md; cp square.png a:b.png; convert s.md --to tree -v
convert plain --wrap 3 --flavour gfm --front full --notes end --to epub
convert plain --contents yes --style book --source-link text --to md
convert plain --print pod --to epub
convert plain --epub2 --max-size 1MB --to pdf -q
