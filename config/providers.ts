/** By which accounts elsewhere people may sign in: a JSON file beside the settings; its secrets never stand in the database. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const address = z
  .url()
  .refine((value) => /^https:|^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(value), 'must be an https address')
  .transform((value) => value.replace(/\/$/, ''));
const common = {
  /** Stands in the address to which people come back. */
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, 'must be a short id of small letters, digits and -'),
  name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
};
/** Whether its app also tells people of what is asked of them; a vendor's cloud then reads titles and names. */
const workNotices = z.boolean().default(false);
const provider = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('OIDC'), ...common, discoveryUrl: address }),
  z.strictObject({
    kind: z.literal('DINGTALK'),
    ...common,
    login: address.default('https://login.dingtalk.com'),
    api: address.default('https://api.dingtalk.com'),
    /** Where its older interfaces stand, by which messages go. */
    oapi: address.default('https://oapi.dingtalk.com'),
    /** Of the app that sends. */
    agentId: z
      .string()
      .regex(/^\d{1,20}$/, 'must be the number of the app')
      .optional(),
    workNotices,
  }),
  z.strictObject({
    kind: z.literal('WECOM'),
    ...common,
    agentId: z.string().min(1),
    workNotices,
    login: address.default('https://login.work.weixin.qq.com'),
    api: address.default('https://qyapi.weixin.qq.com'),
  }),
  z.strictObject({
    kind: z.literal('FEISHU'),
    ...common,
    login: address.default('https://accounts.feishu.cn'),
    api: address.default('https://open.feishu.cn'),
    workNotices,
  }),
]);
export type ProviderSettings = z.infer<typeof provider>;

/** All faults at once; a file with faults gives no providers. */
export function readProviders(file: string): { readonly providers: readonly ProviderSettings[]; readonly faults: readonly string[] } {
  const faulty = (...faults: readonly string[]) => ({ providers: [], faults: faults.map((fault) => `TUOJIAN_SIGN_IN_PROVIDERS: ${fault}`) });
  if (!existsSync(file)) return faulty(`there is no file ${file}`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return faulty(`${file} is no JSON`);
  }
  const parsed = z.array(provider).max(10).safeParse(json);
  if (!parsed.success) return faulty(...parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  const ids = parsed.data.map(({ id }) => id);
  const twice: string[] = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `two providers are called ${id}`);
  for (const one of parsed.data)
    if (one.kind === 'DINGTALK' && one.workNotices && one.agentId === undefined) twice.push(`${one.id} needs its agentId to send work notices`);
  return twice.length > 0 ? faulty(...twice) : { providers: parsed.data, faults: [] };
}

type WorkAppOf = { readonly id: string; readonly clientId: string; readonly clientSecret: string; readonly api: string } & (
  | { readonly kind: 'FEISHU' }
  | { readonly kind: 'WECOM'; readonly agentId: string }
  | { readonly kind: 'DINGTALK'; readonly agentId: string; readonly oapi: string }
);

/** Of the accounts by which people sign in, those whose app also writes to them. */
export const workAppsOf = (providers: readonly ProviderSettings[]): readonly WorkAppOf[] =>
  providers.flatMap((one): readonly WorkAppOf[] => {
    if (one.kind === 'OIDC' || !one.workNotices) return [];
    const { kind, id, clientId, clientSecret, api } = one;
    if (kind === 'FEISHU') return [{ kind, id, clientId, clientSecret, api }];
    if (kind === 'WECOM') return [{ kind, id, clientId, clientSecret, api, agentId: one.agentId }];
    return one.agentId === undefined ? [] : [{ kind, id, clientId, clientSecret, api, agentId: one.agentId, oapi: one.oapi }];
  });
