import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** One English text of the library, as a locale's file has it. */
export interface CatalogueEntry {
  /** The text, with `{0}`, `{1}`, … where something is filled in. */
  readonly text: string;
  /** It is counted: a language has a form for each of its plural categories. */
  readonly plural: boolean;
  readonly file: string;
}

/** What runs on a server, or speaks to developers and auditors alone: no element shows what is wrong with a receipt. */
const NOT_SHOWN = /^src\/(?:(?:server|cdn|integrations|locales)\/|session\/receipt\/verify-receipt\.ts$)/;

/** Errors of wrong use, for the developer's console. */
const FOR_DEVELOPERS = new Set(['TypeError', 'RangeError', 'Error', 'DOMException', 'WhipWhepError']);

/** Every text that the sources show to people. */
export function catalogue(): CatalogueEntry[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts') && !NOT_SHOWN.test(file))
    .sort();
  const found = files.flatMap(entriesIn);
  return [...new Map(found.map((entry) => [entry.text, entry])).values()];
}

function entriesIn(file: string): CatalogueEntry[] {
  const entries: CatalogueEntry[] = [];
  const add = (text: string | undefined, plural = false): void => {
    if (text !== undefined) entries.push({ text, plural, file });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && (node.expression.text === 'msg' || node.expression.text === 'countText')) {
      if (node.expression.text === 'msg') add(textOf(node.arguments[0]));
      else add(textOf(node.arguments[2]), true);
      // What is filled in may have texts of its own.
      for (const argument of node.arguments) if (!ts.isStringLiteralLike(argument)) ts.forEachChild(argument, visit);
      return;
    }
    if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && node.tag.text === 'phrase') add(textOf(node));
    else if (ts.isStringLiteralLike(node) && isSentence(node.text) && !isForDevelopers(node)) add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return entries;
}

function textOf(node: ts.Node | undefined): string | undefined {
  if (node && ts.isStringLiteralLike(node)) return node.text;
  if (!node || !ts.isTaggedTemplateExpression(node)) return undefined;
  const { template } = node;
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return template.templateSpans.reduce((text, { literal }, index) => `${text}{${index}}${literal.text}`, template.head.text);
}

/** What reads like a sentence is one, wherever it stands. */
function isSentence(text: string): boolean {
  return /^[A-Z“].* .*[.…?]$/.test(text);
}

function isForDevelopers(node: ts.Node): boolean {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isNewExpression(at) && ts.isIdentifier(at.expression) && FOR_DEVELOPERS.has(at.expression.text)) return true;
    if (ts.isCallExpression(at) && /[wW]arn|onTrouble|emit|complain|withinTime|failureError/.test(at.expression.getText())) return true;
    if (ts.isFunctionLike(at)) return false;
  }
  return false;
}
