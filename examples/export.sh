#!/bin/sh
# Converts a folder of articles, for `make export`. Names may hold spaces; a bad file costs itself only.
#
#   export.sh CONVERT ARTICLES EXPORTS "SIZES" "FORMATS" [OPTION...]
#
# An article FILE.EXT in size S and format F becomes EXPORTS/S/FILE.F; formats without a size go to EXPORTS/FILE.F. Only
# what changed is made again. Where two articles differ by extension only, the later one becomes FILE-EXT.F.
convert=$1 articles=$2 exports=$3 sizes=$4 formats=$5
shift 5
options=$*

sized= unsized=
for format in $formats; do
	case $format in
		pdf | pages) sized=${sized:+$sized,}$format ;;
		*) unsized=${unsized:+$unsized,}$format ;;
	esac
done

status=0
# Makes articles in every format. The first argument is the name of the one output, without extension, or empty: then each
# is named after its article.
make() {
	place=$1
	shift
	if [ -n "$sized" ]; then
		for size in $sizes; do
			mkdir -p "$exports/$size"
			printf '%s\0' "$@" | xargs -0 "$convert" $options --changed --force --to "$sized" --size "$size" \
				-o "$exports/$size/${place:+$place.${sized%%,*}}" || status=1
		done
	fi
	if [ -n "$unsized" ]; then
		mkdir -p "$exports"
		printf '%s\0' "$@" | xargs -0 "$convert" $options --changed --force --to "$unsized" \
			-o "$exports/${place:+$place.${unsized%%,*}}" || status=1
	fi
}

set --
seen=/
for extension in txt md markdown html htm json eml mhtml; do
	for file in "$articles"/*."$extension"; do
		[ -f "$file" ] || continue
		name=${file##*/}
		stem=${name%.*}
		case $seen in
			*/"$stem"/*) make "$stem-$extension" "$file" ;;
			*)
				seen=$seen$stem/
				set -- "$@" "$file"
				;;
		esac
	done
done
[ $# -gt 0 ] || [ "$seen" != / ] || {
	echo "There is no article in $articles/." >&2
	exit 1
}
make "" "$@"
[ $status -eq 0 ] && echo "$# articles of $articles/ are up to date in $exports/"
exit $status
