import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { learnerFile } from '../support/learner-files/learner-files';
import { identifier, note } from '../support/builders/statement-builders';
import { begin, letPagesAcknowledge, letPagesReachStores, openFirstSection } from './support/app-in-page';
import { latestNotesOf, metaOf, readDatabase, type DatabaseRows } from './support/database-rows';
import { Oracle } from './support/oracle';
import { assertBackend, setUpPlace } from './support/study-place';
import { expectUntorn, expectWhole } from './support/whole-record';

// F9: the browser gives no more room. Every path that writes says so, keeps what was typed, leaves nothing half-saved,
// and works once there is room.
const QUOTAS = [500_000, 1_000_000, 5_000_000];
const LARGE = 54_000;

for (const quota of QUOTAS) {
  test(`F9 leveldb: with room for ${quota} bytes notes, statements, the profile and an import fail as a whole, are told, and work later`, async () => {
    const place = await setUpPlace('leveldb');
    const { host } = place;
    try {
      const { page, context } = await place.openBrowser();
      const session = await context.newCDPSession(page);
      // Before the first write: Chromium keeps for a while how much room it found.
      await setQuota(session, host.url, quota);
      await letPagesReachStores(page);
      await begin(page, host.url);
      await openFirstSection(page, host.url, 'social-norms');
      assertBackend(place);
      await fillUp(page);
      const full = await readDatabase(page);
      const dismiss = async (): Promise<void> => {
        const buttons = page.getByRole('button', { name: 'Dismiss' });
        // A notice may still come, or go, meanwhile.
        await expect
          .poll(async () => {
            await buttons.evaluateAll((found) => {
              for (const button of found) (button as HTMLElement).click();
            });
            return buttons.count();
          })
          .toBe(0);
      };

      await dismiss();
      expect(await saveLargeStatement(page)).toBe('full');
      await expect(page.getByText('The disk is full. What was saved')).toBeVisible();

      await dismiss();
      expect(await saveLargeProfile(page)).toBe(false);
      await expect(page.getByText('The disk is full. What was saved')).toBeVisible();
      expect(metaOf(await readDatabase(page), 'learner')).toEqual(metaOf(full, 'learner'));
      expectSameFacts(await readDatabase(page), full);

      await dismiss();
      await page.goto(`${host.url}#/records`);
      const bytes = Buffer.from(fileFor(full, quota));
      await page
        .getByLabel('Choose a backup, or drop it here')
        .setInputFiles({ name: 'record.jsonl', mimeType: 'application/jsonl', buffer: bytes });
      await page.getByRole('button', { name: 'Bring it in' }).click();
      await expect(page.getByText('Nothing was changed.')).toBeVisible({ timeout: 60_000 });
      await expect(page.getByRole('main').getByText('The disk is full')).toBeVisible();
      const after = await readDatabase(page);
      expectSameFacts(after, full);
      expectUntorn(after);

      // At last what is being typed: a draft that can't be saved holds its screen.
      await openFirstSection(page, host.url, 'social-norms');
      await dismiss();
      const text = `Typed while the disk was full. ${'x'.repeat(LARGE)}`;
      await page.getByRole('button', { name: 'Add a note' }).first().click();
      await page.getByLabel('Text of the note').fill(text);
      await expect(page.getByText('The disk is full. What was saved')).toBeVisible();
      await expect(page.getByText('Not saved. The text is kept here; try again.')).toBeVisible();
      await expect(page.getByLabel('Text of the note')).toHaveValue(text);

      await setQuota(session, host.url);
      await page.getByRole('button', { name: 'Done' }).click();
      await expect(page.getByLabel('Text of the note')).toBeHidden();
      expect(await saveLargeStatement(page)).toBe('saved');
      await page.goto(`${host.url}#/records`);
      await page
        .getByLabel('Choose a backup, or drop it here')
        .setInputFiles({ name: 'record.jsonl', mimeType: 'application/jsonl', buffer: bytes });
      await page.getByRole('button', { name: 'Bring it in' }).click();
      await expect(page.getByText('The file is part of the record now')).toBeVisible({ timeout: 60_000 });
      // At last: a name of that length covers the page.
      expect(await saveLargeProfile(page)).toBe(true);
      const whole = await expectWhole(page, host, new Oracle());
      expect(latestNotesOf(whole).map((each) => each.text)).toContain(text);
    } finally {
      await place.remove();
    }
  });
}

// SQLite under IndexedDB of Chromium 156 keeps to a quota loosely: some writes are refused, others far above it are
// not. What must hold is that each is whole or not there.
test('F9 sqlite: of many large writes against a quota each one is wholly there or was refused as full', async () => {
  const place = await setUpPlace('sqlite');
  const { host } = place;
  const oracle = new Oracle();
  try {
    const { page, context } = await place.openBrowser();
    const session = await context.newCDPSession(page);
    await setQuota(session, host.url, QUOTAS[0]);
    await letPagesAcknowledge(page, oracle);
    await begin(page, host.url);
    await openFirstSection(page, host.url, 'social-norms');
    assertBackend(place);
    const outcomes = await page.evaluate(async (length) => {
      const { notes, 'save-state': saving } = window.storesOfApp();
      const found: string[] = [];
      for (let index = 0; index < 40; index += 1) {
        try {
          const note = await notes.add(
            { moduleId: 'social-norms', sectionId: 'social-norms/section-1', blockId: null, quote: '' },
            `${index} ${'n'.repeat(length)}`,
          );
          await window.acknowledge({ statementIds: [], notes: [note], saveState: saving.state });
          found.push('saved');
        } catch (error) {
          found.push((error as { readonly code?: string }).code ?? 'unknown');
        }
      }
      return found;
    }, LARGE);
    expect(outcomes.filter((outcome) => outcome !== 'saved' && outcome !== 'full')).toEqual([]);
    const left = await readDatabase(page);
    expect(latestNotesOf(left).length).toBe(outcomes.filter((outcome) => outcome === 'saved').length);
    expectUntorn(left);
    console.log(
      `SQLite refused ${outcomes.filter((outcome) => outcome === 'full').length} of ${outcomes.length} writes.`,
    );
    await setQuota(session, host.url);
    expect(await saveLargeStatement(page)).toBe('saved');
    await expectWhole(page, host, oracle);
  } finally {
    await place.remove();
  }
});

/** Bytes that the origin may use; without a number, what the browser gives it of itself. */
async function setQuota(session: CDPSession, url: string, quotaSize?: number): Promise<void> {
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: url.slice(0, -1),
    ...(quotaSize === undefined ? {} : { quotaSize }),
  });
}

/** Writes notes until one is refused. @throws Error where none ever is */
async function fillUp(page: Page): Promise<void> {
  const refused = await page.evaluate(async (length) => {
    const { notes } = window.storesOfApp();
    for (let index = 0; index < 400; index += 1) {
      try {
        // Text that doesn't shrink: LevelDB compresses what it writes.
        const text = Array.from(crypto.getRandomValues(new Uint32Array(length / 6)), (number) =>
          number.toString(36).padStart(6, '0').slice(-6),
        ).join('');
        await notes.add(
          { moduleId: 'social-norms', sectionId: 'social-norms/section-1', blockId: null, quote: '' },
          text,
        );
      } catch (error) {
        return (error as { readonly code?: string }).code;
      }
    }
    return 'never';
  }, LARGE);
  expect(refused).toBe('full');
}

async function saveLargeStatement(page: Page): Promise<string> {
  return page.evaluate(
    (length) =>
      window
        .storesOfApp()
        .record.append([
          {
            verb: 'answered',
            attemptId: crypto.randomUUID(),
            questionId: 'q1',
            answer: { kind: 'text', text: 's'.repeat(length) },
            confidence: 'sure',
            seconds: 1,
          },
        ])
        .then(
          () => 'saved',
          (error: { readonly code?: string }) => error.code ?? 'unknown',
        ),
    LARGE,
  );
}

function saveLargeProfile(page: Page): Promise<boolean> {
  return page.evaluate(
    (length) => window.storesOfApp().session.update({ latinName: `Sokha ${'p'.repeat(length)}` }),
    LARGE,
  );
}

/** A learner file that is larger than the room that there is. */
function fileFor(rows: DatabaseRows, quota: number): string {
  const learner = metaOf(rows, 'learner');
  if (!learner) throw new Error('The database has no profile.');
  const notes = Array.from({ length: Math.ceil(quota / 20_000) }, (_, index) =>
    note({
      id: identifier(100_000 + index),
      noteId: identifier(200_000 + index),
      text: `${index} ${'f'.repeat(20_000)}`,
    }),
  );
  return learnerFile({ createdAt: '2026-11-21T01:00:00.000Z', learner, position: null, statements: [], notes });
}

function expectSameFacts(after: DatabaseRows, before: DatabaseRows): void {
  for (const table of ['statements', 'noteRevisions', 'latestNotes'])
    expect(after.tables[table]?.length, table).toBe(before.tables[table]?.length);
}
