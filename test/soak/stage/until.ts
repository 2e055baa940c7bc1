/** Resolves once `holds`; rejects when it doesn't within `withinMs`, naming what was waited for. */
export async function until(holds: () => boolean | Promise<boolean>, what: string | (() => string | Promise<string>), withinMs = 30_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited ${withinMs / 1_000} s in vain: ${typeof what === 'string' ? what : await what()}.`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
