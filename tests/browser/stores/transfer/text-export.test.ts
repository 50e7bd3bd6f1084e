import { afterEach, expect, it, vi } from 'vitest';
import { success } from '../../../../src/contract/result';
import type { HostClient } from '../../../../src/renderer/src/host/host-client';
import { MAXIMUM_PIECE_LENGTH } from '../../../../src/contract/delivery';
import { arrayPieces, exportText, textPieces } from '../../../../src/renderer/src/stores/host/text-export';

afterEach(() => {
  vi.restoreAllMocks();
});

const file = { kind: 'learner-file', label: 'Sok Dara' } as const;
const download = { outcome: 'download', fileName: 'Sok Dara.jsonl', path: '/downloads/1' } as const;

/** A browser host that serves the file; `finishing` runs while it answers. */
function serving(finishing: () => void = () => undefined): HostClient {
  const answers: Readonly<Record<string, unknown>> = { 'export.begin': { exportId: 'x' }, 'export.finish': download };
  return {
    invoke: ((name: string) => {
      if (name === 'export.finish') finishing();
      return Promise.resolve(success(answers[name] ?? {}));
    }) as HostClient['invoke'],
  };
}

it('a file is downloaded as soon as the host has it, whichever screen is open by then', async () => {
  const downloads = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  const { signal } = new AbortController();
  expect(await exportText(serving(), file, textPieces('words'), signal)).toEqual(download);
  expect(downloads).toHaveBeenCalledTimes(1);
  expect(downloads.mock.contexts[0]).toMatchObject({ pathname: '/downloads/1', download: 'Sok Dara.jsonl' });
});

it('a file that was cancelled, or whose learner left, while the host finished it is not downloaded', async () => {
  const downloads = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  const leaving = new AbortController();
  const host = serving(() => {
    leaving.abort();
  });
  await expect(exportText(host, file, textPieces('words'), leaving.signal)).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(downloads).not.toHaveBeenCalled();
});

it('a list goes to the host in pieces that it takes, however long its items are', async () => {
  const items = Array.from({ length: 501 }, () => 'x🙂'.repeat(1_000));
  const pieces: string[] = [];
  for await (const piece of arrayPieces(items)) pieces.push(piece);
  expect(pieces.every((piece) => piece.length <= MAXIMUM_PIECE_LENGTH && piece.isWellFormed())).toBe(true);
  expect(JSON.parse(pieces.join(''))).toEqual(items);
});
