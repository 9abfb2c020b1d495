#!/usr/bin/env bash
# Builds everything, runs all tests, and ends with one line: N passed, N failed.
set -uo pipefail
cd "$(dirname "$0")"

if ! command -v dotnet >/dev/null 2>&1; then
  echo "test.sh: the .NET SDK 10 is missing. On Debian: apt-get install -y dotnet-sdk-10.0 (or see https://dot.net)" >&2
  exit 1
fi

echo "test.sh: restoring NuGet packages (the tests need nothing else)"
dotnet build Banana.sln --nologo -v quiet || { echo "0 passed, 1 failed"; exit 1; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet test --solution Banana.sln --no-build --no-progress 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

count() { grep -E "^ *$1: [0-9]+" "$log" | tail -n 1 | grep -oE '[0-9]+'; }
passed=$(count succeeded)
failed=$(count failed)
if [ "$status" -ne 0 ] && [ "${failed:-0}" -eq 0 ]; then
  failed=1 # a test program that died counts, even if no test of it failed
fi

echo "${passed:-0} passed, ${failed:-1} failed"
[ "$status" -eq 0 ] && [ "${failed:-1}" -eq 0 ]
