import { sendKeys, sendMouse } from '@web/test-runner-commands';

/** A key of a real user, after which the browser lets a page open its picker for a few seconds. */
export async function gesture(): Promise<void> {
  await sendKeys({ press: 'F9' });
}

/** A click of a real user into the middle of an element. */
export async function click(element: Element): Promise<void> {
  element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  const { left, top, width, height } = element.getBoundingClientRect();
  await sendMouse({ type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
}

/** Keys of a real user, one after the other; `Shift+Tab` is one too. */
export async function press(...keys: string[]): Promise<void> {
  for (const key of keys) {
    const [last = key, ...held] = key.split(/(?<=.)\+/).reverse();
    for (const modifier of held) await sendKeys({ down: modifier });
    await sendKeys({ press: last });
    for (const modifier of held) await sendKeys({ up: modifier });
  }
}
