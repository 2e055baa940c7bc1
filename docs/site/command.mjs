// `npm run docs`: builds the documentation's site and serves it; with --build it only builds.
import { parseArgs } from 'node:util';
import { buildSite, SITE } from './build.mjs';
import { serveSite } from './serve.mjs';

const { values } = parseArgs({ options: { build: { type: 'boolean' }, port: { type: 'string', default: '8700' } } });
await buildSite();
if (values.build) console.log(`The site is in ${SITE}.`);
else console.log(`The documentation: ${(await serveSite({ port: Number(values.port) })).url}`);
