import { expect, test } from '@playwright/test';
import { VideoFrameCopies } from '../../../src/guard/worker/video-frame-copies.js';

/** A frame of I420 as far as a copy needs one. */
function frameOf(width: number, height: number): VideoFrame {
  return {
    format: 'I420',
    codedWidth: width,
    codedHeight: height,
    displayWidth: width,
    displayHeight: height,
    timestamp: 0,
    visibleRect: null,
    colorSpace: { toJSON: () => ({}) },
    allocationSize: () => (width * height * 3) / 2,
    copyTo: () => Promise.resolve([]),
  } as unknown as VideoFrame;
}

test('memory is used again by frames of the same size', async () => {
  const copies = new VideoFrameCopies();
  const small = frameOf(64, 64);
  const one = await copies.copy(small);
  copies.free(one);
  expect(copies.shortage(small)).toBe(0);
  expect((await copies.copy(small)).bytes).toBe(one.bytes);
  expect(copies.shortage(small)).toBe(6_144);
  expect(copies.bytes).toBe(6_144);
});

test('a window that is resized gives up the memory of its old size, what is still in use as soon as it comes back', async () => {
  const copies = new VideoFrameCopies();
  const old = [await copies.copy(frameOf(64, 64)), await copies.copy(frameOf(64, 64)), await copies.copy(frameOf(64, 64))];
  copies.free(old[0]!);
  const now = frameOf(32, 32);
  expect(copies.shortage(now)).toBe(1_536);
  expect(copies.bytes).toBe(2 * 6_144);
  const one = await copies.copy(now);
  copies.free(old[1]!);
  copies.free(old[2]!);
  expect(copies.bytes).toBe(1_536);
  copies.free(one);
  expect(copies.bytes).toBe(1_536);
});

test('memory for a copy that failed is free again', async () => {
  const copies = new VideoFrameCopies();
  const broken = { ...frameOf(64, 64), copyTo: () => Promise.reject(new Error('gone')) } as VideoFrame;
  await expect(copies.copy(broken)).rejects.toThrow('gone');
  expect(copies.shortage(frameOf(64, 64))).toBe(0);
});
