/**
 * Several instances behind a load balancer, and the rule that adds and removes them. A plain run knows nothing of this
 * group: it is one instance. See `../parameters.ts`, the one table, of which this is a part.
 */
import type { Parameter } from '../parameters.ts'
import { fleetBalancer } from './fleet-balancer.ts'
import { fleetRule } from './fleet-rule.ts'
import { fleetSize } from './fleet-size.ts'
import { fleetTraffic } from './fleet-traffic.ts'

export const fleet: readonly Parameter[] = [...fleetTraffic, ...fleetSize, ...fleetRule, ...fleetBalancer]
