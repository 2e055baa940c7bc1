import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/**
 * What a suite came to.
 * @typedef {{ passed: number, failed: number, failures: { title: string, message: string }[] }} Result
 */

/** Playwright's report; a test that is skipped or passes at the second try has failed too. @returns {Result} */
export function fromPlaywright({ stats, suites, errors }) {
  const specs = (suite, titles) => [
    ...(suite.specs ?? []).map((spec) => ({ spec, title: [...titles, spec.title].join(' › ') })),
    ...(suite.suites ?? []).flatMap((inner) => specs(inner, [...titles, inner.title])),
  ];
  const failures = suites
    .flatMap((file) => specs(file, [file.title]))
    .filter(({ spec }) => spec.tests.some(({ status }) => status !== 'expected'))
    .map(({ spec, title }) => ({ title, message: messageOf(spec.tests.flatMap(({ results }) => results).find(({ error }) => error)?.error) ?? 'was skipped' }));
  // A file that doesn't even load has no tests that could fail.
  for (const error of errors ?? []) failures.push({ title: error.location?.file ?? 'before any test', message: messageOf(error) ?? '' });
  return { passed: stats.expected, failed: failures.length, failures };
}

const messageOf = (error) => error?.message && stripVTControlCharacters(error.message);

/**
 * Reads a suite's report.
 * @param {{ title: string, code: number, file: string, read: (report: any) => Result }} suite
 * @returns {Result}
 */
export function resultOf({ title, code, file, read }) {
  const result = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: 0, failures: [] };
  if ((code === 0) === (result.failed === 0 && result.passed > 0)) return result;
  // A suite that breaks off without a failed test has failed all the same.
  const message = `ended with exit code ${code} and ${result.passed} passed tests`;
  return { ...result, failed: result.failed + 1, failures: [...result.failures, { title, message }] };
}
