#!/usr/bin/env bash
# Fetches Deno, unless this very version is on the PATH already, and says in which folder it is. Nothing
# is added to the PATH of the job, whose other steps may go by another version.
set -euo pipefail

version=2.9.6

if command -v deno >/dev/null && [ "$(deno --version | sed -n '1s/^deno \([^ ]*\).*/\1/p')" = "$version" ]; then
  exit 0
fi
if ! command -v npm >/dev/null; then
  echo "::error title=dispatch-lab::Deno $version is not on the PATH, and npm is not there to fetch it"
  exit 2
fi
folder="$RUNNER_TEMP/dispatch-lab-deno-$version"
npm install --global --no-audit --no-fund --loglevel=error --prefix "$folder" "deno@$version"
echo "folder=$folder/bin" >>"$GITHUB_OUTPUT"
