import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** Attributes whose values people read or hear. */
const READ_OUT = /\s(?:aria-label|aria-description|aria-roledescription|aria-valuetext|title|placeholder|alt|label)="([^"]*)"/g;

/** Names and examples, the same in every language. */
const SAME_EVERYWHERE = new Set(['Chrome', 'Edge', 'Chromium', 'Windows', 'macOS', 'Linux', 'https://www.example.com/first/*']);

/** Texts in the elements' templates that stand there as they are, as `file: text`. */
export function escapedTexts(): string[] {
  return readdirSync('src/elements', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.styles.ts'))
    .flatMap((file) => textsIn(readFileSync(`src/elements/${file}`, 'utf8')).map((text) => `${file}: ${text}`));
}

/** The texts of every `html` template in a source. */
export function textsIn(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'html') found.push(...textsOf(node.template));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

function textsOf(template: ts.TemplateLiteral): string[] {
  const markup = ts.isNoSubstitutionTemplateLiteral(template)
    ? template.text
    : template.templateSpans.reduce((text, { literal }) => `${text}\0${literal.text}`, template.head.text);
  const attributes = [...markup.matchAll(READ_OUT)].map(([, value]) => value ?? '');
  const between = markup.replaceAll(/<!--.*?-->/gs, '').replaceAll(/<[^>]*>/g, '\0').split('\0');
  return [...attributes, ...between].map((text) => text.trim()).filter((text) => /\p{L}{2}/u.test(text) && !SAME_EVERYWHERE.has(text));
}
