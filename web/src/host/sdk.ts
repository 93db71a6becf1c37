import * as published from '@pipedrive/app-extensions-sdk';
import { panelContext } from './panel-context.ts';

type Sdk = published.default;
type SdkClass = typeof published.default;

// The package is CommonJS with a `default` key, which bundlers unwrap once or not at all.
const unwrap = (module: SdkClass | { default: SdkClass }): SdkClass =>
  'default' in module ? module.default : module;

export const { Command, Event, Color, Modal, View } = published;

let instance: Sdk | undefined;
let handshake: Promise<Sdk> | undefined;

/** The one SDK instance of this page. Throws outside Pipedrive; ask `place.framed` first. */
export const sdk = (): Sdk => {
  instance ??= new (unwrap(published.default))();
  return instance;
};

/**
 * Greets the host, once per page: it hides an iframe that has not done so within 10 seconds. `execute()`
 * throws before this has resolved. Without a host to answer, it never does.
 */
export const greetHost = (size?: { height: number }): Promise<Sdk> => {
  handshake ??= panelContext.framed
    ? sdk().initialize(size ? { size } : {})
    : Promise.reject(new Error('This page is not inside Pipedrive'));
  return handshake;
};
