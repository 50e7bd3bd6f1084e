import type { GatheredContents } from '../../../../domain/learner-file/gathered-record';
import type { Learner } from '../../../../domain/learner/learner';
import { LearnerFileWriter } from '../../../../domain/learner-file/writing';
import type { LearnerFilePiece } from './learner-file-export';
import type { RecordCipher } from '../protection/record-cipher';

/** The longest piece of text, in UTF-16 units, before it is given on. */
const PIECE = 400_000;

/**
 * A record that was gathered as a learner file, piece by piece.
 *
 * @param learner stands where no profile was found
 * @param cipher opens what is sealed; what it can't open, or where there is none, is written as it is
 */
export async function* gatheredPieces(
  contents: GatheredContents,
  learner: Learner,
  createdAt: string,
  cipher: RecordCipher | null = null,
): AsyncGenerator<LearnerFilePiece> {
  const { position, statements, notes } = contents;
  const profile = contents.learner ?? learner;
  const writer = new LearnerFileWriter();
  const total = 2 + statements.length + notes.length;
  let written = 0;
  let text = writer.header({
    learnerId: profile.id,
    createdAt,
    counts: { learner: 1, position: position ? 1 : 0, statement: statements.length, note: notes.length },
  });
  text += writer.change({ kind: 'learner', body: profile });
  if (position) text += writer.change({ kind: 'position', body: position });
  const lines = async function* (): AsyncGenerator<string> {
    for (const body of statements)
      yield writer.change({ kind: 'statement', body: cipher ? await cipher.openStatement(body) : body });
    for (const body of notes) yield writer.change({ kind: 'note', body: (await cipher?.openNote(body)) ?? body });
  };
  for await (const line of lines()) {
    text += line;
    written += 1;
    if (text.length <= PIECE) continue;
    yield { text, done: written / total };
    text = '';
  }
  yield { text: text + writer.seal(), done: 1 };
}
