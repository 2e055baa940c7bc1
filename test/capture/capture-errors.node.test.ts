import { expect, test } from '@playwright/test';
import { translatePickFailure } from '../../src/capture/capture-errors.js';

const POLICY = 'Access to the feature "display-capture" is disallowed by permissions policy.';

/** What browsers reject with: name and message as Chromium, Gecko and WebKit word them. */
const failures = [
  ['Chromium, picker cancelled', 'NotAllowedError', 'Permission denied by user', 3_000, 'dismissed'],
  ['Chromium, picker dismissed', 'NotAllowedError', 'Permission dismissed', 3_000, 'dismissed'],
  ['Chromium, refused by a policy', 'NotAllowedError', 'Permission denied', 12, 'permission-denied'],
  ['Chromium, refused by a policy after a while', 'NotAllowedError', 'Permission denied', 900, 'permission-denied'],
  ['Chromium on macOS without Screen Recording', 'NotAllowedError', 'Permission denied by system', 2_000, 'system-permission-denied'],
  ['Chromium, frame without the permission', 'NotAllowedError', POLICY, 1, 'capture-blocked'],
  ['Gecko, picker cancelled', 'NotAllowedError', 'The request is not allowed by the user agent or the platform in the current context.', 2_500, 'dismissed'],
  ['Gecko, refused without a picker', 'NotAllowedError', 'The request is not allowed by the user agent or the platform in the current context.', 3, 'permission-denied'],
  ['WebKit, picker cancelled', 'NotAllowedError', 'The request is not allowed by the user agent or the platform in the current context, possibly because the user denied permission.', 2_500, 'dismissed'],
  ['no gesture', 'InvalidStateError', 'getDisplayMedia requires transient activation from a user gesture.', 1, 'gesture-required'],
  ['the source cannot be opened', 'NotReadableError', 'Could not start video source', 1_500, 'capture-failed'],
  ['there is nothing to capture', 'NotFoundError', 'Requested device not found', 10, 'capture-failed'],
  ['the browser cannot', 'NotSupportedError', 'Not supported', 1, 'unsupported-browser'],
] as const;

for (const [title, name, message, openMs, expected] of failures) {
  test(`${title}: ${expected}`, () => {
    const cause = new DOMException(message, name);
    const failure = translatePickFailure(cause, { embedded: true, openMs });
    expect(failure === 'dismissed' ? failure : failure.code).toBe(expected);
    if (failure !== 'dismissed') expect(failure.cause).toBe(cause);
  });
}

test('a blocked frame is told which attribute its iframe lacks, a blocked page which header it sends', () => {
  const failure = (embedded: boolean) => translatePickFailure(new DOMException(POLICY, 'NotAllowedError'), { embedded, openMs: 1 });
  expect(failure(true)).toMatchObject({ remedy: expect.stringContaining('allow="display-capture"') });
  expect(failure(false)).toMatchObject({ remedy: expect.stringContaining('Permissions-Policy') });
});

test('macOS is told where to switch Screen Recording on', () => {
  const failure = translatePickFailure(new DOMException('Permission denied by system', 'NotAllowedError'), { embedded: false, openMs: 1 });
  expect(failure).toMatchObject({ remedy: expect.stringMatching(/System Settings.*Screen.*Recording/) });
});

test('something that is no error at all still becomes one with a remedy', () => {
  for (const junk of [undefined, null, 'no', 42, {}]) {
    expect(translatePickFailure(junk, { embedded: false, openMs: 1 })).toMatchObject({ code: 'capture-failed' });
  }
});
