import { defineConfig } from 'prisma/config';

/** For `prisma migrate deploy` on machines that can download Prisma's engine; `tuojian migrate` needs no download. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
