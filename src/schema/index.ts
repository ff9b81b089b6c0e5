// Every module that adds to the schema.
import './scalars.ts'
import './node.ts'
import './viewer.ts'
import './profile.ts'
import './account.ts'
import './profile-list.ts'
import './audience.ts'
import './audience-mutations.ts'
import './audience-subscriptions.ts'
import './preview.ts'
import './ingest.ts'
import './source.ts'
import './source-mutations.ts'
import './refusal.ts'
import { builder } from './builder.ts'

export const schema = builder.toSchema()
