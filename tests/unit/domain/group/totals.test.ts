import { describe, expect, it } from 'vitest';
import { withPresence } from '../../../../src/domain/group/attendance';
import { peopleOf } from '../../../../src/domain/group/people';
import type { Person } from '../../../../src/domain/group/person';
import { savedTable, type TableWords } from '../../../../src/domain/group/saved-table';
import { missingPeople, peopleWith, sortPeople, totalsOf, valuesIn } from '../../../../src/domain/group/totals';
import { decisionsOn, signedReport } from '../../../support/builders/group-builders';
import { reportedCourse } from '../../../support/builders/report-builders';

const ROSTER = 'Name\tProvince\nSok Dara\tKampot\nChan Bopha\tKandal\nKeo Mony\tKampot';
const decisions = {
  ...decisionsOn(ROSTER),
  attendance: withPresence([], { moduleId: 'a', heldOn: '2026-11-20' }, ['sok dara', 'keo mony'], true),
};
const people = peopleOf(
  reportedCourse,
  [
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
  ],
  decisions,
);
const names = (some: readonly Person[]): readonly string[] => some.map(({ name }) => name);

const WORDS: TableWords = {
  name: 'Name',
  invited: 'On the list as',
  standing: 'Person',
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
  totals: ({ people: all, known, reported }) => ({
    people: `${all} people`,
    known: `${known} known`,
    reported: `${reported} reports`,
  }),
  nameWithSigns: (name, signs) => `${name} (${signs})`,
};

describe('totalsOf', () => {
  it('counts attended and completed apart, and agreement to the present version alone', () => {
    const totals = totalsOf(reportedCourse, people);
    expect(totals).toMatchObject({ people: 3, reported: 2, known: 0, series: 0, protocols: [1] });
    expect(totals.modules[0]).toEqual({ complete: 1, begun: 1, attended: 2 });
  });

  it('gives a saved table the same numbers', () => {
    const totals = totalsOf(reportedCourse, people);
    const columns = { columns: decisions.roster.columns, attendance: decisions.attendance };
    const { headings, rows, totals: last } = savedTable(reportedCourse, people, columns, WORDS);
    const total = (heading: string): unknown => last[headings.indexOf(heading)];
    expect(total('Name')).toBe('3 people');
    expect(total('As of')).toBe('2 reports');
    for (const [index, { number }] of reportedCourse.modules.entries())
      expect(total(`${number} completed`)).toBe(totals.modules[index]?.complete);
    expect(total(`${reportedCourse.modules[0]?.number} attended`)).toBe(2);
    expect(headings).not.toContain(`${reportedCourse.modules[1]?.number} attended`);
    expect(rows.every(({ length }) => length === headings.length)).toBe(true);
  });

  it('puts a score there only where a member gave it, and days as days', () => {
    const columns = { columns: decisions.roster.columns, attendance: [] };
    const { headings, rows } = savedTable(reportedCourse, people, columns, WORDS);
    const first = reportedCourse.modules[0]?.number;
    expect(rows.map((row) => row[headings.indexOf(`${first} score`)])).toEqual([null, 50, null]);
    expect(rows.map((row) => row[headings.indexOf('As of')])).toEqual([
      { day: '2026-12-01' },
      { day: '2026-11-30' },
      null,
    ]);
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
    [{ what: 'protocol', index: 0 }, ['Chan Bopha', 'Keo Mony']],
    [{ what: 'series' }, ['Sok Dara', 'Chan Bopha', 'Keo Mony']],
  ] as const)('tells who is missing: %o', (missing, expected) => {
    expect(names(missingPeople(people, missing))).toEqual(expected);
  });

  it('is narrowed by a column of the list', () => {
    expect(valuesIn(people, 0)).toEqual(['Kampot', 'Kandal']);
    expect(names(peopleWith(people, 0, 'Kampot'))).toEqual(['Sok Dara', 'Keo Mony']);
  });
});
