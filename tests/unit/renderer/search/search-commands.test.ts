import { describe, expect, test } from 'vitest';
import { seeksHelp } from '../../../../src/renderer/src/features/search/search-commands';

describe('who seems to look for help for a child', () => {
  test.each([
    ...['help', 'helpline', 'Hotline', 'EMERGENCY', 'abuse', 'violence', 'report', '1280', 'helpl', 'child abuse'],
    ...['beat', 'A boy was beaten', 'safeguarding', 'safeguarding protocol', 'វាយ', 'គេវាយដំកុមារ'],
    ...['rape', 'she was raped', 'slap', 'suicide', 'kidnap', 'torture', 'ទារុណកម្មលើកុមារ'],
    ...['police', 'who do I call', 'telephone', 'stepfather', 'ជួយ', 'ប៉ូលិស', 'លេខទូរសព្ទ', 'លេខទូរស័ព្ទ'],
    ...['ជំនួយ', 'ត្រូវការជំនួយ', 'អំពើហិង្សា', 'ការរំលោភបំពាន', 'រាយការណ៍', 'បន្ទាន់', '១២៨០', 'គ្រោះថ្នាក់'],
  ])('is offered it first: %s', (query) => {
    expect(seeksHelp(query)).toBe(true);
  });

  test.each(['', 'he', 'diversion', 'reporting cycle', 'art. 12', 'កុមារ', 'ការវាយតម្លៃ', '12', 'helpful'])(
    'and nobody else: %s',
    (query) => {
      expect(seeksHelp(query)).toBe(false);
    },
  );
});
