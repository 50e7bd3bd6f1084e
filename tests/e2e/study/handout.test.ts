import type { ModuleContent, ModuleIntroduction, ModuleOutline } from '../../../src/domain/series/module';
import { compiledSeries } from '../../support/builders/compiled-series';
import { expect, inBothLanguages, test } from '../begun-test';
import { openModule } from '../pages/app-pages';
import { bare, printed } from '../pages/printed-pages';

test('a whole module prints on A4: its text, figures, terms and sources, and nothing that is there to click @walk', async ({
  app: page,
}) => {
  const { module, introduction, content } = await moduleOf('general-comment-24');
  await openModule(page, module.number);
  await page.getByRole('link', { name: 'The whole module, to print' }).click();
  await expect(page.getByRole('button', { name: 'Print', exact: true })).toBeVisible();
  const pages = await printed(page);
  const text = pages.map((printedPage) => printedPage.text).join('');

  expect(pages.length).toBeGreaterThan(8);
  expect(pages.length).toBeLessThan(25);
  for (const { width, height } of pages) expect([Math.round(width), Math.round(height)]).toEqual([595, 842]);
  for (const part of [
    module.title,
    introduction.summary,
    ...introduction.objectives.map((objective) => objective.text),
    ...module.sections.map(({ title }) => title),
  ])
    expect(text).toContain(bare(part));
  for (const { heading } of content.sections.flatMap(({ blocks }) => blocks)) expect(text).toContain(bare(heading));
  for (const { definition } of content.terms) expect(text).toContain(bare(definition));
  const cited = new Set(content.sections.flatMap(({ citations }) => citations).map(({ sourceId }) => sourceId));
  for (const { title } of content.sources.filter(({ id }) => cited.has(id))) expect(text).toContain(bare(title));
  expect(text).toContain(bare('(GC 24, para. 1)'));
  expect(text).toContain(bare('https://docs.un.org/en/CRC/C/GC/24 (text read in another copy, 25 November 2026)'));

  for (const control of [
    'Certificates',
    'Settings',
    'Skip to the page',
    'Show as text',
    'Add a note',
    'Set for A4',
    'Open or cite',
    'Copy citation',
  ])
    expect(text).not.toContain(bare(control));
  for (const question of content.questions) {
    expect(text).not.toContain(bare(question.rationale));
    if (question.stem !== '') expect(text).not.toContain(bare(question.stem));
  }
});

test('pages break where they may: no heading at the foot of one, every figure whole, pages numbered', async ({
  app: page,
  host,
}) => {
  const { series } = await compiledSeries();
  const { module, content } = await moduleOf('human-rights-treaties');
  await page.goto(`${host.url}#/modules/${module.id}/handout`);
  await expect(page.getByRole('button', { name: 'Print', exact: true })).toBeVisible();
  const pages = await printed(page);
  const headings = [
    ...content.sections.flatMap(({ blocks }) => blocks.map(({ heading }) => heading)),
    ...module.sections.map(({ title }, index) => `${index + 1}. ${title}`),
    'Terms',
    'Sources',
  ].map(bare);

  pages.forEach(({ lines }, index) => {
    expect(lines.at(-1), `foot of page ${index + 1}`).toBe(
      bare(`${series.title} · ${module.number}. ${module.shortTitle}${index + 1} / ${pages.length}`),
    );
    expect(headings, `last line of page ${index + 1}`).not.toContain(lines.at(-2));
  });
  for (const figure of content.sections.flatMap(({ blocks }) => blocks.flatMap(({ figures }) => figures))) {
    const whole = pages.some(
      ({ text }) => text.includes(bare(figure.title)) && text.includes(bare(`Source: ${figure.source}`)),
    );
    expect(whole, figure.id).toBe(true);
  }
});

inBothLanguages(() => {
  test('the button opens the print dialog, and paper is black on white whatever the theme', async ({
    app: page,
    host,
    texts,
  }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${host.url}#/modules/diversion/handout`);
    await page.evaluate(() => {
      window.print = () => {
        document.documentElement.dataset['printed'] = 'yes';
      };
    });
    await page.getByRole('button', { name: texts.t('handout.print'), exact: true }).click();
    await expect(page.locator('html')).toHaveAttribute('data-printed', 'yes');

    const colours = (): Promise<readonly string[]> =>
      page.evaluate(() => {
        const { color, backgroundColor } = getComputedStyle(document.documentElement);
        return [color, backgroundColor];
      });
    expect(await colours()).not.toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    expect(await colours()).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    await expect(page.getByRole('banner')).toBeHidden();
  });
});

async function moduleOf(moduleId: string): Promise<{
  readonly module: ModuleOutline;
  readonly introduction: ModuleIntroduction;
  readonly content: ModuleContent;
}> {
  const { series, introductions, modules } = await compiledSeries();
  const module = series.modules.find(({ id }) => id === moduleId);
  const introduction = introductions[moduleId];
  const content = modules.get(moduleId);
  if (!module || !introduction || !content) throw new RangeError(`The series has no module "${moduleId}".`);
  return { module, introduction, content };
}
