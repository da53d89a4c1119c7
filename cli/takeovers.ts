/** What commands about takeovers read of the API: all projects of a programme, page after page. */
import type { Text } from '../domain/kernel/values.ts';
import { type SignIn, signIn } from './api-session.ts';

export type TakeoverOptions = SignIn & { readonly programme: string };
type Row = {
  readonly project: string;
  readonly name: Text;
  readonly status: string;
  readonly facts: number;
  readonly closing: { readonly by: string | null; readonly until: string } | null;
  readonly corrections: number;
};
type Answer = {
  readonly items: readonly (Omit<Row, 'facts'> & { readonly kinds: Readonly<Record<string, number>> })[];
  readonly next: string | null;
};

/** `status`: of those alone. Error: SetupError, with what the service says. */
export async function takeoversOf(options: TakeoverOptions, status?: string): Promise<{ readonly rows: readonly Row[] }> {
  const api = await signIn(options);
  const rows: Row[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const query: string = new URLSearchParams({ ...(status === undefined ? {} : { status }), ...(after === '' ? {} : { after }) }).toString();
    const page: Answer = await api.get<Answer>(`/api/v1/programme/${encodeURIComponent(options.programme)}/takeover?${query}`);
    rows.push(...page.items.map(({ kinds, ...row }) => ({ ...row, facts: Object.values(kinds).reduce((sum, n) => sum + n, 0) })));
    after = page.next;
  }
  return { rows };
}
