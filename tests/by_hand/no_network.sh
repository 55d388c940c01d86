#!/usr/bin/env bash
# A whole run where there is no network at all, not even the machine's own: `sudo bash tests/by_hand/no_network.sh [PYTHON]`.
# Needs Linux and the right to make a network namespace.
set -euo pipefail
cd "$(dirname "$0")/../.."
python=$(realpath -s "${1:-.venv/bin/python}")
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT

unshare --net env -i HOME="$home" PATH="$PATH" LANG=C.UTF-8 DUBAN_LANG=en TERM=xterm-256color \
    bash -euo pipefail -c '
python=$1 home=$2
duban() { "$python" -m tui "$@"; }
test "$(ls /sys/class/net 2>/dev/null | grep -vc "^lo$" || true)" = 0 || echo "(/sys shows the outer network; the inner has none)"
"$python" -c "
import socket
try: socket.create_connection((\"127.0.0.1\", 9), 1)
except OSError as error: print(\"no network here:\", error)
else: raise SystemExit(\"there is a network\")"
duban docs > /dev/null
duban tasks 牵头:财政厅 > /dev/null
duban mark 14 done
duban note 14 "http://example.com/ is only a text"
duban star 1
duban undo
duban log
duban backup "$home/b.zip"
duban restore "$home/b.zip" --workspace "$home/other"
duban tasks 状态:done --json --workspace "$home/other" | grep -q "\"shown\": 1"
duban doctor
"$python" -m tests.by_hand.screens q
' run "$python" "$home"
echo "no network: everything works"
