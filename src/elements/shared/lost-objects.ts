import type { LitElement } from 'lit';

/** The attribute text that results from an object, a list or a function. */
const OBJECT_AS_TEXT = /^\[object .*\]$|=>|^(async )?function\b/;

/** These attributes are checked where the session is created. */
const JUDGED_ELSEWHERE = ['settings', 'sessionId'];

/**
 * Finds objects that were meant for the element's properties but never arrived.
 * Either a template wrote them into an attribute as text, or React hydrated a
 * server-rendered element, which doesn't set properties.
 *
 * @returns Each attribute, as the page's developer wrote it, with what to do.
 * @see https://react.dev/reference/react-dom/components#custom-html-elements
 */
export function lostObjects(element: LitElement): [attribute: string, message: string][] {
  const lost: [string, string][] = [];
  const values = element as unknown as Record<string, unknown>;
  const given = reactProps(element);
  for (const key of (element.constructor as typeof LitElement).elementProperties.keys()) {
    const name = String(key);
    if ((values[name] ?? null) !== null && typeof values[name] !== 'string') continue;
    const attribute = element.getAttributeNames().find((each) => each.replaceAll('-', '').toLowerCase() === name.toLowerCase());
    if (attribute !== undefined && !JUDGED_ELSEWHERE.includes(name) && OBJECT_AS_TEXT.test(element.getAttribute(attribute) ?? '')) {
      lost.push([attribute, `holds an object as text. Set the property ${name} instead.`]);
    } else if (given[name] instanceof Object) lost.push([name, `never arrived. React sets no properties on an element that a server wrote, and React 18 none at all. Set ${name} in a ref.`]);
  }
  return lost;
}

/** The props that a component has passed to an element, where React keeps them. */
function reactProps(element: LitElement): Record<string, unknown> {
  const key = Object.keys(element).find((name) => name.startsWith('__reactProps$'));
  return key === undefined ? {} : (element as unknown as Record<string, Record<string, unknown>>)[key] ?? {};
}
