import { expectAccessible } from '../accessible';
import { expect, test as base } from '../begun-test';
import { navigate, openModule } from '../pages/app-pages';
import {
  answerPicker,
  attach,
  choose,
  expectLoaded,
  openDiversion,
  placeOf,
  playBeside,
  player,
  putOnStick,
  recordingFixture,
  recordingPart,
  storedPlayback,
  takeFromStick,
  unfoldRecording,
} from '../pages/recording-pages';

const test = base.extend({
  page: async ({ page }, use) => {
    await answerPicker(page);
    await use(page);
  },
});

test('it is played by keys, and captions in Khmer are shown', async ({ app: page }) => {
  await attach(page, 'session.webm');
  await putOnStick(page, 'session.km.vtt');
  await choose(page, 'session.km.vtt');
  await recordingPart(page).getByRole('button', { name: 'Add captions' }).click();
  await expect(recordingPart(page)).toContainText('Captions: session.km.vtt');
  await playBeside(page);
  await expect
    .poll(() => player(page).evaluate((media: HTMLMediaElement) => media.textTracks[0]?.cues?.length ?? 0))
    .toBeGreaterThan(0);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => placeOf(page)).toBe(10);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => placeOf(page)).toBe(0);
  await page.keyboard.press('l');
  await expect.poll(() => placeOf(page)).toBe(10);
  await page.keyboard.press('j');
  await expect.poll(() => placeOf(page)).toBe(0);
  const shown = (): Promise<readonly string[]> =>
    player(page).evaluate((media: HTMLMediaElement) =>
      [...media.textTracks].flatMap(({ mode, language, activeCues }) =>
        mode === 'showing' ? [language, ...[...(activeCues ?? [])].map((cue) => (cue as VTTCue).text)] : [],
      ),
    );
  const isPaused = (): Promise<boolean> => player(page).evaluate((media: HTMLMediaElement) => media.paused);
  await page.keyboard.press('k');
  await expect.poll(isPaused).toBe(false);
  // While it plays: a paused player may miss the captions of a place that it seeks in the midst of a seek.
  await expect.poll(shown).toEqual(['km', 'សិទ្ធិកុមារ']);
  await page.keyboard.press('k');
  await expect.poll(isPaused).toBe(true);
  await recordingPart(page).getByRole('checkbox', { name: 'Captions' }).uncheck();
  await expect.poll(shown).toEqual([]);
});

test('a note at a moment of two hours leads back to it, from the section and from the notebook', async ({
  app: page,
}) => {
  await attach(page, 'two-hours.webm');
  await playBeside(page);
  await player(page).evaluate((media: HTMLMediaElement) => {
    media.currentTime = 3_760;
  });
  await expect.poll(() => placeOf(page)).toBe(3_760);
  await page.keyboard.press('m');
  await expect(recordingPart(page)).toContainText('Note at 1:02:40');
  await recordingPart(page).getByLabel('Text of the note').fill('Ask the prosecutor about this');
  await expectAccessible(page, 'a note at a moment');
  await recordingPart(page).getByRole('button', { name: 'Done' }).click();
  await expect(recordingPart(page)).toContainText('Ask the prosecutor about this');

  await player(page).evaluate((media: HTMLMediaElement) => {
    media.currentTime = 0;
  });
  await recordingPart(page).getByRole('button', { name: 'Play from 1:02:40' }).click();
  await expect.poll(() => placeOf(page)).toBe(3_760);
  await player(page).evaluate((media: HTMLMediaElement) => {
    media.currentTime = 60;
  });
  await page.getByRole('article').getByRole('link', { name: 'Play from 1:02:40' }).click();
  await expect.poll(() => placeOf(page)).toBe(3_760);

  await navigate(page, 'Notes');
  const card = page.locator('.note').filter({ hasText: 'Ask the prosecutor' });
  await expect(card).toContainText('1:02:40');
  await expect(card).not.toContainText('Unplaced');
  await card.getByRole('link', { name: 'Play from 1:02:40' }).click();
  await expectLoaded(page);
  await expect.poll(() => placeOf(page)).toBe(3_760);
});

test('a recording that was pulled out, replaced or moved says so, and nothing is lost', async ({ app: page }) => {
  await attach(page, 'session.webm');
  await playBeside(page);
  await page.keyboard.press('l');
  await expect.poll(() => placeOf(page)).toBe(10);

  // In the midst of playing: the browser holds so short a recording in its memory, so its error is made here.
  await takeFromStick(page, 'session.webm');
  await player(page).dispatchEvent('error');
  await expect(recordingPart(page)).toContainText('session.webm is not where it was');
  await putOnStick(page, 'session.webm');
  await recordingPart(page).getByRole('button', { name: 'Look again' }).click();
  await expectLoaded(page);
  await expect.poll(() => placeOf(page)).toBe(10);

  await takeFromStick(page, 'session.webm');
  await openDiversion(page);
  await expect(recordingPart(page)).toContainText('session.webm is not where it was');
  await expect(recordingPart(page)).toContainText('stopped at 0:10');
  await expectAccessible(page, 'a recording that is missing');
  await putOnStick(page, 'session.webm');
  await recordingPart(page).getByRole('button', { name: 'Look again' }).click();
  await expect(recordingPart(page).getByRole('link', { name: 'Play beside the text' })).toBeVisible();

  await putOnStick(page, 'two-hours.webm', 'session.webm');
  await openModule(page, 2);
  await expect(recordingPart(page)).toContainText('is another one than you attached');
  await recordingPart(page).getByRole('button', { name: 'Use this file' }).click();
  await expect(recordingPart(page).getByRole('link', { name: 'Play beside the text' })).toBeVisible();

  // Moved: chosen where it is now.
  await takeFromStick(page, 'session.webm');
  await putOnStick(page, 'two-hours.webm', 'moved.webm');
  await openModule(page, 2);
  await choose(page, 'moved.webm');
  await recordingPart(page).getByRole('button', { name: 'Choose the file again' }).click();
  await expect(recordingPart(page)).toContainText('moved.webm');
  await expect(recordingPart(page)).toContainText('stopped at 0:10');

  await recordingPart(page).getByRole('button', { name: 'Detach the recording' }).click();
  await expect(recordingPart(page)).toContainText('The app brings none');
});

test('a file that can’t be played, or captions that can’t be read, say so beside the text', async ({ app: page }) => {
  await attach(page, 'README.md', 'broken.mp4');
  await recordingPart(page).getByRole('link', { name: 'Play beside the text' }).click();
  await expect(recordingPart(page)).toContainText('broken.mp4 is there but cannot be played');
  await expectAccessible(page, 'a recording that can’t be played');
  await putOnStick(page, 'session.mp3');
  await choose(page, 'session.mp3');
  await recordingPart(page).getByRole('button', { name: 'Choose the file again' }).click();
  await expectLoaded(page);
  await openDiversion(page);
  await putOnStick(page, 'README.md', 'broken.vtt');
  await choose(page, 'broken.vtt');
  await recordingPart(page).getByRole('button', { name: 'Add captions' }).click();
  await expect(recordingPart(page)).toContainText('Captions: broken.vtt');
  await playBeside(page);
  await expect(recordingPart(page)).toContainText('The captions could not be read');
});

test('watching counts as study and not as reading', async ({ app: page }) => {
  await page.clock.install();
  await attach(page, 'session.webm');
  await playBeside(page);
  await page.getByRole('button', { name: 'Mark as read' }).scrollIntoViewIfNeeded();
  const ownTime = page.getByText(/counts as read in about \d+ seconds/u);
  await expect(ownTime).toBeVisible();
  await page.keyboard.press('k');
  // From here on the time is the recording's.
  await expect(ownTime).toBeHidden();
  await page.clock.fastForward('04:00');
  await page.keyboard.press('k');
  await expect(ownTime).toBeVisible();
  await navigate(page, 'Contents');
  await expect(page.getByRole('main')).toContainText(/4 minutes|4 min/u);
});

base('a browser that can’t remember files has the learner choose each time', async ({ app: page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'showOpenFilePicker', { value: undefined });
  });
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
  await openDiversion(page);
  await expect(recordingPart(page)).toContainText('cannot remember where a file is');
  await unfoldRecording(page);
  await recordingPart(page).getByLabel('Choose a recording').setInputFiles(recordingFixture('session.webm'));
  await playBeside(page);
  await page.keyboard.press('l');
  await expect.poll(() => placeOf(page)).toBe(10);
  await expect.poll(() => storedPlayback(page)).toEqual({ position: 10, speed: 1 });
  await page.reload();
  // An address that is typed before the first screen is there is not gone to.
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Why not court');
  await openDiversion(page);
  await expect(recordingPart(page)).toContainText('Choose it again to go on');
  await recordingPart(page).getByLabel('Choose the file').setInputFiles(recordingFixture('session.webm'));
  await expect(recordingPart(page)).toContainText('stopped at 0:10');
  await playBeside(page);
  await expect.poll(() => placeOf(page)).toBe(10);
});
