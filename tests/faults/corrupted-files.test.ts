import { expect, test } from '@playwright/test';
import { BACKENDS, databaseFolder, type Backend } from './support/backends';
import { LEVELDB_DAMAGE, SQLITE_DAMAGE, type Damage } from './support/damage';
import { openBarePage, readDatabase, revisionsOf, statementsOf, type DatabaseRows } from './support/database-rows';
import type { Oracle } from './support/oracle';
import { between, chanceFor } from './support/sample';
import { noticesOf, startApp } from './support/start-after-fault';
import type { StudyPlace } from './support/study-place';
import { setUpStudiedPlace, type StudiedPlace } from './support/studied-place';
import { expectWhole } from './support/whole-record';

// F11: the files of the browser's database are damaged while it is closed, once after it was closed and once after it
// was killed.
const DAMAGE: Readonly<Record<Backend, readonly Damage[]>> = { leveldb: LEVELDB_DAMAGE, sqlite: SQLITE_DAMAGE };

/**
 * Notes of 20,000 characters: more than LevelDB keeps in its log, so that there are tables too; SQLite has pages from
 * the first row.
 */
const LONG_NOTES: Readonly<Record<Backend, number>> = { leveldb: 220, sqlite: 60 };

for (const backend of BACKENDS) {
  for (const end of ['closed', 'killed'] as const) {
    test(`F11 ${backend}: no damage to the files of a ${end} browser empties or shrinks the record unnoticed`, async () => {
      test.setTimeout(900_000);
      const chance = chanceFor(test.info().title);
      const studied = await setUpStudiedPlace(backend, {
        seed: between(chance, 1, 2 ** 31),
        operations: 40,
        longNotes: LONG_NOTES[backend],
        end,
      });
      try {
        for (const damage of DAMAGE[backend]) await expectRecovery(studied, damage, backend);
      } finally {
        await studied.place.remove();
      }
    });
  }
}

async function expectRecovery({ place, oracle, saved }: StudiedPlace, damage: Damage, backend: Backend): Promise<void> {
  const folder = databaseFolder(place.profile, backend, place.host.url);
  await saved.putBack();
  expect(damage.apply(folder), damage.name).toBe(true);
  const lost = await losesRows(place, oracle);

  await saved.putBack();
  damage.apply(folder);
  const screens: string[] = [];
  // The screen that tells of damage says to start the app again, so that is done once.
  for (let start = 1; start <= 2 && screens.at(-1) !== 'home'; start += 1) {
    const browser = await place.openBrowser();
    const { screen, heading } = await startApp(browser, place);
    screens.push(screen);
    expect(screen, `${damage.name}: the screen`).not.toBe('first run');
    if (screen === 'failure') expect(heading).toBe('Your record could not be opened');
    else {
      if (damage.mayAlterText)
        await expect
          .poll(async () => missingRows(await readDatabase(browser.page).catch(() => null), oracle), {
            timeout: 60_000,
          })
          .toBe(0);
      else await expectWhole(browser.page, place.host, oracle);
      // What the browser had lost, or could not read any more, came back; that is said.
      if (lost && screens.length === 1)
        await expect
          .poll(async () => (await noticesOf(browser.page)).join(), { message: damage.name })
          .toMatch(/Your record was (restored|brought up to date)/u);
    }
    await browser.close();
  }
  console.log(`${backend}, ${damage.name}: ${lost ? 'costs rows' : 'costs nothing'}; ${screens.join(', then ')}.`);
  expect(screens.at(-1), damage.name).toBe('home');
}

/** Whether the browser, left to itself, lacks rows that were acknowledged, or can't read them. */
async function losesRows(place: StudyPlace, oracle: Oracle): Promise<boolean> {
  const browser = await place.openBrowser();
  try {
    await openBarePage(browser.page, place.host.url);
    return missingRows(await readDatabase(browser.page), oracle) > 0;
  } catch {
    return true;
  } finally {
    await browser.close();
  }
}

/** How many rows that were acknowledged are not there; all of them where nothing can be read. */
function missingRows(rows: DatabaseRows | null, oracle: Oracle): number {
  const held = new Set(rows ? [...statementsOf(rows), ...revisionsOf(rows)].map(({ id }) => id) : []);
  return [...oracle.statementIds, ...oracle.notes.map(({ id }) => id)].filter((id) => !held.has(id)).length;
}
