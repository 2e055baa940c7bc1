/**
 * Tokens that say who somebody is: `{ session, id, role, name }`, signed with a
 * secret of this start of the server.
 *
 * In your product this is what your login already knows. The demo gives an
 * agent's token to whoever opens the agent's page.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const HOURS_12 = 12 * 60 * 60 * 1000;

export class Tokens {
  #secret = randomBytes(32);

  /** @param {{ session: string, id: string, role: 'agent' | 'visitor', name: string }} identity */
  issue(identity) {
    const body = Buffer.from(JSON.stringify({ ...identity, until: Date.now() + HOURS_12 })).toString('base64url');
    return `${body}.${this.#sign(body)}`;
  }

  /**
   * @param {unknown} token
   * @returns {{ session: string, id: string, role: 'agent' | 'visitor', name: string } | null} null when it isn't one of ours, or too old.
   */
  read(token) {
    if (typeof token !== 'string' || token.length > 2_000) return null;
    const [body = '', signature = ''] = token.split('.');
    const expected = Buffer.from(this.#sign(body));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    const { until, ...identity } = JSON.parse(Buffer.from(body, 'base64url').toString());
    return until > Date.now() ? identity : null;
  }

  #sign(body) {
    return createHmac('sha256', this.#secret).update(body).digest('base64url');
  }
}
