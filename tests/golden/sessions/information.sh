convert -h
convert --help
convert inspect --help
convert --version
convert --list-styles
convert --show-style
convert --show-style --style newspaper --size large
convert --show-style --style large-print --paper letter
convert --show-style --standard wcag-aaa
convert --show-style --print pod 6x9in
convert --show-style --style wide.yaml --size 13pt
convert --list-rules | head -60
convert --licences | head -30
convert --man | head -30
convert --completions bash | head -20
ln -s "$CONVERT" offprint && ./offprint --completions bash | tail -2 && ./offprint --man | head -4 && ./offprint --man | grep -A3 '^.SH INSPECT'
