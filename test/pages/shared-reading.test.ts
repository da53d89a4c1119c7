import { describe, expect, it } from 'vitest';
import { createSharedReading } from '../../api/shared-reading.ts';

/** A reading whose end is called by hand; each gives what stood when it began. */
function readings() {
  const begun: { readonly key: string; end(): void; fail(): void }[] = [];
  let stands = 0;
  const shared = createSharedReading(
    (key: string) => {
      const value = stands;
      return new Promise<number>((resolve, reject) => begun.push({ key, end: () => resolve(value), fail: () => reject(new Error('down')) }));
    },
    (key) => key,
  );
  return { begun, shared, change: () => (stands += 1) };
}
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('a reading that is shared', () => {
  it('is begun once more for all who asked meanwhile, and shows them what stood when they asked', async () => {
    const { begun, shared, change } = readings();
    const first = shared('QH');
    change();
    const [second, third] = [shared('QH'), shared('QH')];
    expect(begun).toHaveLength(1);
    begun[0]?.end();
    expect(await first).toBe(0);
    await turn();
    expect(begun).toHaveLength(2);
    begun[1]?.end();
    expect([await second, await third]).toEqual([1, 1]);
    change();
    const later = shared('QH');
    expect(begun).toHaveLength(3);
    begun[2]?.end();
    expect(await later).toBe(2);
  });

  it('holds up no other, and one that fails fails those alone who share it', async () => {
    const { begun, shared } = readings();
    const first = shared('QH');
    const other = shared('ZX');
    expect(begun.map(({ key }) => key)).toEqual(['QH', 'ZX']);
    const second = shared('QH');
    begun[0]?.fail();
    await expect(first).rejects.toThrow('down');
    await turn();
    begun[2]?.end();
    expect(await second).toBe(0);
    begun[1]?.end();
    expect(await other).toBe(0);
  });
});
