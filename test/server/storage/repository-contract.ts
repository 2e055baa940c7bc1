import { expect, test } from '@playwright/test';
import type { Retention, SettingsRepository } from '../../../src/server/index.js';
import { SettingsLedger } from '../../../src/store/settings-ledger.js';
import { settings, testStore } from '../../store/store-contract.js';
import { SettingsServer } from '../settings-server.js';

export interface RepositoryKind {
  /** A repository of the test's own place. Each call makes another one for that place, as another process would. */
  readonly open: (retention?: Retention) => SettingsRepository;
}

/** What every repository has to do, alone and with another process beside it. */
export function testRepository({ open }: RepositoryKind): void {
  test.describe('as a store, served by two servers', () => {
    let servers: [SettingsServer, SettingsServer];
    test.beforeEach(async () => {
      const [one, other] = [open(), open()].map((repository) => new SettingsServer({ repository, pollMs: 20 }));
      servers = [await one!.start(), await other!.start()];
    });
    test.afterEach(async () => {
      for (const server of servers) await server.close();
    });
    testStore(() => ({ ada: servers[0].store('Ada'), bob: servers[1].store('Bob') }));
  });

  test('of twenty who write at the same time on the same revision, one succeeds, and only its publication is there', async () => {
    const repositories = [open(), open()] as const;
    const first = await new SettingsLedger(repositories[0]).save(settings(0), null, null);
    const before = (await repositories[0].read()) as { revision: string };
    const publications = Array.from({ length: 20 }, (_, n) => ({ version: `p${n}`, settings: settings(n), at: new Date(n).toISOString(), by: 'Ada', staged: first.version, republished: null, previous: null }));
    const written = await Promise.all(
      publications.map((publication, n) =>
        repositories[n % 2]!.write({ expected: before.revision, record: { revision: `r${n}`, staging: first, production: publication }, publication }),
      ),
    );
    expect(written.filter(Boolean)).toHaveLength(1);
    const winner = publications[written.indexOf(true)]!;
    for (const repository of repositories) {
      expect(await repository.read()).toMatchObject({ production: { version: winner.version } });
      expect((await repository.publications({ limit: 50 })).map(({ version }) => version)).toEqual([winner.version]);
      for (const { version } of publications) expect(await repository.publication(version)).toEqual(version === winner.version ? winner : null);
      await repository.close?.();
    }
  });

  test('retention keeps the newest publications, those of the last days, and always the one in force', async () => {
    const by = async (retention: Retention, numbers: readonly number[]): Promise<number[]> => {
      const repository = open(retention);
      const ledger = new SettingsLedger(repository);
      for (const number of numbers) {
        const { staging } = await ledger.read();
        await ledger.publish((await ledger.save(settings(number), staging?.version ?? null, null)).version, null);
      }
      const history = await ledger.history({ limit: 200 });
      const kept = await Promise.all(history.map(async ({ version }) => Number(/\d+/.exec((await ledger.publication(version)).settings.allowedSites[0] ?? '')?.[0])));
      await repository.close?.();
      return kept;
    };
    expect(await by({}, [1, 2, 3, 4, 5])).toEqual([5, 4, 3, 2, 1]);
    expect(await by({ publications: 3 }, [6])).toEqual([6, 5, 4]);
    expect(await by({ days: 1 }, [7])).toEqual([7, 6, 5, 4]);
    expect(await by({ days: 0 }, [8])).toEqual([8]);
  });
}
