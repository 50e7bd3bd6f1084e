import { compiledQuestions } from '../../support/builders/compiled-series';
import { filesWith, storedRows } from '../../support/traces/stored-bytes';
import { expectAccessible } from '../accessible';
import { expect, expectQuiet, test, watch } from '../begun-test';
import { downloadBy } from '../certificates/certificate-scenes';
import { navigate } from '../pages/app-pages';
import { expectLocked, setPin, unlock } from '../pages/protection-pages';
import { toReflection } from '../pages/quiz-pages';
import { keepPresentState } from '../pages/snapshot-pages';

const PIN = 'green river 47';
const MODULE = 'diversion';
const FIRST = 'Reflectioncanary of the mango tree';
const LATER = ', and nobody asked her twice';

test('a reflection of a quiz outlives a window that is killed and a lock, is the same note in the notebook, and is nowhere in clear under a PIN', async ({
  app: first,
  host,
  context,
}) => {
  await setPin(first, PIN);
  await first.goto(`${host.url}#/modules/${MODULE}/quiz`);
  await first.getByRole('button', { name: 'Begin the quiz' }).click();
  await toReflection(first);
  const asked = await first
    .getByRole('main')
    .getByRole('textbox')
    .evaluate((field: HTMLTextAreaElement) => field.labels?.[0]?.textContent ?? '');
  const question = (await compiledQuestions(MODULE)).find(
    ({ type, stem }) => type === 'reflection' && stem === asked.trim(),
  );
  if (!question) throw new Error(`The bank has no reflection "${asked}".`);
  await expect(first.getByText('Not graded, and it may stay empty.')).toBeVisible();
  await first.getByLabel(question.stem).fill(FIRST);
  await expect(first.getByRole('main').getByText('Saved', { exact: true })).toBeVisible();
  const address = first.url();

  // The window is gone without a word.
  await first.close({ runBeforeUnload: false });
  const page = await context.newPage();
  const seen = watch(page, host.url, []);
  await page.goto(address);
  await expectLocked(page);
  await unlock(page, PIN);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reflection');
  const field = page.getByLabel(question.stem);
  await expect(field).toHaveValue(FIRST);
  // Locked in the midst of a word.
  await field.press('End');
  await field.pressSequentially(LATER);
  await page.keyboard.press('Control+Shift+L');
  await expectLocked(page);
  await unlock(page, PIN);
  await expect(field).toHaveValue(`${FIRST}${LATER}`);
  await expect(page.getByText('0 of 10 answered')).toBeVisible();
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
  await page.getByRole('button', { name: 'To the end' }).click();
  await expect(page.getByText('Not saved. The text is kept here; try again.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reflection');
  await page.evaluate(() => {
    (window as unknown as { readonly makeRoom: () => void }).makeRoom();
  });
  await page.getByRole('button', { name: 'To the end' }).click();
  await expect(page.getByText('10 questions are not answered and would count as 0.')).toBeVisible();
  await page.getByRole('button', { name: 'Submit the quiz' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Not passed yet: 0%');
  const result = page.getByRole('region', { name: 'Reflection' });
  await expect(result).toContainText(`${FIRST}${LATER}.`);
  await expect(result).toContainText(question.rationale);
  await expect(page.getByRole('button', { name: 'Practise the 10 that were missed' })).toBeVisible();
  await expectAccessible(page, 'a result with its reflection');
  const resultAddress = page.url();

  // Beside its section, and in the notebook, where it is changed.
  await result.getByRole('link', { name: 'Open it beside its section' }).click();
  await expect(page.locator('.note').filter({ hasText: 'Your answer to a reflection in the quiz' })).toContainText(
    `${FIRST}${LATER}`,
  );
  await navigate(page, 'Notes');
  // The section has the same note, until the notebook is there.
  await expect(page.getByRole('heading', { name: 'Notebook' })).toBeFocused();
  const note = page.locator('.note').filter({ hasText: FIRST });
  await expect(note).toContainText('Your answer to a reflection in the quiz');
  await expect(note).toContainText(question.stem);
  await note.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Text of the note').fill(`${FIRST}, seen anew`);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.goto(resultAddress);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Not passed yet: 0%');
  await expect(page.getByRole('region', { name: 'Reflection' })).toContainText(`${FIRST}, seen anew`);

  // No word of it in clear: not in the browser's database, the journal or a snapshot, nor in any file that is saved.
  await keepPresentState(page, host.url);
  await page.goto(`${host.url}#/records`);
  const learnerFile = await downloadBy(page, page.getByRole('button', { name: 'Make a backup' }));
  await page.goto(`${host.url}#/facilitators`);
  const table = await downloadBy(page, page.getByRole('button', { name: 'Save the table' }));
  const steps = await downloadBy(page, page.getByRole('button', { name: 'Save the steps' }));
  expect(steps.bytes.toString('utf8')).toContain('verbs/initialized');
  for (const word of [FIRST, LATER.slice(2), question.stem]) {
    expect(await storedRows(page)).not.toContain(word);
    expect(filesWith(host.dataFolder, word)).toEqual([]);
    for (const { bytes } of [learnerFile, table, steps]) expect(bytes.toString('utf8')).not.toContain(word);
  }
  expectQuiet(seen);
});
