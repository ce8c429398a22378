/** The first page that a newcomer reads. */
export const welcome = `# Welcome to MCP Pool

This is the tea house, a small MCP server that ships with MCP Pool. It works without a network, keeps everything in memory and
forgets it when it stops. Try these five things; each takes a minute.

![A teapot](teapot.png)

## 1. Call a tool

Press F1, choose **MCP: Call Tool…** and pick \`order-tea\`. Each argument has an input of its own that checks what you type:
choices, numbers, yes or no. \`book-table\` has the difficult ones: a date, a list, an object. To see how a mistake is explained,
order 9 cups.

## 2. Read a result

Call \`day-report\`: a table, a picture and a link in one document. **Run Again**, **Compare with Previous** and **Save…** appear
above it. \`find-tea\` gives data, \`get-recipe\` a document inside of the result, and \`check-water\` with 100 °C for sencha shows how a
tool reports an error.

## 3. Stop something slow

Call \`brew\`, see its progress, and cancel it. The server is notified and stops. [kettle.json](kettle.json) shows where.

## 4. Watch something change

Open [board.md](board.md), then call \`write-board\`. The open document follows. [orders.json](orders.json) does so as well:
\`clear-orders\` empties it, and asks first because it destroys something.

## 5. Be asked

Call \`recommend-tea\`: this time the server asks you. You may also decline.

## What else there is

- Resources: the [menu](menu.json), and a card for each tea, such as [sencha](teas/sencha.md). **MCP: Open Resource…** finds all.
- Prompts: **MCP: Get Prompt…**, then \`plan-tea-party\`.
- The log: call \`take-stock\`, then **MCP: Show Server Log…**.

## Your own servers

They are in \`mcp-config.yaml\` in your folder; **MCP: Create mcp-config.yaml** creates one. This is the tea house and one of
your own:

\`\`\`yaml
mcpServers:
  tea-house:
    type: demo
  mine:
    command: node
    args: [server.js]
\`\`\`
`;
