/**
 * An address of the console, written once: the router's pattern and the builder of links come from it. What a page shows is
 * in its address; what is in the query is text. Deliberately absent: which addresses there are (addresses.ts and the rooms').
 */
type ParamsOf<P extends string> = P extends `${string}$${infer Name}/${infer Rest}`
  ? Name | ParamsOf<Rest>
  : P extends `${string}$${infer Name}`
    ? Name
    : never;
type Query = Readonly<Record<string, string | undefined>>;
type Arguments<P extends string, Q extends Query> = [ParamsOf<P>] extends [never]
  ? [query?: Q]
  : [params: Readonly<Record<ParamsOf<P>, string>>, query?: Q];

export type Address<P extends string = string, Q extends Query = Query> = {
  /** As the router writes it: `/approvals/$id`. */
  readonly pattern: P;
  /** The address itself: `/approvals/QH-01.FSR?tab=history`. */
  (...given: Arguments<P, Q>): string;
};

/** `address<{ light?: string }>()('/approvals')`: the query that the page knows, then its pattern. */
export const address =
  <Q extends Query = Readonly<Record<never, never>>>() =>
  <const P extends string>(pattern: P): Address<P, Q> => {
    const names = [...pattern.matchAll(/\$(\w+)/g)].map(([, name]) => name ?? '');
    const build = (...given: readonly (Query | undefined)[]): string => {
      const [params, query] = names.length === 0 ? [undefined, given[0]] : [given[0], given[1]];
      const path = pattern.replaceAll(/\$(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''));
      const search = searchOf(query ?? {});
      return search === '' ? path : `${path}?${search}`;
    };
    return Object.assign(build, { pattern });
  };

/** What is empty stands in no address. */
export function searchOf(query: Readonly<Record<string, unknown>>): string {
  const known = Object.entries(query).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]));
  return new URLSearchParams(known).toString();
}
