import * as published from '@pipedrive/app-extensions-sdk';
import { panelContext } from './panel-context.ts';

type Sdk = published.default;
type SdkClass = typeof published.default;

// The package is CommonJS with a `default` key, which some bundlers unwrap and others do not.
const unwrap = (module: SdkClass | { default: SdkClass }): SdkClass =>
  'default' in module ? module.default : module;

export const { Command, Event, Color, Modal, View } = published;

let instance: Sdk | undefined;
let handshake: Promise<Sdk> | undefined;

/** The SDK instance of this page. Throws outside Pipedrive; check `panelContext.framed` first. */
export const sdk = (): Sdk => {
  instance ??= new (unwrap(published.default))();
  return instance;
};

/**
 * Initializes the SDK once per page: Pipedrive hides an iframe that has not done so within 10
 * seconds, and `execute()` throws before. Never resolves when the host does not respond.
 */
export const greetHost = (size?: { height: number }): Promise<Sdk> => {
  handshake ??= panelContext.framed
    ? sdk().initialize(size ? { size } : {})
    : Promise.reject(new Error('This page is not inside Pipedrive'));
  return handshake;
};
