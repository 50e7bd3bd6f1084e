import { expect, type Page } from '@playwright/test';
import { compiledSeries } from '../../support/builders/compiled-series';
import { openModule } from './app-pages';

/** Agrees to module 5's protocol, as the learner of this name, with every check answered right. */
export async function agreeToProtocol(page: Page, name: string): Promise<void> {
  await openModule(page, 5);
  await page.getByRole('link', { name: 'Read the protocol' }).click();
  const protocol = (await compiledSeries()).modules.get('participation-and-safeguarding')?.agreement;
  for (const check of protocol?.checks ?? []) {
    await page
      .getByRole('radio', { name: check.options.find(({ correct }) => correct)?.text ?? '', exact: true })
      .check();
  }
  await page.getByRole('checkbox').check();
  await page.getByLabel('Your name, typed as a signature').fill(name);
  await page.getByRole('button', { name: 'Agree and open the module' }).click();
  await expect(page.getByText('The safeguarding protocol was agreed to.')).toBeVisible();
}
