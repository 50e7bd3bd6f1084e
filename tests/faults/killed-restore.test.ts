import { expect, test, type Page } from '@playwright/test';
import { begin, letPagesAcknowledge, openFirstSection, openHome } from './support/app-in-page';
import type { Backend } from './support/backends';
import type { BrowserProcess } from './support/browser-process';
import { revisionsOf, statementsOf } from './support/database-rows';
import { haltAtWrite } from './support/halted-page';
import { factsDigest } from './support/old-database';
import { Oracle } from './support/oracle';
import { backendsFor, between, cases, chanceFor } from './support/sample';
import { setUpPlace, type SavedPlace, type StudyPlace } from './support/study-place';
import { studyByStores } from './support/study-session';
import { expectWhole } from './support/whole-record';
import { chooseState, keepPresentState, restoreChosenState } from '../e2e/pages/snapshot-pages';

// F4: kill -9 of browser, host or both while a record is set back to an earlier state. It is in the one state or in the
// other, on both sides. The first kill comes for certain when the journal is set back and the database is in the midst
// of following it. Where others follow at some moment of a restore, one goes to its end before them, to know how long
// it takes.
const KILLS = cases(20, 1);
const FIRST = KILLS > 1 ? 0 : 1;
const SET_BACK = 'Your record is set back.';

for (const backend of backendsFor('F4 restore')) {
  test(`F4 ${backend}: a restore that is killed (${KILLS} times) leaves the record as it was, or set back`, async () => {
    test.setTimeout(120_000 + KILLS * 60_000);
    const chance = chanceFor(test.info().title);
    const { place, saved, earlier, later } = await setUpStates(backend, between(chance, 1, 2 ** 31));
    const { host } = place;
    const found = { earlier: 0, later: 0 };
    let duration = 0;
    try {
      for (let round = FIRST; round <= KILLS; round += 1) {
        if (round > FIRST) await saved.putBack();
        const browser = await place.openBrowser();
        const midst =
          round === 1
            ? await haltAtWrite(
                browser.page,
                { method: 'add', stores: ['statements'], number: between(chance, 1, 10) },
                'later',
              )
            : null;
        await beginRestore(browser.page, place);
        const began = Date.now();
        if (round === 0) {
          await expect(browser.page.getByRole('main').getByText(SET_BACK)).toBeVisible();
          duration = Date.now() - began;
        } else if (midst) await midst.halted;
        else await new Promise((passed) => setTimeout(passed, between(chance, 0, duration)));
        await killSome(browser, place, round);

        const after = await place.openBrowser();
        await openHome(after.page, host.url);
        // The two sides agree first; what they agree on is one of the two states.
        const digest = factsDigest(await expectWhole(after.page, host, new Oracle()));
        expect([earlier, later], 'the state that the record is in').toContain(digest);
        if (round === 0 || midst) expect(digest).toBe(earlier);
        if (round > 0) found[digest === earlier ? 'earlier' : 'later'] += 1;
        await after.close();
      }
      if (FIRST === 0)
        console.log(
          `A restore takes ${duration} ms; ${found.later} kills left the record as it was, ${found.earlier} set back.`,
        );
    } finally {
      await place.remove();
    }
  });
}

for (const backend of backendsFor('F4 unsent')) {
  test(`F4 ${backend}: what another browser holds unsent stays where the record is set back meanwhile, also where it is killed while it follows`, async () => {
    test.setTimeout(240_000);
    const chance = chanceFor(test.info().title);
    const { place, rolledBack, takenAway } = await setUpStates(backend, between(chance, 1, 2 ** 31));
    const { host } = place;
    const unsent = new Oracle();
    try {
      const away = await place.openBrowser('other');
      await letPagesAcknowledge(away.page, unsent);
      await openHome(away.page, host.url);
      await expectWhole(away.page, host, rolledBack);
      await openFirstSection(away.page, host.url, 'social-norms');
      await host.stop('SIGKILL');
      await studyByStores(away.page, { seed: between(chance, 1, 2 ** 31), moduleId: 'social-norms', operations: 20 });
      await away.end('SIGKILL');
      await host.start();

      const here = await place.openBrowser();
      await beginRestore(here.page, place);
      await expect(here.page.getByRole('main').getByText(SET_BACK)).toBeVisible();
      await here.close();

      const killed = await place.openBrowser('other');
      const write = { method: 'add', stores: ['statements'], number: between(chance, 1, 10) } as const;
      const { halted } = await haltAtWrite(killed.page, write, 'later');
      await killed.page.goto(host.url);
      await halted;
      await killed.end('SIGKILL');

      for (const which of ['other', undefined] as const) {
        const { page, close } = await place.openBrowser(which);
        await openHome(page, host.url);
        const rows = await expectWhole(page, host, unsent);
        const held = new Set([...statementsOf(rows), ...revisionsOf(rows)].map(({ id }) => id));
        expect(takenAway.length).toBeGreaterThan(0);
        expect(
          takenAway.filter((id) => held.has(id)),
          'what the restore took away',
        ).toEqual([]);
        await close();
      }
    } finally {
      await place.remove();
    }
  });
}

/** Ids of all statements and note revisions that were acknowledged. */
function idsOf({ statementIds, notes }: Oracle): readonly string[] {
  return [...statementIds, ...notes.map(({ id }) => id)];
}

interface States {
  readonly place: StudyPlace;
  readonly saved: SavedPlace;
  /** Digests of the facts of the state that was kept, and of the record as it is. */
  readonly earlier: string;
  readonly later: string;
  /** What was acknowledged, at last what a restore takes away. */
  readonly rolledBack: Oracle;
  /** Ids of the statements and note revisions that were acknowledged after the state was kept. */
  readonly takenAway: readonly string[];
}

/** Studies, keeps the state, and studies on; the browser is closed. */
async function setUpStates(backend: Backend, seed: number): Promise<States> {
  const place = await setUpPlace(backend);
  const { host } = place;
  const oracle = new Oracle();
  const { page, close } = await place.openBrowser();
  await letPagesAcknowledge(page, oracle);
  await begin(page, host.url);
  const session = { moduleId: 'social-norms', operations: 30 };
  await openFirstSection(page, host.url, 'social-norms');
  await studyByStores(page, { ...session, seed });
  await keepPresentState(page, host.url);
  const earlier = factsDigest(await expectWhole(page, host, oracle));
  const kept = new Set(idsOf(oracle));
  await openFirstSection(page, host.url, 'social-norms');
  await studyByStores(page, { ...session, seed: seed + 1 });
  await page.goto(`${host.url}#/`);
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
  const later = factsDigest(await expectWhole(page, host, oracle));
  await close();
  const takenAway = idsOf(oracle).filter((id) => !kept.has(id));
  return { place, saved: place.keepCopy(), earlier, later, rolledBack: oracle, takenAway };
}

async function beginRestore(page: Page, { host }: StudyPlace): Promise<void> {
  await page.goto(`${host.url}#/records`);
  await chooseState(page, 'Kept by you', 'Compare with now');
  await restoreChosenState(page);
}

/** The browser alone, both at once, or the host first. */
async function killSome(browser: BrowserProcess, { host }: StudyPlace, round: number): Promise<void> {
  if (round % 3 === 0) await browser.end('SIGKILL');
  else if (round % 3 === 1) await Promise.all([browser.end('SIGKILL'), host.stop('SIGKILL')]);
  else {
    await host.stop('SIGKILL');
    await browser.end('SIGKILL');
  }
  if (round % 3 !== 0) await host.start();
}
