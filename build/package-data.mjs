// The last build step: metadata about the package for editors, documentation and pages, generated from its sources and built files.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import { LAZY_PARTS } from './lazy-parts.plugin.mjs';

/** The files that a page references. */
const FILES = ['agent.js', 'visitor.js', 'visitor-panel.js', 'admin.js'];
/** The parts that they load from beside them on demand. */
const PARTS = Object.keys(LAZY_PARTS).map((part) => `${part}.js`);
const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** The elements as a Custom Elements Manifest, for the published package: with public paths and without private members. */
async function manifest() {
  const analysed = await cli({
    argv: ['analyze', '--litelement', '--quiet', '--globs', 'src/elements/*/*.element.ts', 'src/elements/shared/*-element.ts'],
    noWrite: true,
  });
  const modules = analysed.modules
    .filter(({ path }) => path.endsWith('.element.ts'))
    .map((module) => {
      const tagName = `glance-${basename(module.path, '.element.ts')}`;
      const path = `dist/define/${tagName}.js`;
      const [declaration] = module.declarations;
      const own = { name: declaration.name, module: path };
      return {
        kind: 'javascript-module',
        path,
        declarations: [publicOf({ ...declaration, tagName, customElement: true }, typesOfEvents(module.path))],
        exports: [
          { kind: 'js', name: declaration.name, declaration: own },
          { kind: 'custom-element-definition', name: tagName, declaration: own },
        ],
      };
    });
  return { schemaVersion: '1.0.0', readme: 'README.md', modules };
}

function publicOf(element, types) {
  const members = element.members
    .filter(
      ({ privacy, kind, name: member, static: isStatic }) =>
        (privacy ?? 'public') === 'public' &&
        !member.startsWith('#') &&
        !(kind === 'method' && ['addEventListener', 'removeEventListener'].includes(member)) &&
        !(isStatic && member === 'styles'),
    )
    .map(withoutOrigin);
  const described = new Map(members.filter((member) => !member.static).map((member) => [member.name, member.description]));
  return {
    ...element,
    superclass: { name: 'LitElement', package: 'lit' },
    members,
    // A static property with the same name isn't the one the attribute sets.
    attributes: (element.attributes ?? []).map((attribute) => ({
      ...withoutOrigin(attribute),
      description: described.get(attribute.fieldName) ?? attribute.description,
    })),
    // The analyzer takes `emit(type)` for an event called `type`.
    events: element.events.filter(({ name: event }) => types.has(event)).map((event) => ({ ...withoutOrigin(event), type: { text: types.get(event.name) } })),
  };
}

/** Base classes are an internal detail. */
function withoutOrigin(entry) {
  const own = { ...entry };
  delete own.inheritedFrom;
  return own;
}

/** The events' types from the element's event map. */
function typesOfEvents(elementPath) {
  const text = readFileSync(elementPath.replace('.element.ts', '.events.ts'), 'utf8');
  return new Map([...text.matchAll(/^ {2}'([\w-]+)': (CustomEvent<.*>);$/gm)].map(([, event, type]) => [event, type]));
}

/** The data that VS Code uses to complete and explain tags and attributes in HTML. */
function customData({ modules }) {
  const tags = modules
    .flatMap(({ declarations }) => declarations)
    .map(({ tagName, description, attributes }) => ({
      name: tagName,
      description,
      attributes: attributes.map((attribute) => ({ name: attribute.name, description: attribute.description })),
    }));
  return { version: 1.1, tags };
}

/** The hash of each file for pages without a bundler, with which a browser verifies the file. */
function integrity() {
  return Object.fromEntries(
    [...FILES, ...PARTS].map((file) => [
      file,
      `sha384-${createHash('sha384')
        .update(readFileSync(`dist/cdn/${file}`))
        .digest('base64')}`,
    ]),
  );
}

/** Code to paste, with the hashes of these files. */
function cdnReadme(hashes) {
  const url = (file) => `https://your.host/${name}/${version}/cdn/${file}`;
  const tag = (file) => `<script type="module" src="${url(file)}"\n  integrity="${hashes[file]}" crossorigin="anonymous"></script>`;
  const importMap = JSON.stringify({ integrity: Object.fromEntries(PARTS.map((file) => [url(file), hashes[file]])) }, null, 2);
  return `# ${name} ${version} without a bundler

Each file is a module with everything in it that a page needs at first. It may come from any origin that sends \`Access-Control-Allow-Origin\`; \`../ocr/\` is looked for beside this folder. The hashes are those of the files beside this page.

${FILES.map((file) => `\`\`\`html\n${tag(file)}\n\`\`\``).join('\n\n')}

## Parts that are fetched later

These files fetch ${PARTS.map((file) => `\`${file}\``).join(', ')} from the same folder when they are needed. A script's \`integrity\` doesn't cover what it imports. An import map before the first script does, in Chrome and Edge 127, Safari 18 and Firefox 138; older browsers ignore it:

\`\`\`html
<script type="importmap">
${importMap}
</script>
\`\`\`
`;
}

const elements = await manifest();
const hashes = integrity();
for (const [file, content] of Object.entries({
  'dist/custom-elements.json': JSON.stringify(elements, null, 2),
  'dist/vscode.html-custom-data.json': JSON.stringify(customData(elements), null, 2),
  'dist/cdn/integrity.json': JSON.stringify(hashes, null, 2),
  'dist/cdn/README.md': cdnReadme(hashes).trimEnd(),
})) {
  writeFileSync(file, `${content}\n`);
}
