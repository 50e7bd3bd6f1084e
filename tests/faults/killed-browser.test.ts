import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { begin, letPagesAcknowledge, openFirstSection, openHome } from './support/app-in-page';
import { databaseFolder } from './support/backends';
import { openBarePage, readDatabase } from './support/database-rows';
import { readJournals } from './support/journal-lines';
import { haltAtWrite } from './support/halted-page';
import { Oracle } from './support/oracle';
import { backendsFor, between, cases, chanceFor } from './support/sample';
import { assertBackend, setUpPlace } from './support/study-place';
import { studyByScreen, studyByStores } from './support/study-session';
import { expectAcknowledged, expectJournalled, expectUntorn, expectWhole } from './support/whole-record';

// F1: kill -9 of the browser, of the host, or of both, at random moments of a study session that never ends by itself.
// One learner's record goes through all of it.
const KILLS = cases(100, 2);
const MODULE = 'social-norms';

for (const backend of backendsFor('F1')) {
  test(`F1 ${backend}: nothing that was acknowledged is lost or torn over ${KILLS} kills of browser and host`, async () => {
    test.setTimeout(KILLS * 30_000);
    const chance = chanceFor(test.info().title);
    const place = await setUpPlace(backend);
    const { host } = place;
    const oracle = new Oracle();
    const homeTimes: number[] = [];
    /** Kills after which Chromium deleted its database; its error came three times in some 250, beside a busy disk. */
    let deleted = 0;
    try {
      for (let kill = 0; kill < KILLS; kill += 1) {
        const browser = await place.openBrowser();
        const { page } = browser;
        await letPagesAcknowledge(page, oracle);
        if (kill === 0) await begin(page, host.url);
        else {
          // As the kill left it, before the app has a chance to mend anything.
          await openBarePage(page, host.url);
          const left = await readDatabase(page).catch((error: unknown) => {
            // Chromium found its LevelDB damaged after the kill, and deleted it.
            if (!existsSync(join(databaseFolder(place.profile, backend, host.url), 'corruption_info.json')))
              throw error;
            return null;
          });
          if (left) {
            expectAcknowledged(left, oracle);
            expectUntorn(left);
          } else {
            deleted += 1;
            oracle.forgetAllBut(new Set(readJournals(host).map(({ change }) => change.id)));
          }
          homeTimes.push(await openHome(page, host.url));
          await expectWhole(page, host, oracle);
        }
        await openFirstSection(page, host.url, MODULE);
        const studying =
          kill % 5 === 4
            ? studyByScreen(page, oracle, chance)
            : studyByStores(page, { seed: between(chance, 1, 2 ** 31), moduleId: MODULE });
        let killed = false;
        const cut = studying.catch((error: unknown) => {
          if (!killed) throw error;
        });
        // The first kill waits until there is something to lose, however slow the machine.
        if (kill === 0) await expect.poll(() => oracle.acknowledgements.length).toBeGreaterThan(KILLS);
        await new Promise((passed) => setTimeout(passed, between(chance, 5, 900)));
        killed = true;
        const victims = chance();
        if (victims < 0.5) await browser.end('SIGKILL');
        else if (victims < 0.75) await Promise.all([browser.end('SIGKILL'), host.stop('SIGKILL')]);
        else {
          // The host alone: the window goes on without it for a while, and dies then.
          await host.stop('SIGKILL');
          await new Promise((passed) => setTimeout(passed, between(chance, 5, 300)));
          await browser.end('SIGKILL');
        }
        await cut;
        if (victims >= 0.5) await host.start();
        expectJournalled(host, oracle);
        if (kill === 0) assertBackend(place);
      }
      const { page } = await place.openBrowser();
      homeTimes.push(await openHome(page, host.url));
      await expectWhole(page, host, oracle);
      expect(oracle.statementIds.length + oracle.notes.length, 'acknowledgements').toBeGreaterThan(KILLS);
      expect(deleted, 'kills after which Chromium deleted its database').toBeLessThanOrEqual(Math.ceil(KILLS / 10));
      console.log(
        `${oracle.statementIds.length} statements and ${oracle.notes.length + oracle.writtenTexts.length} notes acknowledged; home after ${Math.max(...homeTimes)} ms at most; Chromium deleted its database ${deleted} times.`,
      );
    } finally {
      await place.remove();
    }
  });

  test(`F1 ${backend}: of a kill between the journal's acknowledgement and the deletion of what was sent nothing is lost or doubled`, async () => {
    const chance = chanceFor(test.info().title);
    const place = await setUpPlace(backend);
    const { host } = place;
    const oracle = new Oracle();
    try {
      const browser = await place.openBrowser();
      await letPagesAcknowledge(browser.page, oracle);
      await begin(browser.page, host.url);
      await openFirstSection(browser.page, host.url, MODULE);
      const deletion = { method: 'delete', stores: ['outbox'], number: between(chance, 2, 20) } as const;
      const { halted } = await haltAtWrite(browser.page, deletion);
      const cut = studyByStores(browser.page, { seed: between(chance, 1, 2 ** 31), moduleId: MODULE }).catch(
        () => null,
      );
      await halted;
      await browser.end('SIGKILL');
      await cut;

      const { page } = await place.openBrowser();
      await openBarePage(page, host.url);
      const left = await readDatabase(page);
      expectAcknowledged(left, oracle);
      const sent = new Set(readJournals(host).map(({ change }) => change.id));
      const waiting = (left.tables['outbox'] ?? []) as readonly { readonly id: string }[];
      expect(waiting.filter(({ id }) => sent.has(id)).length, 'changes that were sent and wait').toBeGreaterThan(0);
      await openHome(page, host.url);
      await expectWhole(page, host, oracle);
      const ids = readJournals(host).map(({ change }) => change.id);
      expect(new Set(ids).size).toBe(ids.length);
    } finally {
      await place.remove();
    }
  });
}
