/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** How far a computation is. */
export type ComputationStatus =
  /** What was there before it is being gone through. */
  | 'COMPUTING'
  /** It is switched off, and stands still. */
  | 'DISABLED'
  /** It cannot be computed. */
  | 'FAILED'
  /** It is kept up to date with each commit. */
  | 'LIVE';

/** How far a count can be trusted. */
export type CountPrecision =
  /** There are so many or more. */
  | 'AT_LEAST'
  /** There are exactly so many. */
  | 'EXACT';

/** What kind of credential it is. */
export type CredentialKind =
  /** May query and subscribe. */
  | 'READ_KEY'
  /** May do everything; for servers only. */
  | 'SECRET_KEY'
  /** May see one profile, as far as its policy shows it. */
  | 'VIEWER_TOKEN'
  /** May only track. */
  | 'WRITE_KEY';

/** The kinds of calls of the tracking API. */
export type EventType =
  /** Somebody has another id. It joins nobody. */
  | 'ALIAS'
  /** Somebody belongs to an account. */
  | 'GROUP'
  /** Who somebody is. */
  | 'IDENTIFY'
  /** Somebody saw a page. */
  | 'PAGE'
  /** Somebody saw a screen of an app. */
  | 'SCREEN'
  /** Somebody did something. */
  | 'TRACK';

/** Who says what a trait is. */
export type TraitKind =
  /** A definition, from what is known. */
  | 'COMPUTED'
  /** A message of yours. */
  | 'CUSTOM';

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { kind: CredentialKind, scopes: Array<string> } };

export type PipelineQueryVariables = Exact<{ [key: string]: never; }>;


export type PipelineQuery = { pipeline: { backlog: number, lagMs: number } };

export type AudiencesQueryVariables = Exact<{ [key: string]: never; }>;


export type AudiencesQuery = { audiences: { nodes: Array<{ id: string, key: string, name: string, description: string | null, status: ComputationStatus, size: number }> } };

export type CountsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type CountsSubscription = { audienceCounts: { audienceId: string, key: string, status: ComputationStatus, size: number } };

export type TailSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type TailSubscription = { eventReceived: { skipped: number, event: { id: string, type: EventType, name: string, timestamp: string, userId: string | null, anonymousId: string | null, properties: Record<string, unknown>, traits: Record<string, unknown> | null, profile: { id: string, traits: Record<string, unknown> } | null } } };

export type FindQueryVariables = Exact<{
  text: string;
}>;


export type FindQuery = { user: { id: string } | null, email: { id: string } | null, device: { id: string } | null };

export type FindByIdQueryVariables = Exact<{
  id: string | number;
}>;


export type FindByIdQuery = { profile: { id: string } | null };

export type PersonSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type PersonSubscription = { profileUpdated: { mergedInto: string | null, profile: { id: string, createdAt: string, firstSeenAt: string | null, lastSeenAt: string | null, traits: Record<string, unknown>, identifiers: { nodes: Array<{ type: string, value: string, firstSeenAt: string, lastSeenAt: string, source: { name: string } | null }> }, events: { totalCount: { count: number, precision: CountPrecision }, nodes: Array<{ id: string, type: EventType, name: string, timestamp: string, properties: Record<string, unknown>, traits: Record<string, unknown> | null, source: { name: string } | null }> }, audiences: { nodes: Array<{ since: string, audience: { key: string, name: string } }> }, accounts: { nodes: Array<{ id: string, groupId: string, traits: Record<string, unknown> }> }, identityGraph: { nodes: Array<{ type: string, value: string }>, edges: Array<{ count: number, firstObservedAt: string, lastObservedAt: string, from: { type: string, value: string }, to: { type: string, value: string } }>, merges: Array<{ mergedProfileId: string, at: string, reason: string, messageId: string | null, undoneAt: string | null }> } } | null } };

export type PersonFragment = { id: string, createdAt: string, firstSeenAt: string | null, lastSeenAt: string | null, traits: Record<string, unknown>, identifiers: { nodes: Array<{ type: string, value: string, firstSeenAt: string, lastSeenAt: string, source: { name: string } | null }> }, events: { totalCount: { count: number, precision: CountPrecision }, nodes: Array<{ id: string, type: EventType, name: string, timestamp: string, properties: Record<string, unknown>, traits: Record<string, unknown> | null, source: { name: string } | null }> }, audiences: { nodes: Array<{ since: string, audience: { key: string, name: string } }> }, accounts: { nodes: Array<{ id: string, groupId: string, traits: Record<string, unknown> }> }, identityGraph: { nodes: Array<{ type: string, value: string }>, edges: Array<{ count: number, firstObservedAt: string, lastObservedAt: string, from: { type: string, value: string }, to: { type: string, value: string } }>, merges: Array<{ mergedProfileId: string, at: string, reason: string, messageId: string | null, undoneAt: string | null }> } };

export type ProvenanceQueryVariables = Exact<{
  id: string | number;
  name: string;
}>;


export type ProvenanceQuery = { profile: { trait: { kind: TraitKind, updatedAt: string, source: { name: string } | null } | null } | null };

export type MembersQueryVariables = Exact<{
  key: string;
  after?: string | null | undefined;
}>;


export type MembersQuery = { audience: { id: string, key: string, name: string, description: string | null, status: ComputationStatus, size: number, rule: unknown, members: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, since: string, profile: { id: string, lastSeenAt: string | null, traits: Record<string, unknown>, identifiers: { nodes: Array<{ value: string }> }, devices: { nodes: Array<{ value: string }> } } | null }> } } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const PersonFragmentDoc = new TypedDocumentString(`
    fragment Person on Profile {
  id
  createdAt
  firstSeenAt
  lastSeenAt
  traits
  identifiers(first: 100) {
    nodes {
      type
      value
      firstSeenAt
      lastSeenAt
      source {
        name
      }
    }
  }
  events(first: 40) {
    totalCount {
      count
      precision
    }
    nodes {
      id
      type
      name
      timestamp
      properties
      traits
      source {
        name
      }
    }
  }
  audiences(first: 50) {
    nodes {
      since
      audience {
        key
        name
      }
    }
  }
  accounts(first: 20) {
    nodes {
      id
      groupId
      traits
    }
  }
  identityGraph {
    nodes {
      type
      value
    }
    edges {
      count
      firstObservedAt
      lastObservedAt
      from {
        type
        value
      }
      to {
        type
        value
      }
    }
    merges {
      mergedProfileId
      at
      reason
      messageId
      undoneAt
    }
  }
}
    `, {"fragmentName":"Person"}) as unknown as TypedDocumentString<PersonFragment, unknown>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    kind
    scopes
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const PipelineDocument = new TypedDocumentString(`
    query Pipeline {
  pipeline {
    backlog
    lagMs
  }
}
    `) as unknown as TypedDocumentString<PipelineQuery, PipelineQueryVariables>;
export const AudiencesDocument = new TypedDocumentString(`
    query Audiences {
  audiences(first: 100) {
    nodes {
      id
      key
      name
      description
      status
      size
    }
  }
}
    `) as unknown as TypedDocumentString<AudiencesQuery, AudiencesQueryVariables>;
export const CountsDocument = new TypedDocumentString(`
    subscription Counts {
  audienceCounts(throttle: "PT0.5S") {
    audienceId
    key
    status
    size
  }
}
    `) as unknown as TypedDocumentString<CountsSubscription, CountsSubscriptionVariables>;
export const TailDocument = new TypedDocumentString(`
    subscription Tail {
  eventReceived {
    skipped
    event {
      id
      type
      name
      timestamp
      userId
      anonymousId
      properties
      traits
      profile {
        id
        traits(names: ["name", "firstName", "lastName", "email"])
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TailSubscription, TailSubscriptionVariables>;
export const FindDocument = new TypedDocumentString(`
    query Find($text: String!) {
  user: profile(by: {userId: $text}) {
    id
  }
  email: profile(by: {email: $text}) {
    id
  }
  device: profile(by: {anonymousId: $text}) {
    id
  }
}
    `) as unknown as TypedDocumentString<FindQuery, FindQueryVariables>;
export const FindByIdDocument = new TypedDocumentString(`
    query FindById($id: ID!) {
  profile(by: {id: $id}) {
    id
  }
}
    `) as unknown as TypedDocumentString<FindByIdQuery, FindByIdQueryVariables>;
export const PersonDocument = new TypedDocumentString(`
    subscription Person($id: ID!) {
  profileUpdated(by: {id: $id}, throttle: "PT1S") {
    mergedInto
    profile {
      ...Person
    }
  }
}
    fragment Person on Profile {
  id
  createdAt
  firstSeenAt
  lastSeenAt
  traits
  identifiers(first: 100) {
    nodes {
      type
      value
      firstSeenAt
      lastSeenAt
      source {
        name
      }
    }
  }
  events(first: 40) {
    totalCount {
      count
      precision
    }
    nodes {
      id
      type
      name
      timestamp
      properties
      traits
      source {
        name
      }
    }
  }
  audiences(first: 50) {
    nodes {
      since
      audience {
        key
        name
      }
    }
  }
  accounts(first: 20) {
    nodes {
      id
      groupId
      traits
    }
  }
  identityGraph {
    nodes {
      type
      value
    }
    edges {
      count
      firstObservedAt
      lastObservedAt
      from {
        type
        value
      }
      to {
        type
        value
      }
    }
    merges {
      mergedProfileId
      at
      reason
      messageId
      undoneAt
    }
  }
}`) as unknown as TypedDocumentString<PersonSubscription, PersonSubscriptionVariables>;
export const ProvenanceDocument = new TypedDocumentString(`
    query Provenance($id: ID!, $name: String!) {
  profile(by: {id: $id}) {
    trait(name: $name) {
      kind
      updatedAt
      source {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ProvenanceQuery, ProvenanceQueryVariables>;
export const MembersDocument = new TypedDocumentString(`
    query Members($key: String!, $after: String) {
  audience(by: {key: $key}) {
    id
    key
    name
    description
    status
    size
    rule
    members(first: 25, after: $after, orderBy: {field: SINCE, direction: DESC}) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        since
        profile {
          id
          lastSeenAt
          traits(names: ["name", "firstName", "lastName", "email"])
          identifiers(first: 1, types: ["user_id"]) {
            nodes {
              value
            }
          }
          devices: identifiers(first: 1, types: ["anonymous_id"]) {
            nodes {
              value
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MembersQuery, MembersQueryVariables>;