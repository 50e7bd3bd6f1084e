import { truncateSync, statSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { BACKENDS, databaseFolder } from './support/backends';
import { largestFile } from './support/damage';
import { openBarePage, readDatabases, revisionsOf, statementsOf } from './support/database-rows';
import { readJournals } from './support/journal-lines';
import { between, chanceFor } from './support/sample';
import { startApp } from './support/start-after-fault';
import { setUpStudiedPlace } from './support/studied-place';
import { expectUntorn, expectWhole } from './support/whole-record';

// F22: what a power cut can do to files whose end had not reached the disk: the last bytes of LevelDB's log, or of
// SQLite's write-ahead log, are missing.
const CUTS = 25;
const LOG = { leveldb: /\.log$/u, sqlite: /-wal$/u };

for (const backend of BACKENDS) {
  test(`F22 ${backend}: after ${CUTS} cuts of the end of the log the rows are a prefix, and the rest comes back from the journal`, async () => {
    test.setTimeout(60_000 + CUTS * 30_000);
    const chance = chanceFor(test.info().title);
    const { place, oracle, saved } = await setUpStudiedPlace(backend, {
      seed: between(chance, 1, 2 ** 31),
      operations: 60,
      end: 'killed',
    });
    let shortened = 0;
    try {
      for (let cut = 0; cut < CUTS; cut += 1) {
        await saved.putBack();
        const path = largestFile(databaseFolder(place.profile, backend, place.host.url), LOG[backend]);
        if (path === undefined) throw new Error('There is no log.');
        const { size } = statSync(path);
        // Every other time a few bytes, else anything up to 64 kB.
        const bytes = cut % 2 === 0 ? Math.ceil(64_000 ** chance()) : between(chance, 1, 64_000);
        truncateSync(path, Math.max(0, size - bytes));
        const written = readJournals(place.host)
          .filter(({ change }) => change.kind === 'statement' || change.kind === 'note')
          .map(({ change }) => change.id);

        const browser = await place.openBrowser();
        await openBarePage(browser.page, place.host.url);
        for (const rows of await readDatabases(browser.page)) {
          // The order of the outbox is the order of the commits.
          const held = new Set([...statementsOf(rows), ...revisionsOf(rows)].map(({ id }) => id));
          expect(
            written.slice(0, held.size).filter((id) => !held.has(id)),
            'rows that are missing before later ones',
          ).toEqual([]);
          expectUntorn(rows);
          if (held.size < written.length) shortened += 1;
        }
        expect((await startApp(browser, place)).screen).toBe('home');
        await expectWhole(browser.page, place.host, oracle);
        await browser.close();
      }
      console.log(`${shortened} of ${CUTS} cuts cost rows, all of which came back.`);
    } finally {
      await place.remove();
    }
  });
}
