import type { Person } from '../cobrowse-connection.js';
import { make } from '../page.js';

const MOST_ENTRIES = 200;
/** A reload looks like leaving and coming back, so a shorter absence isn't reported. */
const PATIENCE_MS = 2_500;

/** Lists the people in the session. */
export function showPeople(list: HTMLElement, people: readonly Person[], me: string | undefined): void {
  list.replaceChildren(
    ...people.map(({ id, role, name }) => {
      const item = make('li', '');
      item.dataset['role'] = role;
      const face = make('span', 'face', name.charAt(0).toUpperCase());
      face.setAttribute('aria-hidden', 'true');
      item.append(face, make('span', 'who', name), make('span', 'what', id === me ? 'You' : role === 'agent' ? 'Agent' : 'Visitor'));
      return item;
    }),
  );
}

/** The log of the session, newest first. */
export class Log {
  readonly #list: HTMLElement;
  #here: readonly string[] = [];
  #comparing: ReturnType<typeof setTimeout> | undefined;
  #lastKey: string | undefined;

  constructor(list: HTMLElement) {
    this.#list = list;
  }

  /** @param key An entry with the same key as the previous one isn't repeated. */
  add(sentence: string, key?: string): void {
    if (key !== undefined && key === this.#lastKey) return;
    this.#lastKey = key ?? this.#lastKey;
    const now = new Date();
    const time = make('time', '', now.toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hour12: false }));
    time.dateTime = now.toISOString();
    const item = make('li', '');
    item.append(time, sentence);
    this.#list.prepend(item);
    while (this.#list.childElementCount > MOST_ENTRIES) this.#list.lastElementChild?.remove();
  }

  /** Reports who joined and who left, after a short delay. */
  compare(people: readonly Person[]): void {
    clearTimeout(this.#comparing);
    const now = people.map(({ name }) => name);
    this.#comparing = setTimeout(() => {
      for (const name of without(now, this.#here)) this.add(`${name} is here`);
      for (const name of without(this.#here, now)) this.add(`${name} has left`);
      this.#here = now;
    }, this.#here.length === 0 ? 0 : PATIENCE_MS);
  }
}

/** Removes `others` from `names`, one for one: two visitors minus one visitor is one visitor. */
function without(names: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return names.filter((name) => {
    const index = left.indexOf(name);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
