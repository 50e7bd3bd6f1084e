import { test } from '@playwright/test';
import { begin, letPagesAcknowledge, openFirstSection, openHome } from './support/app-in-page';
import { readJournals } from './support/journal-lines';
import { Oracle } from './support/oracle';
import { backendsFor, between, chanceFor } from './support/sample';
import { setUpPlace } from './support/study-place';
import { studyByStores } from './support/study-session';
import { expectJournalled, expectWhole } from './support/whole-record';

// F28: two browsers in turn on one data folder. Every third turn ends without the host, so that its browser holds what
// was never sent while the other one goes on. LevelDB, which a kill can damage, is closed; SQLite is killed.
const TURNS = 20;
const UNSENT_EVERY = 3;

for (const backend of backendsFor('F28')) {
  test(`F28 ${backend}: of what two browsers record in turn (${TURNS} times) nothing acknowledged is lost`, async () => {
    test.setTimeout(120_000 + TURNS * 60_000);
    const chance = chanceFor(test.info().title);
    const place = await setUpPlace(backend);
    const { host } = place;
    const oracles = [new Oracle(), new Oracle()] as const;
    const both = (): Oracle => {
      const all = new Oracle();
      all.acknowledgements = oracles.flatMap(({ acknowledgements }) => acknowledgements);
      return all;
    };
    try {
      for (let turn = 0; turn < TURNS; turn += 1) {
        const mine = oracles[(turn % 2) as 0 | 1];
        const browser = await place.openBrowser(turn % 2 === 0 ? undefined : 'other');
        const { page } = browser;
        await letPagesAcknowledge(page, mine);
        if (turn === 0) await begin(page, host.url);
        else {
          await openHome(page, host.url);
          // Whatever the other one holds unsent is there once that is opened again.
          const here = both();
          here.forgetAllBut(
            new Set([
              ...readJournals(host).map(({ change }) => change.id),
              ...mine.statementIds,
              ...mine.notes.map(({ id }) => id),
            ]),
          );
          await expectWhole(page, host, here);
        }
        await openFirstSection(page, host.url, 'social-norms');
        const session = { seed: between(chance, 1, 2 ** 31), moduleId: 'social-norms' };
        await studyByStores(page, { ...session, operations: 10 });
        const isUnsent = turn % UNSENT_EVERY === UNSENT_EVERY - 1;
        if (isUnsent) await host.stop('SIGKILL');
        await studyByStores(page, { ...session, seed: session.seed + 1, operations: 10 });
        await (backend === 'sqlite' ? browser.end('SIGKILL') : browser.close());
        if (isUnsent) await host.start();
        expectJournalled(host, mine);
      }
      for (const which of [undefined, 'other', undefined] as const) {
        const { page, close } = await place.openBrowser(which);
        await openHome(page, host.url);
        if (which !== undefined) await expectWhole(page, host, both());
        await close();
      }
      const { page } = await place.openBrowser();
      await openHome(page, host.url);
      await expectWhole(page, host, both());
      const { statementIds, notes } = both();
      console.log(`${statementIds.length} statements and ${notes.length} notes acknowledged in ${TURNS} turns.`);
    } finally {
      await place.remove();
    }
  });
}
