import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Peers that the project itself doesn't need have a folder of their own, installed when first asked for. */
export const PEERS_FOLDER = join(process.cwd(), 'bench');

/** Licences under which anybody may run and measure a package. */
const FREE = ['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD'];

/** Installs what `bench/package.json` names, unless it is there. */
export async function installPeers(say: (line: string) => void): Promise<void> {
  const { dependencies } = JSON.parse(readFileSync(join(PEERS_FOLDER, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  const isThere = ([name, version]: [string, string]): boolean => {
    const manifest = manifestOf(name);
    return existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version === version;
  };
  if (!Object.entries(dependencies).every(isThere)) {
    say('Installing what is compared with…');
    await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: PEERS_FOLDER });
  }
  for (const name of Object.keys(dependencies)) checkLicence(name);
}

const manifestOf = (name: string): string => join(PEERS_FOLDER, 'node_modules', name, 'package.json');

/** @throws Error for a package that doesn't say that anybody may run it */
function checkLicence(name: string): void {
  const { license } = JSON.parse(readFileSync(manifestOf(name), 'utf8')) as { license?: string };
  if (license === undefined || !FREE.includes(license)) throw new Error(`${name} has the licence ${license ?? 'none'}: leave it out of ${dirname(manifestOf(name))}.`);
}
