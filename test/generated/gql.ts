/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  mutation CreateForPages($input: CreateAudienceInput!) { createAudience(input: $input) { userErrors { message } } }\n": typeof types.CreateForPagesDocument,
    "\n    query OrderedMembers {\n      audience(by: { key: \"a0\" }) {\n        earliest: members(orderBy: { field: SINCE, direction: ASC }) { nodes { since } }\n        latest: members(orderBy: { field: SINCE }) { nodes { since } }\n      }\n    }\n  ": typeof types.OrderedMembersDocument,
    "query CountOfMany { profile(by: { userId: \"ada\" }) { events(first: 1) { totalCount { count precision } } } }": typeof types.CountOfManyDocument,
    "\n  query WholeProfile($by: ProfileBy!) {\n    profile(by: $by) {\n      id\n      version\n      createdAt\n      updatedAt\n      firstSeenAt\n      lastSeenAt\n      traits\n      some: traits(names: [\"plan\", \"nothing\", \"__proto__\"])\n      identifiers { nodes { type value raw firstSeenAt lastSeenAt source { name } } totalCount { count precision } }\n      emails: identifiers(types: [\"email\"]) { nodes { value } totalCount { count } }\n      events {\n        nodes {\n          id messageId type name timestamp originalTimestamp sentAt receivedAt userId anonymousId groupId previousId\n          properties traits context integrations source { name } profile { id }\n        }\n        totalCount { count precision }\n      }\n      named: events(names: [\"Order Completed\"]) { nodes { name } totalCount { count } }\n      between: events(from: \"2026-01-02T00:00:00Z\", to: \"2026-01-03T00:00:00Z\") { nodes { messageId } }\n      audiences { nodes { id since audience { key } profile { id } } totalCount { count } }\n      accounts { nodes { id groupId createdAt traits members { nodes { id } totalCount { count } } } totalCount { count } }\n    }\n  }\n": typeof types.WholeProfileDocument,
    "query ProfileId($by: ProfileBy!) { profile(by: $by) { id } }": typeof types.ProfileIdDocument,
    "\n  mutation CreateAudienceForProfile($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { message } } }\n": typeof types.CreateAudienceForProfileDocument,
    "\n      query InAudience { profile(by: { userId: \"ada\" }) { everyone: inAudience(key: \"everyone\") nobody: inAudience(key: \"nobody\") none: inAudience(key: \"none\") } }\n    ": typeof types.InAudienceDocument,
};
const documents: Documents = {
    "\n  mutation CreateForPages($input: CreateAudienceInput!) { createAudience(input: $input) { userErrors { message } } }\n": types.CreateForPagesDocument,
    "\n    query OrderedMembers {\n      audience(by: { key: \"a0\" }) {\n        earliest: members(orderBy: { field: SINCE, direction: ASC }) { nodes { since } }\n        latest: members(orderBy: { field: SINCE }) { nodes { since } }\n      }\n    }\n  ": types.OrderedMembersDocument,
    "query CountOfMany { profile(by: { userId: \"ada\" }) { events(first: 1) { totalCount { count precision } } } }": types.CountOfManyDocument,
    "\n  query WholeProfile($by: ProfileBy!) {\n    profile(by: $by) {\n      id\n      version\n      createdAt\n      updatedAt\n      firstSeenAt\n      lastSeenAt\n      traits\n      some: traits(names: [\"plan\", \"nothing\", \"__proto__\"])\n      identifiers { nodes { type value raw firstSeenAt lastSeenAt source { name } } totalCount { count precision } }\n      emails: identifiers(types: [\"email\"]) { nodes { value } totalCount { count } }\n      events {\n        nodes {\n          id messageId type name timestamp originalTimestamp sentAt receivedAt userId anonymousId groupId previousId\n          properties traits context integrations source { name } profile { id }\n        }\n        totalCount { count precision }\n      }\n      named: events(names: [\"Order Completed\"]) { nodes { name } totalCount { count } }\n      between: events(from: \"2026-01-02T00:00:00Z\", to: \"2026-01-03T00:00:00Z\") { nodes { messageId } }\n      audiences { nodes { id since audience { key } profile { id } } totalCount { count } }\n      accounts { nodes { id groupId createdAt traits members { nodes { id } totalCount { count } } } totalCount { count } }\n    }\n  }\n": types.WholeProfileDocument,
    "query ProfileId($by: ProfileBy!) { profile(by: $by) { id } }": types.ProfileIdDocument,
    "\n  mutation CreateAudienceForProfile($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { message } } }\n": types.CreateAudienceForProfileDocument,
    "\n      query InAudience { profile(by: { userId: \"ada\" }) { everyone: inAudience(key: \"everyone\") nobody: inAudience(key: \"nobody\") none: inAudience(key: \"none\") } }\n    ": types.InAudienceDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateForPages($input: CreateAudienceInput!) { createAudience(input: $input) { userErrors { message } } }\n"): (typeof documents)["\n  mutation CreateForPages($input: CreateAudienceInput!) { createAudience(input: $input) { userErrors { message } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query OrderedMembers {\n      audience(by: { key: \"a0\" }) {\n        earliest: members(orderBy: { field: SINCE, direction: ASC }) { nodes { since } }\n        latest: members(orderBy: { field: SINCE }) { nodes { since } }\n      }\n    }\n  "): (typeof documents)["\n    query OrderedMembers {\n      audience(by: { key: \"a0\" }) {\n        earliest: members(orderBy: { field: SINCE, direction: ASC }) { nodes { since } }\n        latest: members(orderBy: { field: SINCE }) { nodes { since } }\n      }\n    }\n  "];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CountOfMany { profile(by: { userId: \"ada\" }) { events(first: 1) { totalCount { count precision } } } }"): (typeof documents)["query CountOfMany { profile(by: { userId: \"ada\" }) { events(first: 1) { totalCount { count precision } } } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WholeProfile($by: ProfileBy!) {\n    profile(by: $by) {\n      id\n      version\n      createdAt\n      updatedAt\n      firstSeenAt\n      lastSeenAt\n      traits\n      some: traits(names: [\"plan\", \"nothing\", \"__proto__\"])\n      identifiers { nodes { type value raw firstSeenAt lastSeenAt source { name } } totalCount { count precision } }\n      emails: identifiers(types: [\"email\"]) { nodes { value } totalCount { count } }\n      events {\n        nodes {\n          id messageId type name timestamp originalTimestamp sentAt receivedAt userId anonymousId groupId previousId\n          properties traits context integrations source { name } profile { id }\n        }\n        totalCount { count precision }\n      }\n      named: events(names: [\"Order Completed\"]) { nodes { name } totalCount { count } }\n      between: events(from: \"2026-01-02T00:00:00Z\", to: \"2026-01-03T00:00:00Z\") { nodes { messageId } }\n      audiences { nodes { id since audience { key } profile { id } } totalCount { count } }\n      accounts { nodes { id groupId createdAt traits members { nodes { id } totalCount { count } } } totalCount { count } }\n    }\n  }\n"): (typeof documents)["\n  query WholeProfile($by: ProfileBy!) {\n    profile(by: $by) {\n      id\n      version\n      createdAt\n      updatedAt\n      firstSeenAt\n      lastSeenAt\n      traits\n      some: traits(names: [\"plan\", \"nothing\", \"__proto__\"])\n      identifiers { nodes { type value raw firstSeenAt lastSeenAt source { name } } totalCount { count precision } }\n      emails: identifiers(types: [\"email\"]) { nodes { value } totalCount { count } }\n      events {\n        nodes {\n          id messageId type name timestamp originalTimestamp sentAt receivedAt userId anonymousId groupId previousId\n          properties traits context integrations source { name } profile { id }\n        }\n        totalCount { count precision }\n      }\n      named: events(names: [\"Order Completed\"]) { nodes { name } totalCount { count } }\n      between: events(from: \"2026-01-02T00:00:00Z\", to: \"2026-01-03T00:00:00Z\") { nodes { messageId } }\n      audiences { nodes { id since audience { key } profile { id } } totalCount { count } }\n      accounts { nodes { id groupId createdAt traits members { nodes { id } totalCount { count } } } totalCount { count } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ProfileId($by: ProfileBy!) { profile(by: $by) { id } }"): (typeof documents)["query ProfileId($by: ProfileBy!) { profile(by: $by) { id } }"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateAudienceForProfile($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { message } } }\n"): (typeof documents)["\n  mutation CreateAudienceForProfile($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { message } } }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n      query InAudience { profile(by: { userId: \"ada\" }) { everyone: inAudience(key: \"everyone\") nobody: inAudience(key: \"nobody\") none: inAudience(key: \"none\") } }\n    "): (typeof documents)["\n      query InAudience { profile(by: { userId: \"ada\" }) { everyone: inAudience(key: \"everyone\") nobody: inAudience(key: \"nobody\") none: inAudience(key: \"none\") } }\n    "];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;