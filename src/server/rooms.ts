/**
 * The names of Socket.IO's rooms. Session ids and the names of sockets' own rooms
 * don't contain spaces, so these names can't collide, no matter what a user's name
 * is.
 */

/** The room of everybody in a session. */
export function sessionRoom(sessionId: string): string {
  return `session ${sessionId}`;
}

/** The room of one user's pages in a session. */
export function userRoom(sessionId: string, user: string): string {
  return `user ${sessionId} ${user}`;
}

/** The room of one participant in a session. */
export function participantRoom(sessionId: string, participant: string): string {
  return `participant ${sessionId} ${participant}`;
}
