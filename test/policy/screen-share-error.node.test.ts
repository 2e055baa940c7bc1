import { expect, test } from '@playwright/test';
import { isScreenShareError, SCREEN_SHARE_ERROR_CODES, ScreenShareError, screenShareErrorFrom, surfaceNotAllowed } from '../../src/policy/index.js';

test('has a sentence and a remedy for every code', () => {
  for (const code of SCREEN_SHARE_ERROR_CODES) {
    expect(new ScreenShareError(code)).toMatchObject({ name: 'ScreenShareError', code, message: expect.stringMatching(/^[A-Z].+\.$/), remedy: expect.stringMatching(/^[A-Z].+\.$/) });
  }
});

test('tells an agent who lost the floor exactly so', () => {
  expect(new ScreenShareError('superseded').message).toBe('Another agent is sharing their screen. You are no longer sharing your screen.');
});

test('names what was picked and what is allowed', () => {
  expect(surfaceNotAllowed(['tab', 'window'], 'screen')).toMatchObject({ code: 'surface-not-allowed', message: 'You picked a screen. Only a window or a tab may be shared.', remedy: 'Try again and pick a window or a tab.' });
  expect(surfaceNotAllowed(['window']).message).toBe('Only a window may be shared.');
});

test('crosses a worker as plain data and is itself again', () => {
  const error = new ScreenShareError('site-not-allowed', { message: 'Read evil.test.', remedy: 'Go back.', cause: new TypeError('x') });
  const data = structuredClone(error.toJSON());
  expect(data).toEqual({ name: 'ScreenShareError', code: 'site-not-allowed', message: 'Read evil.test.', remedy: 'Go back.', cause: 'TypeError: x' });
  const rebuilt = screenShareErrorFrom(JSON.parse(JSON.stringify(error)));
  expect(isScreenShareError(rebuilt, 'site-not-allowed')).toBe(true);
  expect(rebuilt?.toJSON()).toEqual(data);
});

test('rebuilds nothing from what is no such data', () => {
  for (const data of [null, 1, {}, { name: 'ScreenShareError', code: 'toString' }, { name: 'Error', code: 'superseded' }]) expect(screenShareErrorFrom(data)).toBeUndefined();
});

test('knows an error of another copy of the package, and nothing else', () => {
  class OtherCopy extends Error {
    code = 'superseded';
    get [Symbol.for('glance-screenshare.error')]() {
      return true;
    }
  }
  expect(isScreenShareError(new OtherCopy())).toBe(true);
  expect(isScreenShareError(new OtherCopy(), 'superseded')).toBe(true);
  expect(isScreenShareError(new OtherCopy(), 'source-ended')).toBe(false);
  for (const value of [undefined, null, 'superseded', new Error('superseded'), { code: 'superseded' }]) expect(isScreenShareError(value)).toBe(false);
});
