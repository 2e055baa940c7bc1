import type { AgentSession, GlanceSharePanel } from '../../../src/index.js';
import { until } from '../../harness/until.js';
import { newCobrowse, partOf, put, untilPlaying } from './sessions.js';
import type { State } from './state.js';

interface Shown {
  readonly panel: GlanceSharePanel;
  readonly agent: AgentSession;
}

async function opened(place: HTMLElement, properties: Partial<GlanceSharePanel> = {}): Promise<Shown> {
  const cobrowse = newCobrowse();
  const agent = cobrowse.agent();
  const panel = await put(place, 'glance-share-panel', { session: cobrowse.visitor(), ...properties });
  await until(() => agent.settings);
  await agent.start();
  await until(() => panel.state !== 'closed');
  await panel.updateComplete;
  return { panel, agent };
}

async function viewing(place: HTMLElement): Promise<Shown> {
  const shown = await opened(place);
  const view = await partOf(shown.panel, 'glance-share-view');
  await until(() => view.getAttribute('state') === 'viewing');
  await untilPlaying(await partOf<HTMLVideoElement>(view, 'video'));
  await shown.panel.updateComplete;
  return shown;
}

const PAGE = { width: 760, height: 560 } as const;

export const PANEL_STATES: readonly State[] = [
  { name: 'panel-asking', show: (place) => opened(place, { ask: true }), ...PAGE, also: ['forced-colours', 'large-text', 'arabic', 'themes'] },
  { name: 'panel-open', show: viewing, ...PAGE, also: ['forced-colours', 'large-text', 'arabic', 'themes'] },
  { name: 'panel-focus', show: viewing, ...PAGE, keys: ['Tab'], also: ['forced-colours'] },
  {
    name: 'panel-away',
    show: async (place) => {
      const { panel } = await viewing(place);
      panel.putAway();
      await panel.updateComplete;
    },
    width: 480,
    height: 160,
    also: ['forced-colours', 'arabic', 'themes'],
  },
  {
    name: 'panel-ended',
    show: async (place) => {
      const { panel, agent } = await viewing(place);
      agent.stop();
      const view = await partOf(panel, 'glance-share-view');
      await until(() => view.getAttribute('state') === 'ended');
      await panel.updateComplete;
    },
    ...PAGE,
  },
  {
    name: 'panel-large',
    show: async (place) => {
      const { panel } = await viewing(place);
      (await partOf(panel, '[part=size]')).click();
      await panel.updateComplete;
    },
    ...PAGE,
  },
  { name: 'panel-sheet', show: viewing, width: 360, height: 640, also: ['arabic'] },
  { name: 'panel-sheet-asking', show: (place) => opened(place, { ask: true }), width: 280, height: 560 },
];
