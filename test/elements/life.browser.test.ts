import { expect } from '@open-wc/testing';
import '../../src/define.js';
import type { GlanceScreenshareButton } from '../../src/elements/screenshare-button/screenshare-button.element.js';
import type { GlanceShareView } from '../../src/elements/share-view/share-view.element.js';
import type { ScreenShareSettings } from '../../src/policy/settings.js';
import { FakeRelay } from '../session/fake-relay.js';
import { Hub } from '../session/hub.js';
import { next, until } from '../harness/until.js';
import { BOOKMARKS, part, SETTINGS, startSharing, textOf, untilPicture } from './stage.js';

let place: HTMLElement;
let unhandled: unknown[];
const onUnhandled = (event: PromiseRejectionEvent | ErrorEvent): void => void unhandled.push('reason' in event ? event.reason : event.error);
beforeEach(() => {
  place = document.body.appendChild(document.createElement('main'));
  unhandled = [];
  addEventListener('unhandledrejection', onUnhandled);
  addEventListener('error', onUnhandled);
});
afterEach(() => {
  place.remove();
  removeEventListener('unhandledrejection', onUnhandled);
  removeEventListener('error', onUnhandled);
  expect(unhandled).to.deep.equal([]);
});

let count = 0;
const newSessionId = (): string => `life-${Date.now()}-${++count}`;

/** The two elements as the README's lines make them. */
async function pair(sessionId = newSessionId()): Promise<{ button: GlanceScreenshareButton; view: GlanceShareView }> {
  const settings = URL.createObjectURL(new Blob([JSON.stringify(SETTINGS)], { type: 'application/json' }));
  place.innerHTML = `
    <div><glance-screenshare-button session-id="${sessionId}" settings="${settings}" cobrowse-version="5.4" agent-name="Ann"></glance-screenshare-button></div>
    <div><glance-share-view session-id="${sessionId}"></glance-share-view></div>`;
  const button = place.querySelector('glance-screenshare-button')!;
  const view = place.querySelector('glance-share-view')!;
  await until(() => button.shadowRoot?.querySelector('#main') && !part(button, '#main').hasAttribute('aria-disabled'));
  return { button, view };
}

describe('the elements by attributes alone', () => {
  it('share a screen from one to the other', async () => {
    const { button, view } = await pair();
    await startSharing(button);
    await untilPicture(view);
    expect(textOf(part(view, '[role=status]'))).to.equal('Ann is sharing a window.');
    button.stop();
    await until(() => view.state === 'ended');
  });

  it('go on sharing when they are moved in the document', async () => {
    const { button, view } = await pair();
    await startSharing(button);
    const video = await untilPicture(view);
    const ends: string[] = [];
    button.addEventListener('glance-share-end', ({ detail }) => ends.push(detail.reason));
    const elsewhere = place.appendChild(document.createElement('section'));
    elsewhere.append(button, view);
    const { currentTime } = video;
    await until(() => video.currentTime > currentTime);
    expect(button.state).to.equal('sharing');
    expect(view.state).to.equal('viewing');
    expect(ends).to.deep.equal([]);
  });

  it('take another name in mid-share, for both, and end nothing by it', async () => {
    const { button, view } = await pair();
    await startSharing(button);
    await untilPicture(view);
    const ends: string[] = [];
    button.addEventListener('glance-share-end', ({ detail }) => ends.push(detail.reason));
    button.agentName = 'Anna';
    await until(() => textOf(part(view, '[role=status]')) === 'Anna is sharing a window.');
    view.visitorName = 'Mia';
    await view.updateComplete;
    expect([button.state, view.state, ends]).to.deep.equal(['sharing', 'viewing', []]);
  });

  it('tell the developer and the page when a change makes another session, which ends the share', async () => {
    const { button, view } = await pair();
    await startSharing(button);
    await untilPicture(view);
    const warned = next<CustomEvent<{ code: string }>>(button, 'glance-share-warning');
    const ended = next<CustomEvent<{ reason: string }>>(button, 'glance-share-end');
    button.sessionId = newSessionId();
    expect((await warned).detail.code).to.equal('session-replaced');
    expect((await ended).detail.reason).to.equal('stopped');
    await until(() => view.state === 'ended');
  });

  it('end the share when the button is removed, tell so, and leave nothing running', async () => {
    const { button, view } = await pair();
    await startSharing(button);
    await untilPicture(view);
    const [track] = part<HTMLVideoElement>(button, '.preview video').srcObject instanceof MediaStream ? (part<HTMLVideoElement>(button, '.preview video').srcObject as MediaStream).getVideoTracks() : [];
    const warned = next<CustomEvent<{ message: string }>>(button, 'glance-share-warning');
    const ended = next<CustomEvent<{ reason: string }>>(button, 'glance-share-end');
    button.remove();
    expect((await warned).detail.message).to.contain('removed from the page during a share');
    expect((await ended).detail.reason).to.equal('stopped');
    expect(track!.readyState).to.equal('ended');
    await until(() => view.state === 'ended');
  });

  it('take part again when they are put back', async () => {
    const { button, view } = await pair();
    const parent = button.parentElement!;
    button.remove();
    view.remove();
    await Promise.resolve();
    parent.append(button, view);
    await button.updateComplete;
    await until(() => !part(button, '#main').hasAttribute('aria-disabled'));
    await startSharing(button);
    await untilPicture(view);
  });

  it('turn to another cobrowse session with another id, and end the share of the one before', async () => {
    const { button, view } = await pair();
    await startSharing(button);
    await untilPicture(view);
    const id = newSessionId();
    button.sessionId = id;
    await until(() => view.state === 'ended');
    view.sessionId = id;
    await until(() => view.state === 'waiting' && button.state === 'idle' && !part(button, '#main').hasAttribute('aria-disabled'));
    await startSharing(button);
    await untilPicture(view);
  });

  it('work twenty to a page', async () => {
    const { button } = await pair();
    const id = button.sessionId!;
    const views = Array.from({ length: 20 }, () => {
      const view = document.createElement('glance-share-view');
      view.sessionId = id;
      return view;
    });
    place.append(...views);
    await startSharing(button);
    for (const view of views) await untilPicture(view);
  });

  it('move to the media server that they were given with the ninth who watches', async () => {
    const { button, view } = await pair();
    const relay = new FakeRelay();
    const views = [view, ...Array.from({ length: 8 }, () => Object.assign(document.createElement('glance-share-view'), { sessionId: button.sessionId }))];
    for (const element of [button, ...views]) element.mediaRelay = relay;
    place.append(...views.slice(1));
    await button.updateComplete;
    await until(() => !part(button, '#main').hasAttribute('aria-disabled'));
    await startSharing(button);
    await until(() => relay.playing.length === 9);
    for (const each of views) await untilPicture(each);
    expect(relay.publishing).to.have.length(1);
    button.stop();
    await until(() => relay.publishing.length === 0 && relay.playing.length === 0);
  });

  it('say so when the session id can’t be one, without throwing', async () => {
    const view = document.createElement('glance-share-view');
    view.sessionId = 'two words';
    place.append(view);
    await view.updateComplete;
    expect(textOf(part(view, '[role=status]'))).to.contain('A session id has 1 to 128 printable ASCII characters and no blanks.');
  });
});

describe('a misspelt attribute', () => {
  it('is told of in the console, with the one that was meant', async () => {
    const { warn } = console;
    const told: unknown[] = [];
    console.warn = (message) => told.push(message);
    try {
      place.innerHTML = '<glance-share-view sessionid="1234"></glance-share-view><glance-share-view session-id="1234" class="x" data-id="1"></glance-share-view>';
      const [first, second] = place.querySelectorAll('glance-share-view');
      await Promise.all([first!.updateComplete, second!.updateComplete]);
      // With the state that it has written by now.
      place.prepend(second!);
    } finally {
      console.warn = warn;
    }
    expect(told[0]).to.match(/^<glance-share-view> has no attribute sessionid\. Did you mean session-id\? See .*#attribute-misspelt/);
    expect(told.filter((text) => String(text).includes('attribute-misspelt'))).to.have.length(1);
  });
});

describe('an element with a session of the host’s own', () => {
  it('never closes it', async () => {
    const { AgentSession } = await import('../../src/session/agent/agent-session.js');
    const session = new AgentSession({ channel: new Hub().channel(), settings: SETTINGS });
    const button = document.createElement('glance-screenshare-button');
    Object.assign(button, { session, cobrowseVersion: '5.4' });
    place.append(button);
    await button.updateComplete;
    await startSharing(button);
    button.remove();
    await Promise.resolve();
    expect(session.state).to.equal('sharing');
    place.append(button);
    await button.updateComplete;
    expect(textOf(part(button, '#main'))).to.equal('Stop Sharing');
    session.close();
  });

  it('may get it before it is defined', async () => {
    const { VisitorSession } = await import('../../src/session/visitor/visitor-session.js');
    const { GlanceShareView } = await import('../../src/elements/share-view/share-view.element.js');
    const session = new VisitorSession({ channel: new Hub().channel() });
    const early = place.appendChild(document.createElement('glance-late-view')) as GlanceShareView;
    early.session = session;
    customElements.define('glance-late-view', class extends GlanceShareView {});
    await early.updateComplete;
    expect(early.session).to.equal(session);
    expect(textOf(part(early, '[role=status]'))).to.equal('No screen is being shared right now.');
    session.close();
  });
});

describe('settings as a property', () => {
  const strict: ScreenShareSettings = { ...SETTINGS, surfaces: ['tab'] };

  it('are followed while a share runs: a new object is no new session, a stricter one ends what it forbids', async () => {
    const button = document.createElement('glance-screenshare-button');
    Object.assign(button, { sessionId: newSessionId(), cobrowseVersion: '5.4', settings: SETTINGS });
    place.append(button);
    await until(() => button.shadowRoot?.querySelector('#main') && !part(button, '#main').hasAttribute('aria-disabled'));
    await startSharing(button);
    button.settings = { ...SETTINGS, bookmarks: BOOKMARKS };
    await button.updateComplete;
    expect(button.state).to.equal('sharing');
    const failed = next<CustomEvent<{ code: string }>>(button, 'glance-share-error');
    button.settings = strict;
    expect((await failed).detail.code).to.equal('surface-not-allowed');
    expect(button.state).to.equal('idle');
  });
});

describe('an element that moves into another document', () => {
  /** The document of a frame, in the place of a Document Picture-in-Picture window's. */
  const otherDocument = (): Document => {
    const frame = place.appendChild(document.createElement('iframe'));
    frame.title = 'Another document';
    return frame.contentDocument!;
  };
  const looks = (element: Element): string[] => {
    const styles = element.ownerDocument.defaultView!.getComputedStyle(part(element, '#main'));
    return [styles.backgroundColor, styles.display, styles.borderRadius, styles.cursor];
  };

  it('keeps its styles, there and back, and its session', async () => {
    const { button } = await pair();
    const { session } = button;
    const before = looks(button);
    otherDocument().body.append(button);
    await button.updateComplete;
    expect(looks(button)).to.deep.equal(before);
    place.append(button);
    await button.updateComplete;
    expect(looks(button)).to.deep.equal(before);
    expect(button.session).to.equal(session);
    expect(textOf(part(button, '#main'))).to.equal('Screen Share');
  });

  it('has its styles when it is there from the beginning', async () => {
    const { button } = await pair();
    const before = looks(button);
    const other = document.createElement('glance-screenshare-button');
    other.setAttribute('cobrowse-version', '5.4');
    Object.assign(other, { settings: SETTINGS, sessionId: newSessionId() });
    otherDocument().body.append(other);
    await until(() => other.shadowRoot?.querySelector('#main') && !part(other, '#main').hasAttribute('aria-disabled'));
    expect(looks(other)).to.deep.equal(before);
  });
});
