/**
 * The tables of signing in as better-auth asks for them: its adapter over our own tables, in our own words. What a cookie
 * holds is hashed on its way in and on look-up, so that whoever reads the database can sign in as nobody. People are ours:
 * `user` is read from `person`, under an address that nobody has, and never written. A session that ends keeps its row.
 * Deliberately absent: tokens of other services, network addresses; better-auth hands them over, and they are not kept.
 */
import { createAdapterFactory } from 'better-auth/adapters';
import { sha256 } from '../../proof/event-format.ts';
import type { Database } from '../database.ts';

type Row = Record<string, unknown>;
type Condition = { readonly field: string; readonly value: unknown; readonly operator?: string | undefined; readonly connector?: string | undefined };
type Table = {
  /** Where rows are read; with a condition that always holds. */
  readonly from: string;
  readonly table: string | null;
  /** Columns by better-auth's names; what it has beside them is not kept. */
  readonly columns: Readonly<Record<string, string>>;
};

const ERASED = "email <> 'erased@invalid'";
const TABLES: Readonly<Record<string, Table>> = {
  // Under an address whose domain cannot exist (RFC 2606): theirs stands in one place alone, and may be shared.
  user: {
    from: `(SELECT id, name, id || '@person.invalid' AS email, true AS proved, to_timestamp(0) AS made_at,
      EXISTS (SELECT 1 FROM second_factor f WHERE f.person = p.id AND f.verified) AS has_factor FROM person p WHERE ${ERASED}) AS known`,
    table: null,
    columns: {
      id: 'id',
      name: 'name',
      email: 'email',
      emailVerified: 'proved',
      createdAt: 'made_at',
      updatedAt: 'made_at',
      twoFactorEnabled: 'has_factor',
    },
  },
  session: {
    from: '(SELECT * FROM sign_in_session WHERE revoked_at IS NULL) AS open',
    table: 'sign_in_session',
    columns: {
      id: 'id',
      token: 'hash',
      userId: 'person',
      how: 'how',
      userAgent: 'agent',
      createdAt: 'created_at',
      expiresAt: 'expires_at',
    },
  },
  account: {
    from: 'sign_in_account',
    table: 'sign_in_account',
    columns: {
      id: 'id',
      userId: 'person',
      providerId: 'provider',
      accountId: 'account',
      password: 'password',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  verification: {
    from: 'sign_in_challenge',
    table: 'sign_in_challenge',
    columns: { id: 'id', identifier: 'identifier', value: 'value', createdAt: 'created_at', expiresAt: 'expires_at' },
  },
  twoFactor: {
    from: 'second_factor',
    table: 'second_factor',
    columns: {
      id: 'id',
      userId: 'person',
      secret: 'secret',
      backupCodes: 'spare_codes',
      verified: 'verified',
      failedVerificationCount: 'failed',
      lockedUntil: 'locked_until',
    },
  },
};
const AGENT_LENGTH = 200;

const OPERATORS: Readonly<Record<string, string>> = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' };

/** As it is kept: what a cookie holds as its hash, what a browser calls itself cut short. */
function kept(field: string, value: unknown): unknown {
  if (field === 'token') return Array.isArray(value) ? value.map((one) => sha256(String(one))) : sha256(String(value));
  return field === 'userAgent' ? String(value ?? '').slice(0, AGENT_LENGTH) : value;
}

class Query {
  readonly values: unknown[] = [];
  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  where({ columns }: Table, conditions: readonly Condition[] = []): string {
    const said = conditions.map(({ field, value, operator = 'eq', connector }) => {
      const column = columns[field];
      if (column === undefined) throw new Error(`signing in asks for ${field}, which no table has`);
      const given = kept(field, value);
      const text =
        operator === 'in'
          ? `${column} = ANY(${this.value(given)})`
          : operator === 'not_in'
            ? `${column} <> ALL(${this.value(given)})`
            : value === null
              ? `${column} IS ${operator === 'ne' ? 'NOT ' : ''}NULL`
              : `${column} ${compared(operator)} ${this.value(given)}`;
      return { text, or: connector === 'OR' };
    });
    const all = said.filter(({ or }) => !or).map(({ text }) => text);
    const any = said.filter(({ or }) => or).map(({ text }) => text);
    const parts = [...all, ...(any.length === 0 ? [] : [`(${any.join(' OR ')})`])];
    return parts.length === 0 ? 'true' : parts.join(' AND ');
  }

  set({ columns }: Table, update: Row): string {
    return Object.entries(update)
      .flatMap(([field, value]) => {
        const column = columns[field];
        return column === undefined ? [] : [`${column} = ${this.value(kept(field, value))}`];
      })
      .join(', ');
  }
}

function compared(operator: string): string {
  const sign = OPERATORS[operator];
  if (sign === undefined) throw new Error(`signing in compares by ${operator}, which nothing here does`);
  return sign;
}

/** A row in better-auth's names; of what was asked for by its token, with that token, which the table does not know. */
function told({ columns }: Table, row: Row, token: string | null): Row {
  const fields = Object.fromEntries(Object.entries(columns).map(([field, column]) => [field, row[column] ?? null]));
  return { ...fields, ...(token === null ? {} : { token }) };
}

const tokenIn = (conditions: readonly Condition[] = []): string | null => {
  const by = conditions.find(({ field, operator }) => field === 'token' && (operator ?? 'eq') === 'eq');
  return by === undefined ? null : String(by.value);
};

/** Error: better-auth asks for a table that is not here. */
function tableOf(model: string): Table {
  const table = TABLES[model];
  if (table === undefined) throw new Error(`signing in asks for ${model}, which is not kept`);
  return table;
}

/** What is ended is kept with its end, for whoever looks at their sign-ins; the rest goes. */
const ending = (table: string): string =>
  table === 'sign_in_session' ? 'UPDATE sign_in_session SET revoked_at = coalesce(revoked_at, now())' : `DELETE FROM ${table}`;

type Target = { readonly model: string; readonly modelKey?: string | undefined };
const modelOf = ({ model, modelKey }: Target): string => modelKey ?? model;
type Asked = Target & { readonly where?: readonly Condition[] | undefined };

/** What better-auth takes as its database. */
export const signInTables = ({ pool }: Pick<Database, 'pool'>): ReturnType<typeof createAdapterFactory> => {
  const rows = async (asked: Asked, more: (query: Query, table: Table) => string = () => ''): Promise<readonly Row[]> => {
    const table = tableOf(modelOf(asked));
    const query = new Query();
    const text = `SELECT * FROM ${table.from} WHERE ${query.where(table, asked.where)}${more(query, table)}`;
    const found = await pool.query<Row>(text, query.values);
    return found.rows.map((row) => told(table, row, tokenIn(asked.where)));
  };
  const change = async (asked: Asked, update: Row, added: Readonly<Record<string, number>> = {}): Promise<readonly Row[]> => {
    const table = tableOf(modelOf(asked));
    // A person is changed where people are.
    if (table.table === null) return rows(asked);
    const query = new Query();
    const set = query.set(table, update);
    const counted = Object.entries(added).map(([field, by]) => `${table.columns[field]} = ${table.columns[field]} + ${query.value(by)}`);
    const sets = [...(set === '' ? [] : [set]), ...counted].join(', ');
    if (sets === '') return rows(asked);
    const found = await pool.query<Row>(`UPDATE ${table.table} SET ${sets} WHERE ${query.where(table, asked.where)} RETURNING *`, query.values);
    return found.rows.map((row) => told(table, row, tokenIn(asked.where)));
  };
  const end = async (asked: Asked, one = false): Promise<readonly Row[]> => {
    const table = tableOf(modelOf(asked));
    if (table.table === null) throw new Error('people are not removed by signing in');
    const query = new Query();
    const where = query.where(table, asked.where);
    const which = one ? `id = (SELECT id FROM ${table.table} WHERE ${where} ORDER BY created_at DESC LIMIT 1 FOR UPDATE SKIP LOCKED)` : where;
    const found = await pool.query<Row>(`${ending(table.table)} WHERE ${which} RETURNING *`, query.values);
    return found.rows.map((row) => told(table, row, tokenIn(asked.where)));
  };
  return createAdapterFactory({
    config: { adapterId: 'tuojian', adapterName: 'Tuojian', supportsJSON: false, supportsDates: true, supportsBooleans: true, transaction: false },
    adapter: () => ({
      async create({ data, ...target }) {
        const table = tableOf(modelOf(target));
        if (table.table === null) throw new Error('people are not made by signing in');
        const query = new Query();
        const given = Object.entries(data).filter(([field]) => table.columns[field] !== undefined);
        const text = `INSERT INTO ${table.table} (${given.map(([field]) => table.columns[field]).join(', ')})
          VALUES (${given.map(([field, value]) => query.value(kept(field, value))).join(', ')})`;
        await pool.query(text, query.values);
        return data;
      },
      update: async ({ where, update, ...target }) => ((await change({ ...target, where }, update as Row))[0] ?? null) as never, // what better-auth names T is a row
      updateMany: async ({ where, update, ...target }) => (await change({ ...target, where }, update)).length,
      findOne: async ({ where, ...target }) => ((await rows({ ...target, where }, () => ' LIMIT 1'))[0] ?? null) as never, // as above
      findMany: async ({ where, limit, offset, sortBy, ...target }) =>
        (await rows({ ...target, where }, (query, { columns }) => {
          const by = sortBy === undefined ? undefined : columns[sortBy.field];
          const order = by === undefined ? '' : ` ORDER BY ${by} ${sortBy?.direction === 'desc' ? 'DESC' : 'ASC'}`;
          return `${order} LIMIT ${query.value(limit)} OFFSET ${query.value(offset ?? 0)}`;
        })) as never, // as above
      delete: async (asked) => void (await end(asked)),
      deleteMany: async (asked) => (await end(asked)).length,
      consumeOne: async (asked) => ((await end(asked, true))[0] ?? null) as never, // as above
      incrementOne: async ({ where, increment, set, ...target }) => ((await change({ ...target, where }, set ?? {}, increment))[0] ?? null) as never, // as above
      count: async (asked) => (await rows(asked)).length,
    }),
  });
};
