import { reactive } from 'vue';
import { describe, expect, it, vi } from 'vitest';
import { electronTransport } from '../../../src/renderer/src/host/electron-transport';

describe('the transport through the preload', () => {
  it('takes what a screen holds, which Vue has made a proxy and Electron’s bridge would refuse', async () => {
    const input = reactive({ learnerIds: ['018f3c1e-7b2a-7c3d-8e4f-0123456789ab'] });
    expect(() => structuredClone(input)).toThrow(/could not be cloned/u);
    const invoke = vi.fn(async (_: string, given: unknown): Promise<unknown> => structuredClone(given));
    const transport = electronTransport({ invoke, listen: () => undefined });
    expect(await transport('learner-removal.find', input)).toEqual({
      learnerIds: ['018f3c1e-7b2a-7c3d-8e4f-0123456789ab'],
    });
  });
});
