/** What a message that came in by mail is. */
export type Inbound =
  /** A mail that a server took came back. `reply`: codes alone. */
  | { readonly kind: 'BOUNCE'; readonly notice: string; readonly reply: string; readonly dead: boolean }
  /** An answer to a task mail, from whom its domain says it is. */
  | {
      readonly kind: 'REPLY';
      readonly from: string;
      /** The message's own id, so that it counts once. */
      readonly id: string;
      /** Null: the first line is no decision. */
      readonly choice: 'APPROVE' | 'REJECT' | null;
      readonly reason: string;
      readonly code: string | null;
    }
  | { readonly kind: 'IGNORED'; readonly why: string };
