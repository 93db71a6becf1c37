import type { Settings } from '../config.ts';

type Kind = 'window' | 'page' | 'data';

/** Top-level windows in which users consent; they must not be framed (clickjacking). */
const windows = /^\/(connect|install)(\/|$)/;

/** Chooses the headers by the route's pattern, because a URL can be spelled in several ways. */
export const kindOfRoute = (route = ''): Kind => {
  if (windows.test(route)) return 'window';
  return route.startsWith('/api/') || route.startsWith('/webhooks/') ? 'data' : 'page';
};

/** Browser features that our pages never use. */
const unusedFeatures = [
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

const commonHeaders = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'permissions-policy': unusedFeatures.map((feature) => `${feature}=()`).join(', '),
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'x-permitted-cross-domain-policies': 'none',
};

const policy = (directives: Record<string, string[]>): string =>
  Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ');

/**
 * Security headers of each kind of response. Only Pipedrive may frame pages (hence no
 * `X-Frame-Options`). `form-action` lists Intuit and Pipedrive because browsers apply it to
 * redirects too. Windows need the `Origin` of their forms, which `no-referrer` hides.
 */
export const responseHeaders = (settings: Settings): Record<Kind, Record<string, string>> => {
  const pipedrive = ['https://*.pipedrive.com', new URL(settings.pipedrive.oauthUrl).origin];
  const intuit = new URL(settings.quickbooks.authorizeUrl).origin;
  const page = (frameAncestors: string[]) =>
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
      'frame-ancestors': frameAncestors,
    });
  return {
    window: {
      ...commonHeaders,
      'content-security-policy': page(["'none'"]),
      'referrer-policy': 'same-origin',
    },
    page: {
      ...commonHeaders,
      'content-security-policy': page(["'self'", ...pipedrive]),
      'referrer-policy': 'no-referrer',
    },
    data: {
      ...commonHeaders,
      'content-security-policy': policy({
        'default-src': ["'none'"],
        'frame-ancestors': ["'none'"],
      }),
      'referrer-policy': 'no-referrer',
    },
  };
};
