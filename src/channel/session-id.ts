import * as v from 'valibot';

/** The id of a session: printable ASCII without spaces, so that it can be used unchanged in a room's name, a header or a log. */
export const sessionId = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,128}$/));

/** @throws TypeError if the value isn't a valid session id. */
export function assertSessionId(value: unknown): asserts value is string {
  if (v.is(sessionId, value)) return;
  throw new TypeError('A session id has 1 to 128 printable ASCII characters and no blanks. Pass the id of your cobrowse session.');
}
