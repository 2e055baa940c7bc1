import type { AgentSession, GlanceShareView } from '../../../src/index.js';
import { until } from '../../harness/until.js';
import { newCobrowse, partOf, pretend, put, untilPlaying, type Cobrowse } from './sessions.js';
import type { State } from './state.js';

interface Shown {
  readonly view: GlanceShareView;
  readonly agent: AgentSession;
  readonly cobrowse: Cobrowse;
}

async function waiting(place: HTMLElement): Promise<Shown> {
  const cobrowse = newCobrowse();
  const view = await put(place, 'glance-share-view', { session: cobrowse.visitor() });
  return { view, agent: cobrowse.agent(), cobrowse };
}

async function viewing(place: HTMLElement): Promise<Shown> {
  const shown = await waiting(place);
  await until(() => shown.agent.settings);
  await shown.agent.start();
  await until(() => shown.view.state === 'viewing');
  await untilPlaying(await partOf<HTMLVideoElement>(shown.view, 'video'));
  await until(() => shown.view.shadowRoot?.querySelector('.picture')?.clientWidth);
  await shown.view.updateComplete;
  return shown;
}

async function changed(place: HTMLElement, change: (shown: Shown) => void, state: GlanceShareView['state']): Promise<void> {
  const shown = await viewing(place);
  change(shown);
  await until(() => shown.view.state === state);
  await shown.view.updateComplete;
}

async function pressed(place: HTMLElement, selector: string): Promise<void> {
  const { view } = await viewing(place);
  (await partOf(view, selector)).click();
  await view.updateComplete;
}

export const VIEW_STATES: readonly State[] = [
  { name: 'view-waiting', show: waiting, also: ['forced-colours', 'large-text', 'arabic', 'themes'] },
  { name: 'view-no-session', show: (place) => put(place, 'glance-share-view', {}) },
  {
    name: 'view-connecting',
    show: async (place) => {
      const { view, agent, cobrowse } = await waiting(place);
      await until(() => agent.settings);
      cobrowse.dropSignals();
      await agent.start();
      await until(() => view.state === 'connecting');
      await view.updateComplete;
    },
    also: ['forced-colours'],
  },
  { name: 'view-viewing', show: viewing, width: 640, also: ['forced-colours', 'large-text', 'arabic', 'themes'] },
  { name: 'view-focus', show: viewing, width: 640, keys: ['Tab'], also: ['forced-colours'] },
  { name: 'view-tool-focus', show: viewing, width: 640, keys: ['Tab', 'Tab', 'ArrowRight'], also: ['forced-colours'] },
  { name: 'view-zoomed', show: viewing, width: 640, keys: ['Tab', '1'] },
  { name: 'view-narrow', show: viewing, width: 280 },
  { name: 'view-paused', show: (place) => changed(place, ({ agent }) => agent.pause(), 'paused'), width: 640, also: ['forced-colours', 'arabic', 'themes'] },
  { name: 'view-frozen', show: (place) => pressed(place, '[part~=freeze], [aria-label="Freeze the picture for me"]'), width: 640, also: ['forced-colours'] },
  {
    name: 'view-reconnecting',
    show: async (place) => {
      const { view } = await viewing(place);
      pretend(view.session!, { state: 'connecting', reconnecting: true });
      await partOf(view, '.badge');
      await view.updateComplete;
    },
    width: 640,
  },
  { name: 'view-ended', show: (place) => changed(place, ({ agent }) => agent.stop(), 'ended'), width: 640, also: ['forced-colours', 'arabic', 'themes'] },
  {
    name: 'view-click-to-view',
    show: async (place) => {
      const { view, agent } = await waiting(place);
      const video = await partOf<HTMLVideoElement>(view, 'video');
      video.play = () => Promise.reject(new DOMException('', 'NotAllowedError'));
      await until(() => agent.settings);
      await agent.start();
      await partOf(view, '[part=play]');
      video.pause();
      await partOf(view, '[part=play]');
    },
    width: 640,
    also: ['forced-colours'],
  },
];
