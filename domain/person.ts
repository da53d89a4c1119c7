/** A person as the address book knows them. Cases and events refer to them by id alone. Deliberately absent: where they are kept. */

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly email: string;
  readonly unit: string;
  readonly locale: 'zh-CN' | 'en';
  readonly phone: string | null;
};
