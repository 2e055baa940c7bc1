import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A block of code between two fences. */
export interface CodeBlock {
  /** Where it stands, as `docs/server.md:12`. */
  readonly place: string;
  /** The first word after the fence: `ts`, `html`, `sh`… */
  readonly language: string;
  /** What follows the language, such as `live`. */
  readonly info: string;
  readonly code: string;
}

const FENCED = /^(?<indent> *)```(?<language>\S*)(?<info>.*)\n(?<code>[^]*?)^\k<indent>```$/gm;

/** What people read and somebody wrote: not what is generated from the sources. */
export function documents(): string[] {
  const inside = ['docs', 'demo'].flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)));
  return ['README.md', ...inside].filter((path) => path.endsWith('.md') && !/node_modules|\.vitepress|^docs.reference/.test(path)).sort();
}

export const textOf = (document: string): string => readFileSync(join(ROOT, document), 'utf8').replaceAll('\r\n', '\n');

/** The code of one document, in order. */
export function codeBlocksOf(document: string): CodeBlock[] {
  const text = textOf(document);
  return [...text.matchAll(FENCED)].map((match) => {
    const { indent = '', language = '', info = '', code = '' } = match.groups ?? {};
    const line = text.slice(0, match.index).split('\n').length;
    const unindented = code.split('\n').map((each) => (each.startsWith(indent) ? each.slice(indent.length) : each));
    return { place: `${document}:${line}`, language, info: info.trim(), code: unindented.join('\n') };
  });
}

export const allCodeBlocks = (): CodeBlock[] => documents().flatMap(codeBlocksOf);
