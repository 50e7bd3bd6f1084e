import type { TextBlock } from './drawing';
import type { FigureSpace } from './figure-space';
import { setText, type TextPlace } from './set-text';

/** What a thing is called, and below it what is said of it, if anything. */
export interface TitleAndDetail {
  readonly title: TextBlock;
  readonly blocks: readonly TextBlock[];
  /** Of both together, in px. */
  readonly height: number;
}

/** Sets a title and the detail under it; a missing detail takes no room. */
export function titleAndDetail(
  space: FigureSpace,
  item: { readonly title: string; readonly detail?: string | undefined },
  place: TextPlace,
): TitleAndDetail {
  const title = setText(space, 'title', item.title, place);
  if (item.detail === undefined) return { title, blocks: [title], height: title.height };
  const detail = setText(space, 'detail', item.detail, { ...place, top: place.top + title.height });
  return { title, blocks: [title, detail], height: title.height + detail.height };
}
