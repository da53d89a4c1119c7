/** What forms about a project hold as text, and the numbers that they become. Pure. Deliberately absent: the forms. */

const SUM = /^\d{1,12}(?:\.\d{1,2})?$/;
/** 「12.34」 yuan as 1234 分; null: it is no such sum. Commas and blanks between digits are how people write them. */
export function fenOf(text: string): number | null {
  const plain = text.replaceAll(/[,，\s]/g, '');
  if (!SUM.test(plain)) return null;
  const [yuan = '0', cents = ''] = plain.split('.');
  return Number(yuan) * 100 + Number(cents.padEnd(2, '0'));
}
export const yuanOf = (fen: number): string => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2));

/** Null: it is no whole number of 0 or more. */
export const countOf = (value: string | number): number | null => (/^\d{1,9}$/.test(String(value).trim()) ? Number(value) : null);
/** Null: it is no number of 0 or more. */
export const numberOf = (value: string | number): number | null => (/^\d{1,9}(?:\.\d{1,6})?$/.test(String(value).trim()) ? Number(value) : null);

/** Of these values those that differ from what stands, as the domain compares them. */
export const changed = <T extends object>(now: T, before: object): Partial<T> => {
  const known = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(known.get(name)))) as Partial<T>; // some of its own entries
};
