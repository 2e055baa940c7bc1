import { expect, test } from '@playwright/test';
import { ESLint, type Linter } from 'eslint';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';

/** Rules that need types can't look at text that is in no file; the ones about imports need none. */
const withoutTypes: Linter.Config[] = [
  { files: ['src/**/*.ts'], ...(tseslint.configs.disableTypeChecked as Linter.Config) },
  { files: ['src/**/*.ts'], languageOptions: { parserOptions: { projectService: false } } },
];

async function complaints(file: string, code: string): Promise<string[]> {
  const eslint = new ESLint({ overrideConfig: withoutTypes });
  const [result] = await eslint.lintText(code, { filePath: file });
  return result!.messages.map(({ ruleId }) => ruleId ?? 'parse error');
}

const upward = [
  ['src/policy/probe.ts', "export { pickSource } from '../capture/pick-source.js';"],
  ['src/capture/probe.ts', "export { Floor } from '../session/floor/floor.js';"],
  ['src/session/probe.ts', "export { define } from '../elements/shared/define-element.js';"],
  ['src/peer/probe.ts', "export { parseMessage } from '../channel/messages.js';"],
  ['src/guard/probe.ts', "export type { Link } from '../peer/link.js';"],
  ['src/address-bar/probe.ts', "export { Gate } from '../guard/decide/gate.js';"],
  ['src/channel/probe.ts', "export type { SettingsSource } from '../store/settings-source.js';"],
  ['src/server/probe.ts', "export { AgentSession } from '../session/agent/agent-session.js';"],
] as const;

for (const [file, code] of upward) {
  test(`lint refuses an import against the layers: ${code} in ${file}`, async () => {
    expect(await complaints(file, `${code}\n`)).toContain('import-x/no-restricted-paths');
  });
}

for (const [file, code] of [
  ['src/session/probe.ts', "export { Floor } from './floor.js';"],
  ['src/session/probe.ts', "export { pickSource } from '../capture/pick-source.js';"],
  ['src/peer/probe.ts', "export type { Surface } from '../policy/surface.js';"],
] as const) {
  test(`lint allows an import along the layers: ${code} in ${file}`, async () => {
    expect(await complaints(file, `${code}\n`)).toEqual([]);
  });
}

for (const name of ['simple-peer', 'micromatch', 'tesseract.js']) {
  test(`lint refuses ${name} outside its one file`, async () => {
    expect(await complaints('src/session/probe.ts', `import '${name}';\n`)).toContain('no-restricted-imports');
  });
}

test('lint refuses a cycle', async () => {
  const folder = await mkdtemp(join(process.cwd(), 'test', 'lint', 'cycle-'));
  try {
    await writeFile(join(folder, 'a.ts'), "import { b } from './b.js';\nexport const a = (): unknown => b;\n");
    await writeFile(join(folder, 'b.ts'), "import { a } from './a.js';\nexport const b = (): unknown => a;\n");
    const results = await new ESLint().lintFiles([join(folder, 'a.ts'), join(folder, 'b.ts')]);
    const rules = results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
    expect(rules.filter((rule) => rule === 'import-x/no-cycle')).toHaveLength(2);
  } finally {
    await rm(folder, { recursive: true });
  }
});
