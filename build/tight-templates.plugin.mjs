import MagicString from 'magic-string';

const ELEMENTS = /[\\/]src[\\/]elements[\\/].*\.ts$/;

/** A style sheet without comments, line breaks and indentation. Its strings don't contain any of these. */
const tightStyles = (styles) =>
  styles
    .replace(/\/\*[^*]*\*\//g, '')
    .replace(/\n\s*/g, ' ')
    .replace(/([{};,]) /g, '$1')
    .replace(/([\w-]): /g, '$1:')
    .replace(/ \{/g, '{');

/** Removes the formatting of the elements' styles and markup, which minifiers leave in templates. */
export function tightTemplates() {
  return {
    name: 'tight-templates',
    transform(code, id) {
      if (!ELEMENTS.test(id)) return null;
      const magic = new MagicString(code);
      magic.replace(/css`[^`]*`|\n[ \t]+/g, (found) => (found.startsWith('css`') ? tightStyles(found) : '\n'));
      return magic.hasChanged() ? { code: magic.toString(), map: magic.generateMap({ hires: true, source: id }) } : null;
    },
  };
}
