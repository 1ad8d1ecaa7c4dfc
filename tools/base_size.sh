#!/usr/bin/env bash
# Installs the base environment into a folder of its own and prints its size: the promise is under 450 MB.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
UV_PROJECT_ENVIRONMENT="$folder/venv" .tools/uv sync --quiet --frozen --no-dev --link-mode copy
du -sm "$folder/venv" | awk '{print "base install: " $1 " MB"}'
