import type { TextBlock } from './drawing';
import type { FigureSpace } from './figure-space';
import { setText, type TextPlace, type TextSetting } from './set-text';

/** Texts one under the other, with the height that they take together in px. */
export interface TextStack {
  readonly blocks: readonly TextBlock[];
  readonly height: number;
}

/** Sets texts one under the other, `gap` px apart; what is missing or empty takes no room. */
export function stackTexts(
  space: FigureSpace,
  texts: readonly (readonly [TextSetting, string | undefined])[],
  place: TextPlace,
  gap = 0,
): TextStack {
  const blocks: TextBlock[] = [];
  let top = place.top;
  for (const [setting, text] of texts) {
    if (text === undefined || text.trim() === '') continue;
    if (blocks.length > 0) top += gap;
    const block = setText(space, setting, text, { ...place, top });
    blocks.push(block);
    top += block.height;
  }
  return { blocks, height: top - place.top };
}

/** The usual pair: what it is called, and what is said of it. */
export function titleAndDetail(space: FigureSpace, item: { readonly title: string; readonly detail?: string | undefined }, place: TextPlace): TextStack {
  return stackTexts(
    space,
    [
      ['title', item.title],
      ['detail', item.detail],
    ],
    place,
  );
}
