import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import type { Learner } from '../../../../src/domain/learner/learner';
import { appContextKey } from '../../../../src/renderer/src/app-context';
import LearnerChoice from '../../../../src/renderer/src/features/learners/LearnerChoice.vue';
import { createInterfaceTexts } from '../../../support/interface-texts';
import { learner } from '../../../support/builders/statement-builders';

const NOW = Date.UTC(2026, 10, 25, 3);

async function show(
  person: Partial<Learner>,
  entry: { readonly lastOpenedAt?: string; readonly isProtected?: boolean } = {},
) {
  const context = {
    now: () => NOW,
    dayOf: (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10),
  };
  return render(LearnerChoice, {
    props: { entry: { learner: learner(person), lastOpenedAt: '2026-11-25T01:00:00.000Z', ...entry } },
    global: { plugins: [createInterfaceTexts()], provide: { [appContextKey as symbol]: context } },
  });
}

const wordsOf = (container: Element): string[] =>
  [...container.querySelectorAll('.words > span')].map((element) => element.textContent);

describe('a learner to choose', () => {
  it('shows initials, both names and when they were here last', async () => {
    const { container } = await show({ latinName: 'Sokha Chan', khmerName: 'ចាន់ សុខា' });
    expect(container.querySelector('.initials')?.textContent).toBe('SC');
    expect(wordsOf(container)).toEqual(['Sokha Chan', 'ចាន់ សុខា', 'Last opened today']);
    expect(container.querySelector('[role="img"]')).toBeNull();
  });

  it('tells the day where that was not today', async () => {
    const { container } = await show(
      { latinName: 'Sokha', khmerName: '' },
      { lastOpenedAt: '2026-11-24T23:59:59.000Z' },
    );
    expect(wordsOf(container)).toEqual(['Sokha', 'Last opened on 24 November 2026']);
  });

  it('tells where the record was never opened here', async () => {
    const { container } = await show({ latinName: 'Sokha', khmerName: '' }, { lastOpenedAt: '' });
    expect(wordsOf(container)).toEqual(['Sokha', 'Not opened here yet']);
  });

  it('is named by the Khmer name alone where there is no other, in its language', async () => {
    const { container } = await show({ latinName: '', khmerName: 'ចាន់ សុខា' });
    expect(wordsOf(container)).toEqual(['ចាន់ សុខា', 'Last opened today']);
    expect(container.querySelector('.name')?.getAttribute('lang')).toBe('km');
    expect(container.querySelector('.initials')?.textContent).toBe('ចស');
  });

  it('is called unnamed where the name was lost', async () => {
    const { container } = await show({ latinName: '', khmerName: '' });
    expect(wordsOf(container)).toEqual(['Unnamed learner', 'Last opened today']);
    expect(container.querySelector('.initials')?.textContent).toBe('?');
  });

  it('carries a lock where the record opens with a PIN', async () => {
    const screen = await show({ latinName: 'Sokha', khmerName: '' }, { isProtected: true });
    await expect.element(screen.getByRole('img', { name: 'Opens with a PIN' })).toBeVisible();
  });

  it('is chosen as a whole', async () => {
    const screen = await show({ latinName: 'Sokha Chan', khmerName: '' });
    await screen.getByRole('button', { name: /Sokha Chan/u }).click();
    expect(screen.emitted('choose')).toHaveLength(1);
  });
});
