import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';

/** Writes how many tests passed and failed, and which: `{ passed, failed, failures: [{ title, message }] }`; a file that doesn't even load is a failed test. */
export function countReporter(file) {
  return {
    onTestRunFinished({ sessions }) {
      const counts = { passed: 0, failures: [] };
      for (const { testFile, errors, testResults } of sessions) {
        const titles = [relative('.', testFile)];
        if (errors.length > 0) counts.failures.push({ title: titles[0], message: errors[0].message });
        count(testResults, titles, counts);
      }
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify({ ...counts, failed: counts.failures.length }));
    },
  };
}

function count(suite, titles, counts) {
  for (const { name, passed, skipped, error } of suite?.tests ?? []) {
    if (passed && !skipped) counts.passed += 1;
    else counts.failures.push({ title: [...titles, name].join(' › '), message: error?.message ?? 'was skipped' });
  }
  for (const inner of suite?.suites ?? []) count(inner, [...titles, inner.name].filter(Boolean), counts);
}
