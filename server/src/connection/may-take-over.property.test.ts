import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayTakeOver, type TakeoverFacts } from './takeover.ts';

const facts: fc.Arbitrary<TakeoverFacts> = fc.record({
  owner: fc.constantFrom('active', 'inactive', 'rejected'),
  caller: fc.record({
    isInstalled: fc.boolean(),
    isActive: fc.boolean(),
    isAdmin: fc.boolean(),
  }),
  adminInstalled: fc.boolean(),
});

const always = (rule: (given: TakeoverFacts) => boolean) =>
  fc.assert(fc.property(facts, rule), { numRuns: 500 });

describe('who may take over a connection', () => {
  it('is nobody while the owner is active', () => {
    always((given) => !mayTakeOver({ ...given, owner: 'active' }));
  });

  it('is nobody who is deactivated or has not installed the app', () => {
    always(({ caller, ...given }) => {
      const { isInstalled, isActive } = caller;
      return (isInstalled && isActive) || !mayTakeOver({ ...given, caller });
    });
  });

  it('is every active admin who has installed the app, once the owner has left', () => {
    const admin = { isInstalled: true, isActive: true, isAdmin: true };
    always((given) => given.owner === 'active' || mayTakeOver({ ...given, caller: admin }));
  });

  it('is another user exactly while no admin has installed the app', () => {
    const user = { isInstalled: true, isActive: true, isAdmin: false };
    always(
      (given) =>
        given.owner === 'active' ||
        mayTakeOver({ ...given, caller: user }) === !given.adminInstalled,
    );
  });

  it('grows with no lost right: a right never depends on being less of an admin', () => {
    always(({ caller, ...given }) => {
      const asUser = mayTakeOver({ ...given, caller: { ...caller, isAdmin: false } });
      const asAdmin = mayTakeOver({ ...given, caller: { ...caller, isAdmin: true } });
      return !asUser || asAdmin;
    });
  });

  it('does not depend on why the owner has left', () => {
    const user = { isInstalled: true, isActive: true, isAdmin: false };
    const rightOf = (owner: TakeoverFacts['owner']) =>
      mayTakeOver({ owner, caller: user, adminInstalled: false });
    expect([rightOf('inactive'), rightOf('rejected')]).toEqual([true, true]);
  });
});
