#!/bin/sh
# A ledger that LibreOffice opened and saved again comes back whole: `sh tests/by_hand/resaved_ledger.sh`
# Leaves the ledger and the report as PDF in the folder that it names, to be looked at.
set -eu
duban="${DUBAN:-duban}"
folder=$(mktemp -d)
"$duban" demo "$folder/demo"
"$duban" --workspace "$folder/demo" export "$folder/ledger.xlsx"
"$duban" --workspace "$folder/demo" export "$folder/report.docx"
"$duban" --workspace "$folder/demo" export "$folder/slips.docx" --as slips
soffice --headless --convert-to xlsx --outdir "$folder/again" "$folder/ledger.xlsx" >/dev/null
soffice --headless --convert-to pdf --outdir "$folder" "$folder/ledger.xlsx" "$folder/report.docx" "$folder/slips.docx" >/dev/null
"$duban" --workspace "$folder/demo" merge "$folder/again/ledger.xlsx" --dry-run --json |
    grep -A5 '"counts"' | grep -q '"new": 0' && echo "whole; look at $folder/*.pdf"
