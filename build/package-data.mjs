// The last step of the build: what editors, documentation and pages are told of the package, made from its sources and its built files.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { cli } from '@custom-elements-manifest/analyzer/cli.js';

const FILES = ['agent.js', 'visitor.js', 'admin.js'];
const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** The elements in the format of the Custom Elements Manifest, as the package offers them: by public path, without what is private. */
async function manifest() {
  const analysed = await cli({ argv: ['analyze', '--litelement', '--quiet', '--globs', 'src/elements/*/*.element.ts', 'src/elements/shared/*-element.ts'], noWrite: true });
  const modules = analysed.modules.filter(({ path }) => path.endsWith('.element.ts')).map((module) => {
    const tagName = `glance-${basename(module.path, '.element.ts')}`;
    const path = `dist/define/${tagName}.js`;
    const [declaration] = module.declarations;
    const own = { name: declaration.name, module: path };
    return {
      kind: 'javascript-module',
      path,
      declarations: [publicOf({ ...declaration, tagName, customElement: true }, typesOfEvents(module.path))],
      exports: [{ kind: 'js', name: declaration.name, declaration: own }, { kind: 'custom-element-definition', name: tagName, declaration: own }],
    };
  });
  return { schemaVersion: '1.0.0', readme: 'README.md', modules };
}

function publicOf(element, types) {
  const members = element.members
    .filter(({ privacy, kind, name: member, static: isStatic }) => (privacy ?? 'public') === 'public' && !member.startsWith('#') && !(kind === 'method' && ['addEventListener', 'removeEventListener'].includes(member)) && !(isStatic && member === 'styles'))
    .map(withoutOrigin);
  const described = new Map(members.filter((member) => !member.static).map((member) => [member.name, member.description]));
  return {
    ...element,
    superclass: { name: 'LitElement', package: 'lit' },
    members,
    // A static property of the same name is not what the attribute sets.
    attributes: (element.attributes ?? []).map((attribute) => ({ ...withoutOrigin(attribute), description: described.get(attribute.fieldName) ?? attribute.description })),
    // The analyzer takes `emit(type)` for an event of that name.
    events: element.events.filter(({ name: event }) => types.has(event)).map((event) => ({ ...withoutOrigin(event), type: { text: types.get(event.name) } })),
  };
}

/** Base classes are nobody's business but ours. */
function withoutOrigin(entry) {
  const told = { ...entry };
  delete told.inheritedFrom;
  return told;
}

/** The events' types, as the element's event map has them. */
function typesOfEvents(elementPath) {
  const text = readFileSync(elementPath.replace('.element.ts', '.events.ts'), 'utf8');
  return new Map([...text.matchAll(/^ {2}'([\w-]+)': (CustomEvent<.*>);$/gm)].map(([, event, type]) => [event, type]));
}

/** What VS Code needs to complete and explain tags and attributes in HTML. */
function customData({ modules }) {
  const tags = modules.flatMap(({ declarations }) => declarations).map(({ tagName, description, attributes }) => ({
    name: tagName,
    description,
    attributes: attributes.map((attribute) => ({ name: attribute.name, description: attribute.description })),
  }));
  return { version: 1.1, tags };
}

/** Of each file for pages without a bundler, the hash by which a browser knows that it is unchanged. */
function integrity() {
  return Object.fromEntries(FILES.map((file) => [file, `sha384-${createHash('sha384').update(readFileSync(`dist/cdn/${file}`)).digest('base64')}`]));
}

/** What to paste, with these very files' hashes. */
function cdnReadme(hashes) {
  const tag = (file) => `<script type="module" src="https://your.host/${name}/${version}/cdn/${file}"\n  integrity="${hashes[file]}" crossorigin="anonymous"></script>`;
  return `# ${name} ${version} without a bundler

Each file is a module with everything in it. It may come from any origin that sends \`Access-Control-Allow-Origin\`; \`../ocr/\` is looked for beside this folder. The hashes are those of the files beside this page.

${FILES.map((file) => `\`\`\`html\n${tag(file)}\n\`\`\``).join('\n\n')}
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
