#!/usr/bin/env bash
# Two people of one group on one shared workspace: `sudo bash tests/by_hand/two_users.sh [PYTHON [PACKAGES]]`.
# Makes three users and a group, and takes them away again. PYTHON must be one that every user may run; where it has
# not the packages that duban needs, they are copied from the folder PACKAGES.
set -euo pipefail
cd "$(dirname "$0")/../.."
source=$PWD
python=$(realpath -s "${1:-.venv/bin/python}")
place=$(mktemp -d)
chmod 755 "$place"
one=dubana two=dubanb group=dubang outsider=dubanc
undo() {
    for user in $one $two $outsider; do userdel -r "$user" 2>/dev/null || true; done
    groupdel $group 2>/dev/null || true
    rm -rf "$place"
}
trap undo EXIT
groupadd $group
for user in $one $two $outsider; do useradd -m "$user"; done
for user in $one $two; do usermod -aG $group "$user"; done

cp -r tui data "$place"
for package in ${2:+tinydb filelock rich markdown_it mdurl pygments typing_extensions.py}; do
    cp -r "$2/$package" "$place"
done
chmod -R a+rX "$place"
as() {
    local user=$1
    shift
    (cd "$place" && runuser -u "$user" -- env -i HOME="/home/$user" PATH="$PATH" LANG=C.UTF-8 DUBAN_LANG=en \
        LOGNAME=root USER=root DUBAN_WORKSPACE="$place/shared" PYTHONDONTWRITEBYTECODE=1 ${MORE:-} "$@")
}
duban() { local user=$1; shift; as "$user" "$python" -m tui "$@"; }
fail() { echo "FAILED: $*" >&2; exit 1; }
refused() { if "$@" > "$place/out" 2>&1; then cat "$place/out"; fail "was let: $*"; fi; }

mkdir -m 1777 "$place/made"
install -d -o $one -m 755 "$place/parent"
as $one bash -c "umask 077; '$python' -m tui init --shared '$place/parent/shared' --group $group"
ln -s parent/shared "$place/shared"

umask 077
duban $one mark 14 done
duban $two mark 15 active --because 来文
duban $two note 14 "乙的批注"
duban $one log | tee "$place/log"
grep -q "$two" "$place/log" && grep -q "$one" "$place/log" || fail "both authors in the log"
grep -q root "$place/log" && fail "LOGNAME was believed"

echo "-- what one must not do to the other's file"
theirs=$(find "$place/parent/shared/journal" -user $two -name '*.jsonl')
mine=$(find "$place/parent/shared/journal" -user $one -name '*.jsonl')
test -n "$theirs" && test -n "$mine" || fail "a file for each"
refused as $two bash -c "echo x >> '$mine'"
refused as $two rm -f "$mine"
refused as $two mv "$mine" "$mine.away"
refused as $two cp /dev/null "$mine"
refused as $two ln "$mine" "$mine.copy.jsonl"
# the folder's owner owns the folder: the second cannot take the journal away, nor the whole place
refused as $two mv "$place/parent/shared/journal" "$place/parent/shared/gone"
refused as $two rmdir "$place/parent/shared/received"

echo "-- a forged record is not counted and is told"
as $two bash -c "sed -n 1p '$mine' > '$place/parent/shared/journal/forged.jsonl' && chmod 640 '$place/parent/shared/journal/forged.jsonl'"
as $two "$python" -c "
import sys, dataclasses; sys.path.insert(0, '$place')
from pathlib import Path
from tui.store.record import decode, encode
file = Path('$place/parent/shared/journal/forged.jsonl')
change = decode(file.read_bytes().splitlines()[0][18:])
assert change.author == '$one'
file.write_bytes(encode(dataclasses.replace(change, stamp='1' + change.stamp[1:] if change.stamp[0] == '0' else change.stamp, target='附件#16')))
"
duban $one log 2> "$place/told" | grep ' 16 \|16  ' && fail "a forged record counts"
grep -q forged.jsonl "$place/told" || fail "the forged file is told"
rm "$place/parent/shared/journal/forged.jsonl"

echo "-- what one imported cannot be moved among the journals, nor can a pipe stop anybody"
duban $one import "$source/data/"*.txt --id 来源 > /dev/null
imported=$(find "$place/parent/shared/sources" -user $one | head -1)
test -n "$imported" || fail "a source of the first"
refused as $two mv "$imported" "$place/parent/shared/journal/moved.jsonl"
refused as $two ln "$imported" "$place/parent/shared/journal/linked.jsonl"
as $two mkfifo "$place/parent/shared/journal/pipe.jsonl" "$place/parent/shared/library/pipe.json"
duban $one log > /dev/null
duban $one doctor > "$place/told" 2>&1 && fail "a pipe is not told"
grep -q pipe.jsonl "$place/told" || fail "the pipe is named"
rm "$place/parent/shared/journal/pipe.jsonl" "$place/parent/shared/library/pipe.json"

echo "-- a restore that one has not decided is not finished by one's start"
as $two mkdir -p "$place/parent/shared/.restoring-forged/library"
cp "$place/parent/shared/library/来源.json" "$place/forged.json" && chmod a+r "$place/forged.json"
as $two cp "$place/forged.json" "$place/parent/shared/.restoring-forged/library/来源.json"
as $two sed -i 's/促进/减少/g' "$place/parent/shared/.restoring-forged/library/来源.json"
duban $one show --doc 来源 > "$place/shown"
grep -q 减少 "$place/shown" && fail "another's restore was finished"
test -d "$place/parent/shared/.restoring-forged" || fail "it was touched"
rm -rf "$place/parent/shared/.restoring-forged"

echo "-- a line that is taken out of a journal is told"
cp "$theirs" "$place/whole.jsonl" && chmod a+r "$place/whole.jsonl"
as $two bash -c "sed 1d '$place/whole.jsonl' > '$theirs'"
duban $one doctor > "$place/told" 2>&1 && fail "a missing line is not told"
grep -q "line is missing" "$place/told" || fail "the missing line is told"
as $two bash -c "cat '$place/whole.jsonl' > '$theirs'"
duban $one undo

echo "-- an outsider sees nothing"
refused duban $outsider log
refused as $outsider cat "$mine"

echo "-- undo takes back one's own alone"
duban $two undo
duban $one undo
refused duban $one undo
duban $two log --json | grep -q '"by": "'$one'"' || fail "history stays"

echo "-- both may mend the library, and both are sound"
duban $two import "$source/data/"*.txt --id 试件 > /dev/null
duban $one import "$source/data/"*.txt --id 试件 --title 新题 --replace > /dev/null
duban $two docs | grep -q 新题 || fail "the second sees the new title"
duban $one doctor
duban $two doctor
duban $one backup "/home/$one/b.zip"
duban $one restore "/home/$one/b.zip"

echo "-- one who may only read browses, and is told why a mark is refused"
chmod -R g-w "$place/parent/shared" && chmod u-w "$theirs"
duban $two tasks > /dev/null
code=0; duban $two mark 试件/20 done 2> "$place/why" || code=$?
cat "$place/why"
test $code = 4 && test "$(wc -l < "$place/why")" = 1 || fail "one sentence and 4, not $code"
chmod g+w "$place/parent/shared" "$place/parent/shared"/{journal,received,library,sources,earlier}
chmod g+w "$place/parent/shared/journal/.lock" && chmod u+w "$theirs"
duban $two mark 试件/20 done

echo "-- both at once"
for user in $one $two; do
    (for number in $(seq 1 20); do
        duban $user mark 试件/3$((number % 3)) "$(test $((number / 3 % 2)) = 0 && echo done || echo active)" 2> /dev/null
    done) &
done
wait
duban $one doctor
echo "two users: everything as it should be"
