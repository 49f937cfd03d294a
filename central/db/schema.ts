import type { AuditTables } from './schema/audit.ts'
import type { CallTables } from './schema/calls.ts'
import type { CustomerTables } from './schema/customers.ts'
import type { InteractionTables } from './schema/interactions.ts'
import type { LinkTables } from './schema/link.ts'
import type { PeopleTables } from './schema/people.ts'
import type { RoutingTables } from './schema/routing.ts'
import type { TwilioTables } from './schema/twilio.ts'

/** Every table of central. Each feature owns its part; the same on SQLite and PostgreSQL. */
export interface Database
  extends PeopleTables,
    RoutingTables,
    CallTables,
    LinkTables,
    CustomerTables,
    InteractionTables,
    TwilioTables,
    AuditTables {}
