import ts from '@typescript/typescript6';

/**
 * What people read in a source: its comments, without code in backticks, and its texts of several words, without what is put into
 * them. All else is blank, so that each word keeps its line.
 */
export function proseOf(source: string): string {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const prose = source.replace(/\S/g, ' ').split('');
  const show = (from: number, text: string) => prose.splice(from, text.length, ...text.split(''));
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of commentsOf(node, source)) show(pos, plainComment(source.slice(pos, end)));
    if (isText(node) && /\s/.test(node.text)) show(node.getStart(file), node.getText(file));
    for (const child of node.getChildren(file)) visit(child);
  };
  visit(file);
  return prose.join('');
}

function commentsOf(node: ts.Node, source: string): readonly ts.CommentRange[] {
  return [
    ...(ts.getLeadingCommentRanges(source, node.getFullStart()) ?? []),
    ...(ts.getTrailingCommentRanges(source, node.getEnd()) ?? []),
  ];
}

/** A literal, or a part of a template between what is put into it. */
function isText(node: ts.Node): node is ts.Node & { readonly text: string } {
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

/** A comment whose marks and code are blank. */
function plainComment(comment: string): string {
  return comment
    .replace(/`[^`]*`/g, (code) => code.replace(/\S/g, ' '))
    .replace(/^\s*(?:\/\*+|\*+\/|\*|\/\/)/gm, (mark) => mark.replace(/\S/g, ' '));
}
