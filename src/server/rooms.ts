/**
 * The names of Socket.IO's rooms. A session id has no blank in it, so that
 * whatever a user is called, no two of these are ever the same; nor are they a
 * socket's own room, whose name has no blank either.
 */

/** Everybody in a session. */
export function sessionRoom(sessionId: string): string {
  return `session ${sessionId}`;
}

/** All pages of one user in a session. */
export function userRoom(sessionId: string, user: string): string {
  return `user ${sessionId} ${user}`;
}

/** The one participant of that id in a session. */
export function participantRoom(sessionId: string, participant: string): string {
  return `participant ${sessionId} ${participant}`;
}
