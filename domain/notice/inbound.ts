/** What a message that came in by mail is. */
export type Inbound =
  /** A mail that a server took came back. `reply`: codes alone. */
  | { readonly kind: 'BOUNCE'; readonly notice: string; readonly reply: string; readonly dead: boolean }
  /** Something came back to the return path of a mail that nobody here can read: people are to look at it. */
  | { readonly kind: 'MACHINE'; readonly notice: string }
  /** An answer to a task mail, from whom the signature of its domain says it is. */
  | {
      readonly kind: 'REPLY';
      /** In the form in which addresses are compared (address.ts). */
      readonly from: string;
      /** Null: the first line is no decision. */
      readonly choice: 'APPROVE' | 'REJECT' | null;
      readonly reason: string;
      readonly code: string | null;
      /** Why it decides nothing although it may be meant to; null: it is clear what it says. */
      readonly unsure: Unclear | null;
    }
  | { readonly kind: 'IGNORED'; readonly why: string };

/**
 * QUOTE: where the quoted mail begins cannot be told. CODES: it holds codes of several mails. HIDDEN: marks turn its text
 * around. UNREADABLE: its letters cannot be read. LONG: its reason is longer than a reason may be. WORDS: its first line says more than a
 * decision, or its lines say two.
 */
export type Unclear = 'QUOTE' | 'CODES' | 'HIDDEN' | 'UNREADABLE' | 'LONG' | 'WORDS';
