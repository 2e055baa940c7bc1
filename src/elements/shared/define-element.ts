/**
 * Registers an element under its tag. A tag that is taken stays as it is, so
 * that a second version on one page does no harm, and the developer is told;
 * where there is no registry, as on a server, nothing happens.
 */
export function defineElement(tag: string, element: CustomElementConstructor): void {
  const registry = (globalThis as { customElements?: CustomElementRegistry }).customElements;
  const taken = registry?.get(tag);
  if (!taken) registry?.define(tag, element);
  else if (taken !== element) console.warn(`<${tag}> is already defined, and stays as it is. Load glance-screenshare only once: this is another copy or version of it.`);
}
