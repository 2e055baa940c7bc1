import type { AttackWindow } from './attack-window.js';

/** What somebody, or the browser, moves over a page that stands still, until it is told to stop. */
export const AGENT_DECOYS = {
  pointer: async ({ stage }: AttackWindow, goesOn: () => boolean): Promise<void> => {
    for (let n = 0; goesOn(); n++) await stage.xdotool('mousemove', `${480 + (n % 2) * 9}`, '400', 'sleep', '0.035', 'mousemove', `${484 - (n % 2) * 7}`, '403', 'sleep', '0.035');
  },
  // Four places in turn, so that each of many squares changes again and again.
  'pointer all over': async ({ stage }: AttackWindow, goesOn: () => boolean): Promise<void> => {
    const places = [300, 400, 500, 600].flatMap((x) => ['mousemove', `${x}`, `${360 + (x % 200)}`, 'sleep', '0.062']);
    while (goesOn()) await stage.xdotool(...places);
  },
  'find bar opened and closed': async ({ stage }: AttackWindow, goesOn: () => boolean): Promise<void> => {
    while (goesOn()) await stage.xdotool('key', 'ctrl+f', 'sleep', '0.15', 'key', 'Escape', 'sleep', '0.15');
  },
  'find bar': async ({ stage }: AttackWindow, goesOn: () => boolean): Promise<void> => {
    await stage.keys('ctrl+f');
    while (goesOn()) await stage.xdotool('type', '--delay', '70', 'abcdefgh');
    await stage.keys('Escape');
  },
} as const;

export type AgentDecoy = keyof typeof AGENT_DECOYS;
