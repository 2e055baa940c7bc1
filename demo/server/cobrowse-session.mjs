/** What one cobrowse session knows: who is here, the page that is mirrored, what was said. Pure; all bounded. */

export const LIMITS = Object.freeze({
  participants: 20,
  /** Characters of one batch of events; the whole picture of this demo's pages is some 60 kB. */
  batch: 1_200_000,
  /** Characters kept of a page since its last whole picture; past this a new one is asked for. */
  mirror: 6_000_000,
  batches: 5_000,
  messages: 300,
  text: 2_000,
});

/** @typedef {{ id: string, role: 'agent' | 'visitor', name: string }} Person */
/** @typedef {{ id: string, title: string, address: string, dark: boolean }} Page */

export class CobrowseSession {
  /** @type {Map<string, Person & { since: number }>} */
  #people = new Map();
  /** @type {{ by: string, page: Page, batches: string[], size: number } | null} */
  #mirror = null;
  /** @type {{ from: { role: string, name: string }, to: 'all' | 'agents', text: string, at: number }[]} */
  #messages = [];
  /** Whether the visitor has asked not to be watched for now. */
  paused = false;

  get isEmpty() {
    return this.#people.size === 0;
  }

  /** @param {Person} person */
  join({ id, role, name }) {
    if (this.#people.size >= LIMITS.participants) return false;
    this.#people.set(id, { id, role, name, since: Date.now() });
    return true;
  }

  /** @param {string} id */
  leave(id) {
    this.#people.delete(id);
    if (this.#mirror?.by === id) this.#mirror = null;
  }

  /** Everybody, in the order they came. */
  get people() {
    return [...this.#people.values()];
  }

  /** Whose page is mirrored, if any. */
  get mirroredBy() {
    return this.#mirror?.by ?? null;
  }

  /**
   * A visitor's page is now the one to mirror.
   * @param {string} by
   * @param {Page} page
   */
  show(by, page) {
    this.#mirror = { by, page, batches: [], size: 0 };
  }

  /** Forgets the picture, and keeps whose page it was. */
  forgetPicture() {
    if (this.#mirror !== null) Object.assign(this.#mirror, { batches: [], size: 0 });
  }

  /**
   * Keeps a batch of the mirrored page's events, so that an agent who comes later sees the page at once.
   *
   * @param {{ by: string, page: string, whole: boolean, batch: string }} events `whole`: begins with the page's whole picture.
   * @returns {'kept' | 'full' | 'ignored'} `full`: too much has piled up, a new whole picture is needed.
   */
  keep({ by, page, whole, batch }) {
    const mirror = this.#mirror;
    if (mirror === null || mirror.by !== by || mirror.page.id !== page) return 'ignored';
    if (whole) this.forgetPicture();
    else if (mirror.batches.length === 0) return 'full';
    if (mirror.size + batch.length > LIMITS.mirror || mirror.batches.length >= LIMITS.batches) {
      this.forgetPicture();
      return 'full';
    }
    mirror.batches.push(batch);
    mirror.size += batch.length;
    return 'kept';
  }

  /** The mirrored page so far, for an agent who has just come. */
  get mirror() {
    return this.#mirror && { page: this.#mirror.page, batches: this.#mirror.batches };
  }

  /** @param {{ role: string, name: string }} from */
  say({ role, name }, to, text) {
    const message = { from: { role, name }, to, text, at: Date.now() };
    this.#messages.push(message);
    if (this.#messages.length > LIMITS.messages) this.#messages.shift();
    return message;
  }

  /** What somebody of this role may read. */
  messagesFor(role) {
    return this.#messages.filter(({ to }) => to === 'all' || role === 'agent');
  }
}
