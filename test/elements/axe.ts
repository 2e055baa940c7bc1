import { expect } from '@open-wc/testing';
import axe from 'axe-core';

/** No violation of WCAG 2.2 AA, nor of axe's best practices for what is on show now. */
export async function expectAccessible(element: Element): Promise<void> {
  // A transition half way has colours that nobody keeps seeing.
  await Promise.all(document.getAnimations().map((animation) => (animation.effect?.getComputedTiming().endTime === Infinity ? null : animation.finished)));
  const { violations } = await axe.run(element, { resultTypes: ['violations'] });
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).join('; ')})`);
  expect(found, element.localName).to.deep.equal([]);
}
