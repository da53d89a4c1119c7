/** A group bot, whichever vendor's: takes a card, says what became of it. */
export type Vendor = 'DINGTALK' | 'WECOM' | 'FEISHU';
export type BotOptions = { readonly vendor: Vendor; readonly url: string; readonly secret: string | null };

/** One matter, or several in one card when a burst is merged. Plain text: no vendor's markup gets through. */
export type Card = {
  readonly title: string;
  readonly lines: readonly string[];
  readonly button: { readonly label: string; readonly url: string } | null;
};

/** THROTTLED: too many; wait. LATER: no answer. REFUSED: it will never take it so (wrong key, bad signature). */
export type Posted = { readonly result: 'SENT' | 'THROTTLED' | 'LATER' | 'REFUSED'; readonly reply: string };
export type Bot = { post(card: Card): Promise<Posted> };

/** How a vendor's webhook is spoken to. */
export type Dialect = {
  request(card: Card, options: BotOptions, now: number): { readonly url: string; readonly body: object };
  /** Of the JSON that it answers. */
  outcome(answer: Readonly<Record<string, unknown>>): Posted;
};

/** Four fifths of what the vendor allows a minute (ecosystem 6): its own count may begin elsewhere. */
export const PER_MINUTE: Readonly<Record<Vendor, number>> = { DINGTALK: 16, WECOM: 16, FEISHU: 80 };
/** How long nothing is sent after a vendor said that it was too much. */
export const LOCKED_MS: Readonly<Record<Vendor, number>> = { DINGTALK: 600_000, WECOM: 60_000, FEISHU: 60_000 };
