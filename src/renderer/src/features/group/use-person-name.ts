import { useI18n } from '../../i18n/vue-texts';
import type { Person } from '../../../../domain/group/person';
import { useGroupDesk } from '../../stores/group/group-desk';

/** How somebody is named: with four signs of their computer where another one has the same name. Call in setup. */
export function usePersonName(): (person: Pick<Person, 'key' | 'name'>) => string {
  const { t } = useI18n();
  const desk = useGroupDesk();
  return ({ key, name }) => {
    const signs = desk.signs.get(key);
    return signs === undefined ? name || t('shell.unnamed') : t('group.table.signs', { name, signs });
  };
}
