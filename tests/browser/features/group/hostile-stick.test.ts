import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { NO_DECISIONS } from '../../../../src/domain/group/decisions';
import { useGroupDesk } from '../../../../src/renderer/src/stores/group/group-desk';
import { sealGroup } from '../../../../src/renderer/src/stores/group/sealed-group';
import { reportedCourse } from '../../../support/builders/report-builders';
import { openGroupPage, openPart, reportOf, tableRows } from '../../support/group-scene';

afterEach(() => {
  document.body.replaceChildren();
});

it('10,000 files are looked at and no more, which is said; the report among them is there', async () => {
  await openGroupPage();
  const files = Array.from({ length: 10_000 }, (_, index) => new File([], `${index}.txt`));
  await useGroupDesk().open(reportOf('dara.json'), ...files);
  expect(useGroupDesk().files).toHaveLength(10_000);
  await expect.element(page.getByText('Only the first 10,000 files were looked at.')).toBeVisible();
  expect(tableRows()).toEqual(['Sok Dara: computer not yet known']);
});

it('a name of a file or of a person that turns text round, or hides letters, is shown without that', async () => {
  await openGroupPage();
  await useGroupDesk().open(
    reportOf('dara\u202Enosj.json', { name: 'Sok\u200B \u2067Dara' }),
    reportOf('dara.json', { person: 2 }),
  );
  await openPart('Files');
  await expect.element(page.getByText('dara\uFFFDnosj.json')).toBeVisible();
  // What looks the same is one name, and so a question.
  await openPart('Same person?');
  await expect.element(page.getByText(/^One name, two records/u)).toBeVisible();
});

const PASSPHRASE = 'a sentence that nobody guesses';
const SAVED_AT = '2026-12-01T02:00:00.000Z';
const sealed = async (courseId: string = reportedCourse.id): Promise<string> =>
  (await sealGroup({ courseId, decisions: NO_DECISIONS }, PASSPHRASE, SAVED_AT)) ?? '';

it.each([
  ['of another course', () => sealed('another'), 'another-course'],
  ['of another version', async () => (await sealed()).replace('"version":1', '"version":2'), 'newer-version'],
  ['of another day than it says', async () => (await sealed()).replace('12-01', '12-02'), 'wrong-passphrase'],
  ['cut short', async () => (await sealed()).slice(0, -40), 'damaged'],
  [
    'with another content',
    async () =>
      (await sealed()).replace(/"sealed":"(.)/u, (_, first: string) => `"sealed":"${first === 'A' ? 'B' : 'A'}`),
    'damaged',
  ],
])('group.json %s is refused with the reason, and changes nothing', async (_what, text, problem) => {
  await openGroupPage();
  const desk = useGroupDesk();
  await desk.openDecisions(new File([await text()], 'group.json'), PASSPHRASE);
  expect([desk.work, desk.decisions]).toEqual([{ phase: 'refused', problem }, NO_DECISIONS]);
});
