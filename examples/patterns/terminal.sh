#!/bin/sh
# The servers of mcp-config.yaml from a shell: what they offer, one call, and a server that no file names.
set -e

# `--text`: in a pipe it would be one JSON value a line.
mcp-pool list-tools teahouse --text

# Arguments as words, typed by the tool's schema, or as JSON.
mcp-pool call-tool teahouse check-water tea=assam celsius=95
mcp-pool call-tool teahouse find-tea --args '{"words": "sweet"}'

# A server by its command and arguments.
mcp-pool --command node --arg ../../dist/demo.js call-tool default check-water tea=sencha celsius=70

# What goes wrong has an exit code of its own: 5 is "nothing of that name".
mcp-pool call-tool teahouse find-tee || echo "exit code $?"
