import { describe, expect, it } from 'vitest';
import { splitAtFigures } from '../../../../src/renderer/src/components/figures/split-at-figures';
import type { Figure } from '../../../../src/domain/series/figure';

const figure: Figure = {
  kind: 'cycle',
  id: 'round',
  title: 'Round',
  description: 'A round.',
  source: 'CRC',
  items: [{ title: 'One' }],
};

describe('a block with figures', () => {
  it('is cut where the figures stand', () => {
    const html = '<p>Before</p><div class="figure-slot" data-figure="round"></div><p>After</p>';
    expect(splitAtFigures({ html, figures: [figure] })).toEqual([
      { kind: 'html', html: '<p>Before</p>' },
      { kind: 'figure', figure },
      { kind: 'html', html: '<p>After</p>' },
    ]);
  });

  it('without figures stays whole', () => {
    expect(splitAtFigures({ html: '<p>Text</p>', figures: [] })).toEqual([{ kind: 'html', html: '<p>Text</p>' }]);
  });

  it('leaves out a slot without its figure', () => {
    expect(splitAtFigures({ html: '<div class="figure-slot" data-figure="gone"></div>', figures: [figure] })).toEqual(
      [],
    );
  });
});
