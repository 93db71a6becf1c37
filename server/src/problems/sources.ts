import type { ProblemSource } from './problem-source.ts';
import { backgroundSource } from './sources/background.ts';
import { connectionSource } from './sources/connection.ts';
import { dealSource } from './sources/deal.ts';
import { eventSource } from './sources/event.ts';
import { feedSource } from './sources/feed.ts';
import { fieldSource } from './sources/field.ts';
import { invoiceSource } from './sources/invoice.ts';
import { operationSource } from './sources/operation.ts';
import { permissionSource } from './sources/permission.ts';
import { recordSource } from './sources/record.ts';

/** All sources, the worst problems first. */
export const sources: ProblemSource[] = [
  connectionSource,
  permissionSource,
  feedSource,
  backgroundSource,
  operationSource,
  invoiceSource,
  recordSource,
  eventSource,
  fieldSource,
  dealSource,
];
