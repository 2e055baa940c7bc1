import { expect, test } from '@playwright/test';
import { FramePipeline } from '../../../src/guard/decide/frame-pipeline.js';
import { TrackOutlet } from '../../../src/guard/worker/track-outlet.js';
import { VideoFrameCopies } from '../../../src/guard/worker/video-frame-copies.js';
import type { FrameCopy } from '../../../src/guard/worker/video-frame-copies.js';
import { VideoFrameSource } from '../../../src/guard/worker/video-frame-source.js';
import type { FrameJudge, Judgement } from '../../../src/guard/decide/judgement.js';

type Pipeline = FramePipeline<VideoFrame, FrameCopy>;

const SIZE = 6;
const ALLOWED: Judgement = { verdict: 'allowed', painted: true };

/** A frame whose pixels are all one byte, as far as the pipeline needs one. */
function frameOf(byte: number): VideoFrame {
  return {
    format: 'I420',
    codedWidth: 2,
    codedHeight: 2,
    displayWidth: 2,
    displayHeight: 2,
    timestamp: byte * 1_000,
    visibleRect: null,
    colorSpace: { toJSON: () => ({}) },
    allocationSize: () => SIZE,
    copyTo: (into: Uint8Array) => {
      into.fill(byte);
      return Promise.resolve([]);
    },
    close: () => undefined,
  } as unknown as VideoFrame;
}

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** A pipeline without a hold-back, whose judge answers when the test says so. */
function createPipeline(more: Partial<FrameJudge> = {}) {
  const written: number[] = [];
  const states: string[] = [];
  const verdicts: ((judgement: Judgement) => void)[] = [];
  let push!: (frame: VideoFrame) => void;
  const readable = new ReadableStream<VideoFrame>({ start: (controller) => void (push = (frame) => controller.enqueue(frame)), cancel: () => void states.push('cancelled') });
  const writable = new WritableStream<VideoFrame>({ write: (frame) => void written.push((frame as unknown as { byte: number }).byte) });
  const store = new VideoFrameCopies();
  const pipeline = new FramePipeline({
    source: new VideoFrameSource(readable),
    store,
    outlet: new TrackOutlet(writable, store),
    ownWindow: true,
    fence: { calmSince: (moment) => moment },
    judge: {
      judge: () => new Promise((resolve) => void verdicts.push(resolve)),
      again: () => null,
      update: () => undefined,
      forget: () => undefined,
      ...more,
    },
    settings: { allowedSites: [], guard: { holdBackMs: 0 } },
    silence: { afterMs: 60_000, then: 'hold' },
    onState: ({ state }) => void states.push(state),
    onJudgement: () => undefined,
  });
  const run = pipeline.run();
  return {
    pipeline,
    written,
    states,
    /** Has a frame be judged; `meanwhile` happens before the judge answers. */
    async show(byte: number, judgement: Judgement = ALLOWED, meanwhile = (): void => undefined): Promise<void> {
      push(frameOf(byte));
      await nextTask();
      meanwhile();
      verdicts.shift()?.(judgement);
      await nextTask();
    },
    async close(): Promise<void> {
      pipeline.close();
      await run;
    },
  };
}

test.beforeAll(() => {
  Object.assign(globalThis, { VideoFrame: class { readonly byte: number; constructor(bytes: Uint8Array) { this.byte = bytes[0] ?? 0; } close(): void { /* Nothing to free. */ } } });
});
test.afterAll(() => void Reflect.deleteProperty(globalThis, 'VideoFrame'));

test('what is allowed goes on, each frame with the next sighting', async () => {
  const it = createPipeline();
  for (const byte of [1, 2, 3]) await it.show(byte);
  expect(it.written).toEqual([1, 2]);
  await it.close();
});

for (const [what, change] of [
  ['new settings', (pipeline: Pipeline) => pipeline.update({ allowedSites: ['https://other.test/*'], guard: { holdBackMs: 0 } })],
  ['another handle', (pipeline: Pipeline) => pipeline.judgeAgain()],
  ['a pause that is over again', (pipeline: Pipeline) => (pipeline.pause(), pipeline.resume())],
] as const) {
  test(`a frame that is being judged when ${what} comes is left out, whatever follows`, async () => {
    const it = createPipeline();
    await it.show(1);
    await it.show(2);
    await it.show(3, ALLOWED, () => change(it.pipeline));
    for (const byte of [4, 5]) await it.show(byte);
    expect(it.written).not.toContain(3);
    expect(it.written).toContain(4);
    await it.close();
  });
}

test('a page that is forbidden closes, even when the rules change in that moment', async () => {
  const it = createPipeline();
  await it.show(1, { verdict: 'blocked' }, () => it.pipeline.update({ allowedSites: [] }));
  expect(it.states).toContain('closed');
  await it.close();
});

test('rules that do not parse let nothing through any more', async () => {
  const it = createPipeline({ update: () => { throw new Error('A rule does not parse.'); } });
  await it.show(1);
  await it.show(2);
  expect(() => it.pipeline.update({ allowedSites: ['*'] })).toThrow('does not parse');
  it.pipeline.repeat();
  await it.close();
  expect(it.states.at(-1)).toBe('cancelled');
  expect(it.written).toEqual([1]);
});

test('a picture that other rules let out is not repeated', async () => {
  const it = createPipeline();
  await it.show(1);
  await it.show(2);
  it.pipeline.repeat();
  await nextTask();
  expect(it.written).toEqual([1, 1]);
  await it.show(3, { verdict: 'unclear' });
  it.pipeline.update({ allowedSites: [] });
  it.pipeline.repeat();
  await nextTask();
  expect(it.written).toEqual([1, 1]);
  await it.close();
});
