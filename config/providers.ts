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
const provider = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('OIDC'), ...common, discoveryUrl: address }),
  z.strictObject({
    kind: z.literal('DINGTALK'),
    ...common,
    login: address.default('https://login.dingtalk.com'),
    api: address.default('https://api.dingtalk.com'),
  }),
  z.strictObject({
    kind: z.literal('WECOM'),
    ...common,
    agentId: z.string().min(1),
    login: address.default('https://login.work.weixin.qq.com'),
    api: address.default('https://qyapi.weixin.qq.com'),
  }),
  z.strictObject({
    kind: z.literal('FEISHU'),
    ...common,
    login: address.default('https://accounts.feishu.cn'),
    api: address.default('https://open.feishu.cn'),
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
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `two providers are called ${id}`);
  return twice.length > 0 ? faulty(...twice) : { providers: parsed.data, faults: [] };
}
