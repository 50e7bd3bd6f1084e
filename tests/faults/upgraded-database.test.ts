import { expect, test } from '@playwright/test';
import { openHome } from './support/app-in-page';
import { BACKENDS, type Backend } from './support/backends';
import { openBarePage, readDatabase } from './support/database-rows';
import { haltAtWrite } from './support/halted-page';
import { createOldDatabase, factsDigest, NEWEST_NATIVE_VERSION, shapeOf, type OldSize } from './support/old-database';
import { Oracle } from './support/oracle';
import { between, chanceFor } from './support/sample';
import { assertBackend, setUpPlace, type StudyPlace } from './support/study-place';
import { expectUntorn, expectWhole } from './support/whole-record';

const OLD_VERSION = 10;

/** A place with nothing but a database of version 1, its browser closed, and the digest of its facts. */
async function setUpOldPlace(
  backend: Backend,
  size: OldSize,
): Promise<{ readonly place: StudyPlace; readonly digest: string }> {
  const place = await setUpPlace(backend);
  const browser = await place.openBrowser();
  await openBarePage(browser.page, place.host.url);
  await createOldDatabase(browser.page, size);
  const digest = factsDigest(await readDatabase(browser.page));
  await browser.close();
  assertBackend(place);
  return { place, digest };
}

const SIZES = [
  ['nothing', 0, 0],
  ['a few rows', 4, 6],
  ['5,000 rows', 2_000, 1_000],
] as const;

// F5: every version that was ever shipped, empty, small and large, through the real start of the app.
for (const backend of BACKENDS) {
  for (const [size, statements, notes] of SIZES) {
    test(`F5 ${backend}: a database of version 1 with ${size} in it is upgraded with every fact`, async () => {
      const { place, digest } = await setUpOldPlace(backend, { statements, notes });
      try {
        const browser = await place.openBrowser();
        const errors: string[] = [];
        browser.page.on('pageerror', (error) => errors.push(error.message));
        browser.page.on('console', (message) => {
          if (message.type() === 'error' && !message.text().includes('favicon')) errors.push(message.text());
        });
        await openHome(browser.page, place.host.url);
        const rows = await expectWhole(browser.page, place.host, new Oracle());
        expect(factsDigest(rows)).toBe(digest);
        expect(shapeOf(rows)).toEqual({
          version: NEWEST_NATIVE_VERSION,
          facts: statements + notes * 3,
          hasLatestNotes: true,
        });
        expect(errors).toEqual([]);
      } finally {
        await place.remove();
      }
    });
  }
}

// F2: kill -9 while 20,000 rows are upgraded. After it the database is wholly old or wholly new, and the next start
// ends at new. The first kill comes for certain in the midst of it.
const KILLS = 20;
const KILLED_SIZE: OldSize = { statements: 2_000, notes: 6_000 };
const KILLED_ROWS = (KILLED_SIZE.statements + KILLED_SIZE.notes * 3).toLocaleString('en');
for (const backend of BACKENDS) {
  test(`F2 ${backend}: an upgrade of ${KILLED_ROWS} rows that is killed ${KILLS} times leaves all old or all new`, async () => {
    test.setTimeout(120_000 + KILLS * 60_000);
    const chance = chanceFor(test.info().title);
    const { place, digest } = await setUpOldPlace(backend, KILLED_SIZE);
    const { host } = place;
    const saved = place.keepCopy();
    const found = { old: 0, new: 0 };
    try {
      const untouched = await place.openBrowser();
      const duration = await openHome(untouched.page, host.url);
      await untouched.close();
      for (let kill = 0; kill < KILLS; kill += 1) {
        await saved.putBack();
        const victim = await place.openBrowser();
        const midst =
          kill === 0
            ? await haltAtWrite(
                victim.page,
                { method: 'put', stores: ['latestNotes'], number: between(chance, 1, KILLED_SIZE.notes) },
                'later',
              )
            : null;
        await victim.page.goto(host.url, { waitUntil: 'commit' });
        await (midst?.halted ?? new Promise((passed) => setTimeout(passed, between(chance, 20, duration))));
        await victim.end('SIGKILL');

        const browser = await place.openBrowser();
        await openBarePage(browser.page, host.url);
        const left = await readDatabase(browser.page);
        expect(factsDigest(left)).toBe(digest);
        expect(shapeOf(left)).toMatchObject(
          left.version === OLD_VERSION
            ? { hasLatestNotes: false }
            : { version: NEWEST_NATIVE_VERSION, hasLatestNotes: true },
        );
        if (midst) expect(left.version, 'the version after an upgrade without an end').toBe(OLD_VERSION);
        found[left.version === OLD_VERSION ? 'old' : 'new'] += 1;
        await openHome(browser.page, host.url);
        await openBarePage(browser.page, host.url);
        const upgraded = await readDatabase(browser.page);
        expect(shapeOf(upgraded)).toEqual({
          version: NEWEST_NATIVE_VERSION,
          facts: KILLED_SIZE.statements + KILLED_SIZE.notes * 3,
          hasLatestNotes: true,
        });
        expect(factsDigest(upgraded)).toBe(digest);
        expectUntorn(upgraded);
        await browser.close();
      }
      console.log(
        `An upgrade takes up to ${duration} ms; ${found.old} kills left the old version, ${found.new} the new one.`,
      );
    } finally {
      await place.remove();
    }
  });
}
