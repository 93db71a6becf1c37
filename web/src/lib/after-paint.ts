/** Browsers run no animation frames in a hidden page, so the wait ends after this time. */
const patienceMs = 500;

/** Resolves after the next paint, or after 500 ms when the page is hidden. */
export const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, patienceMs);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    // TanStack Query notifies components in a task, so React renders before this frame is
    // requested. A message posted from the frame arrives after its paint.
    setTimeout(() => requestAnimationFrame(() => port2.postMessage(null)));
  });
