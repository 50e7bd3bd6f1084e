import { MAXIMUM_PIECE_LENGTH, type Delivery, type ExportKind } from '../../../../contract/delivery';
import type { HostClient } from '../../host/host-client';
import { valueOf } from './host-error';
import { startDownload } from './start-download';

/**
 * Sends a text to the host piece by piece and lets the learner save it; a browser's download is started. After a
 * failure the host forgets it.
 *
 * @param file `label` is part of the file's name
 * @param pieces each at most `MAXIMUM_PIECE_LENGTH` long, with no character split
 * @throws HostError; the signal's reason; errors of the pieces
 */
export async function exportText(
  host: HostClient,
  file: { readonly kind: ExportKind; readonly label: string },
  pieces: AsyncIterable<string> | Iterable<string>,
  signal: AbortSignal,
): Promise<Delivery> {
  const { exportId } = valueOf(await host.invoke('export.begin', file));
  try {
    for await (const piece of pieces) {
      signal.throwIfAborted();
      valueOf(await host.invoke('export.append', { exportId, text: piece }));
    }
    signal.throwIfAborted();
  } catch (error) {
    await host.invoke('export.cancel', { exportId });
    throw error;
  }
  const delivery = valueOf(await host.invoke('export.finish', { exportId }));
  // Another learner may be at work by now.
  signal.throwIfAborted();
  if (delivery.outcome === 'download') startDownload(delivery);
  return delivery;
}

/** Items a piece: some hundred KB of text. */
const BATCH = 500;

/** Items as the text of one JSON array, one a line, piece by piece. */
export async function* arrayPieces(items: readonly unknown[]): AsyncGenerator<string> {
  yield '[';
  for (let at = 0; at < items.length; at += BATCH) {
    const lines = items.slice(at, at + BATCH).map((item) => JSON.stringify(item));
    yield* textPieces(`${at > 0 ? ',' : ''}\n${lines.join(',\n')}`);
  }
  yield '\n]\n';
}

/** A text in pieces that the host takes, with no character split. */
export async function* textPieces(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + MAXIMUM_PIECE_LENGTH);
    if (end < text.length && /[\uD800-\uDBFF]/u.test(text.charAt(end - 1))) end -= 1;
    yield text.slice(at, end);
    at = end;
  }
}
