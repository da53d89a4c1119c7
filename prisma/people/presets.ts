/** Phrases for opinions that a person keeps for themselves. Deliberately absent: those that are shipped (domain/words/presets.ts). */

import type { Locale } from '../../domain/kernel/locale.ts';
import { type Preset, SHIPPED_PRESETS } from '../../domain/words/presets.ts';
import type { Database } from '../database.ts';

/** Their own, or what is shipped in this language where they keep none. */
export async function presetsOf(db: Database, person: string, locale: Locale): Promise<{ readonly own: boolean; readonly items: readonly Preset[] }> {
  const found = await db.pool.query<{ presets: readonly Preset[] }>({
    name: 'presets-of',
    text: 'SELECT presets FROM preset WHERE person = $1',
    values: [person],
  });
  const own = found.rows[0];
  return { own: own !== undefined, items: own?.presets ?? SHIPPED_PRESETS[locale] };
}

/** Null: none of their own any more. */
export async function storePresets(db: Database, person: string, presets: readonly Preset[] | null): Promise<void> {
  if (presets === null) {
    await db.prisma.preset.deleteMany({ where: { person } });
    return;
  }
  const data = { presets: presets.map((preset) => ({ ...preset })), changedAt: new Date() };
  await db.prisma.preset.upsert({ where: { person }, create: { person, ...data }, update: data });
}
