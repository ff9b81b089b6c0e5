import type { Audience, ComputedTrait, Destination, Export, ExportRun, IdentityRun, Outbox, Refusal, Source } from '../db/generated/client.ts'
import type { Millis } from '../engine/clock.ts'
import type { Connector } from '../engine/delivery/outbound.ts'
import type { StoredEvent } from '../engine/profiles/events-of.ts'
import type { HeldIdentifier } from '../engine/profiles/identifiers-of.ts'
import type { Membership } from '../engine/profiles/memberships.ts'
import type { Profile } from '../engine/profiles/profile.ts'
import { builder } from './builder.ts'
import { connectionType } from './connection.ts'

// Types refer to each other in circles; their modules refer to this one only.

export const ProfileRef = builder.objectRef<Profile>('Profile')
export const ProfileConnection = connectionType('Profile', ProfileRef)

/** An account with the id of its group. */
export interface Account extends Profile {
  readonly groupId: string
}
export const AccountRef = builder.objectRef<Account>('Account')
export const AccountConnection = connectionType('Account', AccountRef)

export const IdentifierRef = builder.objectRef<HeldIdentifier>('Identifier')
export const IdentifierConnection = connectionType('Identifier', IdentifierRef)

export const EventRef = builder.objectRef<StoredEvent>('Event')
export const EventConnection = connectionType('Event', EventRef)

/** A moment as Prisma reads it, or as it is loaded with something else. */
interface Dated {
  readonly createdAt: Date | Millis
}

export interface AudienceRow
  extends Dated,
    Readonly<Pick<Audience, 'id' | 'key' | 'name' | 'description' | 'labels' | 'folder' | 'entity' | 'rule' | 'enabled' | 'status'>> {
  readonly updatedAt: Date | Millis
}
export const AudienceRef = builder.objectRef<AudienceRow>('Audience')
export const AudienceConnection = connectionType('Audience', AudienceRef)

export const ComputedTraitRef = builder.objectRef<ComputedTrait>('ComputedTrait')
export const ComputedTraitConnection = connectionType('ComputedTrait', ComputedTraitRef)

export const MembershipRef = builder.objectRef<Membership>('Membership')
export const MembershipConnection = connectionType('Membership', MembershipRef)

export interface SourceRow extends Dated, Readonly<Pick<Source, 'id' | 'name' | 'enabled'>> {}
export const SourceRef = builder.objectRef<SourceRow>('Source')
export const SourceConnection = connectionType('Source', SourceRef)

export const RefusalRef = builder.objectRef<Refusal>('Refusal')
export const RefusalConnection = connectionType('Refusal', RefusalRef)

export const ConnectorRef = builder.objectRef<Connector>('Connector')
export const ConnectorConnection = connectionType('Connector', ConnectorRef)

export const DestinationRef = builder.objectRef<Destination>('Destination')
export const DestinationConnection = connectionType('Destination', DestinationRef)

export const ExportRef = builder.objectRef<Export>('Export')
export const ExportConnection = connectionType('Export', ExportRef)

export const ExportRunRef = builder.objectRef<ExportRun>('ExportRun')
export const ExportRunConnection = connectionType('ExportRun', ExportRunRef)

export const IdentityRunRef = builder.objectRef<IdentityRun>('IdentityRun')
export const IdentityRunConnection = connectionType('IdentityRun', IdentityRunRef)

export const DeliveryRef = builder.objectRef<Outbox>('Delivery')
export const DeliveryConnection = connectionType('Delivery', DeliveryRef)
