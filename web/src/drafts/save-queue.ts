import type { FieldError } from '@dealbill/server/shared/contract/error-body';

/** State of saving, shown in the footer. */
export type SaveState =
  | { kind: 'untouched' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  /** Not saved yet; retried automatically. */
  | { kind: 'waiting' }
  /** Another window or user saved the same draft; the user decides which version to keep. */
  | { kind: 'conflict' }
  | { kind: 'failed'; error: unknown }
  /** Too large to save; saved once it is shortened. */
  | { kind: 'too_large'; problem: FieldError };

export type SaveFailure = 'later' | 'conflict' | 'failed';

type Options<T> = {
  save: (content: T, version: number) => Promise<{ version: number; savedAt: string }>;
  failure: (error: unknown) => SaveFailure;
  /** The first reason why the content is too large to save; then nothing is sent. */
  tooLarge?: (content: T) => FieldError | undefined;
  onState: (state: SaveState) => void;
  version: number;
  /** Milliseconds from the first change to the save, and from a failed save to the retry. */
  delay?: number;
  retry?: number;
};

/**
 * Saves a draft with at most one request pending. Each save sends the newest content and names the
 * version it builds on. A failed save is retried after `retry` ms, or with the next change.
 */
export const saveQueue = <T>(options: Options<T>) => {
  const { save, failure, onState, tooLarge = () => undefined, delay = 800, retry = 5000 } = options;
  let { version } = options;
  let pending: { content: T } | null = null;
  // A save without a response may have succeeded: repeating it unchanged causes no conflict.
  let unsure: { content: T } | null = null;
  let inAir: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let held = false;
  let conflict = false;

  const unschedule = () => {
    clearTimeout(timer);
    timer = undefined;
  };

  const schedule = (wait: number) => {
    timer ??= setTimeout(send, wait);
  };

  const kept = (answer: { version: number; savedAt: string }) => {
    version = answer.version;
    if (pending) schedule(delay);
    else onState({ kind: 'saved', at: answer.savedAt });
  };

  const notKept = (sent: { content: T }, error: unknown) => {
    const kind = failure(error);
    if (kind === 'later') unsure = sent;
    else pending ??= sent;
    if (kind === 'failed') return onState({ kind: 'failed', error });
    conflict = kind === 'conflict';
    onState({ kind: conflict ? 'conflict' : 'waiting' });
    if (!conflict) schedule(retry);
  };

  const next = (): { content: T } | null => {
    const found = unsure ?? pending;
    if (found === pending) pending = null;
    unsure = null;
    return found && { content: structuredClone(found.content) };
  };

  function send() {
    unschedule();
    if (inAir || held || conflict) return;
    const sent = next();
    if (!sent) return;
    const problem = tooLarge(sent.content);
    if (problem) {
      pending ??= sent;
      return onState({ kind: 'too_large', problem });
    }
    onState({ kind: 'saving' });
    inAir = save(sent.content, version)
      .finally(() => {
        inAir = null;
      })
      .then(kept, (error) => notKept(sent, error));
  }

  const all = () => pending === null && unsure === null;

  const sendAndWait = async () => {
    send();
    await inAir;
  };

  return {
    /** The version that the next save builds on. */
    version: () => version,
    /** Schedules a save of changed content. */
    changed(content: T) {
      pending = { content };
      if (held || conflict) return;
      if (!inAir && !unsure) onState({ kind: 'saving' });
      schedule(delay);
    },
    /** Saves now; resolves to true when everything typed is saved. */
    async flush(): Promise<boolean> {
      await inAir;
      if (unsure) await sendAndWait();
      if (!unsure) await sendAndWait();
      return all();
    },
    /** Stops saving, before *Create* and *Discard*; resolves to the current version. */
    async hold(): Promise<number> {
      await inAir;
      if (unsure) await sendAndWait();
      held = true;
      unschedule();
      return version;
    },
    /** Continues saving on top of this version. */
    resume(from: number) {
      version = from;
      held = false;
      conflict = false;
      pending ??= unsure;
      unsure = null;
      send();
    },
  };
};
