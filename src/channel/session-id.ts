/**
 * What names a session or serves as a token on the wire: 1 to 128 printable
 * ASCII characters without a blank, so that it can stand in a room's name, a
 * header or a log as it is.
 */
const SESSION_ID = /^[\x21-\x7e]{1,128}$/;

/** Whether the value can name a session. */
export function isSessionId(value: unknown): value is string {
  return typeof value === 'string' && SESSION_ID.test(value);
}

/** @throws TypeError when the value can't name a session. */
export function assertSessionId(value: unknown): asserts value is string {
  if (isSessionId(value)) return;
  throw new TypeError('A session id has 1 to 128 printable ASCII characters and no blanks. Pass the id of your cobrowse session.');
}
