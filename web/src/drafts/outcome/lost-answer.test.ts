import { expect, test } from 'vitest';
import { sampleForm } from '../../testing/sample-draft.ts';
import { afterLostAnswer } from './lost-answer.ts';

const { status } = sampleForm;

test('a draft that is sending or created has a response', () => {
  expect(afterLostAnswer({ ...status, state: 'sending' }, 3, 1)).toBe('answered');
  expect(afterLostAnswer({ ...status, state: 'created' }, 3, 1)).toBe('answered');
  expect(afterLostAnswer({ ...status, notCreated: true }, 3, 1)).toBe('answered');
});

test('an unchanged draft is read twice before it counts as not sent', () => {
  const asSent = { ...status, version: 3 };
  expect(afterLostAnswer(asSent, 3, 1)).toBe('look_again');
  expect(afterLostAnswer(asSent, 3, 2)).toBe('not_arrived');
});

test('so is a draft the server does not know', () => {
  expect(afterLostAnswer(null, 0, 1)).toBe('look_again');
  expect(afterLostAnswer(null, 0, 2)).toBe('not_arrived');
});

test('a rejection that arrived meanwhile is shown', () => {
  const refusal = { fields: [], faultCode: '6000', said: 'No', tid: null };
  expect(afterLostAnswer({ ...status, refusal }, 3, 1)).toBe('answered');
  expect(afterLostAnswer({ ...status, version: 4 }, 3, 1)).toBe('answered');
});
