/** What a case may be asked. Deliberately absent: what any kind of case is asked (its `messages.ts` or `facts.ts`). */

export type AnyCommand = { readonly type: string };
