import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decidedIds } from '../../../../src/domain/group/person';
import { parseRoster, rosterText, type Roster } from '../../../../src/domain/group/roster';
import english from '../../../../src/renderer/src/i18n/locales/en/screens.json';
import khmer from '../../../../src/renderer/src/i18n/locales/km/screens.json';
import { decisionsOn } from '../../../support/builders/group-builders';

const numbered = (number: number): string => `Column ${number}`;
const again = (pasted: string, before: Roster, decided: readonly string[] = []) =>
  parseRoster(pasted, numbered, before, decided);

describe('a list that is edited', () => {
  const before = decisionsOn('Sok\tf\nSok\tm\nBopha\tf').roster;

  it.each([
    ['the first of two namesakes goes', 'Sok\tm\nBopha\tf', ['sok\t2', 'bopha']],
    ['they change places', 'Sok\tm\nSok\tf\nBopha\tf', ['sok\t2', 'sok', 'bopha']],
    ['a third comes first', 'Sok\tx\nSok\tf\nSok\tm', ['sok\t3', 'sok', 'sok\t2']],
    ['a cell of one is corrected', 'Sok\tf\nSok\tx\nBopha\tm', ['sok', 'sok\t2', 'bopha']],
    ['everybody gets a column more', 'Sok\tf\tTakeo\nSok\tm\tKampot', ['sok', 'sok\t2']],
    ['one goes and the other is corrected, which could be either', 'Sok\tx', ['sok\t3']],
    ['a column is taken out of one line', 'Sok\nSok\tm', ['sok', 'sok\t2']],
  ])('keeps everybody’s id where %s', (_what, pasted, ids) => {
    expect(again(pasted, before).people.map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    ['somebody whose namesake went', 'Sok\tf', 'sok\t2', 'Sok\tf\nSok\tx', ['sok', 'sok\t3']],
    ['one of two namesakes when the list was away', '', 'sok\t2', 'Sok\tm', ['sok\t3']],
    ['the only one of a name, who was meant', '', 'sok', 'Sok\tm', ['sok']],
  ])('gives nobody what was decided on %s', (_what, list, decided, pasted, ids) => {
    expect(again(pasted, decisionsOn(list).roster, [decided]).people.map(({ id }) => id)).toEqual(ids);
  });

  it('counts attendance, decided rows and remarks as decided', () => {
    const decisions = decisionsOn('', {
      attendance: [{ moduleId: 'a', heldOn: '2026-11-20', present: ['sok'] }],
      invited: { someone: 'sok\t2' },
      remarks: { 'invited sok\t3': 'Asked', other: 'Asked' },
    });
    expect(decidedIds(decisions)).toEqual(['sok', 'sok\t2', 'sok\t3']);
  });

  it.each<[string, number]>([
    ['នាមី សុខ\nសុខ ដារ៉ា', 2],
    ['ឈ្មោះទី\tស', 1],
    ['Named Sok', 1],
    ['ឈ្មោះ\u200Bអ្នក\u200Bចូលរួម\nសុខ', 1],
    ['គោត្តនាម និងនាម\tភេទ\nសុខ ដារ៉ា\tស', 1],
    ['Participant’s name\nSok', 1],
    ...[english, khmer].map(({ group }): [string, number] => [`${group.columns.name}\nSok`, 1]),
  ])('takes a heading for one, and nobody whose name begins like one: %j', (pasted, count) => {
    expect(parseRoster(pasted, numbered).people).toHaveLength(count);
  });

  it.each([
    ['"Sok, Dara"', 'Sok, Dara'],
    ['"Dara ""Da"" Sok"\nSok', 'Dara "Da" Sok'],
    ['Name\nName', 'Name'],
    ['Name\tSex\nSok, Dara\tf', 'Sok, Dara'],
  ])('reads its own text: %j', (pasted, name) => {
    const roster = parseRoster(pasted, numbered);
    expect(roster.people[0]?.name).toBe(name);
    expect(again(rosterText(roster, 'Name'), roster)).toEqual(roster);
  });

  it('reads its own text, whatever was pasted', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ab",\t ]*$/u)), (lines) => {
        const roster = parseRoster(lines.join('\n'), numbered);
        expect(again(rosterText(roster, 'Name'), roster)).toEqual(roster);
      }),
    );
  });
});
