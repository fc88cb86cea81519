#!/usr/bin/env bash
# What copydesk writes, read by tools that others wrote. Installs them by name: Debian's chromium and node, PyPI, npm.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=${COPYDESK_TOOLS:-target/others}
mkdir -p "$tools"
if ! command -v chromium > /dev/null; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core
fi
if [ ! -x "$tools/venv/bin/python" ]; then
    python3 -m venv "$tools/venv"
fi
"$tools/venv/bin/pip" install --quiet -r tests/others/requirements.txt
if [ ! -x "$tools/node_modules/.bin/sarif-multitool" ]; then
    npm install --silent --no-audit --no-fund --prefix "$tools" @microsoft/sarif-multitool@5
fi
COPYDESK_PYTHON=$(realpath "$tools")/venv/bin/python
SARIF_MULTITOOL=$(realpath "$tools")/node_modules/.bin/sarif-multitool
export COPYDESK_PYTHON SARIF_MULTITOOL
cargo test --test others -- --nocapture
