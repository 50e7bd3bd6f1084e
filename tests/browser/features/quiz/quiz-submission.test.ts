import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import QuizSubmission from '../../../../src/renderer/src/features/quiz/QuizSubmission.vue';
import { createInterfaceTexts } from '../../../support/interface-texts';

const global = { plugins: [createInterfaceTexts()] };

afterEach(() => {
  document.body.replaceChildren();
});

describe('the end of a quiz with questions that are not answered', () => {
  const given = { unanswered: [1, 4], total: 10, lastPage: 9, busy: false };

  it('says what an attempt would count them as', async () => {
    await render(QuizSubmission, { props: { mode: 'attempt', ...given }, global });
    await expect.element(page.getByText('2 questions are not answered and would count as 0.')).toBeVisible();
  });

  it('says of a practice, which isn’t scored, only that they are', async () => {
    await render(QuizSubmission, { props: { mode: 'practice', ...given }, global });
    await expect.element(page.getByText('2 questions are not answered.', { exact: true })).toBeVisible();
    await expect.element(page.getByText('A practice is not scored.')).toBeVisible();
    expect(document.body.textContent).not.toContain('count as 0');
  });
});
