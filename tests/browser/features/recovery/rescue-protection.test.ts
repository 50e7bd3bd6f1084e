import { createPinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import { nextTick } from 'vue';
import RescueProtection from '../../../../src/renderer/src/features/recovery/RescueProtection.vue';
import { useAnnouncements } from '../../../../src/renderer/src/stores/host/announcements';
import type { RescueWork } from '../../../../src/renderer/src/stores/transfer/record-rescue';
import { createInterfaceTexts } from '../../../support/interface-texts';

type Work = Extract<RescueWork, { phase: 'protected' | 'trying' }>;

const ASKED: Work = { phase: 'protected', isWrong: false, wait: 0 };

async function asked(work: Work = ASKED) {
  const pinia = createPinia();
  const screen = await render(RescueProtection, {
    props: { name: 'ចាន់ សុខា', work },
    global: { plugins: [pinia, createInterfaceTexts()] },
  });
  const [save, seal] = screen.container.querySelectorAll<HTMLButtonElement>('form > p button');
  const field = screen.container.querySelector('input');
  if (!save || !seal || !field) throw new Error('The form is not as it was.');
  const type = async (secret: string): Promise<void> => {
    field.value = secret;
    field.dispatchEvent(new Event('input'));
    await nextTick();
  };
  return {
    screen,
    save,
    seal,
    field,
    type,
    said: useAnnouncements(pinia),
    text: () => screen.container.textContent,
    tell: (next: Work) => screen.rerender({ work: next }),
  };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the question for a PIN where a record is saved unopened', () => {
  it('says whose PIN is asked for, since several records may stand in the list above, and has the focus in its field', async () => {
    const { screen, field } = await asked();
    await expect.poll(() => document.activeElement).toBe(field);
    await expect.element(screen.getByRole('form', { name: 'ចាន់ សុខា' })).toBeVisible();
    await expect.element(screen.getByText('ចាន់ សុខា')).toBeVisible();
  });

  it('stays while a PIN is tried, takes no second one meanwhile, and says that it was wrong', async () => {
    const { screen, save, field, type, text, tell } = await asked();
    await type('not the PIN');
    save.click();
    await tell({ phase: 'trying' });
    expect(save.textContent).toBe('One moment');
    save.click();
    expect(screen.emitted('open')).toEqual([['not the PIN']]);
    field.blur();
    await tell({ phase: 'protected', isWrong: true, wait: 0 });
    expect(screen.container.querySelector('[role="alert"]')?.textContent).toContain(
      'neither the PIN nor the recovery code',
    );
    expect(field.getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => document.activeElement).toBe(field);
    expect(text()).not.toContain('The next try is taken');
  });

  it('counts a wait down, says when it begins and ends, takes no PIN until then, and can be saved without it all the while', async () => {
    const { screen, save, seal, type, text, said, tell } = await asked({
      phase: 'protected',
      isWrong: true,
      wait: 30_000,
    });
    expect(text()).toContain('The next try is taken in 30 s.');
    expect(said.spoken).toMatchObject({ key: 'lock.wait', values: { seconds: 30 } });
    await type('green river 47');
    expect(save.getAttribute('aria-disabled')).toBe('true');
    save.click();
    screen.container.querySelector('form')?.requestSubmit();
    vi.advanceTimersByTime(10_000);
    await nextTick();
    expect(text()).toContain('The next try is taken in 20 s.');
    expect(screen.emitted('open')).toBeUndefined();
    seal.click();
    expect(screen.emitted('seal')).toHaveLength(1);
    vi.advanceTimersByTime(20_000);
    await nextTick();
    expect(text()).not.toContain('The next try is taken');
    expect(said.spoken.key).toBe('lock.again');
    save.click();
    expect(screen.emitted('open')).toEqual([['green river 47']]);
    await tell({ phase: 'protected', isWrong: true, wait: 60_000 });
    expect(text()).toContain('The next try is taken in 60 s.');
  });
});
