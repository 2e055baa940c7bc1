/** How many URLs a second a check gets through, over some time and at least once. */
export function checksPerSecond(check: (url: string) => unknown, urls: readonly string[], seconds: number): number {
  const began = performance.now();
  let count = 0;
  do check(urls[count++ % urls.length] ?? '');
  while (performance.now() - began < seconds * 1_000);
  return (count * 1_000) / (performance.now() - began);
}
