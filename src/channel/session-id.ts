import * as v from 'valibot';

/**
 * What names a session: printable ASCII without a blank, so that it can stand
 * in a room's name, a header or a log as it is.
 */
export const sessionId = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,128}$/));

/** @throws TypeError when the value can't name a session. */
export function assertSessionId(value: unknown): asserts value is string {
  if (v.is(sessionId, value)) return;
  throw new TypeError('A session id has 1 to 128 printable ASCII characters and no blanks. Pass the id of your cobrowse session.');
}
