/**
 * Registers an element under its tag. If the tag is taken, its definition doesn't
 * change and the developer gets a warning, so that two versions can be on one page.
 * Does nothing without a registry, as on a server.
 */
export function defineElement(tag: string, element: CustomElementConstructor): void {
  const registry = (globalThis as { customElements?: CustomElementRegistry }).customElements;
  const taken = registry?.get(tag);
  if (!taken) registry?.define(tag, element);
  else if (taken !== element) console.warn(`<${tag}> is already defined, and stays as it is. Load glance-screenshare only once: this is another copy or version of it.`);
}
