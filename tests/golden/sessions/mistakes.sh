convert
convert letter.md --size banana
convert letter.md --size 3pt
convert letter.md --size 900pt
convert letter.md --size 10000%
convert letter.md --to nonsense
convert letter.md --to docx
convert letter.md -o letter.docx
convert letter.md -o letter.txt
convert letter.md --from nonsense
convert letter.docx --to tree
convert letter.md --style bad.yaml
convert letter.md --style wide.yaml --to pages -o - -q | head -3
convert letter.md --style artcle
convert letter.md --style none.yaml
convert letter.md --paper a55
convert letter.md --paper 3x3mm
convert letter.md --paper 100x
convert letter.md --font "No Such Face" --to pages -o - | head -2
convert letter.md --standard nonsense
convert letter.md --for nonsense
convert letter.md --for kobo --to pdf -v
convert letter.md --print nonsense
convert letter.md --print booklet cover
convert letter.md --print pod 6x9
convert letter.md --print pod bleed=3in
convert letter.md --print pod signature=0
convert letter.md --print pod cover=card
convert letter.md --print pod nonsens
convert letter.md --limit nonsense=1
convert letter.md --limit pixels
convert letter.md --limit pixels=x
convert letter.md --limit depht=3
convert letter.md --date tomorrow
convert letter.md --date 2024-13-01
convert letter.md --lang 12
convert letter.md --source "not an address"
convert letter.md --author ""
convert letter.md --title ""
convert letter.md --without nonsense --to tree -o -
convert letter.md --without poniter --to tree -o -
convert letter.md --allow-dir none
convert letter.md --max-size banana --to epub
convert letter.md --max-size 1KB --to epub
convert letter.md --cover none.png --to epub
convert letter.md --cover story.txt --to epub
convert letter.md --wrap x
convert letter.md --jobs 0
convert letter.md story.txt -o one.pdf
convert letter.md story.txt --to tree -o -
convert letter.md --to tree,md -o -
cat letter.md | convert - --to tree,md
convert letter.md deep/letter.md --to tree -o out/
convert letter.md --to md
convert mine.pdf
convert letter.md -o mine.pdf
convert letter.md --to pdf -o out && convert letter.md --to tree -o out/letter.pdf
convert letter.md --url https://a.example
convert letter.md story.txt --url https://a.example --to tree
convert https://127.0.0.1:1/ --url https://a.example
convert --list none.txt
convert --list plain --to tree -o out/
convert --edition wrong.yaml --to epub
convert --edition gone.yaml --to epub
convert --edition late.yaml --to epub
convert --edition Nothing
convert --edition paper.yaml --to html
convert --edition paper.yaml --since
convert letter.md --since x
convert letter.md --quiet --verbose
convert letter.md --stream
convert letter.md --cookies none.txt --to tree -o -
convert letter.md --cookies story.txt --to tree -o -
convert letter.md --cookies cookies.txt --to tree -o - | head -3
convert letter.md --browser none --to tree -o -
convert letter.md --snapshot letter.md --to tree -o -
convert letter.md --nonsense
convert letter.md --sise large
convert letter.md --report xml
convert inspect
convert inspect --nonsense
convert ftp://a.example/b --to tree
convert https://ada:word@a.example/b --to tree
convert https://a.example:0/b --to tree
SOURCE_DATE_EPOCH=soon convert plain --to tree
SOURCE_DATE_EPOCH=-1 convert plain --to tree
SOURCE_DATE_EPOCH=253402300800 convert plain --to tree
SOURCE_DATE_EPOCH= convert plain --to tree -o - -q | head -1
SOURCE_DATE_EPOCH=253402300799 convert plain --to tree -o - -q | head -1
convert deep --to tree
convert letter.md --allow-dir plain
convert letter.md --source ftp://a.example
convert letter.md --source "https://a.example/b c"
convert plain -o plain/x/a.md
convert --print nothing plain -o a.pdf
convert --print office ftp://a.example/b
convert nosuch/a.md story.txt --to tree
convert localhost:8000/a.html
convert htp://a.example/b
convert www.a.example
convert letter.md -o "My Papers/a.pdf"
mkdir "My Papers"; convert "My Papers"
convert plain --from pdf
convert plain --from feed --to md -o -
convert paper.yaml
convert wide.yaml
printf 'title: A recipe\nsteps: many\n' > r.yaml; convert r.yaml --to md -o -
printf ' \n\n' > white.txt; cp white.txt white.md; cp white.txt white.html; for name in white.txt white.md white.html; do convert $name --to tree; done; touch none; convert none
printf '<title>App</title><body><div id="root"></div><script src="a.js"></script></body>' > app.html; convert app.html --explain; cat app.html | convert - --to md --url https://a.example/app
printf '{"id":1,"content":" \\n","to":"md"}\n' | convert --stream
convert plain --size lage -o out/
for line in '' 'epub: {longest_side: big}' 'page: 3' '[a]' 'size: [a]'; do printf "$line\n" > s.yaml; convert plain --style s.yaml -o a.pdf; done
