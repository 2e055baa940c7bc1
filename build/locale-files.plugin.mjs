import { readFile } from 'node:fs/promises';
import { generateMsgId } from '@lit/localize/internal/id-generation.js';
import { transform } from 'esbuild';

/**
 * In the built language files, text ids replace the English texts, which makes the
 * files a fifth smaller.
 */
export function localeFiles() {
  return {
    name: 'locale-files',
    async load(id) {
      if (!/[\\/]src[\\/]locales[\\/][a-z]{2}\.ts$/.test(id)) return null;
      const texts = await localeTexts(id);
      const byId = Object.fromEntries(Object.entries(texts).map(([english, text]) => [generateMsgId(english.split(/\{\d+\}/), false), text]));
      return { code: `export const texts = ${JSON.stringify(byId)};`, map: null };
    },
  };
}

/** The texts in a language's source file. */
export async function localeTexts(file) {
  const { code } = await transform(await readFile(file, 'utf8'), { loader: 'ts', format: 'esm' });
  const { texts } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return texts;
}
