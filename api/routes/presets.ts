/** Phrases for opinions (常用语) of whoever asks: their own, or those that are shipped. */
import { z } from 'zod';
import { CHOICES } from '../../domain/words/lists.ts';
import { PRESET_LONGEST, PRESETS_MAX } from '../../domain/words/presets.ts';
import type { ApiDeps } from '../ports.ts';
import { nothing, type RouteSet } from '../route.ts';
import { asked, lang, lineOf } from '../schemas/values.ts';

const preset = z.strictObject({ text: asked(lineOf(PRESET_LONGEST)), for: z.enum(CHOICES).nullable().default(null) });
const presets = z
  .object({ own: z.boolean(), items: z.array(z.object({ text: z.string(), for: z.enum(CHOICES).nullable() })).readonly() })
  .meta({ id: 'Presets' });

export function presetRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/me/presets',
      summary: 'Phrases for my opinions: my own, or those that are shipped where I keep none',
      query: z.strictObject({ lang }),
      answer: presets,
      status: 200,
      problems: [],
    },
    ({ reader, query }) => deps.presets.presetsOf(reader.person, query.lang),
  );
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/me/presets',
      summary: 'Keep phrases of my own; `items` null gives back those that are shipped',
      query: z.strictObject({ lang }),
      body: z.strictObject({ items: z.array(preset).max(PRESETS_MAX).nullable() }),
      answer: presets,
      status: 200,
      problems: [],
    },
    async ({ reader, body, query }) => {
      await deps.presets.storePresets(reader.person, body.items);
      return deps.presets.presetsOf(reader.person, query.lang);
    },
  );
}
