/**
 * `npm run audit:shipped`: known vulnerabilities of what ships. `npm audit
 * --omit=dev` leaves out the packages that the build bundles, because these are
 * development dependencies. So this audits everything and keeps what is in the
 * bill of materials. Needs a built package.
 *
 * Some mirrors of the registry don't answer audits. Then this says so; with
 * `--require` it also fails.
 */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { shippedPlaces } from './sbom.mjs';

/**
 * The vulnerabilities of a report that are in packages that ship.
 *
 * @param {{ vulnerabilities: Record<string, { severity: string, nodes: string[], via: (string | { title: string, url: string })[] }> }} report what `npm audit --json` prints
 * @param {Set<string>} places the folders of the packages that ship, as the lock file names them
 */
export function vulnerabilitiesOf(report, places) {
  return Object.entries(report.vulnerabilities).flatMap(([name, { severity, nodes, via }]) => {
    const advisories = via.filter((each) => typeof each === 'object').map(({ title, url }) => `${title} ${url}`);
    // Without an advisory of its own, a package is only listed because of one that it depends on.
    return nodes.some((node) => places.has(node)) && advisories.length > 0 ? [`${name} (${severity}): ${advisories.join('; ')}`] : [];
  });
}

/** npm's report; null where the registry doesn't answer. npm exits with 1 when it finds something. */
function auditReport() {
  return new Promise((done) => {
    execFile('npm', ['audit', '--json', '--fetch-retries=0', '--fetch-timeout=20000'], { timeout: 60_000, maxBuffer: 64 * 1024 * 1024 }, (_failed, stdout) => {
      try {
        const report = JSON.parse(stdout);
        done(report.vulnerabilities === undefined ? null : report);
      } catch {
        done(null);
      }
    });
  });
}

async function main() {
  const report = await auditReport();
  if (report === null) {
    console.log('Not audited: the registry doesn’t answer audits.');
    return process.argv.includes('--require') ? 1 : 0;
  }
  const found = vulnerabilitiesOf(report, new Set(shippedPlaces()));
  console.log(found.length === 0 ? 'No known vulnerabilities in what ships.' : found.join('\n'));
  return found.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(resolve(process.argv[1] ?? '')).href) process.exitCode = await main();
