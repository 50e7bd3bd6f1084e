import { expectAccessible } from '../accessible';
import { expect, test as base } from '../begun-test';
import { openModule } from '../pages/app-pages';
import {
  answerPicker,
  attach,
  openDiversion,
  placeOf,
  playBeside,
  player,
  recordingPart,
  storedPlayback,
} from '../pages/recording-pages';

const test = base.extend({
  page: async ({ page }, use) => {
    await answerPicker(page);
    await use(page);
  },
});

test('a recording is attached, plays beside the text, and goes on where it stopped, also after a restart', async ({
  app: page,
  host,
}) => {
  await openModule(page, 2);
  await expect(recordingPart(page)).toContainText('The app brings none');
  await attach(page, 'session.webm');
  await expectAccessible(page, 'a module with a recording');
  await playBeside(page);
  await expect(player(page)).toBeFocused();
  await expectAccessible(page, 'a section with its recording');
  await recordingPart(page).getByRole('button', { name: 'Forward 10 seconds' }).click();
  await expect.poll(() => placeOf(page)).toBe(10);
  await recordingPart(page).getByLabel('Speed').selectOption('1.5');
  await expect.poll(() => player(page).evaluate((media: HTMLMediaElement) => media.playbackRate)).toBe(1.5);

  // From section to section it stays.
  await page.getByRole('navigation', { name: 'Sections of this module' }).getByRole('link').nth(1).click();
  await expect.poll(() => placeOf(page)).toBe(10);
  await expect.poll(() => storedPlayback(page)).toEqual({ position: 10, speed: 1.5 });
  await page.goto(host.url);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
  await openDiversion(page);
  await expect(recordingPart(page)).toContainText('stopped at 0:10');
  await playBeside(page);
  await expect.poll(() => placeOf(page)).toBe(10);
  await expect(recordingPart(page).getByLabel('Speed')).toHaveValue('1.5');
});
