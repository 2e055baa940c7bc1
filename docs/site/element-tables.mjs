/** What each element has, from the Custom Elements Manifest that the build makes of the sources. The elements' pages include it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../demo/prepare.mjs';

const MANIFEST = join(ROOT, 'dist/custom-elements.json');
const FOLDER = join(ROOT, 'docs/reference/elements');

/** Text in a cell of a table, where bars and what looks like a tag would mean something. */
const cell = (text = '') =>
  text
    .replaceAll('\n', ' ')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replace(/\{@link (?:\w+\.)*(\w+)\}/g, '`$1`');

const code = (text = '') => (text ? `\`${text.replaceAll('\n', ' ').replaceAll('|', '\\|')}\`` : '');

function table(title, heads, rows) {
  if (rows.length === 0) return '';
  const lines = [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `## ${title}\n\n${lines.join('\n')}\n`;
}

/** Tables in the order of Shoelace's pages; a table without rows is left out. */
function tablesOf({ attributes = [], members = [], events = [], cssParts = [], cssProperties = [], slots = [] }) {
  const properties = members.filter(({ kind, static: isStatic }) => kind === 'field' && !isStatic);
  const methods = members.filter(({ kind, static: isStatic }) => kind === 'method' && !isStatic);
  const attributeOf = (property) => attributes.find(({ fieldName }) => fieldName === property)?.name;
  return [
    table(
      'Slots',
      ['slot', ''],
      slots.map(({ name, description: says }) => [code(name), cell(says)]),
    ),
    table(
      'Properties',
      ['property', 'attribute', 'type', ''],
      properties.map(({ name, type, description: says }) => [code(name), code(attributeOf(name)), code(type?.text), cell(says)]),
    ),
    table(
      'Events',
      ['event', 'type', ''],
      events.map(({ name, type, description: says }) => [code(name), code(type?.text), cell(says)]),
    ),
    table(
      'Methods',
      ['method', ''],
      methods.map(({ name, description: says }) => [code(`${name}()`), cell(says)]),
    ),
    table(
      'Parts',
      ['part', ''],
      cssParts.map(({ name, description: says }) => [code(name), cell(says)]),
    ),
    table(
      'Custom properties',
      ['property', 'default', ''],
      cssProperties.map(({ name, default: value, description: says }) => [code(name), code(value), cell(says)]),
    ),
  ]
    .filter(Boolean)
    .join('\n');
}

/** Writes `docs/reference/elements/<tag>.md` for each element; needs a built package. */
export function writeElementTables() {
  if (!existsSync(MANIFEST)) return;
  const { modules } = JSON.parse(readFileSync(MANIFEST, 'utf8'));
  mkdirSync(FOLDER, { recursive: true });
  for (const element of modules.flatMap(({ declarations = [] }) => declarations).filter(({ tagName }) => tagName)) {
    writeFileSync(join(FOLDER, `${element.tagName}.md`), tablesOf(element));
  }
}
