import { defineConfig } from 'drizzle-kit';
import { byDialect, dialect } from './server/src/db/dialect.ts';

export default defineConfig({
  dialect: byDialect({ sqlite: 'sqlite', postgres: 'postgresql' }),
  schema: './server/src/*/tables.ts',
  out: `./drizzle/${dialect}`,
});
