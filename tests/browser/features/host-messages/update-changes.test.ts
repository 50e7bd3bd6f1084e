import { afterEach, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import { success } from '../../../../src/contract/result';
import type { UpdateChanges } from '../../../../src/contract/update';
import HostMessages from '../../../../src/renderer/src/features/host-messages/HostMessages.vue';
import AppUpdate from '../../../../src/renderer/src/features/settings/AppUpdate.vue';
import type { HostClient } from '../../../../src/renderer/src/host/host-client';
import { setInterfaceLanguage } from '../../../../src/renderer/src/i18n/interface-language';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { openWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';

const changes: UpdateChanges = {
  courseCorrected: [{ en: 'Module 2 names the right article.', km: 'មេរៀនទី ២ ប្រាប់មាត្រាត្រឹមត្រូវ។' }],
  courseAdded: [],
  appNew: [{ en: 'A table of your group.' }],
};
const [both] = changes.courseCorrected;

/** A window over a host that has this update, before or after it is installed; the host tells of the last one once. */
function updatedWindow() {
  const inner = new InMemoryHost();
  let last: unknown = { version: '1.3.0', changes };
  const invoke = async (name: string, input: never): Promise<unknown> => {
    if (name === 'update.choose') return success({ outcome: 'ready', version: '1.3.0', changes });
    if (name !== 'update.last') return inner.invoke(name as 'update.last', input);
    const update = last;
    last = null;
    return success({ update });
  };
  const mounting = withRouter(openWindow(inner, { host: { invoke } as unknown as HostClient }).mounting);
  return {
    beforeInstalling: async () => {
      const screen = await render(AppUpdate, { global: mounting });
      await screen.getByRole('button', { name: 'Choose update.json' }).click();
      return screen;
    },
    afterwards: () => render(HostMessages, { props: { listen: () => undefined }, global: mounting }),
  };
}

afterEach(() => {
  setInterfaceLanguage('en');
});

it.each([
  ['en', both?.en ?? ''],
  ['km', both?.km ?? ''],
] as const)('says what it changes before it is installed, and once after, in %s', async (language, corrected) => {
  setInterfaceLanguage(language);
  const { beforeInstalling, afterwards } = updatedWindow();
  const before = await beforeInstalling();
  await expect.element(before.getByRole('definition').first()).toHaveTextContent(corrected);
  // Nothing of a kind that it has none of.
  expect(
    before
      .getByRole('term')
      .elements()
      .map(({ textContent }) => textContent),
  ).toEqual(['Corrected in the course', 'New in the app']);
  await expect
    .element(before.getByRole('definition').last())
    .toHaveTextContent(language === 'km' ? 'A table of your group. (in English)' : /^A table of your group\.$/u);
  await before.unmount();

  const first = await afterwards();
  const notice = first.getByRole('status');
  await expect.element(notice).toHaveTextContent('1.3.0');
  await expect.element(notice).toHaveTextContent(corrected);
  await first.getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(notice).not.toBeInTheDocument();
  await first.unmount();
  // The host has told it.
  const second = await afterwards();
  await expect.poll(() => second.container.querySelector('span[hidden]')).not.toBeNull();
  expect(second.container.textContent).toBe('');
});
