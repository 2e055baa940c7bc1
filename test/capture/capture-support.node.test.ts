import { expect, test } from '@playwright/test';
import { captureObstacle, type CaptureEnvironment } from '../../src/capture/capture-support.js';
import { displayMediaOptions } from '../../src/capture/display-media-options.js';
import { SURFACES } from '../../src/policy/surface.js';

const chromium: CaptureEnvironment = {
  mediaDevices: { getSupportedConstraints: () => ({ displaySurface: true }), getDisplayMedia: () => Promise.reject(new Error('not here')) },
  captureAllowed: true,
  embedded: false,
  gesture: true,
};
const gecko: CaptureEnvironment = { ...chromium, mediaDevices: { ...chromium.mediaDevices!, getSupportedConstraints: () => ({}) }, captureAllowed: undefined };

test('nothing speaks against a share in a browser that can capture and says what was picked', () => {
  expect(captureObstacle(['window'], chromium)).toBeNull();
});

test('a browser that does not say what was picked may share only when everything is allowed', () => {
  expect(captureObstacle(SURFACES, gecko)).toBeNull();
  expect(captureObstacle(['window', 'tab'], gecko)?.code).toBe('surface-unverifiable');
});

test('a browser without screen capture is told before any click', () => {
  expect(captureObstacle(SURFACES, { ...chromium, mediaDevices: undefined })?.code).toBe('unsupported-browser');
  expect(captureObstacle(SURFACES, { ...chromium, mediaDevices: { getSupportedConstraints: () => ({}) } })?.code).toBe('unsupported-browser');
});

test('a frame without display-capture is told before any click', () => {
  expect(captureObstacle(SURFACES, { ...chromium, captureAllowed: false, embedded: true })?.code).toBe('capture-blocked');
});

test('the picker is asked for a window first, and for no screen where none is allowed', () => {
  expect(displayMediaOptions(['window'], 15)).toMatchObject({
    video: { displaySurface: 'window', frameRate: { ideal: 15, max: 15 } },
    monitorTypeSurfaces: 'exclude',
    selfBrowserSurface: 'exclude',
    surfaceSwitching: 'exclude',
    audio: false,
  });
  expect(displayMediaOptions(['tab', 'screen'], 15)).toMatchObject({ video: { displaySurface: 'browser' }, monitorTypeSurfaces: 'include' });
  expect(displayMediaOptions(['screen'], 15)).toMatchObject({ video: { displaySurface: 'monitor' } });
});

test('a switch in mid-share is offered only when whatever it leads to is allowed', () => {
  expect(displayMediaOptions(SURFACES, 15).surfaceSwitching).toBe('include');
  for (const surface of SURFACES) expect(displayMediaOptions(SURFACES.filter((other) => other !== surface), 15).surfaceSwitching).toBe('exclude');
});
