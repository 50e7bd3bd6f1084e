import { expect, it } from 'vitest';
import type { UpdateChanges } from '../../../../src/contract/update';
import type { OperationName, OperationOutput } from '../../../../src/contract/operations';
import { failure, success, type Result } from '../../../../src/contract/result';
import type { HostClient } from '../../../../src/renderer/src/host/host-client';
import { useAppUpdate } from '../../../../src/renderer/src/stores/host/app-update';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { openWindow } from '../../support/app-scene';

const changes: UpdateChanges = { courseCorrected: [], courseAdded: [], appNew: [{ en: 'A group’s table.' }] };

/** A host that answers these operations as told. */
function hostOf(answers: { readonly [Name in OperationName]?: Result<OperationOutput<Name>> }): HostClient {
  return {
    invoke: async <Name extends OperationName>(name: Name) =>
      (answers[name] ?? failure('unknown-operation', name)) as Result<OperationOutput<Name>>,
  };
}

it('an update that is ready says what it changes', async () => {
  openWindow(new InMemoryHost(), {
    host: hostOf({ 'update.choose': success({ outcome: 'ready', version: '1.3.0', changes }) }),
  });
  const update = useAppUpdate();
  await update.choose();
  expect(update.state).toEqual({ phase: 'ready', version: '1.3.0', changes });
});

it('what the last update changed is shown until it was read', async () => {
  openWindow(new InMemoryHost(), {
    host: hostOf({ 'update.last': success({ update: { version: '1.3.0', changes } }) }),
  });
  const update = useAppUpdate();
  await update.readLast();
  expect(update.last).toEqual({ version: '1.3.0', changes });
  update.dismissLast();
  expect(update.last).toBeNull();
});

it('nothing is shown where the host tells of no update, or not at all', async () => {
  for (const answer of [success({ update: null }), failure('unreachable', 'Gone.')] as const) {
    openWindow(new InMemoryHost(), { host: hostOf({ 'update.last': answer }) });
    const update = useAppUpdate();
    await update.readLast();
    expect(update.last).toBeNull();
  }
});
