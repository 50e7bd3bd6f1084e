import { expectAccessible } from '../accessible';
import { expect, inBothLanguages, test as base } from '../begun-test';
import { navigate, openModule } from '../pages/app-pages';
import { anyOf } from '../pages/page-texts';
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

inBothLanguages(() => {
  test('it is played by keys, and captions in Khmer are shown', async ({ app: page, texts }) => {
    const { t } = texts;
    await attach(page, texts, 'session.webm');
    await putOnStick(page, 'session.km.vtt');
    await choose(page, 'session.km.vtt');
    await recordingPart(page, texts)
      .getByRole('button', { name: t('recordings.addCaptions') })
      .click();
    await expect(recordingPart(page, texts)).toContainText(t('recordings.captionsOf', { name: 'session.km.vtt' }));
    await playBeside(page, texts);
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
    await recordingPart(page, texts)
      .getByRole('checkbox', { name: t('recordings.captions') })
      .uncheck();
    await expect.poll(shown).toEqual([]);
  });

  test('a note at a moment of two hours leads back to it, from the section and from the notebook', async ({
    app: page,
    texts,
  }) => {
    const { t } = texts;
    await attach(page, texts, 'two-hours.webm');
    await playBeside(page, texts);
    await player(page).evaluate((media: HTMLMediaElement) => {
      media.currentTime = 3_760;
    });
    await expect.poll(() => placeOf(page)).toBe(3_760);
    await page.keyboard.press('m');
    await expect(recordingPart(page, texts)).toContainText(t('recordings.noteAt', { moment: '1:02:40' }));
    await recordingPart(page, texts).getByLabel(t('notes.text')).fill('Ask the prosecutor about this');
    await expectAccessible(page, 'a note at a moment');
    await recordingPart(page, texts)
      .getByRole('button', { name: t('notes.done') })
      .click();
    await expect(recordingPart(page, texts)).toContainText('Ask the prosecutor about this');

    await player(page).evaluate((media: HTMLMediaElement) => {
      media.currentTime = 0;
    });
    await recordingPart(page, texts)
      .getByRole('button', { name: t('recordings.goTo', { moment: '1:02:40' }) })
      .click();
    await expect.poll(() => placeOf(page)).toBe(3_760);
    await player(page).evaluate((media: HTMLMediaElement) => {
      media.currentTime = 60;
    });
    await page
      .getByRole('article')
      .getByRole('link', { name: t('recordings.goTo', { moment: '1:02:40' }) })
      .click();
    await expect.poll(() => placeOf(page)).toBe(3_760);

    await navigate(page, 'Notes', texts);
    const card = page.locator('.note').filter({ hasText: 'Ask the prosecutor' });
    await expect(card).toContainText('1:02:40');
    await expect(card).not.toContainText(t('highlights.unplaced.heading'));
    await card.getByRole('link', { name: t('recordings.goTo', { moment: '1:02:40' }) }).click();
    await expectLoaded(page);
    await expect.poll(() => placeOf(page)).toBe(3_760);
  });

  test('a recording that was pulled out, replaced or moved says so, and nothing is lost', async ({
    app: page,
    texts,
  }) => {
    const { t } = texts;
    await attach(page, texts, 'session.webm');
    await playBeside(page, texts);
    await page.keyboard.press('l');
    await expect.poll(() => placeOf(page)).toBe(10);

    // In the midst of playing: the browser holds so short a recording in its memory, so its error is made here.
    await takeFromStick(page, 'session.webm');
    await player(page).dispatchEvent('error');
    await expect(recordingPart(page, texts)).toContainText(t('recordings.problems.missing', { name: 'session.webm' }));
    await putOnStick(page, 'session.webm');
    await recordingPart(page, texts)
      .getByRole('button', { name: t('recordings.again') })
      .click();
    await expectLoaded(page);
    await expect.poll(() => placeOf(page)).toBe(10);

    await takeFromStick(page, 'session.webm');
    await openDiversion(page);
    await expect(recordingPart(page, texts)).toContainText(t('recordings.problems.missing', { name: 'session.webm' }));
    await expect(recordingPart(page, texts)).toContainText(t('recordings.stoppedAt', { moment: '0:10' }));
    await expectAccessible(page, 'a recording that is missing');
    await putOnStick(page, 'session.webm');
    await recordingPart(page, texts)
      .getByRole('button', { name: t('recordings.again') })
      .click();
    await expect(recordingPart(page, texts).getByRole('link', { name: t('recordings.play') })).toBeVisible();

    await putOnStick(page, 'two-hours.webm', 'session.webm');
    await openModule(page, 2, texts);
    await expect(recordingPart(page, texts)).toContainText(t('recordings.problems.replaced', { name: 'session.webm' }));
    await recordingPart(page, texts)
      .getByRole('button', { name: t('recordings.accept') })
      .click();
    await expect(recordingPart(page, texts).getByRole('link', { name: t('recordings.play') })).toBeVisible();

    // Moved: chosen where it is now.
    await takeFromStick(page, 'session.webm');
    await putOnStick(page, 'two-hours.webm', 'moved.webm');
    await openModule(page, 2, texts);
    await choose(page, 'moved.webm');
    await recordingPart(page, texts)
      .getByRole('button', { name: t('recordings.chooseOther') })
      .click();
    await expect(recordingPart(page, texts)).toContainText('moved.webm');
    await expect(recordingPart(page, texts)).toContainText(t('recordings.stoppedAt', { moment: '0:10' }));

    await recordingPart(page, texts)
      .getByRole('button', { name: t('recordings.remove') })
      .click();
    await expect(recordingPart(page, texts)).toContainText(t('recordings.absent'));
  });

  test('a file that can’t be played, or captions that can’t be read, say so beside the text', async ({
    app: page,
    texts,
  }) => {
    const { t } = texts;
    await attach(page, texts, 'README.md', 'broken.mp4');
    await recordingPart(page, texts)
      .getByRole('link', { name: t('recordings.play') })
      .click();
    await expect(recordingPart(page, texts)).toContainText(t('recordings.problems.unplayable', { name: 'broken.mp4' }));
    await expectAccessible(page, 'a recording that can’t be played');
    await putOnStick(page, 'session.mp3');
    await choose(page, 'session.mp3');
    await recordingPart(page, texts)
      .getByRole('button', { name: t('recordings.chooseOther') })
      .click();
    await expectLoaded(page);
    await openDiversion(page);
    await putOnStick(page, 'README.md', 'broken.vtt');
    await choose(page, 'broken.vtt');
    await recordingPart(page, texts)
      .getByRole('button', { name: t('recordings.addCaptions') })
      .click();
    await expect(recordingPart(page, texts)).toContainText(t('recordings.captionsOf', { name: 'broken.vtt' }));
    await playBeside(page, texts);
    await expect(recordingPart(page, texts)).toContainText(t('recordings.captionsLost'));
  });

  test('watching counts as study and not as reading', async ({ app: page, texts }) => {
    const { t } = texts;
    await page.clock.install();
    await attach(page, texts, 'session.webm');
    await playBeside(page, texts);
    await page.getByRole('button', { name: t('section.mark') }).scrollIntoViewIfNeeded();
    const ownTime = page.getByText(texts.like('section.countsIn'));
    await expect(ownTime).toBeVisible();
    await page.keyboard.press('k');
    // From here on the time is the recording's.
    await expect(ownTime).toBeHidden();
    await page.clock.fastForward('04:00');
    await page.keyboard.press('k');
    await expect(ownTime).toBeVisible();
    await navigate(page, 'Contents', texts);
    await expect(page.getByRole('main')).toContainText(
      anyOf(...['home.minutes', 'home.week.day'].map((key) => texts.like(key, { minutes: 4 }))),
    );
  });

  base('a browser that can’t remember files has the learner choose each time', async ({ app: page, texts }) => {
    const { t } = texts;
    await page.addInitScript(() => {
      Object.defineProperty(window, 'showOpenFilePicker', { value: undefined });
    });
    await page.reload();
    await expect(page.getByRole('heading', { name: t('home.contents') })).toBeVisible();
    await openDiversion(page);
    await expect(recordingPart(page, texts)).toContainText(t('recordings.eachTime'));
    await unfoldRecording(page, texts);
    await recordingPart(page, texts).getByLabel(t('recordings.attach')).setInputFiles(recordingFixture('session.webm'));
    await playBeside(page, texts);
    await page.keyboard.press('l');
    await expect.poll(() => placeOf(page)).toBe(10);
    await expect.poll(() => storedPlayback(page)).toEqual({ position: 10, speed: 1 });
    await page.reload();
    // An address that is typed before the first screen is there is not gone to.
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      (await texts.course()).outline('diversion').sections[0]?.title ?? '',
    );
    await openDiversion(page);
    await expect(recordingPart(page, texts)).toContainText(t('recordings.problems.unchosen', { name: 'session.webm' }));
    await recordingPart(page, texts)
      .getByLabel(t('recordings.chooseNow'))
      .setInputFiles(recordingFixture('session.webm'));
    await expect(recordingPart(page, texts)).toContainText(t('recordings.stoppedAt', { moment: '0:10' }));
    await playBeside(page, texts);
    await expect.poll(() => placeOf(page)).toBe(10);
  });
});
