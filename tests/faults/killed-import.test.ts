import { expect, test } from '@playwright/test';
import { learnerFile } from '../support/learner-files/learner-files';
import { identifier, note, read, statement } from '../support/builders/statement-builders';
import { openHome } from './support/app-in-page';
import { haltAtWrite } from './support/halted-page';
import {
  metaOf,
  openBarePage,
  readDatabase,
  revisionsOf,
  statementsOf,
  type DatabaseRows,
} from './support/database-rows';
import { backendsFor, between, cases, chanceFor, WHOLE } from './support/sample';
import { setUpStudiedPlace } from './support/studied-place';
import { expectUntorn, expectWhole } from './support/whole-record';

// F4: kill -9 while a learner file is brought in. The record is as before, or has all of the file. The first kill comes
// for certain in the midst of writing. Where others follow at some moment of an import, one goes to its end before
// them, to know how long it takes.
const KILLS = cases(20, 1);
const FIRST = KILLS > 1 ? 0 : 1;
const IN_FILE = WHOLE ? { statements: 2_000, notes: 1_000 } : { statements: 1_100, notes: 200 };
/** Facts written before the first kill: so many that an import in several transactions would have committed some. */
const WRITTEN = { from: 1_050, to: IN_FILE.statements + IN_FILE.notes - 50 };

for (const backend of backendsFor('F4')) {
  test(`F4 ${backend}: an import that is killed (${KILLS} times) brought all of the file or nothing`, async () => {
    test.setTimeout(120_000 + KILLS * 60_000);
    const chance = chanceFor(test.info().title);
    const { place, oracle, saved } = await setUpStudiedPlace(backend, {
      seed: between(chance, 1, 2 ** 31),
      operations: 20,
      end: 'closed',
    });
    const { host } = place;
    const found = { before: 0, after: 0 };
    let duration = 0;
    try {
      for (let round = FIRST; round <= KILLS; round += 1) {
        if (round > FIRST) await saved.putBack();
        const victim = await place.openBrowser();
        await openBarePage(victim.page, host.url);
        const before = await readDatabase(victim.page);
        await victim.page.goto(`${host.url}#/records`);
        await victim.page
          .getByLabel('Choose a backup, or drop it here')
          .setInputFiles({ name: 'record.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(fileFor(before)) });
        const begin = victim.page.getByRole('button', { name: 'Bring it in' });
        await expect(begin).toBeVisible();
        const midst =
          round === 1
            ? await haltAtWrite(victim.page, {
                method: 'add',
                stores: ['statements', 'noteRevisions'],
                number: between(chance, WRITTEN.from, WRITTEN.to),
              })
            : null;
        const began = Date.now();
        await begin.click();
        if (round === 0) {
          await expect(victim.page.getByText('The file is part of the record now')).toBeVisible({ timeout: 60_000 });
          duration = Date.now() - began;
        } else if (midst) await midst.halted;
        else await new Promise((passed) => setTimeout(passed, between(chance, 0, duration)));
        await victim.end('SIGKILL');

        const browser = await place.openBrowser();
        await openBarePage(browser.page, host.url);
        const after = await readDatabase(browser.page);
        expectUntorn(after);
        const added = factsOf(after) - factsOf(before);
        expect([0, IN_FILE.statements + IN_FILE.notes], 'facts that the file brought').toContain(added);
        if (midst) expect(added, 'facts that an import without an end brought').toBe(0);
        if (round > 0) found[added === 0 ? 'before' : 'after'] += 1;
        await openHome(browser.page, host.url);
        await expectWhole(browser.page, host, oracle);
        await browser.close();
      }
      if (FIRST === 0)
        console.log(
          `The import takes ${duration} ms; ${found.before} kills left the record as before, ${found.after} with the file.`,
        );
    } finally {
      await place.remove();
    }
  });
}

/** A learner file of the same learner with facts that the record lacks. */
function fileFor(rows: DatabaseRows): string {
  const learner = metaOf(rows, 'learner');
  if (!learner) throw new Error('The database has no profile.');
  return learnerFile({
    createdAt: '2026-11-21T01:00:00.000Z',
    learner,
    position: null,
    statements: Array.from({ length: IN_FILE.statements }, (_, index) =>
      statement(read(`social-norms/from-file-${index % 200}`), index, 10_000 + index),
    ),
    notes: Array.from({ length: IN_FILE.notes }, (_, index) =>
      note({ id: identifier(100_000 + index), noteId: identifier(200_000 + index), text: `From the file ${index}` }),
    ),
  });
}

function factsOf(rows: DatabaseRows): number {
  return statementsOf(rows).length + revisionsOf(rows).length;
}
