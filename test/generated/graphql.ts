/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** From `from` ago to `to` ago; `from` is the longer. */
export type AgoInput = {
  /** How long ago it begins. */
  from: string;
  /** How long ago it ends. */
  to: string;
};

/** What an audience is. */
export type AudienceDefinitionInput =
  {   /** A rule. */
  rule: RuleInput; };

/** Membership in another audience. */
export type AudienceRuleInput = {
  /** The key of that audience. */
  key: string;
  /** In it, or not in it. */
  member?: boolean;
};

/** How far a count can be trusted. */
export type CountPrecision =
  /** There are so many or more. */
  | 'AT_LEAST'
  /** There are exactly so many. */
  | 'EXACT';

/** A new audience. */
export type CreateAudienceInput = {
  /** Who is in it. */
  definition: AudienceDefinitionInput;
  /** What it is for. */
  description?: string | null | undefined;
  /** Whether it is switched on. */
  enabled?: boolean;
  /** What its members are. */
  entity?: RuleEntity;
  /** Your own name for it in programs: a letter a-z, then up to 62 of a-z, 0-9 and _. */
  key: string;
  /** Its name for people. */
  name: string;
  /** Send entries to destinations for those who are members from the start. */
  notifyExisting?: boolean;
};

/** The number (or another measure) of matching events inside the window passes the test. At least one of `name` and `type`. */
export type EventRuleInput = {
  /** Default: gte 1. */
  is?: NumberTestInput | null | undefined;
  /** Default: the number of events. */
  measure?: MeasureInput | null | undefined;
  /** The name of the event. */
  name?: string | null | undefined;
  /** The kind of call. */
  type?: EventType | null | undefined;
  /** What else must hold of the event. */
  where?: PropertyRuleInput | null | undefined;
  /** Default: from the beginning until now. */
  window?: WindowInput | null | undefined;
};

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

/** An identifier of any type. */
export type IdentifierInput = {
  /** Its type, such as `ios.id` or one of your own. */
  type: string;
  /** Its value; matched as the values of its type are. */
  value: string;
};

/** As many identifiers of this type as pass the test. Default: at least one. */
export type IdentifierRuleInput = {
  /** The test of their number. */
  count?: NumberTestInput | null | undefined;
  /** The type, such as `email`. */
  type: string;
};

/** A property by path, or a unit. Without any matching event, sum, uniqueCount and units are 0, and a test on avg, min or max is false. */
export type MeasureInput =
  {   /** The average of a property. */
  avg: string; max?: never; min?: never; sum?: never; uniqueCount?: never; unit?: never; }
  |  { avg?: never;   /** The largest number of a property. */
  max: string; min?: never; sum?: never; uniqueCount?: never; unit?: never; }
  |  { avg?: never; max?: never;   /** The smallest number of a property. */
  min: string; sum?: never; uniqueCount?: never; unit?: never; }
  |  { avg?: never; max?: never; min?: never;   /** The sum of a property; what is no number is skipped. */
  sum: string; uniqueCount?: never; unit?: never; }
  |  { avg?: never; max?: never; min?: never; sum?: never;   /** How many different values a property has. */
  uniqueCount: string; unit?: never; }
  |  { avg?: never; max?: never; min?: never; sum?: never; uniqueCount?: never;   /** A number of events, or of days. */
  unit: MeasureUnit; };

/** What can be counted of events. */
export type MeasureUnit =
  /** The events. */
  | 'EVENTS'
  /** The calendar days in UTC with such an event. */
  | 'UTC_DAYS';

/** Both included. */
export type NumberRangeInput = {
  /** The smallest number that passes. */
  from: number;
  /** The largest number that passes. */
  to: number;
};

/** A test of a number. */
export type NumberTestInput =
  {   /** Within a range, its ends included. */
  between: NumberRangeInput; eq?: never; gt?: never; gte?: never; lt?: never; lte?: never; neq?: never; }
  |  { between?: never;   /** Equal. */
  eq: number; gt?: never; gte?: never; lt?: never; lte?: never; neq?: never; }
  |  { between?: never; eq?: never;   /** Greater. */
  gt: number; gte?: never; lt?: never; lte?: never; neq?: never; }
  |  { between?: never; eq?: never; gt?: never;   /** Greater or equal. */
  gte: number; lt?: never; lte?: never; neq?: never; }
  |  { between?: never; eq?: never; gt?: never; gte?: never;   /** Less. */
  lt: number; lte?: never; neq?: never; }
  |  { between?: never; eq?: never; gt?: never; gte?: never; lt?: never;   /** Less or equal. */
  lte: number; neq?: never; }
  |  { between?: never; eq?: never; gt?: never; gte?: never; lt?: never; lte?: never;   /** Not equal. */
  neq: number; };

/** One way to name a person. */
export type ProfileBy =
  {   /** One of the anonymous ids. */
  anonymousId: string; email?: never; id?: never; identifier?: never; phone?: never; userId?: never; }
  |  { anonymousId?: never;   /** One of the e-mail addresses; trimmed, and in lower case. */
  email: string; id?: never; identifier?: never; phone?: never; userId?: never; }
  |  { anonymousId?: never; email?: never;   /** Any id that the profile ever had. */
  id: string | number; identifier?: never; phone?: never; userId?: never; }
  |  { anonymousId?: never; email?: never; id?: never;   /** One of the identifiers of any type. */
  identifier: IdentifierInput; phone?: never; userId?: never; }
  |  { anonymousId?: never; email?: never; id?: never; identifier?: never;   /** One of the phone numbers; in E.164 where it parses with a leading +. */
  phone: string; userId?: never; }
  |  { anonymousId?: never; email?: never; id?: never; identifier?: never; phone?: never;   /** The user id. */
  userId: string; };

/** What must hold of the values of one event; exactly one field is set. */
export type PropertyRuleInput =
  {   /** AND. Empty is true. */
  all: Array<PropertyRuleInput>; any?: never; context?: never; not?: never; property?: never; trait?: never; }
  |  { all?: never;   /** OR. Empty is false. */
  any: Array<PropertyRuleInput>; context?: never; not?: never; property?: never; trait?: never; }
  |  { all?: never; any?: never;   /** A test of a value of the context. */
  context: PropertyTestInput; not?: never; property?: never; trait?: never; }
  |  { all?: never; any?: never; context?: never;   /** Plain negation. */
  not: PropertyRuleInput; property?: never; trait?: never; }
  |  { all?: never; any?: never; context?: never; not?: never;   /** A test of a property. */
  property: PropertyTestInput; trait?: never; }
  |  { all?: never; any?: never; context?: never; not?: never; property?: never;   /** A test of a trait that the call itself carried. */
  trait: PropertyTestInput; };

/** A value of an event, by path, and its test. */
export type PropertyTestInput = {
  /** The test. */
  is: PropertyValueTestInput;
  /** Segments are separated by `.`; `\.` is a literal dot, `*` any element of a list. */
  path: string;
};

/** The same for the values of an event; relative dates count from the event's own timestamp. */
export type PropertyValueTestInput =
  {   /** A date after this moment. */
  after: string; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never;   /** A date longer after the event. */
  afterNext: string; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never;   /** A date before this moment. */
  before: string; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never;   /** A date longer before the event. */
  beforeLast: string; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never;   /** A number within a range, its ends included. */
  between: NumberRangeInput; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never;   /** A substring of a string, or an element of a list. */
  contains: string | number | boolean; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never;   /** A string that ends so. */
  endsWith: string; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never;   /** Equal, and of the same type. */
  eq: string | number | boolean; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never;   /** Whether there is a value; null is none. */
  exists: boolean; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never;   /** Greater: between two numbers, or two strings by code point. */
  gt: string | number; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never;   /** Greater or equal. */
  gte: string | number; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never;   /** Equal to one of these; to none of an empty list. */
  in: Array<string | number | boolean>; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never;   /** Less. */
  lt: string | number; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never;   /** Less or equal. */
  lte: string | number; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never;   /** Present and not equal; another type is not equal. */
  neq: string | number | boolean; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never;   /** Present and equal to none of these. */
  nin: Array<string | number | boolean>; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never;   /** A string or a list without it. */
  notContains: string | number | boolean; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never;   /** A string that begins so. */
  startsWith: string; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never;   /** A date at most so long before the event. */
  withinLast: string; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never;   /** A date at most so long after the event. */
  withinNext: string; };

/** Between two moments. */
export type RangeInput = {
  /** Where it begins, itself not included; from the beginning if left out. */
  from?: string | null | undefined;
  /** Where it ends, itself included; now if left out. */
  to?: string | null | undefined;
};

/** What a rule is about. */
export type RuleEntity =
  /** Accounts. */
  | 'ACCOUNT'
  /** People. */
  | 'PROFILE';

/** One boolean rule; exactly one field is set. The same language defines audiences, filters of computed traits, journey conditions and profile searches. */
export type RuleInput =
  {   /** AND. Empty is true. */
  all: Array<RuleInput>; any?: never; audience?: never; event?: never; identifier?: never; not?: never; trait?: never; }
  |  { all?: never;   /** OR. Empty is false. */
  any: Array<RuleInput>; audience?: never; event?: never; identifier?: never; not?: never; trait?: never; }
  |  { all?: never; any?: never;   /** Membership in another audience. */
  audience: AudienceRuleInput; event?: never; identifier?: never; not?: never; trait?: never; }
  |  { all?: never; any?: never; audience?: never;   /** What was done, how often, when. */
  event: EventRuleInput; identifier?: never; not?: never; trait?: never; }
  |  { all?: never; any?: never; audience?: never; event?: never;   /** By what a profile is known. */
  identifier: IdentifierRuleInput; not?: never; trait?: never; }
  |  { all?: never; any?: never; audience?: never; event?: never; identifier?: never;   /** Plain negation: a rule is never unknown. */
  not: RuleInput; trait?: never; }
  |  { all?: never; any?: never; audience?: never; event?: never; identifier?: never; not?: never;   /** A test of a trait. */
  trait: TraitRuleInput; };

/** A test of a trait. */
export type TraitRuleInput = {
  /** The test. */
  is: ValueTestInput;
  /** The name of the trait; segments of a path are separated by `.`, `\.` is a literal dot, `*` any element of a list. */
  path: string;
};

/** Every test is false when the value is missing or of another type, except `exists: false`. */
export type ValueTestInput =
  {   /** A date after this moment. */
  after: string; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never;   /** A date further ahead. */
  afterNext: string; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never;   /** A date before this moment. */
  before: string; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never;   /** A date longer ago. */
  beforeLast: string; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never;   /** A number within a range, its ends included. */
  between: NumberRangeInput; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never;   /** A substring of a string, or an element of a list. */
  contains: string | number | boolean; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never;   /** A string that ends so. */
  endsWith: string; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never;   /** Equal, and of the same type. */
  eq: string | number | boolean; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never;   /** Whether there is a value; null is none. */
  exists: boolean; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never;   /** Greater: between two numbers, or two strings by code point. */
  gt: string | number; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never;   /** Greater or equal. */
  gte: string | number; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never;   /** Equal to one of these; to none of an empty list. */
  in: Array<string | number | boolean>; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never;   /** Less. */
  lt: string | number; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never;   /** Less or equal. */
  lte: string | number; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never;   /** Present and not equal; another type is not equal. */
  neq: string | number | boolean; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never;   /** Present and equal to none of these. */
  nin: Array<string | number | boolean>; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never;   /** A string or a list without it. */
  notContains: string | number | boolean; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never;   /** A string that begins so. */
  startsWith: string; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never;   /** A date at most so long ago. */
  withinLast: string; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never;   /** A date at most so far ahead. */
  withinNext: string; };

/** Half-open (start, end]. `last` and `ago` slide with the clock, so members enter and leave as time passes with no new event. */
export type WindowInput =
  {   /** From so long ago until so long ago. */
  ago: AgoInput; last?: never; range?: never; }
  |  { ago?: never;   /** From so long ago until now. */
  last: string; range?: never; }
  |  { ago?: never; last?: never;   /** Between two moments. */
  range: RangeInput; };

export type CreateForPagesMutationVariables = Exact<{
  input: CreateAudienceInput;
}>;


export type CreateForPagesMutation = { createAudience: { userErrors: Array<
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
    > } };

export type OrderedMembersQueryVariables = Exact<{ [key: string]: never; }>;


export type OrderedMembersQuery = { audience: { earliest: { nodes: Array<{ since: string }> }, latest: { nodes: Array<{ since: string }> } } | null };

export type CountOfManyQueryVariables = Exact<{ [key: string]: never; }>;


export type CountOfManyQuery = { profile: { events: { totalCount: { count: number, precision: CountPrecision } } } | null };

export type WholeProfileQueryVariables = Exact<{
  by: ProfileBy;
}>;


export type WholeProfileQuery = { profile: { id: string, version: number, createdAt: string, updatedAt: string, firstSeenAt: string | null, lastSeenAt: string | null, traits: Record<string, unknown>, some: Record<string, unknown>, identifiers: { nodes: Array<{ type: string, value: string, raw: string, firstSeenAt: string, lastSeenAt: string, source: { name: string } | null }>, totalCount: { count: number, precision: CountPrecision } }, emails: { nodes: Array<{ value: string }>, totalCount: { count: number } }, events: { nodes: Array<{ id: string, messageId: string, type: EventType, name: string, timestamp: string, originalTimestamp: string | null, sentAt: string | null, receivedAt: string, userId: string | null, anonymousId: string | null, groupId: string | null, previousId: string | null, properties: Record<string, unknown>, traits: Record<string, unknown> | null, context: Record<string, unknown>, integrations: Record<string, unknown> | null, source: { name: string } | null, profile: { id: string } | null }>, totalCount: { count: number, precision: CountPrecision } }, named: { nodes: Array<{ name: string }>, totalCount: { count: number } }, between: { nodes: Array<{ messageId: string }> }, audiences: { nodes: Array<{ id: string, since: string, audience: { key: string }, profile: { id: string } | null }>, totalCount: { count: number } }, accounts: { nodes: Array<{ id: string, groupId: string, createdAt: string, traits: Record<string, unknown>, members: { nodes: Array<{ id: string }>, totalCount: { count: number } } }>, totalCount: { count: number } } } | null };

export type ProfileIdQueryVariables = Exact<{
  by: ProfileBy;
}>;


export type ProfileIdQuery = { profile: { id: string } | null };

export type CreateAudienceForProfileMutationVariables = Exact<{
  input: CreateAudienceInput;
}>;


export type CreateAudienceForProfileMutation = { createAudience: { audience: { id: string } | null, userErrors: Array<
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
    > } };

export type InAudienceQueryVariables = Exact<{ [key: string]: never; }>;


export type InAudienceQuery = { profile: { everyone: boolean | null, nobody: boolean | null, none: boolean | null } | null };


export const CreateForPagesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateForPages"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateAudienceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateForPagesMutation, CreateForPagesMutationVariables>;
export const OrderedMembersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OrderedMembers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"a0","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"earliest"},"name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"SINCE"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"ASC"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"since"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"latest"},"name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"SINCE"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"since"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OrderedMembersQuery, OrderedMembersQueryVariables>;
export const CountOfManyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CountOfMany"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"StringValue","value":"ada","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CountOfManyQuery, CountOfManyQueryVariables>;
export const WholeProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WholeProfile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"firstSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"traits"}},{"kind":"Field","alias":{"kind":"Name","value":"some"},"name":{"kind":"Name","value":"traits"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"names"},"value":{"kind":"ListValue","values":[{"kind":"StringValue","value":"plan","block":false},{"kind":"StringValue","value":"nothing","block":false},{"kind":"StringValue","value":"__proto__","block":false}]}}]},{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"raw"}},{"kind":"Field","name":{"kind":"Name","value":"firstSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"emails"},"name":{"kind":"Name","value":"identifiers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"types"},"value":{"kind":"ListValue","values":[{"kind":"StringValue","value":"email","block":false}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"events"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"timestamp"}},{"kind":"Field","name":{"kind":"Name","value":"originalTimestamp"}},{"kind":"Field","name":{"kind":"Name","value":"sentAt"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"anonymousId"}},{"kind":"Field","name":{"kind":"Name","value":"groupId"}},{"kind":"Field","name":{"kind":"Name","value":"previousId"}},{"kind":"Field","name":{"kind":"Name","value":"properties"}},{"kind":"Field","name":{"kind":"Name","value":"traits"}},{"kind":"Field","name":{"kind":"Name","value":"context"}},{"kind":"Field","name":{"kind":"Name","value":"integrations"}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"named"},"name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"names"},"value":{"kind":"ListValue","values":[{"kind":"StringValue","value":"Order Completed","block":false}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"between"},"name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"StringValue","value":"2026-01-02T00:00:00Z","block":false}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"StringValue","value":"2026-01-03T00:00:00Z","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageId"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"audiences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"audience"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"groupId"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"traits"}},{"kind":"Field","name":{"kind":"Name","value":"members"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]}}]}}]} as unknown as DocumentNode<WholeProfileQuery, WholeProfileQueryVariables>;
export const ProfileIdDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProfileId"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ProfileIdQuery, ProfileIdQueryVariables>;
export const CreateAudienceForProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateAudienceForProfile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateAudienceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audience"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateAudienceForProfileMutation, CreateAudienceForProfileMutationVariables>;
export const InAudienceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"InAudience"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"StringValue","value":"ada","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"everyone"},"name":{"kind":"Name","value":"inAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"everyone","block":false}}]},{"kind":"Field","alias":{"kind":"Name","value":"nobody"},"name":{"kind":"Name","value":"inAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"nobody","block":false}}]},{"kind":"Field","alias":{"kind":"Name","value":"none"},"name":{"kind":"Name","value":"inAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"none","block":false}}]}]}}]}}]} as unknown as DocumentNode<InAudienceQuery, InAudienceQueryVariables>;