import { describe, expect, it } from 'vitest';
import { withPresence } from '../../../../src/domain/group/attendance';
import { narrowed, narrowings } from '../../../../src/domain/group/narrowing';
import { peopleOf } from '../../../../src/domain/group/people';
import { protocolsOf, type Person } from '../../../../src/domain/group/person';
import { savedTable, type TableWords } from '../../../../src/domain/group/saved-table';
import { samePersonQuestions } from '../../../../src/domain/group/same-person';
import { hasDone, sortPeople, totalsOf } from '../../../../src/domain/group/totals';
import { decisionsOn, SECOND_KEY, signedReport } from '../../../support/builders/group-builders';
import { reportedCourse } from '../../../support/builders/report-builders';

const ROSTER = 'Name\tProvince\nSok Dara\tKampot\nChan Bopha\tKandal\nKeo Mony\tKampot';
const decisions = {
  ...decisionsOn(ROSTER),
  attendance: withPresence([], { moduleId: 'a', heldOn: '2026-11-20' }, ['sok dara', 'keo mony'], true),
};
const reports = [
  signedReport(),
  signedReport({
    person: 2,
    name: 'Chan Bopha',
    madeAt: '2026-11-30T02:00:00.000Z',
    change: (report) => ({
      ...report,
      modules: report.modules.map((module) => ({ ...module, completedOn: null, bestScore: 0.5 })),
      protocols: report.protocols.map((protocol) => ({ ...protocol, version: 'b'.repeat(64) })),
    }),
  }),
];
const people = peopleOf(reportedCourse, reports, decisions);
const beside = { columns: decisions.roster.columns, attendance: decisions.attendance, signs: new Map(), questions: [] };
const names = (some: readonly Person[]): readonly string[] => some.map(({ name }) => name);

const WORDS: TableWords = {
  name: 'Name',
  invited: 'On the list as',
  standing: 'Person',
  shared: 'Shared',
  organisation: 'Organisation',
  group: 'Group',
  asOf: 'As of',
  series: 'Series',
  standings: {
    none: 'nothing sent',
    'not-attached': 'not attached',
    'another-edition': 'another edition',
    'unknown-computer': 'computer unknown',
    'unknown-person': 'person unknown',
    known: 'known',
  },
  states: { complete: 'complete', begun: 'begun', new: 'new' },
  module: (number, column) => `${number} ${column}`,
  protocol: (number, column) => `protocol ${number} ${column}`,
  totals: ({ rows, toDecide, known, reported }) => ({
    rows: `${rows} rows, ${toDecide} to decide`,
    known: `${known} known`,
    reported: `${reported} reports`,
  }),
  nameWithSigns: (name, signs) => `${name} (${signs})`,
};

describe('totalsOf', () => {
  it('counts attended and completed apart, and agreement to each version', () => {
    const totals = totalsOf(reportedCourse, people, []);
    expect(totals).toMatchObject({ rows: 3, toDecide: 0, reported: 2, known: 0, series: 0 });
    expect(totals.protocols).toEqual([{ present: 1, other: 1 }]);
    expect(totals.modules[0]).toEqual({ complete: 1, begun: 1, attended: 2 });
  });

  it('counts two rows that may be one person as rows, and what is to be decided on those that are shown', () => {
    const found = [...reports, signedReport({ key: SECOND_KEY })];
    const all = peopleOf(reportedCourse, found, decisions);
    const [open] = samePersonQuestions(found, []);
    const told = (same: boolean | null, shown = all) => {
      const { rows, toDecide } = totalsOf(reportedCourse, shown, open ? [{ ...open, same }] : []);
      return [rows, toDecide];
    };
    expect([told(null), told(false)]).toEqual([
      // Somebody on the list isn't attached to either of the two.
      [5, 2],
      [5, 1],
    ]);
    expect(told(null, narrowed(all, { by: 'cell', index: 0, value: 'Kandal' }))).toEqual([1, 0]);
  });

  it('gives a saved table the same numbers', () => {
    const totals = totalsOf(reportedCourse, people, []);
    const { headings, rows, totals: last } = savedTable(reportedCourse, people, beside, WORDS);
    const total = (heading: string): unknown => last[headings.indexOf(heading)];
    expect(total('Name')).toBe('3 rows, 0 to decide');
    expect(total('As of')).toBe('2 reports');
    for (const [index, { number }] of reportedCourse.modules.entries())
      expect(total(`${number} completed`)).toBe(totals.modules[index]?.complete);
    expect(total(`${reportedCourse.modules[0]?.number} attended`)).toBe(2);
    const [protocol] = protocolsOf(reportedCourse);
    for (const version of ['present', 'other'] as const)
      expect(total(`protocol ${protocol?.number} ${version}`)).toBe(totals.protocols[0]?.[version]);
    expect(headings).not.toContain(`${reportedCourse.modules[1]?.number} attended`);
    expect(rows.every(({ length }) => length === headings.length)).toBe(true);
  });

  it('puts a score there only where a member gave it, days as days, which version was agreed to and whose computer is shared', () => {
    const { headings, rows } = savedTable(reportedCourse, people, { ...beside, attendance: [] }, WORDS);
    const column = (heading: string): readonly unknown[] => rows.map((row) => row[headings.indexOf(heading)]);
    expect(column(`${reportedCourse.modules[0]?.number} score`)).toEqual([null, 50, null]);
    expect(column('As of')).toEqual([{ day: '2026-12-01' }, { day: '2026-11-30' }, null]);
    const [protocol] = protocolsOf(reportedCourse);
    const agreed = { day: '2026-11-22' };
    expect(column(`protocol ${protocol?.number} present`)).toEqual([agreed, null, null]);
    expect(column(`protocol ${protocol?.number} other`)).toEqual([null, agreed, null]);
    expect(column(`protocol ${protocol?.number} version`)).toEqual(['aaaaaaaa', 'bbbbbbbb', null]);
    expect(column('Shared')).toEqual([expect.stringMatching(/^\d{4}$/u), expect.stringMatching(/^\d{4}$/u), null]);
  });
});

describe('the table', () => {
  it.each([
    ['list', { by: 'list' }, ['Sok Dara', 'Chan Bopha', 'Keo Mony'], ['Keo Mony', 'Chan Bopha', 'Sok Dara']],
    ['name', { by: 'name' }, ['Chan Bopha', 'Keo Mony', 'Sok Dara'], ['Sok Dara', 'Keo Mony', 'Chan Bopha']],
    // Whoever has nothing there comes last either way.
    ['day', { by: 'asOf' }, ['Chan Bopha', 'Sok Dara', 'Keo Mony'], ['Sok Dara', 'Chan Bopha', 'Keo Mony']],
  ] as const)('is sorted by %s', (_what, order, ascending, descending) => {
    expect(names(sortPeople(people, order, false))).toEqual(ascending);
    expect(names(sortPeople(people, order, true))).toEqual(descending);
  });

  it.each([
    [{ what: 'report' }, ['Keo Mony']],
    [{ what: 'module', index: 0 }, ['Chan Bopha', 'Keo Mony']],
    [{ what: 'protocol', index: 0 }, ['Keo Mony']],
    [{ what: 'present-version', index: 0 }, ['Chan Bopha', 'Keo Mony']],
    [{ what: 'series' }, ['Sok Dara', 'Chan Bopha', 'Keo Mony']],
  ] as const)('tells who is missing: %o', (missing, expected) => {
    expect(names(people.filter((person) => !hasDone(person, missing)))).toEqual(expected);
  });

  it('is narrowed by a column of the list, by who completed a module, by the version that was agreed to, and by a shared computer', () => {
    expect(narrowings(people).map((by) => [...Object.values(by), names(narrowed(people, by))])).toEqual([
      ['cell', 0, 'Kampot', ['Sok Dara', 'Keo Mony']],
      ['cell', 0, 'Kandal', ['Chan Bopha']],
      ['module', 0, 'complete', ['Sok Dara']],
      ['protocol', 0, '', ['Keo Mony']],
      ['protocol', 0, 'aaaaaaaa', ['Sok Dara']],
      ['protocol', 0, 'bbbbbbbb', ['Chan Bopha']],
      ['shared', ['Sok Dara', 'Chan Bopha']],
    ]);
    expect(narrowings(people.slice(0, 1)).filter(({ by }) => by === 'shared')).toEqual([]);
  });
});
