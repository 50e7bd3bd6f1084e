import { expect, test } from '@playwright/test';
import { crowding } from '../support/crowding';
import { begin, letPagesAcknowledge, openFirstSection, openHome } from './support/app-in-page';
import { openBarePage, readDatabase } from './support/database-rows';
import { Oracle } from './support/oracle';
import { between, chanceFor } from './support/sample';
import { setUpPlace } from './support/study-place';
import { studyByStores } from './support/study-session';
import { expectAcknowledged, expectJournalled, expectUntorn, expectWhole } from './support/whole-record';

// F25: browser and host are asked to end, or the window is closed or reloaded, while something is being saved: nothing
// is lost, and nobody waits for long.
const WAYS = [
  'the host is asked to end',
  'the browser is asked to end',
  'both are asked to end',
  'the window is closed',
  'the window is reloaded',
] as const;
const TIMES = 2;
/** Milliseconds, on a machine that does nothing else. */
const LONGEST_END = 5_000;

test(`F25: nothing is lost, and all is over within 5 seconds, when a save is under way and ${WAYS.join(', ')}`, async () => {
  test.setTimeout(240_000);
  const chance = chanceFor('F25');
  const place = await setUpPlace('leveldb');
  const { host } = place;
  const oracle = new Oracle();
  try {
    for (const [round, way] of Array.from({ length: TIMES }, () => WAYS)
      .flat()
      .entries()) {
      const longest = LONGEST_END * crowding();
      const browser = await place.openBrowser();
      const { page, context } = browser;
      await letPagesAcknowledge(page, oracle);
      if (round === 0) await begin(page, host.url);
      await openFirstSection(page, host.url, 'social-norms');
      // Another window stays, so that the browser does.
      const other = way === 'the window is closed' ? await context.newPage() : null;
      const cut = studyByStores(page, { seed: between(chance, 1, 2 ** 31), moduleId: 'social-norms' }).catch(
        () => undefined,
      );
      // A window that still writes to the journal asks before it goes; a person who wants to go says yes.
      page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
      // The first waits until there is something to lose, however slow the machine.
      if (round === 0) await expect.poll(() => oracle.acknowledgements.length).toBeGreaterThan(WAYS.length);
      await new Promise((passed) => setTimeout(passed, between(chance, 20, 400)));
      const began = Date.now();
      if (way === 'the host is asked to end') await host.stop('SIGTERM');
      else if (way === 'the browser is asked to end') await browser.end('SIGTERM');
      else if (way === 'both are asked to end') await Promise.all([host.stop('SIGTERM'), browser.end('SIGTERM')]);
      else if (way === 'the window is closed') {
        const closed = page.waitForEvent('close');
        await page.close({ runBeforeUnload: true });
        await closed;
      } else {
        const reloaded = page.waitForEvent('load');
        await page.evaluate(() => {
          window.location.reload();
        });
        await reloaded;
      }
      expect(Date.now() - began, way).toBeLessThan(longest);
      if (other) await openBarePage(other, host.url);
      await browser.end('SIGKILL');
      await cut;
      expectJournalled(host, oracle);
      await host.stop('SIGTERM');
      await host.start();

      const after = await place.openBrowser();
      await openBarePage(after.page, host.url);
      const left = await readDatabase(after.page);
      expectAcknowledged(left, oracle);
      expectUntorn(left);
      await openHome(after.page, host.url);
      await expectWhole(after.page, host, oracle);
      await after.close();
    }
    expect(oracle.acknowledgements.length).toBeGreaterThan(WAYS.length);
  } finally {
    await place.remove();
  }
});
