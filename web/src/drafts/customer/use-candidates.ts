import type { Candidate } from '@dealbill/server/contract/customers';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { mergedFirst } from '../../customers/similar-customers.ts';
import { useEdited } from '../../editor/editor-store.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { useDraft } from '../draft-session.ts';
import { candidatesOf } from './candidates-query.ts';
import { buyerOf } from './similar-customers.ts';

const typingPauseMs = 600;

/** Candidates of the draft: those loaded with the form, and new ones when name or e-mail change. */
export const useCandidates = (): Candidate[] => {
  const { opened } = useDraft();
  const name = useDebounced(
    useEdited(({ document }) => buyerOf(document).name),
    typingPauseMs,
  );
  const email = useDebounced(
    useEdited(({ document }) => buyerOf(document).email),
    typingPauseMs,
  );
  const { data } = useQuery({
    ...candidatesOf(opened, { name, email }),
    placeholderData: keepPreviousData,
  });
  return mergedFirst(opened.candidates, data ?? opened.candidates);
};
