import type { Page } from '@playwright/test';

/**
 * Which of the texts are in a page's heap after its garbage is collected: whatever a script, a screen or the browser
 * still holds. Chromium only.
 */
export async function textsInHeap(page: Page, texts: readonly string[]): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const pieces: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => pieces.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  const snapshot = pieces.join('');
  if (!snapshot.includes('"strings"')) throw new Error('The heap could not be read.');
  return texts.filter((text) => snapshot.includes(text));
}
