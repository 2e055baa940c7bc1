/**
 * A block that begins with ```html live is shown, and runs above its code: in a
 * frame of its own, on the built elements.
 */

/** Where pages find the package's files, and where the site has them. */
const FILES = /\/node_modules\/glance-screenshare\/dist\/cdn\//g;

/** What the frame has besides the example: room, and the reader's own font. */
const LOOKS = '<style>body { margin: 0; padding: 1rem; font: 1rem/1.5 system-ui } glance-share-view { margin-block-start: 1rem }</style>';

/** The page in the frame. */
export function livePage(code, base) {
  const local = code.replace(FILES, `${base}cdn/`).replace(/(settings=")\/(screenshare\/)/g, `$1${base}$2`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Live example</title>${LOOKS}<body>${local}</body></html>`;
}

/** A plugin of markdown-it. */
export function liveExamples(markdown, { base }) {
  const { fence } = markdown.renderer.rules;
  markdown.renderer.rules.fence = (tokens, index, ...rest) => {
    const token = tokens[index];
    const [language, live] = token.info.trim().split(/\s+/);
    const shown = fence(tokens, index, ...rest);
    if (language !== 'html' || live !== 'live') return shown;
    const page = markdown.utils.escapeHtml(livePage(token.content, base));
    return `<iframe class="live-example" title="The code below, running" allow="display-capture; fullscreen; picture-in-picture" srcdoc="${page}"></iframe>${shown}`;
  };
}
