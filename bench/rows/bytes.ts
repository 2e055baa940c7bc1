import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { OCR_ASSETS } from '../../build/ocr-assets.mjs';
import { gzipped } from '../../test/package/sizes.mjs';
import type { Measured } from '../figure.js';
import { installPeers, PEERS_FOLDER } from '../peers.js';
import type { Row } from '../row.js';

type File = 'agent' | 'visitor' | 'admin';

/** What each peer can do of what the files do. */
const PEERS = {
  'livekit-client': 'livekit-client publishes and plays a screen through its own server; it has no user interface, no policy, no guard.',
  peerjs: 'peerjs makes peer-to-peer connections through its own server; capturing, the user interface and everything else is left to the page.',
  '@vonage/screen-share': '@vonage/screen-share is a button for a session of Vonage\'s; the client that does the work comes apart from it, from Vonage, and is not in the figure.',
} as const;
type Peer = keyof typeof PEERS;

const COMPARED: readonly (readonly [File, Peer])[] = [
  ['agent', 'livekit-client'],
  ['agent', 'peerjs'],
  ['agent', '@vonage/screen-share'],
  ['visitor', 'livekit-client'],
  ['visitor', 'peerjs'],
];

const WHEN_BEHIND: Partial<Record<Peer, string>> = {
  peerjs: 'A bare connection is the smaller part of it: the elements, the settings, the Socket.IO client and, for the agent, the guard come on top. [What a page loads](sizes.md) lists them. An application that brings its own Lit and bundler loads less.',
  '@vonage/screen-share': 'The figure of the peer is without the client that it needs.',
};

/** Everything that a package exports, bundled and minified for a page. */
async function bytesOfPackage(name: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: `import * as all from '${name}'; globalThis.all = all;`, resolveDir: PEERS_FOLDER },
    bundle: true, minify: true, format: 'esm', platform: 'browser', target: 'es2022', write: false, logLevel: 'error',
  });
  return gzipped(outputFiles[0]?.text ?? '');
}

const kilobytesOf = (file: string): number => gzipped(readFileSync(file)) / 1_000;

/** What a page loads of OCR: of the builds of the core, the one that suits its browser. */
function ocr(): Measured {
  const loaded = Object.entries(OCR_ASSETS).filter(([path]) => !/LICENSE|relaxed/.test(path));
  const sum = (files: readonly string[]): number => files.reduce((all, file) => all + kilobytesOf(file), 0);
  return {
    name: 'OCR, only once a bar can\'t be read exactly', unit: 'kB gzipped', better: 'lower', peerName: 'tesseract.js by itself, at once',
    ours: [sum(loaded.map(([path]) => `dist/ocr/${path}`))], peer: [sum(loaded.map(([, file]) => file))],
  };
}

export const bytes: Row = {
  name: 'bytes',
  title: 'What a page loads',
  about: 'The files for pages without a bundler, with everything in them, against packages that do a part of it, bundled and minified whole.',
  async measure({ short, say }) {
    const common = { unit: 'kB gzipped', better: 'lower' } as const;
    if (short) return [ocr(), { ...common, name: 'dist/cdn', peerName: 'other packages', why: 'the short form installs nothing.' }];
    await installPeers(say);
    const measured: Measured[] = [];
    for (const [file, peer] of COMPARED) {
      const whenBehind = WHEN_BEHIND[peer];
      measured.push({
        ...common, name: `dist/cdn/${file}.js`, peerName: peer, note: PEERS[peer], ...(whenBehind && { whenBehind }),
        ours: [kilobytesOf(`dist/cdn/${file}.js`)], peer: [(await bytesOfPackage(peer)) / 1_000],
      });
    }
    return [
      ...measured,
      { ...common, name: 'dist/cdn/agent.js', peerName: 'cobrowse-agent-sdk', why: 'cobrowse-agent-sdk names no licence in its package, so that it may not simply be installed and run.' },
      { ...common, name: 'dist/cdn/admin.js', peerName: 'none', why: `none of the others has a panel for administrators; ours is ${kilobytesOf('dist/cdn/admin.js').toFixed(1)} kB.` },
      ocr(),
    ];
  },
};
