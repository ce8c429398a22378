import assert from 'node:assert/strict';
import { looksSecret, Redactor, valueLooksSecret } from '../../../src/base/redaction';
import { rows } from '../support/table';

describe('Secrets in text', () => {
  rows<{ secrets: string[]; text: string; shows: string }>(
    {
      'are hidden everywhere': {
        secrets: ['hunter22'],
        text: 'hunter22 or xhunter22x',
        shows: '••• or x•••x',
      },
      'are hidden completely when one contains another': {
        secrets: ['abcd', 'abcdefgh'],
        text: 'abcdefgh abcd',
        shows: '••• •••',
      },
      'are hidden without the word before a token': {
        secrets: ['Bearer tok-123'],
        text: 'got tok-123',
        shows: 'got •••',
      },
      'are hidden with the word before a token': {
        secrets: ['Bearer tok-123'],
        text: 'Bearer tok-123',
        shows: '•••',
      },
      'are hidden as JSON writes them': {
        secrets: ['pa"ss\\word'],
        text: '{"p":"pa\\"ss\\\\word"}',
        shows: '{"p":"•••"}',
      },
      'are hidden as addresses write them': {
        secrets: ['p@ss/word'],
        text: '?p=p%40ss%2Fword',
        shows: '?p=•••',
      },
      'are hidden as addresses write a token': {
        secrets: ['Bearer a+b/c='],
        text: '?t=a%2Bb%2Fc%3D',
        shows: '?t=•••',
      },
      'are hidden line by line': {
        secrets: ['-----BEGIN-----\nline-one\nline-two\n'],
        text: 'key: line-two',
        shows: 'key: •••',
      },
      'are hidden without a line break at their end': {
        secrets: ['hunter22\n'],
        text: 'p=hunter22',
        shows: 'p=•••',
      },
      'are hidden when they contain characters of patterns': {
        secrets: ['a.*b$&'],
        text: 'a.*b$& axxb',
        shows: '••• axxb',
      },
      'are not a pattern for their replacement': {
        secrets: ['hunter22'],
        text: '$& hunter22',
        shows: '$& •••',
      },
      'are hidden even with half a character in them': {
        secrets: ['abc\ud800def'],
        text: 'abc\ud800def',
        shows: '•••',
      },
      'are hidden as JSON within JSON writes them': {
        secrets: ['pa"ss'],
        text: JSON.stringify(JSON.stringify('pa"ss')),
        shows: '"\\"•••\\""',
      },
      'are hidden as HTML writes them': {
        secrets: [`a&b"c'd<e`],
        text: 'a&amp;b&quot;c&#39;d&lt;e a&#38;b&#34;c&#39;d&#60;e',
        shows: '••• •••',
      },
      'are hidden as base64 and hexadecimal write them': {
        secrets: ['hunter22'],
        text: `${Buffer.from('hunter22').toString('base64')} ${Buffer.from('hunter22').toString('hex')}`,
        shows: '••• •••',
      },
      'are hidden in base64 of a longer text': {
        secrets: ['hunter22'],
        text: Buffer.from('me:hunter22!').toString('base64'),
        shows: 'bWU6•••h',
      },
      'are hidden in a decoded address': {
        secrets: ['p%40ss%2Fword'],
        text: 'with p@ss/word',
        shows: 'with •••',
      },
      'are hidden after their lines were joined': {
        secrets: ['blue  monday\tnight'],
        text: 'said blue monday night',
        shows: 'said •••',
      },
      'are hidden when the text was cut within them': {
        secrets: ['hunter22-and-more'],
        text: '(it said hunter22-a…) and then hunter22',
        shows: '(it said •••…) and then •••',
      },
      'are kept when only a word begins like them': {
        secrets: ['hunter22-and-more'],
        text: 'hunter22 hunters hunt',
        shows: 'hunter22 hunters hunt',
      },
      'are kept when they are too short': { secrets: ['yes', '1', ''], text: 'yes 1', shows: 'yes 1' },
    },
    ({ secrets, text, shows }) => assert.equal(new Redactor(secrets).redact(text), shows),
  );
});

describe('The name of a variable', () => {
  const secret =
    'API_KEY apiKey GITHUB_TOKEN githubToken Authorization X-Api-Key PGPASSWORD DB_PASS GH_PAT SLACK_WEBHOOK SENTRY_DSN X-JWT clientSecret accessKeyId KEY';
  const harmless =
    'PATH HOME NODE_ENV KEYBOARD MONKEY PORT TOKENIZER AUTHOR Content-Type COMPASS PATTERN PATIENT';
  for (const name of secret.split(' ')) it(`marks a secret: ${name}`, () => assert.ok(looksSecret(name)));
  for (const name of harmless.split(' ')) it(`marks no secret: ${name}`, () => assert.ok(!looksSecret(name)));
});

describe('The value of a variable', () => {
  const secret = [
    'ghp_16C7e42F292c6912E7',
    'sk-proj-abc123DEF456',
    '0123456789abcdef0123456789abcdef',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'q83vEjRWeJASNFZ4kBI0/VniQEjRWeJA==',
  ];
  const harmless = [
    'production',
    '/usr/local/bin',
    'https://example.com/A1',
    'two words A1!',
    '127.0.0.1:8080',
    'short1A!',
    '/home/me/Projects/MyApp2Server4U',
    'src/Utils/V2Api/OpenAI4Client',
    'github.com/Owner1/Repository2',
  ];
  for (const value of secret) it(`looks like a secret: ${value}`, () => assert.ok(valueLooksSecret(value)));
  for (const value of harmless)
    it(`does not look like a secret: ${value}`, () => assert.ok(!valueLooksSecret(value)));
});
