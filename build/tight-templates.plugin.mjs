import MagicString from 'magic-string';

const ELEMENTS = /[\\/]src[\\/]elements[\\/].*\.ts$/;

/** A style sheet, without what only people need: comments, lines, indentation. Strings have none of what is left out. */
const tightStyles = (styles) =>
  styles
    .replace(/\/\*[^*]*\*\//g, '')
    .replace(/\n\s*/g, ' ')
    .replace(/([{};,]) /g, '$1')
    .replace(/([\w-]): /g, '$1:')
    .replace(/ \{/g, '{');

/** Minifiers leave the text of templates alone; the elements' styles and markup are indented for those who read the sources. */
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
