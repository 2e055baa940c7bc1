/**
 * `npm run sbom`: prints what ships, as CycloneDX 1.5.
 *
 * `npm sbom` knows the dependencies that are installed beside the package. It
 * can't know those that the build writes into the package's own files; these
 * stand in the source maps.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { OCR_ASSETS } from '../../build/ocr-assets.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The package that a file belongs to, as the lock file names it. */
const packageOf = (file) => /.*(node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(file.replaceAll('\\', '/'))?.[1];

/** What was written into files of the package: by the build, and into OCR's scripts by those who made them. */
function bundled() {
  const ours = readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js.map'))
    .map((file) => join(ROOT, 'dist', file));
  const theirs = Object.values(OCR_ASSETS)
    .map((file) => `${file}.map`)
    .filter((file) => existsSync(file));
  const sources = [...ours, ...theirs].flatMap((map) => JSON.parse(readFileSync(map, 'utf8')).sources);
  return [...sources, ...Object.values(OCR_ASSETS)].map(packageOf).filter(Boolean);
}

/** Where Node finds a dependency of the package at `place`. */
function placeOf(packages, name, place) {
  for (let folder = place; ; folder = dirname(dirname(folder.replace(/\/@[^/]+$/, '')))) {
    const candidate = join(folder === '.' ? '' : folder, 'node_modules', name);
    if (packages[candidate]) return candidate;
    if (folder === '' || folder === '.') return null;
  }
}

/** What npm installs beside the package, with all that it needs in turn. */
function installed(packages) {
  const found = new Set();
  const visit = (place) => {
    for (const name of Object.keys(packages[place].dependencies ?? {})) {
      const next = placeOf(packages, name, place);
      if (next === null || found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit('');
  return [...found];
}

function component(place, { version, license, integrity }) {
  const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    purl,
    ...(license && { licenses: [/\s/.test(license) ? { expression: license } : { license: { id: license } }] }),
    ...(integrity && { hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex') }] }),
  };
}

/** The folders of the packages that ship, as the lock file names them. Needs a built package. */
export function shippedPlaces() {
  const { packages } = readLock();
  return [...new Set([...installed(packages), ...bundled()])].sort();
}

const readLock = () => JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));

/** The whole list. Needs a built package. */
export function billOfMaterials() {
  const { name, version, license } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const { packages } = readLock();
  const places = shippedPlaces();
  const missing = places.filter((place) => !packages[place]);
  if (missing.length > 0) throw new Error(`package-lock.json doesn't know ${missing.join(', ')}.`);
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { type: 'library', name, version, purl: `pkg:npm/${name}@${version}`, licenses: [{ license: { id: license } }] } },
    components: places.map((place) => component(place, packages[place])),
  };
}

if (import.meta.url === pathToFileURL(resolve(process.argv[1] ?? '')).href) console.log(JSON.stringify(billOfMaterials(), null, 2));
