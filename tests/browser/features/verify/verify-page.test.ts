import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import { success } from '../../../../src/contract/result';
import type { AppContext } from '../../../../src/renderer/src/app-context';
import VerifyPage from '../../../../src/renderer/src/features/verify/VerifyPage.vue';
import { openWindow } from '../../support/app-scene';
import { emptyRouter } from '../../support/empty-router';

afterEach(() => {
  document.body.replaceChildren();
});

it('gives a file that is no certificate a verdict card of its own, undecided, with the reason and what to do', async () => {
  const host = {
    invoke: () => Promise.resolve(success({ outcome: 'unreadable', problem: 'no-attachment' })),
  } as unknown as AppContext['host'];
  const { mounting } = openWindow(undefined, { host });
  await render(VerifyPage, { global: { ...mounting, plugins: [...mounting.plugins, emptyRouter()] } });
  await page.getByLabelText('Choose a file, or drop it here').upload(new File(['%PDF'], 'letter.pdf'));
  const title = page.getByRole('heading', { name: 'Could not be checked' });
  await expect.element(title).toBeVisible();
  const card = title.element().closest('section');
  expect(card?.className).toBe('verdict');
  expect(card?.textContent).toContain('The PDF holds no signature, so nothing shows that it is a certificate.');
  expect(card?.textContent).toContain('ask whoever gave it for the PDF');
  await expect.element(page.getByRole('heading', { name: 'letter.pdf' })).toBeVisible();
});
