import { expect } from '@open-wc/testing';
import '../../src/define.js';
import type { ControlState } from '../../src/elements/screenshare-button/control/control-kit.js';
import { ControlHolder, type ControlHandlers } from '../../src/elements/screenshare-button/control-holder.js';
import { TabSigns } from '../../src/elements/screenshare-button/control/tab-signs.js';
import type { GlanceScreenshareButton } from '../../src/elements/screenshare-button/screenshare-button.element.js';
import type { AgentSession } from '../../src/session/agent/agent-session.js';
import type { Point } from '../../src/session/pointing.js';
import { click, press } from '../harness/user.js';
import { until } from '../harness/until.js';
import { expectAccessible } from './axe.js';
import { BOOKMARKS, hasPart, part, SETTINGS, Stage, startSharing, textOf } from './stage.js';

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage.close());

/** Has a session say this from now on. */
function say(session: AgentSession, values: Partial<Record<keyof AgentSession, unknown>>): void {
  for (const [name, value] of Object.entries(values)) Object.defineProperty(session, name, { value, configurable: true, writable: true });
  session.dispatchEvent(new Event('statechange'));
}

const status = (button: Element): string => textOf(part(button, '.words [role=status]'));

describe('a hold', () => {
  const held = async (seconds: number): Promise<GlanceScreenshareButton> => {
    const button = await stage.button();
    await startSharing(button);
    say(button.session!, { state: 'paused', hold: { by: 'guard', reason: 'editing', shown: null, endsAt: performance.now() + seconds * 1_000, graceMs: 60_000 } });
    await button.updateComplete;
    return button;
  };

  it('is explained, without a countdown in the first half of its time', async () => {
    const button = await held(45);
    expect(status(button)).to.equal('Paused. Visitors keep the last picture. The address bar is in use. Click into the page.');
    expect(hasPart(button, '[role=timer]')).to.equal(false);
    await expectAccessible(button);
  });

  it('is counted down in the second half, which those who hear are told once', async () => {
    const button = await held(22);
    const timer = part(button, '[role=timer]');
    expect(textOf(timer)).to.equal('The share ends in 22 seconds unless this clears.');
    expect(status(button)).to.contain('The share ends in 30 seconds unless this clears.');
    await until(() => textOf(timer).includes('21 seconds'));
    expect(status(button)).to.contain('30 seconds');
    await expectAccessible(button);
  });

  it('says how long the proof of the first picture takes, and what shows it now', async () => {
    const button = await stage.button();
    await startSharing(button);
    say(button.session!, { state: 'checking', hold: { by: 'guard', reason: 'loading', shown: null, endsAt: null, graceMs: null } });
    await button.updateComplete;
    expect(status(button)).to.contain('This takes about 5 seconds.');
  });

  it('after sleep asks before anything is shown again', async () => {
    const button = await stage.button();
    await startSharing(button);
    const { session } = button;
    let resumed = 0;
    session!.resume = () => void resumed++;
    say(session!, { state: 'paused', hold: { by: 'absence', reason: null, shown: null, endsAt: null, graceMs: null } });
    await button.updateComplete;
    expect(status(button)).to.equal('This computer was asleep, and visitors were told that the share is over.');
    expect(textOf(part(button, '#pause'))).to.equal('Show again');
    await click(part(button, '#pause'));
    expect(resumed).to.equal(1);
    await expectAccessible(button);
  });
});

describe('what the agent knows of visitors', () => {
  it('is the site that they see', async () => {
    const button = await stage.button();
    await startSharing(button);
    const { session } = button;
    Object.defineProperty(session, 'share', { value: { ...session!.share, page: 'https://shop.example.test/first/page' }, configurable: true });
    session!.dispatchEvent(new Event('statechange'));
    await button.updateComplete;
    expect(status(button)).to.equal('Sharing a page of shop.example.test');
  });

  it('is who has put it away, and whose line is poor since when', async () => {
    const button = await stage.button();
    await startSharing(button);
    const since = Date.UTC(2026, 2, 2, 14, 5);
    say(button.session!, {
      viewers: 2,
      quality: 'poor',
      audience: [
        { id: 'a', name: 'Vera', quality: 'poor', qualitySince: since, away: false },
        { id: 'b', name: 'Walt', quality: 'good', qualitySince: since, away: true },
      ],
    });
    await button.updateComplete;
    const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(since);
    expect(textOf(part(button, '.details'))).to.contain(`2 viewers · Walt has put it away · Poor connection to Vera since ${time}`);
    await expectAccessible(button);
  });

  it('is who was told that the share is over, and sees it again once the agent says so', async () => {
    const button = await stage.button();
    await startSharing(button);
    let admitted = 0;
    button.session!.admit = () => void admitted++;
    say(button.session!, { returning: [{ id: 'a', name: 'Vera' }] });
    await button.updateComplete;
    expect(textOf(part(button, '[part=returning]'))).to.contain('1 visitor was told that the share is over, and can be reached again.');
    await expectAccessible(button);
    await click(part(button, '[part=returning] button'));
    expect(admitted).to.equal(1);
  });

  it('is the picture at a larger size, by mouse and by keys', async () => {
    const button = await stage.button();
    await startSharing(button);
    const preview = part(button, '#preview');
    const before = preview.getBoundingClientRect().width;
    await click(preview);
    await button.updateComplete;
    expect(preview.getBoundingClientRect().width).to.be.above(before * 2);
    await expectAccessible(button);
    preview.focus();
    await press('Enter');
    await button.updateComplete;
    expect(preview.getBoundingClientRect().width).to.equal(before);
  });
});

describe('showing something else', () => {
  const sharing = async (bookmarks = BOOKMARKS): Promise<{ button: GlanceScreenshareButton; session: AgentSession; calls: string[] }> => {
    const session = stage.agent({ settings: { ...SETTINGS, bookmarks } });
    const calls: string[] = [];
    const button = await stage.button(session);
    await until(() => session.settings);
    session.switchSource = () => {
      calls.push('switch');
      return Promise.resolve(true);
    };
    session.cancelSwitch = () => void calls.push('cancel');
    await click(part(button, '#main'));
    if (bookmarks.length > 0) await press('End', 'Enter');
    await until(() => button.state === 'sharing');
    await button.updateComplete;
    return { button, session, calls };
  };

  it('opens the picker in that click, without ending the share', async () => {
    const { button, calls } = await sharing([]);
    await click(part(button, '#switch'));
    expect(calls).to.deep.equal(['switch']);
    expect(button.state).to.equal('sharing');
  });

  it('has the bookmarks in reach, by keys alone', async () => {
    const { button, calls } = await sharing();
    part(button, '#switch').focus();
    await press('Enter');
    const items = [...part(button, '[role=menu]').querySelectorAll('[role=menuitem]')].map(textOf);
    expect(items.at(-1)).to.equal('Share something else…');
    expect(items[0]).to.match(/^Claims/);
    await expectAccessible(button);
    await press('End', 'Enter');
    expect(calls).to.deep.equal(['switch']);
    expect(button.shadowRoot!.activeElement?.id).to.equal('switch');
  });

  it('can be given up while the picker is open', async () => {
    const { button, session, calls } = await sharing();
    say(session, { switching: 'choosing' });
    await button.updateComplete;
    expect(textOf(part(button, '#switch'))).to.equal('Cancel');
    await click(part(button, '#switch'));
    expect(calls).to.deep.equal(['cancel']);
  });
});

describe('shortcuts', () => {
  it('stop and pause from anywhere in the page, and are off by default', async () => {
    const button = await stage.button();
    await startSharing(button);
    await press('Alt+Shift+S');
    expect(button.state).to.equal('sharing');
    button.stopShortcut = 'Alt+Shift+S';
    button.pauseShortcut = 'F8';
    await button.updateComplete;
    expect(part(button, '#main').getAttribute('aria-keyshortcuts')).to.equal('Alt+Shift+S');
    await until(() => part<HTMLVideoElement>(button, '.preview video').videoWidth > 0);
    (document.activeElement as HTMLElement | null)?.blur();
    await press('F8');
    await until(() => button.state === 'paused');
    await press('F8');
    await until(() => button.state === 'sharing');
    await press('Alt+Shift+S');
    await until(() => button.state === 'idle');
  });
});

describe('the control in a window of its own', () => {
  let frame: HTMLIFrameElement;
  const real = Object.getOwnPropertyDescriptor(globalThis, 'documentPictureInPicture');
  const view = (): Window & typeof globalThis => frame.contentWindow as never;
  const root = (): ShadowRoot => view().document.body.firstElementChild!.shadowRoot!;
  const inside = <E extends HTMLElement = HTMLElement>(selector: string): E => root().querySelector<E>(selector)!;

  // A frame in the place of the browser's floating window, which only a real click opens: another document as that is.
  beforeEach(() => {
    frame = Object.assign(document.createElement('iframe'), { title: 'Floating window', width: '400', height: '460' });
    const requestWindow = (): Promise<unknown> => {
      document.body.append(frame);
      Object.assign(view(), { close: () => void (view().dispatchEvent(new Event('pagehide')), frame.remove()) });
      return Promise.resolve(view());
    };
    Object.defineProperty(globalThis, 'documentPictureInPicture', { value: { requestWindow }, configurable: true });
  });
  afterEach(() => {
    frame.remove();
    if (real) Object.defineProperty(globalThis, 'documentPictureInPicture', real);
    else Reflect.deleteProperty(globalThis, 'documentPictureInPicture');
  });

  const opened = async (session = stage.agent()): Promise<GlanceScreenshareButton> => {
    const button = await stage.button(session);
    await startSharing(button);
    await click(part(button, '#float'));
    await until(() => frame.isConnected && view().document.body.firstElementChild?.shadowRoot?.querySelector('#stop'));
    return button;
  };

  it('shows what visitors see, says what is shared, and is accessible', async () => {
    const button = await opened();
    const video = inside<HTMLVideoElement>('video');
    await until(() => video.videoWidth > 0);
    expect(video.srcObject).to.equal(button.session!.stream);
    expect(textOf(inside('.status[role=status]'))).to.equal('Sharing a window');
    expect(view().document.documentElement.lang).to.equal(document.documentElement.lang);
    await expectAccessible(frame);
  });

  it('has the elements’ styles, and the host’s', async () => {
    document.documentElement.style.setProperty('--glance-color-danger', 'rgb(1, 2, 3)');
    try {
      await opened();
      expect(view().getComputedStyle(inside('#stop')).backgroundColor).to.equal('rgb(1, 2, 3)');
      expect(view().getComputedStyle(inside('#stop')).borderRadius).to.equal('8px');
    } finally {
      document.documentElement.style.removeProperty('--glance-color-danger');
    }
  });

  it('pauses, resumes and stops, by keys alone, and goes with what the agent has stopped', async () => {
    const button = await opened();
    await until(() => part<HTMLVideoElement>(button, '.preview video').videoWidth > 0);
    inside('#pause').focus();
    await press('Enter');
    await until(() => button.state === 'paused');
    await until(() => textOf(inside('#pause')) === 'Resume');
    await press('Enter');
    await until(() => button.state === 'sharing');
    inside('#stop').focus();
    await press('Enter');
    await until(() => button.state === 'idle');
    await until(() => !frame.isConnected);
  });

  it('explains a hold and counts it down', async () => {
    const button = await opened();
    say(button.session!, { state: 'paused', hold: { by: 'guard', reason: 'editing', shown: null, endsAt: performance.now() + 20_000, graceMs: 60_000 } });
    await until(() => root().querySelector('[role=timer]'));
    expect(textOf(inside('.status[role=status]'))).to.contain('The address bar is in use. Click into the page.');
    expect(textOf(inside('[role=timer]'))).to.match(/ends in (20|19) seconds/);
    await expectAccessible(frame);
  });

  it('stays to tell that another agent took over, without any focus', async () => {
    const button = await opened();
    const other = await stage.button(stage.agent({ name: 'Ben' }));
    await startSharing(other);
    await until(() => root().querySelector('[part=message]'));
    expect(textOf(inside('[part=message]'))).to.equal('Another agent is sharing their screen. You are no longer sharing your screen.');
    expect(view().document.activeElement).to.equal(view().document.body);
    await expectAccessible(frame);
    inside('#dismiss').click();
    await until(() => !frame.isConnected);
    await button.updateComplete;
    expect(hasPart(button, '[part=notice]:not(.empty)')).to.equal(true);
  });

  it('lists the bookmarks, and opens one', async () => {
    const session = stage.agent({ settings: { ...SETTINGS, bookmarks: BOOKMARKS } });
    const button = await stage.button(session);
    await until(() => session.settings);
    await click(part(button, '#main'));
    await press('End', 'Enter');
    await until(() => button.state === 'sharing');
    await button.updateComplete;
    await click(part(button, '#float'));
    await until(() => frame.isConnected && root()?.querySelector('#bookmarks'));
    const chosen: unknown[] = [];
    button.addEventListener('glance-bookmark-open', (event) => {
      chosen.push(event.detail);
      event.preventDefault();
    });
    inside('#bookmarks').click();
    await until(() => root().querySelector('.bookmarks button'));
    inside('.bookmarks button').click();
    expect(chosen).to.deep.equal([{ title: 'Claims', url: 'https://example.com/claims' }]);
  });

  it('may be closed by the browser, and opened again', async () => {
    const button = await opened();
    expect(part(button, '#float').getAttribute('aria-pressed')).to.equal('true');
    view().close();
    await until(() => part(button, '#float').getAttribute('aria-pressed') === 'false');
    expect(button.state).to.equal('sharing');
    await click(part(button, '#float'));
    await until(() => frame.isConnected);
  });

  it('points for visitors, by mouse and by keys, and says where', async () => {
    const session = stage.agent();
    const points: Point[] = [];
    Object.defineProperty(session, 'pointing', { value: true });
    session.point = (at) => points.push(at) > 0;
    const button = await opened(session);
    await until(() => inside<HTMLVideoElement>('video').videoWidth > 0);
    await button.updateComplete;
    const pad = inside('.pad');
    const box = pad.getBoundingClientRect();
    const at = (x: number, y: number): PointerEventInit => ({ clientX: box.left + x * box.width, clientY: box.top + y * box.height, pointerId: 1, button: 0, bubbles: true });
    pad.setPointerCapture = () => undefined;
    pad.dispatchEvent(new PointerEvent('pointerdown', at(0.9, 0.1)));
    pad.dispatchEvent(new PointerEvent('pointermove', at(0.8, 0.2)));
    pad.dispatchEvent(new PointerEvent('pointermove', at(1.5, 0.2)));
    pad.dispatchEvent(new PointerEvent('pointerup', at(0.8, 0.2)));
    pad.dispatchEvent(new PointerEvent('pointermove', at(0.1, 0.2)));
    expect(points.map(({ x, y }) => [Math.round(x * 10) / 10, Math.round(y * 10) / 10])).to.deep.equal([[0.9, 0.1], [0.8, 0.2]]);
    expect(points[0]!.stroke).to.equal(points[1]!.stroke);
    expect(root().querySelectorAll('.mark')).to.have.length(1);
    pad.focus();
    await press('ArrowUp', 'ArrowUp');
    expect(textOf(inside('.pad + [role=status]'))).to.equal('upper right');
    await expectAccessible(frame);
  });

  it('shows where a visitor points, and says so', async () => {
    const session = stage.agent();
    Object.defineProperty(session, 'pointing', { value: true });
    await opened(session);
    session.dispatchEvent(new CustomEvent('point', { detail: { x: 0.1, y: 0.9, stroke: null, from: { id: 'v', name: 'Vera' } } }));
    expect(textOf(inside('.pad + [role=status]'))).to.equal('Vera points at: lower left.');
    expect(inside('.mark').style.left).to.equal('10%');
  });
});

/** What the button tells its control while a window is shared. */
const sharedState = (session: AgentSession): ControlState =>
  ({ session, status: 'Sharing a window', why: '', countdown: { shown: '', said: '' }, details: null, notice: null, isSharing: true, pauseLabel: '', isPaused: false, switchLabel: null, stopLabel: '', bookmarks: [] });

describe('the tab, where there is no window above all others', () => {
  it('says in its title and icon how the share is doing, and has its own back afterwards', async () => {
    const own = document.head.appendChild(Object.assign(document.createElement('link'), { rel: 'icon', href: 'data:,own' }));
    document.title = 'Service desk';
    const session = stage.agent();
    const button = await stage.button(session);
    await startSharing(button);
    const signs = new TabSigns();
    const state = sharedState(session);
    signs.update(state, false);
    expect(document.title).to.equal('● Sharing a window · Service desk');
    expect(document.querySelectorAll('link[rel=icon]')).to.have.length(1);
    document.title = 'Service desk, 3 new';
    await until(() => document.title === '● Sharing a window · Service desk, 3 new');
    say(session, { state: 'paused' });
    signs.update({ ...state, why: 'The address bar is in use.' }, false);
    expect(document.title).to.equal('❚❚ The address bar is in use. · Service desk, 3 new');
    signs.update({ ...state, isSharing: false }, false);
    expect(document.title).to.equal('Service desk, 3 new');
    expect(own.rel).to.equal('icon');
    expect(document.querySelectorAll('link[rel=icon]')).to.have.length(1);
    own.remove();
  });

  it('is left alone where the button has left the page while the control was still loading', async () => {
    const own = Object.getOwnPropertyDescriptor(globalThis, 'documentPictureInPicture');
    if (own) Reflect.deleteProperty(globalThis, 'documentPictureInPicture');
    try {
      document.title = 'Service desk';
      const session = stage.agent();
      const button = await stage.button(session);
      await startSharing(button);
      const state = sharedState(session);
      const titleAfter = async (act: (element: Element, holder: ControlHolder) => void): Promise<string> => {
        const element = document.body.appendChild(document.createElement('glance-bookmark-menu'));
        const holder = new ControlHolder(element, { notifies: () => false } as ControlHandlers);
        holder.update(() => state);
        act(element, holder);
        await import('../../src/elements/screenshare-button/control/share-control.js');
        await new Promise((later) => setTimeout(later));
        const { title } = document;
        element.remove();
        await until(() => document.title === 'Service desk');
        return title;
      };
      button.remove();
      await until(() => document.title === 'Service desk');
      expect(await titleAfter(() => undefined)).to.equal('● Sharing a window · Service desk');
      expect(await titleAfter((element) => element.remove())).to.equal('Service desk');
      expect(await titleAfter((_, holder) => holder.update(() => ({ ...state, isSharing: false })))).to.equal('Service desk');
    } finally {
      if (own) Object.defineProperty(globalThis, 'documentPictureInPicture', own);
    }
  });
});
