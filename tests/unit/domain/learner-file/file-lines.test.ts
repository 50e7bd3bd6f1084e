import { expect, it } from 'vitest';
import { FileLines } from '../../../../src/domain/learner-file/file-lines';
import {
  type LearnerFileError,
  MAXIMUM_FILE_BYTES,
  MAXIMUM_LINE_BYTES,
} from '../../../../src/domain/learner-file/learner-file';

const FEED = 0x0a;
const refusal = (problem: string, line?: number): LearnerFileError =>
  expect.objectContaining({ problem, ...(line === undefined ? {} : { line }) }) as LearnerFileError;

it('a file may have as many bytes as the limit says, and not one more', () => {
  const lines = new FileLines();
  const piece = new Uint8Array(16 * 1024 * 1024);
  for (let end = MAXIMUM_LINE_BYTES; end <= piece.length; end += MAXIMUM_LINE_BYTES) piece[end - 1] = FEED;
  for (let bytes = 0; bytes < MAXIMUM_FILE_BYTES; bytes += piece.length)
    expect([...lines.push(piece)]).toHaveLength(32);
  expect(() => [...lines.push(Uint8Array.of(FEED))]).toThrow(refusal('too-large'));
});

it('a line may be as long as the limit says, with its line feed, and the refusal of a longer one names it', () => {
  const lines = new FileLines();
  const whole = new Uint8Array(MAXIMUM_LINE_BYTES);
  whole[whole.length - 1] = FEED;
  expect([...lines.push(whole)]).toEqual([whole]);
  expect([...lines.push(new Uint8Array(MAXIMUM_LINE_BYTES))]).toEqual([]);
  expect(() => [...lines.push(Uint8Array.of(FEED))]).toThrow(refusal('line-too-long', 2));
});

it('an empty line is a line wherever the pieces of the file begin', () => {
  const lines = new FileLines();
  const [a, feed] = [Uint8Array.of(97), Uint8Array.of(FEED)];
  const cut = [a, feed, feed, Uint8Array.of(FEED, 97, FEED)].flatMap((piece) => [...lines.push(piece)]);
  expect(cut.map((line) => [...line])).toEqual([[97, FEED], [FEED], [FEED], [97, FEED]]);
  expect([lines.number, lines.hasRest, lines.isEmpty]).toEqual([4, false, false]);
});
