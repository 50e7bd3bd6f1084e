import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import { credentialReportSchema } from '../../../../src/contract/credential';
import { success } from '../../../../src/contract/result';
import type { AppContext } from '../../../../src/renderer/src/app-context';
import VerifyPage from '../../../../src/renderer/src/features/verify/VerifyPage.vue';
import { openWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';

afterEach(() => {
  document.body.replaceChildren();
});

/** What the page shows of a file that can't be checked for this reason. */
async function shown(problem: string): Promise<HTMLElement> {
  const host = {
    invoke: () => Promise.resolve(success({ outcome: 'unreadable', problem })),
  } as unknown as AppContext['host'];
  const { mounting } = openWindow(undefined, { host });
  await render(VerifyPage, { global: withRouter(mounting) });
  await page.getByLabelText('Choose a file, or drop it here').upload(new File(['%PDF'], 'letter.pdf'));
  const title = page.getByRole('heading', { name: 'Could not be checked' });
  await expect.element(title).toBeVisible();
  return title.element().closest('section') as HTMLElement;
}

it('gives a file that is no certificate a verdict card of its own, undecided, with the reason and what to do', async () => {
  const card = await shown('no-attachment');
  expect(card.className).toBe('verdict');
  expect(card.textContent).toContain('The PDF holds no signature, so nothing shows that it is a certificate.');
  expect(card.textContent).toContain('ask whoever gave it for the PDF');
  await expect.element(page.getByRole('heading', { name: 'letter.pdf' })).toBeVisible();
});

it('has words for each reason', async () => {
  const problems = credentialReportSchema.options[0].entries.problem.options;
  const reasons = new Set<string | undefined>();
  for (const problem of problems) {
    const reason = (await shown(problem)).querySelector('p')?.textContent;
    expect(reason, problem).toMatch(/^[A-Z][^_]* [^_]*\.$/u);
    reasons.add(reason);
    document.body.replaceChildren();
  }
  expect(reasons.size).toBe(problems.length);
});
