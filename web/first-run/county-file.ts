/** The form of a county's first programme as the programme's file, and where its faults stand in the form. Pure. */
import type { Role } from '../../domain/kernel/role.ts';

export type PersonRow = { name: string; email: string; unit: string; roles: Role[] };
export type CountyForm = {
  code: string;
  name: string;
  document: string;
  county: string;
  population: number | string;
  existingPlaces: number | string;
  targetPlaces: number | string;
  startOn: string;
  endOn: string;
  people: PersonRow[];
};

export const emptyPerson = (roles: Role[] = []): PersonRow => ({ name: '', email: '', unit: '', roles });
export const EMPTY_COUNTY: CountyForm = {
  code: '',
  name: '',
  document: '',
  county: '',
  population: '',
  existingPlaces: '',
  targetPlaces: '',
  startOn: '',
  endOn: '',
  people: [emptyPerson(['PROGRAMME_OFFICER', 'ADMINISTRATOR']), emptyPerson(['GROUP_LEADER'])],
};

/** Of the address, where it makes a code that may stand; else counted. */
export function idsOf(addresses: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return addresses.map((email, index) => {
    const local = (email.split('@')[0] ?? '')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 40);
    const id = local.length >= 2 && !taken.has(local) ? local : `person-${index + 1}`;
    taken.add(id);
    return id;
  });
}

/** What is not a number yet is told by the server at its field. */
const number = (value: number | string): number | null => (typeof value === 'number' ? value : null);

export function fileOf({ people, name, county, population, existingPlaces, targetPlaces, code, document, startOn, endOn }: CountyForm): object {
  const ids = idsOf(people.map(({ email }) => email));
  // What people write is in one language, and is shown as written.
  const one = (text: string) => ({ zh: text.trim(), en: text.trim() });
  return {
    format: 'tuojian-programme/1',
    programme: {
      code: code.trim().toUpperCase(),
      name: one(name),
      document: document.trim(),
      county: one(county),
      population: number(population),
      existingPlaces: number(existingPlaces),
      targetPlaces: number(targetPlaces),
      startOn,
      endOn,
      roles: people.flatMap(({ roles }, index) => roles.map((role) => ({ role, person: ids[index] }))),
    },
    people: people.map((person, index) => ({
      id: ids[index],
      name: person.name.trim(),
      nameEn: person.name.trim(),
      email: person.email.trim(),
      unit: person.unit.trim(),
    })),
    projects: [],
    surveys: [],
  };
}

const ROW = /^people\[(\d+)\](?: \([^)]*\))?(?:\.(\w+))?/;

/** The form's field of a fault; null: of none. */
export function fieldOf(at: string): string | null {
  const [, index, field] = ROW.exec(at) ?? [];
  if (index !== undefined) return `people.${index}.${field === 'name' || field === 'unit' ? field : field === 'nameEn' ? 'name' : 'email'}`;
  const [, own] = /^programme\.(\w+)/.exec(at) ?? [];
  if (own === 'roles') return 'people.0.roles';
  return own !== undefined && Object.hasOwn(EMPTY_COUNTY, own) ? own : null;
}

export const isPeoples = (field: string): boolean => field.startsWith('people');
