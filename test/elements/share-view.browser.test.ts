import { expect } from '@open-wc/testing';
import { emulateMedia, sendMouse, setViewport } from '@web/test-runner-commands';
import '../../src/define.js';
import type { GlanceShareView } from '../../src/elements/share-view/share-view.element.js';
import type { OpenLink } from '../../src/peer/link.js';
import { openSimplePeerLink } from '../../src/peer/simple-peer-link.js';
import type { AgentSession } from '../../src/session/agent/agent-session.js';
import { VisitorSession } from '../../src/session/visitor/visitor-session.js';
import { click, gesture, press } from '../harness/user.js';
import { next, until } from '../harness/until.js';
import { expectAccessible } from './axe.js';
import { hasPart, part, Stage, startSharing, textOf, untilPicture } from './stage.js';

let stage: Stage;
beforeEach(async () => {
  stage = new Stage();
  await setViewport({ width: 900, height: 900 });
});
afterEach(() => stage.close());

const status = (view: Element): string => textOf(part(view, '[role=status]'));
const tool = (view: Element, label: string): HTMLElement => part(view, `[aria-label="${label}"]`);
const pane = (view: Element): HTMLElement => part(view, '.stage');
const picture = (view: Element): DOMRect => part(view, '.picture').getBoundingClientRect();

/** A view that shows the share of an agent. */
async function viewing(): Promise<{ view: GlanceShareView; agent: AgentSession; video: HTMLVideoElement }> {
  const agent = stage.agent();
  const view = await stage.view();
  await gesture();
  await agent.start();
  return { view, agent, video: await untilPicture(view) };
}

/** The picture's colour in the middle of a canvas or video. */
function pixels(source: HTMLCanvasElement | HTMLVideoElement): string {
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
  const context = canvas.getContext('2d')!;
  context.drawImage(source, 0, 0, 64, 64);
  return context.getImageData(0, 0, 64, 64).data.join();
}

describe('the view', () => {
  it('waits unobtrusively, and accessibly', async () => {
    const view = await stage.view();
    expect(status(view)).to.equal('No screen is being shared right now.');
    expect(view.getAttribute('state')).to.equal('waiting');
    expect(view.offsetHeight).to.be.lessThan(60);
    expect(hasPart(view, '[role=toolbar]')).to.equal(false);
    await expectAccessible(view);
  });

  it('tells of the connecting, then shows the share', async () => {
    const view = await stage.view();
    const said: string[] = [];
    new MutationObserver(() => said.push(status(view))).observe(part(view, '[role=status]'), { childList: true, characterData: true, subtree: true });
    const agent = stage.agent();
    const started = next<CustomEvent>(view, 'glance-share-start');
    await gesture();
    await agent.start();
    const video = await untilPicture(view);
    expect((await started).detail).to.include({ surface: 'window', agentName: 'Ann' });
    expect(said).to.include('Ann is sharing. Connecting…');
    expect(status(view)).to.equal('Ann is sharing a window.');
    expect(video.muted && video.playsInline && video.autoplay).to.equal(true);
    expect(hasPart(view, '.badge')).to.equal(false);
    await expectAccessible(view);
  });

  it('says of which site the page is where that is known, and offers to open the very page', async () => {
    const page = 'https://www.example.com/first/a?b=1';
    stage.hub.carry = (message) => {
      const { share } = message as { share?: object };
      return [share ? { ...(message as object), share: { ...share, page } } : message];
    };
    const { view } = await viewing();
    expect(status(view)).to.equal('Ann is sharing a page of www.example.com.');
    const link = part<HTMLAnchorElement>(view, '[part=page]');
    expect([link.href, link.target, link.rel, textOf(link)]).to.deep.equal([page, '_blank', 'noopener noreferrer', 'Open this page (opens a new window)']);
    await expectAccessible(view);
  });

  it('keeps the picture while the share is paused, and says whose', async () => {
    const { view, agent, video } = await viewing();
    agent.pause();
    await until(() => view.state === 'paused');
    await view.updateComplete;
    expect(status(view)).to.equal('Ann has paused the share. You see the last picture.');
    expect(textOf(part(view, '.badge'))).to.equal('Paused');
    expect(video.videoWidth).to.be.greaterThan(0);
    await expectAccessible(view);
    const resumed = next(view, 'glance-share-resume');
    agent.resume();
    await resumed;
  });

  it('keeps the last picture when the share ends, dimmed, and says why', async () => {
    const { view, agent, video } = await viewing();
    const ended = next<CustomEvent>(view, 'glance-share-end');
    agent.stop();
    expect((await ended).detail).to.deep.equal({ reason: 'stopped' });
    await view.updateComplete;
    expect(status(view)).to.equal('Ann has stopped sharing.');
    expect(video.srcObject).to.equal(null);
    const still = part<HTMLCanvasElement>(view, 'canvas');
    expect(still.hidden).to.equal(false);
    expect(new Set(pixels(still).split(',')).size).to.be.greaterThan(2);
    expect(hasPart(view, '[role=toolbar]')).to.equal(false);
    await expectAccessible(view);
  });

  it('shows the next share without anything of the one before', async () => {
    const { view, agent } = await viewing();
    agent.stop();
    await until(() => view.state === 'ended');
    await gesture();
    await agent.start();
    await untilPicture(view);
    await until(() => part<HTMLCanvasElement>(view, 'canvas').hidden);
    expect(part<HTMLCanvasElement>(view, 'canvas').width).to.equal(0);
  });

  it('says when the agent has left', async () => {
    const { view, agent } = await viewing();
    agent.close();
    await until(() => view.state === 'ended');
    await view.updateComplete;
    expect(status(view)).to.match(/^Ann has (left\. The share has ended|stopped sharing)\.$/);
  });

  it('keeps the picture while the line is lost, and shows the live one again when the very line comes back', async () => {
    // A real connection, whose watch says at a word that nothing is heard over it.
    let dark = false;
    let say: () => void = () => undefined;
    const openLink: OpenLink = (options) => {
      const link = openSimplePeerLink(options);
      say = () => options.onQuality?.();
      return Object.defineProperty(link, 'quality', { get: () => (dark ? 'lost' : 'good') });
    };
    const session = new VisitorSession({ channel: stage.hub.channel(), openLink });
    const agent = stage.agent();
    const view = await stage.view(session);
    await gesture();
    await agent.start();
    const video = await untilPicture(view);
    const { srcObject } = video;
    const still = part<HTMLCanvasElement>(view, '[part=still]');
    for (let time = 0; time < 2; time++) {
      dark = true;
      say();
      await until(() => view.getAttribute('state') === 'connecting');
      expect(still.checkVisibility()).to.equal(true);
      expect(new Set(pixels(still).split(',')).size).to.be.greaterThan(2);
      expect(status(view)).to.equal('The connection was lost. Reconnecting…');
      dark = false;
      say();
      await until(() => view.getAttribute('state') === 'viewing');
      expect(video.srcObject).to.equal(srcObject);
      expect(still.checkVisibility()).to.equal(false);
      const { currentTime } = video;
      await until(() => video.currentTime > currentTime);
    }
    session.close();
  });

  it('freezes the picture for this visitor alone, and goes live again', async () => {
    const { view, agent, video } = await viewing();
    await click(tool(view, 'Freeze the picture for me'));
    await view.updateComplete;
    const still = part<HTMLCanvasElement>(view, 'canvas');
    expect(still.hidden).to.equal(false);
    expect(still.width).to.equal(video.videoWidth);
    expect(tool(view, 'Freeze the picture for me').getAttribute('aria-pressed')).to.equal('true');
    expect(textOf(part(view, '.badge'))).to.contain('Frozen by you');
    expect(status(view)).to.contain('frozen');
    const frozen = pixels(still);
    await until(() => pixels(video) !== frozen);
    expect(pixels(still)).to.equal(frozen);
    expect(agent.state).to.equal('sharing');
    await expectAccessible(view);
    await click(part(view, '.badge button'));
    await view.updateComplete;
    expect(still.hidden).to.equal(true);
    expect(status(view)).to.equal('Ann is sharing a window.');
  });

  it('asks for a click where the browser refuses to play', async () => {
    const view = await stage.view();
    const video = part<HTMLVideoElement>(view, 'video');
    video.play = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    await gesture();
    await stage.agent().start();
    const button = await until(() => view.shadowRoot!.querySelector<HTMLElement>('[part=play]'));
    expect(textOf(button)).to.equal('Click to view');
    await expectAccessible(view);
    Reflect.deleteProperty(video, 'play');
    video.pause();
    await click(button);
    await until(() => !video.paused && !hasPart(view, '[part=play]'));
  });
});

describe('zooming in the view', () => {
  it('fits the whole picture at first, and after a change of size', async () => {
    const { view, video } = await viewing();
    const fits = (): boolean => Math.abs(picture(view).width - pane(view).clientWidth) < 1 && picture(view).height <= pane(view).clientHeight + 1;
    await until(fits);
    expect(picture(view).width / picture(view).height).to.be.closeTo(video.videoWidth / video.videoHeight, 0.01);
    await setViewport({ width: 480, height: 900 });
    await until(() => pane(view).clientWidth < 480 && fits());
    expect(tool(view, 'Fit the whole picture').getAttribute('aria-pressed')).to.equal('true');
  });

  it('shows the original size, one pixel for one device pixel, on 1', async () => {
    const { view, video } = await viewing();
    pane(view).focus();
    await press('1');
    expect(picture(view).width * devicePixelRatio).to.be.closeTo(video.videoWidth, 0.5);
    expect(picture(view).height * devicePixelRatio).to.be.closeTo(video.videoHeight, 0.5);
    await view.updateComplete;
    expect(textOf(part(view, '.level'))).to.equal('100%');
    await press('0');
    expect(picture(view).width).to.be.closeTo(pane(view).clientWidth, 1);
  });

  it('goes in and out by the keys, stopping at the original size, and pans by the arrows', async () => {
    const { view } = await viewing();
    pane(view).focus();
    const level = (): number => Number.parseFloat(textOf(part(view, '.level')));
    for (let step = 0; step < 12; step++) await press('-');
    await view.updateComplete;
    const seen = [level()];
    for (let step = 0; step < 12; step++) {
      await press('+');
      await view.updateComplete;
      seen.push(level());
    }
    expect(seen).to.include(100);
    expect(seen.every((value, index) => index === 0 || value >= seen[index - 1]!)).to.equal(true);
    const before = pane(view).scrollLeft;
    await press('ArrowRight');
    await until(() => pane(view).scrollLeft > before);
    for (let step = 0; step < 30; step++) await press('-');
    expect(picture(view).width).to.be.at.most(pane(view).clientWidth + 1);
    await view.updateComplete;
    expect(tool(view, 'Zoom out').getAttribute('aria-disabled')).to.equal('true');
  });

  it('zooms at the pointer with Ctrl and the wheel: what is under it stays', async () => {
    const { view } = await viewing();
    const box = pane(view).getBoundingClientRect();
    const [clientX, clientY] = [box.left + box.width * 0.7, box.top + box.height * 0.6];
    const under = (): [number, number] => [(clientX - picture(view).left) / picture(view).width, (clientY - picture(view).top) / picture(view).height];
    const before = under();
    for (let notch = 0; notch < 8; notch++) {
      const wheel = new WheelEvent('wheel', { deltaY: -100, ctrlKey: true, clientX, clientY, bubbles: true, cancelable: true });
      pane(view).dispatchEvent(wheel);
      expect(wheel.defaultPrevented).to.equal(true);
    }
    expect(picture(view).width).to.be.greaterThan(box.width * 3);
    expect(under()[0]).to.be.closeTo(before[0], 0.003);
    expect(under()[1]).to.be.closeTo(before[1], 0.003);
  });

  it('leaves the wheel to the page while the picture fits', async () => {
    const { view } = await viewing();
    const wheel = new WheelEvent('wheel', { deltaY: 100, bubbles: true, cancelable: true });
    pane(view).dispatchEvent(wheel);
    expect(wheel.defaultPrevented).to.equal(false);
    expect(pane(view).scrollHeight).to.equal(pane(view).clientHeight);
  });

  it('is dragged by the mouse', async () => {
    const { view } = await viewing();
    pane(view).focus();
    await press('1', '+', '+', '+');
    const { left, top, width, height } = pane(view).getBoundingClientRect();
    const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)];
    const { scrollLeft, scrollTop } = pane(view);
    await sendMouse({ type: 'move', position: [x, y] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [x - 60, y - 40] });
    await sendMouse({ type: 'up' });
    expect(pane(view).scrollLeft).to.be.closeTo(scrollLeft + 60, 1.5);
    expect(pane(view).scrollTop).to.be.closeTo(scrollTop + 40, 1.5);
    await sendMouse({ type: 'move', position: [x, y] });
    expect(pane(view).scrollLeft).to.be.closeTo(scrollLeft + 60, 1.5);
  });

  it('is pinched by two fingers', async () => {
    const { view } = await viewing();
    const box = pane(view).getBoundingClientRect();
    const before = picture(view).width;
    const touch = (type: string, spread: number): TouchEvent => {
      const touches = [-1, 1].map((side, identifier) => new Touch({ identifier, target: pane(view), clientX: box.left + box.width / 2 + (side * spread) / 2, clientY: box.top + 50 }));
      const event = new TouchEvent(type, { touches, bubbles: true, cancelable: true });
      pane(view).dispatchEvent(event);
      return event;
    };
    touch('touchstart', 100);
    expect(touch('touchmove', 150).defaultPrevented).to.equal(true);
    touch('touchmove', 200);
    expect(picture(view).width).to.be.closeTo(before * 2, 1);
  });

  it('goes to the original size and back on a double click', async () => {
    const { view, video } = await viewing();
    pane(view).dispatchEvent(new MouseEvent('dblclick', { clientX: 200, clientY: 200 }));
    expect(picture(view).width * devicePixelRatio).to.be.closeTo(video.videoWidth, 0.5);
    pane(view).dispatchEvent(new MouseEvent('dblclick', { clientX: 200, clientY: 200 }));
    expect(picture(view).width).to.be.closeTo(pane(view).clientWidth, 1);
  });
});

describe('the toolbar of the view', () => {
  it('is one stop of the Tab key, and arrows move in it', async () => {
    const { view } = await viewing();
    const tools = [...part(view, '[role=toolbar]').querySelectorAll('button')];
    expect(tools.filter(({ tabIndex }) => tabIndex === 0)).to.have.length(1);
    pane(view).focus();
    await press('Tab');
    expect(view.shadowRoot!.activeElement).to.equal(tools[0]);
    await press('ArrowRight');
    expect(view.shadowRoot!.activeElement).to.equal(tools[1]);
    await press('Home', 'ArrowLeft');
    expect(view.shadowRoot!.activeElement).to.equal(tools.at(-1));
    expect(tools.filter(({ tabIndex }) => tabIndex === 0)).to.deep.equal([tools.at(-1)]);
  });

  it('goes to full screen and back', async () => {
    const { view } = await viewing();
    await click(tool(view, 'Full screen'));
    await until(() => document.fullscreenElement === view);
    const back = await until(() => view.shadowRoot!.querySelector<HTMLElement>('[aria-label="Leave full screen"]'));
    await until(() => Math.abs(view.getBoundingClientRect().height - innerHeight) < 1);
    await expectAccessible(view);
    await click(back);
    await until(() => document.fullscreenElement === null);
  });

  it('goes to picture-in-picture and back', async () => {
    const { view, video } = await viewing();
    await click(tool(view, 'Picture-in-picture'));
    await until(() => document.pictureInPictureElement === view && tool(view, 'Picture-in-picture').getAttribute('aria-pressed') === 'true');
    expect(video.matches(':picture-in-picture')).to.equal(true);
    await click(tool(view, 'Picture-in-picture'));
    await until(() => document.pictureInPictureElement === null);
  });

  it('has targets of 24 pixels at least, in a view of 240', async () => {
    const { view } = await viewing();
    await setViewport({ width: 256, height: 700 });
    for (const button of part(view, '[role=toolbar]').querySelectorAll('button')) {
      const { width, height } = button.getBoundingClientRect();
      expect(Math.min(width, height), button.ariaLabel!).to.be.at.least(24);
    }
    expect(view.scrollWidth).to.be.at.most(view.clientWidth);
    await expectAccessible(view);
  });
});

describe('the looks of the view', () => {
  it('are accessible in a dark page too', async () => {
    document.documentElement.style.colorScheme = 'dark';
    try {
      const { view, agent } = await viewing();
      await expectAccessible(view);
      agent.stop();
      await until(() => view.state === 'ended');
      await expectAccessible(view);
    } finally {
      document.documentElement.style.colorScheme = '';
    }
  });

  it('stand still for those who want less motion', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    try {
      const view = await stage.view();
      await gesture();
      await stage.agent().start();
      await until(() => view.state === 'connecting');
      expect(view.shadowRoot!.getAnimations()).to.have.length(0);
    } finally {
      await emulateMedia({ reducedMotion: 'no-preference' });
    }
  });
});

describe('pointing in the view', () => {
  const pointing = async (): Promise<{ view: GlanceShareView; points: { x: number; y: number }[] }> => {
    const session = stage.visitor();
    const points: { x: number; y: number }[] = [];
    Object.defineProperty(session, 'pointing', { value: true });
    session.point = (at) => points.push(at) > 0;
    const view = await stage.view(session);
    await startSharing(await stage.button());
    await untilPicture(view);
    return { view, points };
  };
  const pointTool = (view: Element): HTMLElement => tool(view, 'Point at something for the agent');
  const said = (view: Element): string => textOf(part(view, '[part=status] + [role=status]'));

  it('is off where the session has it off', async () => {
    const view = await stage.view(stage.visitor({ pointing: false }));
    await startSharing(await stage.button());
    await untilPicture(view);
    expect(hasPart(view, '[aria-label="Point at something for the agent"]')).to.equal(false);
  });

  it('shows where the agent points, and says so', async () => {
    const { view } = await pointing();
    view.session!.dispatchEvent(new CustomEvent('point', { detail: { x: 0.9, y: 0.1, stroke: null, from: { id: 'a', name: 'Ann' } } }));
    await until(() => said(view) === 'Ann points at: upper right.');
    const ring = part(view, '.mark').getBoundingClientRect();
    const picture = part(view, '.picture').getBoundingClientRect();
    expect((ring.left + ring.width / 2 - picture.left) / picture.width).to.be.closeTo(0.9, 0.02);
    await expectAccessible(view);
    // A mark goes by itself.
    await until(() => !hasPart(view, '.mark'));
  });

  it('lets the visitor point with the mouse, and moves the picture again afterwards', async () => {
    const { view, points } = await pointing();
    await click(pointTool(view));
    await until(() => part(view, '.pad').classList.contains('on'));
    await view.updateComplete;
    await expectAccessible(view);
    await click(part(view, '.picture'));
    await until(() => points.length > 0);
    expect(points[0]!.x).to.be.closeTo(0.5, 0.02);
    await click(pointTool(view));
    await until(() => !part(view, '.pad').classList.contains('on'));
    const before = points.length;
    await click(part(view, '.picture'));
    expect(points.length).to.equal(before);
  });

  it('lets the visitor point with keys alone', async () => {
    const { view, points } = await pointing();
    pointTool(view).focus();
    await press('Enter');
    await until(() => view.shadowRoot!.activeElement === part(view, '.pad'));
    await press('ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    expect(points.at(-1)!.x).to.be.closeTo(0.3, 0.001);
    await until(() => said(view) === 'left');
  });

  it('draws no more than a few people at a time, however many points come', async () => {
    const { view } = await pointing();
    for (let index = 0; index < 1_000; index++) {
      view.session!.dispatchEvent(new CustomEvent('point', { detail: { x: Math.random(), y: Math.random(), stroke: 1, from: { id: `a${index % 50}`, name: 'Ann' } } }));
    }
    await until(() => hasPart(view, '.mark'));
    expect(view.shadowRoot!.querySelectorAll('.mark').length).to.be.at.most(8);
  });
});

describe('a share that is about to begin', () => {
  it('is told to the visitor, with who it is', async () => {
    const session = stage.visitor();
    const view = await stage.view(session);
    Object.defineProperty(session, 'opening', { value: { agentName: 'Ann' } });
    session.dispatchEvent(new Event('statechange'));
    await until(() => textOf(part(view, '[part=status]')) === 'Ann is about to show you something.');
    await expectAccessible(view);
  });
});
