import { expect, test } from '@playwright/test';
import { removeFolderSync } from '../support/remove-folder';
import { letPagesAcknowledge, openFirstSection, openHome } from './support/app-in-page';
import { databaseFolder } from './support/backends';
import { openBarePage, readDatabase, revisionsOf, statementsOf, type DatabaseRows } from './support/database-rows';
import { createOldDatabase, NEWEST_NATIVE_VERSION } from './support/old-database';
import { Oracle } from './support/oracle';
import { between, chanceFor } from './support/sample';
import { setUpPlace } from './support/study-place';
import { studyByStores } from './support/study-session';
import { expectWhole } from './support/whole-record';

// F26: a long life of one record: made by an old version, upgraded, studied in again and again, killed, lost and
// restored. After each stretch it holds exactly what it ought to.
const OPERATIONS = 20_000;
const STRETCHES = 20;
/** Stretches that end by a kill, and the one before which the database is deleted. */
const KILLED = [2, 5, 9, 13, 17];
const DELETED = 11;

test(`F26: over ${OPERATIONS} deeds, an upgrade, ${KILLED.length} kills and a restored database the record is what a model says after each stretch`, async () => {
  test.setTimeout(3_600_000);
  const chance = chanceFor('F26');
  const place = await setUpPlace('leveldb');
  const { host } = place;
  const oracle = new Oracle();
  try {
    const first = await place.openBrowser();
    await openBarePage(first.page, host.url);
    await createOldDatabase(first.page, { statements: 200, notes: 50 });
    // What is known to be there without an acknowledgement: the old rows, and later whatever a kill caught on its way
    // to it.
    const model = new Set(factIds(await readDatabase(first.page)));
    await first.close();

    for (let stretch = 0; stretch < STRETCHES; stretch += 1) {
      if (stretch === DELETED) removeFolderSync(databaseFolder(place.profile, 'leveldb', host.url));
      const browser = await place.openBrowser();
      const { page } = browser;
      await letPagesAcknowledge(page, oracle);
      await openHome(page, host.url);
      const before = await expectWhole(page, host, oracle);
      expect(before.version).toBe(NEWEST_NATIVE_VERSION);
      if (KILLED.includes(stretch - 1)) addCaught(model, before, oracle);
      expectModel(model, before, oracle);

      await openFirstSection(page, host.url, 'social-norms');
      const session = { seed: between(chance, 1, 2 ** 31), moduleId: 'social-norms' };
      if (KILLED.includes(stretch)) {
        const cut = studyByStores(page, session).catch(() => undefined);
        await new Promise((passed) => setTimeout(passed, between(chance, 50, 2_000)));
        await browser.end('SIGKILL');
        await cut;
        continue;
      }
      await studyByStores(page, { ...session, operations: Math.round(OPERATIONS / (STRETCHES - KILLED.length)) });
      expectModel(model, await expectWhole(page, host, oracle), oracle);
      await browser.close();
    }
    console.log(`${oracle.statementIds.length} statements and ${oracle.notes.length} revisions acknowledged.`);
    expect(oracle.statementIds.length + oracle.notes.length).toBeGreaterThan(OPERATIONS / 2);
  } finally {
    await place.remove();
  }
});

/**
 * Ids of what the session states. That the section whose screen is open was read is stated by the screen, in its own
 * time.
 */
function factIds(rows: DatabaseRows): string[] {
  const statements = statementsOf(rows).filter(
    (each) => each.verb !== 'experienced' || /\/section-\d$/u.test(each.sectionId),
  );
  return [...statements, ...revisionsOf(rows)].map(({ id }) => id);
}

/** Facts that were kept though the kill came before the promise was heard. At most what can be under way at once. */
function addCaught(model: Set<string>, rows: DatabaseRows, oracle: Oracle): void {
  const expected = new Set([...model, ...oracle.statementIds, ...oracle.notes.map(({ id }) => id)]);
  const caught = factIds(rows).filter((id) => !expected.has(id));
  expect(caught.length).toBeLessThan(10);
  for (const id of caught) model.add(id);
}

function expectModel(model: ReadonlySet<string>, rows: DatabaseRows, oracle: Oracle): void {
  const expected = new Set([...model, ...oracle.statementIds, ...oracle.notes.map(({ id }) => id)]);
  const held = new Set(factIds(rows));
  expect(
    [...held].filter((id) => !expected.has(id)),
    'facts that nobody stated',
  ).toEqual([]);
  expect(
    [...expected].filter((id) => !held.has(id)),
    'facts that are lost',
  ).toEqual([]);
}
