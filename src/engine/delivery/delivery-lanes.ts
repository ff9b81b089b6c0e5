/** Each destination has so many lanes: as many workers may deliver to it at the same time. A change needs a migration of what waits. */
export const LANES_PER_DESTINATION = 4

/** The lane of a profile at the destination with this number. Ids are random at their end. */
export const deliveryLane = (destinationNumber: number, id: string): number =>
  destinationNumber * LANES_PER_DESTINATION + (Number.parseInt(id.slice(-4), 16) % LANES_PER_DESTINATION)

export const destinationNumber = (lane: number): number => Math.floor(lane / LANES_PER_DESTINATION)
