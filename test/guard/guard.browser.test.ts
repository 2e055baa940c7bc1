import { expect } from '@open-wc/testing';
import { startGuard } from '../../src/guard/page/guard.js';
import type { Guard, GuardDecision, GuardOptions } from '../../src/guard/page/guard.js';
import type { ScreenShareError } from '../../src/policy/screen-share-error.js';

const COLOURS = { green: '#00a000', red: '#ff0000', white: '#ffffff', yellow: '#ffff00', blue: '#0000ff', magenta: '#ff00ff', grey: '#808080', black: '#000000' };
type Colour = keyof typeof COLOURS;

/** A captured window to play with: a canvas whose top left tells the test's judge what page it is, and whose body is another colour at will. */
function createWindow() {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 320, height: 240 });
  const context = canvas.getContext('2d')!;
  let bar: Colour = 'green';
  let page: Colour = 'green';
  let tick = 0;
  const paint = (): void => {
    context.fillStyle = COLOURS[page];
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = COLOURS[bar];
    context.fillRect(0, 0, canvas.width, 32);
    context.fillStyle = `hsl(${tick++} 90% 50%)`;
    context.fillRect(300, 220, 20, 20);
  };
  paint();
  const timer = setInterval(paint, 33);
  const [track] = canvas.captureStream(30).getVideoTracks();
  return {
    track: track!,
    show(next: Colour, body: Colour = next): void {
      [bar, page] = [next, body];
    },
    freeze: () => clearInterval(timer),
    resize: (width: number, height: number) => void Object.assign(canvas, { width, height }),
    close(): void {
      clearInterval(timer);
      track!.stop();
    },
  };
}

/** What leaves: the colour in the middle of every frame of the outgoing track. */
function watch(track: MediaStreamTrack) {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  void video.play().catch(() => undefined);
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const seen: Colour[] = [];
  const look = (): void => {
    // A track that has ended shows black here; a visitor's ends with the share.
    if (track.readyState === 'ended') return;
    context.clearRect(0, 0, 1, 1);
    context.drawImage(video, video.videoWidth / 2, video.videoHeight / 2, 1, 1, 0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, alpha] = context.getImageData(0, 0, 1, 1).data;
    // The browser may tell of a first frame before it lets it be drawn; a black one would be opaque.
    if (alpha === 0) {
      setTimeout(look);
      return;
    }
    video.requestVideoFrameCallback(look);
    const near = (hex: string): number => [1, 3, 5].reduce((sum, at, i) => sum + Math.abs(parseInt(hex.slice(at, at + 2), 16) - [r, g, b][i]!), 0);
    seen.push((Object.keys(COLOURS) as Colour[]).sort((x, y) => near(COLOURS[x]) - near(COLOURS[y]))[0]!);
  };
  video.requestVideoFrameCallback(look);
  return { video, seen };
}

/** Resolves once `holds`; the runner's own time limit ends a wait that never does. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

function guarded(options: Partial<GuardOptions> = {}) {
  const source = createWindow();
  const decisions: GuardDecision[] = [];
  const states: string[] = [];
  const ended: (ScreenShareError | null)[] = [];
  const guard: Guard = startGuard({
    track: source.track,
    surface: 'window',
    settings: { allowedSites: ['green'] },
    workerUrl: new URL('./colour-judge-worker.ts', import.meta.url),
    onChange: ({ state, why }) => void states.push(why === null ? state : `${state}: ${why}`),
    onDecision: (decision) => void decisions.push(decision),
    onClose: (error) => void ended.push(error),
    ...options,
  });
  const out = watch(guard.track);
  return { source, guard, decisions, states, ended, ...out, close: () => (guard.close(), source.close()) };
}

const globals = globalThis as { MediaStreamTrackProcessor?: unknown };

for (const path of ['streams', 'canvas'] as const) {
  describe(`the guard on ${path}`, () => {
    const processor = globals.MediaStreamTrackProcessor;
    let it_: ReturnType<typeof guarded>;
    const start = (options: Partial<GuardOptions> = {}): typeof it_ => (it_ = guarded(options));

    before(() => {
      if (path === 'canvas') delete globals.MediaStreamTrackProcessor;
    });
    after(() => {
      globals.MediaStreamTrackProcessor = processor;
    });
    afterEach(() => it_.close());

    it('shows an allowed page', async () => {
      const { guard, seen, states, decisions } = start();
      expect(guard.state).to.equal('checking');
      await until(() => seen.length > 10);
      expect(new Set(seen)).to.deep.equal(new Set(['green']));
      expect(states).to.deep.equal(['released']);
      expect(decisions.map(({ verdict, shown, rule, proof }) => ({ verdict, shown, rule, proof }))).to.deep.equal([
        { verdict: 'allowed', shown: 'green', rule: 'green', proof: 'exact' },
      ]);
    });

    it('lets nothing of a blocked page out, nor what its pixels showed shortly before, and says which page it was', async () => {
      const { source, guard, seen, ended } = start();
      await until(() => seen.length > 5);
      source.show('green', 'red');
      await new Promise((resolve) => setTimeout(resolve, 120));
      source.show('red');
      await until(() => ended.length > 0);
      expect(ended[0]?.code).to.equal('site-not-allowed');
      expect(ended[0]?.message).to.contain('red');
      expect(guard.state).to.equal('closed');
      expect(seen).not.to.include('red');
    });

    it('keeps the last allowed picture while the address is unclear, and goes on when it is clear again', async () => {
      const { source, guard, seen, states } = start();
      await until(() => seen.length > 5);
      source.show('grey');
      await until(() => guard.state === 'held');
      expect(guard.why).to.equal('unreadable');
      source.show('green');
      await until(() => guard.state === 'released');
      const before = seen.length;
      await until(() => seen.length > before + 3);
      expect(seen).not.to.include('grey');
      expect(states).to.deep.equal(['released', 'held: unreadable', 'released']);
    });

    it('ends with address-unreadable when it stays unclear', async () => {
      const { source, seen, ended } = start({ settings: { allowedSites: ['green'], guard: { graceMs: 400 } } });
      await until(() => seen.length > 5);
      source.show('grey');
      await until(() => ended.length > 0);
      expect(ended[0]?.code).to.equal('address-unreadable');
      expect(seen).not.to.include('grey');
    });

    it('holds while a frame can not be judged, and ends when that lasts', async () => {
      const { source, guard, seen, ended } = start({ settings: { allowedSites: ['green'], guard: { graceMs: 400 } } });
      await until(() => seen.length > 5);
      source.show('white');
      await until(() => guard.state === 'held');
      expect(guard.why).to.equal('failed');
      await until(() => ended.length > 0);
      expect(ended[0]?.message).to.contain('failed');
      expect(seen).not.to.include('white');
    });

    it('ends when its worker dies', async () => {
      const { source, seen, ended } = start();
      await until(() => seen.length > 5);
      source.show('yellow');
      await until(() => ended.length > 0);
      expect(ended[0]?.code).to.equal('address-unreadable');
      expect(seen).not.to.include('yellow');
    });

    it('holds while its worker hangs, then ends', async () => {
      const { source, guard, seen, ended } = start({ settings: { allowedSites: ['green'], guard: { graceMs: 4_000 } } });
      await until(() => seen.length > 5);
      source.show('magenta');
      await until(() => guard.why === 'failed');
      await until(() => ended.length > 0);
      expect(ended[0]?.code).to.equal('address-unreadable');
      expect(seen).not.to.include('magenta');
    });

    it('ends when the worker can not be loaded', async () => {
      const { ended, seen } = start({ workerUrl: '/no/such/worker.js' });
      await until(() => ended.length > 0);
      expect(ended[0]?.code).to.equal('address-unreadable');
      expect(seen).to.deep.equal([]);
    });

    it('shows nothing of a picture that other rules allowed to whoever comes after that', async () => {
      const { source, guard, seen, ended } = start({ settings: { allowedSites: ['green'], guard: { graceMs: 60_000 } } });
      await until(() => seen.length > 5);
      source.show('grey');
      await until(() => guard.state === 'held');
      guard.update({ allowedSites: ['red'], guard: { graceMs: 60_000 } });
      // A canvas's track hands on what was painted last; that is wiped.
      if (path === 'canvas') await until(() => seen.at(-1) !== 'green');
      const late = watch(guard.track.clone());
      guard.repeat();
      // A picture that is to be repeated is so after a second.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      expect(late.seen).not.to.include('green');
      expect(ended).to.deep.equal([]);
    });

    it('goes on where settings change nothing of the guard', async () => {
      const { guard, seen, states } = start();
      await until(() => seen.length > 5);
      guard.update({ allowedSites: ['green'], guard: { holdBackMs: 250 } });
      const before = seen.length;
      await until(() => seen.length > before + 5);
      expect(states).to.deep.equal(['released']);
    });

    it('ends when a rule of new settings does not parse', async () => {
      const { guard, seen, ended } = start();
      await until(() => seen.length > 5);
      guard.update({ allowedSites: ['broken'] });
      await until(() => ended.length > 0);
      expect(guard.state).to.equal('closed');
    });

    it('ends at once when stricter settings forbid the page that is shown', async () => {
      const { guard, seen, ended } = start();
      await until(() => seen.length > 5);
      guard.update({ allowedSites: ['red'] });
      await until(() => ended.length > 0);
      expect(ended[0]?.code).to.equal('site-not-allowed');
      expect(ended[0]?.message).to.contain('green');
    });

    it('shows nothing of what happens during a pause', async () => {
      const { source, guard, seen, ended } = start();
      await until(() => seen.length > 5);
      guard.pause();
      await until(() => guard.why === 'paused');
      source.show('red');
      await new Promise((resolve) => setTimeout(resolve, 300));
      source.show('green');
      await new Promise((resolve) => setTimeout(resolve, 100));
      guard.resume();
      await until(() => guard.state === 'released');
      const before = seen.length;
      await until(() => seen.length > before + 3);
      expect(seen).not.to.include('red');
      expect(ended).to.deep.equal([]);
    });

    it('gives whoever comes late a picture of a still window', async () => {
      const { source, guard, seen } = start();
      await until(() => seen.length > 5);
      guard.pause();
      await until(() => guard.why === 'paused');
      const late = watch(guard.track.clone());
      guard.repeat();
      await until(() => late.seen.length > 0);
      expect(late.seen[0]).to.equal('green');
      source.show('green');
    });

    it('follows the size of the window', async () => {
      const { source, video, seen } = start();
      await until(() => seen.length > 5);
      source.resize(480, 300);
      await until(() => video.videoWidth === 480 && video.videoHeight === 300);
    });

    it('counts what it does', async () => {
      const { guard, seen } = start();
      await until(() => seen.length > 20 && (guard.stats()?.framesOut ?? 0) > 5);
      const stats = guard.stats()!;
      expect(stats.framesIn).to.be.greaterThan(stats.framesOut);
      expect(stats.bytes).to.be.greaterThan(320 * 240);
      expect(stats.framesPerSecond).to.be.greaterThan(5);
    });

    it('ends its track when it is closed, and leaves the captured one to its owner', () => {
      const { guard, source } = start();
      guard.close();
      expect(guard.track.readyState).to.equal('ended');
      expect(source.track.readyState).to.equal('live');
    });
  });
}

describe('the guard on canvas, in a page', () => {
  const processor = globals.MediaStreamTrackProcessor;
  let it_: ReturnType<typeof guarded>;
  const hide = (hidden: boolean): void => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event('visibilitychange'));
  };

  before(() => void delete globals.MediaStreamTrackProcessor);
  after(() => void (globals.MediaStreamTrackProcessor = processor));
  afterEach(() => {
    Reflect.deleteProperty(document, 'hidden');
    it_.close();
  });

  it('that is hidden lets nothing go that waits, whatever was painted before', async () => {
    it_ = guarded({ settings: { allowedSites: ['green'], guard: { holdBackMs: 600 } } });
    const { source, guard, seen } = it_;
    await until(() => seen.length > 5);
    source.show('green', 'red');
    await new Promise((resolve) => setTimeout(resolve, 300));
    hide(true);
    await until(() => guard.why === 'no-frames');
    // What counts as silence of the window is over.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(seen).not.to.include('red');
  });

  it('that is seen again goes on, even with a window that does not change', async () => {
    it_ = guarded();
    const { source, guard, seen } = it_;
    await until(() => seen.length > 5);
    hide(true);
    await until(() => guard.why === 'no-frames');
    source.freeze();
    hide(false);
    await until(() => guard.state === 'released');
  });

  it('that stands still for a while takes no frames of that time for seen', async () => {
    it_ = guarded({ settings: { allowedSites: ['green'], guard: { holdBackMs: 800 } } });
    const { source, seen, ended } = it_;
    await until(() => seen.length > 5);
    source.show('green', 'red');
    await new Promise((resolve) => setTimeout(resolve, 200));
    source.show('red');
    for (const end = performance.now() + 1_300; performance.now() < end;);
    await until(() => ended.length > 0);
    expect(seen).not.to.include('red');
  });
});

it('takes nothing that tells no address', () => {
  const source = createWindow();
  try {
    for (const surface of ['screen', 'tab'] as const) {
      expect(() => startGuard({ track: source.track, surface, settings: { allowedSites: ['green'] } })).to.throw('only a browser window');
    }
  } finally {
    source.close();
  }
});

