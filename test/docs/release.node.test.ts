import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vulnerabilitiesOf } from '../../docs/release/audit.mjs';
import { billOfMaterials, shippedPlaces } from '../../docs/release/sbom.mjs';
import { ROOT } from './documents.js';

test('the list of what ships has what is installed beside the package and what is written into its files, and no tool of ours', () => {
  const { components } = billOfMaterials();
  const names = components.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['lit', 'lit-html', 'socket.io-client', 'valibot', 'simple-peer', 'micromatch', 'picomatch', 'tesseract.js-core', 'zlibjs']));
  for (const tool of ['rollup', 'typescript', 'socket.io', '@playwright/test', 'vitepress']) expect(names).not.toContain(tool);
  for (const { name, version, hashes } of components) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+/);
    expect(hashes?.[0]?.content, name).toMatch(/^[0-9a-f]{128}$/);
  }
});

test('of all known vulnerabilities, those of packages that ship count, and not those of tools', () => {
  const advisory = { title: 'A hole', url: 'https://example.com/1' };
  const report = {
    vulnerabilities: {
      picomatch: { severity: 'high', nodes: ['node_modules/picomatch'], via: [advisory] },
      micromatch: { severity: 'high', nodes: ['node_modules/micromatch'], via: ['picomatch'] },
      vitepress: { severity: 'moderate', nodes: ['node_modules/vitepress'], via: [advisory] },
    },
  };
  expect(vulnerabilitiesOf(report, new Set(shippedPlaces()))).toEqual(['picomatch (high): A hole https://example.com/1']);
});

test('a release takes the notes into the list of changes below docs/, and nothing new stands beside package.json', () => {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  const git = (...args: string[]): string => execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], { cwd: folder, encoding: 'utf8' });
  try {
    for (const part of ['.changeset', 'docs']) mkdirSync(join(folder, part));
    for (const file of ['package.json', '.changeset/config.json', 'docs/CHANGELOG.md']) writeFileSync(join(folder, file), readFileSync(join(ROOT, file)));
    writeFileSync(join(folder, '.changeset/zoom.md'), '---\n"glance-screenshare": minor\n---\n\nThe view zooms.\n');
    git('init', '--quiet', '--initial-branch=main');
    git('add', '--all');
    git('commit', '--quiet', '--message=Before');
    execFileSync(process.execPath, [join(ROOT, 'docs/release/version.mjs'), folder], { stdio: 'ignore' });

    const before = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
    const [major, minor] = before.split('.').map(Number);
    const next = `${major}.${(minor ?? 0) + 1}.0`;
    expect((JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version).toBe(next);
    const changes = readFileSync(join(folder, 'docs/CHANGELOG.md'), 'utf8');
    expect(changes).toMatch(new RegExp(`^# Changes\\n\\n## ${next.replaceAll('.', '\\.')}\\n[^]*The view zooms\\.\\n[^]*\\n## ${before.replaceAll('.', '\\.')}\\n`));
    expect(git('status', '--porcelain').trimEnd().split('\n').map((line) => line.trim()).sort()).toEqual(['D .changeset/zoom.md', 'M docs/CHANGELOG.md', 'M package.json']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('package.json has what the commands of CONTRIBUTING need', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  const written = [...readFileSync(join(ROOT, 'docs/CONTRIBUTING.md'), 'utf8').matchAll(/`npm (?:run )?([\w:-]+)[^`]*`/g)].map(([, script]) => script ?? '');
  expect(written.filter((script) => !(script in scripts))).toEqual([]);
  expect(written.length).toBeGreaterThan(3);
});
