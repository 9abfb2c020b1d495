#!/usr/bin/env bash
# Installs what the tests need and says so, builds everything, runs all tests, fuzzes for a minute, and ends with one line: N passed, N failed.
set -uo pipefail
cd "$(dirname "$0")"

if ! command -v dotnet >/dev/null 2>&1; then
  echo "test.sh: the .NET SDK 10 is missing. On Debian: apt-get install -y dotnet-sdk-10.0 (or see https://dot.net)" >&2
  exit 1
fi

# The other end of the live tests is the real Foolscap.
has_foolscap() { /usr/bin/python3 -c 'import foolscap' >/dev/null 2>&1; }
if ! has_foolscap; then
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
  echo "test.sh: installing python3-foolscap, the peer of the live tests (apt-get install -y python3-foolscap)"
  {
    "${as_root[@]}" apt-get install -y python3-foolscap ||
      { "${as_root[@]}" apt-get update && "${as_root[@]}" apt-get install -y python3-foolscap; }
  } >/dev/null 2>&1
  has_foolscap || echo "test.sh: that did not work. The live tests will fail until you run: apt-get update && apt-get install -y python3-foolscap" >&2
fi

echo "test.sh: restoring NuGet packages and building"
# Optimized, because tests run the same code millions of times; and still the Debug configuration, so that what is only checked there is checked.
dotnet build Banana.sln --nologo -v quiet -p:Optimize=true || { echo "0 passed, 1 failed"; exit 1; }

log=$(mktemp)
fuzz_log=$(mktemp)
trap 'rm -f "$log" "$fuzz_log"' EXIT
# Three programs at a time: one of them waits for others most of the time, and more of them cost more than they save.
dotnet test --solution Banana.sln --no-build --no-progress --max-parallel-test-modules 3 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

count() { grep -E "^ *$1: [0-9]+" "$log" | tail -n 1 | grep -oE '[0-9]+'; }
passed=$(count succeeded)
failed=$(count failed)
if [ "$status" -ne 0 ] && [ "${failed:-0}" -eq 0 ]; then
  failed=1 # a test program that died counts, even if no test of it failed
fi

# Each seed counts as a test; optimized, because the time per byte is judged.
echo "test.sh: fuzzing for a minute, with fixed seeds"
dotnet run -c Release --project tests/Banana.Fuzz -- --minutes 1 2>&1 | tee "$fuzz_log"
fuzz_status=${PIPESTATUS[0]}
[ "$fuzz_status" -eq 0 ] || status=$fuzz_status
fuzzed=$(grep -E '^fuzz: [0-9]+ passed, [0-9]+ failed$' "$fuzz_log" | tail -n 1 || true)
read -r -a words <<<"${fuzzed:-fuzz: 0 passed, 1 failed}"
passed=$((${passed:-0} + words[1]))
failed=$((${failed:-1} + words[3]))

echo "${passed:-0} passed, ${failed:-1} failed"
[ "$status" -eq 0 ] && [ "${failed:-1}" -eq 0 ]
