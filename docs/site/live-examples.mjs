/**
 * A block that begins with ```html live is shown, and runs above its code: in a
 * frame of its own, on the built elements.
 */

/** Where pages find the package's files, and where the site has them. */
const FILES = /\/node_modules\/glance-screenshare\/dist\/cdn\//g;

/** What the frame has besides the example: room, the reader's own font, light or dark as the site is. */
const LOOKS =
  '<style>:root { color-scheme: light dark } body { margin: 0; padding: 1rem; font: 1rem/1.5 system-ui } glance-share-view { margin-block-start: 1rem }</style>';

/** The frame is as high as what is in it, with room for a menu; what is higher still scrolls. */
const HEIGHT = `<script>new ResizeObserver(([{ target }]) => { frameElement.style.blockSize = Math.min(512, Math.max(192, target.offsetHeight)) + 'px' }).observe(document.body)</script>`;

/** Light or dark as the site is, also when a reader changes that. */
const SCHEME = `<script>{
  const site = parent.document.documentElement;
  const follow = () => { document.documentElement.style.colorScheme = site.classList.contains('dark') ? 'dark' : 'light' };
  new MutationObserver(follow).observe(site, { attributeFilter: ['class'] });
  follow();
}</script>`;

/** The page in the frame. */
export function livePage(code, base) {
  const local = code.replace(FILES, `${base}cdn/`).replace(/(settings=")\/(screenshare\/)/g, `$1${base}$2`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Live example</title>${LOOKS}<body>${local}${HEIGHT}${SCHEME}</body></html>`;
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
