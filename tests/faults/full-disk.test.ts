import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { begin, letPagesAcknowledge, openFirstSection, openHome } from './support/app-in-page';
import type { Backend } from './support/backends';
import { Oracle } from './support/oracle';
import { backendsFor, between, chanceFor, SEED, WHOLE } from './support/sample';
import { mountSmallDisk, whyNoSmallDisk } from './support/small-disk';
import { startApp } from './support/start-after-fault';
import { assertBackend, setUpPlace } from './support/study-place';
import { studyByStores } from './support/study-session';
import { expectJournalled, expectWhole } from './support/whole-record';

// F10: the disk of the browser's profile, of the journal, or of both is full but for 3 MB or for nothing, in the middle
// of a session and at the next start.
const FULL = ['the profile', 'the journal', 'both'] as const;
const LEFT = [3_000_000, 0] as const;
const MEGABYTES = 160;

const CASES = FULL.flatMap((full) => LEFT.map((left) => [full, left] as const));
for (const backend of backendsFor('F10')) {
  for (const [full, left] of WHOLE
    ? CASES
    : [CASES[SEED % CASES.length] ?? CASES[0]].filter((each) => each !== undefined)) {
    test(`F10 ${backend}: with ${left} bytes left on the disk of ${full} nothing that was saved is lost, also over a start on the full disk`, async () => {
      test.skip(whyNoSmallDisk() !== null, whyNoSmallDisk() ?? '');
      // A browser that can't start on the full disk may take the three minutes that it is given for that.
      test.setTimeout(420_000);
      await fillAndRecover(backend, full, left);
    });
  }
}

async function fillAndRecover(backend: Backend, full: (typeof FULL)[number], left: number): Promise<void> {
  const chance = chanceFor(test.info().title);
  const disk = mountSmallDisk(MEGABYTES);
  const oracle = new Oracle();
  const place = await setUpPlace(backend, {
    ...(full === 'the journal' ? {} : { profile: join(disk.folder, 'profile') }),
    ...(full === 'the profile' ? {} : { dataFolder: join(disk.folder, 'data') }),
  });
  const { host } = place;
  try {
    const browser = await place.openBrowser();
    const { page } = browser;
    await letPagesAcknowledge(page, oracle);
    await begin(page, host.url);
    await openFirstSection(page, host.url, 'social-norms');
    await studyByStores(page, { seed: between(chance, 1, 2 ** 31), moduleId: 'social-norms', operations: 20 });
    assertBackend(place);
    disk.fill(left);

    const stopped = studyUntilRefused(page);
    const told = await Promise.race([
      stopped,
      new Promise<string>((passed) =>
        browser.context.once('close', () => {
          passed('the browser ended');
        }),
      ),
    ]);
    console.log(`${full}, ${left} bytes left: ${told}.`);
    if (told === 'refused') await expect(page.getByText('This was not saved')).toBeVisible();
    if (told === 'in one place')
      await expect(page.getByText('Your work is saved in one place only for now')).toBeVisible();
    expect(told, 'what was noticed').not.toBe('nothing');
    await browser.end('SIGKILL');
    expectJournalled(host, oracle);

    // A start on the full disk: it may say that nothing can be opened; it may not take the learner for new, and may not
    // spoil what is there.
    await host.stop('SIGTERM');
    await host.start();
    const tight = await place.openBrowser().catch(() => null);
    if (tight) {
      const screen = await startApp(tight, place).then(
        (started) => started.screen,
        (error: unknown) => `no screen (${String(error).slice(0, 60)})`,
      );
      console.log(`${full}, ${left} bytes left, started anew: ${screen}.`);
      expect(screen).not.toBe('first run');
      await tight.end('SIGKILL');
    }

    disk.free();
    const after = await place.openBrowser();
    await openHome(after.page, host.url);
    await expectWhole(after.page, host, oracle);
  } finally {
    await place.remove();
    disk.remove();
  }
}

/**
 * Saves long notes until one is refused, the journal falls behind, or the browser is gone; answers which, or `nothing`
 * after far more than there is room for.
 */
async function studyUntilRefused(page: Page): Promise<string> {
  return page
    .evaluate(async () => {
      const { notes, session, 'save-state': saving } = window.storesOfApp();
      for (let index = 0; index < 400; index += 1) {
        try {
          const text = Array.from(crypto.getRandomValues(new Uint32Array(5_000)), (number) => number.toString(36)).join(
            '',
          );
          const note = await notes.add(
            { moduleId: 'social-norms', sectionId: 'social-norms/section-1', blockId: null, quote: '' },
            text,
          );
          await session.current?.sync.flush().catch(() => undefined);
          await window.acknowledge({
            statementIds: [],
            notes: [{ id: note.id, noteId: note.noteId, text: note.text }],
            saveState: saving.state,
          });
          if (saving.state === 'local') return 'in one place';
        } catch {
          return 'refused';
        }
      }
      return 'nothing';
    })
    .catch(() => 'the browser ended');
}
