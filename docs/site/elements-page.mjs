/** The reference of the elements, from the Custom Elements Manifest that the build makes of their sources. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../demo/prepare.mjs';

const MANIFEST = join(ROOT, 'dist/custom-elements.json');

/** Text in a cell of a table, where bars and what looks like a tag would mean something. */
const cell = (text = '') => text.replaceAll('\n', ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\{@link (?:\w+\.)*(\w+)\}/g, '`$1`');

const code = (text = '') => (text ? `\`${text.replaceAll('\n', ' ').replaceAll('|', '\\|')}\`` : '');

function table(title, heads, rows) {
  if (rows.length === 0) return '';
  const lines = [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `### ${title}\n\n${lines.join('\n')}\n`;
}

function section({ tagName, description, attributes = [], members = [], events = [], cssParts = [], cssProperties = [], slots = [] }) {
  const properties = members.filter(({ kind, static: isStatic }) => kind === 'field' && !isStatic);
  const methods = members.filter(({ kind, static: isStatic }) => kind === 'method' && !isStatic);
  const attributeOf = (property) => attributes.find(({ fieldName }) => fieldName === property)?.name;
  return [
    `## \`<${tagName}>\`\n\n${cell(description)}\n`,
    table('Attributes and properties', ['property', 'attribute', 'type', ''], properties.map(({ name, type, description: says }) => [code(name), code(attributeOf(name)), code(type?.text), cell(says)])),
    table('Methods', ['method', ''], methods.map(({ name, description: says }) => [code(`${name}()`), cell(says)])),
    table('Events', ['event', 'type', ''], events.map(({ name, type, description: says }) => [code(name), code(type?.text), cell(says)])),
    table('Slots', ['slot', ''], slots.map(({ name, description: says }) => [code(name), cell(says)])),
    table('Parts', ['part', ''], cssParts.map(({ name, description: says }) => [code(name), cell(says)])),
    table('Custom properties', ['property', 'default', ''], cssProperties.map(({ name, default: value, description: says }) => [code(name), code(value), cell(says)])),
  ].filter(Boolean).join('\n');
}

/** Writes `docs/reference/elements.md`; needs a built package. */
export function writeElementsPage() {
  if (!existsSync(MANIFEST)) return;
  const { modules } = JSON.parse(readFileSync(MANIFEST, 'utf8'));
  const elements = modules.flatMap(({ declarations = [] }) => declarations).filter(({ tagName }) => tagName);
  mkdirSync(join(ROOT, 'docs/reference'), { recursive: true });
  writeFileSync(join(ROOT, 'docs/reference/elements.md'), `# The elements\n\n${elements.map(section).join('\n')}`);
}
