import { filesWith, storedRows } from '../../support/traces/stored-bytes';
import { expectAccessible } from '../accessible';
import { expect, expectQuiet, inBothLanguages, test, watch } from '../app-test';
import { SOKHA } from '../begun-test';
import { downloadBy } from '../certificates/certificate-scenes';
import { navigate } from '../pages/app-pages';
import { expectLocked, unlock } from '../pages/protection-pages';
import { toReflection } from '../pages/quiz-pages';
import { keepPresentState } from '../pages/snapshot-pages';

const PIN = 'green river 47';
const MODULE = 'diversion';
const FIRST = 'Reflectioncanary of the mango tree';
const LATER = ', and nobody asked her twice';

inBothLanguages(() => {
  test.use({ record: { learner: SOKHA, pin: PIN } });

  test('a reflection of a quiz outlives a window that is killed and a lock, is the same note in the notebook, and is nowhere in clear under a PIN', async ({
    app: first,
    host,
    context,
    texts,
  }) => {
    const { t, course } = texts;
    await unlock(first, PIN, texts);
    await expect(first.getByRole('heading', { name: t('home.contents') })).toBeVisible();
    await first.goto(`${host.url}#/modules/${MODULE}/quiz`);
    await first.getByRole('button', { name: t('quiz.beginAttempt') }).click();
    await toReflection(first, texts);
    const asked = await first
      .getByRole('main')
      .getByRole('textbox')
      .evaluate((field: HTMLTextAreaElement) => field.labels?.[0]?.textContent ?? '');
    const question = (await course())
      .questions(MODULE)
      .find(({ type, stem }) => type === 'reflection' && stem === asked.trim());
    if (!question) throw new Error(`The bank has no reflection "${asked}".`);
    await expect(first.getByText(texts.like('quiz.reflection.rule'))).toBeVisible();
    await first.getByLabel(question.stem).fill(FIRST);
    await expect(first.getByRole('main').getByText(t('notes.state.saved'), { exact: true })).toBeVisible();
    const address = first.url();

    // The window is gone without a word.
    await first.close({ runBeforeUnload: false });
    const page = await context.newPage();
    const seen = watch(page, host.url, []);
    await page.goto(address);
    await expectLocked(page, texts);
    await unlock(page, PIN, texts);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('quiz.reflection.heading'));
    const field = page.getByLabel(question.stem);
    await expect(field).toHaveValue(FIRST);
    // Locked in the midst of a word.
    await field.press('End');
    await field.pressSequentially(LATER);
    await page.keyboard.press('Control+Shift+L');
    await expectLocked(page, texts);
    await unlock(page, PIN, texts);
    await expect(field).toHaveValue(`${FIRST}${LATER}`);
    await expect(page.getByText(t('quiz.answered', { answered: 0, total: 10 }))).toBeVisible();
    await expectAccessible(page, 'a reflection');

    // What can't be kept stays in sight, and so does whoever wrote it.
    await page.evaluate(() => {
      const { add } = IDBObjectStore.prototype;
      Object.assign(window, { makeRoom: () => Object.assign(IDBObjectStore.prototype, { add }) });
      IDBObjectStore.prototype.add = () => {
        throw new DOMException('No room.', 'QuotaExceededError');
      };
    });
    await field.press('End');
    await field.pressSequentially('.');
    await page.getByRole('button', { name: t('quiz.toEnd') }).click();
    await expect(page.getByText(t('notes.state.failed'))).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('quiz.reflection.heading'));
    await page.evaluate(() => {
      (window as unknown as { readonly makeRoom: () => void }).makeRoom();
    });
    await page.getByRole('button', { name: t('quiz.toEnd') }).click();
    await expect(page.getByText(t('quiz.end.attemptUnanswered', { n: 10 }, 10))).toBeVisible();
    await page.getByRole('button', { name: t('quiz.end.attemptSubmit') }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('quiz.result.notPassed', { percent: 0 }));
    const result = page.getByRole('region', { name: t('quiz.reflection.heading') });
    await expect(result).toContainText(`${FIRST}${LATER}.`);
    await expect(result).toContainText(question.rationale);
    await expect(page.getByRole('button', { name: t('quiz.result.practiseMissed', { n: 10 }, 10) })).toBeVisible();
    await expectAccessible(page, 'a result with its reflection');
    const resultAddress = page.url();

    // Beside its section, and in the notebook, where it is changed.
    await result.getByRole('link', { name: t('quiz.reflection.openNote') }).click();
    await expect(page.locator('.note').filter({ hasText: t('notes.reflection') })).toContainText(`${FIRST}${LATER}`);
    await navigate(page, 'Notes', texts);
    // The section has the same note, until the notebook is there.
    await expect(page.getByRole('heading', { name: t('notes.heading') })).toBeFocused();
    const note = page.locator('.note').filter({ hasText: FIRST });
    await expect(note).toContainText(t('notes.reflection'));
    await expect(note).toContainText(question.stem);
    await note.getByRole('button', { name: t('notes.edit') }).click();
    await page.getByLabel(t('notes.text')).fill(`${FIRST}, seen anew`);
    await page.getByRole('button', { name: t('notes.done') }).click();
    await page.goto(resultAddress);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('quiz.result.notPassed', { percent: 0 }));
    await expect(page.getByRole('region', { name: t('quiz.reflection.heading') })).toContainText(`${FIRST}, seen anew`);

    // No word of it in clear: not in the browser's database, the journal or a snapshot, nor in any file that is saved.
    await keepPresentState(page, host.url, texts);
    await page.goto(`${host.url}#/records`);
    const learnerFile = await downloadBy(page, page.getByRole('button', { name: t('records.save.button') }));
    await page.goto(`${host.url}#/facilitators`);
    const table = await downloadBy(page, page.getByRole('button', { name: t('records.table.button') }));
    const steps = await downloadBy(page, page.getByRole('button', { name: t('records.statements.button') }));
    expect(steps.bytes.toString('utf8')).toContain('verbs/initialized');
    for (const word of [FIRST, LATER.slice(2), question.stem]) {
      expect(await storedRows(page)).not.toContain(word);
      expect(filesWith(host.dataFolder, word)).toEqual([]);
      for (const { bytes } of [learnerFile, table, steps]) expect(bytes.toString('utf8')).not.toContain(word);
    }
    expectQuiet(seen);
  });
});
