#!/usr/bin/env bash
# Runs the same folder through Spark and through one call of the program, and compares every output byte for byte.
#   examples/spark/test.sh [path of convert]      needs python3 and Java; PySpark goes into a folder of its own
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
convert=$(realpath "${1:-$here/../../target/release/convert}")
venv=${SPARK_VENV:-${XDG_CACHE_HOME:-$HOME/.cache}/offprint-spark}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! "$venv/bin/python" -c 'import pyspark' 2>/dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" -q install 'pyspark>=3.5,<4'
fi

mkdir "$work/articles"
cp -r "$here"/../*.txt "$here"/../*.html "$here"/../pictures "$work/articles/"
for name in essay technical recipe kitchen-sink; do cp "$here/../$name.md" "$work/articles/"; done
rm -f "$work/articles/poem.txt"   # poem.md would want the same output names
cp "$here/../poem.md" "$work/articles/"
for n in $(seq 1 "${COPIES:-40}"); do sed "s/Proof/Proof $n/" "$here/../poem.md" > "$work/articles/poem-$n.md"; done

# Spark's workers would otherwise run another Python than the one that has the package.
export PYSPARK_PYTHON=$venv/bin/python
formats=pdf,epub,md
find "$work/articles" -maxdepth 1 -type f -print0 | sort -z |
    xargs -0 "$convert" --to $formats --size large -q -o "$work/one/"
"$venv/bin/python" "$here/convert_folder.py" "$work/articles" "$work/many" --to $formats --size large --convert "$convert"
diff -r "$work/one" "$work/many"
if "$venv/bin/python" -c 'import offprint' 2>/dev/null; then
    "$venv/bin/python" "$here/convert_folder.py" "$work/articles" "$work/package" --to $formats --size large --package
    # The package makes one format a call, so its books have no list of the PDF's pages; and it looks for no installed face,
    # which some characters of kitchen-sink.md want.
    for format in pdf epub md; do
        find "$work/articles" -maxdepth 1 -type f -print0 | sort -z |
            xargs -0 "$convert" --to $format --size large -q -o "$work/alone/"
    done
    diff -r -x kitchen-sink.pdf "$work/alone" "$work/package"
else
    echo "skipped: the package offprint is not installed in $venv (make wheel, then pip install the wheel there)"
fi
echo "the same bytes: $(find "$work/one" -type f | wc -l) outputs by Spark and by one call"
