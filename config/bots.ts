/** The group bots of a programme, from a JSON file beside the settings: their URLs and secrets never stand in the database. */

import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { LOCALES } from '../domain/kernel/locale.ts';

const bot = z.strictObject({
  /** Names it in the ledger. */
  name: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, 'must be a short name of letters, digits, - and _'),
  vendor: z.enum(['DINGTALK', 'WECOM', 'FEISHU']),
  /** The webhook as the vendor gave it. It is a secret. */
  url: z.url().refine((value) => /^https:|^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(value), 'must be an https address'),
  /** The signing secret; WeCom has none. */
  secret: z.string().min(1).optional(),
  programme: z.string().min(1),
  topics: z
    .array(z.enum(['TASKS', 'CLOCKS', 'TALK', 'OUTCOMES', 'PROGRAMME']))
    .min(1)
    .default(['TASKS', 'CLOCKS', 'OUTCOMES']),
  locale: z.enum(LOCALES).default('zh-CN'),
});
export type BotSettings = z.infer<typeof bot>;

/** All faults at once; a file with faults gives no bots. */
export function readBots(file: string): { readonly bots: readonly BotSettings[]; readonly faults: readonly string[] } {
  if (!existsSync(file)) return { bots: [], faults: [`TUOJIAN_BOTS: there is no file ${file}`] };
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { bots: [], faults: [`TUOJIAN_BOTS: ${file} is no JSON`] };
  }
  const parsed = z.array(bot).safeParse(json);
  if (!parsed.success) return { bots: [], faults: parsed.error.issues.map(({ path, message }) => `TUOJIAN_BOTS: ${path.join('.')}: ${message}`) };
  const names = parsed.data.map(({ name }) => name);
  const faults = names.filter((name, index) => names.indexOf(name) !== index).map((name) => `TUOJIAN_BOTS: two bots are called ${name}`);
  for (const { name, vendor, secret } of parsed.data)
    if (vendor !== 'WECOM' && secret === undefined) faults.push(`TUOJIAN_BOTS: ${name} needs its secret: unsigned cards could come from anybody`);
  return faults.length > 0 ? { bots: [], faults } : { bots: parsed.data, faults: [] };
}
