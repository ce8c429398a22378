import ts from '@typescript/typescript6';

/** A title of a test file as it is written; what is put into it is `…`. */
export interface Title {
  readonly kind: 'describe' | 'it';
  readonly text: string;
  readonly line: number;
  /** The titles around it, from the outermost on. */
  readonly within: readonly string[];
}

/** The titles of a test file: those of `describe` and `it`, and the keys of tables with a test per row. */
export function titlesOf(source: string): readonly Title[] {
  const file = ts.createSourceFile('test.ts', source, ts.ScriptTarget.Latest, true);
  const titles: Title[] = [];
  const visit = (node: ts.Node, within: readonly string[]): void => {
    const found = ts.isCallExpression(node) ? titlesOfCall(node) : [];
    for (const { kind, text, at } of found) {
      const line = file.getLineAndCharacterOfPosition(at.getStart(file)).line + 1;
      titles.push({ kind, text, line, within });
    }
    const outer = found.find(({ kind }) => kind === 'describe');
    ts.forEachChild(node, (child) => visit(child, outer ? [...within, outer.text] : within));
  };
  visit(file, []);
  return titles;
}

interface FoundTitle extends Pick<Title, 'kind' | 'text'> {
  readonly at: ts.Node;
}

function titlesOfCall({ expression, arguments: [first, , titleOfKey] }: ts.CallExpression): FoundTitle[] {
  if (!first || !ts.isIdentifier(expression)) return [];
  const { text: name } = expression;
  if (name === 'describe' || name === 'it') return textsOf(first).map((found) => ({ kind: name, ...found }));
  const isTable = (name === 'rows' || name === 'badInputs') && !titleOfKey;
  if (!isTable || !ts.isObjectLiteralExpression(first)) return [];
  return first.properties.flatMap(({ name: key }) =>
    key && (ts.isIdentifier(key) || ts.isStringLiteralLike(key))
      ? [{ kind: 'it', text: key.text, at: key }]
      : [],
  );
}

/** A text, or the two of a condition. What is computed is no text. */
function textsOf(node: ts.Expression): { readonly text: string; readonly at: ts.Node }[] {
  if (ts.isStringLiteralLike(node)) return [{ text: node.text, at: node }];
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (!ts.isTemplateExpression(node)) return [];
  const text = node.templateSpans.reduce(
    (before, { literal }) => `${before}…${literal.text}`,
    node.head.text,
  );
  return [{ text, at: node }];
}
