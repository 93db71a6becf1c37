import {
  type AnyPgTable,
  PgJson,
  PgJsonBuilder,
  PgText,
  PgTextBuilder,
  type PgTextConfig,
} from 'drizzle-orm/pg-core';

/** Compares and sorts by bytes as SQLite does, independent of the server's locale. */
const sqlType = 'text collate "C"';

class Text extends PgText<never> {
  override getSQLType(): string {
    return sqlType;
  }
}

class TextBuilder extends PgTextBuilder<never> {
  build(table: AnyPgTable): Text {
    return new Text(table as never, this.config as never);
  }
}

/** Stored as text, not `json`: keeps the exact bytes, and compares and indexes as in SQLite. */
class Json extends PgJson<never> {
  override getSQLType(): string {
    return sqlType;
  }
}

class JsonBuilder extends PgJsonBuilder<never> {
  build(table: AnyPgTable): Json {
    return new Json(table as never, this.config as never);
  }
}

export const pgText = (name: string, config: PgTextConfig = {}) =>
  new TextBuilder(name as never, config as never);

export const pgJson = (name: string) => new JsonBuilder(name as never);
