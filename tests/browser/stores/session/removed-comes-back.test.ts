import { describe, expect, it } from 'vitest';
import { learnerDatabaseNames } from '../../../../src/renderer/src/storage/database/generations';
import { sampleContents } from '../../../support/learner-files/learner-file-samples';
import { learnerFile } from '../../../support/learner-files/learner-files';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { openWindow } from '../../support/app-scene';
import { names, studying } from '../../support/removal-scene';
import { newLearner, until } from '../../support/storage-scene';

describe('a removed learner who comes back', () => {
  it('by a learner file is a learner as before, in every browser', async () => {
    const host = new InMemoryHost();
    const { window } = await studying(host, 'Present');
    const learner = newLearner({ latinName: 'Comer' });
    await host.removeElsewhere(learner.id);
    const file = new Blob([learnerFile({ ...sampleContents(), learner })]);
    await window.learnerFile.preview(file);
    expect(window.learnerFile.work).toMatchObject({ phase: 'preview', preview: { owner: 'another' } });

    host.fail('disk-full', 'learner-removal.lift');
    await window.learnerFile.addLearner();
    expect(window.learnerFile.work).toMatchObject({ phase: 'failed', failure: { from: 'host', code: 'disk-full' } });
    expect(await learnerDatabaseNames(learner.id)).toEqual([]);

    host.recover();
    await window.learnerFile.preview(file);
    await window.learnerFile.addLearner();
    expect(window.learnerFile.work).toMatchObject({ phase: 'added' });
    expect(host.journalIds()).toContain(learner.id);
    await window.learnerSwitch.switchTo(learner.id);
    expect(window.session.state.phase).toBe('open');
  });

  it('at a first run is back as well', async () => {
    const host = new InMemoryHost();
    const window = openWindow(host);
    await window.begin();
    const learner = newLearner({ latinName: 'Mover' });
    await host.removeElsewhere(learner.id);
    await window.learnerFile.preview(new Blob([learnerFile({ ...sampleContents(), learner })]));
    await window.learnerFile.addLearner();
    expect(window.session.learner?.id).toBe(learner.id);
    await until(() => names(window).join() === 'Mover');
    await window.directory.maintained();
    expect(window.session.state.phase).toBe('open');
    await until(() => host.journalIds().includes(learner.id));
  });
});
