import { type AddressInfo, connect } from 'node:net';
import { eq, getTableName } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { transact } from '../db/transact.ts';
import { userSettings } from '../invoice-list/tables.ts';
import { invoices } from '../invoices/tables.ts';
import { buildTestApp, signedToken, type TestApp } from '../testing/build-test-app.ts';
import { fillEveryTable } from '../testing/fill-every-table.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import { secretsOf } from '../testing/secrets-of.ts';
import { companyTables } from './company-tables.ts';

type User = { companyId: number; userId: number };
type Exported = { exportedAt: string; quickbooksCompany: string } & Record<
  keyof typeof companyTables,
  Record<string, unknown>[]
>;

let test: TestApp;
let company: Awaited<ReturnType<typeof makeConnectedCompany>>;
beforeEach(async () => {
  test = await buildTestApp();
  company = await makeConnectedCompany(test.dependencies);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await test.app.close();
});

const headersOf = async (user: User | null) => {
  const { settings, clock } = test.dependencies;
  const token = user && (await signedToken(settings, user, clock.now()));
  return token ? { authorization: `Bearer ${token}` } : {};
};

const exportAs = async (user: User | null) =>
  test.app.inject({ url: '/api/company-data/export', headers: await headersOf(user) });

const exportOf = async (user: User) => JSON.parse((await exportAs(user)).body) as Exported;

/** Adds `count` invoices with long lines. */
const addInvoices = async (count: number) => {
  const { companyId, realmId, owner } = company;
  await fillEveryTable(test.dependencies, { companyId, realmId, userId: owner.userId }, 'first');
  const [like] = await test.dependencies.db.select().from(invoices);
  if (!like) throw new Error('No invoice was stored');
  const memo = 'Delivered in the morning. '.repeat(200);
  await transact(test.dependencies.db, async (tx) => {
    for (let n = 1; n < count; n += 1) {
      await tx.insert(invoices).values({ ...like, memo, invoiceId: String(n) });
    }
  });
};

describe('exporting everything', () => {
  it('returns a JSON file with every row of the company and its realm', async () => {
    const { companyId, realmId, owner } = company;
    await fillEveryTable(test.dependencies, { companyId, realmId, userId: owner.userId }, 'ours');
    const answer = await exportAs(owner);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="dealbill-export.json"',
    });
    const { exportedAt, quickbooksCompany, ...tables } = JSON.parse(answer.body) as Exported;
    expect({ exportedAt, quickbooksCompany }).toEqual({
      exportedAt: new Date(test.clock.now()).toISOString(),
      quickbooksCompany: realmId,
    });
    const { connectTickets: _, ...exported } = companyTables;
    expect(Object.keys(tables)).toEqual(Object.keys(exported));
    for (const [name, table] of Object.entries(exported)) {
      const stored = await test.dependencies.db.select().from(table);
      expect(stored.length, getTableName(table)).toBeGreaterThan(0);
      const withheld = new Set([
        ...['accessToken', 'refreshToken', 'leaseId', 'leaseUntil', 'fence'],
        ...['credential', 'passwordHash'],
      ]);
      const visible = stored.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([column]) => !withheld.has(column))),
      );
      const byText = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort();
      expect(byText(tables[name as keyof typeof exported]), name).toEqual(byText(visible));
    }
  });

  it('contains no token and no data of another realm, user or company', async () => {
    const { companyId, realmId, owner, colleague } = company;
    const other = await makeConnectedCompany(test.dependencies);
    const ours = { companyId, realmId, userId: owner.userId };
    await fillEveryTable(test.dependencies, ours, 'ours');
    await fillEveryTable(test.dependencies, { ...ours, realmId: '4620816365' }, 'earlier realm');
    await fillEveryTable(
      test.dependencies,
      { ...other, userId: other.owner.userId },
      'another company',
    );
    const period = { companyId, userId: colleague.userId, key: 'period' as const };
    await transact(test.dependencies.db, async (tx) => {
      await tx.insert(userSettings).values({ ...period, value: 'a colleague’s choice' });
    });
    const encrypted = await test.dependencies.db.select().from(companyTables.connections);
    const secrets = [
      ...(await secretsOf(test.dependencies)),
      ...encrypted.flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken]),
    ].filter((secret) => secret !== '');
    expect(secrets.length).toBeGreaterThan(8);

    const { body } = await exportAs(owner);
    const strangers = ['earlier realm', '4620816365', 'another company', 'a colleague’s choice'];
    expect(body).toContain('ours invoiceId');
    for (const secret of [...secrets, ...strangers, other.realmId])
      expect(body).not.toContain(secret);
    expect(body).not.toContain(`"companyId":${other.companyId}`);
    expect(body).not.toMatch(/token|secret/i);
  });

  it('writes an audit entry', async () => {
    const { auditEntries } = await exportOf(company.owner);
    const { realmId, owner } = company;
    const entry = { action: 'data_exported', userId: owner.userId, realmId };
    expect(auditEntries.at(-1)).toMatchObject(entry);
  });

  it('is refused to a colleague, to a user without an install, and without a token', async () => {
    const other = await makeConnectedCompany(test.dependencies);
    const stranger = { companyId: company.companyId, userId: 987_654 };
    const refusalOf = async (user: User | null) => {
      const answer = await exportAs(user);
      return `${answer.statusCode} ${answer.json().error.code}`;
    };
    expect(await refusalOf(company.colleague)).toBe('403 not_owner');
    expect(await refusalOf(stranger)).toBe('403 not_installed');
    expect(await refusalOf(null)).toBe('401 bad_token');
    const theirs = await exportAs(other.owner);
    expect(theirs.body).not.toContain(company.realmId);
    await test.call(company.owner, 'connection/disconnect');
    expect(await refusalOf(company.owner)).toBe('409 not_connected');
  });
});

describe('an export of 3,000 invoices', () => {
  it('contains each invoice once, even if rows are stored and deleted meanwhile', async () => {
    await addInvoices(3_000);
    const { db } = test.dependencies;
    const select = db.select.bind(db);
    let [pages, deletedAfter] = [0, 0];
    // While the third page is read, a row of the first one is deleted.
    const deleteFirst = async () => {
      await transact(db, async (tx) => {
        await tx.delete(invoices).where(eq(invoices.invoiceId, '1'));
      });
      deletedAfter = pages;
    };
    const counting = (fields?: object) => {
      if (fields && 'linesAreZero' in fields) {
        pages += 1;
        if (pages === 3) void deleteFirst();
      }
      return fields ? select(fields as never) : select();
    };
    vi.spyOn(db, 'select').mockImplementation(counting as never);
    const invoiceIds = (await exportOf(company.owner)).invoices.map(({ invoiceId }) => invoiceId);
    expect(deletedAfter).toBeGreaterThan(0);
    expect(deletedAfter).toBeLessThan(10);
    expect(pages).toBe(16);
    expect(new Set(invoiceIds).size).toBe(3_000);
    expect(invoiceIds).toHaveLength(3_000);
  });

  it('stops reading the database while the browser does not read the response', async () => {
    await addInvoices(3_000);
    const pages = vi.spyOn(test.dependencies.db, 'select');
    await test.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = test.app.server.address() as AddressInfo;
    const { authorization = '' } = await headersOf(company.owner);
    const socket = connect(port, '127.0.0.1').pause();
    socket.write(
      `GET /api/company-data/export HTTP/1.0\r\nHost: x\r\nAuthorization: ${authorization}\r\n\r\n`,
    );
    /** Waits until the buffers to the browser are full, so that no more pages are read. */
    await vi.waitFor(
      async () => {
        const before = pages.mock.calls.length;
        expect(before).toBeGreaterThan(4);
        await new Promise((resolve) => setTimeout(resolve, 300));
        expect(pages.mock.calls.length).toBe(before);
      },
      { timeout: 20_000 },
    );
    const stalledAt = pages.mock.calls.length;
    let text = '';
    for await (const chunk of socket.setEncoding('utf8')) text += chunk;
    expect(pages.mock.calls.length).toBeGreaterThan(stalledAt + 3);
    const body = JSON.parse(text.slice(text.indexOf('\r\n\r\n'))) as Exported;
    expect(body.invoices).toHaveLength(3_000);
  });
});
