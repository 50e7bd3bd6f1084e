import { identifier, learner, note, read, statement } from '../support/builders/statement-builders';
import type { PlacedRecord } from '../support/hosts/placed-record';
import { expect, expectQuiet, inBothLanguages, test as base, watch } from './app-test';

export { expect, expectQuiet, inBothLanguages, watch };

/** The learner of these tests, where a file gives no other one: not the one of the samples of learner files. */
export const SOKHA = learner({ id: identifier(300), latinName: 'Sokha Chan', khmerName: '' });

const FIRST_SECTION = 'diversion/why-not-court';
/** That section was marked as read. */
export const SECTION_READ = [statement(read(FIRST_SECTION), 4)];

/** The address of the section that the notes of `withNotes` stand beside: the first one of the second module. */
export const SECTION_WITH_NOTES = '#/modules/diversion/sections/why-not-court';

/** The record of these tests' learner, who has written notes: beside that section's first block, or another section. */
export function withNotes(
  ...notes: readonly (string | { readonly sectionId: string; readonly text: string })[]
): PlacedRecord {
  return {
    learner: SOKHA,
    notes: notes.map((each, index) => {
      const { sectionId, text } = typeof each === 'string' ? { sectionId: FIRST_SECTION, text: each } : each;
      const [moduleId = ''] = sectionId.split('/');
      return note({
        id: identifier(100 + index),
        noteId: identifier(200 + index),
        moduleId,
        sectionId,
        blockId: sectionId === FIRST_SECTION ? `${FIRST_SECTION}#opening` : null,
        text,
      });
    }),
  };
}

/**
 * For what a member does who has begun already: their record is in the host's data folder when the page is opened for
 * the first time, and the contents are shown. It is that of somebody who has done nothing yet, unless `test.use` gives
 * another one. The first run is walked in `journey.test.ts`.
 */
export const test = base.extend({
  record: { learner: SOKHA },
  app: async ({ app, texts }, use) => {
    await expect(app.getByRole('heading', { name: texts.t('home.contents') })).toBeVisible();
    await use(app);
  },
});
