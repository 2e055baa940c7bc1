import { SCREEN_SHARE_ERROR_CODES, ScreenShareError, type AgentSession, type GlanceScreenshareButton } from '../../../src/index.js';
import { until } from '../../harness/until.js';
import { BOOKMARKS, newCobrowse, partOf, pretend, put, SETTINGS, untilPlaying, type Cobrowse } from './sessions.js';
import type { State } from './state.js';

type Settings = NonNullable<Parameters<Cobrowse['agent']>[0]>['settings'];

const never: Settings = { load: () => new Promise(() => undefined) };
const unavailable: Settings = { load: () => Promise.reject(new ScreenShareError('settings-unavailable')) };
const TAKEN: Settings = { ...SETTINGS, surfaces: ['window'], allowedSites: ['https://www.example.com/guides/*'], bookmarks: BOOKMARKS };

interface Shown {
  readonly button: GlanceScreenshareButton;
  readonly session: AgentSession;
  readonly cobrowse: Cobrowse;
}

async function idle(place: HTMLElement, settings: Settings = SETTINGS, cobrowseVersion = '5.4'): Promise<Shown> {
  const cobrowse = newCobrowse();
  const session = cobrowse.agent({ ...(settings && { settings }) });
  const button = await put(place, 'glance-screenshare-button', { session, cobrowseVersion });
  await partOf(button, '#main');
  return { button, session, cobrowse };
}

async function open(place: HTMLElement, settings: Settings = SETTINGS): Promise<Shown> {
  const shown = await idle(place, settings);
  await until(() => shown.session.settings);
  return shown;
}

async function sharing(place: HTMLElement, visitors = 1): Promise<Shown> {
  const shown = await open(place);
  for (let index = 0; index < visitors; index++) shown.cobrowse.visitor();
  await shown.session.start();
  await untilPlaying(await partOf<HTMLVideoElement>(shown.button, '.preview video'));
  await until(() => shown.session.viewers === visitors);
  await shown.button.updateComplete;
  return shown;
}

async function held(place: HTMLElement, values: Readonly<Record<string, unknown>>): Promise<void> {
  const { button, session } = await sharing(place);
  pretend(session, values);
  await button.updateComplete;
}

async function failed(place: HTMLElement, error: ScreenShareError): Promise<void> {
  const { button, session } = await open(place);
  session.start = () => {
    pretend(session, { error }, 'error');
    return Promise.reject(error);
  };
  button.start();
  await partOf(button, 'dialog[open], [part=notice]:not(.empty)');
}

async function menu(place: HTMLElement, settings: Settings): Promise<void> {
  const { button } = await open(place, settings);
  (await until(() => button.shadowRoot?.querySelector<HTMLElement>('#main[aria-haspopup]'))).click();
  await partOf(button, '[role=menu]:popover-open');
}

/** The remedy differs where it doesn't know the case: the dialogs of the commonest, in all the ways. */
const OFTEN = new Set<string>(['site-not-allowed', 'surface-not-allowed']);

export const BUTTON_STATES: readonly State[] = [
  { name: 'button-idle', show: (place) => open(place), width: 260, also: ['forced-colours', 'large-text', 'arabic', 'themes'] },
  { name: 'button-focus', show: (place) => open(place), width: 260, keys: ['Tab'], also: ['forced-colours'] },
  { name: 'button-bookmarks', show: (place) => open(place, { ...SETTINGS, bookmarks: BOOKMARKS }), width: 260 },
  { name: 'button-loading', show: (place) => idle(place, never), width: 260, also: ['forced-colours'] },
  { name: 'button-unavailable', show: (place) => idle(place, unavailable), height: 190, keys: ['Tab'] },
  { name: 'button-old-cobrowse', show: (place) => idle(place, SETTINGS, '5.2'), height: 170, keys: ['Tab'], also: ['forced-colours', 'large-text', 'arabic', 'themes'] },
  { name: 'button-switched-off', show: (place) => open(place, { ...SETTINGS, escalateToShow: false }), height: 170, keys: ['Tab'] },
  { name: 'button-no-session', show: (place) => put(place, 'glance-screenshare-button', { cobrowseVersion: '5.4', settings: SETTINGS }), height: 190, keys: ['Tab'] },
  { name: 'button-menu', show: (place) => menu(place, { ...SETTINGS, bookmarks: BOOKMARKS }), height: 260, also: ['forced-colours', 'large-text', 'arabic', 'themes'] },
  { name: 'button-menu-not-allowed', show: (place) => menu(place, TAKEN), height: 330 },
  { name: 'button-menu-narrow', show: (place) => menu(place, { ...SETTINGS, bookmarks: BOOKMARKS }), width: 240, height: 290 },
  {
    name: 'button-choosing',
    show: async (place) => {
      const { button, session } = await open(place);
      pretend(session, { state: 'choosing' });
      await button.updateComplete;
    },
  },
  { name: 'button-checking', show: (place) => held(place, { state: 'checking', share: null, stream: null, hold: null }) },
  { name: 'button-sharing', show: (place) => sharing(place), also: ['forced-colours', 'large-text', 'arabic', 'themes'] },
  { name: 'button-sharing-narrow', show: (place) => sharing(place, 2), width: 260 },
  {
    name: 'button-paused',
    show: async (place) => {
      const { button, session } = await sharing(place);
      session.pause();
      await until(() => button.state === 'paused');
      await button.updateComplete;
    },
    also: ['forced-colours', 'arabic', 'themes'],
  },
  {
    name: 'button-countdown',
    show: (place) => held(place, { state: 'paused', hold: { by: 'guard', reason: 'editing', shown: null, endsAt: performance.now() + 22_000, graceMs: 60_000 } }),
    also: ['forced-colours', 'arabic', 'themes'],
  },
  { name: 'button-proving', show: (place) => held(place, { state: 'checking', share: null, stream: null, hold: { by: 'guard', reason: 'loading', shown: null, endsAt: null, graceMs: null } }) },
  { name: 'button-asleep', show: (place) => held(place, { state: 'paused', hold: { by: 'absence', reason: null, shown: null, endsAt: null, graceMs: null } }) },
  {
    name: 'button-audience',
    show: (place) =>
      held(place, {
        quality: 'poor',
        viewers: 2,
        audience: [
          { id: 'a', name: 'Vera', quality: 'poor', qualitySince: Date.UTC(2026, 2, 2, 14, 1), away: false },
          { id: 'b', name: 'Walt', quality: 'good', qualitySince: 0, away: true },
        ],
      }),
    also: ['forced-colours', 'arabic'],
  },
  {
    name: 'button-large-picture',
    show: async (place) => {
      const { button } = await sharing(place);
      (await partOf(button, '#preview')).click();
      await button.updateComplete;
    },
    width: 640,
  },
  { name: 'button-held', show: (place) => held(place, { state: 'paused', hold: { by: 'guard', reason: 'editing', shown: null } }) },
  {
    name: 'button-other-agent',
    show: async (place) => {
      const { session, cobrowse, button } = await open(place);
      await cobrowse.agent({ name: 'Ben' }).start();
      await until(() => session.otherAgent);
      await button.updateComplete;
    },
    also: ['arabic'],
  },
  ...SCREEN_SHARE_ERROR_CODES.map((code): State => ({
    name: `button-error-${code}`,
    show: (place) => failed(place, new ScreenShareError(code)),
    width: 560,
    height: 320,
    ...(OFTEN.has(code) && { also: ['forced-colours', 'large-text', 'arabic', 'themes'] }),
  })),
];
