// Ids are printed by the engine too, in what it delivers; the types of the API know them under this name.
export { type IdPrefix, parseId, parseUuid, printHex, printId, printUuid, uuidText } from '../engine/public-id.ts'
