/**
 * Registers an element under its tag. A tag that is taken stays as it is, so
 * that a second import, or a second version on one page, does no harm; where
 * there is no registry, as on a server, nothing happens.
 */
export function defineElement(tag: string, element: CustomElementConstructor): void {
  const registry = (globalThis as { customElements?: CustomElementRegistry }).customElements;
  if (registry && !registry.get(tag)) registry.define(tag, element);
}
