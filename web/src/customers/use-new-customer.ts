import type { Candidate } from '@dealbill/server/contract/customers';
import { checkNewCustomer } from '@dealbill/server/shared/checks/check-new-customer';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import type { NewCustomer } from '@dealbill/server/shared/contract/new-customer';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { PanelContext } from '../host/read-context.ts';
import { beforeStop } from '../lib/format.ts';
import { queryClient } from '../lib/query-client.ts';
import { useDebounced } from '../lib/use-debounced.ts';
import { m } from '../messages/compiled/messages.js';
import { focusField } from '../ui/focus/focus-field.ts';
import { mayStandBeside } from './ask-similar-customers.ts';
import { candidatesOf } from './candidates-query.ts';
import type { CustomerLink } from './queries.ts';
import { doubledBy, isTaken, mergedFirst } from './similar-customers.ts';
import type { Creation } from './use-creation.ts';

const typingPauseMs = 600;

const nameTaken: FieldError = { path: 'customer.name', problem: 'name_taken' };

export type Creating = NonNullable<CustomerLink['creating']>;

/** Input, similar customers, problems and creation of a new customer. */
export const useNewCustomer = (
  context: PanelContext,
  { proposed, profile }: Creating,
  creation: Creation,
  { candidates, chosen }: { candidates: Candidate[]; chosen: boolean },
) => {
  const [typed, setTyped] = useState(proposed);
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const agreed = useRef(new Set<string>());
  const buyer = useDebounced(typed, typingPauseMs);
  // Candidates loaded with the page belong to its initial name and e-mail.
  const [opened] = useState({ proposed, candidates });
  const candidatesFor = (of: NewCustomer) => {
    const { name, email } = opened.proposed;
    const asOpened = of.name === name && of.email === email;
    return candidatesOf(context, of, asOpened ? opened.candidates : undefined);
  };
  const { data } = useQuery({
    ...candidatesFor(buyer),
    enabled: chosen,
    placeholderData: keepPreviousData,
  });
  const currency = profile.multiCurrency ? typed.currency : '';
  const found = mergedFirst(opened.candidates, (chosen && data) || candidates);
  const alike = chosen ? doubledBy(currency, found) : [];
  const { refused, about, busy } = creation;
  // A rejection ends once the field's value has changed.
  const stands = ({ path }: FieldError) => {
    const field = path.replace('customer.', '') as keyof NewCustomer;
    return about?.[field] === typed[field];
  };

  const submit = async () => {
    if (asking || busy) return;
    const [first = isTaken(typed.name, found) ? nameTaken : undefined] = checkNewCustomer(
      typed,
      profile,
    );
    if (first) {
      setTried(true);
      // The marks are rendered first, so that screen readers announce the focused field with its
      // error.
      requestAnimationFrame(() => focusField(first.path));
      return;
    }
    setAsking(true);
    const asked = queryClient
      .fetchQuery(candidatesFor(typed))
      .then((others) => doubledBy(currency, others));
    const yes = await mayStandBeside(asked, agreed.current, {
      title: m.customers_create_title(),
      text: (names) =>
        m.customers_create_text({ names: beforeStop(names), name: typed.name.trim() }),
      ok: m.customers_create(),
      back: m.customers_create_back(),
    }).finally(() => setAsking(false));
    if (yes) creation.create(typed);
  };

  return {
    typed,
    /** True when the input differs from the proposal. */
    changed: Object.entries(typed).some(
      ([field, value]) => opened.proposed[field as keyof NewCustomer] !== value,
    ),
    put: (changes: Partial<NewCustomer>) => setTyped({ ...typed, ...changes }),
    problems: [
      ...(tried ? checkNewCustomer(typed, profile) : []),
      ...(chosen && isTaken(typed.name, found) ? [nameTaken] : []),
      ...refused.filter(stands),
    ],
    found,
    alike,
    busy: asking || busy,
    submit,
  };
};
