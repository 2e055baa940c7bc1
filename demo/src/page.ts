/** Finds an element of this page; throws if it's missing. */
export function find<E extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): E {
  const element = root.querySelector<E>(selector);
  if (element === null) throw new Error(`This page lacks ${selector}.`);
  return element;
}

/** A value that the server wrote to the body: the session, the token or the name. */
export function given(name: string): string {
  const value = document.body.dataset[name];
  if (value === undefined) throw new Error(`This page lacks data-${name}.`);
  return value;
}

/** Creates an element with text, never HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ''): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.textContent = text;
  return element;
}
