import { computed, type ComputedRef } from 'vue';
import { useI18n } from '../../i18n/vue-texts';
import { isHeld, type HeldSession } from '../../../../domain/group/attendance';
import { protocolsOf } from '../../../../domain/group/person';
import type { PeopleOrder } from '../../../../domain/group/totals';
import { inDigits } from '../../../../domain/text/digits';
import { useAppContext } from '../../app-context';
import { interfaceLanguage } from '../../i18n/interface-language';

/** A column of the table. */
export interface PeopleColumn {
  readonly label: string;
  /** What a short label stands for; empty where it says all. */
  readonly full: string;
  readonly order: PeopleOrder;
}

/** The columns of the table, and whether a session on each module was held. */
export function usePeopleColumns(of: {
  /** Columns of the roster. */
  readonly columns: readonly string[];
  readonly attendance: readonly HeldSession[];
}): { readonly columns: ComputedRef<readonly PeopleColumn[]>; readonly held: ComputedRef<readonly boolean[]> } {
  const { t } = useI18n();
  const { shownSeries } = useAppContext();
  const held = computed(() => shownSeries.modules.map(({ id }) => isHeld(of.attendance, id)));
  const columns = computed((): readonly PeopleColumn[] => [
    { label: t('group.columns.name'), full: '', order: { by: 'name' } },
    { label: t('group.columns.standing'), full: '', order: { by: 'standing' } },
    ...of.columns.map((label, index) => ({ label, full: '', order: { by: 'cell' as const, index } })),
    { label: t('group.columns.asOf'), full: '', order: { by: 'asOf' } },
    ...shownSeries.modules.flatMap(({ number, shortTitle }, index): readonly PeopleColumn[] => {
      const full = t('module.title', { number, title: shortTitle });
      const completed: PeopleColumn = {
        label: inDigits(number, interfaceLanguage.value),
        full,
        order: { by: 'module', index },
      };
      if (!held.value[index]) return [completed];
      // Attended is never completed: where both are there, each says which it is.
      return [
        { full, label: t('group.columns.attended', { number }), order: { by: 'attended', index } },
        { ...completed, label: t('group.columns.completed', { number }) },
      ];
    }),
    ...shownSeries.sequences.map(({ title }, index) => ({
      label: t('group.columns.sequence'),
      full: title,
      order: { by: 'sequence' as const, index },
    })),
    { label: t('group.columns.series'), full: '', order: { by: 'series' } },
    ...protocolsOf(shownSeries).map((_, index) => ({
      label: t('group.columns.protocol'),
      full: '',
      order: { by: 'protocol' as const, index },
    })),
  ]);
  return { columns, held };
}

/** Whether two orders are by the same column. */
export function isSameOrder(a: PeopleOrder, b: PeopleOrder): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
