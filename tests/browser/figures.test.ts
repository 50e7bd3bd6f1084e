import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import { defineComponent, h } from 'vue';
import type { Figure } from '../../src/domain/series/figure';
import SeriesFigure from '../../src/renderer/src/components/figures/SeriesFigure.vue';
import { loadModuleContent, seriesOutline } from '../../src/renderer/src/content/series-content';
import { createInterfaceTexts } from '../support/interface-texts';
import '../../src/renderer/src/styles/app.css';
import '../../src/renderer/src/styles/prose.css';
import { contrast, drawingFaults, settled } from './support/drawn-figures';

const KINDS = ['timeline', 'bars', 'cycle', 'ladder', 'pathway', 'tree'] as const;
let figures: readonly Figure[] = [];

beforeAll(async () => {
  const modules = await Promise.all(seriesOutline.modules.map(({ id }) => loadModuleContent(id)));
  figures = modules.flatMap(({ sections }) =>
    sections.flatMap(({ blocks }) => blocks.flatMap((block) => block.figures)),
  );
  const faces = ['400 14px "Noto Sans Variable"', '600 14px "Noto Sans Variable"', '600 17px "Noto Serif Variable"'];
  await Promise.all(faces.map((face) => document.fonts.load(face)));
});

afterEach(() => {
  document.documentElement.style.fontSize = '';
  delete document.documentElement.dataset['theme'];
});

/** Renders figures in a column of the given width, as they stand in a section. */
async function show(shown: readonly Figure[], width: number): Promise<HTMLElement> {
  await page.viewport(760, 900);
  const Column = defineComponent(
    () => () =>
      h(
        'div',
        { class: 'prose' },
        shown.map((figure) => h(SeriesFigure, { figure })),
      ),
  );
  const { container } = await render(Column, { global: { plugins: [createInterfaceTexts()] } });
  container.style.inlineSize = `${width}px`;
  await settled(container, shown.length);
  return container;
}

const svgs = (container: HTMLElement): SVGSVGElement[] => [...container.querySelectorAll('svg')];

function oneOf(kind: Figure['kind']): Figure {
  const figure = figures.find((candidate) => candidate.kind === kind);
  if (!figure) throw new Error(`The series has no figure of the kind "${kind}".`);
  return figure;
}

test('the series has figures of every kind', () => {
  expect(new Set(figures.map(({ kind }) => kind))).toEqual(new Set(KINDS));
});

describe('every figure of the series', () => {
  test.each([
    [680, 100],
    [560, 100],
    [480, 100],
    [320, 100],
    [300, 100],
    [680, 80],
    [680, 150],
    [680, 200],
    [320, 200],
  ])(
    'has no text under 12 px, over another, or outside its drawing in a column of %i px at a text size of %i percent',
    async (width, textSize) => {
      document.documentElement.style.fontSize = `${textSize}%`;
      const container = await show(figures, width);
      expect(svgs(container).flatMap(drawingFaults)).toEqual([]);
    },
  );

  test.each([320, 680])('fits its column of %i px, caption and text version included', async (width) => {
    const container = await show(figures, width);
    for (const details of container.querySelectorAll('details')) details.open = true;
    const wide = [...container.querySelectorAll('figure')].filter(
      (figure) => figure.scrollWidth > width || figure.getBoundingClientRect().width > width + 0.5,
    );
    expect(wide.map((figure) => figure.textContent)).toEqual([]);
  });

  test('is an image with its title as name and its description', async () => {
    await show(figures, 680);
    for (const { title, description } of figures) {
      // Two modules may each have a figure of the same title: one of them has this description.
      const images = page.getByRole('img', { name: title, exact: true }).elements();
      expect(images.length).toBeGreaterThan(0);
      const described = images.map(
        (image) => document.getElementById(image.getAttribute('aria-describedby') ?? '')?.textContent,
      );
      expect(described).toContain(description);
    }
  });

  test('is named by its title and says its source in its caption', async () => {
    const container = await show(figures, 680);
    const captions = [...container.querySelectorAll('figure > figcaption')].map((caption) => caption.textContent ?? '');
    expect(captions).toHaveLength(figures.length);
    figures.forEach(({ title, source }, index) => {
      expect(page.getByRole('figure', { name: title, exact: true }).elements().length).toBeGreaterThan(0);
      expect(captions[index]).toContain(title);
      expect(captions[index]).toContain(source);
    });
  });

  test('has all its data as text too', async () => {
    const container = await show(figures, 680);
    const texts = [...container.querySelectorAll('figure > details')].map((details) => details.textContent ?? '');
    figures.forEach((figure, index) => {
      for (const item of figure.items) {
        const data = Object.values(item)
          .flat()
          .filter((value) => typeof value === 'string');
        for (const value of data) expect(texts[index]).toContain(value);
      }
    });
  });

  test.each(['light', 'dark'])(
    'has texts at 4.5:1 and lines at 3:1 against the paper in the %s theme',
    async (theme) => {
      document.documentElement.dataset['theme'] = theme;
      const container = await show(figures, 680);
      const paper = getComputedStyle(document.documentElement).backgroundColor;
      const texts = new Set([...container.querySelectorAll('svg text')].map((text) => getComputedStyle(text).fill));
      const lines = new Set([...container.querySelectorAll('svg path')].map((path) => getComputedStyle(path).stroke));
      const bars = new Set([...container.querySelectorAll('svg rect')].map((bar) => getComputedStyle(bar).fill));
      for (const colour of texts)
        expect(contrast(colour, paper), `text ${colour} on ${paper}`).toBeGreaterThanOrEqual(4.5);
      for (const colour of [...lines, ...bars])
        expect(contrast(colour, paper), `line ${colour} on ${paper}`).toBeGreaterThanOrEqual(3);
    },
  );

  test('carries no style attribute, which the content security policy would refuse', async () => {
    const container = await show(figures, 680);
    expect(container.querySelectorAll('figure [style], figure[style]')).toHaveLength(0);
  });
});

describe('a figure', () => {
  test('opens its text version from the keyboard', async () => {
    const container = await show([oneOf('timeline')], 680);
    const details = container.querySelector('details');
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByText('Show as text')).toHaveFocus();
    expect(details?.open).toBe(false);
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => details?.open).toBe(true);
    await expect.element(page.getByRole('list')).toBeVisible();
  });

  test('of amounts has a table with headers as its text version', async () => {
    const container = await show([oneOf('bars')], 680);
    for (const details of container.querySelectorAll('details')) details.open = true;
    await expect.element(page.getByRole('table')).toBeVisible();
    expect(page.getByRole('columnheader').elements()).toHaveLength(2);
    expect(page.getByRole('rowheader').elements()).toHaveLength(oneOf('bars').items.length);
  });

  test.each(KINDS)('of the kind %s is laid out anew when its column gets narrower', async (kind) => {
    const container = await show([oneOf(kind)], 680);
    const wide = svgs(container)[0]?.getAttribute('viewBox');
    container.style.inlineSize = '320px';
    await expect.poll(() => svgs(container)[0]?.getAttribute('width')).toBe('320');
    expect(svgs(container)[0]?.getAttribute('viewBox')).not.toBe(wide);
    expect(svgs(container).flatMap(drawingFaults)).toEqual([]);
  });

  test('follows the text size while it is open', async () => {
    const container = await show([oneOf('ladder')], 680);
    const size = (): number => Number(container.querySelector('svg text')?.getAttribute('font-size'));
    const before = size();
    document.documentElement.style.fontSize = '150%';
    await expect.poll(size).toBe(before * 1.5);
    expect(svgs(container).flatMap(drawingFaults)).toEqual([]);
  });

  test('is laid out anew when a font arrives late', async () => {
    const container = await show([oneOf('tree')], 320);
    const lines = (): (string | null)[] =>
      [...container.querySelectorAll('tspan')].map(({ textContent }) => textContent);
    const before = lines();
    for (const figure of container.querySelectorAll('figure')) figure.style.fontFamily = 'monospace';
    document.fonts.dispatchEvent(new Event('loadingdone'));
    await expect.poll(lines).not.toEqual(before);
    expect(svgs(container).flatMap(drawingFaults)).toEqual([]);
  });

  test('that is hidden draws nothing until it is shown', async () => {
    const { container } = await render(SeriesFigure, {
      props: { figure: oneOf('cycle') },
      global: { plugins: [createInterfaceTexts()] },
    });
    container.style.display = 'none';
    await expect.poll(() => svgs(container)).toHaveLength(0);
    container.style.display = '';
    await settled(container, 1);
    expect(svgs(container).flatMap(drawingFaults)).toEqual([]);
  });

  test('in Khmer breaks its lines between words and stays in its drawing', async () => {
    await Promise.all(
      ['400 14px "Noto Sans Khmer"', '600 14px "Noto Sans Khmer"'].map((face) => document.fonts.load(face, 'កុមារ')),
    );
    const detail = 'រដ្ឋត្រូវគាំពារកុមារពីអំពើហិង្សាគ្រប់រូបភាព និងការធ្វេសប្រហែស';
    const item = { title: 'ការគាំពារកុមារ', detail, leaves: ['ការចូលរួមរបស់កុមារនៅក្នុងនីតិវិធីតុលាការ'] };
    const base = { id: 'khmer', title: 'អនុសញ្ញា', description: 'អនុសញ្ញា', source: 'CRC' };
    const tree: Figure = { ...base, kind: 'tree', root: 'អនុសញ្ញាស្តីពីសិទ្ធិកុមារ', items: [item, item] };
    const cycle: Figure = { ...base, kind: 'cycle', items: [item, item, item] };
    for (const width of [320, 680]) {
      const container = await show([tree, cycle], width);
      expect(svgs(container).flatMap(drawingFaults)).toEqual([]);
      const written = [...container.querySelectorAll('text')].map((text) =>
        [...text.querySelectorAll('tspan')].map(({ textContent }) => textContent),
      );
      expect(
        written.filter((lines) => lines.length > 1 && lines.join('').replace(/\s/gu, '') === detail.replace(/\s/gu, ''))
          .length,
      ).toBeGreaterThan(0);
    }
  });

  test('is drawn in the colours of a contrast theme and on paper without its text version', async () => {
    await show([oneOf('bars')], 680);
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    const media = rules.filter((rule): rule is CSSMediaRule => rule instanceof CSSMediaRule);
    const forced = media
      .filter(({ conditionText }) => conditionText.includes('forced-colors'))
      .map(({ cssText }) => cssText)
      .join('\n');
    expect(forced).toMatch(/\.bar[^{]*\{[^}]*canvastext/iu);
    expect(forced).toMatch(/text[^{]*\{[^}]*canvastext/iu);
    expect(page.getByText('Show as text').element().closest('.no-print')).not.toBeNull();
  });
});
