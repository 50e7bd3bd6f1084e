import type { LearnerFileContents } from '../../../src/domain/learner-file/learner-file';
import { LearnerFileReader } from '../../../src/domain/learner-file/reading';
import { readProtectedHeader } from '../../../src/domain/learner-file/protected-file';
import { makeKey, openKey, type Secret } from '../../../src/renderer/src/storage/protection/key-making';
import { ProtectedFileReader } from '../../../src/renderer/src/storage/transfer/protected-file-reading';
import { protectedFilePieces } from '../../../src/renderer/src/storage/transfer/protected-file-writing';
import { learnerFile } from './learner-files';
import { identifier } from '../builders/statement-builders';

/** Rounds for tests: the fewest that are accepted. */
const FEW_ROUNDS = 1_000;

/** The text of a protected learner file; `learnerId` is what its header says. */
export async function protectedFile(
  contents: LearnerFileContents,
  secrets: { readonly pin: string; readonly code: string },
  {
    rounds = FEW_ROUNDS,
    learnerId = contents.learner.id,
  }: { readonly rounds?: number; readonly learnerId?: string } = {},
): Promise<string> {
  const { record, key } = await makeKey({ learnerId, rounds }, identifier(4_000_000_000), secrets, contents.createdAt);
  const plain = async function* (): AsyncGenerator<{ readonly text: string; readonly done: number }> {
    yield { text: learnerFile(contents), done: 1 };
  };
  let file = '';
  for await (const { text } of protectedFilePieces(plain(), { learnerId, createdAt: contents.createdAt, record, key }))
    file += text;
  return file;
}

/** Reads a protected file in pieces of a size; null where the secret isn't the right one. @throws LearnerFileError */
export async function readProtected(file: string, secret: Secret, size = 65_536): Promise<LearnerFileContents | null> {
  const bytes = new TextEncoder().encode(file);
  const header = readProtectedHeader(file.split('\n')[0] ?? '');
  if (!header) throw new Error('That is no protected file.');
  const key = await openKey({ learnerId: header.learnerId }, header.key, secret);
  if (!key) return null;
  const reader = new ProtectedFileReader(header, key, new LearnerFileReader());
  for (let at = 0; at < bytes.length; at += size) await reader.push(bytes.subarray(at, at + size));
  return reader.finish();
}
