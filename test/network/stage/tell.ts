import { test } from '@playwright/test';

/** Prints a figure. It is told, not judged: the machine may be busy with something else. The long runs of `npm run soak` judge. */
export function tell(figure: string): void {
  test.info().annotations.push({ type: 'figure', description: figure });
  console.log(`    ${figure}`);
}
