import { expect, test } from '@playwright/test';
import type { ScreenShareSettings } from '../../src/policy/settings.js';
import { entryOf } from '../../src/store/publication-list.js';
import type { SettingsState, SettingsStore } from '../../src/store/settings-store.js';
import { isSettingsStoreError, type SettingsStoreError } from '../../src/store/settings-store-error.js';

/** Settings that differ from those of every other number. */
export function settings(number: number): ScreenShareSettings {
  return {
    escalateToShow: true,
    surfaces: ['window'],
    allowedSites: [`https://www.example.com/${number}/*`],
    bookmarks: [{ title: `Page ${number}`, url: `https://www.example.com/${number}/`, active: true }],
  };
}

/** What a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<SettingsStoreError> {
  const error: unknown = await promise.then(
    () => new Error('This did not fail.'),
    (thrown: unknown) => thrown,
  );
  if (!isSettingsStoreError(error)) throw error;
  return error;
}

export interface StorePair {
  /** Two administrators with the same settings. */
  readonly ada: SettingsStore;
  readonly bob: SettingsStore;
}

/** What a store has for both environments, without what a server says about the person who asks. */
async function environmentsOf(store: SettingsStore): Promise<Pick<SettingsState, 'staging' | 'production'>> {
  const { staging, production } = await store.read();
  return { staging, production };
}

/** What every store has to do, whatever keeps its settings. `stores` gives two that look at the same new place. */
export function testStore(stores: () => StorePair): void {
  test('nothing was ever saved: both environments are empty, and so is the history', async () => {
    const { ada } = stores();
    expect(await environmentsOf(ada)).toEqual({ staging: null, production: null });
    expect(await ada.history()).toEqual([]);
  });

  test('what is saved is in staging alone, with who and when', async () => {
    const { ada, bob } = stores();
    const before = new Date().toISOString();
    const saved = await ada.save(settings(1), null);
    expect(saved).toMatchObject({ settings: settings(1), by: 'Ada' });
    expect(saved.at >= before && saved.at <= new Date().toISOString()).toBe(true);
    expect(await environmentsOf(bob)).toEqual({ staging: saved, production: null });
  });

  test('publishing copies staging to production; staging goes on by itself', async () => {
    const { ada, bob } = stores();
    const first = await ada.save(settings(1), null);
    const published = await bob.publish(first.version);
    expect(published).toMatchObject({ settings: settings(1), by: 'Bob', staged: first.version, republished: null, previous: null });
    const second = await ada.save(settings(2), first.version);
    expect(await environmentsOf(bob)).toEqual({ staging: second, production: published });
  });

  test('the second of two who saw the same version gets a conflict with the other’s settings, and saves over them once they know', async () => {
    const { ada, bob } = stores();
    const first = await ada.save(settings(1), null);
    const theirs = await bob.save(settings(2), first.version);
    const conflict = await failureOf(ada.save(settings(3), first.version));
    expect(conflict.code).toBe('conflict');
    expect(conflict.message).toContain('Bob');
    expect(conflict.state?.staging).toEqual(theirs);
    expect((await ada.read()).staging).toEqual(theirs);
    const mine = await ada.save(settings(3), conflict.state?.staging?.version ?? null);
    expect((await bob.read()).staging).toEqual(mine);
  });

  test('the first save of two who both saw nothing wins, the other hears of it', async () => {
    const { ada, bob } = stores();
    const first = await ada.save(settings(1), null);
    expect(await failureOf(bob.save(settings(2), null))).toMatchObject({ code: 'conflict', state: { staging: first } });
  });

  test('of many saves at once exactly one goes through each time', async () => {
    const { ada, bob } = stores();
    let { version } = await ada.save(settings(0), null);
    for (let round = 1; round <= 5; round += 1) {
      const tries = [ada, bob, ada, bob, ada, bob].map((store, index) => store.save(settings(round * 10 + index), version));
      const results = await Promise.allSettled(tries);
      const winners = results.filter((result) => result.status === 'fulfilled');
      expect(winners).toHaveLength(1);
      expect((await ada.read()).staging).toEqual(winners[0]!.value);
      version = winners[0]!.value.version;
    }
  });

  test('publishing a version that staging no longer holds is a conflict, and publishes nothing', async () => {
    const { ada, bob } = stores();
    const first = await ada.save(settings(1), null);
    const second = await bob.save(settings(2), first.version);
    expect(await failureOf(ada.publish(first.version))).toMatchObject({ code: 'conflict', state: { staging: second, production: null } });
    expect((await ada.read()).production).toBeNull();
  });

  test('a write that is tried again after its answer got lost is no conflict and happens once', async () => {
    const { ada } = stores();
    const first = await ada.save(settings(1), null);
    const second = await ada.save(settings(2), first.version);
    expect(await ada.save(settings(2), first.version)).toEqual(second);
    const published = await ada.publish(second.version);
    expect(await ada.publish(second.version)).toEqual(published);
    const next = await ada.publish((await ada.save(settings(3), second.version)).version);
    const back = await ada.rollback(published.version, next.version);
    expect(await ada.rollback(published.version, next.version)).toEqual(back);
    expect(await ada.history()).toHaveLength(3);
  });

  test('invalid settings are not saved, and each problem is named with its place', async () => {
    const { ada } = stores();
    const first = await ada.save(settings(1), null);
    const invalid = { ...settings(2), surfaces: ['screen' as const], allowedSites: ['http://example.com/*'] };
    const error = await failureOf(ada.save(invalid, first.version));
    expect(error.code).toBe('invalid');
    expect(error.problems.map(({ path }) => path)).toEqual(expect.arrayContaining(['surfaces', 'allowedSites.0']));
    expect((await ada.read()).staging).toEqual(first);
  });

  test('keys that nobody knows are dropped', async () => {
    const { ada } = stores();
    const saved = await ada.save({ ...settings(1), colour: 'red' } as ScreenShareSettings, null);
    expect(saved.settings).toEqual(settings(1));
  });

  test('a rollback publishes the older version once more and leaves staging alone', async () => {
    const { ada, bob } = stores();
    const first = await ada.publish((await ada.save(settings(1), null)).version);
    const staging = await ada.save(settings(2), first.staged);
    const second = await ada.publish(staging.version);
    const back = await bob.rollback(first.version, second.version);
    expect(back).toMatchObject({ settings: settings(1), by: 'Bob', republished: first.version, previous: second.version });
    expect(await environmentsOf(ada)).toEqual({ staging, production: back });
    // What was published before the rollback can be published again.
    expect(await ada.publish(staging.version)).toMatchObject({ settings: settings(2), previous: back.version });
  });

  test('a rollback of somebody who doesn’t know the latest publication is a conflict; one to nowhere finds nothing', async () => {
    const { ada, bob } = stores();
    const first = await ada.publish((await ada.save(settings(1), null)).version);
    const second = await bob.publish((await bob.save(settings(2), first.staged)).version);
    expect(await failureOf(ada.rollback(first.version, first.version))).toMatchObject({ code: 'conflict', state: { production: second } });
    for (const version of ['0'.repeat(32), '..', 'a/b', '../x', '']) {
      expect((await failureOf(ada.rollback(version, second.version))).code, version).toBe('not-found');
    }
  });

  test('the history lists what was published, the newest first, page by page, and each with its settings', async () => {
    const { ada } = stores();
    let version: string | null = null;
    const published = [];
    for (let number = 1; number <= 5; number += 1) {
      const saved = await ada.save(settings(number), version);
      version = saved.version;
      published.unshift(await ada.publish(version));
    }
    const entries = published.map(entryOf);
    expect(await ada.history()).toEqual(entries);
    expect(await ada.history({ limit: 2 })).toEqual(entries.slice(0, 2));
    expect(await ada.history({ limit: 2, before: entries[1]!.version })).toEqual(entries.slice(2, 4));
    expect(await ada.history({ before: entries[4]!.version })).toEqual([]);
    expect(await ada.history({ before: 'unknown' })).toEqual([]);
    for (const publication of published) expect(await ada.publication(publication.version)).toEqual(publication);
  });

  test('each hears of what the other does, until it no longer listens', async () => {
    const { ada, bob } = stores();
    const heard: SettingsState[] = [];
    let tell: () => void = () => undefined;
    const stop = ada.subscribe((state) => {
      heard.push(state);
      tell();
    });
    const until = async (condition: (state: SettingsState) => boolean): Promise<void> => {
      while (!heard.some(condition)) await new Promise<void>((resolve) => (tell = resolve));
    };
    // What comes after this is heard: a tab subscribes before it reads.
    await ada.read();
    const saved = await bob.save(settings(1), null);
    await until(({ staging }) => staging?.version === saved.version);
    const published = await bob.publish(saved.version);
    await until(({ production }) => production?.version === published.version);
    stop();
    const count = heard.length;
    const another = bob.subscribe(() => tell());
    const told = new Promise<void>((resolve) => (tell = resolve));
    await bob.save(settings(2), saved.version);
    await told;
    another();
    expect(heard).toHaveLength(count);
  });

  test('a signal that is aborted ends what it was given to', async () => {
    const { ada } = stores();
    const reason = new Error('Never mind.');
    const signal = AbortSignal.abort(reason);
    await expect(ada.read(signal)).rejects.toBe(reason);
    await expect(ada.save(settings(1), null, signal)).rejects.toBe(reason);
    expect((await ada.read()).staging).toBeNull();
  });
}
