import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'schema.prisma',
  migrations: { path: 'migrations' },
  // Prisma's own commands may run without a database (generate): an empty address is only refused when one is needed.
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
