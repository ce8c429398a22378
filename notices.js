// Makes the notices that ship: every package whose code is in a bundle, with its licence.
const fs = require('node:fs');
const path = require('node:path');

/** Where the notices go, beside the bundles. */
const noticesFile = 'dist/THIRD-PARTY-NOTICES.txt';

/** Licences that let us ship the code with their text beside it. Another one is for a person to read first. */
const known = ['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

const licenceFile = /^(?:licen[cs]e|copying)(?:[.-].*)?$/i;
const noticeFile = /^notice(?:\..*)?$/i;

/** The folders of the packages that bundles are made of; packages may lie in packages. */
function packageFolders(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) => Object.keys(output.inputs)),
  );
  const folders = inputs.map((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0]);
  return { folders: [...new Set(folders.filter(Boolean))], inputs: [...new Set(inputs)] };
}

/** The names of packages that were joined into a file of another package before it came here, as its bundler noted. */
function joinedInto(file) {
  const notes = fs
    .readFileSync(file, 'utf8')
    .matchAll(/^\/\/#region .*\bnode_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm);
  return [...notes].map(([, name]) => name);
}

/** Name, version, licence and its whole text of the package in a folder. Throws when one of them is missing. */
function noticeOf(folder, root = '.') {
  const at = path.join(root, folder);
  if (!fs.existsSync(path.join(at, 'package.json')))
    throw new Error(`${folder} is in a bundle but not installed, so that its licence is not known.`);
  const { name, version, license, homepage } = JSON.parse(
    fs.readFileSync(path.join(at, 'package.json'), 'utf8'),
  );
  const files = fs.readdirSync(at).sort();
  const read = (pattern) =>
    files
      .filter((file) => pattern.test(file))
      .map((file) => fs.readFileSync(path.join(at, file), 'utf8').trim())
      .filter(Boolean);
  const texts = read(licenceFile);
  if (!known.includes(license))
    throw new Error(
      `${name} ${version} has the licence '${license}', which notices.js does not know: read it first.`,
    );
  if (texts.length === 0)
    throw new Error(`${name} ${version} ships without the text of its licence, ${license}.`);
  return { name, version, license, homepage, text: [...texts, ...read(noticeFile)].join('\n\n') };
}

/** The notices of all packages in the bundles. */
function noticesOf(metafiles, root = '.') {
  const { folders, inputs } = packageFolders(metafiles);
  const joined = inputs
    .filter((input) => /(?:^|\/)node_modules\//.test(input))
    .flatMap((input) => joinedInto(path.join(root, input)))
    .map((name) => `node_modules/${name}`);
  const all = new Map();
  for (const folder of [...folders, ...joined]) {
    const notice = noticeOf(folder, root);
    all.set(`${notice.name} ${notice.version}`, notice);
  }
  return [...all.values()].sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
}

/** Writes the notices of what was built. */
function writeNotices(metafiles) {
  const line = '-'.repeat(80);
  const parts = noticesOf(metafiles).map(({ name, version, license, homepage, text }) =>
    [line, `${name} ${version}`, `Licence: ${license}`, ...(homepage ? [homepage] : []), line, '', text].join(
      '\n',
    ),
  );
  const head = 'MCP Pool holds code of these packages, each under its own licence.';
  fs.writeFileSync(path.join(__dirname, noticesFile), `${[head, ...parts].join('\n\n')}\n`);
}

module.exports = { noticeOf, noticesFile, noticesOf, writeNotices };
