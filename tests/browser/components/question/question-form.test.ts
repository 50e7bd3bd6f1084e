import { createPinia } from 'pinia';
import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import { createInterfaceTexts } from '../../../support/interface-texts';
import type { Answer } from '../../../../src/domain/series/question';
import QuestionForm from '../../../../src/renderer/src/components/question/QuestionForm.vue';
import {
  caseStudy,
  matching,
  multipleResponse,
  option,
  ordering,
  singleChoice,
  trueFalse,
} from '../../../support/builders/series-builders';

describe('every type that is graded by itself', () => {
  it.each([
    ['radio buttons', singleChoice('a/q1'), 'input[type="radio"]', 3],
    ['radio buttons', trueFalse('a/q1'), 'input[type="radio"]', 2],
    ['check boxes', multipleResponse('a/q1', 2, 2), 'input[type="checkbox"]', 4],
    ['buttons that move', ordering('a/q1', 3), 'li button', 6],
    ['lists to choose from', matching('a/q1', 3, 1), 'select', 3],
  ])('has its form: %s', async (_controls, question, selector, count) => {
    const { container } = await render(QuestionForm, {
      props: { question, answer: undefined, seed: 1, reviewed: false },
      global: { plugins: [createInterfaceTexts(), createPinia()] },
    });
    expect(container.querySelectorAll(selector)).toHaveLength(count);
    expect(container.textContent).toContain(question.stem);
  });

  it('tells its answer, and a part of a case which one it is of', async () => {
    const screen = await render(QuestionForm, {
      props: {
        question: caseStudy('a/q1', { parts: [singleChoice('a/q1/p1'), matching('a/q1/p2')] }),
        answer: { kind: 'case', parts: { 'a/q1/p1': { kind: 'choice', optionIds: ['b'] } } },
        seed: 1,
        reviewed: false,
      },
      global: { plugins: [createInterfaceTexts()] },
    });
    await screen.getByLabelText('Left 1').selectOptions(screen.getByRole('option', { name: /Right 2$/u }).first());
    expect(screen.emitted()['change']).toEqual([
      [
        {
          kind: 'case',
          parts: {
            'a/q1/p1': { kind: 'choice', optionIds: ['b'] },
            'a/q1/p2': { kind: 'matches', matches: { p1: 'p2' } },
          },
        },
      ],
    ]);
  });
});

it('a case says which part of it lacks its answer, once another part has one', async () => {
  const parts = [singleChoice('a/q1/p1'), singleChoice('a/q1/p2'), trueFalse('a/q1/p3')];
  const answered = (...ids: readonly string[]): Answer => ({
    kind: 'case',
    parts: Object.fromEntries(ids.map((id) => [id, { kind: 'choice', optionIds: ['b'] }])),
  });
  const screen = await render(QuestionForm, {
    props: { question: caseStudy('a/q1', { parts }), answer: answered(), seed: 1, reviewed: false },
    global: { plugins: [createInterfaceTexts()] },
  });
  const line = screen.getByText('has no answer yet');
  await expect.element(line).not.toBeInTheDocument();
  await screen.rerender({ answer: answered('a/q1/p1', 'a/q1/p3') });
  await expect.element(line).toHaveTextContent('Question 2 on this case has no answer yet.');
  await screen.rerender({ answer: answered(...parts.map(({ id }) => id)) });
  await expect.element(line).not.toBeInTheDocument();
});

describe('a reviewed question', () => {
  const explained = { feedback: 'That is why.' };
  const order = ordering('a/q1', 3);
  const pairs = matching('a/q1', 2, 1);

  it.each([
    ['a choice', singleChoice('a/q1', { options: [{ ...option('a', true), ...explained }, option('b')] })],
    ['an order', { ...order, items: order.items.map((item) => ({ ...item, ...explained })) }],
    ['a matching', { ...pairs, pairs: pairs.pairs.map((pair) => ({ ...pair, ...explained })) }],
    ['what fits nowhere', { ...pairs, extras: pairs.extras.map((extra) => ({ ...extra, ...explained })) }],
  ])('has a space between verdict and explanation: %s', async (_what, question) => {
    const { container } = await render(QuestionForm, {
      props: { question, answer: undefined, seed: 1, reviewed: true },
      global: { plugins: [createInterfaceTexts(), createPinia()] },
    });
    expect(container.textContent).toMatch(/\.\s+That is why\./u);
  });
});

describe('a matching question', () => {
  const base = matching('a/q1', 3, 1);
  const question = {
    ...base,
    extras: base.extras.map((extra) => ({ ...extra, feedback: 'It belongs to another list.' })),
  };

  it.each([
    [false, 0],
    [true, 1],
  ])('says what fits nowhere, and why, once it is reviewed and not before (%s)', async (reviewed, count) => {
    const { container } = await render(QuestionForm, {
      props: { question, answer: { kind: 'matches', matches: { p1: 'x1' } }, seed: 1, reviewed },
      global: { plugins: [createInterfaceTexts()] },
    });
    const told = [...container.querySelectorAll('.feedback')].filter((text) =>
      text.textContent.includes('It belongs to another list.'),
    );
    expect(told).toHaveLength(count);
    for (const text of told) expect(text.textContent).toContain('Belongs nowhere: Extra 1.');
  });
});

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
