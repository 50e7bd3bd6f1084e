import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { module, section, series } from '../../../support/builders/series-builders';
import { openWindow } from '../../support/app-scene';
import { SECTION, showSection } from './section-scene';

afterEach(() => {
  document.body.replaceChildren();
});

const IN_ENGLISH = 'Diversion keeps children out of court.';
const IN_KHMER = 'ការបង្វែរនាំកុមារចេញពីតុលាការ។';

/** A section in English whose text is translated; what of it is shown. */
async function translated() {
  const outline = module('a', { sections: [section(SECTION, { blockIds: [`${SECTION}#opening`] })] });
  const window = openWindow(undefined, {
    series: series({ modules: [outline], sequences: [] }),
    translationIn: (language) =>
      language === 'en'
        ? undefined
        : {
            title: 'ស៊េរី',
            sequences: {},
            modules: {
              a: {
                titles: { title: 'មេរៀន', shortTitle: 'មេរៀន' },
                parts: {},
                sections: { [SECTION]: { title: 'ផ្នែកទីមួយ', state: 'draft' } },
              },
            },
          },
    loadModule: async (moduleId, language) => {
      const [heading, text] = language === 'en' ? ['Opening', IN_ENGLISH] : ['ការចាប់ផ្តើម', IN_KHMER];
      const block = { id: `${SECTION}#opening`, heading, html: `<p>${text}</p>`, figures: [] };
      return {
        moduleId,
        sections: [{ id: SECTION, blocks: [block], citations: [] }],
        questions: [],
        sources: [],
        terms: [],
      };
    },
  });
  await window.create();
  await showSection(window);
  const shown = () => [...document.querySelectorAll('[data-block] .prose p')].map(({ textContent }) => textContent);
  await expect.poll(shown).toEqual([IN_ENGLISH]);
  return { shown };
}

describe('a section that is translated', () => {
  it('is read in one language, the other or both side by side, one after the other with T and by button', async () => {
    const { shown } = await translated();
    const pressed = () =>
      page
        .getByRole('group', { name: 'Language of the text' })
        .getByRole('button', { pressed: true })
        .elements()
        .map(({ textContent }) => textContent.trim());
    for (const [name, texts] of [
      ['ភាសាខ្មែរ', [IN_KHMER]],
      ['Side by side', [IN_ENGLISH, IN_KHMER]],
      ['English', [IN_ENGLISH]],
    ] as const) {
      await userEvent.keyboard('t');
      await expect.poll(shown).toEqual(texts);
      expect(pressed()).toEqual([name]);
    }
    await page.getByRole('button', { name: 'Side by side' }).click();
    await expect.poll(shown).toEqual([IN_ENGLISH, IN_KHMER]);
    // Notes and marks are of the language that the page is in.
    expect(document.querySelectorAll('[data-text]')).toHaveLength(1);
  });

  it('keeps its language where T is typed into a note, or pressed with another key', async () => {
    const { shown } = await translated();
    await userEvent.keyboard('{Shift>}t{/Shift}');
    await page.getByRole('button', { name: 'Add a note' }).click();
    await userEvent.keyboard('t');
    await expect.element(page.getByLabelText('Text of the note')).toHaveValue('t');
    expect(shown()).toEqual([IN_ENGLISH]);
  });
});
