import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** SPDX's text of a licence. */
const standardText = (id) => require(`spdx-license-list/licenses/${id}`).licenseText;

/**
 * Libraries that tesseract.js-core's build scripts compile into its WebAssembly.
 * The npm package contains only Tesseract's own licence.
 */
const C_LIBRARIES = [
  { name: 'Leptonica', license: 'BSD-2-Clause', copyright: 'Copyright (C) 2001-2020 Leptonica' },
  { name: 'libjpeg', license: 'IJG' },
  { name: 'libpng', license: 'libpng-2.0' },
  { name: 'libtiff', license: 'libtiff' },
  { name: 'libwebp', license: 'BSD-3-Clause', copyright: 'Copyright (c) 2010 Google Inc.' },
  { name: 'giflib', license: 'MIT', copyright: 'Copyright (c) 1997 Eric S. Raymond' },
  { name: 'zlib', license: 'Zlib', copyright: 'Copyright (C) 1995-2022 Jean-loup Gailly and Mark Adler' },
];

const RULE = `\n\n${'-'.repeat(78)}\n\n`;

/** A licence's standard text, with the copyright holder filled in. */
function standardNotice(license, copyright) {
  const text = standardText(license).trim();
  if (copyright === undefined) return text;
  const filled = text.replace(/^Copyright \(c\) <year> <[^>]+>\.?/m, copyright);
  return filled === text ? `${copyright}\n\n${text}` : filled;
}

function packageNotice({ name, version, license, licenseText, noticeText, author }) {
  // Some packages name their licence but don't include its text.
  const text = licenseText ?? standardNotice(license, `Copyright (c) ${author?.name ?? `the authors of ${name}`}`);
  return [`${name} ${version} (${license})`, text.trim(), noticeText?.trim()].filter(Boolean).join('\n\n');
}

const libraryNotice = ({ name, license, copyright }) => `${name} (${license}), compiled into tesseract.js-core\n\n${standardNotice(license, copyright)}`;

/**
 * The notices as one text, with a section for each package.
 *
 * @param {import('rollup-plugin-license').Dependency[]} packages
 */
export function noticesText(packages) {
  const sorted = packages.toSorted((one, other) => (`${one.name} ${one.version}` < `${other.name} ${other.version}` ? -1 : 1));
  const libraries = sorted.some(({ name }) => name === 'tesseract.js-core') ? C_LIBRARIES : [];
  const head =
    'Third-party notices\n\nThe files of this package contain code of the packages below. Each section has the name\nof a package, its version and its licence.';
  return `${[head, ...sorted.map(packageNotice), ...libraries.map(libraryNotice)].join(RULE)}\n`;
}
