import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { factsOf, recordKinds } from '../../pipedrive-fields/contract.ts';
import { retryField } from '../../pipedrive-fields/retry.ts';
import { pipedriveFields } from '../../pipedrive-fields/tables.ts';
import { nothingElse, type ProblemSource, sourceLimit } from '../problem-source.ts';

/** The name of a fact about deals; before that of another fact, the kind of its records. */
const keyOf = ({ of, name }: { of: string; name: string }): string =>
  of === 'deal' ? name : `${of} ${name}`;

/** Pipedrive no longer accepts a custom field. */
export const fieldSource: ProblemSource = {
  kind: 'field',
  audience: 'company',
  async list(db, { realmKey: { companyId }, key }) {
    const rows = await db
      .select()
      .from(pipedriveFields)
      .where(
        and(
          eq(pipedriveFields.companyId, companyId),
          eq(pipedriveFields.enabled, true),
          isNotNull(pipedriveFields.problem),
        ),
      )
      .orderBy(desc(pipedriveFields.problemAt))
      .limit(sourceLimit);
    return rows
      .filter((row) => key === null || keyOf(row) === key)
      .map(({ of, name, fieldCode, fieldName, problem, problemAt }) => ({
        ...nothingElse,
        key: keyOf({ of, name }),
        fingerprint: `${fieldCode} ${problem} ${problemAt}`,
        since: problemAt,
        state: problem ?? '',
        subject: name,
        name: fieldName,
      }));
  },
  async retry({ ctx, scope }, { key }) {
    const fact = recordKinds
      .flatMap((of) => factsOf[of].map((name) => ({ of, name })))
      .find((one) => keyOf(one) === key);
    return !fact || (await retryField(ctx, scope.realmKey, fact)) ? 'solved' : 'failing';
  },
};
