import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import { defineComponent, h } from 'vue';
import type { Figure } from '../../src/domain/series/figure';
import SeriesFigure from '../../src/renderer/src/components/figures/SeriesFigure.vue';
import { loadModuleContent, seriesOutline } from '../../src/renderer/src/content/series-content';
import { contrast } from '../support/contrast';
import { createInterfaceTexts } from '../support/interface-texts';
import '../../src/renderer/src/styles/app.css';
import '../../src/renderer/src/styles/prose.css';
import { borders, colourOf, drawingFaults, drawings, settled, withForcedColours } from './support/drawn-figures';

const KINDS = ['timeline', 'bars', 'cycle', 'ladder', 'pathway', 'tree', 'decision'] as const;
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
      expect(drawings(container).flatMap(drawingFaults)).toEqual([]);
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
      const texts = new Set(
        drawings(container).flatMap((drawing) => [
          ...[...drawing.querySelectorAll('div')]
            .filter(({ childElementCount, textContent }) => childElementCount === 0 && textContent !== '')
            .map((text) => getComputedStyle(text).color),
        ]),
      );
      const lines = new Set([...borders(container).map(colourOf)]);
      for (const colour of texts)
        expect(contrast(colour, paper), `text ${colour} on ${paper}`).toBeGreaterThanOrEqual(4.5);
      for (const colour of lines)
        expect(contrast(colour, paper), `line ${colour} on ${paper}`).toBeGreaterThanOrEqual(3);
    },
  );

  test('carries nothing but numbers in style attributes', async () => {
    const container = await show(figures, 680);
    const styled = [...container.querySelectorAll('figure [style], figure[style]')];
    expect(styled.length).toBeGreaterThan(0);
    for (const element of styled)
      expect(element.getAttribute('style')).toMatch(/^(--[a-z-]+: [\d.e-]+(rem|ch)?; ?)+$/u);
  });
});

describe('a figure', () => {
  test.each(['timeline', 'decision'] as const)('of the kind %s opens its text version by key', async (kind) => {
    const container = await show([oneOf(kind)], 680);
    const details = container.querySelector('details');
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByText('Show as text')).toHaveFocus();
    expect(details?.open).toBe(false);
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => details?.open).toBe(true);
    await expect.element(page.getByRole('list').first()).toBeVisible();
    // Nothing else of it stops Tab: what follows is outside.
    await userEvent.keyboard('{Tab}');
    expect(container.contains(document.activeElement)).toBe(false);
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
    const [drawing] = drawings(container);
    container.style.inlineSize = '320px';
    await settled(container, 1);
    expect(drawing?.getBoundingClientRect().width).toBe(320);
    expect(drawings(container).flatMap(drawingFaults)).toEqual([]);
  });

  test.each(['ladder', 'cycle'] as const)('of the kind %s follows the text size while it is open', async (kind) => {
    const container = await show([oneOf(kind)], 680);
    const title = (): Element => container.querySelector('.item-title') ?? container;
    const size = (): number => Number.parseFloat(getComputedStyle(title()).fontSize);
    const before = size();
    document.documentElement.style.fontSize = '150%';
    await expect.poll(size).toBe(before * 1.5);
    expect(drawings(container).flatMap(drawingFaults)).toEqual([]);
  });

  test('in Khmer breaks its lines between words, counts in Khmer digits and stays in its drawing', async () => {
    await Promise.all(
      ['400 14px "Noto Sans Khmer"', '600 14px "Noto Sans Khmer"'].map((face) => document.fonts.load(face, 'កុមារ')),
    );
    const detail = 'រដ្ឋត្រូវគាំពារកុមារពីអំពើហិង្សាគ្រប់រូបភាព និងការធ្វេសប្រហែស';
    const item = { title: 'ការគាំពារកុមារ', detail, leaves: ['ការចូលរួមរបស់កុមារនៅក្នុងនីតិវិធីតុលាការ'] };
    const base = { id: 'khmer', title: 'អនុសញ្ញា', description: 'អនុសញ្ញា', source: 'CRC' };
    const tree: Figure = { ...base, kind: 'tree', root: 'អនុសញ្ញាស្តីពីសិទ្ធិកុមារ', items: [item, item] };
    const cycle: Figure = { ...base, kind: 'cycle', items: [item, item, item] };
    const ladder: Figure = { ...base, kind: 'ladder', items: [item, { title: 'កុមារ', detail }] };
    const date = 'ថ្ងៃទី ១៥ ខែតុលា ឆ្នាំ ១៩៩២';
    const timeline: Figure = {
      ...base,
      kind: 'timeline',
      items: [{ ...item, date }, item].map((event) => ({ date, ...event })),
    };
    const bars: Figure = { ...base, kind: 'bars', unit: 'កុមារ', items: [{ label: item.leaves[0] ?? '', value: 3 }] };
    const outcome = { title: 'រាយការណ៍ទៅអាជ្ញាធរតុលាការ ឬអាជ្ញាធរមានសមត្ថកិច្ចផ្សេងទៀត', notes: [detail] };
    const question = { title: outcome.title, notes: [detail], yes: outcome };
    const decision: Figure = {
      ...base,
      kind: 'decision',
      items: [
        { ...question, no: 2 },
        { ...question, no: outcome },
      ],
    };
    for (const width of [284, 320, 524, 680]) {
      const container = await show([tree, cycle, ladder, timeline, bars, decision], width);
      expect(drawings(container).flatMap(drawingFaults)).toEqual([]);
      for (const drawing of drawings(container)) expect(drawing.textContent).not.toMatch(/[0-9]/u);
    }
  });

  test('is drawn in the colours of a contrast theme', async () => {
    const container = await show(KINDS.map(oneOf), 680);
    await withForcedColours(() => {
      const probe = document.body.appendChild(document.createElement('div'));
      probe.style.color = 'CanvasText';
      const own = getComputedStyle(probe).color;
      probe.remove();
      const colours = borders(container).map(colourOf);
      expect(new Set(colours)).toEqual(new Set([own]));
    });
  });

  test('leaves its text version out on paper', async () => {
    await show([oneOf('bars')], 680);
    expect(page.getByText('Show as text').element().closest('.no-print')).not.toBeNull();
  });

  test('never leaves its column, however long a word is', async () => {
    const word = 'Nonrefoulementnonrefoulementnonrefouleme';
    const base = { id: 'long', title: 'Long', description: 'Long.', source: 'CRC' };
    const items = [
      { title: word, detail: word, date: word },
      { title: 'A', detail: 'B', date: 'C' },
    ];
    document.documentElement.style.fontSize = '200%';
    for (const width of [224, 320, 680]) {
      const container = await show(
        [
          { ...base, kind: 'ladder', items },
          { ...base, kind: 'timeline', items },
          { ...base, kind: 'cycle', items: [...items, { title: 'D', detail: 'E' }] },
          { ...base, kind: 'pathway', items: items.map((item) => ({ ...item, exits: [word] })) },
          { ...base, kind: 'tree', root: word, items: items.map((item) => ({ ...item, leaves: [word] })) },
          { ...base, kind: 'bars', unit: word, items: [{ label: word, value: 1_000_000 }] },
        ],
        width,
      );
      const faults = drawings(container).flatMap(drawingFaults);
      expect(faults.filter((fault) => !fault.endsWith('is broken'))).toEqual([]);
    }
  });
});

describe('bars', () => {
  const base = {
    id: 'bars',
    title: 'Bars',
    description: 'Bars.',
    source: 'CRC',
    kind: 'bars',
    unit: 'children',
  } as const;

  async function lengths(values: readonly number[], width: number): Promise<number[]> {
    const items = values.map((value, index) => ({ label: `group ${index}`, value }));
    const container = await show([{ ...base, items }], width);
    return [...container.querySelectorAll('.bar')].map((bar) => bar.getBoundingClientRect().width);
  }

  test.each([320, 680])('have lengths in proportion to their amounts at %i px', async (width) => {
    const [first = 0, second = 0, none] = await lengths([336, 672, 0], width);
    expect(first).toBeGreaterThan(40);
    expect(second / first).toBeCloseTo(2, 1);
    expect(none).toBe(0);
  });

  test('of nothing at all, or less, have no length and keep their number', async () => {
    expect(await lengths([0, 0], 680)).toEqual([0, 0]);
    expect((await lengths([-3, 4], 680))[0]).toBe(0);
    expect(page.getByText('-3').elements().length).toBeGreaterThan(0);
  });
});

describe('a cycle', () => {
  test.each([320, 680])('leads from its last step back to its first, at %i px', async (width) => {
    const container = await show([oneOf('cycle')], width);
    const back = container.querySelector('.return')?.getBoundingClientRect() ?? new DOMRect();
    const titles = [...container.querySelectorAll('.item-title')].map((title) => title.getBoundingClientRect());
    const [first, last] = [titles[0] ?? new DOMRect(), titles.at(-1) ?? new DOMRect()];
    expect(back.top).toBeGreaterThan(first.top);
    expect(back.top).toBeLessThan(first.bottom);
    expect(back.bottom).toBeGreaterThan(last.top);
    for (const title of titles) expect(title.right).toBeLessThanOrEqual(back.left);
  });
});

describe('a ladder', () => {
  const rungs = ['Lightest', 'Middle', 'Gravest'].map((title) => ({ title }));
  const ladder: Figure = { id: 'l', title: 'L', description: 'L.', source: 'CRC', kind: 'ladder', items: rungs };

  test.each([320, 680])('has the lightest degree at its foot, and says so, at %i px', async (width) => {
    const container = await show([ladder], width);
    const order = [...container.querySelectorAll<HTMLElement>('.item-title')].sort(
      (one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top,
    );
    expect(order.map(({ innerText }) => innerText)).toEqual(['Gravest', 'Middle', 'Lightest']);
    await expect.element(page.getByText('Read from the foot up.')).toBeVisible();
  });

  test('has heavier rungs the graver the degree', async () => {
    const container = await show([ladder], 680);
    const weights = [...container.querySelectorAll('.step')].map(
      (step) => getComputedStyle(step, '::after').borderBlockStartWidth,
    );
    expect(weights).toEqual(['5px', '3px', '1px']);
  });
});

describe('a timeline', () => {
  test('has its dates before the line where there is room and above the event where there is not', async () => {
    const container = await show([oneOf('timeline')], 680);
    const box = (selector: string): DOMRect =>
      container.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
    expect(box('.date').right).toBeLessThan(box('.point').left);
    expect(box('.point').right).toBeLessThan(box('.what').left);
    container.style.inlineSize = '320px';
    expect(box('.date').bottom).toBeLessThanOrEqual(box('.what').top);
    expect(box('.point').right).toBeLessThan(box('.date').left);
  });
});
