import { addCustomer, type Customer } from './make-customer.ts'
import { makeInteractions } from './make-interactions.ts'
import { makeOrders } from './make-orders.ts'
import { makeRecords } from './make-records.ts'
import type { World } from './world.ts'

/** Gives a customer orders, conversations and records, and writes the customer with what came of them. */
export function addWithPast(world: World, customer: Customer): void {
  const orders = makeOrders(world, customer)
  const lastContactAt = makeInteractions(world, customer, orders)
  makeRecords(world, customer)
  const paid = orders.filter(({ status }) => status !== 'canceled' && status !== 'returned')
  const lifetime = paid.reduce((sum, { total }) => sum + total, 0)
  addCustomer(world, customer, lifetime, lastContactAt)
}
