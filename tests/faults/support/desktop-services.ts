import type { OperationInput, OperationName, OperationOutput } from '../../../src/contract/operations';
import type { Result } from '../../../src/contract/result';
import { createHostServices } from '../../../src/main/hosts/host-services';
import { locateResources } from '../../../src/main/hosts/resources';
import type { Invoke } from './journal-append';
import { desktopPorts, type DesktopPorts } from './desktop-ports';

/** The services of the desktop host, wired as the app wires them. */
export interface DesktopServices extends DesktopPorts {
  readonly invoke: Invoke;
  /** What the host wrote to its log. */
  readonly logged: string[];
}

/** Starts them on a data folder, with save dialogs that open in another. */
export function desktopServices(folders: { readonly data: string; readonly documents: string }): DesktopServices {
  const desktop = desktopPorts(folders.documents);
  const logged: string[] = [];
  const { dispatch } = createHostServices({
    resources: locateResources(),
    dataFolder: folders.data,
    ports: desktop.ports,
    logger: { error: (message) => logged.push(message) },
  });
  return {
    ...desktop,
    logged,
    invoke: async <Name extends OperationName>(name: Name, input: OperationInput<Name>) =>
      (await dispatch(name, input)) as Result<OperationOutput<Name>>,
  };
}

/** Saves a text as a learner file, in pieces, as the page does. */
export async function saveLearnerFile(
  { invoke }: Pick<DesktopServices, 'invoke'>,
  text: string,
  label = 'Sok Dara',
): Promise<Result<unknown>> {
  const begun = await invoke('export.begin', { kind: 'learner-file', label });
  if (!begun.ok) return begun;
  const { exportId } = begun.value;
  for (let at = 0; at < text.length; at += 50_000) {
    const appended = await invoke('export.append', { exportId, text: text.slice(at, at + 50_000) });
    if (!appended.ok) return appended;
  }
  return invoke('export.finish', { exportId });
}
