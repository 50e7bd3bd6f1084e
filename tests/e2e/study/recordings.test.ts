import { expectAccessible } from '../accessible';
import { expect, inBothLanguages, test as base } from '../begun-test';
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

inBothLanguages(() => {
  test('a recording is attached, plays beside the text, and goes on where it stopped, also after a restart @walk', async ({
    app: page,
    host,
    texts,
  }) => {
    const { t } = texts;
    await openModule(page, 2, texts);
    await expect(recordingPart(page, texts)).toContainText(t('recordings.absent'));
    await attach(page, texts, 'session.webm');
    await expectAccessible(page, 'a module with a recording');
    await playBeside(page, texts);
    await expect(player(page)).toBeFocused();
    await expectAccessible(page, 'a section with its recording');
    await recordingPart(page, texts)
      .getByRole('button', { name: t('recordings.forward', { n: 10 }) })
      .click();
    await expect.poll(() => placeOf(page)).toBe(10);
    await recordingPart(page, texts).getByLabel(t('recordings.speed')).selectOption('1.5');
    await expect.poll(() => player(page).evaluate((media: HTMLMediaElement) => media.playbackRate)).toBe(1.5);

    // From section to section it stays.
    await page
      .getByRole('navigation', { name: t('section.outline') })
      .getByRole('link')
      .nth(1)
      .click();
    await expect.poll(() => placeOf(page)).toBe(10);
    await expect.poll(() => storedPlayback(page)).toEqual({ position: 10, speed: 1.5 });
    await page.goto(host.url);
    await page.reload();
    await expect(page.getByRole('heading', { name: t('home.contents') })).toBeVisible();
    await openDiversion(page);
    await expect(recordingPart(page, texts)).toContainText(t('recordings.stoppedAt', { moment: '0:10' }));
    await playBeside(page, texts);
    await expect.poll(() => placeOf(page)).toBe(10);
    await expect(recordingPart(page, texts).getByLabel(t('recordings.speed'))).toHaveValue('1.5');
  });
});
