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

/** What to apply. */
export type ApplyIdentityRulesInput = {
  /** The version that was looked at; where another one is in force, nothing is changed (CONFLICT). Default: whichever. */
  basedOn?: number | null | undefined;
  /** Why the rules change, of up to 500 characters; kept with their version. */
  reason?: string | null | undefined;
  /** Rules that are put in force first, all of them: what is left out is as it is by default. Default: those in force. */
  rules?: IdentityRulesInput | null | undefined;
};

/** One way to name an audience. */
export type AudienceBy =
  {   /** Its id. */
  id: string | number; key?: never; }
  |  { id?: never;   /** Its key. */
  key: string; };

/** A rule, in either spelling. */
export type AudienceDefinitionInput =
  {   /** A rule in the text language, such as `event('Order Completed').within(30 days).count() >= 2`. */
  query: string; rule?: never; }
  |  { query?: never;   /** A rule. */
  rule: RuleInput; };

/** Membership in another audience. */
export type AudienceRuleInput = {
  /** The key of that audience. */
  key: string;
  /** In it, or not in it. */
  member?: boolean;
};

/** Values that identify nobody, as they are once they are normalised. A list that is left out is as it is by default; an empty one blocks nothing. */
export type BlockedValuesInput = {
  /** These, in upper, lower and mixed case. */
  anyCase?: Array<string> | null | undefined;
  /** Whatever one of these matches as a whole, in the syntax of RE2. */
  patterns?: Array<string> | null | undefined;
  /** These, exactly. */
  values?: Array<string> | null | undefined;
};

/** An identifier that is made of several fields of one event, and is there only where all of them are. */
export type CombinedKeyInput = {
  /** As of a type. Default: true. */
  joins?: boolean | null | undefined;
  /** As of a type. Default: 5. */
  limit?: IdentifierLimitInput | null | undefined;
  /** The fields: 2 to 10. */
  parts: Array<CombinedKeyPartInput>;
  /** As of a type. Default: 3. */
  priority?: number | null | undefined;
  /** The type that it has among the identifiers of a profile; none that is built in. */
  type: string;
};

/** One of the fields that must agree. */
export type CombinedKeyPartInput = {
  /** How it is compared. Default: trimmed, in lower case. */
  normalisation?: IdentifierNormalisationInput | null | undefined;
  /** Where in an event it is: a path that begins with `traits.`, `properties.` or `context.`. */
  path: string;
};

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

/** How a trait is computed; exactly one field is set. Without any matching event `count` and `uniqueCount` are 0, `uniqueList` is empty and a score 0; of the others there is none. */
export type ComputedTraitDefinitionInput =
  {   /** The average of a property. */
  avg: PropertyAggregateInput; count?: never; first?: never; formula?: never; last?: never; max?: never; min?: never; mode?: never; score?: never; sum?: never; uniqueCount?: never; uniqueList?: never; }
  |  { avg?: never;   /** How many events there are. */
  count: EventSelectionInput; first?: never; formula?: never; last?: never; max?: never; min?: never; mode?: never; score?: never; sum?: never; uniqueCount?: never; uniqueList?: never; }
  |  { avg?: never; count?: never;   /** The value of the earliest event that has one. */
  first: PropertyAggregateInput; formula?: never; last?: never; max?: never; min?: never; mode?: never; score?: never; sum?: never; uniqueCount?: never; uniqueList?: never; }
  |  { avg?: never; count?: never; first?: never;   /** An arithmetic formula over other traits: numbers, traits by path (in quotes where a name is not made of letters, digits and _), + - * /, parentheses, and abs, ceil, coalesce, floor, max, min, round. Without one of its traits there is none. */
  formula: string; last?: never; max?: never; min?: never; mode?: never; score?: never; sum?: never; uniqueCount?: never; uniqueList?: never; }
  |  { avg?: never; count?: never; first?: never; formula?: never;   /** The value of the latest event that has one. */
  last: PropertyAggregateInput; max?: never; min?: never; mode?: never; score?: never; sum?: never; uniqueCount?: never; uniqueList?: never; }
  |  { avg?: never; count?: never; first?: never; formula?: never; last?: never;   /** The largest number of a property. */
  max: PropertyAggregateInput; min?: never; mode?: never; score?: never; sum?: never; uniqueCount?: never; uniqueList?: never; }
  |  { avg?: never; count?: never; first?: never; formula?: never; last?: never; max?: never;   /** The smallest number of a property. */
  min: PropertyAggregateInput; mode?: never; score?: never; sum?: never; uniqueCount?: never; uniqueList?: never; }
  |  { avg?: never; count?: never; first?: never; formula?: never; last?: never; max?: never; min?: never;   /** The most frequent value; ties go to the smallest. */
  mode: PropertyAggregateInput; score?: never; sum?: never; uniqueCount?: never; uniqueList?: never; }
  |  { avg?: never; count?: never; first?: never; formula?: never; last?: never; max?: never; min?: never; mode?: never;   /** A weighted score: the points of every rule that holds, plus decaying points per event. */
  score: ScoreInput; sum?: never; uniqueCount?: never; uniqueList?: never; }
  |  { avg?: never; count?: never; first?: never; formula?: never; last?: never; max?: never; min?: never; mode?: never; score?: never;   /** The sum of a property; what is no number is skipped. */
  sum: PropertyAggregateInput; uniqueCount?: never; uniqueList?: never; }
  |  { avg?: never; count?: never; first?: never; formula?: never; last?: never; max?: never; min?: never; mode?: never; score?: never; sum?: never;   /** How many different values there are. */
  uniqueCount: PropertyAggregateInput; uniqueList?: never; }
  |  { avg?: never; count?: never; first?: never; formula?: never; last?: never; max?: never; min?: never; mode?: never; score?: never; sum?: never; uniqueCount?: never;   /** The different values, in order. */
  uniqueList: PropertyAggregateInput; };

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
  /** Where it is kept: 1 to 255 characters, such as `Growth/Trials`. */
  folder?: string | null | undefined;
  /** Your own name for it in programs: a letter a-z, then up to 62 of a-z, 0-9 and _. */
  key: string;
  /** By what it can be found again: up to 20, of 1 to 60 characters. */
  labels?: Array<string>;
  /** Its name for people. */
  name: string;
  /** Send entries to destinations for those who are members from the start. */
  notifyExisting?: boolean;
};

/** A new computed trait. */
export type CreateComputedTraitInput = {
  /** How it is computed. */
  definition: ComputedTraitDefinitionInput;
  /** Whether it is switched on. */
  enabled?: boolean;
  /** Who has it. */
  entity?: RuleEntity;
  /** The name of the trait: a letter a-z, then up to 62 of a-z, 0-9 and _. A custom trait of that name does not show as long as it is there. */
  key: string;
  /** Its name for people. */
  name: string;
};

/** A new destination. */
export type CreateDestinationInput = {
  /** Only changes of these audiences. Default: all. */
  audienceKeys?: Array<string> | null | undefined;
  /** The slug of the connector, such as `webhook`. */
  connector: string;
  /** Whether it is sent to from now on. */
  enabled?: boolean | null | undefined;
  /** Only events of these names. Default: all. */
  eventNames?: Array<string> | null | undefined;
  /** Its name for people. */
  name: string;
  /** Whether changes of audiences are sent. */
  sendAudiences?: boolean;
  /** Whether events are sent. */
  sendEvents?: boolean;
  /** Whether changes of computed traits are sent. */
  sendTraits?: boolean;
  /** As the settingsSchema of the connector says. */
  settings: Record<string, unknown>;
  /** Only changes of these computed traits. Default: all. */
  traitKeys?: Array<string> | null | undefined;
};

/** A new source. */
export type CreateSourceInput = {
  /** Its name for people. */
  name: string;
};

/** Another write key. */
export type CreateWriteKeyInput = {
  /** The id of the source that will track with it. */
  sourceId: string | number;
};

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

/** What to delete. */
export type DeleteInput = {
  /** Its id. */
  id: string | number;
};

/** How far a delivery is. */
export type DeliveryStatus =
  /** It was given up: refused for good, or tried for 75 hours. It can be replayed. */
  | 'DEAD'
  /** It was taken. */
  | 'DELIVERED'
  /** It is not sent, on purpose: what it is about is gone, or may not be used. */
  | 'DISCARDED'
  /** It waits for its first attempt. */
  | 'PENDING'
  /** It failed, and is tried again at `nextAttemptAt`. */
  | 'RETRYING';

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

/** Which events are counted. */
export type EventSelectionInput = {
  /** The name of the event. */
  event: string;
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

/** What became of an identifier that an event carried. */
export type IdentifierFate =
  /** It was new, and belongs to the profile since. */
  | 'ADDED'
  /** Its value identifies nobody. */
  | 'BLOCKED'
  /** It was known. */
  | 'FOUND'
  /** It was the weakest of the event when the profile, or the account, would have exceeded a limit. */
  | 'LEFT_OUT'
  /** By the rules its type joins nobody. */
  | 'NOT_JOINING'
  /** It was not joined or added, because the profiles stay apart or a hard limit was reached. */
  | 'REFUSED'
  /** Its value is too long to identify anybody. */
  | 'TOO_LONG'
  /** No account had it, and only a group id makes one. */
  | 'UNKNOWN';

/** An identifier of any type. */
export type IdentifierInput = {
  /** Its type, such as `ios.id` or one of your own. */
  type: string;
  /** Its value; matched as the values of its type are. */
  value: string;
};

/** How many values of a type a profile may hold. */
export type IdentifierLimitInput = {
  /** So many: 1 to 1000. */
  count: number;
  /** First seen in one such period. */
  period?: LimitPeriod;
};

/** How a value is made equal to others that mean the same. What is left out is as it is by default for the type. */
export type IdentifierNormalisationInput = {
  /** The country of phone numbers without a leading +, such as `DE`. Default: none. */
  defaultCountry?: string | null | undefined;
  /** A phone number that parses is in E.164. Default: true for `phone`. */
  e164?: boolean | null | undefined;
  /** It is in lower case. Default: true for `email` and parts of combined keys. */
  lowerCase?: boolean | null | undefined;
  /** Of an e-mail address, what stands between a + and the @ is left out. Default: false. */
  removePlusTag?: boolean | null | undefined;
  /** Last, in this order. Default: none. */
  replacements?: Array<IdentifierReplacementInput> | null | undefined;
  /** White space around it is left out. Default: true for `email` and parts of combined keys. */
  trim?: boolean | null | undefined;
};

/** What is replaced in a value before it is matched. */
export type IdentifierReplacementInput = {
  /** In the syntax of RE2; all that it matches is replaced. */
  pattern: string;
  /** By what: `$1` to `$9` are groups, `$0` is the whole match, `$$` is a dollar. */
  replacement: string;
};

/** As many identifiers of this type as pass the test. Default: at least one. */
export type IdentifierRuleInput = {
  /** The test of their number. */
  count?: NumberTestInput | null | undefined;
  /** The type, such as `email`. */
  type: string;
};

/** How the identifiers of a type make profiles. What is left out is as it is by default for the type. */
export type IdentifierTypeRuleInput = {
  /** Values that identify nobody, beside those that are blocked for every type. Default: none. */
  blocked?: BlockedValuesInput | null | undefined;
  /** Whether it is read from where SDKs put it. Default: true but for the identifiers of devices and of Google Analytics. */
  builtIn?: boolean | null | undefined;
  /** Whether it finds and joins profiles; if not, it stays on the event and is no identifier of anybody. Default: true. */
  joins?: boolean | null | undefined;
  /** How many values a profile may hold. Default: 5, of `user_id` and `group_id` 1. With more than one `group_id` messages merge accounts. */
  limit?: IdentifierLimitInput | null | undefined;
  /** How values are matched. */
  normalisation?: IdentifierNormalisationInput | null | undefined;
  /** Where else in an event it is read from: a path that begins with `traits.`, `properties.` or `context.`. Default: nowhere. */
  paths?: Array<string> | null | undefined;
  /** The lower, the stronger: 1 to 1000. Default: 3, of `user_id` 1, of `email` 2. */
  priority?: number | null | undefined;
  /** The type: built in, or your own. */
  type: string;
};

/** What an event did to the profiles, or to the accounts. */
export type IdentityOutcome =
  /** It made a profile, or an account. */
  | 'CREATED'
  /** It found its profile, or account, and brought new identifiers. */
  | 'EXTENDED'
  /** It found its profile, or account, and changed nothing. */
  | 'FOUND'
  /** It met several profiles, or accounts, which became one. */
  | 'MERGED'
  /** It carried nothing that identifies, and belongs to nobody; or, of what it carried, no account had anything. */
  | 'NOBODY';

/** The rules by which identifiers make profiles. What is left out is as it is by default. */
export type IdentityRulesInput = {
  /** Values that identify nobody, whatever their type. */
  blocked?: BlockedValuesInput | null | undefined;
  /** Identifiers made of several fields. Default: none. */
  combinedKeys?: Array<CombinedKeyInput> | null | undefined;
  /** Whether a message may join two profiles that have a `user_id` each, where the limits allow it. Default: false. */
  joinIdentified?: boolean | null | undefined;
  /** So many identifiers a profile may hold, of all types: 1 to 10000. Default: 1000. */
  mostIdentifiers?: number | null | undefined;
  /** Of so many merges a profile may be made: 0 to 1000. Default: 100. */
  mostMerges?: number | null | undefined;
  /** Of every other type. */
  otherTypes?: OtherTypesRuleInput | null | undefined;
  /** Of the types that are not as they are by default. */
  types?: Array<IdentifierTypeRuleInput> | null | undefined;
};

/** Why people stay as they were. */
export type IdentityRunRefusalCode =
  /** It failed for a reason of its own, which is in the log of the worker. */
  | 'FAILED'
  /** Each time they were looked at, messages had changed them. Apply the rules again. */
  | 'KEEPS_CHANGING'
  /** Together they have more events than are computed again at once: messages about them would wait for too long. */
  | 'TOO_MANY_EVENTS';

/** How far it is that identity rules are applied. */
export type IdentityRunStatus =
  /** Somebody ended it. Who was settled stays so. */
  | 'CANCELED'
  /** It was given up: see `error`. Who was settled stays so. */
  | 'FAILED'
  /** All people are as the rules say, but for those in `refusals`. */
  | 'FINISHED'
  /** It waits for a worker. */
  | 'QUEUED'
  /** It is being done, or waits to be tried again: see `error`. */
  | 'RUNNING';

/** Messages to take. */
export type IngestInput = {
  /** Messages of the tracking spec, each with its type. */
  batch: Array<Record<string, unknown>>;
  /** Default: the workspace's own GraphQL source. */
  sourceId?: string | number | null | undefined;
};

/** In what time the values of a type are counted. Periods are those of the calendar, in UTC; a value counts in that in which it was first seen. */
export type LimitPeriod =
  /** A day. */
  | 'DAY'
  /** All that it holds. */
  | 'EVER'
  /** A calendar month. */
  | 'MONTH'
  /** A week, from Monday. */
  | 'WEEK'
  /** A calendar year. */
  | 'YEAR';

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

/** What changed. */
export type MembershipChangeKind =
  /** It became a member. */
  | 'ENTERED'
  /** It is no longer a member. */
  | 'EXITED';

/** Why a membership changed. */
export type MembershipReason =
  /** Time passed. */
  | 'CLOCK'
  /** The audience was created, changed or switched on. */
  | 'DEFINITION'
  /** The person was deleted, or nothing was left of it when identity rules were applied. */
  | 'DELETED'
  /** Something happened. */
  | 'EVENT'
  /** Profiles became one. */
  | 'MERGED'
  /** A profile was taken apart, or became another one because identity rules were applied to what had been. */
  | 'SPLIT'
  /** A trait changed. */
  | 'TRAIT';

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

/** Which of the matching events may be a step. */
export type Occurrence =
  /** Any of them. */
  | 'ANY'
  /** Only the first that there ever was. */
  | 'FIRST'
  /** Only the last that there ever was. */
  | 'LAST';

/** A direction to order in. */
export type OrderDirection =
  /** The smallest, or the earliest, first. */
  | 'ASC'
  /** The largest, or the latest, first. */
  | 'DESC';

/** How the identifiers of every other type make profiles. */
export type OtherTypesRuleInput = {
  /** As of a type. Default: true. */
  joins?: boolean | null | undefined;
  /** As of a type. Default: 5. */
  limit?: IdentifierLimitInput | null | undefined;
  /** As of a type. */
  normalisation?: IdentifierNormalisationInput | null | undefined;
  /** As of a type. Default: 3. */
  priority?: number | null | undefined;
};

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

/** An order of profiles. */
export type ProfileOrder = {
  /** In which direction. */
  direction?: OrderDirection;
  /** What to order by. */
  field: ProfileOrderField;
};

/** What profiles can be ordered by. */
export type ProfileOrderField =
  /** When they were created here. */
  | 'CREATED_AT'
  /** The timestamp of their latest event. */
  | 'LAST_SEEN_AT';

/** A property of events, and which events. */
export type PropertyAggregateInput = {
  /** The name of the event. */
  event: string;
  /** Of `mode`: how often a value must be there at least. Default: 2. */
  minFrequency?: number | null | undefined;
  /** By path: segments are separated by `.`, `\.` is a literal dot, `*` any element of a list. */
  property: string;
  /** What else must hold of the event. */
  where?: PropertyRuleInput | null | undefined;
  /** Default: from the beginning until now. */
  window?: WindowInput | null | undefined;
};

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
  after: string; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never;   /** A date longer after the event. */
  afterNext: string; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never;   /** A date before this moment. */
  before: string; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never;   /** A date longer before the event. */
  beforeLast: string; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never;   /** A number within a range, its ends included. */
  between: NumberRangeInput; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never;   /** A substring of a string, or an element of a list. */
  contains: string | number | boolean; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never;   /** A string that ends so. */
  endsWith: string; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never;   /** Equal, and of the same type. */
  eq: string | number | boolean; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never;   /** Whether there is a value; null is none. */
  exists: boolean; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never;   /** Greater: between two numbers, or two strings by code point. */
  gt: string | number; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never;   /** Greater or equal. */
  gte: string | number; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never;   /** Equal to one of these; to none of an empty list. */
  in: Array<string | number | boolean>; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never;   /** Less. */
  lt: string | number; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never;   /** Less or equal. */
  lte: string | number; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never;   /** A whole-string RE2 pattern. */
  matches: string; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never;   /** Present and not equal; another type is not equal. */
  neq: string | number | boolean; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never;   /** Present and equal to none of these. */
  nin: Array<string | number | boolean>; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never;   /** A string or a list without it. */
  notContains: string | number | boolean; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never;   /** A string that begins so. */
  startsWith: string; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never;   /** A date at most so long before the event. */
  withinLast: string; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; exists?: never; gt?: never; gte?: never; in?: never; lt?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never;   /** A date at most so long after the event. */
  withinNext: string; };

/** Of how many of those related the rule must hold. */
export type Quantifier =
  /** Of every one; also where there are none. */
  | 'ALL'
  /** Of at least one. */
  | 'ANY'
  /** Of none; also where there are none. */
  | 'NONE';

/** Between two moments. */
export type RangeInput = {
  /** Where it begins, itself not included; from the beginning if left out. */
  from?: string | null | undefined;
  /** Where it ends, itself included; now if left out. */
  to?: string | null | undefined;
};

/** What was refused. */
export type RefusalKind =
  /** A delivery to a destination. */
  | 'DELIVERY'
  /** An identifier of a message; the rest of the message counts. */
  | 'IDENTIFIER'
  /** A message that was accepted and could not be processed, by a fault of ours. It is kept. */
  | 'INTERNAL'
  /** That two profiles become one. */
  | 'MERGE'
  /** A whole message, or a batch. */
  | 'MESSAGE'
  /** A property; the rest of the message counts. */
  | 'PROPERTY'
  /** A trait; the rest of the message counts. */
  | 'TRAIT';

/** A rule about the accounts of a person, or about the people of an account. */
export type RelatedRuleInput = {
  /** Of how many of them it must hold. */
  quantifier?: Quantifier;
  /** The rule. */
  rule: RuleInput;
};

/** Which finished deliveries to send once more, under the ids that they had. */
export type ReplayDeliveriesInput = {
  /** The id of the destination. */
  destinationId: string | number;
  /** Only those created at this moment or later. */
  from?: string | null | undefined;
  /** DEAD, DISCARDED or DELIVERED. */
  status?: DeliveryStatus | null | undefined;
  /** Only those created before this moment. */
  to?: string | null | undefined;
};

/** Which write key no longer works. */
export type RevokeWriteKeyInput = {
  /** The id of the key. */
  id: string | number;
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
  all: Array<RuleInput>; any?: never; audience?: never; event?: never; identifier?: never; not?: never; related?: never; sequence?: never; trait?: never; }
  |  { all?: never;   /** OR. Empty is false. */
  any: Array<RuleInput>; audience?: never; event?: never; identifier?: never; not?: never; related?: never; sequence?: never; trait?: never; }
  |  { all?: never; any?: never;   /** Membership in another audience. */
  audience: AudienceRuleInput; event?: never; identifier?: never; not?: never; related?: never; sequence?: never; trait?: never; }
  |  { all?: never; any?: never; audience?: never;   /** What was done, how often, when. */
  event: EventRuleInput; identifier?: never; not?: never; related?: never; sequence?: never; trait?: never; }
  |  { all?: never; any?: never; audience?: never; event?: never;   /** By what a profile is known. */
  identifier: IdentifierRuleInput; not?: never; related?: never; sequence?: never; trait?: never; }
  |  { all?: never; any?: never; audience?: never; event?: never; identifier?: never;   /** Plain negation: a rule is never unknown. */
  not: RuleInput; related?: never; sequence?: never; trait?: never; }
  |  { all?: never; any?: never; audience?: never; event?: never; identifier?: never; not?: never;   /** About the accounts of a person, or the members of an account. */
  related: RelatedRuleInput; sequence?: never; trait?: never; }
  |  { all?: never; any?: never; audience?: never; event?: never; identifier?: never; not?: never; related?: never;   /** THEN: steps in order. */
  sequence: SequenceRuleInput; trait?: never; }
  |  { all?: never; any?: never; audience?: never; event?: never; identifier?: never; not?: never; related?: never; sequence?: never;   /** A test of a trait. */
  trait: TraitRuleInput; };

/** The points of each event. */
export type ScoreEventInput = {
  /** The name of the event. */
  event: string;
  /** After so long half of the points are left. Default: they stay. */
  halfLife?: string | null | undefined;
  /** What each event adds when it happens; may be negative. */
  points: number;
  /** What else must hold of the event. */
  where?: PropertyRuleInput | null | undefined;
};

/** The sum of the points of rules and events, kept within limits. */
export type ScoreInput = {
  /** The points of events. */
  events?: Array<ScoreEventInput> | null | undefined;
  /** The score is never higher. */
  max?: number | null | undefined;
  /** The score is never lower. */
  min?: number | null | undefined;
  /** The points of every rule that holds. */
  rules?: Array<ScoreRuleInput> | null | undefined;
};

/** The points of a rule. */
export type ScoreRuleInput = {
  /** What it adds as long as it holds; may be negative. */
  points: number;
  /** The rule. */
  rule: RuleInput;
};

/** The steps happened in this order, each strictly later than the one before. A step with `did: false` demands that no such event follows within its `within`. */
export type SequenceRuleInput = {
  /** The steps, at most 10. The first is done. */
  steps: Array<SequenceStepInput>;
  /** In which all done steps lie. Default: from the beginning until now. */
  window?: WindowInput | null | undefined;
};

/** An event after the done step before it. With `did: false`: that no such event follows the done step before it, within `within`, which must be over; without `within`, before the next done step, or until now. */
export type SequenceStepInput = {
  /** Whether it happened, or did not. */
  did?: boolean;
  /** The name of the event. */
  event: string;
  /** Which matching events may be this step: any of them, or only the first or last one ever. */
  occurrence?: Occurrence;
  /** What else must hold of the event. */
  where?: PropertyRuleInput | null | undefined;
  /** At most this long after the step before it. */
  within?: string | null | undefined;
};

/** What to test. */
export type TestDestinationInput = {
  /** The id of the destination. */
  id: string | number;
};

/** Who says what a trait is. */
export type TraitKind =
  /** A definition, from what is known. */
  | 'COMPUTED'
  /** A message of yours. */
  | 'CUSTOM';

/** A test of a trait. */
export type TraitRuleInput = {
  /** The test. */
  is: ValueTestInput;
  /** The name of the trait; segments of a path are separated by `.`, `\.` is a literal dot, `*` any element of a list. */
  path: string;
};

/** A change of an audience. An omitted field keeps its value; null clears it, where it may be empty. */
export type UpdateAudienceInput = {
  /** Who is in it from now on: computed beside the present rule, which stays in force until that is done, then put in its place at once. */
  definition?: AudienceDefinitionInput | null | undefined;
  /** What it is for. */
  description?: string | null | undefined;
  /** Switched off, its membership stands still; switched on again, it is computed anew. */
  enabled?: boolean | null | undefined;
  /** Where it is kept: 1 to 255 characters, such as `Growth/Trials`. */
  folder?: string | null | undefined;
  /** The id of the audience. */
  id: string | number;
  /** By what it can be found again: up to 20, of 1 to 60 characters. */
  labels?: Array<string> | null | undefined;
  /** Its new name. */
  name?: string | null | undefined;
};

/** A change of a computed trait. An omitted field keeps its value. */
export type UpdateComputedTraitInput = {
  /** How it is computed from now on; it is computed anew. */
  definition?: ComputedTraitDefinitionInput | null | undefined;
  /** Switched off, its values stand still; switched on again, it is computed anew. */
  enabled?: boolean | null | undefined;
  /** The id of the computed trait. */
  id: string | number;
  /** Its new name. */
  name?: string | null | undefined;
};

/** A change of a destination. An omitted field keeps its value. */
export type UpdateDestinationInput = {
  /** Only changes of these audiences; null: all. */
  audienceKeys?: Array<string> | null | undefined;
  /** Whether it is sent to. */
  enabled?: boolean | null | undefined;
  /** Only events of these names; null: all. */
  eventNames?: Array<string> | null | undefined;
  /** The id of the destination. */
  id: string | number;
  /** Its new name. */
  name?: string | null | undefined;
  /** Whether changes of audiences are sent. */
  sendAudiences?: boolean | null | undefined;
  /** Whether events are sent. */
  sendEvents?: boolean | null | undefined;
  /** Whether changes of computed traits are sent. */
  sendTraits?: boolean | null | undefined;
  /** The settings to change: those left out keep their values, null clears one, and a masked secret sent back changes nothing. */
  settings?: Record<string, unknown> | null | undefined;
  /** Only changes of these computed traits; null: all. */
  traitKeys?: Array<string> | null | undefined;
};

/** Other rules. */
export type UpdateIdentityRulesInput = {
  /** The version that they replace; where another one is in force, nothing is changed (CONFLICT). Default: whichever. */
  basedOn?: number | null | undefined;
  /** Why, of up to 500 characters; kept with the version. */
  reason?: string | null | undefined;
  /** All of them: what is left out is as it is by default. */
  rules: IdentityRulesInput;
};

/** A change of a source. An omitted field keeps its value. */
export type UpdateSourceInput = {
  /** Switched off, nothing of what it sends is taken. */
  enabled?: boolean | null | undefined;
  /** The id of the source. */
  id: string | number;
  /** Its new name. */
  name?: string | null | undefined;
};

/** What kind of failure it is. New codes may appear: treat an unknown one as VALIDATION. */
export type UserErrorCode =
  /** It has changed meanwhile. */
  | 'CONFLICT'
  /** Something else depends on it. */
  | 'IN_USE'
  /** The key is in use already. */
  | 'KEY_TAKEN'
  /** There are as many as there may be, or it takes longer than it may. */
  | 'LIMIT_REACHED'
  /** A message cannot be taken. */
  | 'MESSAGE_REFUSED'
  /** What the input refers to does not exist. */
  | 'NOT_FOUND'
  /** The rule depends on itself. */
  | 'RULE_CYCLE'
  /** The rule says nothing that can be computed. */
  | 'RULE_INVALID'
  /** A value is not acceptable. */
  | 'VALIDATION';

/** Every test is false when the value is missing or of another type, except `exists: false`. */
export type ValueTestInput =
  {   /** A date after this moment. */
  after: string; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never;   /** A date further ahead. */
  afterNext: string; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never;   /** A date before this moment. */
  before: string; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never;   /** A date longer ago. */
  beforeLast: string; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never;   /** A number within a range, its ends included. */
  between: NumberRangeInput; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never;   /** A substring of a string, or an element of a list. */
  contains: string | number | boolean; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never;   /** A string that ends so. */
  endsWith: string; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never;   /** Equal, and of the same type. */
  eq: string | number | boolean; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never;   /** Equal to another trait of the same profile, by path. */
  eqTrait: string; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never;   /** Whether there is a value; null is none. */
  exists: boolean; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never;   /** Greater: between two numbers, or two strings by code point. */
  gt: string | number; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never;   /** Greater than another trait: between two numbers, or two strings by code point. */
  gtTrait: string; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never;   /** Greater or equal. */
  gte: string | number; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never;   /** Equal to one of these; to none of an empty list. */
  in: Array<string | number | boolean>; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never;   /** Less. */
  lt: string | number; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never;   /** Less than another trait. */
  ltTrait: string; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never;   /** Less or equal. */
  lte: string | number; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never;   /** A whole-string RE2 pattern. */
  matches: string; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never;   /** Present and not equal; another type is not equal. */
  neq: string | number | boolean; nin?: never; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never;   /** Present and equal to none of these. */
  nin: Array<string | number | boolean>; notContains?: never; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never;   /** A string or a list without it. */
  notContains: string | number | boolean; startsWith?: never; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never;   /** A string that begins so. */
  startsWith: string; withinLast?: never; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never;   /** A date at most so long ago. */
  withinLast: string; withinNext?: never; }
  |  { after?: never; afterNext?: never; before?: never; beforeLast?: never; between?: never; contains?: never; endsWith?: never; eq?: never; eqTrait?: never; exists?: never; gt?: never; gtTrait?: never; gte?: never; in?: never; lt?: never; ltTrait?: never; lte?: never; matches?: never; neq?: never; nin?: never; notContains?: never; startsWith?: never; withinLast?: never;   /** A date at most so far ahead. */
  withinNext: string; };

/** Half-open (start, end]. `last` and `ago` slide with the clock, so members enter and leave as time passes with no new event. */
export type WindowInput =
  {   /** From so long ago until so long ago. */
  ago: AgoInput; last?: never; range?: never; }
  |  { ago?: never;   /** From so long ago until now. */
  last: string; range?: never; }
  |  { ago?: never; last?: never;   /** Between two moments. */
  range: RangeInput; };

export type CountForProcessesSubscriptionVariables = Exact<{
  since?: number | null | undefined;
  throttle?: string | null | undefined;
}>;


export type CountForProcessesSubscription = { audienceCount: { size: number, version: number } };

export type ProfileForProcessesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type ProfileForProcessesSubscription = { profileUpdated: { profile: { traits: Record<string, unknown> } | null } };

export type EventsForProcessesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type EventsForProcessesSubscription = { eventReceived: { event: { userId: string | null } } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { workspaceId: string, kind: CredentialKind, scopes: Array<string> } };

export type AudiencesForAccessQueryVariables = Exact<{ [key: string]: never; }>;


export type AudiencesForAccessQuery = { audiences: { nodes: Array<{ id: string }> } };

export type CreateForAccessMutationVariables = Exact<{
  input: CreateAudienceInput;
}>;


export type CreateForAccessMutation = { createAudience: { audience: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode }
      | { code: UserErrorCode }
      | { code: UserErrorCode }
      | { code: UserErrorCode }
      | { code: UserErrorCode }
    > } };

export type IngestForAccessMutationVariables = Exact<{ [key: string]: never; }>;


export type IngestForAccessMutation = { ingest: { accepted: number } };

export type IdsForAccessQueryVariables = Exact<{ [key: string]: never; }>;


export type IdsForAccessQuery = { profile: { id: string, events: { nodes: Array<{ id: string }> }, audiences: { nodes: Array<{ id: string }> }, accounts: { nodes: Array<{ id: string }> } } | null, refusals: { nodes: Array<{ id: string }> }, sources: { nodes: Array<{ id: string }> } };

export type NodesForAccessQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type NodesForAccessQuery = { nodes: Array<
    | { __typename: 'Account', id: string }
    | { __typename: 'Audience', id: string }
    | { __typename: 'ComputedTrait', id: string }
    | { __typename: 'Connector', id: string }
    | { __typename: 'Delivery', id: string }
    | { __typename: 'Destination', id: string }
    | { __typename: 'Event', id: string }
    | { __typename: 'Export', id: string }
    | { __typename: 'ExportRun', id: string }
    | { __typename: 'IdentityRun', id: string }
    | { __typename: 'Membership', id: string }
    | { __typename: 'Profile', id: string }
    | { __typename: 'Refusal', id: string }
    | { __typename: 'Source', id: string }
   | null> };

export type LookForAccessQueryVariables = Exact<{
  audience: string | number;
  profile: string | number;
  account: string | number;
  source: string | number;
}>;


export type LookForAccessQuery = { byId: { id: string } | null, byKey: { id: string } | null, profile: { id: string } | null, ada: { id: string } | null, account: { id: string } | null, acme: { id: string } | null, source: { id: string } | null, refusals: { nodes: Array<{ id: string }>, totalCount: { count: number } }, audiences: { nodes: Array<{ id: string }>, totalCount: { count: number } }, sources: { nodes: Array<{ id: string }> }, pipeline: { backlog: number } };

export type ChangeForAccessMutationVariables = Exact<{
  id: string | number;
  source: string | number;
}>;


export type ChangeForAccessMutation = { updateAudience: { userErrors: Array<
      | { code: UserErrorCode }
      | { code: UserErrorCode }
      | { code: UserErrorCode }
      | { code: UserErrorCode }
      | { code: UserErrorCode }
    > }, deleteAudience: { userErrors: Array<
      | { code: UserErrorCode }
      | { code: UserErrorCode }
      | { code: UserErrorCode }
      | { code: UserErrorCode }
      | { code: UserErrorCode }
    > }, ingest: { userErrors: Array<
      | { code: UserErrorCode }
      | { code: UserErrorCode }
      | { code: UserErrorCode }
      | { code: UserErrorCode }
      | { code: UserErrorCode }
    > } };

export type EventForIdsQueryVariables = Exact<{ [key: string]: never; }>;


export type EventForIdsQuery = { profile: { id: string, events: { nodes: Array<{ id: string }> } } | null };

export type NodeForIdsQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type NodeForIdsQuery = { nodes: Array<
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null> };

export type CreateAudienceMutationVariables = Exact<{
  input: CreateAudienceInput;
}>;


export type CreateAudienceMutation = { createAudience: { audience: { id: string, key: string, name: string, description: string | null, entity: RuleEntity, rule: unknown, query: string, enabled: boolean, status: ComputationStatus, size: number, version: number, createdAt: string, updatedAt: string } | null, userErrors: Array<
      | { __typename: 'InUseError', message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'InvalidRuleError', line: number | null, column: number | null, message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'KeyTakenError', existingId: string, message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'MessageRefusedError', message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'ValidationError', message: string, code: UserErrorCode, path: Array<string> | null }
    > } };

export type ReadAudienceQueryVariables = Exact<{
  by: AudienceBy;
}>;


export type ReadAudienceQuery = { audience: { id: string, key: string, name: string, description: string | null, entity: RuleEntity, rule: unknown, enabled: boolean, status: ComputationStatus, size: number, version: number, members: { nodes: Array<{ id: string, since: string, profile: { id: string } | null, audience: { key: string } }>, totalCount: { count: number, precision: CountPrecision } } } | null };

export type UpdateAudienceMutationVariables = Exact<{
  input: UpdateAudienceInput;
}>;


export type UpdateAudienceMutation = { updateAudience: { audience: { id: string, name: string, description: string | null, enabled: boolean, status: ComputationStatus } | null, userErrors: Array<
      | { __typename: 'InUseError', message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'InvalidRuleError', message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'KeyTakenError', message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'MessageRefusedError', message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'ValidationError', message: string, code: UserErrorCode, path: Array<string> | null }
    > } };

export type DeleteAudienceMutationVariables = Exact<{
  input: DeleteInput;
}>;


export type DeleteAudienceMutation = { deleteAudience: { deletedId: string | null, userErrors: Array<
      | { __typename: 'InUseError', message: string, code: UserErrorCode, path: Array<string> | null, by: Array<
          | { id: string }
          | { key: string, id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
        > }
      | { __typename: 'InvalidRuleError', message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'KeyTakenError', message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'MessageRefusedError', message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'ValidationError', message: string, code: UserErrorCode, path: Array<string> | null }
    > } };

export type PreviewQueryVariables = Exact<{
  definition: AudienceDefinitionInput;
  entity?: RuleEntity | null | undefined;
}>;


export type PreviewQuery = { previewAudience: { tookMs: number, count: { count: number, precision: CountPrecision } | null, sample: Array<{ id: string }>, userErrors: Array<
      | { __typename: 'InUseError', message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'InvalidRuleError', line: number | null, column: number | null, message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'KeyTakenError', message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'MessageRefusedError', message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'ValidationError', message: string, code: UserErrorCode, path: Array<string> | null }
    > } };

export type ListAudiencesQueryVariables = Exact<{ [key: string]: never; }>;


export type ListAudiencesQuery = { audiences: { nodes: Array<{ key: string }>, totalCount: { count: number, precision: CountPrecision } } };

export type AudiencesOfAdaQueryVariables = Exact<{ [key: string]: never; }>;


export type AudiencesOfAdaQuery = { profile: { inAudience: boolean | null, audiences: { nodes: Array<{ id: string }>, totalCount: { count: number } } } | null };

export type AdaForPreviewQueryVariables = Exact<{ [key: string]: never; }>;


export type AdaForPreviewQuery = { profile: { id: string } | null };

export type CreateComputedTraitMutationVariables = Exact<{
  input: CreateComputedTraitInput;
}>;


export type CreateComputedTraitMutation = { createComputedTrait: { computedTrait: { id: string, key: string, name: string, entity: RuleEntity, definition: unknown, status: ComputationStatus, enabled: boolean } | null, userErrors: Array<
      | { __typename: 'InUseError', code: UserErrorCode, message: string, path: Array<string> | null }
      | { __typename: 'InvalidRuleError', line: number | null, column: number | null, code: UserErrorCode, message: string, path: Array<string> | null }
      | { __typename: 'KeyTakenError', existingId: string, code: UserErrorCode, message: string, path: Array<string> | null }
      | { __typename: 'MessageRefusedError', code: UserErrorCode, message: string, path: Array<string> | null }
      | { __typename: 'ValidationError', code: UserErrorCode, message: string, path: Array<string> | null }
    > } };

export type UpdateComputedTraitMutationVariables = Exact<{
  input: UpdateComputedTraitInput;
}>;


export type UpdateComputedTraitMutation = { updateComputedTrait: { computedTrait: { name: string, enabled: boolean, status: ComputationStatus } | null, userErrors: Array<
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
    > } };

export type DeleteComputedTraitMutationVariables = Exact<{
  input: DeleteInput;
}>;


export type DeleteComputedTraitMutation = { deleteComputedTrait: { deletedId: string | null, userErrors: Array<
      | { code: UserErrorCode, message: string, by: Array<
          | { id: string }
          | { key: string, id: string }
          | { key: string, id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
        > }
      | { code: UserErrorCode, message: string }
      | { code: UserErrorCode, message: string }
      | { code: UserErrorCode, message: string }
      | { code: UserErrorCode, message: string }
    > } };

export type TraitOfQueryVariables = Exact<{
  userId: string;
  name: string;
  at?: string | null | undefined;
}>;


export type TraitOfQuery = { profile: { traits: Record<string, unknown>, trait: { name: string, value: unknown, kind: TraitKind, updatedAt: string, source: { id: string } | null } | null, before: { value: unknown, kind: TraitKind } | null, traitHistory: { nodes: Array<{ name: string, value: unknown, at: string }>, totalCount: { count: number } } } | null };

export type WatchTraitsSubscriptionVariables = Exact<{
  userId: string;
}>;


export type WatchTraitsSubscription = { profileUpdated: { profile: { traits: Record<string, unknown> } | null } };

export type ComputedTraitsQueryVariables = Exact<{ [key: string]: never; }>;


export type ComputedTraitsQuery = { computedTraits: { nodes: Array<{ key: string, status: ComputationStatus }>, totalCount: { count: number } }, computedTrait: { key: string } | null };

export type CreateDestinationMutationVariables = Exact<{
  input: CreateDestinationInput;
}>;


export type CreateDestinationMutation = { createDestination: { secrets: Record<string, unknown> | null, destination: { id: string, name: string, enabled: boolean, settings: Record<string, unknown>, sendEvents: boolean, eventNames: Array<string> | null, sendAudiences: boolean, audienceKeys: Array<string> | null, connector: { slug: string } } | null, userErrors: Array<
      | { code: UserErrorCode, path: Array<string> | null, message: string }
      | { code: UserErrorCode, path: Array<string> | null, message: string }
      | { code: UserErrorCode, path: Array<string> | null, message: string }
      | { code: UserErrorCode, path: Array<string> | null, message: string }
      | { code: UserErrorCode, path: Array<string> | null, message: string }
    > } };

export type UpdateDestinationMutationVariables = Exact<{
  input: UpdateDestinationInput;
}>;


export type UpdateDestinationMutation = { updateDestination: { destination: { name: string, enabled: boolean, disabledReason: string | null, settings: Record<string, unknown>, eventNames: Array<string> | null } | null, userErrors: Array<
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
    > } };

export type DeleteDestinationMutationVariables = Exact<{
  input: DeleteInput;
}>;


export type DeleteDestinationMutation = { deleteDestination: { deletedId: string | null, userErrors: Array<
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
    > } };

export type TestDestinationMutationVariables = Exact<{
  input: TestDestinationInput;
}>;


export type TestDestinationMutation = { testDestination: { ok: boolean, error: string | null, userErrors: Array<
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
    > } };

export type ReplayDeliveriesMutationVariables = Exact<{
  input: ReplayDeliveriesInput;
}>;


export type ReplayDeliveriesMutation = { replayDeliveries: { replayed: number, userErrors: Array<
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
    > } };

export type DeliveriesQueryVariables = Exact<{
  id: string | number;
  status?: DeliveryStatus | null | undefined;
}>;


export type DeliveriesQuery = { destination: { name: string, enabled: boolean, deliveries: { nodes: Array<{ id: string, status: DeliveryStatus, attempts: number, messageId: string | null, payload: unknown, nextAttemptAt: string | null, lastError: string | null, deliveredAt: string | null, outOfOrder: boolean, profile: { id: string } | null, destination: { id: string } }>, totalCount: { count: number } } } | null };

export type WhyOfEventsQueryVariables = Exact<{
  by: ProfileBy;
}>;


export type WhyOfEventsQuery = { profile: { id: string, events: { nodes: Array<{ messageId: string, profile: { id: string } | null, identityDecision: { outcome: IdentityOutcome, matchedProfileIds: Array<string>, refusal: string | null, identifiers: Array<{ type: string, raw: string, value: string, fate: IdentifierFate, reason: string | null, limitedBy: string | null }>, rules: { version: number } | null } }> } } | null };

export type RulesForDecisionsMutationVariables = Exact<{
  input: UpdateIdentityRulesInput;
}>;


export type RulesForDecisionsMutation = { updateIdentityRules: { userErrors: Array<
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
    > } };

export type IdForDecisionQueryVariables = Exact<{
  by: ProfileBy;
}>;


export type IdForDecisionQuery = { profile: { id: string } | null };

export type DecisionsAsTheyComeSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type DecisionsAsTheyComeSubscription = { eventReceived: { event: { messageId: string, identityDecision: { outcome: IdentityOutcome, identifiers: Array<{ fate: IdentifierFate, reason: string | null }> } } } };

export type GraphQueryVariables = Exact<{
  by: ProfileBy;
  first?: number;
  after?: string | null | undefined;
}>;


export type GraphQuery = { profile: { id: string, identityGraph: { nodes: Array<{ type: string, value: string, firstSeenAt: string }>, edges: Array<{ firstObservedAt: string, lastObservedAt: string, count: number, messageId: string | null, from: { value: string }, to: { value: string }, source: { name: string } | null }>, merges: Array<{ mergedProfileId: string, at: string, reason: string, messageId: string | null, undoneAt: string | null, into: { id: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null };

export type IdForGraphQueryVariables = Exact<{
  by: ProfileBy;
}>;


export type IdForGraphQuery = { profile: { id: string } | null };

export type TraitsWithProvenanceQueryVariables = Exact<{ [key: string]: never; }>;


export type TraitsWithProvenanceQuery = { profile: { plan: { name: string, value: unknown, updatedAt: string, kind: TraitKind, source: { name: string } | null } | null, deep: { value: unknown } | null, gone: { value: unknown } | null, never: { value: unknown } | null } | null };

export type IdentityRulesQueryVariables = Exact<{
  version?: number | null | undefined;
}>;


export type IdentityRulesQuery = { identityRules: { version: number, changedAt: string | null, reason: string | null, mostMerges: number, mostIdentifiers: number, joinIdentified: boolean, types: Array<{ type: string, builtIn: boolean, paths: Array<string>, joins: boolean, priority: number, limit: { count: number, period: LimitPeriod }, normalisation: { trim: boolean, lowerCase: boolean, removePlusTag: boolean, e164: boolean, defaultCountry: string | null } }>, otherTypes: { joins: boolean, priority: number, limit: { count: number, period: LimitPeriod } }, combinedKeys: Array<{ type: string, parts: Array<{ path: string, normalisation: { trim: boolean, replacements: Array<{ pattern: string, replacement: string }> } }> }>, blocked: { values: Array<string>, anyCase: Array<string>, patterns: Array<string> } } | null };

export type UpdateIdentityRulesMutationVariables = Exact<{
  input: UpdateIdentityRulesInput;
}>;


export type UpdateIdentityRulesMutation = { updateIdentityRules: { rules: { version: number, mostMerges: number } | null, userErrors: Array<
      | { code: UserErrorCode, path: Array<string> | null, message: string }
      | { code: UserErrorCode, path: Array<string> | null, message: string }
      | { code: UserErrorCode, path: Array<string> | null, message: string }
      | { code: UserErrorCode, path: Array<string> | null, message: string }
      | { code: UserErrorCode, path: Array<string> | null, message: string }
    > } };

export type ByEmailQueryVariables = Exact<{ [key: string]: never; }>;


export type ByEmailQuery = { profile: { identifiers: { nodes: Array<{ type: string, value: string }> } } | null };

export type ApplyRulesMutationVariables = Exact<{
  input: ApplyIdentityRulesInput;
}>;


export type ApplyRulesMutation = { applyIdentityRules: { run: { id: string, status: IdentityRunStatus, total: number | null, rules: { version: number, reason: string | null } | null } | null, userErrors: Array<
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
    > } };

export type CancelRunMutationVariables = Exact<{
  id: string | number;
}>;


export type CancelRunMutation = { cancelIdentityRun: { run: { status: IdentityRunStatus } | null, userErrors: Array<
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
    > } };

export type AppliedRulesQueryVariables = Exact<{ [key: string]: never; }>;


export type AppliedRulesQuery = { identityRuns: { nodes: Array<{ id: string, status: IdentityRunStatus, done: number, joined: number, profilesBefore: number | null, profilesAfter: number | null, etaSeconds: number | null, finishedAt: string | null, refusals: Array<{ code: IdentityRunRefusalCode }> }> } };

export type AppliedRunQueryVariables = Exact<{
  id: string | number;
}>;


export type AppliedRunQuery = { identityRun: { status: IdentityRunStatus, startedAt: string | null, error: string | null } | null, node:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null };

export type PeopleOfRunQueryVariables = Exact<{
  a: ProfileBy;
  b: ProfileBy;
}>;


export type PeopleOfRunQuery = { a: { id: string } | null, b: { id: string } | null };

export type TrySeparatingQueryVariables = Exact<{
  rules?: IdentityRulesInput | null | undefined;
  sample?: number | null | undefined;
}>;


export type TrySeparatingQuery = { simulateIdentityRules: { simulation: { separated: number, eventsOfNobodyBefore: number, eventsOfNobodyAfter: number, separations: Array<{ profile: { id: string } | null, parts: Array<{ profileCount: number, profiles: Array<{ id: string }> }> }> } | null, userErrors: Array<
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
    > } };

export type IdForSimulationQueryVariables = Exact<{
  by: ProfileBy;
}>;


export type IdForSimulationQuery = { profile: { id: string } | null };

export type IngestMutationVariables = Exact<{
  input: IngestInput;
}>;


export type IngestMutation = { ingest: { accepted: number, messageIds: Array<string>, userErrors: Array<
      | { __typename: 'InUseError', message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'InvalidRuleError', message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'KeyTakenError', message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'MessageRefusedError', index: number, refusalCode: string, messageId: string | null, message: string, code: UserErrorCode, path: Array<string> | null }
      | { __typename: 'ValidationError', message: string, code: UserErrorCode, path: Array<string> | null }
    > } };

export type SourcesForIngestQueryVariables = Exact<{ [key: string]: never; }>;


export type SourcesForIngestQuery = { sources: { nodes: Array<{ id: string, name: string, enabled: boolean, createdAt: string, writeKeys: Array<{ id: string, key: string, createdAt: string, revokedAt: string | null }> }> } };

export type RefusalsQueryVariables = Exact<{
  kinds?: Array<RefusalKind> | RefusalKind | null | undefined;
  sourceId?: string | number | null | undefined;
}>;


export type RefusalsQuery = { refusals: { nodes: Array<{ id: string, at: string, kind: RefusalKind, code: string, message: string, messageId: string | null, sample: unknown, source: { name: string } | null }>, totalCount: { count: number } } };

export type PipelineQueryVariables = Exact<{ [key: string]: never; }>;


export type PipelineQuery = { pipeline: { backlog: number, lagMs: number } };

export type IngestedEventsQueryVariables = Exact<{ [key: string]: never; }>;


export type IngestedEventsQuery = { profile: { events: { nodes: Array<{ messageId: string, source: { name: string } | null }> } } | null };

export type StoredTraitsQueryVariables = Exact<{
  userId: string;
}>;


export type StoredTraitsQuery = { profile: { traits: Record<string, unknown> } | null };

export type AudienceCountsSubscriptionVariables = Exact<{
  keys?: Array<string> | string | null | undefined;
  throttle?: string | null | undefined;
}>;


export type AudienceCountsSubscription = { audienceCounts: { key: string, status: ComputationStatus, size: number, version: number } };

export type ProfileUpdatedSubscriptionVariables = Exact<{
  by: ProfileBy;
}>;


export type ProfileUpdatedSubscription = { profileUpdated: { version: number, mergedInto: string | null, profile: { id: string, traits: Record<string, unknown> } | null } };

export type EventReceivedSubscriptionVariables = Exact<{
  names?: Array<string> | string | null | undefined;
  sourceId?: string | number | null | undefined;
}>;


export type EventReceivedSubscription = { eventReceived: { skipped: number, event: { name: string, userId: string | null, properties: Record<string, unknown>, profile: { traits: Record<string, unknown> } | null, source: { name: string } | null } } };

export type FindForLiveQueryVariables = Exact<{
  by: ProfileBy;
}>;


export type FindForLiveQuery = { profile: { id: string } | null };

export type SourcesForLiveQueryVariables = Exact<{ [key: string]: never; }>;


export type SourcesForLiveQuery = { sources: { nodes: Array<{ id: string }> } };

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

export type ProfileListQueryVariables = Exact<{
  rule?: RuleInput | null | undefined;
  orderBy?: ProfileOrder | null | undefined;
}>;


export type ProfileListQuery = { profiles: { nodes: Array<{ createdAt: string, lastSeenAt: string | null, traits: Record<string, unknown> }>, totalCount: { count: number, precision: CountPrecision } } };

export type AccountListQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountListQuery = { accounts: { nodes: Array<{ groupId: string, traits: Record<string, unknown>, members: { totalCount: { count: number } } }>, totalCount: { count: number, precision: CountPrecision } } };

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

export type MembershipOfAnonQueryVariables = Exact<{ [key: string]: never; }>;


export type MembershipOfAnonQuery = { profile: { id: string, audiences: { nodes: Array<{ id: string }> } } | null };

export type MembershipNodeQueryVariables = Exact<{
  id: string | number;
}>;


export type MembershipNodeQuery = { node:
    | { audience: { key: string }, profile: { id: string } | null }
    | Record<PropertyKey, never>
   | null };

export type InAudienceQueryVariables = Exact<{ [key: string]: never; }>;


export type InAudienceQuery = { profile: { everyone: boolean | null, nobody: boolean | null, none: boolean | null } | null };

export type CreateSourceMutationVariables = Exact<{
  input: CreateSourceInput;
}>;


export type CreateSourceMutation = { createSource: { source: { id: string, name: string, enabled: boolean, createdAt: string, writeKeys: Array<{ id: string, key: string, revokedAt: string | null }> } | null, userErrors: Array<
      | { code: UserErrorCode, path: Array<string> | null, message: string }
      | { code: UserErrorCode, path: Array<string> | null, message: string }
      | { code: UserErrorCode, path: Array<string> | null, message: string }
      | { code: UserErrorCode, path: Array<string> | null, message: string }
      | { code: UserErrorCode, path: Array<string> | null, message: string }
    > } };

export type UpdateSourceMutationVariables = Exact<{
  input: UpdateSourceInput;
}>;


export type UpdateSourceMutation = { updateSource: { source: { name: string, enabled: boolean } | null, userErrors: Array<
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
    > } };

export type CreateWriteKeyMutationVariables = Exact<{
  input: CreateWriteKeyInput;
}>;


export type CreateWriteKeyMutation = { createWriteKey: { writeKey: { id: string, key: string, revokedAt: string | null } | null, userErrors: Array<
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
    > } };

export type RevokeWriteKeyMutationVariables = Exact<{
  input: RevokeWriteKeyInput;
}>;


export type RevokeWriteKeyMutation = { revokeWriteKey: { writeKey: { id: string, revokedAt: string | null } | null, userErrors: Array<
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
      | { code: UserErrorCode, path: Array<string> | null }
    > } };

export type SourceOfEventsQueryVariables = Exact<{ [key: string]: never; }>;


export type SourceOfEventsQuery = { profile: { events: { nodes: Array<{ source: { id: string, name: string } | null }> } } | null };

export type AllSourcesQueryVariables = Exact<{ [key: string]: never; }>;


export type AllSourcesQuery = { sources: { nodes: Array<{ id: string, name: string, writeKeys: Array<{ id: string }> }> } };

export type AudienceCountSubscriptionVariables = Exact<{
  by: AudienceBy;
  sinceVersion?: number | null | undefined;
  throttle?: string | null | undefined;
}>;


export type AudienceCountSubscription = { audienceCount: { audienceId: string, key: string, status: ComputationStatus, size: number, version: number, asOf: string, entered: number, exited: number } };

export type AudienceMembershipSubscriptionVariables = Exact<{
  by: AudienceBy;
  after?: string | null | undefined;
}>;


export type AudienceMembershipSubscription = { audienceMembership: { cursor: string, audienceId: string, profileId: string, change: MembershipChangeKind, at: string, reason: MembershipReason, profile: { id: string, traits: Record<string, unknown> } | null } };

export type CreateForSubscriptionMutationVariables = Exact<{
  input: CreateAudienceInput;
}>;


export type CreateForSubscriptionMutation = { createAudience: { audience: { id: string } | null, userErrors: Array<
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
      | { message: string }
    > } };

export type UpdateForSubscriptionMutationVariables = Exact<{
  input: UpdateAudienceInput;
}>;


export type UpdateForSubscriptionMutation = { updateAudience: { audience: { status: ComputationStatus } | null } };

export type DeleteForSubscriptionMutationVariables = Exact<{
  input: DeleteInput;
}>;


export type DeleteForSubscriptionMutation = { deleteAudience: { deletedId: string | null } };

export type StatusForSubscriptionQueryVariables = Exact<{ [key: string]: never; }>;


export type StatusForSubscriptionQuery = { audience: { status: ComputationStatus } | null };

export type PersonForSubscriptionQueryVariables = Exact<{ [key: string]: never; }>;


export type PersonForSubscriptionQuery = { profile: { id: string, traits: Record<string, unknown> } | null };


export const CountForProcessesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"CountForProcesses"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"throttle"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Duration"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audienceCount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"all","block":false}}]}},{"kind":"Argument","name":{"kind":"Name","value":"sinceVersion"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}},{"kind":"Argument","name":{"kind":"Name","value":"throttle"},"value":{"kind":"Variable","name":{"kind":"Name","value":"throttle"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<CountForProcessesSubscription, CountForProcessesSubscriptionVariables>;
export const ProfileForProcessesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ProfileForProcesses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profileUpdated"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"StringValue","value":"ada","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"traits"}}]}}]}}]}}]} as unknown as DocumentNode<ProfileForProcessesSubscription, ProfileForProcessesSubscriptionVariables>;
export const EventsForProcessesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"EventsForProcesses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"eventReceived"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"names"},"value":{"kind":"ListValue","values":[{"kind":"StringValue","value":"Bought","block":false}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}}]}}]}}]}}]} as unknown as DocumentNode<EventsForProcessesSubscription, EventsForProcessesSubscriptionVariables>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workspaceId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;
export const AudiencesForAccessDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AudiencesForAccess"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audiences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<AudiencesForAccessQuery, AudiencesForAccessQueryVariables>;
export const CreateForAccessDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateForAccess"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateAudienceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audience"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<CreateForAccessMutation, CreateForAccessMutationVariables>;
export const IngestForAccessDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"IngestForAccess"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ingest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"batch"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"type"},"value":{"kind":"StringValue","value":"identify","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"StringValue","value":"x","block":false}}]}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accepted"}}]}}]}}]} as unknown as DocumentNode<IngestForAccessMutation, IngestForAccessMutationVariables>;
export const IdsForAccessDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IdsForAccess"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"StringValue","value":"ada","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"events"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"audiences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<IdsForAccessQuery, IdsForAccessQueryVariables>;
export const NodesForAccessDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NodesForAccess"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<NodesForAccessQuery, NodesForAccessQueryVariables>;
export const LookForAccessDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LookForAccess"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"audience"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"profile"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"account"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"source"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"byId"},"name":{"kind":"Name","value":"audience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"audience"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"byKey"},"name":{"kind":"Name","value":"audience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"everyone","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"profile"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"ada"},"name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"StringValue","value":"ada","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"account"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"acme"},"name":{"kind":"Name","value":"account"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"groupId"},"value":{"kind":"StringValue","value":"acme","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"source"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"source"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"audiences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pipeline"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"backlog"}}]}}]}}]} as unknown as DocumentNode<LookForAccessQuery, LookForAccessQueryVariables>;
export const ChangeForAccessDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeForAccess"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"source"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"Mine","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"deleteAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"ingest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"sourceId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"source"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"batch"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"type"},"value":{"kind":"StringValue","value":"identify","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"StringValue","value":"x","block":false}}]}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<ChangeForAccessMutation, ChangeForAccessMutationVariables>;
export const EventForIdsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EventForIds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"StringValue","value":"ada","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"events"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<EventForIdsQuery, EventForIdsQueryVariables>;
export const NodeForIdsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NodeForIds"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<NodeForIdsQuery, NodeForIdsQueryVariables>;
export const CreateAudienceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateAudience"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateAudienceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audience"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"entity"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"query"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyTakenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"existingId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidRuleError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"column"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CreateAudienceMutation, CreateAudienceMutationVariables>;
export const ReadAudienceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReadAudience"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AudienceBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"entity"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"members"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"audience"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ReadAudienceQuery, ReadAudienceQueryVariables>;
export const UpdateAudienceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateAudience"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateAudienceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audience"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<UpdateAudienceMutation, UpdateAudienceMutationVariables>;
export const DeleteAudienceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteAudience"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InUseError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Audience"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<DeleteAudienceMutation, DeleteAudienceMutationVariables>;
export const PreviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Preview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"definition"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AudienceDefinitionInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"entity"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RuleEntity"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"previewAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"definition"},"value":{"kind":"Variable","name":{"kind":"Name","value":"definition"}}},{"kind":"Argument","name":{"kind":"Name","value":"entity"},"value":{"kind":"Variable","name":{"kind":"Name","value":"entity"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sample"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tookMs"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidRuleError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"column"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PreviewQuery, PreviewQueryVariables>;
export const ListAudiencesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListAudiences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audiences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}}]}}]}}]} as unknown as DocumentNode<ListAudiencesQuery, ListAudiencesQueryVariables>;
export const AudiencesOfAdaDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AudiencesOfAda"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"StringValue","value":"ada","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"buyers","block":false}}]},{"kind":"Field","name":{"kind":"Name","value":"audiences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AudiencesOfAdaQuery, AudiencesOfAdaQueryVariables>;
export const AdaForPreviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AdaForPreview"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"StringValue","value":"ada","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<AdaForPreviewQuery, AdaForPreviewQueryVariables>;
export const CreateComputedTraitDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateComputedTrait"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateComputedTraitInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createComputedTrait"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"computedTrait"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"entity"}},{"kind":"Field","name":{"kind":"Name","value":"definition"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidRuleError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"column"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KeyTakenError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"existingId"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CreateComputedTraitMutation, CreateComputedTraitMutationVariables>;
export const UpdateComputedTraitDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateComputedTrait"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateComputedTraitInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateComputedTrait"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"computedTrait"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<UpdateComputedTraitMutation, UpdateComputedTraitMutationVariables>;
export const DeleteComputedTraitDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteComputedTrait"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteComputedTrait"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InUseError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"by"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ComputedTrait"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Audience"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<DeleteComputedTraitMutation, DeleteComputedTraitMutationVariables>;
export const TraitOfDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TraitOf"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"at"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"traits"}},{"kind":"Field","name":{"kind":"Name","value":"trait"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"before"},"name":{"kind":"Name","value":"trait"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}},{"kind":"Argument","name":{"kind":"Name","value":"at"},"value":{"kind":"Variable","name":{"kind":"Name","value":"at"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"traitHistory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"names"},"value":{"kind":"ListValue","values":[{"kind":"Variable","name":{"kind":"Name","value":"name"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TraitOfQuery, TraitOfQueryVariables>;
export const WatchTraitsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"WatchTraits"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profileUpdated"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"traits"}}]}}]}}]}}]} as unknown as DocumentNode<WatchTraitsSubscription, WatchTraitsSubscriptionVariables>;
export const ComputedTraitsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ComputedTraits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"computedTraits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"computedTrait"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"orders","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}}]} as unknown as DocumentNode<ComputedTraitsQuery, ComputedTraitsQueryVariables>;
export const CreateDestinationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateDestination"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateDestinationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createDestination"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"destination"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"settings"}},{"kind":"Field","name":{"kind":"Name","value":"sendEvents"}},{"kind":"Field","name":{"kind":"Name","value":"eventNames"}},{"kind":"Field","name":{"kind":"Name","value":"sendAudiences"}},{"kind":"Field","name":{"kind":"Name","value":"audienceKeys"}},{"kind":"Field","name":{"kind":"Name","value":"connector"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"secrets"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateDestinationMutation, CreateDestinationMutationVariables>;
export const UpdateDestinationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateDestination"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateDestinationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateDestination"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"destination"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"disabledReason"}},{"kind":"Field","name":{"kind":"Name","value":"settings"}},{"kind":"Field","name":{"kind":"Name","value":"eventNames"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<UpdateDestinationMutation, UpdateDestinationMutationVariables>;
export const DeleteDestinationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteDestination"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteDestination"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<DeleteDestinationMutation, DeleteDestinationMutationVariables>;
export const TestDestinationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TestDestination"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TestDestinationInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"testDestination"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ok"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<TestDestinationMutation, TestDestinationMutationVariables>;
export const ReplayDeliveriesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReplayDeliveries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReplayDeliveriesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayDeliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<ReplayDeliveriesMutation, ReplayDeliveriesMutationVariables>;
export const DeliveriesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Deliveries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"status"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DeliveryStatus"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"destination"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"status"},"value":{"kind":"Variable","name":{"kind":"Name","value":"status"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"payload"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastError"}},{"kind":"Field","name":{"kind":"Name","value":"deliveredAt"}},{"kind":"Field","name":{"kind":"Name","value":"outOfOrder"}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"destination"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DeliveriesQuery, DeliveriesQueryVariables>;
export const WhyOfEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhyOfEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"identityDecision"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"raw"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"fate"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"limitedBy"}}]}},{"kind":"Field","name":{"kind":"Name","value":"matchedProfileIds"}},{"kind":"Field","name":{"kind":"Name","value":"refusal"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<WhyOfEventsQuery, WhyOfEventsQueryVariables>;
export const RulesForDecisionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RulesForDecisions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateIdentityRulesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateIdentityRules"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RulesForDecisionsMutation, RulesForDecisionsMutationVariables>;
export const IdForDecisionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IdForDecision"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<IdForDecisionQuery, IdForDecisionQueryVariables>;
export const DecisionsAsTheyComeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"DecisionsAsTheyCome"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"eventReceived"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"identityDecision"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fate"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<DecisionsAsTheyComeSubscription, DecisionsAsTheyComeSubscriptionVariables>;
export const GraphDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Graph"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileBy"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"500"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"identityGraph"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"firstSeenAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"firstObservedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastObservedAt"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"merges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"into"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mergedProfileId"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"undoneAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<GraphQuery, GraphQueryVariables>;
export const IdForGraphDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IdForGraph"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<IdForGraphQuery, IdForGraphQueryVariables>;
export const TraitsWithProvenanceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TraitsWithProvenance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"StringValue","value":"ada","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"plan"},"name":{"kind":"Name","value":"trait"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"plan","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"deep"},"name":{"kind":"Name","value":"trait"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"deep","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"gone"},"name":{"kind":"Name","value":"trait"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"gone","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"never"},"name":{"kind":"Name","value":"trait"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"__proto__","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]}}]} as unknown as DocumentNode<TraitsWithProvenanceQuery, TraitsWithProvenanceQueryVariables>;
export const IdentityRulesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IdentityRules"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identityRules"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"changedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"mostMerges"}},{"kind":"Field","name":{"kind":"Name","value":"mostIdentifiers"}},{"kind":"Field","name":{"kind":"Name","value":"joinIdentified"}},{"kind":"Field","name":{"kind":"Name","value":"types"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"builtIn"}},{"kind":"Field","name":{"kind":"Name","value":"paths"}},{"kind":"Field","name":{"kind":"Name","value":"joins"}},{"kind":"Field","name":{"kind":"Name","value":"limit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"period"}}]}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"normalisation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trim"}},{"kind":"Field","name":{"kind":"Name","value":"lowerCase"}},{"kind":"Field","name":{"kind":"Name","value":"removePlusTag"}},{"kind":"Field","name":{"kind":"Name","value":"e164"}},{"kind":"Field","name":{"kind":"Name","value":"defaultCountry"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"otherTypes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"joins"}},{"kind":"Field","name":{"kind":"Name","value":"limit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"period"}}]}},{"kind":"Field","name":{"kind":"Name","value":"priority"}}]}},{"kind":"Field","name":{"kind":"Name","value":"combinedKeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"normalisation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trim"}},{"kind":"Field","name":{"kind":"Name","value":"replacements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pattern"}},{"kind":"Field","name":{"kind":"Name","value":"replacement"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"blocked"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"values"}},{"kind":"Field","name":{"kind":"Name","value":"anyCase"}},{"kind":"Field","name":{"kind":"Name","value":"patterns"}}]}}]}}]}}]} as unknown as DocumentNode<IdentityRulesQuery, IdentityRulesQueryVariables>;
export const UpdateIdentityRulesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateIdentityRules"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateIdentityRulesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateIdentityRules"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"mostMerges"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<UpdateIdentityRulesMutation, UpdateIdentityRulesMutationVariables>;
export const ByEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ByEmail"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"email"},"value":{"kind":"StringValue","value":"Ada+shop@Example.com","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ByEmailQuery, ByEmailQueryVariables>;
export const ApplyRulesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApplyRules"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApplyIdentityRulesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"applyIdentityRules"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<ApplyRulesMutation, ApplyRulesMutationVariables>;
export const CancelRunDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelRun"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelIdentityRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<CancelRunMutation, CancelRunMutationVariables>;
export const AppliedRulesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AppliedRules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identityRuns"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"joined"}},{"kind":"Field","name":{"kind":"Name","value":"profilesBefore"}},{"kind":"Field","name":{"kind":"Name","value":"profilesAfter"}},{"kind":"Field","name":{"kind":"Name","value":"etaSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"refusals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}}]}}]}}]}}]} as unknown as DocumentNode<AppliedRulesQuery, AppliedRulesQueryVariables>;
export const AppliedRunDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AppliedRun"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identityRun"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"error"}}]}},{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<AppliedRunQuery, AppliedRunQueryVariables>;
export const PeopleOfRunDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PeopleOfRun"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"a"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileBy"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"b"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"a"},"name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"a"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"b"},"name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"b"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<PeopleOfRunQuery, PeopleOfRunQueryVariables>;
export const TrySeparatingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TrySeparating"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"rules"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityRulesInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sample"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"simulateIdentityRules"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"rules"},"value":{"kind":"Variable","name":{"kind":"Name","value":"rules"}}},{"kind":"Argument","name":{"kind":"Name","value":"sample"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sample"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"simulation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"separated"}},{"kind":"Field","name":{"kind":"Name","value":"eventsOfNobodyBefore"}},{"kind":"Field","name":{"kind":"Name","value":"eventsOfNobodyAfter"}},{"kind":"Field","name":{"kind":"Name","value":"separations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profileCount"}},{"kind":"Field","name":{"kind":"Name","value":"profiles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<TrySeparatingQuery, TrySeparatingQueryVariables>;
export const IdForSimulationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IdForSimulation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<IdForSimulationQuery, IdForSimulationQueryVariables>;
export const IngestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Ingest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IngestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ingest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accepted"}},{"kind":"Field","name":{"kind":"Name","value":"messageIds"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MessageRefusedError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"refusalCode"}},{"kind":"Field","name":{"kind":"Name","value":"messageId"}}]}}]}}]}}]}}]} as unknown as DocumentNode<IngestMutation, IngestMutationVariables>;
export const SourcesForIngestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SourcesForIngest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"writeKeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SourcesForIngestQuery, SourcesForIngestQueryVariables>;
export const RefusalsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Refusals"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kinds"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RefusalKind"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sourceId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refusals"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"kinds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kinds"}}},{"kind":"Argument","name":{"kind":"Name","value":"sourceId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sourceId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"sample"}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]}}]} as unknown as DocumentNode<RefusalsQuery, RefusalsQueryVariables>;
export const PipelineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Pipeline"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pipeline"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"backlog"}},{"kind":"Field","name":{"kind":"Name","value":"lagMs"}}]}}]}}]} as unknown as DocumentNode<PipelineQuery, PipelineQueryVariables>;
export const IngestedEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IngestedEvents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"StringValue","value":"ada","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<IngestedEventsQuery, IngestedEventsQueryVariables>;
export const StoredTraitsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StoredTraits"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"traits"}}]}}]}}]} as unknown as DocumentNode<StoredTraitsQuery, StoredTraitsQueryVariables>;
export const AudienceCountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"AudienceCounts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"keys"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"throttle"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Duration"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audienceCounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"keys"},"value":{"kind":"Variable","name":{"kind":"Name","value":"keys"}}},{"kind":"Argument","name":{"kind":"Name","value":"throttle"},"value":{"kind":"Variable","name":{"kind":"Name","value":"throttle"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<AudienceCountsSubscription, AudienceCountsSubscriptionVariables>;
export const ProfileUpdatedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"ProfileUpdated"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profileUpdated"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}},{"kind":"Argument","name":{"kind":"Name","value":"throttle"},"value":{"kind":"StringValue","value":"PT0S","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"mergedInto"}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"traits"}}]}}]}}]}}]} as unknown as DocumentNode<ProfileUpdatedSubscription, ProfileUpdatedSubscriptionVariables>;
export const EventReceivedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"EventReceived"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"names"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sourceId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"eventReceived"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"names"},"value":{"kind":"Variable","name":{"kind":"Name","value":"names"}}},{"kind":"Argument","name":{"kind":"Name","value":"sourceId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sourceId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"properties"}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"traits"}}]}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<EventReceivedSubscription, EventReceivedSubscriptionVariables>;
export const FindForLiveDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindForLive"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<FindForLiveQuery, FindForLiveQueryVariables>;
export const SourcesForLiveDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SourcesForLive"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<SourcesForLiveQuery, SourcesForLiveQueryVariables>;
export const CreateForPagesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateForPages"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateAudienceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateForPagesMutation, CreateForPagesMutationVariables>;
export const OrderedMembersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OrderedMembers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"a0","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"earliest"},"name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"SINCE"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"ASC"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"since"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"latest"},"name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"SINCE"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"since"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OrderedMembersQuery, OrderedMembersQueryVariables>;
export const CountOfManyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CountOfMany"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"StringValue","value":"ada","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CountOfManyQuery, CountOfManyQueryVariables>;
export const ProfileListDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProfileList"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"rule"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"RuleInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profiles"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"rule"},"value":{"kind":"Variable","name":{"kind":"Name","value":"rule"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"traits"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"names"},"value":{"kind":"ListValue","values":[{"kind":"StringValue","value":"name","block":false}]}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}}]}}]}}]} as unknown as DocumentNode<ProfileListQuery, ProfileListQueryVariables>;
export const AccountListDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AccountList"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"groupId"}},{"kind":"Field","name":{"kind":"Name","value":"traits"}},{"kind":"Field","name":{"kind":"Name","value":"members"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}}]}}]}}]} as unknown as DocumentNode<AccountListQuery, AccountListQueryVariables>;
export const WholeProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WholeProfile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"firstSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"traits"}},{"kind":"Field","alias":{"kind":"Name","value":"some"},"name":{"kind":"Name","value":"traits"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"names"},"value":{"kind":"ListValue","values":[{"kind":"StringValue","value":"plan","block":false},{"kind":"StringValue","value":"nothing","block":false},{"kind":"StringValue","value":"__proto__","block":false}]}}]},{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"raw"}},{"kind":"Field","name":{"kind":"Name","value":"firstSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"emails"},"name":{"kind":"Name","value":"identifiers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"types"},"value":{"kind":"ListValue","values":[{"kind":"StringValue","value":"email","block":false}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"events"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"timestamp"}},{"kind":"Field","name":{"kind":"Name","value":"originalTimestamp"}},{"kind":"Field","name":{"kind":"Name","value":"sentAt"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"anonymousId"}},{"kind":"Field","name":{"kind":"Name","value":"groupId"}},{"kind":"Field","name":{"kind":"Name","value":"previousId"}},{"kind":"Field","name":{"kind":"Name","value":"properties"}},{"kind":"Field","name":{"kind":"Name","value":"traits"}},{"kind":"Field","name":{"kind":"Name","value":"context"}},{"kind":"Field","name":{"kind":"Name","value":"integrations"}},{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"named"},"name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"names"},"value":{"kind":"ListValue","values":[{"kind":"StringValue","value":"Order Completed","block":false}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"between"},"name":{"kind":"Name","value":"events"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"StringValue","value":"2026-01-02T00:00:00Z","block":false}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"StringValue","value":"2026-01-03T00:00:00Z","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageId"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"audiences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"audience"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"groupId"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"traits"}},{"kind":"Field","name":{"kind":"Name","value":"members"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]}}]}}]} as unknown as DocumentNode<WholeProfileQuery, WholeProfileQueryVariables>;
export const ProfileIdDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProfileId"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileBy"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ProfileIdQuery, ProfileIdQueryVariables>;
export const CreateAudienceForProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateAudienceForProfile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateAudienceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audience"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateAudienceForProfileMutation, CreateAudienceForProfileMutationVariables>;
export const MembershipOfAnonDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MembershipOfAnon"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"anonymousId"},"value":{"kind":"StringValue","value":"anon","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"audiences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MembershipOfAnonQuery, MembershipOfAnonQueryVariables>;
export const MembershipNodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MembershipNode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Membership"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audience"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MembershipNodeQuery, MembershipNodeQueryVariables>;
export const InAudienceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"InAudience"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"StringValue","value":"ada","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"everyone"},"name":{"kind":"Name","value":"inAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"everyone","block":false}}]},{"kind":"Field","alias":{"kind":"Name","value":"nobody"},"name":{"kind":"Name","value":"inAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"nobody","block":false}}]},{"kind":"Field","alias":{"kind":"Name","value":"none"},"name":{"kind":"Name","value":"inAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"none","block":false}}]}]}}]}}]} as unknown as DocumentNode<InAudienceQuery, InAudienceQueryVariables>;
export const CreateSourceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateSource"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateSourceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createSource"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"writeKeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateSourceMutation, CreateSourceMutationVariables>;
export const UpdateSourceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateSource"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateSourceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateSource"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<UpdateSourceMutation, UpdateSourceMutationVariables>;
export const CreateWriteKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateWriteKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateWriteKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createWriteKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"writeKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<CreateWriteKeyMutation, CreateWriteKeyMutationVariables>;
export const RevokeWriteKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeWriteKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeWriteKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeWriteKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"writeKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]}}]}}]} as unknown as DocumentNode<RevokeWriteKeyMutation, RevokeWriteKeyMutationVariables>;
export const SourceOfEventsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SourceOfEvents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"StringValue","value":"ada","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"events"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<SourceOfEventsQuery, SourceOfEventsQueryVariables>;
export const AllSourcesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AllSources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"writeKeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AllSourcesQuery, AllSourcesQueryVariables>;
export const AudienceCountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"AudienceCount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AudienceBy"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sinceVersion"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SafeInt"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"throttle"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Duration"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audienceCount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}},{"kind":"Argument","name":{"kind":"Name","value":"sinceVersion"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sinceVersion"}}},{"kind":"Argument","name":{"kind":"Name","value":"throttle"},"value":{"kind":"Variable","name":{"kind":"Name","value":"throttle"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audienceId"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"entered"}},{"kind":"Field","name":{"kind":"Name","value":"exited"}}]}}]}}]} as unknown as DocumentNode<AudienceCountSubscription, AudienceCountSubscriptionVariables>;
export const AudienceMembershipDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"AudienceMembership"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AudienceBy"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audienceMembership"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"audienceId"}},{"kind":"Field","name":{"kind":"Name","value":"profileId"}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"traits"}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]} as unknown as DocumentNode<AudienceMembershipSubscription, AudienceMembershipSubscriptionVariables>;
export const CreateForSubscriptionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateForSubscription"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateAudienceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audience"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateForSubscriptionMutation, CreateForSubscriptionMutationVariables>;
export const UpdateForSubscriptionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateForSubscription"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateAudienceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audience"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<UpdateForSubscriptionMutation, UpdateForSubscriptionMutationVariables>;
export const DeleteForSubscriptionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteForSubscription"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteAudience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedId"}}]}}]}}]} as unknown as DocumentNode<DeleteForSubscriptionMutation, DeleteForSubscriptionMutationVariables>;
export const StatusForSubscriptionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StatusForSubscription"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"audience"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"pros","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<StatusForSubscriptionQuery, StatusForSubscriptionQueryVariables>;
export const PersonForSubscriptionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PersonForSubscription"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"profile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"StringValue","value":"ada","block":false}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"traits"}}]}}]}}]} as unknown as DocumentNode<PersonForSubscriptionQuery, PersonForSubscriptionQueryVariables>;