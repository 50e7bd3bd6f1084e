import { defineStore } from 'pinia';
import type { TableFormat } from '../../../../contract/saved-table';
import type { GroupTable } from '../../../../domain/group/saved-table';
import { useAppContext } from '../../app-context';
import { valueOf } from '../host/host-error';
import { useDocumentExport } from '../transfer/document-export';

export type { TableFormat } from '../../../../contract/saved-table';

/** A group's table as a file for spreadsheets. */
export const useTableSaving = defineStore('group-table-saving', () => {
  const { host } = useAppContext();
  const { work, busy, run, clear } = useDocumentExport();

  /** Has the table written and gives it to the learner. @param label part of the file's name */
  async function save(table: GroupTable, format: TableFormat, label: string): Promise<void> {
    await run(async () => valueOf(await host.invoke('table.export', { label, format, table })));
  }

  return { work, busy, save, clear };
});
