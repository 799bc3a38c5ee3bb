#!/bin/sh
# Converts a folder of articles, for `make export`. Names may hold spaces; a bad file costs itself only.
#
#   export.sh CONVERT ARTICLES EXPORTS "SIZES" "FORMATS" [OPTION...]
#
# An article FILE.EXT in size S and format F becomes EXPORTS/S/FILE.F; formats without a size go to EXPORTS/FILE.F. Only
# what changed is made again; other options are no change. Where two articles differ by extension only, the later one
# becomes FILE-EXT.F.
convert=$1 articles=$2 exports=$3 sizes=$4 formats=$5
shift 5
options=$*

sized= unsized=
for format in $formats; do
	case $format in
		pdf | pages | svg | html) sized=${sized:+$sized,}$format ;;
		*) unsized=${unsized:+$unsized,}$format ;;
	esac
done

status=0 count=0
# Makes articles in every format. The first argument is the name of the one output, without extension, or empty: then each
# is named after its article.
make() {
	place=$1
	shift
	count=$((count + $#))
	if [ -n "$sized" ]; then
		for size in $sizes; do
			into "$exports/$size" "$sized" "$size" "$@"
		done
	fi
	[ -z "$unsized" ] || into "$exports" "$unsized" "" "$@"
}

# Makes articles in a folder: into FOLDER FORMATS SIZE FILE... A folder that stays empty is removed.
into() {
	folder=$1 list=$2 size=$3
	shift 3
	mkdir -p "$folder"
	printf '%s\0' "$@" | xargs -0 "$convert" $options --changed --force --to "$list" ${size:+--size "$size"} \
		-o "$folder/${place:+$place.${list%%,*}}" && return
	status=1
	rmdir "$folder" "$exports" 2>/dev/null
}

set --
seen=/
for extension in txt md markdown html htm json eml mhtml mht epub rst org adoc; do
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
[ $# -gt 0 ] || {
	echo "There is no article in $articles/." >&2
	exit 1
}
make "" "$@"
[ $status -eq 0 ] && echo "$count articles of $articles/ are up to date in $exports/"
exit $status
