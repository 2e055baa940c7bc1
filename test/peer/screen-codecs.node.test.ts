import { expect, test } from '@playwright/test';
import { rankCodecs, spareProcessors } from '../../src/peer/screen-codecs.js';

type Info = Partial<MediaCapabilitiesInfo>;

/** A machine that encodes everything well enough, AV1 in software, but for what is said otherwise. */
const machine = (others: Record<string, Info>) => (codec: string): Promise<MediaCapabilitiesInfo> =>
  Promise.resolve({ supported: true, smooth: true, powerEfficient: codec !== 'video/AV1', ...others[codec] } as MediaCapabilitiesInfo);

for (const [what, others, expected] of [
  ['VP9 first, and never AV1 in software', {}, ['VP9', 'VP8', 'H264']],
  ['AV1 first where it is power-efficient', { 'video/AV1': { powerEfficient: true } }, ['AV1', 'VP9', 'VP8', 'H264']],
  ['no AV1 that is not smooth', { 'video/AV1': { powerEfficient: true, smooth: false } }, ['VP9', 'VP8', 'H264']],
  ['last what the machine cannot encode smoothly', { 'video/VP9': { smooth: false } }, ['VP8', 'H264', 'VP9']],
] as const) {
  test(`codecs: ${what}`, async () => {
    expect(await rankCodecs(machine(others))).toEqual(expected.map((name) => `video/${name}`));
  });
}

test('codecs: the usual order where the browser does not say what it encodes well', async () => {
  const usual = ['video/VP9', 'video/VP8', 'video/H264'];
  expect(await rankCodecs(() => Promise.reject(new TypeError('webrtc is no type')))).toEqual(usual);
  expect(await rankCodecs(() => { throw new TypeError('no mediaCapabilities'); })).toEqual(usual);
});

test('codecs: a link more than there are processors takes the cheapest, and keeps the others to fall back on', () => {
  const ranked = ['video/AV1', 'video/VP9', 'video/VP8', 'video/H264'];
  for (const others of [0, 1]) expect(spareProcessors(ranked, others, 2)).toEqual(ranked);
  for (const others of [2, 7]) expect(spareProcessors(ranked, others, 2)).toEqual(['video/VP8', 'video/AV1', 'video/VP9', 'video/H264']);
  expect(spareProcessors(ranked, 7, undefined), 'where nobody says how many there are').toEqual(ranked);
});
