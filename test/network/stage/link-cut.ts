import type { Cut } from './namespaces.js';
import type { Seat } from './network-stage.js';
import { pictureOf, sees, entered } from './sharing.js';

/** For how long the link is cut, in milliseconds. */
const CUT_MS = 10_000;

export interface CutReport {
  readonly whose: 'agent' | 'visitor';
  readonly how: Cut;
  /** Milliseconds from the cut until the visitor is told. */
  readonly told: number;
  /** Milliseconds from the network's return until the visitor sees a new frame. */
  readonly back: number;
}

/** Who loses the network, and how: all four, in turn. */
export const CUTS = [
  { whose: 'visitor', how: 'unplugged' },
  { whose: 'agent', how: 'dark' },
  { whose: 'visitor', how: 'dark' },
  { whose: 'agent', how: 'unplugged' },
] as const;

/** Cuts one side's link for 10 s during a share, and waits until the picture is back. Nobody clicks. */
export async function cutLink({ agent, visitor }: { agent: Seat; visitor: Seat }, { whose, how }: (typeof CUTS)[number]): Promise<CutReport> {
  const { host } = whose === 'agent' ? agent : visitor;
  const began = Date.now();
  await host.cut(how);
  const told = await entered(visitor.page, 'connecting', began);
  await visitor.page.evaluate((until) => new Promise((resolve) => setTimeout(resolve, until - Date.now())), began + CUT_MS);
  await host.join();
  const returned = Date.now();
  await sees(visitor.page, returned);
  const { frames } = await pictureOf(visitor.page);
  return { whose, how, told: told - began, back: frames.find((at) => at > returned)! - returned };
}
