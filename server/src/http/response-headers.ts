import type { Settings } from '../config.ts';

type Kind = 'window' | 'page' | 'data';

/** Windows of their own: what people agree to there must not be laid under somebody else's page. */
const windows = /^\/(connect|install)(\/|$)/;

/** Which headers a route answers with, by its pattern: however an address is written, it has one. */
export const kindOfRoute = (route = ''): Kind => {
  if (windows.test(route)) return 'window';
  return route.startsWith('/api/') ? 'data' : 'page';
};

/** What our pages never use. */
const features = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
];

const always = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'permissions-policy': features.map((feature) => `${feature}=()`).join(', '),
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'x-permitted-cross-domain-policies': 'none',
};

const policy = (directives: Record<string, string[]>): string =>
  Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ');

/**
 * The headers of every response, made once. Pipedrive may frame our pages, nobody else, and nobody the
 * windows in which one installs and connects; the pages run our own scripts only. A form may end on
 * Intuit's consent page, which is where *Connect* leads, and by way of it on Pipedrive's settings:
 * browsers hold a form to its `form-action` through every redirect. Windows send their own origin with
 * their forms, which `no-referrer` would hide. There is no `X-Frame-Options`: Pipedrive frames us. No
 * `Origin-Agent-Cluster`: another process for the frame costs a third of a second.
 */
export const responseHeaders = (settings: Settings): Record<Kind, Record<string, string>> => {
  const pipedrive = ['https://*.pipedrive.com', new URL(settings.pipedrive.oauthUrl).origin];
  const intuit = new URL(settings.quickbooks.authorizeUrl).origin;
  const page = (framers: string[]) =>
    policy({
      'default-src': ["'none'"],
      'script-src': ["'self'", "'wasm-unsafe-eval'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'font-src': ["'self'"],
      'img-src': ["'self'", 'data:', 'blob:'],
      'connect-src': ["'self'"],
      'worker-src': ["'self'", 'blob:'],
      'base-uri': ["'none'"],
      'form-action': ["'self'", intuit, ...pipedrive],
      'frame-ancestors': framers,
    });
  return {
    window: {
      ...always,
      'content-security-policy': page(["'none'"]),
      'referrer-policy': 'same-origin',
    },
    page: {
      ...always,
      'content-security-policy': page(["'self'", ...pipedrive]),
      'referrer-policy': 'no-referrer',
    },
    data: {
      ...always,
      'content-security-policy': policy({
        'default-src': ["'none'"],
        'frame-ancestors': ["'none'"],
      }),
      'referrer-policy': 'no-referrer',
    },
  };
};
