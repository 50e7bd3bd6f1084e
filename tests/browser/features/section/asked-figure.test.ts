import { describe, expect, it } from 'vitest';
import type { ModuleContent } from '../../../../src/domain/series/module';
import { series } from '../../../support/builders/series-builders';
import { openWindow } from '../../support/app-scene';
import { showSection } from './section-scene';

/** A module whose first section has one figure. */
const contentOf = (moduleId: string): ModuleContent => ({
  moduleId,
  sections: [
    {
      id: `${moduleId}/first`,
      blocks: [
        {
          id: `${moduleId}/first#opening`,
          heading: 'Opening',
          html: '<p>Text</p><div class="figure-slot" data-figure="ladder"></div>',
          figures: [
            {
              kind: 'ladder',
              id: 'ladder',
              title: `The ladder of ${moduleId}`,
              description: 'Two rungs.',
              source: 'CRC, art. 40',
              items: [{ title: 'Lower' }, { title: 'Upper' }],
            },
          ],
        },
      ],
      citations: [],
    },
  ],
  questions: [],
  sources: [],
  terms: [],
});

describe('an address that asks for a figure', () => {
  it('is followed from a section of another module too, once the text is there', async () => {
    const asked: { readonly answer: () => void }[] = [];
    const window = openWindow(undefined, {
      series: series(),
      loadModule: (moduleId) =>
        new Promise((resolve) => {
          const answer = (): void => {
            resolve(contentOf(moduleId));
          };
          if (moduleId === 'a') answer();
          else asked.push({ answer });
        }),
    });
    await window.create();
    const { router, screen } = await showSection(window, '?figure=ladder');
    const focused = () => document.activeElement?.querySelector('figcaption .title')?.textContent;
    await expect.poll(focused).toBe('The ladder of a');

    await router.push('/modules/c/sections/first?figure=ladder');
    // The text is asked for twice, and the newer answer is the one that is shown: the page may wait for the older.
    await expect.poll(() => asked.length).toBe(2);
    asked[0]?.answer();
    await new Promise(requestAnimationFrame);
    await expect.element(screen.getByText('The ladder of c')).not.toBeInTheDocument();
    asked[1]?.answer();
    await expect.poll(focused).toBe('The ladder of c');
    expect(document.activeElement?.hasAttribute('data-pointed')).toBe(true);
  });
});
