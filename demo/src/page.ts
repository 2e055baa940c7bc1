/** The element of this page that must be there. */
export function find<E extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): E {
  const element = root.querySelector<E>(selector);
  if (element === null) throw new Error(`This page lacks ${selector}.`);
  return element;
}

/** What the server wrote on the body: the session, the token, the name. */
export function given(name: string): string {
  const value = document.body.dataset[name];
  if (value === undefined) throw new Error(`This page lacks data-${name}.`);
  return value;
}

/** An element with text in it; never HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ''): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.textContent = text;
  return element;
}
