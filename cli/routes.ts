/** Routes as commands take them: those that hold in a programme, those that are shipped, one from a file. */
import { route as routeSchema } from '../api/schemas/route.ts';
import { faultsOf } from '../api/schemas/values.ts';
import type { Route } from '../domain/approval/route.ts';
import { shippedRoutes } from '../domain/standards/routes.ts';
import { type ApiSession, type SignIn, signIn } from './api-session.ts';
import { setupError } from './declare.ts';
import { faultsIn, readJsonFile } from './json-argument.ts';

/** Without a programme: the shipped routes. */
export type Within = SignIn & { readonly programme?: string };

export const routesIn = async (api: ApiSession, programme: string): Promise<readonly Route[]> =>
  (await api.get<{ items: readonly Route[] }>(`/api/v1/programme/${encodeURIComponent(programme)}/routes`)).items;

export const routesWithin = async (options: Within): Promise<readonly Route[]> =>
  options.programme === undefined ? shippedRoutes() : routesIn(await signIn(options), options.programme);

type Waiting = { readonly proposal: string; readonly code: string; readonly until: string };

/** What waits for a second person. */
export async function routeProposalsIn(api: ApiSession, programme: string): Promise<readonly Waiting[]> {
  const { state } = await api.get<{ state: { routeProposals?: Readonly<Record<string, Waiting>> } }>(
    `/api/v1/programme/${encodeURIComponent(programme)}`,
  );
  return Object.values(state.routeProposals ?? {});
}

/** Error: SetupError with every fault of its shape. */
export function routeFrom(file: string, lang: string): Route {
  const parsed = routeSchema.safeParse(readJsonFile(file, lang));
  if (!parsed.success)
    throw setupError(lang, faultsIn(file), { zh: '请逐项改正；未保存任何内容。', en: 'Correct each; nothing was kept.' }, faultsOf(parsed.error));
  return parsed.data;
}
