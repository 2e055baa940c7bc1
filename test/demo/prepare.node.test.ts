import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { buildPackage, installMissing, missingPackages } from '../../demo/prepare.mjs';

let root: string;

test.beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'prepare-'));
});
test.afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, content: unknown): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), typeof content === 'string' ? content : JSON.stringify(content));
}

/** A project whose build writes the files that a build must, and counts how often it ran. */
function project(): void {
  write('build.cjs', `
    const fs = require('fs');
    fs.mkdirSync('dist/cdn', { recursive: true });
    for (const file of ['index.js', 'server.js', 'cdn/agent.js', 'cdn/guard.js', 'cdn/visitor.js', 'cdn/admin.js']) fs.writeFileSync('dist/' + file, '');
    fs.appendFileSync('builds', '.');
  `);
  write('package.json', { name: 'x', version: '1.0.0', scripts: { build: 'node build.cjs' } });
  write('src/a.ts', 'one');
}

const builds = (): number => readFileSync(join(root, 'builds'), 'utf8').length;

test('a package is missing when it isn\'t there or has another version than the lock file says', () => {
  write('package.json', { dependencies: { here: '^1.0.0', gone: '^1.0.0' }, devDependencies: { old: '^1.0.0', '@scope/here': '^1.0.0' } });
  write('package-lock.json', { packages: { 'node_modules/old': { version: '1.2.0' }, 'node_modules/here': { version: '1.0.1' } } });
  write('node_modules/here/package.json', { version: '1.0.1' });
  write('node_modules/old/package.json', { version: '1.1.0' });
  write('node_modules/@scope/here/package.json', { version: '1.0.0' });
  expect(missingPackages(root)).toEqual(['gone', 'old']);
});

test('nothing is installed, or said, when nothing is missing', async () => {
  write('package.json', { dependencies: { here: '^1.0.0' } });
  write('node_modules/here/package.json', { version: '1.0.0' });
  const said: string[] = [];
  await installMissing({ root, say: (sentence) => said.push(sentence) });
  expect(said).toEqual([]);
});

test('a build runs once, and again when a source is edited, added or removed, or its result is gone', async () => {
  project();
  const said: string[] = [];
  const build = (): Promise<unknown> => buildPackage({ root, say: (sentence) => said.push(sentence) });
  await build();
  await build();
  expect(builds()).toBe(1);
  for (const change of [
    () => write('src/a.ts', 'two'),
    () => write('src/b/c.ts', 'new'),
    () => rmSync(join(root, 'src/a.ts')),
    () => rmSync(join(root, 'dist/server.js')),
  ]) {
    const before = builds();
    change();
    await build();
    await build();
    expect(builds()).toBe(before + 1);
  }
  expect(said).toEqual(Array(5).fill('Building the package…'));
});

test('a build that fails says what it printed, and is tried anew the next time', async () => {
  project();
  write('build.cjs', 'console.error("no such thing"); process.exit(3)');
  const build = (): Promise<unknown> => buildPackage({ root, say: () => undefined });
  await expect(build()).rejects.toThrow(/failed \(exit code 3\)[^]*no such thing/);
  await expect(build()).rejects.toThrow('no such thing');
});
