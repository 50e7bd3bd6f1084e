import { LANGUAGE_NAMES } from '../../../src/domain/text/language';
import { statements } from '../../support/builders/statement-builders';
import { expect, inBothLanguages, SOKHA, test } from '../begun-test';
import { openModule, sectionList } from '../pages/app-pages';
import { changeTo } from '../pages/language-pages';
import { otherTexts } from '../pages/page-texts';
import { printed } from '../pages/printed-pages';

const MODULE = 'participation-and-safeguarding';
const PROTOCOL = 'safeguarding-protocol';

inBothLanguages(() => {
  test('module 5, its handout and its job aid open only after the protocol is read, its three checks passed and the name typed @walk', async ({
    app: page,
    host,
    texts,
  }) => {
    const { language, t } = texts;
    const course = await texts.course();
    const protocol = course.module(MODULE).agreement;
    if (!protocol) throw new Error('Module 5 has no protocol.');
    await openModule(page, 5, texts);
    await expect(page.getByText(t('module.gate.missing'))).toBeVisible();
    await expect(sectionList(page, texts).getByRole('link')).toHaveCount(0);
    await expect(page.getByRole('link', { name: t('handout.link') })).toHaveCount(0);
    const tools = new RegExp(
      ['jobAid.save', 'handout.print', 'quiz.beginAttempt', 'quiz.beginPractice'].map((key) => t(key)).join('|'),
      'u',
    );
    for (const [address, told] of [
      ['sections/right-to-be-heard', 'section.closed'],
      ['quiz', 'quiz.closed'],
      ['job-aid', 'jobAid.closed'],
      ['handout', 'handout.closed'],
    ] as const) {
      await page.goto(`${host.url}#/modules/${MODULE}/${address}`);
      await expect(page.getByText(t(told))).toBeVisible();
      await expect(page.getByRole('main').getByRole('button', { name: tools })).toHaveCount(0);
    }
    const handoutSection = page.getByRole('heading', { name: course.outline(MODULE).sections[0]?.title ?? '' });
    await expect(handoutSection).toHaveCount(0);

    await openModule(page, 5, texts);
    await page
      .getByRole('complementary')
      .getByRole('link', { name: t('module.gate.read') })
      .click();
    const { clauses, checks } = protocol;
    const introduction = protocol.introduction.trim().slice(0, 60);
    for (const clause of clauses) await expect(page.getByText(clause.text.trim().slice(0, 60))).toBeVisible();
    const digits = language === 'km' ? 'khmer' : 'decimal';
    await expect(page.getByRole('list').filter({ hasText: clauses[0]?.title ?? '' })).toHaveCSS(
      'list-style-type',
      digits,
    );
    await page.getByRole('button', { name: t('agreement.sign.agree') }).click();
    const first = page.getByRole('group', { name: checks[0]?.scenario ?? '' });
    await expect(page.getByRole('alert').filter({ hasText: /./u })).toHaveCount(1);
    await expect(first.getByRole('alert')).toHaveText(t('agreement.problems.check'));
    await expect(first.getByRole('radio').first()).toBeFocused();
    for (const check of checks) {
      const wrong = check.options.find(({ correct }) => !correct);
      await page.getByRole('radio', { name: wrong?.text ?? '', exact: true }).check();
      await expect(page.getByText(wrong?.feedback ?? '')).toBeVisible();
      await page
        .getByRole('radio', { name: check.options.find(({ correct }) => correct)?.text ?? '', exact: true })
        .check();
    }
    await page.getByRole('button', { name: t('agreement.sign.agree') }).click();
    await expect(page.getByText(t('agreement.problems.tick'))).toBeVisible();
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: t('agreement.sign.agree') }).click();
    await expect(page.getByText(t('agreement.problems.name'))).toBeVisible();
    await page.getByLabel(t('agreement.sign.name')).fill('Wrong Name');
    await page.getByRole('button', { name: t('agreement.sign.agree') }).click();
    await expect(page.getByText(t('agreement.problems.other-name', { name: 'Sokha Chan' }))).toBeVisible();
    // What was begun is there again after a look at another page.
    await page
      .getByRole('main')
      .getByRole('link', { name: t('module.gate.report') })
      .click();
    await page.getByRole('button', { name: t('reporting.back') }).click();
    await expect(page.getByLabel(t('agreement.sign.name'))).toHaveValue('Wrong Name');
    await expect(page.getByRole('checkbox')).toBeChecked();
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(checks.length);
    await expect(page.getByText(introduction)).toBeVisible();
    await page.getByLabel(t('agreement.sign.name')).fill(' sokha  chan');
    await page.getByRole('button', { name: t('agreement.sign.agree') }).click();

    await expect(page.getByText(t('module.gate.agreed'))).toBeVisible();
    await openModule(page, 5, texts);
    await page.getByRole('link', { name: t('module.gate.show') }).click();
    const record = page.getByRole('region', { name: t('agreement.record.heading') });
    await expect(record).toContainText('sokha chan');
    await expect(record).toContainText(LANGUAGE_NAMES[language]);
    await expect(record).toContainText(protocol.version.slice(0, 8));
    await expect(record.getByRole('button', { name: t('agreement.record.print') })).toBeVisible();
    await page.reload();
    await expect(record).toContainText('sokha chan');
    await expect(page.getByText(introduction)).toHaveCount(0);
    const sheets = await printed(page);
    expect(sheets.map(({ across }) => across)).toEqual([[], [], []]);
    for (const { lines } of sheets) expect(lines.length).toBeGreaterThan(10);
    const other = otherTexts(texts);
    const otherText = other.t('agreement.record.otherLanguage', {
      agreed: other.t(`languages.${language}`),
      shown: other.t(`languages.${other.language}`),
    });
    await changeTo(page, other.language);
    await expect(page.getByText(otherText)).toBeVisible();
    await changeTo(page, language);
    await expect(page.getByText(otherText)).toHaveCount(0);
    await openModule(page, 5, texts);
    await page.getByRole('link', { name: t('handout.link') }).click();
    await expect(handoutSection).toBeVisible();
    await expect(page.getByRole('button', { name: t('handout.print') })).toBeVisible();
  });

  test('Cancel returns to the module and keeps nothing, and reporting a concern is never behind the gate', async ({
    app: page,
    texts,
  }) => {
    const { t, course } = texts;
    await openModule(page, 5, texts);
    await page
      .getByRole('complementary')
      .getByRole('link', { name: t('module.gate.read') })
      .click();
    await page.getByLabel(t('agreement.sign.name')).fill('Sokha Chan');
    await page.getByRole('link', { name: t('agreement.sign.cancel') }).click();
    await expect(page.getByText(t('module.gate.missing'))).toBeVisible();
    await page.goBack();
    await expect(page.getByLabel(t('agreement.sign.name'))).toHaveValue('');
    await page.goForward();
    await page.getByRole('link', { name: t('module.gate.report') }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('reporting.title'));
    const { reporting } = (await course()).series;
    expect(reporting?.steps.length).toBeGreaterThan(0);
    for (const { title } of reporting?.steps ?? [])
      await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible();
  });

  test.describe('for who agreed to an earlier version of the protocol', () => {
    const agreed = {
      verb: 'agreed',
      agreement: {
        protocolId: PROTOCOL,
        version: '0'.repeat(64),
        language: 'en',
        name: 'Sokha Chan',
        agreedAt: '2026-11-20T01:00:00.000Z',
        checkIds: [],
      },
    } as const;
    test.use({ record: { learner: SOKHA, statements: statements(agreed) } });

    test('the changed one asks again', async ({ app: page, host, texts }) => {
      expect((await texts.course()).module(MODULE).agreement?.id).toBe(PROTOCOL);
      await page.goto(`${host.url}#/modules/${MODULE}`);
      await expect(page.getByText(texts.t('module.gate.changed'))).toBeVisible();
      await expect(sectionList(page, texts).getByRole('link')).toHaveCount(0);
    });
  });
});
