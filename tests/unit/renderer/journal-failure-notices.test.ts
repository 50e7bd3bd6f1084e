import { createPinia } from 'pinia';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../src/contract/result';
import start from '../../../src/renderer/src/i18n/locales/en/start.json';
import { useAnnouncements } from '../../../src/renderer/src/stores/host/announcements';
import { HostError } from '../../../src/renderer/src/stores/host/host-error';
import {
  tellJournalFailure,
  tellSync,
  withdrawJournalFailure,
} from '../../../src/renderer/src/stores/session/record-notices';

function tell(announcements: ReturnType<typeof useAnnouncements>, code: ErrorCode, reason?: string): void {
  tellJournalFailure(
    announcements,
    new HostError({ code, message: 'Made for the test.', ...(reason ? { details: { reason } } : {}) }),
  );
}

describe('a journal that cannot be written', () => {
  it.each([
    ['disk-full', undefined, 'full'],
    ['unreachable', undefined, 'silent'],
    ['read-only', undefined, 'unwritable'],
    ['journal-unwritable', 'EACCES', 'unwritable'],
    ['journal-unwritable', 'EPERM', 'unwritable'],
    ['journal-unwritable', 'EIO', 'failed'],
    ['internal', undefined, 'failed'],
  ] as const)('is told for %s (%s) as `%s`', (code, reason, name) => {
    const announcements = useAnnouncements(createPinia());
    tell(announcements, code, reason);
    expect(announcements.notices.map(({ textKey }) => textKey)).toEqual([`notices.journalBehind.${name}.text`]);
  });

  it('has one notice, of the last reason, and none once it is written', () => {
    const announcements = useAnnouncements(createPinia());
    announcements.notify('warning', 'blocked');
    tell(announcements, 'disk-full');
    tell(announcements, 'unreachable');
    expect(announcements.notices.map(({ titleKey }) => titleKey)).toEqual([
      'notices.blocked.title',
      'notices.journalBehind.silent.title',
    ]);
    withdrawJournalFailure(announcements);
    expect(announcements.notices.map(({ titleKey }) => titleKey)).toEqual(['notices.blocked.title']);
  });

  it('asks for room on the disk only where that is the reason', () => {
    const texts = Object.entries(start.notices.journalBehind).map(([name, { text }]) => [name, text] as const);
    expect(texts.filter(([, text]) => /room|space/iu.test(text)).map(([name]) => name)).toEqual(['full']);
  });
});

describe('a journal that was followed', () => {
  const report = {
    outcome: 'reset',
    statements: 0,
    notes: 0,
    conflictCopies: 0,
    databaseWasEmpty: false,
    rebuilt: false,
    damagedLines: [],
    damageIsNew: false,
  } as const;

  it.each([
    ['is told where it was restored elsewhere', report, false, ['notices.recordReset.title']],
    ['is not told to who restored it here', report, true, []],
    ['is not told where a PIN alone began it', { ...report, byPin: true } as const, false, []],
  ] as const)('that begins anew %s', (_, given, isResetHere, expected) => {
    const announcements = useAnnouncements(createPinia());
    tellSync(announcements, given, isResetHere);
    expect(announcements.notices.map(({ titleKey }) => titleKey)).toEqual(expected);
  });
});
