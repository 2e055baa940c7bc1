/** Resolves once `condition` holds. Looked at with every frame; the test's own time limit ends the wait. */
export async function until<T>(condition: () => T | null | undefined | false): Promise<T> {
  for (;;) {
    const value = condition();
    if (value !== null && value !== undefined && value !== false) return value;
    await new Promise(requestAnimationFrame);
  }
}

/** The next event of this name. */
export function next<E extends Event>(target: EventTarget, type: string): Promise<E> {
  return new Promise((resolve) => target.addEventListener(type, (event) => resolve(event as E), { once: true }));
}
