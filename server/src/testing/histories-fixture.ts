import type { DealInvoices } from '../invoices/contract.ts';
import { mirroredPayments } from '../invoices/mirror/payment-store.ts';
import { Big, money, sum } from '../shared/money/money.ts';
import { appliedTo } from './accountant.ts';
import type { TestApp } from './build-test-app.ts';
import { control } from './control.ts';
import { webhookEnv } from './deliver-webhook.ts';
import { openFeedFixture } from './feed-fixture.ts';
import { realmEventsAt } from './realm-events.ts';
import { runDue } from './run-due.ts';
import { secondProcess } from './second-process.ts';
import { writeInQuickbooks } from './write-in-quickbooks.ts';

const jobs = ['events', 'feed', 'pipedrive_fields'] as const;
const facts = ['amountDue', 'total', 'paid', 'number', 'recipient'] as const;

type Fact = (typeof facts)[number];

const minute = 60_000;
const day = 24 * 60 * minute;

const killed = new Error('The process was killed');

type Shown = { records: { of: string; facts: { name: Fact; field: { code: string } | null }[] }[] };

/**
 * A company in which random histories happen: its receiver of webhooks, the fields of its deal, and
 * a process that can be killed. Compares the results with what QuickBooks contains.
 */
export const openHistoriesFixture = async () => {
  const fixture = await openFeedFixture('uk', { env: webhookEnv });
  const { company, dealId, clock, call, accountant } = fixture;
  const { realmId } = company;
  const quickbooksUrl = fixture.dependencies.settings.quickbooks.apiUrl;
  for (const name of facts) {
    const choice = { kind: 'create' };
    const { status } = await call(company.owner, 'pipedrive-fields/choose', {
      of: 'deal',
      name,
      choice,
    });
    if (status !== 200) throw new Error(`No field for ${name}`);
  }
  const { body } = await call(company.owner, 'pipedrive-fields/show');
  const shown = body as Shown;
  const ofDeals = shown.records.find(({ of }) => of === 'deal')?.facts ?? [];
  const codes = ofDeals.flatMap(({ name, field }) => (field ? [[name, field.code]] : []));
  const codeOf = Object.fromEntries(codes) as Record<Fact, string>;
  const events = await realmEventsAt(fixture);
  const linked = [{ invoiceId: fixture.invoiceId, linkedAt: 0 }];

  let process: TestApp = fixture;
  let customers = 0;

  /** Runs the background work once after this time. */
  const work = async (ms: number): Promise<void> => {
    clock.advance(ms);
    const behind = clock.now() - process.clock.now();
    process.clock.advance(behind);
    await runDue(process.dependencies, jobs);
  };

  /** Kills the process of the background work, and starts another on the same database. */
  const restart = async (): Promise<void> => {
    process = await secondProcess(fixture, webhookEnv);
  };

  return {
    ...fixture,
    events,
    work,
    /** Runs the background work and kills its process at its nth write to the database. */
    async dieAtWrite(nth: number): Promise<void> {
      await restart();
      const { writer } = process.dependencies.db;
      const { run } = writer;
      let writes = 0;
      writer.run = (...of) => {
        writes += 1;
        if (writes >= nth) throw killed;
        return run(...of);
      };
      await work(16 * minute).catch((error) => {
        if (error !== killed) throw error;
      });
      await restart();
    },
    gateway: () => process.dependencies.quickbooks,
    async newCustomer(): Promise<string> {
      customers += 1;
      const DisplayName = `Larch ${company.companyId} ${customers}`;
      const { Id } = await writeInQuickbooks(fixture.dependencies, realmId, 'Customer', {
        DisplayName,
        CurrencyRef: { value: 'GBP' },
      });
      return Id;
    },
    merge: (from: string, into: string) =>
      control(quickbooksUrl, 'POST', `realms/${realmId}/customers/merge`, { from, into }),
    async linkToDeal(invoiceIds: string[], customerId: string): Promise<void> {
      await fixture.link(invoiceIds, customerId);
      const linkedAt = clock.now();
      linked.push(...invoiceIds.map((invoiceId) => ({ invoiceId, linkedAt })));
    },
    /** Lets everything end: failed turns, one feed, and the daily reconciliation. */
    async settle(): Promise<void> {
      for (const ms of [2 * minute, 16 * minute, day, minute, minute]) await work(ms);
    },

    /** What QuickBooks has of these invoices, and what the mirror has. */
    async invoices(invoiceIds: string[]) {
      const [mirror, contents] = [await fixture.mirror(), await accountant.contents()];
      const read = async (invoiceId: string) => {
        const row = mirror.get(invoiceId);
        const actual = contents.invoices.find(({ Id }) => Id === invoiceId);
        const paying = contents.payments.filter((one) => appliedTo(invoiceId, one).length > 0);
        const stored = await mirroredPayments(
          fixture.dependencies.db,
          fixture.realmKey,
          paying.map(({ Id }) => Id),
        );
        const applied = stored.flatMap((payment) =>
          payment.applied.filter((part) => part.invoiceId === invoiceId),
        );
        return {
          invoiceId,
          expected: actual && {
            total: money(new Big(actual.TotalAmt)),
            balance: money(new Big(actual.Balance)),
            customerId: actual.CustomerRef.value,
            credited: creditOf(invoiceId, paying),
            applied: appliedOf(invoiceId, paying),
          },
          mirrored: row &&
            !row.deleted && {
              total: row.total,
              balance: row.balance,
              customerId: row.customerId,
              credited: row.credited,
              applied: money(sum(applied.map(({ amount }) => new Big(amount)))),
            },
        };
      };
      return Promise.all(invoiceIds.map(read));
    },

    /** The deal's ledger as QuickBooks' invoices make it, and as the panel shows it. */
    async ledger() {
      const response = await call(company.owner, 'invoices/list', { context: fixture.context });
      const { rows } = (response.body as DealInvoices).ledger;
      return {
        expected: await expectedLedger(),
        shown: rows.map(({ currency, invoiced, paid, credited, open }) => ({
          currency,
          invoiced,
          paid,
          credited,
          open,
        })),
      };
    },

    /** The deal's fields as QuickBooks' invoices make them, and as they are in Pipedrive. */
    async fields() {
      const { fields } = await fixture.dependencies.pipedrive.deal(company.owner, dealId);
      const written = Object.fromEntries(facts.map((name) => [name, fields[codeOf[name]]]));
      return { expected: await expectedFields(), written };
    },
  };

  /** Linked invoices that exist and are not voided, with the credit that was applied to them. */
  async function billed() {
    const { invoices, payments } = await accountant.contents();
    return linked.flatMap(({ invoiceId, linkedAt }) => {
      const found = invoices.find(({ Id }) => Id === invoiceId);
      if (!found) return [];
      const paying = payments.filter((one) => appliedTo(invoiceId, one).length > 0);
      return [{ ...found, linkedAt, credited: creditOf(invoiceId, paying) }];
    });
  }

  async function expectedLedger() {
    const owed = (await billed()).filter(({ TotalAmt }) => TotalAmt > 0);
    const currencies = [...new Set(owed.map(({ CurrencyRef }) => CurrencyRef.value))];
    return currencies.map((currency) => {
      const some = owed.filter(({ CurrencyRef }) => CurrencyRef.value === currency);
      const [invoiced, open, credited] = [
        sum(some.map(({ TotalAmt }) => new Big(TotalAmt))),
        sum(some.map(({ Balance }) => new Big(Balance))),
        sum(some.map((one) => new Big(one.credited))),
      ];
      const paid = invoiced.minus(open).minus(credited);
      return {
        currency,
        invoiced: money(invoiced),
        paid: money(paid),
        credited: money(credited),
        open: money(open),
      };
    });
  }

  async function expectedFields() {
    const [row] = await expectedLedger();
    const amount = (value: string | undefined) => ({
      value: Number(value ?? '0'),
      currency: row?.currency ?? 'GBP',
    });
    const [latest] = (await billed()).toSorted(
      (one, other) =>
        Date.parse(other.MetaData.LastUpdatedTime) - Date.parse(one.MetaData.LastUpdatedTime) ||
        other.linkedAt - one.linkedAt ||
        Number(other.Id) - Number(one.Id),
    );
    return {
      amountDue: amount(row?.open),
      total: amount(row?.invoiced),
      paid: amount(row?.paid),
      number: latest?.DocNumber,
      recipient: latest?.CustomerRef.name,
    };
  }
};

export type HistoriesFixture = Awaited<ReturnType<typeof openHistoriesFixture>>;

type Paid = Parameters<typeof appliedTo>[1];

const appliedOf = (invoiceId: string, payments: Paid[]): string =>
  money(sum(payments.flatMap((one) => appliedTo(invoiceId, one)).map((part) => new Big(part))));

/** QuickBooks applies a credit memo by a payment of 0. */
const creditOf = (invoiceId: string, payments: Paid[]): string =>
  appliedOf(
    invoiceId,
    payments.filter(({ TotalAmt }) => TotalAmt === 0),
  );
