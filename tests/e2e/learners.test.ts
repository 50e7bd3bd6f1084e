import { expect, test } from './app-test';
import { beginAs, contentsLine, openModule } from './pages/app-pages';
import { addLearner, openMenu } from './pages/learner-pages';

test('a second learner is added, each has a record of their own, and the next start asks who it is', async ({ app: page, host }) => {
  await beginAs(page, { latin: 'Sokha Chan', khmer: 'ចាន់ សុខា' });
  await openModule(page, 2);
  await page.getByRole('region', { name: 'Sections', exact: true }).getByRole('link').first().click();
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(page.getByText('This section is read.')).toBeVisible();

  await addLearner(page, { khmer: 'គីម វណ្ណា' });
  await expect(page.getByRole('banner')).toContainText('គីម វណ្ណា');
  await expect(page.getByRole('banner')).toContainText('គវ');
  await expect(contentsLine(page, 2)).not.toContainText('1 of');

  await page.goto('about:blank');
  await page.goto(host.url);
  await expect(page.getByRole('heading', { name: 'Who is studying?' })).toBeFocused();
  const choices = page.getByRole('main').getByRole('listitem');
  await expect(choices).toHaveText([/គវ\s*គីម វណ្ណា\s*Last opened today/u, /SC\s*Sokha Chan\s*ចាន់ សុខា\s*Last opened today/u]);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();

  await page.getByRole('button', { name: /Sokha Chan/u }).click();
  await expect(contentsLine(page, 2)).toContainText('1 of');
  await expect(page.getByRole('banner')).toContainText('Sokha Chan');
});

test('the menu at the name works with the keyboard alone', async ({ app: page }) => {
  await beginAs(page, { latin: 'Sokha Chan' });
  const button = page.getByRole('banner').getByRole('button');
  await expect(button).toHaveAccessibleName(/Sokha Chan/u);
  await button.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menu', { name: 'Learner' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: 'Settings' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeFocused();
});

test('adding can be cancelled, and says where a learner of the same name is here already', async ({ app: page }) => {
  await beginAs(page, { latin: 'Sokha Chan' });
  await openMenu(page);
  await expect(page.getByRole('menuitem', { name: 'Switch learner' })).toBeHidden();
  await page.getByRole('menuitem', { name: 'Add a learner' }).click();
  await page.getByLabel('Name in Latin script').fill('sokha chan');
  await expect(page.getByText('A learner of this name is here already.')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('Sokha Chan');
});
