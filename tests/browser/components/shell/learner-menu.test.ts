import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import AppHeader from '../../../../src/renderer/src/components/shell/AppHeader.vue';
import { createInterfaceTexts } from '../../../support/interface-texts';
import { emptyRouter } from '../../support/empty-router';

async function show(props: Partial<InstanceType<typeof AppHeader>['$props']> = {}) {
  const router = emptyRouter();
  await router.push('/');
  return render(AppHeader, {
    props: {
      learnerName: 'Sokha Chan',
      ready: true,
      saveState: 'idle',
      severalLearners: false,
      lockable: false,
      ...props,
    },
    global: { plugins: [createInterfaceTexts(), router] },
  });
}

afterEach(() => {
  document.body.replaceChildren();
});

/** Whoever the learner is; the last item is the way to the other language, in that language. */
const ALWAYS = ['Help and shortcuts', 'Settings', 'ភាសាខ្មែរ'];

describe('the menu at the learner’s name', () => {
  it.each([
    [{}, ['Add a learner', ...ALWAYS]],
    [{ severalLearners: true }, ['Switch learner', 'Add a learner', ...ALWAYS]],
    [{ lockable: true }, ['Add a learner', 'Lock now', ...ALWAYS]],
  ])('with %o offers %j', async (props, expected) => {
    const screen = await show(props);
    await screen.getByRole('button', { name: 'Sokha Chan' }).click();
    await expect.element(screen.getByRole('menu')).toBeVisible();
    expect([...document.querySelectorAll('[role="menuitem"]')].map((item) => item.textContent)).toEqual(expected);
  });

  it('tells what was chosen, once, and closes', async () => {
    const screen = await show({ severalLearners: true, lockable: true });
    const items = ['Switch learner', 'Add a learner', 'Lock now', 'Help and shortcuts', 'Settings'];
    for (const item of items) {
      await screen.getByRole('button', { name: 'Sokha Chan' }).click();
      await screen.getByRole('menuitem', { name: item }).click();
      await expect.poll(() => document.querySelector('[role="menu"]')).toBeNull();
    }
    expect(screen.emitted('act')).toEqual([['switch'], ['add'], ['lock'], ['help'], ['settings']]);
  });

  it('closes when something else is clicked, and by its own button', async () => {
    const screen = await show();
    const button = screen.getByRole('button', { name: 'Sokha Chan' });
    await button.click();
    await expect.element(screen.getByRole('menu')).toBeVisible();
    await screen.getByRole('link', { name: 'Glossary' }).click();
    await expect.poll(() => document.querySelector('[role="menu"]')).toBeNull();
    await button.click();
    await expect.element(screen.getByRole('menu')).toBeVisible();
    await button.click();
    await expect.poll(() => document.querySelector('[role="menu"]')).toBeNull();
  });

  it.each(['{Enter}', ' ', '{ArrowDown}'])(
    'opened by the key "%s" is worked by keys from its first item on',
    async (key) => {
      const screen = await show();
      screen.getByRole('button', { name: 'Sokha Chan' }).element().focus();
      await userEvent.keyboard(key);
      await expect.element(screen.getByRole('menuitem', { name: 'Add a learner' })).toHaveFocus();
      await userEvent.keyboard('{ArrowDown}');
      await expect.element(screen.getByRole('menuitem', { name: 'Help and shortcuts' })).toHaveFocus();
      await userEvent.keyboard('{End}');
      await expect.element(screen.getByRole('menuitem', { name: 'ភាសាខ្មែរ' })).toHaveFocus();
      await userEvent.keyboard('{ArrowUp}');
      await expect.element(screen.getByRole('menuitem', { name: 'Settings' })).toHaveFocus();
      await userEvent.keyboard('{Enter}');
      expect(screen.emitted('act')).toEqual([['settings']]);
    },
  );

  it('gives the focus back to its button', async () => {
    const screen = await show();
    const button = screen.getByRole('button', { name: 'Sokha Chan' });
    await button.click();
    await expect.element(screen.getByRole('menu')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(button).toHaveFocus();
  });

  it('speaks of an unnamed learner where the record has no name', async () => {
    const screen = await show({ learnerName: '' });
    await expect.element(screen.getByRole('button', { name: 'Unnamed learner' })).toBeVisible();
  });

  it('is not there while no record is open', async () => {
    const screen = await show({ ready: false });
    const [only, ...others] = document.querySelectorAll('button');
    expect(others).toEqual([]);
    expect(only?.lang).toBe('km');
    await screen.getByRole('button', { name: 'ភាសាខ្មែរ' }).click();
    expect(screen.emitted('language')).toEqual([['km']]);
  });
});
