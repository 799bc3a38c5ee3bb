#!/usr/bin/env bash
# Draws examples/page.png, the picture in the README: the essay's first pages at two sizes. Needs poppler-utils and
# ImageMagick.   examples/page.sh [path of convert]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
convert=$(realpath "${1:-$here/../target/release/convert}")
cd "$here"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for size in normal large; do
    "$convert" essay.md --size $size -o "$work/$size.pdf"
    pdftoppm -r 76 -gray -png -f 1 -singlefile "$work/$size.pdf" "$work/$size"
done
montage "$work/normal.png" "$work/large.png" -tile 2x1 -geometry +14+14 -background '#b8b8b8' -depth 8 -colors 32 PNG8:page.png
