#!/usr/bin/env bash
# A disk of 300 KB that fills up: `sudo bash tests/by_hand/full_disk.sh [PYTHON]`. Needs the right to mount a tmpfs.
set -euo pipefail
cd "$(dirname "$0")/../.."
python=$(realpath -s "${1:-.venv/bin/python}")
place=$(mktemp -d)
trap 'umount "$place/disk" 2>/dev/null || true; rm -rf "$place"' EXIT
mkdir "$place/disk" "$place/home"
mount -t tmpfs -o size=300k tmpfs "$place/disk"
export HOME=$place/home DUBAN_WORKSPACE=$place/disk/work DUBAN_LANG=en LANG=C.UTF-8
unset XDG_DATA_HOME XDG_STATE_HOME XDG_CONFIG_HOME
duban() { "$python" -m tui "$@"; }
fail() { echo "FAILED: $*" >&2; exit 1; }

text=$(printf '批注%.0s' {1..3000})
kept=0 code=0
for number in $(seq 1 62); do
    duban note "$number" "$number $text" 2> "$place/said" || { code=$?; break; }
    kept=$((kept + 1))
done
cat "$place/said"
test $code = 4 || fail "code 4, not $code"
test "$(wc -l < "$place/said")" = 1 || fail "one sentence"
for try in 1 2 3; do duban note 1 "$text" 2> /dev/null && fail "full is full"; done
test "$(duban notes --json | grep -c '"id"')" = $kept || fail "all $kept acknowledged are there"
dd if=/dev/zero of="$place/disk/filler" bs=1k 2> /dev/null || true
small=0 code=0
for number in $(seq 1 62); do  # the last page of the journal still takes a few
    duban mark "$number" done 2> "$place/said" || { code=$?; break; }
    small=$((small + 1))
done
cat "$place/said"
test $code = 4 && test "$(wc -l < "$place/said")" = 1 || fail "a mark too: one sentence and 4, not $code"
code=0; duban backup "$place/disk/b.zip" 2> "$place/said" || code=$?
cat "$place/said"
test $code = 4 && test ! -e "$place/disk/b.zip" || fail "a backup too"
code=0; duban import data/*.txt --id 试件 > /dev/null 2> "$place/said" || code=$?
test $code = 4 || fail "an import too, not $code"
test "$(duban docs --json | grep -c '"done"')" = 1 || fail "no half document"

rm "$place/disk/filler"
mount -o remount,size=2m "$place/disk"
duban note 62 "$text" 2> /dev/null
duban mark 62 active
test "$(duban notes --json | grep -c '"id"')" = $((kept + 1)) || fail "goes on"
test "$(duban log --json | grep -c '"stamp"')" = $((kept + 2 + small)) || fail "nothing lost, nothing doubled"
test -z "$(find "$place/disk" -name '*.tmp')" || fail "nothing left behind"
echo "full disk: $kept notes and $small marks acknowledged, all there; it goes on when there is room"
