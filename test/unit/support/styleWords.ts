/** Words that docs/style-guide.md rules out, and what to write instead. */
const unwanted: readonly (readonly [words: RegExp, instead: string])[] = [
  [/\bstand(?:s|ing)?\b|\bstood\b/i, "'is', 'appears' or 'means'"],
  [/\btell(?:s|ing)?\b|\btold\b/i, "'says', 'reports' or 'you see'"],
  [/\banew\b/i, "'again' or 'new'"],
  [/\bby (?:itself|themselves)\b/i, "'automatically' or 'on its own'"],
  [/\bwho(?:ever|soever)\b/i, "'anyone who', or name who it is"],
  [/\bwhat is no\b/i, 'the thing itself'],
  [/\b(?:of|by) (?:ours|yours|theirs)\b/i, "'our', 'your' or 'their'"],
  [/\bleft out of account\b|\bleft alone\b/i, "'ignored'"],
  [/\blook(?:s|ed)? at\b|\blooking at\b/i, "'checks' or 'see'"],
  [/\btak(?:es?|en|ing) over\b|\btook over\b/i, "'imports'"],
  [/\bgo(?:es)? on\b|\bgoing on\b|\bwent on\b/i, "'continues'"],
  [/\blets? go\b|\bis let\b/i, "'disconnects' or 'closes'"],
  [/\bagree(?:s|d|ing)?\b/i, "'approves'"],
  [/\bfor ever\b/i, "'indefinitely'"],
  [/\bat the most\b/i, "'at most'"],
  [/\bwants?\b|\bwanted\b/i, "'requires' or 'needs'"],
  [/\b(?:some|no|any|every)body\b/i, "'someone', 'no one', 'anyone' or 'everyone'"],
  [/\bwhen left out\b/i, "'Default: …'"],
  [/\bmends?\b|\bmended\b/i, "'fixes'"],
  [/\bgets? hold of\b|\bare got\b|\bis got\b/i, "'obtains'"],
  [/\bcolours?\b|\blicences?\b|\bcancelled\b(?!`)/i, 'the American spelling'],
  [/\b(?:can|do|does|is|are|was|will|has|have|should)n[’']t\b/i, 'the words in full'],
];

/** Sentences that cannot be changed yet: the defaults of keys are found by these words. */
const later: Readonly<Record<string, RegExp>> = { 'docs/configuration.md': /\bwhen left out\b/i };

/** Every unwanted word of a text, as `file:line`, the word and what to write instead; also where a line ends within. */
export function slipsIn(file: string, text: string): string[] {
  return unwanted.flatMap(([words, instead]) => {
    if (later[file]?.source === words.source) return [];
    const pattern = new RegExp(words.source.replaceAll(' ', '\\s+'), 'gi');
    return [...text.matchAll(pattern)].map(({ 0: found, index }) => {
      const line = text.slice(0, index).split('\n').length;
      return `${file}:${line} '${found.replace(/\s+/g, ' ')}': write ${instead}`;
    });
  });
}
