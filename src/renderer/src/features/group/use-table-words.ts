import { useI18n } from '../../i18n/vue-texts';
import type { TableWords } from '../../../../domain/group/saved-table';

/** The words of a saved table, in the language of the interface as it is then. Call in setup. */
export function useTableWords(): () => TableWords {
  const { t } = useI18n();
  return () => ({
    name: t('group.columns.name'),
    invited: t('group.saved.invited'),
    standing: t('group.columns.standing'),
    shared: t('group.saved.shared'),
    organisation: t('progressReport.fields.organisation'),
    group: t('progressReport.fields.group'),
    asOf: t('group.columns.asOf'),
    series: t('group.columns.series'),
    standings: {
      none: t('group.standings.none'),
      'not-attached': t('group.standings.not-attached'),
      'another-edition': t('group.standings.another-edition'),
      'unknown-computer': t('group.standings.unknown-computer'),
      'unknown-person': t('group.standings.unknown-person'),
      known: t('group.standings.known'),
    },
    states: {
      complete: t('home.state.complete'),
      begun: t('group.states.begun'),
      new: t('group.states.new'),
    },
    module: (number, column) => t(`group.saved.modules.${column}`, { number }),
    protocol: (number, column) => t(`group.saved.protocols.${column}`, { number }),
    totals: ({ rows, toDecide, known, reported }) => ({
      rows: t(toDecide > 0 ? 'group.table.undecided' : 'group.table.totals', { n: rows, toDecide }, rows),
      known: t('group.table.known', { count: known }),
      reported: t('group.table.reported', { count: reported }),
    }),
    nameWithSigns: (name, signs) => t('group.table.signs', { name, signs }),
  });
}
