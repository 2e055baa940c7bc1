/** Reports an error that no caller handles: like an uncaught one in a page, and in the console elsewhere (Node, jsdom). */
export function tellError(error: unknown): void {
  if (typeof reportError === 'function') reportError(error);
  else console.warn(error);
}
