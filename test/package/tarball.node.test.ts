import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const { name, version, exports: entries } = json('package.json') as { name: string; version: string; exports: Record<string, string | Record<string, string>> };

interface Declaration {
  readonly tagName: string;
  readonly name: string;
  readonly members: readonly { name: string }[];
  readonly attributes: readonly { name: string; description?: string }[];
  readonly events: readonly { name: string; type: { text: string } }[];
}
const manifest = json('dist/custom-elements.json') as { modules: readonly { path: string; declarations: readonly Declaration[] }[] };
const elements = manifest.modules.flatMap(({ declarations }) => declarations);

/** Runs a tool of the project. @returns what it printed; throws, with that, when it fails. */
function run(tool: string, ...args: string[]): string {
  try {
    return execFileSync(process.execPath, [`node_modules/${tool}`, ...args], { encoding: 'utf8', stdio: 'pipe' });
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout: string; stderr: string };
    throw new Error(`${stdout}\n${stderr}`, { cause });
  }
}

test('publint finds nothing wrong with the package', () => {
  expect(run('publint/src/cli.js', '--strict')).toContain('All good!');
});

test('every entry’s types resolve for Node and for bundlers', () => {
  run('@arethetypeswrong/cli/dist/index.js', '--pack', '.', '--profile', 'esm-only', '--exclude-entrypoints', './guard-worker.js', './jest');
});

test('React, Preact, Vue, Svelte, Solid and the DOM know the elements’ properties and events, and refuse mistakes', () => {
  run('typescript/bin/tsc', '-p', 'test/types');
});

test('types come first in every entry that has them', () => {
  for (const [entry, target] of Object.entries(entries)) if (typeof target !== 'string') expect(Object.keys(target), entry).toEqual(['types', 'default']);
});

test('resolvers that know no exports map find the same types', () => {
  const { types, typesVersions } = json('package.json') as { types: string; typesVersions: { '*': Record<string, string[]> } };
  const typed = Object.entries(entries).flatMap(([entry, target]) => (typeof target === 'string' ? [] : [[entry, target['types']] as const]));
  expect(types).toBe(Object.fromEntries(typed)['.']);
  expect(typesVersions['*']).toEqual(Object.fromEntries(typed.filter(([entry]) => entry !== '.').map(([entry, file]) => [entry.slice(2), [file]])));
});

test('the manifest lists each element under its public path, with nothing private', () => {
  expect(elements.map(({ tagName }) => tagName).sort()).toEqual(['glance-bookmark-menu', 'glance-screenshare-button', 'glance-screenshare-settings', 'glance-share-history', 'glance-share-panel', 'glance-share-view']);
  for (const { path, declarations } of manifest.modules) {
    expect(Object.values(entries).map((target) => (typeof target === 'string' ? target : target['default']))).toContain(`./${path}`);
    for (const { members, attributes, events } of declarations) {
      expect(members.filter((member) => /^[#_]/.test(member.name))).toEqual([]);
      for (const attribute of attributes) expect(attribute.description, attribute.name).toBeTruthy();
      for (const { name: event, type } of events) expect(type.text, event).toMatch(/^CustomEvent<.+>$/);
    }
  }
  expect(JSON.stringify(manifest)).not.toContain('src/');
});

test('editors are told of every attribute', () => {
  const { tags } = json('dist/vscode.html-custom-data.json') as { tags: { name: string; attributes: { name: string }[] }[] };
  expect(tags.find((tag) => tag.name === 'glance-screenshare-button')?.attributes.map((attribute) => attribute.name).sort()).toEqual(
    ['agent-name', 'cobrowse-version', 'guard-worker', 'ice-transport-policy', 'notify', 'ocr-assets', 'pause-shortcut', 'server', 'session-id', 'settings', 'stats', 'stop-shortcut', 'token'],
  );
});

test('the hashes that are told are those of the files, and what is to be pasted has them', () => {
  const hashes = json('dist/cdn/integrity.json') as Record<string, string>;
  const readme = readFileSync('dist/cdn/README.md', 'utf8');
  const [pages, parts] = [['agent.js', 'visitor.js', 'visitor-panel.js', 'admin.js'], ['guard.js', 'control.js', 'pointing.js']];
  expect(Object.keys(hashes)).toEqual([...pages, ...parts]);
  for (const [file, hash] of Object.entries(hashes)) {
    expect(hash, file).toBe(`sha384-${createHash('sha384').update(readFileSync(`dist/cdn/${file}`)).digest('base64')}`);
    expect(readme).toContain(`${name}/${version}/cdn/${file}"${pages.includes(file) ? `\n  integrity="${hash}"` : `: "${hash}"`}`);
  }
});

test('every script has a source map that leads to the sources, with their text', () => {
  for (const script of ['index', 'define', 'policy', 'cdn/agent', 'cdn/visitor', 'cdn/visitor-panel', 'cdn/admin']) {
    const { sources, sourcesContent } = json(`dist/${script}.js.map`) as { sources: string[]; sourcesContent: string[] };
    // A script that only imports others has no line of a source's.
    if (script.startsWith('cdn/')) expect(sources.length, script).toBeGreaterThan(50);
    expect(sourcesContent.filter((content) => !content).length, script).toBe(0);
  }
  const { sources } = json('dist/cdn/agent.js.map') as { sources: string[] };
  for (const source of ['src/policy/rule-index.ts', 'src/session/agent/agent-session.ts', 'src/elements/screenshare-button/screenshare-button.element.ts']) {
    expect(sources.some((each) => each.endsWith(source)), source).toBe(true);
  }
});

test('each script that looks for OCR’s parts lies one folder below them', () => {
  const scripts = execFileSync('grep', ['-rl', '--include=*.js', 'ocr/worker.min.js', 'dist'], { encoding: 'utf8' }).trim().split('\n');
  for (const script of scripts) expect(script).toMatch(/^dist\/[^/]+\/[^/]+$/);
  expect(scripts).toContain('dist/cdn/agent.js');
});

test('only what registers elements has side effects: whatever else is imported and not used leaves nothing behind', async () => {
  const { build } = await import('esbuild');
  const paths = Object.entries(entries).filter(([entry, target]) => typeof target !== 'string' && !entry.startsWith('./define') && entry !== './server').map(([entry]) => `glance-screenshare${entry.slice(1)}`);
  const { outputFiles } = await build({
    stdin: { contents: paths.map((path) => `import '${path}';`).join('\n'), resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
  });
  expect(outputFiles[0]!.text.trim()).toBe('');
});
