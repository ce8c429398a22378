#!/bin/sh
# The servers of mcp-config.yaml from a shell: what they offer, one call, and a server without a file.
set -e

# Without `--text`, a pipe gets one JSON value per line.
mcp-pool list-tools teahouse --text

# Arguments as key=value, typed by the tool's schema, or as JSON.
mcp-pool call-tool teahouse check-water tea=assam celsius=95
mcp-pool call-tool teahouse find-tea --args '{"words": "sweet"}'

# A server by its command and arguments.
mcp-pool --command node --arg ../../dist/demo.mjs call-tool default check-water tea=sencha celsius=70

# Each kind of error has its own exit code: 5 means that the name does not exist.
mcp-pool call-tool teahouse find-tee || echo "exit code $?"
