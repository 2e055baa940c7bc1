import { defaultTreeAdapter, parse, parseFragment, type DefaultTreeAdapterTypes, type ParserError } from 'parse5';

/** What a piece of HTML has of what can be checked. */
export interface HtmlReading {
  readonly errors: readonly string[];
  /** Elements of ours, with the attributes that are theirs alone. */
  readonly elements: readonly { readonly tag: string; readonly attributes: readonly string[] }[];
  /** The package's own files that it loads, such as `dist/cdn/agent.js`. */
  readonly files: readonly string[];
  /** Scripts written inside it. */
  readonly scripts: readonly string[];
}

/** Attributes that any element may have. */
const ANYBODYS = /^(?:id|class|slot|hidden|lang|dir|title|style|part|tabindex|inert|(?:aria|data)-[\w-]+)$/;

/** Elements without an end, and those that a page may leave out. */
const ENDLESS = new Set(['area', 'base', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr', 'html', 'head', 'body']);

type Element = DefaultTreeAdapterTypes.Element;

function elementsIn(node: DefaultTreeAdapterTypes.Node): Element[] {
  const below = 'childNodes' in node ? node.childNodes : [];
  const inTemplate = 'content' in node ? elementsIn(node.content) : [];
  return [...(defaultTreeAdapter.isElementNode(node) ? [node] : []), ...inTemplate, ...below.flatMap(elementsIn)];
}

const attribute = (element: Element, name: string): string => element.attrs.find((each) => each.name === name)?.value ?? '';

function scriptOf(element: Element): string[] {
  if (element.tagName !== 'script' || attribute(element, 'src') || !['', 'module', 'text/javascript'].includes(attribute(element, 'type'))) return [];
  return [element.childNodes.map((node) => (defaultTreeAdapter.isTextNode(node) ? node.value : '')).join('')];
}

/** Reads a page, or a piece of one. */
export function readHtml(code: string): HtmlReading {
  const errors: string[] = [];
  const onParseError = ({ code: error, startLine }: ParserError): void => void errors.push(`${error} in line ${startLine}`);
  const tree = /^\s*<!doctype/i.test(code) ? parse(code, { onParseError, sourceCodeLocationInfo: true }) : parseFragment(code, { onParseError, sourceCodeLocationInfo: true });
  const all = elementsIn(tree);
  const unclosed = all.filter(({ tagName, sourceCodeLocation }) => !ENDLESS.has(tagName) && !sourceCodeLocation?.endTag).map(({ tagName }) => `<${tagName}> is never closed`);
  return {
    errors: [...errors, ...unclosed],
    elements: all.filter(({ tagName }) => tagName.startsWith('glance-')).map(({ tagName, attrs }) => ({ tag: tagName, attributes: attrs.map(({ name }) => name).filter((name) => !ANYBODYS.test(name)) })),
    files: all.flatMap((element) => /\b(dist\/\S+)/.exec(attribute(element, element.tagName === 'link' ? 'href' : 'src'))?.[1] ?? []),
    scripts: all.flatMap(scriptOf),
  };
}
