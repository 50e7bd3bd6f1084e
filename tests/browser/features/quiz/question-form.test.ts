import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import { createInterfaceTexts } from '../../../support/interface-texts';
import QuestionForm from '../../../../src/renderer/src/features/quiz/QuestionForm.vue';
import { caseStudy } from '../../../support/series-builders';

describe('a case study', () => {
  const show = async (stem: string): Promise<readonly (string | null)[]> => {
    const { container } = await render(QuestionForm, {
      props: { question: caseStudy('a/q1', { stem }), answer: undefined, seed: 1, reviewed: false },
      global: { plugins: [createInterfaceTexts()] },
    });
    return [...container.querySelectorAll('h2')].map((heading) => heading.textContent);
  };

  it('is headed by its title', async () => {
    expect(await show('A boy at the market')).toEqual(['A boy at the market']);
  });

  it('without a title is headed as a case, not by an empty heading', async () => {
    expect(await show('')).toEqual(['Case']);
  });
});
