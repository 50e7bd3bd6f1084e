import { momentOf } from '../../../../domain/notes/moment';
import type { NoteRevision } from '../../../../domain/notes/note';
import type { Series } from '../../../../domain/series/series';

/**
 * The order of notes in the notebook: that of the text, by section, block and place in the block. A note on a section
 * as a whole is first in it, those at moments of a recording in the order of these; one whose block is gone is last in
 * it, and one whose section is gone is last of all.
 */
export function noteOrder(series: Series): (a: NoteRevision, b: NoteRevision) => number {
  const sections = series.modules.flatMap((module) => module.sections);
  const places = new Map(
    sections.map(({ id, blockIds }, index) => [
      id,
      { index, blocks: new Map(blockIds.map((blockId, at) => [blockId, at])) },
    ]),
  );

  function placeOf(note: NoteRevision): readonly [number, number, number] {
    const { sectionId, blockId, anchor } = note;
    const section = places.get(sectionId);
    return [
      section?.index ?? Number.MAX_SAFE_INTEGER,
      blockId === null ? -1 : (section?.blocks.get(blockId) ?? Number.MAX_SAFE_INTEGER),
      momentOf(note) ?? anchor?.start ?? Number.MAX_SAFE_INTEGER,
    ];
  }

  // A sort of thousands asks for each note's place a dozen times.
  const known = new WeakMap<NoteRevision, ReturnType<typeof placeOf>>();
  function knownPlace(note: NoteRevision): ReturnType<typeof placeOf> {
    const place = known.get(note) ?? placeOf(note);
    known.set(note, place);
    return place;
  }

  return (a, b) => {
    const [one, other] = [knownPlace(a), knownPlace(b)];
    return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
  };
}
