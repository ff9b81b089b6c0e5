import type { JsonObject } from '../../src/engine/json.ts'

/** A request as an SDK sends it, written down from its source. `WRITE_KEY` stands for the key. */
export interface Recorded {
  readonly sdk: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Whether the SDK names itself in Basic auth. */
  readonly auth: 'WRITE_KEY:' | 'WRITE_KEY' | null
  readonly body: JsonObject
  readonly gzip?: boolean
  /** Sent in pieces, without a length. */
  readonly chunked?: boolean
  /** What is stored of it, by type and name. */
  readonly stored: readonly object[]
}

/** All of it happened on 15 January 2026 at 10:00 UTC, and was sent five seconds later. */
export const RECORDED: readonly Recorded[] = [
  {
    sdk: 'React Native',
    path: '/v1/b',
    headers: { 'content-type': 'text/plain', 'user-agent': 'okhttp/4.9.2' },
    auth: null,
    body: {
      batch: [
        {
          type: 'track',
          event: 'Application Opened',
          properties: { from_background: false, build: '1' },
          anonymousId: 'device-1',
          messageId: 'rn-1',
          timestamp: '2026-01-15T10:00:00.000Z',
          integrations: {},
          context: {
            app: { name: 'Shop', version: '1.0', build: '1', namespace: 'com.example.shop' },
            device: { id: 'D1', manufacturer: 'Apple', model: 'iPhone16,1', name: 'iPhone', type: 'ios', token: 'push-1' },
            library: { name: '@segment/analytics-react-native', version: '2.21.0' },
            network: { cellular: false, wifi: true },
            os: { name: 'iOS', version: '19.1' },
            traits: {},
            instanceId: 'i-1',
          },
          _metadata: { bundled: [], unbundled: [], bundledIds: [] },
        },
      ],
      sentAt: '2026-01-15T10:00:05.000Z',
      writeKey: 'WRITE_KEY',
    },
    stored: [{ type: 'TRACK', name: 'Application Opened', anonymousId: 'device-1', userId: null, messageId: 'rn-1', properties: { build: '1' } }],
  },
  {
    sdk: 'Swift',
    path: '/v1/b',
    headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'analytics-ios/1.7.3', 'accept-encoding': 'gzip' },
    auth: 'WRITE_KEY:',
    gzip: true,
    body: {
      batch: [
        {
          type: 'screen',
          name: 'Home',
          category: '',
          properties: {},
          anonymousId: 'device-2',
          userId: 'ada',
          messageId: 'swift-1',
          timestamp: '2026-01-15T10:00:00.000Z',
          integrations: {},
          context: { library: { name: 'analytics-swift', version: '1.7.3' }, device: { id: 'D2', type: 'ios' }, ip: null },
          _metadata: { bundledIds: [], unbundled: [], bundled: [] },
        },
      ],
      sentAt: '2026-01-15T10:00:05.000Z',
      writeKey: 'WRITE_KEY',
    },
    stored: [{ type: 'SCREEN', name: 'Screen Viewed', userId: 'ada', anonymousId: 'device-2', properties: { name: 'Home' } }],
  },
  {
    sdk: 'Kotlin',
    path: '/v1/b',
    headers: { 'content-type': 'text/plain', 'user-agent': 'analytics-kotlin/1.19.2' },
    auth: null,
    gzip: true,
    chunked: true,
    body: {
      batch: [
        {
          type: 'identify',
          userId: 'ada',
          anonymousId: 'device-3',
          traits: { email: 'ada@example.com' },
          messageId: 'kotlin-1',
          timestamp: '2026-01-15T10:00:00.000Z',
          integrations: {},
          context: { library: { name: 'analytics-kotlin', version: '1.19.2' }, device: { id: 'D3', type: 'android', advertisingId: 'ad-3' } },
          _metadata: { bundled: [], unbundled: [], bundledIds: [] },
        },
      ],
      sentAt: '2026-01-15T10:00:05.000Z',
      writeKey: 'WRITE_KEY',
    },
    stored: [{ type: 'IDENTIFY', userId: 'ada', anonymousId: 'device-3', traits: { email: 'ada@example.com' } }],
  },
  {
    sdk: 'Python',
    path: '/v1/batch',
    headers: { 'content-type': 'application/json', 'user-agent': 'analytics-python/2.3.4' },
    auth: 'WRITE_KEY:',
    gzip: true,
    body: {
      batch: [
        {
          integrations: {},
          anonymousId: null,
          properties: { total: 12.5, when: '2026-01-15T10:00:00' },
          timestamp: '2026-01-15T10:00:00.000+00:00',
          context: { library: { name: 'analytics-python', version: '2.3.4' } },
          userId: '17',
          type: 'track',
          event: 'Order Completed',
          messageId: 'python-1',
        },
        {
          integrations: {},
          anonymousId: 'a-1',
          properties: {},
          timestamp: '2026-01-15T10:00:00.000+00:00',
          category: null,
          context: { library: { name: 'analytics-python', version: '2.3.4' } },
          userId: null,
          type: 'page',
          name: null,
          messageId: 'python-2',
        },
      ],
      sentAt: '2026-01-15T10:00:05.000000+00:00',
      writeKey: 'WRITE_KEY',
    },
    stored: [
      { type: 'TRACK', userId: '17', anonymousId: null, properties: { total: 12.5 } },
      { type: 'PAGE', userId: null, anonymousId: 'a-1', properties: {} },
    ],
  },
  {
    sdk: 'Ruby',
    path: '/v1/import',
    headers: { accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'Ruby' },
    auth: 'WRITE_KEY:',
    body: {
      sentAt: '2026-01-15T11:00:05.000+01:00',
      batch: [
        {
          anonymousId: null,
          context: { library: { name: 'analytics-ruby', version: '2.5.0' } },
          integrations: null,
          messageId: 'ruby-1',
          timestamp: '2026-01-15T11:00:00.000+01:00',
          userId: 'ada',
          options: null,
          type: 'identify',
          traits: { plan: 'pro' },
        },
      ],
    },
    stored: [{ type: 'IDENTIFY', userId: 'ada', anonymousId: null, traits: { plan: 'pro' }, integrations: null }],
  },
  {
    sdk: 'PHP',
    path: '/v1/batch',
    headers: { 'content-type': 'application/json', 'user-agent': 'analytics-php/3.8.0', accept: '*/*' },
    auth: 'WRITE_KEY:',
    body: {
      batch: [
        {
          userId: 'ada',
          event: 'Signed Up',
          // An empty array of PHP: it does not know whether that is a list.
          properties: [],
          integrations: [],
          context: { library: { name: 'analytics-php', version: '3.8.0', consumer: 'LibCurl' } },
          timestamp: '2026-01-15T10:00:00+00:00',
          messageId: 'php-1',
          type: 'track',
        },
      ],
      sentAt: '2026-01-15T10:00:05+00:00',
    },
    stored: [{ type: 'TRACK', name: 'Signed Up', userId: 'ada', properties: {} }],
  },
  {
    sdk: 'Go',
    path: '/v1/batch',
    headers: { 'content-type': 'application/json', 'user-agent': 'analytics-go (version: 3.3.0)', 'accept-encoding': 'gzip' },
    auth: 'WRITE_KEY:',
    body: {
      messageId: 'go-batch-1',
      sentAt: '2026-01-15T10:00:05.000000000Z',
      batch: [
        {
          type: 'group',
          messageId: 'go-1',
          anonymousId: '',
          userId: 'ada',
          groupId: 'acme',
          timestamp: '2026-01-15T11:00:00.000000001+01:00',
          traits: { name: 'Acme' },
        },
      ],
      context: { library: { name: 'analytics-go', version: '3.3.0' } },
    },
    stored: [{ type: 'GROUP', userId: 'ada', anonymousId: null, groupId: 'acme', traits: { name: 'Acme' } }],
  },
  {
    sdk: 'Java',
    path: '/v1/import/',
    headers: { 'content-type': 'application/json; charset=UTF-8', 'user-agent': 'analytics-java/3.5.2', 'accept-encoding': 'gzip' },
    auth: 'WRITE_KEY:',
    body: {
      batch: [
        {
          type: 'alias',
          messageId: 'java-1',
          timestamp: '2026-01-15T10:00:00.000Z',
          userId: 'ada',
          previousId: 'old',
          channel: 'server',
        },
      ],
      sentAt: '2026-01-15T10:00:05.000Z',
      context: { library: { name: 'analytics-java', version: '3.5.2' } },
      sequence: 1,
      writeKey: 'WRITE_KEY',
    },
    stored: [{ type: 'ALIAS', userId: 'ada', previousId: 'old', context: { library: { name: 'analytics-java', version: '3.5.2' } } }],
  },
  {
    sdk: '.NET (Analytics-CSharp)',
    path: '/v1/b',
    headers: { accept: 'text/plain', connection: 'close' },
    auth: null,
    gzip: true,
    body: {
      batch: [
        {
          type: 'track',
          event: 'Level Finished',
          properties: { level: 3 },
          anonymousId: 'device-4',
          messageId: 'csharp-1',
          timestamp: '2026-01-15T10:00:00.000Z',
          userId: null,
          integrations: {},
          context: { library: { name: 'Analytics-CSharp', version: '2.5.4' }, platform: '.NET' },
          _metadata: { bundled: [], unbundled: [], bundledIds: [] },
        },
      ],
      sentAt: '2026-01-15T10:00:05.000Z',
      writeKey: 'WRITE_KEY',
    },
    stored: [{ type: 'TRACK', name: 'Level Finished', anonymousId: 'device-4', properties: { level: 3 } }],
  },
  {
    sdk: '.NET (Analytics.NET)',
    path: '/v1/import',
    headers: { 'content-type': 'application/json', 'user-agent': 'analytics-.NET/3.8.1', expect: '100-continue' },
    auth: 'WRITE_KEY:',
    body: {
      batch: [
        {
          type: 'track',
          event: 'Order Completed',
          properties: { total: 12.5 },
          messageId: 'net-1',
          timestamp: '2026-01-15T10:00:00.0000000Z',
          userId: 'ada',
          anonymousId: null,
          integrations: {},
          context: { library: { name: 'Analytics.NET', version: '3.8.1' } },
        },
      ],
      messageId: 'net-batch-1',
      sentAt: '2026-01-15T10:00:05.0000000Z',
      writeKey: 'WRITE_KEY',
    },
    stored: [{ type: 'TRACK', userId: 'ada', properties: { total: 12.5 } }],
  },
  {
    sdk: 'RudderStack for Android and iOS',
    path: '/v1/batch',
    headers: { 'content-type': 'application/json', anonymousid: 'ZGV2aWNlLTU=' },
    auth: 'WRITE_KEY:',
    gzip: true,
    body: {
      sentAt: '2026-01-15T10:00:05.000Z',
      batch: [
        {
          messageId: 'rudder-1',
          channel: 'mobile',
          type: 'identify',
          originalTimestamp: '2026-01-15T10:00:00.000Z',
          anonymousId: 'device-5',
          userId: 'ada',
          event: 'identify',
          integrations: { All: true },
          context: {
            traits: { anonymousId: 'device-5', email: 'ada@example.com' },
            library: { name: 'com.rudderstack.android.sdk.core', version: '1.26.0' },
          },
        },
      ],
    },
    stored: [{ type: 'IDENTIFY', userId: 'ada', anonymousId: 'device-5', traits: { email: 'ada@example.com' } }],
  },
  {
    sdk: 'an SDK that packs its body without saying so',
    path: '/v1/batch',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    auth: 'WRITE_KEY',
    gzip: true,
    body: {
      batch: [{ type: 'track', event: 'Signed Up', userId: 'ada', messageId: 'plain-1', originalTimestamp: '2026-01-15T10:00:00Z' }],
      sentAt: '2026-01-15T10:00:05Z',
    },
    stored: [{ type: 'TRACK', name: 'Signed Up', userId: 'ada' }],
  },
]
