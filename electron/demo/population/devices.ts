/** The devices and places that sessions are seen on and at. Pure data; nobody's address is among it. */

export interface Device {
  deviceType: string;
  isMobile: boolean;
  browserName: string;
  browserVersion: string;
}

export const devices: readonly Device[] = [
  { deviceType: 'Macintosh', isMobile: false, browserName: 'Chrome', browserVersion: '142.0.7444.60' },
  { deviceType: 'Macintosh', isMobile: false, browserName: 'Safari', browserVersion: '26.1' },
  { deviceType: 'Windows', isMobile: false, browserName: 'Chrome', browserVersion: '142.0.7444.59' },
  { deviceType: 'Windows', isMobile: false, browserName: 'Edge', browserVersion: '142.0.3595.53' },
  { deviceType: 'Linux', isMobile: false, browserName: 'Firefox', browserVersion: '145.0' },
  { deviceType: 'iPhone', isMobile: true, browserName: 'Mobile Safari', browserVersion: '26.1' },
  { deviceType: 'iPad', isMobile: true, browserName: 'Mobile Safari', browserVersion: '18.6' },
  { deviceType: 'Android', isMobile: true, browserName: 'Chrome Mobile', browserVersion: '142.0.7444.48' },
];

export interface Place {
  city: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
}

export const places: readonly Place[] = [
  { city: 'Berlin', country: 'DE' },
  { city: 'München', country: 'DE' },
  { city: 'London', country: 'GB' },
  { city: 'San Francisco', country: 'US' },
  { city: 'Tokyo', country: 'JP' },
  { city: 'São Paulo', country: 'BR' },
  { city: 'Zürich', country: 'CH' },
  { city: 'Nairobi', country: 'KE' },
  { city: 'Αθήνα', country: 'GR' },
  { city: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch', country: 'GB' },
];

/** The start of each network that is set aside for documentation; the last is one of IPv6. */
export const documentationNetworks = ['192.0.2.', '198.51.100.', '203.0.113.', '2001:db8::'] as const;
