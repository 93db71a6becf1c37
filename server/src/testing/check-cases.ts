import { expect } from 'vitest';
import { checkDraft } from '../shared/checks/check-draft.ts';
import type { CompanyProfile } from '../shared/contract/company-profile.ts';
import type { DraftContent, DraftLine } from '../shared/contract/draft-content.ts';
import type { FieldError } from '../shared/contract/error-body.ts';
import { makeDraft, makeLine, makeProfile } from './make-draft.ts';

/** Title, draft, differences from `makeProfile()`, and the expected problems. */
export type Case = [string, DraftContent, Partial<CompanyProfile>, FieldError[]];

export const check = (
  _title: string,
  content: DraftContent,
  profile: Partial<CompanyProfile>,
  errors: FieldError[],
) => expect(checkDraft(content, makeProfile(profile))).toEqual(errors);

export const customer = (differs: Partial<DraftContent['customer']>) =>
  makeDraft({ customer: differs });

export const details = (differs: Partial<DraftContent['details']>) =>
  makeDraft({ details: differs });

export const line = (differs: Partial<DraftLine>) => makeDraft({ lines: [makeLine(differs)] });

export const named = (name: string) => customer({ choice: { kind: 'new', name } });
