/**
 * `npm run api`: writes the public API of each entry to `test/package/api/`. With
 * `--check` it writes nothing and fails if a report is out of date. The package
 * must be built first.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const REPORTS = join(ROOT, 'test/package/api');
const WORK = join(ROOT, '.cache/api');

/** The entries with a report: not those that only register elements, and not the language files. */
export function reportedEntries() {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return Object.entries(exports).flatMap(([entry, { types }]) =>
    types === undefined || /^\.\/(?:define|locales)/.test(entry) ? [] : [{ name: entry === '.' ? 'index' : entry.slice(2), types: join(ROOT, types) }],
  );
}

function extract({ name, types }, { local }) {
  mkdirSync(WORK, { recursive: true });
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: ROOT,
      mainEntryPointFilePath: types,
      compiler: { tsconfigFilePath: join(ROOT, name === 'server' ? 'tsconfig.server.json' : 'tsconfig.build.json'), skipLibCheck: true },
      apiReport: { enabled: true, reportFileName: `${name}.api.md`, reportFolder: REPORTS, reportTempFolder: WORK },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        extractorMessageReporting: { default: { logLevel: 'none' } },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
        compilerMessageReporting: { default: { logLevel: 'none' } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(ROOT, 'package.json'),
  });
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: local,
    messageCallback: (message) => {
      message.handled = true;
    },
  });
  return apiReportChanged;
}

/** Writes the reports. @returns The names of the changed ones. */
export function apiReports({ check = false } = {}) {
  mkdirSync(REPORTS, { recursive: true });
  return reportedEntries()
    .filter((entry) => extract(entry, { local: !check }))
    .map(({ name }) => name);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes('--check');
  const changed = apiReports({ check });
  if (changed.length > 0) console.log(`${check ? 'Out of date, run npm run api' : 'Written'}: ${changed.join(', ')}`);
  process.exitCode = check && changed.length > 0 ? 1 : 0;
}
