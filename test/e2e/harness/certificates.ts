import { execFile } from 'node:child_process';
import { mkdir, writeFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A key with its certificate, both PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority of the tests' own, which browsers started with its `home` trust. */
export interface Authority {
  /** The `HOME` for browsers that shall trust it. */
  readonly home: string;
  /** A leaf for these host names (`*.` at the head is a wildcard). */
  issue(hosts: readonly string[]): Promise<Certificate>;
}

/** Makes an authority whose files, and the trust store that knows it, are in `folder`. */
export async function createAuthority(folder: string): Promise<Authority> {
  const home = join(folder, 'home');
  const store = join(home, '.pki', 'nssdb');
  await mkdir(store, { recursive: true });
  const ca = { key: join(folder, 'ca.key'), cert: join(folder, 'ca.crt') };
  await run('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30',
    '-subj', '/CN=Window tests', '-keyout', ca.key, '-out', ca.cert]);
  await run('certutil', ['-d', `sql:${store}`, '-N', '--empty-password']);
  await run('certutil', ['-d', `sql:${store}`, '-A', '-t', 'C,,', '-n', 'window-tests', '-i', ca.cert]);
  let serial = 0;
  return {
    home,
    async issue(hosts) {
      const base = join(folder, `leaf-${++serial}`);
      const extensions = `${base}.ext`;
      await writeFile(extensions, `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(',')}\nextendedKeyUsage=serverAuth\n`);
      await run('openssl', ['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=leaf',
        '-keyout', `${base}.key`, '-out', `${base}.csr`]);
      await run('openssl', ['x509', '-req', '-in', `${base}.csr`, '-CA', ca.cert, '-CAkey', ca.key, '-CAcreateserial',
        '-days', '20', '-extfile', extensions, '-out', `${base}.crt`]);
      return { key: await readFile(`${base}.key`, 'utf8'), cert: await readFile(`${base}.crt`, 'utf8') };
    },
  };
}
