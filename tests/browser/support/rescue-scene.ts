import type { Learner } from '../../../src/domain/learner/learner';
import type { HostClient } from '../../../src/renderer/src/host/host-client';
import type { InMemoryHost } from '../../support/hosts/in-memory-host';
import { identifier, note, read, statement } from '../../support/builders/statement-builders';
import { openWindow } from './app-scene';
import { beginLearner, newLearner, saveNotes } from './storage-scene';

/** A host that also takes files; `file` is the last one that was saved whole. */
function hostWithFiles(host: InMemoryHost): HostClient & { readonly file: () => string } {
  let pieces: string[] = [];
  let file = '';
  return {
    file: () => file,
    invoke: (async (name: Parameters<HostClient['invoke']>[0], input: { readonly text?: string }) => {
      if (name === 'export.begin') pieces = [];
      else if (name === 'export.append') pieces.push(input.text ?? '');
      else if (name === 'export.finish') file = pieces.join('');
      else if (name !== 'export.cancel') return host.invoke(name, input as never);
      const values: Record<string, unknown> = {
        'export.begin': { exportId: identifier(1) },
        'export.finish': { outcome: 'download', fileName: 'record.jsonl', path: '/downloads/x' },
      };
      return { ok: true, value: values[name] ?? {} };
    }) as HostClient['invoke'],
  };
}

/** The store of a window that could not open a record. */
export function openRescue(host: InMemoryHost) {
  const files = hostWithFiles(host);
  const window = openWindow(host, { host: files });
  return { window, files, rescue: window.rescue };
}

/** Somebody who read two sections and wrote a note, all of it in the journal, and whose window is closed. */
export async function studied(host: InMemoryHost, owner: Learner = newLearner()): Promise<Learner> {
  const session = await beginLearner(owner, host);
  await session.statements.append([statement(read('a/first'), 1), statement(read('a/second'), 2)]);
  await saveNotes(session.notes, [note({ text: 'Ask about diversion.' })]);
  await session.sync.flush();
  session.close();
  return owner;
}
