import { expect } from '@open-wc/testing';
import { CapturedSource } from '../../../src/capture/captured-source.js';
import { startGuard } from '../../../src/guard/page/guard.js';
import type { ScreenShareError } from '../../../src/policy/screen-share-error.js';
import { DEFAULT_SETTINGS, type ScreenShareSettings } from '../../../src/policy/settings.js';
import { Share } from '../../../src/session/agent/share.js';
import { until } from '../../harness/until.js';

const GUARDED: ScreenShareSettings = { ...DEFAULT_SETTINGS, surfaces: ['window'], allowedSites: ['https://www.example.com/*'] };

/** A moving picture that says it is a window. */
function source(): CapturedSource {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 200 });
  const context = canvas.getContext('2d')!;
  let step = 0;
  const timer = setInterval(() => {
    context.fillStyle = `hsl(${step++} 50% 50%)`;
    context.fillRect(0, 0, 320, 200);
  }, 50);
  const stream = canvas.captureStream();
  const [track] = stream.getVideoTracks();
  track!.getSettings = () => ({ displaySurface: 'window' });
  timers.push(timer);
  return new CapturedSource(stream);
}

const timers: ReturnType<typeof setInterval>[] = [];
const shares: Share[] = [];
afterEach(() => {
  for (const share of shares.splice(0)) share.end('stopped');
  for (const timer of timers.splice(0)) clearInterval(timer);
});

function share(settings: ScreenShareSettings = { ...DEFAULT_SETTINGS }, suspended = false) {
  const tracks: (MediaStreamTrack | null)[] = [];
  const ends: [string, ScreenShareError | null][] = [];
  const first = source();
  const it = new Share({ source: first, settings, guardParts: {}, startGuard, suspended }, {
    onChange: () => undefined,
    onTrack: (track) => tracks.push(track),
    onDecision: () => undefined,
    onEnd: (reason, error) => ends.push([reason, error]),
  });
  shares.push(it);
  return { it, first, tracks, ends };
}

describe('a share', () => {
  it('sends what was picked, a still picture while paused, and nothing after its end', async () => {
    const { it: one, first, tracks, ends } = share();
    expect([one.state, one.hold, tracks]).to.deep.equal(['open', null, [first.track]]);
    // A picture that can be frozen has to be there first.
    await until(() => { one.pause(); if (one.stream.getTracks().length > 0) return true; one.resume(); return false; });
    expect([one.state, one.hold!.by, one.hold!.endsAt]).to.deep.equal(['held', 'agent', null]);
    expect(one.hold!.since).to.be.at.most(Date.now());
    expect(tracks.at(-1)).not.to.equal(first.track);
    one.resume();
    expect(tracks.at(-1)).to.equal(first.track);
    one.end('stopped');
    one.end('stopped');
    expect([first.track.readyState, ends]).to.deep.equal(['ended', [['stopped', null]]]);
  });

  it('whose source is closed while another is being checked goes on with the other, or ends when that is given up', async () => {
    const { it: one, first, tracks, ends } = share(GUARDED);
    const switched = one.switchTo(source(), undefined);
    first.track.stop();
    first.track.dispatchEvent(new Event('ended'));
    expect([one.switching, ends, tracks.at(-1), one.state]).to.deep.equal([true, [], null, 'checking']);
    one.cancelSwitch();
    expect(await switched).to.equal(false);
    expect(ends.map(([reason]) => reason)).to.deep.equal(['source-ended']);
  });

  it('whose next source is closed while it is being checked goes on with what it had', async () => {
    const { it: one, ends } = share(GUARDED);
    const next = source();
    const switched = one.switchTo(next, undefined).then(() => null, (error: ScreenShareError) => error.code);
    next.track.stop();
    next.track.dispatchEvent(new Event('ended'));
    expect(await switched).to.equal('source-ended');
    expect([one.switching, ends]).to.deep.equal([false, []]);
  });

  it('without anything to check has the next source at once', async () => {
    const { it: one } = share();
    const next = source();
    const switched = one.switchTo(next, undefined);
    expect(await switched).to.equal(true);
    expect([one.source, one.state]).to.deep.equal([next, 'open']);
  });

  it('that is held for an absence sends nothing, until it is resumed', () => {
    const { it: one, first, tracks } = share();
    one.holdForAbsence();
    expect([one.state, one.hold!.by, tracks.at(-1), one.stream.getTracks()]).to.deep.equal(['held', 'absence', null, []]);
    one.pause();
    expect(one.hold!.by).to.equal('absence');
    one.resume();
    expect([one.state, tracks.at(-1)]).to.deep.equal(['open', first.track]);
  });

  it('that begins while newer settings are overdue sends nothing until they are read', () => {
    const { it: one, first, tracks } = share({ ...DEFAULT_SETTINGS }, true);
    expect([one.state, one.hold!.reason, tracks, one.stream.getTracks()]).to.deep.equal(['held', 'settings', [], []]);
    one.pause();
    expect(one.hold!.by).to.equal('agent');
    one.resume();
    expect([one.state, one.hold!.reason, tracks]).to.deep.equal(['held', 'settings', []]);
    one.suspend(false);
    expect([one.state, one.hold, tracks]).to.deep.equal(['open', null, [first.track]]);
  });

  it('sends nothing of a next source while newer settings are overdue, whichever came first', async () => {
    for (const order of ['overdue first', 'picked first'] as const) {
      const { it: one, first, tracks } = share(order === 'overdue first' ? { ...DEFAULT_SETTINGS } : GUARDED);
      const next = source();
      if (order === 'overdue first') one.suspend(true);
      const switched = one.switchTo(next, undefined);
      if (order === 'picked first') {
        one.suspend(true);
        // Without a list of sites a source is let out at once, if nothing else holds it.
        one.update({ ...DEFAULT_SETTINGS });
      }
      expect([one.switching, one.source, one.state === 'open', one.hold!.reason, tracks.includes(next.track)], order).to.deep.equal([true, first, false, 'settings', false]);
      one.suspend(false);
      expect(await switched).to.equal(true);
      expect([one.source, one.state, one.hold, tracks.at(-1)], order).to.deep.equal([next, 'open', null, next.track]);
    }
  });

  it('goes on with what it had when a next source is given up while newer settings are overdue, and stays held', async () => {
    const { it: one, first, tracks } = share();
    one.suspend(true);
    const switched = one.switchTo(source(), undefined);
    one.cancelSwitch();
    expect(await switched).to.equal(false);
    expect([one.source, one.state, one.hold!.reason]).to.deep.equal([first, 'held', 'settings']);
    one.suspend(false);
    expect([one.state, tracks.at(-1)]).to.deep.equal(['open', first.track]);
  });
});
