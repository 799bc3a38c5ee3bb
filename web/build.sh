#!/bin/sh
# Builds the page into web/dist: the module, the page around it, its faces, and the list of its files for offline use.
# wasm-bindgen of the version in Cargo.lock is needed. MODULE names a module that is built already. wasm-opt is not used,
# because its output is a tenth smaller on disk and larger in brotli, as hosts send it.
set -eu
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
dist=${DIST:-web/dist}
bindgen=${WASM_BINDGEN:-wasm-bindgen}
version=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' Cargo.lock)
if ! "$bindgen" --version 2>/dev/null | grep -qF " $version"; then
    echo "wasm-bindgen $version is not there. Install it: cargo install wasm-bindgen-cli --version $version" >&2
    exit 1
fi
if [ -z "${MODULE:-}" ]; then
    # Eight megabytes of stack, for which the library's recursion is bounded.
    ${CARGO:-cargo} rustc --locked --package offprint-web --lib --crate-type cdylib --profile web \
        --target wasm32-unknown-unknown -- -C link-arg=-zstack-size=8388608
fi
rm -rf "$dist"
mkdir -p "$dist/module" "$dist/pieces"
"$bindgen" --target web --no-typescript --out-name offprint_web --out-dir "$dist/module" \
    "${MODULE:-$target/wasm32-unknown-unknown/web/offprint_web.wasm}"
cp web/page/* examples/essay.md "$dist/"
# The pieces that the module requests when an article needs them.
math=$(${CARGO:-cargo} metadata --locked --format-version 1 | tr ',' '\n' |
    sed -n 's/.*"manifest_path":"\(.*ratex-katex-fonts[^"]*\)Cargo.toml".*/\1fonts/p')
cp styles/fonts/*.ttf "$math"/*.ttf src/highlight/grammars.bin "$dist/pieces/"
# The version of the store is that of all files, so that a change of any of them reaches those who have the page.
files=$(cd "$dist" && find . -type f ! -name sw.js | LC_ALL=C sort)
stamp=$(cd "$dist" && echo "$files" | xargs cat | sha256sum | cut -c1-16)
list=$(echo "$files" | sed 's/.*/"&"/' | paste -sd, - | sed 's/,/, /g')
sed -e "s|@VERSION@|$stamp|" -e "s|\"@FILES@\"|\"./\", $list|" web/page/sw.js > "$dist/sw.js"
echo "$dist: $(echo "$files" | wc -l) files, $(du -sk "$dist" | cut -f1) kB"
