import { createSecretBox } from '../../src/engine/delivery/secret-box.ts'

/** In tests secrets are encrypted as they are in earnest. */
export const secretBox = createSecretBox([Buffer.alloc(32, 7)])
